//! News and presence over a real socket, and what browsers that keep the network ask for.

use crate::app::{TestApp, run};
use axum::http::StatusCode;
use futures_util::{SinkExt, StreamExt};
use jejaring::api::undo::Undone;
use jejaring::server::run::app_state;
use jejaring_domain::change::Subject;
use jejaring_domain::*;
use jejaring_store::Store;
use jejaring_sync::message::{FromBrowser, FromServer, Own, Place, Present, Reason, VERSION};
use jejaring_sync::{Fate, News, Outbox, Receipt, Replica, Submission, Update};
use std::time::Duration;
use tokio::net::TcpStream;
use tokio_tungstenite::tungstenite::client::IntoClientRequest;
use tokio_tungstenite::tungstenite::{Error, Message};
use tokio_tungstenite::{MaybeTlsStream, WebSocketStream, connect_async};

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

    async fn say(&mut self, message: &FromBrowser) {
        let text = serde_json::to_string(message).unwrap();
        self.0.send(Message::text(text)).await.unwrap();
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
        let here =
            || Message::text(serde_json::to_string(&FromBrowser::Here(Place::default())).unwrap());
        let hello = |version| {
            let (seq, day) = (Seq(0), None);
            let hello = FromBrowser::Hello { version, seq, day };
            Message::text(serde_json::to_string(&hello).unwrap())
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
                    && let FromServer::Bye(reason) = serde_json::from_str(&text).unwrap()
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

#[test]
fn the_network_is_given_as_each_may_see_it_and_then_what_was_touched() {
    run(async {
        let app = TestApp::with(false).await;
        let id = app.organisation("SMK Satu", Kind::School).await;
        let person = app.member(id, MemberRole::Editor).await;
        let visitor = app.update("/sync").await;
        let member = app.signed_in(person).update("/sync").await;
        let (Update::Whole(visitor), Update::Whole(member)) = (visitor, member) else {
            panic!("not all of it");
        };
        assert_eq!(
            (visitor.reader, member.reader),
            (Actor::Visitor, Actor::Person(person))
        );
        assert_eq!(names(&visitor.part), ["SMK Satu"]);
        assert_eq!(
            (visitor.part.records.len(), member.part.records.len()),
            (0, 1)
        );
        let seq = tip(&app);
        app.submit(renamed(&app, id, "SMK Dua")).await;
        let path = format!("/sync?after={}&day={}", seq.0, visitor.day);
        let Update::News(news) = app.update(&path).await else {
            panic!("not what was touched");
        };
        assert_eq!((news.after, news.seq), (seq, tip(&app)));
        assert_eq!(names(&news.parts[0].1), ["SMK Dua"]);
        let path = format!("/sync?after={}&day=2020-01-01", seq.0);
        assert!(matches!(app.update(&path).await, Update::Whole(_)));
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
        // The second rests on the first, by a number that only the browser knew.
        let sent = vec![
            submission(edit(id, about("satu"), seq)),
            submission(edit(
                id,
                ProfileValue::Website(Line::new("https://a.example").unwrap()),
                Seq::foreseen(1, seq),
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
fn replicas_over_the_wire_come_to_agree() {
    run(async {
        let app = TestApp::with(false).await;
        let id = app.organisation("SMK Satu", Kind::School).await;
        let mut browsers = Vec::new();
        for _ in 0..3 {
            let person = app.member(id, MemberRole::Editor).await;
            browsers.push(app.signed_in(person));
        }
        let mut replicas = Vec::new();
        for browser in &browsers {
            let Update::Whole(whole) = browser.update("/sync").await else {
                panic!("not all of it");
            };
            replicas.push(Replica::open(whole, Outbox::default()));
        }
        let mut sockets = Vec::new();
        for (browser, replica) in browsers.iter().zip(&replicas) {
            sockets.push(Socket::open(browser, replica.seq()).await);
        }
        // Each writes the same field, and another of its own, without knowing of the others.
        let own = [
            ProfileValue::Website(Line::new("https://a.example").unwrap()),
            ProfileValue::Kind(Kind::Company),
            ProfileValue::About(Text::new("Tentang kami").unwrap()),
        ];
        for (n, (replica, own)) in replicas.iter_mut().zip(own).enumerate() {
            let name = ProfileValue::Name(Name::new(&format!("SMK {n}")).unwrap());
            for value in [name, own] {
                let base = replica.view().network.seq();
                replica
                    .put(command_id(), Timestamp(0), edit(id, value, base))
                    .unwrap();
            }
        }
        for (browser, replica) in browsers.iter().zip(&mut replicas) {
            let reader = replica.reader();
            while let Some(submission) = replica.outbox_mut().next(reader) {
                for (id, answer) in browser.commands(&[submission]).await.unwrap() {
                    replica.settle(id, answer);
                }
            }
        }
        for (socket, replica) in sockets.iter_mut().zip(&mut replicas) {
            while replica.seq() < tip(&app) {
                let (news, _) = socket.news().await;
                replica.update(Update::News(news)).unwrap();
            }
        }
        let stored = app.store.read(|network| network.organisation(id).cloned());
        for replica in &replicas {
            assert_eq!(replica.confirmed().organisation(id), stored.as_ref());
        }
        let fates: Vec<Vec<Fate>> = replicas
            .iter()
            .map(|replica| replica.fates().into_iter().map(|(_, fate)| fate).collect())
            .collect();
        assert_eq!(fates[0], [Fate::Done, Fate::Done]);
        for fates in &fates[1..] {
            assert!(matches!(fates[0], Fate::InQuestion(_)), "{fates:?}");
            assert_eq!(fates[1], Fate::Merged);
        }
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
        assert_eq!(undo(entry.next()).await, Ok(Undone::Done(tip(&app))));
        assert_eq!(name(), "SMK Dua");
        let again = tip(&app);
        app.submit(renamed(&app, id, "SMK Tiga")).await;
        assert_eq!(undo(again).await, Err(StatusCode::CONFLICT));
        assert_eq!(name(), "SMK Tiga");
        // What others did is not one's own to undo.
        assert_eq!(undo(tip(&app)).await, Err(StatusCode::NOT_FOUND));
    });
}
