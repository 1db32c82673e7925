//! Jejaring: see the partner network you belong to, find the partner you lack, and work together by agreement.
//!
//! ```text
//!            browser                                      server
//!  pages, explorer ──▶ api (typed server functions) ──▶ server::answers ──▶ jejaring-store ──▶ SurrealDB
//!        │                                                    │
//!        └── jejaring-stage (WebGL) ◀── jejaring-graph ◀──────┴── jejaring-domain: decide, apply
//!                     ▲                       ▲
//!                     └── jejaring-layout ────┘  positions
//! ```
//!
//! Crates of their own: `domain` (the rules), `graph` (the network as flat arrays), `layout` (positions), `exchange`
//! (files), `demo` (an invented network), `store` (the database), `stage` (the canvas), `sync` (how browsers and the
//! server come to agree). This crate puts them together.

// The types of views nest deeply.
#![recursion_limit = "512"]

pub mod ahead;
pub mod api;
pub mod app;
pub mod explorer;
pub mod i18n;
pub mod live;
pub mod offline;
pub mod pages;
pub mod palette;
mod part;
mod routes;
#[cfg(feature = "hydrate")]
mod said;
#[cfg(feature = "ssr")]
pub mod server;
pub mod ui;

/// Takes over the page that the server sent, once the part of the program is there that it needs.
#[cfg(feature = "hydrate")]
#[wasm_bindgen::prelude::wasm_bindgen]
pub async fn hydrate() {
    console_error_panic_hook::set_once();
    let location = leptos::prelude::window().location();
    let (path, query) = (location.pathname(), location.search());
    let (path, query) = (path.unwrap_or_default(), query.unwrap_or_default());
    // Without it the page stays as it was sent, where links and forms are the browser's.
    if routes::load(&path, &query).await.is_ok() {
        leptos::mount::hydrate_body(app::App);
    }
}
