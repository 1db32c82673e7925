//! The smaller records: kept, changed, taken out, and found again.

use crate::support::*;
use jejaring_domain::change::Subject;
use jejaring_domain::*;
use jejaring_store::{Receipt, Store, SubmitError};

fn rid(n: u64) -> RecordId {
    RecordId::new(n, 9)
}

async fn as_person(
    store: &Store,
    person: PersonId,
    command: Command,
) -> Result<Receipt, SubmitError> {
    let actor = Actor::Person(person);
    store
        .submit(actor, command_id(), Timestamp(1_795_582_800_000), &command)
        .await
}

fn need(title: &str, base: Seq) -> Command {
    let record = Listing {
        id: rid(2),
        organisation: oid(1),
        side: Side::Need,
        resource: Resource::InternshipPlace,
        title: name(title),
        note: Text::new("Untuk kelas XI.\n\nMulai Januari.").unwrap(),
        quantity: Some(12),
        programme: Line::new("Teknik Mesin").unwrap(),
        from: Some(Date::constant(2027, 1, 5)),
        until: None,
        closed: false,
    };
    Command::Save {
        record: Box::new(record.into()),
        base,
    }
}

#[test]
fn they_outlive_the_program_and_add_up_to_the_log() {
    run(async {
        let folder = tempfile::tempdir().unwrap();
        let person = PersonId::new(1, 1);
        let store = Store::open(&on_disk(&folder)).await.unwrap();
        submit(
            &store,
            add([school(1), company(2)], [partnership(1, &[1, 2])]),
        )
        .await
        .unwrap();
        let admit = Command::Admit {
            member: rid(1),
            organisation: oid(1),
            person,
            role: MemberRole::Editor,
        };
        submit(&store, admit).await.unwrap();
        as_person(&store, person, need("Tempat magang", Seq(2)))
            .await
            .unwrap();
        as_person(&store, person, need("Tempat magang bengkel", Seq(3)))
            .await
            .unwrap();
        let accept = Command::Answer {
            id: pid(1),
            organisation: oid(1),
            answer: Answer::Accepted,
            reason: Line::default(),
            seen: Seq(4),
        };
        as_person(&store, person, accept).await.unwrap();
        let before = network(&store);
        store.close().await;

        let store = Store::open(&on_disk(&folder)).await.unwrap();
        assert_eq!(network(&store), before);
        assert_sound(&store).await;
        store.read(|network| {
            assert_eq!(network.role(person, oid(1)), Some(MemberRole::Editor));
            let need = network.kept::<Listing>(rid(2)).unwrap();
            assert_eq!(need.title.as_str(), "Tempat magang bengkel");
            let partnership = network.partnership(pid(1)).unwrap();
            assert_eq!(partnership.terms.parties[0].answer, Answer::Accepted);
        });
        let history = store
            .history(Subject::Organisation(oid(1)), 10)
            .await
            .unwrap();
        assert_eq!(history.len(), 4, "its records are part of its history");
        assert_eq!(history[0].actor, Actor::Person(person));

        as_person(&store, person, Command::Remove { id: rid(2) })
            .await
            .unwrap();
        assert!(store.read(|network| network.record(rid(2)).is_none()));
        assert_sound(&store).await;
        store.close().await;
    });
}

#[test]
fn one_that_was_altered_behind_the_log_is_found() {
    run(async {
        let (store, db) = store().await;
        let appoint = Command::Appoint {
            person: PersonId::new(1, 1),
            steward: false,
        };
        submit(&store, appoint).await.unwrap();
        let appoint = Command::Appoint {
            person: PersonId::new(1, 2),
            steward: true,
        };
        submit(&store, appoint).await.unwrap();
        assert_sound(&store).await;
        let answer = db
            .query("UPDATE person SET data.steward = false")
            .await
            .unwrap();
        answer.check().unwrap();
        let flaw = store.verify().await.unwrap().flaw;
        let person = RecordId::from_u128(PersonId::new(1, 2).to_u128());
        assert_eq!(flaw, Some(jejaring_store::Flaw::Record(person)));
    });
}

#[test]
fn what_happened_to_some_records_since_an_entry_is_found() {
    run(async {
        let (store, _) = store().await;
        let parts = add([school(1), company(2)], [partnership(1, &[1, 2])]);
        submit(&store, parts).await.unwrap();
        let person = PersonId::new(1, 1);
        let admit = Command::Admit {
            member: rid(1),
            organisation: oid(1),
            person,
            role: MemberRole::Editor,
        };
        submit(&store, admit).await.unwrap();
        as_person(&store, person, need("Tempat magang", Seq(2)))
            .await
            .unwrap();
        submit(&store, add([school(3)], [])).await.unwrap();
        let seqs = async |after, subjects: &[Subject], limit| {
            let events = store.history_since(Seq(after), subjects, limit).await;
            let events = events.unwrap().into_iter();
            events.map(|event| event.seq.0).collect::<Vec<_>>()
        };
        let own = [oid(1).into(), pid(1).into()];
        assert_eq!(seqs(0, &own, 10).await, [3, 2, 1, 1]);
        assert_eq!(seqs(0, &own, 1).await, [3]);
        assert_eq!(seqs(1, &own, 10).await, [3, 2]);
        assert_eq!(seqs(3, &own, 10).await, [0; 0]);
        assert_eq!(seqs(0, &[], 10).await, [0; 0]);
        let times = store.times([Seq(2), Seq(7)]).await.unwrap();
        assert_eq!(times.into_keys().collect::<Vec<_>>(), [Seq(2)]);
    });
}

#[test]
fn a_merge_hands_the_number_of_a_school_on() {
    run(async {
        let (store, db) = store().await;
        let numbered = school(2);
        let number = numbered.profile.npsn.unwrap();
        let mut kept = school(1);
        kept.profile.npsn = None;
        submit(&store, add([kept, numbered], [])).await.unwrap();
        let merge = Command::Merge {
            merger: rid(5),
            from: oid(2),
            into: oid(1),
        };
        submit(&store, merge).await.unwrap();
        // Read anew: both rows are as they are to be.
        let again = Store::on(db).await.unwrap();
        for store in [&store, &again] {
            let holder = store.read(|network| network.by_npsn(number));
            assert_eq!(holder, Some(oid(1)));
        }
    });
}
