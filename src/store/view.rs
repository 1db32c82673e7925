//! What people keep of the explorer for themselves: views with names, which they may share, and where they have put
//! organisations.

use crate::error::check;
use crate::reading::{damaged, id};
use crate::{Store, StoreError};
use jejaring_domain::PersonId;
use surrealdb::types::{RecordId, SurrealValue};

/// A view with a name.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct View {
    /// Its identifier.
    pub id: jejaring_domain::RecordId,
    /// Whose it is.
    pub owner: PersonId,
    /// What its owner calls it.
    pub name: String,
    /// The query of its address.
    pub query: String,
    /// Whether others may open it.
    pub shared: bool,
}

#[derive(Debug, SurrealValue)]
struct ViewRow {
    id: RecordId,
    owner: String,
    name: String,
    query: String,
    shared: bool,
}

fn row_id(view: jejaring_domain::RecordId) -> RecordId {
    RecordId::new("view", view.to_string())
}

fn read(row: ViewRow) -> Result<View, StoreError> {
    let owner = row.owner.parse::<PersonId>();
    Ok(View {
        id: id(&row.id).map_err(|reason| damaged(&row.id, reason))?,
        owner: owner.map_err(|reason| damaged(&row.id, reason.into()))?,
        name: row.name,
        query: row.query,
        shared: row.shared,
    })
}

/// Views and pins.
impl Store {
    /// The views of a person, the latest first.
    pub async fn views(&self, owner: PersonId) -> Result<Vec<View>, StoreError> {
        let db = self.db()?;
        let response = db
            .query("SELECT * FROM view WHERE owner = $owner ORDER BY id DESC")
            .bind(("owner", owner.to_string()))
            .await?;
        let rows: Vec<ViewRow> = check(response)?.take(0)?;
        rows.into_iter().map(read).collect()
    }

    /// A view.
    pub async fn view(&self, id: jejaring_domain::RecordId) -> Result<Option<View>, StoreError> {
        let db = self.db()?;
        let response = db
            .query("SELECT * FROM $id")
            .bind(("id", row_id(id)))
            .await?;
        let row: Option<ViewRow> = check(response)?.take(0)?;
        row.map(read).transpose()
    }

    /// Keeps a view, new or not.
    pub async fn save_view(&self, view: &View) -> Result<(), StoreError> {
        let row = ViewRow {
            id: row_id(view.id),
            owner: view.owner.to_string(),
            name: view.name.clone(),
            query: view.query.clone(),
            shared: view.shared,
        };
        let db = self.db()?;
        let response = db
            .query("UPSERT $row.id CONTENT $row RETURN NONE")
            .bind(("row", row));
        check(response.await?)?;
        Ok(())
    }

    /// Forgets a view.
    pub async fn remove_view(&self, id: jejaring_domain::RecordId) -> Result<(), StoreError> {
        let db = self.db()?;
        let response = db.query("DELETE $id").bind(("id", row_id(id)));
        check(response.await?)?;
        Ok(())
    }

    /// Where a person has put organisations, as the explorer writes it.
    pub async fn pins(&self, person: PersonId) -> Result<Option<String>, StoreError> {
        let db = self.db()?;
        let response = db
            .query("SELECT VALUE text FROM $id")
            .bind(("id", RecordId::new("pins", person.to_string())))
            .await?;
        Ok(check(response)?.take(0)?)
    }

    /// Keeps where a person has put organisations.
    pub async fn save_pins(&self, person: PersonId, text: &str) -> Result<(), StoreError> {
        let db = self.db()?;
        let response = db
            .query("UPSERT $id SET text = $text RETURN NONE")
            .bind(("id", RecordId::new("pins", person.to_string())))
            .bind(("text", text.to_owned()));
        check(response.await?)?;
        Ok(())
    }
}
