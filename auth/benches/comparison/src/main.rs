//! The overhead of a call compared with a bare `reqwest` call with a constant header: for the bare call within
//! `tokio::time::timeout`, for `reqwest-middleware` with `reqwest-retry` and a token header, for the pipeline of `azure_core`
//! with its bearer-token policy, and for our transport.
//!
//! All callers call one server, which writes a constant response on another thread, and read the bytes of the body. Without
//! arguments, they make blocks of calls in turn, and the program prints the medians of their times, or with the feature
//! `allocations` the numbers of their allocations. `CALLER METHOD CALLS` makes calls of one kind, for a profiler.
//! `--subscriber` adds a `tracing` subscriber of level INFO that discards its output.

mod azure;
#[path = "../../loopback/mod.rs"]
mod loopback;
mod middleware;

use std::time::Duration;
#[cfg(not(feature = "allocations"))]
use std::time::Instant;

use api_transport::{Operation, Transport as _};
use bytes::Bytes;
use http::header::{ACCEPT, AUTHORIZATION, CONTENT_TYPE, HeaderValue};
use loopback::{Loopback, http_client};
use reqwest::{Method, Request, Url};
use tokio::runtime::Runtime;

const BODY: &str = r#"{"client":"Muebles del Norte SL","saleDate":"2025-06-02","amount":40000.00,"currency":"EUR"}"#;

const QUERY: Operation = Operation::new("querySales", Method::GET, "/contracts/{contractNo}/sales")
    .scopes(&["read"])
    .accept("application/json");
const NOTIFY: Operation =
    Operation::new("notifySale", Method::POST, "/contracts/{contractNo}/sales")
        .scopes(&["read"])
        .accept("application/json")
        .content_type("application/json");

const LIMIT: Duration = Duration::from_secs(30);

const CALLERS: [&str; 6] = [
    "bare",
    "timeout",
    "middleware",
    "middleware-timeout",
    "azure",
    "ours",
];
#[cfg(not(feature = "allocations"))]
const TURNS: usize = 600;
#[cfg(not(feature = "allocations"))]
const BLOCK: usize = 50;

struct Bench {
    runtime: Runtime,
    url: Url,
    body: Bytes,
    authorization: HeaderValue,
    http: reqwest::Client,
    middleware: reqwest_middleware::ClientWithMiddleware,
    azure: azure_core::http::Pipeline,
    ours: classifications_auth::Authorised,
}

impl Bench {
    fn new() -> Self {
        let server = Loopback::start(Duration::ZERO);
        let url = server.url("/v1/contracts/1234567-01/sales");
        let authorization = HeaderValue::from_static("Bearer 0123456789abcdef0123456789abcdef");
        let client = server.client(http_client()).build().expect("a client");
        // all callers share one connection pool
        let http = client.transport().http().clone();
        let mut builder = tokio::runtime::Builder::new_current_thread();
        Self {
            runtime: builder.enable_all().build().expect("a runtime"),
            middleware: middleware::client(http.clone(), authorization.clone()),
            azure: azure::pipeline(http.clone(), &url),
            ours: client.transport().clone(),
            url: url.parse().expect("a URL"),
            body: Bytes::from_static(BODY.as_bytes()),
            authorization,
            http,
        }
    }

    fn request(&self, method: &Method) -> Request {
        let mut request = Request::new(method.clone(), self.url.clone());
        let headers = request.headers_mut();
        headers.insert(ACCEPT, HeaderValue::from_static("application/json"));
        if *method == Method::POST {
            headers.insert(CONTENT_TYPE, HeaderValue::from_static("application/json"));
            *request.body_mut() = Some(self.body.clone().into());
        }
        request
    }

    async fn bare(&self, method: &Method) -> usize {
        let mut request = self.request(method);
        let headers = request.headers_mut();
        headers.insert(AUTHORIZATION, self.authorization.clone());
        let response = self.http.execute(request).await.expect("a response");
        response.bytes().await.expect("a body").len()
    }

    async fn middleware(&self, method: &Method) -> usize {
        let sent = self.middleware.execute(self.request(method)).await;
        let response = sent.expect("a response");
        response.bytes().await.expect("a body").len()
    }

    /// Makes a call and returns the length of the body.
    async fn call(&self, caller: &str, method: &Method) -> usize {
        match caller {
            "bare" => self.bare(method).await,
            "timeout" => {
                let called = tokio::time::timeout(LIMIT, self.bare(method)).await;
                called.expect("a response in time")
            }
            "middleware" => self.middleware(method).await,
            "middleware-timeout" => {
                let called = tokio::time::timeout(LIMIT, self.middleware(method)).await;
                called.expect("a response in time")
            }
            "azure" => azure::call(&self.azure, &self.url, method, &self.body).await,
            _ => {
                let operation = if *method == Method::GET {
                    &QUERY
                } else {
                    &NOTIFY
                };
                let sent = self.ours.send(operation, self.request(method)).await;
                sent.expect("a response").body().bytes().len()
            }
        }
    }

    /// Makes blocks of calls by each caller in turn. Returns the median time of each block in microseconds.
    ///
    /// The first call of a block uses the processor caches that another caller has filled, so single calls in turn would
    /// not be representative.
    #[cfg(not(feature = "allocations"))]
    async fn turns(&self, method: &Method) -> [Vec<f64>; CALLERS.len()] {
        let mut times = [const { Vec::new() }; CALLERS.len()];
        for turn in 0..TURNS {
            for nth in 0..CALLERS.len() {
                let which = (turn + nth) % CALLERS.len();
                let mut block = Vec::new();
                for _ in 0..BLOCK {
                    let start = Instant::now();
                    let read = self.call(CALLERS[which], method).await;
                    block.push(start.elapsed().as_secs_f64() * 1e6);
                    assert!(read > 0);
                }
                times[which].push(median(block));
            }
        }
        times
    }

    /// Returns the number and the bytes of the allocations of a call on the thread of the caller, without the server's.
    #[cfg(feature = "allocations")]
    fn allocations(&self, caller: &str, method: &Method) -> (u64, u64) {
        const CALLS: u64 = 100;
        let calls = || {
            self.runtime.block_on(async {
                for _ in 0..CALLS {
                    self.call(caller, method).await;
                }
            });
        };
        calls();
        let counted = allocation_counter::measure(calls);
        (counted.count_total / CALLS, counted.bytes_total / CALLS)
    }
}

#[cfg(not(feature = "allocations"))]
fn median(mut values: Vec<f64>) -> f64 {
    values.sort_by(f64::total_cmp);
    values[values.len() / 2]
}

#[cfg(not(feature = "allocations"))]
fn compare(bench: &Bench) {
    for method in [Method::GET, Method::POST] {
        let [bare, others @ ..] = bench.runtime.block_on(bench.turns(&method));
        println!("{method} {}: {:.1} us", CALLERS[0], median(bare.clone()));
        for (times, caller) in others.into_iter().zip(&CALLERS[1..]) {
            let overheads = times.iter().zip(&bare).map(|(time, bare)| time - bare);
            println!("{method} {caller}: {:+.2} us", median(overheads.collect()));
        }
    }
}

#[cfg(feature = "allocations")]
fn compare(bench: &Bench) {
    for method in [Method::GET, Method::POST] {
        for caller in CALLERS {
            let (count, bytes) = bench.allocations(caller, &method);
            println!("{method} {caller}: {count} allocations of {bytes} bytes");
        }
    }
}

fn main() {
    let mut arguments: Vec<String> = std::env::args().skip(1).collect();
    let count = arguments.len();
    arguments.retain(|argument| argument != "--subscriber");
    if arguments.len() < count {
        let subscriber = tracing_subscriber::fmt().with_writer(std::io::sink);
        subscriber
            .with_max_level(tracing_subscriber::filter::LevelFilter::INFO)
            .init();
    }
    let bench = Bench::new();
    match arguments.as_slice() {
        [] => compare(&bench),
        [caller, method, calls] => bench.runtime.block_on(async {
            let method = method.parse().expect("a method");
            for _ in 0..calls.parse().expect("a number of calls") {
                bench.call(caller, &method).await;
            }
        }),
        _ => eprintln!("comparison [CALLER METHOD CALLS] [--subscriber]"),
    }
}
