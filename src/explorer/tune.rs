//! The panel that says how the network is shown: arrangement, colours, sizes, pins.

use super::shown;
use super::{Shared, Wish};
use crate::i18n::{Locale, number, td_string};
use crate::ui::locale;
use jejaring_domain::OrganisationId;
use jejaring_graph::Arrangement;
use jejaring_graph::paint::{LinkColour, NodeColour, Size};
use leptos::prelude::*;

/// The panel.
#[component]
pub fn LookPanel(shared: Shared) -> impl IntoView {
    let locale = locale();
    let look = Memo::new(move |_| shared.state.with(|state| state.look.clone()));
    let arrangement = move || look.with(|look| look.arrangement);
    let anew = move || look.with(|look| look.anew);
    let given = move || look.with(|look| look.pins.is_some());
    let hint = move || hint(locale, arrangement());
    view! {
        <fieldset class="layouts">
            <legend>{td_string!(locale, looks.layout.title)}</legend>
            <div class="layout-choices">
                {Arrangement::ALL.iter().copied().map(|value| view! {
                    <label class="layout-choice">
                        <input type="radio" name="layout" class="visually-hidden" value=value.code()
                            prop:checked=move || arrangement() == value
                            on:change=move |_| shared.arrange(value) />
                        <svg viewBox="0 0 32 24" aria-hidden="true"><path d=sketch(value) /></svg>
                        <span>{move || layout(locale, value)}</span>
                    </label>
                }).collect_view()}
            </div>
            <p class="field-hint">{hint}</p>
        </fieldset>
        <Choice
            id="look-colour"
            label=move |locale: Locale| td_string!(locale, looks.colour.title)
            values=NodeColour::ALL
            code=NodeColour::code
            word=shown::colour
            chosen=move || look.with(|look| look.colour)
            choose=move |value| shared.go(false, |state| state.look.colour = value)
        />
        <Choice
            id="look-lines"
            label=move |locale: Locale| td_string!(locale, looks.lines.title)
            values=LinkColour::ALL
            code=LinkColour::code
            word=shown::lines
            chosen=move || look.with(|look| look.lines)
            choose=move |value| shared.go(false, |state| state.look.lines = value)
        />
        <Choice
            id="look-size"
            label=move |locale: Locale| td_string!(locale, looks.size.title)
            values=Size::ALL
            code=Size::code
            word=shown::size
            chosen=move || look.with(|look| look.size)
            choose=move |value| shared.go(false, |state| state.look.size = value)
        />
        <div class="pins" hidden=move || arrangement() != Arrangement::Force>
            <p class="field-hint">
                {move || {
                    match shared.pinned().len() {
                        0 => td_string!(locale, looks.pins.none).to_owned(),
                        1 => td_string!(locale, looks.pins.single).to_owned(),
                        count => td_string!(locale, looks.pins.count, count = number(locale, count)),
                    }
                }}
                {move || given().then(|| view! { " " {td_string!(locale, looks.pins.shared)} })}
            </p>
            <p class="actions">
                <button type="button" class="button" hidden=move || shared.pinned().is_empty()
                    on:click=move |_| shared.keep_pins(locale, Vec::new())>
                    {td_string!(locale, looks.pins.clear)}
                </button>
                <button type="button" class="button" hidden=move || !given() || shared.embedded
                    on:click=move |_| shared.go(false, |state| state.look.pins = None)>
                    {td_string!(locale, looks.pins.own)}
                </button>
                <button type="button" class="button" aria-pressed=move || anew().to_string()
                    on:click=move |_| shared.lay_out(!anew())>
                    {td_string!(locale, looks.pins.arrange)}
                </button>
            </p>
        </div>
    }
}

/// Pins the selected organisation where it is, or lets it go; where pins hold.
#[component]
pub fn PinButton(shared: Shared, id: OrganisationId) -> impl IntoView {
    let locale = locale();
    let pinned = move || shared.pinned().iter().any(|(pinned, _)| *pinned == id);
    let force = move || {
        shared
            .state
            .with(|state| state.look.arrangement == Arrangement::Force)
    };
    view! {
        <button type="button" class="button" hidden=move || shared.embedded || !force()
            on:click=move |_| shared.wish.set(Some(Wish::Pin))>
            {move || if pinned() {
                td_string!(locale, looks.pins.unpin)
            } else {
                td_string!(locale, looks.pins.pin)
            }}
        </button>
    }
}

/// One of several fields or measures.
#[component]
fn Choice<V, L, C, S>(
    id: &'static str,
    label: L,
    values: &'static [V],
    code: fn(V) -> &'static str,
    word: fn(Locale, V) -> &'static str,
    chosen: C,
    choose: S,
) -> impl IntoView
where
    V: Copy + PartialEq + Send + Sync + 'static,
    L: Fn(Locale) -> &'static str + Send + 'static,
    C: Fn() -> V + Copy + Send + Sync + 'static,
    S: Fn(V) + Send + 'static,
{
    let locale = locale();
    view! {
        <p class="look-choice">
            <label class="field-label" for=id>{move || label(locale)}</label>
            <select
                id=id
                prop:value=move || code(chosen())
                on:change=move |event| {
                    let picked = event_target_value(&event);
                    values.iter().copied().filter(|value| code(*value) == picked).for_each(&choose);
                }
            >
                {values.iter().copied().map(|value| view! {
                    <option value=code(value) selected=move || chosen() == value>
                        {move || word(locale, value)}
                    </option>
                }).collect_view()}
            </select>
        </p>
    }
}

/// The word for an arrangement.
pub fn layout(locale: Locale, value: Arrangement) -> &'static str {
    match value {
        Arrangement::Force => td_string!(locale, looks.layout.force),
        Arrangement::Rings => td_string!(locale, looks.layout.rings),
        Arrangement::Map => td_string!(locale, looks.layout.map),
        Arrangement::Stages => td_string!(locale, looks.layout.stages),
        Arrangement::Years => td_string!(locale, looks.layout.years),
    }
}

fn hint(locale: Locale, value: Arrangement) -> &'static str {
    match value {
        Arrangement::Force => td_string!(locale, looks.layout.force_hint),
        Arrangement::Rings => td_string!(locale, looks.layout.rings_hint),
        Arrangement::Map => td_string!(locale, looks.layout.map_hint),
        Arrangement::Stages => td_string!(locale, looks.layout.stages_hint),
        Arrangement::Years => td_string!(locale, looks.layout.years_hint),
    }
}

/// A few strokes that show what an arrangement looks like.
fn sketch(value: Arrangement) -> &'static str {
    match value {
        Arrangement::Force => {
            "M9 8 16 13M16 13 24 7M16 13 13 20M24 7 27 15M7 8a2 2 0 1 0 4 0 2 2 0 0 0-4 0M13.5 13a2.5 2.5 0 1 0 5 0 2.5 2.5 0 0 0-5 0M22 7a2 2 0 1 0 4 0 2 2 0 0 0-4 0M11.5 20a1.5 1.5 0 1 0 3 0 1.5 1.5 0 0 0-3 0M25.5 15a1.5 1.5 0 1 0 3 0 1.5 1.5 0 0 0-3 0"
        }
        Arrangement::Rings => {
            "M14 12a2 2 0 1 0 4 0 2 2 0 0 0-4 0M10 12a6 6 0 1 0 12 0 6 6 0 0 0-12 0M6 12a10 10 0 1 0 20 0 10 10 0 0 0-20 0"
        }
        Arrangement::Map => {
            "M3 5c3 1 5 4 7 6s3 5 2 5-5-4-7-7S2 5 3 5ZM12 19c3-1 6 0 9 0s4 1 7 0M14 8c2-2 5-3 6-1s-1 6-3 6-4-3-3-5ZM23 9c1-1 4-2 5-1s0 3-2 3-4-1-3-2Z"
        }
        Arrangement::Stages => {
            "M5 5v14M12 5v14M20 5v14M27 9v10M5 5a1.5 1.5 0 1 0 .1 0M12 9a1.5 1.5 0 1 0 .1 0M20 7a1.5 1.5 0 1 0 .1 0M27 9a1.5 1.5 0 1 0 .1 0"
        }
        Arrangement::Years => {
            "M3 18h26M7 18v-3M13 18v-7M19 18v-5M25 18v-10M7 15a1.5 1.5 0 1 0 .1 0M13 11a1.5 1.5 0 1 0 .1 0M19 13a1.5 1.5 0 1 0 .1 0M25 8a1.5 1.5 0 1 0 .1 0"
        }
    }
}
