//! The store against real databases, one of its own for each test: `mem://`, or `surrealkv://` in a folder of its own.
#![allow(clippy::unwrap_used)]

mod account;
mod bulk;
mod concurrent;
mod kill;
mod persist;
mod random;
mod records;
mod repeat;
mod schema;
mod support;
mod tampered;
