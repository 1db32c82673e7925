//! Where the database is.

use std::fmt;

/// Where the database is and how to sign in to it.
#[derive(Clone, PartialEq, Eq)]
pub struct Options {
    /// `surrealkv://folder` (embedded, on disk), `mem://` (embedded, gone afterwards), or `ws://host:port` and
    /// `wss://host:port` (a server, the latter by TLS).
    pub url: String,
    /// The SurrealDB namespace.
    pub namespace: String,
    /// The SurrealDB database within it.
    pub database: String,
    /// The server's root user; none where it asks for none.
    pub username: Option<String>,
    /// That user's password.
    pub password: Option<String>,
}

impl Options {
    /// The usual namespace and database at an address that asks for no password.
    pub fn at(url: impl Into<String>) -> Self {
        Self {
            url: url.into(),
            namespace: "jejaring".into(),
            database: "jejaring".into(),
            username: None,
            password: None,
        }
    }
}

impl fmt::Debug for Options {
    /// Without the password, and without what the address may hold of one.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Options")
            .field("url", &self.address())
            .field("namespace", &self.namespace)
            .field("database", &self.database)
            .field("username", &self.username)
            .finish_non_exhaustive()
    }
}

impl Options {
    /// The address, fit to be shown: without what stands before an `@`.
    pub(crate) fn address(&self) -> String {
        match (self.url.split_once("://"), self.url.rsplit_once('@')) {
            (Some((scheme, _)), Some((_, host))) => format!("{scheme}://{host}"),
            _ => self.url.clone(),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn passwords_are_not_shown() {
        let mut options = Options::at("ws://root:secret@db.example:8000");
        options.password = Some("secret".into());
        let shown = format!("{options:?}");
        assert!(!shown.contains("secret") && shown.contains("ws://db.example:8000"));
    }
}
