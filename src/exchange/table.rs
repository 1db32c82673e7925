//! Tables of organisations or partnerships, as CSV.

use crate::Format;
use crate::cells::{self, OrganisationCells, PartnershipCells};
use crate::formula;
use crate::limits::{MAX_COLUMNS, MAX_TEXT};
use crate::plan::{Part, RowFault};
use crate::refusal::FileRefusal;
use crate::rows::{Each, OrganisationRow, PartnershipRow, Rows};
use crate::words::{self, Column, plain};
use jejaring_domain::{Coded, Field};

/// A table: its text, and what its columns are.
pub(crate) struct Table<'t> {
    text: &'t str,
    delimiter: u8,
    /// Lines before the header.
    skipped: u64,
    columns: Vec<Option<Column>>,
    /// What it is a table of.
    pub part: Part,
    /// Headers that are not known.
    pub ignored: Vec<String>,
}

impl<'t> Table<'t> {
    /// Reads the header. Errors: it is no table, or lacks columns that must be there.
    pub fn open(text: &'t str) -> Result<Self, FileRefusal> {
        let (text, skipped, delimiter) = delimiter(text);
        let header = records(text, delimiter).next();
        let header = header.ok_or(FileRefusal::Empty)?;
        let header = header.map_err(|_| malformed(Part::Organisation, skipped + 1))?;
        if header.len() > MAX_COLUMNS {
            return Err(FileRefusal::TooManyColumns { max: MAX_COLUMNS });
        }
        let headers: Vec<&str> = header
            .iter()
            .map(|cell| formula::restore(cell.trim()))
            .collect();
        let part = part(&headers)?;
        let columns: Vec<_> = headers
            .iter()
            .map(|header| words::column(header, part))
            .collect();
        let ignored = headers.iter().zip(&columns);
        let ignored = ignored.filter(|(header, column)| column.is_none() && !header.is_empty());
        let ignored = ignored.map(|(header, _)| short(header)).collect();
        Ok(Self {
            text,
            delimiter,
            skipped,
            columns,
            part,
            ignored,
        })
    }

    /// What it is in terms of formats.
    pub fn format(&self) -> Format {
        format_of(self.part)
    }

    /// Goes through the rows: the line, the cells, and what is wrong with their number.
    fn rows(
        &self,
        mut each: impl FnMut(u64, Vec<(Column, &str)>, Vec<RowFault>) -> Result<(), FileRefusal>,
    ) -> Result<(), FileRefusal> {
        let mut last = (self.skipped + 1, 0);
        for record in records(self.text, self.delimiter).skip(1) {
            let record = record.map_err(|error| {
                let line = error
                    .position()
                    .map_or(last.0, |at| self.skipped + at.line());
                malformed(self.part, line)
            })?;
            if let Some(at) = record.position() {
                last = (self.line(at), at.byte() as usize);
            }
            if record.iter().all(|cell| cell.trim().is_empty()) {
                continue;
            }
            if record.iter().any(|cell| cell.len() > MAX_TEXT) {
                return Err(FileRefusal::TextTooLong {
                    line: last.0,
                    max: MAX_TEXT,
                });
            }
            let expected = self.columns.len();
            let extra = record.iter().skip(expected);
            let faults = if extra.filter(|cell| !cell.trim().is_empty()).count() > 0 {
                let found = record.len();
                vec![RowFault::TooManyCells { expected, found }]
            } else {
                Vec::new()
            };
            let cells = self.columns.iter().zip(record.iter());
            let cells =
                cells.filter_map(|(column, cell)| Some(((*column)?, formula::restore(cell))));
            each(last.0, cells.collect(), faults)?;
        }
        // A quotation mark that is opened and not closed makes the rest of the file one cell.
        let marks = self.text.as_bytes().get(last.1..).unwrap_or_default();
        if marks.iter().filter(|byte| **byte == b'"').count() % 2 == 1 {
            return Err(malformed(self.part, last.0));
        }
        Ok(())
    }

    /// The line in the file where a record starts; the reader counts blank lines before it to the record.
    fn line(&self, at: &csv::Position) -> u64 {
        let rest = self.text.as_bytes().get(at.byte() as usize..);
        let blank = rest.into_iter().flatten();
        let blank = blank.take_while(|byte| matches!(byte, b'\r' | b'\n'));
        self.skipped + at.line() + blank.filter(|byte| **byte == b'\n').count() as u64
    }
}

impl Rows for Table<'_> {
    fn organisations(&self, each: Each<OrganisationRow>) -> Result<(), FileRefusal> {
        if self.part != Part::Organisation {
            return Ok(());
        }
        self.rows(|line, row, faults| {
            let mut cells = OrganisationCells::default();
            for (column, text) in &row {
                fill(cells.cell(column.field), text);
            }
            for (column, text) in row {
                if let (Some(kind), false) = (column.kind, text.trim().is_empty()) {
                    fill(cells.cell(Field::Kind), kind.code());
                }
            }
            let mut row = cells.row(line);
            row.faults = faults;
            each(row)
        })
    }

    fn partnerships(&self, each: Each<PartnershipRow>) -> Result<(), FileRefusal> {
        if self.part != Part::Partnership {
            return Ok(());
        }
        self.rows(|line, row, faults| {
            let mut cells = PartnershipCells::default();
            for (column, text) in row {
                fill(cells.cell(column.field), text);
            }
            let mut row = cells.row(line);
            row.faults.extend(faults);
            each(row)
        })
    }
}

/// Several columns may mean one field, as `kabupaten` and `kota` do: the first that says something counts.
fn fill(cell: Option<&mut String>, text: &str) {
    if let Some(cell) = cell
        && cell.trim().is_empty()
    {
        text.clone_into(cell);
    }
}

fn records(text: &str, delimiter: u8) -> csv::StringRecordsIntoIter<&[u8]> {
    csv::ReaderBuilder::new()
        .delimiter(delimiter)
        .has_headers(false)
        .flexible(true)
        .from_reader(text.as_bytes())
        .into_records()
}

/// The delimiter that a table uses: the one that its first line has most often outside quotation marks, unless a line
/// `sep=` before it, as Excel understands it, says which.
fn delimiter(text: &str) -> (&str, u64, u8) {
    if let Some(rest) = text.strip_prefix("sep=")
        && let Some(delimiter @ (b',' | b';' | b'\t' | b'|')) = rest.bytes().next()
        && let Some(end) = rest.find('\n')
        && rest.get(1..end).is_some_and(|rest| rest.trim().is_empty())
    {
        return (rest.get(end + 1..).unwrap_or_default(), 1, delimiter);
    }
    let text_lines = text.trim_start_matches(['\r', '\n']);
    let mut quoted = false;
    let mut counts = [(b',', 0), (b';', 0), (b'\t', 0), (b'|', 0)];
    for byte in text_lines.bytes() {
        match byte {
            b'"' => quoted = !quoted,
            b'\n' | b'\r' if !quoted => break,
            byte if !quoted => counts
                .iter_mut()
                .filter(|(delimiter, _)| *delimiter == byte)
                .for_each(|(_, count)| *count += 1),
            _ => {}
        }
    }
    let mut best = (b',', 0);
    for (delimiter, count) in counts {
        if count > best.1 {
            best = (delimiter, count);
        }
    }
    (text, 0, best.0)
}

/// What a table with these headers is a table of.
fn part(headers: &[&str]) -> Result<Part, FileRefusal> {
    let lacks = |part| {
        let columns = headers
            .iter()
            .filter_map(|header| words::column(header, part));
        let columns: Vec<Column> = columns.collect();
        let has = |field| columns.iter().any(|column: &Column| column.field == field);
        let kind = has(Field::Kind) || has(Field::Npsn) || columns.iter().any(|c| c.kind.is_some());
        let needed: &[(Field, bool)] = match part {
            Part::Organisation => &[(Field::Name, has(Field::Name)), (Field::Kind, kind)],
            Part::Partnership => &[
                (Field::Title, has(Field::Title)),
                (Field::Parties, has(Field::Parties)),
            ],
        };
        let missing = needed.iter().filter(|(_, there)| !there);
        let missing: Vec<Field> = missing.map(|(field, _)| *field).collect();
        (missing, columns.len())
    };
    let (organisation, of_organisation) = lacks(Part::Organisation);
    let (partnership, of_partnership) = lacks(Part::Partnership);
    let part = match (organisation.is_empty(), partnership.is_empty()) {
        (true, false) => Part::Organisation,
        (false, true) => Part::Partnership,
        // "Nama" and "mitra" can be read either way: the table is of what more of its columns speak of.
        _ if of_partnership > of_organisation => Part::Partnership,
        _ => Part::Organisation,
    };
    let (missing, expected) = match part {
        Part::Organisation => (organisation, cells::ORGANISATION.to_vec()),
        Part::Partnership => (partnership, cells::PARTNERSHIP.to_vec()),
    };
    if missing.is_empty() {
        return Ok(part);
    }
    let found = headers.iter().filter(|header| !plain(header).is_empty());
    Err(FileRefusal::MissingColumns {
        format: format_of(part),
        missing,
        expected,
        found: found.take(60).map(|header| short(header)).collect(),
    })
}

fn format_of(part: Part) -> Format {
    match part {
        Part::Organisation => Format::OrganisationsCsv,
        Part::Partnership => Format::PartnershipsCsv,
    }
}

fn malformed(part: Part, line: u64) -> FileRefusal {
    let format = format_of(part);
    FileRefusal::Malformed { format, line }
}

fn short(text: &str) -> String {
    text.chars().take(60).collect()
}
