//! Whoever writes past the store is found out.

use crate::support::*;
use jejaring_domain::*;
use jejaring_store::{Flaw, Store, StoreError};

/// What verification finds after a query, in a log of five entries.
async fn found(query: &str) -> Option<Flaw> {
    let (store, db) = store().await;
    for n in 1..=4 {
        submit(&store, add([school(n)], [])).await.unwrap();
    }
    submit(&store, add([], [partnership(1, &[1, 2])]))
        .await
        .unwrap();
    db.query(query).await.unwrap().check().unwrap();
    store.verify().await.unwrap().flaw
}

#[test]
fn the_first_broken_entry_is_named() {
    run(async {
        let cases = [
            ("UPDATE log:3 SET at = 1", Flaw::Altered(Seq(3))),
            (
                "UPDATE log:3 SET command = 'nonsense'",
                Flaw::Altered(Seq(3)),
            ),
            (
                "UPDATE log:2 SET actor = '\"visitor\"'",
                Flaw::Altered(Seq(2)),
            ),
            (
                "UPDATE change:[2, 0] SET text = string::replace(text, 'Karya', 'Marya')",
                Flaw::Altered(Seq(2)),
            ),
            ("DELETE change:[4, 0]", Flaw::Altered(Seq(4))),
            ("DELETE log:3", Flaw::Missing(Seq(3))),
            ("DELETE log:5", Flaw::Missing(Seq(5))),
            ("UPDATE head:log SET seq = 4", Flaw::Altered(Seq(4))),
        ];
        for (query, flaw) in cases {
            assert_eq!(found(query).await, Some(flaw), "{query}");
        }
    });
}

#[test]
fn a_record_that_the_log_does_not_explain_is_named() {
    run(async {
        let rename = format!("UPDATE organisation:`{}` SET name = 'Lain'", oid(2));
        assert_eq!(found(&rename).await, Some(Flaw::Organisation(oid(2))));
        assert_eq!(
            found("UPDATE party SET role = 'funder'").await,
            Some(Flaw::Partnership(pid(1)))
        );
        let remove = format!("DELETE organisation:`{}`", oid(4));
        assert_eq!(found(&remove).await, Some(Flaw::Organisation(oid(4))));
    });
}

#[test]
fn a_damaged_row_is_named_at_the_start() {
    run(async {
        let (store, db) = store().await;
        submit(&store, add([school(1)], [])).await.unwrap();
        db.query("UPDATE organisation SET kind = 'shop'")
            .await
            .unwrap()
            .check()
            .unwrap();
        let error = Store::on(db).await.unwrap_err();
        assert!(matches!(error, StoreError::Damaged { .. }));
        assert!(error.to_string().contains(&oid(1).to_string()), "{error}");
    });
}
