//! People who can sign in, their sessions and one-time links.

use crate::support::*;
use jejaring_domain::*;
use jejaring_store::{Account, View};

fn account(n: u64) -> Account {
    Account {
        person: PersonId::new(n, 3),
        email: format!("guru{n}@smk.sch.id"),
        name: format!("Guru {n}"),
        password: "$argon2id$…".to_owned(),
        created: Timestamp(1_764_000_000_000),
        digest: false,
        demo: false,
    }
}

#[test]
fn an_address_has_one_account() {
    run(async {
        let (store, _) = store().await;
        assert!(store.add_account(&account(1)).await.unwrap());
        let second = Account {
            email: account(1).email,
            ..account(2)
        };
        assert!(!store.add_account(&second).await.unwrap());
        let found = store.account_by_email("GURU1@smk.sch.id").await.unwrap();
        assert_eq!(found, Some(account(1)));
        assert_eq!(store.account(account(2).person).await.unwrap(), None);
    });
}

#[test]
fn of_many_who_want_an_address_at_once_one_gets_it() {
    run(async {
        let (store, _) = store().await;
        let tries = (1..=8).map(|n| {
            let store = store.clone();
            tokio::spawn(async move {
                let account = Account {
                    email: "sama@smk.sch.id".to_owned(),
                    ..account(n)
                };
                store.add_account(&account).await.unwrap()
            })
        });
        let mut added = 0;
        for attempt in tries.collect::<Vec<_>>() {
            added += usize::from(attempt.await.unwrap());
        }
        assert_eq!(added, 1);
        assert_eq!(store.accounts().await.unwrap().len(), 1);
    });
}

#[test]
fn an_account_is_changed_and_taken_out_with_what_was_kept_for_it() {
    run(async {
        let (store, _) = store().await;
        let person = account(1).person;
        store.add_account(&account(1)).await.unwrap();
        store.set_seen(person, Seq(7)).await.unwrap();
        store.save_pins(person, "here").await.unwrap();
        let view = View {
            id: RecordId::new(1, 1),
            owner: person,
            name: "Sekolah".to_owned(),
            query: "kind=school".to_owned(),
            shared: false,
        };
        store.save_view(&view).await.unwrap();
        assert_eq!(store.views(person).await.unwrap().len(), 1);
        let changed = Account {
            name: "Siti".to_owned(),
            digest: true,
            ..account(1)
        };
        store.save_account(&changed).await.unwrap();
        assert_eq!(store.account(person).await.unwrap(), Some(changed.clone()));
        let names = store.account_names([person, account(2).person]).await;
        assert_eq!(names.unwrap(), [(person, "Siti".to_owned())].into());
        store.remove_account(person).await.unwrap();
        assert_eq!(store.account(person).await.unwrap(), None);
        assert_eq!(store.seen(person).await.unwrap(), None);
        assert_eq!(store.pins(person).await.unwrap(), None);
        assert_eq!(store.view(view.id).await.unwrap(), None);
        // One that is gone stays gone.
        store.save_account(&changed).await.unwrap();
        assert_eq!(store.account(person).await.unwrap(), None);
    });
}

#[test]
fn sessions_last_as_long_as_they_shall() {
    run(async {
        let (store, _) = store().await;
        store.save_session("a", "first", 100).await.unwrap();
        store.save_session("a", "second", 200).await.unwrap();
        assert_eq!(
            store.load_session("a", 150).await.unwrap().as_deref(),
            Some("second")
        );
        assert_eq!(store.load_session("a", 200).await.unwrap(), None);
        assert_eq!(store.load_session("b", 150).await.unwrap(), None);
        store.save_session("b", "other", 300).await.unwrap();
        store.forget_expired(200).await.unwrap();
        assert_eq!(store.load_session("a", 0).await.unwrap(), None);
        assert_eq!(
            store.load_session("b", 0).await.unwrap().as_deref(),
            Some("other")
        );
        store.delete_session("b").await.unwrap();
        assert_eq!(store.load_session("b", 0).await.unwrap(), None);
    });
}

#[test]
fn a_link_is_good_once_for_its_purpose_and_its_time() {
    run(async {
        let (store, _) = store().await;
        store.keep_token("h", "reset", "who", 100).await.unwrap();
        assert_eq!(
            store.token("h", "reset", 50).await.unwrap().as_deref(),
            Some("who")
        );
        assert_eq!(store.token("h", "set-up", 50).await.unwrap(), None);
        assert_eq!(store.token("h", "reset", 100).await.unwrap(), None);
        assert_eq!(store.take_token("h", "set-up", 50).await.unwrap(), None);
        assert_eq!(store.take_token("h", "reset", 100).await.unwrap(), None);
        assert_eq!(
            store.take_token("h", "reset", 50).await.unwrap().as_deref(),
            Some("who")
        );
        assert_eq!(store.take_token("h", "reset", 50).await.unwrap(), None);
    });
}

#[test]
fn of_two_who_use_a_link_at_once_one_gets_it() {
    run(async {
        let (store, _) = store().await;
        for round in 0..20 {
            let hash = format!("h{round}");
            store.keep_token(&hash, "reset", "who", 100).await.unwrap();
            let (first, second) = tokio::join!(
                store.take_token(&hash, "reset", 50),
                store.take_token(&hash, "reset", 50)
            );
            let taken = [first.unwrap(), second.unwrap()];
            assert_eq!(taken.iter().flatten().count(), 1, "{taken:?}");
        }
    });
}

#[test]
fn a_setting_is_kept() {
    run(async {
        let (store, _) = store().await;
        assert_eq!(store.setting("key").await.unwrap(), None);
        store.set_setting("key", "1").await.unwrap();
        store.set_setting("key", "2").await.unwrap();
        assert_eq!(store.setting("key").await.unwrap().as_deref(), Some("2"));
    });
}
