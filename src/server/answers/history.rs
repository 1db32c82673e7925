//! What happened to a record, and bringing back a value from then.

use super::{
    acting_party, answer, answer_form, edit_partnership, events_of, may_write, people_names,
    reference, state, submit, today,
};
use crate::api::ApiError;
use crate::api::history::{EVENTS_SHOWN, Event, History, HistoryEvent, Past, PastRecord};
use crate::server::identity;
use crate::server::state::{AppState, fresh_command, now};
use crate::ui::page_of;
use jejaring_domain::change::Subject;
use jejaring_domain::decide::with_answers;
use jejaring_domain::network::Misfit;
use jejaring_domain::past::presented;
use jejaring_domain::permission::may_see_record;
use jejaring_domain::{
    Action, Actor, Change, Coded, Command, Edit, Line, Network, NewPartnership, On, OrganisationId,
    Partnership, PersonId, Record, RecordKind, Refusal, Seq, decide, may, may_see,
};
use jejaring_store::Event as StoreEvent;
use std::collections::{BTreeMap, BTreeSet};

/// See [`crate::api::history::history`].
pub async fn history(subject: Subject, before: Option<Seq>) -> Result<History, ApiError> {
    let state = state();
    answer(try_history(&state, subject, before).await)
}

async fn try_history(
    state: &AppState,
    subject: Subject,
    before: Option<Seq>,
) -> Result<History, ApiError> {
    let actor = identity::require(state, Action::Browse, On::Network)?;
    let (name, may_edit) = state
        .store
        .read(|network| heading(network, actor, subject))
        .ok_or(ApiError::NotFound)?;
    let mut events = seen_events(state, actor, subject).await?;
    events.retain(|event| before.is_none_or(|before| event.seq < before));
    let earlier = cut(&mut events);
    let people = people(state, actor, subject, &events).await;
    Ok(state.store.read(|network| {
        let named: BTreeSet<_> = events
            .iter()
            .flat_map(|event| named(&event.change))
            .collect();
        let events = events.into_iter().map(|event| HistoryEvent {
            back: way_back(network, actor, may_edit, &event.change),
            event: shown(event),
        });
        History {
            name,
            events: events.collect(),
            earlier,
            organisations: named
                .into_iter()
                .filter_map(|id| reference(network, id))
                .collect(),
            people,
        }
    }))
}

/// Leaves what is shown at once: whole entries of the log, so that none is lost between two pages. Before which entry
/// there is more.
fn cut(events: &mut Vec<StoreEvent>) -> Option<Seq> {
    let last = events.get(EVENTS_SHOWN - 1)?.seq;
    let more = events.iter().position(|event| event.seq < last)?;
    events.truncate(more);
    Some(last)
}

/// What happened to a record, the latest first, without what the actor may not see: of a partnership others learn from
/// when it was presented to them, and why a party declined or left is the parties' to know.
async fn seen_events(
    state: &AppState,
    actor: Actor,
    subject: Subject,
) -> Result<Vec<StoreEvent>, ApiError> {
    let (now, seq) = state.store.read(|network| {
        let now = match subject {
            Subject::Partnership(id) => network.partnership(id).cloned(),
            _ => None,
        };
        (now, network.seq())
    });
    let mut events = events_of(state, subject, usize::MAX).await?;
    // What came meanwhile is for the next look.
    events.retain(|event| event.seq <= seq);
    state.store.read(|network| {
        if let Some(now) = &now {
            hide_draft(network, actor, now, &mut events);
        }
        events.retain(|event| is_seen(network, actor, event));
        if !is_of_party(network, actor, subject) {
            for event in &mut events {
                if let Change::PartyAnswered { reason, .. } = &mut event.change {
                    *reason = Line::default();
                }
            }
        }
    });
    Ok(events)
}

/// Whether the actor sees inside of any party, one that is gone as well.
fn is_of_party(network: &Network, actor: Actor, subject: Subject) -> bool {
    let Subject::Partnership(id) = subject else {
        return true;
    };
    let parties = network.partnership(id).map(|known| &known.terms.parties);
    let mut parties = parties.into_iter().flatten();
    parties.any(|party| {
        let on = On::Organisation(party.organisation);
        may(network, actor, Action::SeeInside, on)
    })
}

/// For who was not to see a partnership while it was a draft, it begins as it was presented. `now` is how the latest of
/// the events left it.
pub(super) fn hide_draft(
    network: &Network,
    actor: Actor,
    now: &Partnership,
    events: &mut Vec<StoreEvent>,
) {
    let about = |event: &StoreEvent| event.change.about() == now.id.into();
    let terms = events
        .iter()
        .filter(|event| about(event) && event.change.record().is_none());
    let presented = presented(now, terms.map(|event| (event.seq, &event.change)));
    let Some(presented) = presented.filter(|known| !may_see(network, actor, &known.draft)) else {
        return;
    };
    let mut begun = false;
    events.retain_mut(|event| {
        if !about(event) || event.seq > presented.seq {
            return true;
        }
        let first = event.seq == presented.seq && !begun;
        if first {
            begun = true;
            let Partnership {
                id,
                terms,
                origin,
                archived,
                ..
            } = presented.partnership.clone();
            event.change = Change::PartnershipAdded {
                partnership: NewPartnership {
                    id,
                    terms,
                    archived,
                },
                origin,
            };
        }
        first
    });
}

fn broken(cause: Misfit) -> ApiError {
    tracing::error!(%cause, "the changes of a record do not add up");
    ApiError::Unavailable
}

/// What [`try_bring_back`] is to be told to undo a change, where the actor may.
fn way_back(network: &Network, actor: Actor, may_edit: bool, change: &Change) -> Option<String> {
    let field = match change {
        Change::OrganisationChanged { before, .. } => before.field().code(),
        Change::PartnershipChanged { before, .. } => before.field().code(),
        change => {
            let record = earlier(change)?;
            let command = Command::Save {
                record: Box::new(record.clone()),
                base: network.seq(),
            };
            let changes = decide(network, actor, now(), &command).ok()?;
            return (!changes.is_empty()).then(|| record.id().to_string());
        }
    };
    may_edit.then(|| field.to_owned())
}

/// The smaller record that a change has changed or taken out, as it was, if members write it; what was said is said anew.
fn earlier(change: &Change) -> Option<&Record> {
    let Change::Recorded { before, .. } = change else {
        return None;
    };
    before.as_deref().filter(|record| is_kept(record))
}

/// Whether it is a thing that the people of an organisation or of the parties keep together.
fn is_kept(record: &Record) -> bool {
    matches!(
        record.kind(),
        RecordKind::Contact
            | RecordKind::Listing
            | RecordKind::Activity
            | RecordKind::Report
            | RecordKind::Evaluation
            | RecordKind::Attachment
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
    events: &[StoreEvent],
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
    let mut events = seen_events(state, actor, subject).await?;
    events.retain(|event| event.seq <= seq);
    let changes = events.iter().rev().map(|event| (event.seq, &event.change));
    let terms = changes
        .clone()
        .filter(|(_, change)| change.record().is_none());
    let then = Network::of_changes(terms).map_err(broken)?;
    let records = records_then(changes.map(|(_, change)| change));
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
    let mut named: BTreeSet<_> = records.iter().flat_map(named_in).collect();
    if let PastRecord::Partnership(partnership) = &record {
        let parties = partnership.terms.parties.iter();
        named.extend(parties.map(|party| party.organisation));
    }
    events.truncate(1);
    let people = people(state, actor, subject, &events).await;
    let event = events.into_iter().next().ok_or(ApiError::NotFound)?;
    Ok(Past {
        record,
        records,
        event: shown(event),
        organisations: state.store.read(|network| {
            let named = named.into_iter();
            named.filter_map(|id| reference(network, id)).collect()
        }),
        people,
    })
}

/// The smaller records that some changes, the oldest first, leave there.
fn records_then<'a>(changes: impl Iterator<Item = &'a Change>) -> Vec<Record> {
    let mut records = BTreeMap::new();
    for change in changes {
        if let Change::Recorded { before, after } = change {
            if let Some(before) = before {
                records.remove(&before.id());
            }
            if let Some(after) = after.as_deref().filter(|record| is_kept(record)) {
                records.insert(after.id(), after.clone());
            }
        }
    }
    records.into_values().collect()
}

/// The event as the page gets it, which knows nothing of the store.
pub(super) fn shown(event: StoreEvent) -> Event {
    Event {
        seq: event.seq,
        actor: event.actor,
        at: event.at,
        change: event.change,
    }
}

/// Of the smaller records, most are for those concerned only.
pub(super) fn is_seen(network: &Network, actor: Actor, event: &StoreEvent) -> bool {
    let record = event.change.record();
    record.is_none_or(|record| may_see_record(network, actor, today(), record, event.seq))
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
        Change::Recorded { before, after } => {
            let records = before.iter().chain(after);
            records.flat_map(|record| named_in(record)).collect()
        }
        _ => Vec::new(),
    }
}

/// The organisations that a smaller record names.
fn named_in(record: &Record) -> Vec<OrganisationId> {
    match record {
        Record::Activity(activity) => activity.organisations().collect(),
        other => other.speaker().into_iter().collect(),
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
    let events = seen_events(state, actor, subject).await?;
    let (base, by) = state.store.read(|network| {
        let partnership = match subject {
            Subject::Partnership(id) => network.partnership(id),
            _ => None,
        };
        let by = partnership.and_then(|p| acting_party(network, actor, &p.terms));
        (network.seq(), by)
    });
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
            let value = state
                .store
                .read(|network| with_answers(network, id, before));
            Some(edit_partnership(id, vec![Edit { value, base }], by))
        }
        change => {
            let record = earlier(&change).filter(|record| record.id().to_string() == field)?;
            let record = Box::new(record.clone());
            Some(Command::Save { record, base })
        }
    });
    // Who may write a smaller record is for the rules to say, who the terms and the profile for the page as well.
    if !may_edit && !matches!(command, Some(Command::Save { .. })) {
        return Err(Refusal::Forbidden.into());
    }
    submit(state, fresh_command(), &command.ok_or(ApiError::NotFound)?).await?;
    Ok(())
}
