//! What the frame and record pages show of what others do.

use super::deeds::{Message, Way};
use super::place::place;
use super::{Connection, Live};
use crate::ahead::OnItsWay;
use crate::i18n::{number, words};
use crate::offline::{ConnectionBar, Offline};
use crate::part::{later, part};
use crate::ui::{Glyph, Icon, locale, page_of};
use jejaring_domain::change::Subject;
use jejaring_sync::message::{Present, Reason};
use leptos::ev;
use leptos::prelude::*;
use leptos::wasm_bindgen::JsCast;
use leptos::web_sys::{Element, HtmlElement};
use leptos_i18n::td_string;
use leptos_router::hooks::{use_location, use_query_map};

/// Who else is at a record: a row of names, beside its title or tabs.
#[component]
pub fn Others(
    /// The record.
    of: Subject,
) -> impl IntoView {
    let locale = locale();
    let live = Live::of_page();
    let there = Memo::new(move |_| {
        live.others
            .with(|others| at(others, of).cloned().collect::<Vec<_>>())
    });
    let one = move |present: Present| {
        let editing = present.place.editing;
        let name = present
            .name
            .unwrap_or_else(|| td_string!(locale, live.somebody).to_owned());
        let title = match editing {
            true => td_string!(locale, live.edits, name = name.clone()),
            false => td_string!(locale, live.looks, name = name.clone()),
        };
        let spoken = title.clone();
        let letters: String = name
            .split_whitespace()
            .filter_map(|word| word.chars().next())
            .take(2)
            .collect();
        view! {
            <li class="present" class:editing=editing title=title>
                <span aria-hidden="true">{letters.to_uppercase()}</span>
                <span class="present-name">{name}</span>
                {editing.then(|| view! { <Icon glyph=Glyph::Edit /> })}
                <span class="visually-hidden">{spoken}</span>
            </li>
        }
    };
    view! {
        <ul class="others" aria-label=td_string!(locale, live.here) hidden=move || there.with(Vec::is_empty)>
            {move || there.get().into_iter().map(one).collect_view()}
        </ul>
    }
}

/// Those at a record; who edits it first.
fn at(others: &[Present], of: Subject) -> impl Iterator<Item = &Present> {
    let there = move |editing| {
        others
            .iter()
            .filter(move |p| p.place.subject == Some(of) && p.place.editing == editing)
    };
    there(true).chain(there(false))
}

/// Tells others where the reader is.
pub fn tell_place() {
    let live = Live::of_page();
    let (path, query) = (use_location().pathname, use_query_map());
    let here = Memo::new(move |_| {
        let selected = query.read().get("select");
        place(&path.read(), selected.as_deref())
    });
    Effect::new(move |_| live.place.set(here.get()));
}

/// Above a form: who edits the same, and whether it has changed since the form was opened.
#[component]
pub fn Beside() -> impl IntoView {
    let locale = locale();
    let live = Live::of_page();
    let edited = Memo::new(move |_| {
        let here = live.place.get();
        here.subject.filter(|_| here.editing)
    });
    let names = Memo::new(move |_| {
        let others = live.others.read();
        let editors = edited
            .get()
            .map(|of| at(&others, of).filter(|p| p.place.editing));
        let names = editors.into_iter().flatten().map(|present| {
            let somebody = || td_string!(locale, live.somebody).to_owned();
            present.name.clone().unwrap_or_else(somebody)
        });
        let mut names: Vec<_> = names.collect();
        names.sort();
        names.dedup();
        names.join(", ")
    });
    // How often it had changed when the form was opened.
    let opened = Memo::new(move |_| {
        edited
            .get()
            .map(|of| live.changes.with_untracked(|changes| changes.of(of)))
    });
    let changed = Memo::new(move |_| {
        let now = edited
            .get()
            .map(|of| live.changes.with(|changes| changes.of(of)));
        now != opened.get()
    });
    let history = move || {
        edited
            .get()
            .and_then(page_of)
            .map(|page| format!("{page}/history"))
    };
    view! {
        <div class="beside" role="status" hidden=move || names.with(String::is_empty) && !changed.get()>
            <p hidden=move || names.with(String::is_empty)>
                <Icon glyph=Glyph::Edit />
                <span>{move || td_string!(locale, live.edits_too, name = names.get())}</span>
            </p>
            <p hidden=move || !changed.get()>
                <Icon glyph=Glyph::Restore />
                <span>{td_string!(locale, live.changed_meanwhile)}</span>
                <a href=history target="_blank" rel="noopener">{td_string!(locale, live.see_changes)}</a>
            </p>
        </div>
    }
}

/// At the foot of the window: what became of what one did, and how the connection is. Hears the keys for undo and redo.
#[component]
pub fn Told() -> impl IntoView {
    let locale = locale();
    let live = Live::of_page();
    let offline = Offline::of_page();
    hear_keys(live);
    let message = Memo::new(move |_| live.deeds.with(|deeds| deeds.message().cloned()));
    let away = move || match live.connection.get() {
        Connection::Starting | Connection::Live => None,
        // Where the server does not answer at all, the bar below says so.
        Connection::Away if !offline.online.get() => None,
        Connection::Away => Some(td_string!(locale, live.away)),
        Connection::Ended(Reason::Version) => Some(td_string!(locale, live.new_version)),
        Connection::Ended(_) => Some(td_string!(locale, live.signed_out)),
    };
    let ended = move || matches!(live.connection.get(), Connection::Ended(_));
    view! {
        <div class="told" role="status">
            <div class="told-message notice info" hidden=move || !live.waiting.get()>
                <p>{td_string!(locale, live.changed)}</p>
                <button type="button" class="button" on:click=move |_| live.show()>
                    {td_string!(locale, live.show)}
                </button>
            </div>
            <OnItsWay />
            {move || message.get().map(|message| later(told(message)))}
            <p class="told-connection" hidden=move || away().is_none()>
                <span>{away}</span>
                <button type="button" class="button" hidden=move || !ended()
                    on:click=move |_| drop(window().location().reload())>
                    {td_string!(locale, live.reload)}
                </button>
            </p>
            <ConnectionBar />
        </div>
    }
}

part! {
    fn told(message: Message) -> AnyView, of told, loaded by load_told {
        view! { <ToldMessage message /> }.into_any()
    }
}

/// What became of something that one did.
#[component]
fn ToldMessage(message: Message) -> impl IntoView {
    let locale = locale();
    let live = Live::of_page();
    let undo = move || {
        view! {
            <button type="button" class="button" on:click=move |_| live.go(Way::Back)>
                {td_string!(locale, live.undo)}
            </button>
        }
        .into_any()
    };
    let redo = move || {
        view! {
            <button type="button" class="button" on:click=move |_| live.go(Way::Forth)>
                {td_string!(locale, live.redo)}
            </button>
        }
        .into_any()
    };
    let nothing = || ().into_any();
    let (look, text, act) = match message {
        Message::Saved(_) => ("success", td_string!(locale, live.saved).to_owned(), undo()),
        Message::Undone(_) => (
            "success",
            td_string!(locale, live.undone).to_owned(),
            redo(),
        ),
        Message::Redone(_) => (
            "success",
            td_string!(locale, live.redone).to_owned(),
            undo(),
        ),
        Message::Proposed(of) => (
            "info",
            td_string!(locale, live.proposed).to_owned(),
            page_of(of)
                .map(|page| view! { <a href=page>{td_string!(locale, live.to_proposal)}</a> })
                .into_any(),
        ),
        Message::Nothing => (
            "info",
            td_string!(locale, live.nothing).to_owned(),
            nothing(),
        ),
        Message::InTheWay(of) => (
            "warning",
            td_string!(locale, live.in_the_way).to_owned(),
            page_of(of)
                .map(|page| {
                    let history = format!("{page}/history");
                    view! { <a href=history>{td_string!(locale, live.see_changes)}</a> }
                })
                .into_any(),
        ),
        Message::Failed(error) => ("error", words::error(locale, &error), nothing()),
    };
    view! {
        <div class=format!("told-message notice {look}")>
            <p>{text}</p>
            {act}
            <button type="button" class="button icon quiet" aria-label=td_string!(locale, live.close)
                on:click=move |_| live.dismiss()>"×"</button>
        </div>
    }
}

/// In the foot of the page: whether it is live, and how many others are here.
#[component]
pub fn Pulse() -> impl IntoView {
    let locale = locale();
    let live = Live::of_page();
    let others = move || live.others.with(Vec::len);
    view! {
        <p class="pulse" hidden=move || live.connection.get() != Connection::Live>
            <span class="pulse-dot" aria-hidden="true"></span>
            {td_string!(locale, live.live)}
            {move || {
                let count = others();
                (count > 0).then(|| td_string!(locale, live.others, count = number(locale, count)))
            }}
        </p>
    }
}

/// Ctrl+Z takes back, Ctrl+Shift+Z and Ctrl+Y do again; in a text field they are the field's own.
fn hear_keys(live: Live) {
    Effect::new(move || {
        let keys = window_event_listener(ev::keydown, move |event| {
            if !(event.ctrl_key() || event.meta_key())
                || event.alt_key()
                || event.default_prevented()
            {
                return;
            }
            let way = match (event.key().to_ascii_lowercase().as_str(), event.shift_key()) {
                ("z", false) => Way::Back,
                ("z", true) | ("y", false) => Way::Forth,
                _ => return,
            };
            let target = event.target();
            let target = target.and_then(|target| target.dyn_into::<Element>().ok());
            let in_text = target.is_some_and(|element| {
                matches!(&*element.tag_name(), "INPUT" | "TEXTAREA" | "SELECT")
                    || element
                        .dyn_ref::<HtmlElement>()
                        .is_some_and(HtmlElement::is_content_editable)
            });
            // The explorer takes back its own steps.
            let exploring = window()
                .location()
                .pathname()
                .is_ok_and(|path| path == "/explore");
            if !in_text && !exploring {
                event.prevent_default();
                live.go(way);
            }
        });
        on_cleanup(move || keys.remove());
    });
}
