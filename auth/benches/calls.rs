//! The overhead of a call compared with a bare `reqwest` GET with a constant header, and the time of ten
//! thousand concurrent calls without a kept token.
//!
//! The calls go to two servers: the sandbox, which checks the token and serialises its response, and a
//! server that only writes a constant response.
//!
//! The difference is small compared with the variation of loopback calls. So the benchmark makes a call of
//! each kind in turn, in one process over one connection pool, and alternates which kind is first.
//!
//! With `PROFILE=bare` or `PROFILE=authorised` it only makes some thousand calls of that kind, for a
//! profiler.

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

/// An importer never replaces this document, unlike that of the Classifications API.
const DOCUMENT: &str = include_str!("../../tests/sales-api/src/generated/sales.oas3.json");

const CONTRACT: &str = "1234567-01";

/// The number of concurrent calls.
const HERD: usize = 10_000;

/// The time in which the token endpoint responds.
const LATENCY: Duration = Duration::from_millis(500);

struct Bench {
    runtime: Runtime,
    http: reqwest::Client,
    client: Client,
    sales: sales_api::Client,
    url: String,
    /// The constant header of the bare call.
    authorization: HeaderValue,
}

/// A kind of authorised call and the bare call that it is compared with.
#[derive(Clone, Copy)]
enum Pair {
    /// Both return the bytes of the response.
    Transport,
    /// Both return a typed response; the authorised call uses the generated client.
    Typed,
}

const PAIRS: [(&str, Pair); 2] = [("bytes", Pair::Transport), ("types", Pair::Typed)];

impl Bench {
    /// A benchmark with a server that writes a constant response.
    fn floor() -> Self {
        let server = Loopback::start(Duration::ZERO);
        let http = http_client().build().unwrap();
        let client = server.client(http_client()).build().unwrap();
        let url = server.url(&format!("/v1/contracts/{CONTRACT}/sales"));
        Self::new(http, client, url)
    }

    /// A benchmark with the sandbox.
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
        Self::new(http, client.build().unwrap(), url)
    }

    fn new(http: reqwest::Client, client: Client, url: String) -> Self {
        let mut builder = tokio::runtime::Builder::new_current_thread();
        let runtime = builder.enable_all().build().unwrap();
        let scopes = ScopeSet::of(&["read"]);
        let token = runtime.block_on(client.transport().tokens().token(&scopes));
        let authorization = token.unwrap().authorization();
        Self {
            runtime,
            http,
            sales: sales(&client),
            client,
            url,
            // a copy, so that the bare calls do not share the bytes of the kept token
            authorization: HeaderValue::from_bytes(authorization.as_bytes()).unwrap(),
        }
    }

    async fn bare(&self, pair: Pair) -> usize {
        let request = self
            .http
            .get(&self.url)
            .header(AUTHORIZATION, self.authorization.clone());
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

    async fn authorised(&self, pair: Pair) -> usize {
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

    /// Makes `number` bare and authorised calls in turn. Returns the times of each pair.
    async fn turns(&self, pair: Pair, number: u64) -> Vec<[Duration; 2]> {
        let mut times = Vec::new();
        for turn in 0..number {
            let mut elapsed = [Duration::ZERO; 2];
            for which in if turn % 2 == 0 { [0, 1] } else { [1, 0] } {
                let start = Instant::now();
                let read = match which {
                    0 => self.bare(pair).await,
                    _ => self.authorised(pair).await,
                };
                elapsed[which] = start.elapsed();
                assert!(read > 0);
            }
            times.push(elapsed);
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
                    times.iter().map(|elapsed| elapsed[which]).sum()
                });
            });
        }
        group.finish();
    }
}

/// Prints the median overhead of the pairs. Criterion cannot compare pairs.
fn paired(server: &str, bench: &Bench, pairs: u64) {
    for (name, pair) in PAIRS {
        let mut medians = Vec::new();
        for _ in 0..30 {
            let times = bench.runtime.block_on(bench.turns(pair, pairs / 30));
            let micros = |elapsed: Duration| elapsed.as_secs_f64() * 1e6;
            let bare = median(times.iter().map(|elapsed| micros(elapsed[0])).collect());
            let overhead = median(
                times
                    .iter()
                    .map(|elapsed| micros(elapsed[1]) - micros(elapsed[0]))
                    .collect(),
            );
            medians.push((bare, overhead));
        }
        let bare = median(medians.iter().map(|(bare, _)| *bare).collect());
        let mut overheads: Vec<f64> = medians.iter().map(|(_, overhead)| *overhead).collect();
        overheads.sort_by(f64::total_cmp);
        let middle = median(overheads.clone());
        let (low, high) = (
            overheads[overheads.len() / 10],
            overheads[overheads.len() - 1 - overheads.len() / 10],
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

/// Prints the times of ten thousand concurrent calls. They use few connections, as the number of open
/// files of a process is limited.
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
            let start = Instant::now();
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
            start.elapsed().as_secs_f64()
        };
        let (cold, warm) = (run(), run());
        totals.push((cold, warm, cold / (LATENCY.as_secs_f64() + warm)));
    }
    let median_of = |f: fn(&(f64, f64, f64)) -> f64| median(totals.iter().map(f).collect());
    println!(
        "{HERD} calls at once: cold {:.3} s, warm {:.3} s, cold / (latency of {LATENCY:?} + warm) = {:.2}",
        median_of(|t| t.0),
        median_of(|t| t.1),
        median_of(|t| t.2)
    );
}

/// Makes calls of one kind.
fn profile(bench: &Bench, kind: &str) {
    bench.runtime.block_on(async {
        for _ in 0..3000 {
            let read = match kind {
                "bare" => bench.bare(Pair::Transport).await,
                _ => bench.authorised(Pair::Transport).await,
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
