//! What browsers that keep the network ask for, and what was written in them, over plain HTTP.

use super::identity::{self, Identified};
use super::state::{AppState, now};
use crate::api::ApiError;
use axum::Json;
use axum::extract::{Query, State};
use axum::http::header::CONTENT_TYPE;
use axum::response::IntoResponse;
use jejaring_domain::{Action, CommandId, Date, On, Refusal, Seq};
use jejaring_store::{StoreError, SubmitError};
use jejaring_sync::based::rebase;
use jejaring_sync::{Receipt, Submission};
use serde::Deserialize;

/// What a browser has.
#[derive(Deserialize)]
pub struct Known {
    /// The last log entry in it.
    after: Option<Seq>,
    /// The day that it is of.
    day: Option<Date>,
}

impl Known {
    /// Both, where it has anything.
    pub fn pair(&self) -> Option<(Seq, Date)> {
        self.after.zip(self.day)
    }
}

/// `GET /sync`: the network as its reader may see it, or what was touched in it since, see [`jejaring_sync::Update`].
pub async fn sync(
    State(state): State<AppState>,
    Identified(actor): Identified,
    Query(known): Query<Known>,
) -> Result<impl IntoResponse, ApiError> {
    identity::check(&state, actor, Action::Browse, On::Network)?;
    // The whole network takes much memory while it is written.
    let _turn = state.live.turns.acquire().await;
    let update = state
        .live
        .update(&state.store, actor, now().date(), known.pair())
        .await
        .map_err(unreadable)?;
    let written = tokio::task::spawn_blocking(move || serde_json::to_vec(&update)).await;
    let json = match written {
        Ok(Ok(json)) => json,
        Ok(Err(cause)) => return Err(unwritable(&cause)),
        Err(cause) => return Err(unwritable(&cause)),
    };
    Ok(([(CONTENT_TYPE, "application/json")], json))
}

/// How many commands are taken at once.
const MANY: usize = 100;

/// What became of a command.
type Settled = (CommandId, Result<Receipt, Refusal>);

/// `POST /commands`: carries out what was written in a browser, in order, each once. Where the database fails, the
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
    for Submission {
        id, mut command, ..
    } in submissions
    {
        // A version that only the browser knows says how far the log was for it.
        rebase(&mut command, |_, base| base.logged());
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

/// What is answered where the log cannot be read.
pub fn unreadable(cause: StoreError) -> ApiError {
    tracing::error!(%cause, "the database does not answer");
    ApiError::Unavailable
}

fn unwritable(cause: &dyn std::error::Error) -> ApiError {
    tracing::error!(%cause, "the network could not be written");
    ApiError::Unavailable
}
