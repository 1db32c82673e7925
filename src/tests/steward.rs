//! What stewards do, and nobody else.

use crate::app::{TestApp, agreed, command, run};
use crate::people::{person, steward};
use axum::http::StatusCode;
use jejaring_domain::*;

async fn claimed(app: &TestApp, id: OrganisationId, name: &str) -> (PersonId, RecordId) {
    let person = person(app, name).await;
    let member = RecordId::new(1, rand::random());
    let command = Command::Claim {
        member,
        organisation: id,
        npsn: None,
        note: Line::new("Kepala sekolah").unwrap(),
    };
    let submission = CommandId::new(1, rand::random());
    app.store
        .submit(Actor::Person(person), submission, Timestamp(0), &command)
        .await
        .unwrap();
    (person, member)
}

#[test]
fn a_claim_is_verified_or_refused() {
    run(async {
        let app = TestApp::with(false).await;
        let id = app.organisation("SMK Satu", Kind::School).await;
        let (teacher, first) = claimed(&app, id, "Bu Guru").await;
        let (impostor, second) = claimed(&app, id, "Penyamar").await;
        let steward = app.signed_in(steward(&app).await);
        let page = steward.get("/steward").await;
        assert_eq!(page.status, StatusCode::OK);
        for text in [
            "Bu Guru",
            "Penyamar",
            "SMK Satu",
            "Kepala sekolah",
            "NPSN belum tercatat",
        ] {
            assert!(page.text().contains(text), "{text}");
        }
        let settle = async |app: &TestApp, member: RecordId, verified: &str| {
            let fields = [("member", &*member.to_string()), ("verified", verified)];
            app.post_form("/api/settle-claim", &fields).await
        };
        settle(&app.signed_in(teacher), first, "true").await;
        let role = |person| app.store.read(|network| network.role(person, id));
        assert_eq!(role(teacher), None, "nobody verifies themselves");
        settle(&steward, first, "true").await;
        settle(&steward, second, "false").await;
        assert_eq!(
            (role(teacher), role(impostor)),
            (Some(MemberRole::Admin), None)
        );
        assert!(!steward.get("/steward").await.text().contains("Penyamar"));
    });
}

#[test]
fn a_steward_leaves_the_own_claim_to_another() {
    run(async {
        let app = TestApp::with(false).await;
        let id = app.organisation("SMK Satu", Kind::School).await;
        let (person, member) = claimed(&app, id, "Bu Pengelola").await;
        let steward = true;
        app.submit(Command::Appoint { person, steward }).await;
        let own = app.signed_in(person);
        let other = app.signed_in(self::steward(&app).await);
        let verify = "Benarkan: Bu Pengelola";
        let page = own.get("/steward").await.text();
        assert!(page.contains("Klaim Anda sendiri") && !page.contains(verify));
        assert!(other.get("/steward").await.text().contains(verify));
        let role = || app.store.read(|network| network.role(person, id));
        let fields = [("member", &*member.to_string()), ("verified", "true")];
        own.post_form("/api/settle-claim", &fields).await;
        assert_eq!(role(), None);
        other.post_form("/api/settle-claim", &fields).await;
        assert_eq!(role(), Some(MemberRole::Admin));
    });
}

#[test]
fn duplicates_are_told_compared_and_merged() {
    run(async {
        let app = TestApp::with(false).await;
        let kept = app.organisation("SMK Negeri 1 Bantul", Kind::School).await;
        let twin = app.organisation("SMKN 1 Bantul", Kind::School).await;
        let partner = app.organisation("PT Dua", Kind::Company).await;
        let parties = [twin, partner].map(agreed);
        app.submit(Command::Add {
            organisations: Vec::new(),
            partnerships: vec![NewPartnership {
                id: PartnershipId::new(1, 1),
                terms: Terms::new(Name::new("Magang las").unwrap(), parties.into()),
                archived: false,
            }],
            origin: Origin::Imported,
        })
        .await;
        let member = app.member(twin, MemberRole::Admin).await;
        let steward = app.signed_in(steward(&app).await);
        assert!(steward.get("/steward").await.text().contains("nama sama"));
        let compare = format!("/steward/merge?from={twin}&into={kept}");
        let page = steward.get(&compare).await.text();
        for text in [
            "SMKN 1 Bantul",
            "SMK Negeri 1 Bantul",
            "Magang las",
            "Gabungkan",
        ] {
            assert!(page.contains(text), "{text}");
        }
        let (from, into, command) = (twin.to_string(), kept.to_string(), command());
        let fields = [("command", &*command), ("from", &from), ("into", &into)];
        app.signed_in(member).post_form("/api/merge", &fields).await;
        assert!(
            !app.store
                .read(|network| network.organisation(twin).unwrap().archived)
        );
        let answer = steward.post_form("/api/merge", &fields).await;
        assert_eq!(answer.location(), format!("/organisations/{kept}"));
        app.store.read(|network| {
            assert_eq!(network.partnerships_of(kept).count(), 1);
            assert_eq!(network.role(member, kept), Some(MemberRole::Admin));
        });
        let old = app.get(&format!("/organisations/{twin}")).await.text();
        assert!(
            old.contains("sudah digabungkan") && old.contains(&format!("/organisations/{kept}"))
        );
        assert!(
            steward
                .get(&compare)
                .await
                .text()
                .contains("tidak dapat digabungkan")
        );
    });
}

#[test]
fn two_that_look_like_one_are_told_apart_for_good() {
    run(async {
        let app = TestApp::with(false).await;
        let one = app.organisation("SMK Negeri 1 Bantul", Kind::School).await;
        let other = app.organisation("SMKN 1 Bantul", Kind::School).await;
        let steward = app.signed_in(steward(&app).await);
        let alike = async || steward.get("/steward").await.text().contains("nama sama");
        assert!(alike().await);
        let (first, second) = (one.to_string(), other.to_string());
        for distinct in ["true", "false"] {
            let fields = [
                ("first", &*first),
                ("second", &second),
                ("distinct", distinct),
            ];
            let answer = steward.post_form("/api/distinguish", &fields).await;
            assert_eq!(answer.location(), "/steward");
            assert_eq!(alike().await, distinct == "false");
        }
    });
}

#[test]
fn people_are_found_blocked_and_appointed() {
    run(async {
        let app = TestApp::with(false).await;
        let troll = person(&app, "Si Usil").await;
        let helper = person(&app, "Si Rajin").await;
        let steward = app.signed_in(steward(&app).await);
        let page = steward.get("/steward/people?text=usil").await.text();
        assert!(page.contains("Si Usil") && !page.contains("Si Rajin"));
        let (person, helper_id) = (troll.to_string(), helper.to_string());
        let block = [
            ("person", &*person),
            ("blocked", "true"),
            ("reason", "Menyamar"),
        ];
        let appoint = [("person", &*helper_id), ("steward", "true")];
        app.signed_in(helper)
            .post_form("/api/block-person", &block)
            .await;
        app.signed_in(helper)
            .post_form("/api/appoint-person", &appoint)
            .await;
        app.store.read(|network| {
            assert!(!network.is_blocked(troll) && !network.is_steward(helper));
        });
        steward.post_form("/api/block-person", &block).await;
        steward.post_form("/api/appoint-person", &appoint).await;
        app.store.read(|network| {
            assert!(network.is_blocked(troll) && network.is_steward(helper));
        });
        let page = steward.get("/steward/people?text=nobody").await.text();
        for deed in ["memblokir Si Usil", "menjadikan Si Rajin pengelola"] {
            assert!(page.contains(deed), "{deed}");
        }
        let id = app.organisation("PT Dua", Kind::Company).await;
        let answer = app
            .signed_in(troll)
            .get(&format!("/organisations/{id}/claim"))
            .await;
        assert_eq!(answer.status, StatusCode::FORBIDDEN);
    });
}

#[test]
fn who_is_blocked_signs_in_sees_why_and_changes_nothing() {
    run(async {
        let app = TestApp::with(false).await;
        let (id, steward) = (person(&app, "Penyamar").await, steward(&app).await);
        let blocked = async |reason: &str, blocked: &str| {
            let id = id.to_string();
            let fields = [("person", &*id), ("blocked", blocked), ("reason", reason)];
            app.signed_in(steward)
                .post_form("/api/block-person", &fields)
                .await;
            app.store
                .read(|network| network.is_blocked(id.parse().unwrap()))
        };
        assert!(
            !blocked("", "true").await,
            "nobody is blocked without a word"
        );
        assert!(blocked("Mengaku kepala sekolah.", "true").await);
        let own = app.signed_in(id);
        let why = "memblokir akun Anda: Mengaku kepala sekolah. ";
        for (page, status) in [
            ("/account", StatusCode::OK),
            ("/account/password", StatusCode::FORBIDDEN),
            ("/desk", StatusCode::FORBIDDEN),
            ("/organisations/new", StatusCode::FORBIDDEN),
        ] {
            let page = own.get(page).await;
            assert_eq!(page.status, status);
            let text = page.text();
            assert!(text.contains(why), "{text}");
            assert!(!text.contains("<form class=\"card form\""), "{text}");
        }
        let named = async |name: &str| {
            own.post_form("/api/save-account", &[("draft[name]", name)])
                .await;
            app.store.account(id).await.unwrap().unwrap().name
        };
        assert_eq!(named("Bu Kepala").await, "Penyamar");
        let list = app.signed_in(steward).get("/steward/people").await.text();
        assert!(list.contains("memblokir Penyamar: Mengaku kepala sekolah."));
        assert!(!blocked("", "false").await);
        assert_eq!(named("Bu Kepala").await, "Bu Kepala");
        assert_eq!(own.get("/desk").await.status, StatusCode::OK);
    });
}
