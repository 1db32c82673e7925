//! The conversation with one browser.

use super::Live;
use crate::server::answers::people_names;
use crate::server::guard::is_same_site;
use crate::server::sessions::{self, Session};
use crate::server::state::{AppState, now};
use crate::server::{identity, limits};
use axum::extract::State;
use axum::extract::ws::{Message, WebSocket, WebSocketUpgrade};
use axum::http::StatusCode;
use axum::http::request::Parts;
use axum::response::{IntoResponse, Response};
use jejaring_domain::{Actor, Seq};
use jejaring_sync::message::{FromBrowser, FromServer, Present, Reason, VERSION};
use std::collections::HashMap;
use std::net::IpAddr;
use std::sync::{Arc, Mutex, PoisonError};
use std::time::Duration;
use tokio::time::{Instant, interval_at, sleep_until, timeout};

/// How many sockets there may be, and how many from one place: a whole school can be behind one address.
const MOST: usize = 5000;
const MOST_FROM_ONE: usize = 2500;
/// How many messages a browser may send in that time.
const MANY: u32 = 100;
/// How often it is told at most who is here.
const PAUSE: Duration = Duration::from_millis(300);
/// The largest message that is taken, in bytes.
const LARGEST: usize = 4 * 1024;

/// How long browsers are waited for.
#[derive(Clone, Copy, Debug)]
pub struct Waits {
    /// For the greeting, and for anything that is sent to arrive.
    pub patience: Duration,
    /// How often a quiet browser is asked whether it is there. One that has not answered until the next time is not.
    pub pulse: Duration,
}

impl Default for Waits {
    fn default() -> Self {
        Self {
            patience: Duration::from_secs(10),
            pulse: Duration::from_secs(25),
        }
    }
}

/// The places for sockets, and from where they are taken.
#[derive(Default)]
pub struct Places(Mutex<HashMap<IpAddr, usize>>);

/// One of the places, given back when this is dropped.
struct Taken {
    live: Arc<Live>,
    from: IpAddr,
}

impl Taken {
    /// Takes a place, where there is one.
    fn take(live: &Arc<Live>, from: IpAddr) -> Option<Taken> {
        let places = live.places.0.lock();
        let mut places = places.unwrap_or_else(PoisonError::into_inner);
        let own = places.get(&from).copied().unwrap_or_default();
        if own >= MOST_FROM_ONE || places.values().sum::<usize>() >= MOST {
            return None;
        }
        places.insert(from, own + 1);
        let live = live.clone();
        Some(Taken { live, from })
    }
}

impl Drop for Taken {
    fn drop(&mut self) {
        let places = self.live.places.0.lock();
        let mut places = places.unwrap_or_else(PoisonError::into_inner);
        if let Some(own) = places.get_mut(&self.from) {
            *own -= 1;
            if *own == 0 {
                places.remove(&self.from);
            }
        }
    }
}

/// `GET /live`.
pub async fn live(
    State(state): State<AppState>,
    parts: Parts,
    upgrade: WebSocketUpgrade,
) -> Response {
    // The session's cookie comes with it from any page, which nothing but this keeps from reading along.
    if !is_same_site(&parts.headers) {
        return (
            StatusCode::FORBIDDEN,
            "The socket is for pages of this site.\n",
        )
            .into_response();
    }
    let Some(taken) = Taken::take(&state.live, limits::place(&state.config, &parts)) else {
        return (StatusCode::SERVICE_UNAVAILABLE, "Too many are connected.\n").into_response();
    };
    let reader = identity::of(&parts);
    let session = parts.extensions.get::<Session>().cloned();
    upgrade
        .read_buffer_size(LARGEST)
        .write_buffer_size(0)
        .max_message_size(LARGEST)
        .max_frame_size(LARGEST)
        .on_upgrade(move |socket| async move {
            let _taken = taken;
            let waits = state.live.waits;
            let mut socket = Socket { socket, waits };
            let talked = talk(&mut socket, &state, reader, session).await;
            if let Err(Some(reason)) = talked {
                // Who does not hear it has gone.
                let _ = say(&mut socket, super::text(&FromServer::Bye(reason))).await;
            }
        })
}

/// One browser's end, and how long it is waited for.
struct Socket {
    socket: WebSocket,
    waits: Waits,
}

/// Why the conversation ends: the reason that is told, or that the browser has gone or does not read.
type End = Option<Reason>;

async fn talk(
    socket: &mut Socket,
    state: &AppState,
    reader: Actor,
    session: Option<Session>,
) -> Result<(), End> {
    let (live, store) = (&state.live, &state.store);
    let Waits { patience, pulse } = socket.waits;
    let greeting = timeout(patience, hear(socket)).await.map_err(|_| None)??;
    let Some(FromBrowser::Hello { version, seq, day }) = greeting else {
        return Err(Some(Reason::Unruly));
    };
    if version != VERSION {
        return Err(Some(Reason::Version));
    }
    let name = match reader {
        Actor::Person(person) => people_names(state, [person]).await.remove(&person),
        Actor::System | Actor::Visitor => None,
    };
    let stay = live.here.enter(reader, name);
    let (mut log, mut here) = (store.watch(), stay.watch());
    log.mark_changed();
    here.mark_changed();
    let mut today = now().date();
    let mut at = seq;
    if day.is_some_and(|day| day != today) {
        at = anew(socket, store.read(|network| network.seq())).await?;
    }
    let mut told: Vec<Present> = Vec::new();
    let mut next_told = Instant::now();
    let mut pulse = interval_at(Instant::now() + pulse, pulse);
    let (mut heard, mut there) = (0, true);
    loop {
        tokio::select! {
            message = hear(socket) => {
                there = true;
                heard += 1;
                match message? {
                    _ if heard > MANY => return Err(Some(Reason::Unruly)),
                    Some(FromBrowser::Here(place)) => stay.go(place),
                    Some(FromBrowser::Hello { .. }) => return Err(Some(Reason::Unruly)),
                    None => {}
                }
            }
            Ok(()) = log.changed() => {
                let news = live.news(store, reader, today, at).await;
                let (seq, text) = news.map_err(|cause| {
                    tracing::error!(%cause, "the change log cannot be read");
                    Some(Reason::Unavailable)
                })?;
                say(socket, text).await?;
                at = seq;
            }
            Ok(()) = async { sleep_until(next_told).await; here.changed().await } => {
                let others = store.read(|network| stay.others(network));
                if others != told {
                    say(socket, super::text(&FromServer::Here(others.clone()))).await?;
                    told = others;
                }
                next_told = Instant::now() + PAUSE;
            }
            _ = pulse.tick() => {
                if !there {
                    return Err(None);
                }
                (heard, there) = (0, false);
                if let Some(session) = &session && !sessions::goes_on(state, session).await {
                    return Err(Some(Reason::SignedOut));
                }
                if today != now().date() {
                    today = now().date();
                    at = anew(socket, at).await?;
                }
                send(socket, Message::Ping(Default::default())).await?;
            }
        }
    }
}

/// What the browser says; nothing where it only shows that it is there. Can be dropped while it waits.
async fn hear(socket: &mut Socket) -> Result<Option<FromBrowser>, End> {
    match socket.socket.recv().await {
        Some(Ok(Message::Text(text))) => match serde_json::from_str(&text) {
            Ok(message) => Ok(Some(message)),
            Err(_) => Err(Some(Reason::Unruly)),
        },
        Some(Ok(Message::Ping(_) | Message::Pong(_))) => Ok(None),
        Some(Ok(Message::Binary(_))) => Err(Some(Reason::Unruly)),
        Some(Ok(Message::Close(_)) | Err(_)) | None => Err(None),
    }
}

/// Says that all is to be asked for anew, until an entry.
async fn anew(socket: &mut Socket, seq: Seq) -> Result<Seq, End> {
    say(socket, super::text(&FromServer::Anew(seq))).await?;
    Ok(seq)
}

async fn say(socket: &mut Socket, text: axum::extract::ws::Utf8Bytes) -> Result<(), End> {
    send(socket, Message::Text(text)).await
}

/// Sends a message. Who does not take it in time is dropped, and catches up when it comes again.
async fn send(socket: &mut Socket, message: Message) -> Result<(), End> {
    match timeout(socket.waits.patience, socket.socket.send(message)).await {
        Ok(Ok(())) => Ok(()),
        Ok(Err(_)) | Err(_) => Err(None),
    }
}
