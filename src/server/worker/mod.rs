//! The service worker: lets the app open without a connection, and keeps what is written meanwhile.

pub mod ahead;

use super::state::AppState;
use axum::extract::State;
use axum::http::header::CONTENT_TYPE;
use axum::response::IntoResponse;
use leptos::prelude::LeptosOptions;
use sha2::{Digest, Sha256};
use std::collections::{BTreeMap, BTreeSet};
use std::path::{Path, PathBuf};
use std::sync::OnceLock;

const WORKER: &str = include_str!("worker.js");

/// `GET /worker.js`. It names the app's files and the release, so that it is another program with each release, and
/// browsers notice.
pub async fn worker(State(state): State<AppState>) -> impl IntoResponse {
    static WRITTEN: OnceLock<String> = OnceLock::new();
    let written = WRITTEN.get_or_init(|| written(&state.config.site, &hashes(&state.leptos)));
    (
        [(CONTENT_TYPE, "text/javascript; charset=utf-8")],
        written.as_str(),
    )
}

fn written(site: &Path, hashes: &[String]) -> String {
    let files = files(site, hashes);
    let mut version = Sha256::new();
    version.update(WORKER);
    for (path, hash) in &files {
        version.update(path);
        version.update(hash);
    }
    let program = files
        .keys()
        .find(|path| path.starts_with("/pkg/jejaring.") && path.ends_with(".js"));
    let paths: Vec<_> = files.keys().collect();
    format!(
        "const VERSION = {};\nconst PROGRAM = {};\nconst FILES = {};\n{WORKER}",
        serde_json::json!(short(&version.finalize())),
        serde_json::json!(program.map_or("", String::as_str)),
        serde_json::json!(paths),
    )
}

/// What stands in the names of the files of this build: older ones may lie beside them.
fn hashes(leptos: &LeptosOptions) -> Vec<String> {
    let beside = std::env::current_exe().unwrap_or_default();
    let list = std::fs::read_to_string(beside.with_file_name(leptos.hash_file.as_ref()));
    let list = list.unwrap_or_default();
    let hashes = list.lines().filter_map(|line| line.split_once(':'));
    let mut hashes: Vec<_> = hashes.map(|(_, hash)| hash.trim().to_owned()).collect();
    hashes.extend(parts(Path::new(leptos.site_root.as_ref()), &hashes));
    hashes
}

/// The files of the parts that the program was cut into, if it was: their list is one of the build's files.
fn parts(site: &Path, hashes: &[String]) -> BTreeSet<String> {
    let list = hashes.iter().find_map(|hash| {
        let list = format!("pkg/__wasm_split_manifest.{hash}.json");
        std::fs::read(site.join(list)).ok()
    });
    let parts = list.and_then(|list| serde_json::from_slice(&list).ok());
    let parts: BTreeMap<String, Vec<String>> = parts.unwrap_or_default();
    parts.into_values().flatten().collect()
}

/// The app's files by their paths, each with a hash of what is in it.
fn files(site: &Path, hashes: &[String]) -> BTreeMap<String, String> {
    let mut files = BTreeMap::new();
    let mut folders = vec![PathBuf::new()];
    while let Some(folder) = folders.pop() {
        let Ok(entries) = std::fs::read_dir(site.join(&folder)) else {
            continue;
        };
        for entry in entries.flatten() {
            let inside = folder.join(entry.file_name());
            let path = format!("/{}", inside.to_string_lossy());
            if entry.path().is_dir() {
                folders.push(inside);
            } else if is_of_build(&path) {
                let hash = hashes.iter().find(|hash| path.contains(hash.as_str()));
                if let (Some(hash), true) = (hash, is_of_app(&path)) {
                    files.insert(path, hash.clone());
                }
            } else if let (true, Ok(bytes)) = (is_of_app(&path), std::fs::read(entry.path())) {
                files.insert(path, short(&Sha256::digest(bytes)));
            }
        }
    }
    files
}

fn is_of_build(path: &str) -> bool {
    path.starts_with("/pkg/")
}

/// The app itself, its fonts and pictures; not what is shown elsewhere (screenshots, samples), nor compressed twins.
fn is_of_app(path: &str) -> bool {
    let kinds = [".js", ".wasm", ".css", ".woff2", ".svg", ".webmanifest"];
    kinds.iter().any(|kind| path.ends_with(kind))
        || path.starts_with("/map/") && path.ends_with(".txt")
}

fn short(hash: &[u8]) -> String {
    hash.iter()
        .take(8)
        .map(|byte| format!("{byte:02x}"))
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn it_names_the_files_of_this_build_and_changes_with_them() {
        let site = fresh_folder();
        let put = |path: &str, text: &str| {
            let path = site.join(path);
            std::fs::create_dir_all(path.parent().expect("a folder")).expect("made");
            std::fs::write(path, text).expect("written");
        };
        put("pkg/jejaring.NEW.js", "new");
        put("pkg/jejaring.OLD.js", "old");
        put("icon.svg", "icon");
        put("icon.svg.br", "icon");
        put("screenshot.png", "picture");
        let hashes = ["NEW".to_owned()];
        let first = written(&site, &hashes);
        assert!(
            first.contains(r#"const PROGRAM = "/pkg/jejaring.NEW.js";"#),
            "{first}"
        );
        assert!(first.contains(r#"const FILES = ["/icon.svg","/pkg/jejaring.NEW.js"];"#));
        put("icon.svg", "another");
        let second = written(&site, &hashes);
        assert_ne!(first.lines().next(), second.lines().next());
        std::fs::remove_dir_all(site).expect("removed");
    }

    #[test]
    fn the_parts_of_the_program_are_kept_too() {
        let site = fresh_folder();
        std::fs::create_dir_all(site.join("pkg")).expect("made");
        for (name, text) in [
            ("__wasm_split.SPLIT.js", ""),
            (
                "__wasm_split_manifest.LIST.json",
                r#"{"front":["chunk_1.A","split_front.B"],"forms":["chunk_1.A"]}"#,
            ),
            ("chunk_1.A.wasm", ""),
            ("chunk_1.OLD.wasm", ""),
            ("jejaring.NEW.js", ""),
            ("split_front.B.wasm", ""),
        ] {
            std::fs::write(site.join("pkg").join(name), text).expect("written");
        }
        let mut hashes = ["NEW", "SPLIT", "LIST"].map(str::to_owned).to_vec();
        hashes.extend(parts(&site, &hashes));
        let written = written(&site, &hashes);
        assert!(
            written.contains(r#"const PROGRAM = "/pkg/jejaring.NEW.js";"#),
            "{written}"
        );
        let files = r#"["/pkg/__wasm_split.SPLIT.js","/pkg/chunk_1.A.wasm","/pkg/jejaring.NEW.js","/pkg/split_front.B.wasm"]"#;
        assert!(written.contains(files), "{written}");
        std::fs::remove_dir_all(site).expect("removed");
    }

    fn fresh_folder() -> PathBuf {
        let folder =
            std::env::temp_dir().join(format!("jejaring-worker-{}", rand::random::<u64>()));
        std::fs::create_dir_all(&folder).expect("made");
        folder
    }
}
