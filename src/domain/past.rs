//! What a record was before, from the changes of its history.

use crate::network::Misfit;
use crate::{Change, Network, Partnership, PartnershipId, Seq};

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

/// When a partnership was presented, by all the changes of its terms, the oldest first. Nothing for one that is a draft
/// still or never was one. Errors: the changes do not add up.
pub fn presented<'a>(
    id: PartnershipId,
    changes: impl IntoIterator<Item = (Seq, &'a Change)>,
) -> Result<Option<Presented>, Misfit> {
    let changes: Vec<_> = changes.into_iter().collect();
    let mut network = Network::default();
    let (mut draft, mut presented) = (None, None);
    // An entry of the log is one act: what it changes on the way is nothing.
    for entry in changes.chunk_by(|(one, _), (other, _)| one == other) {
        let mut seq = Seq::default();
        for (of, change) in entry {
            seq = *of;
            network.replay(seq, change)?;
        }
        let Some(partnership) = network.partnership(id) else {
            continue;
        };
        if partnership.is_draft() {
            draft = Some(partnership.clone());
        } else if let Some(draft) = draft.take() {
            let partnership = partnership.clone();
            presented = Some(Presented {
                seq,
                draft,
                partnership,
            });
        }
    }
    Ok(presented.filter(|_| draft.is_none()))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{
        Answer, Name, NewPartnership, OrganisationId, Origin, Party, Role, Step, Terms, TermsValue,
        Text,
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
        let until = |count| {
            let changes = changes[..count].iter().map(|(seq, change)| (*seq, change));
            presented(id, changes).unwrap()
        };
        assert_eq!(until(2), None);
        let presented = until(5).unwrap();
        assert_eq!(presented.seq, Seq(5));
        assert_eq!(presented.draft.terms.purpose.as_str(), "rahasia");
        assert_eq!(presented.partnership.terms.purpose.as_str(), "terbuka");
    }
}
