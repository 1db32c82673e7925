//! The two languages: translations, the words for the core's values, dates and numbers.
//!
//! Translations are in `id/` and `en/`, a file for each namespace. Use them by `td_string!(locale, home.title)`, with the
//! locale of [`crate::ui::locale`].

mod format;
mod generated {
    #![allow(clippy::all, clippy::unwrap_used, missing_docs)]
    include!(concat!(env!("OUT_DIR"), "/i18n.rs"));
    pub use i18n::*;
}
pub mod words;

pub use format::{date, days, moment, number, short_month, size};
pub use generated::*;
pub use leptos_i18n::td_string;

/// The reader's language, found in the request that is being answered.
#[cfg(feature = "ssr")]
pub fn of_reader() -> Locale {
    let parts = leptos::prelude::use_context::<axum::http::request::Parts>();
    let language =
        |parts: axum::http::request::Parts| crate::server::preferences::language(&parts.headers);
    parts.map(language).unwrap_or_default()
}

/// The reader's language, which the server has written into the document.
#[cfg(not(feature = "ssr"))]
pub fn of_reader() -> Locale {
    let root = leptos::prelude::document().document_element();
    let lang = root.and_then(|root| root.get_attribute("lang"));
    lang.and_then(|lang| lang.parse().ok()).unwrap_or_default()
}
