//! The people of an organisation: who acts for it, as what, and who claims to.

use super::{
    answer, answer_form, fresh_record, invitations, people_names, reference, state, submit, today,
};
use crate::api::ApiError;
use crate::api::people::{MemberRow, Membership, People};
use crate::server::identity;
use crate::server::state::fresh_command;
use jejaring_domain::{
    Action, Actor, Coded, Command, Contact, Fault, Field, Member, MemberRole, Network, On,
    OrganisationId, Problem, RecordId, Refusal, may, may_see_contacts,
};
use std::cmp::Reverse;

/// The actor's own part in an organisation.
pub(super) fn own(network: &Network, actor: Actor, id: OrganisationId) -> Option<Membership> {
    let Actor::Person(person) = actor else {
        return None;
    };
    let mut memberships = network.memberships(person);
    let member = memberships.find(|member| member.organisation == id)?;
    Some(Membership {
        member: member.id,
        role: member.role,
        claimed: !member.is_active(),
    })
}

/// See [`crate::api::people::people`].
pub async fn people(
    id: OrganisationId,
    link: Option<String>,
    kept: Option<String>,
) -> Result<People, ApiError> {
    let state = state();
    answer(
        async {
            let actor = identity::require(&state, Action::Browse, On::Network)?;
            let on = On::Organisation(id);
            let may = |network: &Network, action| may(network, actor, action, on);
            let (mut people, members, manages) = state.store.read(|network| {
                let organisation = network.organisation(id).ok_or(ApiError::NotFound)?;
                let manages = may(network, Action::Manage);
                let members = may(network, Action::SeeInside).then(|| {
                    let members = network.records_of::<Member>(id.into());
                    let mut members: Vec<_> = members
                        .filter(|member| manages || member.is_active())
                        .cloned()
                        .collect();
                    members.sort_by_key(|member| (!member.is_active(), Reverse(member.role)));
                    members
                });
                let sees_contacts = may_see_contacts(network, actor, id, today());
                let contacts = network.records_of::<Contact>(id.into());
                let people = People {
                    organisation: reference(network, id).ok_or(ApiError::NotFound)?,
                    archived: organisation.archived,
                    count: network.members_of(id).count(),
                    own: own(network, actor, id),
                    members: None,
                    contacts: sees_contacts.then(|| contacts.cloned().collect()),
                    invitations: None,
                    may_edit: may(network, Action::EditOrganisation),
                };
                Ok::<_, ApiError>((people, members, manages))
            })?;
            if let Some(members) = members {
                let names = people_names(&state, members.iter().map(|member| member.person)).await;
                let row = |member: Member| MemberRow {
                    member: member.id,
                    name: names.get(&member.person).cloned(),
                    role: member.role,
                    claim: member.claim.map(String::from),
                    own: actor == Actor::Person(member.person),
                };
                people.members = Some(members.into_iter().map(row).collect());
            }
            if manages && !people.archived {
                people.invitations = Some(invitations::of(&state, id, link, kept).await?);
            }
            Ok(people)
        }
        .await,
    )
}

/// See [`crate::api::people::set_role`].
pub async fn set_role(member: RecordId, role: String) -> Result<(), ApiError> {
    let state = state();
    let next = answer_form(
        async {
            let actor = identity::require(&state, Action::Register, On::Network)?;
            let role = match role.trim() {
                "" => None,
                code => Some(MemberRole::from_code(code).ok_or_else(|| unknown_role(code))?),
            };
            let known = state
                .store
                .read(|network| network.kept::<Member>(member).cloned());
            let known = known.ok_or(Refusal::NoRecord(member))?;
            let command = match role {
                Some(role) if !known.is_active() => Command::Admit {
                    member: fresh_record(),
                    organisation: known.organisation,
                    person: known.person,
                    role,
                },
                role => Command::SetRole { member, role },
            };
            submit(&state, fresh_command(), &command).await?;
            let page = format!("/organisations/{}", known.organisation);
            // Who left has nothing to see there any more.
            let left = role.is_none() && actor == Actor::Person(known.person);
            Ok(if left { page } else { format!("{page}/people") })
        }
        .await,
    )?;
    leptos_axum::redirect(&next);
    Ok(())
}

fn unknown_role(code: &str) -> Refusal {
    let given = code.chars().take(60).collect();
    Fault::new(Field::Role, Problem::UnknownCode { given }).into()
}
