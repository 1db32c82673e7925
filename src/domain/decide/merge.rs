//! Merging a duplicate: every edge and all history stays.

use super::organisation;
use crate::network::Network;
use crate::{
    Change, Contact, Listing, Member, Merger, OrganisationId, Party, Profile, Record, RecordId,
    Refusal, Terms,
};

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
    let mut changes = Vec::new();
    for partnership in network.partnerships_of(from) {
        let mut terms = partnership.terms.clone();
        pass_on(&mut terms, from, into);
        if terms.parties.len() < 2 {
            // It was one between the two: nothing to be partners in is left, but its history.
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
    for record in owned(network, from) {
        let member = match &record {
            Record::Member(member) => Some(member.person),
            _ => None,
        };
        let known = member.is_some_and(|person| {
            network
                .memberships(person)
                .any(|member| member.organisation == into)
        });
        let after = (!known).then(|| moved(record.clone(), into));
        changes.push(Change::recorded(Some(&record), after));
    }
    let profile = joined(&kept.profile, &duplicate.profile);
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

/// Puts one organisation in the place of another; where both are parties, their parts become one.
fn pass_on(terms: &mut Terms, from: OrganisationId, into: OrganisationId) {
    let Some(place) = terms
        .parties
        .iter()
        .position(|party| party.organisation == from)
    else {
        return;
    };
    match terms
        .parties
        .iter()
        .position(|party| party.organisation == into)
    {
        None => terms.parties[place].organisation = into,
        Some(other) => {
            let Party { contributions, .. } = terms.parties[place].clone();
            terms.parties[other].contributions.extend(contributions);
            terms.parties[other]
                .contributions
                .truncate(Terms::MAX_CONTRIBUTIONS);
            terms.parties.remove(place);
        }
    }
    if let Some(agreement) = &mut terms.agreement {
        agreement
            .signatories
            .iter_mut()
            .filter(|signatory| signatory.organisation == from)
            .for_each(|signatory| signatory.organisation = into);
    }
}

fn owned(network: &Network, id: OrganisationId) -> Vec<Record> {
    let members = network
        .records_of::<Member>(id.into())
        .cloned()
        .map(Record::from);
    let contacts = network
        .records_of::<Contact>(id.into())
        .cloned()
        .map(Record::from);
    let listings = network
        .records_of::<Listing>(id.into())
        .cloned()
        .map(Record::from);
    members.chain(contacts).chain(listings).collect()
}

fn moved(mut record: Record, into: OrganisationId) -> Record {
    match &mut record {
        Record::Member(member) => member.organisation = into,
        Record::Contact(contact) => contact.organisation = into,
        Record::Listing(listing) => listing.organisation = into,
        _ => {}
    }
    record
}

/// A profile with what a duplicate knows more: its names, its programmes, and whatever the other leaves empty. The
/// duplicate keeps its own number: two records cannot have the same.
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
    if profile.about.is_empty() {
        profile.about = duplicate.about.clone();
    }
    if profile.website.is_empty() {
        profile.website = duplicate.website.clone();
    }
    profile
}
