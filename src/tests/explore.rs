//! The explorer as a page: questions, filters and the table without script; files of what is shown; the palette.

use crate::app::{TestApp, run};
use axum::http::StatusCode;
use jejaring_domain::{Coded, Kind};
use jejaring_graph::ask::Topic;

#[test]
fn every_question_is_answered_in_the_page() {
    run(async {
        let app = TestApp::demo().await;
        for topic in Topic::ALL {
            let page = app
                .get(&format!("/explore?ask={}&from=smk&to=pt", topic.code()))
                .await;
            assert_eq!(page.status, StatusCode::OK, "{topic:?}");
            let html = page.text();
            assert!(html.contains("answer-said"), "{topic:?} has no answer");
        }
        // An address that is damaged or asks for nobody is still a page.
        for query in [
            "ask=paths&from=%00&to=zzzzzz",
            "ask=why",
            "around=x_9&page=0&sort=odd&as=table",
        ] {
            let page = app.get(&format!("/explore?{query}")).await;
            assert_eq!(page.status, StatusCode::OK, "{query}");
        }
    });
}

#[test]
fn the_table_is_what_the_filter_shows() {
    run(async {
        let app = TestApp::demo().await;
        let html = app
            .get("/explore?as=table&kind=community&sort=partners")
            .await
            .text();
        let communities = app.store.read(|network| {
            let of_kind = network
                .organisations()
                .filter(|o| o.profile.kind == Kind::Community && !o.archived);
            of_kind.count()
        });
        let body = html.split("<tbody").nth(1).unwrap();
        assert_eq!(body.matches("scope=\"row\"").count(), communities.min(50));
        let none = app.get("/explore?kind=community").await.text();
        assert!(
            !none.contains("<tbody"),
            "rows only where they are asked for"
        );
    });
}

#[test]
fn a_file_has_what_is_shown_and_nothing_else() {
    run(async {
        let app = TestApp::demo().await;
        let [all, communities] =
            ["", "?kind=community"].map(|query| format!("/explore/export.json{query}"));
        let (all, communities) = (app.get(&all).await, app.get(&communities).await);
        assert_eq!(communities.status, StatusCode::OK);
        assert!(
            communities
                .header("content-disposition")
                .ends_with(".json\"")
        );
        assert!(communities.text().len() < all.text().len());
        let names = app.store.read(|network| {
            let communities = network.organisations();
            let communities =
                communities.filter(|o| o.profile.kind == Kind::Community && !o.archived);
            communities
                .map(|o| o.profile.name.to_string())
                .collect::<Vec<_>>()
        });
        let file = communities.text();
        assert!(names.iter().all(|name| file.contains(name.as_str())));
        let workbook = app.get("/explore/export.xlsx?kind=community").await;
        assert!(workbook.header("content-type").contains("spreadsheetml"));
        assert_eq!(
            app.get("/explore/export.exe").await.status,
            StatusCode::NOT_FOUND
        );
        assert_eq!(
            app.get("/explore/other").await.status,
            StatusCode::NOT_FOUND
        );
    });
}

#[test]
fn the_palette_finds_despite_typing_errors() {
    run(async {
        let app = TestApp::with(false).await;
        app.organisation("Universitas Nusantara", Kind::Institution)
            .await;
        let found = app.ask("/api/find?text=univeritas%20nusantra").await;
        assert_eq!(found.status, StatusCode::OK);
        assert!(found.text().contains("Universitas Nusantara"));
        let nothing = app.ask("/api/find?text=").await;
        assert_eq!(nothing.text(), "[]");
    });
}
