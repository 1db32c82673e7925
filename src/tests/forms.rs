//! Adding and changing by forms, without script: what is right is saved, what is wrong is told and not lost.

use crate::app::{TestApp, command, run};
use axum::http::StatusCode;
use jejaring_domain::{
    Command, Edit, Kind, MemberRole, Name, Network, OrganisationId, Origin, ProfileValue, Status,
};

const SAVE_ORGANISATION: &str = "/api/save-organisation";
const SAVE_PARTNERSHIP: &str = "/api/save-partnership";

#[test]
fn an_organisation_is_added_and_shown() {
    run(async {
        let app = TestApp::empty().await;
        let fields = [
            ("command", &*command()),
            ("seen", "0"),
            ("draft[name]", "SMK Negeri 2 Wonosari"),
            ("draft[kind]", "school"),
            ("draft[npsn]", "20402042"),
            ("draft[programmes]", "Tata Boga; Otomotif"),
        ];
        let answer = app.post_form(SAVE_ORGANISATION, &fields).await;
        assert_eq!(answer.status, StatusCode::FOUND);
        let page = app.get(&answer.location()).await;
        assert_eq!(page.status, StatusCode::OK);
        for text in ["SMK Negeri 2 Wonosari", "20402042", "Tata Boga", "Otomotif"] {
            assert!(page.text().contains(text), "{text}");
        }
        // Sent twice, it is done once, and leads to the same page.
        let again = app.post_form(SAVE_ORGANISATION, &fields).await;
        assert_eq!(again.location(), answer.location());
        assert_eq!(app.store.read(|network| network.organisations().len()), 1);
    });
}

#[test]
fn mistakes_are_told_and_nothing_that_was_typed_is_lost() {
    run(async {
        let app = TestApp::empty().await;
        let fields = [
            ("command", &*command()),
            ("seen", "0"),
            ("draft[name]", "Sekolah Tanpa Nomor"),
            ("draft[kind]", "school"),
            ("draft[npsn]", "123"),
            ("draft[website]", "bukan alamat"),
        ];
        let answer = app.post_form(SAVE_ORGANISATION, &fields).await;
        assert_eq!(answer.status, StatusCode::FOUND);
        assert!(
            answer.location().starts_with("/organisations/new?kept="),
            "{}",
            answer.location()
        );
        let page = app.get(&answer.location()).await.text();
        for text in [
            "Sekolah Tanpa Nomor",
            "bukan alamat",
            "NPSN terdiri atas 8 angka",
            "Alamat web diawali",
        ] {
            assert!(page.contains(text), "{text}");
        }
        assert_eq!(app.store.read(|network| network.organisations().len()), 0);
    });
}

/// Sends the form of a community as it was opened after the first entry of the log; where that leads.
async fn send_community(app: &TestApp, id: OrganisationId, name: &str, about: &str) -> String {
    let (id, command) = (id.to_string(), command());
    let fields = [
        ("id", &*id),
        ("command", &command),
        ("seen", "1"),
        ("draft[name]", name),
        ("draft[kind]", "community"),
        ("draft[about]", about),
    ];
    app.post_form(SAVE_ORGANISATION, &fields).await.location()
}

#[test]
fn edits_of_different_fields_merge_and_of_the_same_field_are_asked_about() {
    run(async {
        let app = TestApp::empty().await;
        let id = app.organisation("Komunitas Baca", Kind::Community).await;
        let edit = async |name, about| send_community(&app, id, name, about).await;
        let name = || {
            app.store
                .read(|network| network.organisation(id).unwrap().profile.name.to_string())
        };
        assert_eq!(
            edit("Komunitas Baca Bantul", "").await,
            format!("/organisations/{id}")
        );
        let refused = edit("Komunitas Buku", "Membaca bersama.").await;
        assert!(refused.contains("?kept="), "{refused}");
        assert_eq!(name(), "Komunitas Baca Bantul");
        let page = app.get(&refused).await.text();
        assert!(page.contains("Komunitas Buku") && page.contains("Komunitas Baca Bantul"));
    });
}

#[test]
fn a_form_that_is_sent_again_is_answered_as_the_first_time() {
    run(async {
        let app = TestApp::empty().await;
        let id = app.organisation("Komunitas Baca", Kind::Community).await;
        let (text, command) = (id.to_string(), command());
        let page = format!("/organisations/{id}");
        let send = async |name: &str, about: &str| {
            let fields = [
                ("id", &*text),
                ("command", &command),
                ("seen", "1"),
                ("draft[name]", name),
                ("draft[kind]", "community"),
                ("draft[about]", about),
            ];
            app.post_form(SAVE_ORGANISATION, &fields).await.location()
        };
        let name = || {
            app.store
                .read(|network| network.organisation(id).unwrap().profile.name.to_string())
        };
        assert_eq!(send("Komunitas Satu", "").await, page);
        // Who goes back and writes something else edits once more.
        assert_eq!(send("Komunitas Dua", "").await, page);
        assert_eq!(name(), "Komunitas Dua");
        // A colleague changes the same field: the first form says nothing new, and another one is asked about.
        let edits = vec![Edit {
            value: ProfileValue::Name(Name::new("Komunitas Lain").unwrap()),
            base: app.store.read(Network::seq),
        }];
        app.submit(Command::EditOrganisation { id, edits }).await;
        assert_eq!(send("Komunitas Satu", "").await, page);
        assert_eq!(name(), "Komunitas Lain");
        assert!(send("Komunitas Tiga", "").await.contains("?kept="));
        assert_eq!(name(), "Komunitas Lain");
    });
}

#[test]
fn who_claims_to_know_what_is_yet_to_come_is_asked_as_well() {
    run(async {
        let app = TestApp::empty().await;
        let id = app.organisation("Komunitas Baca", Kind::Community).await;
        send_community(&app, id, "Komunitas Baca Bantul", "").await;
        let (text, command) = (id.to_string(), command());
        let fields = [
            ("id", &*text),
            ("command", &command),
            ("seen", "99999"),
            ("draft[name]", "Komunitas Buku"),
            ("draft[kind]", "community"),
        ];
        let answer = app.post_form(SAVE_ORGANISATION, &fields).await;
        assert!(answer.location().contains("?kept="));
    });
}

#[test]
fn a_form_that_was_open_while_another_field_changed_merges() {
    run(async {
        let app = TestApp::empty().await;
        let id = app.organisation("Komunitas Baca", Kind::Community).await;
        let send = async |name, about| send_community(&app, id, name, about).await;
        let page = format!("/organisations/{id}");
        assert_eq!(send("Komunitas Baca Bantul", "").await, page);
        assert_eq!(send("Komunitas Baca", "Membaca bersama.").await, page);
        app.store.read(|network| {
            let profile = &network.organisation(id).unwrap().profile;
            assert_eq!(profile.name.as_str(), "Komunitas Baca Bantul");
            assert_eq!(profile.about.as_str(), "Membaca bersama.");
        });
    });
}

#[test]
fn what_one_writes_twice_without_a_connection_asks_nothing() {
    run(async {
        let app = TestApp::empty().await;
        let id = app.organisation("Komunitas Baca", Kind::Community).await;
        let one = app.signed_in(app.member(id, MemberRole::Editor).await);
        let other = app.signed_in(app.member(id, MemberRole::Editor).await);
        let seen = app.store.read(Network::seq).0.to_string();
        let send = async |by: &TestApp, about: &str, website: &str, follows: &str| {
            let (id, command) = (id.to_string(), command());
            let fields = [
                ("id", &*id),
                ("command", &command),
                ("seen", &seen),
                ("follows", follows),
                ("draft[name]", "Komunitas Baca"),
                ("draft[kind]", "community"),
                ("draft[about]", about),
                ("draft[website]", website),
            ];
            by.post_form(SAVE_ORGANISATION, &fields).await
        };
        let profile = || {
            app.store.read(|network| {
                let profile = &network.organisation(id).unwrap().profile;
                (profile.about.to_string(), profile.website.to_string())
            })
        };
        let is = |about: &str, website: &str| (about.to_owned(), website.to_owned());
        let page = format!("/organisations/{id}");
        assert_eq!(send(&one, "Pertama", "", "false").await.location(), page);
        // The same field once more, and it is joined with nobody's.
        let second = send(&one, "Kedua", "", "true").await;
        assert_eq!(second.location(), page);
        assert_eq!(second.header("jejaring-merged"), "");
        assert_eq!(profile(), is("Kedua", ""));
        // A form that was kept as it was before says nothing of the field; one that follows takes it back.
        assert_eq!(
            send(&one, "", "https://a.example", "false")
                .await
                .location(),
            page
        );
        assert_eq!(profile(), is("Kedua", "https://a.example"));
        assert_eq!(
            send(&one, "", "https://a.example", "true").await.location(),
            page
        );
        assert_eq!(profile(), is("", "https://a.example"));
        // Another's word in between is asked about.
        assert!(
            send(&other, "Lain", "", "false")
                .await
                .location()
                .contains("kept=")
        );
        let merged = send(&other, "", "https://a.example", "false").await;
        assert_eq!(merged.header("jejaring-merged"), "true");
    });
}

#[test]
fn a_button_that_is_pressed_without_a_connection_is_done_once() {
    run(async {
        let app = TestApp::empty().await;
        let id = app.organisation("Komunitas Baca", Kind::Community).await;
        let (of, name) = (id.to_string(), command());
        let archive = async |archived: &str, name: &str| {
            let fields = [("id", &*of), ("archived", archived), ("command", name)];
            app.post_form("/api/archive-organisation", &fields).await
        };
        let archived = || app.store.read(|n| n.organisation(id).unwrap().archived);
        assert_eq!(
            archive("true", &name).await.location(),
            format!("/organisations/{id}")
        );
        assert!(archived());
        archive("false", "").await;
        // Its answer was lost, and it is sent again after somebody has done otherwise.
        archive("true", &name).await;
        assert!(!archived());
    });
}

#[test]
fn a_partnership_is_added_between_parties_named_by_name_and_number() {
    run(async {
        let app = TestApp::empty().await;
        app.organisation("SMK Satu", Kind::School).await;
        let company = app.organisation("PT Dua", Kind::Company).await;
        let fields = [
            ("command", &*command()),
            ("seen", "2"),
            ("draft[title]", "Magang bersama"),
            ("draft[form]", "informal"),
            ("draft[scope]", "software"),
            ("draft[finance]", "none"),
            ("draft[step]", "planning"),
            ("draft[parties][0][organisation]", "smk satu"),
            ("draft[parties][0][role]", "proposer"),
            ("draft[parties][1][organisation]", &company.to_string()),
            (
                "draft[parties][1][contributions]",
                "internship_place: 5 siswa",
            ),
            ("draft[parties][2][organisation]", ""),
        ];
        let answer = app.post_form(SAVE_PARTNERSHIP, &fields).await;
        assert!(
            answer.location().starts_with("/partnerships/") && !answer.location().contains('?'),
            "{}",
            answer.location()
        );
        let page = app.get(&answer.location()).await.text();
        for text in ["Magang bersama", "SMK Satu", "PT Dua", "5 siswa"] {
            assert!(page.contains(text), "{text}");
        }
        app.store.read(|network| {
            let partnership = network.partnerships().next().unwrap();
            assert_eq!(
                partnership.status(jejaring::server::state::now().date()),
                Status::Claimed
            );
            assert_eq!(partnership.origin, Origin::Entered);
        });
    });
}

#[test]
fn a_partnership_with_a_party_that_is_nowhere_is_kept_and_told() {
    run(async {
        let app = TestApp::empty().await;
        app.organisation("SMK Satu", Kind::School).await;
        let fields = [
            ("command", &*command()),
            ("seen", "1"),
            ("draft[title]", "Kelas industri"),
            ("draft[form]", "formal"),
            ("draft[scope]", "both"),
            ("draft[finance]", "grant"),
            ("draft[step]", "planning"),
            ("draft[parties][0][organisation]", "SMK Satu"),
            ("draft[parties][1][organisation]", "PT Entah"),
        ];
        let answer = app.post_form(SAVE_PARTNERSHIP, &fields).await;
        assert!(answer.location().starts_with("/partnerships/new?kept="));
        let page = app.get(&answer.location()).await.text();
        assert!(
            page.contains("Kelas industri")
                && page.contains("PT Entah")
                && page.contains("tidak ada dalam jaringan")
        );
    });
}

#[test]
fn what_has_partnerships_is_not_archived() {
    run(async {
        let app = TestApp::demo().await;
        let id: OrganisationId = app.store.read(|network| {
            network
                .partnerships()
                .find(|p| !p.archived)
                .unwrap()
                .terms
                .parties[0]
                .organisation
        });
        let answer = app
            .post_form(
                "/api/archive-organisation",
                &[("id", &id.to_string()), ("archived", "true")],
            )
            .await;
        assert_eq!(
            answer.status,
            StatusCode::FOUND,
            "led back to the page, which tells why"
        );
        assert!(
            !app.store
                .read(|network| network.organisation(id).unwrap().archived)
        );
    });
}
