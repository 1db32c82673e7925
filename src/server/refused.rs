//! What people see who are refused something that is no page: a file, an export, a form with files. Programs are answered
//! with the error itself.

use super::state::AppState;
use crate::api::ApiError;
use crate::app::shell;
use crate::pages::not_found::Instead;
use crate::ui::sign_in_address;
use axum::body::Body;
use axum::extract::{Request, State};
use axum::http::header::{ACCEPT, REFERER};
use axum::http::request::Parts;
use axum::http::{Method, Uri};
use axum::middleware::Next;
use axum::response::{IntoResponse, Redirect, Response};
use leptos::prelude::provide_context;
use leptos_axum::render_app_async_with_context;

impl IntoResponse for ApiError {
    fn into_response(self) -> Response {
        let mut response = (self.status(), axum::Json(&self)).into_response();
        response.extensions_mut().insert(self);
        response
    }
}

/// Leads people who are refused something to where they sign in, or shows them why.
pub async fn tell(State(state): State<AppState>, request: Request, next: Next) -> Response {
    let (parts, body) = request.into_parts();
    let person = reads_pages(&parts).then(|| parts.clone());
    let response = next.run(Request::from_parts(parts, body)).await;
    let error = response.extensions().get::<ApiError>().cloned();
    match (person, error) {
        (Some(parts), Some(ApiError::SignIn)) => Redirect::to(&sign_in(&parts)).into_response(),
        (Some(parts), Some(error)) => page(state, parts, error).await,
        _ => response,
    }
}

/// Whether a browser asks, to show the answer to somebody.
fn reads_pages(parts: &Parts) -> bool {
    let accept = parts.headers.get(ACCEPT);
    let accept = accept.and_then(|accept| accept.to_str().ok());
    accept.is_some_and(|accept| accept.contains("text/html"))
}

/// Where to sign in, and back: to what was asked for, or to the page whose form was sent.
fn sign_in(parts: &Parts) -> String {
    let from = parts.headers.get(REFERER);
    let from = from.and_then(|from| from.to_str().ok()?.parse::<Uri>().ok());
    let back = match (&parts.method, from) {
        (&Method::POST, Some(from)) => from,
        _ => parts.uri.clone(),
    };
    sign_in_address(back.path(), back.query().unwrap_or_default())
}

/// The app's page that says what is wrong.
async fn page(state: AppState, parts: Parts, error: ApiError) -> Response {
    let (options, status) = (state.leptos.clone(), error.status());
    let render = render_app_async_with_context(
        move || {
            provide_context(state.clone());
            provide_context(Instead(error.clone()));
        },
        move || shell(options.clone()),
    );
    let mut response = render(Request::from_parts(parts, Body::empty())).await;
    *response.status_mut() = status;
    response
}
