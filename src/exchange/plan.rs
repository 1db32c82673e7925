//! What would happen if a file were taken in: row by row, for people to look at before they agree.

use crate::Format;
use jejaring_domain::change::Subject;
use jejaring_domain::{Command, Fault, NewOrganisation, NewPartnership, Origin};
use serde::{Deserialize, Serialize};

/// What a file would bring.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Plan {
    /// What the file is.
    pub format: Format,
    /// Its organisations, then its partnerships, in the order of the file.
    pub rows: Vec<Row>,
    /// Columns or attributes (and, in a ZIP file, files) that it has and that are not read.
    pub ignored: Vec<String>,
    /// The organisations that would be added.
    pub organisations: Vec<NewOrganisation>,
    /// The partnerships that would be added.
    pub partnerships: Vec<NewPartnership>,
}

impl Plan {
    /// The one command that takes in what would be added.
    pub fn command(&self) -> Command {
        Command::Add {
            organisations: self.organisations.clone(),
            partnerships: self.partnerships.clone(),
            origin: Origin::Imported,
        }
    }

    /// How many rows there are of each part and outcome.
    pub fn counts(&self) -> Counts {
        let mut counts = Counts::default();
        for row in &self.rows {
            let tally = match row.part {
                Part::Organisation => &mut counts.organisations,
                Part::Partnership => &mut counts.partnerships,
            };
            match row.outcome {
                RowOutcome::Added { .. } => tally.added += 1,
                RowOutcome::Matched { .. } => tally.matched += 1,
                RowOutcome::Refused { .. } => tally.refused += 1,
            }
        }
        counts
    }
}

/// What a row is about.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Part {
    /// An organisation.
    Organisation,
    /// A partnership.
    Partnership,
}

/// One organisation or partnership of the file.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Row {
    /// Which of the two it is.
    pub part: Part,
    /// Its line in the file (in its table, for a ZIP file); in JSON, its place in the list, from 1.
    pub line: u64,
    /// The organisation's name or the partnership's title as the file has it, cut where it is very long.
    pub name: String,
    /// What would become of it.
    pub outcome: RowOutcome,
    /// What of it would be left out, as it does not fit: only where the file is another program's graph, whose
    /// attributes happen to be named like ours.
    pub left_out: Vec<Fault>,
}

/// What would become of a row.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum RowOutcome {
    /// It would be added.
    Added {
        /// Under this identifier.
        id: Subject,
    },
    /// It is there already and would stay as it is.
    Matched {
        /// What it is.
        id: Subject,
        /// The line of the same file that it repeats; none when it is in the network.
        line: Option<u64>,
    },
    /// It would not be added.
    Refused {
        /// All that is wrong with it.
        faults: Vec<RowFault>,
    },
}

/// What is wrong with a row.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, thiserror::Error)]
#[serde(rename_all = "snake_case")]
pub enum RowFault {
    /// A value is wrong, or values do not fit together.
    #[error("{0:?}")]
    Invalid(Fault),
    /// A party is an organisation of the same file that is itself refused.
    #[error("{given} is refused in line {line}")]
    PartyRefused {
        /// What names it.
        given: String,
        /// Its line.
        line: u64,
    },
    /// A name fits more than one organisation: only an identifier or NPSN can tell them apart.
    #[error("{given} fits {count} organisations")]
    Ambiguous {
        /// The name.
        given: String,
        /// How many it fits.
        count: usize,
    },
    /// None of the parties is an organisation for which whoever brings in the file writes.
    #[error("none of the parties is one's own")]
    NotOwn,
    /// The row has more cells than there are columns.
    #[error("{found} cells for {expected} columns")]
    TooManyCells {
        /// The columns.
        expected: usize,
        /// The cells.
        found: usize,
    },
}

impl From<Fault> for RowFault {
    fn from(fault: Fault) -> Self {
        RowFault::Invalid(fault)
    }
}

/// Rows by outcome.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Tally {
    /// Would be added.
    pub added: usize,
    /// Are there already.
    pub matched: usize,
    /// Would not be added.
    pub refused: usize,
}

/// Rows by part and outcome.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Counts {
    /// Of the organisations.
    pub organisations: Tally,
    /// Of the partnerships.
    pub partnerships: Tally,
}
