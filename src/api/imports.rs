//! Bringing in a file: first a dry run, then one confirmation.

use super::ApiError;
use jejaring_exchange::plan::{Counts, Row};
use jejaring_exchange::{FileRefusal, Format};
use leptos::prelude::*;
use serde::{Deserialize, Serialize};

/// What a dry run found. Files are sent to `POST /import`, which leads to `/import?dry_run=TOKEN`.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct DryRun {
    /// The file's name.
    pub file: String,
    /// What would happen, or why the file cannot be read at all.
    pub outcome: Result<Summary, FileRefusal>,
    /// Whether it was confirmed before, when it would have done something else.
    pub anew: bool,
}

/// What would happen if a file were taken in.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Summary {
    /// What the file is.
    pub format: Format,
    /// How many rows there are of each outcome.
    pub counts: Counts,
    /// Columns, attributes or files that it has and that are not read.
    pub ignored: Vec<String>,
    /// Its rows in their order: of each outcome at most [`ROWS_SHOWN`].
    pub rows: Vec<Row>,
}

/// How many rows of each outcome a summary shows.
pub const ROWS_SHOWN: usize = 500;

/// What a confirmed import did.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Imported {
    /// How many organisations it added.
    pub organisations: usize,
    /// How many partnerships it added.
    pub partnerships: usize,
}

/// Whether the reader may bring in a file. Errors: [`ApiError::SignIn`]; [`ApiError::Refused`] where not.
#[server(name = MayImport, endpoint = "may-import", input = server_fn::codec::GetUrl, output = crate::api::Wire)]
pub async fn may_import() -> Result<(), ApiError> {
    crate::server::answers::imports::may_import().await
}

/// The dry run that was given this token. Errors: [`ApiError::Expired`] after half an hour.
#[server(name = ReadDryRun, endpoint = "dry-run", input = server_fn::codec::GetUrl, output = crate::api::Wire)]
pub async fn dry_run(token: String) -> Result<DryRun, ApiError> {
    crate::server::answers::imports::dry_run(token).await
}

/// Carries out a dry run, whole or not at all. Confirmed twice, it is done once. Nothing is done where the network has
/// changed in between so that it would do something else: that is shown first.
/// Errors: [`ApiError::Expired`]; [`ApiError::Refused`].
#[server(endpoint = "confirm-import", output = crate::api::Wire)]
pub async fn confirm_import(token: String) -> Result<Option<Imported>, ApiError> {
    crate::server::answers::imports::confirm(token).await
}
