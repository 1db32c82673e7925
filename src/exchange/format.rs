//! The kinds of file.

use serde::{Deserialize, Serialize};

/// A kind of file that a network is read from or written to.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Format {
    /// A table of organisations.
    OrganisationsCsv,
    /// A table of partnerships.
    PartnershipsCsv,
    /// Both tables, in a ZIP file.
    CsvZip,
    /// The exchange format of Gephi: 1.2draft and 1.3 are read, 1.3 is written.
    Gexf,
    /// The exchange format of yEd, NetworkX, igraph, Cytoscape and others.
    GraphMl,
    /// The program's own.
    Json,
}

impl Format {
    /// All of them.
    pub const ALL: [Format; 6] = [
        Format::OrganisationsCsv,
        Format::PartnershipsCsv,
        Format::CsvZip,
        Format::Gexf,
        Format::GraphMl,
        Format::Json,
    ];
    /// Those that hold a whole network.
    pub const WHOLE: [Format; 4] = [Format::CsvZip, Format::Gexf, Format::GraphMl, Format::Json];

    /// How it is spelled in addresses.
    pub fn code(self) -> &'static str {
        match self {
            Format::OrganisationsCsv => "organisations_csv",
            Format::PartnershipsCsv => "partnerships_csv",
            Format::CsvZip => "csv_zip",
            Format::Gexf => "gexf",
            Format::GraphMl => "graphml",
            Format::Json => "json",
        }
    }

    /// The format with that code.
    pub fn from_code(code: &str) -> Option<Format> {
        Format::ALL.into_iter().find(|format| format.code() == code)
    }

    /// The ending of its files' names, without the dot.
    pub fn extension(self) -> &'static str {
        match self {
            Format::OrganisationsCsv | Format::PartnershipsCsv => "csv",
            Format::CsvZip => "zip",
            Format::Gexf => "gexf",
            Format::GraphMl => "graphml",
            Format::Json => "json",
        }
    }

    /// What it is called in HTTP headers.
    pub fn media_type(self) -> &'static str {
        match self {
            Format::OrganisationsCsv | Format::PartnershipsCsv => "text/csv; charset=utf-8",
            Format::CsvZip => "application/zip",
            Format::Gexf => "application/gexf+xml",
            Format::GraphMl => "application/graphml+xml",
            Format::Json => "application/json",
        }
    }
}
