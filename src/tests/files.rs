//! Import and export over plain HTTP.

use crate::app::{TestApp, run};
use axum::http::StatusCode;
use jejaring_domain::{Kind, Network};

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
