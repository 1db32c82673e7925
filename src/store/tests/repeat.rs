//! A command that is sent twice is done once.

use crate::support::*;
use jejaring_domain::*;
use jejaring_store::Store;

#[test]
fn the_second_answer_is_the_first() {
    run(async {
        let folder = tempfile::tempdir().unwrap();
        let store = Store::open(&on_disk(&folder)).await.unwrap();
        let (id, command) = (command_id(), add([school(1)], []));
        let first = store
            .submit(Actor::System, id, Timestamp(5), &command)
            .await
            .unwrap();
        assert!(!first.repeated);
        submit(&store, add([school(2)], [])).await.unwrap();
        for _ in 0..2 {
            let again = store
                .submit(Actor::System, id, Timestamp(9), &command)
                .await
                .unwrap();
            assert!(again.repeated);
            assert_eq!((again.seq, &again.changes), (first.seq, &first.changes));
        }
        store.close().await;
        let store = Store::open(&on_disk(&folder)).await.unwrap();
        let again = store
            .submit(Actor::System, id, Timestamp(9), &command)
            .await
            .unwrap();
        assert!(again.repeated);
        assert_eq!(network(&store).seq(), Seq(2));
    });
}

#[test]
fn at_the_same_time_too() {
    run(async {
        let (store, db) = store().await;
        let other = Store::on(db).await.unwrap();
        let (id, command) = (command_id(), add([school(1)], []));
        let send = |store: &Store| {
            let (store, command) = (store.clone(), command.clone());
            tokio::spawn(async move {
                store
                    .submit(Actor::System, id, Timestamp(5), &command)
                    .await
            })
        };
        let sent: Vec<_> = [&store, &other, &store, &other].map(send).into();
        let mut firsts = 0;
        for sent in sent {
            let receipt = sent.await.unwrap().unwrap();
            assert_eq!((receipt.seq, receipt.changes.len()), (Seq(1), 1));
            firsts += usize::from(!receipt.repeated);
        }
        assert_eq!(firsts, 1);
        assert_sound(&store).await;
    });
}
