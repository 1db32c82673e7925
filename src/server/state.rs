//! What requests share.

use super::atlas::Atlases;
use super::config::Config;
use super::imports::Turns;
use super::kept::Kept;
use super::limits::Limits;
use super::live::Live;
use super::vault::Vault;
use axum::extract::FromRef;
use jejaring_domain::{CommandId, Timestamp};
use jejaring_store::Store;
use leptos::prelude::LeptosOptions;
use std::sync::Arc;
use std::time::{SystemTime, UNIX_EPOCH};

/// What requests share; cheap to clone.
#[derive(Clone, FromRef)]
pub struct AppState {
    /// Where the browser's files are.
    pub leptos: LeptosOptions,
    /// The settings.
    pub config: Arc<Config>,
    /// The network.
    pub store: Store,
    /// What is derived from it.
    pub atlases: Arc<Atlases>,
    /// What is kept for a while.
    pub kept: Arc<Kept>,
    /// The content of files.
    pub vault: Vault,
    /// Whose turn it is to have a file read.
    pub imports: Arc<Turns>,
    /// How often one may try to sign in.
    pub limits: Arc<Limits>,
    /// What is told of it at once.
    pub live: Arc<Live>,
}

/// This moment.
pub fn now() -> Timestamp {
    let since = SystemTime::now()
        .duration_since(UNIX_EPOCH)
        .unwrap_or_default();
    Timestamp(i64::try_from(since.as_millis()).unwrap_or(i64::MAX))
}

/// The parts of a fresh identifier: milliseconds and random bits.
pub fn fresh() -> (u64, u128) {
    (now().0.unsigned_abs(), rand::random())
}

/// A fresh name for a submission.
pub fn fresh_command() -> CommandId {
    let (milliseconds, random) = fresh();
    CommandId::new(milliseconds, random)
}
