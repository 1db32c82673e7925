//! The conversation with the server: says what the page has and what is looked at, hears what happens, and connects
//! again whenever it breaks.

use super::heard::heard;
use super::{Connection, Live, memory};
use jejaring_domain::{Date, PersonId, Seq, Timestamp};
use jejaring_sync::message::{FromBrowser, FromServer, VERSION};
use leptos::prelude::*;
use leptos::wasm_bindgen::JsCast;
use leptos::wasm_bindgen::prelude::Closure;
use std::cell::{Cell, RefCell};
use std::rc::Rc;
use std::time::Duration;
use web_sys::js_sys::Math;
use web_sys::{Event, MessageEvent, WebSocket};

/// How long to wait before trying again: at first, and at most.
const WAITS: (f64, f64) = (500.0, 30_000.0);

struct Talk {
    live: Live,
    /// Who has signed in.
    who: Option<PersonId>,
    /// The last entry of the log that the page knows of.
    seq: Cell<Seq>,
    /// On which day it has heard that.
    day: Cell<Date>,
    /// How often it was tried in vain.
    tries: Cell<i32>,
    socket: RefCell<Option<(WebSocket, Listeners)>>,
}

/// What hears that it opens, what is said, and that it closes.
type Listeners = [Closure<dyn FnMut(Event)>; 3];

/// Begins to listen, for as long as the page is open.
pub fn start(live: Live, who: Option<PersonId>) {
    let rendered = Seq(rendered().unwrap_or_default());
    let seq = who.map_or(rendered, |who| memory::take_up(live, who, rendered));
    let talk = Rc::new(Talk {
        live,
        who,
        seq: Cell::new(seq),
        day: Cell::new(today()),
        tries: Cell::new(0),
        socket: RefCell::new(None),
    });
    talk.connect();
    let again = talk.clone();
    // Closed by hand: what comes back to life tries at once.
    let online = window_event_listener(leptos::ev::online, move |_| {
        if again.live.connection.get_untracked() == Connection::Away {
            again.tries.set(0);
            again.connect();
        }
    });
    on_cleanup(move || online.remove());
    let keeping = talk.clone();
    Effect::new(move |_| {
        live.deeds.track();
        keeping.keep();
    });
    Effect::new(move |_| {
        live.place.track();
        talk.say_place();
    });
}

/// The day by the browser's clock: some things are shown for a time only.
fn today() -> Date {
    Timestamp(web_sys::js_sys::Date::now() as i64).date()
}

/// The entry of the log that the page was rendered after.
fn rendered() -> Option<u64> {
    let meta = document().query_selector("meta[name=log]").ok()??;
    meta.get_attribute("content")?.parse().ok()
}

impl Talk {
    fn connect(self: &Rc<Self>) {
        let location = window().location();
        let (Ok(protocol), Ok(host)) = (location.protocol(), location.host()) else {
            return;
        };
        let scheme = if protocol == "https:" { "wss" } else { "ws" };
        let Ok(socket) = WebSocket::new(&format!("{scheme}://{host}/live")) else {
            return;
        };
        let listen = |kind: &str, act: fn(&Rc<Self>, &Event)| {
            let talk = self.clone();
            let closure = Closure::<dyn FnMut(Event)>::new(move |event: Event| act(&talk, &event));
            // Nothing refuses it.
            let _ = socket.add_event_listener_with_callback(kind, closure.as_ref().unchecked_ref());
            closure
        };
        let listeners = [
            listen("open", |talk, _| {
                talk.say(&FromBrowser::Hello {
                    version: VERSION,
                    seq: talk.seq.get(),
                    day: Some(talk.day.get()),
                });
                talk.say_place();
            }),
            listen("message", |talk, event| talk.hear(event)),
            listen("close", |talk, _| talk.closed()),
        ];
        self.leave();
        *self.socket.borrow_mut() = Some((socket, listeners));
    }

    /// Lets go of the socket that was there before.
    fn leave(&self) {
        if let Some((socket, [open, message, close])) = self.socket.take() {
            for (kind, listener) in [("open", open), ("message", message), ("close", close)] {
                let listener = listener.as_ref().unchecked_ref();
                let _ = socket.remove_event_listener_with_callback(kind, listener);
            }
            let _ = socket.close();
        }
    }

    fn say(&self, message: &FromBrowser) {
        let socket = self.socket.borrow();
        let Some((socket, _)) = socket.as_ref() else {
            return;
        };
        if socket.ready_state() == WebSocket::OPEN {
            // Where it breaks just now, the greeting says it again.
            let _ = socket.send_with_str(&message.text());
        }
    }

    /// Keeps what was done, and how far the page has heard, for the page that follows.
    fn keep(&self) {
        if let Some(who) = self.who {
            memory::keep(self.live, who, self.seq.get());
        }
    }

    fn say_place(&self) {
        self.say(&FromBrowser::Here(self.live.place.get_untracked()));
    }

    fn hear(&self, event: &Event) {
        let text = event.dyn_ref::<MessageEvent>();
        let text = text.and_then(|event| event.data().as_string());
        let Some(message) = text.and_then(|text| heard(&text)) else {
            // Another version: the server says so itself, next time at the latest.
            return;
        };
        let live = self.live;
        match message {
            FromServer::News { news, own } => {
                self.tries.set(0);
                if live.connection.get_untracked() != Connection::Live {
                    live.connection.set(Connection::Live);
                }
                self.seq.set(news.seq);
                self.day.set(today());
                if !news.parts.is_empty() {
                    let subjects = news.parts.into_iter().map(|(subject, _)| subject);
                    live.changes.update(|changes| changes.some(subjects));
                }
                live.add_deeds(own);
                self.keep();
            }
            FromServer::Anew(seq) => {
                self.tries.set(0);
                self.seq.set(seq);
                self.day.set(today());
                live.connection.set(Connection::Live);
                live.changes.update(|changes| changes.all());
                self.keep();
            }
            FromServer::Here(others) => live.others.set(others),
            FromServer::Bye(reason) => {
                use jejaring_sync::message::Reason;
                if matches!(reason, Reason::Version | Reason::SignedOut) {
                    live.connection.set(Connection::Ended(reason));
                }
            }
        }
    }

    fn closed(self: &Rc<Self>) {
        let live = self.live;
        live.others.set(Vec::new());
        if matches!(live.connection.get_untracked(), Connection::Ended(_)) {
            return;
        }
        live.connection.set(Connection::Away);
        let tries = self.tries.get();
        self.tries.set(tries + 1);
        let (first, most) = WAITS;
        let wait = (first * 2_f64.powi(tries.min(10))).min(most);
        // Not all at once, after a server was away.
        let wait = wait * (0.5 + Math::random());
        let talk = self.clone();
        let again = move || {
            let socket = talk.socket.borrow();
            let closed = socket
                .as_ref()
                .is_none_or(|(socket, _)| socket.ready_state() == WebSocket::CLOSED);
            drop(socket);
            if closed {
                talk.connect();
            }
        };
        set_timeout(again, Duration::from_millis(wait as u64));
    }
}
