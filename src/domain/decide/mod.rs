//! Every rule on what may happen: a command either leads to changes or is refused.

mod merge;
mod people;
mod records;

use crate::change::Subject;
use crate::fault::Conflict;
use crate::life::lacks_until;
use crate::network::Network;
use crate::permission::{blocked, standings};
use crate::{
    Action, Actor, Answer, Change, Command, Edit, Fault, Field, Member, MemberRole,
    NewOrganisation, NewPartnership, On, Organisation, OrganisationId, Origin, Partnership,
    PartnershipId, Party, Problem, Profile, ProfileValue, Proposal, ProposalState, Refusal, Seq,
    Standing, Terms, TermsValue, Timestamp, may, may_archive,
};
use std::collections::{BTreeMap, BTreeSet};

/// What a command changes in the network, or why it is refused. No changes where all is so already.
pub fn decide(
    network: &Network,
    actor: Actor,
    now: Timestamp,
    command: &Command,
) -> Result<Vec<Change>, Refusal> {
    let mut changes = decided(network, actor, now, command)?;
    changes.extend(records::outdated(network, &changes));
    Ok(changes)
}

fn decided(
    network: &Network,
    actor: Actor,
    now: Timestamp,
    command: &Command,
) -> Result<Vec<Change>, Refusal> {
    if let Some(reason) = blocked(network, actor) {
        return Err(Refusal::Blocked(reason.clone()));
    }
    let allow = |action, on| match may(network, actor, action, on) {
        true => Ok(()),
        false => Err(Refusal::Forbidden),
    };
    // Where the table can be asked only once the record is found: whether there is one is not a visitor's to learn.
    let no_visitor = match standings(network, actor, On::Network).contains(&Standing::Visitor) {
        true => Err(Refusal::Forbidden),
        false => Ok(()),
    };
    match command {
        Command::Add {
            organisations,
            partnerships,
            origin,
        } => {
            match origin {
                Origin::Entered => allow(Action::Register, On::Network)?,
                Origin::Imported => allow(Action::Import, On::Anywhere)?,
                Origin::Demo => allow(Action::RemoveDemo, On::Network)?,
            }
            add(network, (actor, now), organisations, partnerships, *origin)
        }
        Command::Register {
            organisation,
            member,
            note,
        } => {
            allow(Action::Register, On::Network)?;
            let Actor::Person(person) = actor else {
                return Err(Refusal::Forbidden);
            };
            let new = std::slice::from_ref(&**organisation);
            let mut changes = add(network, (actor, now), new, &[], Origin::Entered)?;
            changes.extend(people::enter(
                network,
                Member {
                    id: *member,
                    organisation: organisation.id,
                    person,
                    role: MemberRole::Admin,
                    claim: Some(note.clone()),
                },
            )?);
            Ok(changes)
        }
        Command::EditOrganisation { id, edits } => {
            allow(Action::EditOrganisation, On::Organisation(*id))?;
            edit_organisation(network, *id, edits)
        }
        Command::EditPartnership {
            id,
            edits,
            by,
            proposal,
            note,
        } => {
            let Some(by) = by else {
                allow(Action::Steward, On::Network)?;
                let partnership = partnership(network, *id)?;
                if !looked_after_by_stewards(network, partnership) {
                    return Err(Refusal::Forbidden);
                }
                return adopted(network, now, partnership, edits, false);
            };
            allow(Action::Represent, On::Organisation(*by))?;
            records::propose(
                network,
                Proposal {
                    id: *proposal,
                    partnership: *id,
                    by: *by,
                    note: note.clone(),
                    edits: edits.clone(),
                    before: Vec::new(),
                    voters: BTreeSet::new(),
                    votes: BTreeMap::new(),
                    state: ProposalState::Open,
                    at: now,
                },
            )
        }
        Command::ArchiveOrganisation { id, archived } => {
            allow(Action::Manage, On::Organisation(*id))?;
            archive_organisation(network, *id, *archived)
        }
        Command::ArchivePartnership { id, archived } => {
            let known = network.partnership(*id);
            if !known.is_some_and(|partnership| may_archive(network, actor, partnership)) {
                allow(Action::Steward, On::Network)?;
            }
            archive_partnership(network, *id, *archived)
        }
        Command::Answer {
            id,
            organisation,
            answer,
            reason,
            seen,
        } => {
            allow(Action::Represent, On::Organisation(*organisation))?;
            records::answer(network, (*id, *organisation, *answer), reason, *seen)
        }
        Command::Vote {
            proposal,
            organisation,
            refusal,
        } => {
            allow(Action::Represent, On::Organisation(*organisation))?;
            records::vote(network, now, *proposal, *organisation, refusal.as_ref())
        }
        Command::Withdraw { proposal } => {
            no_visitor?;
            records::withdraw(network, actor, *proposal)
        }
        Command::Save { record, base } => {
            no_visitor?;
            records::save(network, actor, now, record, *base)
        }
        Command::Remove { id } => {
            no_visitor?;
            records::remove(network, actor, *id)
        }
        Command::Claim {
            member,
            organisation,
            npsn,
            note,
        } => {
            allow(Action::Register, On::Network)?;
            people::claim(network, actor, *member, (*organisation, *npsn), note)
        }
        Command::SettleClaim { member, verified } => {
            allow(Action::Steward, On::Network)?;
            people::settle_claim(network, actor, *member, *verified)
        }
        Command::Admit {
            member,
            organisation,
            person,
            role,
        } => {
            allow(Action::Manage, On::Organisation(*organisation))?;
            // Who looks after an organisation lets others in, not oneself.
            if actor == Actor::Person(*person) {
                return Err(Refusal::Forbidden);
            }
            people::admit(
                network,
                Member {
                    id: *member,
                    organisation: *organisation,
                    person: *person,
                    role: *role,
                    claim: None,
                },
            )
        }
        Command::SetRole { member, role } => {
            no_visitor?;
            people::set_role(network, actor, *member, *role)
        }
        Command::Appoint { person, steward } => {
            allow(Action::Steward, On::Network)?;
            Ok(people::appoint(network, *person, *steward))
        }
        Command::Block { person, reason } => {
            allow(Action::Steward, On::Network)?;
            people::block(network, *person, reason.as_ref())
        }
        Command::Distinguish {
            distinction,
            first,
            second,
            distinct,
        } => {
            allow(Action::Steward, On::Network)?;
            let pair = (*first.min(second), *first.max(second));
            merge::distinguish(network, *distinction, pair, *distinct)
        }
        Command::Merge { merger, from, into } => {
            allow(Action::Steward, On::Network)?;
            merge::merge(network, *merger, *from, *into)
        }
        Command::Furnish { records } => {
            allow(Action::RemoveDemo, On::Network)?;
            records::furnish(network, records)
        }
        Command::RemoveDemo => {
            allow(Action::RemoveDemo, On::Network)?;
            Ok(remove_demo(network))
        }
    }
}

/// Whether nobody acts for any of the parties, so that there is nobody to agree with.
pub fn looked_after_by_stewards(network: &Network, partnership: &Partnership) -> bool {
    let mut parties = partnership.terms.staying();
    !parties.any(|party| is_looked_after(network, party.organisation))
}

/// Whether anybody acts for an organisation.
pub fn is_looked_after(network: &Network, organisation: OrganisationId) -> bool {
    network.members_of(organisation).next().is_some()
}

fn add(
    network: &Network,
    (actor, now): (Actor, Timestamp),
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
    let steward = may(network, actor, Action::Steward, On::Network);
    let own = |party: &Party| {
        let on = On::Organisation(party.organisation);
        may(network, actor, Action::Represent, on)
    };
    let mut identifiers = BTreeSet::new();
    for new in partnerships {
        if !steward && !new.terms.parties.iter().any(own) {
            return Err(Refusal::Forbidden);
        }
        if network.partnership(new.id).is_some() || !identifiers.insert(new.id) {
            return Err(Refusal::IdTaken);
        }
        faults.extend(new.terms.faults());
        faults.extend(new.terms.not_yet_signed(now.date()));
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
    // A party's word is its own. A steward who brings in a file says what it has of those who have nobody to ask, so that
    // a network can be brought back as it was; all of it is said by whoever runs the program, and by the demonstration.
    let as_written = |party: &Party| match origin {
        Origin::Demo => true,
        Origin::Imported if actor == Actor::System => true,
        Origin::Imported if steward => own(party) || !is_looked_after(network, party.organisation),
        Origin::Imported | Origin::Entered => false,
    };
    changes.extend(partnerships.iter().cloned().map(|mut partnership| {
        for party in &mut partnership.terms.parties {
            party.answer = match party.answer {
                answer if as_written(party) => answer,
                _ if own(party) => Answer::Accepted,
                _ => Answer::Pending,
            };
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
    let conflicts = conflicts(network, edits, |value| {
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

/// The changes that some edits of the terms are. With `in_step`, a later step is taken only when nothing is missing.
fn adopted(
    network: &Network,
    now: Timestamp,
    partnership: &Partnership,
    edits: &[Edit<TermsValue>],
    in_step: bool,
) -> Result<Vec<Change>, Refusal> {
    if partnership.archived {
        return Err(Refusal::Archived);
    }
    let mut terms = partnership.terms.clone();
    let conflicts = conflicts(network, edits, |value| {
        (
            partnership.terms.get(value.field()),
            partnership.version(value.field()),
        )
    });
    if !conflicts.is_empty() {
        return Err(Refusal::PartnershipConflict(conflicts));
    }
    edits.iter().for_each(|edit| terms.set(edit.value.clone()));
    settle_answers(&mut terms.parties, &partnership.terms.parties);
    let mut faults = terms.faults();
    // What an older release took stays, until it is written anew.
    if terms.agreement != partnership.terms.agreement {
        faults.extend(terms.not_yet_signed(now.date()));
    }
    // Who ends it says why, as who leaves does.
    let silent = |edit: &Edit<TermsValue>| matches!(&edit.value, TermsValue::Ended(Some(ending)) if ending.reason.is_empty());
    if edits.iter().any(silent) {
        faults.push(Fault::new(Field::EndedReason, Problem::Missing));
    }
    faults.extend(terms.parties.iter().filter_map(|party| {
        match network.organisation(party.organisation) {
            None => Some(unknown_party(party.organisation)),
            Some(organisation) => organisation
                .archived
                .then(|| archived_party(party.organisation)),
        }
    }));
    refuse_if_any(faults)?;
    if in_step && terms.step > partnership.terms.step {
        let lacks = lacks_until(network, partnership, &terms, terms.step);
        if !lacks.is_empty() {
            return Err(Refusal::NotYet(lacks));
        }
    }
    let differences = partnership.terms.differences(&terms).into_iter();
    Ok(differences
        .map(|after| Change::PartnershipChanged {
            id: partnership.id,
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
        return Err(archived_party(party.organisation).into());
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
    let gone = |owner: Subject| match owner {
        Subject::Organisation(id) => invented(id),
        Subject::Partnership(id) => network.partnership(id).is_some_and(|p| touched(&p)),
        Subject::Record(_) => false,
    };
    let records = network.records().map(|versioned| &versioned.record);
    let records = records.filter(|record| record.owner().is_some_and(gone));
    let records = records.map(|record| Change::recorded(Some(record), None));
    records.chain(partnerships).chain(organisations).collect()
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
fn conflicts<V: PartialEq + Clone>(
    network: &Network,
    edits: &[Edit<V>],
    current: impl Fn(&V) -> (V, Seq),
) -> Vec<Conflict<V>> {
    let conflicts = edits.iter().filter_map(|edit| {
        let (theirs, version) = current(&edit.value);
        let conflict = version > known(network, edit.base) && theirs != edit.value;
        conflict.then(|| Conflict {
            theirs,
            yours: edit.value.clone(),
        })
    });
    conflicts.collect()
}

/// What somebody knows who says to have seen an entry of the log: nothing, where it is yet to come.
fn known(network: &Network, seen: Seq) -> Seq {
    match seen <= network.seq() {
        true => seen,
        false => Seq::default(),
    }
}

/// A party's answer is its own: who edits the list of parties neither gives nor takes one.
pub fn keep_answers(parties: &mut [Party], before: &[Party]) {
    for party in parties {
        (party.answer, party.left) = answer_of(before, party.organisation);
    }
}

/// An earlier value of the terms with the answers of today: to bring back the list of parties asks nobody again.
pub fn with_answers(network: &Network, id: PartnershipId, mut value: TermsValue) -> TermsValue {
    if let (TermsValue::Parties(parties), Some(now)) = (&mut value, network.partnership(id)) {
        keep_answers(parties, &now.terms.parties);
    }
    value
}

/// The same but for those that declined or left and are [asked again](asked_again).
fn settle_answers(parties: &mut [Party], before: &[Party]) {
    for party in parties {
        let known = answer_of(before, party.organisation);
        let again = party.answer == Answer::Pending && known.0.is_out();
        (party.answer, party.left) = if again { UNANSWERED } else { known };
    }
}

/// What a party says that was not asked before.
const UNANSWERED: (Answer, Option<Seq>) = (Answer::Pending, None);

/// What a party says, and by which log entry it left.
fn answer_of(parties: &[Party], organisation: OrganisationId) -> (Answer, Option<Seq>) {
    let mut known = parties.iter().filter(|p| p.organisation == organisation);
    known
        .next()
        .map_or(UNANSWERED, |known| (known.answer, known.left))
}

/// The parties as they are once one that declined or left is asked again: for the others to agree on, and for it to
/// answer. None where it is not out.
pub fn asked_again(terms: &Terms, organisation: OrganisationId) -> Option<TermsValue> {
    let mut parties = terms.parties.clone();
    let mut all = parties.iter_mut();
    let party = all.find(|party| party.organisation == organisation && party.answer.is_out())?;
    (party.answer, party.left) = UNANSWERED;
    Some(TermsValue::Parties(parties))
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
