//! Organisations: the list, one of them, saving and putting away.

use super::needs::OpenListings;
use super::people::Membership;
use super::{ApiError, FormStart, Order, Page};
use jejaring_domain::draft::ProfileDraft;
use jejaring_domain::{
    Answer, ContributionKind, Form, Kind, Organisation, OrganisationId, PartnershipId, Role, Seq,
    Status, Step,
};
use leptos::prelude::*;
use serde::{Deserialize, Serialize};

/// What a list of organisations is sorted by.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum OrganisationSort {
    /// Its name.
    #[default]
    Name,
    /// Its kind.
    Kind,
    /// Its regency or city.
    Regency,
    /// How many partnerships it has.
    Partnerships,
}

/// Which organisations a list shows, and how.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct OrganisationQuery {
    /// Words to look for, tolerant of typing errors; all where empty.
    pub text: String,
    /// Only this kind.
    pub kind: Option<Kind>,
    /// Only those put away, instead of the others.
    pub archived: bool,
    /// Sorted by. A search without a sort given is in order of fit.
    pub sort: Option<OrganisationSort>,
    /// Sorted which way.
    pub order: Order,
    /// The page's number, from 1.
    pub page: usize,
}

/// An organisation in a list.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct OrganisationRow {
    /// Its identifier.
    pub id: OrganisationId,
    /// Its name.
    pub name: String,
    /// Its kind.
    pub kind: Kind,
    /// Its regency or city; may be empty.
    pub regency: String,
    /// How many partnerships it has that are not over.
    pub partnerships: usize,
    /// Invented for demonstration.
    pub demo: bool,
}

/// All that an organisation's page shows.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct OrganisationView {
    /// The record itself.
    pub organisation: Organisation,
    /// Its partnerships, those at work first.
    pub partnerships: Vec<PartnershipOf>,
    /// What it brings to partners, and what they bring to it.
    pub exchanges: Vec<Exchange>,
    /// What it lacks and what it can give.
    pub listings: OpenListings,
    /// Whether the reader may change it.
    pub may_edit: bool,
    /// Whether the reader may put it away or bring it back.
    pub may_archive: bool,
    /// The reader's own part in it.
    pub own: Option<Membership>,
    /// Whether the reader is somebody who could act for it.
    pub may_claim: bool,
    /// The one that goes on where it was a duplicate.
    pub merged_into: Option<OrganisationRef>,
}

/// What the form for an organisation starts from.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct OrganisationStart {
    /// The form.
    pub form: FormStart<ProfileDraft>,
    /// Whether adding it is also a claim to act for it, which has to be supported.
    pub claims: bool,
    /// What supports the claim.
    pub note: String,
}

/// An organisation as it is written, with what supports a claim to act for it.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct OrganisationDraft {
    /// What it says of itself.
    #[serde(flatten)]
    pub profile: ProfileDraft,
    /// What supports the claim; empty where it is none.
    #[serde(default)]
    pub note: String,
}

/// A partnership as one of its parties sees it.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct PartnershipOf {
    /// Its identifier.
    pub id: PartnershipId,
    /// Its title.
    pub title: String,
    /// How it stands today.
    pub status: Status,
    /// Formal or informal.
    pub form: Form,
    /// Where it stands.
    pub step: Step,
    /// The organisation's own role.
    pub role: Role,
    /// The organisation's own answer.
    pub answer: Answer,
    /// The other parties.
    pub partners: Vec<OrganisationRef>,
}

/// An organisation that is named on another's page.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct OrganisationRef {
    /// Its identifier.
    pub id: OrganisationId,
    /// Its name.
    pub name: String,
    /// Its kind.
    pub kind: Kind,
}

/// Something that changes hands between partners.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Exchange {
    /// What kind of thing.
    pub kind: ContributionKind,
    /// Which, and how much; may be empty.
    pub note: String,
    /// Who brings it, where that is not the organisation itself.
    pub from: Option<OrganisationRef>,
    /// In which partnership.
    pub partnership: PartnershipId,
    /// That partnership's title.
    pub title: String,
}

/// Some organisations, in order.
#[server(endpoint = "organisations", input = server_fn::codec::GetUrl, output = crate::api::Wire)]
pub async fn organisations(query: OrganisationQuery) -> Result<Page<OrganisationRow>, ApiError> {
    crate::server::answers::organisations::list(query).await
}

/// One organisation. Errors: [`ApiError::NotFound`].
#[server(name = ReadOrganisation, endpoint = "organisation", input = server_fn::codec::GetUrl, output = crate::api::Wire)]
pub async fn organisation(id: OrganisationId) -> Result<OrganisationView, ApiError> {
    crate::server::answers::organisations::one(id).await
}

/// Up to ten organisations that a few typed letters could mean.
#[server(endpoint = "suggestions", input = server_fn::codec::GetUrl, output = crate::api::Wire)]
pub async fn suggestions(text: String) -> Result<Vec<OrganisationRef>, ApiError> {
    crate::server::answers::organisations::suggestions(text).await
}

/// What the form for an organisation starts from: `id` none for a new one; `kept` names values that were sent
/// by a form without script and had mistakes.
#[server(endpoint = "organisation-form", input = server_fn::codec::GetUrl, output = crate::api::Wire)]
pub async fn organisation_form(
    id: Option<OrganisationId>,
    kept: Option<String>,
) -> Result<OrganisationStart, ApiError> {
    crate::server::answers::organisations::form(id, kept).await
}

/// Saves an organisation, a new one where `id` is none, and leads to its page. `command` is a ULID made with the form,
/// so that a form sent twice is done once. Who adds one and is no steward claims to act for it.
/// Errors: [`ApiError::Refused`] with all that is wrong; [`ApiError::Similar`] where it may be in the network already
/// and the sender is not `sure`. Nothing is saved then.
#[server(endpoint = "save-organisation", output = crate::api::Wire)]
pub async fn save_organisation(
    id: Option<OrganisationId>,
    command: String,
    seen: Seq,
    draft: OrganisationDraft,
    #[server(default)] sure: bool,
    #[server(default)] follows: bool,
) -> Result<OrganisationId, ApiError> {
    use crate::server::answers::meanwhile::Seen;
    let seen = Seen { seq: seen, follows };
    crate::server::answers::organisations::save(id, command, seen, draft, sure).await
}

/// Organisations that somebody may mean who is about to add one.
#[server(endpoint = "similar-organisations", input = server_fn::codec::GetUrl, output = crate::api::Wire)]
pub async fn similar_organisations(
    name: String,
    regency: String,
    npsn: String,
) -> Result<Vec<OrganisationRef>, ApiError> {
    crate::server::answers::organisations::similar(name, regency, npsn).await
}

/// Puts an organisation away, or brings it back, and leads to its page.
#[server(endpoint = "archive-organisation", output = crate::api::Wire)]
pub async fn archive_organisation(
    id: OrganisationId,
    archived: bool,
    #[server(default)] command: String,
) -> Result<(), ApiError> {
    crate::server::answers::organisations::archive(id, archived, command).await
}
