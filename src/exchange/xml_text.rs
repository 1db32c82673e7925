//! Texts on their way into XML and back.
//!
//! XML has no way to write U+FFFE and U+FFFF, which texts may hold. In our own graphs they are written as U+FFFD and
//! a letter, and U+FFFD itself as twice itself.

/// Escapes a text for an attribute or element of one of our graphs.
pub(crate) fn escape(text: &str) -> String {
    let mut escaped = String::with_capacity(text.len());
    for character in text.chars() {
        match character {
            '&' => escaped.push_str("&amp;"),
            '<' => escaped.push_str("&lt;"),
            '>' => escaped.push_str("&gt;"),
            '"' => escaped.push_str("&quot;"),
            // Written plainly, readers would turn them into blanks.
            '\n' => escaped.push_str("&#10;"),
            '\r' => escaped.push_str("&#13;"),
            '\t' => escaped.push_str("&#9;"),
            '\u{FFFD}' => escaped.push_str("\u{FFFD}\u{FFFD}"),
            '\u{FFFE}' => escaped.push_str("\u{FFFD}E"),
            '\u{FFFF}' => escaped.push_str("\u{FFFD}F"),
            character => escaped.push(character),
        }
    }
    escaped
}

/// The text that was escaped, of which the parser has already resolved the references.
pub(crate) fn unescape(text: &str) -> String {
    let mut plain = String::with_capacity(text.len());
    let mut characters = text.chars().peekable();
    while let Some(character) = characters.next() {
        let meant = match (character, characters.peek()) {
            ('\u{FFFD}', Some('\u{FFFD}')) => Some('\u{FFFD}'),
            ('\u{FFFD}', Some('E')) => Some('\u{FFFE}'),
            ('\u{FFFD}', Some('F')) => Some('\u{FFFF}'),
            _ => None,
        };
        if meant.is_some() {
            characters.next();
        }
        plain.push(meant.unwrap_or(character));
    }
    plain
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn characters_that_xml_lacks_survive() {
        let text = "a\u{FFFE}\u{FFFF}\u{FFFD}\u{FFFD}E\u{FFFD}";
        assert!(!escape(text).contains(['\u{FFFE}', '\u{FFFF}']));
        assert_eq!(unescape(&escape(text)), text);
    }
}
