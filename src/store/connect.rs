//! From an address to a connection.

use crate::{Options, StoreError};
use std::fs::File;
use std::path::PathBuf;
use std::time::Duration;
use surrealdb::Surreal;
use surrealdb::engine::any::{Any, connect as connect_any};
use surrealdb::opt::auth::Root;
use surrealdb::opt::{Config, WebsocketConfig};
use tokio::time::{Instant, sleep};

/// How long to wait for a folder that another process is just letting go of.
const PATIENCE: Duration = Duration::from_secs(5);
/// The largest message to and from a server: an import is one transaction.
const MAX_MESSAGE: usize = 1 << 30;

/// Connects, signs in and selects the namespace and database.
pub async fn connect(options: &Options) -> Result<Surreal<Any>, StoreError> {
    let failed = |source: surrealdb::Error| StoreError::Connect {
        address: options.address(),
        source: Box::new(source),
    };
    let db = open(options).await?;
    if let (Some(username), Some(password)) = (&options.username, &options.password) {
        let root = Root {
            username: username.clone(),
            password: password.clone(),
        };
        db.signin(root).await.map_err(failed)?;
    }
    db.use_ns(&options.namespace)
        .use_db(&options.database)
        .await
        .map_err(failed)?;
    Ok(db)
}

async fn open(options: &Options) -> Result<Surreal<Any>, StoreError> {
    let deadline = Instant::now() + PATIENCE;
    loop {
        let websocket = WebsocketConfig::new().max_message_size(MAX_MESSAGE);
        let config = Config::new().websocket(websocket);
        let opened = match config {
            Ok(config) => connect_any((options.url.clone(), config)).await,
            Err(error) => Err(error),
        };
        match opened {
            Ok(db) => return Ok(db),
            Err(error) if !is_locked(&error) => {
                return Err(StoreError::Connect {
                    address: options.address(),
                    source: Box::new(error),
                });
            }
            Err(_) if Instant::now() < deadline => sleep(Duration::from_millis(50)).await,
            Err(_) => {
                return Err(StoreError::InUse {
                    address: options.address(),
                });
            }
        }
    }
}

/// SurrealKV has no kind of error for this.
fn is_locked(error: &surrealdb::Error) -> bool {
    error
        .message()
        .contains("already locked by another process")
}

/// Waits until the embedded engine, whose last handle has been dropped, has let go of its folder. It has no other way
/// to tell, and a program that ends before would leave it to recover at the next start.
pub async fn released(options: &Options) {
    let Some(folder) = options.url.strip_prefix("surrealkv://") else {
        return;
    };
    let folder = PathBuf::from(folder.split('?').next().unwrap_or(folder));
    let Ok(lock) = File::open(folder.join("LOCK")) else {
        return;
    };
    let deadline = Instant::now() + PATIENCE;
    while lock.try_lock().is_err() {
        if Instant::now() > deadline {
            tracing::warn!(address = options.address(), "the database is slow to close");
            return;
        }
        sleep(Duration::from_millis(10)).await;
    }
}
