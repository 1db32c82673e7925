//! The network: what the changes so far add up to.

use crate::change::Subject;
use crate::records::Kept;
use crate::{
    Answer, Change, Member, MemberRole, Npsn, Organisation, OrganisationId, Partnership,
    PartnershipId, Person, PersonId, Record, RecordId,
};
use serde::{Deserialize, Serialize};
use std::collections::{BTreeMap, BTreeSet};

/// A log entry's number: 1 for the first, without gaps; 0 before it.
#[derive(
    Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize,
)]
#[serde(transparent)]
pub struct Seq(pub u64);

impl Seq {
    /// The number of the next entry.
    pub fn next(self) -> Seq {
        Seq(self.0 + 1)
    }
}

/// A change does not fit the network that it is applied to: the log or the replica is damaged.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("a change does not fit the network: {0}")]
pub struct Misfit(pub &'static str);

/// All organisations and partnerships, with the look-ups that the rules need.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Network {
    seq: Seq,
    organisations: BTreeMap<OrganisationId, Organisation>,
    partnerships: BTreeMap<PartnershipId, Partnership>,
    npsn: BTreeMap<Npsn, OrganisationId>,
    partnerships_of: BTreeMap<OrganisationId, BTreeSet<PartnershipId>>,
    records: BTreeMap<RecordId, Versioned>,
    records_of: BTreeMap<Subject, BTreeSet<RecordId>>,
    members: BTreeMap<PersonId, BTreeSet<RecordId>>,
}

/// What there is of something: of an organisation or a partnership itself and its smaller records, or of all.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct Part {
    /// Organisations.
    pub organisations: Vec<Organisation>,
    /// Partnerships.
    pub partnerships: Vec<Partnership>,
    /// Smaller records.
    pub records: Vec<Versioned>,
}

/// A smaller record, and the log entry that last changed it.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Versioned {
    /// The record.
    pub record: Record,
    /// The log entry.
    pub changed: Seq,
}

impl Network {
    /// A network as it was stored, after the log entry `seq`.
    pub fn restore(
        seq: Seq,
        organisations: impl IntoIterator<Item = Organisation>,
        partnerships: impl IntoIterator<Item = Partnership>,
        records: impl IntoIterator<Item = Versioned>,
    ) -> Self {
        let mut network = Network {
            seq,
            ..Network::default()
        };
        organisations
            .into_iter()
            .for_each(|organisation| network.put_organisation(organisation));
        partnerships
            .into_iter()
            .for_each(|partnership| network.put_partnership(partnership));
        records
            .into_iter()
            .for_each(|record| network.put_record(record));
        network
    }

    /// The network as everybody may see it: without the drafts that their writers keep to themselves, and without
    /// what only those concerned see.
    pub fn public(&self) -> Network {
        Network::restore(
            self.seq,
            self.organisations().cloned(),
            self.partnerships()
                .filter(|partnership| !partnership.is_draft())
                .cloned(),
            self.records()
                .filter(|kept| kept.record.kind().is_public())
                .cloned(),
        )
    }

    /// Puts what there is of some things, after the log entry `seq`, in the place of what was known of them.
    pub fn replace(&mut self, seq: Seq, parts: impl IntoIterator<Item = (Subject, Part)>) {
        let (subjects, parts): (Vec<Subject>, Vec<Part>) = parts.into_iter().unzip();
        // All goes before anything comes: what one gives up, such as a school's number, another may have taken.
        for subject in subjects {
            match subject {
                Subject::Organisation(id) => drop(self.take_organisation(id)),
                Subject::Partnership(id) => drop(self.take_partnership(id)),
                Subject::Record(id) => drop(self.take_record(id)),
            }
            for id in self.records_of.get(&subject).cloned().into_iter().flatten() {
                self.take_record(id);
            }
        }
        for part in parts {
            part.organisations
                .into_iter()
                .for_each(|organisation| self.put_organisation(organisation));
            part.partnerships
                .into_iter()
                .for_each(|partnership| self.put_partnership(partnership));
            for versioned in part.records {
                self.take_record(versioned.record.id());
                self.put_record(versioned);
            }
        }
        self.seq = seq;
    }

    /// The records that belong to something, of all kinds, oldest first.
    pub fn all_records_of(&self, owner: Subject) -> impl Iterator<Item = &Versioned> {
        let records = self.records_of.get(&owner).into_iter().flatten();
        records.filter_map(|id| self.records.get(id))
    }

    /// The last log entry that is in it.
    pub fn seq(&self) -> Seq {
        self.seq
    }

    /// All organisations, by identifier, archived ones too.
    pub fn organisations(&self) -> impl ExactSizeIterator<Item = &Organisation> {
        self.organisations.values()
    }

    /// All partnerships, by identifier, archived ones too.
    pub fn partnerships(&self) -> impl ExactSizeIterator<Item = &Partnership> {
        self.partnerships.values()
    }

    /// One organisation.
    pub fn organisation(&self, id: OrganisationId) -> Option<&Organisation> {
        self.organisations.get(&id)
    }

    /// One partnership.
    pub fn partnership(&self, id: PartnershipId) -> Option<&Partnership> {
        self.partnerships.get(&id)
    }

    /// The school with that number.
    pub fn by_npsn(&self, npsn: Npsn) -> Option<OrganisationId> {
        self.npsn.get(&npsn).copied()
    }

    /// The partnerships that an organisation is a party of, archived ones too.
    pub fn partnerships_of(&self, id: OrganisationId) -> impl Iterator<Item = &Partnership> {
        self.partnerships_of
            .get(&id)
            .into_iter()
            .flatten()
            .filter_map(|id| self.partnerships.get(id))
    }

    /// All of the smaller records, by identifier.
    pub fn records(&self) -> impl ExactSizeIterator<Item = &Versioned> {
        self.records.values()
    }

    /// One of the smaller records.
    pub fn record(&self, id: RecordId) -> Option<&Versioned> {
        self.records.get(&id)
    }

    /// One of the smaller records, if it is of that type.
    pub fn kept<R: Kept>(&self, id: RecordId) -> Option<&R> {
        R::of(&self.records.get(&id)?.record)
    }

    /// The smaller records of a type that belong to something, oldest first.
    pub fn records_of<R: Kept>(&self, owner: Subject) -> impl Iterator<Item = &R> {
        let records = self.records_of.get(&owner).into_iter().flatten();
        records.filter_map(|id| self.kept(*id))
    }

    /// For whom a person acts, or claims to.
    pub fn memberships(&self, person: PersonId) -> impl Iterator<Item = &Member> {
        let members = self.members.get(&person).into_iter().flatten();
        members.filter_map(|id| self.kept(*id))
    }

    /// What a person may do for an organisation; claims that are not verified do not count.
    pub fn role(&self, person: PersonId, organisation: OrganisationId) -> Option<MemberRole> {
        let mut members = self.memberships(person);
        let member = members.find(|m| m.organisation == organisation && m.is_active())?;
        Some(member.role)
    }

    /// Those who act for an organisation.
    pub fn members_of(&self, organisation: OrganisationId) -> impl Iterator<Item = &Member> {
        self.records_of::<Member>(organisation.into())
            .filter(|member| member.is_active())
    }

    /// Whether a person looks after the whole network.
    pub fn is_steward(&self, person: PersonId) -> bool {
        self.person(person).is_some_and(|person| person.steward)
    }

    /// Whether a person may do no more than a visitor.
    pub fn is_blocked(&self, person: PersonId) -> bool {
        self.person(person).is_some_and(|person| person.blocked)
    }

    /// What is on record of a person as a whole; nothing for most.
    pub fn person(&self, person: PersonId) -> Option<&Person> {
        self.kept(RecordId::from_u128(person.to_u128()))
    }

    /// Applies the changes of one log entry. Errors: [`Misfit`] when the entry is not the next one or a change
    /// concerns what is not there; the network is then as far as it came and must be read anew.
    pub fn apply(&mut self, seq: Seq, changes: &[Change]) -> Result<(), Misfit> {
        if seq != self.seq.next() {
            return Err(Misfit("not the next entry of the log"));
        }
        changes
            .iter()
            .try_for_each(|change| self.apply_change(seq, change))?;
        self.seq = seq;
        Ok(())
    }

    /// What some changes of the log add up to, without those between them: the earlier state of one record, from its
    /// own changes. Errors: [`Misfit`] when a change concerns what is not there.
    pub fn of_changes<'a>(
        changes: impl IntoIterator<Item = (Seq, &'a Change)>,
    ) -> Result<Network, Misfit> {
        let mut network = Network::default();
        for (seq, change) in changes {
            network.replay(seq, change)?;
        }
        Ok(network)
    }

    /// Takes in one more change of that record. Errors: as [`Network::of_changes`].
    pub fn replay(&mut self, seq: Seq, change: &Change) -> Result<(), Misfit> {
        self.apply_change(seq, change)?;
        self.seq = seq;
        Ok(())
    }

    fn apply_change(&mut self, seq: Seq, change: &Change) -> Result<(), Misfit> {
        const NO_ORGANISATION: Misfit = Misfit("no such organisation");
        const NO_PARTNERSHIP: Misfit = Misfit("no such partnership");
        match change {
            Change::OrganisationAdded {
                organisation: new,
                origin,
            } => {
                if self.organisations.contains_key(&new.id) {
                    return Err(Misfit("organisation added twice"));
                }
                self.put_organisation(Organisation {
                    id: new.id,
                    profile: new.profile.clone(),
                    origin: *origin,
                    archived: new.archived,
                    created: seq,
                    versions: BTreeMap::new(),
                });
            }
            Change::OrganisationChanged { id, after, .. } => {
                let mut organisation = self.take_organisation(*id).ok_or(NO_ORGANISATION)?;
                organisation.versions.insert(after.field(), seq);
                organisation.profile.set(after.clone());
                self.put_organisation(organisation);
            }
            Change::OrganisationArchived { id, archived } => {
                self.organisations
                    .get_mut(id)
                    .ok_or(NO_ORGANISATION)?
                    .archived = *archived;
            }
            Change::OrganisationRemoved { organisation } => {
                self.take_organisation(organisation.id)
                    .ok_or(NO_ORGANISATION)?;
            }
            Change::PartnershipAdded {
                partnership: new,
                origin,
            } => {
                if self.partnerships.contains_key(&new.id) {
                    return Err(Misfit("partnership added twice"));
                }
                self.put_partnership(Partnership {
                    id: new.id,
                    terms: new.terms.clone(),
                    origin: *origin,
                    archived: new.archived,
                    created: seq,
                    versions: BTreeMap::new(),
                });
            }
            Change::PartnershipChanged { id, after, .. } => {
                let mut partnership = self.take_partnership(*id).ok_or(NO_PARTNERSHIP)?;
                partnership.versions.insert(after.field(), seq);
                partnership.terms.set(after.clone());
                self.put_partnership(partnership);
            }
            Change::PartnershipArchived { id, archived } => {
                self.partnerships
                    .get_mut(id)
                    .ok_or(NO_PARTNERSHIP)?
                    .archived = *archived;
            }
            Change::PartnershipRemoved { partnership } => {
                self.take_partnership(partnership.id)
                    .ok_or(NO_PARTNERSHIP)?;
            }
            Change::PartyAnswered {
                id,
                organisation,
                after,
                ..
            } => {
                let partnership = self.partnerships.get_mut(id).ok_or(NO_PARTNERSHIP)?;
                let parties = &mut partnership.terms.parties;
                let mut parties = parties.iter_mut();
                let party = parties.find(|party| party.organisation == *organisation);
                // An answer changes no terms: nobody has to read the parties anew for it.
                let party = party.ok_or(Misfit("no such party"))?;
                party.answer = *after;
                party.left = (*after == Answer::Left).then_some(seq);
            }
            Change::Recorded { before, after } => {
                if let Some(before) = before {
                    self.take_record(before.id())
                        .ok_or(Misfit("no such record"))?;
                }
                if let Some(after) = after {
                    if self.records.contains_key(&after.id()) {
                        return Err(Misfit("record added twice"));
                    }
                    self.put_record(Versioned {
                        record: (**after).clone(),
                        changed: seq,
                    });
                }
            }
        }
        Ok(())
    }

    fn put_organisation(&mut self, organisation: Organisation) {
        if let Some(npsn) = organisation.profile.npsn {
            self.npsn.insert(npsn, organisation.id);
        }
        self.organisations.insert(organisation.id, organisation);
    }

    fn take_organisation(&mut self, id: OrganisationId) -> Option<Organisation> {
        let organisation = self.organisations.remove(&id)?;
        if let Some(npsn) = organisation.profile.npsn {
            self.npsn.remove(&npsn);
        }
        Some(organisation)
    }

    fn put_partnership(&mut self, partnership: Partnership) {
        for party in &partnership.terms.parties {
            self.partnerships_of
                .entry(party.organisation)
                .or_default()
                .insert(partnership.id);
        }
        self.partnerships.insert(partnership.id, partnership);
    }

    fn put_record(&mut self, versioned: Versioned) {
        let id = versioned.record.id();
        if let Some(owner) = versioned.record.owner() {
            self.records_of.entry(owner).or_default().insert(id);
        }
        if let Record::Member(member) = &versioned.record {
            self.members.entry(member.person).or_default().insert(id);
        }
        self.records.insert(id, versioned);
    }

    fn take_record(&mut self, id: RecordId) -> Option<Versioned> {
        let versioned = self.records.remove(&id)?;
        if let Some(owner) = versioned.record.owner() {
            forget(&mut self.records_of, owner, id);
        }
        if let Record::Member(member) = &versioned.record {
            forget(&mut self.members, member.person, id);
        }
        Some(versioned)
    }

    fn take_partnership(&mut self, id: PartnershipId) -> Option<Partnership> {
        let partnership = self.partnerships.remove(&id)?;
        for party in &partnership.terms.parties {
            forget(&mut self.partnerships_of, party.organisation, id);
        }
        Some(partnership)
    }
}

/// Takes a value out of the set under a key, and the set with its last one.
fn forget<K: Ord, V: Ord>(sets: &mut BTreeMap<K, BTreeSet<V>>, key: K, value: V) {
    if let Some(set) = sets.get_mut(&key) {
        set.remove(&value);
        if set.is_empty() {
            sets.remove(&key);
        }
    }
}
