//! What every answer carries, and what is refused before it is looked at.

use crate::app::{TestApp, request, run};
use axum::body::Body;
use axum::http::{Method, StatusCode};
use jejaring_domain::PersonId;
use sha2::{Digest, Sha256};

#[test]
fn every_answer_has_an_id_and_its_guards() {
    run(async {
        let app = TestApp::empty().await;
        for path in ["/", "/healthz", "/network.bin", "/nowhere"] {
            let answer = app.get(path).await;
            for header in [
                "x-request-id",
                "content-security-policy",
                "x-content-type-options",
                "referrer-policy",
            ] {
                assert!(!answer.header(header).is_empty(), "{path} has no {header}");
            }
        }
    });
}

/// What is kept for a year has another name when it is another thing.
#[test]
fn fonts_and_the_map_are_kept_by_their_hashes() {
    run(async {
        let app = TestApp::empty().await;
        for folder in ["fonts", "map"] {
            for entry in std::fs::read_dir(format!("public/{folder}")).unwrap() {
                let entry = entry.unwrap();
                let name = entry.file_name().into_string().unwrap();
                if name == "OFL.txt" {
                    continue;
                }
                let hash = Sha256::digest(std::fs::read(entry.path()).unwrap());
                let hash: String = hash[..4].iter().map(|byte| format!("{byte:02x}")).collect();
                assert!(name.contains(&format!(".{hash}.")), "{name} holds {hash}");
                let answer = app.get(&format!("/{folder}/{name}")).await;
                assert!(
                    answer.header("cache-control").contains("immutable"),
                    "{name}"
                );
            }
        }
        let icon = app.get("/icon.svg").await;
        assert_eq!(icon.header("cache-control"), "no-cache");
    });
}

#[test]
fn people_are_told_in_a_page_and_programs_by_the_error() {
    run(async {
        let app = TestApp::with(false).await;
        let stranger = app.signed_in(PersonId::new(1, 1));
        let page = stranger.get("/files/01ARZ3NDEKTSV4RRFFQ69G5FAV").await;
        assert_eq!(page.status, StatusCode::NOT_FOUND);
        assert!(page.text().contains("<h1>"), "{}", page.text());
        let answer = stranger.ask("/files/01ARZ3NDEKTSV4RRFFQ69G5FAV").await;
        assert_eq!(answer.text(), "\"not_found\"");
        // Who has to sign in is led there, and back to the page whose form was sent.
        let file = b"nama,jenis\n";
        let location = app.post_file("a.csv", file).await.location();
        assert_eq!(location, "/sign-in");
        let form = request(Method::POST, "/import")
            .header("content-type", "multipart/form-data; boundary=edge");
        let mut form = form.body(Body::from("--edge--\r\n")).unwrap();
        form.headers_mut().insert(
            "referer",
            "http://test/organisations?text=a".parse().unwrap(),
        );
        let location = app.send(form).await.location();
        assert_eq!(location, "/sign-in?back=%2Forganisations%3Ftext%3Da");
        // Who may not is told why, with the status that says the same.
        let page = stranger.post_file("a.csv", file).await;
        assert_eq!(page.status, StatusCode::FORBIDDEN);
        assert!(page.text().contains("role=\"alert\""));
    });
}

#[test]
fn a_post_from_another_site_is_refused() {
    run(async {
        let app = TestApp::empty().await;
        let post = request(Method::POST, "/api/save-organisation")
            .header("origin", "https://elsewhere.example");
        let answer = app
            .send(post.body(Body::from("draft[name]=x")).unwrap())
            .await;
        assert_eq!(answer.status, StatusCode::FORBIDDEN);
    });
}

#[test]
fn preferences_last_and_lead_back_to_this_site_only() {
    run(async {
        let app = TestApp::empty().await;
        let answer = app.get("/preferences?locale=en&back=/organisations").await;
        assert_eq!(
            (answer.status, &*answer.location()),
            (StatusCode::SEE_OTHER, "/organisations")
        );
        let cookie = answer.header("set-cookie").to_owned();
        assert!(cookie.contains("Max-Age=31536000"), "{cookie}");
        let kept = cookie.split(';').next().unwrap();
        let page = request(Method::GET, "/")
            .header("cookie", kept)
            .header("accept-language", "id");
        assert!(
            app.send(page.body(Body::empty()).unwrap())
                .await
                .text()
                .contains("lang=\"en\"")
        );
        for back in [
            "https://elsewhere.example",
            "//elsewhere.example",
            "/\\elsewhere.example",
            "javascript:alert(1)",
        ] {
            assert_eq!(
                app.get(&format!("/preferences?theme=dark&back={back}"))
                    .await
                    .location(),
                "/",
                "{back}"
            );
        }
    });
}

#[test]
fn a_request_that_is_too_large_is_refused() {
    run(async {
        let app = TestApp::empty().await;
        let large = "a".repeat(2 * 1024 * 1024);
        let answer = app
            .post_form("/api/save-organisation", &[("draft[about]", &large)])
            .await;
        assert!(
            !answer.location().starts_with("/organisations/0"),
            "{}",
            answer.location()
        );
        assert_eq!(app.store.read(|network| network.organisations().len()), 0);
    });
}

#[test]
fn health_is_told() {
    run(async {
        let answer = TestApp::empty().await.get("/healthz").await;
        assert_eq!((answer.status, &*answer.text()), (StatusCode::OK, "ok\n"));
    });
}

#[test]
fn only_named_sites_may_frame_the_view_for_them() {
    run(async {
        let app = TestApp::of(|config| {
            config.embed_origins = "https://sekolah.example https://*.go.example".to_owned();
        })
        .await;
        let embedded = app.get("/embed?kind=school").await;
        assert_eq!(embedded.status, StatusCode::OK);
        let policy = embedded.header("content-security-policy").to_owned();
        assert!(
            policy.ends_with("frame-ancestors 'self' https://sekolah.example https://*.go.example"),
            "{policy}"
        );
        assert!(embedded.header("x-frame-options").is_empty());
        let elsewhere = app.get("/explore").await;
        assert!(
            elsewhere
                .header("content-security-policy")
                .ends_with("frame-ancestors 'self'")
        );
        assert!(!elsewhere.header("x-frame-options").is_empty());

        let closed = TestApp::empty().await;
        let embedded = closed.get("/embed").await;
        assert!(
            embedded
                .header("content-security-policy")
                .ends_with("frame-ancestors 'self'")
        );
    });
}

#[test]
fn the_service_worker_is_asked_for_anew_each_time_and_names_the_files_of_the_app() {
    run(async {
        let app = TestApp::empty().await;
        let answer = app.get("/worker.js").await;
        assert_eq!(answer.status, StatusCode::OK);
        assert!(answer.header("content-type").starts_with("text/javascript"));
        assert_eq!(answer.header("cache-control"), "no-cache");
        let program = answer.text();
        assert!(program.starts_with("const VERSION = \""), "{program}");
        assert!(program.contains("\"/workshop.js\""));
        assert!(!program.contains("/screenshot.png"));
        let page = app.get("/").await.text();
        assert!(page.contains("rel=\"manifest\""));
    });
}
