//! The rows of the change log.

use crate::StoreError;
use crate::error::check;
use crate::reading::{Reason, damaged, number, seq};
use crate::{organisation, partnership};
use jejaring_domain::change::Subject;
use jejaring_domain::{Change, CommandId, Entry, Hash, Seq, Timestamp};
use std::collections::BTreeMap;
use std::ops::Bound;
use surrealdb::Surreal;
use surrealdb::engine::any::Any;
use surrealdb::types::{Array, RecordId, RecordIdKey, RecordIdKeyRange, SurrealValue, Value};

/// An entry without its changes.
#[derive(Clone, Debug, SurrealValue)]
pub struct EntryRow {
    pub id: RecordId,
    pub command: String,
    pub actor: String,
    pub at: i64,
    pub previous: String,
    pub hash: String,
}

/// One change of an entry.
#[derive(Clone, Debug, SurrealValue)]
pub struct ChangeRow {
    pub id: RecordId,
    pub subject: RecordId,
    pub text: String,
}

/// The identifier of the row of what something belongs to.
pub fn subject(subject: Subject) -> RecordId {
    match subject {
        Subject::Organisation(id) => organisation::record(id),
        Subject::Partnership(id) => partnership::record(id),
        // Only people belong to nothing else.
        Subject::Record(id) => RecordId::new("person", id.to_string()),
    }
}

/// The rows for an entry. Errors: something in it cannot be written as JSON.
pub fn rows(
    entry: &Entry,
    changes: &[Change],
) -> Result<(EntryRow, Vec<ChangeRow>), serde_json::Error> {
    let row = EntryRow {
        id: entry_id(entry.seq),
        command: entry.command.to_string(),
        actor: serde_json::to_string(&entry.actor)?,
        at: entry.at.0,
        previous: entry.previous.to_string(),
        hash: entry.hash.to_string(),
    };
    let changes = (0_i64..).zip(changes).map(|(place, change)| {
        Ok(ChangeRow {
            id: RecordId::new("change", key(&[number(entry.seq), place])),
            subject: subject(change.about()),
            text: serde_json::to_string(change)?,
        })
    });
    Ok((row, changes.collect::<Result<_, _>>()?))
}

/// The entries after `after`, at most `limit`, in order.
pub async fn entries_after(
    db: &Surreal<Any>,
    after: Seq,
    limit: usize,
) -> Result<Vec<Entry>, StoreError> {
    let first = number(after).saturating_add(1);
    let end = first.saturating_add(i64::try_from(limit).unwrap_or(i64::MAX));
    // The log first: an entry that is there has its changes there too.
    let response = db
        .query("SELECT * FROM $entries; SELECT * FROM $changes")
        .bind(("entries", range("log", first.into(), end.into())))
        .bind(("changes", range("change", key(&[first]), key(&[end]))))
        .await?;
    let mut response = check(response)?;
    let rows: Vec<EntryRow> = response.take(0)?;
    let mut texts: BTreeMap<Seq, BTreeMap<i64, String>> = BTreeMap::new();
    for row in response.take::<Vec<ChangeRow>>(1)? {
        let (seq, place) = place(&row.id).map_err(|reason| damaged(&row.id, reason))?;
        texts.entry(seq).or_default().insert(place, row.text);
    }
    let mut entries = rows
        .into_iter()
        .map(|row| {
            let seq = entry_seq(&row.id).map_err(|reason| damaged(&row.id, reason))?;
            // Joined as serde_json writes a list, so that the text is the one that was hashed.
            let texts: Vec<String> = texts
                .remove(&seq)
                .unwrap_or_default()
                .into_values()
                .collect();
            entry(&row, format!("[{}]", texts.join(","))).map_err(|reason| damaged(&row.id, reason))
        })
        .collect::<Result<Vec<_>, _>>()?;
    entries.sort_by_key(|entry| entry.seq);
    Ok(entries)
}

/// The number of the entry that a command led to.
pub async fn seq_of(db: &Surreal<Any>, command: CommandId) -> Result<Option<Seq>, StoreError> {
    let response = db
        .query("SELECT VALUE id FROM log WHERE command = $command LIMIT 1")
        .bind(("command", command.to_string()))
        .await?;
    let ids: Vec<RecordId> = check(response)?.take(0)?;
    let ids = ids.first();
    ids.map(|id| entry_seq(id).map_err(|reason| damaged(id, reason)))
        .transpose()
}

/// The identifiers of all changes after an entry.
pub fn changes_after(after: Seq) -> RecordId {
    let (first, end) = (number(after).saturating_add(1), i64::MAX);
    range("change", key(&[first]), key(&[end]))
}

/// The identifier of an entry's row.
pub fn entry_id(seq: Seq) -> RecordId {
    RecordId::new("log", number(seq))
}

/// The number in the identifier of an entry's row.
pub fn entry_seq(id: &RecordId) -> Result<Seq, Reason> {
    match id.key {
        RecordIdKey::Number(number) => seq(number),
        _ => Err("its identifier is not a number".into()),
    }
}

/// The entry's number and the change's place in it, from the identifier of the change's row.
pub fn place(id: &RecordId) -> Result<(Seq, i64), Reason> {
    let numbers: Vec<i64> = match &id.key {
        RecordIdKey::Array(key) => key
            .iter()
            .filter_map(|part| i64::from_value(part.clone()).ok())
            .collect(),
        _ => Vec::new(),
    };
    match numbers.as_slice() {
        [number, place] => Ok((seq(*number)?, *place)),
        _ => Err("its identifier is not two numbers".into()),
    }
}

/// The entry of a row and its changes.
pub fn entry(row: &EntryRow, changes: String) -> Result<Entry, Reason> {
    Ok(Entry {
        seq: entry_seq(&row.id)?,
        command: row.command.parse()?,
        actor: serde_json::from_str(&row.actor)?,
        at: Timestamp(row.at),
        changes,
        previous: Hash(row.previous.clone()),
        hash: Hash(row.hash.clone()),
    })
}

fn key(numbers: &[i64]) -> RecordIdKey {
    let numbers = numbers.iter().copied();
    let key: Vec<Value> = numbers.map(SurrealValue::into_value).collect();
    RecordIdKey::Array(Array::from(key))
}

fn range(table: &str, start: RecordIdKey, end: RecordIdKey) -> RecordId {
    let range = RecordIdKeyRange {
        start: Bound::Included(start),
        end: Bound::Excluded(end),
    };
    RecordId::new(table, RecordIdKey::Range(Box::new(range)))
}
