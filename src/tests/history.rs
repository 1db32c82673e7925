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
