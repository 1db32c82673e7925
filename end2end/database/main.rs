//! SurrealDB's own server as a program: what `ws://` leads to in tests. It takes what the `surreal` command takes.

use std::process::ExitCode;
use surrealdb_server::core::CommunityComposer;

fn main() -> ExitCode {
    surrealdb_server::init(CommunityComposer())
}
