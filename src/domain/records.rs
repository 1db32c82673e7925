//! The smaller records, each belonging to an organisation or a partnership and changed as a whole.

use crate::change::Subject;
use crate::code::coded;
use crate::{
    Activity, Answer, Attachment, Comment, Contact, Distinction, Evaluation, Fault, Listing,
    Member, Merger, OrganisationId, Person, Proposal, RecordId, Report,
};
use serde::{Deserialize, Serialize};

macro_rules! records {
    ($($(#[$doc:meta])* $kind:ident = $code:literal, $owner:expr;)+) => {
        coded! {
            /// The kinds of [`Record`]; the code names the table.
            pub enum RecordKind { $($(#[$doc])* $kind = $code),+ }
        }

        /// One of the smaller records.
        #[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
        #[serde(rename_all = "snake_case")]
        pub enum Record { $($(#[$doc])* $kind($kind)),+ }

        impl Record {
            /// Its identifier.
            pub fn id(&self) -> RecordId {
                match self { $(Record::$kind(record) => record.id),+ }
            }

            /// Its kind.
            pub fn kind(&self) -> RecordKind {
                match self { $(Record::$kind(_) => RecordKind::$kind),+ }
            }

            /// What it belongs to; a person belongs to nothing.
            pub fn owner(&self) -> Option<Subject> {
                match self { $(Record::$kind(record) => {
                    let owner: fn(&$kind) -> Option<Subject> = $owner;
                    owner(record)
                }),+ }
            }
        }

        $(
            impl From<$kind> for Record {
                fn from(record: $kind) -> Record {
                    Record::$kind(record)
                }
            }

            impl Kept for $kind {
                fn of(record: &Record) -> Option<&Self> {
                    match record { Record::$kind(record) => Some(record), _ => None }
                }
            }
        )+
    };
}

/// A type that is one of the smaller records.
pub trait Kept: Sized + 'static {
    /// The record as this type, if it is one.
    fn of(record: &Record) -> Option<&Self>;
}

records! {
    /// A person acting for an organisation.
    Member = "member", |r| Some(Subject::Organisation(r.organisation));
    /// What a person is to the network.
    Person = "person", |_| None;
    /// Where to reach an organisation.
    Contact = "contact", |r| Some(Subject::Organisation(r.organisation));
    /// That an organisation was merged into another.
    Merger = "merger", |r| Some(Subject::Organisation(r.from));
    /// That an organisation is not the one that it looks like.
    Distinction = "distinction", |r| Some(Subject::Organisation(r.first));
    /// A need or an offer.
    Listing = "listing", |r| Some(Subject::Organisation(r.organisation));
    /// A change to terms that waits for agreement.
    Proposal = "proposal", |r| Some(Subject::Partnership(r.partnership));
    /// Something said among parties.
    Comment = "comment", |r| Some(Subject::Partnership(r.partnership));
    /// A line of the work plan.
    Activity = "activity", |r| Some(Subject::Partnership(r.partnership));
    /// What was done.
    Report = "report", |r| Some(Subject::Partnership(r.partnership));
    /// How a party weighs what came of it.
    Evaluation = "evaluation", |r| Some(Subject::Partnership(r.partnership));
    /// A file.
    Attachment = "attachment", |r| Some(Subject::Partnership(r.partnership));
}

impl RecordKind {
    /// Whether anybody may see records of this kind; others are for those concerned only.
    pub fn is_public(self) -> bool {
        matches!(self, RecordKind::Listing | RecordKind::Merger)
    }

    /// With which answers a party writes records of this kind; none of those that are no party's word.
    pub fn spoken_by(self) -> &'static [Answer] {
        match self {
            // Who is asked to confirm may speak, and takes part in the work once that is done.
            RecordKind::Comment => &[Answer::Pending, Answer::Accepted],
            RecordKind::Report => &[Answer::Accepted],
            // Who has left may still say what came of it.
            RecordKind::Evaluation => &[Answer::Accepted, Answer::Left],
            _ => &[],
        }
    }
}

impl Record {
    /// The party whose word it is, if it is one's.
    pub fn speaker(&self) -> Option<OrganisationId> {
        match self {
            Record::Proposal(proposal) => Some(proposal.by),
            Record::Comment(comment) => Some(comment.organisation),
            Record::Report(report) => Some(report.organisation),
            Record::Evaluation(evaluation) => Some(evaluation.organisation),
            _ => None,
        }
    }

    /// What in it does not fit together.
    pub fn faults(&self) -> Vec<Fault> {
        match self {
            Record::Contact(contact) => contact.faults(),
            Record::Listing(listing) => listing.faults(),
            Record::Activity(activity) => activity.faults(),
            _ => Vec::new(),
        }
    }
}
