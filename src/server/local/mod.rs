//! The server in the browser: the same answers, from what the browser holds of the network, while there is no
//! connection. The service worker hands it what pages ask for (see `public/worker.js`).

pub mod cache;
pub mod store;

use super::atlas::Atlases;
use super::kept::Kept;
use super::state::AppState;
use super::{identity, preferences};
use crate::app::{App, shell};
use axum::body::{Body, Bytes, to_bytes};
use axum::http::{HeaderName, HeaderValue, Request};
use axum::routing::get;
use axum::{Router, middleware};
use leptos::prelude::{LeptosOptions, provide_context};
use leptos_axum::{LeptosRoutes, generate_route_list};
use std::cell::RefCell;
use std::sync::Arc;
use tower::ServiceExt;
use wasm_bindgen::prelude::*;
use web_sys::js_sys::{Array, Uint8Array};

thread_local! {
    static SERVER: RefCell<Option<Router>> = const { RefCell::new(None) };
}

/// Everything that is answered without a connection: the pages, and what they ask for.
fn router(state: AppState) -> Router {
    let context = {
        let state = state.clone();
        move || provide_context(state.clone())
    };
    let page = {
        let options = state.leptos.clone();
        move || shell(options.clone())
    };
    Router::new()
        .route("/preferences", get(preferences::choose))
        .leptos_routes_with_context(&state, generate_route_list(App), context.clone(), page.clone())
        .fallback(leptos_axum::render_app_async_with_context(context, page))
        .layer(middleware::from_fn_with_state(
            state.clone(),
            identity::identify,
        ))
        .with_state(state)
}

/// Opens the network that the browser holds. `hash` is that of the app's files, as their names have it.
#[wasm_bindgen]
pub fn open(held: &[u8]) -> Result<(), JsError> {
    let store = store::Store::open(held).map_err(|cause| JsError::new(&cause.to_string()))?;
    let leptos = LeptosOptions::builder().output_name("jejaring").build();
    let state = AppState {
        leptos,
        store,
        atlases: Arc::new(Atlases::default()),
        kept: Arc::new(Kept::default()),
    };
    SERVER.with_borrow_mut(|server| *server = Some(router(state)));
    Ok(())
}

/// Answers a request: its method, address from the path on, headers as pairs, and body. The answer is a list of
/// status, headers as pairs, and body.
#[wasm_bindgen]
pub async fn answer(
    method: String,
    address: String,
    headers: Vec<JsValue>,
    body: Vec<u8>,
) -> Result<Array, JsError> {
    let server = SERVER.with_borrow(Clone::clone);
    let server = server.ok_or_else(|| JsError::new("the network has not been opened"))?;
    let mut request = Request::builder()
        .method(method.as_str())
        .uri(address)
        .body(Body::from(Bytes::from(body)))?;
    for pair in headers {
        let pair = Array::from(&pair);
        let (name, value) = (pair.get(0).as_string(), pair.get(1).as_string());
        if let (Some(name), Some(value)) = (name, value) {
            let name = name.parse::<HeaderName>()?;
            request.headers_mut().insert(name, HeaderValue::from_str(&value)?);
        }
    }
    let (parts, body) = server.oneshot(request).await?.into_parts();
    let body = to_bytes(body, usize::MAX).await?;
    let headers = Array::new();
    for (name, value) in &parts.headers {
        let value = String::from_utf8_lossy(value.as_bytes());
        headers.push(&Array::of2(&name.as_str().into(), &value.as_ref().into()));
    }
    Ok(Array::of3(
        &parts.status.as_u16().into(),
        &headers,
        &Uint8Array::from(&body[..]),
    ))
}
