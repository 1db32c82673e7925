//! Who adds an organisation is asked whether one of those that are there already is meant.

use super::inputs::{Failure, input_id};
use crate::api::ApiError;
use crate::api::organisations::{OrganisationRef, similar_organisations};
use crate::i18n::td_string;
use crate::ui::{OrganisationLink, locale};
use jejaring_domain::Field;
use leptos::ev;
use leptos::prelude::*;
use leptos::wasm_bindgen::JsCast;
use leptos::web_sys::HtmlInputElement;

/// The question, once there is something to ask: as soon as a name is typed, or without script when the form was sent.
/// Whoever has read it may save.
#[component]
pub fn Similar() -> impl IntoView {
    let failure = expect_context::<Failure>();
    let found = Action::new(|typed: &[String; 3]| {
        let [name, regency, npsn] = typed.clone();
        similar_organisations(name, regency, npsn)
    });
    Effect::new(move || {
        let change = window_event_listener(ev::change, move |event| {
            let asked = [Field::Name, Field::Regency, Field::Npsn];
            let changed = event
                .target()
                .and_then(|target| target.dyn_into::<HtmlInputElement>().ok());
            let id = changed.map(|input| input.id()).unwrap_or_default();
            if asked.into_iter().any(|field| input_id(field) == id) {
                found.dispatch(asked.map(typed));
            }
        });
        on_cleanup(move || change.remove());
    });
    // What was found as it was typed, or else what the server found when the form was sent.
    let shown = move || match (found.value().get(), failure.error()) {
        (Some(Ok(found)), _) if !found.is_empty() => found,
        (_, Some(ApiError::Similar(similar))) => similar,
        _ => Vec::new(),
    };
    view! {
        <div role="status" class="similar">
            {move || {
                let shown = shown();
                (!shown.is_empty()).then(|| view! { <Question shown /> })
            }}
        </div>
    }
}

fn typed(field: Field) -> String {
    let input = document().get_element_by_id(&input_id(field));
    let input = input.and_then(|input| input.dyn_into::<HtmlInputElement>().ok());
    input.map(|input| input.value()).unwrap_or_default()
}

#[component]
fn Question(shown: Vec<OrganisationRef>) -> impl IntoView {
    let locale = locale();
    let item = move |organisation: OrganisationRef| {
        let claim = format!("/organisations/{}/claim", organisation.id);
        view! {
            <li>
                <OrganisationLink organisation />
                <a class="button small" href=claim>
                    {td_string!(locale, people.i_act)}
                </a>
            </li>
        }
    };
    view! {
        <section class="notice warning">
            <h2>{td_string!(locale, people.similar_title)}</h2>
            <p>{td_string!(locale, people.similar_text)}</p>
            <ul class="people-list">{shown.into_iter().map(item).collect_view()}</ul>
            <p>{td_string!(locale, people.similar_else)}</p>
            <input type="hidden" name="sure" value="true" />
        </section>
    }
}
