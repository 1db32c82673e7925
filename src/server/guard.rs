//! What protects every route: headers, limits, refusal of posts from other sites.

use super::config::Config;
use super::preferences::language;
use crate::i18n::td_string;
use axum::extract::{Request, State};
use axum::http::header::{self, HeaderName, HeaderValue};
use axum::http::{HeaderMap, Method, StatusCode};
use axum::middleware::Next;
use axum::response::{IntoResponse, Response};
use std::sync::Arc;

/// Refuses a request that changes something and was sent by a page of another site.
pub async fn same_site(request: Request, next: Next) -> Response {
    let reads = matches!(
        *request.method(),
        Method::GET | Method::HEAD | Method::OPTIONS
    );
    if reads || is_same_site(request.headers()) {
        next.run(request).await
    } else {
        let locale = language(request.headers());
        let text = td_string!(locale, ui.other_site);
        (StatusCode::FORBIDDEN, format!("{text}\n")).into_response()
    }
}

/// Browsers say where a request comes from; programs that are no browsers say nothing and carry no one's cookies.
pub(super) fn is_same_site(headers: &HeaderMap) -> bool {
    let value = |name: HeaderName| headers.get(name).and_then(|value| value.to_str().ok());
    match (
        value(HeaderName::from_static("sec-fetch-site")),
        value(header::ORIGIN),
    ) {
        (Some(site), _) => matches!(site, "same-origin" | "none"),
        (None, Some(origin)) => {
            let host = origin.split_once("://").map(|(_, host)| host);
            host.is_some() && host == value(header::HOST)
        }
        (None, None) => true,
    }
}

/// Whether an address leads to the same for ever: its name has a hash of what it holds. The program's first files name its
/// other parts, though, which the build writes into them after it has named them.
fn never_changes(path: &str) -> bool {
    let mut hashed = ["/pkg/", "/fonts/", "/map/"].into_iter();
    hashed.any(|folder| path.starts_with(folder))
        && !(path.starts_with("/pkg/jejaring.")
            && [".js", ".wasm"].iter().any(|end| path.ends_with(end)))
}

/// Headers that every answer carries, unless it sets its own. The view for other sites says which of them may show it.
pub async fn headers(State(config): State<Arc<Config>>, request: Request, next: Next) -> Response {
    let hashed = never_changes(request.uri().path());
    let embedded = request.uri().path() == crate::explorer::EMBEDDED;
    let mut response = next.run(request).await;
    let found = response.status().is_success();
    let headers = response.headers_mut();
    if embedded && !config.embed_origins.is_empty() {
        let policy = format!("{POLICY} {}", config.embed_origins);
        if let Ok(policy) = HeaderValue::from_str(&policy) {
            headers.insert(header::CONTENT_SECURITY_POLICY, policy);
        }
    }
    let framed = headers.contains_key(header::CONTENT_SECURITY_POLICY) && embedded;
    for (name, value) in [
        (header::X_CONTENT_TYPE_OPTIONS, "nosniff"),
        (header::REFERRER_POLICY, "same-origin"),
        (header::X_FRAME_OPTIONS, "SAMEORIGIN"),
        (header::CONTENT_SECURITY_POLICY, POLICY),
        (
            header::CACHE_CONTROL,
            if hashed && found {
                "public, max-age=31536000, immutable"
            } else {
                "no-cache"
            },
        ),
    ] {
        headers
            .entry(name)
            .or_insert(HeaderValue::from_static(value));
    }
    if framed {
        // It knows no list of sites; the policy does.
        headers.remove(header::X_FRAME_OPTIONS);
    }
    response
}

/// Nothing from other sites. Leptos starts the page by inline scripts. Who may frame it comes last.
const POLICY: &str = "default-src 'self'; script-src 'self' 'unsafe-inline' 'wasm-unsafe-eval'; \
    style-src 'self' 'unsafe-inline'; img-src 'self' data: blob:; worker-src 'self' blob:; \
    connect-src 'self' ws: wss:; object-src 'none'; base-uri 'self'; form-action 'self'; frame-ancestors 'self'";

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_pages_of_this_site_may_post() {
        let cases: [(&[(&str, &str)], bool); 7] = [
            (&[], true),
            (&[("sec-fetch-site", "same-origin")], true),
            (&[("sec-fetch-site", "none")], true),
            (
                &[
                    ("sec-fetch-site", "cross-site"),
                    ("origin", "http://here"),
                    ("host", "here"),
                ],
                false,
            ),
            (
                &[("origin", "http://here:3000"), ("host", "here:3000")],
                true,
            ),
            (&[("origin", "http://there"), ("host", "here")], false),
            (&[("origin", "null"), ("host", "here")], false),
        ];
        for (pairs, allowed) in cases {
            let headers: HeaderMap = pairs
                .iter()
                .map(|(name, value)| {
                    (
                        HeaderName::from_static(name),
                        HeaderValue::from_static(value),
                    )
                })
                .collect();
            assert_eq!(is_same_site(&headers), allowed, "{pairs:?}");
        }
    }
}
