//! The network kept in SurrealDB: the only place with SurrealQL.
//!
//! ```text
//! submit ── decide on the replica ──▶ one transaction: records, edges, log entry ──▶ apply to the replica ──▶ watch
//! others' entries ── LIVE SELECT wakes the follower ──▶ read the log after the replica's last entry ──▶ apply
//! ```
//!
//! | module | subject |
//! |---|---|
//! | [`Store`] | opening, reading, submitting, closing |
//! | `connect`, `migrate`, `snapshot` | from an address to a network in memory |
//! | `organisation`, `partnership`, `record`, `log`, `picture` | the rows of the database and their way to and from the domain |
//! | `account`, `session` | people who can sign in and what is kept for them, apart from the network |
//! | `view` | what people keep of the explorer for themselves |
//! | `reminder` | who was reminded of what |
//! | `presence` | who is at each process |
//! | `batch` | what the changes of one command write |
//! | `follow` | how entries of other processes come in |
//! | `history`, `verify` | what happened to a record; whether the log and the records are sound |
#![cfg_attr(test, allow(clippy::unwrap_used))]

mod account;
mod batch;
mod connect;
mod error;
mod follow;
mod history;
mod log;
mod migrate;
mod options;
mod organisation;
mod partnership;
mod picture;
mod presence;
mod reading;
mod record;
mod reminder;
mod session;
mod snapshot;
mod store;
mod submit;
mod verify;
mod view;

pub use account::Account;
pub use error::{StoreError, SubmitError};
pub use history::Event;
pub use options::Options;
pub use picture::Positions;
pub use reminder::Reminder;
pub use session::{Seconds, Token};
pub use store::{Receipt, Store};
pub use verify::{Flaw, Verification};
pub use view::View;
