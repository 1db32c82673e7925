//! Who was reminded of what: each reminder goes out once.

use crate::error::check;
use crate::{Store, StoreError};
use jejaring_domain::{Coded, Date, Mark, PartnershipId};
use surrealdb::types::RecordId;

/// Reminders.
impl Store {
    /// Records that people are reminded of a partnership's last day at a mark; false where they were already. A renewed
    /// partnership has another last day, of which they are reminded anew.
    pub async fn remind_once(
        &self,
        partnership: PartnershipId,
        expires: Date,
        mark: Mark,
    ) -> Result<bool, StoreError> {
        let key = format!("{partnership}-{expires}-{}", mark.code());
        let db = self.db()?;
        let response = db
            .query("CREATE $id SET at = time::now() RETURN NONE")
            .bind(("id", RecordId::new("reminder", key)))
            .await?;
        match check(response) {
            Ok(_) => Ok(true),
            Err(error) if error.is_already_exists() => Ok(false),
            Err(error) => Err(error.into()),
        }
    }
}
