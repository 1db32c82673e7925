//! Claiming to act for an organisation.

use super::people::own;
use super::{answer, answer_kept, command_id, kept_form, reference, state, submit};
use crate::api::people::ClaimStart;
use crate::api::{ApiError, FormStart};
use crate::server::identity;
use crate::server::state::{AppState, fresh_command};
use jejaring_domain::draft::ClaimDraft;
use jejaring_domain::{Action, Command, On, OrganisationId, RecordId, Refusal, Seq};

/// See [`crate::api::people::claim_form`].
pub async fn form(id: OrganisationId, kept: Option<String>) -> Result<ClaimStart, ApiError> {
    let state = state();
    answer(
        async {
            let actor = identity::require(&state, Action::Register, On::Network)?;
            let form = kept_form(&state, kept.as_deref()).unwrap_or_else(|| FormStart {
                command: fresh_command().to_string(),
                ..FormStart::default()
            });
            state.store.read(|network| {
                let organisation = network.organisation(id).ok_or(ApiError::NotFound)?;
                if organisation.archived {
                    return Err(Refusal::Archived.into());
                }
                Ok(ClaimStart {
                    organisation: reference(network, id).ok_or(ApiError::NotFound)?,
                    asks_number: organisation.profile.npsn.is_some(),
                    own: own(network, actor, id),
                    form,
                })
            })
        }
        .await,
    )
}

/// See [`crate::api::people::claim`].
pub async fn claim(id: OrganisationId, command: String, draft: ClaimDraft) -> Result<(), ApiError> {
    let state = state();
    let claimed = try_claim(&state, id, &command, &draft).await;
    let page = format!("/organisations/{id}");
    answer_kept(
        &state,
        claimed,
        (draft, Seq::default()),
        &format!("{page}/claim"),
        |()| page.clone(),
    )
}

async fn try_claim(
    state: &AppState,
    id: OrganisationId,
    command: &str,
    draft: &ClaimDraft,
) -> Result<(), ApiError> {
    identity::require(state, Action::Register, On::Network)?;
    let (npsn, note) = draft.check().map_err(Refusal::Invalid)?;
    let submission = command_id(command);
    let command = Command::Claim {
        member: RecordId::from_u128(submission.to_u128()),
        organisation: id,
        npsn,
        note,
    };
    submit(state, submission, &command).await?;
    Ok(())
}
