//! The tools above the network: panels for look, days and sharing; undo and redo; help.

use super::share::SharePanel;
use super::tune::LookPanel;
use super::{Panel, Shared};
use crate::i18n::td_string;
use crate::part::{later, part};
use crate::ui::{Glyph, Icon, locale};
use leptos::prelude::*;

part! {
    /// What is in an open panel. None is open when the page is loaded.
    fn opened(shared: Shared, panel: Panel) -> AnyView, of tools, loaded by load_opened {
        match panel {
            Panel::Look => view! { <LookPanel shared /> }.into_any(),
            Panel::Share => view! { <SharePanel shared /> }.into_any(),
        }
    }
}

/// The buttons, and the panel that one of them has opened.
#[component]
pub fn Bar(shared: Shared) -> impl IntoView {
    let locale = locale();
    let toggle = move |panel: Panel| {
        shared
            .panel
            .update(|open| *open = (*open != Some(panel)).then_some(panel));
    };
    let pressed = move |panel: Panel| (shared.panel.get() == Some(panel)).to_string();
    let timed = move || shared.days.get().is_some();
    view! {
        <div class="explorer-bar" role="toolbar" aria-label=td_string!(locale, looks.bar.label)>
            <button type="button" id="open-look" class="bar-button" aria-expanded=move || pressed(Panel::Look)
                aria-controls="look-panel" on:click=move |_| toggle(Panel::Look)>
                <Icon glyph=Glyph::Look />
                <span>{td_string!(locale, looks.bar.look)}</span>
            </button>
            <button type="button" id="open-time" class="bar-button" aria-pressed=move || timed().to_string()
                on:click=move |_| shared.toggle_time()>
                <Icon glyph=Glyph::Clock />
                <span>{td_string!(locale, looks.bar.time)}</span>
            </button>
            <button type="button" id="open-share" class="bar-button" aria-expanded=move || pressed(Panel::Share)
                aria-controls="look-panel" on:click=move |_| toggle(Panel::Share)>
                <Icon glyph=Glyph::Share />
                <span>{td_string!(locale, looks.bar.share)}</span>
            </button>
            <span class="bar-gap"></span>
            <button type="button" class="bar-button icon" disabled=move || !shared.steps.can_undo()
                aria-label=td_string!(locale, looks.bar.undo) title=move || format!("{} (Ctrl+Z)", td_string!(locale, looks.bar.undo))
                on:click=move |_| shared.undo()>
                <Icon glyph=Glyph::Undo />
            </button>
            <button type="button" class="bar-button icon" disabled=move || !shared.steps.can_redo()
                aria-label=td_string!(locale, looks.bar.redo) title=move || format!("{} (Ctrl+Y)", td_string!(locale, looks.bar.redo))
                on:click=move |_| shared.redo()>
                <Icon glyph=Glyph::Redo />
            </button>
            <button type="button" class="bar-button icon" aria-label=td_string!(locale, looks.bar.help)
                title=move || format!("{} (?)", td_string!(locale, looks.bar.help))
                on:click=move |_| shared.helping.set(true)>"?"</button>
        </div>
        {move || shared.panel.get().map(|panel| {
            let title = match panel {
                Panel::Look => td_string!(locale, looks.bar.look),
                Panel::Share => td_string!(locale, looks.bar.share),
            };
            view! {
                <section id="look-panel" class="look-panel" aria-label=title>
                    <header>
                        <h2>{title}</h2>
                        <button type="button" class="button icon close" aria-label=td_string!(locale, looks.bar.close)
                            on:click=move |_| shared.panel.set(None)>"×"</button>
                    </header>
                    {later(opened(shared, panel))}
                </section>
            }
        })}
    }
}
