//! Why a whole file is refused, in words, and what to do.

use super::dry_run::format_words;
use crate::i18n::{Locale, number, td_string, words};
use jejaring_domain::{Coded, Field};
use jejaring_exchange::{Content, FileRefusal};

/// Why a whole file is refused, and what to do.
pub fn refusal_words(locale: Locale, refusal: &FileRefusal) -> String {
    match refusal {
        FileRefusal::Empty => td_string!(locale, import.refused.empty).to_owned(),
        FileRefusal::TooLarge { bytes, max } => {
            td_string!(
                locale,
                import.refused.size,
                size = megabytes(locale, *bytes),
                max = megabytes(locale, *max)
            )
        }
        FileRefusal::UnpacksTooLarge { max } => {
            td_string!(
                locale,
                import.refused.unpacks,
                max = megabytes(locale, *max)
            )
        }
        FileRefusal::TooManyEntries { max } => {
            td_string!(locale, import.refused.entries, max = number(locale, *max))
        }
        FileRefusal::Encrypted { entry } => {
            td_string!(locale, import.refused.encrypted, entry = entry.clone())
        }
        FileRefusal::BadZip => td_string!(locale, import.refused.bad_zip).to_owned(),
        FileRefusal::SameTableTwice { first, second } => {
            td_string!(
                locale,
                import.refused.same_table,
                first = first.clone(),
                second = second.clone()
            )
        }
        FileRefusal::Within { entry, refusal } => {
            let reason = refusal_words(locale, refusal);
            td_string!(
                locale,
                import.refused.within,
                entry = entry.clone(),
                reason = reason
            )
        }
        FileRefusal::WrongContent { found } => content_words(locale, found),
        FileRefusal::BadText { line, encoding } => {
            td_string!(
                locale,
                import.refused.bad_text,
                line = *line,
                encoding = encoding.clone()
            )
        }
        FileRefusal::UnknownEncoding { label } => {
            td_string!(
                locale,
                import.refused.unknown_encoding,
                label = label.clone()
            )
        }
        FileRefusal::Nul { line } => td_string!(locale, import.refused.nul, line = *line),
        FileRefusal::Malformed { format, line } => {
            td_string!(
                locale,
                import.refused.malformed,
                format = format_words(locale, *format),
                line = *line
            )
        }
        FileRefusal::Entities { line } => td_string!(locale, import.refused.entities, line = *line),
        FileRefusal::TooDeep { line, max } => {
            td_string!(locale, import.refused.too_deep, line = *line, max = *max)
        }
        FileRefusal::TextTooLong { line, max } => {
            td_string!(
                locale,
                import.refused.text_too_long,
                line = *line,
                max = number(locale, *max)
            )
        }
        FileRefusal::TooManyRows { max } => {
            td_string!(locale, import.refused.rows, max = number(locale, *max))
        }
        FileRefusal::TooManyColumns { max } => {
            td_string!(locale, import.refused.columns, max = number(locale, *max))
        }
        FileRefusal::MissingColumns {
            format,
            missing,
            expected,
            found,
        } => td_string!(
            locale,
            import.refused.missing_columns,
            format = format_words(locale, *format),
            missing = fields(locale, missing),
            expected = fields(locale, expected),
            found = found.join(", ")
        ),
        FileRefusal::OtherJson => td_string!(locale, import.refused.other_json).to_owned(),
        FileRefusal::NewerVersion { version, known } => {
            td_string!(
                locale,
                import.refused.newer_version,
                version = *version,
                known = *known
            )
        }
    }
}

fn content_words(locale: Locale, found: &Content) -> String {
    match found {
        Content::Media => td_string!(locale, import.content.media).to_owned(),
        Content::Pdf => td_string!(locale, import.content.pdf).to_owned(),
        Content::Spreadsheet => td_string!(locale, import.content.spreadsheet).to_owned(),
        Content::Document => td_string!(locale, import.content.document).to_owned(),
        Content::Archive => td_string!(locale, import.content.archive).to_owned(),
        Content::Html => td_string!(locale, import.content.html).to_owned(),
        Content::OtherXml { root } => {
            td_string!(locale, import.content.other_xml, root = root.clone())
        }
        Content::Text => td_string!(locale, import.content.text).to_owned(),
        Content::Binary => td_string!(locale, import.content.binary).to_owned(),
    }
}

fn fields(locale: Locale, fields: &[Field]) -> String {
    let field = |field: &Field| format!("{} ({})", words::field(locale, *field), field.code());
    fields.iter().map(field).collect::<Vec<_>>().join(", ")
}

fn megabytes(locale: Locale, bytes: u64) -> String {
    let whole = usize::try_from(bytes.div_ceil(1_000_000)).unwrap_or(usize::MAX);
    format!("{} MB", number(locale, whole))
}
