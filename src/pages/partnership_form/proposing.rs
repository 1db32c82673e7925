//! For whom terms are changed, and why: said before the form is sent, where others have to agree.

use crate::api::organisations::OrganisationRef;
use crate::api::partnerships::Motion;
use crate::i18n::td_string;
use crate::pages::organisation_form::inputs::{Problems, input_id, inside_textarea};
use crate::ui::locale;
use jejaring_domain::{Field, Text};
use leptos::prelude::*;

/// The party that proposes, who has to agree, and a note for them.
#[component]
pub fn Proposing(
    /// What was chosen and written before.
    motion: Motion,
    /// The parties for which the reader may propose.
    acting: Vec<OrganisationRef>,
    /// The parties that have to agree.
    voters: Vec<OrganisationRef>,
) -> impl IntoView {
    let locale = locale();
    let option = |party: &OrganisationRef| {
        let chosen = motion.by == Some(party.id);
        view! { <option value=party.id.to_string() selected=chosen>{party.name.clone()}</option> }
    };
    let choice = match acting.as_slice() {
        [] => None,
        [only] => Some(
            view! { <input type="hidden" name="motion[by]" value=only.id.to_string() /> }
                .into_any(),
        ),
        several => Some(
            view! {
                <label class="field">
                    <span class="field-label">{td_string!(locale, life.on_behalf_of)}</span>
                    <select name="motion[by]">{several.iter().map(option).collect_view()}</select>
                </label>
            }
            .into_any(),
        ),
    };
    if voters.len() < 2 {
        return choice.into_any();
    }
    let names: Vec<_> = voters.into_iter().map(|voter| voter.name).collect();
    let id = input_id(Field::Note);
    view! {
        <fieldset class="card proposing">
            <legend>{td_string!(locale, life.becomes_proposal)}</legend>
            <p>{td_string!(locale, life.becomes_proposal_text, names = names.join(", "))}</p>
            {choice}
            <div class="field">
                <label class="field-label" for=id.clone()>
                    {td_string!(locale, life.why)}
                </label>
                <p class="field-hint" id=format!("{id}-hint")>
                    {td_string!(locale, life.why_hint)}
                </p>
                <textarea
                    id=id.clone()
                    name="motion[note]"
                    rows="3"
                    maxlength=Text::MAX.to_string()
                    aria-describedby=format!("{id}-hint {id}-problems")
                >
                    {inside_textarea(motion.note)}
                </textarea>
                <Problems field=Field::Note />
            </div>
        </fieldset>
    }
    .into_any()
}
