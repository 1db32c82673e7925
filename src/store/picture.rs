//! Where the layout engine put the network's nodes, kept so that the first picture needs no waiting.

use crate::StoreError;
use crate::error::check;
use crate::reading::{damaged, number, seq};
use jejaring_domain::Seq;
use surrealdb::Surreal;
use surrealdb::engine::any::Any;
use surrealdb::types::{Bytes, RecordId, SurrealValue};

/// Positions of nodes by their keys (the numbers of identifiers), and the log entry after which they were computed.
pub type Positions = (Seq, Vec<(u128, [f32; 2])>);

#[derive(Debug, SurrealValue)]
struct PictureRow {
    id: RecordId,
    seq: i64,
    positions: Bytes,
}

/// A key and two coordinates, little-endian.
const WIDTH: usize = 24;

pub async fn save(
    db: &Surreal<Any>,
    seq: Seq,
    positions: &[(u128, [f32; 2])],
) -> Result<(), StoreError> {
    let mut bytes = Vec::with_capacity(positions.len() * WIDTH);
    for (key, [x, y]) in positions {
        bytes.extend(key.to_le_bytes());
        bytes.extend(x.to_le_bytes());
        bytes.extend(y.to_le_bytes());
    }
    let row = PictureRow {
        id: RecordId::new("picture", "network"),
        seq: number(seq),
        positions: Bytes::from(bytes),
    };
    let response = db
        .query("UPSERT picture:network CONTENT $row RETURN NONE")
        .bind(("row", row))
        .await?;
    check(response)?;
    Ok(())
}

pub async fn load(db: &Surreal<Any>) -> Result<Option<Positions>, StoreError> {
    let response = db.query("SELECT * FROM picture:network").await?;
    let row: Option<PictureRow> = check(response)?.take(0)?;
    let Some(row) = row else {
        return Ok(None);
    };
    let seq = seq(row.seq).map_err(|reason| damaged(&row.id, reason))?;
    let (positions, rest) = row.positions.as_chunks::<WIDTH>();
    if !rest.is_empty() {
        return Err(damaged(&row.id, "its positions are cut off".into()));
    }
    let positions = positions.iter().map(|bytes| {
        let mut key = [0; 16];
        let (mut x, mut y) = ([0; 4], [0; 4]);
        key.copy_from_slice(&bytes[..16]);
        x.copy_from_slice(&bytes[16..20]);
        y.copy_from_slice(&bytes[20..]);
        let key = u128::from_le_bytes(key);
        (key, [f32::from_le_bytes(x), f32::from_le_bytes(y)])
    });
    Ok(Some((seq, positions.collect())))
}
