//! People who can sign in, and what is kept for them: sessions, one-time links, how far they have read. No part of the
//! network and its log: names and addresses can be changed and deleted.

use crate::error::check;
use crate::reading::{damaged, number, seq};
use crate::{Store, StoreError};
use jejaring_domain::{PersonId, Seq, Timestamp};
use std::collections::BTreeMap;
use surrealdb::types::{RecordId, RecordIdKey, SurrealValue};

/// Somebody who can sign in.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Account {
    /// Who the network knows this person as.
    pub person: PersonId,
    /// The e-mail address, in lower case; unique.
    pub email: String,
    /// The name that others see.
    pub name: String,
    /// The password's hash, as argon2 writes it.
    pub password: String,
    /// When it was made.
    pub created: Timestamp,
    /// Whether the person wants a weekly summary by e-mail.
    pub digest: bool,
    /// One of the demonstration's, which goes with it.
    pub demo: bool,
}

#[derive(Debug, SurrealValue)]
struct AccountRow {
    id: RecordId,
    email: String,
    name: String,
    password: String,
    created: i64,
    digest: bool,
    demo: bool,
}

fn row_id(person: PersonId) -> RecordId {
    RecordId::new("account", person.to_string())
}

impl From<&Account> for AccountRow {
    fn from(account: &Account) -> Self {
        Self {
            id: row_id(account.person),
            email: account.email.clone(),
            name: account.name.clone(),
            password: account.password.clone(),
            created: account.created.0,
            digest: account.digest,
            demo: account.demo,
        }
    }
}

fn read(row: AccountRow) -> Result<Account, StoreError> {
    let person = match &row.id.key {
        RecordIdKey::String(key) => key.parse().ok(),
        _ => None,
    };
    let person = person.ok_or_else(|| damaged(&row.id, "it names no person".into()))?;
    Ok(Account {
        person,
        email: row.email,
        name: row.name,
        password: row.password,
        created: Timestamp(row.created),
        digest: row.digest,
        demo: row.demo,
    })
}

/// Accounts.
impl Store {
    /// Adds an account; false where the address has one already.
    pub async fn add_account(&self, account: &Account) -> Result<bool, StoreError> {
        if self.account_by_email(&account.email).await?.is_some() {
            return Ok(false);
        }
        let db = self.db()?;
        let response = db
            .query("CREATE $row.id CONTENT $row RETURN NONE")
            .bind(("row", AccountRow::from(account)))
            .await?;
        match check(response) {
            Ok(_) => Ok(true),
            // Another request was quicker: the index on addresses refuses the second.
            Err(error) => match self.account_by_email(&account.email).await? {
                Some(_) => Ok(false),
                None => Err(error.into()),
            },
        }
    }

    /// Writes an account that exists; one that is gone stays gone.
    pub async fn save_account(&self, account: &Account) -> Result<(), StoreError> {
        let db = self.db()?;
        let response = db
            .query("UPDATE $row.id CONTENT $row RETURN NONE")
            .bind(("row", AccountRow::from(account)));
        check(response.await?)?;
        Ok(())
    }

    /// Takes an account out, with all that was kept for it but sessions, which end with it.
    pub async fn remove_account(&self, person: PersonId) -> Result<(), StoreError> {
        let db = self.db()?;
        let response = db
            .query("DELETE $account; DELETE $seen; DELETE $pins; DELETE view WHERE owner = $person")
            .bind(("account", row_id(person)))
            .bind(("seen", RecordId::new("seen", person.to_string())))
            .bind(("pins", RecordId::new("pins", person.to_string())))
            .bind(("person", person.to_string()));
        check(response.await?)?;
        Ok(())
    }

    /// The account of a person.
    pub async fn account(&self, person: PersonId) -> Result<Option<Account>, StoreError> {
        let db = self.db()?;
        let response = db
            .query("SELECT * FROM $id")
            .bind(("id", row_id(person)))
            .await?;
        let row: Option<AccountRow> = check(response)?.take(0)?;
        row.map(read).transpose()
    }

    /// The account with an address, which is compared in lower case.
    pub async fn account_by_email(&self, email: &str) -> Result<Option<Account>, StoreError> {
        let db = self.db()?;
        let response = db
            .query("SELECT * FROM account WHERE email = $email LIMIT 1")
            .bind(("email", email.to_lowercase()))
            .await?;
        let row: Option<AccountRow> = check(response)?.take(0)?;
        row.map(read).transpose()
    }

    /// All accounts, by name.
    pub async fn accounts(&self) -> Result<Vec<Account>, StoreError> {
        let db = self.db()?;
        let response = db.query("SELECT * FROM account ORDER BY name").await?;
        let rows: Vec<AccountRow> = check(response)?.take(0)?;
        rows.into_iter().map(read).collect()
    }

    /// The names of people; whoever has no account (any more) is left out.
    pub async fn account_names(
        &self,
        people: impl IntoIterator<Item = PersonId>,
    ) -> Result<BTreeMap<PersonId, String>, StoreError> {
        let ids: Vec<_> = people.into_iter().map(row_id).collect();
        if ids.is_empty() {
            return Ok(BTreeMap::new());
        }
        let db = self.db()?;
        let response = db.query("SELECT * FROM $ids").bind(("ids", ids)).await?;
        let rows: Vec<AccountRow> = check(response)?.take(0)?;
        let accounts = rows.into_iter().map(read);
        accounts
            .map(|account| account.map(|account| (account.person, account.name)))
            .collect()
    }

    /// How far a person has read: the log entry up to which what happened is no news.
    pub async fn seen(&self, person: PersonId) -> Result<Option<Seq>, StoreError> {
        let id = RecordId::new("seen", person.to_string());
        let db = self.db()?;
        let response = db
            .query("SELECT VALUE seq FROM $id")
            .bind(("id", id.clone()))
            .await?;
        let value: Option<i64> = check(response)?.take(0)?;
        value
            .map(|value| seq(value).map_err(|reason| damaged(&id, reason)))
            .transpose()
    }

    /// Keeps how far a person has read.
    pub async fn set_seen(&self, person: PersonId, seen: Seq) -> Result<(), StoreError> {
        let db = self.db()?;
        let response = db
            .query("UPSERT $id SET seq = $seq RETURN NONE")
            .bind(("id", RecordId::new("seen", person.to_string())))
            .bind(("seq", number(seen)));
        check(response.await?)?;
        Ok(())
    }
}
