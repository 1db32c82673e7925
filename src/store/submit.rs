//! Commands, and entries of others, on their way into the replica: one at a time.

use crate::batch::{Batch, Outcome};
use crate::snapshot::{self, Snapshot};
use crate::{Receipt, StoreError, SubmitError, log};
use jejaring_domain::{
    Actor, Change, Command, CommandId, Entry, Hash, Network, Seq, Timestamp, decide,
};
use std::sync::{Arc, PoisonError, RwLock};
use std::time::Duration;
use surrealdb::Surreal;
use surrealdb::engine::any::Any;
use tokio::sync::{Mutex, watch};

/// How often a command is tried when other processes write first each time.
const ATTEMPTS: u64 = 20;
/// How many entries are read at a time.
const PAGE: usize = 100;

/// The replica, and what it takes to move it.
#[derive(Debug)]
pub struct Core {
    /// None once closed: the engine shuts down when its last handle is dropped.
    db: RwLock<Option<Arc<Surreal<Any>>>>,
    network: RwLock<Network>,
    /// The hash of the last entry in the replica. Held by whoever moves the replica, from deciding to applying.
    head: Mutex<Hash>,
    seq: watch::Sender<Seq>,
}

impl Core {
    pub fn new(db: Surreal<Any>, snapshot: Snapshot) -> Self {
        Self {
            db: RwLock::new(Some(Arc::new(db))),
            seq: watch::Sender::new(snapshot.network.seq()),
            network: RwLock::new(snapshot.network),
            head: Mutex::new(snapshot.head),
        }
    }

    pub fn db(&self) -> Result<Arc<Surreal<Any>>, StoreError> {
        let db = self.db.read().unwrap_or_else(PoisonError::into_inner);
        db.clone().ok_or(StoreError::Closed)
    }

    pub fn read<T>(&self, look: impl FnOnce(&Network) -> T) -> T {
        look(&self.network.read().unwrap_or_else(PoisonError::into_inner))
    }

    pub fn seq(&self) -> Seq {
        *self.seq.borrow()
    }

    pub fn watch(&self) -> watch::Receiver<Seq> {
        self.seq.subscribe()
    }

    /// Waits for what is being written, then lets go of the database.
    pub async fn close(&self) {
        let _head = self.head.lock().await;
        *self.db.write().unwrap_or_else(PoisonError::into_inner) = None;
    }

    pub async fn submit(
        &self,
        actor: Actor,
        id: CommandId,
        now: Timestamp,
        command: &Command,
    ) -> Result<Receipt, SubmitError> {
        let mut head = self.head.lock().await;
        let db = self.db()?;
        for attempt in 0..ATTEMPTS {
            if attempt > 0 {
                // Spread by the command's random bits, so that two processes do not meet again.
                let spread = id.to_u128() as u64 % 8;
                tokio::time::sleep(Duration::from_millis(attempt * (2 + spread))).await;
                self.catch_up(&db, &mut head).await?;
            }
            if let Some(receipt) = self.repeated(&db, &mut head, id).await? {
                return Ok(receipt);
            }
            let decided = self.read(|network| decide(network, actor, now, command));
            if decided.as_ref().map_or(true, Vec::is_empty)
                && self.was_behind(&db, &mut head).await?
            {
                continue;
            }
            let changes = decided?;
            if changes.is_empty() {
                return Ok(Receipt {
                    seq: self.seq(),
                    changes,
                    repeated: false,
                });
            }
            let (entry, batch) = self.prepare(&head, id, actor, now, &changes)?;
            match batch.commit(&db).await {
                Outcome::Written => {
                    let seq = entry.seq;
                    self.apply(&db, &mut head, entry, &changes).await?;
                    return Ok(Receipt {
                        seq,
                        changes,
                        repeated: false,
                    });
                }
                Outcome::Behind => {}
                // The answer may have been lost after the commit: what the log says holds.
                Outcome::Unknown(error) => {
                    return match self.repeated(&db, &mut head, id).await {
                        Ok(Some(receipt)) => Ok(Receipt {
                            repeated: false,
                            ..receipt
                        }),
                        Ok(None) | Err(_) => Err(StoreError::from(error).into()),
                    };
                }
            }
        }
        Err(StoreError::Busy.into())
    }

    /// The answer to a command that was carried out before.
    pub async fn done(&self, id: CommandId) -> Result<Option<Receipt>, StoreError> {
        let mut head = self.head.lock().await;
        let db = self.db()?;
        self.repeated(&db, &mut head, id).await
    }

    /// Whether others had written what the replica lacked: a refusal by an old replica does not count.
    async fn was_behind(&self, db: &Surreal<Any>, head: &mut Hash) -> Result<bool, StoreError> {
        let before = self.seq();
        self.catch_up(db, head).await?;
        Ok(self.seq() != before)
    }

    /// The answer to a command that the log has already.
    async fn repeated(
        &self,
        db: &Surreal<Any>,
        head: &mut Hash,
        id: CommandId,
    ) -> Result<Option<Receipt>, StoreError> {
        let Some(seq) = log::seq_of(db, id).await? else {
            return Ok(None);
        };
        self.catch_up(db, head).await?;
        let entries = log::entries_after(db, Seq(seq.0.saturating_sub(1)), 1).await?;
        let changes = entries.first().map(Entry::changes);
        let changes = changes
            .and_then(Result::ok)
            .ok_or(StoreError::BrokenLog(seq))?;
        Ok(Some(Receipt {
            seq,
            changes,
            repeated: true,
        }))
    }

    fn prepare(
        &self,
        head: &Hash,
        id: CommandId,
        actor: Actor,
        now: Timestamp,
        changes: &[Change],
    ) -> Result<(Entry, Batch), StoreError> {
        let seq = self.seq().next();
        // Neither can happen to what `decide` answers; if it does, nothing has been written.
        let unwritable = |reason: String| StoreError::Damaged {
            record: format!("command {id}"),
            reason,
        };
        let entry = Entry::seal(seq, head.clone(), id, actor, now, changes)
            .map_err(|error| unwritable(error.to_string()))?;
        let batch = self
            .read(|network| Batch::new(network, &entry, changes))
            .map_err(|error| unwritable(error.to_string()))?;
        Ok((entry, batch))
    }

    /// Reads and applies the entries that the replica lacks.
    pub async fn follow(&self) -> Result<(), StoreError> {
        let mut head = self.head.lock().await;
        self.catch_up(&*self.db()?, &mut head).await
    }

    async fn catch_up(&self, db: &Surreal<Any>, head: &mut Hash) -> Result<(), StoreError> {
        loop {
            let entries = log::entries_after(db, self.seq(), PAGE).await?;
            let last = entries.len() < PAGE;
            for entry in entries {
                let broken = StoreError::BrokenLog(entry.seq);
                if !entry.follows(head) {
                    return Err(broken);
                }
                let changes = entry.changes().map_err(|_| broken)?;
                self.apply(db, head, entry, &changes).await?;
            }
            if last {
                return Ok(());
            }
        }
    }

    /// Moves the replica to an entry that is in the database.
    async fn apply(
        &self,
        db: &Surreal<Any>,
        head: &mut Hash,
        entry: Entry,
        changes: &[Change],
    ) -> Result<(), StoreError> {
        let applied = {
            let mut network = self.network.write().unwrap_or_else(PoisonError::into_inner);
            network.apply(entry.seq, changes)
        };
        if let Err(misfit) = applied {
            tracing::error!(seq = entry.seq.0, %misfit, "the replica is read anew");
            let snapshot = snapshot::read(db).await?;
            *head = snapshot.head;
            let seq = snapshot.network.seq();
            *self.network.write().unwrap_or_else(PoisonError::into_inner) = snapshot.network;
            self.seq.send_replace(seq);
            return Ok(());
        }
        *head = entry.hash;
        self.seq.send_replace(entry.seq);
        Ok(())
    }
}
