//! What the explorer lends to the palette: its tools, the views that are kept, and the network to look words up in.

use super::{Format, Panel, Shared, Wish, storage, url};
use crate::api::explore::Hit;
use crate::i18n::{Locale, td_string};
use crate::palette::lent::{Does, Lender, Lent, lend, take_back};
use crate::ui::Glyph;
use leptos::prelude::*;
use std::rc::Rc;

/// What the palette lists of the organisations of the network.
const HITS: usize = 6;

/// Lends as long as the page is open.
pub fn start(shared: Shared) {
    if !shared.embedded {
        lend(Rc::new(Explorer(shared)));
        on_cleanup(take_back);
    }
}

struct Explorer(Shared);

/// What it can do, in the order of their numbers.
#[derive(Clone, Copy)]
enum Act {
    Undo,
    Redo,
    Help,
    Days,
    Look,
    Share,
    All,
    LayOut,
    Take(Format),
}

const ACTS: [Act; 12] = [
    Act::Undo,
    Act::Redo,
    Act::Days,
    Act::Look,
    Act::Share,
    Act::All,
    Act::LayOut,
    Act::Help,
    Act::Take(Format::ALL[0]),
    Act::Take(Format::ALL[1]),
    Act::Take(Format::ALL[2]),
    Act::Take(Format::ALL[3]),
];

impl Act {
    fn told(self, locale: Locale) -> (String, Glyph, &'static str) {
        let (label, glyph, words) = match self {
            Act::Undo => (
                td_string!(locale, looks.bar.undo),
                Glyph::Undo,
                "undo urungkan",
            ),
            Act::Redo => (
                td_string!(locale, looks.bar.redo),
                Glyph::Redo,
                "redo ulangi",
            ),
            Act::Help => (
                td_string!(locale, looks.help.title),
                Glyph::Explore,
                "help bantuan shortcuts pintasan keys",
            ),
            Act::Days => (
                td_string!(locale, looks.time.title),
                Glyph::Clock,
                "time waktu day hari years tahun play putar",
            ),
            Act::Look => (
                td_string!(locale, looks.bar.look),
                Glyph::Look,
                "look tampilan colour warna size ukuran layout",
            ),
            Act::Share => (
                td_string!(locale, looks.share.link),
                Glyph::Share,
                "share bagikan link tautan views embed tanam",
            ),
            Act::All => (
                td_string!(locale, explorer.all),
                Glyph::Explore,
                "show all tampilkan semua fit",
            ),
            Act::LayOut => (
                td_string!(locale, looks.pins.arrange),
                Glyph::Look,
                "arrange anew tata ulang layout",
            ),
            Act::Take(format) => {
                let label = td_string!(locale, looks.share.picture);
                let label = format!("{label}: {}", format.name());
                return (label, Glyph::Export, "picture gambar unduh download");
            }
        };
        (label.to_owned(), glyph, words)
    }
}

impl Lender for Explorer {
    fn lines(&self, locale: Locale) -> Vec<Lent> {
        let acts = ACTS.iter().enumerate().map(|(number, act)| {
            let (label, glyph, words) = act.told(locale);
            Lent {
                label,
                glyph,
                words,
                does: Does::Act(number),
            }
        });
        let own = self.0.account.get_untracked().unwrap_or_default();
        let own = own
            .into_iter()
            .map(|view| (view.name, format!("{}?{}", url::PATH, view.query)));
        let kept = storage::views().into_iter();
        let kept = kept.map(|view| (view.name, view.address));
        let views = own.chain(kept).map(|(name, address)| Lent {
            label: name,
            glyph: Glyph::Share,
            words: "view tampilan saved tersimpan",
            does: Does::Lead(address),
        });
        acts.chain(views).collect()
    }

    fn act(&self, what: usize) {
        let shared = self.0;
        match ACTS.get(what) {
            Some(Act::Undo) => shared.undo(),
            Some(Act::Redo) => shared.redo(),
            Some(Act::Help) => shared.helping.set(true),
            Some(Act::Days) => shared.toggle_time(),
            Some(Act::Look) => shared.panel.set(Some(Panel::Look)),
            Some(Act::Share) => shared.panel.set(Some(Panel::Share)),
            Some(Act::All) => shared.wish.set(Some(Wish::Fit)),
            Some(Act::LayOut) => shared.lay_out(true),
            Some(Act::Take(format)) => shared.wish.set(Some(Wish::Take(*format))),
            None => {}
        }
    }

    fn find(&self, words: &str) -> Option<Vec<Hit>> {
        let network = self.0.network.get_untracked()?;
        network.has_index().then(|| {
            let snapshot = network.snapshot();
            let found = untrack(|| network.search(words, HITS)).into_iter();
            found
                .map(|hit| {
                    let organisation = hit.organisation as usize;
                    Hit::Organisation(
                        snapshot.organisation_id(organisation),
                        snapshot.kind(organisation),
                        snapshot.name(organisation).to_owned(),
                        snapshot.regency(organisation).to_owned(),
                    )
                })
                .collect()
        })
    }
}
