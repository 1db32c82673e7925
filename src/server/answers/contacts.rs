//! Contact persons: adding, changing, taking out.

use super::meanwhile::Seen;
use super::{
    answer, answer_form, answer_kept, command_id, reference, save_record, start, state, submit,
};
use crate::api::ApiError;
use crate::api::people::ContactStart;
use crate::server::identity;
use crate::server::state::AppState;
use jejaring_domain::draft::ContactDraft;
use jejaring_domain::{Action, Command, Contact, On, OrganisationId, RecordId, Refusal};

/// See [`crate::api::people::contact_form`].
pub async fn form(
    id: OrganisationId,
    contact: Option<RecordId>,
    kept: Option<String>,
) -> Result<ContactStart, ApiError> {
    let state = state();
    answer(
        async {
            identity::require(&state, Action::EditOrganisation, On::Organisation(id))?;
            state.store.read(|network| {
                let organisation = reference(network, id).ok_or(ApiError::NotFound)?;
                let draft = match contact {
                    None => ContactDraft::default(),
                    Some(contact) => {
                        let known = network.kept::<Contact>(contact);
                        let known = known.filter(|contact| contact.organisation == id);
                        known.ok_or(ApiError::NotFound)?.into()
                    }
                };
                let form = start(&state, network, kept, contact, || draft);
                Ok(ContactStart { organisation, form })
            })
        }
        .await,
    )
}

/// See [`crate::api::people::save_contact`].
pub async fn save(
    id: OrganisationId,
    contact: Option<RecordId>,
    command: String,
    seen: Seen,
    draft: ContactDraft,
) -> Result<(), ApiError> {
    let state = state();
    let saved = try_save(&state, id, contact, &command, seen, &draft).await;
    let page = match contact {
        None => format!("/organisations/{id}/contacts/new"),
        Some(contact) => format!("/organisations/{id}/contacts/{contact}"),
    };
    answer_kept(&state, saved, (draft, seen.seq), &page, |()| {
        format!("/organisations/{id}/people")
    })
}

async fn try_save(
    state: &AppState,
    id: OrganisationId,
    contact: Option<RecordId>,
    command: &str,
    seen: Seen,
    draft: &ContactDraft,
) -> Result<(), ApiError> {
    identity::require(state, Action::EditOrganisation, On::Organisation(id))?;
    let submission = command_id(command);
    // A new contact takes its identifier from the submission, so that a form sent twice names the same one.
    let contact = contact.unwrap_or(RecordId::from_u128(submission.to_u128()));
    let record = draft.check(contact, id).map_err(Refusal::Invalid)?;
    save_record(state, submission, record, seen).await
}

/// See [`crate::api::people::remove_contact`].
pub async fn remove(
    id: OrganisationId,
    contact: RecordId,
    command: String,
) -> Result<(), ApiError> {
    let state = state();
    let submission = command_id(&command);
    let command = Command::Remove { id: contact };
    answer_form(
        async {
            identity::require(&state, Action::EditOrganisation, On::Organisation(id))?;
            submit(&state, submission, &command).await
        }
        .await,
    )?;
    leptos_axum::redirect(&format!("/organisations/{id}/people"));
    Ok(())
}
