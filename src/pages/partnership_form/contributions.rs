//! What a party brings: rows of a kind and a note. They are sent as one text, which is also what people without script
//! write themselves.

use crate::i18n::{Locale, td_string, words};
use crate::pages::organisation_form::inputs::write_into;
use crate::ui::{Glyph, Icon, locale};
use jejaring_domain::draft::{join, split};
use jejaring_domain::{Coded, ContributionKind, Line};
use leptos::prelude::*;
use leptos::wasm_bindgen::JsCast;
use leptos::web_sys::{Element, HtmlElement, HtmlInputElement, HtmlSelectElement};

/// What a party brings.
#[component]
pub fn Contributions(
    /// The party's row.
    row: usize,
    /// The name under which it is sent.
    name: String,
    /// What is there at first, joined as by [`join`].
    text: String,
) -> impl IntoView {
    let locale = locale();
    let first: Vec<(String, String)> = split(&text).iter().map(|item| parts(item)).collect();
    let items = RwSignal::new((0..first.len()).collect::<Vec<usize>>());
    let next = StoredValue::new(first.len());
    let first = StoredValue::new(first);
    // Rows taken out, and what was typed before the program started, count too.
    Effect::new(move || {
        items.track();
        request_animation_frame(move || gather(row));
    });
    let add = move |_| {
        let item = next.get_value();
        next.set_value(item + 1);
        items.update(|items| items.push(item));
        request_animation_frame(move || focus_last(row));
    };
    let codes = ContributionKind::ALL.iter().map(|kind| {
        view! {
            <li>
                <code>{kind.code()}</code>
                " – "
                {words::contribution(locale, *kind)}
            </li>
        }
    });
    view! {
        <div class="contributions with-script" id=list_id(row) on:input=move |_| gather(row) on:change=move |_| gather(row)>
            <span class="field-label">{td_string!(locale, form.brings)}</span>
            <For each=move || items.get() key=|item| *item let:item>
                <Item
                    first=first.with_value(|first| first.get(item).cloned()).unwrap_or_default()
                    remove=move || items.update(|items| items.retain(|other| *other != item))
                />
            </For>
            <button type="button" class="button small" on:click=add>
                <Icon glyph=Glyph::Add />
                {td_string!(locale, form.add_contribution)}
            </button>
        </div>
        <div class="field without-script">
            <label class="field-label" for=text_id(row)>
                {td_string!(locale, form.brings)}
            </label>
            <p class="field-hint">{td_string!(locale, form.contributions_as_text)}</p>
            <input id=text_id(row) name=name value=text />
            <details class="field-hint">
                <summary>{td_string!(locale, form.contribution_codes)}</summary>
                <ul>{codes.collect_view()}</ul>
            </details>
        </div>
    }
}

#[component]
fn Item<F: Fn() + Send + Sync + 'static>(first: (String, String), remove: F) -> impl IntoView {
    let locale = locale();
    let (kind, note) = first;
    view! {
        <div class="contribution">
            <select aria-label=td_string!(locale, form.contribution_kind)>
                <option value="">{td_string!(locale, form.choose)}</option>
                {unknown(&kind)}
                {ContributionKind::ALL.iter().map(|choice| option(locale, *choice, &kind)).collect_view()}
            </select>
            <input
                value=note
                maxlength=Line::MAX.to_string()
                aria-label=td_string!(locale, form.contribution_note)
                placeholder=td_string!(locale, form.contribution_example)
            />
            <button
                type="button"
                class="button small quiet"
                aria-label=td_string!(locale, form.remove_contribution)
                title=td_string!(locale, form.remove_contribution)
                on:click=move |_| remove()
            >
                "×"
            </button>
        </div>
    }
}

fn option(locale: Locale, choice: ContributionKind, chosen: &str) -> impl IntoView + use<> {
    view! {
        <option value=choice.code() selected=ContributionKind::from_code(chosen) == Some(choice)>
            {words::contribution(locale, choice)}
        </option>
    }
}

/// What was written and is no known kind stays, so that the mistake can be seen.
fn unknown(kind: &str) -> Option<impl IntoView + use<>> {
    let kind = kind.to_owned();
    let is_unknown = !kind.is_empty() && ContributionKind::from_code(&kind).is_none();
    let value = kind.clone();
    is_unknown.then(|| view! { <option value=value selected=true>{kind}</option> })
}

/// A contribution's kind and note.
fn parts(item: &str) -> (String, String) {
    let (kind, note) = item.split_once(':').unwrap_or((item, ""));
    (kind.trim().to_owned(), note.trim().to_owned())
}

fn list_id(row: usize) -> String {
    format!("party-{row}-brings")
}

fn text_id(row: usize) -> String {
    format!("party-{row}-brings-text")
}

/// Writes what the rows say into the input that is sent.
fn gather(row: usize) {
    let Some(list) = document().get_element_by_id(&list_id(row)) else {
        return;
    };
    let rows = list.get_elements_by_class_name("contribution");
    let items = (0..rows.length())
        .filter_map(|place| rows.item(place))
        .filter_map(|item| written(&item));
    write_into(&text_id(row), &join(items));
}

/// What one row says; none where it is empty.
fn written(item: &Element) -> Option<String> {
    let kind: HtmlSelectElement = item.query_selector("select").ok()??.dyn_into().ok()?;
    let note: HtmlInputElement = item.query_selector("input").ok()??.dyn_into().ok()?;
    let (kind, note) = (kind.value(), note.value());
    match (kind.as_str(), note.trim()) {
        ("", "") => None,
        (kind, "") => Some(kind.to_owned()),
        (kind, note) => Some(format!("{kind}: {note}")),
    }
}

fn focus_last(row: usize) {
    let last = format!("#{} .contribution:last-of-type select", list_id(row));
    let select = document().query_selector(&last).ok().flatten();
    if let Some(select) = select.and_then(|select| select.dyn_into::<HtmlElement>().ok()) {
        let _ = select.focus();
    }
}
