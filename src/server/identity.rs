//! Who asks, and what they may do: asked first by every answer.

use super::sessions::Session;
use super::state::AppState;
use crate::api::ApiError;
use axum::extract::{FromRequestParts, Request, State};
use axum::http::request::Parts;
use axum::middleware::Next;
use axum::response::Response;
use jejaring_domain::permission::blocked;
use jejaring_domain::{Action, Actor, On, PersonId, Refusal, may};
use leptos::prelude::use_context;

/// Says of each request who sent it: who has signed in, else a visitor; where the settings say so, a visitor is
/// whoever runs the program.
pub async fn identify(State(state): State<AppState>, mut request: Request, next: Next) -> Response {
    let session = request.extensions().get::<Session>();
    let user = session.and_then(|session| session.user.as_ref());
    let actor = match user {
        Some(user) => Actor::Person(user.person),
        None if state.config.visitors_edit => Actor::System,
        None => Actor::Visitor,
    };
    // Nothing that is sent can say it already: only a test does.
    request.extensions_mut().get_or_insert(actor);
    next.run(request).await
}

/// Whoever sent a request, as [`identify`] said.
pub fn of(parts: &Parts) -> Actor {
    parts.extensions.get().copied().unwrap_or(Actor::Visitor)
}

/// Whoever sent the request that a server function answers.
pub fn actor() -> Actor {
    use_context::<Parts>().map_or(Actor::Visitor, |parts| of(&parts))
}

/// Who has signed in and sent the request that a server function answers. Errors: [`ApiError::SignIn`].
pub fn person() -> Result<PersonId, ApiError> {
    match actor() {
        Actor::Person(person) => Ok(person),
        Actor::Visitor | Actor::System => Err(ApiError::SignIn),
    }
}

/// Whether the actor may do it. Errors: [`ApiError::SignIn`] for visitors, [`Refusal::Blocked`] for who is blocked, else
/// [`Refusal::Forbidden`].
pub fn check(state: &AppState, actor: Actor, action: Action, on: On) -> Result<(), ApiError> {
    state.store.read(|network| {
        if may(network, actor, action, on) {
            return Ok(());
        }
        Err(match (actor, blocked(network, actor)) {
            (Actor::Visitor, _) => ApiError::SignIn,
            (_, Some(reason)) => Refusal::Blocked(reason.clone()).into(),
            (_, None) => Refusal::Forbidden.into(),
        })
    })
}

/// Whoever sent the request that a server function answers, if they may do this. Errors: as [`check`].
pub fn require(state: &AppState, action: Action, on: On) -> Result<Actor, ApiError> {
    let actor = actor();
    check(state, actor, action, on)?;
    Ok(actor)
}

/// Whoever sent a request, for handlers.
pub struct Identified(pub Actor);

impl<S: Sync> FromRequestParts<S> for Identified {
    type Rejection = std::convert::Infallible;
    async fn from_request_parts(parts: &mut Parts, _: &S) -> Result<Self, Self::Rejection> {
        Ok(Identified(of(parts)))
    }
}
