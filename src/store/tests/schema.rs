//! The database itself refuses what cannot be.

use crate::support::*;
use jejaring_domain::*;
use jejaring_store::{Store, StoreError};
use surrealdb::Surreal;
use surrealdb::engine::any::Any;

async fn refuses(db: &Surreal<Any>, query: &str) {
    let answer = db
        .query(query)
        .await
        .and_then(surrealdb::IndexedResults::check);
    assert!(answer.is_err(), "{query}: {answer:?}");
}

#[test]
fn a_newer_schema_is_refused_and_left_alone() {
    run(async {
        let (store, db) = store().await;
        submit(&store, add([school(1)], [])).await.unwrap();
        db.query("CREATE schema:9 SET name = '0009_later'")
            .await
            .unwrap()
            .check()
            .unwrap();
        let error = Store::on(db).await.unwrap_err();
        assert!(matches!(error, StoreError::NewerSchema { found: 9, .. }));
        assert!(error.to_string().contains("newer Jejaring"), "{error}");
    });
}

#[test]
fn two_processes_may_start_at_once() {
    run(async {
        let db = memory().await;
        let starts: Vec<_> = (0..4)
            .map(|_| tokio::spawn(Store::on(db.clone())))
            .collect();
        for start in starts {
            start.await.unwrap().unwrap();
        }
    });
}

#[test]
fn an_edge_needs_both_its_ends() {
    run(async {
        let (store, db) = store().await;
        submit(
            &store,
            add([school(1), school(2)], [partnership(1, &[1, 2])]),
        )
        .await
        .unwrap();
        let (partnership, school) = (pid(1), oid(1));
        let rest = "place = 0, role = 'partner', answer = 'pending', contributions = []";
        refuses(
            &db,
            &format!("RELATE partnership:`{partnership}`->party->organisation:nowhere SET {rest}"),
        )
        .await;
        refuses(
            &db,
            &format!("RELATE partnership:nowhere->party->organisation:`{school}` SET {rest}"),
        )
        .await;
        refuses(
            &db,
            &format!(
                "RELATE partnership:`{partnership}`->party->organisation:`{school}` SET {rest}"
            ),
        )
        .await;
        let nowhere = format!(
            "INSERT RELATION INTO party [{{ id: party:x, in: partnership:`{partnership}`, out: organisation:nowhere, \
             place: 0, role: 'partner', answer: 'pending', contributions: [] }}]"
        );
        refuses(&db, &nowhere).await;
        assert_sound(&store).await;
    });
}

#[test]
fn a_number_of_a_school_is_there_once() {
    run(async {
        let (store, db) = store().await;
        submit(
            &store,
            add([school(1), school(2), company(3), company(4)], []),
        )
        .await
        .unwrap();
        refuses(
            &db,
            &format!("UPDATE organisation:`{}` SET npsn = '00000002'", oid(1)),
        )
        .await;
        refuses(
            &db,
            &format!("UPDATE organisation:`{}` SET colour = 'red'", oid(1)),
        )
        .await;
        refuses(&db, "CREATE log:7 SET command = 'x'").await;
        assert_sound(&store).await;
    });
}

#[test]
fn an_older_database_learns_when_its_parties_left() {
    run(async {
        let (store, db) = store().await;
        let together = add([school(1), school(2)], [partnership(1, &[1, 2])]);
        submit(&store, together).await.unwrap();
        let person = PersonId::new(1, 9);
        let admit = Command::Admit {
            member: RecordId::new(1, 9),
            organisation: oid(2),
            person,
            role: MemberRole::Editor,
        };
        submit(&store, admit).await.unwrap();
        for (answer, reason) in [(Answer::Accepted, ""), (Answer::Left, "Pindah")] {
            let command = Command::Answer {
                id: pid(1),
                organisation: oid(2),
                answer,
                reason: Line::new(reason).unwrap(),
                seen: store.read(Network::seq),
            };
            let actor = Actor::Person(person);
            let given = store.submit(actor, command_id(), Timestamp(0), &command);
            given.await.unwrap();
        }
        let older = "UPDATE party SET left = NONE; REMOVE FIELD left ON party; DELETE schema:7";
        db.query(older).await.unwrap().check().unwrap();
        let store = Store::on(db).await.unwrap();
        let left = |network: &Network| network.partnership(pid(1)).unwrap().terms.parties[1].left;
        assert_eq!(store.read(left), Some(Seq(4)));
        assert_sound(&store).await;
    });
}
