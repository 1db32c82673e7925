//! The work behind each server function: ask who it is, read or submit, and shape what the page shows.

pub mod home;
pub mod imports;
pub mod organisations;
pub mod partnerships;

use super::identity;
use super::state::{AppState, fresh_command, now};
use crate::api::ApiError;
use crate::api::organisations::OrganisationRef;
use axum::http::header::ACCEPT;
use axum::http::request::Parts;
use jejaring_domain::{Action, Command, CommandId, Date, Network, OrganisationId};
use jejaring_store::{Receipt, SubmitError};
use leptos::prelude::{expect_context, use_context};
use leptos_axum::ResponseOptions;

/// The shared state of the request that is being answered.
fn state() -> AppState {
    expect_context::<AppState>()
}

/// The day that it is.
fn today() -> Date {
    now().date()
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
async fn submit(
    state: &AppState,
    action: Action,
    id: CommandId,
    command: &Command,
) -> Result<Receipt, ApiError> {
    let actor = identity::require(&state.config, action)?;
    state
        .store
        .submit(&actor, id, now(), command)
        .await
        .map_err(|error| match error {
            SubmitError::Refused(refusal) => ApiError::Refused(refusal),
            SubmitError::Store(cause) => {
                tracing::error!(%cause, "a command could not be stored");
                ApiError::Unavailable
            }
        })
}

/// The name that a form gave its submission, or a fresh one where it is damaged.
fn command_id(text: &str) -> CommandId {
    text.parse().unwrap_or_else(|_| fresh_command())
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
