//! Working without a connection, as a page sees it: the service worker (`/worker.js`) keeps the app and answers from
//! what the browser holds; the page starts it, and says how things stand.
//!
//! | module | subject |
//! |---|---|
//! | [`outbox`] | edits that the server does not have yet, and what became of those that it got |
//! | [`bar`] | the bar that says so, on every page |

pub mod bar;
pub mod outbox;
#[cfg(feature = "hydrate")]
mod worker;

pub use bar::ConnectionBar;
pub use outbox::{Left, Outcome, Settled};
