//! Who is at the other processes that serve the same network.

use super::here::Guest;
use crate::server::links::seconds;
use crate::server::state::{AppState, fresh_command};
use jejaring_store::StoreError;
use std::time::Duration;

/// How often it is looked who is at the others, and told who is here if that has changed.
const OFTEN: Duration = Duration::from_secs(1);
/// After so many times it is told although nothing has changed.
const STILL: u32 = 10;
/// For how many seconds that holds: those of a process that has died are gone then.
const HOLDS: i64 = 30;

/// Tells the other processes who is here, and those here who is there, as long as the database is open.
pub async fn share(state: AppState) {
    let process = fresh_command().to_string();
    let (mut told, mut since, mut failing) = (String::new(), 0, false);
    loop {
        let here = serde_json::to_string(&state.live.here.guests()).unwrap_or_default();
        let news = here != told || since >= STILL;
        match exchange(&state, &process, news.then_some(&here)).await {
            Ok(()) => {
                failing = false;
                since = if news { 0 } else { since + 1 };
                told = here;
            }
            Err(StoreError::Closed) => return,
            // Told once, not each second.
            Err(cause) if !failing => {
                failing = true;
                tracing::warn!(%cause, "who is here cannot be shared with other processes");
            }
            Err(_) => {}
        }
        tokio::time::sleep(OFTEN).await;
    }
}

async fn exchange(
    state: &AppState,
    process: &str,
    here: Option<&String>,
) -> Result<(), StoreError> {
    let now = seconds();
    if let Some(here) = here {
        state.store.be_present(process, here, now + HOLDS).await?;
    }
    let others = state.store.present_elsewhere(process, now).await?;
    // What another release has written otherwise is passed over.
    let guests = others
        .iter()
        .filter_map(|here| serde_json::from_str::<Vec<Guest>>(here).ok());
    state.live.here.put_elsewhere(guests.flatten().collect());
    Ok(())
}
