//! Working without a connection, as a page sees it. The service worker (`/worker.js`, see `server::worker`) keeps the app,
//! the pages that were read and the edits that were not sent; pages start it, hear from it how things stand, and say so.
//!
//! | module | subject |
//! |---|---|
//! | [`edit`] | edits that the server did not have when they were made, and what became of them |
//! | [`bar`] | the bar that says how things stand, on every page |
//! | `worker` | starting the service worker, telling it and hearing from it (browser only) |
//! | `launch` | a file that was opened with the installed app (browser only) |

pub mod bar;
pub mod edit;
#[cfg(feature = "hydrate")]
pub mod launch;
#[cfg(feature = "hydrate")]
mod worker;

pub use bar::ConnectionBar;
pub use edit::{Edit, Outbox, Outcome};

use leptos::prelude::*;

/// How things stand, for every part of the page. Known in the browser only: on the server all is well.
#[derive(Clone, Copy)]
pub struct Offline {
    /// Whether the server can be reached, as far as is known.
    pub online: RwSignal<bool>,
    /// Edits that were made without a connection.
    pub outbox: RwSignal<Outbox>,
    /// Whether a newer release has come since the page was loaded.
    pub newer: RwSignal<bool>,
    /// How many unsent edits were lost because the browser has deleted what it kept.
    pub lost: RwSignal<usize>,
    /// Whether the outbox is known.
    pub heard: RwSignal<bool>,
    /// Whether somebody has signed in, as far as is known.
    pub signed_in: RwSignal<bool>,
}

/// What a page says to the service worker.
pub enum Message {
    /// A page is there.
    Hello {
        /// Who has signed in.
        who: Option<String>,
        /// The page's language.
        language: &'static str,
        /// Pages that may be wanted without a connection.
        paths: Vec<String>,
        /// Whether all that its reader may see is to be kept.
        all: bool,
    },
    /// Something has changed in the network.
    Changed,
    /// A page was shown without being loaded.
    Visited {
        /// Its address.
        path: String,
    },
    /// Send what waits.
    Send,
    /// Let an edit wait once more that the server has failed at.
    Again {
        /// Its name.
        id: String,
    },
    /// Forget an edit: its sender has seen what became of it.
    Dismiss {
        /// Its name.
        id: String,
    },
}

impl Message {
    /// What the service worker knows it by.
    #[cfg(feature = "hydrate")]
    fn name(&self) -> &'static str {
        match self {
            Message::Hello { .. } => "hello",
            Message::Changed => "changed",
            Message::Visited { .. } => "visited",
            Message::Send => "send",
            Message::Again { .. } => "again",
            Message::Dismiss { .. } => "dismiss",
        }
    }
}

impl Offline {
    /// Makes it known to all that is inside the present component.
    pub fn provide() {
        provide_context(Self {
            online: RwSignal::new(true),
            outbox: RwSignal::default(),
            newer: RwSignal::new(false),
            lost: RwSignal::new(0),
            heard: RwSignal::new(false),
            signed_in: RwSignal::new(true),
        });
    }

    /// That of the page.
    pub fn of_page() -> Self {
        expect_context()
    }

    /// How many edits wait for a connection.
    pub fn unsent(self) -> usize {
        self.outbox.with(Outbox::unsent)
    }

    /// Says something to the service worker.
    pub fn say(self, message: Message) {
        #[cfg(feature = "hydrate")]
        worker::say(message);
        #[cfg(not(feature = "hydrate"))]
        let _ = message;
    }
}
