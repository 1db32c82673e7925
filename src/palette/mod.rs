//! Everything in one box, by keyboard: Ctrl+K (or ⌘K) on every page. Organisations, partnerships, pages, actions.
//!
//! It is a dialog that is empty until it is opened. What it lists are links, so that going there is the browser's or
//! the router's work; without script its button in the header leads to the list of organisations.

mod entries;
pub mod lent;

use crate::api::explore::{Hit, find};
use crate::api::session::Session;
use crate::i18n::{td_string, words};
use crate::part::{NotLoaded, part};
use crate::ui::{Glyph, Icon, KindShape, locale};
use entries::{Entry, entries};
use jejaring_graph::fold::fold;
use leptos::ev::{self, KeyboardEvent};
use leptos::html::{Dialog, Input, Ul};
use leptos::prelude::*;
use leptos::wasm_bindgen::JsCast;
use leptos::web_sys::{Element, HtmlElement};
use leptos_router::hooks::use_location;
use std::time::Duration;

/// How long one types on before the server is asked.
const PAUSE: Duration = Duration::from_millis(90);
/// What is listed of pages and actions while nothing is typed.
const FIRST: usize = 9;

/// The palette. It opens by its keys, and by a click on anything with `data-palette`.
#[component]
pub fn Palette() -> impl IntoView {
    let dialog = NodeRef::<Dialog>::new();
    let open = RwSignal::new(false);
    let show = move || {
        if let Some(dialog) = dialog.get_untracked().filter(|dialog| !dialog.open()) {
            open.set(true);
            // Refused only outside of a document.
            let _ = dialog.show_modal();
        }
    };
    let hide = move || {
        if let Some(dialog) = dialog.get_untracked() {
            dialog.close();
        }
    };
    Effect::new(move || {
        let keys = window_event_listener(ev::keydown, move |event| {
            let combined =
                (event.ctrl_key() || event.meta_key()) && !event.alt_key() && !event.shift_key();
            if combined && event.key().eq_ignore_ascii_case("k") {
                event.prevent_default();
                if dialog.get_untracked().is_some_and(|dialog| dialog.open()) {
                    hide();
                } else {
                    show();
                }
            }
        });
        let clicks = window_event_listener(ev::click, move |event| {
            let element = event
                .target()
                .and_then(|target| target.dyn_into::<Element>().ok());
            let plain = !(event.ctrl_key() || event.meta_key() || event.shift_key());
            let opener =
                element.and_then(|element| element.closest("[data-palette]").ok().flatten());
            if plain && opener.is_some() {
                event.prevent_default();
                show();
            }
        });
        on_cleanup(move || {
            keys.remove();
            clicks.remove();
        });
    });
    // Going to another page closes it.
    let pathname = use_location().pathname;
    Effect::new(move |before: Option<String>| {
        let now = pathname.get();
        if before.is_some_and(|before| before != now) {
            hide();
        }
        now
    });
    let outside = move |event: ev::MouseEvent| {
        // What is beside the box is the dialog itself.
        let on_dialog = event
            .target()
            .and_then(|target| target.dyn_into::<Element>().ok());
        if on_dialog.is_some_and(|element| element.tag_name().eq_ignore_ascii_case("dialog")) {
            hide();
        }
    };
    view! {
        <dialog
            class="palette"
            node_ref=dialog
            aria-label=td_string!(locale(), palette.title)
            on:close=move |_| open.set(false)
            on:click=outside
        >
            {move || {
                open.get().then(|| Suspend::new(async move { contents(Callback::new(move |()| hide())).await.inspect_err(NotLoaded::reload).ok() }))
            }}
        </dialog>
    }
}

part! {
    /// What is in the dialog while it is open.
    fn contents(hide: Callback<()>) -> AnyView, of told, loaded by load_contents {
        view! { <Contents hide /> }.into_any()
    }
}

/// One line.
#[derive(Clone, PartialEq)]
enum Line {
    Entry(Entry),
    Hit(Hit),
}

#[component]
fn Contents(hide: Callback<()>) -> impl IntoView {
    let locale = locale();
    let text = RwSignal::new(String::new());
    let active = RwSignal::new(0_usize);
    let hits = RwSignal::new(Vec::<Hit>::new());
    let asked = StoredValue::new(0_u32);
    let list = NodeRef::<Ul>::new();
    let input = NodeRef::<Input>::new();
    let location = use_location();
    let here = {
        let (path, search) = (location.pathname, location.search);
        move || {
            format!(
                "{}?{}",
                path.get_untracked(),
                search.get_untracked().trim_start_matches('?')
            )
        }
    };
    let all = RwSignal::new(entries(locale, &here()));
    if let Some(lent) = lent::ask(|page| page.lines(locale)) {
        all.update(|all| all.extend(entries::lent(lent)));
    }
    let session = Session::of_page();
    Effect::new(move |_| {
        leptos::task::spawn_local(async move {
            if session.me().await.is_some_and(|me| me.steward) {
                all.try_update(|all| all.extend(entries::of_steward(locale)));
            }
        });
    });
    // Why nothing could be looked up; what the page has of the network was looked through then.
    let failed = RwSignal::new(None::<String>);
    let ask = move |text: String| {
        asked.update_value(|asked| *asked += 1);
        let turn = asked.get_value();
        if text.trim().is_empty() {
            hits.set(Vec::new());
            failed.set(None);
            return;
        }
        set_timeout(
            move || {
                if asked.try_get_value() != Some(turn) {
                    return;
                }
                leptos::task::spawn_local(async move {
                    let found = find(text.clone()).await;
                    if asked.try_get_value() != Some(turn) {
                        return;
                    }
                    let (found, why) = match found {
                        Ok(found) => (found, None),
                        Err(error) => {
                            let here = lent::ask(|page| page.find(&text)).flatten();
                            (here.unwrap_or_default(), Some(words::error(locale, &error)))
                        }
                    };
                    hits.try_set(found);
                    failed.try_set(why);
                });
            },
            PAUSE,
        );
    };
    let lines = Memo::new(move |_| {
        let words = text.with(|text| fold(text));
        let words: Vec<&str> = words.split_whitespace().collect();
        let entries = all.with(|all| {
            let fits = |entry: &&Entry| {
                words
                    .iter()
                    .all(|word| entry.folded.contains(&format!(" {word}")))
            };
            let most = if words.is_empty() { FIRST } else { usize::MAX };
            all.iter()
                .filter(fits)
                .take(most)
                .cloned()
                .map(Line::Entry)
                .collect::<Vec<_>>()
        });
        // A name that is looked for comes before what one could do.
        let hits = hits.get().into_iter().map(Line::Hit);
        hits.chain(entries).collect::<Vec<_>>()
    });
    let count = move || lines.with(Vec::len);
    let line = move |at: usize| {
        let list = list.get_untracked()?;
        let line = list.query_selector(&format!("#palette-{at}")).ok()??;
        line.dyn_into::<HtmlElement>().ok()
    };
    let move_to = move |at: usize| {
        active.set(at);
        if let Some(line) = line(at) {
            line.scroll_into_view_with_bool(false);
        }
    };
    let follow = move |at: usize| {
        if let Some(line) = line(at) {
            line.click();
        }
    };
    let on_key = move |event: KeyboardEvent| {
        let count = untrack(count);
        match event.key().as_str() {
            "ArrowDown" if count > 0 => move_to((active.get_untracked() + 1) % count),
            "ArrowUp" if count > 0 => move_to((active.get_untracked() + count - 1) % count),
            "Enter" if count > 0 => follow(active.get_untracked()),
            _ => return,
        }
        event.prevent_default();
    };
    Effect::new(move |_| {
        if let Some(input) = input.get() {
            let _ = input.focus();
        }
    });
    let line = move |(at, line): (usize, Line)| {
        let act = match &line {
            Line::Entry(entry) => entry.act,
            Line::Hit(_) => None,
        };
        let (href, external, file) = match &line {
            Line::Entry(entry) => (entry.href.clone(), entry.external, entry.file),
            Line::Hit(Hit::Organisation(id, ..)) => (format!("/organisations/{id}"), false, false),
            Line::Hit(Hit::Partnership(id, ..)) => (format!("/partnerships/{id}"), false, false),
        };
        let said = match line {
            Line::Entry(entry) => view! {
                <Icon glyph=entry.glyph />
                <span class="palette-name">{entry.label}</span>
            }
            .into_any(),
            Line::Hit(Hit::Organisation(_, kind, name, place)) => view! {
                <KindShape kind />
                <span class="palette-name">
                    {name}
                    <span class="visually-hidden">", "{words::kind(locale, kind)}</span>
                </span>
                <span class="palette-more">{place}</span>
            }
            .into_any(),
            Line::Hit(Hit::Partnership(_, title, parties)) => view! {
                <Icon glyph=Glyph::Partnerships />
                <span class="palette-name">{title}</span>
                <span class="palette-more">{parties}</span>
            }
            .into_any(),
        };
        view! {
            <li role="presentation" on:mousemove=move |_| active.set(at)>
                <a
                    id=format!("palette-{at}")
                    role="option"
                    aria-selected=move || (active.get() == at).to_string()
                    href=href
                    tabindex="-1"
                    rel=external.then_some("external")
                    download=file.then_some("")
                    on:click=move |event| {
                        hide.run(());
                        if let Some(act) = act {
                            event.prevent_default();
                            event.stop_propagation();
                            lent::ask(|page| page.act(act));
                        }
                    }
                >
                    {said}
                </a>
            </li>
        }
    };
    view! {
        <div class="palette-box">
            <input
                node_ref=input
                type="text"
                role="combobox"
                autocomplete="off"
                spellcheck="false"
                aria-label=td_string!(locale, palette.title)
                aria-expanded="true"
                aria-controls="palette-list"
                aria-autocomplete="list"
                aria-activedescendant=move || (count() > 0).then(|| format!("palette-{}", active.get()))
                placeholder=td_string!(locale, palette.hint)
                on:input=move |event| {
                    let words = event_target_value(&event);
                    active.set(0);
                    text.set(words.clone());
                    ask(words);
                }
                on:keydown=on_key
            />
            <ul id="palette-list" role="listbox" node_ref=list aria-label=td_string!(locale, palette.found)>
                {move || lines.get().into_iter().enumerate().map(line).collect_view()}
            </ul>
            <p class="palette-none" role="status">
                {move || failed.get().or_else(|| {
                    (count() == 0).then(|| td_string!(locale, palette.nothing).to_owned())
                })}
            </p>
        </div>
    }
}
