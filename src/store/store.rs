//! The store: a replica of the whole network in memory, and the database behind it.

use crate::follow::Follower;
use crate::submit::Core;
use crate::{Event, Options, StoreError, SubmitError, Verification};
use crate::{connect, history, log, migrate, picture, snapshot, verify};
use jejaring_domain::change::Subject;
use jejaring_domain::{Actor, Change, Command, CommandId, Entry, Network, Seq, Timestamp};
use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;
use surrealdb::Surreal;
use surrealdb::engine::any::Any;
use tokio::sync::watch;

/// The network, kept. Cheap to clone; all clones are the same store.
#[derive(Clone, Debug)]
pub struct Store {
    core: Arc<Core>,
    follower: Arc<Follower>,
    options: Option<Arc<Options>>,
}

/// What a command led to.
#[derive(Clone, Debug, PartialEq)]
pub struct Receipt {
    /// The log entry of the command; where it changed nothing, the last entry there is.
    pub seq: Seq,
    /// What it changed.
    pub changes: Vec<Change>,
    /// The command had been carried out before: this is the answer from then.
    pub repeated: bool,
}

impl Store {
    /// Opens the database, brings its schema up to date and reads the network.
    pub async fn open(options: &Options) -> Result<Store, StoreError> {
        let store = Self::on(connect::connect(options).await?).await?;
        Ok(Store {
            options: Some(Arc::new(options.clone())),
            ..store
        })
    }

    /// The store on a connection that has a namespace and database selected already.
    pub async fn on(db: Surreal<Any>) -> Result<Store, StoreError> {
        migrate::migrate(&db).await?;
        let snapshot = snapshot::read(&db).await?;
        tracing::info!(
            seq = snapshot.network.seq().0,
            organisations = snapshot.network.organisations().len(),
            partnerships = snapshot.network.partnerships().len(),
            "network read"
        );
        let core = Arc::new(Core::new(db, snapshot));
        let follower = Arc::new(Follower::start(core.clone()));
        Ok(Store {
            core,
            follower,
            options: None,
        })
    }

    /// The connection. Errors: the store is closed.
    pub(crate) fn db(&self) -> Result<Arc<Surreal<Any>>, StoreError> {
        self.core.db()
    }

    /// Looks at the network. Nothing is written meanwhile: take what is needed and leave.
    pub fn read<T>(&self, look: impl FnOnce(&Network) -> T) -> T {
        self.core.read(look)
    }

    /// Carries out a command, once, whole or not at all. It is in the database for good when this answers, and goes
    /// on if the caller stops waiting.
    pub async fn submit(
        &self,
        actor: Actor,
        id: CommandId,
        now: Timestamp,
        command: &Command,
    ) -> Result<Receipt, SubmitError> {
        let core = self.core.clone();
        let command = command.clone();
        let task = tokio::spawn(async move { core.submit(actor, id, now, &command).await });
        task.await.unwrap_or(Err(StoreError::Closed.into()))
    }

    /// The answer to a command that was carried out before.
    pub async fn done(&self, id: CommandId) -> Result<Option<Receipt>, StoreError> {
        self.core.done(id).await
    }

    /// The log after an entry, at most `limit` entries.
    pub async fn entries_after(&self, seq: Seq, limit: usize) -> Result<Vec<Entry>, StoreError> {
        log::entries_after(&*self.core.db()?, seq, limit).await
    }

    /// The last `limit` changes of a record, the latest first.
    pub async fn history(&self, subject: Subject, limit: usize) -> Result<Vec<Event>, StoreError> {
        history::of(&*self.core.db()?, subject, limit).await
    }

    /// The last `limit` changes of some records after an entry, the latest first.
    pub async fn history_since(
        &self,
        after: Seq,
        subjects: &[Subject],
        limit: usize,
    ) -> Result<Vec<Event>, StoreError> {
        history::since(&*self.core.db()?, after, subjects, limit).await
    }

    /// When some entries of the log were made.
    pub async fn times(
        &self,
        entries: impl IntoIterator<Item = Seq>,
    ) -> Result<BTreeMap<Seq, Timestamp>, StoreError> {
        history::times(&*self.core.db()?, entries).await
    }

    /// The SHA-256 of all files that the log ever named: whoever reads the history may ask for them.
    pub async fn files_ever_named(&self) -> Result<BTreeSet<String>, StoreError> {
        history::files(&*self.core.db()?).await
    }

    /// Tells the number of the last entry in the replica, whenever it moves.
    pub fn watch(&self) -> watch::Receiver<Seq> {
        self.core.watch()
    }

    /// Keeps where the organisations are in the picture of the network after an entry of the log.
    pub async fn save_positions(
        &self,
        seq: Seq,
        positions: &[(u128, [f32; 2])],
    ) -> Result<(), StoreError> {
        picture::save(&*self.core.db()?, seq, positions).await
    }

    /// What [`Store::save_positions`] kept last.
    pub async fn load_positions(&self) -> Result<Option<picture::Positions>, StoreError> {
        picture::load(&*self.core.db()?).await
    }

    /// Checks the whole log and that it adds up to the records.
    pub async fn verify(&self) -> Result<Verification, StoreError> {
        verify::verify(&*self.core.db()?).await
    }

    /// Whether the database answers.
    pub async fn healthy(&self) -> Result<(), StoreError> {
        let response = self
            .core
            .db()?
            .query("SELECT VALUE seq FROM ONLY head:log")
            .await?;
        crate::error::check(response)?;
        Ok(())
    }

    /// Lets what is being written finish, then lets go of the database. Later submissions, of clones too, are told
    /// that the store is closed; reading the network still works.
    pub async fn close(self) {
        self.core.close().await;
        self.follower.stop().await;
        if let Some(options) = &self.options {
            connect::released(options).await;
        }
    }
}
