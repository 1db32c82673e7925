//! The explorer as a page: questions, filters and the table without script; files of what is shown; the palette.

use crate::app::{TestApp, run};
use crate::people::person;
use axum::http::StatusCode;
use jejaring::api::explore::Hit;
use jejaring::api::views::Own;
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
        let nothing: Vec<Hit> = app.fetch("/api/find?text=").await;
        assert_eq!(nothing, []);
    });
}

#[test]
fn the_table_and_its_file_are_of_the_day_that_is_looked_at() {
    run(async {
        let app = TestApp::demo().await;
        let rows = async |query: &str| {
            let html = app.get(&format!("/explore?as=table&{query}")).await.text();
            html.matches("scope=\"row\"").count()
        };
        let (now, then) = (
            rows("kind=school").await,
            rows("kind=school&day=2012-01-01").await,
        );
        assert!(then < now, "{then} of {now} schools had a partnership then");
        let size = async |query: &str| {
            app.get(&format!("/explore/export.json{query}"))
                .await
                .text()
                .len()
        };
        assert!(size("?day=2012-01-01").await < size("").await);
    });
}

#[test]
fn a_view_is_its_owners_until_it_is_shared() {
    run(async {
        let app = TestApp::with(false).await;
        let (owner, other) = (
            person(&app, "Bu Guru").await,
            person(&app, "Pak Lain").await,
        );
        let (owner, other) = (app.signed_in(owner), app.signed_in(other));
        let query = "kind=school&layout=map&junk=1&pins=01ARZ3NDEKTSV4RRFFQ69G5FAV_1.50_2.00";
        let keep = async |name: &str| {
            let fields = [("name", name), ("query", query)];
            owner.post_form("/api/keep-view", &fields).await
        };
        assert_eq!(keep(" ").await.status, StatusCode::UNPROCESSABLE_ENTITY);
        assert_eq!(keep("Sekolah").await.status, StatusCode::FOUND);
        // The same name again is the same view. A form without script is led on.
        assert_eq!(keep("Sekolah").await.status, StatusCode::FOUND);
        let own = async |who: &TestApp| who.fetch::<Option<Own>>("/api/own-views").await;
        let views = own(&owner).await;
        let views = views.unwrap().views;
        assert_eq!(views.len(), 1);
        let id = views[0].id.to_string();
        let link = views[0].link();
        assert!(!views[0].query.contains("junk"), "{}", views[0].query);
        assert_eq!(own(&app).await, None);

        let opened = owner.get(&link).await;
        assert!(opened.location().contains("kind=school") && opened.location().contains("pins="));
        assert_eq!(other.get(&link).await.status, StatusCode::NOT_FOUND);
        let change = async |who: &TestApp, name: &str, shared: &str| {
            let fields = [("view", &*id), ("name", name), ("shared", shared)];
            who.post_form("/api/change-view", &fields).await.status
        };
        assert_eq!(
            change(&other, "Milik saya", "true").await,
            StatusCode::NOT_FOUND
        );
        assert_eq!(
            change(&owner, "Sekolah kita", "true").await,
            StatusCode::FOUND
        );
        for who in [&app, &other] {
            assert!(who.get(&link).await.location().contains("layout=map"));
        }
        assert_eq!(own(&owner).await.unwrap().views[0].name, "Sekolah kita");
        assert_eq!(
            change(&owner, "Sekolah kita", "false").await,
            StatusCode::FOUND
        );
        assert_eq!(app.get(&link).await.status, StatusCode::NOT_FOUND);

        let pins = [("pins", "01ARZ3NDEKTSV4RRFFQ69G5FAV_1.50_2.00,nonsense")];
        assert_eq!(
            owner.post_form("/api/keep-pins", &pins).await.status,
            StatusCode::FOUND
        );
        let pins = own(&owner).await.unwrap().pins;
        assert_eq!(
            pins.as_deref(),
            Some("01ARZ3NDEKTSV4RRFFQ69G5FAV_1.50_2.00")
        );
        let removed = owner.post_form("/api/remove-view", &[("view", &*id)]).await;
        assert_eq!(removed.status, StatusCode::FOUND);
        assert_eq!(owner.get(&link).await.status, StatusCode::NOT_FOUND);
    });
}

#[test]
fn the_picture_in_the_page_is_of_what_the_address_shows() {
    run(async {
        let app = TestApp::demo().await;
        let picture = async |query: &str| {
            let html = app.get(&format!("/explore?{query}")).await.text();
            let svg = html.split("<svg class=\"network\"").nth(1).unwrap();
            svg.split("</svg>").next().unwrap().to_owned()
        };
        let all = picture("").await;
        assert!(all.contains("kind-school") && all.contains("kind-company"));
        let schools = picture("kind=school").await;
        assert!(schools.contains("kind-school") && !schools.contains("kind-company"));
        // It is arranged as the live view will be.
        assert_ne!(picture("kind=school&layout=stages").await, schools);
        // Where nothing is left there is an empty one.
        let none = picture("q=zzzzzzzz").await;
        assert!(!none.contains("kind-"));
    });
}

#[test]
fn a_school_has_its_company_although_the_filter_hides_it() {
    run(async {
        let app = TestApp::demo().await;
        let count = async |query: &str| {
            let html = app
                .get(&format!("/explore?ask=no_company{query}"))
                .await
                .text();
            let said = html.split("answer-said\">").nth(1).unwrap();
            let said = said.split('<').next().unwrap();
            said.split(' ').next().unwrap().to_owned()
        };
        assert_eq!(count("&kind=school").await, count("").await);
    });
}
