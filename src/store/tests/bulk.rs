//! A whole network in one command.

use crate::support::*;
use jejaring_domain::*;
use jejaring_store::Store;
use std::time::Instant;

fn whole_network(organisations: u64, partnerships: u64) -> Command {
    let partnerships = (1..=partnerships).map(|n| {
        let (a, b) = (
            n % organisations,
            (n / organisations + n * 7 + 1) % organisations,
        );
        let b = if a == b { (b + 1) % organisations } else { b };
        partnership(n, &[a + 1, b + 1])
    });
    add((1..=organisations).map(school), partnerships)
}

async fn measure(organisations: u64, partnerships: u64) {
    let folder = tempfile::tempdir().unwrap();
    let store = Store::open(&on_disk(&folder)).await.unwrap();
    let start = Instant::now();
    submit(&store, whole_network(organisations, partnerships))
        .await
        .unwrap();
    println!(
        "{organisations} organisations and {partnerships} partnerships: {:?}",
        start.elapsed()
    );

    let start = Instant::now();
    for n in 0..100 {
        submit(&store, add([company(1_000_000 + n)], []))
            .await
            .unwrap();
    }
    println!("one organisation: {:?}", start.elapsed() / 100);

    let start = Instant::now();
    let history = store
        .history(jejaring_domain::change::Subject::Organisation(oid(3)), 50)
        .await;
    assert_eq!(history.unwrap().len(), 1);
    println!("history of one organisation: {:?}", start.elapsed());

    let start = Instant::now();
    assert_eq!(store.verify().await.unwrap().flaw, None);
    println!("verify: {:?}", start.elapsed());

    let before = network(&store);
    store.close().await;
    let start = Instant::now();
    let store = Store::open(&on_disk(&folder)).await.unwrap();
    println!("open: {:?}", start.elapsed());
    assert_eq!(network(&store), before);
}

#[test]
fn a_whole_network_is_one_entry() {
    run(measure(200, 600));
}

/// `cargo test -p jejaring-store -- --ignored --nocapture`: the figures for a large network.
#[test]
#[ignore = "takes long: for measuring"]
fn five_thousand_organisations() {
    run(measure(5_000, 15_000));
}
