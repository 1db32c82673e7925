//! What happened, as the log keeps it: enough to apply it, to show it and to take it back.

use crate::{
    NewOrganisation, NewPartnership, Organisation, OrganisationId, Origin, Partnership,
    PartnershipId, ProfileValue, TermsValue,
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
}

/// A record that a change is about.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Subject {
    /// An organisation.
    Organisation(OrganisationId),
    /// A partnership.
    Partnership(PartnershipId),
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
            Change::PartnershipChanged { id, .. } | Change::PartnershipArchived { id, .. } => {
                Subject::Partnership(*id)
            }
        }
    }
}
