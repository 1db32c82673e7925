//! What happened, as the log keeps it: enough to apply it, to show it and to take it back.

use crate::{
    Answer, Line, NewOrganisation, NewPartnership, Organisation, OrganisationId, Origin,
    Partnership, PartnershipId, ProfileValue, Record, RecordId, TermsValue,
};
use serde::{Deserialize, Serialize};

/// One thing that changed.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Change {
    /// An organisation came in.
    OrganisationAdded {
        organisation: NewOrganisation,
        origin: Origin,
    },
    /// A field of an organisation changed.
    OrganisationChanged {
        id: OrganisationId,
        before: ProfileValue,
        after: ProfileValue,
    },
    /// An organisation was put away or brought back.
    OrganisationArchived { id: OrganisationId, archived: bool },
    /// An organisation was taken out; how it was.
    OrganisationRemoved { organisation: Box<Organisation> },
    /// A partnership came in.
    PartnershipAdded {
        partnership: NewPartnership,
        origin: Origin,
    },
    /// A field of a partnership changed.
    PartnershipChanged {
        id: PartnershipId,
        before: TermsValue,
        after: TermsValue,
    },
    /// A partnership was put away or brought back.
    PartnershipArchived { id: PartnershipId, archived: bool },
    /// A partnership was taken out; how it was.
    PartnershipRemoved { partnership: Box<Partnership> },
    /// A party gave its answer.
    PartyAnswered {
        id: PartnershipId,
        organisation: OrganisationId,
        before: Answer,
        after: Answer,
        reason: Line,
    },
    /// A smaller record came in, changed or was taken out: how it was and how it is.
    Recorded {
        before: Option<Box<Record>>,
        after: Option<Box<Record>>,
    },
}

/// A record that a change is about.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Subject {
    /// An organisation.
    Organisation(OrganisationId),
    /// A partnership.
    Partnership(PartnershipId),
    /// One of the smaller records.
    Record(RecordId),
}

impl From<OrganisationId> for Subject {
    fn from(id: OrganisationId) -> Self {
        Subject::Organisation(id)
    }
}

impl From<PartnershipId> for Subject {
    fn from(id: PartnershipId) -> Self {
        Subject::Partnership(id)
    }
}

impl From<RecordId> for Subject {
    fn from(id: RecordId) -> Self {
        Subject::Record(id)
    }
}

impl Change {
    /// The record that it is about.
    pub fn subject(&self) -> Subject {
        match self {
            Change::OrganisationAdded { organisation, .. } => {
                Subject::Organisation(organisation.id)
            }
            Change::OrganisationRemoved { organisation } => Subject::Organisation(organisation.id),
            Change::OrganisationChanged { id, .. } | Change::OrganisationArchived { id, .. } => {
                Subject::Organisation(*id)
            }
            Change::PartnershipAdded { partnership, .. } => Subject::Partnership(partnership.id),
            Change::PartnershipRemoved { partnership } => Subject::Partnership(partnership.id),
            Change::PartnershipChanged { id, .. }
            | Change::PartnershipArchived { id, .. }
            | Change::PartyAnswered { id, .. } => Subject::Partnership(*id),
            Change::Recorded { .. } => {
                let record = self.record();
                // One that is neither before nor after is about nothing, and no rule makes it.
                Subject::Record(record.map_or(RecordId::from_u128(0), |record| record.id()))
            }
        }
    }

    /// The smaller record that it is about, as it is or, where it was taken out, as it was.
    pub fn record(&self) -> Option<&Record> {
        match self {
            Change::Recorded { before, after } => after.as_deref().or(before.as_deref()),
            _ => None,
        }
    }

    /// The change of a smaller record from how it was, if it was, to how it is.
    pub fn recorded(before: Option<&Record>, after: Option<Record>) -> Change {
        Change::Recorded {
            before: before.map(|record| Box::new(record.clone())),
            after: after.map(Box::new),
        }
    }

    /// Whose history it is part of: that of its subject, or for a smaller record that of what it belongs to.
    pub fn about(&self) -> Subject {
        let owner = self.record().and_then(Record::owner);
        owner.unwrap_or_else(|| self.subject())
    }
}
