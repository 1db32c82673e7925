//! Several processes on one SurrealDB server.

use crate::concurrent::{leave_no_gap, reaches, sees_what_the_other_writes};
use crate::support::*;
use jejaring_domain::Seq;
use jejaring_store::{Options, Store, StoreError};
use std::net::TcpListener;
use std::process::{Child, Command as Program, Stdio};
use std::time::Duration;
use tokio::io::AsyncReadExt;
use tokio::time::{sleep, timeout};

/// A server of a test's own, which ends with it.
struct Server {
    process: Child,
    port: u16,
    /// Where the data is, as the server names it.
    path: String,
}

impl Server {
    async fn start(path: &str) -> Self {
        let free = TcpListener::bind("127.0.0.1:0").unwrap();
        let port = free.local_addr().unwrap().port();
        drop(free);
        let server = Self {
            process: spawn(port, path),
            port,
            path: path.to_owned(),
        };
        server.answers().await;
        server
    }

    /// Ended by SIGKILL and started again at the same address.
    async fn start_again(&mut self) {
        self.end();
        self.process = spawn(self.port, &self.path);
        self.answers().await;
    }

    async fn answers(&self) {
        let address = ("127.0.0.1", self.port);
        let answering = async {
            while tokio::net::TcpStream::connect(address).await.is_err() {
                sleep(Duration::from_millis(20)).await;
            }
        };
        timeout(Duration::from_secs(60), answering).await.unwrap();
    }

    fn end(&mut self) {
        self.process.kill().unwrap();
        self.process.wait().unwrap();
    }

    fn options(&self) -> Options {
        Options {
            username: Some("root".into()),
            password: Some("rahasia".into()),
            ..Options::at(format!("ws://127.0.0.1:{}", self.port))
        }
    }

    async fn store(&self) -> Store {
        Store::open(&self.options()).await.unwrap()
    }
}

impl Drop for Server {
    fn drop(&mut self) {
        // It may have ended already.
        let _ = self.process.kill();
        let _ = self.process.wait();
    }
}

fn spawn(port: u16, path: &str) -> Child {
    Program::new("surreal")
        .args([
            "start",
            "--no-banner",
            "--user",
            "root",
            "--pass",
            "rahasia",
        ])
        .args(["--bind", &format!("127.0.0.1:{port}"), path])
        .stdout(Stdio::null())
        .stderr(Stdio::null())
        .spawn()
        .expect("a program `surreal` in PATH: `.ci/setup test` makes it")
}

#[test]
fn two_processes_on_one_server_leave_no_gap() {
    run(async {
        let server = Server::start("memory").await;
        leave_no_gap(server.store().await, server.store().await).await;
    });
}

#[test]
fn what_one_writes_wakes_the_other() {
    run(async {
        let server = Server::start("memory").await;
        sees_what_the_other_writes(server.store().await, server.store().await).await;
    });
}

#[test]
fn a_whole_network_fits_in_one_message() {
    run(async {
        let server = Server::start("memory").await;
        let one = server.store().await;
        submit(&one, add((1..=2_000).map(school), []))
            .await
            .unwrap();
        let two = server.store().await;
        assert_eq!(network(&one), network(&two));
    });
}

#[test]
fn a_server_that_comes_back_is_found_again() {
    run(async {
        let folder = tempfile::tempdir().unwrap();
        let path = format!("surrealkv://{}", folder.path().join("data").display());
        let mut server = Server::start(&path).await;
        let (one, two) = (server.store().await, server.store().await);
        submit(&one, add([school(1)], [])).await.unwrap();
        reaches(&two, Seq(1)).await;

        server.start_again().await;
        // Refused kindly until the connection is there again; what was answered is there, and once.
        let written = async {
            while submit(&one, add([school(2)], [])).await.is_err() {
                sleep(Duration::from_millis(50)).await;
            }
        };
        timeout(Duration::from_secs(60), written).await.unwrap();
        reaches(&two, Seq(2)).await;
        for store in [&one, &two] {
            assert_sound(store).await;
        }
    });
}

#[test]
fn a_server_that_is_not_there_is_named() {
    run(async {
        let free = TcpListener::bind("127.0.0.1:0").unwrap();
        let address = format!("ws://{}", free.local_addr().unwrap());
        drop(free);
        let refused = Store::open(&Options::at(address.clone()))
            .await
            .unwrap_err();
        assert!(
            matches!(&refused, StoreError::Connect { address: named, .. } if *named == address)
        );
    });
}

#[test]
fn a_wrong_password_is_refused() {
    run(async {
        let server = Server::start("memory").await;
        let options = Options {
            password: Some("salah".into()),
            ..server.options()
        };
        let refused = Store::open(&options).await.unwrap_err();
        assert!(matches!(refused, StoreError::Connect { .. }), "{refused:?}");
        let shown = format!("{refused:?} {refused}");
        assert!(!shown.contains("salah"), "{shown}");
    });
}

#[test]
fn a_server_whose_address_asks_for_tls_is_greeted_by_tls() {
    run(async {
        let listener = tokio::net::TcpListener::bind("127.0.0.1:0").await.unwrap();
        let port = listener.local_addr().unwrap().port();
        let greeted = tokio::spawn(async move {
            let (mut stream, _) = listener.accept().await.unwrap();
            stream.read_u8().await.unwrap()
        });
        let options = Options::at(format!("wss://127.0.0.1:{port}"));
        let refused = timeout(Duration::from_secs(60), Store::open(&options)).await;
        assert!(matches!(refused.unwrap(), Err(StoreError::Connect { .. })));
        // A handshake record of TLS.
        assert_eq!(greeted.await.unwrap(), 0x16);
    });
}
