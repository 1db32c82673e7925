//! The form by which a party weighs the six benefits and says whether to go on.

use super::id_in_address;
use crate::api::work::{EvaluationForm, SaveEvaluation, evaluation_form};
use crate::api::{ApiError, FormStart, fetched};
use crate::i18n::{Locale, td_string, words};
use crate::pages::organisation_form::conflict::{Conflict, Stored};
use crate::pages::organisation_form::inputs::{
    Failure, Mistakes, ParagraphInput, Problems, SaveOrCancel, input_id, input_name,
};
use crate::pages::record_values::benefits;
use crate::ui::{ErrorView, Loading, locale};
use jejaring_domain::benefit::BenefitState;
use jejaring_domain::draft::BenefitDraft;
use jejaring_domain::work::EvaluationDraft;
use jejaring_domain::{
    Benefit, Coded, Evaluation, Field, Line, OrganisationId, PartnershipId, Record, Refusal, Text,
};
use leptos::prelude::*;
use leptos_meta::Title;
use leptos_router::hooks::use_query_map;

/// `/partnerships/ID/work/evaluation?for=ORGANISATION`; without one, of the party that the reader acts for.
#[component]
pub fn EvaluationFormPage() -> impl IntoView {
    let of = id_in_address();
    let query = use_query_map();
    let given = move || {
        let query = query.read();
        let party = query.get("for").and_then(|id| id.parse().ok());
        (of.get(), party, query.get("kept"))
    };
    let start = fetched(given, |(of, party, kept)| load(of, party, kept));
    view! {
        <Suspense fallback=|| view! { <Loading /> }>
            {move || Suspend::new(async move {
                match start.await {
                    Ok((of, form)) => view! { <Fields of form /> }.into_any(),
                    Err(error) => view! { <ErrorView error /> }.into_any(),
                }
            })}
        </Suspense>
    }
}

async fn load(
    of: Option<PartnershipId>,
    party: Option<OrganisationId>,
    kept: Option<String>,
) -> Result<(PartnershipId, EvaluationForm), ApiError> {
    let of = of.ok_or(ApiError::NotFound)?;
    Ok((of, evaluation_form(of, party, kept).await?))
}

#[component]
fn Fields(of: PartnershipId, form: EvaluationForm) -> impl IntoView {
    let locale = locale();
    let EvaluationForm {
        start,
        party,
        expected,
    } = form;
    let FormStart {
        draft,
        seen,
        command,
        error,
    } = start;
    let save = ServerAction::<SaveEvaluation>::new();
    let failure = Failure::provide(move || save.value().get(), error);
    let seen = RwSignal::new(seen);
    let conflict = Signal::derive(move || match failure.refusal() {
        Some(Refusal::RecordConflict(Some(record))) => match *record {
            Record::Evaluation(theirs) => Some(stored(locale, &theirs)),
            _ => None,
        },
        _ => None,
    });
    let whose = party.id;
    // What others made of it is shown by now, and can be overruled knowingly.
    Effect::new(move || {
        if conflict.with(Option::is_some) {
            leptos::task::spawn_local(async move {
                if let Ok(now) = evaluation_form(of, Some(whose), None).await {
                    seen.set(now.start.seen);
                }
            });
        }
    });
    let back = format!("/partnerships/{of}/work");
    let again = format!("{back}/evaluation?for={whose}");
    let rows = Benefit::ALL.iter().enumerate().map(|(place, benefit)| {
        let drafted = draft.benefits.iter();
        let mut drafted =
            drafted.filter(|draft| Benefit::from_code(&draft.benefit) == Some(*benefit));
        let drafted = drafted.next().cloned().unwrap_or_default();
        view! { <Row place benefit=*benefit expected=expected.contains(benefit) drafted /> }
    });
    let rows = rows.collect_view();
    view! {
        <Title text=td_string!(locale, work.evaluation) />
        <div class="page narrow">
            <div class="page-head">
                <div>
                    <h1>{td_string!(locale, work.evaluation)}</h1>
                    <p class="soft">{td_string!(locale, work.evaluation_of, name = party.name)}</p>
                </div>
            </div>
            <ActionForm action=save attr:class="form">
                <Mistakes />
                <Conflict fields=conflict again=Some(again) />
                <input type="hidden" name="partnership" value=of.to_string() />
                <input type="hidden" name="organisation" value=whose.to_string() />
                <input type="hidden" name="command" value=command />
                <input type="hidden" name="seen" value=move || seen.get().0.to_string() />
                <fieldset class="card" id=input_id(Field::Benefits)>
                    <legend>{td_string!(locale, work.what_became)}</legend>
                    <p class="field-hint">{td_string!(locale, work.what_became_hint)}</p>
                    <Problems field=Field::Benefits />
                    {rows}
                </fieldset>
                <Verdict value=draft.renew />
                <fieldset class="card">
                    <legend>{td_string!(locale, work.what_else)}</legend>
                    <ParagraphInput field=Field::Note value=draft.note max=Text::MAX>
                        {td_string!(locale, work.evaluation_note_hint)}
                    </ParagraphInput>
                </fieldset>
                <SaveOrCancel saving=save.pending() back />
            </ActionForm>
        </div>
    }
}

/// What became of one benefit, and what shows it.
#[component]
fn Row(place: usize, benefit: Benefit, expected: bool, drafted: BenefitDraft) -> impl IntoView {
    let locale = locale();
    let name = |part: &str| format!("draft[benefits][{place}][{part}]");
    let state = BenefitState::from_code(&drafted.state);
    let options = BenefitState::ALL.iter().map(|choice| {
        view! {
            <option value=choice.code() selected=state == Some(*choice)>
                {words::benefit_state(locale, *choice)}
            </option>
        }
    });
    let expected = expected.then(|| {
        view! { <span class="soft small">" · " {td_string!(locale, work.was_expected)}</span> }
    });
    view! {
        <fieldset class="weighed">
            <legend>
                {words::benefit(locale, benefit)}
                {expected}
            </legend>
            <input type="hidden" name=name("benefit") value=benefit.code() />
            <div class="field-row">
                <label class="field">
                    <span class="field-label">{td_string!(locale, form.benefit_state)}</span>
                    <select name=name("state")>
                        <option value="">{td_string!(locale, work.not_weighed)}</option>
                        {options.collect_view()}
                    </select>
                </label>
                <label class="field">
                    <span class="field-label">{td_string!(locale, form.evidence)}</span>
                    <input
                        name=name("evidence")
                        value=drafted.evidence
                        maxlength=Line::MAX.to_string()
                        placeholder=td_string!(locale, form.evidence_example)
                    />
                </label>
            </div>
        </fieldset>
    }
}

/// Whether to go on.
#[component]
fn Verdict(value: String) -> impl IntoView {
    let locale = locale();
    let choice = |given: &'static str, word: &'static str| {
        view! {
            <label class="check">
                <input
                    type="radio"
                    name=input_name(Field::Renew)
                    value=given
                    checked=value == given
                    required
                />
                <span>{word}</span>
            </label>
        }
    };
    view! {
        <fieldset class="card verdict" id=input_id(Field::Renew)>
            <legend>{td_string!(locale, words.field.renew)}</legend>
            <Problems field=Field::Renew />
            {choice("true", td_string!(locale, work.renew))}
            {choice("false", td_string!(locale, work.end))}
        </fieldset>
    }
}

/// An evaluation that others of the same party have written meanwhile, in words.
fn stored(locale: Locale, theirs: &Evaluation) -> Vec<Stored> {
    let renew = match theirs.renew {
        true => td_string!(locale, work.renew),
        false => td_string!(locale, work.end),
    };
    let note = EvaluationDraft::from(theirs).note;
    [
        (Field::Benefits, benefits(locale, theirs), None),
        (Field::Renew, renew.to_owned(), None),
        (Field::Note, note.clone(), Some(note)),
    ]
    .into_iter()
    .map(|(field, shown, value)| Stored {
        field,
        shown,
        value,
    })
    .collect()
}
