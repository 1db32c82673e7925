//! What this browser keeps for the person: pins, views with names, whether the tour was seen, whether letters are shortcuts. All of it may be missing.

use super::look::{Pin, read_pins, write_pins};
use leptos::prelude::window;

const PINS: &str = "jejaring.pins";
const VIEWS: &str = "jejaring.views";
const TOUR: &str = "jejaring.tour";
const LETTERS: &str = "jejaring.letters";
const OFF: &str = "off";

/// A view with a name.
#[derive(Clone, Debug, PartialEq)]
pub struct SavedView {
    /// What the person calls it.
    pub name: String,
    /// Its address on this site.
    pub address: String,
}

fn get(key: &str) -> Option<String> {
    window().local_storage().ok()??.get_item(key).ok()?
}

fn set(key: &str, value: &str) {
    // A browser that keeps nothing, as in private windows, forgets it with the page.
    if let Ok(Some(storage)) = window().local_storage() {
        let _ = storage.set_item(key, value);
    }
}

/// The person's own pins.
#[cfg_attr(not(feature = "hydrate"), allow(dead_code))]
pub fn pins() -> Vec<Pin> {
    get(PINS).map_or_else(Vec::new, |text| read_pins(&text))
}

/// Keeps the pins.
pub fn keep_pins(pins: &[Pin]) {
    set(PINS, &write_pins(pins));
}

/// The views with names.
pub fn views() -> Vec<SavedView> {
    let text = get(VIEWS).unwrap_or_default();
    read_views(&text)
}

/// Keeps the views.
pub fn keep_views(views: &[SavedView]) {
    set(VIEWS, &write_views(views));
}

/// Whether the tour was seen.
pub fn tour_seen() -> bool {
    get(TOUR).is_some()
}

/// The tour was seen.
pub fn see_tour() {
    set(TOUR, "seen");
}

/// Whether letters and digits are shortcuts.
pub fn letters() -> bool {
    get(LETTERS).is_none_or(|value| value != OFF)
}

/// Makes letters and digits shortcuts, or not.
pub fn use_letters(on: bool) {
    set(LETTERS, if on { "on" } else { OFF });
}

/// A line for each view: its address, a blank, its name.
fn read_views(text: &str) -> Vec<SavedView> {
    let views = text.lines().filter_map(|line| line.split_once(' '));
    views
        .filter(|(address, _)| address.starts_with("/explore"))
        .map(|(address, name)| SavedView {
            name: name.to_owned(),
            address: address.to_owned(),
        })
        .collect()
}

fn write_views(views: &[SavedView]) -> String {
    let lines: Vec<String> = views
        .iter()
        .map(|view| format!("{} {}", view.address, view.name.replace('\n', " ")))
        .collect();
    lines.join("\n")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn views_go_there_and_back() {
        let views = vec![
            SavedView {
                name: "Sekolah di Bantul".into(),
                address: "/explore?kind=school&region=Bantul".into(),
            },
            SavedView {
                name: "Peta".into(),
                address: "/explore?layout=map".into(),
            },
        ];
        assert_eq!(read_views(&write_views(&views)), views);
        assert!(read_views("https://elsewhere.example x\n\nnothing").is_empty());
    }
}
