//! Each page is whole in the HTML, in both languages, and tells what is not there.

use crate::app::{TestApp, request, run};
use axum::body::Body;
use axum::http::{Method, StatusCode, header};
use jejaring_domain::Kind;

#[test]
fn home_has_the_picture_with_names() {
    run(async {
        let app = TestApp::demo().await;
        let page = app.get("/").await;
        assert_eq!(page.status, StatusCode::OK);
        let html = page.text();
        let svg = html
            .split_once("<svg")
            .and_then(|(_, rest)| rest.split_once("class=\"network"))
            .is_some()
            || html.contains("<svg");
        assert!(svg, "no picture");
        let names = app.store.read(|network| {
            network
                .organisations()
                .map(|o| o.profile.name.to_string())
                .collect::<Vec<_>>()
        });
        let shown = names
            .iter()
            .filter(|name| html.contains(name.as_str()))
            .count();
        assert!(shown >= 10, "only {shown} names in the picture");
    });
}

#[test]
fn every_page_answers_in_both_languages() {
    run(async {
        let app = TestApp::demo().await;
        let organisation = app
            .store
            .read(|network| network.organisations().next().unwrap().id);
        let partnership = app
            .store
            .read(|network| network.partnerships().next().unwrap().id);
        for path in [
            "/".to_owned(),
            "/explore".to_owned(),
            "/organisations".to_owned(),
            "/organisations/new".to_owned(),
            format!("/organisations/{organisation}"),
            format!("/organisations/{organisation}/edit"),
            "/partnerships".to_owned(),
            "/partnerships/new".to_owned(),
            format!("/partnerships/{partnership}"),
            format!("/partnerships/{partnership}/edit"),
            "/import".to_owned(),
        ] {
            for (accept, locale) in [("en;q=0.9", "en"), ("id", "id"), ("fr", "id")] {
                let page = request(Method::GET, &path).header(header::ACCEPT_LANGUAGE, accept);
                let page = app.send(page.body(Body::empty()).unwrap()).await;
                assert_eq!(page.status, StatusCode::OK, "{path}");
                let text = page.text();
                let html = text
                    .split("<html")
                    .nth(1)
                    .and_then(|rest| rest.split('>').next());
                let html = html.unwrap_or_default();
                assert!(
                    html.contains(&format!("lang=\"{locale}\"")),
                    "{path} is not in {locale}"
                );
                assert_eq!(html.matches("lang=").count(), 1, "{path} says it once");
                assert_eq!(page.header("cache-control"), "no-cache", "{path}");
            }
        }
    });
}

#[test]
fn what_is_not_there_is_told_with_its_status() {
    run(async {
        let app = TestApp::empty().await;
        let nothing = "01ARZ3NDEKTSV4RRFFQ69G5FAV";
        for path in [
            "/nowhere".to_owned(),
            format!("/organisations/{nothing}"),
            format!("/partnerships/{nothing}"),
        ] {
            let page = app.get(&path).await;
            assert_eq!(page.status, StatusCode::NOT_FOUND, "{path}");
            assert!(
                page.header("content-type").starts_with("text/html"),
                "{path}"
            );
        }
    });
}

#[test]
fn an_empty_network_has_its_pages_too() {
    run(async {
        let app = TestApp::empty().await;
        for path in ["/", "/explore", "/organisations", "/partnerships"] {
            assert_eq!(app.get(path).await.status, StatusCode::OK, "{path}");
        }
    });
}

#[test]
fn a_list_is_searched_sorted_and_paged() {
    run(async {
        let app = TestApp::empty().await;
        for n in 10..70 {
            app.organisation(&format!("Sekolah Nomor {n}"), Kind::School)
                .await;
        }
        app.organisation("Bengkel Sumber Rejeki", Kind::Company)
            .await;
        let first = app
            .get("/organisations?kind=school&sort=name&order=descending")
            .await
            .text();
        assert!(first.contains("Sekolah Nomor 69") && !first.contains("Sekolah Nomor 10<"));
        let last = app
            .get("/organisations?kind=school&sort=name&order=descending&page=3")
            .await
            .text();
        assert!(last.contains("Sekolah Nomor 10") && !last.contains("Bengkel"));
        let found = app.get("/organisations?text=bengkel+sumbr").await.text();
        assert!(found.contains("Bengkel Sumber Rejeki") && !found.contains("Sekolah Nomor"));
    });
}

#[test]
fn text_from_people_is_never_markup() {
    run(async {
        let app = TestApp::empty().await;
        let id = app
            .organisation(
                "</title></script><script>alert(1)</script>",
                Kind::Community,
            )
            .await;
        for path in [
            "/".to_owned(),
            "/organisations".to_owned(),
            format!("/organisations/{id}"),
            "/explore".to_owned(),
        ] {
            assert!(
                !app.get(&path).await.text().contains("<script>alert(1)"),
                "{path}"
            );
        }
    });
}
