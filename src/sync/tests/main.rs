//! Browsers, a server and a bad line between them.
#![allow(clippy::unwrap_used)]

mod convergence;
mod rules;
mod world;
