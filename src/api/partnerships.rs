//! Partnerships: the list, one of them, saving and putting away.

use super::life::Inside;
use super::organisations::OrganisationRef;
use super::work::FilesView;
use super::{ApiError, FormStart, Order, Page};
use jejaring_domain::draft::TermsDraft;
use jejaring_domain::{
    Answer, Date, Finance, Form, Lack, Mark, OrganisationId, Partnership, PartnershipId, RecordId,
    Scope, Seq, Status, Step, Terms,
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
    /// Whether the reader may put it away or bring it back.
    pub may_archive: bool,
    /// The parties for which the reader may speak, whatever their answer.
    pub speaks_for: Vec<OrganisationId>,
    /// The parties that have a vote and nobody who could give it; only those concerned are told.
    pub voiceless: Vec<OrganisationId>,
    /// The day that it is.
    pub today: Date,
    /// The state of the network that is shown.
    pub seen: Seq,
    /// Names what is sent from the page, so that a form sent twice is done once.
    pub command: String,
    /// What only those concerned see; none for others.
    pub inside: Option<Inside>,
    /// Whether it shows more than the server has answered. Until that is there, nothing more is sent from the page: it
    /// would be named and based as what was sent already.
    #[serde(skip)]
    pub ahead: bool,
}

impl PartnershipView {
    /// What an organisation is called.
    pub fn name(&self, id: OrganisationId) -> String {
        let inside = self.inside.iter().flat_map(|inside| &inside.organisations);
        let mut known = self.parties.iter().chain(inside);
        known
            .find(|organisation| organisation.id == id)
            .map_or_else(|| id.to_string(), |organisation| organisation.name.clone())
    }

    /// What some organisations are called, in one line.
    pub fn names(&self, ids: impl IntoIterator<Item = OrganisationId>) -> String {
        let names = ids.into_iter().map(|id| self.name(id));
        names.collect::<Vec<_>>().join(", ")
    }

    /// The parties with this answer for which the reader may speak.
    pub fn speaking(&self, answer: Answer) -> Vec<OrganisationId> {
        let parties = self.partnership.terms.parties.iter();
        parties
            .filter(|party| party.answer == answer)
            .map(|party| party.organisation)
            .filter(|id| self.speaks_for.contains(id))
            .collect()
    }
}

/// Which part of the terms a form is about; it leaves the others as they are.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Part {
    /// All of them.
    #[default]
    Whole,
    /// Another period, and the agreement for it.
    Renewal,
    /// That it is over.
    Ending,
}

/// For whom terms are changed, and why.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct Motion {
    /// The party; none for a steward, or where there is only one that it can be.
    pub by: Option<OrganisationId>,
    /// Why; may be empty.
    pub note: String,
}

/// What the form for a partnership starts from.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct PartnershipStart {
    /// The values.
    pub form: FormStart<TermsDraft>,
    /// For whom, and why.
    pub motion: Motion,
    /// The parties for which the reader may propose.
    pub acting: Vec<OrganisationRef>,
    /// The parties that have to agree to a change, each for itself; none where it is done at once.
    pub voters: Vec<OrganisationRef>,
}

/// What the draft of the agreement is made from.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct AgreementView {
    /// The partnership's identifier.
    pub id: PartnershipId,
    /// Its terms.
    pub terms: Terms,
    /// Its parties that have not declined or left, and where each of them is; in the order of the record.
    pub parties: Vec<(OrganisationRef, String)>,
    /// How it stands today.
    pub status: Status,
    /// The mark before its last day that it has come to.
    pub mark: Option<Mark>,
    /// How many days are left until its last day; less than none where that is over.
    pub days_left: Option<i32>,
    /// Its files; none for those who may not see them.
    pub files: Option<FilesView>,
    /// Whether the reader may change it.
    pub may_edit: bool,
}

/// Some partnerships, in order.
#[server(endpoint = "partnerships", input = server_fn::codec::GetUrl, output = crate::api::Wire)]
pub async fn partnerships(query: PartnershipQuery) -> Result<Page<PartnershipRow>, ApiError> {
    crate::server::answers::partnerships::list(query).await
}

/// One partnership. Errors: [`ApiError::NotFound`].
#[server(name = ReadPartnership, endpoint = "partnership", input = server_fn::codec::GetUrl, output = crate::api::Wire)]
pub async fn partnership(id: PartnershipId) -> Result<PartnershipView, ApiError> {
    crate::server::answers::partnerships::one(id).await
}

/// What the form for a partnership starts from: `id` none for a new one, `with` its first party, `need` and `offer` what
/// it is begun for; `kept` names values that were sent by a form without script and had mistakes. Parties are written
/// by their names.
#[server(endpoint = "partnership-form", input = server_fn::codec::GetUrl, output = crate::api::Wire)]
pub async fn partnership_form(
    id: Option<PartnershipId>,
    with: Option<OrganisationId>,
    need: Option<RecordId>,
    offer: Option<RecordId>,
    kept: Option<String>,
    #[server(default)] part: Part,
) -> Result<PartnershipStart, ApiError> {
    let begun = crate::server::answers::partnerships::Begun { with, need, offer };
    crate::server::answers::partnerships::form(id, begun, kept, part).await
}

/// What the agreement's page shows. Errors: [`ApiError::NotFound`].
#[server(name = ReadAgreement, endpoint = "agreement", input = server_fn::codec::GetUrl, output = crate::api::Wire)]
pub async fn agreement(id: PartnershipId) -> Result<AgreementView, ApiError> {
    crate::server::answers::partnerships::agreement(id).await
}

/// Saves a partnership, a new one where `id` is none, and leads to its page. `command` is a ULID made with the form,
/// so that a form sent twice is done once. A party is named by its name, NPSN or identifier; parties without a name are
/// passed over. Where other parties have to agree, it is proposed to them. Errors: [`ApiError::Refused`] with all that
/// is wrong; nothing is saved.
#[server(endpoint = "save-partnership", output = crate::api::Wire)]
pub async fn save_partnership(
    id: Option<PartnershipId>,
    command: String,
    seen: Seq,
    draft: TermsDraft,
    #[server(default)] motion: Motion,
    #[server(default)] part: Part,
    #[server(default)] follows: bool,
) -> Result<PartnershipId, ApiError> {
    use crate::server::answers::meanwhile::Seen;
    let seen = Seen { seq: seen, follows };
    crate::server::answers::partnerships::save(id, command, seen, draft, motion, part).await
}

/// Puts a partnership away, or brings it back, and leads to its page.
#[server(endpoint = "archive-partnership", output = crate::api::Wire)]
pub async fn archive_partnership(
    id: PartnershipId,
    archived: bool,
    #[server(default)] command: String,
) -> Result<(), ApiError> {
    crate::server::answers::partnerships::archive(id, archived, command).await
}
