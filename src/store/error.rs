//! What can go wrong with the store.

use jejaring_domain::{Refusal, Seq};
use surrealdb::types::QueryError;

/// The store could not do what it was asked to.
#[derive(Debug, thiserror::Error)]
pub enum StoreError {
    /// Another process holds the data folder.
    #[error(
        "another Jejaring is running on the data at {address}: stop it, or give this one another folder"
    )]
    InUse {
        /// The folder.
        address: String,
    },
    /// There is no database to be had at the address.
    #[error("the database at {address} cannot be opened")]
    Connect {
        /// The address, without a password.
        address: String,
        /// Why.
        source: Box<surrealdb::Error>,
    },
    /// The database was written by a newer program.
    #[error(
        "the database has schema {found} and this program knows schemas up to {known}: start the newer Jejaring that \
         wrote it, or open a backup from before"
    )]
    NewerSchema {
        /// The schema of the database.
        found: i64,
        /// The newest schema of this program.
        known: i64,
    },
    /// A step of the schema could not be carried out; nothing of it was.
    #[error("the database could not be brought to schema {name}")]
    Migration {
        /// The step.
        name: &'static str,
        /// Why.
        source: Box<surrealdb::Error>,
    },
    /// A row of the database is not what this program writes.
    #[error("{record} in the database is damaged: {reason}")]
    Damaged {
        /// The row's identifier.
        record: String,
        /// What is wrong with it.
        reason: String,
    },
    /// The log does not go on from where the replica is.
    #[error("entry {} of the change log is missing, altered, or by a newer program", .0.0)]
    BrokenLog(Seq),
    /// Others were writing each time that this was tried. Nothing has changed.
    #[error("too many others are writing: try again")]
    Busy,
    /// The store has been closed, or the program is being stopped.
    #[error("the store is closed")]
    Closed,
    /// Something else between here and the database.
    #[error("the database failed")]
    Database(#[source] Box<surrealdb::Error>),
}

impl From<surrealdb::Error> for StoreError {
    fn from(error: surrealdb::Error) -> Self {
        Self::Database(Box::new(error))
    }
}

/// A command was not carried out.
#[derive(Debug, thiserror::Error)]
pub enum SubmitError {
    /// The rules do not allow it. Nothing has changed.
    #[error(transparent)]
    Refused(#[from] Refusal),
    /// The store failed. Sent again with the same identifier, the command is done once at most.
    #[error(transparent)]
    Store(#[from] StoreError),
}

/// Whether the transaction lost against another one and can be tried again.
pub(crate) fn is_conflict(error: &surrealdb::Error) -> bool {
    error.query_details() == Some(&QueryError::TransactionConflict)
}

/// The error of a response of several statements that is the cause of the others.
pub(crate) fn check(
    mut response: surrealdb::IndexedResults,
) -> Result<surrealdb::IndexedResults, surrealdb::Error> {
    let mut errors: Vec<_> = response.take_errors().into_iter().collect();
    errors.sort_by_key(|(index, error)| (is_consequence(error), *index));
    match errors.into_iter().next() {
        Some((_, error)) => Err(error),
        None => Ok(response),
    }
}

/// Whether the statement failed only because its transaction did.
fn is_consequence(error: &surrealdb::Error) -> bool {
    matches!(
        error.query_details(),
        Some(QueryError::NotExecuted | QueryError::Cancelled)
    )
}
