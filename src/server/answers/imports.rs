//! The dry run of a file and its confirmation.

use super::{answer, answer_form, state, submit};
use crate::api::ApiError;
use crate::api::imports::{DryRun, Imported};
use crate::server::imports::read;
use crate::server::state::AppState;
use crate::server::{identity, kept::KeptRun};
use jejaring_domain::{Action, Actor, Command, Network, On};

/// See [`crate::api::imports::may_import`].
pub async fn may_import() -> Result<(), ApiError> {
    answer(identity::require(&state(), Action::Import, On::Anywhere).map(drop))
}

/// See [`crate::api::imports::dry_run`].
pub async fn dry_run(token: String) -> Result<DryRun, ApiError> {
    let state = state();
    answer(
        async {
            identity::require(&state, Action::Import, On::Anywhere)?;
            Ok(state.kept.run(&token)?.view.clone())
        }
        .await,
    )
}

/// See [`crate::api::imports::confirm_import`].
pub async fn confirm(token: String) -> Result<Option<Imported>, ApiError> {
    let state = state();
    let confirmed = answer_form(try_confirm(&state, &token).await)?;
    Ok(match confirmed {
        Confirmed::Done(imported) => {
            leptos_axum::redirect(&format!(
                "/import?organisations={}&partnerships={}",
                imported.organisations, imported.partnerships
            ));
            Some(imported)
        }
        Confirmed::Anew(token) => {
            leptos_axum::redirect(&format!("/import?dry_run={token}"));
            None
        }
    })
}

enum Confirmed {
    Done(Imported),
    /// The network has moved on: the token of what it would do now.
    Anew(String),
}

async fn try_confirm(state: &AppState, token: &str) -> Result<Confirmed, ApiError> {
    let actor = identity::require(state, Action::Import, On::Anywhere)?;
    let run = state.kept.run(token)?;
    let command = run.command.as_ref().ok_or(ApiError::NotFound)?;
    let mut done = run.done.lock().await;
    if !*done {
        // The answer to an earlier confirmation may have been lost.
        let known = state.store.done(run.id).await.map_err(|cause| {
            tracing::error!(%cause, "whether an import is done cannot be read");
            ApiError::Unavailable
        })?;
        *done = known.is_some();
    }
    if !*done && is_old(state, actor, &run) {
        let (file, bytes) = (run.view.file.clone(), run.bytes.clone());
        let mut anew = read(state, actor, file, bytes).await?;
        if anew.command.as_ref() != Some(command) {
            anew.view.anew = true;
            return Ok(Confirmed::Anew(state.kept.keep_run(anew)));
        }
    }
    submit(state, run.id, command).await?;
    *done = true;
    let Command::Add {
        organisations,
        partnerships,
        ..
    } = command
    else {
        return Err(ApiError::NotFound);
    };
    Ok(Confirmed::Done(Imported {
        organisations: organisations.len(),
        partnerships: partnerships.len(),
    }))
}

/// Whether it may do something else by now, or for somebody else.
fn is_old(state: &AppState, actor: Actor, run: &KeptRun) -> bool {
    run.actor != actor || state.store.read(Network::seq) != run.seq
}
