//! The six benefits: which are hoped for, and what became of them.

use crate::i18n::{td_string, words};
use crate::pages::organisation_form::inputs::{Problems, input_id};
use crate::ui::locale;
use jejaring_domain::benefit::BenefitState;
use jejaring_domain::draft::BenefitDraft;
use jejaring_domain::{Benefit, Coded, Field, Line};
use leptos::prelude::*;

/// The six benefits, each with a mark; one that is marked shows its state and evidence.
#[component]
pub fn Benefits(
    /// Those that are marked at first.
    benefits: Vec<BenefitDraft>,
) -> impl IntoView {
    let locale = locale();
    let rows = Benefit::ALL.iter().enumerate().map(|(place, benefit)| {
        let drafted = benefits
            .iter()
            .find(|draft| Benefit::from_code(&draft.benefit) == Some(*benefit));
        view! { <Row place benefit=*benefit drafted=drafted.cloned() /> }
    });
    view! {
        <fieldset class="card" id=input_id(Field::Benefits)>
            <legend>{td_string!(locale, form.benefits)}</legend>
            <p class="field-hint">{td_string!(locale, form.benefits_hint)}</p>
            <Problems field=Field::Benefits />
            {rows.collect_view()}
        </fieldset>
    }
}

#[component]
fn Row(place: usize, benefit: Benefit, drafted: Option<BenefitDraft>) -> impl IntoView {
    let locale = locale();
    let name = |part: &str| format!("draft[benefits][{place}][{part}]");
    let marked = drafted.is_some();
    let BenefitDraft {
        state, evidence, ..
    } = drafted.unwrap_or_default();
    let state = BenefitState::from_code(&state).unwrap_or(BenefitState::Expected);
    let option = |choice: &BenefitState| {
        view! {
            <option value=choice.code() selected=*choice == state>
                {words::benefit_state(locale, *choice)}
            </option>
        }
    };
    view! {
        <div class="benefit">
            <label class="check">
                <input type="checkbox" name=name("benefit") value=benefit.code() checked=marked />
                <span>{words::benefit(locale, benefit)}</span>
            </label>
            <div class="field-row">
                <label class="field">
                    <span class="field-label">{td_string!(locale, form.benefit_state)}</span>
                    <select name=name("state")>{BenefitState::ALL.iter().map(option).collect_view()}</select>
                </label>
                <label class="field">
                    <span class="field-label">{td_string!(locale, form.evidence)}</span>
                    <input
                        name=name("evidence")
                        value=evidence
                        maxlength=Line::MAX.to_string()
                        placeholder=td_string!(locale, form.evidence_example)
                    />
                </label>
            </div>
        </div>
    }
}
