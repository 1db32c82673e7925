//! The reader's language and theme: kept in cookies, chosen by plain links that work without script.

use crate::i18n::Locale;
use axum::extract::Query;
use axum::http::header::{ACCEPT_LANGUAGE, COOKIE, LOCATION, SET_COOKIE};
use axum::http::request::Parts;
use axum::http::{HeaderMap, HeaderValue, StatusCode};
use axum::response::{AppendHeaders, IntoResponse};
use leptos::prelude::use_context;
use serde::Deserialize;

const THEME: &str = "theme";
const LOCALE: &str = "i18n_pref_locale";
const YEAR: u32 = 365 * 24 * 60 * 60;

/// What the document itself shows of the reader's choices.
pub struct Preferences {
    /// `light` or `dark`; none follows the device.
    pub theme: Option<&'static str>,
}

impl Preferences {
    /// Those of the request that is being answered.
    pub fn of_request() -> Self {
        let parts = use_context::<Parts>();
        let theme = parts
            .as_ref()
            .and_then(|parts| cookie(&parts.headers, THEME));
        Self {
            theme: theme.as_deref().and_then(known_theme),
        }
    }
}

/// What a link to `/preferences` asks for.
#[derive(Deserialize)]
pub struct Choice {
    theme: Option<String>,
    locale: Option<String>,
    back: Option<String>,
}

/// Keeps the choice and leads back. Only to this site: `back` must be a path.
pub async fn choose(Query(choice): Query<Choice>) -> impl IntoResponse {
    let back = choice.back.filter(|back| is_path(back));
    let back = back
        .and_then(|back| HeaderValue::from_str(&back).ok())
        .unwrap_or(HeaderValue::from_static("/"));
    let mut cookies = Vec::new();
    if let Some(theme) = choice.theme {
        let kept = known_theme(&theme);
        let age = if kept.is_some() { YEAR } else { 0 };
        cookies.push(format!(
            "{THEME}={}; Path=/; Max-Age={age}; SameSite=Lax",
            kept.unwrap_or_default()
        ));
    }
    if let Some(locale) = choice.locale.as_deref().and_then(known_locale) {
        cookies.push(format!(
            "{LOCALE}={locale}; Path=/; Max-Age={YEAR}; SameSite=Lax"
        ));
    }
    (
        StatusCode::SEE_OTHER,
        [(LOCATION, back)],
        AppendHeaders(
            cookies
                .into_iter()
                .map(|cookie| (SET_COOKIE, cookie))
                .collect::<Vec<_>>(),
        ),
    )
        .into_response()
}

/// Whether this leads to a page of this site.
pub fn is_path(back: &str) -> bool {
    back.starts_with('/')
        && !back.starts_with("//")
        && !back.contains('\\')
        && back.bytes().all(|byte| byte.is_ascii_graphic())
}

/// The reader's language: as chosen, else the first that the browser asks for and the app speaks.
pub fn language(headers: &HeaderMap) -> Locale {
    let chosen = cookie(headers, LOCALE);
    let asked = headers.get(ACCEPT_LANGUAGE);
    let asked = asked.and_then(|value| value.to_str().ok()).unwrap_or("");
    let asked = asked.split(',').filter_map(|part| part.trim().get(..2));
    let mut codes = chosen.as_deref().into_iter().chain(asked);
    codes
        .find_map(|code| match code {
            "id" => Some(Locale::id),
            "en" => Some(Locale::en),
            _ => None,
        })
        .unwrap_or_default()
}

fn known_theme(theme: &str) -> Option<&'static str> {
    ["light", "dark"].into_iter().find(|known| *known == theme)
}

fn known_locale(locale: &str) -> Option<&'static str> {
    ["id", "en"].into_iter().find(|known| *known == locale)
}

fn cookie(headers: &HeaderMap, name: &str) -> Option<String> {
    let pairs = headers
        .get_all(COOKIE)
        .into_iter()
        .filter_map(|value| value.to_str().ok());
    let mut pairs = pairs
        .flat_map(|value| value.split(';'))
        .filter_map(|pair| pair.trim().split_once('='));
    pairs
        .find(|(key, _)| *key == name)
        .map(|(_, value)| value.to_owned())
}
