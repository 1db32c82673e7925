//! Who may do what: the one table, and the one place that asks it.

use crate::change::Subject;
use crate::code::coded;
use crate::records::{Kept, Record};
use crate::{
    Answer, Date, Line, MemberRole, Network, OrganisationId, Partnership, PartnershipId, Party,
    PersonId, Seq, Status,
};
use serde::{Deserialize, Serialize};

/// Who acts, as the change log records it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Actor {
    /// The program itself, or whoever runs it, by a command.
    System,
    /// Somebody who has not signed in.
    Visitor,
    /// Somebody who has.
    Person(PersonId),
}

coded! {
    /// What an actor is to something; one can be several at once.
    pub enum Standing {
        /// Anybody.
        Visitor = "visitor",
        /// Somebody who has signed in.
        Person = "person",
        /// A member of the organisation, or of a party.
        Viewer = "viewer",
        /// A member who may write for it.
        Editor = "editor",
        /// A member who may also admit others.
        Admin = "admin",
        /// Looks after the whole network.
        Steward = "steward",
        /// A steward, to an organisation that has no admin who could act.
        Caretaker = "caretaker",
        /// The program.
        System = "system",
    }
}

coded! {
    /// What there is to do.
    pub enum Action {
        /// See what is public.
        Browse = "browse",
        /// Take the public network away as a file.
        Export = "export",
        /// Bring in a file.
        Import = "import",
        /// Change the own account: name, address, password and wishes; delete it.
        KeepAccount = "keep_account",
        /// Add an organisation, or claim to act for one.
        Register = "register",
        /// Change what an organisation says of itself, and whom to reach there.
        EditOrganisation = "edit_organisation",
        /// Put an organisation away and bring it back; admit members and give them roles.
        Manage = "manage",
        /// Write for an organisation: needs and offers, and in its partnerships proposals, votes, plans and reports.
        Represent = "represent",
        /// See what only those concerned see: drafts, proposals, comments, plans, contact persons.
        SeeInside = "see_inside",
        /// Verify claims, merge duplicates, block people, look after records that nobody looks after.
        Steward = "steward",
        /// Take the demonstration out.
        RemoveDemo = "remove_demo",
    }
}

/// What is acted on.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum On {
    /// The network as a whole: memberships do not count.
    Network,
    /// An organisation: the actor's own role in it counts.
    Organisation(OrganisationId),
    /// A partnership: the best role in any of its parties counts; who has not confirmed, or has left, only looks on.
    Partnership(PartnershipId),
    /// What a log entry wrote inside of a partnership: as it, but who has left sees what was written until then, and
    /// its own word.
    Written {
        /// In which.
        partnership: PartnershipId,
        /// By which entry.
        by: Seq,
        /// Whose word it is, if it is one's.
        speaker: Option<OrganisationId>,
    },
    /// Any organisation: the best role anywhere counts.
    Anywhere,
}

/// The table: the least role of a member that may do it, and the least of those who look after the network.
const fn row(action: Action) -> (Option<Standing>, Option<Standing>) {
    use Standing::*;
    match action {
        Action::Browse | Action::Export => (Some(Visitor), Some(Steward)),
        // Who is blocked signs in to see why, and writes nothing, the own account included.
        Action::KeepAccount | Action::Register => (Some(Person), Some(Steward)),
        Action::Import | Action::EditOrganisation => (Some(Editor), Some(Steward)),
        // A steward who could admit people anywhere could vote everywhere.
        Action::Manage => (Some(Admin), Some(Caretaker)),
        // A steward has no vote: partnerships are by agreement of their parties.
        Action::Represent => (Some(Editor), None),
        Action::SeeInside => (Some(Viewer), Some(Steward)),
        Action::Steward | Action::RemoveDemo => (None, Some(Steward)),
    }
}

/// Whether somebody of that standing may do it.
pub fn allows(standing: Standing, action: Action) -> bool {
    let (member, steward) = row(action);
    let least = match standing {
        Standing::Steward | Standing::Caretaker | Standing::System => steward,
        Standing::Visitor
        | Standing::Person
        | Standing::Viewer
        | Standing::Editor
        | Standing::Admin => member,
    };
    least.is_some_and(|least| standing >= least)
}

/// Why the actor may do no more than a visitor, if a steward blocked this person.
pub fn blocked(network: &Network, actor: Actor) -> Option<&Line> {
    match actor {
        Actor::Person(person) => network.person(person).filter(|person| person.blocked),
        Actor::System | Actor::Visitor => None,
    }
    .map(|person| &person.reason)
}

/// What the actor is to it, besides what everybody is.
pub fn standings(network: &Network, actor: Actor, on: On) -> Vec<Standing> {
    let person = match actor {
        Actor::System => return vec![Standing::System],
        Actor::Visitor => return vec![Standing::Visitor],
        Actor::Person(_) if blocked(network, actor).is_some() => return vec![Standing::Visitor],
        Actor::Person(person) => person,
    };
    let mut standings = vec![Standing::Person];
    let role = match on {
        On::Network => None,
        On::Organisation(id) => network.role(person, id),
        On::Partnership(id) => role_in(network, person, id, |_| true),
        On::Written {
            partnership,
            by,
            speaker,
        } => role_in(network, person, partnership, |party| {
            let was_there = party.left.is_some_and(|left| by <= left);
            party.answer != Answer::Left || was_there || speaker == Some(party.organisation)
        }),
        On::Anywhere => network
            .memberships(person)
            .filter(|m| m.is_active())
            .map(|m| m.role)
            .max(),
    };
    standings.extend(role.map(|role| match role {
        MemberRole::Viewer => Standing::Viewer,
        MemberRole::Editor => Standing::Editor,
        MemberRole::Admin => Standing::Admin,
    }));
    if network.is_steward(person) {
        standings.push(match on {
            On::Organisation(id) if !has_admin(network, id) => Standing::Caretaker,
            _ => Standing::Steward,
        });
    }
    standings
}

/// The best role that a person has by one of some parties of a partnership.
fn role_in(
    network: &Network,
    person: PersonId,
    id: PartnershipId,
    counts: impl Fn(&Party) -> bool,
) -> Option<MemberRole> {
    let role = |party: &Party| network.role(person, party.organisation);
    let parties = network.partnership(id)?.terms.parties.iter();
    parties
        .filter(|party| counts(party))
        .filter_map(|party| match party.answer {
            Answer::Accepted => role(party),
            // Who has not confirmed looks on, and what was done together stays in sight of who has left.
            Answer::Pending | Answer::Left => role(party).map(|_| MemberRole::Viewer),
            Answer::Declined => None,
        })
        .max()
}

/// Whether somebody can admit people to an organisation: an admin whom no steward has blocked.
fn has_admin(network: &Network, id: OrganisationId) -> bool {
    let mut members = network.members_of(id);
    members.any(|m| m.role == MemberRole::Admin && !network.is_blocked(m.person))
}

/// Whether the actor sees the partnership at all: drafts are seen by those who write them only.
pub fn may_see(network: &Network, actor: Actor, partnership: &Partnership) -> bool {
    let mut writers = partnership.writers().into_iter();
    !partnership.is_draft()
        || actor == Actor::System
        || writers.any(|id| may(network, actor, Action::SeeInside, On::Organisation(id)))
}

/// Whether the actor may put the partnership away or bring it back. A draft is its proposer's own; what others have a
/// part in is not put away by one of them.
pub fn may_archive(network: &Network, actor: Actor, partnership: &Partnership) -> bool {
    let mut proposers = partnership.terms.accepted().into_iter();
    let own = |id| may(network, actor, Action::Represent, On::Organisation(id));
    may(network, actor, Action::Steward, On::Network)
        || partnership.is_draft() && proposers.any(own)
}

/// Whether the actor sees whom to reach at an organisation: its members do, and those of its partners.
pub fn may_see_contacts(network: &Network, actor: Actor, id: OrganisationId, today: Date) -> bool {
    let inside = |id| may(network, actor, Action::SeeInside, On::Organisation(id));
    let mut partners = network
        .partnerships_of(id)
        .filter(|p| !p.archived && p.status(today) != Status::Ended)
        .map(|p| p.terms.accepted())
        .filter(|accepted| accepted.contains(&id))
        .flatten();
    inside(id) || partners.any(inside)
}

/// Whether the actor may do it.
pub fn may(network: &Network, actor: Actor, action: Action, on: On) -> bool {
    standings(network, actor, on)
        .into_iter()
        .any(|standing| allows(standing, action))
}

/// Whether the actor sees one of the smaller records as a log entry wrote it.
pub fn may_see_record(
    network: &Network,
    actor: Actor,
    today: Date,
    record: &Record,
    written: Seq,
) -> bool {
    let is = |person| actor == Actor::Person(person);
    let inside = |on| may(network, actor, Action::SeeInside, on);
    match record {
        Record::Contact(contact) => may_see_contacts(network, actor, contact.organisation, today),
        Record::Member(member) => {
            is(member.person) || inside(On::Organisation(member.organisation))
        }
        Record::Person(person) => {
            is(PersonId::from_u128(person.id.to_u128()))
                || may(network, actor, Action::Steward, On::Network)
        }
        public if public.kind().is_public() => true,
        of_partnership => match of_partnership.owner() {
            Some(Subject::Partnership(id)) => {
                let partnership = network.partnership(id);
                let on = On::Written {
                    partnership: id,
                    by: written,
                    speaker: record.speaker(),
                };
                inside(on) && partnership.is_some_and(|p| may_see(network, actor, p))
            }
            _ => false,
        },
    }
}

/// The smaller records of a type that belong to something, as far as the actor sees them, oldest first.
pub fn seen_records<R: Kept>(
    network: &Network,
    actor: Actor,
    today: Date,
    owner: Subject,
) -> impl Iterator<Item = &R> {
    network.all_records_of(owner).filter_map(move |kept| {
        let record = R::of(&kept.record)?;
        may_see_record(network, actor, today, &kept.record, kept.changed).then_some(record)
    })
}

/// Whether the actor knows by name a person who is at some record: stewards do and those who act for the same
/// organisation, and whoever sees inside of the record as that person does.
pub fn may_know(network: &Network, actor: Actor, person: PersonId, at: Option<Subject>) -> bool {
    let inside = |actor, on| may(network, actor, Action::SeeInside, on);
    let on = match at {
        Some(Subject::Organisation(id)) => Some(On::Organisation(id)),
        Some(Subject::Partnership(id)) => Some(On::Partnership(id)),
        Some(Subject::Record(_)) | None => None,
    };
    let own = network.memberships(person).filter(|own| own.is_active());
    let mut own = own.map(|own| On::Organisation(own.organisation));
    may(network, actor, Action::Steward, On::Network)
        || own.any(|on| inside(actor, on))
        || on.is_some_and(|on| inside(actor, on) && inside(Actor::Person(person), on))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::Coded;

    #[test]
    fn the_table() {
        let allowed = |standing| {
            let actions = Action::ALL.iter().copied();
            actions
                .filter(|action| allows(standing, *action))
                .collect::<Vec<_>>()
        };
        use Action::*;
        let visitor = vec![Browse, Export];
        let person = vec![Browse, Export, KeepAccount, Register];
        let viewer = vec![Browse, Export, KeepAccount, Register, SeeInside];
        let editor = vec![
            Browse,
            Export,
            Import,
            KeepAccount,
            Register,
            EditOrganisation,
            Represent,
            SeeInside,
        ];
        let mut admin = editor.clone();
        admin.insert(6, Manage);
        let caretaker: Vec<_> = Action::ALL
            .iter()
            .copied()
            .filter(|action| *action != Represent)
            .collect();
        let mut steward = caretaker.clone();
        steward.retain(|action| *action != Manage);
        assert_eq!(allowed(Standing::Visitor), visitor);
        assert_eq!(allowed(Standing::Person), person);
        assert_eq!(allowed(Standing::Viewer), viewer);
        assert_eq!(allowed(Standing::Editor), editor);
        assert_eq!(allowed(Standing::Admin), admin);
        assert_eq!(allowed(Standing::Steward), steward);
        assert_eq!(allowed(Standing::Caretaker), caretaker);
        assert_eq!(allowed(Standing::System), caretaker);
    }
}
