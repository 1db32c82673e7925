//! Partnerships: the list, one of them, saving and putting away.

use super::organisations::OrganisationRef;
use super::{ApiError, FormStart, Order, Page};
use jejaring_domain::draft::TermsDraft;
use jejaring_domain::{
    Finance, Form, Lack, OrganisationId, Partnership, PartnershipId, RecordId, Scope, Seq, Status,
    Step,
};
use leptos::prelude::*;
use serde::{Deserialize, Serialize};

/// What a list of partnerships is sorted by.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum PartnershipSort {
    /// Its title.
    #[default]
    Title,
    /// How it stands.
    Status,
    /// The step that it is at.
    Step,
    /// The day it started.
    Start,
    /// The day it or its agreement runs out.
    Expires,
}

/// Which partnerships a list shows, and how.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct PartnershipQuery {
    /// Words that its title or a party's name contains; all where empty.
    pub text: String,
    /// Only with this status today.
    pub status: Option<Status>,
    /// Only of this form.
    pub form: Option<Form>,
    /// Only of this scope.
    pub scope: Option<Scope>,
    /// Only paid for in this way.
    pub finance: Option<Finance>,
    /// Only at this step.
    pub step: Option<Step>,
    /// Only those put away, instead of the others.
    pub archived: bool,
    /// Sorted by.
    pub sort: PartnershipSort,
    /// Sorted which way.
    pub order: Order,
    /// The page's number, from 1.
    pub page: usize,
}

/// A partnership in a list.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct PartnershipRow {
    /// Its identifier.
    pub id: PartnershipId,
    /// Its title.
    pub title: String,
    /// Its parties.
    pub parties: Vec<OrganisationRef>,
    /// How it stands today.
    pub status: Status,
    /// Formal or informal.
    pub form: Form,
    /// Where it stands.
    pub step: Step,
    /// The first day of the work, as `2026-11-25`.
    pub start: Option<String>,
    /// The last day on which it or its agreement holds.
    pub expires: Option<String>,
}

/// All that a partnership's page shows.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct PartnershipView {
    /// The record itself.
    pub partnership: Partnership,
    /// Its parties, in the order of the record.
    pub parties: Vec<OrganisationRef>,
    /// How it stands today.
    pub status: Status,
    /// What is missing for its next step, and whose turn it is.
    pub lacks: Vec<Lack>,
    /// Whether the reader may change it.
    pub may_edit: bool,
}

/// Some partnerships, in order.
#[server(endpoint = "partnerships", input = server_fn::codec::GetUrl)]
pub async fn partnerships(query: PartnershipQuery) -> Result<Page<PartnershipRow>, ApiError> {
    crate::server::answers::partnerships::list(query).await
}

/// One partnership. Errors: [`ApiError::NotFound`].
#[server(name = ReadPartnership, endpoint = "partnership", input = server_fn::codec::GetUrl)]
pub async fn partnership(id: PartnershipId) -> Result<PartnershipView, ApiError> {
    crate::server::answers::partnerships::one(id).await
}

/// What the form for a partnership starts from: `id` none for a new one, `with` its first party, `need` and `offer` what
/// it is begun for; `kept` names values that were sent by a form without script and had mistakes. Parties are written
/// by their names.
#[server(endpoint = "partnership-form", input = server_fn::codec::GetUrl)]
pub async fn partnership_form(
    id: Option<PartnershipId>,
    with: Option<OrganisationId>,
    need: Option<RecordId>,
    offer: Option<RecordId>,
    kept: Option<String>,
) -> Result<FormStart<TermsDraft>, ApiError> {
    let begun = crate::server::answers::partnerships::Begun { with, need, offer };
    crate::server::answers::partnerships::form(id, begun, kept).await
}

/// Saves a partnership, a new one where `id` is none, and leads to its page. `command` is a ULID made with the form,
/// so that a form sent twice is done once. A party is named by its name, NPSN or identifier; parties without a name are
/// passed over. Errors: [`ApiError::Refused`] with all that is wrong; nothing is saved.
#[server(endpoint = "save-partnership")]
pub async fn save_partnership(
    id: Option<PartnershipId>,
    command: String,
    seen: Seq,
    draft: TermsDraft,
) -> Result<PartnershipId, ApiError> {
    crate::server::answers::partnerships::save(id, command, seen, draft).await
}

/// Puts a partnership away, or brings it back, and leads to its page.
#[server(endpoint = "archive-partnership")]
pub async fn archive_partnership(id: PartnershipId, archived: bool) -> Result<(), ApiError> {
    crate::server::answers::partnerships::archive(id, archived).await
}
