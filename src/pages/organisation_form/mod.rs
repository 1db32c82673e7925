//! The form for an organisation: a new one, or a change to one.

pub mod conflict;
pub mod inputs;
mod similar;

use crate::ahead::{Ahead, Deed, begun, given_back, unanswered};
use crate::api::organisations::{OrganisationStart, SaveOrganisation, organisation_form};
use crate::api::{ApiError, FormStart, Why, fetched};
use crate::i18n::{td_string, words};
use crate::pages::people::renew_session;
use crate::ui::{ErrorView, Loading, locale};
use conflict::{Conflict, stored_in};
use inputs::{ChoiceInput, Failure, Mistakes, ParagraphInput, SaveOrCancel, TextInput, all};
use jejaring_domain::draft::ProfileDraft;
use jejaring_domain::{Field, Kind, Line, Name, OrganisationId, Refusal, Text};
use leptos::either::Either;
use leptos::prelude::*;
use leptos_meta::Title;
use leptos_router::hooks::{use_params_map, use_query_map};
use similar::Similar;

type Start = FormStart<ProfileDraft>;

/// `/organisations/new` and `/organisations/ID/edit`.
#[component]
pub fn OrganisationForm() -> impl IntoView {
    let params = use_params_map();
    let query = use_query_map();
    let given = move || (params.read().get("id"), query.read().get("kept"));
    let given_back = given_back::<SaveOrganisation>();
    let start = fetched(given, move |(id, kept)| load(id, kept, given_back()));
    let unanswered = unanswered();
    view! {
        <Suspense fallback=|| view! { <Loading /> }>
            {move || {
                let unanswered = unanswered.get();
                Suspend::new(async move {
                    match start.await {
                        Ok((id, mut start, stored)) => {
                            let follows = start.form.go_on(&unanswered, |draft, deed| go_on(id, draft, deed));
                            Either::Left(begun(follows, view! { <Fields id start stored follows /> }))
                        }
                        Err(error) => Either::Right(view! { <ErrorView error /> }),
                    }
                })
            }}
        </Suspense>
    }
}

/// Writes into the form what one has sent of the same before.
fn go_on(id: Option<OrganisationId>, draft: &mut ProfileDraft, deed: &Deed) -> bool {
    let sent = deed.of::<SaveOrganisation>();
    let sent = sent.filter(|sent| id.is_some() && sent.id == id);
    sent.map(|sent| draft.clone_from(&sent.draft.profile))
        .is_some()
}

/// The form's first values, and where others have changed the same, what they made of it.
async fn load(
    id: Option<String>,
    kept: Option<String>,
    given_back: Option<(SaveOrganisation, ApiError)>,
) -> Result<(Option<OrganisationId>, OrganisationStart, Option<Start>), ApiError> {
    let id = id
        .map(|id| id.parse().map_err(|_| ApiError::NotFound))
        .transpose()?;
    let mut start = organisation_form(id, kept).await?;
    if let Some((sent, error)) = given_back {
        start.note = sent.draft.note;
        start.form.give_back(sent.draft.profile, sent.seen, error);
    }
    let stored = match &start.form.error {
        Some(error) if is_conflict(error) => Some(stored(id).await?),
        _ => None,
    };
    Ok((id, start, stored))
}

/// What is stored by now.
async fn stored(id: Option<OrganisationId>) -> Result<Start, ApiError> {
    Ok(organisation_form(id, None).await?.form)
}

fn is_conflict(error: &ApiError) -> bool {
    matches!(error.why(), Some(Why::OrganisationConflict))
}

#[component]
fn Fields(
    id: Option<OrganisationId>,
    start: OrganisationStart,
    stored: Option<Start>,
    follows: bool,
) -> impl IntoView {
    let locale = locale();
    let OrganisationStart { form, claims, note } = start;
    let FormStart {
        draft,
        seen,
        command,
        error,
    } = form;
    let save = ServerAction::<SaveOrganisation>::new();
    if id.is_none() {
        // Who registers one claims to act for it.
        renew_session(save);
    } else {
        Ahead::of_page().lead(save, |sent| {
            let id = sent.id.filter(|_| sent.draft.profile.check().is_ok());
            id.map(|id| format!("/organisations/{id}"))
        });
    }
    let failure = Failure::provide(move || save.value().get(), error);
    let stored = RwSignal::new(stored);
    let seen = move || {
        stored.with(|stored| {
            stored
                .as_ref()
                .map_or(seen, |stored| stored.seen)
                .0
                .to_string()
        })
    };
    let conflict = Signal::derive(move || match failure.refusal() {
        Some(Refusal::OrganisationConflict(conflicts)) => {
            stored.with(|stored| Some(stored_in(locale, stored.as_ref()?, &conflicts)))
        }
        _ => None,
    });
    // Where others have changed the same in between, what they made of it is shown and can be overruled knowingly.
    Effect::new(move || {
        if save
            .value()
            .get()
            .is_some_and(|answer| answer.is_err_and(|error| is_conflict(&error)))
        {
            leptos::task::spawn_local(async move {
                if let Ok(now) = self::stored(id).await {
                    stored.set(Some(now));
                }
            });
        }
    });
    let (title, back) = match id {
        None => (
            td_string!(locale, form.new_organisation),
            "/organisations".to_owned(),
        ),
        Some(id) => (
            td_string!(locale, form.edit_organisation),
            format!("/organisations/{id}"),
        ),
    };
    let again = id.map(|id| format!("/organisations/{id}/edit"));
    view! {
        <Title text=title />
        <div class="page narrow">
            <h1>{title}</h1>
            <ActionForm action=save attr:class="form organisation-form">
                <Mistakes />
                <Conflict fields=conflict again />
                {id.is_none().then(|| view! { <Similar /> })}
                {id.map(|id| view! { <input type="hidden" name="id" value=id.to_string() /> })}
                <input type="hidden" name="command" value=command />
                <input type="hidden" name="seen" value=seen />
                <input type="hidden" name="follows" value=follows.to_string() />
                <Identity draft=draft.clone() />
                <Where draft=draft.clone() />
                <About draft />
                {claims.then(|| view! { <Claim note /> })}
                <SaveOrCancel saving=save.pending() back />
            </ActionForm>
        </div>
    }
}

#[component]
fn Identity(draft: ProfileDraft) -> impl IntoView {
    let locale = locale();
    view! {
        <fieldset class="card">
            <legend>{td_string!(locale, form.identity)}</legend>
            <TextInput field=Field::Name value=draft.name max=Name::MAX required=true fill="organization">
                {td_string!(locale, form.name_hint)}
            </TextInput>
            <div class="field-row">
                <ChoiceInput field=Field::Kind value=draft.kind groups={all::<Kind>()} word=words::kind blank=true />
                <div class="for-schools">
                    <TextInput field=Field::Npsn value=draft.npsn keys="numeric">
                        {td_string!(locale, form.npsn_hint)}
                    </TextInput>
                </div>
            </div>
            <TextInput field=Field::Aliases value=draft.aliases>
                {td_string!(locale, form.aliases_hint)}
            </TextInput>
            <TextInput field=Field::Programmes value=draft.programmes>
                {td_string!(locale, form.programmes_hint)}
            </TextInput>
        </fieldset>
    }
}

#[component]
fn Where(draft: ProfileDraft) -> impl IntoView {
    let locale = locale();
    view! {
        <fieldset class="card">
            <legend>{td_string!(locale, form.place)}</legend>
            <div class="field-row">
                <TextInput field=Field::Regency value=draft.regency max=Line::MAX>
                    {td_string!(locale, form.regency_hint)}
                </TextInput>
                <TextInput field=Field::Province value=draft.province max=Line::MAX>
                    {td_string!(locale, form.province_hint)}
                </TextInput>
            </div>
            <TextInput field=Field::Country value=draft.country max=Line::MAX>
                {td_string!(locale, form.country_hint)}
            </TextInput>
            <div class="field-row">
                <TextInput field=Field::Latitude value=draft.latitude>
                    {td_string!(locale, form.latitude_hint)}
                </TextInput>
                <TextInput field=Field::Longitude value=draft.longitude>
                    {td_string!(locale, form.longitude_hint)}
                </TextInput>
            </div>
        </fieldset>
    }
}

#[component]
fn About(draft: ProfileDraft) -> impl IntoView {
    let locale = locale();
    view! {
        <fieldset class="card">
            <legend>{td_string!(locale, form.profile)}</legend>
            <ParagraphInput field=Field::About value=draft.about max=Text::MAX>
                {td_string!(locale, form.about_hint)}
            </ParagraphInput>
            <TextInput field=Field::Website value=draft.website keys="url" max=Line::MAX>
                {td_string!(locale, form.website_hint)}
            </TextInput>
        </fieldset>
    }
}

/// Who adds an organisation and is no steward claims to act for it: what speaks for that, and what happens next.
#[component]
fn Claim(note: String) -> impl IntoView {
    let locale = locale();
    view! {
        <fieldset class="card">
            <legend>{td_string!(locale, people.register_legend)}</legend>
            <p class="soft">{td_string!(locale, people.register_text)}</p>
            <TextInput field=Field::Note value=note max=Line::MAX required=true>
                {td_string!(locale, people.claim_note_hint)}
            </TextInput>
        </fieldset>
    }
}
