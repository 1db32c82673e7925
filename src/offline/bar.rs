//! The bar that says how things stand: no connection, edits that wait, what became of them, a newer version.

use super::outbox::{Left, Outcome, Settled};
use crate::i18n::{Locale, words};
use crate::ui::{locale, page_of};
use leptos::prelude::*;
use leptos_i18n::td_string;

/// What the bar knows; all of it from the browser, so that the server's page has no bar.
#[derive(Clone, Copy)]
pub struct Connection {
    /// Whether there is a connection, as far as the browser knows.
    pub online: RwSignal<bool>,
    /// How the outbox stands.
    pub left: RwSignal<Left>,
    /// Whether a newer version of the app waits to be used.
    pub newer: RwSignal<bool>,
    /// Asks the service worker to forget what became of an edit.
    pub dismiss: Callback<String>,
    /// Takes the newer version.
    pub update: Callback<()>,
}

/// The bar; nothing while there is nothing to say.
#[component]
pub fn ConnectionBar() -> impl IntoView {
    let locale = locale();
    let shown = RwSignal::new(None::<Connection>);
    #[cfg(feature = "hydrate")]
    Effect::new(move || shown.set(Some(super::worker::start())));
    move || {
        let connection = shown.get()?;
        let (online, left) = (connection.online.get(), connection.left.get());
        let unsent = left.unsent;
        let state = match (online, unsent) {
            (true, 0) => None,
            (true, _) => Some(td_string!(locale, offline.sending, count = unsent)),
            (false, 0) => Some(td_string!(locale, offline.none).to_owned()),
            (false, _) => Some(td_string!(locale, offline.waiting, count = unsent)),
        };
        let newer = connection.newer.get().then(|| {
            view! {
                <p class="connection-line">
                    {td_string!(locale, offline.newer)}
                    <button type="button" class="button small" on:click=move |_| connection.update.run(())>
                        {td_string!(locale, offline.update)}
                    </button>
                </p>
            }
        });
        let settled = left.settled;
        if state.is_none() && newer.is_none() && settled.is_empty() {
            return None;
        }
        let settled = settled
            .into_iter()
            .map(|edit| view! { <li>{became(locale, edit, connection)}</li> })
            .collect_view();
        Some(view! {
            <aside class="connection" role="status" class:offline=!online>
                {state.map(|state| view! { <p class="connection-line">{state}</p> })}
                <ul>{settled}</ul>
                {newer}
            </aside>
        })
    }
}

/// What became of an edit, with the way to its record.
fn became(locale: Locale, edit: Settled, connection: Connection) -> impl IntoView {
    let Settled {
        id,
        subject,
        title,
        outcome,
    } = edit;
    let word = match &outcome {
        Outcome::Done => td_string!(locale, offline.done),
        Outcome::Merged => td_string!(locale, offline.merged),
        Outcome::InQuestion(_) => td_string!(locale, offline.in_question),
        Outcome::Refused(_) => td_string!(locale, offline.refused),
    };
    let why = match &outcome {
        Outcome::InQuestion(error) | Outcome::Refused(error) => Some(words::error(locale, error)),
        Outcome::Done | Outcome::Merged => None,
    };
    let name = match subject {
        Some(subject) => view! { <a href=page_of(subject)>{title}</a> }.into_any(),
        None => view! { <span>{title}</span> }.into_any(),
    };
    let id = id.to_string();
    view! {
        <strong>{word}</strong>
        " "
        {name}
        {why.map(|why| view! { <span class="soft">{why}</span> })}
        <button type="button" class="button small quiet" on:click=move |_| connection.dismiss.run(id.clone())>
            {td_string!(locale, offline.dismiss)}
        </button>
    }
}
