//! How quickly edits reach everybody: `make bench-live`.
//!
//! Starts a server in a process of its own, on a database in a folder, with the demonstration's network. Then 200
//! editors are connected, each a person of its own, who together make 20 edits a second for a minute. Each browser shows one
//! organisation, as three others do; it reads every message, and where that is about what it shows, asks for that anew, as
//! pages do. In the second half browsers with an explorer open are there too: soon after any change they get the whole
//! network. At last 2,000 visitors more are connected who only listen.
#![allow(clippy::unwrap_used)]

use axum::body::Body;
use axum::http::Request;
use futures_util::{SinkExt, StreamExt};
use jejaring::server::config::Config;
use jejaring::server::mail::Mailer;
use jejaring::server::router::router;
use jejaring::server::run::app_state;
use jejaring::server::state::now;
use jejaring_domain::*;
use jejaring_store::{Options, Store};
use jejaring_sync::message::{FromBrowser, FromServer, VERSION};
use jejaring_sync::{Receipt, Submission};
use std::io::{BufRead, BufReader};
use std::net::SocketAddr;
use std::process::{Child, Command as Process, Stdio};
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};
use std::time::{Duration, Instant};
use tokio::io::{AsyncBufReadExt, AsyncReadExt, AsyncWriteExt};
use tokio::net::{TcpListener, TcpStream};
use tokio_tungstenite::client_async;
use tokio_tungstenite::tungstenite::Message;
use tokio_tungstenite::tungstenite::client::IntoClientRequest;

const EDITORS: usize = 200;
const EDITS_A_SECOND: u32 = 20;
const TIME: Duration = Duration::from_secs(60);
const IDLE: usize = 2000;
/// So many browsers show the same organisation.
const TOGETHER: usize = 4;
/// So many have an explorer open, in the second half.
const EXPLORERS: usize = 20;
/// An explorer waits as long after a change: what follows at once comes with it.
const SOON: Duration = Duration::from_millis(1500);

/// Says which of the editors sends a request.
const EDITOR: &str = "x-editor";

fn main() {
    let threads = tokio::runtime::Builder::new_multi_thread()
        .thread_stack_size(10 << 20)
        .enable_all()
        .build();
    let role = std::env::args().nth(1);
    threads.unwrap().block_on(async {
        match role.as_deref() {
            Some("serve") => serve(&std::env::args().nth(2).unwrap()).await,
            _ => measure().await,
        }
    });
}

fn editor(n: usize) -> PersonId {
    PersonId::new(1, n as u128 + 1)
}

/// The server, with its database in a folder; it ends with what started it.
async fn serve(folder: &str) {
    let options = Options {
        url: format!("surrealkv://{folder}"),
        namespace: "load".to_owned(),
        database: "load".to_owned(),
        username: None,
        password: None,
    };
    let store = Store::open(&options).await.unwrap();
    let config = Config {
        addr: ([127, 0, 0, 1], 0).into(),
        database: options.url,
        namespace: options.namespace,
        database_name: options.database,
        credentials: None,
        demo: false,
        visitors_edit: false,
        files: "mem://".to_owned(),
        url: "http://load".to_owned(),
        secure_cookies: false,
        trusted_proxy: None,
        mailer: Mailer::Log,
        embed_origins: String::new(),
        site: "public".into(),
    };
    let mut number = 0;
    let mut submit = async |command: Command| {
        number += 1;
        let id = CommandId::new(1, number);
        let done = store.submit(Actor::System, id, now(), &command);
        done.await.unwrap()
    };
    for command in jejaring_demo::commands(1, Date::constant(2026, 11, 25)) {
        submit(command).await;
    }
    let organisations =
        store.read(|network| network.organisations().map(|o| o.id).collect::<Vec<_>>());
    for n in 0..EDITORS {
        submit(Command::Admit {
            member: RecordId::new(1, n as u128 + 1),
            organisation: shown(&organisations, n),
            person: editor(n),
            role: MemberRole::Editor,
        })
        .await;
    }
    let tip = store.read(Network::seq);
    let router = router(app_state(config, store).unwrap()).layer(axum::middleware::map_request(
        async |mut request: Request<Body>| {
            let named = request.headers().get(EDITOR);
            let named = named.and_then(|n| n.to_str().ok()?.parse().ok());
            let actor = named.map_or(Actor::Visitor, |n| Actor::Person(editor(n)));
            request.extensions_mut().insert(actor);
            request
        },
    ));
    let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
    println!(
        "{} {} {}",
        listener.local_addr().unwrap(),
        tip.0,
        organisations
            .iter()
            .map(ToString::to_string)
            .collect::<Vec<_>>()
            .join(",")
    );
    let service = router.into_make_service_with_connect_info::<SocketAddr>();
    axum::serve(listener, service).await.unwrap();
}

/// The server's process, which ends with this.
struct Server(Child);

impl Drop for Server {
    fn drop(&mut self) {
        // It may have ended already.
        let _ = self.0.kill();
        let _ = self.0.wait();
    }
}

/// The organisation that an editor belongs to and has open, as others do.
fn shown(organisations: &[OrganisationId], who: usize) -> OrganisationId {
    organisations[who / TOGETHER % organisations.len()]
}

/// What an editor writes: those with the same organisation open each have a field of their own.
fn value(who: usize, n: usize) -> ProfileValue {
    let text = format!("Suntingan ke-{n}");
    let names = || [Name::new(&text).unwrap()].into();
    match who % TOGETHER {
        0 => ProfileValue::About(Text::new(&text).unwrap()),
        1 => ProfileValue::Website(Line::new(&format!("https://contoh.id/{n}")).unwrap()),
        2 => ProfileValue::Aliases(names()),
        _ => ProfileValue::Programmes(names()),
    }
}

/// Which entry each browser had applied when.
type Applied = Vec<(Seq, Instant)>;

async fn measure() {
    let folder = std::env::temp_dir().join(format!("jejaring-load-{}", std::process::id()));
    let server = Process::new(std::env::current_exe().unwrap())
        .arg("serve")
        .arg(&folder)
        .stdout(Stdio::piped())
        .spawn();
    let mut server = Server(server.unwrap());
    let pid = server.0.id();
    let mut line = String::new();
    let mut said = BufReader::new(server.0.stdout.take().unwrap());
    said.read_line(&mut line).unwrap();
    let line = line.trim();
    let mut words = line.splitn(3, ' ');
    let mut word = || words.next().unwrap();
    let addr: SocketAddr = word().parse().unwrap();
    let tip: u64 = word().parse().unwrap();
    let organisations: Vec<OrganisationId> =
        word().split(',').map(|id| id.parse().unwrap()).collect();
    let alone = memory(pid, "VmRSS");

    let shown = |who| shown(&organisations, who);
    let (stop, stopped) = tokio::sync::watch::channel(false);
    let mut reading = Vec::new();
    for n in 0..EDITORS {
        let socket = connect(addr, Some(n)).await;
        let way = Way::open(addr, Some(n)).await;
        reading.push(tokio::spawn(read(socket, way, shown(n), stopped.clone())));
    }
    tokio::time::sleep(Duration::from_secs(2)).await;
    let (memory_before, cpu_before) = (memory(pid, "VmRSS"), cpu(pid));

    let start = Instant::now();
    let mut beat = tokio::time::interval(Duration::from_secs(1) / EDITS_A_SECOND);
    // The entry that each editor's next edit is written on: their last one's.
    let bases: Arc<[AtomicU64]> = (0..EDITORS).map(|_| AtomicU64::new(tip)).collect();
    let mut edits = Vec::new();
    let mut halfway = None;
    let mut exploring = Vec::new();
    for n in 0.. {
        beat.tick().await;
        if start.elapsed() >= TIME {
            break;
        }
        if halfway.is_none() && start.elapsed() >= TIME / 2 {
            halfway = Some((Instant::now(), memory(pid, "VmRSS"), cpu(pid)));
            for _ in 0..EXPLORERS {
                exploring.push(tokio::spawn(explore(addr, stopped.clone())));
            }
        }
        let who = n % EDITORS;
        let id = shown(who);
        let bases = bases.clone();
        edits.push(tokio::spawn(async move {
            let value = value(who, n);
            let submission = Submission {
                id: CommandId::new(2, n as u128),
                actor: Actor::Person(editor(who)),
                command: Command::EditOrganisation {
                    id,
                    edits: vec![Edit {
                        value,
                        base: Seq(bases[who].load(Ordering::Relaxed)),
                    }],
                },
            };
            let submitted = Instant::now();
            let receipt = post(addr, who, &submission).await;
            bases[who].store(receipt.seq.0, Ordering::Relaxed);
            (receipt.seq, submitted, submitted.elapsed())
        }));
    }
    let mut submitted = Vec::new();
    for edit in edits {
        submitted.push(edit.await.unwrap());
    }
    tokio::time::sleep(Duration::from_secs(2)).await;
    let cpu_after = cpu(pid);
    let (half, memory_halfway, cpu_halfway) = halfway.unwrap();
    let memory_after = memory(pid, "VmRSS");
    stop.send_replace(true);
    let mut applied: Vec<Applied> = Vec::new();
    for browser in reading {
        applied.push(browser.await.unwrap());
    }
    let mut explored = Vec::new();
    for browser in exploring {
        explored.extend(browser.await.unwrap());
    }
    let largest = explored.iter().map(|(_, bytes)| *bytes).max().unwrap();
    let mut explored: Vec<Duration> = explored.into_iter().map(|(took, _)| took).collect();
    explored.sort();
    let applied_last = |seq: Seq| {
        let last = applied.iter().map(|applied| {
            let first = applied.partition_point(|(told, _)| *told < seq);
            applied
                .get(first)
                .expect("each edit reaches each browser")
                .1
        });
        last.max().unwrap()
    };
    let times = |of_half: fn(Instant, Instant) -> bool| {
        let edits = submitted.iter().filter(|(_, at, _)| of_half(*at, half));
        let times = edits.map(|(seq, at, _)| applied_last(*seq).saturating_duration_since(*at));
        let mut times: Vec<Duration> = times.collect();
        times.sort();
        times
    };
    let alone_times = times(|at, half| at < half);
    let explorer_times = times(|at, half| at >= half);
    let mut answered: Vec<Duration> = submitted.iter().map(|(_, _, answered)| *answered).collect();
    answered.sort();

    let before_idle = memory(pid, "VmRSS");
    let mut idle = Vec::new();
    for _ in 0..IDLE {
        idle.push(connect(addr, None).await);
    }
    tokio::time::sleep(Duration::from_secs(2)).await;
    let with_idle = memory(pid, "VmRSS");

    let ms = |time: Duration| format!("{:.1} ms", time.as_secs_f64() * 1000.0);
    let of =
        |times: &[Duration], share: f64| ms(times[((times.len() - 1) as f64 * share) as usize]);
    println!("| What | Measured |");
    println!("|---|---|");
    println!(
        "| Edits, each heard by {EDITORS} browsers, {TOGETHER} of which show what changed and ask for it anew | {} in {} s |",
        submitted.len(),
        TIME.as_secs()
    );
    println!(
        "| From submit to the answer: median, p99 | {}, {} |",
        of(&answered, 0.5),
        of(&answered, 0.99)
    );
    println!(
        "| From submit to the last browser that has it: median, p99, longest | {}, {}, {} |",
        of(&alone_times, 0.5),
        of(&alone_times, 0.99),
        of(&alone_times, 1.0)
    );
    println!(
        "| The same with {EXPLORERS} explorers open | {}, {}, {} |",
        of(&explorer_times, 0.5),
        of(&explorer_times, 0.99),
        of(&explorer_times, 1.0)
    );
    println!(
        "| An explorer's way to the whole network ({} kB as it is sent): how often, median, p99 | {}, {}, {} |",
        largest / 1024,
        explored.len(),
        of(&explored, 0.5),
        of(&explored, 0.99)
    );
    let share = |used: f64, time: Duration| used / time.as_secs_f64() * 100.0;
    println!(
        "| The server's processor time: editors alone, with the explorers | {:.0} %, {:.0} % of one core |",
        share(cpu_halfway - cpu_before, half - start),
        share(
            cpu_after - cpu_halfway,
            start + TIME + Duration::from_secs(2) - half
        )
    );
    println!(
        "| The server's memory: alone, with {EDITORS} editors, after half the edits, after all | {} MB, {} MB, {} MB, {} MB |",
        alone / 1024,
        memory_before / 1024,
        memory_halfway / 1024,
        memory_after / 1024
    );
    println!(
        "| {IDLE} idle connections more | {} MB more, {} MB in all |",
        with_idle.saturating_sub(before_idle) / 1024,
        with_idle / 1024
    );
    drop(idle);
    drop(server);
    let _ = std::fs::remove_dir_all(folder);
}

type Socket = tokio_tungstenite::WebSocketStream<TcpStream>;

/// A browser that has been told that it is up to date.
async fn connect(addr: SocketAddr, editor: Option<usize>) -> Socket {
    let mut request = format!("ws://{addr}/live").into_client_request().unwrap();
    if let Some(n) = editor {
        request
            .headers_mut()
            .insert(EDITOR, n.to_string().parse().unwrap());
    }
    let stream = TcpStream::connect(addr).await.unwrap();
    let (mut socket, _) = client_async(request, stream).await.unwrap();
    let hello = FromBrowser::Hello {
        version: VERSION,
        seq: Seq(0),
        day: None,
    };
    let hello = hello.text();
    socket.send(Message::text(hello)).await.unwrap();
    socket.next().await.unwrap().unwrap();
    socket
}

/// A browser's way to ask the server, which stays open.
struct Way {
    stream: tokio::io::BufReader<TcpStream>,
    headers: String,
}

impl Way {
    async fn open(addr: SocketAddr, editor: Option<usize>) -> Way {
        let named = editor.map(|n| format!("{EDITOR}: {n}\r\n"));
        let named = named.unwrap_or_default();
        Way {
            stream: tokio::io::BufReader::new(TcpStream::connect(addr).await.unwrap()),
            headers: format!(
                "host: {addr}\r\n{named}accept: application/json\r\naccept-encoding: gzip, br\r\n\r\n"
            ),
        }
    }

    /// Asks, and reads the answer to its end; how many bytes it has as it is sent.
    async fn get(&mut self, path: &str) -> usize {
        let request = format!("GET {path} HTTP/1.1\r\n{}", self.headers);
        self.stream.write_all(request.as_bytes()).await.unwrap();
        let status = self.line().await;
        assert!(status.contains(" 200 "), "{path}: {status}");
        let mut length = None;
        loop {
            let line = self.line().await.to_lowercase();
            match line.split_once(':') {
                Some(("content-length", value)) => length = Some(value.trim().parse().unwrap()),
                Some(_) => {}
                None => break,
            }
        }
        if let Some(length) = length {
            return self.pass(length).await;
        }
        let mut bytes = 0;
        loop {
            let size = usize::from_str_radix(&self.line().await, 16).unwrap();
            bytes += self.pass(size).await;
            self.line().await;
            if size == 0 {
                return bytes;
            }
        }
    }

    async fn line(&mut self) -> String {
        let mut line = String::new();
        self.stream.read_line(&mut line).await.unwrap();
        line.trim_end().to_owned()
    }

    async fn pass(&mut self, bytes: usize) -> usize {
        let mut content = vec![0; bytes];
        self.stream.read_exact(&mut content).await.unwrap();
        bytes
    }
}

/// A browser with an explorer open: soon after any change it gets the whole network. How long each time took, and how many
/// bytes came.
async fn explore(
    addr: SocketAddr,
    mut stopped: tokio::sync::watch::Receiver<bool>,
) -> Vec<(Duration, usize)> {
    let mut socket = connect(addr, None).await;
    let mut way = Way::open(addr, None).await;
    let mut taken = Vec::new();
    let mut due = None;
    loop {
        tokio::select! {
            message = socket.next() => {
                let Message::Text(text) = message.unwrap().unwrap() else {
                    continue;
                };
                let message: FromServer = serde_json::from_str(&text).unwrap();
                if let FromServer::News { .. } | FromServer::Anew(_) = message {
                    due = due.or(Some(tokio::time::Instant::now() + SOON));
                }
            }
            _ = tokio::time::sleep_until(due.unwrap_or_else(tokio::time::Instant::now)), if due.is_some() => {
                due = None;
                let asked = Instant::now();
                let bytes = way.get("/network.bin").await;
                taken.push((asked.elapsed(), bytes));
            }
            _ = stopped.changed() => return taken,
        }
    }
}

/// Reads until it is enough, and asks anew for what is shown whenever that was touched, as a page does.
async fn read(
    mut socket: Socket,
    mut way: Way,
    shown: OrganisationId,
    mut stopped: tokio::sync::watch::Receiver<bool>,
) -> Applied {
    let page = format!("/api/organisation?id={shown}");
    let mut applied = Vec::new();
    loop {
        let message = tokio::select! {
            message = socket.next() => message.unwrap().unwrap(),
            _ = stopped.changed() => return applied,
        };
        let Message::Text(text) = message else {
            continue;
        };
        match serde_json::from_str::<FromServer>(&text).unwrap() {
            FromServer::News { news, .. } => {
                if news.parts.iter().any(|(of, _)| *of == shown.into()) {
                    way.get(&page).await;
                }
                applied.push((news.seq, Instant::now()));
            }
            FromServer::Anew(seq) => {
                way.get(&page).await;
                applied.push((seq, Instant::now()));
            }
            FromServer::Here(_) => {}
            FromServer::Bye(reason) => panic!("{reason:?}"),
        }
    }
}

/// Sends a command as a browser does.
async fn post(addr: SocketAddr, who: usize, submission: &Submission) -> Receipt {
    let body = serde_json::to_string(&[submission]).unwrap();
    let request = format!(
        "POST /commands HTTP/1.1\r\nhost: {addr}\r\n{EDITOR}: {who}\r\nconnection: close\r\n\
         content-type: application/json\r\ncontent-length: {}\r\n\r\n{body}",
        body.len()
    );
    let mut stream = TcpStream::connect(addr).await.unwrap();
    stream.write_all(request.as_bytes()).await.unwrap();
    let mut answer = String::new();
    stream.read_to_string(&mut answer).await.unwrap();
    let (_, json) = answer.split_once("\r\n\r\n").unwrap();
    let settled: Vec<(CommandId, Result<Receipt, Refusal>)> = serde_json::from_str(json).unwrap();
    settled[0].1.clone().unwrap()
}

/// A process's memory in kB, by its name in the kernel's account.
fn memory(pid: u32, name: &str) -> u64 {
    let status = std::fs::read_to_string(format!("/proc/{pid}/status")).unwrap();
    let mut lines = status.lines().filter_map(|line| line.strip_prefix(name));
    let value = lines.next().unwrap();
    let digits = value.chars().filter(char::is_ascii_digit);
    digits.collect::<String>().parse().unwrap()
}

/// The processor time that a process has used, in seconds.
fn cpu(pid: u32) -> f64 {
    let stat = std::fs::read_to_string(format!("/proc/{pid}/stat")).unwrap();
    let (_, after) = stat.rsplit_once(')').unwrap();
    let fields: Vec<&str> = after.split_whitespace().collect();
    let ticks: f64 = fields[11].parse::<f64>().unwrap() + fields[12].parse::<f64>().unwrap();
    ticks / 100.0
}
