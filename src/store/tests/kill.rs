//! A process that is killed loses nothing that it had answered.

use crate::support::*;

use jejaring_store::Store;
use std::io::{BufRead, BufReader};
use std::process::{Command as Program, Stdio};
use std::time::Duration;

/// Set for the process that is to be killed: the folder that it writes to.
const FOLDER: &str = "JEJARING_TEST_KILL";

/// Not a test of its own: what the process does that the test below starts, and kills.
#[test]
fn victim() {
    let Ok(url) = std::env::var(FOLDER) else {
        return;
    };
    run(async move {
        let store = Store::open(&jejaring_store::Options::at(url))
            .await
            .unwrap();
        let first = network(&store).seq().0;
        for n in first + 1.. {
            let command = add(
                [school(2 * n), company(2 * n + 1)],
                [partnership(n, &[2 * n, 2 * n + 1])],
            );
            let receipt = submit(&store, command).await.unwrap();
            println!("\nanswered {}", receipt.seq.0);
        }
    });
}

#[test]
fn what_was_answered_outlives_kill_9() {
    let folder = tempfile::tempdir().unwrap();
    let options = on_disk(&folder);
    let mut before = 0;
    for round in 1..=4 {
        let mut victim = Program::new(std::env::current_exe().unwrap())
            .args(["kill::victim", "--exact", "--nocapture"])
            .env(FOLDER, &options.url)
            .stdout(Stdio::piped())
            .stderr(Stdio::null())
            .spawn()
            .unwrap();
        let lines = BufReader::new(victim.stdout.take().unwrap()).lines();
        let mut answered = before;
        let mut count = 0;
        for line in lines.map_while(Result::ok) {
            if let Some(seq) = line.strip_prefix("answered ") {
                answered = seq.parse().unwrap();
                count += 1;
            }
            if count == 7 * round {
                // At another moment of a write each time; what it answered meanwhile is read below.
                std::thread::sleep(Duration::from_micros(700 * round));
                // SIGKILL on Unix.
                victim.kill().unwrap();
            }
        }
        victim.wait().unwrap();
        assert!(count >= 7 * round, "it wrote too little: {count}");
        let options = options.clone();
        before = run(async move {
            let store = Store::open(&options).await.unwrap();
            assert_sound(&store).await;
            let network = network(&store);
            let seq = network.seq().0;
            // One more may have been written whose answer was not heard any more.
            assert!(
                (answered..=answered + 1).contains(&seq),
                "answered {answered}, found {seq}"
            );
            assert_eq!(network.partnerships().len() as u64, seq);
            assert_eq!(network.organisations().len() as u64, 2 * seq);
            let first = network.partnership(pid(1)).map(|p| p.terms.parties.len());
            assert_eq!(first, Some(2));
            store.close().await;
            seq
        });
    }
}
