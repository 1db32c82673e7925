//! The service worker and the app's manifest: what makes the app installable, and lets it open without a connection.

use super::state::AppState;
use axum::extract::State;
use axum::http::header::{CACHE_CONTROL, CONTENT_TYPE};
use axum::response::IntoResponse;
use sha2::{Digest, Sha256};
use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use std::sync::OnceLock;

const PROGRAM: &str = include_str!("worker.js");
/// What the server in the browser consists of, within the site: made by `make build`.
const OFFLINE: [&str; 2] = ["/offline/offline.js", "/offline/offline_bg.wasm"];

/// The service worker's program. It names the app's files with their hashes, so that it is another one with each
/// release, and browsers notice. Without the server in the browser there is none: status 404.
pub async fn worker(State(state): State<AppState>) -> impl IntoResponse {
    static WORKER: OnceLock<Option<String>> = OnceLock::new();
    let worker = WORKER.get_or_init(|| written(&state.config.site));
    let headers = [
        (CONTENT_TYPE, "text/javascript; charset=utf-8"),
        (CACHE_CONTROL, "no-cache"),
    ];
    match worker {
        Some(worker) => (headers, worker.as_str()).into_response(),
        None => axum::http::StatusCode::NOT_FOUND.into_response(),
    }
}

fn written(site: &Path) -> Option<String> {
    let files = kept(site);
    let [script, program] = OFFLINE;
    if !files.contains_key(script) || !files.contains_key(program) {
        tracing::warn!("the server in the browser is not there: the app will not work offline");
        return None;
    }
    let mut version = Sha256::new();
    version.update(PROGRAM);
    for (path, hash) in &files {
        version.update(path);
        version.update(hash);
    }
    let version = short(&version.finalize());
    let mut aliases: BTreeMap<String, &str> = files
        .keys()
        .filter_map(|path| Some((unhashed(path)?, path.as_str())))
        .collect();
    aliases.insert("/offline.wasm".to_owned(), program);
    let names: Vec<_> = files.keys().filter(|path| *path != script).collect();
    let hash = &files[script];
    Some(format!(
        "const VERSION = {version:?};\nconst FILES = {};\nconst ALIASES = {};\nimportScripts(\"{script}?{hash}\");\n{PROGRAM}",
        serde_json::to_string(&names).ok()?,
        serde_json::to_string(&aliases).ok()?,
    ))
}

/// The files to keep, by their path in the site, with the hash of what is in them.
fn kept(site: &Path) -> BTreeMap<String, String> {
    let mut files = BTreeMap::new();
    let mut folders = vec![PathBuf::new()];
    while let Some(folder) = folders.pop() {
        let Ok(entries) = std::fs::read_dir(site.join(&folder)) else {
            continue;
        };
        for entry in entries.flatten() {
            let path = folder.join(entry.file_name());
            match entry.file_type() {
                Ok(kind) if kind.is_dir() => folders.push(path),
                _ => {
                    let name = format!("/{}", path.to_string_lossy());
                    if let (true, Ok(bytes)) = (is_kept(&name), std::fs::read(entry.path())) {
                        files.insert(name, short(&Sha256::digest(bytes)));
                    }
                }
            }
        }
    }
    files
}

/// The app itself, its fonts and pictures; not what is shown to others (screenshots, samples), nor compressed twins.
fn is_kept(path: &str) -> bool {
    let kind = [".js", ".wasm", ".css", ".woff2", ".svg"];
    kind.iter().any(|kind| path.ends_with(kind))
}

/// `/pkg/jejaring.css` for `/pkg/jejaring.HASH.css`: the server in the browser knows no hashes.
fn unhashed(path: &str) -> Option<String> {
    let name = path.strip_prefix("/pkg/")?;
    let mut parts = name.splitn(3, '.');
    let (stem, _, ending) = (parts.next()?, parts.next()?, parts.next()?);
    Some(format!("/pkg/{stem}.{ending}"))
}

fn short(hash: &[u8]) -> String {
    hash.iter().take(8).map(|byte| format!("{byte:02x}")).collect()
}
