//! What is told of what is on its way or was refused.

use super::{Ahead, Sent, State};
use crate::api::ApiError;
use crate::i18n::words;
use crate::part::{later, part};
use crate::ui::locale;
use leptos::ev;
use leptos::prelude::*;
use leptos_i18n::td_string;

/// Among what is told at the foot of the page: that something is on its way, and what was refused of a form that was
/// left.
#[component]
pub fn OnItsWay() -> impl IntoView {
    let locale = locale();
    let ahead = Ahead::of_page();
    ahead.router.set_value(Owner::current());
    let waits = Memo::new(move |_| {
        let on_its_way = |sent: &Sent| sent.state == State::OnItsWay;
        ahead.sent.with(|all| all.iter().any(on_its_way))
    });
    // Who closes the page now may take it back with it.
    Effect::new(move || {
        let leaving = window_event_listener(ev::beforeunload, move |event| {
            if waits.try_get_untracked() == Some(true) {
                event.prevent_default();
            }
        });
        on_cleanup(move || leaving.remove());
    });
    let refused = Memo::new(move |_| {
        ahead.sent.with(|all| {
            all.iter().find_map(|sent| match (&sent.state, &sent.to) {
                (State::Refused(error), Some(_)) => {
                    Some((sent.number, sent.from.clone(), error.clone()))
                }
                _ => None,
            })
        })
    });
    view! {
        <p class="on-its-way" hidden=move || !waits.get()>
            <span class="pulse-dot" aria-hidden="true"></span>
            {td_string!(locale, ahead.sending)}
        </p>
        {move || refused.get().map(|(number, form, error)| later(refusal(number, form, error)))}
    }
}

part! {
    fn refusal(number: u32, form: String, error: ApiError) -> AnyView, of told, loaded by load_refusal {
        view! { <Refusal number form error /> }.into_any()
    }
}

/// What was refused of a form that was left, and the way back to it.
#[component]
fn Refusal(number: u32, form: String, error: ApiError) -> impl IntoView {
    let locale = locale();
    let ahead = Ahead::of_page();
    view! {
        <div class="told-message notice error">
            <p>{td_string!(locale, ahead.refused)} " " {words::error(locale, &error)}</p>
            <a class="button" href=form>{td_string!(locale, ahead.back)}</a>
            <button type="button" class="button icon quiet" aria-label=td_string!(locale, live.close)
                on:click=move |_| ahead.forget(number)>"×"</button>
        </div>
    }
}
