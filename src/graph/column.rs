//! Columns whose cells differ in length, kept in one array each: a hundred thousand names are one allocation.

use serde::{Deserialize, Serialize};
use std::ops::Range;

/// A column does not hold together.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("a column does not hold together")]
pub struct Broken;

/// A column of texts.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(try_from = "TextsWire", into = "TextsWire")]
pub struct Texts {
    starts: Vec<u32>,
    text: String,
}

/// A column of lists of numbers.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(try_from = "ListsWire", into = "ListsWire")]
pub struct Lists {
    starts: Vec<u32>,
    items: Vec<u32>,
}

// On the wire stand lengths, which are small numbers, instead of starts, which are not.
#[derive(Serialize, Deserialize)]
struct TextsWire {
    lengths: Vec<u32>,
    text: String,
}

#[derive(Serialize, Deserialize)]
struct ListsWire {
    lengths: Vec<u32>,
    items: Vec<u32>,
}

impl Default for Texts {
    fn default() -> Self {
        Self {
            starts: vec![0],
            text: String::new(),
        }
    }
}

impl Default for Lists {
    fn default() -> Self {
        Self {
            starts: vec![0],
            items: Vec::new(),
        }
    }
}

impl Texts {
    /// How many there are.
    pub fn len(&self) -> usize {
        self.starts.len() - 1
    }

    /// Whether there are none.
    pub fn is_empty(&self) -> bool {
        self.len() == 0
    }

    /// One of them; empty beyond the last.
    pub fn get(&self, index: usize) -> &str {
        self.text.get(range(&self.starts, index)).unwrap_or("")
    }

    /// All of them.
    pub fn iter(&self) -> impl ExactSizeIterator<Item = &str> {
        (0..self.len()).map(|index| self.get(index))
    }

    /// Puts one at the end.
    pub fn push(&mut self, text: &str) {
        self.text.push_str(text);
        self.starts.push(self.text.len() as u32);
    }

    /// Where a text is, among texts that are in order.
    pub(crate) fn find_sorted(&self, text: &str) -> Option<usize> {
        let (mut low, mut high) = (0, self.len());
        while low < high {
            let middle = low + (high - low) / 2;
            match self.get(middle).cmp(text) {
                std::cmp::Ordering::Equal => return Some(middle),
                std::cmp::Ordering::Less => low = middle + 1,
                std::cmp::Ordering::Greater => high = middle,
            }
        }
        None
    }
}

impl<'a> FromIterator<&'a str> for Texts {
    fn from_iter<I: IntoIterator<Item = &'a str>>(texts: I) -> Self {
        let mut column = Self::default();
        texts.into_iter().for_each(|text| column.push(text));
        column
    }
}

impl Lists {
    /// How many lists there are.
    pub fn len(&self) -> usize {
        self.starts.len() - 1
    }

    /// Whether there are none.
    pub fn is_empty(&self) -> bool {
        self.len() == 0
    }

    /// One of the lists; empty beyond the last.
    pub fn get(&self, index: usize) -> &[u32] {
        self.items.get(self.range(index)).unwrap_or(&[])
    }

    /// Where a list stands in [`Lists::items`].
    pub fn range(&self, index: usize) -> Range<usize> {
        range(&self.starts, index)
    }

    /// All lists, one after the other.
    pub fn items(&self) -> &[u32] {
        &self.items
    }

    /// Puts a list at the end.
    pub fn push(&mut self, list: impl IntoIterator<Item = u32>) {
        self.items.extend(list);
        self.starts.push(self.items.len() as u32);
    }
}

fn range(starts: &[u32], index: usize) -> Range<usize> {
    match (starts.get(index), starts.get(index + 1)) {
        (Some(start), Some(end)) => *start as usize..*end as usize,
        _ => 0..0,
    }
}

fn lengths(starts: &[u32]) -> Vec<u32> {
    starts.windows(2).map(|pair| pair[1] - pair[0]).collect()
}

fn starts(lengths: &[u32], total: usize) -> Result<Vec<u32>, Broken> {
    let mut starts = Vec::with_capacity(lengths.len() + 1);
    let mut end = 0u32;
    starts.push(end);
    for length in lengths {
        end = end.checked_add(*length).ok_or(Broken)?;
        starts.push(end);
    }
    if end as usize == total {
        Ok(starts)
    } else {
        Err(Broken)
    }
}

impl From<Texts> for TextsWire {
    fn from(texts: Texts) -> Self {
        Self {
            lengths: lengths(&texts.starts),
            text: texts.text,
        }
    }
}

impl TryFrom<TextsWire> for Texts {
    type Error = Broken;
    fn try_from(wire: TextsWire) -> Result<Self, Broken> {
        let starts = starts(&wire.lengths, wire.text.len())?;
        let whole = starts
            .iter()
            .all(|start| wire.text.is_char_boundary(*start as usize));
        if !whole {
            return Err(Broken);
        }
        Ok(Self {
            starts,
            text: wire.text,
        })
    }
}

impl From<Lists> for ListsWire {
    fn from(lists: Lists) -> Self {
        Self {
            lengths: lengths(&lists.starts),
            items: lists.items,
        }
    }
}

impl TryFrom<ListsWire> for Lists {
    type Error = Broken;
    fn try_from(wire: ListsWire) -> Result<Self, Broken> {
        Ok(Self {
            starts: starts(&wire.lengths, wire.items.len())?,
            items: wire.items,
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn texts_keep_their_bounds() {
        let texts = Texts::from_iter(["", "a", "éb", ""]);
        assert_eq!(texts.iter().collect::<Vec<_>>(), ["", "a", "éb", ""]);
        assert_eq!(texts.get(9), "");
        let bytes = postcard::to_allocvec(&texts).unwrap();
        assert_eq!(postcard::from_bytes::<Texts>(&bytes), Ok(texts));
    }

    #[test]
    fn a_text_that_ends_within_a_letter_is_refused() {
        for lengths in [vec![1, 1], vec![2, 1], vec![u32::MAX, 3]] {
            let wire = TextsWire {
                lengths,
                text: "é".into(),
            };
            assert_eq!(Texts::try_from(wire), Err(Broken));
        }
    }

    #[test]
    fn sorted_texts_are_found() {
        let texts = Texts::from_iter(["a", "c", "e"]);
        assert_eq!(texts.find_sorted("c"), Some(1));
        assert_eq!(texts.find_sorted("d"), None);
    }
}
