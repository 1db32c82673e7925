//! Pages and actions, with the words by which they are found.

use super::lent::{Does, Lent};
use crate::explorer::{colour, layout, sentence};
use crate::i18n::{Locale, td_string};
use crate::ui::{Glyph, address, encoded};
use jejaring_domain::Coded;
use jejaring_graph::Arrangement;
use jejaring_graph::ask::{Question, Topic};
use jejaring_graph::fold::fold;
use jejaring_graph::paint::NodeColour;

/// A page, or something to do.
#[derive(Clone, PartialEq)]
pub struct Entry {
    /// What it is called.
    pub label: String,
    /// Its picture.
    pub glyph: Glyph,
    /// Where it leads.
    pub href: String,
    /// Whether the server is asked anew.
    pub external: bool,
    /// Whether it is a file.
    pub file: bool,
    /// What the open page does instead of leading elsewhere, see [`lent`].
    pub act: Option<usize>,
    /// The label and other words for it, as they are compared; each begins after a blank.
    pub folded: String,
}

/// All of them, those that are needed most first. `here` is where the reader is, to come back to.
pub fn entries(locale: Locale, here: &str) -> Vec<Entry> {
    let entry = |label: &str, glyph, href: String, words: &str| Entry {
        glyph,
        href,
        external: false,
        file: false,
        act: None,
        folded: format!(" {} {}", fold(label), fold(words)),
        label: label.to_owned(),
    };
    let page =
        |label: &str, glyph, href: &str, words: &str| entry(label, glyph, href.to_owned(), words);
    let chosen = |label: &str, glyph, name: &'static str, value: &'static str, words: &str| Entry {
        external: true,
        ..entry(
            label,
            glyph,
            address("/preferences", [(name, value), ("back", here)]),
            words,
        )
    };
    let file = |label: &str, href: &str, words: &str| Entry {
        external: true,
        file: true,
        ..entry(label, Glyph::Export, href.to_owned(), words)
    };
    // Words of the other language too: people switch in between.
    let mut all = vec![
        page(
            td_string!(locale, ui.nav.explore),
            Glyph::Explore,
            "/explore",
            "explore jelajah network jaringan map peta",
        ),
        page(
            td_string!(locale, ui.nav.organisations),
            Glyph::Organisations,
            "/organisations",
            "organisations lembaga school sekolah company usaha",
        ),
        page(
            td_string!(locale, ui.nav.partnerships),
            Glyph::Partnerships,
            "/partnerships",
            "partnerships kemitraan mou",
        ),
        page(
            td_string!(locale, palette.new_organisation),
            Glyph::Add,
            "/organisations/new",
            "new organisation lembaga baru tambah add",
        ),
        page(
            td_string!(locale, palette.new_partnership),
            Glyph::Add,
            "/partnerships/new",
            "new partnership kemitraan baru tambah add propose usul",
        ),
        page(
            td_string!(locale, ui.nav.needs),
            Glyph::Needs,
            "/needs",
            "needs offers kebutuhan penawaran market",
        ),
        page(
            td_string!(locale, palette.desk),
            Glyph::Person,
            "/desk",
            "desk meja tugas tasks waiting",
        ),
        page(
            td_string!(locale, ui.nav.insight),
            Glyph::Insight,
            "/insight",
            "insight wawasan figures angka statistik statistics",
        ),
        page(
            td_string!(locale, ui.nav.home),
            Glyph::Home,
            "/",
            "home beranda start",
        ),
        page(
            td_string!(locale, palette.table),
            Glyph::Organisations,
            "/explore?as=table",
            "table tabel list daftar keyboard screen reader",
        ),
        page(
            td_string!(locale, palette.matches),
            Glyph::Needs,
            "/needs/matches",
            "matches cocok",
        ),
        page(
            td_string!(locale, ui.nav.import),
            Glyph::Import,
            "/import",
            "import impor csv gexf graphml file berkas",
        ),
        file(
            td_string!(locale, ui.nav.export_csv),
            "/export/network.csv.zip",
            "export unduh csv table tabel",
        ),
        file(
            td_string!(locale, ui.nav.export_gexf),
            "/export/network.gexf",
            "export unduh gexf gephi",
        ),
        file(
            td_string!(locale, palette.export_graphml),
            "/export/network.graphml",
            "export unduh graphml",
        ),
        file(
            td_string!(locale, palette.export_xlsx),
            "/explore/export.xlsx",
            "export unduh xlsx excel",
        ),
        file(
            td_string!(locale, ui.nav.export_json),
            "/export/network.json",
            "export unduh json",
        ),
        page(
            td_string!(locale, palette.account),
            Glyph::Person,
            "/account",
            "account akun password sandi sign in masuk",
        ),
        chosen(
            "Bahasa Indonesia",
            Glyph::Device,
            "locale",
            "id",
            "language bahasa indonesian",
        ),
        chosen(
            "English",
            Glyph::Device,
            "locale",
            "en",
            "language bahasa inggris",
        ),
        chosen(
            td_string!(locale, palette.light),
            Glyph::Light,
            "theme",
            "light",
            "theme tampilan light terang",
        ),
        chosen(
            td_string!(locale, palette.dark),
            Glyph::Dark,
            "theme",
            "dark",
            "theme tampilan dark gelap",
        ),
        chosen(
            td_string!(locale, palette.auto),
            Glyph::Device,
            "theme",
            "auto",
            "theme tampilan device perangkat auto",
        ),
    ];
    // Wherever one explores, what has been chosen stays.
    all.extend(Topic::ALL.iter().map(|topic| {
        let question = Question::about(*topic).to_query();
        entry(
            sentence(locale, *topic),
            Glyph::Explore,
            within(here, &["ask", "from", "to"], question),
            "ask tanya question pertanyaan",
        )
    }));
    all.extend(Arrangement::ALL.iter().map(|arrangement| {
        let chosen = [("layout", arrangement.code().to_owned())];
        let name = td_string!(locale, looks.layout.title);
        entry(
            &format!("{name}: {}", layout(locale, *arrangement)),
            Glyph::Look,
            within(here, &["layout", "view", "as"], chosen),
            "layout tata letak arrange",
        )
    }));
    all.extend(NodeColour::ALL.iter().map(|by| {
        let name = td_string!(locale, looks.colour.title);
        entry(
            &format!("{name}: {}", colour(locale, *by)),
            Glyph::Look,
            within(here, &["colour"], [("colour", by.code().to_owned())]),
            "colour color warna",
        )
    }));
    all
}

/// What the open page lends, as entries.
pub fn lent(lines: Vec<Lent>) -> Vec<Entry> {
    let entry = |Lent {
                     label,
                     glyph,
                     words,
                     does,
                 }| {
        let (href, act) = match does {
            Does::Lead(address) => (address, None),
            Does::Act(act) => ("#main".to_owned(), Some(act)),
        };
        Entry {
            external: false,
            file: false,
            folded: format!(" {} {}", fold(&label), fold(words)),
            label,
            glyph,
            href,
            act,
        }
    };
    lines.into_iter().map(entry).collect()
}

/// The pages of who looks after the network.
pub fn of_steward(locale: Locale) -> Vec<Entry> {
    let pages = [
        (td_string!(locale, account.menu.steward), "/steward"),
        (td_string!(locale, steward.people), "/steward/people"),
        (td_string!(locale, steward.merge_title), "/steward/merge"),
    ];
    let entry = |(label, href): (&str, &str)| Entry {
        label: label.to_owned(),
        glyph: Glyph::Person,
        href: href.to_owned(),
        external: false,
        file: false,
        act: None,
        folded: format!(" {} steward pengelola claims merge gabung", fold(label)),
    };
    pages.into_iter().map(entry).collect()
}

/// An address of the explorer with something chosen: with all else that is chosen there, where that is `here`.
fn within(
    here: &str,
    without: &[&str],
    chosen: impl IntoIterator<Item = (&'static str, String)>,
) -> String {
    let chosen: Vec<String> = chosen
        .into_iter()
        .map(|(key, value)| format!("{key}={}", encoded(&value)))
        .collect();
    let kept = here.strip_prefix("/explore?").unwrap_or_default();
    let kept = kept.split('&').filter(|part| {
        let key = part.split('=').next().unwrap_or_default();
        !part.is_empty() && !without.contains(&key)
    });
    let parts: Vec<&str> = kept.chain(chosen.iter().map(String::as_str)).collect();
    format!("/explore?{}", parts.join("&"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_chosen_in_the_explorer_stays() {
        let layout = |here| within(here, &["layout", "view"], [("layout", "map".to_owned())]);
        assert_eq!(layout("/needs?kind=x"), "/explore?layout=map");
        assert_eq!(
            layout("/explore?kind=school&view=1_2_3&layout=rings"),
            "/explore?kind=school&layout=map"
        );
    }

    #[test]
    fn everything_that_can_be_asked_is_there() {
        for locale in [Locale::id, Locale::en] {
            let all = entries(locale, "/?");
            for topic in Topic::ALL {
                let href = format!("/explore?ask={}", topic.code());
                assert!(all.iter().any(|entry| entry.href == href), "{href}");
            }
            assert!(all.iter().all(|entry| !entry.label.is_empty()));
        }
    }
}
