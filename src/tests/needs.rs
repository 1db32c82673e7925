//! Needs and offers: who sees and who writes them, by forms without script, and what they lead to.

use crate::app::{TestApp, request, run};
use axum::body::Body;
use axum::http::{Method, StatusCode};
use jejaring_domain::*;

const SAVE: &str = "/api/save-listing";

/// A school and a company, each with an editor.
struct Two {
    app: TestApp,
    school: OrganisationId,
    company: OrganisationId,
    teacher: TestApp,
    manager: TestApp,
}

async fn two() -> Two {
    let app = TestApp::with(false).await;
    let school = app.organisation("SMK Satu", Kind::School).await;
    let company = app.organisation("PT Dua", Kind::Company).await;
    let teacher = app.member(school, MemberRole::Editor).await;
    let manager = app.member(company, MemberRole::Editor).await;
    Two {
        teacher: app.signed_in(teacher),
        manager: app.signed_in(manager),
        app,
        school,
        company,
    }
}

/// Sends the form for a need or an offer; where that leads.
async fn send(app: &TestApp, of: OrganisationId, more: &[(&str, &str)]) -> String {
    let (of, command) = (
        of.to_string(),
        CommandId::new(5, rand::random()).to_string(),
    );
    let mut fields = vec![
        ("organisation", of.as_str()),
        ("command", &command),
        ("seen", "9"),
    ];
    fields.retain(|(name, _)| more.iter().all(|(other, _)| other != name));
    fields.extend(more);
    let answer = app.post_form(SAVE, &fields).await;
    assert_eq!(answer.status, StatusCode::FOUND);
    answer.location()
}

const NEED: [(&str, &str); 4] = [
    ("draft[side]", "need"),
    ("draft[resource]", "internship_place"),
    ("draft[title]", "Tempat magang jaringan komputer"),
    ("draft[quantity]", "20"),
];
const OFFER: [(&str, &str); 4] = [
    ("draft[side]", "offer"),
    ("draft[resource]", "internship_place"),
    ("draft[title]", "Magang bagian komputer"),
    ("draft[quantity]", "12"),
];

fn listings(app: &TestApp, of: OrganisationId) -> Vec<Listing> {
    app.store
        .read(|network| network.records_of::<Listing>(of.into()).cloned().collect())
}

#[test]
fn an_editor_writes_and_everybody_sees() {
    run(async {
        let Two {
            app,
            school,
            company,
            teacher,
            manager,
        } = two().await;
        let page = format!("/organisations/{school}/needs");
        assert_eq!(send(&teacher, school, &NEED).await, page);
        assert_eq!(
            send(&manager, company, &OFFER).await,
            format!("/organisations/{company}/needs")
        );
        for path in [page.as_str(), "/needs", &format!("/organisations/{school}")] {
            let shown = app.get(path).await;
            assert_eq!(shown.status, StatusCode::OK, "{path}");
            assert!(
                shown.text().contains("Tempat magang jaringan komputer"),
                "{path}"
            );
        }
        // The match is explained, from both ends and in the whole network.
        for path in [
            page.as_str(),
            &format!("/organisations/{company}/needs"),
            "/needs/matches",
        ] {
            let shown = app.get(path).await.text();
            for reason in ["Sama-sama tentang komputer.", "Memenuhi 12 dari 20."] {
                assert!(shown.contains(reason), "{path}: {reason}");
            }
            assert!(
                !shown.contains("/partnerships/new?need="),
                "visitors begin nothing"
            );
        }
        let shown = teacher.get(&page).await.text();
        assert!(shown.contains("/partnerships/new?need="));
        assert!(shown.contains("/needs/new?side=need"));
        assert!(
            !manager
                .get(&page)
                .await
                .text()
                .contains("/needs/new?side=need")
        );
    });
}

#[test]
fn others_write_nothing() {
    run(async {
        let Two {
            app,
            school,
            teacher,
            manager,
            ..
        } = two().await;
        send(&teacher, school, &NEED).await;
        let listing = listings(&app, school).remove(0);
        let seq = app.store.read(|network| network.seq());
        let viewer = app.member(school, MemberRole::Viewer).await;
        let id = listing.id.to_string();
        for other in [&app, &manager, &app.signed_in(viewer)] {
            assert!(send(other, school, &NEED).await.contains("kept="));
            assert!(
                send(other, school, &[&NEED[..], &[("id", id.as_str())]].concat())
                    .await
                    .contains("kept=")
            );
            let close = [("id", id.as_str()), ("closed", "true"), ("seen", "99")];
            other.post_form("/api/close-listing", &close).await;
            other.post_form("/api/remove-listing", &[("id", &id)]).await;
            for path in ["new", &format!("{id}/edit")] {
                let form = other
                    .get(&format!("/organisations/{school}/needs/{path}"))
                    .await;
                assert!(matches!(
                    form.status,
                    StatusCode::UNAUTHORIZED | StatusCode::FORBIDDEN
                ));
            }
        }
        assert_eq!(listings(&app, school), [listing]);
        // Admitting the viewer was the only change.
        assert_eq!(app.store.read(|network| network.seq()), seq.next());
        let anonymous = axum::http::Request::builder()
            .method(Method::POST)
            .uri("/api/close-listing")
            .header("accept", "application/json")
            .header("content-type", "application/x-www-form-urlencoded")
            .body(Body::from(format!("id={id}&closed=true&seen=9")))
            .unwrap();
        assert_eq!(app.send(anonymous).await.status, StatusCode::UNAUTHORIZED);
    });
}

#[test]
fn mistakes_are_told_and_nothing_that_was_typed_is_lost() {
    run(async {
        let Two {
            app,
            school,
            teacher,
            ..
        } = two().await;
        let wrong = [
            ("draft[side]", "offer"),
            ("draft[resource]", ""),
            ("draft[title]", "Guru tamu batik"),
            ("draft[quantity]", "banyak"),
            ("draft[from]", "2027-02-01"),
            ("draft[until]", "2027-01-01"),
        ];
        let back = send(&teacher, school, &wrong).await;
        assert!(
            back.starts_with(&format!("/organisations/{school}/needs/new?side=offer")),
            "{back}"
        );
        let page = teacher.get(&back).await.text();
        for text in [
            "Guru tamu batik",
            "banyak",
            "Bukan angka",
            "aria-invalid=\"true\"",
        ] {
            assert!(page.contains(text), "{text}");
        }
        assert_eq!(listings(&app, school), []);
    });
}

#[test]
fn a_form_sent_twice_is_done_once() {
    run(async {
        let Two {
            app,
            school,
            teacher,
            ..
        } = two().await;
        let command = CommandId::new(5, 7).to_string();
        let fields = [&NEED[..], &[("command", command.as_str())]].concat();
        send(&teacher, school, &fields).await;
        send(&teacher, school, &fields).await;
        assert_eq!(listings(&app, school).len(), 1);
    });
}

#[test]
fn what_another_changed_in_the_meantime_is_shown_and_not_lost() {
    run(async {
        let Two {
            app,
            school,
            teacher,
            ..
        } = two().await;
        send(&teacher, school, &NEED).await;
        let id = listings(&app, school)[0].id.to_string();
        let seen = app.store.read(|network| network.seq()).0.to_string();
        let colleague = app.signed_in(app.member(school, MemberRole::Editor).await);
        let edit = |who: &TestApp, title: &'static str| {
            let fields = [
                ("draft[side]", "need"),
                ("draft[resource]", "internship_place"),
                ("draft[title]", title),
                ("id", id.as_str()),
                ("seen", seen.as_str()),
            ];
            let who = who.clone();
            async move { send(&who, school, &fields).await }
        };
        assert!(edit(&colleague, "Magang animasi").await.ends_with("/needs"));
        let refused = edit(&teacher, "Magang otomotif").await;
        assert!(refused.contains("/edit?kept="), "{refused}");
        let page = teacher.get(&refused).await.text();
        assert!(page.contains("Magang animasi") && page.contains("Magang otomotif"));
        assert_eq!(listings(&app, school)[0].title.as_str(), "Magang animasi");
        // Closed, it has the words of the other.
        let close = [
            ("id", id.as_str()),
            ("closed", "true"),
            ("seen", seen.as_str()),
        ];
        teacher.post_form("/api/close-listing", &close).await;
        let closed = &listings(&app, school)[0];
        assert!(closed.closed && closed.title.as_str() == "Magang animasi");
        teacher
            .post_form("/api/remove-listing", &[("id", &id)])
            .await;
        assert_eq!(listings(&app, school), []);
    });
}

#[test]
fn a_company_states_its_skilled_workers_by_year() {
    run(async {
        let Two {
            app,
            company,
            manager,
            ..
        } = two().await;
        let fields = [
            ("draft[side]", "need"),
            ("draft[resource]", "skilled_worker"),
            ("draft[title]", "Juru las"),
            ("draft[quantity]", "4"),
            ("year", "2031"),
        ];
        let page = send(&manager, company, &fields).await;
        let listing = listings(&app, company).remove(0);
        let days = (
            listing.from.unwrap().to_string(),
            listing.until.unwrap().to_string(),
        );
        assert_eq!(days, ("2031-01-01".to_owned(), "2031-12-31".to_owned()));
        let shown = app.get(&page).await.text();
        assert!(shown.contains("2031: perkiraan") && shown.contains("Juru las"));
        let wrong = fields.map(|(name, value)| match name {
            "year" => (name, "kapan-kapan"),
            _ => (name, value),
        });
        assert!(send(&manager, company, &wrong).await.contains("kept="));
    });
}

#[test]
fn a_partnership_begins_filled_in() {
    run(async {
        let Two {
            app,
            school,
            company,
            teacher,
            manager,
        } = two().await;
        send(
            &teacher,
            school,
            &[&NEED[..], &[("draft[note]", "Bagi kelas XI.")]].concat(),
        )
        .await;
        send(&manager, company, &OFFER).await;
        let [need, offer] = [school, company].map(|of| listings(&app, of).remove(0).id);
        let form = format!("/partnerships/new?need={need}&offer={offer}");
        let page = teacher.get(&form).await.text();
        for text in [
            "value=\"SMK Satu\"",
            "value=\"PT Dua\"",
            "value=\"Tempat magang jaringan komputer\"",
            "Bagi kelas XI.",
            "internship_place: 12 × Magang bagian komputer",
        ] {
            assert!(page.contains(text), "{text}");
        }
        // Who proposes comes first.
        let place = |page: &str, name: &str| page.find(&format!("value=\"{name}\"")).unwrap();
        assert!(place(&page, "SMK Satu") < place(&page, "PT Dua"));
        let page = manager.get(&form).await.text();
        assert!(place(&page, "PT Dua") < place(&page, "SMK Satu"));
    });
}

#[test]
fn the_market_is_filtered_and_pages_answer_in_both_languages() {
    run(async {
        let app = TestApp::demo().await;
        let (school, company) = app.store.read(|network| {
            let of = |kind| {
                let mut all = network.organisations().filter(|o| o.profile.kind == kind);
                all.next().unwrap().id
            };
            (of(Kind::School), of(Kind::Company))
        });
        for path in [
            "/needs".to_owned(),
            "/needs/matches".to_owned(),
            "/needs/matches?of=own".to_owned(),
            format!("/organisations/{school}/needs"),
            format!("/organisations/{company}/needs"),
            format!("/needs?near={school}"),
        ] {
            for locale in ["id", "en"] {
                let page = request(Method::GET, &path).header("accept-language", locale);
                let page = app.send(page.body(Body::empty()).unwrap()).await;
                assert_eq!(page.status, StatusCode::OK, "{path}");
            }
        }
        let all = app.get("/needs").await.text();
        assert!(all.contains("page=2"));
        let offers = app
            .get("/needs?side=offer&resource=scholarship")
            .await
            .text();
        assert!(offers.contains("Beasiswa") && !offers.contains("side-need"));
        let none = app.get("/needs?text=zzzz").await.text();
        assert!(none.contains("Tidak ada yang cocok"));
        let nowhere = app
            .get("/organisations/01ARZ3NDEKTSV4RRFFQ69G5FAV/needs")
            .await;
        assert_eq!(nowhere.status, StatusCode::NOT_FOUND);
    });
}
