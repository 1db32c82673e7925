//! Every endpoint, for visitors who may edit and for those who may only look.

use crate::app::{TestApp, request, run};
use axum::body::Body;
use axum::http::{Method, StatusCode, header};
use jejaring_domain::Kind;

#[test]
fn who_may_only_look_can_change_nothing_by_any_endpoint() {
    run(async {
        let app = TestApp::with(false).await;
        let id = app.organisation("SMK Satu", Kind::School).await;
        let edits = [
            (
                "/api/save-organisation",
                "command=x&seen=0&draft[name]=a&draft[kind]=school".to_owned(),
            ),
            (
                "/api/archive-organisation",
                format!("id={id}&archived=true"),
            ),
            (
                "/api/save-partnership",
                "command=x&seen=0&draft[title]=a".to_owned(),
            ),
            ("/api/archive-partnership", format!("id={id}&archived=true")),
            ("/api/confirm-import", "token=x".to_owned()),
            ("/api/set-role", format!("member={id}&role=admin")),
            (
                "/api/invite",
                format!("organisation={id}&draft[role]=admin"),
            ),
            (
                "/api/revoke-invitation",
                format!("organisation={id}&invitation=x"),
            ),
            ("/api/accept-invitation", "token=x".to_owned()),
            (
                "/api/claim",
                format!("id={id}&command=x&draft[note]=Kepala"),
            ),
            (
                "/api/save-contact",
                format!("id={id}&command=x&seen=0&draft[name]=a&draft[phone]=1"),
            ),
            ("/api/remove-contact", format!("id={id}&contact={id}")),
            ("/api/settle-claim", format!("member={id}&verified=true")),
            ("/api/block-person", format!("person={id}&blocked=true")),
            ("/api/appoint-person", format!("person={id}&steward=true")),
            ("/api/merge", format!("command=x&from={id}&into={id}")),
            (
                "/api/bring-back",
                format!("subject[organisation]={id}&seq=1&field=name"),
            ),
        ];
        for (path, body) in edits {
            let request = axum::http::Request::builder()
                .method(Method::POST)
                .uri(path);
            let request = request.header(header::ACCEPT, "application/json");
            let request = request.header(header::CONTENT_TYPE, "application/x-www-form-urlencoded");
            let answer = app.send(request.body(Body::from(body)).unwrap()).await;
            assert_eq!(answer.status, StatusCode::UNAUTHORIZED, "{path}");
        }
        assert_eq!(
            app.post_file("a.csv", b"nama,jenis\nA,sekolah\n")
                .await
                .status,
            StatusCode::UNAUTHORIZED
        );
        for path in [
            "/api/organisation-form".to_owned(),
            "/api/partnership-form".to_owned(),
            "/api/dry-run?token=x".to_owned(),
            "/api/similar-organisations?name=a&regency=&npsn=".to_owned(),
            format!("/api/claim-form?id={id}"),
            format!("/api/contact-form?id={id}"),
        ] {
            let get = request(Method::GET, &path).body(Body::empty()).unwrap();
            assert_eq!(
                app.send(get).await.status,
                StatusCode::UNAUTHORIZED,
                "{path}"
            );
        }
        for path in [
            "/",
            "/explore",
            "/organisations",
            "/partnerships",
            "/network.bin",
            "/export/network.json",
        ] {
            assert_eq!(app.get(path).await.status, StatusCode::OK, "{path}");
        }
        for path in ["/api/home", "/api/picture", "/api/suggestions?text=smk"] {
            let get = axum::http::Request::builder()
                .uri(path)
                .header(header::ACCEPT, "application/json");
            assert_eq!(
                app.send(get.body(Body::empty()).unwrap()).await.status,
                StatusCode::OK,
                "{path}"
            );
        }
        assert_eq!(app.store.read(|network| network.seq().0), 1);
    });
}
