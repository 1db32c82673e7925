//! The form for a partnership: a new one, or a change to one.

mod benefits;
pub mod conflict;
mod contributions;
mod parties;

use super::organisation_form::conflict::Conflict;
use super::organisation_form::inputs::{
    ChoiceInput, Failure, Group, Mistakes, ParagraphInput, SaveOrCancel, TextInput, all,
};
use crate::api::partnerships::{SavePartnership, partnership_form};
use crate::api::{ApiError, FormStart};
use crate::i18n::{Locale, td_string, words};
use crate::ui::{ErrorView, Loading, locale};
use benefits::Benefits;
use conflict::stored_in;
use jejaring_domain::draft::TermsDraft;
use jejaring_domain::{
    Authority, Coded, Field, Finance, Form, Line, Name, PartnershipId, Refusal, Scope, Stage, Step,
    Text,
};
use leptos::either::Either;
use leptos::prelude::*;
use leptos_meta::Title;
use leptos_router::hooks::{use_params_map, use_query_map};
use parties::Parties;

type Start = FormStart<TermsDraft>;

/// `/partnerships/new`, also `?with=ORGANISATION`, `?need=LISTING` and `?offer=LISTING`, and `/partnerships/ID/edit`.
#[component]
pub fn PartnershipForm() -> impl IntoView {
    let params = use_params_map();
    let query = use_query_map();
    let given = move || {
        let asked = ["with", "need", "offer", "kept"].map(|name| query.read().get(name));
        (params.read().get("id"), asked)
    };
    let start = Resource::new(given, |(id, asked)| load(id, asked));
    view! {
        <Suspense fallback=|| view! { <Loading /> }>
            {move || Suspend::new(async move {
                match start.await {
                    Ok((id, start, stored)) => Either::Left(view! { <Fields id start stored /> }),
                    Err(error) => Either::Right(view! { <ErrorView error /> }),
                }
            })}
        </Suspense>
    }
}

/// The form's first values, and where others have changed the same, what they made of it.
async fn load(
    id: Option<String>,
    [with, need, offer, kept]: [Option<String>; 4],
) -> Result<(Option<PartnershipId>, Start, Option<Start>), ApiError> {
    let id = id
        .map(|id| id.parse().map_err(|_| ApiError::NotFound))
        .transpose()?;
    let with = with.and_then(|with| with.parse().ok());
    let [need, offer] = [need, offer].map(|listing| listing.and_then(|id| id.parse().ok()));
    let start = partnership_form(id, with, need, offer, kept).await?;
    let stored = match &start.error {
        Some(error) if is_conflict(error) => {
            Some(partnership_form(id, None, None, None, None).await?)
        }
        _ => None,
    };
    Ok((id, start, stored))
}

fn is_conflict(error: &ApiError) -> bool {
    matches!(error, ApiError::Refused(Refusal::PartnershipConflict(_)))
}

#[component]
fn Fields(id: Option<PartnershipId>, start: Start, stored: Option<Start>) -> impl IntoView {
    let locale = locale();
    let Start {
        draft,
        seen,
        command,
        error,
    } = start;
    let save = ServerAction::<SavePartnership>::new();
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
    let conflict = Signal::derive(move || match failure.error() {
        Some(ApiError::Refused(Refusal::PartnershipConflict(conflicts))) => {
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
                if let Ok(now) = partnership_form(id, None, None, None, None).await {
                    stored.set(Some(now));
                }
            });
        }
    });
    let (title, back) = match id {
        None => (
            td_string!(locale, form.new_partnership),
            "/partnerships".to_owned(),
        ),
        Some(id) => (
            td_string!(locale, form.edit_partnership),
            format!("/partnerships/{id}"),
        ),
    };
    let again = id.map(|id| format!("/partnerships/{id}/edit"));
    view! {
        <Title text=title />
        <div class="page narrow">
            <h1>{title}</h1>
            <ActionForm action=save attr:class="form partnership-form">
                <Mistakes />
                <Conflict fields=conflict again />
                {id.map(|id| view! { <input type="hidden" name="id" value=id.to_string() /> })}
                <input type="hidden" name="command" value=command />
                <input type="hidden" name="seen" value=seen />
                <fieldset class="card">
                    <legend>{td_string!(locale, form.what_for)}</legend>
                    <TextInput field=Field::Title value=draft.title.clone() max=Name::MAX required=true>
                        {td_string!(locale, form.title_hint)}
                    </TextInput>
                    <ParagraphInput field=Field::Purpose value=draft.purpose.clone() max=Text::MAX>
                        {td_string!(locale, form.purpose_hint)}
                    </ParagraphInput>
                </fieldset>
                <Parties parties=draft.parties.clone() />
                <Nature draft=draft.clone() />
                <Course draft=draft.clone() />
                <Papers draft=draft.clone() />
                <Benefits benefits=draft.benefits.clone() />
                <End draft />
                <SaveOrCancel saving=save.pending() back />
            </ActionForm>
        </div>
    }
}

/// How binding it is, what it is about, how it is paid for.
#[component]
fn Nature(draft: TermsDraft) -> impl IntoView {
    let locale = locale();
    view! {
        <fieldset class="card">
            <legend>{td_string!(locale, form.nature)}</legend>
            <div class="field-row">
                <ChoiceInput field=Field::Form value=draft.form groups={all::<Form>()} word=words::form>
                    {td_string!(locale, form.form_hint)}
                </ChoiceInput>
                <ChoiceInput field=Field::Scope value=draft.scope groups={all::<Scope>()} word=words::scope>
                    {td_string!(locale, form.scope_hint)}
                </ChoiceInput>
                <ChoiceInput field=Field::Finance value=draft.finance groups={all::<Finance>()} word=words::finance>
                    {td_string!(locale, form.finance_hint)}
                </ChoiceInput>
            </div>
        </fieldset>
    }
}

/// Where it stands, and when the work is done.
#[component]
fn Course(draft: TermsDraft) -> impl IntoView {
    let locale = locale();
    view! {
        <fieldset class="card">
            <legend>{td_string!(locale, form.course)}</legend>
            <ChoiceInput field=Field::Step value=draft.step groups=steps(locale) word=words::step number=Step::number>
                {td_string!(locale, form.step_hint)}
            </ChoiceInput>
            <div class="field-row">
                <TextInput field=Field::Start value=draft.start kind="date">
                    {td_string!(locale, form.start_hint)}
                </TextInput>
                <TextInput field=Field::End value=draft.end kind="date">
                    {td_string!(locale, form.end_hint)}
                </TextInput>
            </div>
        </fieldset>
    }
}

/// The ten steps below their three stages.
fn steps(locale: Locale) -> Vec<Group<Step>> {
    let of_stage = |stage: &Stage| Group {
        label: Some(words::stage(locale, *stage)),
        values: Step::ALL
            .iter()
            .copied()
            .filter(|step| step.stage() == *stage)
            .collect(),
    };
    Stage::ALL.iter().map(of_stage).collect()
}

/// The written agreement and the authority's consent, each shown where it is needed.
#[component]
fn Papers(draft: TermsDraft) -> impl IntoView {
    let locale = locale();
    view! {
        <fieldset class="card when-written">
            <legend>{td_string!(locale, form.agreement)}</legend>
            <p class="field-hint">{td_string!(locale, form.agreement_hint)}</p>
            <div class="field-row">
                <TextInput field=Field::AgreementNumber value=draft.agreement_number max=Name::MAX />
                <TextInput field=Field::AgreementTitle value=draft.agreement_title max=Line::MAX />
            </div>
            <div class="field-row">
                <TextInput field=Field::AgreementSigned value=draft.agreement_signed kind="date">
                    {td_string!(locale, form.signed_hint)}
                </TextInput>
                <TextInput field=Field::AgreementExpires value=draft.agreement_expires kind="date">
                    {td_string!(locale, form.expires_hint)}
                </TextInput>
            </div>
        </fieldset>
        <fieldset class="card when-repayable">
            <legend>{td_string!(locale, form.consent)}</legend>
            <p class="field-hint">{td_string!(locale, form.consent_hint)}</p>
            <div class="field-row">
                <ChoiceInput
                    field=Field::ConsentAuthority
                    value=draft.consent_authority
                    groups={all::<Authority>()}
                    word=words::authority
                    optional=true
                />
                <TextInput field=Field::ConsentReference value=draft.consent_reference max=Name::MAX />
                <TextInput field=Field::ConsentDate value=draft.consent_date kind="date" />
            </div>
        </fieldset>
    }
}

/// That it is over: folded away until it is.
#[component]
fn End(draft: TermsDraft) -> impl IntoView {
    let locale = locale();
    let failure = expect_context::<Failure>();
    let over = !draft.ended.is_empty() || !draft.ended_reason.is_empty();
    let wrong = move || {
        [Field::Ended, Field::EndedReason]
            .iter()
            .any(|field| !failure.problems(*field).is_empty())
    };
    view! {
        <details class="card end" open=move || over || wrong()>
            <summary>{td_string!(locale, form.ending)}</summary>
            <p class="field-hint">{td_string!(locale, form.ending_hint)}</p>
            <div class="field-row">
                <TextInput field=Field::Ended value=draft.ended kind="date" />
                <TextInput field=Field::EndedReason value=draft.ended_reason max=Line::MAX />
            </div>
        </details>
    }
}
