//! What a stretch of the log touched, and who has to hear of it.

use crate::Sight;
use jejaring_domain::change::Subject;
use jejaring_domain::{
    Actor, Change, Network, Partnership, PartnershipId, Party, PersonId, Record, TermsValue,
    may_see,
};
use std::collections::{BTreeMap, BTreeSet};

/// What some changes touched: whatever is shown differently after them, to anybody.
#[derive(Clone, Debug, Default)]
pub struct Touched {
    subjects: BTreeSet<Subject>,
    /// Those who may see and do other things than before.
    people: BTreeSet<PersonId>,
    /// How the partnerships were before that are gone or drafts now: who could see one has to hear that it is gone,
    /// and nobody else may hear of it.
    hidden: BTreeMap<PartnershipId, Vec<Partnership>>,
}

impl Touched {
    /// What changes touched that led to this state of the network.
    pub fn by(network: &Network, changes: &[Change]) -> Touched {
        let mut touched = Touched::default();
        for change in changes {
            touched.add(network, change);
        }
        for change in changes.iter().rev() {
            touched.look_back(network, change);
        }
        touched
    }

    /// And what later changes touched.
    pub fn extend(&mut self, later: &Touched) {
        self.subjects.extend(&later.subjects);
        self.people.extend(&later.people);
        for (id, earlier) in &later.hidden {
            let known = self.hidden.entry(*id).or_default();
            known.extend(earlier.iter().cloned());
        }
    }

    /// How many things.
    pub fn len(&self) -> usize {
        self.subjects.len()
    }

    /// Whether nothing.
    pub fn is_empty(&self) -> bool {
        self.subjects.is_empty()
    }

    /// Whether the actor may see and do other things than before.
    pub fn concerns(&self, actor: Actor) -> bool {
        matches!(actor, Actor::Person(person) if self.people.contains(&person))
    }

    /// What was touched, as far as it may be named to whoever looks: what can be seen, or could be before.
    pub fn seen<'a>(&'a self, sight: Sight<'a>) -> impl Iterator<Item = Subject> + 'a {
        let sees = move |partnership| may_see(sight.network, sight.actor, partnership);
        self.subjects
            .iter()
            .copied()
            .filter(move |subject| match subject {
                Subject::Organisation(_) => true,
                Subject::Partnership(id) => {
                    let now = sight.network.partnership(*id).into_iter();
                    now.chain(self.hidden.get(id).into_iter().flatten())
                        .any(sees)
                }
                Subject::Record(_) => sight.of(*subject) != Default::default(),
            })
    }

    fn add(&mut self, network: &Network, change: &Change) {
        self.subjects.insert(change.about());
        match change {
            Change::Recorded { before, after } => {
                for record in [before, after].into_iter().flatten() {
                    // One that has moved is gone from where it was.
                    self.subjects.extend(record.owner());
                    match &**record {
                        Record::Member(member) => drop(self.people.insert(member.person)),
                        Record::Person(person) => {
                            let person = PersonId::from_u128(person.id.to_u128());
                            self.people.insert(person);
                        }
                        _ => {}
                    }
                }
            }
            // The pages of its parties show it, and who may see whom to reach there depends on it.
            Change::PartnershipAdded { partnership, .. } => {
                self.parties(&partnership.terms.parties)
            }
            Change::PartnershipRemoved { partnership } => self.parties(&partnership.terms.parties),
            Change::PartnershipChanged { id, before, .. } => {
                if let TermsValue::Parties(before) = before {
                    self.parties(before);
                }
                self.parties_of(network, *id);
            }
            Change::PartnershipArchived { id, .. } | Change::PartyAnswered { id, .. } => {
                self.parties_of(network, *id);
            }
            Change::OrganisationAdded { .. }
            | Change::OrganisationChanged { .. }
            | Change::OrganisationArchived { .. }
            | Change::OrganisationRemoved { .. } => {}
        }
    }

    fn parties_of(&mut self, network: &Network, id: PartnershipId) {
        let partnership = network.partnership(id);
        self.parties(partnership.map_or(&[], |partnership| &partnership.terms.parties));
    }

    fn parties(&mut self, parties: &[Party]) {
        let parties = parties
            .iter()
            .map(|party| Subject::from(party.organisation));
        self.subjects.extend(parties);
    }

    /// Notes how a partnership was before a change that is gone or a draft now; the latest change first.
    fn look_back(&mut self, network: &Network, change: &Change) {
        let Subject::Partnership(id) = change.subject() else {
            return;
        };
        let now = network.partnership(id);
        if now.is_some_and(|partnership| !partnership.is_draft()) {
            return;
        }
        let known = self.hidden.entry(id).or_default();
        let before = match (change, known.last().or(now)) {
            (Change::PartnershipRemoved { partnership }, _) => Some((**partnership).clone()),
            (_, Some(after)) => after.before(change),
            (_, None) => None,
        };
        known.extend(before);
    }
}
