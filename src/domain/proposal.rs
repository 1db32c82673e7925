//! Changes to shared terms, by agreement: a proposal until all parties agree.

use crate::code::coded;
use crate::text::{Line, Text};
use crate::{Edit, OrganisationId, PartnershipId, RecordId, TermsValue, Timestamp};
use serde::{Deserialize, Serialize};
use std::collections::{BTreeMap, BTreeSet};

/// A party's word on a proposal; given once.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Vote {
    /// Agreed.
    Agreed,
    /// Refused, and why.
    Refused(Line),
}

coded! {
    /// What became of a proposal.
    pub enum ProposalState {
        /// Some have not voted yet.
        Open = "open",
        /// All agreed: the terms are changed.
        Adopted = "adopted",
        /// Somebody refused.
        Refused = "refused",
        /// Whoever made it took it back.
        Withdrawn = "withdrawn",
        /// The terms or the parties have changed so that it fits no more.
        Outdated = "outdated",
    }
}

/// A change to the terms of a partnership that waits for the parties' agreement.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Proposal {
    /// Its identifier.
    pub id: RecordId,
    /// Of which partnership.
    pub partnership: PartnershipId,
    /// The party that proposes it.
    pub by: OrganisationId,
    /// Why; may be empty.
    pub note: Text,
    /// The values to be, and the versions that they are based on.
    pub edits: Vec<Edit<TermsValue>>,
    /// The values when it was made, in the order of `edits`.
    pub before: Vec<TermsValue>,
    /// Who has to agree.
    pub voters: BTreeSet<OrganisationId>,
    /// Who has voted, and how.
    pub votes: BTreeMap<OrganisationId, Vote>,
    /// What became of it.
    pub state: ProposalState,
    /// When it was made.
    pub at: Timestamp,
}

impl Proposal {
    /// Whether it waits for this party's vote.
    pub fn waits_for(&self, organisation: OrganisationId) -> bool {
        self.state == ProposalState::Open
            && self.voters.contains(&organisation)
            && !self.votes.contains_key(&organisation)
    }

    /// Whether all who have to agree have.
    pub fn is_agreed(&self) -> bool {
        self.voters
            .iter()
            .all(|voter| self.votes.get(voter) == Some(&Vote::Agreed))
    }
}
