//! Layout of networks: where to draw each node so that one sees what belongs together.
//!
//! Three stages, each a well-known method, follow each other for every connected component:
//!
//! 1. `pivots`, `scaling`, `stress`: distances on the page like the distances in the network,
//!    measured from a few pivots. This gets the whole into shape at once, where forces from a
//!    random start would stay tangled.
//! 2. `law`, `repulsion` (over a `tree` in `morton` order), `attraction` (also to
//!    each `middle`), `motion`:
//!    forces that draw clusters together and their nodes apart, while a little stress keeps the
//!    shape. Stages 1 and 2 are what `layout` does a step at a time.
//! 3. `pack`: the components side by side.
//!
//! `warm` replaces stage 1 if most positions are known from before; `align` turns a component to
//! where it is wanted. The crate is pure: no clock, no threads, no I/O, the same bits for the same
//! seed. Arrays go in and out flat, and nothing is allocated for each node or edge.
//!
//! ```
//! use jejaring_layout::Layout;
//!
//! let mut layout = Layout::new(4, &[[0, 1], [1, 2], [2, 0]], 42)?;
//! while layout.step() {
//!     // draw layout.positions(): x and y of node 0, x and y of node 1, ...
//! }
//! // Later, with a new node beside node 1:
//! let mut known = layout.positions().to_vec();
//! known.extend([f32::NAN, f32::NAN]);
//! let mut layout = Layout::resume(5, &[[0, 1], [1, 2], [2, 0], [1, 4]], &known, 42)?;
//! layout.pin(0, 0.0, 0.0)?;
//! layout.finish();
//! assert_eq!(layout.positions()[..2], [0.0, 0.0]);
//! # Ok::<(), jejaring_layout::LayoutError>(())
//! ```

mod align;
mod attraction;
mod error;
mod graph;
mod law;
mod layout;
mod middle;
mod morton;
mod motion;
mod pack;
mod piece;
mod pivots;
mod random;
mod repulsion;
mod scaling;
mod simd;
mod start;
mod stress;
#[cfg(test)]
mod tests;
mod tree;
mod warm;
#[cfg(feature = "wasm")]
mod wasm;

pub use error::LayoutError;
pub use layout::{Layout, REACH};
#[cfg(feature = "wasm")]
pub use wasm::NetworkLayout;
