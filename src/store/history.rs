//! What happened to one record.

use crate::StoreError;
use crate::error::check;
use crate::log::{self, ChangeRow, EntryRow, place};
use crate::reading::damaged;
use jejaring_domain::change::Subject;
use jejaring_domain::{Actor, Change, Entry, Record, Seq, Timestamp};
use std::collections::{BTreeMap, BTreeSet};
use surrealdb::Surreal;
use surrealdb::engine::any::Any;

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

const QUERY: &str = "
    LET $changes = SELECT * FROM change WHERE subject = $subject ORDER BY id DESC LIMIT $limit;
    RETURN $changes;
    SELECT * FROM array::distinct($changes.map(|$change| type::record('log', record::id($change.id)[0])));
";

/// The last `limit` changes of a record, the latest first.
pub async fn of(
    db: &Surreal<Any>,
    subject: Subject,
    limit: usize,
) -> Result<Vec<Event>, StoreError> {
    let response = db
        .query(QUERY)
        .bind(("subject", log::subject(subject)))
        .bind(("limit", i64::try_from(limit).unwrap_or(i64::MAX)))
        .await?;
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
