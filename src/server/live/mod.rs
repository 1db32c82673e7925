//! What happens in the network, told at once: news of the log and who is here, over one socket for each browser.
//!
//! ```text
//! store.watch ── wakes ──▶ socket: what was touched after what it said last, as its reader may see it
//!                             └── recent: the latest entries of the log, read once for all sockets
//! ```
//!
//! Nothing waits in a queue: a socket that is free asks what has happened news, and one that is slow asks later and is
//! told all of it at once.
//!
//! | module | subject |
//! |---|---|
//! | [`recent`] | what the latest entries of the log touched |
//! | [`here`] | who is here |
//! | [`elsewhere`] | who is at the other processes that serve the same network |
//! | [`socket`] | the conversation with one browser |

pub mod elsewhere;
pub mod here;
pub mod recent;
pub mod socket;

use axum::extract::ws::Utf8Bytes;
use here::Here;
use jejaring_domain::change::Subject;
use jejaring_domain::{Actor, Date, Network, Seq};
use jejaring_store::{Store, StoreError};
use jejaring_sync::message::FromServer;
use jejaring_sync::{News, Sight, Touched};
use recent::{ENTRIES, Read, Recent};
use socket::{Places, Waits};
use std::collections::VecDeque;
use std::sync::{Mutex, PoisonError, RwLock};
use tokio::sync::Semaphore;

/// What all sockets share.
pub struct Live {
    /// Whoever is sent the whole network waits for one of these.
    pub turns: Semaphore,
    waits: Waits,
    here: Here,
    places: Places,
    recent: RwLock<Recent>,
    /// Held by who reads the log.
    reading: tokio::sync::Mutex<()>,
    told: Mutex<Told>,
}

/// What was told of one state of the network: many readers are at the same entry.
#[derive(Default)]
struct Told {
    of: (Seq, Option<Date>),
    /// The latest last.
    texts: VecDeque<((Actor, Seq), Utf8Bytes)>,
}

/// So many texts are kept to be told again: browsers can be at as many entries as they say.
const TEXTS: usize = 32;

impl Default for Live {
    fn default() -> Self {
        Self {
            turns: Semaphore::new(4),
            waits: Waits::default(),
            here: Here::default(),
            places: Places::default(),
            recent: RwLock::default(),
            reading: tokio::sync::Mutex::default(),
            told: Mutex::default(),
        }
    }
}

impl Live {
    /// Waits for browsers as long as this.
    pub fn waiting(waits: Waits) -> Self {
        Self {
            waits,
            ..Self::default()
        }
    }

    /// What a socket is to say that has told of all until the entry `after`, and the entry that it has then told of.
    /// Errors: the log cannot be read.
    pub async fn news(
        &self,
        store: &Store,
        reader: Actor,
        today: Date,
        after: Seq,
    ) -> Result<(Seq, Utf8Bytes), StoreError> {
        let of = |recent: &Recent| (recent.seq, Some(today));
        self.look(store, after, |network, recent| {
            let mut told = self.told.lock().unwrap_or_else(PoisonError::into_inner);
            if told.of != of(recent) {
                (told.of, told.texts) = (of(recent), VecDeque::new());
            }
            let mut texts = told.texts.iter();
            let known = texts.find(|(to, _)| *to == (reader, after));
            let known = known.map(|(_, text)| text.clone());
            drop(told);
            let text = known.unwrap_or_else(|| {
                let sight = sight(network, reader, today);
                let touched = recent.after(after);
                let news = touched.and_then(|touched| News::of(sight, after, &touched));
                let text = text(&news.map_or(FromServer::Anew(recent.seq), |news| {
                    let own = recent.own(reader, after);
                    FromServer::News { news, own }
                }));
                let mut told = self.told.lock().unwrap_or_else(PoisonError::into_inner);
                if told.of == of(recent) {
                    if told.texts.len() == TEXTS {
                        told.texts.pop_front();
                    }
                    told.texts.push_back(((reader, after), text.clone()));
                }
                text
            });
            (recent.seq, text)
        })
        .await
    }

    /// How many texts are kept to be told again.
    pub fn texts_kept(&self) -> usize {
        let told = self.told.lock().unwrap_or_else(PoisonError::into_inner);
        told.texts.len()
    }

    /// What was touched after an entry, on a day, as far as the reader may know; nothing where that may be all.
    /// Errors: the log cannot be read.
    pub async fn touched(
        &self,
        store: &Store,
        reader: Actor,
        today: Date,
        known: Option<(Seq, Date)>,
    ) -> Result<(Seq, Option<Vec<Subject>>), StoreError> {
        let known = known.filter(|(_, day)| *day == today);
        let after = known.map_or(Seq::default(), |(seq, _)| seq);
        self.look(store, after, |network, recent| {
            let touched = recent.after(after).filter(|_| after > Seq::default());
            let touched = touched.filter(|touched| !touched.concerns(reader));
            let seen = |touched: Touched| touched.seen(sight(network, reader, today)).collect();
            (network.seq(), touched.map(seen))
        })
        .await
    }

    /// Looks at the network together with the entries that led to it: all after `after`, if these are not too many.
    async fn look<T>(
        &self,
        store: &Store,
        after: Seq,
        look: impl Fn(&Network, &Recent) -> T,
    ) -> Result<T, StoreError> {
        let mut read = false;
        loop {
            let seen = store.read(|network| {
                let recent = self.recent.read().unwrap_or_else(PoisonError::into_inner);
                let together = recent.seq == network.seq() && (read || recent.reaches(after));
                together.then(|| look(network, &recent))
            });
            if let Some(seen) = seen {
                return Ok(seen);
            }
            let _reading = self.reading.lock().await;
            // Another may have read it meanwhile.
            let lacking = store.read(|network| {
                let recent = self.recent.read().unwrap_or_else(PoisonError::into_inner);
                recent.seq < network.seq() || !recent.reaches(after)
            });
            if lacking {
                self.read_log(store, after).await?;
            }
            read = true;
        }
    }

    /// Reads the entries that have come in; for somebody who was away, also those from before.
    async fn read_log(&self, store: &Store, after: Seq) -> Result<(), StoreError> {
        let far = Seq(store.read(Network::seq).0.saturating_sub(ENTRIES as u64));
        let from = {
            let recent = self.recent.read().unwrap_or_else(PoisonError::into_inner);
            match after < far || recent.reaches(after) {
                true => recent.seq.max(far),
                false => after.min(recent.seq).max(far),
            }
        };
        let mut entries: Vec<Read> = Vec::new();
        loop {
            let last = entries.last().map_or(from, |entry| entry.seq);
            for entry in store.entries_after(last, ENTRIES).await? {
                let changes = entry.changes();
                entries.push(Read {
                    seq: entry.seq,
                    actor: entry.actor,
                    changes: changes.map_err(|_| StoreError::BrokenLog(entry.seq))?,
                });
            }
            let last = entries.last().map_or(from, |entry| entry.seq);
            // The network may have gone on meanwhile.
            let taken = store.read(|network| {
                let together = network.seq() == last;
                if together {
                    let mut recent = self.recent.write().unwrap_or_else(PoisonError::into_inner);
                    recent.take(network, from, std::mem::take(&mut entries));
                }
                together
            });
            if taken {
                return Ok(());
            }
        }
    }
}

fn sight(network: &Network, actor: Actor, today: Date) -> Sight<'_> {
    Sight {
        network,
        actor,
        today,
    }
}

/// A message as it is sent.
fn text(message: &FromServer) -> Utf8Bytes {
    // Each type in it can be written as JSON: the database has them so.
    serde_json::to_string(message).unwrap_or_default().into()
}
