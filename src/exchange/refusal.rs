//! Why a file as a whole is refused. Words for people are in the app's translations.

use crate::Format;
use jejaring_domain::Field;
use serde::{Deserialize, Serialize};

/// What a file is, when it is not a network.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Content {
    /// A picture or another medium.
    Media,
    /// A PDF.
    Pdf,
    /// A spreadsheet of Excel or LibreOffice: to be saved as CSV first.
    Spreadsheet,
    /// Another document of an office program.
    Document,
    /// An archive other than ZIP, or a ZIP file without tables.
    Archive,
    /// A web page.
    Html,
    /// XML of another kind, and the name of its root element.
    OtherXml {
        /// The root element.
        root: String,
    },
    /// Text, where the file's name promised a graph.
    Text,
    /// Bytes that are no text.
    Binary,
}

/// Why nothing of a file is taken. Lines are counted from 1.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, thiserror::Error)]
#[serde(rename_all = "snake_case")]
pub enum FileRefusal {
    /// There is nothing in it.
    #[error("the file is empty")]
    Empty,
    /// It is too big.
    #[error("{bytes} bytes are more than {max}")]
    TooLarge {
        /// Its size.
        bytes: u64,
        /// The limit.
        max: u64,
    },
    /// A ZIP file unpacks to too much.
    #[error("unpacks to more than {max} bytes")]
    UnpacksTooLarge {
        /// The limit.
        max: u64,
    },
    /// A ZIP file holds too many files.
    #[error("holds more than {max} files")]
    TooManyEntries {
        /// The limit.
        max: usize,
    },
    /// A file of the ZIP file is encrypted.
    #[error("{entry} is encrypted")]
    Encrypted {
        /// Its name.
        entry: String,
    },
    /// The ZIP file is damaged.
    #[error("the ZIP file is damaged")]
    BadZip,
    /// The ZIP file holds two tables of the same things.
    #[error("{first} and {second} are tables of the same things")]
    SameTableTwice {
        /// One of them.
        first: String,
        /// The other.
        second: String,
    },
    /// A file within the ZIP file is refused.
    #[error("{entry}: {refusal}")]
    Within {
        /// Its name.
        entry: String,
        /// Why.
        refusal: Box<FileRefusal>,
    },
    /// It is something else than a network.
    #[error("is {found:?}")]
    WrongContent {
        /// What it seems to be.
        found: Content,
    },
    /// There are bytes in it that are no text in its encoding.
    #[error("line {line}: not {encoding}")]
    BadText {
        /// The first bad line.
        line: u64,
        /// The encoding that it is, or says it is, in.
        encoding: String,
    },
    /// It says that it is in an encoding that is not known.
    #[error("unknown encoding {label}")]
    UnknownEncoding {
        /// What it says.
        label: String,
    },
    /// There is a NUL character in it.
    #[error("line {line}: NUL character")]
    Nul {
        /// Where.
        line: u64,
    },
    /// It breaks the grammar of its format.
    #[error("line {line}: not well-formed {format:?}")]
    Malformed {
        /// What it should be.
        format: Format,
        /// Where.
        line: u64,
    },
    /// It defines, or uses, entities of its own, by which a small file can grow without bound.
    #[error("line {line}: entities")]
    Entities {
        /// Where.
        line: u64,
    },
    /// It is nested too deeply.
    #[error("line {line}: nested more than {max} deep")]
    TooDeep {
        /// Where.
        line: u64,
        /// The limit.
        max: usize,
    },
    /// A text in it is too long.
    #[error("line {line}: text of more than {max} bytes")]
    TextTooLong {
        /// Where.
        line: u64,
        /// The limit.
        max: usize,
    },
    /// There are too many organisations and partnerships in it.
    #[error("more than {max} rows")]
    TooManyRows {
        /// The limit.
        max: usize,
    },
    /// There are too many columns or kinds of attribute in it.
    #[error("more than {max} columns")]
    TooManyColumns {
        /// The limit.
        max: usize,
    },
    /// Columns without which a table cannot be read are not there.
    #[error("columns {missing:?} are missing")]
    MissingColumns {
        /// The table that it looks most like.
        format: Format,
        /// The columns that it lacks.
        missing: Vec<Field>,
        /// The columns that such a table may have.
        expected: Vec<Field>,
        /// The columns that it has.
        found: Vec<String>,
    },
    /// A JSON file that is not one of ours.
    #[error("JSON of another kind")]
    OtherJson,
    /// It was written by a newer version of the program.
    #[error("version {version}; known up to {known}")]
    NewerVersion {
        /// The file's.
        version: u64,
        /// The newest that is known.
        known: u64,
    },
}
