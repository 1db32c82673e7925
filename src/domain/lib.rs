//! The pure core: every rule of a partner network, used alike on the server and in the browser.
//!
//! ```text
//! Command ── decide(network, actor, now) ──▶ Vec<Change> ── apply ──▶ Network
//!                                               └── Entry: one line of the change log, chained by hash
//! ```
//!
//! | module | subject |
//! |---|---|
//! | [`code`] | enums with a stable code for files, addresses and the database |
//! | [`id`], [`text`], [`date`] | identifiers, bounded text, dates and moments |
//! | [`organisation`] | schools, companies, communities, institutions and their profile |
//! | [`partnership`], [`step`], [`agreement`], [`benefit`], [`status`] | what partners agree on and where it stands |
//! | [`life`] | the way through the ten steps: what is missing, who must act, who must agree |
//! | [`proposal`] | changes to terms, until all parties agree |
//! | [`reminder`] | which partnerships run out soon |
//! | [`listing`] | needs and offers |
//! | [`work`] | plan, reports, evaluations, files, comments |
//! | [`people`] | members of organisations, stewards, contact persons |
//! | [`records`] | what these smaller records have in common |
//! | [`draft`] | what people and files write, as plain strings, and its way to and from the types |
//! | [`fault`] | what can be wrong with input, and why a command is refused |
//! | [`reminder`], [`desk`] | what runs out; what waits for a person |
//! | [`insight`] | what the network, or one organisation's part of it, adds up to |
//! | [`permission`] | who may do what |
//! | [`past`] | what a record was before |
//! | [`command`], [`decide`](mod@decide), [`change`], [`network`], [`log`] | the one mechanism by which anything changes |
//!
//! No I/O, no clock, no randomness: callers bring the time and the entropy.

mod record;

pub mod agreement;
pub mod benefit;
pub mod change;
pub mod code;
pub mod command;
pub mod date;
pub mod decide;
pub mod desk;
pub mod draft;
pub mod fault;
pub mod id;
pub mod insight;
pub mod life;
pub mod listing;
pub mod log;
pub mod network;
pub mod organisation;
pub mod partnership;
pub mod past;
pub mod people;
pub mod permission;
pub mod proposal;
pub mod records;
pub mod reminder;
pub mod status;
pub mod step;
pub mod text;
pub mod work;

pub use agreement::{Agreement, Authority, Consent, Signatory};
pub use benefit::{Benefit, BenefitState, Outcome};
pub use change::Change;
pub use code::Coded;
pub use command::{Command, Edit, NewOrganisation, NewPartnership};
pub use date::{Date, Timestamp};
pub use decide::decide;
pub use desk::{Since, Task, Urgency, Waiting, waiting};
pub use fault::{Fault, Field, Problem, Refusal};
pub use id::{CommandId, OrganisationId, PartnershipId, PersonId, RecordId};
pub use insight::Insight;
pub use life::{Lack, Missing};
pub use listing::{Listing, Resource, Side};
pub use log::{Entry, Hash};
pub use network::{Network, Part, Seq, Versioned};
pub use organisation::{
    Coordinates, Kind, Npsn, Organisation, Origin, Place, Profile, ProfileField, ProfileValue,
};
pub use partnership::{
    Answer, Contribution, ContributionKind, Ending, Finance, Form, Partnership, Party, Role, Scope,
    Terms, TermsField, TermsValue,
};
pub use people::{Contact, Distinction, Member, MemberRole, Merger, Person};
pub use permission::{Action, Actor, On, Standing, may, may_archive, may_see, may_see_contacts};
pub use proposal::{Proposal, ProposalState, Vote};
pub use records::{Kept, Record, RecordKind};
pub use reminder::Mark;
pub use status::Status;
pub use step::{Stage, Step};
pub use text::{Line, Name, Text};
pub use work::{
    Activity, ActivityKind, ActivityState, Attachment, Comment, Evaluation, FileUse, Media, Report,
};
