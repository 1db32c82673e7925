//! One-time links: the link holds a secret, the database its hash only.

use super::state::{AppState, now};
use crate::api::ApiError;
use jejaring_store::{Seconds, StoreError};
use serde::Serialize;
use serde::de::DeserializeOwned;
use sha2::{Digest, Sha256};
use std::time::Duration;

/// Now, as the store counts.
pub fn seconds() -> Seconds {
    now().0 / 1000
}

/// The hash under which a secret is kept.
pub fn hash(secret: &str) -> String {
    hex(&Sha256::digest(secret.as_bytes()))
}

fn hex(bytes: &[u8]) -> String {
    bytes.iter().map(|byte| format!("{byte:02x}")).collect()
}

/// Makes a link that can be used once, and keeps what it is for; its secret.
pub async fn make(
    state: &AppState,
    purpose: &str,
    data: &impl Serialize,
    lifetime: Duration,
) -> Result<String, StoreError> {
    let secret = hex(&rand::random::<[u8; 32]>());
    let expires = seconds().saturating_add_unsigned(lifetime.as_secs());
    let data = serde_json::json!(data).to_string();
    let store = &state.store;
    store
        .keep_token(&hash(&secret), purpose, &data, expires)
        .await?;
    Ok(secret)
}

/// What a link is for, which can still be used afterwards. Errors: [`ApiError::LinkSpent`].
pub async fn look<T: DeserializeOwned>(
    state: &AppState,
    purpose: &str,
    secret: &str,
) -> Result<T, ApiError> {
    read(state.store.token(&hash(secret), purpose, seconds()).await)
}

/// Uses a link up. Errors: [`ApiError::LinkSpent`].
pub async fn take<T: DeserializeOwned>(
    state: &AppState,
    purpose: &str,
    secret: &str,
) -> Result<T, ApiError> {
    read(
        state
            .store
            .take_token(&hash(secret), purpose, seconds())
            .await,
    )
}

fn read<T: DeserializeOwned>(kept: Result<Option<String>, StoreError>) -> Result<T, ApiError> {
    let kept = kept.map_err(|cause| {
        tracing::error!(%cause, "a one-time link cannot be read");
        ApiError::Unavailable
    })?;
    // What an older version of the program has kept can no longer be used either.
    let data = kept.and_then(|data| serde_json::from_str(&data).ok());
    data.ok_or(ApiError::LinkSpent)
}
