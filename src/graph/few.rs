//! A set of few values in their order, in one list. A tree of each type would make the browser's program a tenth larger.

use serde::{Deserialize, Serialize};

/// A set of few values.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(from = "Vec<T>", bound(deserialize = "T: Ord + Deserialize<'de>"))]
pub struct Few<T>(Vec<T>);

impl<T> Default for Few<T> {
    fn default() -> Self {
        Self(Vec::new())
    }
}

impl<T: Ord> Few<T> {
    /// Whether nothing is in it.
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// How many values are in it.
    pub fn len(&self) -> usize {
        self.0.len()
    }

    /// The values, the smallest first.
    pub fn iter(&self) -> std::slice::Iter<'_, T> {
        self.0.iter()
    }

    /// Whether a value is in it.
    pub fn contains<Q: Ord + ?Sized>(&self, value: &Q) -> bool
    where
        T: std::borrow::Borrow<Q>,
    {
        self.0.iter().any(|own| own.borrow() == value)
    }

    /// Puts a value in; whether it was not there.
    pub fn insert(&mut self, value: T) -> bool {
        let at = self.0.iter().position(|own| *own >= value);
        match at {
            Some(at) if self.0[at] == value => return false,
            Some(at) => self.0.insert(at, value),
            None => self.0.push(value),
        }
        true
    }

    /// Takes all values out.
    pub fn clear(&mut self) {
        self.0.clear();
    }

    /// Takes a value out; whether it was there.
    pub fn remove<Q: Ord + ?Sized>(&mut self, value: &Q) -> bool
    where
        T: std::borrow::Borrow<Q>,
    {
        let at = self.0.iter().position(|own| own.borrow() == value);
        at.map(|at| self.0.remove(at)).is_some()
    }
}

impl<T: Ord> FromIterator<T> for Few<T> {
    fn from_iter<I: IntoIterator<Item = T>>(values: I) -> Self {
        let mut few = Self::default();
        few.extend(values);
        few
    }
}

impl<T: Ord> From<Vec<T>> for Few<T> {
    fn from(values: Vec<T>) -> Self {
        values.into_iter().collect()
    }
}

impl<T: Ord> Extend<T> for Few<T> {
    fn extend<I: IntoIterator<Item = T>>(&mut self, values: I) {
        for value in values {
            self.insert(value);
        }
    }
}

impl<T: Ord, const N: usize> From<[T; N]> for Few<T> {
    fn from(values: [T; N]) -> Self {
        values.into_iter().collect()
    }
}

impl<'a, T> IntoIterator for &'a Few<T> {
    type Item = &'a T;
    type IntoIter = std::slice::Iter<'a, T>;

    fn into_iter(self) -> Self::IntoIter {
        self.0.iter()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;
    use std::collections::BTreeSet;

    proptest! {
        #[test]
        fn it_holds_what_a_set_holds_in_the_same_order(
            steps in proptest::collection::vec((any::<bool>(), 0..12_u8), 0..40)
        ) {
            let (mut few, mut set) = (Few::default(), BTreeSet::new());
            for (puts, value) in steps {
                match puts {
                    true => prop_assert_eq!(few.insert(value), set.insert(value)),
                    false => prop_assert_eq!(few.remove(&value), set.remove(&value)),
                }
                prop_assert!(few.iter().eq(&set));
                prop_assert_eq!(few.contains(&value), set.contains(&value));
            }
            prop_assert_eq!((few.len(), few.is_empty()), (set.len(), set.is_empty()));
        }
    }
}
