//! The network: what the changes so far add up to.

use crate::{Change, Npsn, Organisation, OrganisationId, Partnership, PartnershipId};
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
}

impl Network {
    /// A network as it was stored, after the log entry `seq`.
    pub fn restore(
        seq: Seq,
        organisations: impl IntoIterator<Item = Organisation>,
        partnerships: impl IntoIterator<Item = Partnership>,
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
        network
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

    fn take_partnership(&mut self, id: PartnershipId) -> Option<Partnership> {
        let partnership = self.partnerships.remove(&id)?;
        for party in &partnership.terms.parties {
            if let Some(of) = self.partnerships_of.get_mut(&party.organisation) {
                of.remove(&id);
                if of.is_empty() {
                    self.partnerships_of.remove(&party.organisation);
                }
            }
        }
        Some(partnership)
    }
}
