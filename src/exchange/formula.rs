//! Cells that a spreadsheet would take for a formula, and run.
//!
//! On the way out, a text that begins with `=`, `+`, `-` or `@` (or with their full-width forms, or is such a text
//! already marked) gets an apostrophe before it, as people write in a spreadsheet themselves; on the way in one is
//! taken off. Both are exact inverses of each other. Plain numbers are no danger and stay numbers.

use std::borrow::Cow;

/// The text as it may stand in a spreadsheet.
pub(crate) fn neutralise(text: &str) -> Cow<'_, str> {
    if is_marked_or_dangerous(text) && !is_number(text) {
        Cow::Owned(format!("'{text}"))
    } else {
        Cow::Borrowed(text)
    }
}

/// The text that [`neutralise`] was given.
pub(crate) fn restore(cell: &str) -> &str {
    cell.strip_prefix('\'')
        .filter(|rest| is_marked_or_dangerous(rest))
        .unwrap_or(cell)
}

fn is_marked_or_dangerous(text: &str) -> bool {
    text.trim_start_matches('\'')
        .starts_with(['=', '+', '-', '@', '＝', '＋', '－', '＠', '\t', '\r'])
}

fn is_number(text: &str) -> bool {
    let digits = text.strip_prefix('-').unwrap_or(text);
    digits.starts_with(|c: char| c.is_ascii_digit())
        && digits.bytes().all(|b| b.is_ascii_digit() || b == b'.')
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn formulas_are_marked_and_restored() {
        for text in [
            "=1+1", "+62", "-x", "@a", "'=1", "''-7", "＝1", "-7.8-1", "-",
        ] {
            let cell = neutralise(text);
            assert!(cell.starts_with('\''), "{text}");
            assert_eq!(restore(&cell), text);
        }
    }

    #[test]
    fn the_rest_stays_as_it_is() {
        for text in ["", "-7.79", "'t Hooft", "'", "a=b", "-7"] {
            assert_eq!(neutralise(text), text);
            assert_eq!(restore(text), text);
        }
    }
}
