//! Many at once, in one process and in two.

use crate::support::*;
use jejaring_domain::*;
use jejaring_store::Store;
use std::time::Duration;
use tokio::time::timeout;

async fn all_at_once(stores: &[Store], count: u64) {
    let tasks: Vec<_> = (1..=count)
        .map(|n| {
            let store = stores[n as usize % stores.len()].clone();
            tokio::spawn(async move { submit(&store, add([school(n)], [])).await.unwrap().seq })
        })
        .collect();
    let mut seqs = Vec::new();
    for task in tasks {
        seqs.push(task.await.unwrap());
    }
    seqs.sort();
    assert_eq!(seqs, (1..=count).map(Seq).collect::<Vec<_>>());
}

/// Waits until the store has an entry. A notice that is lost on a busy machine costs the store some seconds, so this
/// waits longer than that.
pub async fn reaches(store: &Store, seq: Seq) {
    let mut watch = store.watch();
    let reached = watch.wait_for(|at| *at >= seq);
    timeout(Duration::from_secs(60), reached)
        .await
        .unwrap()
        .unwrap();
}

/// Two stores on one database write at once: no gap, and both have everything.
pub async fn leave_no_gap(one: Store, two: Store) {
    all_at_once(&[one.clone(), two.clone()], 60).await;
    for store in [&one, &two] {
        reaches(store, Seq(60)).await;
        assert_sound(store).await;
    }
    assert_eq!(network(&one), network(&two));
}

/// What one store writes comes to another on the same database.
pub async fn sees_what_the_other_writes(one: Store, two: Store) {
    for n in 1..=5 {
        submit(&one, add([school(n)], [])).await.unwrap();
        reaches(&two, Seq(n)).await;
        assert!(two.read(|network| network.organisation(oid(n)).is_some()));
    }
}

#[test]
fn fifty_submissions_leave_no_gap() {
    run(async {
        let folder = tempfile::tempdir().unwrap();
        let store = Store::open(&on_disk(&folder)).await.unwrap();
        all_at_once(std::slice::from_ref(&store), 50).await;
        assert_sound(&store).await;
    });
}

#[test]
fn two_stores_on_one_database_leave_no_gap() {
    run(async {
        let (one, db) = store().await;
        let two = Store::on(db).await.unwrap();
        leave_no_gap(one, two).await;
    });
}

#[test]
fn one_store_sees_what_the_other_writes() {
    run(async {
        let (one, db) = store().await;
        let two = Store::on(db).await.unwrap();
        sees_what_the_other_writes(one, two).await;
    });
}

#[test]
fn a_refusal_is_by_the_latest_state() {
    run(async {
        let (one, db) = store().await;
        let two = Store::on(db).await.unwrap();
        for n in 1..=10 {
            submit(&one, add([school(n)], [])).await.unwrap();
            let archive = Command::ArchiveOrganisation {
                id: oid(n),
                archived: true,
            };
            submit(&two, archive).await.unwrap();
        }
        assert_sound(&two).await;
    });
}

#[test]
fn a_command_goes_on_when_its_caller_leaves() {
    run(async {
        let (store, _) = store().await;
        for n in 1..=20 {
            let wait = Duration::from_micros(200 * n);
            let _ = timeout(wait, submit(&store, add([school(n)], []))).await;
        }
        reaches(&store, Seq(20)).await;
        assert_sound(&store).await;
    });
}
