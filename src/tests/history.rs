//! The history of a record, and the way back.

use crate::app::{TestApp, run};
use axum::http::StatusCode;
use jejaring_domain::change::Subject;
use jejaring_domain::*;

async fn rename(app: &TestApp, id: OrganisationId, name: &str) {
    let edits = vec![Edit {
        value: ProfileValue::Name(Name::new(name).unwrap()),
        base: app.store.read(Network::seq),
    }];
    app.submit(Command::EditOrganisation { id, edits }).await;
}

#[test]
fn a_history_tells_before_and_after_and_brings_a_value_back() {
    run(async {
        let app = TestApp::empty().await;
        let id = app.organisation("SMK Lama", Kind::School).await;
        rename(&app, id, "SMK Baru").await;
        let page = app.get(&format!("/organisations/{id}/history")).await;
        assert_eq!(page.status, StatusCode::OK);
        let text = page.text();
        for word in [
            "<del class=\"prose\">SMK Lama<",
            "<ins class=\"prose\">SMK Baru<",
        ] {
            assert!(text.contains(word), "{word}");
        }
        let id_text = id.to_string();
        let fields = [
            ("subject[organisation]", &*id_text),
            ("seq", "2"),
            ("field", "name"),
        ];
        let answer = app.post_form("/api/bring-back", &fields).await;
        assert_eq!(answer.location(), format!("/organisations/{id}/history"));
        let name = app
            .store
            .read(|network| network.organisation(id).unwrap().profile.name.to_string());
        assert_eq!(name, "SMK Lama");
        let history = app.store.history(Subject::Organisation(id), 10).await;
        assert_eq!(history.unwrap().len(), 3, "bringing back is a change too");
    });
}

#[test]
fn smaller_records_are_told_by_name_and_brought_back() {
    run(async {
        let app = TestApp::with(false).await;
        let id = app.organisation("SMK Satu", Kind::School).await;
        let editor = app.signed_in(app.member(id, MemberRole::Editor).await);
        let (record, organisation) = (RecordId::new(1, 7), id.to_string());
        let write = async |title: &str| {
            let draft = listing::ListingDraft {
                side: "need".to_owned(),
                resource: "equipment".to_owned(),
                title: title.to_owned(),
                ..Default::default()
            };
            let listing = draft.check(record, id).unwrap();
            let seq = app.store.read(Network::seq);
            let command = Command::Save {
                record: Box::new(listing.into()),
                base: seq,
            };
            let name = CommandId::new(1, rand::random());
            let actor = editor.actor();
            let done = app.store.submit(actor, name, Timestamp(0), &command).await;
            done.unwrap().seq
        };
        write("Bor duduk").await;
        let changed = write("Bor tangan").await;
        let history = format!("/organisations/{id}/history");
        let text = editor.get(&history).await.text();
        for word in [
            "<del class=\"prose\">Bor duduk<",
            "<ins class=\"prose\">Bor tangan<",
            "Kembalikan nilai sebelumnya",
        ] {
            assert!(text.contains(word), "{word}");
        }
        assert!(!app.get(&history).await.text().contains("Kembalikan nilai"));
        let then = changed.0 - 1;
        let then = app.get(&format!("{history}/{then}")).await.text();
        assert!(then.contains("Bor duduk") && !then.contains("Bor tangan"));

        let title = || {
            app.store.read(|network| {
                let listing = network.kept::<Listing>(record);
                listing.map(|listing| listing.title.to_string())
            })
        };
        let back = async |seq: Seq| {
            let (seq, record) = (seq.0.to_string(), record.to_string());
            let fields = [
                ("subject[organisation]", &*organisation),
                ("seq", &seq),
                ("field", &record),
            ];
            editor.post_form("/api/bring-back", &fields).await;
        };
        back(changed).await;
        assert_eq!(title().as_deref(), Some("Bor duduk"));
        let remove = [("id", &*record.to_string())];
        editor.post_form("/api/remove-listing", &remove).await;
        assert_eq!(title(), None);
        back(app.store.read(Network::seq)).await;
        assert_eq!(title().as_deref(), Some("Bor duduk"));
    });
}

#[test]
fn a_long_history_goes_on() {
    run(async {
        let app = TestApp::empty().await;
        let id = app.organisation("SMK 0", Kind::School).await;
        for n in 1..=210 {
            rename(&app, id, &format!("SMK {n}")).await;
        }
        let history = format!("/organisations/{id}/history");
        let text = app.get(&history).await.text();
        assert!(text.contains(">SMK 210<") && !text.contains(">SMK 3<"));
        // The entry N gave it the name N - 1.
        assert!(text.contains(&format!("{history}?before=12\"")));
        let earlier = app.get(&format!("{history}?before=12")).await.text();
        assert!(earlier.contains(">SMK 10<") && earlier.contains("Ditambahkan"));
        assert!(!earlier.contains("?before="));
    });
}

#[test]
fn what_is_nowhere_has_no_history() {
    run(async {
        let app = TestApp::empty().await;
        let nowhere = OrganisationId::new(1, 1);
        let page = app.get(&format!("/organisations/{nowhere}/history")).await;
        assert_eq!(page.status, StatusCode::NOT_FOUND);
        let page = app.get(&format!("/partnerships/{nowhere}/history")).await;
        assert_eq!(page.status, StatusCode::NOT_FOUND);
    });
}
