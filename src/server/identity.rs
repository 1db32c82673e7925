//! Who asks, and what they may do: asked first by every answer.

use super::config::Config;
use crate::api::ApiError;
use jejaring_domain::{Action, Actor, Refusal, may};

/// Whoever sent the present request. Nobody can sign in yet: everyone is a visitor.
pub fn actor(config: &Config) -> Actor {
    Actor::visitor(config.visitors_edit)
}

/// Whoever sent the present request, if they may do this. Errors: [`Refusal::Forbidden`].
pub fn require(config: &Config, action: Action) -> Result<Actor, ApiError> {
    let actor = actor(config);
    if may(&actor, action) {
        Ok(actor)
    } else {
        Err(Refusal::Forbidden.into())
    }
}
