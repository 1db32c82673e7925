//! Both tables in one ZIP file.

use crate::decode;
use crate::limits::{MAX_BYTES, MAX_ENTRIES};
use crate::plan::Part;
use crate::refusal::{Content, FileRefusal};
use crate::rows::{Each, OrganisationRow, PartnershipRow, Rows};
use crate::sniff::wrong;
use crate::table::Table;
use std::io::{Cursor, Read};
use zip::ZipArchive;

/// The tables of a ZIP file, unpacked.
pub(crate) struct Unpacked {
    /// Name and bytes of each table.
    tables: Vec<(String, Vec<u8>)>,
    /// The names of files that are no tables.
    pub ignored: Vec<String>,
}

/// Unpacks the tables of a ZIP file. Errors: it is something else than a ZIP file of tables, damaged, or unpacks to
/// more than it may; no more than that is ever unpacked.
pub(crate) fn unpack(bytes: &[u8]) -> Result<Unpacked, FileRefusal> {
    // Entries are counted by their marks before the archive's index is built, whatever the index says of their number.
    let marks = bytes.windows(4).filter(|window| window == b"PK\x01\x02");
    if marks.take(MAX_ENTRIES * 2 + 1).count() > MAX_ENTRIES * 2 {
        return Err(FileRefusal::TooManyEntries { max: MAX_ENTRIES });
    }
    let mut archive = ZipArchive::new(Cursor::new(bytes)).map_err(|_| FileRefusal::BadZip)?;
    if archive.len() > MAX_ENTRIES {
        return Err(FileRefusal::TooManyEntries { max: MAX_ENTRIES });
    }
    let mut tables = Vec::new();
    let mut ignored = Vec::new();
    let mut left = MAX_BYTES;
    for number in 0..archive.len() {
        let file = archive.by_index(number).map_err(|error| match error {
            zip::result::ZipError::UnsupportedArchive(zip::result::ZipError::PASSWORD_REQUIRED) => {
                FileRefusal::Encrypted {
                    entry: String::new(),
                }
            }
            _ => FileRefusal::BadZip,
        })?;
        let path = String::from_utf8_lossy(file.name_raw()).into_owned();
        let name = path.rsplit('/').next().unwrap_or_default().to_lowercase();
        if path.starts_with("xl/") || path == "content.xml" {
            return Err(wrong(Content::Spreadsheet));
        }
        if path.starts_with("word/") || path.starts_with("ppt/") {
            return Err(wrong(Content::Document));
        }
        // macOS puts a twin of each file beside it, whose name starts with a dot.
        if file.is_dir() || name.starts_with('.') {
            continue;
        }
        let path: String = path.chars().take(120).collect();
        if !(name.ends_with(".csv") || name.ends_with(".tsv") || name.ends_with(".txt")) {
            ignored.push(path);
            continue;
        }
        let mut bytes = Vec::new();
        let read = file.take(left + 1).read_to_end(&mut bytes);
        let read = read.map_err(|_| FileRefusal::BadZip)? as u64;
        left = left
            .checked_sub(read)
            .ok_or(FileRefusal::UnpacksTooLarge { max: MAX_BYTES })?;
        tables.push((path, bytes));
    }
    if tables.is_empty() {
        return Err(wrong(Content::Archive));
    }
    Ok(Unpacked { tables, ignored })
}

impl Unpacked {
    /// Reads with the tables: hands them to `with`, and the columns that are ignored.
    pub fn open<T>(
        self,
        with: impl FnOnce(&dyn Rows, Vec<String>) -> Result<T, FileRefusal>,
    ) -> Result<T, FileRefusal> {
        let mut ignored = self.ignored;
        let mut texts = Vec::new();
        for (name, bytes) in &self.tables {
            texts.push((name, decode::text(bytes).map_err(|why| within(name, why))?));
        }
        let mut bundle = Bundle::default();
        for (name, text) in &texts {
            let table = match Table::open(text) {
                // A note to the reader, say.
                Err(_) if name.to_lowercase().ends_with(".txt") => {
                    ignored.push(name.to_string());
                    continue;
                }
                table => table.map_err(|why| within(name, why))?,
            };
            ignored.extend(table.ignored.iter().cloned());
            let place = match table.part {
                Part::Organisation => &mut bundle.organisations,
                Part::Partnership => &mut bundle.partnerships,
            };
            if let Some((first, _)) = place {
                return Err(FileRefusal::SameTableTwice {
                    first: first.to_string(),
                    second: name.to_string(),
                });
            }
            *place = Some((name, table));
        }
        if bundle.organisations.is_none() && bundle.partnerships.is_none() {
            return Err(wrong(Content::Archive));
        }
        with(&bundle, ignored)
    }
}

/// The tables of a ZIP file.
#[derive(Default)]
struct Bundle<'t> {
    organisations: Option<(&'t str, Table<'t>)>,
    partnerships: Option<(&'t str, Table<'t>)>,
}

impl Rows for Bundle<'_> {
    fn organisations(&self, each: Each<OrganisationRow>) -> Result<(), FileRefusal> {
        self.organisations.iter().try_for_each(|(name, table)| {
            table.organisations(each).map_err(|why| within(name, why))
        })
    }

    fn partnerships(&self, each: Each<PartnershipRow>) -> Result<(), FileRefusal> {
        self.partnerships
            .iter()
            .try_for_each(|(name, table)| table.partnerships(each).map_err(|why| within(name, why)))
    }
}

/// Says in which file of the ZIP file it is; limits of the whole stay as they are.
fn within(entry: &str, refusal: FileRefusal) -> FileRefusal {
    match refusal {
        refusal @ FileRefusal::TooManyRows { .. } => refusal,
        refusal => FileRefusal::Within {
            entry: entry.to_owned(),
            refusal: Box::new(refusal),
        },
    }
}
