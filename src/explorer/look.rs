//! How the network is shown, as it stands in the address: arrangement, colours, sizes, pins.

use jejaring_domain::OrganisationId;
use jejaring_graph::Arrangement;
use jejaring_graph::decimal::decimal;
use jejaring_graph::paint::{LinkColour, NodeColour, Size};
use leptos_router::params::ParamsMap;

/// An organisation that a person has put somewhere, in layout units.
pub type Pin = (OrganisationId, [f32; 2]);

/// How the network is shown.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Look {
    /// Where the nodes are.
    pub arrangement: Arrangement,
    /// What the colour of organisations says.
    pub colour: NodeColour,
    /// What the colour of lines says.
    pub lines: LinkColour,
    /// What the size of organisations says.
    pub size: Size,
    /// Whether what is shown is laid out by itself, instead of in its place among all.
    pub anew: bool,
    /// Pins that came with a link; none for the person's own.
    pub pins: Option<Vec<Pin>>,
}

/// The most pins that are kept.
pub const MOST_PINS: usize = 60;
/// In an address: nothing is pinned, whatever the reader keeps.
const NONE: &str = "none";

impl Look {
    /// Reads an address's parameters; what is not understood is passed over.
    pub fn read(query: &ParamsMap) -> Self {
        let get = |key: &str| query.get(key).unwrap_or_default();
        Self {
            arrangement: Arrangement::from_code(&get("layout")).unwrap_or_default(),
            colour: NodeColour::from_code(&get("colour")).unwrap_or_default(),
            lines: LinkColour::from_code(&get("lines")).unwrap_or_default(),
            size: Size::from_code(&get("size")).unwrap_or_default(),
            anew: get("anew") == "1",
            pins: query.get("pins").map(|text| read_pins(&text)),
        }
    }

    /// Its parameters of an address; what is as usual is left out.
    pub fn to_query(&self) -> Vec<(&'static str, String)> {
        let mut pairs = Vec::new();
        let mut put = |key, usual: bool, value: &str| {
            if !usual {
                pairs.push((key, value.to_owned()));
            }
        };
        let Self {
            arrangement,
            colour,
            lines,
            size,
            ..
        } = self;
        let usual = Look::default();
        put(
            "layout",
            *arrangement == usual.arrangement,
            arrangement.code(),
        );
        put("colour", *colour == usual.colour, colour.code());
        put("lines", *lines == usual.lines, lines.code());
        put("size", *size == usual.size, size.code());
        put("anew", !self.anew, "1");
        if let Some(pins) = &self.pins {
            let none = pins.is_empty();
            let written = if none {
                NONE.to_owned()
            } else {
                write_pins(pins)
            };
            put("pins", false, &written);
        }
        pairs
    }
}

/// Reads what [`write_pins`] wrote.
pub fn read_pins(text: &str) -> Vec<Pin> {
    let pin = |part: &str| {
        let mut parts = part.split('_');
        let id = parts.next()?.parse().ok()?;
        let mut number = || {
            let number = decimal(parts.next()?)? as f32;
            (number.abs() < 1e5).then_some(number)
        };
        Some((id, [number()?, number()?]))
    };
    text.split(',').filter_map(pin).take(MOST_PINS).collect()
}

/// Pins in a text.
pub fn write_pins(pins: &[Pin]) -> String {
    let pins: Vec<String> = pins
        .iter()
        .take(MOST_PINS)
        .map(|(id, [x, y])| format!("{id}_{x:.2}_{y:.2}"))
        .collect();
    pins.join(",")
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(pairs: &[(&str, &str)]) -> Look {
        let pairs = pairs
            .iter()
            .map(|(key, value)| ((*key).to_owned(), (*value).to_owned()));
        Look::read(&pairs.collect())
    }

    #[test]
    fn an_address_shows_the_same_look() {
        let look = read(&[
            ("layout", "map"),
            ("colour", "province"),
            ("lines", "form"),
            ("size", "equal"),
            (
                "pins",
                "01ARZ3NDEKTSV4RRFFQ69G5FAV_1.50_-2.25,x_1_2,01ARZ3NDEKTSV4RRFFQ69G5FAV_nan_1",
            ),
        ]);
        assert_eq!(look.arrangement, Arrangement::Map);
        assert_eq!(look.pins.as_ref().map(Vec::len), Some(1));
        let query = look.to_query();
        assert_eq!(query.len(), 5);
        let again: Vec<(&str, &str)> = query.iter().map(|(k, v)| (*k, v.as_str())).collect();
        assert_eq!(read(&again), look);
    }

    #[test]
    fn a_link_may_say_that_nothing_is_pinned() {
        let look = read(&[("pins", "none"), ("anew", "1")]);
        assert!(look.anew && look.pins.as_ref().is_some_and(Vec::is_empty));
        let query = look.to_query();
        assert_eq!(
            query,
            [("anew", "1".to_owned()), ("pins", "none".to_owned())]
        );
    }

    #[test]
    fn what_is_usual_or_wrong_leaves_no_trace() {
        let wrong = read(&[("layout", "spiral"), ("size", "")]);
        assert_eq!(wrong, Look::default());
        assert!(wrong.to_query().is_empty());
    }
}
