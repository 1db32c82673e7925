//! A member's desk: what waits, what is new, and who sees it.

use crate::app::{TestApp, run};
use axum::http::StatusCode;
use jejaring::server::digest::send_due;
use jejaring::server::mail::Mailer;
use jejaring_domain::*;

/// A school and a company with an editor each, and a partnership that the company is asked to confirm.
struct Cast {
    app: TestApp,
    school: OrganisationId,
    teacher: PersonId,
    manager: PersonId,
    partnership: PartnershipId,
}

async fn cast() -> Cast {
    let app = TestApp::empty().await;
    let school = app.organisation("SMK Meja", Kind::School).await;
    let company = app.organisation("PT Mitra", Kind::Company).await;
    let teacher = app.member(school, MemberRole::Editor).await;
    let manager = app.member(company, MemberRole::Editor).await;
    let partnership = PartnershipId::new(1, 7);
    let party = |id, answer| Party {
        answer,
        ..Party::new(id, Role::Partner)
    };
    let parties = vec![
        party(school, Answer::Accepted),
        party(company, Answer::Pending),
    ];
    let mut terms = Terms::new(Name::new("Magang Bersama").unwrap(), parties);
    terms.step = Step::Approval;
    app.submit(Command::Add {
        organisations: Vec::new(),
        partnerships: vec![NewPartnership {
            id: partnership,
            terms,
            archived: false,
        }],
        origin: Origin::Imported,
    })
    .await;
    Cast {
        app,
        school,
        teacher,
        manager,
        partnership,
    }
}

const TO_ANSWER: &str = "Konfirmasi kemitraan ini, atau tolak";

async fn count(app: &TestApp) -> usize {
    app.fetch("/api/desk-count").await
}

#[test]
fn what_waits_is_on_the_desk_until_it_is_done() {
    run(async {
        let cast = cast().await;
        let manager = cast.app.signed_in(cast.manager);
        let desk = manager.get("/desk").await;
        assert_eq!(desk.status, StatusCode::OK);
        let text = desk.text();
        for part in [TO_ANSWER, "Magang Bersama", "SMK Meja", "PT Mitra"] {
            assert!(text.contains(part), "{part}");
        }
        assert!(text.contains(&format!("/partnerships/{}", cast.partnership)));
        assert_eq!(count(&manager).await, 1);
        let teacher = cast.app.signed_in(cast.teacher);
        assert!(!teacher.get("/desk").await.text().contains(TO_ANSWER));
        assert_eq!(count(&teacher).await, 0);

        let company = cast
            .app
            .store
            .read(|n| n.memberships(cast.manager).next().unwrap().organisation);
        cast.app
            .store
            .submit(
                Actor::Person(cast.manager),
                CommandId::new(2, 2),
                Timestamp(0),
                &Command::Answer {
                    id: cast.partnership,
                    organisation: company,
                    answer: Answer::Accepted,
                    reason: Line::default(),
                    seen: cast.app.store.read(Network::seq),
                },
            )
            .await
            .unwrap();
        assert!(!manager.get("/desk").await.text().contains(TO_ANSWER));
        // What the company did is news for the school only.
        let news = teacher.get("/desk").await.text();
        let answered = jejaring::i18n::words::answer(jejaring::i18n::Locale::id, Answer::Accepted);
        assert!(news.contains(&format!("PT Mitra: {answered}")));
        let own = manager.get("/desk").await.text();
        assert!(!own.contains(&format!("PT Mitra: {answered}")));
    });
}

#[test]
fn news_are_news_until_they_are_read() {
    run(async {
        let cast = cast().await;
        let teacher = cast.app.signed_in(cast.teacher);
        let edit = Command::EditOrganisation {
            id: cast.school,
            edits: vec![Edit {
                value: ProfileValue::About(Text::new("Sekolah pusat keunggulan").unwrap()),
                base: cast.app.store.read(Network::seq),
            }],
        };
        cast.app.submit(edit).await;
        const MARK: &str = "Tandai sudah dibaca";
        assert!(teacher.get("/desk").await.text().contains(MARK));
        let until = cast.app.store.read(Network::seq).0.to_string();
        let read = teacher
            .post_form("/api/read-news", &[("until", &until)])
            .await;
        assert_eq!(read.location(), "/desk");
        assert!(!teacher.get("/desk").await.text().contains(MARK));
        let seen = cast.app.store.seen(cast.teacher).await.unwrap();
        assert_eq!(seen, Some(cast.app.store.read(Network::seq)));
    });
}

#[test]
fn a_desk_is_for_who_has_signed_in() {
    run(async {
        let app = TestApp::with(false).await;
        let visitor = app.get("/desk").await;
        assert_eq!(visitor.status, StatusCode::UNAUTHORIZED);
        assert_eq!(count(&app).await, 0);
        let stranger = app.signed_in(PersonId::new(1, 1));
        let desk = stranger.get("/desk").await;
        assert_eq!(desk.status, StatusCode::OK);
        assert!(desk.text().contains("Cari lembaga saya"));
    });
}

#[test]
fn a_steward_sees_claims_and_their_maker_that_they_wait() {
    run(async {
        let cast = cast().await;
        let (stranger, steward) = (PersonId::new(1, 1), PersonId::new(1, 2));
        cast.app
            .submit(Command::Appoint {
                person: steward,
                steward: true,
            })
            .await;
        let claim = Command::Claim {
            member: RecordId::new(1, 9),
            organisation: cast.school,
            npsn: None,
            note: Line::new("Wakil kepala").unwrap(),
        };
        let actor = Actor::Person(stranger);
        let id = CommandId::new(3, 3);
        let store = &cast.app.store;
        store.submit(actor, id, Timestamp(0), &claim).await.unwrap();
        let desk = cast.app.signed_in(steward).get("/desk").await.text();
        assert!(desk.contains("Periksa klaim"), "the steward");
        let desk = cast.app.signed_in(stranger).get("/desk").await.text();
        assert!(desk.contains("Klaim Anda menunggu"), "who claims");
        let desk = cast.app.signed_in(cast.teacher).get("/desk").await.text();
        assert!(!desk.contains("laim "), "nobody else");
    });
}

#[test]
fn who_wants_a_summary_gets_one_a_week_while_something_waits() {
    run(async {
        const WEEK: i64 = 7 * 24 * 60 * 60 * 1000;
        let cast = cast().await;
        let store = &cast.app.store;
        for (person, name, digest) in [
            (cast.manager, "manager", true),
            (cast.teacher, "teacher", true),
            (PersonId::new(1, 1), "stranger", false),
        ] {
            let account = jejaring_store::Account {
                person,
                email: format!("{name}@mitra.example"),
                name: name.to_owned(),
                password: String::new(),
                created: Timestamp(0),
                digest,
                demo: false,
            };
            assert!(store.add_account(&account).await.unwrap());
        }
        let mails = std::sync::Arc::default();
        let mut state = cast.app.state.clone();
        let mut config = (*state.config).clone();
        config.mailer = Mailer::Kept(std::sync::Arc::clone(&mails));
        state.config = config.into();
        let now = jejaring::server::state::now();
        // Nobody listens there: what cannot be sent is due again.
        let smtp = Some("smtp://127.0.0.1:1".to_owned());
        let mut broken = state.clone();
        let mut config = (*broken.config).clone();
        config.mailer = Mailer::new(smtp, Some("Jejaring <a@b.id>".to_owned())).unwrap();
        broken.config = config.into();
        send_due(&broken, now).await.unwrap();
        for (later, sent) in [(0, 1), (WEEK - 1, 1), (WEEK, 2)] {
            send_due(&state, Timestamp(now.0 + later)).await.unwrap();
            assert_eq!(mails.lock().unwrap().len(), sent, "after {later} ms");
        }
        let mails = mails.lock().unwrap();
        assert!(mails.iter().all(|mail| mail.to == "manager@mitra.example"));
        assert!(mails[0].text.contains(TO_ANSWER) && mails[0].text.contains("http://test/desk"));
    });
}
