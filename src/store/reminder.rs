//! Who was reminded of what: each reminder goes out once.

use crate::error::check;
use crate::{Store, StoreError};
use jejaring_domain::{Coded, Date, Mark, PartnershipId, PersonId};
use surrealdb::types::RecordId;

/// That a person is told when a partnership runs out. A renewed one has another last day, of which people are reminded
/// anew.
#[derive(Clone, Copy, Debug)]
pub struct Reminder {
    /// The partnership.
    pub partnership: PartnershipId,
    /// Its last day.
    pub expires: Date,
    /// How long before.
    pub mark: Mark,
    /// Who is reminded.
    pub person: PersonId,
}

impl Reminder {
    fn id(&self) -> RecordId {
        let Self {
            partnership,
            expires,
            mark,
            person,
        } = self;
        let key = format!("{partnership}-{expires}-{}-{person}", mark.code());
        RecordId::new("reminder", key)
    }
}

/// Reminders.
impl Store {
    /// Records that a person is reminded; false where that happened already.
    pub async fn remind_once(&self, reminder: &Reminder) -> Result<bool, StoreError> {
        let db = self.db()?;
        let response = db
            .query("CREATE $id SET at = time::now() RETURN NONE")
            .bind(("id", reminder.id()))
            .await?;
        match check(response) {
            Ok(_) => Ok(true),
            Err(error) if error.is_already_exists() => Ok(false),
            Err(error) => Err(error.into()),
        }
    }

    /// Takes back that a person was reminded, where it came to nothing.
    pub async fn forget_reminder(&self, reminder: &Reminder) -> Result<(), StoreError> {
        let db = self.db()?;
        let response = db.query("DELETE $id").bind(("id", reminder.id())).await?;
        check(response)?;
        Ok(())
    }
}
