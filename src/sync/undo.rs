//! Taking back what was done: a command like any other, so that it is refused or asks where others have changed the
//! same news.

use jejaring_domain::decide::with_answers;
use jejaring_domain::{
    Change, Command, Edit, Network, OrganisationId, Record, RecordId, RecordKind, Refusal, Seq,
    Text,
};

/// The command that takes back a log entry with these changes; taking back that one in turn does it again. Nothing
/// where it cannot be taken back by one command: a word that was given, a member who was admitted, a merger. Errors:
/// others have changed it news.
///
/// `by` is the party for which terms are changed, and `proposal` names the proposal, should there have to be one.
pub fn inverse(
    network: &Network,
    seq: Seq,
    changes: &[Change],
    by: Option<OrganisationId>,
    proposal: RecordId,
) -> Result<Option<Command>, Refusal> {
    let command = match changes {
        [Change::OrganisationChanged { id, .. }, ..] => {
            let edits = changes.iter().map(|change| match change {
                Change::OrganisationChanged { id: of, before, .. } if of == id => Some(Edit {
                    value: before.clone(),
                    base: seq,
                }),
                _ => None,
            });
            let edits = edits.collect::<Option<Vec<_>>>();
            edits.map(|edits| Command::EditOrganisation { id: *id, edits })
        }
        [Change::PartnershipChanged { id, .. }, ..] => {
            let edits = changes.iter().map(|change| match change {
                Change::PartnershipChanged { id: of, before, .. } if of == id => Some(Edit {
                    value: with_answers(network, *id, before.clone()),
                    base: seq,
                }),
                _ => None,
            });
            let edits = edits.collect::<Option<Vec<_>>>();
            edits.map(|edits| Command::EditPartnership {
                id: *id,
                edits,
                by,
                proposal,
                note: Text::default(),
            })
        }
        // What came in is put away, with what others have written in it since: that is for them to see first.
        [Change::OrganisationAdded { organisation, .. }] => {
            let id = organisation.id;
            let versions = network.organisation(id).map(|o| &o.versions);
            if versions.is_some_and(|versions| versions.values().any(|version| *version > seq)) {
                return Err(Refusal::OrganisationConflict(Vec::new()));
            }
            Some(Command::ArchiveOrganisation { id, archived: true })
        }
        [Change::PartnershipAdded { partnership, .. }] => {
            let id = partnership.id;
            let versions = network.partnership(id).map(|p| &p.versions);
            if versions.is_some_and(|versions| versions.values().any(|version| *version > seq)) {
                return Err(Refusal::PartnershipConflict(Vec::new()));
            }
            Some(Command::ArchivePartnership { id, archived: true })
        }
        [Change::OrganisationArchived { id, archived }] => Some(Command::ArchiveOrganisation {
            id: *id,
            archived: !archived,
        }),
        [Change::PartnershipArchived { id, archived }] => Some(Command::ArchivePartnership {
            id: *id,
            archived: !archived,
        }),
        [
            Change::Recorded {
                before: None,
                after: Some(proposal),
            },
        ] if proposal.kind() == RecordKind::Proposal => Some(Command::Withdraw {
            proposal: proposal.id(),
        }),
        [
            Change::Recorded {
                before: Some(before),
                ..
            },
        ] if is_written(before) => Some(Command::Save {
            record: before.clone(),
            base: seq,
        }),
        [
            Change::Recorded {
                before: None,
                after: Some(after),
            },
        ] if is_written(after) && after.kind() != RecordKind::Evaluation => {
            let kept = network.record(after.id());
            if let Some(kept) = kept.filter(|kept| kept.changed > seq) {
                return Err(Refusal::RecordConflict(Some(Box::new(kept.record.clone()))));
            }
            Some(Command::Remove { id: after.id() })
        }
        _ => None,
    };
    Ok(command)
}

/// Whether members write it directly.
fn is_written(record: &Record) -> bool {
    matches!(
        record.kind(),
        RecordKind::Contact
            | RecordKind::Listing
            | RecordKind::Comment
            | RecordKind::Activity
            | RecordKind::Report
            | RecordKind::Evaluation
            | RecordKind::Attachment
    )
}
