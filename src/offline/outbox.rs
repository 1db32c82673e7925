//! Edits that the server does not have yet, and what became of those that it got.

use crate::api::ApiError;
use jejaring_domain::CommandId;
use jejaring_domain::change::Subject;
use serde::{Deserialize, Serialize};

/// How the outbox stands.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct Left {
    /// How many edits wait for a connection.
    pub unsent: usize,
    /// What became of edits that were made without one, until the reader has seen it.
    pub settled: Vec<Settled>,
}

/// An edit that was made without a connection and has been sent since.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Settled {
    /// The edit's name.
    pub id: CommandId,
    /// What was edited; none for what belongs to no record.
    pub subject: Option<Subject>,
    /// What the record is called.
    pub title: String,
    /// What became of it.
    pub outcome: Outcome,
}

/// What became of an edit.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Outcome {
    /// It is on the server.
    Done,
    /// It is on the server, beside what others changed in the same record meanwhile.
    Merged,
    /// Others have changed the same: the reader has to choose.
    InQuestion(ApiError),
    /// The rules do not allow it any more.
    Refused(ApiError),
}
