//! The server: what answers requests.
//!
//! | module | subject |
//! |---|---|
//! | [`config`] | settings from the environment |
//! | [`state`] | what requests share; the clock and fresh identifiers |
//! | [`identity`] | who asks and what they may do |
//! | [`atlas`] | what is derived from the network, once for each of its states |
//! | [`answers`] | the work behind each server function |
//! | [`kept`] | what is kept for a while for people without script: forms with mistakes, dry runs |
//! | [`files`] | import, export and the network's snapshot over plain HTTP |
//! | [`preferences`] | language and theme |
//! | [`router`], [`guard`] | routes; headers, limits and refusal of foreign posts |
//! | [`run`] | start, serve, shut down |
//!
//! The same answers are compiled for the browser too: there `local` is in the place of the database, the files and the
//! network, and answers while there is no connection.

pub mod answers;
pub mod atlas;
#[cfg(not(target_arch = "wasm32"))]
pub mod config;
#[cfg(not(target_arch = "wasm32"))]
pub mod files;
#[cfg(not(target_arch = "wasm32"))]
pub mod guard;
pub mod identity;
pub mod kept;
#[cfg(target_arch = "wasm32")]
pub mod local;
pub mod preferences;
#[cfg(not(target_arch = "wasm32"))]
pub mod router;
#[cfg(not(target_arch = "wasm32"))]
pub mod run;
pub mod state;
#[cfg(not(target_arch = "wasm32"))]
pub mod worker;
/// Where the network is kept.
#[cfg(not(target_arch = "wasm32"))]
pub use jejaring_store as store;
/// Where the network is kept.
#[cfg(target_arch = "wasm32")]
pub use local::store;
