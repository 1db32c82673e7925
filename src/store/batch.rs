//! What the changes of one command write, as one transaction.

use crate::error::check;
use crate::log::{self, ChangeRow, EntryRow};
use crate::organisation::{self, OrganisationRow};
use crate::partnership::{self, PartnershipRow, PartyRow, edges};
use crate::reading::number;
use crate::record;
use jejaring_domain::change::Subject;
use jejaring_domain::network::Misfit;
use jejaring_domain::{Change, Entry, Network};
use std::collections::BTreeSet;
use surrealdb::Surreal;
use surrealdb::engine::any::Any;
use surrealdb::types::{RecordId, SurrealValue, Value};

/// The rows that a command adds, changes and removes. Bound to the transaction's parameters by their names.
#[derive(Debug, SurrealValue)]
pub struct Batch {
    organisations: Vec<OrganisationRow>,
    partnerships: Vec<PartnershipRow>,
    parties: Vec<PartyRow>,
    changed: Vec<Value>,
    recorded: Vec<Value>,
    removed: Vec<RecordId>,
    removed_parties: Vec<RecordId>,
    entry: EntryRow,
    changes: Vec<ChangeRow>,
    previous: i64,
    seq: i64,
    hash: String,
}

/// A batch could not be made.
#[derive(Debug, thiserror::Error)]
pub enum Unwritable {
    #[error(transparent)]
    Misfit(#[from] Misfit),
    #[error(transparent)]
    Json(#[from] serde_json::Error),
}

/// What became of a batch.
#[derive(Debug)]
pub enum Outcome {
    /// It is in the database, for good.
    Written,
    /// Another process wrote an entry first; nothing of this one is there.
    Behind,
    /// It may be there or not.
    Unknown(surrealdb::Error),
}

/// What the transaction throws when the log's head is elsewhere.
const BEHIND: &str = "jejaring: behind the log";

impl Batch {
    /// The rows that `entry` writes to a database that holds `network`.
    pub fn new(network: &Network, entry: &Entry, changes: &[Change]) -> Result<Self, Unwritable> {
        let subjects: BTreeSet<Subject> = changes.iter().map(Change::subject).collect();
        let before = excerpt(network, &subjects);
        let mut after = before.clone();
        after.apply(entry.seq, changes)?;
        let (entry_row, change_rows) = log::rows(entry, changes)?;
        let mut batch = Batch {
            organisations: Vec::new(),
            partnerships: Vec::new(),
            parties: Vec::new(),
            changed: Vec::new(),
            recorded: Vec::new(),
            removed: Vec::new(),
            removed_parties: Vec::new(),
            previous: number(network.seq()),
            seq: number(entry.seq),
            hash: entry.hash.to_string(),
            entry: entry_row,
            changes: change_rows,
        };
        // What one gives up, a school's number, another may take.
        let number = |network: &Network, subject: &Subject| match subject {
            Subject::Organisation(id) => network.organisation(*id)?.profile.npsn,
            _ => None,
        };
        let mut subjects: Vec<Subject> = subjects.into_iter().collect();
        subjects.sort_by_key(|subject| {
            let had = number(&before, subject);
            had.is_none() || had == number(&after, subject)
        });
        for subject in subjects {
            match subject {
                Subject::Organisation(id) => {
                    let before = before.organisation(id).map(OrganisationRow::from);
                    let after = after.organisation(id).map(OrganisationRow::from);
                    match (before, after) {
                        (None, Some(row)) => batch.organisations.push(row),
                        (Some(was), Some(row)) if was != row => {
                            batch.changed.push(row.into_value())
                        }
                        (Some(_), None) => batch.removed.push(organisation::record(id)),
                        _ => {}
                    }
                }
                Subject::Record(id) => {
                    let was = before.record(id).map(record::row).transpose()?;
                    let is = after.record(id).map(record::row).transpose()?;
                    match (was, is) {
                        (_, Some(row)) => batch.recorded.push(row.into_value()),
                        (Some(was), None) => batch.removed.push(was.id),
                        (None, None) => {}
                    }
                }
                Subject::Partnership(id) => {
                    let (was, is) = (before.partnership(id), after.partnership(id));
                    match (was.map(PartnershipRow::from), is.map(PartnershipRow::from)) {
                        (None, Some(row)) => batch.partnerships.push(row),
                        (Some(was), Some(row)) if was != row => {
                            batch.changed.push(row.into_value())
                        }
                        (Some(_), None) => batch.removed.push(partnership::record(id)),
                        _ => {}
                    }
                    let was: Vec<PartyRow> = was.into_iter().flat_map(edges).collect();
                    let is: Vec<PartyRow> = is.into_iter().flat_map(edges).collect();
                    let gone = was.iter().filter(|edge| !is.contains(edge));
                    batch
                        .removed_parties
                        .extend(gone.map(|edge| edge.id.clone()));
                    batch
                        .parties
                        .extend(is.into_iter().filter(|edge| !was.contains(edge)));
                }
            }
        }
        Ok(batch)
    }

    /// Writes all of it, or nothing.
    pub async fn commit(self, db: &Surreal<Any>) -> Outcome {
        match db.query(self.statements()).bind(self).await.and_then(check) {
            Ok(_) => Outcome::Written,
            Err(error) if error.is_thrown() && error.message().contains(BEHIND) => Outcome::Behind,
            Err(error) if crate::error::is_conflict(&error) => Outcome::Behind,
            Err(error) => Outcome::Unknown(error),
        }
    }

    /// The transaction: edges go before records and come after them, since they are enforced.
    fn statements(&self) -> String {
        let mut statements = vec![
            "BEGIN".to_owned(),
            format!("IF (SELECT VALUE seq FROM ONLY head:log) != $previous {{ THROW '{BEHIND}' }}"),
        ];
        let parts = [
            (
                self.removed_parties.is_empty(),
                "DELETE $removed_parties RETURN NONE",
            ),
            (self.removed.is_empty(), "DELETE $removed RETURN NONE"),
            (
                self.changed.is_empty(),
                "FOR $row IN $changed { UPDATE $row.id CONTENT $row RETURN NONE }",
            ),
            (
                self.organisations.is_empty(),
                "INSERT INTO organisation $organisations RETURN NONE",
            ),
            (
                self.partnerships.is_empty(),
                "INSERT INTO partnership $partnerships RETURN NONE",
            ),
            (
                self.parties.is_empty(),
                "INSERT RELATION INTO party $parties RETURN NONE",
            ),
            (
                self.recorded.is_empty(),
                "FOR $row IN $recorded { UPSERT $row.id CONTENT $row RETURN NONE }",
            ),
            (
                self.changes.is_empty(),
                "INSERT INTO change $changes RETURN NONE",
            ),
        ];
        let parts = parts.into_iter().filter(|(empty, _)| !empty);
        statements.extend(parts.map(|(_, statement)| statement.to_owned()));
        statements.extend(
            [
                "INSERT INTO log $entry RETURN NONE",
                "UPDATE head:log SET seq = $seq, hash = $hash RETURN NONE",
                "COMMIT",
            ]
            .map(str::to_owned),
        );
        statements.join(";\n")
    }
}

/// The part of a network that some changes are about: cheap to copy, and enough to apply them to.
fn excerpt(network: &Network, subjects: &BTreeSet<Subject>) -> Network {
    let organisations = subjects.iter().filter_map(|subject| match subject {
        Subject::Organisation(id) => network.organisation(*id).cloned(),
        _ => None,
    });
    let partnerships = subjects.iter().filter_map(|subject| match subject {
        Subject::Partnership(id) => network.partnership(*id).cloned(),
        _ => None,
    });
    let records = subjects.iter().filter_map(|subject| match subject {
        Subject::Record(id) => network.record(*id).cloned(),
        _ => None,
    });
    Network::restore(network.seq(), organisations, partnerships, records)
}
