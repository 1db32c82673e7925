//! What a server function can answer instead of a result.

use super::organisations::OrganisationRef;
use jejaring_domain::Refusal;
use leptos::prelude::*;
use leptos::server_fn::codec::JsonEncoding;
use serde::{Deserialize, Serialize};

/// Why a server function did not do what was asked. Words for people: [`crate::i18n::error_words`].
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, thiserror::Error)]
#[serde(rename_all = "snake_case")]
pub enum ApiError {
    /// The rules do not allow it; nothing has changed. Status 403, 404, 409 or 422 by the kind of refusal.
    #[error("{0}")]
    Refused(Refusal),
    /// Only who has signed in may do this. Status 401.
    #[error("sign in first")]
    SignIn,
    /// The address and the password do not belong together. Status 401.
    #[error("address and password do not belong together")]
    SignInFailed,
    /// Tried too often: how long to wait. Status 429.
    #[error("wait {seconds} s")]
    Wait { seconds: u64 },
    /// A one-time link that was used, has expired or never was. Status 410.
    #[error("the link is spent")]
    LinkSpent,
    /// What was asked for does not exist. Status 404.
    #[error("not found")]
    NotFound,
    /// What is to be added may be one of these already: not added yet. Status 409.
    #[error("may be in the network already")]
    Similar(Vec<OrganisationRef>),
    /// The database does not answer; nothing is known to have changed. Status 503.
    #[error("unavailable")]
    Unavailable,
    /// The dry run that was to be confirmed is not kept any more. Status 410.
    #[error("the dry run has expired")]
    Expired,
    /// There is no connection, and the browser has not kept what was asked for. The browser's own answer.
    #[error("offline")]
    Offline,
    /// There is no connection, and what was sent is nothing that the browser keeps until there is one. The browser's own
    /// answer.
    #[error("not sent, and not kept")]
    Unsent,
    /// There is no connection: the browser keeps what was sent until there is one. The browser's own answer.
    #[error("kept until there is a connection")]
    Outbox,
    /// There is no connection, and the browser has no room to keep what was sent. The browser's own answer.
    #[error("no room to keep it")]
    StorageFull,
    /// The request did not arrive, or its answer did not, or one was not understood. Status 500 or 400.
    #[error("transport: {0}")]
    Transport(String),
}

impl FromServerFnError for ApiError {
    type Encoder = JsonEncoding;

    fn from_server_fn_error(error: ServerFnErrorErr) -> Self {
        ApiError::Transport(error.to_string())
    }
}

impl From<Refusal> for ApiError {
    fn from(refusal: Refusal) -> Self {
        ApiError::Refused(refusal)
    }
}

#[cfg(feature = "ssr")]
impl ApiError {
    /// The HTTP status that tells the same.
    pub fn status(&self) -> axum::http::StatusCode {
        use axum::http::StatusCode;
        match self {
            ApiError::Refused(refusal) => match refusal {
                Refusal::Forbidden | Refusal::Blocked(_) => StatusCode::FORBIDDEN,
                Refusal::NoOrganisation(_) | Refusal::NoPartnership(_) | Refusal::NoRecord(_) => {
                    StatusCode::NOT_FOUND
                }
                Refusal::Invalid(_) => StatusCode::UNPROCESSABLE_ENTITY,
                Refusal::RecordConflict(_)
                | Refusal::NotYet(_)
                | Refusal::NoVote
                | Refusal::Answered
                | Refusal::LastAdmin
                | Refusal::MemberAlready
                | Refusal::IdTaken
                | Refusal::Archived
                | Refusal::HasPartnerships(_)
                | Refusal::OrganisationConflict(_)
                | Refusal::PartnershipConflict(_) => StatusCode::CONFLICT,
            },
            ApiError::SignIn | ApiError::SignInFailed => StatusCode::UNAUTHORIZED,
            ApiError::Wait { .. } => StatusCode::TOO_MANY_REQUESTS,
            ApiError::NotFound => StatusCode::NOT_FOUND,
            ApiError::Similar(_) => StatusCode::CONFLICT,
            ApiError::Unavailable
            | ApiError::Offline
            | ApiError::Unsent
            | ApiError::Outbox
            | ApiError::StorageFull => StatusCode::SERVICE_UNAVAILABLE,
            ApiError::Expired | ApiError::LinkSpent => StatusCode::GONE,
            ApiError::Transport(_) => StatusCode::BAD_REQUEST,
        }
    }
}
