//! The bar that says how things stand: no connection, edits that wait, what became of them, a newer version. It stands
//! among what is told at the foot of each page.

use super::{Offline, Outbox, Outcome};
use crate::i18n::number;
use crate::ui::locale;
use leptos::prelude::*;
use leptos_i18n::td_string;
use leptos_router::hooks::use_location;

/// The bar; nothing while there is nothing to say.
#[component]
pub fn ConnectionBar() -> impl IntoView {
    let locale = locale();
    let offline = Offline::of_page();
    #[cfg(feature = "hydrate")]
    Effect::new(move || super::worker::start(offline));
    let path = use_location().pathname;
    let count = move |unsent: usize| number(locale, unsent);
    let stand = move || {
        let outbox = offline.outbox.read();
        Some(
            match (offline.online.get(), outbox.waiting(), outbox.others) {
                (true, 0, 0) => return None,
                (true, 0, others) => td_string!(locale, offline.others, count = count(others)),
                (true, own, _) => td_string!(locale, offline.sending, count = count(own)),
                (false, 0, _) => td_string!(locale, offline.none).to_owned(),
                (false, own, _) => td_string!(locale, offline.waiting, count = count(own)),
            },
        )
    };
    // What became of the edits stands on their page.
    let settled = move || {
        let (done, failed) = offline.outbox.with(|outbox: &Outbox| {
            let failed = outbox
                .settled()
                .filter(|edit| edit.outcome == Outcome::Failed)
                .count();
            (outbox.settled().count() - failed, failed)
        });
        if path.get() == "/offline" {
            return None;
        }
        Some(match (done, failed) {
            (0, 0) => return None,
            (_, 0) => td_string!(locale, offline.all_sent, count = count(done)),
            _ => td_string!(locale, offline.some_failed, count = count(failed)),
        })
    };
    let has_edits =
        move || offline.outbox.with(|outbox| !outbox.edits.is_empty()) && path.get() != "/offline";
    // Their writer may be who reads this, whose session has ended.
    let to_sign_in =
        move || !offline.signed_in.get() && offline.outbox.with(|outbox| outbox.others > 0);
    let full = move || offline.outbox.with(|outbox| outbox.full);
    let lost = move || Some(offline.lost.get()).filter(|lost| *lost > 0);
    let nothing = move || {
        stand().is_none()
            && settled().is_none()
            && !full()
            && lost().is_none()
            && !offline.newer.get()
    };
    view! {
        <div class="connection" class:away=move || !offline.online.get() hidden=nothing>
            <p hidden=move || stand().is_none()>{stand}</p>
            <a class="button small" href="/sign-in?back=/offline" hidden=move || !to_sign_in()>
                {td_string!(locale, offline.sign_in)}
            </a>
            <p hidden=move || settled().is_none()>{settled}</p>
            <p class="bad" hidden=move || !full()>{td_string!(locale, offline.full)}</p>
            <p class="bad" hidden=move || lost().is_none()>
                {move || lost().map(|lost| td_string!(locale, offline.lost, count = count(lost)))}
            </p>
            <a class="button small" href="/offline" hidden=move || !has_edits()>
                {td_string!(locale, offline.see)}
            </a>
            <p hidden=move || !offline.newer.get()>
                <span>{td_string!(locale, offline.newer)}</span>
                <button type="button" class="button small primary" on:click=move |_| drop(window().location().reload())>
                    {td_string!(locale, offline.reload)}
                </button>
            </p>
        </div>
    }
}
