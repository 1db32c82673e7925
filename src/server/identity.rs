//! Who asks, and what they may do: asked first by every answer.

use super::state::AppState;
use crate::api::ApiError;
use axum::extract::{FromRequestParts, Request, State};
use axum::http::request::Parts;
use axum::middleware::Next;
use axum::response::Response;
use jejaring_domain::{Action, Actor, On, Refusal, may};
use leptos::prelude::use_context;

/// Says of each request who sent it. Nobody can sign in yet: where only this machine reaches the server, or the
/// settings say so, it is whoever runs the program, else a visitor.
pub async fn identify(State(state): State<AppState>, mut request: Request, next: Next) -> Response {
    #[cfg(not(target_arch = "wasm32"))]
    let actor = match state.config.visitors_edit {
        true => Actor::System,
        false => Actor::Visitor,
    };
    // In the browser there is one reader only.
    #[cfg(target_arch = "wasm32")]
    let actor = state.store.reader();
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

/// Whether the actor may do it. Errors: [`ApiError::SignIn`] for visitors, else [`Refusal::Forbidden`].
pub fn check(state: &AppState, actor: Actor, action: Action, on: On) -> Result<(), ApiError> {
    match state.store.read(|network| may(network, actor, action, on)) {
        true => Ok(()),
        false if actor == Actor::Visitor => Err(ApiError::SignIn),
        false => Err(Refusal::Forbidden.into()),
    }
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
