//! Who has signed in.

use super::{answer, reference, state};
use crate::api::ApiError;
use crate::api::session::{Me, Membership};
use crate::server::identity;
use jejaring_domain::{Actor, Network, PersonId};

/// See [`crate::api::session::session`].
pub async fn session() -> Result<Option<Me>, ApiError> {
    let state = state();
    let Actor::Person(person) = identity::actor() else {
        return Ok(None);
    };
    let names = super::people_names(&state, [person]).await;
    answer(state.store.read(|network| {
        Ok(Some(Me {
            person,
            name: names.get(&person).cloned().unwrap_or_default(),
            steward: network.is_steward(person) && !network.is_blocked(person),
            organisations: memberships(network, person),
        }))
    }))
}

/// For whom a person acts or claims to, by name.
pub fn memberships(network: &Network, person: PersonId) -> Vec<Membership> {
    let memberships = network.memberships(person).filter_map(|member| {
        Some(Membership {
            organisation: reference(network, member.organisation)?,
            role: member.role,
            active: member.is_active() && !network.is_blocked(person),
        })
    });
    let mut memberships: Vec<_> = memberships.collect();
    memberships.sort_by_cached_key(|own| super::folded(&own.organisation.name));
    memberships
}
