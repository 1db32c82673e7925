//! What one did here outlives the page, in the tab's own storage: a reload takes it up again, and what a form without script
//! did meanwhile is asked for.

use super::Live;
use super::deeds::Deeds;
use crate::api::wire::{pack, unpack};
use jejaring_domain::{PersonId, Seq};
use leptos::prelude::*;
use serde::{Deserialize, Serialize};
use web_sys::Storage;

const KEY: &str = "deeds";
/// So many entries of the log are asked for again at most, to find one's own among them.
const FAR: u64 = 100;

#[derive(Serialize, Deserialize)]
struct Kept {
    who: PersonId,
    /// The last entry that the page had heard of.
    seq: Seq,
    deeds: Deeds,
}

/// Takes up what the same person did on the page before. The entry of the log after which the page that was rendered after
/// `rendered` has to ask.
pub fn take_up(live: Live, who: PersonId, rendered: Seq) -> Seq {
    let text = storage().and_then(|storage| storage.get_item(KEY).ok()?);
    let kept = text.and_then(|text| unpack::<Kept>(&text).ok());
    let Some(kept) = kept.filter(|kept| kept.who == who) else {
        return rendered;
    };
    live.deeds.set(kept.deeds);
    match rendered.0.checked_sub(kept.seq.0) {
        Some(0..=FAR) => kept.seq,
        _ => rendered,
    }
}

/// Keeps what was done until now.
pub fn keep(live: Live, who: PersonId, seq: Seq) {
    let deeds = live.deeds.get_untracked();
    // What is just being taken back is neither done nor undone.
    if deeds.is_settled()
        && let Some(storage) = storage()
        && let Ok(text) = pack(&Kept { who, seq, deeds })
    {
        // Without room it is as if the page had begun anew.
        let _ = storage.set_item(KEY, &text);
    }
}

fn storage() -> Option<Storage> {
    window().session_storage().ok()?
}
