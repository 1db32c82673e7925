//! The versions that a command is based on.

use jejaring_domain::{
    Command, Network, OrganisationId, PartnershipId, ProfileField, RecordId, Seq, TermsField,
};

/// What a command is based on.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Basis {
    /// A field of an organisation.
    Profile(OrganisationId, ProfileField),
    /// A field of a partnership.
    Term(PartnershipId, TermsField),
    /// All terms of a partnership, which whoever answers has read.
    Terms(PartnershipId),
    /// A smaller record.
    Record(RecordId),
}

impl Basis {
    /// Its versions: one, more for all terms, none where it is not there.
    pub fn versions(self, network: &Network) -> Vec<Seq> {
        match self {
            Basis::Profile(id, field) => {
                let organisation = network.organisation(id);
                organisation.map(|o| o.version(field)).into_iter().collect()
            }
            Basis::Term(id, field) => {
                let partnership = network.partnership(id);
                partnership.map(|p| p.version(field)).into_iter().collect()
            }
            Basis::Terms(id) => {
                let partnership = network.partnership(id).into_iter();
                partnership
                    .flat_map(|p| p.versions.values().copied())
                    .collect()
            }
            Basis::Record(id) => {
                let kept = network.record(id);
                kept.map(|kept| kept.changed).into_iter().collect()
            }
        }
    }
}

/// Gives each version that the command is based on another.
pub fn rebase(command: &mut Command, rebased: impl Fn(Basis, Seq) -> Seq) {
    match command {
        Command::EditOrganisation { id, edits } => {
            for edit in edits {
                edit.base = rebased(Basis::Profile(*id, edit.value.field()), edit.base);
            }
        }
        Command::EditPartnership { id, edits, .. } => {
            for edit in edits {
                edit.base = rebased(Basis::Term(*id, edit.value.field()), edit.base);
            }
        }
        Command::Answer { id, seen, .. } => *seen = rebased(Basis::Terms(*id), *seen),
        Command::Save { record, base } => *base = rebased(Basis::Record(record.id()), *base),
        _ => {}
    }
}
