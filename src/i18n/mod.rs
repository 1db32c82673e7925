//! The two languages: translations, the words for the core's values, dates and numbers.
//!
//! Translations are in `id/` and `en/`, a file for each namespace. Use them by `t!(i18n, home.title)` in views, or
//! `t_string!` where a string is needed.

mod format;
mod generated {
    #![allow(clippy::all, clippy::unwrap_used, missing_docs)]
    include!(concat!(env!("OUT_DIR"), "/i18n.rs"));
    pub use i18n::*;
}
pub mod words;

pub use format::{date, days, moment, number, short_month, size};
pub use generated::*;
pub use leptos_i18n::{t, t_string, td_string};

/// The cookie that keeps the reader's choice for a year.
pub fn cookie() -> leptos_i18n::context::CookieOptions<Locale> {
    const YEAR: i64 = 365 * 24 * 60 * 60 * 1000;
    leptos_i18n::context::CookieOptions::default()
        .max_age(YEAR)
        .path("/")
        .same_site(leptos_use::SameSite::Lax)
}
