//! Members, claims, stewards.

use super::organisation;
use crate::network::Network;
use crate::{
    Action, Actor, Change, Fault, Field, Line, Member, MemberRole, Npsn, On, OrganisationId,
    Person, PersonId, Problem, Record, RecordId, Refusal, may,
};

pub fn claim(
    network: &Network,
    actor: Actor,
    id: RecordId,
    (of, npsn): (OrganisationId, Option<Npsn>),
    note: &Line,
) -> Result<Vec<Change>, Refusal> {
    let claimed = organisation(network, of)?;
    if claimed.archived {
        return Err(Refusal::Archived);
    }
    // Who acts for a school knows its number; where none is on record there is nothing to compare.
    if claimed.profile.npsn.is_some() && claimed.profile.npsn != npsn {
        let problem = match npsn {
            Some(_) => Problem::OtherNumber,
            None => Problem::Missing,
        };
        return Err(Fault::new(Field::Npsn, problem).into());
    }
    let Actor::Person(person) = actor else {
        return Err(Refusal::Forbidden);
    };
    let member = Member {
        id,
        organisation: of,
        person,
        role: MemberRole::Admin,
        claim: Some(note.clone()),
    };
    enter(network, member)
}

/// The change that enters a member who is none yet.
pub fn enter(network: &Network, member: Member) -> Result<Vec<Change>, Refusal> {
    let mut memberships = network.memberships(member.person);
    if memberships.any(|known| known.organisation == member.organisation) {
        return Err(Refusal::MemberAlready);
    }
    if network.record(member.id).is_some() {
        return Err(Refusal::IdTaken);
    }
    Ok(vec![Change::recorded(None, Some(member.into()))])
}

pub fn settle_claim(
    network: &Network,
    actor: Actor,
    id: RecordId,
    verified: bool,
) -> Result<Vec<Change>, Refusal> {
    let member = member(network, id)?;
    // Nobody vouches for oneself.
    if verified && actor == Actor::Person(member.person) {
        return Err(Refusal::Forbidden);
    }
    if member.is_active() {
        return Err(Refusal::NoRecord(id));
    }
    let after = verified.then(|| {
        Member {
            claim: None,
            ..member.clone()
        }
        .into()
    });
    Ok(vec![Change::recorded(Some(&member.clone().into()), after)])
}

pub fn admit(network: &Network, member: Member) -> Result<Vec<Change>, Refusal> {
    if organisation(network, member.organisation)?.archived {
        return Err(Refusal::Archived);
    }
    // Who had claimed and is invited need not wait for the steward.
    let claim = network.memberships(member.person);
    let mut claim = claim.filter(|m| m.organisation == member.organisation && !m.is_active());
    if let Some(claim) = claim.next() {
        let after = Member {
            id: claim.id,
            ..member
        };
        return Ok(vec![Change::recorded(
            Some(&claim.clone().into()),
            Some(after.into()),
        )]);
    }
    enter(network, member)
}

pub fn set_role(
    network: &Network,
    actor: Actor,
    id: RecordId,
    role: Option<MemberRole>,
) -> Result<Vec<Change>, Refusal> {
    let member = member(network, id)?;
    // Everyone may leave.
    let leaves = role.is_none() && actor == Actor::Person(member.person);
    if !leaves
        && !may(
            network,
            actor,
            Action::Manage,
            On::Organisation(member.organisation),
        )
    {
        return Err(Refusal::Forbidden);
    }
    // Nobody gives themselves a say: who looks after an organisation for others least of all.
    let own = actor == Actor::Person(member.person);
    let admin = network.role(member.person, member.organisation) == Some(MemberRole::Admin);
    if own && !leaves && !admin {
        return Err(Refusal::Forbidden);
    }
    if role == Some(member.role) {
        return Ok(Vec::new());
    }
    let others: Vec<_> = network
        .members_of(member.organisation)
        .filter(|other| other.id != id)
        .collect();
    let was_admin = member.is_active() && member.role == MemberRole::Admin;
    // The last one of all may go, but not stay as less; a steward then finds the organisation with nobody.
    let stay = role.is_some() || !others.is_empty();
    if was_admin && stay && others.iter().all(|m| m.role != MemberRole::Admin) {
        return Err(Refusal::LastAdmin);
    }
    let after = role.map(|role| {
        Member {
            role,
            ..member.clone()
        }
        .into()
    });
    Ok(vec![Change::recorded(Some(&member.clone().into()), after)])
}

pub fn appoint(network: &Network, person: PersonId, steward: bool) -> Vec<Change> {
    stand(network, person, |person| person.steward = steward)
}

pub fn block(
    network: &Network,
    person: PersonId,
    reason: Option<&Line>,
) -> Result<Vec<Change>, Refusal> {
    if reason.is_some_and(|reason| reason.is_empty()) {
        return Err(Fault::new(Field::Reason, Problem::Missing).into());
    }
    Ok(stand(network, person, |person| {
        person.blocked = reason.is_some();
        person.reason = reason.cloned().unwrap_or_default();
    }))
}

fn stand(network: &Network, id: PersonId, change: impl FnOnce(&mut Person)) -> Vec<Change> {
    let known = network.person(id);
    let id = RecordId::from_u128(id.to_u128());
    let before = known.cloned().unwrap_or(Person {
        id,
        steward: false,
        blocked: false,
        reason: Line::default(),
    });
    let mut after = before.clone();
    change(&mut after);
    if after == before {
        return Vec::new();
    }
    let known = known.map(|person| Record::Person(person.clone()));
    vec![Change::recorded(known.as_ref(), Some(after.into()))]
}

fn member(network: &Network, id: RecordId) -> Result<&Member, Refusal> {
    network.kept(id).ok_or(Refusal::NoRecord(id))
}
