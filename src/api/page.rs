//! One page of a longer list.

use serde::{Deserialize, Serialize};

/// How many rows a page has.
pub const ROWS: usize = 25;

/// Some rows of a list, and how many there are in all.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Page<T> {
    /// The rows of this page, at most [`ROWS`].
    pub rows: Vec<T>,
    /// The page's number, from 1.
    pub number: usize,
    /// How many rows all pages have together.
    pub total: usize,
}

impl<T> Page<T> {
    /// How many pages there are, at least 1.
    pub fn pages(&self) -> usize {
        self.total.div_ceil(ROWS).max(1)
    }
}

#[cfg(feature = "ssr")]
impl<T> Page<T> {
    /// The page with this number, or the last one where there are fewer.
    pub fn of<S>(all: &[S], number: usize, row: impl Fn(&S) -> T) -> Self {
        let number = number.clamp(1, all.len().div_ceil(ROWS).max(1));
        let rows = all
            .iter()
            .skip((number - 1) * ROWS)
            .take(ROWS)
            .map(row)
            .collect();
        Self {
            rows,
            number,
            total: all.len(),
        }
    }
}

/// Which way a list is sorted.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Order {
    /// Smallest, first of the alphabet or earliest on top.
    #[default]
    Ascending,
    /// The other way round.
    Descending,
}
