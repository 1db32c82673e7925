//! The first account of an installation: a link for whoever runs the server, to become its steward.

use super::links;
use super::state::{AppState, fresh_command, now};
use crate::api::ApiError;
use jejaring_domain::{Actor, Command, PersonId};
use jejaring_store::{StoreError, SubmitError};
use serde::{Deserialize, Serialize};
use std::time::Duration;

const PURPOSE: &str = "set-up";
const LIFETIME: Duration = Duration::from_secs(7 * 24 * 60 * 60);

/// What a link to set up an account holds.
#[derive(Clone, Debug, Default, Serialize, Deserialize)]
pub struct SetUp {
    /// The name; may be empty.
    pub name: String,
    /// The address; where it is empty, who opens the link says it, and the link is of no more use once there is a
    /// steward.
    pub email: String,
}

/// Whether nobody looks after the network, but for the demonstration's steward.
async fn lacks_steward(state: &AppState) -> Result<bool, StoreError> {
    let accounts = state.store.accounts().await?;
    Ok(state.store.read(|network| {
        let mut own = accounts.iter().filter(|account| !account.demo);
        !own.any(|account| network.is_steward(account.person))
    }))
}

/// Tells whoever reads the log how to become the steward, as long as there is none.
pub async fn announce(state: &AppState) -> Result<(), StoreError> {
    if lacks_steward(state).await? {
        let link = link(state, &SetUp::default()).await?;
        tracing::info!("nobody looks after this network yet. Make the first account: {link}");
    }
    Ok(())
}

/// A link to set up an account.
pub async fn link(state: &AppState, given: &SetUp) -> Result<String, StoreError> {
    let token = links::make(state, PURPOSE, given, LIFETIME).await?;
    Ok(format!("{}/set-up/{token}", state.config.url))
}

/// What a link holds. Errors: [`ApiError::LinkSpent`].
pub async fn look(state: &AppState, token: &str) -> Result<SetUp, ApiError> {
    let given: SetUp = links::look(state, PURPOSE, token).await?;
    let spent = given.email.is_empty()
        && !lacks_steward(state).await.map_err(|cause| {
            tracing::error!(%cause, "the accounts cannot be read");
            ApiError::Unavailable
        })?;
    if spent {
        return Err(ApiError::LinkSpent);
    }
    Ok(given)
}

/// Uses a link up. Errors: [`ApiError::LinkSpent`].
pub async fn take(state: &AppState, token: &str) -> Result<(), ApiError> {
    links::take::<SetUp>(state, PURPOSE, token).await.map(drop)
}

/// Makes a person a steward, or no longer one.
pub async fn appoint(state: &AppState, person: PersonId, steward: bool) -> Result<(), SubmitError> {
    let known = state.store.read(|network| network.is_steward(person));
    if known != steward {
        let command = Command::Appoint { person, steward };
        let store = &state.store;
        store
            .submit(Actor::System, fresh_command(), now(), &command)
            .await?;
    }
    Ok(())
}
