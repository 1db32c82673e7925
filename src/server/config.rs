//! Settings, from environment variables.

use std::env;
use std::net::SocketAddr;
use std::path::{Path, PathBuf};

/// All settings, with their defaults where a variable is not set.
#[derive(Clone, Debug)]
pub struct Config {
    /// `JEJARING_ADDR`: where to listen; `127.0.0.1:3000`.
    pub addr: SocketAddr,
    /// `JEJARING_DATABASE`: `surrealkv://FOLDER`, `mem://`, or `ws://HOST:PORT` of a SurrealDB server; a folder `data`
    /// where the program is started.
    pub database: String,
    /// `JEJARING_NAMESPACE`: the namespace in the database; `jejaring`.
    pub namespace: String,
    /// `JEJARING_DATABASE_NAME`: the database in the namespace; `jejaring`.
    pub database_name: String,
    /// `JEJARING_DATABASE_USER` and `JEJARING_DATABASE_PASSWORD`: to sign in to a SurrealDB server.
    pub credentials: Option<(String, String)>,
    /// `JEJARING_DEMO`: whether an empty database is filled with the demonstration; `true`.
    pub demo: bool,
    /// `JEJARING_VISITORS_EDIT`: whether whoever reaches the server acts as whoever runs it; `true` where only this
    /// machine can reach it, else `false`.
    pub visitors_edit: bool,
    /// `JEJARING_FILES`: where files of partnerships are kept: a folder, or `s3://BUCKET/PREFIX` with the usual `AWS_…`
    /// variables; a folder `files` beside the database. `mem://` keeps them as long as the program runs, as is the
    /// rule where the database does so too.
    pub files: String,
    /// `JEJARING_SITE`: the folder with the browser's files; `site` beside the program, else `target/site`.
    pub site: PathBuf,
}

/// A variable has a value that cannot be used.
#[derive(Debug, thiserror::Error)]
#[error("{name} is “{value}”, but must be {wanted}")]
pub struct ConfigError {
    name: &'static str,
    value: String,
    wanted: &'static str,
}

impl Config {
    /// The settings in the environment. Errors: a variable that cannot be used, with what it must be.
    pub fn from_env() -> Result<Self, ConfigError> {
        let addr = match text("JEJARING_ADDR") {
            None => SocketAddr::from(([127, 0, 0, 1], 3000)),
            Some(value) => value.parse().map_err(|_| ConfigError {
                name: "JEJARING_ADDR",
                value,
                wanted: "an address and port, such as 127.0.0.1:3000",
            })?,
        };
        let database = text("JEJARING_DATABASE").unwrap_or_else(|| "surrealkv://data".to_owned());
        Ok(Self {
            addr,
            files: text("JEJARING_FILES").unwrap_or_else(|| files_beside(&database)),
            database,
            namespace: text("JEJARING_NAMESPACE").unwrap_or_else(|| "jejaring".to_owned()),
            database_name: text("JEJARING_DATABASE_NAME").unwrap_or_else(|| "jejaring".to_owned()),
            credentials: text("JEJARING_DATABASE_USER").zip(text("JEJARING_DATABASE_PASSWORD")),
            demo: truth("JEJARING_DEMO", true)?,
            visitors_edit: truth("JEJARING_VISITORS_EDIT", addr.ip().is_loopback())?,
            site: text("JEJARING_SITE")
                .map(PathBuf::from)
                .unwrap_or_else(site),
        })
    }
}

fn files_beside(database: &str) -> String {
    let folder = match database.split_once("://") {
        Some(("mem", _)) => return "mem://".to_owned(),
        Some(("surrealkv", folder)) => Path::new(folder).parent(),
        _ => None,
    };
    let files = folder.unwrap_or(Path::new("")).join("files");
    files.to_string_lossy().into_owned()
}

fn text(name: &str) -> Option<String> {
    env::var(name).ok().filter(|value| !value.is_empty())
}

fn truth(name: &'static str, default: bool) -> Result<bool, ConfigError> {
    match text(name).as_deref() {
        None => Ok(default),
        Some("true" | "1" | "yes") => Ok(true),
        Some("false" | "0" | "no") => Ok(false),
        Some(value) => Err(ConfigError {
            name,
            value: value.to_owned(),
            wanted: "true or false",
        }),
    }
}

fn site() -> PathBuf {
    let beside = env::current_exe()
        .ok()
        .and_then(|exe| Some(exe.parent()?.join("site")));
    beside
        .filter(|site| site.is_dir())
        .unwrap_or_else(|| PathBuf::from("target/site"))
}

#[cfg(test)]
mod tests {
    use super::files_beside;

    #[test]
    fn files_are_beside_the_database() {
        for (database, files) in [
            ("surrealkv://data", "files"),
            (
                "surrealkv:///var/lib/jejaring/data",
                "/var/lib/jejaring/files",
            ),
            ("ws://db:8000", "files"),
            ("mem://", "mem://"),
        ] {
            assert_eq!(files_beside(database), files);
        }
    }
}
