//! The form for an activity of the plan.

use super::{id_in_address, name_of, of_form};
use crate::ahead::{Ahead, Deed, begun, given_back, unanswered};
use crate::api::organisations::OrganisationRef;
use crate::api::work::{ActivityForm, SaveActivity, SetActivityState, activity_form};
use crate::api::{ApiError, FormStart, fetched};
use crate::i18n::{Locale, td_string, words};
use crate::pages::organisation_form::conflict::{Conflict, Stored};
use crate::pages::organisation_form::inputs::{
    ChoiceInput, Failure, Mistakes, ParagraphInput, Problems, RecordInput, SaveOrCancel, TextInput,
    all, input_id,
};
use crate::pages::record_values::contributions;
use crate::ui::{ErrorView, Loading, locale};
use jejaring_domain::work::{ActivityDraft, ContributionDraft};
use jejaring_domain::{
    Activity, ActivityKind, ActivityState, Coded, Field, Line, Name, PartnershipId, Record,
    RecordId, Refusal, Text,
};
use leptos::prelude::*;
use leptos_meta::Title;
use leptos_router::hooks::{use_params_map, use_query_map};
use std::collections::BTreeMap;

/// `/partnerships/ID/work/activity` and `/partnerships/ID/work/activity/RECORD`.
#[component]
pub fn ActivityFormPage() -> impl IntoView {
    let of = id_in_address();
    let (params, query) = (use_params_map(), use_query_map());
    let given = move || {
        (
            of.get(),
            params.read().get("record"),
            query.read().get("kept"),
        )
    };
    let given_back = given_back::<SaveActivity>();
    let start = fetched(given, move |(of, record, kept)| {
        load(of, record, kept, given_back())
    });
    let unanswered = unanswered();
    view! {
        <Suspense fallback=|| view! { <Loading /> }>
            {move || {
                let unanswered = unanswered.get();
                Suspend::new(async move {
                    match start.await {
                        Ok((of, id, mut form)) => {
                            let follows = form.start.go_on(&unanswered, |draft, deed| go_on(id, draft, deed));
                            begun(follows, view! { <Fields of id form follows /> }).into_any()
                        }
                        Err(error) => view! { <ErrorView error /> }.into_any(),
                    }
                })
            }}
        </Suspense>
    }
}

/// Writes into the form what one has sent of the same before.
fn go_on(id: Option<RecordId>, draft: &mut ActivityDraft, deed: &Deed) -> bool {
    let Some(id) = id else {
        return false;
    };
    if let Some(sent) = deed.of::<SaveActivity>().filter(|sent| sent.id == Some(id)) {
        draft.clone_from(&sent.draft);
        return true;
    }
    let set = deed.of::<SetActivityState>().filter(|sent| sent.id == id);
    let state = set.map(|sent| sent.state.code().to_owned());
    state.map(|state| draft.state = state).is_some()
}

async fn load(
    of: Option<PartnershipId>,
    record: Option<String>,
    kept: Option<String>,
    given_back: Option<(SaveActivity, ApiError)>,
) -> Result<(PartnershipId, Option<RecordId>, ActivityForm), ApiError> {
    let (of, id) = of_form(of, record)?;
    let mut form = activity_form(of, id, kept).await?;
    if let Some((sent, error)) = given_back {
        form.start.give_back(sent.draft, sent.seen, error);
    }
    Ok((of, id, form))
}

#[component]
fn Fields(
    of: PartnershipId,
    id: Option<RecordId>,
    form: ActivityForm,
    follows: bool,
) -> impl IntoView {
    let locale = locale();
    let ActivityForm { start, parties } = form;
    let FormStart {
        draft,
        seen,
        command,
        error,
    } = start;
    let save = ServerAction::<SaveActivity>::new();
    Ahead::of_page().lead(save, |sent| {
        let valid = sent.draft.check(RecordId::from_u128(0), sent.partnership);
        valid
            .is_ok()
            .then(|| format!("/partnerships/{}/work", sent.partnership))
    });
    let failure = Failure::provide(move || save.value().get(), error);
    let seen = RwSignal::new(seen);
    let conflict = {
        let (draft, parties) = (draft.clone(), parties.clone());
        Signal::derive(move || match failure.refusal() {
            Some(Refusal::RecordConflict(Some(record))) => match *record {
                Record::Activity(theirs) => Some(changed(locale, &parties, &draft, &theirs)),
                _ => None,
            },
            _ => None,
        })
    };
    // What others made of it is shown by now, and can be overruled knowingly.
    Effect::new(move || {
        if conflict.with(Option::is_some) {
            leptos::task::spawn_local(async move {
                if let Ok(now) = activity_form(of, id, None).await {
                    seen.set(now.start.seen);
                }
            });
        }
    });
    let title = match id {
        None => td_string!(locale, work.new_activity),
        Some(_) => td_string!(locale, work.edit_activity),
    };
    let back = format!("/partnerships/{of}/work");
    let again = id.map(|id| format!("{back}/activity/{id}"));
    let options = parties
        .iter()
        .map(|party| (party.id.to_string(), party.name.clone()));
    let options = options.collect::<Vec<_>>();
    view! {
        <Title text=title />
        <div class="page narrow">
            <h1>{title}</h1>
            <ActionForm action=save attr:class="form">
                <Mistakes />
                <Conflict fields=conflict again />
                <input type="hidden" name="partnership" value=of.to_string() />
                {id.map(|id| view! { <input type="hidden" name="id" value=id.to_string() /> })}
                <input type="hidden" name="command" value=command />
                <input type="hidden" name="seen" value=move || seen.get().0.to_string() />
                <input type="hidden" name="follows" value=follows.to_string() />
                <fieldset class="card">
                    <legend>{td_string!(locale, work.what)}</legend>
                    <TextInput field=Field::Title value=draft.title max=Name::MAX required=true>
                        {td_string!(locale, work.title_hint)}
                    </TextInput>
                    <div class="field-row">
                        <ChoiceInput
                            field=Field::ActivityKind
                            value=draft.kind
                            groups={all::<ActivityKind>()}
                            word=words::activity_kind
                            blank=true
                        />
                        <RecordInput
                            field=Field::Responsible
                            value=draft.responsible
                            options
                            none=td_string!(locale, work.all_parties)
                        />
                    </div>
                    <ParagraphInput field=Field::Note value=draft.note max=Text::MAX>
                        {td_string!(locale, work.note_hint)}
                    </ParagraphInput>
                </fieldset>
                <Contributions parties drafts=draft.contributions />
                <fieldset class="card">
                    <legend>{td_string!(locale, work.when_and_where)}</legend>
                    <div class="field-row">
                        <TextInput field=Field::Start value=draft.start kind="date" required=true>
                            {td_string!(locale, work.start_hint)}
                        </TextInput>
                        <TextInput field=Field::End value=draft.end kind="date">
                            {td_string!(locale, work.end_hint)}
                        </TextInput>
                    </div>
                    <TextInput field=Field::Venue value=draft.venue max=Line::MAX>
                        {td_string!(locale, work.venue_hint)}
                    </TextInput>
                    <ChoiceInput
                        field=Field::ActivityState
                        value=draft.state
                        groups={all::<ActivityState>()}
                        word=words::activity_state
                    />
                </fieldset>
                <SaveOrCancel saving=save.pending() back />
            </ActionForm>
        </div>
    }
}

/// What each party brings.
#[component]
fn Contributions(parties: Vec<OrganisationRef>, drafts: Vec<ContributionDraft>) -> impl IntoView {
    let locale = locale();
    let rows = parties.into_iter().enumerate().map(|(place, party)| {
        let name = |part: &str| format!("draft[contributions][{place}][{part}]");
        let id = party.id.to_string();
        let mut drafts = drafts.iter().filter(|draft| draft.organisation == id);
        let what = drafts
            .next()
            .map_or(String::new(), |draft| draft.what.clone());
        view! {
            <div class="field">
                <label class="field-label" for=format!("brings-{id}")>{party.name}</label>
                <input type="hidden" name=name("organisation") value=id.clone() />
                <input
                    id=format!("brings-{id}")
                    name=name("what")
                    value=what
                    maxlength=Line::MAX.to_string()
                />
            </div>
        }
    });
    view! {
        <fieldset class="card" id=input_id(Field::Contributions)>
            <legend>{td_string!(locale, work.who_brings_what)}</legend>
            <p class="field-hint">{td_string!(locale, work.who_brings_what_hint)}</p>
            <Problems field=Field::Contributions />
            {rows.collect_view()}
        </fieldset>
    }
}

/// What is stored in the inputs that others have changed.
fn changed(
    locale: Locale,
    parties: &[OrganisationRef],
    mine: &ActivityDraft,
    theirs: &Activity,
) -> Vec<Stored> {
    let bring = contributions(parties, &theirs.contributions);
    let theirs = &ActivityDraft::from(theirs);
    let kind = ActivityKind::from_code(&theirs.kind);
    let state = ActivityState::from_code(&theirs.state);
    let responsible = theirs.responsible.parse().ok();
    let shown = |text: &String| text.clone();
    let rows = [
        (
            Field::Title,
            &mine.title,
            &theirs.title,
            shown(&theirs.title),
        ),
        (
            Field::ActivityKind,
            &mine.kind,
            &theirs.kind,
            kind.map_or(String::new(), |kind| {
                words::activity_kind(locale, kind).to_owned()
            }),
        ),
        (
            Field::Responsible,
            &mine.responsible,
            &theirs.responsible,
            responsible.map_or(String::new(), |id| name_of(parties, id)),
        ),
        (Field::Note, &mine.note, &theirs.note, shown(&theirs.note)),
        (
            Field::Start,
            &mine.start,
            &theirs.start,
            shown(&theirs.start),
        ),
        (Field::End, &mine.end, &theirs.end, shown(&theirs.end)),
        (
            Field::Venue,
            &mine.venue,
            &theirs.venue,
            shown(&theirs.venue),
        ),
        (
            Field::ActivityState,
            &mine.state,
            &theirs.state,
            state.map_or(String::new(), |state| {
                words::activity_state(locale, state).to_owned()
            }),
        ),
    ];
    let rows = rows
        .into_iter()
        .filter(|(_, mine, theirs, _)| mine != theirs);
    let rows = rows.map(|(field, _, theirs, shown)| Stored {
        field,
        shown,
        value: Some(theirs.clone()),
    });
    let said = |draft: &ActivityDraft| -> BTreeMap<String, String> {
        let rows = draft.contributions.iter();
        let rows = rows.map(|row| (row.organisation.clone(), row.what.trim().to_owned()));
        rows.filter(|(_, what)| !what.is_empty()).collect()
    };
    let bring = (said(mine) != said(theirs)).then_some(Stored {
        field: Field::Contributions,
        shown: bring,
        value: None,
    });
    rows.chain(bring).collect()
}
