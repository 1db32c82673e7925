//! Pages and actions, with the words by which they are found.

use crate::i18n::{Locale, td_string};
use crate::ui::{Glyph, address};
use jejaring_graph::fold::fold;

/// A page, or something to do.
#[derive(Clone, PartialEq)]
pub struct Entry {
    /// What it is called.
    pub label: &'static str,
    /// Its picture.
    pub glyph: Glyph,
    /// Where it leads.
    pub href: String,
    /// Whether the server is asked anew.
    pub external: bool,
    /// Whether it is a file.
    pub file: bool,
    /// The label and other words for it, as they are compared; each begins after a blank.
    pub folded: String,
}

/// All of them, those that are needed most first. `here` is where the reader is, to come back to.
pub fn entries(locale: Locale, here: &str) -> Vec<Entry> {
    let entry = |label: &'static str, glyph, href: String, words: &str| Entry {
        label,
        glyph,
        href,
        external: false,
        file: false,
        folded: format!(" {} {}", fold(label), fold(words)),
    };
    let page = |label, glyph, href: &str, words: &str| entry(label, glyph, href.to_owned(), words);
    let chosen = |label, glyph, name: &'static str, value: &'static str, words: &str| Entry {
        external: true,
        ..entry(
            label,
            glyph,
            address("/preferences", [(name, value), ("back", here)]),
            words,
        )
    };
    let file = |label, href: &str, words: &str| Entry {
        external: true,
        file: true,
        ..entry(label, Glyph::Export, href.to_owned(), words)
    };
    // Words of the other language too: people switch in between.
    vec![
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
            td_string!(locale, palette.ask),
            Glyph::Explore,
            "/explore?ask=paths",
            "ask tanya question pertanyaan introduce kenal path jalan",
        ),
        page(
            td_string!(locale, palette.missing),
            Glyph::Explore,
            "/explore?ask=no_company",
            "gaps kurang schools sekolah company usaha",
        ),
        page(
            td_string!(locale, palette.links),
            Glyph::Explore,
            "/explore?ask=best_links",
            "links hubungan best",
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
    ]
}
