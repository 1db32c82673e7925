//! What was written is there when the database is opened again.

use crate::support::*;
use jejaring_domain::change::Subject;
use jejaring_domain::*;
use jejaring_store::{Options, Store, StoreError, SubmitError};

async fn write_of_everything(store: &Store) {
    let commands = [
        add(
            [school(1), company(2), company(3)],
            [partnership(1, &[1, 3, 2])],
        ),
        add([school(4)], [partnership(2, &[3, 4])]),
        Command::EditOrganisation {
            id: oid(1),
            edits: vec![
                Edit {
                    value: ProfileValue::Name(name("SMK Baru")),
                    base: Seq(1),
                },
                Edit {
                    value: ProfileValue::Npsn(None),
                    base: Seq(1),
                },
            ],
        },
        Command::EditPartnership {
            id: pid(1),
            edits: vec![
                Edit {
                    value: TermsValue::Parties(vec![
                        Party::new(oid(4), Role::Funder),
                        Party::new(oid(2), Role::Partner),
                        Party::new(oid(1), Role::Proposer),
                    ]),
                    base: Seq(1),
                },
                Edit {
                    value: TermsValue::Ended(None),
                    base: Seq(1),
                },
                Edit {
                    value: TermsValue::Agreement(None),
                    base: Seq(1),
                },
                Edit {
                    value: TermsValue::Step(Step::Negotiation),
                    base: Seq(1),
                },
            ],
            by: None,
            proposal: RecordId::from_u128(1),
            note: Text::default(),
        },
        Command::ArchivePartnership {
            id: pid(2),
            archived: true,
        },
        Command::ArchiveOrganisation {
            id: oid(3),
            archived: true,
        },
    ];
    for command in commands {
        submit(store, command).await.unwrap();
    }
}

#[test]
fn everything_is_there_after_a_restart() {
    run(async {
        let folder = tempfile::tempdir().unwrap();
        let store = Store::open(&on_disk(&folder)).await.unwrap();
        write_of_everything(&store).await;
        let before = network(&store);
        assert_eq!(before.seq(), Seq(6));
        assert_sound(&store).await;
        store.close().await;

        let store = Store::open(&on_disk(&folder)).await.unwrap();
        assert_eq!(network(&store), before);
        assert_sound(&store).await;
        submit(&store, add([company(9)], [])).await.unwrap();
        assert_eq!(network(&store).seq(), Seq(7));
    });
}

#[test]
fn the_demonstration_can_be_taken_out() {
    run(async {
        let (store, db) = store().await;
        submit(
            &store,
            add([company(1), company(2)], [partnership(1, &[1, 2])]),
        )
        .await
        .unwrap();
        let before = network(&store);
        let Command::Add {
            organisations,
            partnerships,
            ..
        } = add(
            [school(3), school(4)],
            [partnership(2, &[3, 4]), partnership(3, &[3, 1])],
        )
        else {
            unreachable!()
        };
        let origin = Origin::Demo;
        submit(
            &store,
            Command::Add {
                organisations,
                partnerships,
                origin,
            },
        )
        .await
        .unwrap();
        submit(&store, Command::RemoveDemo).await.unwrap();
        let after = network(&store);
        assert!(after.organisations().eq(before.organisations()));
        assert!(after.partnerships().eq(before.partnerships()));
        assert_sound(&store).await;
        let edges: Vec<i64> = db
            .query("SELECT VALUE place FROM party")
            .await
            .unwrap()
            .take(0)
            .unwrap();
        assert_eq!(edges.len(), 2);
    });
}

#[test]
fn a_refused_command_writes_nothing() {
    run(async {
        let (store, _) = store().await;
        submit(&store, add([school(1)], [])).await.unwrap();
        let before = network(&store);
        let taken = submit(&store, add([school(1)], [])).await;
        assert!(matches!(taken, Err(SubmitError::Refused(Refusal::IdTaken))));
        let command = add([school(2)], []);
        let refused = store
            .submit(Actor::Visitor, command_id(), Timestamp(0), &command)
            .await;
        assert!(matches!(
            refused,
            Err(SubmitError::Refused(Refusal::Forbidden))
        ));
        assert_eq!(network(&store), before);
        assert_sound(&store).await;
    });
}

#[test]
fn a_command_that_changes_nothing_writes_no_entry() {
    run(async {
        let (store, _) = store().await;
        submit(&store, add([school(1)], [])).await.unwrap();
        let restore = Command::ArchiveOrganisation {
            id: oid(1),
            archived: false,
        };
        let receipt = submit(&store, restore).await.unwrap();
        assert_eq!((receipt.seq, receipt.changes.len()), (Seq(1), 0));
        assert_eq!(store.entries_after(Seq(0), 10).await.unwrap().len(), 1);
    });
}

#[test]
fn the_log_is_read_in_pages() {
    run(async {
        let (store, _) = store().await;
        for n in 1..=5 {
            submit(&store, add([company(n)], [])).await.unwrap();
        }
        let page = store.entries_after(Seq(2), 2).await.unwrap();
        let numbers: Vec<_> = page.iter().map(|entry| entry.seq).collect();
        assert_eq!(numbers, [Seq(3), Seq(4)]);
        assert!(page[1].follows(&page[0].hash));
        assert!(store.entries_after(Seq(5), 2).await.unwrap().is_empty());
    });
}

#[test]
fn a_record_has_its_history() {
    run(async {
        let (store, _) = store().await;
        write_of_everything(&store).await;
        let history = store
            .history(Subject::Organisation(oid(1)), 10)
            .await
            .unwrap();
        let seqs: Vec<_> = history.iter().map(|event| event.seq).collect();
        assert_eq!(seqs, [Seq(3), Seq(3), Seq(1)]);
        assert!(
            history
                .iter()
                .all(|event| event.change.subject() == Subject::Organisation(oid(1)))
        );
        assert_eq!(history[0].actor, Actor::System);
        assert_eq!(history[0].at, Timestamp(1_795_582_800_000));
        let latest = store
            .history(Subject::Partnership(pid(2)), 1)
            .await
            .unwrap();
        assert!(matches!(latest[..], [ref event] if event.seq == Seq(5)));
        assert!(
            store
                .history(Subject::Organisation(oid(99)), 1)
                .await
                .unwrap()
                .is_empty()
        );
    });
}

#[test]
fn positions_are_kept() {
    run(async {
        let (store, _) = store().await;
        assert_eq!(store.load_positions().await.unwrap(), None);
        let first = vec![(1, [1.5, -2.25]), (u128::MAX, [f32::MAX, 0.0])];
        store.save_positions(Seq(3), &first).await.unwrap();
        assert_eq!(store.load_positions().await.unwrap(), Some((Seq(3), first)));
        store.save_positions(Seq(4), &[]).await.unwrap();
        assert_eq!(
            store.load_positions().await.unwrap(),
            Some((Seq(4), Vec::new()))
        );
    });
}

#[test]
fn a_closed_store_says_so() {
    run(async {
        let (store, _) = store().await;
        let clone = store.clone();
        clone.healthy().await.unwrap();
        store.close().await;
        let refused = submit(&clone, add([school(1)], [])).await;
        assert!(matches!(
            refused,
            Err(SubmitError::Store(StoreError::Closed))
        ));
        assert!(matches!(clone.healthy().await, Err(StoreError::Closed)));
    });
}

#[test]
fn a_folder_has_one_master() {
    run(async {
        let folder = tempfile::tempdir().unwrap();
        let _store = Store::open(&on_disk(&folder)).await.unwrap();
        let second = Store::open(&on_disk(&folder)).await;
        assert!(
            matches!(second, Err(StoreError::InUse { .. })),
            "{second:?}"
        );
    });
}

#[test]
fn an_address_that_leads_nowhere_is_named() {
    run(async {
        for url in ["rocksdb://somewhere", "ws://127.0.0.1:9", "nonsense"] {
            let error = Store::open(&Options::at(url)).await.unwrap_err();
            assert!(error.to_string().contains(url), "{error}");
        }
    });
}
