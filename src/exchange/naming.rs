//! What the nodes of another program's graph are called.
//!
//! By their label, unless that only repeats the identifier; else by the attribute that programs keep names in; else,
//! where identifiers are numbers that say nothing, by the first text attribute that tells all nodes apart; else by
//! their identifier.

use crate::graph::{Attribute, Attributes, Item};
use crate::words::plain;
use std::collections::HashSet;

/// Where programs keep names, the likeliest first.
const KNOWN: &[&str] = &[
    "name",
    "nama",
    "label",
    "display name",
    "shared name",
    "full name",
    "title",
    "judul",
    "nama lembaga",
    "organisation",
    "organization",
    "tooltip",
    "caption",
    "text",
];

/// How the nodes of one graph are named.
#[derive(Default)]
pub(crate) struct Naming {
    attribute: Option<u32>,
}

impl Naming {
    /// Chooses for these nodes.
    pub fn choose<'a>(
        nodes: impl Iterator<Item = &'a Item> + Clone,
        attributes: &'a Attributes,
    ) -> Self {
        let unlabelled = nodes.clone().any(|node| label(node).is_none());
        if !unlabelled {
            return Self::default();
        }
        let known = KNOWN.iter().find_map(|known| {
            let mut named = attributes
                .iter()
                .filter(|(_, attribute)| plain(&attribute.name) == *known);
            named.find(|(place, attribute)| {
                let told = Told::apart(nodes.clone(), *place, attribute);
                told.texts * 2 >= told.nodes && told.distinct * 2 >= told.texts
            })
        });
        let chosen = known.or_else(|| {
            let total = nodes.clone().count();
            let generated = nodes.clone().filter(|node| is_generated(&node.id)).count();
            if generated * 10 < total * 9 {
                return None;
            }
            let texts = attributes.iter().filter(|(_, attribute)| attribute.is_text);
            texts.take(20).find(|(place, attribute)| {
                let told = Told::apart(nodes.clone(), *place, attribute);
                told.distinct == told.texts && told.texts * 10 >= told.nodes * 9
            })
        });
        Self {
            attribute: chosen.map(|(place, _)| place),
        }
    }

    /// Whether names come from that attribute.
    pub fn uses(&self, place: u32) -> bool {
        self.attribute == Some(place)
    }

    /// What a node is called.
    pub fn name<'a>(&self, node: &'a Item, attributes: &'a Attributes) -> &'a str {
        let attribute = || {
            let place = self.attribute?;
            node.value(place, attributes.get(place)?)
        };
        label(node).or_else(attribute).unwrap_or(&node.id)
    }
}

fn label(node: &Item) -> Option<&str> {
    let label = node.label.trim();
    (!label.is_empty() && label != node.id.trim()).then_some(label)
}

/// How well an attribute tells nodes apart.
struct Told {
    nodes: usize,
    /// Nodes for which it is a text that could be a name.
    texts: usize,
    /// Different such texts.
    distinct: usize,
}

impl Told {
    fn apart<'a>(
        nodes: impl Iterator<Item = &'a Item>,
        place: u32,
        attribute: &'a Attribute,
    ) -> Self {
        let mut told = Told {
            nodes: 0,
            texts: 0,
            distinct: 0,
        };
        let mut seen = HashSet::new();
        for node in nodes {
            told.nodes += 1;
            if let Some(value) = node
                .value(place, attribute)
                .filter(|value| could_name(value))
            {
                told.texts += 1;
                seen.insert(value);
            }
        }
        told.distinct = seen.len();
        told
    }
}

/// Whether a text can be a name at all: not a number, a colour, an address or an essay.
fn could_name(text: &str) -> bool {
    let has_letter = text.chars().any(char::is_alphabetic);
    has_letter && !text.starts_with('#') && !text.contains("://") && text.chars().count() <= 200
}

/// Whether an identifier is one that programs make: `12`, `n0`, `n0::n3`, `node_7`, a UUID.
fn is_generated(id: &str) -> bool {
    let id = id.trim();
    let rest = id.trim_start_matches(|c: char| c.is_ascii_alphabetic() || c == '_');
    let prefix = id.len() - rest.len();
    let number = prefix <= 5
        && !rest.is_empty()
        && rest
            .chars()
            .all(|c| c.is_ascii_digit() || matches!(c, ':' | 'n' | '.' | '_' | '-'));
    let hexadecimal = id.len() >= 16 && id.chars().all(|c| c.is_ascii_hexdigit() || c == '-');
    number || hexadecimal
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn identifiers_of_programs_are_known() {
        for id in [
            "12",
            "n0",
            "n0::n13",
            "node_7",
            "6f1b2c3d-0000-4000-8000-123456789abc",
            "1.0",
        ] {
            assert!(is_generated(id), "{id}");
        }
        for id in ["Valjean", "Mr Hi", "SMK 1", "", "PT Maju 2"] {
            assert!(!is_generated(id), "{id}");
        }
    }
}
