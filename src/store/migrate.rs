//! Brings a database to the schema of this program, a step at a time.

use crate::StoreError;
use crate::error::{check, is_conflict};
use std::time::Duration;
use surrealdb::Surreal;
use surrealdb::engine::any::Any;

/// The steps, in order. One that has been released is never altered; the next one is added below it.
const STEPS: &[(&str, &str)] = &[
    ("0001_network", include_str!("schema/0001_network.surql")),
    ("0002_people", include_str!("schema/0002_people.surql")),
    ("0003_reminder", include_str!("schema/0003_reminder.surql")),
    (
        "0004_distinction",
        include_str!("schema/0004_distinction.surql"),
    ),
    ("0005_view", include_str!("schema/0005_view.surql")),
    ("0006_presence", include_str!("schema/0006_presence.surql")),
    ("0007_left", include_str!("schema/0007_left.surql")),
];

/// What records the steps that were taken: `schema:N` for the N-th.
const LEDGER: &str = "
    DEFINE TABLE IF NOT EXISTS schema TYPE NORMAL SCHEMAFULL;
    DEFINE FIELD IF NOT EXISTS name ON schema TYPE string;
    DEFINE FIELD IF NOT EXISTS at ON schema TYPE datetime DEFAULT time::now();
    SELECT VALUE record::id(id) FROM schema;
";

/// Takes the steps that the database lacks; each is one transaction.
pub async fn migrate(db: &Surreal<Any>) -> Result<(), StoreError> {
    let known = i64::try_from(STEPS.len()).unwrap_or(i64::MAX);
    loop {
        let taken = match db.query(LEDGER).await.and_then(check) {
            Ok(mut response) => response.take::<Vec<i64>>(3)?.into_iter().max().unwrap_or(0),
            // Another process is starting on the same server.
            Err(error) if is_conflict(&error) => {
                tokio::time::sleep(Duration::from_millis(20)).await;
                continue;
            }
            Err(error) => return Err(error.into()),
        };
        if taken > known {
            return Err(StoreError::NewerSchema {
                found: taken,
                known,
            });
        }
        let next = usize::try_from(taken)
            .ok()
            .and_then(|taken| STEPS.get(taken));
        let Some((name, step)) = next else {
            return Ok(());
        };
        let query = format!(
            "BEGIN; CREATE type::record('schema', $number) SET name = $name; {step}; COMMIT"
        );
        let response = db
            .query(query)
            .bind(("number", taken + 1))
            .bind(("name", *name))
            .await;
        match response.and_then(check) {
            Ok(_) => tracing::info!(step = name, "database schema brought up to date"),
            Err(error) if is_conflict(&error) || error.is_already_exists() => {
                tokio::time::sleep(Duration::from_millis(20)).await;
            }
            Err(error) => {
                return Err(StoreError::Migration {
                    name,
                    source: Box::new(error),
                });
            }
        }
    }
}
