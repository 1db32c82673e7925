//! Telling organisations that look alike apart, and merging those that are one: every edge and all history stays.

use super::organisation;
use crate::change::Subject;
use crate::network::Network;
use crate::{
    Answer, Change, Coded, Distinction, Evaluation, Kind, Line, Member, Merger, OrganisationId,
    Party, Profile, ProfileValue, Proposal, ProposalState, Record, RecordId, Refusal, Terms,
    TermsField, TermsValue, Vote,
};
use std::collections::{BTreeMap, BTreeSet};

/// Writes down that two organisations are two, or takes it out again.
pub fn distinguish(
    network: &Network,
    id: RecordId,
    (first, second): (OrganisationId, OrganisationId),
    distinct: bool,
) -> Result<Vec<Change>, Refusal> {
    let (first, second) = (
        organisation(network, first)?.id,
        organisation(network, second)?.id,
    );
    let mut known = network.records_of::<Distinction>(first.into());
    let known = known.find(|known| known.second == second);
    match (known, distinct) {
        (None, true) if first == second || network.record(id).is_some() => Err(Refusal::IdTaken),
        (None, true) => {
            let after = Distinction { id, first, second };
            Ok(vec![Change::recorded(None, Some(after.into()))])
        }
        (Some(known), false) => Ok(vec![Change::recorded(Some(&known.clone().into()), None)]),
        (Some(_), true) | (None, false) => Ok(Vec::new()),
    }
}

pub fn merge(
    network: &Network,
    merger: RecordId,
    from: OrganisationId,
    into: OrganisationId,
) -> Result<Vec<Change>, Refusal> {
    let (duplicate, kept) = (organisation(network, from)?, organisation(network, into)?);
    if duplicate.archived || kept.archived {
        return Err(Refusal::Archived);
    }
    if from == into || network.record(merger).is_some() {
        return Err(Refusal::IdTaken);
    }
    let merge = Merge {
        network,
        from,
        into,
    };
    let mut changes = Vec::new();
    let mut between = BTreeSet::new();
    for partnership in network.partnerships_of(from) {
        let terms = merge.terms(&partnership.terms);
        if terms.parties.len() < 2 {
            // It was one between the two: nothing to be partners in is left, but its history.
            between.insert(Subject::Partnership(partnership.id));
            if !partnership.archived {
                changes.push(Change::PartnershipArchived {
                    id: partnership.id,
                    archived: true,
                });
            }
            continue;
        }
        for after in partnership.terms.differences(&terms) {
            let before = partnership.terms.get(after.field());
            changes.push(Change::PartnershipChanged {
                id: partnership.id,
                before,
                after,
            });
        }
    }
    // Not only of its partnerships: one that it is no party of any more may keep its word.
    let records = network.records().map(|kept| &kept.record);
    let live =
        records.filter(|record| record.owner().is_none_or(|owner| !between.contains(&owner)));
    changes.extend(live.filter_map(|record| {
        let after = merge.record(record);
        let moved = after.as_ref() != Some(record);
        moved.then(|| Change::recorded(Some(record), after))
    }));
    let profile = joined(&kept.profile, &duplicate.profile);
    // Two cannot have the same number: the duplicate gives its own up before the other has it.
    if let Some(number) = profile.npsn.filter(|_| kept.profile.npsn.is_none()) {
        changes.push(Change::OrganisationChanged {
            id: from,
            before: ProfileValue::Npsn(Some(number)),
            after: ProfileValue::Npsn(None),
        });
    }
    for after in kept.profile.differences(&profile) {
        let before = kept.profile.get(after.field());
        changes.push(Change::OrganisationChanged {
            id: into,
            before,
            after,
        });
    }
    changes.push(Change::OrganisationArchived {
        id: from,
        archived: true,
    });
    let merger = Merger {
        id: merger,
        from,
        into,
    };
    changes.push(Change::recorded(None, Some(merger.into())));
    Ok(changes)
}

/// One organisation in the place of another, wherever the other is named.
struct Merge<'a> {
    network: &'a Network,
    from: OrganisationId,
    into: OrganisationId,
}

impl Merge<'_> {
    fn id(&self, id: &mut OrganisationId) {
        if *id == self.from {
            *id = self.into;
        }
    }

    fn terms(&self, terms: &Terms) -> Terms {
        let mut merged = terms.clone();
        for field in TermsField::ALL {
            let mut value = terms.get(*field);
            self.value(&mut value);
            merged.set(value);
        }
        merged
    }

    fn value(&self, value: &mut TermsValue) {
        match value {
            TermsValue::Parties(parties) => self.parties(parties),
            TermsValue::Agreement(Some(agreement)) => agreement
                .signatories
                .iter_mut()
                .for_each(|signatory| self.id(&mut signatory.organisation)),
            _ => {}
        }
    }

    /// Where both are parties, their parts become one, with the answer that binds more.
    fn parties(&self, parties: &mut Vec<Party>) {
        let place = |id| parties.iter().position(|party| party.organisation == id);
        match (place(self.from), place(self.into)) {
            (Some(duplicate), Some(kept)) => {
                let Party {
                    contributions,
                    answer,
                    left,
                    ..
                } = parties[duplicate].clone();
                let party = &mut parties[kept];
                if binding(answer) > binding(party.answer) {
                    (party.answer, party.left) = (answer, left);
                }
                party.contributions.extend(contributions);
                party.contributions.truncate(Terms::MAX_CONTRIBUTIONS);
                parties.remove(duplicate);
            }
            (Some(duplicate), None) => parties[duplicate].organisation = self.into,
            _ => {}
        }
    }

    /// The record as it is then; none where the other has the same already.
    fn record(&self, record: &Record) -> Option<Record> {
        let mut record = record.clone();
        match &mut record {
            Record::Member(member) => return self.member(member).map(Record::from),
            Record::Contact(contact) => self.id(&mut contact.organisation),
            Record::Listing(listing) => self.id(&mut listing.organisation),
            Record::Comment(comment) => self.id(&mut comment.organisation),
            Record::Report(report) => self.id(&mut report.organisation),
            Record::Activity(activity) => {
                activity.responsible.iter_mut().for_each(|id| self.id(id));
                self.contributions(&mut activity.contributions);
            }
            Record::Proposal(proposal) => self.proposal(proposal),
            Record::Evaluation(evaluation) => {
                let owner = evaluation.partnership.into();
                let mut others = self.network.records_of::<Evaluation>(owner);
                // Each party has one of each period.
                let same = |other: &Evaluation| {
                    other.organisation == self.into && other.period == evaluation.period
                };
                if evaluation.organisation == self.from && others.any(same) {
                    return None;
                }
                self.id(&mut evaluation.organisation);
            }
            // Between the two nothing is told apart any more.
            Record::Distinction(distinction) => return self.distinction(distinction),
            Record::Merger(merger) => {
                self.id(&mut merger.into);
                // Merged the other way once, and brought back since: it goes on after all.
                if merger.from == merger.into {
                    return None;
                }
            }
            Record::Person(_) | Record::Attachment(_) => {}
        }
        Some(record)
    }

    /// Where both bring something, it is one list, as far as there is room.
    fn contributions(&self, contributions: &mut BTreeMap<OrganisationId, Line>) {
        let Some(moved) = contributions.remove(&self.from) else {
            return;
        };
        let joined = match contributions.get(&self.into) {
            Some(kept) => Line::new(&format!("{kept}; {moved}")).unwrap_or_else(|_| kept.clone()),
            None => moved,
        };
        contributions.insert(self.into, joined);
    }

    /// What the duplicate was told apart from, the other is, unless it was told apart from that already.
    fn distinction(&self, distinction: &Distinction) -> Option<Record> {
        let Distinction { id, first, second } = *distinction;
        if ![first, second].contains(&self.from) {
            return Some(distinction.clone().into());
        }
        let other = if first == self.from { second } else { first };
        let (first, second) = (self.into.min(other), self.into.max(other));
        let mut known = self.network.records_of::<Distinction>(first.into());
        let told = first == second || known.any(|known| known.second == second);
        (!told).then(|| Distinction { id, first, second }.into())
    }

    /// Who is a member of both stays one, as what gives more rights.
    fn member(&self, member: &Member) -> Option<Member> {
        let mut memberships = self.network.memberships(member.person);
        let mut of = |id| memberships.find(|other| other.organisation == id);
        let rights = |member: &Member| (member.is_active(), member.role);
        let mut merged = member.clone();
        if member.organisation == self.from {
            if of(self.into).is_some() {
                return None;
            }
            merged.organisation = self.into;
        } else if member.organisation == self.into
            && let Some(other) = of(self.from)
            && rights(other) > rights(member)
        {
            (merged.role, merged.claim) = (other.role, other.claim.clone());
        }
        Some(merged)
    }

    fn proposal(&self, proposal: &mut Proposal) {
        let open = proposal.state == ProposalState::Open;
        self.id(&mut proposal.by);
        proposal
            .before
            .iter_mut()
            .for_each(|value| self.value(value));
        let partnership = self.network.partnership(proposal.partnership);
        let partnership = partnership.filter(|p| open && p.terms.party(self.from).is_some());
        for edit in &mut proposal.edits {
            self.value(&mut edit.value);
            // What only the merge changes in the terms is no other's agreement that came first.
            if partnership.is_some_and(|p| p.version(edit.value.field()) <= edit.base) {
                edit.base = self.network.seq().next();
            }
        }
        let both = [self.from, self.into];
        let waits = both.iter().any(|id| proposal.waits_for(*id));
        let votes = both
            .map(|id| proposal.votes.remove(&id))
            .into_iter()
            .flatten();
        let vote = votes.max_by_key(|vote| *vote != Vote::Agreed);
        // One vote for both; where only one of them has voted it is still to give, for a merge decides nothing.
        if let Some(vote) = vote.filter(|_| !waits) {
            proposal.votes.insert(self.into, vote);
        }
        if proposal.voters.remove(&self.from) {
            proposal.voters.insert(self.into);
        }
    }
}

/// How much an answer binds.
fn binding(answer: Answer) -> u8 {
    match answer {
        Answer::Accepted => 2,
        Answer::Pending => 1,
        Answer::Declined | Answer::Left => 0,
    }
}

/// A profile with what a duplicate knows more: its names, its programmes, and whatever the other leaves empty.
fn joined(kept: &Profile, duplicate: &Profile) -> Profile {
    let mut profile = kept.clone();
    let mut aliases = duplicate.aliases.clone();
    aliases.insert(duplicate.name.clone());
    profile
        .aliases
        .extend(aliases.into_iter().filter(|alias| *alias != kept.name));
    profile
        .programmes
        .extend(duplicate.programmes.iter().cloned());
    for list in [&mut profile.aliases, &mut profile.programmes] {
        while list.len() > Profile::MAX_LIST {
            list.pop_last();
        }
    }
    if kept.kind == Kind::School {
        profile.npsn = profile.npsn.or(duplicate.npsn);
    }
    if profile.about.is_empty() {
        profile.about = duplicate.about.clone();
    }
    if profile.website.is_empty() {
        profile.website = duplicate.website.clone();
    }
    profile
}
