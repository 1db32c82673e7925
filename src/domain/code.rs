//! Enums whose values have a stable code: the one spelling used in files, addresses and the database.

use std::fmt::Debug;

/// A closed list of values, each with a code such as `formal_and_informal`.
pub trait Coded: Copy + Eq + Ord + Debug + 'static {
    /// Every value, in the order in which people expect to read them.
    const ALL: &'static [Self];

    /// The value's code: lower case, words joined by `_`; never shown to people.
    fn code(self) -> &'static str;

    /// The value with this code, whatever its case and with blanks or `-` for `_`.
    fn from_code(code: &str) -> Option<Self> {
        let code = code.trim();
        Self::ALL.iter().copied().find(|value| {
            let canonical = value.code();
            canonical.len() == code.len()
                && canonical.bytes().zip(code.bytes()).all(|(a, b)| {
                    let b = b.to_ascii_lowercase();
                    a == b || (a == b'_' && matches!(b, b' ' | b'-'))
                })
        })
    }

    /// The value's place in [`Coded::ALL`], for columnar data.
    fn index(self) -> u8 {
        Self::ALL
            .iter()
            .position(|value| *value == self)
            .unwrap_or(0) as u8
    }

    /// The value at that place of [`Coded::ALL`].
    fn from_index(index: u8) -> Option<Self> {
        Self::ALL.get(usize::from(index)).copied()
    }
}

/// Declares an enum that is [`Coded`] and is serialised as its code.
#[macro_export]
macro_rules! coded {
    ($(#[$meta:meta])* pub enum $name:ident { $($(#[$doc:meta])* $variant:ident = $code:literal),+ $(,)? }) => {
        $(#[$meta])*
        #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, serde::Serialize, serde::Deserialize)]
        pub enum $name { $($(#[$doc])* #[serde(rename = $code)] $variant),+ }

        impl $crate::code::Coded for $name {
            const ALL: &'static [Self] = &[$(Self::$variant),+];
            fn code(self) -> &'static str {
                match self { $(Self::$variant => $code),+ }
            }
        }
    };
}
pub use coded;

#[cfg(test)]
mod tests {
    use super::*;
    use crate::Form;

    #[test]
    fn codes_are_read_whatever_their_case_and_joins() {
        assert_eq!(
            Form::from_code(" Formal-and informal "),
            Some(Form::FormalAndInformal)
        );
        assert_eq!(Form::from_code("formally"), None);
    }

    #[test]
    fn indexes_go_there_and_back() {
        for form in Form::ALL {
            assert_eq!(Form::from_index(form.index()), Some(*form));
        }
        assert_eq!(Form::from_index(200), None);
    }
}
