//! What happened to a record, and bringing back a value from then.

use super::{
    acting_party, answer, answer_form, edit_partnership, events_of, may_write, people_names,
    reference, state, submit, today,
};
use crate::api::ApiError;
use crate::api::history::{EVENTS_SHOWN, Event, History, Past, PastRecord};
use crate::server::identity;
use crate::server::state::{AppState, fresh_command};
use crate::ui::page_of;
use jejaring_domain::change::Subject;
use jejaring_domain::permission::may_see_record;
use jejaring_domain::{
    Action, Actor, Change, Coded, Command, Edit, Network, On, OrganisationId, PersonId, Refusal,
    Seq, may, may_see,
};
use std::collections::BTreeSet;

/// See [`crate::api::history::history`].
pub async fn history(subject: Subject) -> Result<History, ApiError> {
    let state = state();
    answer(
        async {
            let actor = identity::require(&state, Action::Browse, On::Network)?;
            let (name, may_edit) = state
                .store
                .read(|network| heading(network, actor, subject))
                .ok_or(ApiError::NotFound)?;
            let events = events_of(&state, subject, EVENTS_SHOWN).await?;
            let people = people(&state, actor, subject, &events).await;
            Ok(state.store.read(|network| {
                let seen = events
                    .into_iter()
                    .filter(|event| is_seen(network, actor, &event.change));
                let events: Vec<_> = seen.map(shown).collect();
                let named: BTreeSet<_> = events
                    .iter()
                    .flat_map(|event| named(&event.change))
                    .collect();
                History {
                    name,
                    organisations: named
                        .into_iter()
                        .filter_map(|id| reference(network, id))
                        .collect(),
                    events,
                    people,
                    may_edit,
                }
            }))
        }
        .await,
    )
}

/// The record's name, and whether the actor may change it; nothing where there is nothing for the actor to see.
fn heading(network: &Network, actor: Actor, subject: Subject) -> Option<(String, bool)> {
    match subject {
        Subject::Organisation(id) => {
            let organisation = network.organisation(id)?;
            let may_edit = may(
                network,
                actor,
                Action::EditOrganisation,
                On::Organisation(id),
            );
            Some((
                organisation.profile.name.to_string(),
                may_edit && !organisation.archived,
            ))
        }
        Subject::Partnership(id) => {
            let partnership = network
                .partnership(id)
                .filter(|p| may_see(network, actor, p))?;
            let may_edit = may_write(network, actor, partnership);
            Some((
                partnership.terms.title.to_string(),
                may_edit && !partnership.archived,
            ))
        }
        Subject::Record(_) => None,
    }
}

/// The names of those who made the changes, for members concerned and stewards; others see that somebody did.
async fn people(
    state: &AppState,
    actor: Actor,
    subject: Subject,
    events: &[jejaring_store::Event],
) -> Vec<(PersonId, String)> {
    let inside = |network: &Network| may(network, actor, Action::SeeInside, on(subject));
    if !state.store.read(inside) {
        return Vec::new();
    }
    let people = events.iter().filter_map(|event| match event.actor {
        Actor::Person(person) => Some(person),
        Actor::System | Actor::Visitor => None,
    });
    let people: BTreeSet<_> = people.collect();
    people_names(state, people).await.into_iter().collect()
}

/// See [`crate::api::history::past`].
pub async fn past(subject: Subject, seq: Seq) -> Result<Past, ApiError> {
    let state = state();
    answer(try_past(&state, subject, seq).await)
}

async fn try_past(state: &AppState, subject: Subject, seq: Seq) -> Result<Past, ApiError> {
    let actor = identity::require(state, Action::Browse, On::Network)?;
    let seen = state.store.read(|network| heading(network, actor, subject));
    seen.ok_or(ApiError::NotFound)?;
    let mut events = events_of(state, subject, usize::MAX).await?;
    events.retain(|event| event.seq <= seq && event.change.record().is_none());
    let changes = events.iter().rev().map(|event| (event.seq, &event.change));
    let then = Network::of_changes(changes).map_err(|cause| {
        tracing::error!(%cause, "the changes of a record do not add up");
        ApiError::Unavailable
    })?;
    let record = match subject {
        Subject::Organisation(id) => then
            .organisation(id)
            .map(|organisation| PastRecord::Organisation(Box::new(organisation.clone()))),
        Subject::Partnership(id) => then
            .partnership(id)
            .map(|partnership| PastRecord::Partnership(Box::new(partnership.clone()))),
        Subject::Record(_) => None,
    };
    let record = record.ok_or(ApiError::NotFound)?;
    let parties = match &record {
        PastRecord::Organisation(_) => Vec::new(),
        PastRecord::Partnership(partnership) => partnership.terms.parties.clone(),
    };
    events.truncate(1);
    let people = people(state, actor, subject, &events).await;
    let event = events.into_iter().next().ok_or(ApiError::NotFound)?;
    Ok(Past {
        record,
        event: shown(event),
        organisations: state.store.read(|network| {
            let parties = parties.iter();
            parties
                .filter_map(|party| reference(network, party.organisation))
                .collect()
        }),
        people,
    })
}

/// The event as the page gets it, which knows nothing of the store.
pub(super) fn shown(event: jejaring_store::Event) -> Event {
    Event {
        seq: event.seq,
        actor: event.actor,
        at: event.at,
        change: event.change,
    }
}

/// Of the smaller records, most are for those concerned only.
pub(super) fn is_seen(network: &Network, actor: Actor, change: &Change) -> bool {
    let record = change.record();
    record.is_none_or(|record| may_see_record(network, actor, today(), record))
}

/// What one must be allowed to see inside of, to see who made a record's changes.
fn on(subject: Subject) -> On {
    match subject {
        Subject::Organisation(id) => On::Organisation(id),
        Subject::Partnership(id) => On::Partnership(id),
        Subject::Record(_) => On::Network,
    }
}

/// The organisations that a change of a partnership names.
pub(super) fn named(change: &Change) -> Vec<OrganisationId> {
    match change {
        Change::PartnershipChanged { before, after, .. } => {
            [before.organisations(), after.organisations()].concat()
        }
        Change::PartyAnswered { organisation, .. } => vec![*organisation],
        _ => Vec::new(),
    }
}

/// See [`crate::api::history::bring_back`].
pub async fn bring_back(subject: Subject, seq: Seq, field: String) -> Result<(), ApiError> {
    let state = state();
    answer_form(try_bring_back(&state, subject, seq, &field).await)?;
    if let Some(page) = page_of(subject) {
        leptos_axum::redirect(&format!("{page}/history"));
    }
    Ok(())
}

async fn try_bring_back(
    state: &AppState,
    subject: Subject,
    seq: Seq,
    field: &str,
) -> Result<(), ApiError> {
    let actor = identity::require(state, Action::Register, On::Network)?;
    let (_, may_edit) = state
        .store
        .read(|network| heading(network, actor, subject))
        .ok_or(ApiError::NotFound)?;
    if !may_edit {
        return Err(Refusal::Forbidden.into());
    }
    let events = events_of(state, subject, usize::MAX).await?;
    let base = state.store.read(Network::seq);
    let by = match subject {
        Subject::Partnership(id) => state
            .store
            .read(|network| acting_party(network, actor, &network.partnership(id)?.terms)),
        _ => None,
    };
    let mut changes = events.into_iter().filter(|event| event.seq == seq);
    let command = changes.find_map(|event| match event.change {
        Change::OrganisationChanged { id, before, .. } if before.field().code() == field => {
            let edits = vec![Edit {
                value: before,
                base,
            }];
            Some(Command::EditOrganisation { id, edits })
        }
        Change::PartnershipChanged { id, before, .. } if before.field().code() == field => {
            let edits = vec![Edit {
                value: before,
                base,
            }];
            Some(edit_partnership(id, edits, by))
        }
        _ => None,
    });
    submit(state, fresh_command(), &command.ok_or(ApiError::NotFound)?).await?;
    Ok(())
}
