//! Reads the whole network from its records.

use crate::StoreError;
use crate::error::check;
use crate::organisation::OrganisationRow;
use crate::partnership::{PartnershipRow, PartyRow, join};
use crate::reading::{damaged, seq};
use crate::record::{self, RecordRow};
use jejaring_domain::{Hash, Network, Organisation};
use surrealdb::Surreal;
use surrealdb::engine::any::Any;
use surrealdb::types::{RecordId, SurrealValue};

/// A network, and the hash of the last log entry that is in it.
#[derive(Debug)]
pub struct Snapshot {
    pub network: Network,
    pub head: Hash,
}

#[derive(Debug, SurrealValue)]
struct HeadRow {
    id: RecordId,
    seq: i64,
    hash: String,
}

/// Flat selects in one transaction, so that records, edges and head are of one moment; walking the graph would ask
/// for each edge by itself.
fn query() -> String {
    let records = record::tables();
    format!(
        "BEGIN;
        SELECT * FROM organisation;
        SELECT * FROM partnership;
        SELECT * FROM party;
        SELECT * FROM head:log;
        SELECT * FROM {records};
        COMMIT;"
    )
}

/// The network as the database holds it.
pub async fn read(db: &Surreal<Any>) -> Result<Snapshot, StoreError> {
    let mut response = check(db.query(query()).await?)?;
    let organisations: Vec<OrganisationRow> = response.take(1)?;
    let partnerships: Vec<PartnershipRow> = response.take(2)?;
    let parties: Vec<PartyRow> = response.take(3)?;
    let head: Option<HeadRow> = response.take(4)?;
    let records: Vec<RecordRow> = response.take(5)?;
    let head = head.ok_or_else(|| StoreError::Damaged {
        record: "head:log".into(),
        reason: "it is not there".into(),
    })?;
    let organisations = organisations.into_iter().map(Organisation::try_from);
    let network = Network::restore(
        seq(head.seq).map_err(|reason| damaged(&head.id, reason))?,
        organisations.collect::<Result<Vec<_>, _>>()?,
        join(partnerships, parties)?,
        records
            .into_iter()
            .map(record::read)
            .collect::<Result<Vec<_>, _>>()?,
    );
    Ok(Snapshot {
        network,
        head: Hash(head.hash),
    })
}
