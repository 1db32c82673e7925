//! The store against real databases, one of its own for each test: `mem://`, `surrealkv://` in a folder of its own,
//! or `ws://` to a server that the test starts.
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
mod server;
mod support;
mod tampered;
