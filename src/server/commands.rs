//! Commands over plain HTTP, for programs that write to the network.

use super::identity::{self, Identified};
use super::state::{AppState, now};
use crate::api::ApiError;
use axum::Json;
use axum::extract::State;
use jejaring_domain::{Action, Command, CommandId, On, RecordKind, Refusal};
use jejaring_store::{StoreError, SubmitError};
use jejaring_sync::{Receipt, Submission};

/// How many commands are taken at once.
const MANY: usize = 100;

/// What became of a command.
type Settled = (CommandId, Result<Receipt, Refusal>);

/// `POST /commands`: carries out commands in order, each once. Where the database fails, the
/// answer ends before the command that is not known to be done. Errors: [`ApiError::SignIn`], and
/// [`Refusal::Forbidden`] where another wrote it: then nothing is done.
pub async fn commands(
    State(state): State<AppState>,
    Identified(actor): Identified,
    Json(submissions): Json<Vec<Submission>>,
) -> Result<Json<Vec<Settled>>, ApiError> {
    identity::check(&state, actor, Action::Register, On::Network)?;
    if submissions.len() > MANY || submissions.iter().any(|of| of.actor != actor) {
        return Err(Refusal::Forbidden.into());
    }
    let mut settled = Vec::new();
    for Submission { id, command, .. } in submissions {
        if names_a_file(&command) {
            settled.push((id, Err(Refusal::Forbidden)));
            continue;
        }
        match state.store.submit(actor, id, now(), &command).await {
            Ok(done) => settled.push((id, Ok(Receipt::new(done.seq, &done.changes)))),
            Err(SubmitError::Refused(refusal)) => settled.push((id, Err(refusal))),
            Err(SubmitError::Store(cause)) if settled.is_empty() => return Err(unreadable(cause)),
            Err(SubmitError::Store(cause)) => {
                unreadable(cause);
                break;
            }
        }
    }
    Ok(Json(settled))
}

/// Whether a command says what a file holds: that is told by what was sent, see [`super::attachments`].
fn names_a_file(command: &Command) -> bool {
    matches!(command, Command::Save { record, .. } if record.kind() == RecordKind::Attachment)
}

/// What is answered where the log cannot be read.
pub fn unreadable(cause: StoreError) -> ApiError {
    tracing::error!(%cause, "the database does not answer");
    ApiError::Unavailable
}
