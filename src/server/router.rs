//! The routes.

use super::answers::views;
use super::state::AppState;
use super::{
    attachments, calendar, commands, files, guard, identity, live, preferences, refused, selection,
    sessions, worker,
};
use crate::app::{App, shell};
use axum::extract::{DefaultBodyLimit, State};
use axum::http::{HeaderName, Method, Request, StatusCode};
use axum::routing::{MethodRouter, get, post};
use axum::{Router, middleware};
use leptos::prelude::provide_context;
use leptos_axum::{
    AxumRouteListing, LeptosRoutes, file_and_error_handler_with_context,
    generate_route_list_with_exclusions_and_ssg_and_context,
};
use std::sync::OnceLock;
use tower::ServiceBuilder;
use tower_http::catch_panic::CatchPanicLayer;
use tower_http::compression::CompressionLayer;
use tower_http::compression::predicate::{DefaultPredicate, NotForContentType, Predicate};
use tower_http::request_id::{
    MakeRequestUuid, PropagateRequestIdLayer, RequestId, SetRequestIdLayer,
};
use tower_http::trace::TraceLayer;

/// How much of a file that is to be brought in is read, in bytes: one that is too large is passed over, so that the browser
/// can be told.
const LARGEST_FILE: usize = 4 * jejaring_exchange::limits::MAX_BYTES as usize;
/// The most that several files of a partnership may have together, in bytes.
const LARGEST_FILES: usize = 64 * 1024 * 1024;
/// The most that any other request may have.
const LARGEST_FORM: usize = 1024 * 1024;

/// Everything that the server answers.
pub fn router(state: AppState) -> Router {
    let context = {
        let state = state.clone();
        move || provide_context(state.clone())
    };
    let page = {
        let options = state.leptos.clone();
        move || shell(options.clone())
    };
    let request_id = HeaderName::from_static("x-request-id");
    // The program is compressed once, by the release build; doing it at each request would take seconds.
    let compressed = DefaultPredicate::new().and(NotForContentType::const_new("application/wasm"));
    let layers = ServiceBuilder::new()
        .layer(SetRequestIdLayer::new(request_id.clone(), MakeRequestUuid))
        .layer(TraceLayer::new_for_http().make_span_with(span))
        .layer(PropagateRequestIdLayer::new(request_id))
        .layer(CompressionLayer::new().compress_when(compressed))
        .layer(CatchPanicLayer::new())
        .layer(middleware::from_fn_with_state(
            state.config.clone(),
            guard::headers,
        ))
        .layer(middleware::from_fn(guard::same_site));
    let endpoints = endpoints().into_iter();
    endpoints
        .fold(Router::new(), |router, (_, path, answer)| {
            router.route(path, answer)
        })
        .route_layer(middleware::from_fn_with_state(state.clone(), refused::tell))
        .leptos_routes_with_context(&state, pages(context.clone()), context.clone(), page)
        .fallback(file_and_error_handler_with_context::<AppState, _>(
            context, shell,
        ))
        .layer(middleware::from_fn_with_state(
            state.clone(),
            identity::identify,
        ))
        .layer(sessions::layer(&state))
        .layer(DefaultBodyLimit::max(LARGEST_FORM))
        .layer(layers)
        .with_state(state)
}

/// What is answered besides the pages and the server functions.
pub fn endpoints() -> Vec<(Method, &'static str, MethodRouter<AppState>)> {
    let largest = DefaultBodyLimit::max;
    vec![
        (Method::GET, "/healthz", get(healthz)),
        (Method::GET, "/preferences", get(preferences::choose)),
        (Method::GET, "/worker.js", get(worker::worker)),
        (Method::GET, "/answers", get(worker::ahead::wanted)),
        (Method::POST, "/answers", post(worker::ahead::answers)),
        (Method::GET, "/network.bin", get(files::snapshot)),
        (Method::GET, "/export/{file}", get(files::export)),
        (Method::GET, "/explore/{file}", get(selection::export)),
        (Method::GET, "/views/{id}", get(views::open)),
        (Method::GET, "/export/insight.csv", get(files::insight)),
        (
            Method::GET,
            "/organisations/{id}/insight.csv",
            get(files::organisation_insight),
        ),
        (
            Method::POST,
            "/import",
            post(files::import).layer(largest(LARGEST_FILE)),
        ),
        (Method::GET, "/files/{id}", get(attachments::download)),
        (
            Method::POST,
            "/partnerships/{id}/files",
            post(attachments::upload).layer(largest(LARGEST_FILES)),
        ),
        (
            Method::POST,
            "/partnerships/{id}/reports",
            post(attachments::report).layer(largest(LARGEST_FILES)),
        ),
        (Method::GET, "/calendar/{file}", get(calendar::feed)),
        (Method::GET, "/live", get(live::socket::live)),
        (Method::POST, "/commands", post(commands::commands)),
        (Method::POST, "/sign-out", post(sessions::sign_out)),
    ]
}

/// The routes of the pages. Found once in a process: while leptos looks for them, no resource loads in any other thread,
/// and a page that is being answered meanwhile would wait for its own for ever.
pub fn pages(context: impl Fn() + Clone + Send + 'static) -> Vec<AxumRouteListing> {
    static PAGES: OnceLock<Vec<AxumRouteListing>> = OnceLock::new();
    PAGES
        .get_or_init(|| {
            generate_route_list_with_exclusions_and_ssg_and_context(App, None, context).0
        })
        .clone()
}

/// Whether the server and its database answer.
async fn healthz(State(state): State<AppState>) -> (StatusCode, &'static str) {
    match state.store.healthy().await {
        Ok(()) => (StatusCode::OK, "ok\n"),
        Err(cause) => {
            tracing::error!(%cause, "the database does not answer");
            (
                StatusCode::SERVICE_UNAVAILABLE,
                "the database does not answer\n",
            )
        }
    }
}

fn span<B>(request: &Request<B>) -> tracing::Span {
    let id = request
        .extensions()
        .get::<RequestId>()
        .and_then(|id| id.header_value().to_str().ok())
        .unwrap_or("");
    let path = without_secret(request.uri().path());
    tracing::info_span!("request", id, method = %request.method(), path)
}

/// A path as the log has it: whoever reads that must not be able to use the links that hold a secret.
fn without_secret(path: &str) -> &str {
    const SECRET: [&str; 5] = [
        "/calendar/",
        "/confirm/",
        "/invitation/",
        "/reset/",
        "/set-up/",
    ];
    let mut secret = SECRET.into_iter();
    secret.find(|start| path.starts_with(start)).unwrap_or(path)
}

#[cfg(test)]
mod tests {
    use super::without_secret;

    #[test]
    fn secrets_stay_out_of_the_log() {
        assert_eq!(without_secret("/calendar/ABC-123.ics"), "/calendar/");
        assert_eq!(without_secret("/reset/abc"), "/reset/");
        assert_eq!(without_secret("/organisations/ABC"), "/organisations/ABC");
    }
}
