//! All shortcuts in one place, and the tour of the first visit.

use super::{Shared, storage};
use crate::i18n::td_string;
use crate::part::{later, part};
use crate::ui::locale;
use leptos::html::Dialog;
use leptos::prelude::*;

/// The overlay with all shortcuts.
#[component]
pub fn Help(shared: Shared) -> impl IntoView {
    let dialog = NodeRef::<Dialog>::new();
    Effect::new(move |_| {
        if let (true, Some(dialog)) = (shared.helping.get(), dialog.get())
            && !dialog.open()
        {
            let _ = dialog.show_modal();
        }
    });
    Effect::new(move |_| shared.letters.set(storage::letters()));
    let close = Callback::new(move |()| dialog.get().iter().for_each(|dialog| dialog.close()));
    view! {
        <dialog class="explorer-help" node_ref=dialog aria-labelledby="explorer-help-title"
            on:close=move |_| shared.helping.set(false)>
            {move || shared.helping.get().then(|| later(shortcuts(shared, close)))}
        </dialog>
    }
}

part! {
    fn shortcuts(shared: Shared, close: Callback<()>) -> AnyView, of tools, loaded by load_shortcuts {
        view! { <Shortcuts shared close /> }.into_any()
    }
}

#[component]
fn Shortcuts(shared: Shared, close: Callback<()>) -> impl IntoView {
    let locale = locale();
    let row = move |keys: &'static [&'static str], says: AnyView| {
        view! {
            <div>
                <dt>{keys.iter().map(|key| view! { <kbd>{*key}</kbd> " " }).collect_view()}</dt>
                <dd>{says}</dd>
            </div>
        }
    };
    view! {
        <header>
            <h2 id="explorer-help-title">{td_string!(locale, looks.help.title)}</h2>
            <button type="button" class="button icon close" aria-label=td_string!(locale, looks.help.close)
                on:click=move |_| close.run(())>"×"</button>
        </header>
        <dl>
            {row(&["←", "↑", "→", "↓"], td_string!(locale, looks.help.pan).into_any())}
            {row(&["+", "−", "0"], td_string!(locale, looks.help.zoom).into_any())}
            {row(&["Enter"], td_string!(locale, looks.help.open).into_any())}
            {row(&["Esc"], td_string!(locale, looks.help.deselect).into_any())}
            {row(&["Shift + ← ↑ → ↓"], td_string!(locale, looks.help.nudge).into_any())}
            {row(&["P"], td_string!(locale, looks.help.pin).into_any())}
            {row(&["Ctrl + Z", "Ctrl + Y", "Ctrl + Shift + Z"], td_string!(locale, looks.help.undo).into_any())}
            {row(&["1", "2", "3", "4", "5"], td_string!(locale, looks.help.layouts).into_any())}
            {row(&["L", "T", "S"], td_string!(locale, looks.help.look).into_any())}
            {row(&["Ctrl + K"], td_string!(locale, palette.title).into_any())}
            {row(&["?"], td_string!(locale, looks.help.help).into_any())}
            {row(&["←", "↑", "→", "↓", "Home", "End"], td_string!(locale, looks.help.walk).into_any())}
            {row(&["Space"], td_string!(locale, looks.help.walk_select).into_any())}
            {row(&["Shift + Enter"], td_string!(locale, looks.help.walk_meet).into_any())}
        </dl>
        <p>
            <label class="choice">
                <input type="checkbox" id="letter-keys" prop:checked=move || shared.letters.get()
                    on:change=move |event| {
                        let on = event_target_checked(&event);
                        storage::use_letters(on);
                        shared.letters.set(on);
                    } />
                <span>{td_string!(locale, looks.help.letters)}</span>
            </label>
        </p>
        <h3>{td_string!(locale, looks.help.mouse)}</h3>
        <p>{td_string!(locale, looks.help.mouse_drag)}</p>
        <p class="actions">
            <button type="button" class="button" on:click=move |_| {
                close.run(());
                shared.touring.set(Some(0));
            }>{td_string!(locale, looks.help.tour)}</button>
        </p>
    }
}

const STEPS: usize = 4;

/// The tour, until it has been seen or skipped once.
#[component]
pub fn Tour(shared: Shared) -> impl IntoView {
    let locale = locale();
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
                0 => (td_string!(locale, looks.tour.t1).into_any(), td_string!(locale, looks.tour.b1).into_any()),
                1 => (td_string!(locale, looks.tour.t2).into_any(), td_string!(locale, looks.tour.b2).into_any()),
                2 => (td_string!(locale, looks.tour.t3).into_any(), td_string!(locale, looks.tour.b3).into_any()),
                _ => (td_string!(locale, looks.tour.t4).into_any(), td_string!(locale, looks.tour.b4).into_any()),
            };
            let last = step + 1 == STEPS;
            view! {
                <section class="explorer-tour" data-step=step aria-label=td_string!(locale, looks.tour.label)>
                    <p class="tour-step">{td_string!(locale, looks.tour.step, step = step + 1)}</p>
                    <h2>{title}</h2>
                    <p aria-live="polite">{body}</p>
                    <p class="actions">
                        {(!last).then(|| view! {
                            <button type="button" class="button" on:click=move |_| end()>{td_string!(locale, looks.tour.skip)}</button>
                        })}
                        <button type="button" class="button primary" on:click=move |_| {
                            if last { end() } else { shared.touring.set(Some(step + 1)) }
                        }>
                            {if last { td_string!(locale, looks.tour.done).into_any() } else { td_string!(locale, looks.tour.next).into_any() }}
                        </button>
                    </p>
                </section>
            }
        })
    }
}
