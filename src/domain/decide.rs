//! Every rule on what may happen: a command either leads to changes or is refused.

use crate::fault::Conflict;
use crate::network::Network;
use crate::{
    Actor, Answer, Change, Command, Edit, Fault, Field, NewOrganisation, NewPartnership,
    Organisation, OrganisationId, Origin, Partnership, PartnershipId, Party, Problem, Profile,
    ProfileValue, Refusal, Terms, TermsValue, may,
};
use std::collections::{BTreeMap, BTreeSet};

/// What a command changes in the network, or why it is refused. No changes where all is so already.
pub fn decide(network: &Network, actor: &Actor, command: &Command) -> Result<Vec<Change>, Refusal> {
    if !may(actor, command.action()) {
        return Err(Refusal::Forbidden);
    }
    match command {
        Command::Add {
            organisations,
            partnerships,
            origin,
        } => add(network, organisations, partnerships, *origin),
        Command::EditOrganisation { id, edits } => edit_organisation(network, *id, edits),
        Command::EditPartnership { id, edits } => edit_partnership(network, *id, edits),
        Command::ArchiveOrganisation { id, archived } => {
            archive_organisation(network, *id, *archived)
        }
        Command::ArchivePartnership { id, archived } => {
            archive_partnership(network, *id, *archived)
        }
        Command::RemoveDemo => Ok(remove_demo(network)),
    }
}

fn add(
    network: &Network,
    organisations: &[NewOrganisation],
    partnerships: &[NewPartnership],
    origin: Origin,
) -> Result<Vec<Change>, Refusal> {
    let mut faults = Vec::new();
    let mut added = BTreeMap::new();
    let mut numbers = BTreeMap::new();
    for new in organisations {
        if network.organisation(new.id).is_some() || added.insert(new.id, new.archived).is_some() {
            return Err(Refusal::IdTaken);
        }
        faults.extend(profile_faults(network, new.id, &new.profile));
        if let Some(by) = new
            .profile
            .npsn
            .and_then(|npsn| numbers.insert(npsn, new.id))
        {
            faults.push(Fault::new(Field::Npsn, Problem::Taken { by }));
        }
    }
    let standing = |id| {
        added
            .get(&id)
            .copied()
            .or_else(|| Some(network.organisation(id)?.archived))
    };
    let mut identifiers = BTreeSet::new();
    for new in partnerships {
        if network.partnership(new.id).is_some() || !identifiers.insert(new.id) {
            return Err(Refusal::IdTaken);
        }
        faults.extend(new.terms.faults());
        // One that comes in archived may have archived parties: so a whole network can be brought in as it was.
        faults.extend(new.terms.parties.iter().filter_map(|party| {
            match standing(party.organisation) {
                None => Some(unknown_party(party.organisation)),
                Some(true) if !new.archived => Some(archived_party(party.organisation)),
                Some(_) => None,
            }
        }));
    }
    refuse_if_any(faults)?;

    let organisations = organisations.iter().cloned();
    let mut changes: Vec<Change> = organisations
        .map(|organisation| Change::OrganisationAdded {
            organisation,
            origin,
        })
        .collect();
    changes.extend(partnerships.iter().cloned().map(|mut partnership| {
        if origin == Origin::Entered {
            keep_answers(&mut partnership.terms.parties, &[]);
        }
        Change::PartnershipAdded {
            partnership,
            origin,
        }
    }));
    Ok(changes)
}

fn edit_organisation(
    network: &Network,
    id: OrganisationId,
    edits: &[Edit<ProfileValue>],
) -> Result<Vec<Change>, Refusal> {
    let organisation = organisation(network, id)?;
    if organisation.archived {
        return Err(Refusal::Archived);
    }
    let mut profile = organisation.profile.clone();
    let conflicts = merge(edits, |value| {
        (
            organisation.profile.get(value.field()),
            organisation.version(value.field()),
        )
    });
    if !conflicts.is_empty() {
        return Err(Refusal::OrganisationConflict(conflicts));
    }
    edits
        .iter()
        .for_each(|edit| profile.set(edit.value.clone()));
    refuse_if_any(profile_faults(network, id, &profile))?;
    let differences = organisation.profile.differences(&profile).into_iter();
    Ok(differences
        .map(|after| Change::OrganisationChanged {
            id,
            before: organisation.profile.get(after.field()),
            after,
        })
        .collect())
}

fn edit_partnership(
    network: &Network,
    id: PartnershipId,
    edits: &[Edit<TermsValue>],
) -> Result<Vec<Change>, Refusal> {
    let partnership = partnership(network, id)?;
    if partnership.archived {
        return Err(Refusal::Archived);
    }
    let mut terms = partnership.terms.clone();
    let conflicts = merge(edits, |value| {
        (
            partnership.terms.get(value.field()),
            partnership.version(value.field()),
        )
    });
    if !conflicts.is_empty() {
        return Err(Refusal::PartnershipConflict(conflicts));
    }
    edits.iter().for_each(|edit| terms.set(edit.value.clone()));
    keep_answers(&mut terms.parties, &partnership.terms.parties);
    let mut faults = terms.faults();
    faults.extend(terms.parties.iter().filter_map(|party| {
        match network.organisation(party.organisation) {
            None => Some(unknown_party(party.organisation)),
            Some(organisation) => organisation
                .archived
                .then(|| archived_party(party.organisation)),
        }
    }));
    refuse_if_any(faults)?;
    let differences = partnership.terms.differences(&terms).into_iter();
    Ok(differences
        .map(|after| Change::PartnershipChanged {
            id,
            before: partnership.terms.get(after.field()),
            after,
        })
        .collect())
}

fn archive_organisation(
    network: &Network,
    id: OrganisationId,
    archived: bool,
) -> Result<Vec<Change>, Refusal> {
    let organisation = organisation(network, id)?;
    let open = network
        .partnerships_of(id)
        .filter(|partnership| !partnership.archived)
        .count();
    if archived && open > 0 {
        return Err(Refusal::HasPartnerships(open));
    }
    let changed = organisation.archived != archived;
    Ok(changed
        .then_some(Change::OrganisationArchived { id, archived })
        .into_iter()
        .collect())
}

fn archive_partnership(
    network: &Network,
    id: PartnershipId,
    archived: bool,
) -> Result<Vec<Change>, Refusal> {
    let partnership = partnership(network, id)?;
    let parties = partnership.terms.parties.iter();
    let mut away = parties.filter(|party| {
        network
            .organisation(party.organisation)
            .is_none_or(|o| o.archived)
    });
    if let (false, Some(party)) = (archived, away.next()) {
        return Err(Refusal::Invalid(vec![archived_party(party.organisation)]));
    }
    let changed = partnership.archived != archived;
    Ok(changed
        .then_some(Change::PartnershipArchived { id, archived })
        .into_iter()
        .collect())
}

fn remove_demo(network: &Network) -> Vec<Change> {
    let invented = |id| {
        network
            .organisation(id)
            .is_some_and(|o: &Organisation| o.origin == Origin::Demo)
    };
    let touched = |p: &&Partnership| {
        p.origin == Origin::Demo
            || p.terms
                .parties
                .iter()
                .any(|party| invented(party.organisation))
    };
    let partnerships = network.partnerships().filter(touched);
    let partnerships = partnerships.map(|p| Change::PartnershipRemoved {
        partnership: Box::new(p.clone()),
    });
    let organisations = network
        .organisations()
        .filter(|organisation| organisation.origin == Origin::Demo);
    let organisations = organisations.map(|o| Change::OrganisationRemoved {
        organisation: Box::new(o.clone()),
    });
    partnerships.chain(organisations).collect()
}

fn organisation(network: &Network, id: OrganisationId) -> Result<&Organisation, Refusal> {
    network.organisation(id).ok_or(Refusal::NoOrganisation(id))
}

fn partnership(network: &Network, id: PartnershipId) -> Result<&Partnership, Refusal> {
    network.partnership(id).ok_or(Refusal::NoPartnership(id))
}

fn refuse_if_any(faults: Vec<Fault>) -> Result<(), Refusal> {
    if faults.is_empty() {
        Ok(())
    } else {
        Err(Refusal::Invalid(faults))
    }
}

fn unknown_party(id: OrganisationId) -> Fault {
    Fault::new(
        Field::Parties,
        Problem::UnknownOrganisation {
            given: id.to_string(),
        },
    )
}

fn archived_party(organisation: OrganisationId) -> Fault {
    Fault::new(
        Field::Parties,
        Problem::ArchivedOrganisation { organisation },
    )
}

fn profile_faults(network: &Network, id: OrganisationId, profile: &Profile) -> Vec<Fault> {
    let mut faults = profile.faults();
    let holder = profile.npsn.and_then(|npsn| network.by_npsn(npsn));
    if let Some(by) = holder.filter(|holder| *holder != id) {
        faults.push(Fault::new(Field::Npsn, Problem::Taken { by }));
    }
    faults
}

/// The edits whose field has been changed since to something else than what they would write.
fn merge<V: PartialEq + Clone>(
    edits: &[Edit<V>],
    current: impl Fn(&V) -> (V, crate::Seq),
) -> Vec<Conflict<V>> {
    let conflicts = edits.iter().filter_map(|edit| {
        let (theirs, version) = current(&edit.value);
        let conflict = version > edit.base && theirs != edit.value;
        conflict.then(|| Conflict {
            theirs,
            yours: edit.value.clone(),
        })
    });
    conflicts.collect()
}

/// A party's answer is its own: who edits the list of parties neither gives nor takes one.
pub fn keep_answers(parties: &mut [Party], before: &[Party]) {
    for party in parties {
        let known = before
            .iter()
            .find(|known| known.organisation == party.organisation);
        party.answer = known.map_or(Answer::Pending, |known| known.answer);
    }
}

/// The edits that turn one version of a record into another, based on what the record was.
pub fn profile_edits(was: &Organisation, profile: &Profile) -> Vec<Edit<ProfileValue>> {
    let differences = was.profile.differences(profile).into_iter();
    differences
        .map(|value| Edit {
            base: was.version(value.field()),
            value,
        })
        .collect()
}

/// The edits that turn the terms of a partnership into others, based on what they were.
pub fn terms_edits(was: &Partnership, terms: &Terms) -> Vec<Edit<TermsValue>> {
    let differences = was.terms.differences(terms).into_iter();
    differences
        .map(|value| Edit {
            base: was.version(value.field()),
            value,
        })
        .collect()
}
