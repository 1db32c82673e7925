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
//! | [`draft`] | what people and files write, as plain strings, and its way to and from the types |
//! | [`fault`] | what can be wrong with input, and why a command is refused |
//! | [`permission`] | who may do what |
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
pub mod draft;
pub mod fault;
pub mod id;
pub mod log;
pub mod network;
pub mod organisation;
pub mod partnership;
pub mod permission;
pub mod status;
pub mod step;
pub mod text;

pub use agreement::{Agreement, Authority, Consent};
pub use benefit::{Benefit, BenefitState, Outcome};
pub use change::Change;
pub use code::Coded;
pub use command::{Command, Edit, NewOrganisation, NewPartnership};
pub use date::{Date, Timestamp};
pub use decide::decide;
pub use fault::{Fault, Field, Problem, Refusal};
pub use id::{CommandId, OrganisationId, PartnershipId};
pub use log::{Entry, Hash};
pub use network::{Network, Seq};
pub use organisation::{
    Coordinates, Kind, Npsn, Organisation, Origin, Place, Profile, ProfileField, ProfileValue,
};
pub use partnership::{
    Answer, Contribution, ContributionKind, Ending, Finance, Form, Partnership, Party, Role, Scope,
    Terms, TermsField, TermsValue,
};
pub use permission::{Action, Actor, Identity, Standing, may};
pub use status::Status;
pub use step::{Stage, Step};
pub use text::{Line, Name, Text};
