//! How browsers and the server come to agree. The log on the server is the truth. Pages show what the server answered,
//! with what their reader has sent since done to it, and ask anew for what others have touched.
//!
//! ```text
//!   server: log ── touched ──▶ news ──▶ pages that show it ask anew      browser
//!   server: decide ◀── submission, with the entry that its writer had seen
//!              └── done, or refused: others have changed the same, or it is not allowed
//! ```
//!
//! | module | subject |
//! |---|---|
//! | [`sight`] | what an actor may see of the network |
//! | [`touched`] | what a stretch of the log touched, and who has to hear of it |
//! | [`news`] | what a browser is told of that |
//! | [`undo`] | taking back what was done |
//! | [`message`] | what is said over the live socket |
//! | [`submission`] | commands on their way into the log |
//!
//! Nothing here is sent as a difference: [`news`] has the whole of each thing that was touched, as its reader may see it
//! now. So a draft that is made known, a member who comes in or a message that comes twice or late is no case of its
//! own.

pub mod message;
pub mod news;
pub mod sight;
pub mod submission;
pub mod touched;
pub mod undo;

pub use news::News;
pub use sight::Sight;
pub use submission::{Receipt, Submission};
pub use touched::Touched;
pub use undo::inverse;
