//! Starting the service worker and listening to it.

use super::bar::Connection;
use super::outbox::Left;
use leptos::ev;
use leptos::prelude::*;
use leptos_use::{UseServiceWorkerOptions, UseServiceWorkerReturn, use_service_worker_with_options};
use serde::Serialize;
use wasm_bindgen::JsCast;
use wasm_bindgen::closure::Closure;
use web_sys::js_sys::JSON;
use web_sys::{MessageEvent, ServiceWorkerContainer};

/// What a page says to the service worker.
#[derive(Serialize)]
#[serde(tag = "type", rename_all = "snake_case")]
enum Message {
    State,
    Online,
    Dismiss { id: String },
}

/// Starts the service worker; what it tells from then on.
pub fn start() -> Connection {
    let online = RwSignal::new(window().navigator().on_line());
    let left = RwSignal::new(Left::default());
    let newer = RwSignal::new(false);
    let options = UseServiceWorkerOptions::default()
        .script_url("/worker.js")
        .skip_waiting_message("update");
    let UseServiceWorkerReturn {
        waiting,
        skip_waiting,
        ..
    } = use_service_worker_with_options(options);
    Effect::new(move || newer.set(waiting.get()));

    let went = window_event_listener(ev::offline, move |_| online.set(false));
    let came = window_event_listener(ev::online, move |_| {
        online.set(true);
        say(&Message::Online);
    });
    listen(left);
    say(&Message::State);
    on_cleanup(move || {
        went.remove();
        came.remove();
    });
    Connection {
        online,
        left,
        newer,
        dismiss: Callback::new(|id| say(&Message::Dismiss { id })),
        update: Callback::new(move |()| skip_waiting()),
    }
}

fn container() -> ServiceWorkerContainer {
    window().navigator().service_worker()
}

/// Says something to the service worker, where there is one in charge.
fn say(message: &Message) {
    let text = serde_json::to_string(message).ok();
    let value = text.and_then(|text| JSON::parse(&text).ok());
    if let (Some(worker), Some(value)) = (container().controller(), value) {
        let _ = worker.post_message(&value);
    }
}

/// Takes in what the service worker tells of the outbox.
fn listen(left: RwSignal<Left>) {
    let heard = Closure::<dyn Fn(MessageEvent)>::new(move |event: MessageEvent| {
        let text = JSON::stringify(&event.data()).ok().and_then(|text| text.as_string());
        let told = text.and_then(|text| serde_json::from_str::<Left>(&text).ok());
        if let Some(told) = told {
            left.try_set(told);
        }
    });
    container().set_onmessage(Some(heard.as_ref().unchecked_ref()));
    // The bar is there as long as the page.
    heard.forget();
}
