//! What waits for whoever has signed in, and what is new.

use super::history::{hide_draft, is_seen, named, shown};
use super::{answer, answer_form, people_names, reference, state, today};
use crate::api::ApiError;
use crate::api::desk::{Desk, NEWS_SHOWN, News, NewsEvent, Own, WaitingRow};
use crate::api::organisations::OrganisationRef;
use crate::server::identity;
use crate::server::state::AppState;
use crate::ui::page_of;
use jejaring_domain::change::Subject;
use jejaring_domain::{
    Action, Activity, Actor, Date, Listing, Member, Network, On, PersonId, Seq, Side, Since,
    Status, Task, Waiting, may_see, waiting,
};
use std::collections::BTreeSet;

/// See [`crate::api::desk::desk`].
pub async fn desk() -> Result<Desk, ApiError> {
    let state = state();
    answer(
        async {
            let person = require_person(&state)?;
            Ok(Desk {
                waiting: rows(&state, person, today()).await?,
                organisations: state.store.read(|network| own(network, person)),
                news: news(&state, person).await?,
            })
        }
        .await,
    )
}

/// See [`crate::api::desk::desk_count`].
pub async fn count() -> Result<usize, ApiError> {
    let state = state();
    let Actor::Person(person) = identity::require(&state, Action::Browse, On::Network)? else {
        return Ok(0);
    };
    let waiting = state
        .store
        .read(|network| waiting(network, person, today()));
    Ok(waiting.len())
}

/// See [`crate::api::desk::read_news`].
pub async fn read(until: Seq) -> Result<(), ApiError> {
    let state = state();
    answer_form(keep_read(&state, until).await)?;
    leptos_axum::redirect("/desk");
    Ok(())
}

async fn keep_read(state: &AppState, until: Seq) -> Result<(), ApiError> {
    let person = require_person(state)?;
    let until = until.min(state.store.read(Network::seq));
    let kept = state.store.set_seen(person, until).await;
    kept.map_err(|cause| {
        tracing::error!(%cause, "how far a person has read cannot be kept");
        ApiError::Unavailable
    })
}

/// Whoever has signed in.
fn require_person(state: &AppState) -> Result<PersonId, ApiError> {
    match identity::require(state, Action::Register, On::Network)? {
        Actor::Person(person) => Ok(person),
        Actor::System | Actor::Visitor => Err(ApiError::SignIn),
    }
}

/// What waits for a person, told with names and days.
pub(crate) async fn rows(
    state: &AppState,
    person: PersonId,
    today: Date,
) -> Result<Vec<WaitingRow>, ApiError> {
    let (mut rows, claimants) = state.store.read(|network| {
        let waiting = waiting(network, person, today).into_iter();
        let rows: Vec<_> = waiting.filter_map(|one| row(network, one)).collect();
        let claimants: Vec<_> = rows.iter().map(|row| claimant(network, row)).collect();
        (rows, claimants)
    });
    let names = people_names(state, claimants.iter().copied().flatten()).await;
    let entries: BTreeSet<_> = rows.iter().filter_map(WaitingRow::entry).collect();
    let times = state.store.times(entries).await.map_err(|cause| {
        tracing::error!(%cause, "the times of log entries cannot be read");
        ApiError::Unavailable
    })?;
    for (row, claimant) in rows.iter_mut().zip(claimants) {
        if let Some(seq) = row.entry() {
            row.since = times.get(&seq).map(|at| at.date());
        }
        if let Some(person) = claimant {
            row.about = names.get(&person).cloned();
        }
    }
    Ok(rows)
}

fn row(network: &Network, waiting: Waiting) -> Option<WaitingRow> {
    let organisation = reference(network, waiting.organisation)?;
    let partnership = waiting.partnership.and_then(|id| network.partnership(id));
    let others = partnership.into_iter().flat_map(|p| p.terms.staying());
    let others = others.filter(|party| party.organisation != organisation.id);
    let activity = waiting.record.and_then(|id| network.kept::<Activity>(id));
    Some(WaitingRow {
        title: partnership.map(|p| p.terms.title.to_string()),
        others: others
            .filter_map(|party| reference(network, party.organisation))
            .collect(),
        about: activity.map(|activity| activity.title.to_string()),
        since: match waiting.since {
            Since::Day(day) => Some(day),
            Since::Entry(_) => None,
        },
        organisation,
        waiting,
    })
}

/// Who makes the claim that a steward is asked to verify.
fn claimant(network: &Network, row: &WaitingRow) -> Option<PersonId> {
    let member = network.kept::<Member>(row.waiting.record?)?;
    (row.waiting.task == Task::Claim).then_some(member.person)
}

/// The organisations that a person acts for or claims to.
fn own(network: &Network, person: PersonId) -> Vec<Own> {
    let today = today();
    let own = network.memberships(person).filter_map(|member| {
        let id = member.organisation;
        let mine = network.partnerships_of(id).filter(|p| {
            !p.archived && may_see(network, Actor::Person(person), p) && is_party(p, id)
        });
        let statuses: Vec<_> = mine.map(|p| p.status(today)).collect();
        let count = |of: &[Status]| statuses.iter().filter(|one| of.contains(one)).count();
        let needs = network
            .records_of::<Listing>(id.into())
            .filter(|listing| listing.side == Side::Need && listing.is_open(today));
        Some(Own {
            organisation: reference(network, id)?,
            role: member.is_active().then_some(member.role),
            running: count(&[Status::Running, Status::Expiring]),
            under_way: count(&[Status::Claimed, Status::Preparing, Status::Agreeing]),
            needs: needs.count(),
        })
    });
    let mut own: Vec<_> = own.collect();
    own.sort_by_key(|own| own.organisation.name.to_lowercase());
    own
}

fn is_party(
    partnership: &jejaring_domain::Partnership,
    id: jejaring_domain::OrganisationId,
) -> bool {
    partnership
        .terms
        .staying()
        .any(|party| party.organisation == id)
}

/// What others did since the person last said to have read it; for who never did, since becoming a member.
async fn news(state: &AppState, person: PersonId) -> Result<News, ApiError> {
    let failed = |cause: jejaring_store::StoreError| {
        tracing::error!(%cause, "what is new for a person cannot be read");
        ApiError::Unavailable
    };
    let seen = state.store.seen(person).await.map_err(failed)?;
    let (subjects, partnerships, joined, until) = state.store.read(|network| {
        let (subjects, joined) = followed(network, person);
        let partnerships = subjects.iter().filter_map(|subject| match subject {
            Subject::Partnership(id) => network.partnership(*id).cloned(),
            _ => None,
        });
        let partnerships: Vec<_> = partnerships.collect();
        (subjects, partnerships, joined, network.seq())
    });
    let after = seen.or(joined).unwrap_or(until);
    // Some of it is the person's own doing, or not to be seen.
    let mut events = state
        .store
        .history_since(after, &subjects, 10 * NEWS_SHOWN)
        .await
        .map_err(failed)?;
    let actor = Actor::Person(person);
    // What came meanwhile is for the next look.
    events.retain(|event| event.seq <= until);
    let (events, organisations) = state.store.read(|network| {
        for now in &partnerships {
            hide_draft(network, actor, now, &mut events);
        }
        let events: Vec<_> = events
            .into_iter()
            .filter(|event| event.actor != actor)
            .filter_map(|event| news_event(network, actor, event))
            .take(NEWS_SHOWN)
            .collect();
        let ids = events.iter().flat_map(|news| named(&news.event.change));
        let ids: BTreeSet<_> = ids.collect();
        let organisations: Vec<OrganisationRef> = ids
            .into_iter()
            .filter_map(|id| reference(network, id))
            .collect();
        (events, organisations)
    });
    let people = events.iter().filter_map(|news| match news.event.actor {
        Actor::Person(person) => Some(person),
        Actor::System | Actor::Visitor => None,
    });
    let people = people_names(state, people.collect::<BTreeSet<_>>()).await;
    Ok(News {
        events,
        until,
        organisations,
        people: people.into_iter().collect(),
    })
}

/// The records of a person's organisations, and the entry with which the person joined the first of them.
fn followed(network: &Network, person: PersonId) -> (Vec<Subject>, Option<Seq>) {
    let members = network.memberships(person).filter(|m| m.is_active());
    let members: Vec<_> = members.collect();
    let joined = members
        .iter()
        .filter_map(|member| Some(network.record(member.id)?.changed))
        .min();
    let own = members.iter().map(|member| member.organisation);
    let partnerships = own.clone().flat_map(|id| network.partnerships_of(id));
    let seen = partnerships.filter(|p| may_see(network, Actor::Person(person), p));
    let subjects: BTreeSet<Subject> = own
        .map(Subject::from)
        .chain(seen.map(|p| p.id.into()))
        .collect();
    (subjects.into_iter().collect(), joined)
}

fn news_event(network: &Network, actor: Actor, event: jejaring_store::Event) -> Option<NewsEvent> {
    let subject = event.change.about();
    let name = match subject {
        Subject::Organisation(id) => network.organisation(id)?.profile.name.to_string(),
        Subject::Partnership(id) => network.partnership(id)?.terms.title.to_string(),
        Subject::Record(_) => return None,
    };
    is_seen(network, actor, &event).then_some(NewsEvent {
        event: shown(event),
        name,
        page: page_of(subject)?,
    })
}
