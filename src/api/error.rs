//! What a server function can answer instead of a result.

use super::organisations::OrganisationRef;
use super::wire::PackedError;
use jejaring_domain::{Lack, Line, Refusal};
use leptos::prelude::*;
use serde::de::Error as _;
use serde::ser::Error as _;
use serde::{Deserialize, Deserializer, Serialize, Serializer};
use serde_json::value::RawValue;

/// Why a server function did not do what was asked. Words for people: [`crate::i18n::error_words`].
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, thiserror::Error)]
#[serde(rename_all = "snake_case")]
pub enum ApiError {
    /// The rules do not allow it; nothing has changed. Status 403, 404, 409 or 422 by the kind of refusal.
    #[error("{0}")]
    Refused(Refused),
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
    type Encoder = PackedError;

    fn from_server_fn_error(error: ServerFnErrorErr) -> Self {
        ApiError::Transport(error.to_string())
    }
}

impl From<Refusal> for ApiError {
    fn from(refusal: Refusal) -> Self {
        ApiError::Refused(Refused {
            // There is nothing in it that JSON does not know.
            whole: serde_json::to_string(&refusal).unwrap_or_default(),
            why: refusal.into(),
        })
    }
}

impl ApiError {
    /// The refusal, where it is one, with all that a form shows of it.
    pub fn refusal(&self) -> Option<Refusal> {
        match self {
            ApiError::Refused(refused) => serde_json::from_str(&refused.whole).ok(),
            _ => None,
        }
    }

    /// Why it was refused, where it was.
    pub fn why(&self) -> Option<&Why> {
        match self {
            ApiError::Refused(refused) => Some(&refused.why),
            _ => None,
        }
    }

    /// What the browser's worker answers in place of the server.
    pub fn of_worker(word: &[u8]) -> Option<Self> {
        Some(match word {
            b"\"offline\"" => ApiError::Offline,
            b"\"unsent\"" => ApiError::Unsent,
            b"\"outbox\"" => ApiError::Outbox,
            b"\"storage_full\"" => ApiError::StorageFull,
            _ => return None,
        })
    }
}

/// A refusal as it is sent. It may hold records, and every page may meet one: only a form reads it whole.
#[derive(Clone, Debug, PartialEq)]
pub struct Refused {
    why: Why,
    /// As JSON.
    whole: String,
}

impl Refused {
    /// The kind of the refusal.
    pub fn why(&self) -> &Why {
        &self.why
    }
}

/// The kinds of [`Refusal`], with no more than a sentence says.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[allow(missing_docs)]
pub enum Why {
    Invalid,
    Forbidden,
    Blocked(Line),
    NoOrganisation,
    NoPartnership,
    NoRecord,
    RecordConflict,
    NotYet(Vec<Lack>),
    NoVote,
    Answered,
    LastAdmin,
    MemberAlready,
    IdTaken,
    Archived,
    HasPartnerships(usize),
    OrganisationConflict,
    PartnershipConflict,
}

impl From<Refusal> for Why {
    fn from(refusal: Refusal) -> Self {
        match refusal {
            Refusal::Invalid(_) => Why::Invalid,
            Refusal::Forbidden => Why::Forbidden,
            Refusal::Blocked(reason) => Why::Blocked(reason),
            Refusal::NoOrganisation(_) => Why::NoOrganisation,
            Refusal::NoPartnership(_) => Why::NoPartnership,
            Refusal::NoRecord(_) => Why::NoRecord,
            Refusal::RecordConflict(_) => Why::RecordConflict,
            Refusal::NotYet(lacks) => Why::NotYet(lacks),
            Refusal::NoVote => Why::NoVote,
            Refusal::Answered => Why::Answered,
            Refusal::LastAdmin => Why::LastAdmin,
            Refusal::MemberAlready => Why::MemberAlready,
            Refusal::IdTaken => Why::IdTaken,
            Refusal::Archived => Why::Archived,
            Refusal::HasPartnerships(count) => Why::HasPartnerships(count),
            Refusal::OrganisationConflict(_) => Why::OrganisationConflict,
            Refusal::PartnershipConflict(_) => Why::PartnershipConflict,
        }
    }
}

impl Why {
    /// Whether others have changed the same since.
    pub fn is_conflict(&self) -> bool {
        matches!(
            self,
            Why::OrganisationConflict | Why::PartnershipConflict | Why::RecordConflict
        )
    }
}

impl std::fmt::Display for Refused {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(&self.whole)
    }
}

impl Serialize for Refused {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        if !serializer.is_human_readable() {
            return (&self.why, &self.whole).serialize(serializer);
        }
        let text = serde_json::from_str::<&RawValue>(&self.whole);
        text.map_err(S::Error::custom)?.serialize(serializer)
    }
}

impl<'de> Deserialize<'de> for Refused {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        if !deserializer.is_human_readable() {
            let (why, whole) = Deserialize::deserialize(deserializer)?;
            return Ok(Self { why, whole });
        }
        let whole = Box::<RawValue>::deserialize(deserializer)?.get().to_owned();
        let refusal: Refusal = serde_json::from_str(&whole).map_err(D::Error::custom)?;
        Ok(Self {
            why: refusal.into(),
            whole,
        })
    }
}

#[cfg(feature = "ssr")]
impl ApiError {
    /// The HTTP status that tells the same.
    pub fn status(&self) -> axum::http::StatusCode {
        use axum::http::StatusCode;
        match self {
            ApiError::Refused(refused) => match refused.why {
                Why::Forbidden | Why::Blocked(_) => StatusCode::FORBIDDEN,
                Why::NoOrganisation | Why::NoPartnership | Why::NoRecord => StatusCode::NOT_FOUND,
                Why::Invalid => StatusCode::UNPROCESSABLE_ENTITY,
                _ => StatusCode::CONFLICT,
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

#[cfg(test)]
mod tests {
    use super::*;
    use crate::api::wire::{pack, unpack};
    use jejaring_domain::{OrganisationId, PartnershipId, RecordId};

    #[test]
    fn what_is_refused_is_sent_as_it_is_and_its_kind_is_known() {
        let line = Line::new("A reason.").expect("a line");
        for (refusal, conflict) in [
            (Refusal::Invalid(Vec::new()), false),
            (Refusal::Forbidden, false),
            (Refusal::Blocked(line), false),
            (Refusal::NoOrganisation(OrganisationId::from_u128(1)), false),
            (Refusal::NoPartnership(PartnershipId::from_u128(1)), false),
            (Refusal::NoRecord(RecordId::from_u128(1)), false),
            (Refusal::RecordConflict(None), true),
            (Refusal::NotYet(Vec::new()), false),
            (Refusal::NoVote, false),
            (Refusal::Answered, false),
            (Refusal::LastAdmin, false),
            (Refusal::MemberAlready, false),
            (Refusal::IdTaken, false),
            (Refusal::Archived, false),
            (Refusal::HasPartnerships(3), false),
            (Refusal::OrganisationConflict(Vec::new()), true),
            (Refusal::PartnershipConflict(Vec::new()), true),
        ] {
            let said = serde_json::to_value(&refusal).expect("written");
            let sent = serde_json::to_value(ApiError::from(refusal.clone())).expect("written");
            assert_eq!(sent, serde_json::json!({ "refused": said }));
            let heard: ApiError = serde_json::from_str(&sent.to_string()).expect("read");
            let packed = pack(&heard).expect("packed");
            assert_eq!(unpack::<ApiError>(&packed), Ok(heard.clone()));
            assert_eq!(heard.refusal(), Some(refusal));
            assert_eq!(heard.why().map(Why::is_conflict), Some(conflict), "{heard}");
        }
    }

    #[test]
    fn the_workers_words_are_errors() {
        let own = [
            ApiError::Offline,
            ApiError::Unsent,
            ApiError::Outbox,
            ApiError::StorageFull,
        ];
        for error in own {
            let word = serde_json::to_vec(&error).expect("written");
            assert_eq!(ApiError::of_worker(&word), Some(error));
        }
    }
}
