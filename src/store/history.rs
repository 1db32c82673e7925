//! What happened to one record.

use crate::StoreError;
use crate::error::check;
use crate::log::{self, ChangeRow, EntryRow, place};
use crate::reading::damaged;
use jejaring_domain::change::Subject;
use jejaring_domain::{Actor, Change, Entry, Record, Seq, Timestamp};
use std::collections::{BTreeMap, BTreeSet};
use surrealdb::engine::any::Any;
use surrealdb::{IndexedResults, Surreal};

/// A change of one record, and the log entry that it is part of.
#[derive(Clone, Debug, PartialEq)]
pub struct Event {
    /// The entry's number.
    pub seq: Seq,
    /// Who changed it.
    pub actor: Actor,
    /// When.
    pub at: Timestamp,
    /// What changed.
    pub change: Change,
}

/// The changes that were selected, and the entries that they are part of.
const WITH_ENTRIES: &str = "
    RETURN $changes;
    SELECT * FROM array::distinct($changes.map(|$change| type::record('log', record::id($change.id)[0])));
";

/// The last `limit` changes of a record, the latest first.
pub async fn of(
    db: &Surreal<Any>,
    subject: Subject,
    limit: usize,
) -> Result<Vec<Event>, StoreError> {
    let query = "LET $changes = SELECT * FROM change WHERE subject = $subject ORDER BY id DESC LIMIT $limit;";
    let response = db
        .query(format!("{query}{WITH_ENTRIES}"))
        .bind(("subject", log::subject(subject)))
        .bind(("limit", i64::try_from(limit).unwrap_or(i64::MAX)))
        .await?;
    events(response)
}

/// The last `limit` changes of some records after an entry of the log, the latest first.
pub async fn since(
    db: &Surreal<Any>,
    after: Seq,
    subjects: &[Subject],
    limit: usize,
) -> Result<Vec<Event>, StoreError> {
    if subjects.is_empty() {
        return Ok(Vec::new());
    }
    let query = "LET $changes = SELECT * FROM $later WHERE subject IN $subjects ORDER BY id DESC LIMIT $limit;";
    let subjects: Vec<_> = subjects.iter().copied().map(log::subject).collect();
    let response = db
        .query(format!("{query}{WITH_ENTRIES}"))
        .bind(("later", log::changes_after(after)))
        .bind(("subjects", subjects))
        .bind(("limit", i64::try_from(limit).unwrap_or(i64::MAX)))
        .await?;
    events(response)
}

/// When some entries of the log were made.
pub async fn times(
    db: &Surreal<Any>,
    entries: impl IntoIterator<Item = Seq>,
) -> Result<BTreeMap<Seq, Timestamp>, StoreError> {
    let ids: Vec<_> = entries.into_iter().map(log::entry_id).collect();
    if ids.is_empty() {
        return Ok(BTreeMap::new());
    }
    let response = db.query("SELECT * FROM $ids").bind(("ids", ids)).await?;
    let rows: Vec<EntryRow> = check(response)?.take(0)?;
    let times = rows.into_iter().map(|row| {
        let seq = log::entry_seq(&row.id).map_err(|reason| damaged(&row.id, reason))?;
        Ok((seq, Timestamp(row.at)))
    });
    times.collect()
}

/// What a query that ends with [`WITH_ENTRIES`] answers.
fn events(response: IndexedResults) -> Result<Vec<Event>, StoreError> {
    let mut response = check(response)?;
    let changes: Vec<ChangeRow> = response.take(1)?;
    let mut entries: BTreeMap<Seq, Entry> = BTreeMap::new();
    for row in response.take::<Vec<EntryRow>>(2)? {
        let entry = log::entry(&row, String::new()).map_err(|reason| damaged(&row.id, reason))?;
        entries.insert(entry.seq, entry);
    }
    let events = changes.into_iter().map(|row| {
        let event = || {
            let (seq, _) = place(&row.id)?;
            let entry = entries.get(&seq).ok_or("its entry is not in the log")?;
            Ok(Event {
                seq,
                actor: entry.actor,
                at: entry.at,
                change: serde_json::from_str(&row.text)?,
            })
        };
        event().map_err(|reason| damaged(&row.id, reason))
    });
    events.collect()
}

/// The SHA-256 of all files that the log ever named.
pub async fn files(db: &Surreal<Any>) -> Result<BTreeSet<String>, StoreError> {
    let response = db
        .query("SELECT * FROM change WHERE string::contains(text, '\"attachment\":{')")
        .await?;
    let rows: Vec<ChangeRow> = check(response)?.take(0)?;
    let mut files = BTreeSet::new();
    for row in rows {
        let change: Change =
            serde_json::from_str(&row.text).map_err(|error| damaged(&row.id, error.into()))?;
        if let Change::Recorded { before, after } = change {
            for record in before.into_iter().chain(after) {
                if let Record::Attachment(attachment) = *record {
                    files.insert(attachment.sha256);
                }
            }
        }
    }
    Ok(files)
}
