//! The parties: who takes part, as what, and what each brings.

use super::contributions::Contributions;
use crate::api::organisations::{OrganisationRef, suggestions};
use crate::i18n::{td_string, words};
use crate::pages::organisation_form::inputs::{Failure, Problems, input_id};
use crate::ui::{Glyph, Icon, locale};
use jejaring_domain::draft::PartyDraft;
use jejaring_domain::{Coded, Field, Problem, Role};
use leptos::prelude::*;
use leptos::wasm_bindgen::JsCast;
use leptos::web_sys::HtmlInputElement;
use std::time::Duration;

/// So many rows there are without script, where none can be added.
const ROWS: usize = 4;
/// So many rows a partnership has at least.
const LEAST: usize = 2;
/// How long typing must rest before names are looked up.
const REST: Duration = Duration::from_millis(180);

/// A row for each party, and some more to fill in.
#[component]
pub fn Parties(
    /// Those that are there at first.
    parties: Vec<PartyDraft>,
) -> impl IntoView {
    let locale = locale();
    let shown = parties.len().max(LEAST);
    let first = ROWS.max(parties.len() + 1);
    let rows = RwSignal::new((0..first).collect::<Vec<usize>>());
    let next = StoredValue::new(first);
    let parties = StoredValue::new(parties);
    // With script, rows are added when they are needed; the spare ones are hidden from the start by the style sheet.
    Effect::new(move || {
        rows.update(|rows| {
            rows.retain(|row| *row < shown || !typed(*row).unwrap_or_default().is_empty())
        })
    });
    let add = move |_| {
        let row = next.get_value();
        next.set_value(row + 1);
        rows.update(|rows| rows.push(row));
        request_animation_frame(move || {
            if let Some(input) = organisation_input(row) {
                let _ = input.focus();
            }
        });
    };

    let found = Action::new(|text: &String| {
        let text = text.clone();
        async move { suggestions(text).await.unwrap_or_default() }
    });
    let last = StoredValue::new(0u32);
    let look_up = Callback::new(move |text: String| {
        let this = last.get_value() + 1;
        last.set_value(this);
        let rested = move || {
            if last.try_get_value() == Some(this) {
                found.dispatch(text);
            }
        };
        set_timeout(rested, REST);
    });
    let names = move || {
        let found = found.value().get().unwrap_or_default();
        let option = |organisation: &OrganisationRef| {
            let OrganisationRef { id, name, kind } = organisation;
            let alike = found.iter().filter(|other| other.name == *name).count() > 1;
            let kind = words::kind(locale, *kind);
            // Organisations of the same name are told apart by their identifiers.
            if alike {
                view! { <option value=id.to_string()>{format!("{name} ({kind})")}</option> }
            } else {
                view! { <option value=name.clone()>{kind.to_owned()}</option> }
            }
        };
        found.iter().map(option).collect::<Vec<_>>()
    };
    view! {
        <fieldset class="card parties" id=input_id(Field::Parties)>
            <legend>{td_string!(locale, form.parties)}</legend>
            <p class="field-hint">
                {td_string!(locale, form.parties_hint)} " "
                <a href="/organisations/new" target="_blank">
                    {td_string!(locale, form.add_organisation_first)}
                </a>
            </p>
            <p class="field-hint">
                {td_string!(locale, form.bilateral_hint)} " "
                {td_string!(locale, form.multilateral_hint)}
            </p>
            <Problems field=Field::Parties />
            <Problems field=Field::Roles />
            <Problems field=Field::Answers />
            <Problems field=Field::Contributions />
            <datalist id="organisation-names">{names}</datalist>
            <For each=move || rows.get() key=|row| *row let:row>
                <Row
                    row
                    draft=parties.with_value(|parties| parties.get(row).cloned()).unwrap_or_default()
                    spare=(shown..first).contains(&row)
                    rows
                    look_up
                />
            </For>
            <button type="button" class="button small with-script" on:click=add>
                <Icon glyph=Glyph::Add />
                {td_string!(locale, form.add_party)}
            </button>
        </fieldset>
    }
}

#[component]
fn Row(
    row: usize,
    draft: PartyDraft,
    spare: bool,
    rows: RwSignal<Vec<usize>>,
    look_up: Callback<String>,
) -> impl IntoView {
    let locale = locale();
    let failure = expect_context::<Failure>();
    let name = |part: &str| format!("draft[parties][{row}][{part}]");
    let PartyDraft {
        organisation,
        role,
        contributions,
        ..
    } = draft;
    let first = organisation.clone();
    let wrong = move || {
        let written = typed(row).unwrap_or_else(|| first.clone());
        let about = |problem: &Problem| match problem {
            Problem::UnknownOrganisation { given } => {
                !given.is_empty() && written.trim().starts_with(given.as_str())
            }
            _ => false,
        };
        failure
            .problems(Field::Parties)
            .iter()
            .any(about)
            .then_some("true")
    };
    let chosen = Role::from_code(&role).unwrap_or(if row == 0 {
        Role::Proposer
    } else {
        Role::Partner
    });
    let option = |role: &Role| {
        view! {
            <option value=role.code() selected=*role == chosen>
                {words::role(locale, *role)}
            </option>
        }
    };
    let place = move || {
        rows.with(|rows| rows.iter().position(|other| *other == row))
            .unwrap_or_default()
            + 1
    };
    view! {
        <div class="party" class:spare=spare role="group" aria-label=move || td_string!(locale, form.party_number, number = place())>
            <div class="field-row">
                <label class="field">
                    <span class="field-label">{td_string!(locale, form.organisation)}</span>
                    <input
                        id=organisation_id(row)
                        name=name("organisation")
                        value=organisation
                        list="organisation-names"
                        autocomplete="off"
                        placeholder=td_string!(locale, form.organisation_example)
                        aria-invalid=wrong
                        aria-describedby=format!("{}-problems", input_id(Field::Parties))
                        on:input=move |event| look_up.run(event_target_value(&event))
                    />
                </label>
                <label class="field">
                    <span class="field-label">{td_string!(locale, form.role)}</span>
                    <select name=name("role")>{Role::ALL.iter().map(option).collect_view()}</select>
                </label>
            </div>
            <Contributions row name=name("contributions") text=contributions />
            <Show when=move || rows.with(|rows| rows.len() > LEAST)>
                <button
                    type="button"
                    class="button small quiet with-script remove"
                    on:click=move |_| rows.update(|rows| rows.retain(|other| *other != row))
                >
                    {move || td_string!(locale, form.remove_party, number = place())}
                </button>
            </Show>
        </div>
    }
}

fn organisation_id(row: usize) -> String {
    format!("party-{row}")
}

fn organisation_input(row: usize) -> Option<HtmlInputElement> {
    if cfg!(feature = "ssr") {
        return None;
    }
    document()
        .get_element_by_id(&organisation_id(row))?
        .dyn_into()
        .ok()
}

/// What stands in a row's input now; none before it is in the page.
fn typed(row: usize) -> Option<String> {
    Some(organisation_input(row)?.value())
}
