//! Import and export over plain HTTP.

use crate::app::{TestApp, run};
use axum::http::StatusCode;
use jejaring::server::run::fill;
use jejaring_domain::*;

const TABLE: &str = "nama,jenis,npsn\nSMK Satu,sekolah,20400001\nPT Dua,perusahaan,\nSalah,toko,\n";

fn token(location: &str) -> &str {
    location
        .strip_prefix("/import?dry_run=")
        .unwrap_or_else(|| panic!("no dry run: {location}"))
}

#[test]
fn a_table_is_shown_first_and_taken_in_once() {
    run(async {
        let app = TestApp::empty().await;
        let location = app
            .post_file("lembaga.csv", TABLE.as_bytes())
            .await
            .location();
        let page = app.get(&location).await.text();
        for text in ["SMK Satu", "PT Dua", "Salah", "toko"] {
            assert!(page.contains(text), "{text}");
        }
        assert_eq!(
            app.store.read(|network| network.organisations().len()),
            0,
            "a dry run changes nothing"
        );
        for _ in 0..2 {
            let answer = app
                .post_form("/api/confirm-import", &[("token", token(&location))])
                .await;
            assert!(
                answer.location().contains("organisations=2"),
                "{}",
                answer.location()
            );
            assert_eq!(app.store.read(|network| network.organisations().len()), 2);
        }
        let again = app
            .post_file("lembaga.csv", TABLE.as_bytes())
            .await
            .location();
        app.post_form("/api/confirm-import", &[("token", token(&again))])
            .await;
        assert_eq!(
            app.store.read(|network| network.organisations().len()),
            2,
            "what is there is matched"
        );
    });
}

#[test]
fn what_cannot_be_read_is_refused_in_words() {
    run(async {
        let app = TestApp::empty().await;
        let bomb = "<?xml version=\"1.0\"?><!DOCTYPE gexf [<!ENTITY a \"ha\"><!ENTITY b \"&a;&a;\">]><gexf><graph>&b;</graph></gexf>";
        let files: [(&str, &[u8]); 4] = [
            ("bom.gexf", bomb.as_bytes()),
            ("rusak.csv", b"nama,jenis\n\xff\xfe\xfa,sekolah\n"),
            ("kosong.csv", b""),
            ("gambar.csv", b"\x89PNG\r\n\x1a\n"),
        ];
        for (name, content) in files {
            let location = app.post_file(name, content).await.location();
            let page = app.get(&location).await;
            assert_eq!(page.status, StatusCode::OK, "{name}");
            assert!(
                page.text().contains("notice error") || page.text().contains("role=\"alert\""),
                "{name} is not refused in words"
            );
            let answer = app
                .post_form("/api/confirm-import", &[("token", token(&location))])
                .await;
            assert!(!answer.location().contains("organisations="), "{name}");
        }
        assert_eq!(app.store.read(|network| network.organisations().len()), 0);
    });
}

const TABLE_OF_PARTNERSHIPS: &str =
    "judul,pihak\nMagang,SMK Satu; PT Dua\nSeminar,PT Dua; PT Tiga\n";

#[test]
fn who_brings_in_a_file_adds_what_is_theirs_and_learns_of_no_draft_of_others() {
    run(async {
        let app = TestApp::with(false).await;
        let school = app.organisation("SMK Satu", Kind::School).await;
        let company = app.organisation("PT Dua", Kind::Company).await;
        app.organisation("PT Tiga", Kind::Company).await;
        let teacher = app.signed_in(app.member(school, MemberRole::Editor).await);
        let manager = app.signed_in(app.member(company, MemberRole::Editor).await);
        let add = async |who: &TestApp, text: &str| {
            let table = format!("judul,pihak\n{text}\n");
            let run = who.post_file("a.csv", table.as_bytes()).await.location();
            let page = who.get(&run).await.text();
            let answer = who
                .post_form("/api/confirm-import", &[("token", token(&run))])
                .await;
            (page, answer.location())
        };
        // One row that is not the teacher's does not keep the other out.
        let table = TABLE_OF_PARTNERSHIPS.strip_prefix("judul,pihak\n").unwrap();
        let (page, location) = add(&teacher, table).await;
        assert!(page.contains("Tidak satu pun pihaknya adalah lembaga yang Anda wakili."));
        assert!(location.contains("partnerships=1"), "{location}");
        // What the manager keeps as a draft is not told to the teacher, who writes down the same.
        let id = PartnershipId::new(1, 5);
        let parties = [school, company].map(|id| Party::new(id, Role::Partner));
        let terms = Terms::new(Name::new("Kunjungan").unwrap(), parties.into());
        let command = Command::Add {
            organisations: Vec::new(),
            partnerships: vec![NewPartnership {
                id,
                terms,
                archived: false,
            }],
            origin: Origin::Entered,
        };
        let name = CommandId::new(1, rand::random());
        let actor = manager.actor();
        let done = app.store.submit(actor, name, Timestamp(0), &command).await;
        done.unwrap();
        let (page, location) = add(&teacher, "Kunjungan,SMK Satu; PT Dua").await;
        assert!(!page.contains(&id.to_string()));
        assert!(location.contains("partnerships=1"), "{location}");
    });
}

#[test]
fn a_file_that_would_do_something_else_by_now_is_shown_again() {
    run(async {
        let app = TestApp::empty().await;
        let confirm = async |location: &str| {
            app.post_form("/api/confirm-import", &[("token", token(location))])
                .await
                .location()
        };
        let send = async || app.post_file("a.csv", TABLE.as_bytes()).await.location();
        let (one, other) = (send().await, send().await);
        assert!(confirm(&one).await.contains("organisations=2"));
        let anew = confirm(&other).await;
        let page = app.get(&anew).await.text();
        assert!(page.contains("Jejaring berubah sejak berkas ini diperiksa"));
        // What is confirmed again is answered as the first time, whatever happened since.
        app.organisation("Lain", Kind::Community).await;
        assert!(confirm(&one).await.contains("organisations=2"));
        // What would do the same is done.
        let table = "nama,jenis\nKomunitas Empat,komunitas\n";
        let location = app.post_file("b.csv", table.as_bytes()).await.location();
        app.organisation("Lain lagi", Kind::Community).await;
        assert!(confirm(&location).await.contains("organisations=1"));
    });
}

#[test]
fn a_file_that_is_too_large_is_read_to_its_end_and_refused_in_words() {
    run(async {
        let app = TestApp::empty().await;
        let large = vec![b'a'; 51_000_000];
        let location = app.post_file("besar.csv", &large).await.location();
        assert_eq!(location, "/import?refused=too_large");
    });
}

#[test]
fn the_demonstration_goes_on_where_it_was_interrupted_and_is_there_once() {
    run(async {
        let app = TestApp::empty().await;
        let day = Date::constant(2026, 11, 25);
        let commands = jejaring_demo::commands(jejaring_demo::SEED, day);
        let mut named = jejaring_demo::command_ids(jejaring_demo::SEED).zip(&commands);
        let (id, first) = named.next().unwrap();
        let done = app
            .store
            .submit(Actor::System, id, Timestamp::noon(day), first)
            .await;
        done.unwrap();
        let (one, other) = tokio::join!(fill(&app.store), fill(&app.store));
        one.unwrap();
        other.unwrap();
        let seq = app.store.read(Network::seq);
        assert_eq!(seq.0, commands.len() as u64);
        // One that a release before this has filled is left as it is, and so is one that is not invented.
        let older = TestApp::demo().await;
        let before = older.store.read(Network::seq);
        older.submit(Command::RemoveDemo).await;
        fill(&older.store).await.unwrap();
        assert_eq!(older.store.read(Network::seq), before.next());
    });
}

#[test]
fn a_dry_run_that_is_not_kept_is_told() {
    run(async {
        let app = TestApp::empty().await;
        assert_eq!(
            app.get("/import?dry_run=nothing").await.status,
            StatusCode::GONE
        );
    });
}

/// What makes two networks the same, whichever way they came in.
fn content(network: &Network) -> Vec<String> {
    let organisations = network
        .organisations()
        .map(|o| format!("{:?} {:?} {}", o.id, o.profile, o.archived));
    let partnerships = network
        .partnerships()
        .map(|p| format!("{:?} {:?} {}", p.id, p.terms, p.archived));
    organisations.chain(partnerships).collect()
}

#[test]
fn what_is_exported_and_imported_is_the_same_network() {
    run(async {
        let app = TestApp::demo().await;
        for file in ["network.csv.zip", "network.gexf", "network.json"] {
            let exported = app.get(&format!("/export/{file}")).await;
            assert_eq!(exported.status, StatusCode::OK, "{file}");
            assert!(
                exported
                    .header("content-disposition")
                    .starts_with("attachment"),
                "{file}"
            );
            let other = TestApp::empty().await;
            let location = other.post_file(file, &exported.bytes).await.location();
            other
                .post_form("/api/confirm-import", &[("token", token(&location))])
                .await;
            let (here, there) = (app.store.read(content), other.store.read(content));
            assert_eq!(here.len(), there.len(), "{file}");
            for (here, there) in here.iter().zip(&there) {
                assert_eq!(here, there, "{file}");
            }
        }
        assert_eq!(
            app.get("/export/network.exe").await.status,
            StatusCode::NOT_FOUND
        );
    });
}

#[test]
fn the_snapshot_is_sent_once_for_each_state() {
    run(async {
        let app = TestApp::demo().await;
        let first = app.get("/network.bin").await;
        let snapshot = jejaring_graph::Snapshot::decode(&first.bytes).unwrap();
        assert_eq!(
            snapshot.organisation_count(),
            app.store
                .read(|network| network.organisations().filter(|o| !o.archived).count())
        );
        let again = crate::app::request(axum::http::Method::GET, "/network.bin")
            .header("if-none-match", first.header("etag"));
        let again = app
            .send(again.body(axum::body::Body::empty()).unwrap())
            .await;
        assert_eq!(
            (again.status, again.bytes.len()),
            (StatusCode::NOT_MODIFIED, 0)
        );
        app.organisation("Baru", Kind::Community).await;
        let changed = app.get("/network.bin").await;
        assert_ne!(changed.header("etag"), first.header("etag"));
        assert_eq!(
            jejaring_graph::Snapshot::decode(&changed.bytes)
                .unwrap()
                .organisation_count(),
            snapshot.organisation_count() + 1
        );
    });
}
