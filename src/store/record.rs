//! The rows of the smaller records: a table for each kind, all of one shape.

use crate::StoreError;
use crate::log::subject;
use crate::reading::{Reason, damaged, number, seq};
use jejaring_domain::{Coded, Record, RecordKind, Versioned};
use surrealdb::types::{RecordId, SurrealValue};

#[derive(Clone, Debug, PartialEq, SurrealValue)]
pub struct RecordRow {
    pub id: RecordId,
    owner: Option<RecordId>,
    data: serde_json::Value,
    changed: i64,
}

/// The identifier of a record's row.
pub fn record(record: &Record) -> RecordId {
    RecordId::new(record.kind().code(), record.id().to_string())
}

/// The tables of all kinds, as a statement names them.
pub fn tables() -> String {
    let tables: Vec<_> = RecordKind::ALL.iter().map(|kind| kind.code()).collect();
    tables.join(", ")
}

/// The row of a record. Errors: it cannot be written as JSON.
pub fn row(versioned: &Versioned) -> Result<RecordRow, serde_json::Error> {
    let Versioned {
        record: kept,
        changed,
    } = versioned;
    let mut data = serde_json::to_value(kept)?;
    Ok(RecordRow {
        id: record(kept),
        owner: kept.owner().map(subject),
        data: data
            .get_mut(kept.kind().code())
            .map(serde_json::Value::take)
            .unwrap_or_default(),
        changed: number(*changed),
    })
}

/// The record of a row.
pub fn read(row: RecordRow) -> Result<Versioned, StoreError> {
    let read = || -> Result<Versioned, Reason> {
        let kind = row.id.table.to_string();
        let record = serde_json::json!({ kind: row.data });
        Ok(Versioned {
            record: serde_json::from_value(record)?,
            changed: seq(row.changed)?,
        })
    };
    read().map_err(|reason| damaged(&row.id, reason))
}
