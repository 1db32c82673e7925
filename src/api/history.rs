//! What happened to a record, and bringing back a value from then.

use super::ApiError;
use super::organisations::OrganisationRef;
use jejaring_domain::change::Subject;
use jejaring_domain::{Actor, Change, Organisation, Partnership, PersonId, Record, Seq, Timestamp};
use leptos::prelude::*;
use serde::{Deserialize, Serialize};

/// The history of a record.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct History {
    /// What the record is called.
    pub name: String,
    /// What happened, the latest first; about [`EVENTS_SHOWN`] at once.
    pub events: Vec<HistoryEvent>,
    /// Before which entry of the log there is more.
    pub earlier: Option<Seq>,
    /// The organisations that the changes name.
    pub organisations: Vec<OrganisationRef>,
    /// The people who made them; empty for those who may not know.
    pub people: Vec<(PersonId, String)>,
}

/// A change, and the way back from it.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct HistoryEvent {
    /// The change.
    pub event: Event,
    /// What to say to [`bring_back`] to undo it, where the reader may: the field's code, or the smaller record's
    /// identifier.
    pub back: Option<String>,
}

/// A record as it was after an entry of the log.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Past {
    /// The record.
    pub record: PastRecord,
    /// The smaller records that belonged to it, as far as the reader may see them.
    pub records: Vec<Record>,
    /// The last change until then: by whom and when.
    pub event: Event,
    /// The organisations that it names.
    pub organisations: Vec<OrganisationRef>,
    /// Who made the change, as far as the reader may know.
    pub people: Vec<(PersonId, String)>,
}

/// An earlier state.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum PastRecord {
    /// Of an organisation.
    Organisation(Box<Organisation>),
    /// Of a partnership.
    Partnership(Box<Partnership>),
}

/// How many changes a history shows at once. An entry of the log is shown whole.
pub const EVENTS_SHOWN: usize = 200;

/// One change.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Event {
    /// The log entry that it is part of.
    pub seq: Seq,
    /// Who made it.
    pub actor: Actor,
    /// When.
    pub at: Timestamp,
    /// What.
    pub change: Change,
}

/// The history of an organisation or partnership, or what of it was before an entry of the log, without what the reader
/// may not see. Errors: [`ApiError::NotFound`].
#[server(name = ReadHistory, endpoint = "history", input = server_fn::codec::GetUrl, output = crate::api::Wire)]
pub async fn history(subject: Subject, before: Option<Seq>) -> Result<History, ApiError> {
    crate::server::answers::history::history(subject, before).await
}

/// An organisation or partnership as it was after an entry of the log. Errors: [`ApiError::NotFound`] where it was not
/// there then.
#[server(name = ReadPast, endpoint = "past", input = server_fn::codec::GetUrl, output = crate::api::Wire)]
pub async fn past(subject: Subject, seq: Seq) -> Result<Past, ApiError> {
    crate::server::answers::history::past(subject, seq).await
}

/// Gives a field the value that it had before a change, or saves a smaller record as it was before, and leads back to the
/// history. Errors: [`ApiError::NotFound`] where there is no such change; [`ApiError::Refused`] where it is against the
/// rules by now.
#[server(endpoint = "bring-back", output = crate::api::Wire)]
pub async fn bring_back(subject: Subject, seq: Seq, field: String) -> Result<(), ApiError> {
    crate::server::answers::history::bring_back(subject, seq, field).await
}
