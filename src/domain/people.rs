//! Who acts for whom. People are known here by an identifier only: names and addresses are no part of the network.

use crate::code::coded;
use crate::text::{Line, Name};
use crate::{Fault, Field, OrganisationId, PersonId, Problem, RecordId};
use serde::{Deserialize, Serialize};

coded! {
    /// What a member may do for an organisation, from least to most.
    pub enum MemberRole {
        /// May see what only those concerned see.
        Viewer = "viewer",
        /// May write for it.
        Editor = "editor",
        /// May also admit members and give them roles.
        Admin = "admin",
    }
}

/// A person acting for an organisation.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Member {
    /// Its identifier.
    pub id: RecordId,
    /// For whom.
    pub organisation: OrganisationId,
    /// Who.
    pub person: PersonId,
    /// As what.
    pub role: MemberRole,
    /// A claim that no steward has verified yet gives no rights; what the person says to support it.
    pub claim: Option<Line>,
}

impl Member {
    /// Whether the role counts.
    pub fn is_active(&self) -> bool {
        self.claim.is_none()
    }
}

/// What a person is to the network as a whole.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Person {
    /// The person's identifier, as a record's.
    pub id: RecordId,
    /// Looks after the whole network.
    pub steward: bool,
    /// May do no more than a visitor.
    pub blocked: bool,
    /// Why, as the person is told; empty where not blocked.
    #[serde(default)]
    pub reason: Line,
}

/// Where to reach an organisation: seen by its partners only.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Contact {
    /// Its identifier.
    pub id: RecordId,
    /// Of whom.
    pub organisation: OrganisationId,
    /// The person's name.
    pub name: Name,
    /// What the person does there; may be empty.
    pub function: Line,
    /// E-mail address; may be empty.
    pub email: Line,
    /// Telephone number; may be empty.
    pub phone: Line,
}

impl Contact {
    /// What in it does not fit together.
    pub fn faults(&self) -> Vec<Fault> {
        let mut faults = Vec::new();
        if self.email.is_empty() && self.phone.is_empty() {
            faults.push(Fault::new(Field::Email, Problem::Missing));
        }
        if !self.email.is_empty() && !is_email(&self.email) {
            faults.push(Fault::new(Field::Email, Problem::NotAnEmailAddress));
        }
        faults
    }
}

/// Whether the text can be an e-mail address; only sending to it can tell more.
pub fn is_email(text: &str) -> bool {
    let host = |host: &str| host.contains('.') && !host.starts_with('.') && !host.ends_with('.');
    let fine = |c: char| !c.is_whitespace() && !matches!(c, ',' | ';' | '<' | '>' | '"');
    text.chars().all(fine)
        && matches!(text.split_once('@'), Some((user, rest)) if !user.is_empty() && !rest.contains('@') && host(rest))
}

/// That two organisations look like one and are not.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Distinction {
    /// Its identifier.
    pub id: RecordId,
    /// The one that came first.
    pub first: OrganisationId,
    /// The other one.
    pub second: OrganisationId,
}

/// That an organisation was a duplicate of another and was merged into it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Merger {
    /// Its identifier.
    pub id: RecordId,
    /// The duplicate, archived since.
    pub from: OrganisationId,
    /// The one that goes on.
    pub into: OrganisationId,
}
