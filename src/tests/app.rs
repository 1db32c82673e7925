//! A server in the test's own memory.

use axum::Router;
use axum::body::{Body, to_bytes};
use axum::http::{HeaderMap, Method, Request, StatusCode, header};
use jejaring::api::undo::Undone;
use jejaring::api::wire::{Packed, unpack};
use jejaring::server::config::Config;
use jejaring::server::mail::Mailer;
use jejaring::server::router::router;
use jejaring::server::run::app_state;
use jejaring::server::state::{AppState, now};
use jejaring_domain::*;
use jejaring_store::{Account, Options, Store};
use jejaring_sync::{Receipt, Submission};
use leptos::server_fn::ContentType;
use serde::de::DeserializeOwned;
use std::future::Future;
use std::net::SocketAddr;
use std::sync::LazyLock;
use std::time::Duration;
use tokio::net::TcpListener;
use tokio::runtime::{Builder, Runtime};
use tokio::time::timeout;
use tower::ServiceExt;

/// Many times what the longest test takes on a busy machine.
const PATIENCE: Duration = Duration::from_secs(600);

/// A server and its network.
#[derive(Clone)]
pub struct TestApp {
    pub store: Store,
    pub state: AppState,
    router: Router,
    /// Who sends the requests, where it is not whom the server takes them to be.
    actor: Option<Actor>,
}

/// What the server answered.
pub struct Answer {
    pub status: StatusCode,
    pub headers: HeaderMap,
    pub bytes: Vec<u8>,
}

/// Runs a test on threads with the deep stacks that the database needs. All tests share them: the database has
/// threads for the whole process, which would be left waiting if the test that woke them took its own away.
pub fn run(test: impl Future<Output = ()> + Send + 'static) {
    static RUNTIME: LazyLock<Runtime> = LazyLock::new(|| {
        Builder::new_multi_thread()
            .thread_stack_size(10 << 20)
            .enable_all()
            .build()
            .unwrap()
    });
    // A test that waits for ever fails, and does not keep all others from being told.
    let test = async { timeout(PATIENCE, test).await.expect("the test never ended") };
    RUNTIME.block_on(RUNTIME.spawn(test)).unwrap();
}

impl TestApp {
    /// An empty network, seen by whoever runs it.
    pub async fn empty() -> Self {
        Self::with(true).await
    }

    /// An empty network, seen by whoever runs it or by a visitor.
    pub async fn with(visitors_edit: bool) -> Self {
        Self::of(|config| config.visitors_edit = visitors_edit).await
    }

    /// An empty network, with other settings than most tests have.
    pub async fn of(settings: impl FnOnce(&mut Config)) -> Self {
        let options = Options {
            url: "mem://".to_owned(),
            namespace: "test".to_owned(),
            database: "test".to_owned(),
            username: None,
            password: None,
        };
        let store = Store::open(&options).await.unwrap();
        let mut config = Config {
            addr: ([127, 0, 0, 1], 0).into(),
            database: options.url,
            namespace: options.namespace,
            database_name: options.database,
            credentials: None,
            demo: false,
            visitors_edit: false,
            files: "mem://".to_owned(),
            url: "http://test".to_owned(),
            secure_cookies: false,
            trusted_proxy: None,
            mailer: Mailer::Log,
            embed_origins: String::new(),
            site: "public".into(),
        };
        settings(&mut config);
        Self::serving(app_state(config, store).unwrap())
    }

    /// A server on a network that is there.
    pub fn serving(state: AppState) -> Self {
        Self {
            store: state.store.clone(),
            router: router(state.clone()),
            state,
            actor: None,
        }
    }

    /// The demonstration.
    pub async fn demo() -> Self {
        let app = Self::empty().await;
        for command in jejaring_demo::commands(1, Date::constant(2026, 11, 25)) {
            app.submit(command).await;
        }
        app
    }

    /// Who sends the requests.
    pub fn actor(&self) -> Actor {
        self.actor.unwrap_or(Actor::Visitor)
    }

    /// Carries out a command as the system.
    pub async fn submit(&self, command: Command) {
        let id = CommandId::new(1, rand::random());
        self.store
            .submit(Actor::System, id, now(), &command)
            .await
            .unwrap();
    }

    /// Adds an organisation.
    pub async fn organisation(&self, name: &str, kind: Kind) -> OrganisationId {
        let id = OrganisationId::new(1, rand::random());
        let profile = Profile::new(Name::new(name).unwrap(), kind);
        let organisations = vec![NewOrganisation {
            id,
            profile,
            archived: false,
        }];
        self.submit(Command::Add {
            organisations,
            partnerships: Vec::new(),
            origin: Origin::Entered,
        })
        .await;
        id
    }

    /// The same server, to which somebody who has signed in sends requests.
    pub fn signed_in(&self, person: PersonId) -> Self {
        Self {
            actor: Some(Actor::Person(person)),
            ..self.clone()
        }
    }

    /// A new person who is a member of an organisation.
    pub async fn member(&self, organisation: OrganisationId, role: MemberRole) -> PersonId {
        let person = PersonId::new(1, rand::random());
        let member = RecordId::new(1, rand::random());
        self.submit(Command::Admit {
            member,
            organisation,
            person,
            role,
        })
        .await;
        person
    }

    /// A new person who has an account, and is an editor of an organisation.
    pub async fn named(&self, name: &str, organisation: OrganisationId) -> PersonId {
        let person = self.member(organisation, MemberRole::Editor).await;
        let account = Account {
            person,
            email: format!("{person}@test.example"),
            name: name.to_owned(),
            password: String::new(),
            created: Timestamp(0),
            digest: false,
            demo: false,
        };
        self.store.add_account(&account).await.unwrap();
        person
    }

    /// Serves on an address of this machine whoever sends the requests.
    pub async fn listen(&self) -> SocketAddr {
        let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
        let addr = listener.local_addr().unwrap();
        let actor = self.actor;
        let router = self.router.clone().layer(axum::middleware::map_request(
            move |mut request: Request<Body>| async move {
                if let Some(actor) = actor {
                    request.extensions_mut().insert(actor);
                }
                request
            },
        ));
        let service = router.into_make_service_with_connect_info::<SocketAddr>();
        tokio::spawn(async move { axum::serve(listener, service).await });
        addr
    }

    /// Sends commands as a program does. Errors: the status.
    pub async fn commands(
        &self,
        submissions: &[Submission],
    ) -> Result<Vec<(CommandId, Result<Receipt, Refusal>)>, StatusCode> {
        let body = serde_json::to_vec(submissions).unwrap();
        let request = Request::builder()
            .method(Method::POST)
            .uri("/commands")
            .header(header::HOST, "test")
            .header(header::ACCEPT, "application/json")
            .header(header::CONTENT_TYPE, "application/json");
        let answer = self.send(request.body(Body::from(body)).unwrap()).await;
        match answer.status {
            StatusCode::OK => Ok(serde_json::from_slice(&answer.bytes).unwrap()),
            status => Err(status),
        }
    }

    /// Takes back what an entry of the log changed. Errors: the status.
    pub async fn undo(&self, entry: Seq) -> Result<Undone, StatusCode> {
        self.undo_as(entry, "").await
    }

    /// The same under a name.
    pub async fn undo_as(&self, entry: Seq, command: &str) -> Result<Undone, StatusCode> {
        let body = format!("entry={}&command={command}", entry.0);
        let request = Request::builder()
            .method(Method::POST)
            .uri("/api/undo")
            .header(header::HOST, "test")
            .header(header::ACCEPT, "application/json")
            .header(header::CONTENT_TYPE, "application/x-www-form-urlencoded");
        let answer = self.send(request.body(Body::from(body)).unwrap()).await;
        match answer.status {
            StatusCode::OK => Ok(serde_json::from_slice(&answer.bytes).unwrap()),
            status => Err(status),
        }
    }

    pub async fn send(&self, mut request: Request<Body>) -> Answer {
        if let Some(actor) = self.actor {
            request.extensions_mut().insert(actor);
        }
        let response = self.router.clone().oneshot(request).await.unwrap();
        let (status, headers) = (response.status(), response.headers().clone());
        let bytes = to_bytes(response.into_body(), usize::MAX)
            .await
            .unwrap()
            .to_vec();
        Answer {
            status,
            headers,
            bytes,
        }
    }

    /// Opens an address as a browser in Indonesian does.
    pub async fn get(&self, path: &str) -> Answer {
        self.send(request(Method::GET, path).body(Body::empty()).unwrap())
            .await
    }

    /// What the app's own program in the browser gets.
    pub async fn ask(&self, path: &str) -> Answer {
        let request = Request::builder()
            .uri(path)
            .header(header::ACCEPT, Packed::CONTENT_TYPE);
        self.send(request.body(Body::empty()).unwrap()).await
    }

    /// What a server function answers to that program.
    pub async fn fetch<T: DeserializeOwned>(&self, path: &str) -> T {
        let answer = self.ask(path).await;
        assert_eq!(answer.status, StatusCode::OK, "{path}");
        unpack(&answer.text()).unwrap()
    }

    /// Sends a form as a browser without script does.
    pub async fn post_form(&self, path: &str, fields: &[(&str, &str)]) -> Answer {
        let pairs = fields
            .iter()
            .map(|(name, value)| format!("{}={}", escape(name), escape(value)));
        let body = pairs.collect::<Vec<_>>().join("&");
        let request = request(Method::POST, path)
            .header(header::CONTENT_TYPE, "application/x-www-form-urlencoded");
        self.send(request.body(Body::from(body)).unwrap()).await
    }

    /// Sends a file as the import page does.
    pub async fn post_file(&self, name: &str, content: &[u8]) -> Answer {
        let mut body = format!(
            "--edge\r\nContent-Disposition: form-data; name=\"file\"; filename=\"{name}\"\r\n\
             Content-Type: application/octet-stream\r\n\r\n"
        )
        .into_bytes();
        body.extend_from_slice(content);
        body.extend_from_slice(b"\r\n--edge--\r\n");
        let request = request(Method::POST, "/import")
            .header(header::CONTENT_TYPE, "multipart/form-data; boundary=edge");
        self.send(request.body(Body::from(body)).unwrap()).await
    }
}

/// A request as a browser makes it for a person.
pub fn request(method: Method, path: &str) -> axum::http::request::Builder {
    Request::builder()
        .method(method)
        .uri(path)
        .header(header::ACCEPT, "text/html")
        .header(header::HOST, "test")
        .header(header::REFERER, "http://test/")
}

/// A name for a submission that no other has.
pub fn command() -> String {
    CommandId::new(5, rand::random()).to_string()
}

/// A party that has confirmed.
pub fn agreed(organisation: OrganisationId) -> Party {
    Party {
        answer: jejaring_domain::Answer::Accepted,
        ..Party::new(organisation, Role::Partner)
    }
}

impl Answer {
    pub fn text(&self) -> String {
        String::from_utf8(self.bytes.clone()).unwrap()
    }

    /// Where it leads.
    pub fn location(&self) -> String {
        self.headers
            .get(header::LOCATION)
            .map(|value| value.to_str().unwrap().to_owned())
            .unwrap_or_default()
    }

    pub fn header(&self, name: &str) -> &str {
        self.headers
            .get(name)
            .map_or("", |value| value.to_str().unwrap())
    }
}

pub fn escape(text: &str) -> String {
    let escaped = text.bytes().map(|byte| match byte {
        b'a'..=b'z' | b'A'..=b'Z' | b'0'..=b'9' | b'-' | b'_' | b'.' => {
            char::from(byte).to_string()
        }
        _ => format!("%{byte:02X}"),
    });
    escaped.collect()
}
