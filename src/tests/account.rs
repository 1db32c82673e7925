//! Signing up and in, one-time links, the own account and the demonstration's accounts: whole flows over the router.

use crate::app::{Answer, TestApp, escape, request, run};
use axum::body::Body;
use axum::http::{Method, StatusCode, header};
use jejaring::api::account::DEMO_PASSWORD;
use jejaring::api::session::Me;
use jejaring::server::config::Config;
use jejaring::server::installation::{self, SetUp};
use jejaring::server::mail::{Mail, Mailer};
use jejaring::server::run::app_state;
use jejaring::server::{demo_accounts, sessions};
use jejaring_domain::*;
use std::sync::{Arc, Mutex};

const PASSWORD: &str = "kopi pagi di bengkel";
const EMAIL: &str = "siti@smk.sch.id";

/// A browser without script, which keeps its cookie.
pub struct Browser {
    app: TestApp,
    pub cookie: Option<String>,
}

impl Browser {
    fn new(app: &TestApp) -> Self {
        Self {
            app: app.clone(),
            cookie: None,
        }
    }

    /// One in which somebody has signed up and in.
    pub async fn of_somebody(app: &TestApp) -> Self {
        let mut browser = Self::new(app);
        browser.sign_up(EMAIL).await;
        browser.sign_in(EMAIL, PASSWORD).await;
        browser
    }

    async fn send(&mut self, request: axum::http::request::Builder, body: String) -> Answer {
        let request = match &self.cookie {
            Some(cookie) => request.header(header::COOKIE, format!("session={cookie}")),
            None => request,
        };
        let answer = self.app.send(request.body(Body::from(body)).unwrap()).await;
        if let Some(value) = answer.header("set-cookie").strip_prefix("session=") {
            let value = value.split(';').next().unwrap();
            self.cookie = Some(value.to_owned()).filter(|value| !value.is_empty());
        }
        answer
    }

    async fn get(&mut self, path: &str) -> Answer {
        self.send(request(Method::GET, path), String::new()).await
    }

    pub async fn post(&mut self, path: &str, fields: &[(&str, &str)]) -> Answer {
        let pairs = fields.iter();
        let pairs = pairs.map(|(name, value)| format!("{}={}", escape(name), escape(value)));
        let request = request(Method::POST, path)
            .header(header::CONTENT_TYPE, "application/x-www-form-urlencoded");
        let body = pairs.collect::<Vec<_>>().join("&");
        self.send(request, body).await
    }

    async fn sign_up(&mut self, email: &str) -> Answer {
        let fields = [
            ("draft[name]", "Siti Aminah"),
            ("draft[email]", email),
            ("draft[password]", PASSWORD),
        ];
        self.post("/api/sign-up", &fields).await
    }

    async fn sign_in(&mut self, email: &str, password: &str) -> Answer {
        let fields = [
            ("draft[email]", email),
            ("draft[password]", password),
            ("back", "/organisations?text=a"),
        ];
        self.post("/api/sign-in", &fields).await
    }

    /// Opens the link in the next mail, and presses its button.
    async fn confirm(&mut self, mails: &Mutex<Vec<Mail>>) {
        let path = loop {
            let path = link(&next_mail(mails).await.text);
            // Another one tells the address that was there before.
            if path.starts_with("/confirm/") {
                break path;
            }
        };
        self.post("/api/confirm", &[("token", token(&path))]).await;
    }

    /// The link that comes for a forgotten password.
    async fn ask_for_reset(&mut self, mails: &Mutex<Vec<Mail>>) -> String {
        self.post("/api/forgotten", &[("draft[email]", EMAIL)])
            .await;
        link(&next_mail(mails).await.text)
    }

    async fn reset(&mut self, link: &str, password: &str) -> Answer {
        let fields = [("token", token(link)), ("draft[password]", password)];
        self.post("/api/reset", &fields).await
    }

    async fn set_up(&mut self, link: &str, email: &str) -> Answer {
        let fields = [
            ("token", token(link)),
            ("draft[name]", "Ratna"),
            ("draft[email]", email),
            ("draft[password]", PASSWORD),
        ];
        self.post("/api/set-up", &fields).await
    }

    async fn change_password(&mut self, current: &str) -> Answer {
        let fields = [
            ("draft[current_password]", current),
            ("draft[password]", "empat kata yang lain"),
        ];
        self.post("/api/change-password", &fields).await
    }

    /// The page that tells whose it is.
    async fn is_signed_in(&mut self) -> bool {
        self.get("/account").await.status == StatusCode::OK
    }
}

/// Somebody with an account, signed in.
async fn member_of(app: &TestApp) -> Browser {
    let mut browser = Browser::new(app);
    browser.sign_up(EMAIL).await;
    let answer = browser.sign_in(EMAIL, PASSWORD).await;
    assert_eq!(answer.location(), "/organisations?text=a");
    browser
}

/// A server whose mails are kept, and those.
pub async fn with_mail() -> (TestApp, Arc<Mutex<Vec<Mail>>>) {
    let mails = Arc::new(Mutex::new(Vec::new()));
    let kept = mails.clone();
    let app = TestApp::of(|config| config.mailer = Mailer::Kept(kept)).await;
    (app, mails)
}

/// The next mail, which is sent after the answer.
pub async fn next_mail(mails: &Mutex<Vec<Mail>>) -> Mail {
    loop {
        if let Some(mail) = mails.lock().unwrap().pop() {
            return mail;
        }
        tokio::task::yield_now().await;
    }
}

/// The path of the link in a text.
fn link(text: &str) -> String {
    let link = text
        .split_whitespace()
        .find_map(|word| word.strip_prefix("http://test"));
    link.unwrap().to_owned()
}

/// The secret in a link.
fn token(path: &str) -> &str {
    path.rsplit('/').next().unwrap()
}

/// The path of a link to set up an account.
async fn set_up_link(app: &TestApp, given: SetUp) -> String {
    link(&installation::link(&app.state, &given).await.unwrap())
}

async fn is_known(app: &TestApp, email: &str) -> bool {
    let account = app.store.account_by_email(email).await.unwrap();
    account.is_some()
}

async fn json(app: &TestApp, path: &str, body: &str) -> Answer {
    let request = axum::http::Request::builder()
        .method(Method::POST)
        .uri(path)
        .header(header::ACCEPT, "application/json")
        .header(header::CONTENT_TYPE, "application/x-www-form-urlencoded");
    app.send(request.body(Body::from(body.to_owned())).unwrap())
        .await
}

#[test]
fn one_signs_up_in_and_out() {
    run(async {
        let app = TestApp::with(false).await;
        let mut browser = Browser::new(&app);
        let page = browser.get("/organisations?text=a").await.text();
        assert!(page.contains("href=\"/sign-in?back=%2Forganisations%3Ftext%3Da\""));
        let answer = browser.sign_up("Siti@SMK.sch.id").await;
        assert!(
            answer.location().starts_with("/sign-in?kept="),
            "{}",
            answer.location()
        );
        assert_eq!(browser.cookie, None);
        let page = browser.get(&answer.location()).await.text();
        assert!(
            page.contains("akun Anda sudah siap") && page.contains(EMAIL),
            "{page}"
        );

        let answer = browser.sign_in(EMAIL, PASSWORD).await;
        assert_eq!(answer.status, StatusCode::FOUND);
        assert_eq!(answer.location(), "/organisations?text=a");
        let cookie = answer.header("set-cookie").to_owned();
        for flag in ["HttpOnly", "SameSite=Lax", "Path=/", "Max-Age="] {
            assert!(cookie.contains(flag), "{cookie}");
        }
        assert!(!cookie.contains("Secure"), "{cookie}");
        let page = browser.get("/").await.text();
        assert!(page.contains("Siti Aminah") && page.contains("action=\"/sign-out\""));

        // Signed in again, the session has a new name, and the old one is nobody's.
        let before = browser.cookie.clone();
        browser.sign_in(EMAIL, PASSWORD).await;
        assert_ne!(browser.cookie, before);
        let mut old = Browser::new(&app);
        old.cookie = before;
        assert!(!old.is_signed_in().await);

        let session = browser.cookie.clone();
        let answer = browser.post("/sign-out", &[]).await;
        assert_eq!(answer.location(), "/");
        assert_eq!(browser.cookie, None);
        assert!(!browser.get("/").await.text().contains("Siti Aminah"));
        browser.cookie = session;
        assert!(!browser.is_signed_in().await);
    });
}

#[test]
fn behind_tls_the_cookie_is_for_tls_only() {
    run(async {
        let app = TestApp::of(|config| config.secure_cookies = true).await;
        let mut browser = Browser::new(&app);
        browser.sign_up(EMAIL).await;
        let answer = browser.sign_in(EMAIL, PASSWORD).await;
        assert!(answer.header("set-cookie").contains("Secure"));
    });
}

#[test]
fn mistakes_are_told_at_their_fields() {
    run(async {
        let app = TestApp::with(false).await;
        let mut browser = Browser::new(&app);
        let fields = [
            ("draft[name]", ""),
            ("draft[email]", "bukan alamat"),
            ("draft[password]", "password123"),
        ];
        let answer = browser.post("/api/sign-up", &fields).await;
        assert!(answer.location().starts_with("/sign-up?kept="));
        let page = browser.get(&answer.location()).await;
        assert_eq!(page.status, StatusCode::UNPROCESSABLE_ENTITY);
        let page = page.text();
        for text in [
            "wajib diisi",
            "Bukan alamat surel",
            "Mudah ditebak",
            "bukan alamat",
        ] {
            assert!(page.contains(text), "{text}");
        }
        assert!(!page.contains("password123"));
        assert!(app.store.accounts().await.unwrap().is_empty());
    });
}

#[test]
fn signing_in_does_not_tell_whether_an_address_has_an_account() {
    run(async {
        let app = TestApp::with(false).await;
        member_of(&app).await;
        let known = format!("draft[email]={EMAIL}&draft[password]=salah sekali&back=");
        let unknown = "draft[email]=nobody@smk.sch.id&draft[password]=salah sekali&back=";
        let known = json(&app, "/api/sign-in", &known).await;
        let unknown = json(&app, "/api/sign-in", unknown).await;
        assert_eq!(known.status, StatusCode::UNAUTHORIZED);
        assert_eq!(
            (known.status, known.text()),
            (unknown.status, unknown.text())
        );

        let mut browser = Browser::new(&app);
        let answer = browser.sign_in(EMAIL, "salah sekali").await;
        assert!(
            answer
                .location()
                .starts_with("/sign-in?back=%2Forganisations%3Ftext%3Da&kept=")
        );
        let page = browser.get(&answer.location()).await;
        assert_eq!(page.status, StatusCode::UNAUTHORIZED);
        assert!(page.text().contains("tidak cocok") && page.text().contains(EMAIL));
    });
}

#[test]
fn signing_up_and_forgetting_do_not_tell_it_either() {
    run(async {
        let (app, mails) = with_mail().await;
        let mut browser = Browser::new(&app);
        let pages = |answer: &Answer| {
            let location = answer.location();
            (
                answer.status,
                location.split("kept=").next().unwrap().to_owned(),
            )
        };
        let new = browser.sign_up(EMAIL).await;
        let mail = next_mail(&mails).await;
        assert_eq!(mail.to, EMAIL);
        // Nothing is there before the address is confirmed.
        assert!(app.store.accounts().await.unwrap().is_empty());
        let confirm = link(&mail.text);
        assert_eq!(browser.get(&confirm).await.status, StatusCode::OK);
        let fields = [("token", token(&confirm))];
        browser.post("/api/confirm", &fields).await;
        assert!(browser.is_signed_in().await);
        assert_eq!(browser.get(&confirm).await.status, StatusCode::GONE);

        let mut other = Browser::new(&app);
        let known = other.sign_up(EMAIL).await;
        assert_eq!(pages(&known), pages(&new));
        assert!(next_mail(&mails).await.text.contains("sudah punya akun"));
        let page = other.get(&known.location()).await.text();
        assert!(page.contains("Periksa kotak surel") && !page.contains("sudah punya akun di"));

        let fields = |email| [("draft[email]", email)];
        let known = other.post("/api/forgotten", &fields(EMAIL)).await;
        let unknown = other
            .post("/api/forgotten", &fields("nobody@smk.sch.id"))
            .await;
        assert_eq!(pages(&known), pages(&unknown));
        assert_eq!(next_mail(&mails).await.to, EMAIL);
    });
}

#[test]
fn who_tries_too_often_waits() {
    run(async {
        let app = TestApp::with(false).await;
        let body = "draft[email]=a@b.id&draft[password]=x&back=";
        let mut last = json(&app, "/api/sign-in", body).await;
        let mut tries = 1;
        while last.status == StatusCode::UNAUTHORIZED && tries < 30 {
            last = json(&app, "/api/sign-in", body).await;
            tries += 1;
        }
        assert_eq!(last.status, StatusCode::TOO_MANY_REQUESTS);
        // Fifteen at once; a slow machine earns some more meanwhile.
        assert!((16..30).contains(&tries), "{tries}");
        let mut browser = Browser::new(&app);
        let answer = browser.sign_in("a@b.id", "x").await;
        let page = browser.get(&answer.location()).await;
        assert_eq!(page.status, StatusCode::TOO_MANY_REQUESTS);
        assert!(page.text().contains("Terlalu banyak percobaan. Tunggu"));
    });
}

#[test]
fn a_forgotten_password_is_replaced_by_a_link_once() {
    run(async {
        let (app, mails) = with_mail().await;
        let mut owner = Browser::new(&app);
        owner.sign_up(EMAIL).await;
        owner.confirm(&mails).await;

        let mut browser = Browser::new(&app);
        let first = browser.ask_for_reset(&mails).await;
        let second = browser.ask_for_reset(&mails).await;
        // A mistake does not use it up.
        let answer = browser.reset(&first, "pendek").await;
        assert!(answer.location().starts_with(&format!("{first}?kept=")));
        assert!(
            browser
                .get(&answer.location())
                .await
                .text()
                .contains("Terlalu pendek")
        );
        let new = "empat kata yang lain";
        let answer = browser.reset(&first, new).await;
        assert!(
            answer.location().starts_with("/account?kept="),
            "{}",
            answer.location()
        );
        assert!(browser.is_signed_in().await);
        // Neither that link nor an older one is good any more, and other sessions have ended.
        for link in [&first, &second] {
            assert_eq!(browser.get(link).await.status, StatusCode::GONE);
            let answer = browser.reset(link, "satu lagi yang baru").await;
            assert!(answer.location().starts_with(&format!("{link}?kept=")));
        }
        assert!(!owner.is_signed_in().await);
        let mut again = Browser::new(&app);
        again.sign_in(EMAIL, PASSWORD).await;
        assert!(!again.is_signed_in().await);
        again.sign_in(EMAIL, new).await;
        assert!(again.is_signed_in().await);
    });
}

#[test]
fn the_first_account_is_made_by_a_link_once() {
    run(async {
        let app = TestApp::with(false).await;
        let first = set_up_link(&app, SetUp::default()).await;
        let second = set_up_link(&app, SetUp::default()).await;
        let mut browser = Browser::new(&app);
        assert_eq!(browser.get(&first).await.status, StatusCode::OK);
        browser.set_up(&first, EMAIL).await;
        assert!(browser.is_signed_in().await);
        let steward = app.store.account_by_email(EMAIL).await.unwrap().unwrap();
        assert!(app.store.read(|network| network.is_steward(steward.person)));
        assert!(browser.get("/").await.text().contains("href=\"/steward\""));
        // There is a steward now: no other link of this kind is good.
        for link in [&first, &second] {
            assert_eq!(browser.get(link).await.status, StatusCode::GONE);
            Browser::new(&app).set_up(link, "lain@smk.sch.id").await;
        }
        assert_eq!(app.store.accounts().await.unwrap().len(), 1);
        // Whoever runs the server can make another, for an address that is not chosen by who opens the link.
        let given = SetUp {
            name: "Budi".to_owned(),
            email: "budi@smk.sch.id".to_owned(),
        };
        let link = set_up_link(&app, given).await;
        let mut other = Browser::new(&app);
        other.set_up(&link, "lain@smk.sch.id").await;
        assert!(other.is_signed_in().await);
        assert!(
            is_known(&app, "budi@smk.sch.id").await && !is_known(&app, "lain@smk.sch.id").await
        );
    });
}

#[test]
fn a_new_password_ends_all_other_sessions() {
    run(async {
        let app = TestApp::with(false).await;
        let mut here = member_of(&app).await;
        let mut there = Browser::new(&app);
        there.sign_in(EMAIL, PASSWORD).await;
        assert!(there.is_signed_in().await);
        let answer = here.change_password("salah sekali").await;
        assert!(answer.location().starts_with("/account/password?kept="));
        assert!(
            here.get(&answer.location())
                .await
                .text()
                .contains("Kata sandi ini tidak cocok")
        );
        assert!(there.is_signed_in().await);
        here.change_password(PASSWORD).await;
        assert!(here.is_signed_in().await);
        assert!(!there.is_signed_in().await);
    });
}

#[test]
fn another_address_holds_once_it_is_confirmed() {
    run(async {
        let (app, mails) = with_mail().await;
        let mut browser = Browser::new(&app);
        browser.sign_up(EMAIL).await;
        browser.confirm(&mails).await;
        let fields = [
            ("draft[email]", "baru@smk.sch.id"),
            ("draft[current_password]", PASSWORD),
        ];
        browser.post("/api/change-email", &fields).await;
        assert!(is_known(&app, EMAIL).await && !is_known(&app, "baru@smk.sch.id").await);
        browser.confirm(&mails).await;
        assert!(!is_known(&app, EMAIL).await && is_known(&app, "baru@smk.sch.id").await);
    });
}

#[test]
fn a_change_of_the_address_is_told_to_the_old_one_and_ends_with_a_new_password() {
    run(async {
        let (app, mails) = with_mail().await;
        let mut browser = Browser::new(&app);
        browser.sign_up(EMAIL).await;
        browser.confirm(&mails).await;
        let fields = [
            ("draft[email]", "baru@smk.sch.id"),
            ("draft[current_password]", PASSWORD),
        ];
        browser.post("/api/change-email", &fields).await;
        let (one, other) = (next_mail(&mails).await, next_mail(&mails).await);
        let (old, new) = match one.to == EMAIL {
            true => (one, other),
            false => (other, one),
        };
        assert_eq!(
            (old.to.as_str(), new.to.as_str()),
            (EMAIL, "baru@smk.sch.id")
        );
        assert!(old.text.contains("baru@smk.sch.id") && old.text.contains("/forgotten"));
        // Whose account it is chooses another password by the old address: the link to the new one is of no use any more.
        let reset = browser.ask_for_reset(&mails).await;
        browser.reset(&reset, "kuda nil menari tango").await;
        let confirm = link(&new.text);
        browser
            .post("/api/confirm", &[("token", token(&confirm))])
            .await;
        assert!(is_known(&app, EMAIL).await && !is_known(&app, "baru@smk.sch.id").await);
    });
}

#[test]
fn the_profile_is_kept_and_the_account_goes_with_its_roles() {
    run(async {
        let app = TestApp::with(false).await;
        let mut browser = member_of(&app).await;
        let fields = [("draft[name]", "Siti A."), ("draft[digest]", "true")];
        browser.post("/api/save-account", &fields).await;
        let account = app.store.account_by_email(EMAIL).await.unwrap().unwrap();
        assert_eq!((account.name.as_str(), account.digest), ("Siti A.", true));

        let school = app.organisation("SMK Satu", Kind::School).await;
        let admit = |person, role| Command::Admit {
            member: RecordId::new(1, rand::random()),
            organisation: school,
            person,
            role,
        };
        app.submit(admit(account.person, MemberRole::Admin)).await;
        let other = PersonId::new(1, 9);
        app.submit(admit(other, MemberRole::Viewer)).await;
        let page = browser.get("/account").await.text();
        assert!(page.contains("SMK Satu") && page.contains("Admin"));

        let fields = [("draft[current_password]", PASSWORD)];
        let answer = browser.post("/api/delete-account", &fields).await;
        let page = browser.get(&answer.location()).await;
        assert_eq!(page.status, StatusCode::CONFLICT);
        assert!(page.text().contains("Harus ada satu admin"));
        assert!(app.store.read(|n| n.role(account.person, school)).is_some());

        let second = PersonId::new(1, 10);
        app.submit(admit(second, MemberRole::Admin)).await;
        let answer = browser.post("/api/delete-account", &fields).await;
        assert!(answer.location().starts_with("/sign-in?kept="));
        assert!(!browser.is_signed_in().await);
        assert_eq!(app.store.account(account.person).await.unwrap(), None);
        assert_eq!(app.store.read(|n| n.role(account.person, school)), None);
    });
}

#[test]
fn pages_of_the_own_account_ask_visitors_to_sign_in() {
    run(async {
        let app = TestApp::with(false).await;
        let mut browser = Browser::new(&app);
        for page in [
            "/account",
            "/account/email",
            "/account/password",
            "/account/delete",
        ] {
            let answer = browser.get(page).await;
            assert_eq!(answer.status, StatusCode::UNAUTHORIZED, "{page}");
            let back = format!("/sign-in?back={}", page.replace('/', "%2F"));
            assert!(answer.text().contains(&back), "{page}");
        }
        for path in [
            "save-account",
            "change-email",
            "change-password",
            "delete-account",
        ] {
            let answer = json(&app, &format!("/api/{path}"), "draft[name]=x").await;
            assert_eq!(answer.status, StatusCode::UNAUTHORIZED, "{path}");
        }
    });
}

#[test]
fn one_is_led_back_to_this_site_only() {
    run(async {
        let app = TestApp::with(false).await;
        let mut browser = member_of(&app).await;
        for back in [
            "https://there.example",
            "//there.example",
            "/\\there",
            "/a\nb",
            "",
        ] {
            let fields = [
                ("draft[email]", EMAIL),
                ("draft[password]", PASSWORD),
                ("back", back),
            ];
            let answer = browser.post("/api/sign-in", &fields).await;
            assert_eq!(answer.location(), "/desk", "{back}");
        }
    });
}

#[test]
fn what_another_site_sends_neither_signs_in_nor_out() {
    run(async {
        let app = TestApp::with(false).await;
        let mut browser = member_of(&app).await;
        for path in [
            "/api/sign-in",
            "/sign-out",
            "/api/delete-account",
            "/api/sign-up",
        ] {
            for (name, value) in [
                ("sec-fetch-site", "cross-site"),
                ("sec-fetch-site", "same-site"),
                ("origin", "https://there.example"),
            ] {
                let foreign = request(Method::POST, path).header(name, value);
                let answer = browser.send(foreign, String::new()).await;
                assert_eq!(answer.status, StatusCode::FORBIDDEN, "{path} {value}");
            }
        }
        assert!(browser.is_signed_in().await);
    });
}

#[test]
fn the_demonstrations_accounts_can_sign_in_in_the_demonstration_only() {
    run(async {
        let app = TestApp::of(|config| config.demo = true).await;
        demo_accounts::make(&app.state).await.unwrap();
        assert!(app.store.accounts().await.unwrap().is_empty());
        for command in jejaring_demo::commands(1, Date::constant(2026, 11, 25)) {
            app.submit(command).await;
        }
        demo_accounts::make(&app.state).await.unwrap();
        demo_accounts::make(&app.state).await.unwrap();
        let accounts = app.store.accounts().await.unwrap();
        assert_eq!(accounts.len(), 7);

        let mut browser = Browser::new(&app);
        let page = browser.get("/sign-in").await.text();
        for account in &accounts {
            assert!(page.contains(&account.email));
            let mut browser = Browser::new(&app);
            browser.sign_in(&account.email, DEMO_PASSWORD).await;
            assert!(browser.is_signed_in().await, "{}", account.email);
            let roles = app.store.read(|n| n.memberships(account.person).count());
            let steward = app.store.read(|n| n.is_steward(account.person));
            assert_eq!((roles == 1, roles == 0), (!steward, steward));
        }
        // Everybody knows the password, so nobody may change what others need.
        let admin = accounts
            .iter()
            .find(|a| a.email.starts_with("admin@"))
            .unwrap();
        browser.sign_in(&admin.email, DEMO_PASSWORD).await;
        for path in ["change-password", "change-email", "delete-account"] {
            let fields = [
                ("draft[current_password]", DEMO_PASSWORD),
                ("draft[password]", PASSWORD),
                ("draft[email]", EMAIL),
            ];
            let answer = browser.post(&format!("/api/{path}"), &fields).await;
            let page = browser.get(&answer.location()).await;
            assert_eq!(page.status, StatusCode::FORBIDDEN, "{path}");
        }
        // They do not count as people who look after the network.
        let open = set_up_link(&app, SetUp::default()).await;
        assert_eq!(browser.get(&open).await.status, StatusCode::OK);

        // The same network where the settings want no demonstration.
        let config = Config {
            demo: false,
            ..(*app.state.config).clone()
        };
        let closed = TestApp::serving(app_state(config, app.store.clone()).unwrap());
        let mut there = Browser::new(&closed);
        assert!(!there.get("/sign-in").await.text().contains(&admin.email));
        there.sign_in(&admin.email, DEMO_PASSWORD).await;
        assert!(!there.is_signed_in().await);
        there.cookie = browser.cookie.clone();
        assert!(!there.is_signed_in().await);

        // And where the demonstration was taken out.
        let mut again = Browser::new(&app);
        again.sign_in(&admin.email, DEMO_PASSWORD).await;
        assert!(again.is_signed_in().await);
        app.submit(Command::RemoveDemo).await;
        assert!(!sessions::has_demo(&app.state));
        assert!(!again.is_signed_in().await);
        demo_accounts::remove(&app.store).await.unwrap();
        assert!(app.store.accounts().await.unwrap().is_empty());
        for account in &accounts {
            assert!(!app.store.read(|n| n.is_steward(account.person)));
        }
    });
}

#[test]
fn the_session_tells_who_asks_and_for_whom() {
    run(async {
        let app = TestApp::with(false).await;
        let school = app.organisation("SMK Satu", Kind::School).await;
        let editor = app.member(school, MemberRole::Editor).await;
        let me: Option<Me> = app.fetch("/api/session").await;
        assert_eq!(me, None);
        let app = app.signed_in(editor);
        let me = app.fetch::<Option<Me>>("/api/session").await.unwrap();
        assert_eq!(me.person, editor);
        let [own] = &me.organisations[..] else {
            panic!("{me:?}")
        };
        assert_eq!(own.organisation.name, "SMK Satu");
        assert_eq!((own.role, own.active), (MemberRole::Editor, true));
    });
}
