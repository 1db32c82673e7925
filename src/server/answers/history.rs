//! What happened to a record, and bringing back a value from then.

use super::{
    acting_party, answer, answer_form, edit_partnership, events_of, may_write, reference, state,
    submit,
};
use crate::api::ApiError;
use crate::api::history::{EVENTS_SHOWN, Event, History};
use crate::server::identity;
use crate::server::state::{AppState, fresh_command};
use crate::ui::page_of;
use jejaring_domain::change::Subject;
use jejaring_domain::{
    Action, Actor, Change, Coded, Command, Edit, Network, On, OrganisationId, Refusal, Seq,
    TermsValue, may, may_see,
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
            Ok(state.store.read(|network| {
                let seen = events
                    .into_iter()
                    .filter(|event| is_seen(network, actor, subject, &event.change));
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

/// The event as the page gets it, which knows nothing of the store.
fn shown(event: crate::server::store::Event) -> Event {
    Event {
        seq: event.seq,
        actor: event.actor,
        at: event.at,
        change: event.change,
    }
}

/// Of the smaller records, most are for those concerned only.
fn is_seen(network: &Network, actor: Actor, subject: Subject, change: &Change) -> bool {
    let Some(record) = change.record() else {
        return true;
    };
    let on = match subject {
        Subject::Organisation(id) => On::Organisation(id),
        Subject::Partnership(id) => On::Partnership(id),
        Subject::Record(_) => On::Network,
    };
    record.kind().is_public() || may(network, actor, Action::SeeInside, on)
}

/// The organisations that a change of a partnership names.
fn named(change: &Change) -> Vec<OrganisationId> {
    let parties = |value: &TermsValue| match value {
        TermsValue::Parties(parties) => parties.iter().map(|party| party.organisation).collect(),
        TermsValue::Agreement(Some(agreement)) => {
            let signatories = agreement.signatories.iter();
            signatories
                .map(|signatory| signatory.organisation)
                .collect()
        }
        _ => Vec::new(),
    };
    match change {
        Change::PartnershipChanged { before, after, .. } => {
            [parties(before), parties(after)].concat()
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
