//! What stewards do: verify claims, merge duplicates, block people.

use super::ApiError;
use super::history::Event;
use super::organisations::OrganisationRef;
use jejaring_domain::{
    Date, MemberRole, Organisation, OrganisationId, PersonId, ProfileValue, RecordId, Refusal,
};
use leptos::prelude::*;
use serde::{Deserialize, Serialize};

/// What waits for the stewards.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct StewardDesk {
    /// Claims to act for an organisation, the oldest first.
    pub claims: Vec<ClaimRow>,
    /// Organisations that may be one, at most [`PAIRS_SHOWN`].
    pub pairs: Vec<PairRow>,
    /// How many pairs there are in all.
    pub pair_count: usize,
    /// Pairs that look like one and were told apart.
    pub told_apart: Vec<(OrganisationRef, OrganisationRef)>,
}

/// How many pairs a desk shows.
pub const PAIRS_SHOWN: usize = 50;

/// How many people a search finds at most.
pub const PEOPLE_SHOWN: usize = 50;

/// A claim that waits.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct ClaimRow {
    /// The member's record.
    pub member: RecordId,
    /// Who claims.
    pub person: PersonId,
    /// The person's name; none where there is no account any more.
    pub name: Option<String>,
    /// The person's e-mail address.
    pub email: Option<String>,
    /// To act for whom.
    pub organisation: OrganisationRef,
    /// How many act for it already.
    pub members: usize,
    /// What supports it.
    pub note: String,
    /// How the school's number speaks for it.
    pub number: NumberCheck,
    /// Since when it waits.
    pub since: Option<Date>,
    /// Whether it is the steward's own, for another to verify.
    pub own: bool,
}

/// How a school's number speaks for a claim.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum NumberCheck {
    /// It is no school.
    NoSchool,
    /// No number is on record.
    Unknown,
    /// Whoever claims gave the number that was on record.
    Matched,
    /// Whoever claims put the organisation in, with its number.
    Entered,
}

/// Two organisations that may be one.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct PairRow {
    /// The one that came first.
    pub first: OrganisationRef,
    /// The other one.
    pub second: OrganisationRef,
    /// Why they may be one.
    pub likenesses: Vec<Likeness>,
}

/// In what two organisations are alike.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Likeness {
    /// A school number stands in a name.
    Number,
    /// The same name.
    SameName,
    /// Names that differ by typing errors.
    SimilarName,
    /// The same website.
    Website,
}

/// Somebody who can sign in, as stewards see them.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct PersonRow {
    /// Who.
    pub person: PersonId,
    /// The name.
    pub name: String,
    /// The e-mail address.
    pub email: String,
    /// Looks after the network.
    pub steward: bool,
    /// Why the person may do no more than a visitor, if so.
    pub blocked: Option<String>,
    /// It is the reader.
    pub own: bool,
    /// For whom the person acts.
    pub memberships: Vec<(OrganisationRef, MemberRole)>,
}

/// A merger to be.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct MergeView {
    /// The duplicate.
    pub from: Organisation,
    /// The one that goes on.
    pub into: Organisation,
    /// What would happen, or why it cannot.
    pub outcome: Result<MergeOutcome, Refusal>,
    /// Names the submission, so that it is done once.
    pub command: String,
}

/// What a merger does.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct MergeOutcome {
    /// What the one that goes on says of itself then, where it changes.
    pub after: Vec<ProfileValue>,
    /// The titles of partnerships that move.
    pub partnerships: Vec<String>,
    /// The titles of partnerships between the two, which are put away.
    pub between: Vec<String>,
    /// How many members and claims move.
    pub members: usize,
    /// How many contacts move.
    pub contacts: usize,
    /// How many needs and offers move.
    pub listings: usize,
}

/// What waits for the stewards.
#[server(name = ReadStewardDesk, endpoint = "steward-desk", input = server_fn::codec::GetUrl, output = crate::api::Wire)]
pub async fn steward_desk() -> Result<StewardDesk, ApiError> {
    crate::server::answers::steward::desk().await
}

/// Verifies a claim, or refuses it.
#[server(endpoint = "settle-claim", output = crate::api::Wire)]
pub async fn settle_claim(member: RecordId, verified: bool) -> Result<(), ApiError> {
    crate::server::answers::steward::settle_claim(member, verified).await
}

/// People by a part of their name or address, all where it is empty; at most [`PEOPLE_SHOWN`].
#[server(endpoint = "steward-people", input = server_fn::codec::GetUrl, output = crate::api::Wire)]
pub async fn steward_people(text: String) -> Result<Vec<PersonRow>, ApiError> {
    crate::server::answers::steward::people(text).await
}

/// Blocks a person, who is told the reason, or no longer. Errors: [`ApiError::Refused`] where it is not said.
#[server(endpoint = "block-person", output = crate::api::Wire)]
pub async fn block_person(
    person: PersonId,
    blocked: bool,
    #[server(default)] reason: String,
) -> Result<(), ApiError> {
    crate::server::answers::steward::block(person, blocked, reason).await
}

/// Makes a person a steward, or no longer one.
#[server(endpoint = "appoint-person", output = crate::api::Wire)]
pub async fn appoint_person(person: PersonId, steward: bool) -> Result<(), ApiError> {
    crate::server::answers::steward::appoint(person, steward).await
}

/// How many deeds are shown.
pub const DEEDS_SHOWN: usize = 100;

/// What stewards did about people.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Deeds {
    /// Who was appointed, dismissed, blocked and unblocked, the latest first; at most [`DEEDS_SHOWN`].
    pub events: Vec<Event>,
    /// The names of all whom it concerns.
    pub people: Vec<(PersonId, String)>,
}

/// What stewards did about people.
#[server(name = ReadDeeds, endpoint = "steward-deeds", input = server_fn::codec::GetUrl, output = crate::api::Wire)]
pub async fn steward_deeds() -> Result<Deeds, ApiError> {
    crate::server::answers::steward::deeds().await
}

/// Says that two organisations that look like one are two, or no longer says so.
#[server(endpoint = "distinguish", output = crate::api::Wire)]
pub async fn distinguish(
    first: OrganisationId,
    second: OrganisationId,
    distinct: bool,
) -> Result<(), ApiError> {
    crate::server::answers::steward::distinguish(first, second, distinct).await
}

/// What merging a duplicate into another organisation would do.
#[server(name = ReadMerge, endpoint = "merge-view", input = server_fn::codec::GetUrl, output = crate::api::Wire)]
pub async fn merge_view(from: OrganisationId, into: OrganisationId) -> Result<MergeView, ApiError> {
    crate::server::answers::steward::merge_view(from, into).await
}

/// Merges a duplicate into another organisation, and leads to that.
#[server(endpoint = "merge", output = crate::api::Wire)]
pub async fn merge(
    command: String,
    from: OrganisationId,
    into: OrganisationId,
) -> Result<(), ApiError> {
    crate::server::answers::steward::merge(command, from, into).await
}
