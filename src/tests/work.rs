//! The work of a partnership: who may read and write it, its forms without script, its files, its calendar feed.

use crate::app::{Answer, TestApp, agreed, command, request, run};
use axum::body::Body;
use axum::http::{Method, StatusCode, header};
use jejaring_domain::*;
use std::collections::BTreeSet;

const PNG: &[u8] = b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR\0\0\0\x01\0\0\0\x01\x08\x06\0\0\0";
const PDF: &[u8] = b"%PDF-1.7\n%\xe2\xe3\xcf\xd3\n1 0 obj\n";

/// A partnership of a school and a company, both confirmed, and people of every role.
struct Scene {
    app: TestApp,
    id: PartnershipId,
    school: OrganisationId,
    viewer: PersonId,
    editor: PersonId,
    admin: PersonId,
    /// An editor of the other party.
    partner: PersonId,
    /// An admin of an organisation that has no part in it.
    stranger: PersonId,
    steward: PersonId,
}

async fn scene() -> Scene {
    let app = TestApp::with(false).await;
    let school = app.organisation("SMK Satu", Kind::School).await;
    let company = app.organisation("PT Dua", Kind::Company).await;
    let other = app.organisation("PT Tiga", Kind::Company).await;
    let parties = [school, company].map(agreed);
    let mut terms = Terms::new(Name::new("Magang bersama").unwrap(), parties.to_vec());
    terms.step = Step::Implementation;
    terms.form = Form::Formal;
    terms.agreement = Some(Agreement {
        number: Name::new("PKS/1/2026").unwrap(),
        title: Line::default(),
        signed: Some(Date::constant(2026, 1, 5)),
        expires: None,
        signatories: Vec::new(),
    });
    terms.end = Some(Date::constant(2199, 6, 30));
    let outcome = Outcome {
        state: BenefitState::Expected,
        evidence: Line::default(),
    };
    terms.benefits.insert(Benefit::Experience, outcome);
    let id = PartnershipId::new(1, rand::random());
    let partnerships = vec![NewPartnership {
        id,
        terms,
        archived: false,
    }];
    app.submit(Command::Add {
        organisations: Vec::new(),
        partnerships,
        origin: Origin::Imported,
    })
    .await;
    let steward = PersonId::new(1, rand::random());
    app.submit(Command::Appoint {
        person: steward,
        steward: true,
    })
    .await;
    Scene {
        viewer: app.member(school, MemberRole::Viewer).await,
        editor: app.member(school, MemberRole::Editor).await,
        admin: app.member(school, MemberRole::Admin).await,
        partner: app.member(company, MemberRole::Editor).await,
        stranger: app.member(other, MemberRole::Admin).await,
        steward,
        app,
        id,
        school,
    }
}

impl Scene {
    fn work(&self) -> String {
        format!("/partnerships/{}/work", self.id)
    }

    fn seen(&self) -> String {
        self.app.store.read(|network| network.seq().0.to_string())
    }

    fn of<R: Kept + Clone>(&self) -> Vec<R> {
        let read = |network: &Network| network.records_of(self.id.into()).cloned().collect();
        self.app.store.read(read)
    }

    /// Sends the form for an activity.
    async fn plan(&self, who: PersonId, title: &str, start: &str, end: &str) -> Answer {
        let fields = [
            ("partnership", &*self.id.to_string()),
            ("command", &command()),
            ("seen", &self.seen()),
            ("draft[activity_kind]", "visit"),
            ("draft[title]", title),
            ("draft[start]", start),
            ("draft[end]", end),
        ];
        self.app
            .signed_in(who)
            .post_form("/api/save-activity", &fields)
            .await
    }

    /// Sends a form with files.
    async fn send(
        &self,
        app: &TestApp,
        path: &str,
        fields: &[(&str, &str)],
        files: &[(&str, &[u8])],
    ) -> Answer {
        let mut body = Vec::new();
        for (name, value) in fields {
            let part = format!(
                "--edge\r\nContent-Disposition: form-data; name=\"{name}\"\r\n\r\n{value}\r\n"
            );
            body.extend_from_slice(part.as_bytes());
        }
        for (name, content) in files {
            let part = format!(
                "--edge\r\nContent-Disposition: form-data; name=\"file\"; filename=\"{name}\"\r\n\
                 Content-Type: image/png\r\n\r\n"
            );
            body.extend_from_slice(part.as_bytes());
            body.extend_from_slice(content);
            body.extend_from_slice(b"\r\n");
        }
        body.extend_from_slice(b"--edge--\r\n");
        let path = format!("/partnerships/{}{path}", self.id);
        let request = request(Method::POST, &path)
            .header(header::CONTENT_TYPE, "multipart/form-data; boundary=edge");
        app.send(request.body(Body::from(body)).unwrap()).await
    }

    async fn upload(&self, who: PersonId, files: &[(&str, &[u8])]) -> Answer {
        let app = self.app.signed_in(who);
        self.send(
            &app,
            "/files?use=agreement",
            &[("command", &command())],
            files,
        )
        .await
    }

    /// Sends the form for a report.
    async fn report(&self, who: PersonId, text: &str, files: &[(&str, &[u8])]) -> Answer {
        let fields = [
            ("command", &*command()),
            ("seen", &self.seen()),
            ("organisation", &self.school.to_string()),
            ("draft[title]", "Kunjungan pertama"),
            ("draft[report_text]", text),
            ("draft[participants]", "32"),
        ];
        self.send(&self.app.signed_in(who), "/reports", &fields, files)
            .await
    }
}

/// A request as the browser's program makes it, which is told the status.
async fn by_script(app: &TestApp, method: Method, path: &str, body: String) -> StatusCode {
    let request = axum::http::Request::builder().method(method).uri(path);
    let request = request.header(header::ACCEPT, "application/json");
    let request = request.header(header::CONTENT_TYPE, "application/x-www-form-urlencoded");
    app.send(request.body(Body::from(body)).unwrap())
        .await
        .status
}

#[test]
fn the_parties_write_and_those_concerned_read() {
    run(async {
        let scene = scene().await;
        scene
            .plan(scene.editor, "Kunjungan", "2026-12-01", "")
            .await;
        let activity = scene.of::<Activity>()[0].id;
        scene.upload(scene.editor, &[("mou.pdf", PDF)]).await;
        let file = scene.of::<Attachment>()[0].id;
        let (id, school) = (scene.id, scene.school);
        let (work, seen) = (scene.work(), scene.seen());
        let own = |allowed: bool| {
            if allowed {
                StatusCode::OK
            } else {
                StatusCode::FORBIDDEN
            }
        };
        let people = [
            ("viewer", Some(scene.viewer), true, false),
            ("editor", Some(scene.editor), true, true),
            ("admin", Some(scene.admin), true, true),
            ("partner", Some(scene.partner), true, true),
            ("stranger", Some(scene.stranger), false, false),
            ("steward", Some(scene.steward), true, false),
            ("visitor", None, false, false),
        ];
        for (who, person, reads, writes) in people {
            let app = person.map_or(scene.app.clone(), |person| scene.app.signed_in(person));
            let status = |allowed: bool| match (person, allowed) {
                (None, _) => StatusCode::UNAUTHORIZED,
                (Some(_), allowed) => own(allowed),
            };
            for (path, allowed) in [
                (work.clone(), reads),
                (format!("/files/{file}"), reads),
                (format!("{work}/activity"), writes),
                (format!("{work}/activity/{activity}"), writes),
                (format!("{work}/report"), writes),
            ] {
                assert_eq!(
                    app.ask(&path).await.status,
                    status(allowed),
                    "{who}: {path}"
                );
            }
            // The agreement is everybody's to read, its files are not.
            let agreement = app.get(&format!("/partnerships/{id}/agreement")).await;
            assert_eq!(agreement.status, StatusCode::OK, "{who}");
            assert_eq!(agreement.text().contains("mou.pdf"), reads, "{who}");
            // A party's evaluation is its own.
            let of_school = writes && who != "partner";
            let form = format!("{work}/evaluation?for={school}");
            assert_eq!(
                app.get(&form).await.status,
                status(of_school),
                "{who}: {form}"
            );
            for (path, allowed) in [
                (format!("/api/work?id={id}"), reads),
                (format!("/api/activity-form?partnership={id}"), writes),
                (format!("/api/report-form?partnership={id}"), writes),
                (
                    format!("/api/evaluation-form?partnership={id}&organisation={school}"),
                    of_school,
                ),
            ] {
                let answer = by_script(&app, Method::GET, &path, String::new()).await;
                assert_eq!(answer, status(allowed), "{who}: {path}");
            }
            let submissions = [command(), command()];
            for (path, body, allowed) in [
                (
                    "/api/save-activity",
                    format!(
                        "partnership={id}&command={}&seen=99&draft[activity_kind]=visit&draft[title]=a&draft[start]=2026-12-01",
                        submissions[0]
                    ),
                    writes,
                ),
                (
                    "/api/set-activity-state",
                    format!("id={activity}&state=planned&seen={seen}"),
                    writes,
                ),
                (
                    "/api/save-evaluation",
                    format!(
                        "partnership={id}&organisation={school}&command={}&seen=99&draft[benefits][0][benefit]=experience&draft[benefits][0][state]=realised&draft[renew]=true",
                        submissions[1]
                    ),
                    of_school,
                ),
            ] {
                let answer = by_script(&app, Method::POST, path, body).await;
                // What is allowed leads on.
                let answer = if answer == StatusCode::FOUND {
                    StatusCode::OK
                } else {
                    answer
                };
                assert_eq!(answer, status(allowed), "{who}: {path}");
            }
            // The one that was added just now, if it was.
            let mut activities = scene.of::<Activity>().into_iter().map(|a| a.id);
            let gone = activities.find(|id| *id != activity).unwrap_or(activity);
            let body = format!("id={gone}");
            let answer = by_script(&app, Method::POST, "/api/remove-work", body).await;
            assert_eq!(answer, status(writes), "{who}: /api/remove-work");
            let files = [("foto.png", PNG)];
            let sent = |answer: Answer| match answer.status {
                StatusCode::SEE_OTHER if answer.location().starts_with("/sign-in") => {
                    StatusCode::UNAUTHORIZED
                }
                StatusCode::SEE_OTHER => StatusCode::OK,
                status => status,
            };
            let answer = scene.send(&app, "/files?use=report", &[], &files).await;
            assert_eq!(sent(answer), status(writes), "{who}: files");
            let answer = scene.send(&app, "/reports", &[], &[]).await;
            assert_eq!(sent(answer), status(writes), "{who}: reports");
        }
    });
}

#[test]
fn who_is_not_concerned_is_told_kindly() {
    run(async {
        let scene = scene().await;
        scene
            .plan(scene.editor, "Kunjungan rahasia", "2026-12-01", "")
            .await;
        for app in [scene.app.clone(), scene.app.signed_in(scene.stranger)] {
            let page = app.get(&scene.work()).await.text();
            assert!(page.contains("Hanya untuk para pihak"));
            assert!(!page.contains("Kunjungan rahasia"));
        }
        let page = scene
            .app
            .signed_in(scene.viewer)
            .get(&scene.work())
            .await
            .text();
        assert!(page.contains("Kunjungan rahasia"));
        assert!(
            !page.contains("/work/activity\""),
            "a viewer is not offered to plan"
        );
        let nothing = "/partnerships/01ARZ3NDEKTSV4RRFFQ69G5FAV/work";
        assert_eq!(scene.app.get(nothing).await.status, StatusCode::NOT_FOUND);
    });
}

#[test]
fn an_activity_is_planned_done_cancelled_and_removed() {
    run(async {
        let scene = scene().await;
        let app = scene.app.signed_in(scene.editor);
        let answer = scene
            .plan(scene.editor, "Kelas tamu", "2020-03-02", "2020-03-04")
            .await;
        assert_eq!(answer.location(), scene.work());
        let page = app.get(&scene.work()).await.text();
        for text in [
            "Kelas tamu",
            "2–4 Maret 2020",
            "Terlambat",
            "class=\"bar overdue\"",
        ] {
            assert!(page.contains(text), "{text}");
        }
        let activity = scene.of::<Activity>()[0].clone();
        let partner = scene.app.signed_in(scene.partner);
        let set = async |who: &TestApp, to: &str, seen: String| {
            let fields = [
                ("id", &*activity.id.to_string()),
                ("state", to),
                ("seen", &seen),
            ];
            who.post_form("/api/set-activity-state", &fields).await
        };
        let opened = scene.seen();
        set(&partner, "done", opened.clone()).await;
        assert_eq!(scene.of::<Activity>()[0].state, ActivityState::Done);
        assert!(!app.get(&scene.work()).await.text().contains("Terlambat"));
        let late = set(&app, "cancelled", opened).await;
        assert_eq!(
            scene.of::<Activity>()[0].state,
            ActivityState::Done,
            "others were first"
        );
        // Without script the error comes back in the address of the page that the form was on.
        let location = late.location();
        let (_, query) = location.split_once('?').unwrap();
        let told = app.get(&format!("{}?{query}", scene.work())).await.text();
        assert!(
            told.contains("Orang lain telah mengubahnya"),
            "{}",
            late.location()
        );
        set(&app, "cancelled", scene.seen()).await;
        assert_eq!(scene.of::<Activity>()[0].state, ActivityState::Cancelled);
        let fields = [("id", &*activity.id.to_string())];
        app.post_form("/api/remove-work", &fields).await;
        assert!(scene.of::<Activity>().is_empty());
    });
}

#[test]
fn mistakes_are_told_and_what_was_typed_is_kept() {
    run(async {
        let scene = scene().await;
        let app = scene.app.signed_in(scene.editor);
        let wrong = scene
            .plan(
                scene.editor,
                "Kunjungan musim panas",
                "2026-12-05",
                "2026-12-01",
            )
            .await;
        assert!(
            wrong.location().contains("/work/activity?kept="),
            "{}",
            wrong.location()
        );
        let page = app.get(&wrong.location()).await.text();
        assert!(page.contains("Kunjungan musim panas") && page.contains("Berakhir sebelum mulai"));
        let wrong = scene
            .report(scene.editor, "", &[("foto.gif", b"GIF89a")])
            .await;
        assert!(
            wrong.location().contains("/work/report?kept="),
            "{}",
            wrong.location()
        );
        let page = app.get(&wrong.location()).await.text();
        for text in [
            "Kunjungan pertama",
            "Isian ini wajib diisi",
            "bukan PDF, JPEG, PNG atau WebP",
        ] {
            assert!(page.contains(text), "{text}");
        }
        assert!(scene.of::<Activity>().is_empty() && scene.of::<Report>().is_empty());
    });
}

#[test]
fn two_who_change_an_activity_are_told_of_each_other() {
    run(async {
        let scene = scene().await;
        scene
            .plan(scene.editor, "Pelatihan", "2026-12-01", "")
            .await;
        let activity = scene.of::<Activity>()[0].id.to_string();
        let opened = scene.seen();
        let change = async |who, title: &str, seen: &str| {
            let fields = [
                ("partnership", &*scene.id.to_string()),
                ("id", &activity),
                ("command", &command()),
                ("seen", seen),
                ("draft[activity_kind]", "training"),
                ("draft[title]", title),
                ("draft[start]", "2026-12-01"),
            ];
            scene
                .app
                .signed_in(who)
                .post_form("/api/save-activity", &fields)
                .await
                .location()
        };
        assert_eq!(
            change(scene.partner, "Pelatihan las", &opened).await,
            scene.work()
        );
        let refused = change(scene.editor, "Pelatihan guru", &opened).await;
        assert!(refused.contains("kept="), "{refused}");
        let page = scene.app.signed_in(scene.editor).get(&refused).await.text();
        assert!(page.contains("Pelatihan las") && page.contains("Pelatihan guru"));
        assert!(
            page.contains(&format!("value=\"{}\"", scene.seen())),
            "it can be overruled"
        );
        assert_eq!(
            change(scene.editor, "Pelatihan guru", &scene.seen()).await,
            scene.work()
        );
        assert_eq!(scene.of::<Activity>()[0].title.as_str(), "Pelatihan guru");
    });
}

#[test]
fn two_who_change_different_fields_of_an_activity_are_joined() {
    run(async {
        let scene = scene().await;
        scene
            .plan(scene.editor, "Pelatihan", "2026-12-01", "")
            .await;
        let activity = scene.of::<Activity>()[0].id.to_string();
        let opened = scene.seen();
        let change = async |who, title: &str, venue: &str| {
            let fields = [
                ("partnership", &*scene.id.to_string()),
                ("id", &activity),
                ("command", &command()),
                ("seen", &opened),
                ("draft[activity_kind]", "training"),
                ("draft[title]", title),
                ("draft[venue]", venue),
                ("draft[start]", "2026-12-01"),
            ];
            let app = scene.app.signed_in(who);
            app.post_form("/api/save-activity", &fields).await
        };
        change(scene.partner, "Pelatihan las", "").await;
        let joined = change(scene.editor, "Pelatihan", "Bengkel").await;
        assert_eq!(joined.location(), scene.work());
        assert_eq!(joined.header("jejaring-merged"), "true");
        let now = &scene.of::<Activity>()[0];
        assert_eq!(
            (now.title.as_str(), now.venue.as_str()),
            ("Pelatihan las", "Bengkel")
        );
        // One's own second word about the same is no question.
        let again = change(scene.editor, "Pelatihan", "Aula").await;
        assert_eq!(again.location(), scene.work());
        assert_eq!(scene.of::<Activity>()[0].venue.as_str(), "Aula");
        assert!(
            change(scene.partner, "Pelatihan las", "Kelas")
                .await
                .location()
                .contains("kept=")
        );
    });
}

#[test]
fn who_brings_what_to_an_activity_is_kept_by_party() {
    run(async {
        let scene = scene().await;
        let company = scene
            .app
            .store
            .read(|network| network.partnership(scene.id).unwrap().terms.parties[1].organisation);
        let fields = [
            ("partnership", &*scene.id.to_string()),
            ("command", &command()),
            ("seen", &scene.seen()),
            ("draft[activity_kind]", "training"),
            ("draft[title]", "Pelatihan las"),
            ("draft[start]", "2199-01-05"),
            (
                "draft[contributions][0][organisation]",
                &scene.school.to_string(),
            ),
            ("draft[contributions][0][what]", "Ruang praktik"),
            (
                "draft[contributions][1][organisation]",
                &company.to_string(),
            ),
            ("draft[contributions][1][what]", "Dua pelatih"),
        ];
        let app = scene.app.signed_in(scene.editor);
        let saved = app.post_form("/api/save-activity", &fields).await;
        assert_eq!(saved.location(), scene.work());
        let activity = scene.of::<Activity>()[0].clone();
        assert_eq!(activity.contributions.len(), 2);
        let page = app.get(&scene.work()).await.text();
        let form = format!("{}/activity/{}", scene.work(), activity.id);
        let form = app.get(&form).await.text();
        let history = format!("/partnerships/{}/history", scene.id);
        let history = app.get(&history).await.text();
        for what in ["Ruang praktik", "Dua pelatih"] {
            assert!(page.contains(what), "{what}");
            assert!(form.contains(&format!("value=\"{what}\"")), "{what}");
            assert!(history.contains(what), "{what}");
        }
        let feed = app.get(&link(&app, scene.school).await).await.text();
        let feed = feed.replace("\r\n ", "");
        assert!(feed.contains("PT Dua membawa: Dua pelatih"), "{feed}");
    });
}

#[test]
fn what_is_taken_out_by_a_form_that_is_sent_again_stays_done() {
    run(async {
        let scene = scene().await;
        scene
            .plan(scene.editor, "Pelatihan", "2026-12-01", "")
            .await;
        let activity = scene.of::<Activity>()[0].id.to_string();
        let fields = [("id", &*activity), ("command", &*command())];
        let app = scene.app.signed_in(scene.editor);
        for _ in 0..2 {
            let answer = app.post_form("/api/remove-work", &fields).await;
            assert_eq!(answer.location(), scene.work());
        }
        assert!(scene.of::<Activity>().is_empty());
        // Under another name there is nothing to take out.
        let fields = [("id", &*activity), ("command", &*command())];
        let body = fields
            .map(|(name, value)| format!("{name}={value}"))
            .join("&");
        assert_eq!(
            by_script(&app, Method::POST, "/api/remove-work", body).await,
            StatusCode::NOT_FOUND
        );
    });
}

#[test]
fn a_report_comes_with_its_photos_once() {
    run(async {
        let scene = scene().await;
        let app = scene.app.signed_in(scene.editor);
        let command = command();
        let fields = [
            ("command", &*command),
            ("seen", "99"),
            ("organisation", &scene.school.to_string()),
            ("draft[title]", "Kunjungan pertama"),
            ("draft[report_text]", "Murid banyak bertanya.\n<b>Bagus</b>"),
        ];
        let files = [("kelas.PNG", PNG), ("../daftar hadir.pdf", PDF)];
        for _ in 0..2 {
            let answer = scene.send(&app, "/reports", &fields, &files).await;
            assert!(
                answer.location().contains("/work#report-"),
                "{}",
                answer.location()
            );
        }
        assert_eq!(
            (scene.of::<Report>().len(), scene.of::<Attachment>().len()),
            (1, 2)
        );
        let page = app.get(&scene.work()).await.text();
        for text in [
            "Kunjungan pertama",
            "Murid banyak bertanya.",
            "kelas.png",
            "daftar hadir.pdf",
        ] {
            assert!(page.contains(text), "{text}");
        }
        assert!(!page.contains("<b>Bagus"));
        let files = scene.of::<Attachment>();
        let picture = app.get(&format!("/files/{}", files[0].id)).await;
        assert_eq!((picture.status, &*picture.bytes), (StatusCode::OK, PNG));
        for (name, value) in [
            ("content-type", "image/png"),
            ("x-content-type-options", "nosniff"),
            ("cache-control", "private, no-cache"),
            ("content-security-policy", "default-src 'none'; sandbox"),
            (
                "content-disposition",
                "inline; filename=\"kelas.png\"; filename*=UTF-8''kelas.png",
            ),
        ] {
            assert_eq!(picture.header(name), value);
        }
        let paper = app.get(&format!("/files/{}", files[1].id)).await;
        assert_eq!(paper.header("content-type"), "application/pdf");
        assert_eq!(
            paper.header("content-disposition"),
            "attachment; filename=\"daftar hadir.pdf\"; filename*=UTF-8''daftar%20hadir.pdf"
        );
        let again = request(Method::GET, &format!("/files/{}", files[0].id))
            .header(header::IF_NONE_MATCH, picture.header("etag"));
        let again = app.send(again.body(Body::empty()).unwrap()).await;
        assert_eq!(
            (again.status, again.bytes.len()),
            (StatusCode::NOT_MODIFIED, 0)
        );
        // What is taken out is not given any more, also to who has its address.
        let fields = [("id", &*files[0].id.to_string())];
        app.post_form("/api/remove-work", &fields).await;
        assert_eq!(
            app.get(&format!("/files/{}", files[0].id)).await.status,
            StatusCode::NOT_FOUND
        );
    });
}

#[test]
fn files_that_are_not_taken_are_refused_in_words() {
    run(async {
        let scene = scene().await;
        let large = [PNG, &vec![0; Attachment::MAX_BYTES as usize]].concat();
        let html = b"<html><script>alert(1)</script></html>".as_slice();
        let cases: [(&str, &[u8], &str); 9] = [
            ("besar.png", &large, "too_large"),
            ("halaman.pdf", html, "unknown_media"),
            ("gambar.svg", b"<svg onload='alert(1)'/>", "unknown_media"),
            ("foto.png.exe", PNG, "unknown_media"),
            ("foto.html", PNG, "unknown_media"),
            ("foto.jpg", PNG, "unknown_media"),
            ("kosong.pdf", b"", "unknown_media"),
            ("skrip.php.png", b"<?php echo 1;", "unknown_media"),
            ("", PNG, "missing"),
        ];
        for (name, content, code) in cases {
            let answer = scene.upload(scene.editor, &[(name, content)]).await;
            let location = answer.location();
            let start = format!("/partnerships/{}/agreement?refused={code}", scene.id);
            assert!(location.starts_with(&start), "{name}: {location}");
        }
        // One that is not taken takes the others with it, so that nothing is half done.
        scene
            .upload(scene.editor, &[("foto.png", PNG), ("b.pdf", html)])
            .await;
        assert!(scene.of::<Attachment>().is_empty());
        let told = format!("{}?refused=too_large&file=besar.png", scene.work());
        let page = scene.app.signed_in(scene.editor).get(&told).await.text();
        assert!(page.contains("besar.png") && page.contains("paling besar 10 MB"));
    });
}

#[test]
fn evaluations_stand_side_by_side() {
    run(async {
        let scene = scene().await;
        let evaluate = async |who, of: OrganisationId, state: &str, renew: &str| {
            let fields = [
                ("partnership", &*scene.id.to_string()),
                ("organisation", &of.to_string()),
                ("command", &command()),
                ("seen", &scene.seen()),
                ("draft[benefits][0][benefit]", "experience"),
                ("draft[benefits][0][state]", state),
                ("draft[benefits][0][evidence]", "12 murid"),
                ("draft[benefits][1][benefit]", "creativity"),
                ("draft[benefits][1][state]", ""),
                ("draft[renew]", renew),
            ];
            scene
                .app
                .signed_in(who)
                .post_form("/api/save-evaluation", &fields)
                .await
                .location()
        };
        let company = scene
            .app
            .store
            .read(|network| network.partnership(scene.id).unwrap().terms.parties[1].organisation);
        let shown = format!("{}#evaluation", scene.work());
        let wrong = evaluate(scene.editor, scene.school, "realised", "").await;
        assert!(
            wrong.contains("/work/evaluation?for=") && wrong.contains("&kept="),
            "{wrong}"
        );
        assert_eq!(
            evaluate(scene.editor, scene.school, "realised", "true").await,
            shown
        );
        let page = scene
            .app
            .signed_in(scene.partner)
            .get(&scene.work())
            .await
            .text();
        assert!(page.contains("12 murid") && page.contains("Belum semua pihak menilai"));
        assert_eq!(
            evaluate(scene.partner, company, "not_realised", "false").await,
            shown
        );
        let page = scene
            .app
            .signed_in(scene.viewer)
            .get(&scene.work())
            .await
            .text();
        for text in [
            "Terwujud",
            "Tidak terwujud",
            "Pendapat para pihak berbeda",
            "/agreement",
        ] {
            assert!(page.contains(text), "{text}");
        }
        // Changed, it is still one.
        assert_eq!(
            evaluate(scene.partner, company, "realised", "true").await,
            shown
        );
        assert_eq!(scene.of::<Evaluation>().len(), 2);
    });
}

#[test]
fn who_has_left_sees_the_work_and_evaluates_it() {
    run(async {
        let scene = scene().await;
        let company = scene
            .app
            .store
            .read(|network| network.partnership(scene.id).unwrap().terms.parties[1].organisation);
        let leave = Command::Answer {
            id: scene.id,
            organisation: company,
            answer: jejaring_domain::Answer::Left,
            reason: Line::new("Pindah kota").unwrap(),
            seen: Seq(0),
        };
        scene.plan(scene.editor, "Sebelum", "2026-12-01", "").await;
        scene.upload(scene.editor, &[("mou.pdf", PDF)]).await;
        let (actor, id) = (Actor::Person(scene.partner), CommandId::new(6, 1));
        let left = scene.app.store.submit(actor, id, Timestamp(0), &leave);
        left.await.unwrap();
        // What follows is among those who stay.
        scene.plan(scene.editor, "Sesudah", "2026-12-02", "").await;
        scene.upload(scene.editor, &[("baru.pdf", PDF)]).await;
        let partner = scene.app.signed_in(scene.partner);
        let page = partner.get(&scene.work()).await;
        assert_eq!(page.status, StatusCode::OK);
        let history = format!("/partnerships/{}/history", scene.id);
        let history = partner.get(&history).await;
        for text in [page.text(), history.text()] {
            assert!(text.contains("Sebelum") && !text.contains("Sesudah"));
        }
        for file in scene.of::<Attachment>() {
            let status = partner.ask(&format!("/files/{}", file.id)).await.status;
            let seen = file.name.as_str() == "mou.pdf";
            assert_eq!(status == StatusCode::OK, seen, "{}", file.name.as_str());
        }
        let form = format!("{}/evaluation?for={company}", scene.work());
        assert!(page.text().contains(&form));
        assert_eq!(partner.get(&form).await.status, StatusCode::OK);
        let fields = [
            ("partnership", &*scene.id.to_string()),
            ("organisation", &company.to_string()),
            ("command", &command()),
            ("seen", &scene.seen()),
            ("draft[benefits][0][benefit]", "experience"),
            ("draft[benefits][0][state]", "realised"),
            ("draft[benefits][0][evidence]", "Sampai akhir"),
            ("draft[renew]", "false"),
        ];
        let answer = partner.post_form("/api/save-evaluation", &fields).await;
        assert_eq!(answer.location(), format!("{}#evaluation", scene.work()));
        let viewer = scene.app.signed_in(scene.viewer);
        assert!(
            viewer
                .get(&scene.work())
                .await
                .text()
                .contains("Sampai akhir")
        );
        assert!(
            partner
                .get(&scene.work())
                .await
                .text()
                .contains("Sampai akhir"),
            "its own word"
        );
        // To write otherwise is for those who take part.
        let planned = scene
            .plan(scene.partner, "Kunjungan", "2026-12-01", "")
            .await;
        assert!(planned.location().contains("kept=") && scene.of::<Activity>().len() == 2);
    });
}

#[test]
fn a_report_that_is_brought_back_has_its_photos() {
    run(async {
        let scene = scene().await;
        let files = [("foto.png", PNG)];
        scene.report(scene.editor, "Lancar", &files).await;
        let report = scene.of::<Report>()[0].id.to_string();
        let photo = scene.of::<Attachment>()[0].id;
        let app = scene.app.signed_in(scene.editor);
        let shown = async || {
            let page = app.get(&scene.work()).await.text();
            page.contains(&format!("src=\"/files/{photo}\""))
        };
        assert!(shown().await);
        let fields = [("id", &*report), ("command", &command())];
        app.post_form("/api/remove-work", &fields).await;
        assert!(scene.of::<Report>().is_empty() && !shown().await);
        let (of, seq) = (scene.id.to_string(), scene.seen());
        let fields = [
            ("subject[partnership]", &*of),
            ("seq", &seq),
            ("field", &report),
        ];
        app.post_form("/api/bring-back", &fields).await;
        assert_eq!(scene.of::<Report>().len(), 1);
        assert!(shown().await);
    });
}

/// The address of an organisation's feed, as its page shows it, without the server's.
async fn link(app: &TestApp, organisation: OrganisationId) -> String {
    let page = app
        .get(&format!("/organisations/{organisation}/calendar"))
        .await;
    assert_eq!(page.status, StatusCode::OK);
    let text = page.text();
    let (_, rest) = text.split_once("value=\"http://test").unwrap();
    rest.split('"').next().unwrap().to_owned()
}

#[test]
fn members_follow_the_calendar_by_a_secret_address() {
    run(async {
        let scene = scene().await;
        scene
            .plan(
                scene.editor,
                "Kunjungan; kelas XI, 2 bus",
                "2198-12-30",
                "2199-01-02",
            )
            .await;
        let page = format!("/organisations/{}/calendar", scene.school);
        for person in [scene.stranger, scene.partner] {
            let answer = scene.app.signed_in(person).get(&page).await;
            assert_eq!(answer.status, StatusCode::FORBIDDEN);
            assert!(answer.text().contains("Hanya untuk anggota"));
        }
        assert_eq!(scene.app.get(&page).await.status, StatusCode::UNAUTHORIZED);
        let viewer = scene.app.signed_in(scene.viewer);
        let link = link(&viewer, scene.school).await;
        assert!(
            viewer
                .get(&page)
                .await
                .text()
                .contains("Kunjungan; kelas XI, 2 bus")
        );

        // Calendar programs do not sign in.
        let feed = scene.app.get(&link).await;
        assert_eq!(feed.status, StatusCode::OK);
        assert_eq!(feed.header("content-type"), "text/calendar; charset=utf-8");
        let text = feed.text();
        for line in [
            "SUMMARY:Kunjungan\\; kelas XI\\, 2 bus",
            "DTSTART;VALUE=DATE:21981230",
            "DTEND;VALUE=DATE:21990103",
            "SUMMARY:Berakhir: Magang bersama",
            "DTSTART;VALUE=DATE:21990630",
        ] {
            assert!(
                text.contains(&format!("\r\n{line}\r\n")),
                "{line} is not in\n{text}"
            );
        }
        let activity = scene.of::<Activity>()[0].id;
        assert!(text.contains(&format!("\r\nUID:{activity}@jejaring\r\n")));
        assert!(text.lines().all(|line| line.len() <= 75), "{text}");
        assert_eq!(text.matches('\n').count(), text.matches("\r\n").count());
        let count = |line: &str| text.matches(&format!("\r\n{line}")).count();
        let things = count("BEGIN:VEVENT") + count("BEGIN:VALARM");
        assert_eq!([count("UID:"), count("DTSTAMP:")], [things; 2]);
        let uids: BTreeSet<_> = text
            .lines()
            .filter(|line| line.starts_with("UID:"))
            .collect();
        assert_eq!(uids.len(), things, "each its own");
        let english = scene.app.get(&format!("{link}?lang=en")).await.text();
        assert!(english.contains("\r\nSUMMARY:Ends: Magang bersama\r\n"));

        let guessed = format!("/calendar/{}-{}.ics", scene.school, "0".repeat(40));
        for wrong in [
            guessed,
            "/calendar/x.ics".to_owned(),
            link.replace(".ics", ""),
        ] {
            assert_eq!(
                scene.app.get(&wrong).await.status,
                StatusCode::NOT_FOUND,
                "{wrong}"
            );
        }

        let id = scene.school.to_string();
        let fields = [("id", &*id)];
        for (person, works) in [(scene.editor, false), (scene.admin, true)] {
            scene
                .app
                .signed_in(person)
                .post_form("/api/renew-calendar", &fields)
                .await;
            let old = scene.app.get(&link).await.status;
            assert_eq!(old == StatusCode::NOT_FOUND, works);
        }
        let renewed = self::link(&viewer, scene.school).await;
        assert_eq!(scene.app.get(&renewed).await.status, StatusCode::OK);
    });
}
