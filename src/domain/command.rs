//! What an actor can ask for.

use crate::{
    Action, OrganisationId, Origin, PartnershipId, Profile, ProfileValue, Seq, Terms, TermsValue,
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
    /// Changes fields of an organisation.
    EditOrganisation {
        id: OrganisationId,
        edits: Vec<Edit<ProfileValue>>,
    },
    /// Changes fields of a partnership.
    EditPartnership {
        id: PartnershipId,
        edits: Vec<Edit<TermsValue>>,
    },
    /// Puts an organisation away, or brings it back.
    ArchiveOrganisation { id: OrganisationId, archived: bool },
    /// Puts a partnership away, or brings it back.
    ArchivePartnership { id: PartnershipId, archived: bool },
    /// Takes out all that was invented for demonstration, and the partnerships with it.
    RemoveDemo,
}

impl Command {
    /// What one must be allowed to do to give the command.
    pub fn action(&self) -> Action {
        match self {
            Command::Add {
                origin: Origin::Entered,
                ..
            }
            | Command::EditOrganisation { .. }
            | Command::EditPartnership { .. }
            | Command::ArchiveOrganisation { .. }
            | Command::ArchivePartnership { .. } => Action::Edit,
            Command::Add {
                origin: Origin::Imported,
                ..
            } => Action::Import,
            Command::Add {
                origin: Origin::Demo,
                ..
            }
            | Command::RemoveDemo => Action::RemoveDemo,
        }
    }
}
