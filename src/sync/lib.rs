//! How browsers and the server come to agree. The log on the server is the truth; a browser holds what its reader may
//! see of it, and what the reader has written since.
//!
//! ```text
//!   server: log ── touched ──▶ update ──▶ confirmed ─┐
//!                                                    ├─ decide, foresee ──▶ view     browser
//!   server: decide ◀── submission ◀───── outbox ─────┘
//!              └────── receipt or refusal ──▶ outbox
//! ```
//!
//! | module | subject |
//! |---|---|
//! | [`sight`] | what an actor may see of the network |
//! | [`touched`] | what a stretch of the log touched, and who has to hear of it |
//! | [`update`] | what brings a browser up to date |
//! | [`outbox`] | commands on their way into the log |
//! | [`replica`] | both together: what the browser shows |
//! | [`based`] | the versions that a command is based on |
//! | [`undo`] | taking back what was done |
//! | [`message`] | what is said over the live socket |
//!
//! Nothing here is sent as a difference: an [`update`] has the whole of each thing that was touched, as its reader may
//! see it now. So a draft that is made known, a member who comes in or a message that comes twice or late is no case
//! of its own.

pub mod based;
pub mod message;
pub mod outbox;
pub mod replica;
pub mod sight;
pub mod touched;
pub mod undo;
pub mod update;

pub use outbox::{Fate, Item, Outbox, Receipt, State, Submission};
pub use replica::{Foreseen, Gap, Replica, View};
pub use sight::Sight;
pub use touched::Touched;
pub use undo::inverse;
pub use update::{News, Update, Whole};
