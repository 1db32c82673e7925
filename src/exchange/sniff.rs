//! What a file is: by its content first, by its name second.

use crate::refusal::{Content, FileRefusal};
use crate::xml::{Xml, XmlEvent};

/// What a file turns out to be.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum TextKind {
    Gexf,
    GraphMl,
    Json,
    Table,
}

/// Whether these bytes are a ZIP file.
pub(crate) fn is_zip(bytes: &[u8]) -> bool {
    [b"PK\x03\x04", b"PK\x05\x06", b"PK\x07\x08"]
        .iter()
        .any(|magic| bytes.starts_with(*magic))
}

/// Refuses the bytes of files that are surely no network. What is not known here is told by its text later.
pub(crate) fn refuse_other(bytes: &[u8]) -> Result<(), FileRefusal> {
    const OTHERS: &[(&[u8], Content)] = &[
        (b"\x89PNG", Content::Media),
        (b"\xff\xd8\xff", Content::Media),
        (b"GIF8", Content::Media),
        (b"RIFF", Content::Media),
        (b"BM", Content::Media),
        (b"II*\0", Content::Media),
        (b"MM\0*", Content::Media),
        (b"ID3", Content::Media),
        (b"OggS", Content::Media),
        (b"\0\0\0", Content::Media),
        (b"%PDF", Content::Pdf),
        (b"{\\rtf", Content::Document),
        // The old binary formats of Excel and Word are told apart only deep inside; tables are what people try.
        (b"\xd0\xcf\x11\xe0", Content::Spreadsheet),
        (b"\x1f\x8b", Content::Archive),
        (b"7z\xbc\xaf", Content::Archive),
        (b"Rar!", Content::Archive),
        (b"BZh", Content::Archive),
        (b"\xfd7zXZ", Content::Archive),
        (b"\x28\xb5\x2f\xfd", Content::Archive),
        (b"\x7fELF", Content::Binary),
        (b"MZ\x90\0", Content::Binary),
        (b"SQLite format 3\0", Content::Binary),
    ];
    let other = OTHERS.iter().find(|(magic, _)| bytes.starts_with(magic));
    // A bitmap starts like some words do; only a binary header follows its mark.
    let other = other.filter(|(magic, _)| *magic != b"BM" || bytes.get(6..10) == Some(&[0; 4]));
    match other {
        Some((_, found)) => Err(wrong(found.clone())),
        None => Ok(()),
    }
}

/// What a text is.
pub(crate) fn text_kind(file_name: &str, text: &str) -> Result<TextKind, FileRefusal> {
    let extension = file_name.rsplit_once('.').map(|(_, extension)| extension);
    let extension = extension.unwrap_or_default().to_ascii_lowercase();
    match text.trim_start().chars().next() {
        None => Err(FileRefusal::Empty),
        Some('<') => xml_kind(text),
        Some('{' | '[') => Ok(TextKind::Json),
        Some(_) => match extension.as_str() {
            "gexf" | "graphml" | "xml" | "json" => Err(wrong(Content::Text)),
            _ => Ok(TextKind::Table),
        },
    }
}

fn xml_kind(text: &str) -> Result<TextKind, FileRefusal> {
    let start: String = text.trim_start().chars().take(15).collect();
    if start.to_ascii_lowercase().starts_with("<!doctype html") {
        return Err(wrong(Content::Html));
    }
    let mut xml = Xml::new(text, crate::Format::GraphMl);
    loop {
        match xml.next()? {
            XmlEvent::Start(element) => {
                return match element.name() {
                    "gexf" => Ok(TextKind::Gexf),
                    "graphml" => Ok(TextKind::GraphMl),
                    "html" => Err(wrong(Content::Html)),
                    root => Err(wrong(Content::OtherXml {
                        root: root.chars().take(60).collect(),
                    })),
                };
            }
            XmlEvent::Eof => return Err(wrong(Content::Text)),
            _ => {}
        }
    }
}

pub(crate) fn wrong(found: Content) -> FileRefusal {
    FileRefusal::WrongContent { found }
}
