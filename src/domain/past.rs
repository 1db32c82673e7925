//! What a partnership was before, from the changes that were made since.

use crate::{Change, Partnership, Seq};

/// That a partnership stopped being a draft, see [`Partnership::is_draft`].
#[derive(Clone, Debug, PartialEq)]
pub struct Presented {
    /// The log entry that did it.
    pub seq: Seq,
    /// What only its writers saw, last.
    pub draft: Partnership,
    /// What others saw first.
    pub partnership: Partnership,
}

/// When a partnership was presented, by what it is now and the last changes of its terms, the latest first. Nothing for
/// one that is a draft still, or was none since before these changes.
pub fn presented<'a>(
    now: &Partnership,
    changes: impl IntoIterator<Item = (Seq, &'a Change)>,
) -> Option<Presented> {
    if now.is_draft() {
        return None;
    }
    let changes: Vec<_> = changes.into_iter().collect();
    let mut after = now.clone();
    // An entry of the log is one act: what it changes on the way is nothing.
    for entry in changes.chunk_by(|(one, _), (other, _)| one == other) {
        let mut before = after.clone();
        for (_, change) in entry {
            before = before.before(change)?;
        }
        if before.is_draft() {
            return entry.first().map(|(seq, _)| Presented {
                seq: *seq,
                draft: before,
                partnership: after,
            });
        }
        after = before;
    }
    None
}

impl Partnership {
    /// How its terms were before their last change; nothing where that brought it in or took it out.
    pub fn before(&self, change: &Change) -> Option<Partnership> {
        let mut before = self.clone();
        match change {
            Change::PartnershipChanged { before: value, .. } => before.terms.set(value.clone()),
            Change::PartyAnswered {
                organisation,
                before: answer,
                ..
            } => {
                let mut parties = before.terms.parties.iter_mut();
                let party = parties.find(|party| party.organisation == *organisation)?;
                party.answer = *answer;
            }
            Change::PartnershipArchived { archived, .. } => before.archived = !archived,
            _ => return None,
        }
        Some(before)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{
        Answer, Name, Network, NewPartnership, OrganisationId, Origin, PartnershipId, Party, Role,
        Step, Terms, TermsValue, Text,
    };

    #[test]
    fn a_draft_is_presented_by_the_step_that_asks_for_approval() {
        let id = PartnershipId::from_u128(1);
        let party = |n, answer| Party {
            answer,
            ..Party::new(OrganisationId::from_u128(n), Role::Partner)
        };
        let parties = vec![party(1, Answer::Accepted), party(2, Answer::Pending)];
        let partnership = NewPartnership {
            id,
            terms: Terms::new(Name::new("Magang").unwrap(), parties),
            archived: false,
        };
        let changed = |before, after| Change::PartnershipChanged { id, before, after };
        let purpose = |text| TermsValue::Purpose(Text::new(text).unwrap());
        let changes = [
            (
                Seq(1),
                Change::PartnershipAdded {
                    partnership,
                    origin: Origin::Entered,
                },
            ),
            (Seq(3), changed(purpose(""), purpose("rahasia"))),
            (Seq(5), changed(purpose("rahasia"), purpose("terbuka"))),
            (
                Seq(5),
                changed(
                    TermsValue::Step(Step::NeedsAnalysis),
                    TermsValue::Step(Step::Approval),
                ),
            ),
            (Seq(9), changed(purpose("terbuka"), purpose("lain"))),
        ];
        let known = |seen: std::ops::Range<usize>| {
            let done = changes[..seen.end].iter();
            let network = Network::of_changes(done.map(|(seq, change)| (*seq, change))).unwrap();
            let last = changes[seen].iter().rev();
            let last = last.map(|(seq, change)| (*seq, change));
            presented(network.partnership(id).unwrap(), last)
        };
        assert_eq!(known(0..2), None);
        // What came before it need not be known.
        for from in 0..=2 {
            let presented = known(from..5).unwrap();
            assert_eq!(presented.seq, Seq(5));
            assert_eq!(presented.draft.terms.purpose.as_str(), "rahasia");
            assert_eq!(presented.partnership.terms.purpose.as_str(), "terbuka");
        }
        assert_eq!(known(4..5), None);
    }
}
