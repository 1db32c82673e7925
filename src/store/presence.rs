//! Who is here, where several processes serve one network.

use crate::error::check;
use crate::{Seconds, Store, StoreError};
use surrealdb::types::RecordId;

/// Presence: a row for each process, which counts until its time.
impl Store {
    /// Says who is at a process, until when.
    pub async fn be_present(
        &self,
        process: &str,
        here: &str,
        until: Seconds,
    ) -> Result<(), StoreError> {
        let response = self
            .db()?
            .query("UPSERT $id SET here = $here, until = $until RETURN NONE")
            .bind(("id", RecordId::new("presence", process)))
            .bind(("here", here.to_owned()))
            .bind(("until", until))
            .await?;
        check(response)?;
        Ok(())
    }

    /// Who is at the other processes; forgets those that have not said so for long.
    pub async fn present_elsewhere(
        &self,
        process: &str,
        now: Seconds,
    ) -> Result<Vec<String>, StoreError> {
        let response = self
            .db()?
            .query("DELETE presence WHERE until < $now; SELECT VALUE here FROM presence WHERE id != $id ORDER BY here")
            .bind(("id", RecordId::new("presence", process)))
            .bind(("now", now))
            .await?;
        Ok(check(response)?.take(1)?)
    }
}
