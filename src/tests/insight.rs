//! Insight, the report, and earlier states: who sees what, and that the numbers are the same everywhere.

use crate::app::{TestApp, agreed, run};
use axum::http::StatusCode;
use jejaring_domain::*;

#[test]
fn the_network_adds_up_on_the_page_and_in_the_file() {
    run(async {
        let app = TestApp::demo().await;
        let page = app.get("/insight").await;
        assert_eq!(page.status, StatusCode::OK);
        let html = page.text();
        assert!(html.matches("role=\"img\"").count() >= 5, "charts");
        assert!(html.contains("<table"), "and tables");
        let file = app.get("/export/insight.csv").await;
        assert_eq!(file.status, StatusCode::OK);
        assert!(file.header("content-type").starts_with("text/csv"));
        let text = file.text();
        let mut lines = text.trim_start_matches('\u{FEFF}').lines();
        assert_eq!(lines.next(), Some("figure,item,series,value"));
        let alone = lines
            .clone()
            .filter(|line| line.starts_with("schools_without_partner,"));
        let today = jejaring::server::state::now().date();
        let insight = app.store.read(|network| {
            insight::insight(
                network,
                None,
                today,
                jejaring_graph::matching::subject_words,
            )
        });
        assert_eq!(alone.count(), insight.alone.len());
        // "Teknik Komputer dan Jaringan" is the programme for it, by other words.
        let mut jobs = insight.workers.iter();
        let job = jobs.find(|demand| demand.job.as_str() == "Teknisi jaringan komputer");
        assert!(!job.unwrap().schools.is_empty());
        for (step, count) in insight.steps {
            let line = format!("steps,{},,{count}", step.code());
            assert!(text.contains(&line), "{line}");
        }
    });
}

#[test]
fn an_organisation_has_insight_and_a_file_of_its_own() {
    run(async {
        let app = TestApp::demo().await;
        let school = app.store.read(|network| {
            let school = |o: &&Organisation| o.profile.npsn.is_some();
            network.organisations().find(school).unwrap().id
        });
        for path in ["insight", "insight.csv", "report"] {
            let answer = app.get(&format!("/organisations/{school}/{path}")).await;
            assert_eq!(answer.status, StatusCode::OK, "{path}");
            let nowhere = OrganisationId::new(9, 9);
            let answer = app.get(&format!("/organisations/{nowhere}/{path}")).await;
            assert_eq!(answer.status, StatusCode::NOT_FOUND, "{path}");
        }
    });
}

#[test]
fn a_report_has_its_inside_for_members_only() {
    run(async {
        let app = TestApp::with(false).await;
        let school = app.organisation("SMK Laporan", Kind::School).await;
        let company = app.organisation("PT Mitra", Kind::Company).await;
        let editor = app.member(school, MemberRole::Editor).await;
        let id = PartnershipId::new(1, 7);
        let mut terms = Terms::new(
            Name::new("Magang").unwrap(),
            vec![agreed(school), agreed(company)],
        );
        terms.step = Step::Implementation;
        app.submit(Command::Add {
            organisations: Vec::new(),
            partnerships: vec![NewPartnership {
                id,
                terms,
                archived: false,
            }],
            origin: Origin::Imported,
        })
        .await;
        let activity = Activity {
            id: RecordId::new(1, 8),
            partnership: id,
            kind: ActivityKind::Visit,
            title: Name::new("Kunjungan Pabrik").unwrap(),
            contributions: Default::default(),
            note: Text::default(),
            responsible: None,
            venue: Line::default(),
            start: Date::constant(2026, 12, 1),
            end: None,
            state: ActivityState::Planned,
        };
        let save = Command::Save {
            record: Box::new(activity.into()),
            base: Seq(0),
        };
        let actor = Actor::Person(editor);
        let command = CommandId::new(3, 3);
        app.store
            .submit(actor, command, Timestamp(0), &save)
            .await
            .unwrap();
        let path = format!("/organisations/{school}/report");
        let visitor = app.get(&path).await.text();
        assert!(visitor.contains("Magang") && !visitor.contains("Kunjungan Pabrik"));
        let member = app.signed_in(editor).get(&path).await.text();
        assert!(member.contains("Kunjungan Pabrik"));
    });
}

#[test]
fn a_report_tells_what_is_claimed_from_what_is_confirmed() {
    run(async {
        let app = TestApp::with(false).await;
        let school = app.organisation("SMK Laporan", Kind::School).await;
        let [sure, unsure] = [
            app.organisation("PT Pasti", Kind::Company).await,
            app.organisation("PT Konon", Kind::Company).await,
        ];
        let together = |n, title, company, answer| {
            let party = |organisation, answer| Party {
                answer,
                ..Party::new(organisation, Role::Partner)
            };
            let parties = vec![party(school, Answer::Accepted), party(company, answer)];
            let outcome = Outcome {
                state: BenefitState::Realised,
                evidence: Line::new(&format!("Bukti {title}")).unwrap(),
            };
            let terms = Terms {
                step: Step::Implementation,
                benefits: [(Benefit::Information, outcome)].into(),
                ..Terms::new(Name::new(title).unwrap(), parties)
            };
            NewPartnership {
                id: PartnershipId::new(1, n),
                terms,
                archived: false,
            }
        };
        app.submit(Command::Add {
            organisations: Vec::new(),
            partnerships: vec![
                together(1, "Magang", sure, Answer::Accepted),
                together(2, "Beasiswa", unsure, Answer::Pending),
                together(3, "Hibah", unsure, Answer::Declined),
            ],
            origin: Origin::Imported,
        })
        .await;
        let report = app.get(&format!("/organisations/{school}/report")).await;
        let text = report.text();
        let (_, text) = text.split_once("<article").unwrap();
        let (text, _) = text.split_once("</article>").unwrap();
        let (facts, claimed) = text.split_once("<h2>Belum dikonfirmasi<").unwrap();
        assert!(facts.contains("Magang") && facts.contains("Bukti Magang"));
        assert!(!facts.contains("Beasiswa") && !text.contains("Bukti Beasiswa"));
        assert!(claimed.contains("Beasiswa") && claimed.contains("tidak ikut dihitung"));
        assert!(
            !text.contains("Hibah"),
            "what was declined is no partnership"
        );
    });
}

#[test]
fn a_record_is_shown_as_it_was() {
    run(async {
        let app = TestApp::empty().await;
        let id = app.organisation("SMK Lama", Kind::School).await;
        for (n, name) in [(2, "SMK Tengah"), (3, "SMK Baru")] {
            let edits = vec![Edit {
                value: ProfileValue::Name(Name::new(name).unwrap()),
                base: app.store.read(Network::seq),
            }];
            app.submit(Command::EditOrganisation { id, edits }).await;
            assert_eq!(app.store.read(Network::seq), Seq(n));
        }
        let path = format!("/organisations/{id}/history");
        let history = app.get(&path).await.text();
        for (n, name) in [(1, "SMK Lama"), (2, "SMK Tengah"), (3, "SMK Baru")] {
            assert!(history.contains(&format!("{path}/{n}\"")), "a link to {n}");
            let then = app.get(&format!("{path}/{n}")).await;
            assert_eq!(then.status, StatusCode::OK);
            assert!(then.text().contains(&format!("<h1>{name}<")), "{name}");
        }
        for nowhere in ["0", "x"] {
            let then = app.get(&format!("{path}/{nowhere}")).await;
            assert_eq!(then.status, StatusCode::NOT_FOUND, "{nowhere}");
        }
    });
}

#[test]
fn who_changed_a_record_is_named_to_those_concerned() {
    run(async {
        let app = TestApp::with(false).await;
        let school = app.organisation("SMK Nama", Kind::School).await;
        let editor = app.member(school, MemberRole::Editor).await;
        let account = jejaring_store::Account {
            person: editor,
            email: "sri@smk.example".to_owned(),
            name: "Sri Wahyuni".to_owned(),
            password: String::new(),
            created: Timestamp(0),
            digest: false,
            demo: false,
        };
        assert!(app.store.add_account(&account).await.unwrap());
        let edit = Command::EditOrganisation {
            id: school,
            edits: vec![Edit {
                value: ProfileValue::About(Text::new("Baru").unwrap()),
                base: app.store.read(Network::seq),
            }],
        };
        let command = CommandId::new(3, 3);
        app.store
            .submit(Actor::Person(editor), command, Timestamp(0), &edit)
            .await
            .unwrap();
        let path = format!("/organisations/{school}/history");
        let colleague = app.member(school, MemberRole::Viewer).await;
        let inside = app.signed_in(colleague).get(&path).await.text();
        assert!(inside.contains("Sri Wahyuni"));
        let outside = app.get(&path).await.text();
        assert!(!outside.contains("Sri Wahyuni") && outside.contains("anggota"));
        let seq = app.store.history(school.into(), 10).await.unwrap();
        let then = format!(
            "{path}/{}",
            seq.iter().map(|event| event.seq.0).max().unwrap()
        );
        assert!(!app.get(&then).await.text().contains("Sri Wahyuni"));
    });
}
