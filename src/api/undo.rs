//! Taking back what one did.

use super::ApiError;
use jejaring_domain::Seq;
use leptos::prelude::*;
use serde::{Deserialize, Serialize};

/// What became of taking something back.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Undone {
    /// It is taken back, by this log entry; taking that one back does it again.
    Done(Seq),
    /// The others have to agree first: it is proposed, by this log entry.
    Proposed(Seq),
    /// It was so already.
    Nothing,
}

/// Takes back what a log entry changed that one's own command led to. Errors: [`ApiError::NotFound`] where it is
/// another's, or cannot be taken back; a conflict where others have changed the same since.
#[server(endpoint = "undo", output = crate::api::Wire)]
pub async fn undo(entry: Seq, #[server(default)] command: String) -> Result<Undone, ApiError> {
    crate::server::answers::undo::undo(entry, command).await
}
