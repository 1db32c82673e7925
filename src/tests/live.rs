//! News and presence over a real socket, commands, and what browsers keep ahead of time.

use crate::account::Browser;
use crate::app::{TestApp, run};
use axum::body::Body;
use axum::http::{Method, StatusCode, header};
use futures_util::{SinkExt, StreamExt};
use jejaring::api::undo::Undone;
use jejaring::server::live::socket::Waits;
use jejaring::server::live::{Live, elsewhere};
use jejaring::server::run::app_state;
use jejaring_domain::change::Subject;
use jejaring_domain::*;
use jejaring_store::Store;
use jejaring_sync::message::{FromBrowser, FromServer, Own, Place, Present, Reason, VERSION};
use jejaring_sync::{News, Receipt, Submission};
use std::sync::Arc;
use std::time::Duration;
use tokio::net::{TcpSocket, TcpStream};
use tokio_tungstenite::tungstenite::client::IntoClientRequest;
use tokio_tungstenite::tungstenite::protocol::frame::Frame;
use tokio_tungstenite::tungstenite::protocol::frame::coding::{Data, OpCode};
use tokio_tungstenite::tungstenite::{Error, Message};
use tokio_tungstenite::{MaybeTlsStream, WebSocketStream, client_async, connect_async};

/// A browser's end of the socket, which has said hello.
struct Socket(WebSocketStream<MaybeTlsStream<TcpStream>>);

impl Socket {
    /// Connects to a server as whoever sends its requests, and says what the browser has.
    async fn open(app: &TestApp, seq: Seq) -> Socket {
        let (socket, _) = connect_async(address(app).await).await.unwrap();
        let mut socket = Socket(socket);
        socket.say(&hello(seq)).await;
        socket
    }

    /// The same by a connection that takes in only little at a time.
    async fn narrow(app: &TestApp, seq: Seq) -> Socket {
        let addr = app.listen().await;
        let narrow = TcpSocket::new_v4().unwrap();
        narrow.set_recv_buffer_size(4096).unwrap();
        let stream = narrow.connect(addr).await.unwrap();
        let url = format!("ws://{addr}/live");
        let (socket, _) = client_async(url, MaybeTlsStream::Plain(stream))
            .await
            .unwrap();
        let mut socket = Socket(socket);
        socket.say(&hello(seq)).await;
        socket
    }

    async fn say(&mut self, message: &FromBrowser) {
        self.0.send(Message::text(message.text())).await.unwrap();
    }

    /// The next thing that the server says.
    async fn hear(&mut self) -> FromServer {
        let heard = tokio::time::timeout(Duration::from_secs(60), async {
            loop {
                match self.0.next().await.unwrap().unwrap() {
                    Message::Text(text) => return serde_json::from_str(&text).unwrap(),
                    Message::Ping(_) => {}
                    other => panic!("{other:?}"),
                }
            }
        });
        heard.await.unwrap()
    }

    /// The next news, whatever is said of who is here.
    async fn news(&mut self) -> (News, Vec<Own>) {
        loop {
            match self.hear().await {
                FromServer::News { news, own } => return (news, own),
                FromServer::Here(_) => {}
                other => panic!("{other:?}"),
            }
        }
    }

    /// The next news of something.
    async fn news_of(&mut self, subject: Subject) -> Part {
        loop {
            let (news, _) = self.news().await;
            let mut parts = news.parts.into_iter();
            if let Some((_, part)) = parts.find(|(of, _)| *of == subject) {
                return part;
            }
        }
    }

    /// Waits until those who are here are as wanted.
    async fn others(&mut self, wanted: &[(Option<&str>, Place)]) {
        let present = wanted.iter().map(|(name, place)| Present {
            place: *place,
            name: name.map(str::to_owned),
        });
        let mut wanted: Vec<_> = present.collect();
        wanted.sort();
        loop {
            if let FromServer::Here(mut others) = self.hear().await {
                others.sort();
                if others == wanted {
                    return;
                }
            }
        }
    }
}

/// The same network behind a server that waits less long for browsers.
fn hasty(app: &TestApp, patience: Duration, pulse: Duration) -> TestApp {
    let mut state = app.state.clone();
    state.live = Arc::new(Live::waiting(Waits { patience, pulse }));
    TestApp::serving(state)
}

/// Long enough not to pass while a test runs.
const LONG: Duration = Duration::from_secs(600);
/// How often browsers are asked whether they are there: each answers whenever the test hears what it is told.
const OFTEN: Duration = Duration::from_secs(1);

fn hello(seq: Seq) -> FromBrowser {
    FromBrowser::Hello {
        version: VERSION,
        seq,
        day: None,
    }
}

async fn address(app: &TestApp) -> String {
    format!("ws://{}/live", app.listen().await)
}

fn tip(app: &TestApp) -> Seq {
    app.store.read(Network::seq)
}

fn renamed(app: &TestApp, id: OrganisationId, name: &str) -> Command {
    edit(id, ProfileValue::Name(Name::new(name).unwrap()), tip(app))
}

fn edit(id: OrganisationId, value: ProfileValue, base: Seq) -> Command {
    let edits = vec![Edit { value, base }];
    Command::EditOrganisation { id, edits }
}

fn names(part: &Part) -> Vec<String> {
    let names = part
        .organisations
        .iter()
        .map(|o| o.profile.name.to_string());
    names.collect()
}

fn command_id() -> CommandId {
    CommandId::new(1, rand::random())
}

#[test]
fn who_was_away_gets_what_is_lacking_and_then_each_change_in_order() {
    run(async {
        let app = TestApp::empty().await;
        let id = app.organisation("SMK Satu", Kind::School).await;
        let known = tip(&app);
        app.submit(renamed(&app, id, "SMK Dua")).await;
        app.submit(renamed(&app, id, "SMK Tiga")).await;
        let mut socket = Socket::open(&app, known).await;
        let (news, _) = socket.news().await;
        assert_eq!((news.after, news.seq), (known, tip(&app)));
        assert_eq!(names(&news.parts[0].1), ["SMK Tiga"], "as it is now, once");

        let mut at = news.seq;
        for n in 0..20 {
            app.submit(renamed(&app, id, &format!("SMK {n}"))).await;
        }
        while at < tip(&app) {
            let (news, _) = socket.news().await;
            assert_eq!(news.after, at, "no gap");
            assert!(news.seq > at, "in order");
            at = news.seq;
            assert!(news.parts.iter().all(|(of, _)| *of == id.into()));
        }
    });
}

#[test]
fn whoever_lacks_too_much_asks_anew_and_whoever_has_all_is_told_so() {
    run(async {
        let app = TestApp::empty().await;
        let id = app.organisation("SMK Satu", Kind::School).await;
        for n in 0..501 {
            app.submit(renamed(&app, id, &format!("SMK {n}"))).await;
        }
        let heard = Socket::open(&app, Seq(1)).await.hear().await;
        assert_eq!(heard, FromServer::Anew(tip(&app)));
        // Of a log that was longer once, nothing can be told.
        let heard = Socket::open(&app, Seq(9999)).await.hear().await;
        assert_eq!(heard, FromServer::Anew(tip(&app)));
        let (news, _) = Socket::open(&app, tip(&app)).await.news().await;
        assert_eq!((news.seq, news.parts.len()), (tip(&app), 0));
    });
}

#[test]
fn two_servers_on_one_database_tell_each_others_changes() {
    run(async {
        let db = surrealdb::engine::any::connect("mem://").await.unwrap();
        db.use_ns("test").use_db("test").await.unwrap();
        let one = TestApp::empty().await;
        let serving = |store| {
            let config = (*one.state.config).clone();
            TestApp::serving(app_state(config, store).unwrap())
        };
        let one = serving(Store::on(db.clone()).await.unwrap());
        let other = serving(Store::on(db).await.unwrap());
        let id = one.organisation("SMK Satu", Kind::School).await;
        let mut at_one = Socket::open(&one, tip(&one)).await;
        let mut at_other = Socket::open(&other, Seq(0)).await;
        assert_eq!(names(&at_other.news_of(id.into()).await), ["SMK Satu"]);
        one.submit(renamed(&one, id, "SMK Dua")).await;
        assert_eq!(names(&at_other.news_of(id.into()).await), ["SMK Dua"]);
        other.submit(renamed(&other, id, "SMK Tiga")).await;
        while names(&at_one.news_of(id.into()).await) != ["SMK Tiga"] {}
        assert_eq!(tip(&one), tip(&other));
    });
}

#[test]
fn a_draft_is_told_to_its_writers_only() {
    run(async {
        let app = TestApp::with(false).await;
        let own = app.organisation("SMK Satu", Kind::School).await;
        let other = app.organisation("PT Dua", Kind::Company).await;
        let writer = app.member(own, MemberRole::Editor).await;
        let partner = app.member(other, MemberRole::Editor).await;
        let mut sockets = [
            Socket::open(&app.signed_in(writer), tip(&app)).await,
            Socket::open(&app.signed_in(partner), tip(&app)).await,
            Socket::open(&app, tip(&app)).await,
        ];
        for socket in &mut sockets {
            socket.news().await;
        }
        let id = PartnershipId::new(1, 1);
        let parties = vec![
            Party::new(own, Role::Proposer),
            Party::new(other, Role::Partner),
        ];
        let command = Command::Add {
            organisations: Vec::new(),
            partnerships: vec![NewPartnership {
                id,
                terms: Terms::new(Name::new("Magang").unwrap(), parties),
                archived: false,
            }],
            origin: Origin::Entered,
        };
        let actor = Actor::Person(writer);
        let added = app
            .store
            .submit(actor, command_id(), Timestamp(0), &command);
        added.await.unwrap();
        let mut told = Vec::new();
        for socket in &mut sockets {
            let (news, own) = socket.news().await;
            let mut subjects = news.parts.iter().map(|(of, _)| *of);
            told.push((subjects.any(|of| of == id.into()), own));
        }
        // It is its writer's to undo, too.
        let own = Own {
            seq: tip(&app),
            about: id.into(),
        };
        assert_eq!(told, [(true, vec![own]), (false, vec![]), (false, vec![])]);
    });
}

#[test]
fn who_may_see_other_things_than_before_asks_anew() {
    run(async {
        let app = TestApp::with(false).await;
        let id = app.organisation("SMK Satu", Kind::School).await;
        let person = app.member(id, MemberRole::Editor).await;
        let mut socket = Socket::open(&app.signed_in(person), tip(&app)).await;
        socket.news().await;
        let reason = Some(Line::new("Menyamar").unwrap());
        app.submit(Command::Block { person, reason }).await;
        assert_eq!(socket.hear().await, FromServer::Anew(tip(&app)));
    });
}

#[test]
fn who_is_here_is_told_by_name_to_those_who_may_know() {
    run(async {
        let app = TestApp::with(false).await;
        let school = app.organisation("SMK Satu", Kind::School).await;
        let company = app.organisation("PT Dua", Kind::Company).await;
        let [siti, budi] = [
            app.named("Siti", school).await,
            app.named("Budi", school).await,
        ];
        let stranger = app.named("Tono", company).await;
        let mut of_siti = Socket::open(&app.signed_in(siti), tip(&app)).await;
        let mut of_stranger = Socket::open(&app.signed_in(stranger), tip(&app)).await;
        let mut of_visitor = Socket::open(&app, tip(&app)).await;
        let mut of_budi = Socket::open(&app.signed_in(budi), tip(&app)).await;
        let form = Place {
            subject: Some(school.into()),
            editing: true,
        };
        of_budi.say(&FromBrowser::Here(form)).await;
        let nowhere = Place::default();
        of_siti
            .others(&[(Some("Budi"), form), (None, nowhere)])
            .await;
        of_stranger.others(&[(None, form), (None, nowhere)]).await;
        of_budi
            .others(&[(Some("Siti"), nowhere), (None, nowhere)])
            .await;
        of_budi.0.close(None).await.unwrap();
        of_siti.others(&[(None, nowhere)]).await;
        // A visitor has heard the log's state and nothing of anybody.
        app.submit(renamed(&app, school, "SMK Tiga")).await;
        let first = of_visitor.hear().await;
        let second = of_visitor.hear().await;
        for heard in [first, second] {
            assert!(matches!(heard, FromServer::News { .. }), "{heard:?}");
        }
    });
}

#[test]
fn who_is_unruly_or_speaks_otherwise_is_sent_away() {
    run(async {
        let app = TestApp::empty().await;
        let url = address(&app).await;
        let here = || Message::text(FromBrowser::Here(Place::default()).text());
        let hello = |version| {
            let (seq, day) = (Seq(0), None);
            let hello = FromBrowser::Hello { version, seq, day };
            Message::text(hello.text())
        };
        let mut many = vec![hello(VERSION)];
        many.extend((0..200).map(|_| here()));
        let cases = [
            (vec![here()], Some(Reason::Unruly)),
            (
                vec![hello(VERSION), Message::text("?")],
                Some(Reason::Unruly),
            ),
            (vec![hello(VERSION), hello(VERSION)], Some(Reason::Unruly)),
            (
                vec![hello(VERSION), Message::binary("?")],
                Some(Reason::Unruly),
            ),
            (vec![hello(VERSION + 1)], Some(Reason::Version)),
            (many, Some(Reason::Unruly)),
            (
                vec![hello(VERSION), Message::text("x".repeat(10_000))],
                None,
            ),
        ];
        for (said, reason) in cases {
            let (mut socket, _) = connect_async(&url).await.unwrap();
            for message in said {
                // It may be closed already.
                if socket.send(message).await.is_err() {
                    break;
                }
            }
            let mut heard = None;
            while let Some(Ok(message)) = socket.next().await {
                if let Message::Text(text) = message
                    && let FromServer::Bye(reason) =
                        serde_json::from_str::<FromServer>(&text).unwrap()
                {
                    heard = Some(reason);
                }
            }
            assert_eq!(heard, reason);
        }
    });
}

#[test]
fn pages_of_other_sites_get_no_socket() {
    run(async {
        let app = TestApp::empty().await;
        let url = address(&app).await;
        for (origin, status) in [
            (
                "http://elsewhere.example".to_owned(),
                Some(StatusCode::FORBIDDEN),
            ),
            (url.replace("ws://", "http://").replace("/live", ""), None),
        ] {
            let mut request = url.clone().into_client_request().unwrap();
            let headers = request.headers_mut();
            headers.insert("origin", origin.parse().unwrap());
            let refused = match connect_async(request).await {
                Err(Error::Http(response)) => Some(response.status()),
                other => other.map(|_| None).unwrap(),
            };
            assert_eq!(refused, status);
        }
    });
}

/// The addresses of what a browser is to keep, and until which entry.
async fn wanted(app: &TestApp, query: &str) -> (bool, Seq, Vec<String>) {
    let answer = app.get(&format!("/answers{query}")).await;
    assert_eq!(answer.status, StatusCode::OK);
    let wanted: serde_json::Value = serde_json::from_slice(&answer.bytes).unwrap();
    let read = |key: &str| wanted[key].clone();
    (
        serde_json::from_value(read("all")).unwrap(),
        serde_json::from_value(read("seq")).unwrap(),
        serde_json::from_value(read("paths")).unwrap(),
    )
}

#[test]
fn a_browser_keeps_what_its_reader_may_see_and_then_what_has_changed() {
    run(async {
        let app = TestApp::with(false).await;
        let own = app.organisation("SMK Satu", Kind::School).await;
        let other = app.organisation("PT Dua", Kind::Company).await;
        let member = app.signed_in(app.member(own, MemberRole::Editor).await);
        let (all, seq, paths) = wanted(&member, "").await;
        assert!(all);
        assert_eq!(seq, tip(&app));
        assert_eq!(
            paths[0],
            format!("/api/organisation?id={own}"),
            "one's own first"
        );
        assert!(paths.contains(&format!("/api/organisation-form?id={own}")));
        assert!(paths.contains(&format!("/api/people?id={other}")));
        assert!(!paths.contains(&format!("/api/organisation-form?id={other}")));

        let body =
            serde_json::to_vec(&[paths[0].as_str(), "/api/organisation?id=?", "/desk"]).unwrap();
        let request = crate::app::request(Method::POST, "/answers");
        let request = request.header(header::CONTENT_TYPE, "application/json");
        let answer = member.send(request.body(Body::from(body)).unwrap()).await;
        let answers: Vec<(String, Option<String>)> = serde_json::from_slice(&answer.bytes).unwrap();
        assert_eq!(answers[0].1, Some(member.ask(&paths[0]).await.text()));
        assert_eq!((&answers[1].1, &answers[2].1), (&None, &None));

        app.submit(renamed(&app, other, "PT Tiga")).await;
        let today = jejaring::server::state::now().date();
        let query = format!("?after={}&day={today}", seq.0);
        let (all, now, changed) = wanted(&member, &query).await;
        assert_eq!((all, now), (false, tip(&app)));
        let of_other = |path: &String| path.contains(&other.to_string());
        assert!(
            !changed.is_empty() && changed.iter().all(of_other),
            "{changed:?}"
        );
        let (all, ..) = wanted(&member, &format!("?after={}&day=2020-01-01", seq.0)).await;
        assert!(all, "another day");
    });
}

#[test]
fn what_was_written_is_done_once_in_order_and_for_its_writer_only() {
    run(async {
        let app = TestApp::with(false).await;
        let id = app.organisation("SMK Satu", Kind::School).await;
        let person = app.member(id, MemberRole::Editor).await;
        let editor = app.signed_in(person);
        let actor = Actor::Person(person);
        let about = |text: &str| ProfileValue::About(Text::new(text).unwrap());
        let submission = |command| Submission {
            id: command_id(),
            actor,
            command,
        };
        let seq = tip(&app);
        let sent = vec![
            submission(edit(id, about("satu"), seq)),
            submission(edit(
                id,
                ProfileValue::Website(Line::new("https://a.example").unwrap()),
                seq,
            )),
            submission(edit(id, about("dua"), seq)),
        ];
        let settled = editor.commands(&sent).await.unwrap();
        assert_eq!(
            settled[0].1,
            Ok(Receipt {
                seq: seq.next(),
                changed: true
            })
        );
        assert_eq!(
            settled[1].1,
            Ok(Receipt {
                seq: seq.next().next(),
                changed: true
            })
        );
        assert!(matches!(
            settled[2].1,
            Err(Refusal::OrganisationConflict(_))
        ));
        let again = editor.commands(&sent).await.unwrap();
        assert_eq!(again[..2], settled[..2]);
        assert_eq!(tip(&app), seq.next().next());

        let other = app.member(id, MemberRole::Editor).await;
        assert_eq!(
            app.signed_in(other).commands(&sent).await,
            Err(StatusCode::FORBIDDEN)
        );
        assert_eq!(app.commands(&sent).await, Err(StatusCode::UNAUTHORIZED));
    });
}

#[test]
fn what_one_did_is_undone_and_done_again_unless_others_changed_the_same() {
    run(async {
        let app = TestApp::with(false).await;
        let id = app.organisation("SMK Satu", Kind::School).await;
        let person = app.member(id, MemberRole::Editor).await;
        let editor = app.signed_in(person);
        let name = || {
            app.store
                .read(|network| network.organisation(id).unwrap().profile.name.to_string())
        };
        let written = Submission {
            id: command_id(),
            actor: Actor::Person(person),
            command: renamed(&app, id, "SMK Dua"),
        };
        editor.commands(&[written]).await.unwrap();
        let entry = tip(&app);
        let undo = |entry: Seq| {
            let editor = editor.clone();
            async move { editor.undo(entry).await }
        };
        assert_eq!(undo(entry).await, Ok(Undone::Done(entry.next())));
        assert_eq!(name(), "SMK Satu");
        assert_eq!(undo(entry).await, Ok(Undone::Nothing));
        // Done again, by undoing the undo.
        let redo = command_id().to_string();
        let redone = editor.undo_as(entry.next(), &redo).await;
        assert_eq!(redone, Ok(Undone::Done(tip(&app))));
        assert_eq!(name(), "SMK Dua");
        // Sent again because its answer was lost, it is done already.
        assert_eq!(editor.undo_as(entry.next(), &redo).await, redone);
        let again = tip(&app);
        app.submit(renamed(&app, id, "SMK Tiga")).await;
        assert_eq!(undo(again).await, Err(StatusCode::CONFLICT));
        assert_eq!(name(), "SMK Tiga");
        // What others did is not one's own to undo.
        assert_eq!(undo(tip(&app)).await, Err(StatusCode::NOT_FOUND));
    });
}

#[test]
fn who_reads_too_slowly_is_dropped_and_catches_up() {
    run(async {
        let app = hasty(&TestApp::with(false).await, Duration::from_secs(3), LONG);
        let id = app.organisation("SMK Satu", Kind::School).await;
        let [slow, quick] = [app.named("Siti", id).await, app.named("Budi", id).await];
        let known = tip(&app);
        let mut of_quick = Socket::open(&app.signed_in(quick), known).await;
        let mut of_slow = Socket::narrow(&app.signed_in(slow), known).await;
        let nowhere = Place::default();
        of_quick.others(&[(Some("Siti"), nowhere)]).await;
        // More than the connection holds on its way.
        let about = Text::new(&"Tentang kami. ".repeat(Text::MAX / 14)).unwrap();
        let count = 900;
        let organisations = (0..count).map(|n| NewOrganisation {
            id: OrganisationId::from_u128(1000 + n),
            profile: Profile {
                about: about.clone(),
                ..Profile::new(Name::new(&format!("SMK {n}")).unwrap(), Kind::School)
            },
            archived: false,
        });
        app.submit(Command::Add {
            organisations: organisations.collect(),
            partnerships: Vec::new(),
            origin: Origin::Imported,
        })
        .await;
        // The one who reads gets it, and sees the other one go.
        of_quick.others(&[]).await;
        // What was on its way breaks off.
        let mut whole = 0;
        while let Some(Ok(message)) = of_slow.0.next().await {
            let Message::Text(text) = message else {
                continue;
            };
            if let FromServer::News { news, .. } =
                serde_json::from_str::<FromServer>(&text).unwrap()
            {
                whole += news.parts.len();
            }
        }
        assert!(whole < count as usize);
        let mut again = Socket::open(&app.signed_in(slow), known).await;
        let (news, _) = again.news().await;
        assert_eq!((news.after, news.seq), (known, tip(&app)));
        assert_eq!(news.parts.len(), count as usize);
    });
}

#[test]
fn who_does_not_answer_is_taken_for_gone() {
    run(async {
        let app = hasty(&TestApp::with(false).await, LONG, OFTEN);
        let id = app.organisation("SMK Satu", Kind::School).await;
        let [silent, there] = [app.named("Siti", id).await, app.named("Budi", id).await];
        let mut of_there = Socket::open(&app.signed_in(there), tip(&app)).await;
        // Its connection stays open, as one does whose other end has lost its network.
        let of_silent = Socket::open(&app.signed_in(silent), tip(&app)).await;
        of_there.others(&[(Some("Siti"), Place::default())]).await;
        of_there.others(&[]).await;
        // Who answers stays, however often it is asked.
        let rename = renamed(&app, id, "SMK Dua");
        app.submit(rename).await;
        of_there.news_of(id.into()).await;
        drop(of_silent);
    });
}

#[test]
fn a_session_that_ends_takes_its_socket_with_it() {
    run(async {
        let app = hasty(&TestApp::with(false).await, LONG, OFTEN);
        let id = app.organisation("SMK Satu", Kind::School).await;
        let mut browser = Browser::of_somebody(&app).await;
        let cookie = format!("session={}", browser.cookie.clone().unwrap());
        let mut request = address(&app).await.into_client_request().unwrap();
        request
            .headers_mut()
            .insert("cookie", cookie.parse().unwrap());
        let (socket, _) = connect_async(request).await.unwrap();
        let mut socket = Socket(socket);
        socket.say(&hello(tip(&app))).await;
        let other = app.signed_in(app.named("Budi", id).await);
        let mut of_other = Socket::open(&other, tip(&app)).await;
        of_other.others(&[(None, Place::default())]).await;
        browser.post("/sign-out", &[]).await;
        let told =
            async { while !matches!(socket.hear().await, FromServer::Bye(Reason::SignedOut)) {} };
        tokio::join!(told, of_other.others(&[]));
    });
}

#[test]
fn no_browser_makes_the_server_keep_much() {
    run(async {
        let app = TestApp::with(false).await;
        let id = app.organisation("SMK Satu", Kind::School).await;
        let person = app.signed_in(app.named("Siti", id).await);
        let url = address(&person).await;
        // Neither one large message nor one in many pieces is gathered.
        let long = "x".repeat(3_000);
        let pieces = [
            Frame::message(long.clone(), OpCode::Data(Data::Text), false),
            Frame::message(long, OpCode::Data(Data::Continue), false),
        ];
        let (mut socket, _) = connect_async(&url).await.unwrap();
        for piece in pieces {
            // It may be closed already.
            if socket.send(Message::Frame(piece)).await.is_err() {
                break;
            }
        }
        let heard = socket.next().await;
        assert!(!matches!(heard, Some(Ok(Message::Text(_)))), "{heard:?}");
        // However often somebody moves, there is one place for each socket, and at most so many are told.
        let mut of_other =
            Socket::open(&app.signed_in(app.named("Budi", id).await), tip(&app)).await;
        let mut of_person = Socket::open(&person, tip(&app)).await;
        let mut place = Place::default();
        for n in 0..50 {
            place.subject = Some(Subject::Organisation(id));
            place.editing = n % 2 == 0;
            of_person.say(&FromBrowser::Here(place)).await;
        }
        of_other.others(&[(Some("Siti"), place)]).await;
        drop(of_person);
        of_other.others(&[]).await;
    });
}

#[test]
fn browsers_that_say_whatever_they_know_leave_no_texts_behind() {
    run(async {
        let app = TestApp::with(false).await;
        app.organisation("SMK Satu", Kind::School).await;
        let url = address(&app).await;
        for n in 0..500 {
            let (socket, _) = connect_async(&url).await.unwrap();
            let mut socket = Socket(socket);
            socket.say(&hello(Seq(n))).await;
            socket.hear().await;
        }
        let kept = app.state.live.texts_kept();
        assert!(kept <= 32, "{kept} texts");
    });
}

#[test]
fn two_servers_on_one_database_know_of_each_others_visitors() {
    run(async {
        let db = surrealdb::engine::any::connect("mem://").await.unwrap();
        db.use_ns("test").use_db("test").await.unwrap();
        let one = TestApp::with(false).await;
        let serving = |store| {
            let config = (*one.state.config).clone();
            TestApp::serving(app_state(config, store).unwrap())
        };
        let one = serving(Store::on(db.clone()).await.unwrap());
        let other = serving(Store::on(db).await.unwrap());
        for app in [&one, &other] {
            tokio::spawn(elsewhere::share(app.state.clone()));
        }
        let id = one.organisation("SMK Satu", Kind::School).await;
        let [siti, budi] = [one.named("Siti", id).await, one.named("Budi", id).await];
        let stranger = one.organisation("PT Dua", Kind::Company).await;
        let stranger = one.named("Tono", stranger).await;
        let mut of_siti = Socket::open(&one.signed_in(siti), tip(&one)).await;
        let mut of_budi = Socket::open(&other.signed_in(budi), tip(&one)).await;
        let form = Place {
            subject: Some(id.into()),
            editing: true,
        };
        of_budi.say(&FromBrowser::Here(form)).await;
        of_siti.others(&[(Some("Budi"), form)]).await;
        of_budi.others(&[(Some("Siti"), Place::default())]).await;
        let mut of_stranger = Socket::open(&one.signed_in(stranger), tip(&one)).await;
        of_stranger
            .others(&[(None, form), (None, Place::default())])
            .await;
        of_budi.0.close(None).await.unwrap();
        of_siti.others(&[(None, Place::default())]).await;
    });
}
