//! The dry run of a file and its confirmation.

use super::{answer, answer_form, state, submit};
use crate::api::ApiError;
use crate::api::imports::{DryRun, Imported};
use crate::server::identity;
use jejaring_domain::{Action, Command, On};

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
pub async fn confirm(token: String) -> Result<Imported, ApiError> {
    let state = state();
    answer_form(
        async {
            identity::require(&state, Action::Import, On::Anywhere)?;
            let run = state.kept.run(&token)?;
            let command = run.command.as_ref().ok_or(ApiError::NotFound)?;
            submit(&state, run.id, command).await?;
            let Command::Add {
                organisations,
                partnerships,
                ..
            } = command
            else {
                return Err(ApiError::NotFound);
            };
            let imported = Imported {
                organisations: organisations.len(),
                partnerships: partnerships.len(),
            };
            leptos_axum::redirect(&format!(
                "/import?organisations={}&partnerships={}",
                imported.organisations, imported.partnerships
            ));
            Ok(imported)
        }
        .await,
    )
}
