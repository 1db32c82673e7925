//! What can be wrong: a fault in input, or a reason to refuse a command. Words for people are in the translations.

use crate::code::coded;
use crate::life::Lack;
use crate::text::Line;
use crate::{OrganisationId, PartnershipId, ProfileValue, Record, RecordId, TermsValue};
use serde::{Deserialize, Serialize};

coded! {
    /// Every input that a fault can be about; the codes name form inputs and columns.
    pub enum Field {
        Id = "id",
        Name = "name",
        Kind = "kind",
        Npsn = "npsn",
        Aliases = "aliases",
        Regency = "regency",
        Province = "province",
        Country = "country",
        Latitude = "latitude",
        Longitude = "longitude",
        Programmes = "programmes",
        About = "about",
        Website = "website",
        Archived = "archived",
        Title = "title",
        Purpose = "purpose",
        Parties = "parties",
        Roles = "roles",
        Answers = "answers",
        Contributions = "contributions",
        Form = "form",
        Scope = "scope",
        Finance = "finance",
        Step = "step",
        Start = "start",
        End = "end",
        Benefits = "benefits",
        AgreementNumber = "agreement_number",
        AgreementTitle = "agreement_title",
        AgreementSigned = "agreement_signed",
        AgreementExpires = "agreement_expires",
        ConsentAuthority = "consent_authority",
        ConsentReference = "consent_reference",
        ConsentDate = "consent_date",
        Ended = "ended",
        EndedReason = "ended_reason",
        AgreementSignatories = "agreement_signatories",
        Side = "side",
        Resource = "resource",
        Note = "note",
        Quantity = "quantity",
        Programme = "programme",
        From = "from",
        Until = "until",
        ActivityKind = "activity_kind",
        ActivityState = "activity_state",
        Responsible = "responsible",
        Venue = "venue",
        Activity = "activity",
        ReportText = "report_text",
        Participants = "participants",
        Reason = "reason",
        Comment = "comment",
        Email = "email",
        Phone = "phone",
        Function = "function",
        Role = "role",
        Password = "password",
        File = "file",
        Renew = "renew",
        CurrentPassword = "current_password",
    }
}

/// What is wrong with a value.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, thiserror::Error)]
#[serde(rename_all = "snake_case")]
pub enum Problem {
    #[error("is missing")]
    Missing,
    #[error("is longer than {max} characters")]
    TooLong { max: usize },
    #[error("has more than {max} items")]
    TooMany { max: usize },
    #[error("is not one of the known values: {given}")]
    UnknownCode { given: String },
    #[error("is not 8 digits")]
    NotEightDigits,
    #[error("is not the number of this school")]
    OtherNumber,
    #[error("is for schools only")]
    OnlyForSchools,
    #[error("is taken")]
    Taken { by: OrganisationId },
    #[error("is not a number")]
    NotANumber,
    #[error("is out of range")]
    OutOfRange,
    #[error("is not a date")]
    NotADate,
    #[error("is not a web address")]
    NotAWebAddress,
    #[error("is not an identifier")]
    NotAnId,
    #[error("ends before it starts")]
    EndBeforeStart,
    #[error("is still to come")]
    InFuture,
    #[error("names a party twice")]
    PartyTwice,
    #[error("has fewer than two parties")]
    FewerThanTwoParties,
    #[error("names an organisation that is not in the network: {given}")]
    UnknownOrganisation { given: String },
    #[error("names an organisation that is archived")]
    ArchivedOrganisation { organisation: OrganisationId },
    #[error("an informal partnership has nothing signed")]
    InformalIsUnwritten,
    #[error("needs a signed agreement")]
    NeedsSignedAgreement,
    #[error("needs the consent of an authority")]
    NeedsConsent,
    #[error("is not an e-mail address")]
    NotAnEmailAddress,
    #[error("is shorter than {min} characters")]
    TooShort { min: usize },
    #[error("is not a kind of file that is taken")]
    UnknownMedia,
    #[error("is larger than {max} bytes")]
    TooLarge { max: u64 },
    #[error("names an organisation that is no party")]
    NotAParty,
    #[error("is easy to guess")]
    Guessable,
    #[error("is not right")]
    NotRight,
}

/// A problem and the input that has it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Fault {
    /// Where.
    pub field: Field,
    /// What.
    pub problem: Problem,
}

impl Fault {
    /// That problem in that field.
    pub fn new(field: Field, problem: Problem) -> Self {
        Self { field, problem }
    }
}

/// Why a command is not carried out. Nothing has changed.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, thiserror::Error)]
#[serde(rename_all = "snake_case")]
pub enum Refusal {
    /// The input is wrong.
    #[error("invalid: {0:?}")]
    Invalid(Vec<Fault>),
    /// The actor may not do this.
    #[error("forbidden")]
    Forbidden,
    /// The actor may do no more than a visitor: why a steward blocked this person.
    #[error("blocked: {0}")]
    Blocked(Line),
    /// There is no such organisation.
    #[error("no organisation {0}")]
    NoOrganisation(OrganisationId),
    /// There is no such partnership.
    #[error("no partnership {0}")]
    NoPartnership(PartnershipId),
    /// There is no such record.
    #[error("no record {0}")]
    NoRecord(RecordId),
    /// A record was changed by others since: how it is now, where it still is.
    #[error("a record was changed by others")]
    RecordConflict(Option<Box<Record>>),
    /// The partnership cannot take the step yet.
    #[error("not yet: {0:?}")]
    NotYet(Vec<Lack>),
    /// The proposal is decided already, or the party has voted, or has no vote.
    #[error("no vote to give")]
    NoVote,
    /// The party's answer does not allow this: it was given already, or not yet.
    #[error("the answer does not allow it")]
    Answered,
    /// An organisation must have an admin as long as it has members.
    #[error("the last admin")]
    LastAdmin,
    /// The person is a member, or claims to be one, already.
    #[error("is a member already")]
    MemberAlready,
    /// Something with this identifier exists already.
    #[error("the identifier is taken")]
    IdTaken,
    /// The record is archived: restore it first.
    #[error("archived")]
    Archived,
    /// An organisation that has partnerships which are not archived cannot be.
    #[error("still has {0} partnerships")]
    HasPartnerships(usize),
    /// Fields of an organisation were changed by others since: their values and the refused ones.
    #[error("conflict in {} fields of an organisation", .0.len())]
    OrganisationConflict(Vec<Conflict<ProfileValue>>),
    /// Fields of a partnership were changed by others since: their values and the refused ones.
    #[error("conflict in {} fields of a partnership", .0.len())]
    PartnershipConflict(Vec<Conflict<TermsValue>>),
}

impl From<Fault> for Refusal {
    fn from(fault: Fault) -> Self {
        Refusal::Invalid(vec![fault])
    }
}

/// Two values for one field, written without knowledge of each other.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Conflict<V> {
    /// What stands now.
    pub theirs: V,
    /// What the refused command would have written.
    pub yours: V,
}
