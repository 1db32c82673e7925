//! All shortcuts in one place, and the tour of the first visit.

use super::{Shared, storage};
use crate::i18n::use_i18n;
use leptos::html::Dialog;
use leptos::prelude::*;
use leptos_i18n::{t, t_string};

/// The overlay with all shortcuts.
#[component]
pub fn Help(shared: Shared) -> impl IntoView {
    let i18n = use_i18n();
    let dialog = NodeRef::<Dialog>::new();
    Effect::new(move |_| {
        if let (true, Some(dialog)) = (shared.helping.get(), dialog.get())
            && !dialog.open()
        {
            let _ = dialog.show_modal();
        }
    });
    Effect::new(move |_| shared.letters.set(storage::letters()));
    let close = move || dialog.get().iter().for_each(|dialog| dialog.close());
    let row = move |keys: &'static [&'static str], says: AnyView| {
        view! {
            <div>
                <dt>{keys.iter().map(|key| view! { <kbd>{*key}</kbd> " " }).collect_view()}</dt>
                <dd>{says}</dd>
            </div>
        }
    };
    view! {
        <dialog class="explorer-help" node_ref=dialog aria-labelledby="explorer-help-title"
            on:close=move |_| shared.helping.set(false)>
            <header>
                <h2 id="explorer-help-title">{t!(i18n, looks.help.title)}</h2>
                <button type="button" class="button icon close" aria-label=move || t_string!(i18n, looks.help.close)
                    on:click=move |_| close()>"×"</button>
            </header>
            <dl>
                {row(&["←", "↑", "→", "↓"], t!(i18n, looks.help.pan).into_any())}
                {row(&["+", "−", "0"], t!(i18n, looks.help.zoom).into_any())}
                {row(&["Enter"], t!(i18n, looks.help.open).into_any())}
                {row(&["Esc"], t!(i18n, looks.help.deselect).into_any())}
                {row(&["Shift + ← ↑ → ↓"], t!(i18n, looks.help.nudge).into_any())}
                {row(&["P"], t!(i18n, looks.help.pin).into_any())}
                {row(&["Ctrl + Z", "Ctrl + Y", "Ctrl + Shift + Z"], t!(i18n, looks.help.undo).into_any())}
                {row(&["1", "2", "3", "4", "5"], t!(i18n, looks.help.layouts).into_any())}
                {row(&["L", "T", "S"], t!(i18n, looks.help.look).into_any())}
                {row(&["Ctrl + K"], t!(i18n, palette.title).into_any())}
                {row(&["?"], t!(i18n, looks.help.help).into_any())}
                {row(&["←", "↑", "→", "↓", "Home", "End"], t!(i18n, looks.help.walk).into_any())}
                {row(&["Space"], t!(i18n, looks.help.walk_select).into_any())}
                {row(&["Shift + Enter"], t!(i18n, looks.help.walk_meet).into_any())}
            </dl>
            <p>
                <label class="choice">
                    <input type="checkbox" id="letter-keys" prop:checked=move || shared.letters.get()
                        on:change=move |event| {
                            let on = event_target_checked(&event);
                            storage::use_letters(on);
                            shared.letters.set(on);
                        } />
                    <span>{t!(i18n, looks.help.letters)}</span>
                </label>
            </p>
            <h3>{t!(i18n, looks.help.mouse)}</h3>
            <p>{t!(i18n, looks.help.mouse_drag)}</p>
            <p class="actions">
                <button type="button" class="button" on:click=move |_| {
                    close();
                    shared.touring.set(Some(0));
                }>{t!(i18n, looks.help.tour)}</button>
            </p>
        </dialog>
    }
}

const STEPS: usize = 4;

/// The tour, until it has been seen or skipped once.
#[component]
pub fn Tour(shared: Shared) -> impl IntoView {
    let i18n = use_i18n();
    Effect::new(move |_| {
        if !storage::tour_seen() {
            shared.touring.set(Some(0));
        }
    });
    let end = move || {
        storage::see_tour();
        shared.touring.set(None);
    };
    move || {
        shared.touring.get().map(|step| {
            let (title, body) = match step {
                0 => (t!(i18n, looks.tour.t1).into_any(), t!(i18n, looks.tour.b1).into_any()),
                1 => (t!(i18n, looks.tour.t2).into_any(), t!(i18n, looks.tour.b2).into_any()),
                2 => (t!(i18n, looks.tour.t3).into_any(), t!(i18n, looks.tour.b3).into_any()),
                _ => (t!(i18n, looks.tour.t4).into_any(), t!(i18n, looks.tour.b4).into_any()),
            };
            let last = step + 1 == STEPS;
            view! {
                <section class="explorer-tour" data-step=step aria-label=t_string!(i18n, looks.tour.label)>
                    <p class="tour-step">{t!(i18n, looks.tour.step, step = step + 1)}</p>
                    <h2>{title}</h2>
                    <p aria-live="polite">{body}</p>
                    <p class="actions">
                        {(!last).then(|| view! {
                            <button type="button" class="button" on:click=move |_| end()>{t!(i18n, looks.tour.skip)}</button>
                        })}
                        <button type="button" class="button primary" on:click=move |_| {
                            if last { end() } else { shared.touring.set(Some(step + 1)) }
                        }>
                            {if last { t!(i18n, looks.tour.done).into_any() } else { t!(i18n, looks.tour.next).into_any() }}
                        </button>
                    </p>
                </section>
            }
        })
    }
}
