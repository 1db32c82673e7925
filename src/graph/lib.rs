//! The network as flat arrays, the same on the server and in the browser: to keep, send, search, filter and draw it.
//!
//! ```text
//! Network ── Snapshot::of ──▶ Snapshot ── encode ──▶ bytes ── decode ──▶ Snapshot
//!                                ├── Adjacency ── Components
//!                                ├── Index ── search
//!                                ├── Filter ── mask, facets
//!                                ├── Figures
//!                                ├── Ground ── answer
//!                                └── Picture, which lays out Labels
//! Network ── Market::of ──▶ Market ── matches of needs and offers
//! ```
//!
//! | module | subject |
//! |---|---|
//! | [`snapshot`], [`rows`] | the columns, their encoding, nodes and links; what they say of one organisation |
//! | [`column`], [`day`], [`decimal`] | texts and lists in one array each; days as numbers; numbers in addresses |
//! | [`adjacency`], [`components`] | who is linked with whom, directly and in steps |
//! | [`fold`](mod@fold), [`search`] | finding organisations despite case, accents and typing errors |
//! | [`duplicates`](mod@duplicates) | organisations that may be one and the same |
//! | [`filter`], [`few`] | what is shown, its address and the counts of its values; small sets |
//! | [`table`](mod@table) | what is shown, as rows |
//! | [`figures`] | the network in numbers |
//! | [`ask`] | questions to the network: ways, groups, who matters, what is missing |
//! | [`matching`] | who lacks what another can give, ranked, with the reasons |
//! | [`arrange`], [`paint`], [`past`] | other places, colours and sizes with their legends; the network on other days |
//! | [`style`], [`labels`], [`picture`] | how it is drawn, alike in the page's SVG and in the live view |
//!
//! No I/O, no clock, no randomness.
#![cfg_attr(test, allow(clippy::unwrap_used))]

pub mod adjacency;
pub mod arrange;
pub mod ask;
pub mod column;
pub mod components;
pub mod day;
pub mod decimal;
pub mod duplicates;
pub mod few;
pub mod figures;
pub mod filter;
pub mod fold;
pub mod labels;
pub mod matching;
pub mod paint;
pub mod past;
pub mod picture;
pub mod rows;
pub mod search;
pub mod snapshot;
pub mod style;
pub mod table;

#[cfg(test)]
mod sample;

pub use adjacency::Adjacency;
pub use arrange::{Arrangement, Caption, Guides, Projection};
pub use components::Components;
pub use duplicates::{Likeness, Pair, duplicates, similar};
pub use figures::Figures;
pub use filter::{Facets, Filter, Mask};
pub use matching::{Market, Match, nearest};
pub use picture::Picture;
pub use rows::PartyRow;
pub use search::{Hit, Index};
pub use snapshot::{NodeId, Snapshot, SnapshotError};
pub use style::NodeKind;
