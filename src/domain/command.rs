//! What an actor can ask for.

use crate::{
    Answer, Line, MemberRole, Npsn, OrganisationId, Origin, PartnershipId, PersonId, Profile,
    ProfileValue, Record, RecordId, Seq, Terms, TermsValue, Text,
};
use serde::{Deserialize, Serialize};

/// A value for one field, and the version of the field that it was based on.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Edit<V> {
    /// The field's new value.
    pub value: V,
    /// The log entry that had last changed the field when the edit was made.
    pub base: Seq,
}

/// An organisation to be.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct NewOrganisation {
    /// Its identifier, made by the client.
    pub id: OrganisationId,
    /// What it says of itself.
    pub profile: Profile,
    /// Whether it comes in put away already.
    pub archived: bool,
}

/// A partnership to be.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct NewPartnership {
    /// Its identifier, made by the client.
    pub id: PartnershipId,
    /// What its parties agree on.
    pub terms: Terms,
    /// Whether it comes in put away already.
    pub archived: bool,
}

/// What an actor asks for. Carried out whole or not at all.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Command {
    /// Adds organisations and partnerships, among them and to those that exist; one by hand, or many from a file.
    Add {
        organisations: Vec<NewOrganisation>,
        partnerships: Vec<NewPartnership>,
        origin: Origin,
    },
    /// Adds an organisation and claims to act for it, in one go.
    Register {
        organisation: Box<NewOrganisation>,
        member: RecordId,
        note: Line,
    },
    /// Changes fields of an organisation.
    EditOrganisation {
        id: OrganisationId,
        edits: Vec<Edit<ProfileValue>>,
    },
    /// Changes terms of a partnership for one of its parties, or proposes to where others have to agree. Without a
    /// party: for a steward, where no party has anybody who acts for it.
    EditPartnership {
        id: PartnershipId,
        edits: Vec<Edit<TermsValue>>,
        by: Option<OrganisationId>,
        /// Names the proposal, should there have to be one.
        proposal: RecordId,
        note: Text,
    },
    /// Puts an organisation away, or brings it back.
    ArchiveOrganisation { id: OrganisationId, archived: bool },
    /// Puts a partnership away, or brings it back.
    ArchivePartnership { id: PartnershipId, archived: bool },
    /// Gives a party's answer. `seen` is the state of the network in which the terms were read: terms that have
    /// changed since are not accepted unread.
    Answer {
        id: PartnershipId,
        organisation: OrganisationId,
        answer: Answer,
        reason: Line,
        seen: Seq,
    },
    /// Gives a party's vote on a proposal: agreed, or refused with a reason.
    Vote {
        proposal: RecordId,
        organisation: OrganisationId,
        refusal: Option<Line>,
    },
    /// Takes an own proposal back.
    Withdraw { proposal: RecordId },
    /// Adds or changes a contact, need, offer, comment, activity, report, evaluation or file.
    Save { record: Box<Record>, base: Seq },
    /// Takes one of these out.
    Remove { id: RecordId },
    /// Claims to act for an organisation; for a school, by giving its number.
    Claim {
        member: RecordId,
        organisation: OrganisationId,
        npsn: Option<Npsn>,
        note: Line,
    },
    /// Verifies a claim, or refuses it.
    SettleClaim { member: RecordId, verified: bool },
    /// Admits a person as a member.
    Admit {
        member: RecordId,
        organisation: OrganisationId,
        person: PersonId,
        role: MemberRole,
    },
    /// Gives a member another role, or none: then the member leaves.
    SetRole {
        member: RecordId,
        role: Option<MemberRole>,
    },
    /// Makes a person a steward, or no longer one.
    Appoint { person: PersonId, steward: bool },
    /// Blocks a person, who is told the reason; without one, no longer.
    Block {
        person: PersonId,
        reason: Option<Line>,
    },
    /// Says that two organisations that look like one are two, or no longer says so.
    Distinguish {
        /// Names what is written down of it.
        distinction: RecordId,
        first: OrganisationId,
        second: OrganisationId,
        distinct: bool,
    },
    /// Merges a duplicate into the organisation that it duplicates.
    Merge {
        merger: RecordId,
        from: OrganisationId,
        into: OrganisationId,
    },
    /// Brings in smaller records of what was invented for demonstration.
    Furnish { records: Vec<Record> },
    /// Takes out all that was invented for demonstration, and the partnerships with it.
    RemoveDemo,
}
