//! Claiming to act for an organisation.

use super::{organisation_id, renew_session};
use crate::api::people::{Claim, ClaimStart, Membership, SetRole, claim_form};
use crate::api::{ApiError, FormStart, fetched};
use crate::i18n::{td_string, words};
use crate::pages::organisation_form::inputs::{Failure, Mistakes, TextInput};
use crate::ui::{ErrorView, Glyph, Icon, Loading, locale};
use jejaring_domain::draft::ClaimDraft;
use jejaring_domain::{Field, Line, OrganisationId};
use leptos::form::ActionForm;
use leptos::prelude::*;
use leptos_meta::Title;
use leptos_router::hooks::use_query_map;

/// `/organisations/ID/claim`.
#[component]
pub fn ClaimPage() -> impl IntoView {
    let (id, query) = (organisation_id(), use_query_map());
    let start = fetched(
        move || (id.get(), query.read().get("kept")),
        |(id, kept)| async move { claim_form(id.ok_or(ApiError::NotFound)?, kept).await },
    );
    view! {
        <div class="page narrow">
            <Suspense fallback=|| view! { <Loading /> }>
                {move || Suspend::new(async move {
                    match start.await {
                        Ok(start) => view! { <Shown start /> }.into_any(),
                        Err(error) => view! { <ErrorView error /> }.into_any(),
                    }
                })}
            </Suspense>
        </div>
    }
}

#[component]
fn Shown(start: ClaimStart) -> impl IntoView {
    let locale = locale();
    let ClaimStart {
        organisation,
        asks_number,
        own,
        form,
    } = start;
    let id = organisation.id;
    let title = td_string!(locale, people.claim_title, name = organisation.name.clone());
    let content = match own {
        None => view! { <Fields id asks_number form /> }.into_any(),
        Some(own) if own.claimed => view! { <Waiting own /> }.into_any(),
        Some(own) => {
            let role = words::member_role(locale, own.role);
            view! { <p class="notice info">{td_string!(locale, people.member_already, role = role)}</p> }
                .into_any()
        }
    };
    view! {
        <Title text=title.clone() />
        <a class="crumb" href=format!("/organisations/{id}")>
            <Icon glyph=Glyph::Back />
            {organisation.name}
        </a>
        <h1>{title}</h1>
        {content}
    }
}

#[component]
fn Fields(id: OrganisationId, asks_number: bool, form: FormStart<ClaimDraft>) -> impl IntoView {
    let locale = locale();
    let FormStart {
        draft,
        command,
        error,
        ..
    } = form;
    let claim = ServerAction::<Claim>::new();
    renew_session(claim);
    Failure::provide(move || claim.value().get(), error);
    let number = asks_number.then(|| {
        view! {
            <TextInput field=Field::Npsn value=draft.npsn keys="numeric" required=true>
                {td_string!(locale, people.claim_npsn_hint)}
            </TextInput>
        }
    });
    view! {
        <p class="soft">{td_string!(locale, people.claim_lead)}</p>
        <ActionForm action=claim attr:class="form">
            <Mistakes />
            <input type="hidden" name="id" value=id.to_string() />
            <input type="hidden" name="command" value=command />
            <div class="card stack">
                {number}
                <TextInput field=Field::Note value=draft.note max=Line::MAX required=true>
                    {td_string!(locale, people.claim_note_hint)}
                </TextInput>
            </div>
            <div class="actions">
                <button class="button primary" disabled=move || claim.pending().get()>
                    {move || match claim.pending().get() {
                        true => td_string!(locale, people.claim_sending),
                        false => td_string!(locale, people.claim_send),
                    }}
                </button>
                <a class="button" href=format!("/organisations/{id}")>
                    {td_string!(locale, form.cancel)}
                </a>
            </div>
        </ActionForm>
    }
}

/// A claim that waits, and the way to take it back.
#[component]
fn Waiting(own: Membership) -> impl IntoView {
    let locale = locale();
    let withdraw = ServerAction::<SetRole>::new();
    renew_session(withdraw);
    view! {
        {move || withdraw.value().get().and_then(Result::err).map(|error| view! {
            <p class="notice error" role="alert">{words::error(locale, &error)}</p>
        })}
        <p class="notice info">{td_string!(locale, people.claim_waits)}</p>
        <ActionForm action=withdraw>
            <input type="hidden" name="member" value=own.member.to_string() />
            <input type="hidden" name="role" value="" />
            <button class="button danger">{td_string!(locale, people.claim_withdraw)}</button>
        </ActionForm>
    }
}
