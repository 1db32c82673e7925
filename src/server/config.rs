//! Settings, from environment variables.

use super::mail::Mailer;
use std::env;
use std::net::{IpAddr, SocketAddr};
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
    /// `JEJARING_DEMO`: whether an empty database is filled with the demonstration, and whether its accounts, whose
    /// password everybody knows, may sign in; `true` where only this machine can reach the server and it has no public
    /// address, else `false`.
    pub demo: bool,
    /// `JEJARING_VISITORS_EDIT`: whether who has not signed in acts as whoever runs the server; `false`.
    pub visitors_edit: bool,
    /// `JEJARING_FILES`: where files of partnerships are kept: a folder, or `s3://BUCKET/PREFIX` with the usual `AWS_…`
    /// variables; a folder `files` beside the database. `mem://` keeps them as long as the program runs, as is the
    /// rule where the database does so too.
    pub files: String,
    /// `JEJARING_URL`: the public address, which links in mails begin with; `http://ADDR`. Without `/` at its end.
    pub url: String,
    /// `JEJARING_SECURE_COOKIES`: whether browsers send the session's cookie over TLS only; `true` where the public
    /// address begins with `https`.
    pub secure_cookies: bool,
    /// `JEJARING_TRUSTED_PROXY`: the address of the proxy whose `X-Forwarded-For` tells who asks; none.
    pub trusted_proxy: Option<IpAddr>,
    /// `JEJARING_SMTP` and `JEJARING_MAIL_FROM`: what sends mail; without them it is written into the log.
    pub mailer: Mailer,
    /// `JEJARING_EMBED_ORIGINS`: the sites that may show the network in a frame, apart by blanks, such as
    /// `https://sekolah.sch.id https://*.go.id`, or `*` for all; none but this one.
    pub embed_origins: String,
    /// `JEJARING_SITE`: the folder with the browser's files; `site` beside the program, else `target/site`.
    pub site: PathBuf,
}

/// A variable has a value that cannot be used.
#[derive(Debug, thiserror::Error)]
#[error("{name} is “{value}”, but must be {wanted}")]
pub struct ConfigError {
    pub(super) name: &'static str,
    pub(super) value: String,
    pub(super) wanted: &'static str,
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
        let public = text("JEJARING_URL").map(|url| url.trim_end_matches('/').to_owned());
        let local = addr.ip().is_loopback() && public.is_none();
        let url = public.unwrap_or_else(|| format!("http://{addr}"));
        let proxy = text("JEJARING_TRUSTED_PROXY").map(|value| {
            value.parse().map_err(|_| ConfigError {
                name: "JEJARING_TRUSTED_PROXY",
                value,
                wanted: "an IP address, such as 127.0.0.1",
            })
        });
        Ok(Self {
            addr,
            files: text("JEJARING_FILES").unwrap_or_else(|| files_beside(&database)),
            database,
            namespace: text("JEJARING_NAMESPACE").unwrap_or_else(|| "jejaring".to_owned()),
            database_name: text("JEJARING_DATABASE_NAME").unwrap_or_else(|| "jejaring".to_owned()),
            credentials: text("JEJARING_DATABASE_USER").zip(text("JEJARING_DATABASE_PASSWORD")),
            demo: truth("JEJARING_DEMO", local)?,
            visitors_edit: truth("JEJARING_VISITORS_EDIT", false)?,
            secure_cookies: truth("JEJARING_SECURE_COOKIES", url.starts_with("https://"))?,
            url,
            trusted_proxy: proxy.transpose()?,
            mailer: Mailer::new(text("JEJARING_SMTP"), text("JEJARING_MAIL_FROM"))?,
            embed_origins: embed_origins(text("JEJARING_EMBED_ORIGINS"))?,
            site: text("JEJARING_SITE")
                .map(PathBuf::from)
                .unwrap_or_else(site),
        })
    }
}

/// Origins as they may stand in a header.
fn embed_origins(value: Option<String>) -> Result<String, ConfigError> {
    let value = value.unwrap_or_default();
    let origin = |origin: &str| {
        origin == "*"
            || origin
                .strip_prefix("https://")
                .or_else(|| origin.strip_prefix("http://"))
                .is_some_and(|host| {
                    let known = |c: char| c.is_ascii_alphanumeric() || ".-*:[]".contains(c);
                    !host.is_empty() && host.chars().all(known)
                })
    };
    if value.split_whitespace().all(origin) {
        return Ok(value.split_whitespace().collect::<Vec<_>>().join(" "));
    }
    Err(ConfigError {
        name: "JEJARING_EMBED_ORIGINS",
        value,
        wanted: "origins apart by blanks, such as https://sekolah.sch.id, or *",
    })
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
