//! Who signs for the parties: a row for each party. They are sent as one text, which is also what people without
//! script write themselves.

use crate::i18n::td_string;
use crate::pages::organisation_form::inputs::{Problems, input_id, input_name, write_into};
use crate::ui::{Glyph, Icon, locale};
use jejaring_domain::draft::{join, signatory_parts, signatory_text, split};
use jejaring_domain::{Field, Line, Name, Terms};
use leptos::prelude::*;
use leptos::wasm_bindgen::JsCast;
use leptos::web_sys::{Element, HtmlInputElement};

const LIST: &str = "signatories";
const TEXT: &str = "signatories-text";

/// Who signs for the parties, and as what.
#[component]
pub fn Signatories(
    /// What is there at first, joined as by [`join`].
    text: String,
    /// The parties, as they are named in the form.
    parties: Vec<String>,
) -> impl IntoView {
    let locale = locale();
    let mut first: Vec<[String; 3]> = split(&text)
        .iter()
        .map(|item| signatory_parts(item))
        .collect();
    for party in parties {
        if !first
            .iter()
            .any(|[organisation, ..]| *organisation == party)
        {
            first.push([party, String::new(), String::new()]);
        }
    }
    let rows = RwSignal::new((0..first.len()).collect::<Vec<usize>>());
    let next = StoredValue::new(first.len());
    let first = StoredValue::new(first);
    // Rows taken out, and what was typed before the program started, count too.
    Effect::new(move || {
        rows.track();
        request_animation_frame(gather);
    });
    let add = move |_| {
        let row = next.get_value();
        next.set_value(row + 1);
        first.update_value(|first| first.push([unsigned_party(), String::new(), String::new()]));
        rows.update(|rows| rows.push(row));
    };
    view! {
        <div class="field" id=input_id(Field::AgreementSignatories)>
            <div class="contributions with-script" id=LIST on:input=move |_| gather()>
                <span class="field-label">{td_string!(locale, life.signatories)}</span>
                <For each=move || rows.get() key=|row| *row let:row>
                    <Row
                        first=first.with_value(|first| first.get(row).cloned()).unwrap_or_default()
                        remove=move || rows.update(|rows| rows.retain(|other| *other != row))
                    />
                </For>
                <button type="button" class="button small" on:click=add>
                    <Icon glyph=Glyph::Add />
                    {td_string!(locale, life.add_signatory)}
                </button>
            </div>
            <div class="without-script">
                <label class="field-label" for=TEXT>
                    {td_string!(locale, life.signatories)}
                </label>
                <p class="field-hint">{td_string!(locale, life.signatories_as_text)}</p>
                <input id=TEXT name=input_name(Field::AgreementSignatories) value=text />
            </div>
            <Problems field=Field::AgreementSignatories />
        </div>
    }
}

#[component]
fn Row<F: Fn() + Send + Sync + 'static>(first: [String; 3], remove: F) -> impl IntoView {
    let locale = locale();
    let [organisation, name, function] = first;
    view! {
        <div class="signatory">
            <input
                value=organisation
                list="organisation-names"
                autocomplete="off"
                aria-label=td_string!(locale, life.signs_for)
                placeholder=td_string!(locale, life.signs_for)
            />
            <input
                value=name
                maxlength=Name::MAX.to_string()
                autocomplete="off"
                aria-label=td_string!(locale, life.signatory_name)
                placeholder=td_string!(locale, life.signatory_name)
            />
            <input
                value=function
                maxlength=Line::MAX.to_string()
                autocomplete="off"
                aria-label=td_string!(locale, life.signatory_function)
                placeholder=td_string!(locale, life.signatory_function)
            />
            <button
                type="button"
                class="button small quiet"
                aria-label=td_string!(locale, life.remove_signatory)
                title=td_string!(locale, life.remove_signatory)
                on:click=move |_| remove()
            >
                "×"
            </button>
        </div>
    }
}

/// What the inputs of each row say.
fn written() -> Vec<[String; 3]> {
    let Some(list) = document().get_element_by_id(LIST) else {
        return Vec::new();
    };
    let rows = list.get_elements_by_class_name("signatory");
    let rows = (0..rows.length()).filter_map(|place| rows.item(place));
    rows.map(|row| inputs_of(&row)).collect()
}

fn inputs_of(row: &Element) -> [String; 3] {
    let inputs = row.get_elements_by_tag_name("input");
    [0, 1, 2].map(|place| {
        let input = inputs
            .item(place)
            .and_then(|input| input.dyn_into::<HtmlInputElement>().ok());
        input.map_or(String::new(), |input| input.value().trim().to_owned())
    })
}

/// Writes what the rows say into the input that is sent; a party for which nobody is named yet is left out.
fn gather() {
    let rows = written().into_iter();
    let named = rows.filter(|[_, name, function]| !name.is_empty() || !function.is_empty());
    let items =
        named.map(|[organisation, name, function]| signatory_text(&organisation, &name, &function));
    write_into(TEXT, &join(items));
}

/// The first party of the form for which no row is there.
fn unsigned_party() -> String {
    let rows = written();
    let parties = (0..Terms::MAX_PARTIES).filter_map(|row| {
        let input = document().get_element_by_id(&format!("party-{row}"))?;
        Some(input.dyn_into::<HtmlInputElement>().ok()?.value())
    });
    let mut parties = parties.filter(|party| !party.trim().is_empty());
    parties
        .find(|party| {
            !rows
                .iter()
                .any(|[organisation, ..]| organisation == party.trim())
        })
        .unwrap_or_default()
}
