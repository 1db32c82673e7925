//! The work of a partnership: the shared plan, reports, and what the parties made of it.
//!
//! | module | subject |
//! |---|---|
//! | [`plan`], [`timeline`] | the activities, as a list and along the months |
//! | [`reports`] | what was done |
//! | [`evaluations`] | the parties' views, side by side |
//! | [`files`] | files: shown, sent, taken out |
//! | [`activity_form`], [`report_form`], [`evaluation_form`] | their forms |

pub mod activity_form;
pub mod evaluation_form;
pub mod evaluations;
pub mod files;
pub mod plan;
pub mod report_form;
pub mod reports;
pub mod timeline;

use crate::ahead::{Ahead, Foreseen};
use crate::api::ApiError;
use crate::api::organisations::OrganisationRef;
use crate::api::work::{RemoveWork, SetActivityState, WorkView, work};
use crate::i18n::{td_string, words};
use crate::live::Live;
use crate::ui::{Glyph, Icon, Loading, Outside, RecordTabs, StatusBadge, locale};
use evaluations::Evaluations;
use files::NotTaken;
use jejaring_domain::change::Subject;
use jejaring_domain::{OrganisationId, PartnershipId, RecordId};
use leptos::form::ActionForm;
use leptos::prelude::*;
use leptos_meta::Title;
use leptos_router::hooks::use_params_map;
use plan::Plan;
use reports::Reports;

/// The partnership that the address names.
fn id_in_address() -> Memo<Option<PartnershipId>> {
    let params = use_params_map();
    Memo::new(move |_| params.read().get("id").and_then(|id| id.parse().ok()))
}

/// The partnership of a form, and the record that it changes, if one. Errors: an address that names neither.
fn of_form(
    of: Option<PartnershipId>,
    record: Option<String>,
) -> Result<(PartnershipId, Option<RecordId>), ApiError> {
    let record = record.map(|id| id.parse().map_err(|_| ApiError::NotFound));
    Ok((of.ok_or(ApiError::NotFound)?, record.transpose()?))
}

/// `/partnerships/ID/work`.
#[component]
pub fn WorkPage() -> impl IntoView {
    let locale = locale();
    let id = id_in_address();
    let set_state = ServerAction::<SetActivityState>::new();
    let remove = ServerAction::<RemoveWork>::new();
    Ahead::of_page().follow(set_state);
    Ahead::of_page().follow(remove);
    let news = Live::of_page().follow(move || id.get().map(Subject::Partnership));
    let shown = Foreseen::new(
        move || (id.get(), news.get()),
        |(id, _)| async move {
            match id {
                Some(id) => work(id).await.map_err(|error| (Some(id), error)),
                None => Err((None, ApiError::NotFound)),
            }
        },
    );
    view! {
        <div class="page work">
            <Transition fallback=|| view! { <Loading /> }>
                {move || {
                    let shown = shown.shown();
                    Suspend::new(async move {
                    match shown.await {
                        Ok(work) => view! { <Shown work set_state remove /> }.into_any(),
                        Err((id, error)) => view! {
                            <Outside
                                of=id.map(Subject::Partnership)
                                error
                                title=td_string!(locale, work.title)
                                only=td_string!(locale, work.outside)
                                advice=td_string!(locale, work.outside_text)
                                to_record=td_string!(locale, work.to_partnership)
                            />
                        }
                        .into_any(),
                    }
                    })
                }}
            </Transition>
        </div>
    }
}

#[component]
fn Shown(
    work: WorkView,
    set_state: ServerAction<SetActivityState>,
    remove: ServerAction<RemoveWork>,
) -> impl IntoView {
    let locale = locale();
    let id = work.id;
    let may_edit = !work.own.is_empty();
    let edits = may_edit.then(|| {
        view! {
            <div class="actions">
                <a class="button primary" href=format!("/partnerships/{id}/work/activity")>
                    <Icon glyph=Glyph::Add />
                    {td_string!(locale, work.add_activity)}
                </a>
                <a class="button" href=format!("/partnerships/{id}/work/report")>
                    <Icon glyph=Glyph::Edit />
                    {td_string!(locale, work.add_report)}
                </a>
            </div>
        }
    });
    let failed = move || {
        let state = set_state.value().get().and_then(Result::err);
        let error = state.or_else(|| remove.value().get().and_then(Result::err))?;
        Some(view! {
            <p class="notice error" role="alert">
                {words::error(locale, &error)}
            </p>
        })
    };
    view! {
        <Title text=format!("{}: {}", td_string!(locale, work.title), work.title) />
        <a class="crumb" href=format!("/partnerships/{id}")>
            <Icon glyph=Glyph::Back />
            {work.title.clone()}
        </a>
        <div class="page-head">
            <div>
                <h1>{td_string!(locale, work.title)}</h1>
                <p class="badges under-title">
                    <StatusBadge status=work.status />
                </p>
                <p class="soft">{td_string!(locale, work.lead)}</p>
            </div>
            {edits}
        </div>
        <RecordTabs of=Subject::Partnership(id) />
        {failed}
        <NotTaken />
        <Plan work=work.clone() set_state remove />
        <Reports work=work.clone() remove />
        <Evaluations work />
    }
}

/// The name of one of the parties.
fn name_of(parties: &[OrganisationRef], id: OrganisationId) -> String {
    let mut named = parties.iter().filter(|party| party.id == id);
    named
        .next()
        .map_or(String::new(), |party| party.name.clone())
}

/// A button that takes something out once it is confirmed; both need no script.
#[component]
fn Remove(
    /// What to take out.
    id: RecordId,
    /// What is asked before.
    question: &'static str,
    /// The action.
    action: ServerAction<RemoveWork>,
) -> impl IntoView {
    let locale = locale();
    view! {
        <details class="confirm">
            <summary class="button small quiet">{td_string!(locale, work.remove)}</summary>
            <ActionForm action>
                <input type="hidden" name="command" />
                <input type="hidden" name="id" value=id.to_string() />
                <p>{question}</p>
                <button type="submit" class="button small danger">
                    {td_string!(locale, work.remove_confirm)}
                </button>
            </ActionForm>
        </details>
    }
}
