//! The server as its users meet it: requests to the real router, each test with a database of its own.
#![cfg(feature = "ssr")]
#![allow(clippy::unwrap_used)]

mod account;
mod app;
mod desk;
mod explore;
mod files;
mod forms;
mod headers;
mod history;
mod insight;
mod life;
mod live;
mod needs;
mod pages;
mod people;
mod permission;
mod remind;
mod steward;
mod work;
