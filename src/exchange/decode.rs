//! From bytes to text.

use crate::refusal::FileRefusal;
use encoding_rs::{DecoderResult, Encoding, UTF_8, UTF_16BE, UTF_16LE};
use std::borrow::Cow;

/// The text of a file, without a byte order mark. The encoding is the mark's or else the one that an XML declaration
/// names or else UTF-8: nothing is guessed, since a wrong guess spoils names unseen.
pub(crate) fn text(bytes: &[u8]) -> Result<Cow<'_, str>, FileRefusal> {
    let (encoding, bytes) = match Encoding::for_bom(bytes) {
        Some((encoding, mark)) => (encoding, bytes.get(mark..).unwrap_or_default()),
        None => (declared(bytes)?, bytes),
    };
    let text = if encoding == UTF_8 {
        let text = std::str::from_utf8(bytes);
        Cow::Borrowed(text.map_err(|error| FileRefusal::BadText {
            line: line_at(bytes, error.valid_up_to()),
            encoding: encoding.name().to_owned(),
        })?)
    } else {
        Cow::Owned(decode(encoding, bytes)?)
    };
    match text.find('\0') {
        Some(at) => Err(FileRefusal::Nul {
            line: line_at(text.as_bytes(), at),
        }),
        None => Ok(text),
    }
}

/// The line, from 1, that a byte stands in.
pub(crate) fn line_at(bytes: &[u8], at: usize) -> u64 {
    let before = bytes.get(..at).unwrap_or(bytes);
    1 + before.iter().filter(|byte| **byte == b'\n').count() as u64
}

/// The encoding that the start of an XML file names; UTF-8 where it names none.
fn declared(bytes: &[u8]) -> Result<&'static Encoding, FileRefusal> {
    if bytes.starts_with(b"<\0?\0") {
        return Ok(UTF_16LE);
    }
    if bytes.starts_with(b"\0<\0?") {
        return Ok(UTF_16BE);
    }
    let Some(declaration) = bytes.strip_prefix(b"<?xml") else {
        return Ok(UTF_8);
    };
    let end = declaration.iter().take(200).position(|byte| *byte == b'>');
    let declaration = declaration.get(..end.unwrap_or(0)).unwrap_or_default();
    let declaration = String::from_utf8_lossy(declaration);
    let label = declaration.split_once("encoding").and_then(|(_, rest)| {
        let value = rest.trim_start().strip_prefix('=')?.trim_start();
        let quote = value.chars().next().filter(|c| matches!(c, '"' | '\''))?;
        value.split(quote).nth(1)
    });
    let Some(label) = label else {
        return Ok(UTF_8);
    };
    let encoding = Encoding::for_label(label.as_bytes());
    let encoding = encoding.ok_or_else(|| FileRefusal::UnknownEncoding {
        label: label.chars().take(40).collect(),
    })?;
    // The declaration could be read as ASCII, so what it says of 16 bits is a leftover of a conversion.
    let sixteen = encoding == UTF_16LE || encoding == UTF_16BE;
    Ok(if sixteen { UTF_8 } else { encoding })
}

fn decode(encoding: &'static Encoding, bytes: &[u8]) -> Result<String, FileRefusal> {
    let mut decoder = encoding.new_decoder_without_bom_handling();
    let mut text = String::with_capacity(bytes.len() + bytes.len() / 8 + 16);
    let mut rest = bytes;
    loop {
        let (result, read) = decoder.decode_to_string_without_replacement(rest, &mut text, true);
        rest = rest.get(read..).unwrap_or_default();
        match result {
            DecoderResult::InputEmpty => return Ok(text),
            DecoderResult::OutputFull => text.reserve(rest.len() / 2 + 64),
            DecoderResult::Malformed(..) => {
                return Err(FileRefusal::BadText {
                    line: line_at(text.as_bytes(), text.len()),
                    encoding: encoding.name().to_owned(),
                });
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_encoding_is_the_marks_or_the_declared_one() {
        assert_eq!(text(b"\xef\xbb\xbfa").as_deref(), Ok("a"));
        assert_eq!(text(b"\xff\xfea\0\xe9\0").as_deref(), Ok("aé"));
        assert_eq!(text(b"\xfe\xff\0a\0\xe9").as_deref(), Ok("aé"));
        let latin = b"<?xml version='1.0' encoding=\"ISO-8859-1\"?><a>\xe9</a>";
        assert!(text(latin).is_ok_and(|text| text.ends_with("<a>é</a>")));
        let wide = b"<\0?\0x\0m\0l\0?\0>\0";
        assert_eq!(text(wide).as_deref(), Ok("<?xml?>"));
        let lie = "<?xml version='1.0' encoding='utf-16'?><a>é</a>";
        assert_eq!(text(lie.as_bytes()).as_deref(), Ok(lie));
    }

    #[test]
    fn what_is_no_text_is_refused_with_its_line() {
        let bad = |bytes: &[u8]| text(bytes).map(Cow::into_owned);
        assert_eq!(
            bad(b"a\nb\n\xff"),
            Err(FileRefusal::BadText {
                line: 3,
                encoding: "UTF-8".into()
            })
        );
        assert_eq!(
            bad(b"\xff\xfea\0\n\0\0\xd8a\0"),
            Err(FileRefusal::BadText {
                line: 2,
                encoding: "UTF-16LE".into()
            })
        );
        assert_eq!(bad(b"a\n\0"), Err(FileRefusal::Nul { line: 2 }));
        assert_eq!(
            bad(b"<?xml version='1.0' encoding='klingon'?><a/>"),
            Err(FileRefusal::UnknownEncoding {
                label: "klingon".into()
            })
        );
    }
}
