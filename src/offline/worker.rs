//! Starting the service worker, telling it and hearing from it.

use super::{Edit, Message, Offline, Outbox, Outcome};
use crate::api::session::{Me, Session};
use crate::i18n::Locale;
use crate::live::Live;
use crate::said::Said;
use crate::ui::locale;
use jejaring_domain::Timestamp;
use leptos::ev;
use leptos::prelude::*;
use leptos_router::NavigateOptions;
use leptos_router::hooks::{use_location, use_navigate};
use std::time::Duration;
use wasm_bindgen::closure::Closure;
use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_futures::JsFuture;
use web_sys::js_sys::{Array, Object, Reflect};
use web_sys::{
    Element, HtmlAnchorElement, HtmlDocument, HtmlFormElement, MessageEvent, MouseEvent,
    ServiceWorkerContainer, ServiceWorkerRegistration, SubmitEvent,
};

/// How often a page that is away asks for the server, and one whose edits wait sends them again.
const AGAIN: Duration = Duration::from_secs(5);
/// How often a page that stays open asks for a newer release.
const RELEASE: Duration = Duration::from_secs(30 * 60);
/// How long a page is looked at until it counts as visited.
const LOOKED_AT: Duration = Duration::from_millis(1500);
/// How long changes are gathered until what is kept is fetched anew.
const CHANGES: Duration = Duration::from_secs(20);
/// Says how many edits are unsent: cookies outlive what else a browser deletes when it needs room.
const UNSENT: &str = "unsent";

/// Starts the service worker; from then on `offline` says how things stand.
pub fn start(offline: Offline) {
    // Browsers keep nothing for sites without a secure connection.
    let Some(container) = container() else {
        return;
    };
    offline.online.set(window().navigator().on_line());
    hear(offline, &container);
    let session = Session::of_page();
    let language = match locale() {
        Locale::id => "id",
        Locale::en => "en",
    };
    leptos::task::spawn_local(async move {
        if let Err(cause) = JsFuture::from(container.register("/worker.js")).await {
            return leptos::logging::warn!("no service worker: {cause:?}");
        }
        let me = session.me().await;
        offline.signed_in.set(me.is_some());
        say(Message::Hello {
            who: me.as_ref().map(|me| me.person.to_string()),
            language,
            paths: wanted(me.as_ref()),
            all: me.is_some() || is_installed(),
        });
    });
    tell_changes(session);
    complete_address();
    let went = window_event_listener(ev::offline, move |_| offline.online.set(false));
    let came = window_event_listener(ev::online, move |_| say(Message::Send));
    let asking = set_interval_with_handle(
        move || {
            let waits = offline.outbox.with_untracked(|outbox| outbox.waiting() > 0);
            if waits || !offline.online.get_untracked() {
                say(Message::Send);
            }
        },
        AGAIN,
    )
    .ok();
    let renewing = set_interval_with_handle(renew, RELEASE).ok();
    on_cleanup(move || {
        went.remove();
        came.remove();
        for interval in [asking, renewing].into_iter().flatten() {
            interval.clear();
        }
    });
    tell_visits();
    leave_links_to_the_browser(offline);
    ask_before_signing_out(offline);
}

/// Whether the app runs in a window of its own. Who only comes by is not sent the whole network.
fn is_installed() -> bool {
    const WINDOW: &str = "(display-mode: standalone), (display-mode: window-controls-overlay)";
    let installed = window().match_media(WINDOW).ok().flatten();
    // Safari's own way to say so.
    let at_home = Reflect::get(&window().navigator(), &"standalone".into());
    installed.is_some_and(|installed| installed.matches()) || at_home.is_ok_and(|is| is.is_truthy())
}

/// Tells when others have changed something, so that what is kept is fetched anew, by and by.
fn tell_changes(session: Session) {
    let count = Live::of_page().count();
    let waits = StoredValue::new(false);
    Effect::new(move |before: Option<u64>| {
        let now = count.get();
        if before.is_some_and(|before| before != now) && !waits.get_value() {
            waits.set_value(true);
            let tell = move || {
                waits.set_value(false);
                leptos::task::spawn_local(async move {
                    if session.me().await.is_some() || is_installed() {
                        say(Message::Changed);
                    }
                });
            };
            set_timeout(tell, CHANGES);
        }
        now
    });
}

/// A page that is kept once for all its views moves on to the view that was wanted, which stands behind `#?`.
fn complete_address() {
    let location = window().location();
    if let (Ok(path), Ok(hash)) = (location.pathname(), location.hash())
        && let Some(query) = hash.strip_prefix("#?")
    {
        let replace = NavigateOptions {
            replace: true,
            ..Default::default()
        };
        use_navigate()(&format!("{path}?{query}"), replace);
    }
}

/// None where there can be no service worker.
fn container() -> Option<ServiceWorkerContainer> {
    let navigator = window().navigator();
    let there = Reflect::has(&navigator, &"serviceWorker".into()).unwrap_or(false);
    there.then(|| navigator.service_worker())
}

/// Says something to the service worker, as soon as there is one.
pub fn say(message: Message) {
    let told = told(message);
    leptos::task::spawn_local(async move {
        if let Some(registration) = ready().await
            && let Some(worker) = registration.active()
        {
            let _ = worker.post_message(&told);
        }
    });
}

fn told(message: Message) -> Object {
    let told = Object::new();
    let tell = |name: &str, value: JsValue| {
        // It is an object of our own.
        let _ = Reflect::set(&told, &name.into(), &value);
    };
    tell("type", message.name().into());
    match message {
        Message::Hello {
            who,
            language,
            paths,
            all,
        } => {
            tell("who", who.map_or(JsValue::NULL, Into::into));
            tell("language", language.into());
            let paths: Array = paths.into_iter().map(JsValue::from).collect();
            tell("paths", paths.into());
            tell("all", all.into());
        }
        Message::Visited { path } => tell("path", path.into()),
        Message::Again { id } | Message::Dismiss { id } => tell("id", id.into()),
        Message::Changed | Message::Send => {}
    }
    told
}

/// The service worker's registration, as soon as it is active.
async fn ready() -> Option<ServiceWorkerRegistration> {
    let ready = container()?.ready().ok()?;
    JsFuture::from(ready).await.ok()?.dyn_into().ok()
}

/// Asks whether there is a newer release.
fn renew() {
    leptos::task::spawn_local(async {
        if let Some(registration) = ready().await
            && let Ok(updated) = registration.update()
        {
            // Without a connection there is none.
            let _ = JsFuture::from(updated).await;
        }
    });
}

/// How things stand, as the service worker tells it.
fn outbox(said: &Said) -> Option<Outbox> {
    let edits = said.list("edits").into_iter().map(edit);
    Some(Outbox {
        online: said.is("online"),
        full: said.is("full"),
        edits: edits.collect::<Option<_>>()?,
        others: said.number("others")? as usize,
    })
}

fn edit(said: Said) -> Option<Edit> {
    let fields = said.list("fields").into_iter().filter_map(|field| {
        let mut pair = field.items().into_iter().map(Said::into_text);
        Some((pair.next()??, pair.next()??))
    });
    Some(Edit {
        id: said.text("id")?,
        at: Timestamp(said.number("at")? as i64),
        path: said.text("path")?,
        from: said.text("from")?,
        fields: fields.collect(),
        files: said
            .list("files")
            .into_iter()
            .filter_map(Said::into_text)
            .collect(),
        outcome: match said.text("outcome")?.as_str() {
            "waiting" => Outcome::Waiting,
            "done" => Outcome::Done,
            "merged" => Outcome::Merged,
            _ => Outcome::Failed,
        },
        error: said.text("error"),
        back: said.text("back"),
    })
}

/// Takes in what the service worker tells, and that another one has taken over.
fn hear(offline: Offline, container: &ServiceWorkerContainer) {
    let first = StoredValue::new(true);
    let heard = Closure::<dyn Fn(MessageEvent)>::new(move |event: MessageEvent| {
        let Some(outbox) = outbox(&event.data().into()) else {
            return;
        };
        let unsent = outbox.unsent();
        if first.get_value() {
            first.set_value(false);
            offline
                .lost
                .set(noted().saturating_sub(outbox.edits.len() + outbox.others));
        }
        if unsent > 0 && noted() == 0 {
            ask_to_stay();
        }
        note(unsent);
        offline
            .online
            .set(outbox.online && window().navigator().on_line());
        offline.outbox.set(outbox);
        offline.heard.set(true);
    });
    container.set_onmessage(Some(heard.as_ref().unchecked_ref()));
    let had = StoredValue::new(container.controller().is_some());
    let taken = Closure::<dyn Fn()>::new(move || {
        if had.get_value() {
            offline.newer.set(true);
        }
        had.set_value(true);
    });
    container.set_oncontrollerchange(Some(taken.as_ref().unchecked_ref()));
    // They are there as long as the page.
    heard.forget();
    taken.forget();
}

/// What one may want to read without a connection: the lists, and what is one's own.
fn wanted(me: Option<&Me>) -> Vec<String> {
    const ALL: [&str; 9] = [
        "/offline",
        "/explore",
        "/network.bin",
        "/",
        "/organisations",
        "/partnerships",
        "/needs",
        "/insight",
        "/import",
    ];
    let mut paths: Vec<String> = ALL.map(str::to_owned).into();
    let here = window().location();
    paths.extend(
        here.pathname()
            .ok()
            .zip(here.search().ok())
            .map(|(path, search)| path + &search),
    );
    let Some(me) = me else {
        return paths;
    };
    paths.extend(["/desk", "/account", "/partnerships/new"].map(str::to_owned));
    for own in me.organisations.iter().filter(|own| own.active) {
        let page = format!("/organisations/{}", own.organisation.id);
        let below = ["", "/edit", "/needs", "/needs/new", "/people", "/calendar"];
        paths.extend(below.map(|below| format!("{page}{below}")));
    }
    paths
}

/// Tells of each page that is shown without being loaded: it is kept as if it had been.
fn tell_visits() {
    let location = use_location();
    let address = move || {
        let (path, search) = (location.pathname.get(), location.search.get());
        // The explorer's views differ in their address, but its page is one.
        if search.is_empty() || path == "/explore" {
            path
        } else {
            format!("{path}?{}", search.trim_start_matches('?'))
        }
    };
    let address = Memo::new(move |_| address());
    Effect::new(move |before: Option<String>| {
        let path = address.get();
        if before.is_some_and(|before| before != path) {
            let visited = path.clone();
            let later = move || {
                if address
                    .try_get_untracked()
                    .is_some_and(|now| now == visited)
                {
                    say(Message::Visited { path: visited });
                }
            };
            set_timeout(later, LOOKED_AT);
        }
        path
    });
}

/// Without a connection, links to other pages load them: the service worker has pages, rather than all that they are
/// made of.
fn leave_links_to_the_browser(offline: Offline) {
    let clicked = Closure::<dyn Fn(MouseEvent)>::new(move |event: MouseEvent| {
        if offline.online.try_get_untracked() != Some(false) {
            return;
        }
        let target = event
            .target()
            .and_then(|target| target.dyn_into::<Element>().ok());
        let link = target.and_then(|target| target.closest("a[href]").ok()?);
        if let Some(link) = link.and_then(|link| link.dyn_into::<HtmlAnchorElement>().ok())
            && !is_view_of_this_page(&link)
        {
            link.set_rel("external");
        }
    });
    // Before the router hears of it.
    let _ = window().add_event_listener_with_callback_and_bool(
        "click",
        clicked.as_ref().unchecked_ref(),
        true,
    );
    clicked.forget();
}

/// Whether a link leads to another view of the explorer, or to a place on the page.
fn is_view_of_this_page(link: &HtmlAnchorElement) -> bool {
    let location = window().location();
    let here = location.pathname().unwrap_or_default();
    let search = location.search().unwrap_or_default();
    here == link.pathname() && (here == "/explore" || search == link.search())
}

/// Signing out deletes what one has not sent: only who says so.
fn ask_before_signing_out(offline: Offline) {
    let locale = locale();
    let asked = window_event_listener(ev::submit, move |event: SubmitEvent| {
        let form = event
            .target()
            .and_then(|form| form.dyn_into::<HtmlFormElement>().ok());
        if !form.is_some_and(|form| form.action().ends_with("/sign-out")) {
            return;
        }
        let (own, others) = offline
            .outbox
            .with_untracked(|outbox| (outbox.waiting(), outbox.others));
        let words = leptos_i18n::td_string!(locale, offline.sign_out, count = own);
        if own > 0 && !window().confirm_with_message(&words).unwrap_or(true) {
            event.prevent_default();
        } else {
            note(others);
        }
    });
    on_cleanup(move || asked.remove());
}

/// How many edits were unsent when a page was here last.
fn noted() -> usize {
    let cookies = cookies()
        .and_then(|document| document.cookie().ok())
        .unwrap_or_default();
    let mut pairs = cookies
        .split(';')
        .filter_map(|pair| pair.trim().split_once('='));
    let count = pairs
        .find(|(key, _)| *key == UNSENT)
        .map(|(_, count)| count.parse());
    count.and_then(Result::ok).unwrap_or(0)
}

fn note(unsent: usize) {
    const YEAR: u32 = 365 * 24 * 60 * 60;
    let age = if unsent > 0 { YEAR } else { 0 };
    if let Some(document) = cookies() {
        let _ = document.set_cookie(&format!(
            "{UNSENT}={unsent}; Path=/; Max-Age={age}; SameSite=Lax"
        ));
    }
}

fn cookies() -> Option<HtmlDocument> {
    document().dyn_into().ok()
}

/// Asks the browser not to delete what is kept when it needs room.
fn ask_to_stay() {
    let storage = window().navigator().storage();
    if let Ok(asked) = storage.persist() {
        leptos::task::spawn_local(async move {
            // Whether it grants that is the browser's affair.
            let _ = JsFuture::from(asked).await;
        });
    }
}
