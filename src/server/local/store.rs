//! The network as the browser holds it, in the place of the database.

use jejaring_domain::change::Subject;
use jejaring_domain::{Actor, Change, Command, CommandId, Network, PersonId, Refusal, Seq, Timestamp};
use std::collections::BTreeMap;
use std::sync::{Arc, PoisonError, RwLock};

/// The network that the browser holds. Cheap to clone; all clones are the same.
#[derive(Clone)]
pub struct Store(Arc<RwLock<Held>>);

struct Held {
    reader: Actor,
    network: Network,
}

/// What only the server can tell.
#[derive(Debug, thiserror::Error)]
pub enum StoreError {
    /// It takes a connection.
    #[error("this takes a connection")]
    Offline,
    /// What the browser holds was written by another version of the program.
    #[error("what is held cannot be read: {0}")]
    Unreadable(#[from] serde_json::Error),
}

/// A command was not carried out.
#[derive(Debug, thiserror::Error)]
pub enum SubmitError {
    /// The rules do not allow it.
    #[error(transparent)]
    Refused(#[from] Refusal),
    /// It could not be kept.
    #[error(transparent)]
    Store(#[from] StoreError),
}

/// What a command led to.
#[derive(Clone, Debug, PartialEq)]
pub struct Receipt {
    /// The state of the network after it.
    pub seq: Seq,
    /// What it changed.
    pub changes: Vec<Change>,
    /// The command had been carried out before.
    pub repeated: bool,
}

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

impl Store {
    /// What the browser kept.
    pub fn open(_held: &[u8]) -> Result<Store, StoreError> {
        let held = Held {
            reader: Actor::Visitor,
            network: Network::default(),
        };
        Ok(Store(Arc::new(RwLock::new(held))))
    }

    /// Who uses this browser.
    pub fn reader(&self) -> Actor {
        self.0.read().unwrap_or_else(PoisonError::into_inner).reader
    }

    /// Looks at the network.
    pub fn read<T>(&self, look: impl FnOnce(&Network) -> T) -> T {
        look(&self.0.read().unwrap_or_else(PoisonError::into_inner).network)
    }

    /// Keeps a command until there is a connection, and shows what it will lead to.
    pub async fn submit(
        &self,
        _actor: Actor,
        _id: CommandId,
        _now: Timestamp,
        _command: &Command,
    ) -> Result<Receipt, SubmitError> {
        Err(StoreError::Offline.into())
    }

    /// The log is on the server.
    pub async fn history(&self, _: Subject, _: usize) -> Result<Vec<Event>, StoreError> {
        Err(StoreError::Offline)
    }

    /// Nobody is named without the server.
    pub async fn account_names(
        &self,
        _: impl IntoIterator<Item = PersonId>,
    ) -> Result<BTreeMap<PersonId, String>, StoreError> {
        Ok(BTreeMap::new())
    }

    /// Positions are taken from the snapshot.
    pub async fn load_positions(
        &self,
    ) -> Result<Option<(Seq, Vec<(u128, [f32; 2])>)>, StoreError> {
        Ok(None)
    }

    /// Positions are the server's to keep.
    pub async fn save_positions(
        &self,
        _: Seq,
        _: &[(u128, [f32; 2])],
    ) -> Result<(), StoreError> {
        Ok(())
    }
}
