//! Whether the log is whole and unaltered, and the records are what it adds up to.

use crate::snapshot::{self, Snapshot};
use crate::{StoreError, log};
use jejaring_domain::{Hash, Network, OrganisationId, PartnershipId, RecordId, Seq};
use std::collections::BTreeSet;
use surrealdb::Surreal;
use surrealdb::engine::any::Any;

/// What [`Store::verify`](crate::Store::verify) found.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Verification {
    /// The number of entries that were found sound, from the first on.
    pub entries: u64,
    /// The first thing that is not as it should be.
    pub flaw: Option<Flaw>,
}

/// Something that is not as it should be.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum Flaw {
    /// An entry is missing.
    #[error("entry {} of the change log is missing", .0.0)]
    Missing(Seq),
    /// An entry was altered, or the one before it was.
    #[error("entry {} of the change log was altered", .0.0)]
    Altered(Seq),
    /// An entry cannot be applied to the network before it.
    #[error("entry {} of the change log cannot be applied", .0.0)]
    Unfit(Seq),
    /// An organisation's record is not what the log adds up to.
    #[error("organisation {0} is not as the change log says")]
    Organisation(OrganisationId),
    /// A partnership's record is not what the log adds up to.
    #[error("partnership {0} is not as the change log says")]
    Partnership(PartnershipId),
    /// A smaller record is not what the log adds up to.
    #[error("record {0} is not as the change log says")]
    Record(RecordId),
}

/// How many entries are read at a time.
const PAGE: usize = 100;

/// Replays the log up to the moment at which the records were read.
pub async fn verify(db: &Surreal<Any>) -> Result<Verification, StoreError> {
    let records = snapshot::read(db).await?;
    let mut replay = Replay {
        network: Network::default(),
        head: Hash::origin(),
    };
    let flaw = match replay.run(db, records.network.seq()).await? {
        Some(flaw) => Some(flaw),
        None => replay.compare(&records),
    };
    Ok(Verification {
        entries: replay.network.seq().0,
        flaw,
    })
}

struct Replay {
    network: Network,
    head: Hash,
}

impl Replay {
    async fn run(&mut self, db: &Surreal<Any>, until: Seq) -> Result<Option<Flaw>, StoreError> {
        let mut page = PAGE;
        while self.network.seq() < until {
            let next = self.network.seq().next();
            let left = usize::try_from(until.0 - self.network.seq().0).unwrap_or(PAGE);
            let entries = log::entries_after(db, self.network.seq(), left.min(page)).await;
            let entries = match entries {
                Ok(entries) if entries.is_empty() => return Ok(Some(Flaw::Missing(next))),
                Ok(entries) => entries,
                // One that cannot be read hides its page: go on one by one to find which.
                Err(StoreError::Damaged { .. }) if page > 1 => {
                    page = 1;
                    continue;
                }
                Err(StoreError::Damaged { .. }) => return Ok(Some(Flaw::Altered(next))),
                Err(error) => return Err(error),
            };
            for entry in entries {
                let next = self.network.seq().next();
                if entry.seq != next {
                    return Ok(Some(Flaw::Missing(next)));
                }
                if !entry.follows(&self.head) {
                    return Ok(Some(Flaw::Altered(next)));
                }
                let changes = entry.changes().unwrap_or_default();
                if changes.is_empty() || self.network.apply(next, &changes).is_err() {
                    return Ok(Some(Flaw::Unfit(next)));
                }
                self.head = entry.hash;
            }
        }
        Ok(None)
    }

    fn compare(&self, records: &Snapshot) -> Option<Flaw> {
        if self.head != records.head {
            return Some(Flaw::Altered(records.network.seq()));
        }
        let (log, records) = (&self.network, &records.network);
        let organisations = log.organisations().chain(records.organisations());
        let organisations: BTreeSet<_> =
            organisations.map(|organisation| organisation.id).collect();
        let mut organisations = organisations.into_iter();
        let organisation =
            organisations.find(|id| log.organisation(*id) != records.organisation(*id));
        let partnerships = log.partnerships().chain(records.partnerships());
        let partnerships: BTreeSet<_> = partnerships.map(|partnership| partnership.id).collect();
        let mut partnerships = partnerships.into_iter();
        let partnership = partnerships.find(|id| log.partnership(*id) != records.partnership(*id));
        let kept = log.records().chain(records.records());
        let kept: BTreeSet<_> = kept.map(|versioned| versioned.record.id()).collect();
        let record = kept
            .into_iter()
            .find(|id| log.record(*id) != records.record(*id));
        organisation
            .map(Flaw::Organisation)
            .or(partnership.map(Flaw::Partnership))
            .or(record.map(Flaw::Record))
    }
}
