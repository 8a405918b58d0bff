//! The time of a call without an observer, with one of the default sample rate, and with one that checks
//! every exchange; and the time of a check itself.
//!
//! The benchmark makes blocks of the three kinds of call in turn, in one process over one connection
//! pool, with a server that writes a constant response.

#![allow(
    missing_docs,
    clippy::unwrap_used,
    clippy::indexing_slicing,
    clippy::cast_precision_loss,
    reason = "a benchmark stops when its setup fails"
)]

mod loopback;

use std::time::{Duration, Instant};

use classifications_auth::drift::{Contract, Observer};
use loopback::{LIST, Loopback, http_client, sales};

const DOCUMENT: &str = include_str!("../../tests/sales-api/src/generated/sales.oas3.json");
const ROUNDS: usize = 20_000;
const BLOCK: usize = 400;
const KINDS: [&str; 3] = ["not configured", "one in ten", "every exchange"];

fn main() {
    let contract = Contract::from_json(DOCUMENT).unwrap();
    checks(&contract);

    let server = Loopback::start(Duration::ZERO);
    let observers = [0.1, 1.0].map(|rate| {
        let observer = Observer::builder(&contract).sample_rate(rate);
        observer.build().unwrap()
    });
    let [tenth, every] = observers.each_ref().map(Clone::clone);
    let clients = [
        server.client(http_client()),
        server.client(http_client()).drift_observer(tenth),
        server.client(http_client()).drift_observer(every),
    ];
    let clients = clients.map(|client| sales(&client.build().unwrap()));
    // two workers; on a machine with two cores, the checking thread takes its time from one of them
    let mut builder = tokio::runtime::Builder::new_multi_thread();
    let runtime = builder.worker_threads(2).enable_all().build().unwrap();
    let mut times: [Vec<Duration>; 3] = [const { Vec::new() }; 3];
    runtime.block_on(async {
        for block in 0..ROUNDS / BLOCK {
            for turn in 0..KINDS.len() {
                let kind = (block + turn) % KINDS.len();
                for number in 0..BLOCK {
                    let elapsed = call(&clients[kind]).await;
                    // without the calls that are made while exchanges of the previous block are checked
                    if block > 0 && number >= BLOCK / 4 {
                        times[kind].push(elapsed);
                    }
                }
            }
        }
    });
    for (kind, times) in KINDS.iter().zip(&mut times) {
        times.sort_unstable();
        let at = |percent: usize| times[times.len() * percent / 100].as_nanos() as f64 / 1e3;
        println!(
            "call, {kind}: median {:.1} us, p90 {:.1} us, p99 {:.1} us",
            at(50),
            at(90),
            at(99)
        );
    }
    for observer in &observers {
        println!("{observer:?}");
    }
}

async fn call(client: &sales_api::Client) -> Duration {
    let start = Instant::now();
    let query = client.query_sales().contract_no("1234567-01");
    let list = query.send().await.unwrap();
    let elapsed = start.elapsed();
    assert_eq!(list.sales.len(), 2);
    elapsed
}

/// Prints the time of the check of an exchange, for a typical response and for one of about the maximum
/// size that is checked by default.
fn checks(contract: &Contract) {
    let contract = contract.at("/").unwrap();
    let items = LIST.trim_start_matches(r#"{"sales":["#);
    let items = items.trim_end_matches("]}");
    for (repeat, rounds) in [(1, ROUNDS), (700, ROUNDS / 100)] {
        let items = vec![items; repeat].join(",");
        let body = format!(r#"{{"sales":[{items}]}}"#);
        let request = http::Request::get("/contracts/1234567-01/sales")
            .header("accept", "application/json")
            .header("authorization", "Bearer 0123456789abcdef0123456789abcdef")
            .body("")
            .unwrap();
        let response = http::Response::builder()
            .header("content-type", "application/json")
            .body(&body)
            .unwrap();
        let start = Instant::now();
        for _ in 0..rounds {
            assert!(contract.check_exchange(&request, &response).is_ok());
        }
        let each = start.elapsed().as_nanos() as f64 / 1e3 / rounds as f64;
        println!(
            "checking one exchange of {} bytes: {each:.1} us",
            body.len()
        );
    }
}
