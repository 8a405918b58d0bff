//! What a call costs beyond a bare `reqwest` GET with a constant header, and how long ten thousand cold
//! calls take.
//!
//! Two servers are called: the sandbox, which checks the token and writes JSON as a server does, and one that only
//! writes a constant response, which adds as little as possible.
//!
//! The difference is small against what a loopback call varies by, so the two take turns, one call each,
//! in one process over one connection pool; the first of each pair changes, too.
//!
//! With `PROFILE=bare` or `PROFILE=authorised` it only makes some thousand calls of that kind, for a
//! profiler to watch.

#![allow(
    missing_docs,
    clippy::unwrap_used,
    clippy::indexing_slicing,
    clippy::cast_precision_loss,
    reason = "a benchmark stops when its setup fails"
)]

mod loopback;

use std::time::{Duration, Instant};

use api_transport::Transport as _;
use classifications_auth::{Client, Credentials, ScopeSet};
use classifications_sandbox::Sandbox;
use criterion::Criterion;
use http::header::{ACCEPT, AUTHORIZATION, HeaderValue};
use loopback::{Loopback, http_client, sales};
use sales_api::operations::QUERY_SALES;
use sales_api::types::SaleList;
use tokio::runtime::Runtime;
use tower::limit::GlobalConcurrencyLimitLayer;

/// An API that no import replaces.
const DOCUMENT: &str = include_str!("../../tests/sales-api/src/generated/sales.oas3.json");

const CONTRACT: &str = "1234567-01";

/// How many calls start at once, cold and warm.
const HERD: usize = 10_000;

/// How long a token takes to come.
const LATENCY: Duration = Duration::from_millis(500);

struct Bench {
    runtime: Runtime,
    http: reqwest::Client,
    client: Client,
    sales: sales_api::Client,
    url: String,
    /// The constant header of the bare call.
    authorized: HeaderValue,
}

/// A call and what it is compared with.
#[derive(Clone, Copy)]
enum Pair {
    /// The bytes of the response, with and without the transport.
    Transport,
    /// The typed response, by the generated client and by hand.
    Typed,
}

const PAIRS: [(&str, Pair); 2] = [("bytes", Pair::Transport), ("types", Pair::Typed)];

impl Bench {
    /// Against a server with a constant response.
    fn floor() -> Self {
        let server = Loopback::start(Duration::ZERO);
        let http = http_client().build().unwrap();
        let client = server.client(http_client()).build().unwrap();
        let url = server.url(&format!("/v1/contracts/{CONTRACT}/sales"));
        Self::of(http, client, url)
    }

    /// Against the sandbox.
    fn sandbox() -> Self {
        let (sender, receiver) = std::sync::mpsc::channel();
        std::thread::spawn(move || {
            let mut builder = tokio::runtime::Builder::new_current_thread();
            let runtime = builder.enable_all().build().unwrap();
            runtime.block_on(async {
                let sandbox = Sandbox::builder().document(DOCUMENT);
                let sandbox = sandbox.ledger_limit(0).plans([]);
                let sandbox = sandbox.start().await.unwrap();
                let credentials = sandbox.credentials().clone();
                let urls = (
                    sandbox.base_url().to_owned(),
                    sandbox.token_url().to_owned(),
                );
                sender.send((urls, credentials)).unwrap();
                sandbox.run().await;
            });
        });
        let ((base_url, token_url), known) = receiver.recv().unwrap();
        let (id, secret) = (known.client_id, known.client_secret);
        let credentials = Credentials::new(id, secret, known.username, known.password);
        let http = http_client().build().unwrap();
        let client = Client::builder()
            .credentials(credentials.unwrap())
            .base_url(&base_url)
            .token_url(token_url)
            .http_client(http_client());
        let url = format!("{base_url}/contracts/{CONTRACT}/sales");
        Self::of(http, client.build().unwrap(), url)
    }

    fn of(http: reqwest::Client, client: Client, url: String) -> Self {
        let mut builder = tokio::runtime::Builder::new_current_thread();
        let runtime = builder.enable_all().build().unwrap();
        let scopes = ScopeSet::of(&["read"]);
        let token = runtime.block_on(client.transport().tokens().token(&scopes));
        let authorized = token.unwrap().authorization();
        Self {
            runtime,
            http,
            sales: sales(&client),
            client,
            url,
            // one that is not shared
            authorized: HeaderValue::from_bytes(authorized.as_bytes()).unwrap(),
        }
    }

    async fn bare(&self, pair: Pair) -> usize {
        let request = self
            .http
            .get(&self.url)
            .header(AUTHORIZATION, self.authorized.clone());
        let request = request.header(ACCEPT, "application/json");
        let response = self.http.execute(request.build().unwrap()).await.unwrap();
        let response = response.error_for_status().unwrap();
        match pair {
            Pair::Transport => response.bytes().await.unwrap().len(),
            Pair::Typed => {
                let list = response.json::<SaleList>().await.unwrap();
                list.sales.len()
            }
        }
    }

    async fn ours(&self, pair: Pair) -> usize {
        match pair {
            Pair::Transport => {
                let request = self.http.get(&self.url).header(ACCEPT, "application/json");
                let request = request.build().unwrap();
                let transport = self.client.transport();
                let response = transport.send(&QUERY_SALES, request).await.unwrap();
                assert!(response.status().is_success(), "{response:?}");
                response.body().bytes().len()
            }
            Pair::Typed => {
                let query = self.sales.query_sales();
                let list = query.contract_no(CONTRACT).send().await.unwrap();
                list.sales.len()
            }
        }
    }

    /// Times of a bare call and of ours, in turns.
    async fn turns(&self, pair: Pair, number: u64) -> Vec<[Duration; 2]> {
        let mut times = Vec::new();
        for turn in 0..number {
            let mut took = [Duration::ZERO; 2];
            for which in if turn % 2 == 0 { [0, 1] } else { [1, 0] } {
                let begun = Instant::now();
                let read = match which {
                    0 => self.bare(pair).await,
                    _ => self.ours(pair).await,
                };
                took[which] = begun.elapsed();
                assert!(read > 0);
            }
            times.push(took);
        }
        times
    }
}

fn overhead(criterion: &mut Criterion, server: &str, bench: &Bench) {
    for (name, pair) in PAIRS {
        let mut group = criterion.benchmark_group(format!("query, {name}, {server}"));
        for (which, name) in ["bare reqwest", "authorised"].into_iter().enumerate() {
            group.bench_function(name, |b| {
                b.iter_custom(|number| {
                    let times = bench.runtime.block_on(bench.turns(pair, number));
                    times.iter().map(|took| took[which]).sum()
                });
            });
        }
        group.finish();
    }
}

/// The overhead itself, from pairs: criterion compares means of different moments.
fn paired(server: &str, bench: &Bench, pairs: u64) {
    for (name, pair) in PAIRS {
        let mut medians = Vec::new();
        for _ in 0..30 {
            let times = bench.runtime.block_on(bench.turns(pair, pairs / 30));
            let micros = |took: Duration| took.as_secs_f64() * 1e6;
            let bare = median(times.iter().map(|took| micros(took[0])).collect());
            let more = median(
                times
                    .iter()
                    .map(|took| micros(took[1]) - micros(took[0]))
                    .collect(),
            );
            medians.push((bare, more));
        }
        let bare = median(medians.iter().map(|(bare, _)| *bare).collect());
        let mut more: Vec<f64> = medians.iter().map(|(_, more)| *more).collect();
        more.sort_by(f64::total_cmp);
        let middle = median(more.clone());
        let (low, high) = (
            more[more.len() / 10],
            more[more.len() - 1 - more.len() / 10],
        );
        println!(
            "overhead of a query, {name}, {server}: {middle:.2} us ({low:.2} to {high:.2} in 8 of 10 blocks) \
             on {bare:.1} us, {:.2} %",
            100.0 * middle / bare
        );
    }
}

fn median(mut values: Vec<f64>) -> f64 {
    values.sort_by(f64::total_cmp);
    values[values.len() / 2]
}

/// Ten thousand calls at once, over few connections, because a process may not have that many.
fn herd(rounds: usize) {
    let server = Loopback::start(LATENCY);
    let mut builder = tokio::runtime::Builder::new_multi_thread();
    let runtime = builder.worker_threads(2).enable_all().build().unwrap();
    let mut totals = Vec::new();
    for _ in 0..rounds {
        let http = http_client()
            .connector_layer(GlobalConcurrencyLimitLayer::new(16))
            .connect_timeout(Duration::from_secs(60))
            .pool_max_idle_per_host(64);
        let client = sales(&server.client(http).build().unwrap());
        let run = || {
            let begun = Instant::now();
            runtime.block_on(async {
                let calls: Vec<_> = (0..HERD)
                    .map(|_| {
                        let client = client.clone();
                        tokio::spawn(async move {
                            let query = client.query_sales().contract_no("1");
                            query.send().await.unwrap().sales.len()
                        })
                    })
                    .collect();
                for call in calls {
                    assert_eq!(call.await.unwrap(), 2);
                }
            });
            begun.elapsed().as_secs_f64()
        };
        let (cold, warm) = (run(), run());
        totals.push((cold, warm, cold / (LATENCY.as_secs_f64() + warm)));
    }
    let of = |f: fn(&(f64, f64, f64)) -> f64| median(totals.iter().map(f).collect());
    println!(
        "{HERD} calls at once: cold {:.3} s, warm {:.3} s, cold / (latency of {LATENCY:?} + warm) = {:.2}",
        of(|t| t.0),
        of(|t| t.1),
        of(|t| t.2)
    );
}

/// Makes calls of one kind and nothing else.
fn profile(bench: &Bench, kind: &str) {
    bench.runtime.block_on(async {
        for _ in 0..3000 {
            let read = match kind {
                "bare" => bench.bare(Pair::Transport).await,
                _ => bench.ours(Pair::Transport).await,
            };
            assert!(read > 0);
        }
    });
}

fn main() {
    if let Ok(kind) = std::env::var("PROFILE") {
        return profile(&Bench::floor(), &kind);
    }
    let mut criterion = Criterion::default().configure_from_args();
    let servers = [("sandbox", Bench::sandbox()), ("floor", Bench::floor())];
    let testing = std::env::args().any(|argument| argument == "--test");
    // one server after the other: the sandbox closes a connection that is idle for half a minute
    for (server, bench) in &servers {
        overhead(&mut criterion, server, bench);
        paired(server, bench, if testing { 60 } else { 60_000 });
    }
    criterion.final_summary();
    herd(if testing { 1 } else { 7 });
}
