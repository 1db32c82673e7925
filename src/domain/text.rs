//! Text of bounded length, tidied where it enters.

use crate::fault::Problem;
use serde::{Deserialize, Serialize};
use std::{borrow::Borrow, fmt, ops::Deref};

macro_rules! text {
    ($($(#[$meta:meta])* $name:ident: $min:literal..=$max:literal, $tidy:ident),+ $(,)?) => {$(
        $(#[$meta])*
        #[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
        #[serde(try_from = "String", into = "String")]
        pub struct $name(String);

        impl $name {
            /// The largest number of characters.
            pub const MAX: usize = $max;

            /// Tidies the text. Errors: [`Problem::Missing`], [`Problem::TooLong`].
            pub fn new(text: &str) -> Result<Self, Problem> {
                let text = $tidy(text);
                let length = text.chars().count();
                if ($min..=$max).contains(&length) {
                    Ok(Self(text))
                } else if length == 0 {
                    Err(Problem::Missing)
                } else {
                    Err(Problem::TooLong { max: $max })
                }
            }

            /// The text itself.
            pub fn as_str(&self) -> &str {
                &self.0
            }
        }

        impl Deref for $name {
            type Target = str;
            fn deref(&self) -> &str {
                &self.0
            }
        }

        impl Borrow<str> for $name {
            fn borrow(&self) -> &str {
                &self.0
            }
        }

        impl fmt::Display for $name {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.pad(&self.0)
            }
        }

        impl TryFrom<String> for $name {
            type Error = Problem;
            fn try_from(text: String) -> Result<Self, Problem> {
                Self::new(&text)
            }
        }

        impl From<$name> for String {
            fn from(text: $name) -> String {
                text.0
            }
        }
    )+};
}

text! {
    /// A name or title: one line of 1 to 200 characters.
    Name: 1..=200, one_line,
    #[derive(Default)]
    /// One line that may be empty, of at most 300 characters.
    Line: 0..=300, one_line,
    #[derive(Default)]
    /// Some paragraphs, of at most 5,000 characters; may be empty.
    Text: 0..=5000, paragraphs,
}

/// Characters that cannot be seen but change how text reads or sorts: controls, and the marks of
/// direction with which a name can pose as another.
fn invisible(c: char) -> bool {
    c.is_control()
        || matches!(c, '\u{200B}' | '\u{200E}' | '\u{200F}' | '\u{202A}'..='\u{202E}' | '\u{2060}' | '\u{2066}'..='\u{2069}' | '\u{FEFF}' | '\u{FFFE}' | '\u{FFFF}')
}

fn one_line(text: &str) -> String {
    let words = text
        .split(char::is_whitespace)
        .map(|word| word.replace(invisible, ""));
    words
        .filter(|word| !word.is_empty())
        .collect::<Vec<_>>()
        .join(" ")
}

fn paragraphs(text: &str) -> String {
    let text = text.replace("\r\n", "\n").replace('\r', "\n");
    let text = text.replace(|c| invisible(c) && c != '\n', "");
    text.trim().to_owned()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_name_is_tidied() {
        assert_eq!(
            Name::new("  SMK\tNegeri \n 1\u{0000}\u{202E} ").as_deref(),
            Ok("SMK Negeri 1")
        );
    }

    #[test]
    fn a_name_is_needed_and_bounded() {
        assert_eq!(Name::new(" \u{200B} "), Err(Problem::Missing));
        assert_eq!(
            Name::new(&"é".repeat(201)),
            Err(Problem::TooLong { max: 200 })
        );
        assert!(Name::new(&"é".repeat(200)).is_ok());
    }

    #[test]
    fn paragraphs_keep_their_lines() {
        assert_eq!(Text::new(" a\r\n\r\nb ").as_deref(), Ok("a\n\nb"));
    }
}
