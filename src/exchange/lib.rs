//! Reads and writes a network as files: bytes in, values out; no I/O, clock or randomness.
//!
//! ```text
//! bytes ── sniff, decode ── table | bundle | json | gexf | graphml ──▶ rows ── planner(network) ──▶ Plan ──▶ Command
//! network ── cells ── write_csv | json | write_gexf | write_graphml ──▶ bytes
//! ```
//!
//! | module | subject |
//! |---|---|
//! | [`format`](mod@format), [`limits`] | the kinds of file, and how much one may ask of the program |
//! | [`plan`], [`refusal`] | what a file would bring, row by row, or why it is refused as a whole |
//! | `sniff`, `decode` | what a file is, and its text |
//! | `table`, `bundle` | CSV, and both tables in a ZIP file |
//! | `json` | the program's own format |
//! | `xml`, `gexf`, `graphml` | the readers of graphs |
//! | `graph`, `naming` | what a graph's nodes and links are to us |
//! | `words`, `cells`, `formula` | columns and values in everyday words; a record as texts; safe cells |
//! | `rows`, `planner`, `index`, `identity` | what is there already, what is new, what is refused |
//! | `write_csv`, `write_gexf`, `write_graphml`, `write_xlsx` | the writers |
//!
//! What is exported and imported again into an empty network gives the same network. The types that tell of an
//! import are also there without the feature `parse`, for the browser.

pub mod format;
pub mod limits;
pub mod plan;
pub mod refusal;

pub use format::Format;
pub use plan::{Counts, Part, Plan, Row, RowFault, RowOutcome, Tally};
pub use refusal::{Content, FileRefusal};

#[cfg(feature = "parse")]
mod bundle;
#[cfg(feature = "parse")]
mod cells;
#[cfg(feature = "parse")]
mod decode;
#[cfg(feature = "parse")]
mod formula;
#[cfg(feature = "parse")]
mod gexf;
#[cfg(feature = "parse")]
mod graph;
#[cfg(feature = "parse")]
mod graphml;
#[cfg(feature = "parse")]
mod identity;
#[cfg(feature = "parse")]
mod index;
#[cfg(feature = "parse")]
mod json;
#[cfg(feature = "parse")]
mod naming;
#[cfg(feature = "parse")]
mod outline;
#[cfg(feature = "parse")]
mod planner;
#[cfg(feature = "parse")]
mod read;
#[cfg(feature = "parse")]
mod rows;
#[cfg(feature = "parse")]
mod sniff;
#[cfg(feature = "parse")]
mod table;
#[cfg(feature = "parse")]
mod words;
#[cfg(feature = "parse")]
mod write;
#[cfg(feature = "parse")]
mod write_csv;
#[cfg(feature = "parse")]
mod write_gexf;
#[cfg(feature = "parse")]
mod write_graphml;
#[cfg(feature = "parse")]
mod write_insight;
#[cfg(feature = "parse")]
mod write_xlsx;
#[cfg(feature = "parse")]
mod xml;
#[cfg(feature = "parse")]
mod xml_text;

#[cfg(feature = "parse")]
pub use read::{Importer, read};
#[cfg(feature = "parse")]
pub use write::{Positions, WriteError, write};
#[cfg(feature = "parse")]
pub use write_insight::write_insight;
#[cfg(feature = "parse")]
pub use write_xlsx::write_xlsx;
