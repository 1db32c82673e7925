//! Sessions, one-time links and the installation's own choices: texts that the server keeps for a while.

use crate::error::check;
use crate::reading::damaged;
use crate::{Store, StoreError};
use surrealdb::types::{RecordId, RecordIdKey, SurrealValue};

/// Seconds since 1970.
pub type Seconds = i64;

/// Sessions.
impl Store {
    /// Keeps a session, new or not.
    pub async fn save_session(
        &self,
        id: &str,
        data: &str,
        expires: Seconds,
    ) -> Result<(), StoreError> {
        let db = self.db()?;
        let response = db
            .query("UPSERT $id SET data = $data, expires = $expires RETURN NONE")
            .bind(("id", RecordId::new("session", id)))
            .bind(("data", data.to_owned()))
            .bind(("expires", expires));
        check(response.await?)?;
        Ok(())
    }

    /// A session that has not expired.
    pub async fn load_session(&self, id: &str, now: Seconds) -> Result<Option<String>, StoreError> {
        let db = self.db()?;
        let response = db
            .query("SELECT VALUE data FROM $id WHERE expires > $now")
            .bind(("id", RecordId::new("session", id)))
            .bind(("now", now))
            .await?;
        Ok(check(response)?.take(0)?)
    }

    /// Ends a session.
    pub async fn delete_session(&self, id: &str) -> Result<(), StoreError> {
        let db = self.db()?;
        let response = db
            .query("DELETE $id")
            .bind(("id", RecordId::new("session", id)));
        check(response.await?)?;
        Ok(())
    }

    /// Forgets sessions and one-time links that have expired.
    pub async fn forget_expired(&self, now: Seconds) -> Result<(), StoreError> {
        let db = self.db()?;
        let response = db
            .query("DELETE session WHERE expires <= $now; DELETE token WHERE expires <= $now")
            .bind(("now", now));
        check(response.await?)?;
        Ok(())
    }
}

/// One-time links. `hash` is that of the secret in the link: the database does not know the link itself.
impl Store {
    /// Keeps a one-time link and what it is for.
    pub async fn keep_token(
        &self,
        hash: &str,
        purpose: &str,
        data: &str,
        expires: Seconds,
    ) -> Result<(), StoreError> {
        let db = self.db()?;
        let response = db
            .query(
                "UPSERT $id SET purpose = $purpose, data = $data, expires = $expires RETURN NONE",
            )
            .bind(("id", RecordId::new("token", hash)))
            .bind(("purpose", purpose.to_owned()))
            .bind(("data", data.to_owned()))
            .bind(("expires", expires));
        check(response.await?)?;
        Ok(())
    }

    /// What a link holds that can still be used; it stays usable.
    pub async fn token(
        &self,
        hash: &str,
        purpose: &str,
        now: Seconds,
    ) -> Result<Option<String>, StoreError> {
        let db = self.db()?;
        let response = db
            .query("SELECT VALUE data FROM $id WHERE purpose = $purpose AND expires > $now")
            .bind(("id", RecordId::new("token", hash)))
            .bind(("purpose", purpose.to_owned()))
            .bind(("now", now))
            .await?;
        Ok(check(response)?.take(0)?)
    }

    /// What a link holds, which is used up by this: of two who use it at once, one gets it.
    pub async fn take_token(
        &self,
        hash: &str,
        purpose: &str,
        now: Seconds,
    ) -> Result<Option<String>, StoreError> {
        let db = self.db()?;
        let response = db
            .query(
                "LET $taken = (DELETE $id WHERE purpose = $purpose AND expires > $now RETURN BEFORE); \
                 RETURN $taken.data",
            )
            .bind(("id", RecordId::new("token", hash)))
            .bind(("purpose", purpose.to_owned()))
            .bind(("now", now))
            .await;
        match response
            .map_err(StoreError::from)
            .and_then(|response| Ok(check(response)?))
        {
            Ok(mut response) => {
                let taken: Vec<String> = response.take(1)?;
                Ok(taken.into_iter().next())
            }
            Err(StoreError::Database(error)) if crate::error::is_conflict(&error) => Ok(None),
            Err(error) => Err(error),
        }
    }
}

/// A one-time link that can still be used.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Token {
    /// The hash of its secret.
    pub hash: String,
    /// What it holds.
    pub data: String,
    /// Until when it can be used.
    pub expires: Seconds,
}

#[derive(Debug, SurrealValue)]
struct TokenRow {
    id: RecordId,
    data: String,
    expires: i64,
}

/// All one-time links for one purpose.
impl Store {
    /// The links that can still be used, those that expire first on top.
    pub async fn tokens(&self, purpose: &str, now: Seconds) -> Result<Vec<Token>, StoreError> {
        let db = self.db()?;
        let response = db
            .query(
                "SELECT id, data, expires FROM token WHERE purpose = $purpose AND expires > $now \
                 ORDER BY expires",
            )
            .bind(("purpose", purpose.to_owned()))
            .bind(("now", now))
            .await?;
        let rows: Vec<TokenRow> = check(response)?.take(0)?;
        let token = |row: TokenRow| match row.id.key {
            RecordIdKey::String(hash) => Ok(Token {
                hash,
                data: row.data,
                expires: row.expires,
            }),
            _ => Err(damaged(&row.id, "its key is no hash".into())),
        };
        rows.into_iter().map(token).collect()
    }
}

/// What the installation chose for itself once, such as the key of its links.
impl Store {
    /// The setting with that name.
    pub async fn setting(&self, name: &str) -> Result<Option<String>, StoreError> {
        let db = self.db()?;
        let response = db
            .query("SELECT VALUE value FROM $id")
            .bind(("id", RecordId::new("setting", name)))
            .await?;
        Ok(check(response)?.take(0)?)
    }

    /// Keeps a setting.
    pub async fn set_setting(&self, name: &str, value: &str) -> Result<(), StoreError> {
        let db = self.db()?;
        let response = db
            .query("UPSERT $id SET value = $value RETURN NONE")
            .bind(("id", RecordId::new("setting", name)))
            .bind(("value", value.to_owned()));
        check(response.await?)?;
        Ok(())
    }
}
