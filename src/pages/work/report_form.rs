//! The form for a report and its photos, sent together as a plain form.

use super::files::{FileInput, Sending};
use super::{id_in_address, of_form};
use crate::api::work::{ReportForm, report_form};
use crate::api::{ApiError, FormStart, fetched};
use crate::i18n::td_string;
use crate::pages::organisation_form::conflict::{Conflict, Stored};
use crate::pages::organisation_form::inputs::{
    Failure, Mistakes, ParagraphInput, Problems, RecordInput, TextInput, input_id,
};
use crate::ui::{ErrorView, Loading, locale};
use jejaring_domain::work::ReportDraft;
use jejaring_domain::{Field, Name, PartnershipId, Record, RecordId, Refusal, Text};
use leptos::prelude::*;
use leptos_meta::Title;
use leptos_router::hooks::{use_params_map, use_query_map};

/// `/partnerships/ID/work/report` and `/partnerships/ID/work/report/RECORD`.
#[component]
pub fn ReportFormPage() -> impl IntoView {
    let of = id_in_address();
    let (params, query) = (use_params_map(), use_query_map());
    let given = move || {
        let query = query.read();
        let activity = query.get("activity").and_then(|id| id.parse().ok());
        (
            of.get(),
            params.read().get("record"),
            activity,
            query.get("kept"),
        )
    };
    let start = fetched(given, |(of, record, activity, kept)| {
        load(of, record, activity, kept)
    });
    view! {
        <Suspense fallback=|| view! { <Loading /> }>
            {move || Suspend::new(async move {
                match start.await {
                    Ok((of, id, form)) => view! { <Fields of id form /> }.into_any(),
                    Err(error) => view! { <ErrorView error /> }.into_any(),
                }
            })}
        </Suspense>
    }
}

async fn load(
    of: Option<PartnershipId>,
    record: Option<String>,
    activity: Option<RecordId>,
    kept: Option<String>,
) -> Result<(PartnershipId, Option<RecordId>, ReportForm), ApiError> {
    let (of, id) = of_form(of, record)?;
    Ok((of, id, report_form(of, id, activity, kept).await?))
}

#[component]
fn Fields(of: PartnershipId, id: Option<RecordId>, form: ReportForm) -> impl IntoView {
    let locale = locale();
    let ReportForm {
        start,
        own,
        activities,
    } = form;
    let FormStart {
        draft: fields,
        seen,
        command,
        error,
    } = start;
    let draft = fields.draft;
    let conflict = match error.as_ref().and_then(ApiError::refusal) {
        Some(Refusal::RecordConflict(Some(record))) => match &*record {
            Record::Report(theirs) => Some(changed(&draft, &ReportDraft::from(theirs))),
            _ => None,
        },
        _ => None,
    };
    Failure::provide(|| None::<Result<(), ApiError>>, error);
    let sending = RwSignal::new(false);
    let title = match id {
        None => td_string!(locale, work.new_report),
        Some(_) => td_string!(locale, work.edit_report),
    };
    let back = format!("/partnerships/{of}/work");
    let again = id.map(|id| format!("{back}/report/{id}"));
    let whose = match own.len() {
        1 => own.into_iter().next().map(|party| {
            view! { <input type="hidden" name="organisation" value=party.id.to_string() /> }
                .into_any()
        }),
        _ => {
            let chosen = fields.organisation;
            let options = own.into_iter().map(|party| {
                let id = party.id.to_string();
                let chosen = id == chosen;
                view! {
                    <option value=id selected=chosen>
                        {party.name}
                    </option>
                }
            });
            let options = options.collect_view();
            Some(
                view! {
                    <label class="field">
                        <span class="field-label">{td_string!(locale, work.for_party)}</span>
                        <select name="organisation">{options}</select>
                    </label>
                }
                .into_any(),
            )
        }
    };
    let options = activities
        .into_iter()
        .map(|(id, title)| (id.to_string(), title));
    let options = options.collect::<Vec<_>>();
    view! {
        <Title text=title />
        <div class="page narrow">
            <h1>{title}</h1>
            <form
                class="form"
                method="post"
                action=format!("/partnerships/{of}/reports")
                enctype="multipart/form-data"
                on:submit=move |_| sending.set(true)
            >
                <Mistakes />
                <Conflict fields=Signal::derive(move || conflict.clone()) again />
                {id.map(|id| view! { <input type="hidden" name="id" value=id.to_string() /> })}
                <input type="hidden" name="command" value=command />
                <input type="hidden" name="seen" value=seen.0.to_string() />
                <fieldset class="card">
                    <legend>{td_string!(locale, work.what_was_done)}</legend>
                    {whose}
                    <RecordInput
                        field=Field::Activity
                        value=draft.activity
                        options
                        none=td_string!(locale, work.whole)
                    />
                    <TextInput field=Field::Title value=draft.title max=Name::MAX required=true />
                    <ParagraphInput field=Field::ReportText value=draft.text max=Text::MAX required=true>
                        {td_string!(locale, work.text_hint)}
                    </ParagraphInput>
                    <TextInput field=Field::Participants value=draft.participants keys="numeric">
                        {td_string!(locale, work.participants_hint)}
                    </TextInput>
                </fieldset>
                <fieldset class="card">
                    <legend>{td_string!(locale, work.photos)}</legend>
                    <FileInput id=input_id(Field::File) />
                    <Problems field=Field::File />
                </fieldset>
                <div class="actions">
                    <button type="submit" class="button primary">
                        {td_string!(locale, form.save)}
                    </button>
                    <a class="button" href=back>
                        {td_string!(locale, form.cancel)}
                    </a>
                    <Sending sending />
                </div>
            </form>
        </div>
    }
}

/// What is stored in the inputs that others have changed.
fn changed(mine: &ReportDraft, theirs: &ReportDraft) -> Vec<Stored> {
    let rows = [
        (Field::Title, &mine.title, &theirs.title),
        (Field::ReportText, &mine.text, &theirs.text),
        (
            Field::Participants,
            &mine.participants,
            &theirs.participants,
        ),
    ];
    let rows = rows.into_iter().filter(|(_, mine, theirs)| mine != theirs);
    rows.map(|(field, _, theirs)| Stored {
        field,
        shown: theirs.clone(),
        value: Some(theirs.clone()),
    })
    .collect()
}
