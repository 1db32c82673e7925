//! What is kept for a while: one reader needs no more than the latest few.

use std::collections::VecDeque;
use std::sync::{Mutex, PoisonError};

/// The latest few values by their keys.
pub struct Cache<K, V>(Mutex<VecDeque<(K, V)>>);

const KEPT: usize = 8;

impl<K: PartialEq, V: Clone> Default for Cache<K, V> {
    fn default() -> Self {
        Self(Mutex::default())
    }
}

impl<K: PartialEq, V: Clone> Cache<K, V> {
    /// Keeps a value, and forgets the oldest where there are too many.
    pub fn insert(&self, key: K, value: V) {
        let mut kept = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        kept.push_front((key, value));
        kept.truncate(KEPT);
    }

    /// The value under a key.
    pub fn get<Q: ?Sized>(&self, key: &Q) -> Option<V>
    where
        K: std::borrow::Borrow<Q>,
        Q: PartialEq,
    {
        let kept = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        let found = kept.iter().find(|(known, _)| known.borrow() == key);
        found.map(|(_, value)| value.clone())
    }
}
