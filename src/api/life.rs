//! The life of a partnership: its steps, the parties' answers, proposals and votes, and what is said about them.

use super::ApiError;
use super::organisations::OrganisationRef;
use jejaring_domain::{
    Answer, Comment, OrganisationId, PartnershipId, Proposal, RecordId, Seq, Step, Timestamp,
};
use leptos::prelude::*;
use serde::{Deserialize, Serialize};

/// What only those concerned see of a partnership.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Inside {
    /// All proposals, the latest first.
    pub proposals: Vec<ProposalView>,
    /// All comments, on the partnership and on its proposals, the latest last.
    pub comments: Vec<CommentView>,
    /// The organisations that they name.
    pub organisations: Vec<OrganisationRef>,
}

/// A proposal, and who made it when it was decided.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct ProposalView {
    /// The proposal.
    pub proposal: Proposal,
    /// The name of the person who made it, where known.
    pub author: Option<String>,
    /// When it was decided.
    pub decided: Option<Timestamp>,
}

/// A comment, and who wrote it.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct CommentView {
    /// The comment.
    pub comment: Comment,
    /// The name of the person who wrote it, where known.
    pub author: Option<String>,
    /// Whether the reader may take it out: what their own organisation said.
    pub own: bool,
}

/// Takes a step for a party, or proposes it where others have to agree. Without a party: for a steward, where nobody
/// acts for any. `command` is a ULID made with the page, so that a form sent twice is done once. Errors:
/// [`ApiError::Refused`] with what is missing.
#[server(endpoint = "take-step", output = crate::api::Wire)]
pub async fn take_step(
    id: PartnershipId,
    by: Option<OrganisationId>,
    step: Step,
    seen: Seq,
    command: String,
) -> Result<(), ApiError> {
    crate::server::answers::life::take_step(id, by, step, seen, command).await
}

/// Gives a party's answer. Errors: [`ApiError::Refused`], also where the terms have changed since they were read.
#[server(endpoint = "give-answer", output = crate::api::Wire)]
pub async fn give_answer(
    id: PartnershipId,
    organisation: OrganisationId,
    answer: Answer,
    #[server(default)] reason: String,
    seen: Seq,
    command: String,
) -> Result<(), ApiError> {
    crate::server::answers::life::give_answer(id, (organisation, answer), reason, seen, command)
        .await
}

/// Asks a party once more that declined or left, or proposes to where others have to agree. It answers for itself then.
#[server(endpoint = "ask-again", output = crate::api::Wire)]
pub async fn ask_again(
    id: PartnershipId,
    by: OrganisationId,
    organisation: OrganisationId,
    seen: Seq,
    command: String,
) -> Result<(), ApiError> {
    crate::server::answers::life::ask_again(id, by, organisation, seen, command).await
}

/// Gives a party's vote on a proposal; a refusal needs a reason.
#[server(endpoint = "give-vote", output = crate::api::Wire)]
pub async fn give_vote(
    proposal: RecordId,
    organisation: OrganisationId,
    agree: bool,
    #[server(default)] reason: String,
    command: String,
) -> Result<(), ApiError> {
    crate::server::answers::life::give_vote(proposal, organisation, agree, reason, command).await
}

/// Takes a proposal back that the reader's organisation made.
#[server(endpoint = "withdraw-proposal", output = crate::api::Wire)]
pub async fn withdraw_proposal(proposal: RecordId, command: String) -> Result<(), ApiError> {
    crate::server::answers::life::withdraw(proposal, command).await
}

/// Says something for a party, on a proposal or on the partnership as a whole.
#[server(endpoint = "add-comment", output = crate::api::Wire)]
pub async fn add_comment(
    id: PartnershipId,
    proposal: Option<RecordId>,
    organisation: OrganisationId,
    text: String,
    command: String,
) -> Result<(), ApiError> {
    crate::server::answers::life::add_comment(id, proposal, organisation, text, command).await
}

/// Takes an own comment out; the history keeps it.
#[server(endpoint = "remove-comment", output = crate::api::Wire)]
pub async fn remove_comment(comment: RecordId, command: String) -> Result<(), ApiError> {
    crate::server::answers::life::remove_comment(comment, command).await
}
