//! Files that mean harm, or are simply not networks.
#![allow(clippy::unwrap_used)]

mod common;

use common::read;
use jejaring_domain::Network;
use jejaring_exchange::limits::*;
use jejaring_exchange::{Content, FileRefusal, Format};
use std::io::Write;

fn refusal(bytes: &[u8]) -> FileRefusal {
    read("a.bin", bytes, &Network::default()).unwrap_err()
}

fn wrong(found: Content) -> FileRefusal {
    FileRefusal::WrongContent { found }
}

#[test]
fn other_files_are_named() {
    assert_eq!(refusal(b""), FileRefusal::Empty);
    assert_eq!(refusal(b"\x89PNG\r\n\x1a\n"), wrong(Content::Media));
    assert_eq!(refusal(b"%PDF-1.7"), wrong(Content::Pdf));
    assert_eq!(
        refusal(b"\xd0\xcf\x11\xe0\xa1"),
        wrong(Content::Spreadsheet)
    );
    assert_eq!(refusal(b"\x1f\x8b\x08"), wrong(Content::Archive));
    assert_eq!(refusal(b"<!DOCTYPE html><p>x<br>"), wrong(Content::Html));
    assert_eq!(refusal(b"<html><head>"), wrong(Content::Html));
    let svg = Content::OtherXml { root: "svg".into() };
    assert_eq!(
        refusal(b"<?xml version='1.0'?><!-- x --><svg:svg/>"),
        wrong(svg)
    );
    assert_eq!(refusal(b"{\"nodes\": []}"), FileRefusal::OtherJson);
    assert_eq!(refusal(b"[]"), FileRefusal::OtherJson);
    let text = read("a.gexf", b"hello", &Network::default());
    assert_eq!(text.unwrap_err(), wrong(Content::Text));
}

#[test]
fn a_file_that_is_too_large_is_refused_before_it_is_read() {
    let bytes = vec![b' '; MAX_BYTES as usize + 1];
    let too_large = FileRefusal::TooLarge {
        bytes: MAX_BYTES + 1,
        max: MAX_BYTES,
    };
    assert_eq!(refusal(&bytes), too_large);
}

#[test]
fn entities_are_refused() {
    let bomb = "<?xml version=\"1.0\"?>\n<!DOCTYPE gexf [\n<!ENTITY a \"aaaa\">\n<!ENTITY b \"&a;&a;\">]>\n<gexf>&b;</gexf>";
    assert!(matches!(
        refusal(bomb.as_bytes()),
        FileRefusal::Entities { .. }
    ));
    let outside = "<!DOCTYPE gexf SYSTEM \"file:///etc/passwd\"><gexf>&x;</gexf>";
    assert_eq!(
        refusal(outside.as_bytes()),
        FileRefusal::Entities { line: 1 }
    );
    let value = "<gexf>\n<node id=\"1\" label=\"&nbsp;\"/></gexf>";
    assert_eq!(refusal(value.as_bytes()), FileRefusal::Entities { line: 2 });
    let harmless = "<!DOCTYPE graphml SYSTEM \"http://example.org/graphml.dtd\"><graphml/>";
    assert!(read("", harmless.as_bytes(), &Network::default()).is_ok());
}

#[test]
fn deep_nesting_is_refused() {
    let deep = format!("<gexf>{}", "<nodes>".repeat(100_000));
    assert_eq!(
        refusal(deep.as_bytes()),
        FileRefusal::TooDeep {
            line: 1,
            max: MAX_DEPTH
        }
    );
    let deep = format!("{{\n\"format\": {}", "[".repeat(100_000));
    assert_eq!(
        refusal(deep.as_bytes()),
        FileRefusal::TooDeep {
            line: 2,
            max: MAX_DEPTH
        }
    );
}

#[test]
fn zip_bombs_are_refused() {
    let mut zip = zip::ZipWriter::new(std::io::Cursor::new(Vec::new()));
    let options = zip::write::SimpleFileOptions::default();
    let zeros = vec![b' '; 1_000_000];
    zip.start_file("a.csv", options).unwrap();
    for _ in 0..51 {
        zip.write_all(&zeros).unwrap();
    }
    let bytes = zip.finish().unwrap().into_inner();
    assert!(bytes.len() < 1_000_000);
    assert_eq!(
        refusal(&bytes),
        FileRefusal::UnpacksTooLarge { max: MAX_BYTES }
    );

    for count in [MAX_ENTRIES + 1, 10_000] {
        let mut zip = zip::ZipWriter::new(std::io::Cursor::new(Vec::new()));
        for n in 0..count {
            zip.start_file(format!("{n}.csv"), options).unwrap();
        }
        let bytes = zip.finish().unwrap().into_inner();
        assert_eq!(
            refusal(&bytes),
            FileRefusal::TooManyEntries { max: MAX_ENTRIES }
        );
    }
    assert_eq!(refusal(b"PK\x03\x04 and nothing more"), FileRefusal::BadZip);
}

#[test]
fn too_many_rows_are_refused() {
    let too_many = FileRefusal::TooManyRows { max: MAX_ROWS };
    let edges = "<edge/>".repeat(2 * MAX_ROWS + 1);
    assert_eq!(
        refusal(format!("<gexf>{edges}</gexf>").as_bytes()),
        too_many
    );
    let objects = "{},".repeat(MAX_ROWS);
    let objects =
        format!("{{\"format\":\"jejaring\",\"version\":1,\"partnerships\":[{objects}{{}}]}}");
    assert_eq!(refusal(objects.as_bytes()), too_many);
    let objects = "{},".repeat(MAX_JSON_VALUES);
    assert_eq!(
        refusal(format!("{{\"a\":[{objects}{{}}]}}").as_bytes()),
        too_many
    );
}

#[test]
fn too_many_columns_and_too_long_texts_are_refused() {
    let columns = ["name", "kind"].repeat(MAX_COLUMNS).join(",");
    assert_eq!(
        refusal(columns.as_bytes()),
        FileRefusal::TooManyColumns { max: MAX_COLUMNS }
    );
    let long = "a".repeat(MAX_TEXT + 1);
    let cell = format!("name,kind\nb,school\n{long},school\n");
    assert_eq!(
        refusal(cell.as_bytes()),
        FileRefusal::TextTooLong {
            line: 3,
            max: MAX_TEXT
        }
    );
    let label = format!("<gexf>\n<node id='1' label='{long}'/></gexf>");
    assert_eq!(
        refusal(label.as_bytes()),
        FileRefusal::TextTooLong {
            line: 2,
            max: MAX_TEXT
        }
    );
}

#[test]
fn an_element_of_very_many_attributes_takes_no_time() {
    let attributes: String = (0..100_000).map(|n| format!(" a{n}='x'")).collect();
    let text = format!("<gexf><node id='1' label='A'{attributes}/></gexf>");
    assert!(read("", text.as_bytes(), &Network::default()).is_ok());
}

#[test]
fn json_of_ours_is_checked() {
    let refused = |text: &str| refusal(text.as_bytes());
    let newer = "{\"format\": \"jejaring\", \"version\": 2}";
    assert_eq!(
        refused(newer),
        FileRefusal::NewerVersion {
            version: 2,
            known: 1
        }
    );
    let malformed = |line| FileRefusal::Malformed {
        format: Format::Json,
        line,
    };
    assert_eq!(refused("{\n\"format\": \"jejaring\",\n oops"), malformed(3));
    assert_eq!(
        refused(
            "{\"format\": \"jejaring\", \"version\": 1,\n\"organisations\": [\n{\"name\": 5}]}"
        ),
        malformed(3)
    );
    let partly = "{\"partnerships\": [], \"format\": \"jejaring\", \"more\": [1], \"version\": 1, \"organisations\": [{\"name\": \"A\", \"kind\": \"school\", \"colour\": 3}]}";
    let plan = read("", partly.as_bytes(), &Network::default()).unwrap();
    assert_eq!(plan.organisations.len(), 1);
}

/// Cut anywhere, changed anywhere: an answer, and no panic.
#[test]
fn damaged_files_are_answered() {
    let folder = format!("{}/tests/fixtures", env!("CARGO_MANIFEST_DIR"));
    for file in std::fs::read_dir(folder).unwrap() {
        let mut bytes = std::fs::read(file.unwrap().path()).unwrap();
        for cut in (0..bytes.len()).step_by(37) {
            let _ = read("", &bytes[..cut], &Network::default());
        }
        for at in (0..bytes.len()).step_by(41) {
            let was = std::mem::replace(&mut bytes[at], b"<>&\"\0\xff;"[at % 7]);
            let _ = read("", &bytes, &Network::default());
            bytes[at] = was;
        }
    }
}
