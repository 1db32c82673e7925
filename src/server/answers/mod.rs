//! The work behind each server function: ask who it is, read or submit, and shape what the page shows.

pub mod account;
pub mod calendar;
pub mod claims;
pub mod contacts;
pub mod desk;
pub mod explore;
pub mod history;
pub mod home;
pub mod imports;
pub mod insight;
pub mod invitations;
pub mod life;
pub mod meanwhile;
pub mod needs;
pub mod organisations;
pub mod partnerships;
pub mod people;
pub mod session;
pub mod steward;
pub mod undo;
pub mod views;
pub mod work;

use super::identity;
use super::kept::KeptForm;
use super::state::{AppState, fresh_command, now};
use crate::api::organisations::OrganisationRef;
use crate::api::{ApiError, FormStart, Why};
use axum::http::header::{ACCEPT, HeaderName};
use axum::http::request::Parts;
use jejaring_domain::change::Subject;
use jejaring_domain::decide::looked_after_by_stewards;
use jejaring_domain::{
    Action, Actor, Change, Command, CommandId, Date, Edit, Kept, Network, On, OrganisationId,
    Partnership, PartnershipId, PersonId, Record, RecordId, Refusal, Seq, Terms, TermsValue, Text,
    may, permission,
};
use jejaring_store::{Event, Receipt, SubmitError};
use leptos::prelude::{expect_context, use_context};
use leptos_axum::ResponseOptions;
use meanwhile::{Seen, joined};
use serde::de::DeserializeOwned;
use std::collections::BTreeMap;

const MERGED: HeaderName = HeaderName::from_static("jejaring-merged");

/// The shared state of the request that is being answered.
fn state() -> AppState {
    expect_context::<AppState>()
}

/// The day that it is.
fn today() -> Date {
    now().date()
}

/// The smaller records of a type that a partnership has, as far as the actor sees them.
pub fn seen_records<R: Kept>(
    network: &Network,
    actor: Actor,
    id: PartnershipId,
) -> impl Iterator<Item = &R> {
    permission::seen_records(network, actor, today(), id.into())
}

/// Gives the response the status of the error, if it is one.
fn answer<T>(result: Result<T, ApiError>) -> Result<T, ApiError> {
    if let (Err(error), Some(response)) = (&result, use_context::<ResponseOptions>()) {
        response.set_status(error.status());
    }
    result
}

/// The same for what a form sends: one without script is led back to its page, which shows the error.
fn answer_form<T>(result: Result<T, ApiError>) -> Result<T, ApiError> {
    if is_plain_form() {
        result
    } else {
        answer(result)
    }
}

/// Whether the present request was sent by a form without script, which must be led to a page.
fn is_plain_form() -> bool {
    let accept = use_context::<Parts>()
        .and_then(|parts| parts.headers.get(ACCEPT)?.to_str().ok().map(str::to_owned));
    accept.is_some_and(|accept| accept.contains("text/html"))
}

/// Carries out a command for whoever asks.
async fn submit(state: &AppState, id: CommandId, command: &Command) -> Result<Receipt, ApiError> {
    submit_as(state, identity::actor(), id, command).await
}

/// Carries out a command for somebody who has asked for it before.
pub async fn submit_as(
    state: &AppState,
    actor: Actor,
    id: CommandId,
    command: &Command,
) -> Result<Receipt, ApiError> {
    state
        .store
        .submit(actor, id, now(), command)
        .await
        .map_err(|error| match error {
            SubmitError::Refused(Refusal::Forbidden) if actor == Actor::Visitor => ApiError::SignIn,
            SubmitError::Refused(refusal) => refusal.into(),
            SubmitError::Store(cause) => {
                tracing::error!(%cause, "a command could not be stored");
                ApiError::Unavailable
            }
        })
}

/// The last `limit` changes of a record, the latest first.
async fn events_of(
    state: &AppState,
    subject: Subject,
    limit: usize,
) -> Result<Vec<Event>, ApiError> {
    let events = state.store.history(subject, limit).await;
    events.map_err(|cause| {
        tracing::error!(%cause, "the history of a record cannot be read");
        ApiError::Unavailable
    })
}

/// The edits of a form that is sent under the name of one that was done before: only what is written otherwise is a second
/// edit, of what the first one made. `made` says of a change of the first whether it has the value, if it is about its field.
fn edits_sent_again<V>(
    edits: Vec<Edit<V>>,
    first: &Receipt,
    made: impl Fn(&Change, &V) -> Option<bool>,
) -> Vec<Edit<V>> {
    let edits = edits.into_iter().filter_map(|edit| {
        let mut changes = first.changes.iter();
        match changes.find_map(|change| made(change, &edit.value)) {
            Some(true) => None,
            Some(false) => Some(Edit {
                base: first.seq,
                ..edit
            }),
            None => Some(edit),
        }
    });
    edits.collect()
}

/// Saves a smaller record as its form makes it, for whoever asks. Sent twice it is done once; but who went back and wrote
/// something else must not lose it.
async fn save_record(
    state: &AppState,
    submission: CommandId,
    record: impl Into<Record>,
    seen: Seen,
) -> Result<(), ApiError> {
    let sent = record.into();
    let (record, base) = joined(state, identity::actor(), sent.clone(), seen).await?;
    let record = Box::new(record);
    let save = |base| Command::Save {
        record: record.clone(),
        base,
    };
    let first = submit(state, submission, &save(base)).await?;
    let mut made = first.changes.iter().map(|change| match change {
        Change::Recorded { after, .. } => after.as_deref(),
        _ => None,
    });
    if first.repeated && !made.any(|made| made == Some(&sent)) {
        submit(state, fresh_command(), &save(base.max(first.seq))).await?;
    }
    Ok(())
}

/// The parties for which the actor may write, whatever their answer.
fn spoken_for(network: &Network, actor: Actor, terms: &Terms) -> Vec<OrganisationId> {
    let parties = terms.parties.iter().map(|party| party.organisation);
    parties
        .filter(|id| may(network, actor, Action::Represent, On::Organisation(*id)))
        .collect()
}

/// The first party for which the actor may change terms; none for a steward who acts for nobody.
fn acting_party(network: &Network, actor: Actor, terms: &Terms) -> Option<OrganisationId> {
    let accepted = terms.accepted();
    let mut parties = spoken_for(network, actor, terms).into_iter();
    parties.find(|id| accepted.contains(id))
}

/// The command by which these edits of the terms are made, or proposed, for a party.
fn edit_partnership(
    id: PartnershipId,
    edits: Vec<Edit<TermsValue>>,
    by: Option<OrganisationId>,
) -> Command {
    Command::EditPartnership {
        id,
        edits,
        by,
        proposal: fresh_record(),
        note: Text::default(),
    }
}

/// Whether the actor may change the terms: for a party, or as the steward of what nobody else looks after.
fn may_write(network: &Network, actor: Actor, partnership: &Partnership) -> bool {
    acting_party(network, actor, &partnership.terms).is_some()
        || may(network, actor, Action::Steward, On::Network)
            && looked_after_by_stewards(network, partnership)
}

/// The names of people who have an account. One that cannot be read is logged, and nobody is named.
pub async fn people_names(
    state: &AppState,
    people: impl IntoIterator<Item = PersonId>,
) -> BTreeMap<PersonId, String> {
    let names = state.store.account_names(people).await;
    names.unwrap_or_else(|cause| {
        tracing::error!(%cause, "the names of people cannot be read");
        BTreeMap::new()
    })
}

/// The name that a form gave its submission, or a fresh one where it is damaged.
fn command_id(text: &str) -> CommandId {
    text.parse().unwrap_or_else(|_| fresh_command())
}

/// What a form starts from that was sent without script and had mistakes.
fn kept_form<D: DeserializeOwned>(state: &AppState, token: Option<&str>) -> Option<FormStart<D>> {
    let KeptForm { draft, seen, error } = state.kept.form(token?)?;
    Some(FormStart {
        draft,
        seen,
        command: fresh_command().to_string(),
        error: Some(error),
    })
}

/// What a form starts from: what was sent before and not saved, else what is stored.
fn start<D: DeserializeOwned>(
    state: &AppState,
    network: &Network,
    kept: Option<String>,
    stored: Option<RecordId>,
    draft: impl FnOnce() -> D,
) -> FormStart<D> {
    let Some(start) = kept_form(state, kept.as_deref()) else {
        return FormStart {
            draft: draft(),
            seen: network.seq(),
            command: fresh_command().to_string(),
            error: None,
        };
    };
    // What others made of it is shown beside: whoever sends the form again overrules it knowingly.
    match &start.error {
        Some(error) if matches!(error.why(), Some(Why::RecordConflict(_))) => {
            let stored = stored.and_then(|id| network.record(id));
            let stored = stored.map(|kept| Box::new(kept.record.clone()));
            FormStart {
                seen: network.seq(),
                error: Some(Refusal::RecordConflict(stored).into()),
                ..start
            }
        }
        _ => start,
    }
}

/// Answers a form: leads on where it was saved. One with mistakes that was sent without script is kept and led back
/// to its page, which shows them.
fn answer_kept<T, D: serde::Serialize>(
    state: &AppState,
    result: Result<T, ApiError>,
    (draft, seen): (D, Seq),
    page: &str,
    next: impl FnOnce(&T) -> String,
) -> Result<T, ApiError> {
    let result = answer(result);
    match &result {
        Ok(value) => leptos_axum::redirect(&next(value)),
        Err(error) if is_plain_form() => {
            let error = error.clone();
            let token = state.kept.keep_form(KeptForm { draft, seen, error });
            let join = if page.contains('?') { '&' } else { '?' };
            leptos_axum::redirect(&format!("{page}{join}kept={token}"));
        }
        Err(_) => {}
    }
    result
}

/// A fresh name for a smaller record.
fn fresh_record() -> RecordId {
    RecordId::from_u128(fresh_command().to_u128())
}

/// How an organisation is named on another's page.
fn reference(network: &Network, id: OrganisationId) -> Option<OrganisationRef> {
    let profile = &network.organisation(id)?.profile;
    Some(OrganisationRef {
        id,
        name: profile.name.to_string(),
        kind: profile.kind,
    })
}

/// Text as it is sorted and compared: without case.
fn folded(text: &str) -> String {
    text.to_lowercase()
}
