//! How entries that other processes wrote come in: a LIVE query wakes the reader, the log is what it reads.

use crate::StoreError;
use crate::log::entry_seq;
use crate::submit::Core;
use futures_util::StreamExt;
use std::sync::{Arc, Mutex, PoisonError};
use std::time::Duration;
use surrealdb::types::Value;
use tokio::task::JoinHandle;
use tokio::time::{sleep, timeout};

/// How long the log is left unread when no notice comes: a lost notice costs this much time and no entry.
const QUIET: Duration = Duration::from_secs(10);
/// How long to wait after a failure.
const PAUSE: Duration = Duration::from_secs(1);

/// The task that follows the log. It ends with the store.
#[derive(Debug)]
pub struct Follower(Mutex<Option<JoinHandle<()>>>);

impl Follower {
    pub fn start(core: Arc<Core>) -> Self {
        let task = tokio::spawn(async move {
            let mut failing = false;
            loop {
                match follow(&core, &mut failing).await {
                    Err(StoreError::Closed) => return,
                    // Told once, not each second.
                    Err(error) if !failing => {
                        failing = true;
                        tracing::warn!(%error, cause = ?error, "the change log cannot be followed");
                    }
                    Ok(()) | Err(_) => {}
                }
                sleep(PAUSE).await;
            }
        });
        Self(Mutex::new(Some(task)))
    }

    /// Ends the task and waits until it is gone.
    pub async fn stop(&self) {
        let task = self.0.lock().unwrap_or_else(PoisonError::into_inner).take();
        if let Some(task) = task {
            task.abort();
            // Cancelled, which is what was asked for.
            let _ = task.await;
        }
    }
}

impl Drop for Follower {
    fn drop(&mut self) {
        let task = self.0.get_mut().unwrap_or_else(PoisonError::into_inner);
        if let Some(task) = task {
            task.abort();
        }
    }
}

/// Follows until the LIVE query ends, or turns out to be deaf.
async fn follow(core: &Core, failing: &mut bool) -> Result<(), StoreError> {
    let mut response = core.db()?.query("LIVE SELECT VALUE id FROM log").await?;
    let mut notices = response.stream::<Value>(0)?;
    core.follow().await?;
    loop {
        *failing = false;
        match timeout(QUIET, notices.next()).await {
            // Own entries are in the replica already, or will be as soon as their commit has answered.
            Ok(Some(Ok(notice))) if is_known(core, &notice.data) => {}
            Ok(Some(Ok(_))) => core.follow().await?,
            Ok(Some(Err(error))) => return Err(error.into()),
            Ok(None) => return Ok(()),
            // Entries without a notice: the connection was renewed, and the query has to be too.
            Err(_) => {
                let before = core.seq();
                core.follow().await?;
                if core.seq() != before {
                    return Ok(());
                }
            }
        }
    }
}

fn is_known(core: &Core, data: &Value) -> bool {
    match data {
        Value::RecordId(id) => entry_seq(id).is_ok_and(|seq| seq <= core.seq()),
        _ => false,
    }
}
