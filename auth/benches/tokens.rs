//! The time of a look-up of a kept token, for one task and for many, compared with two other token
//! caches; and the time until ten thousand concurrent tasks have a token.

#![allow(
    missing_docs,
    clippy::unwrap_used,
    clippy::indexing_slicing,
    clippy::cast_precision_loss,
    reason = "a benchmark stops when its setup fails"
)]

mod alternatives;
mod loopback;

use std::future::Future;
use std::sync::Arc;
use std::time::{Duration, Instant};

use alternatives::{DoubleChecked, Locked};
use classifications_auth::clock::SystemClock;
use classifications_auth::{Credentials, ScopeSet, TokenEndpoint, TokenPolicy, TokenSource};
use criterion::{BenchmarkId, Criterion};
use loopback::{Loopback, http_client};
use tokio::runtime::Runtime;
use tokio::sync::Barrier;

const SCOPES: &[&str] = &["read"];
const TASKS: [usize; 7] = [1, 2, 4, 8, 16, 32, 64];
const HERD: usize = 10_000;
const LATENCY: Duration = Duration::from_millis(100);

fn runtime() -> Runtime {
    let mut builder = tokio::runtime::Builder::new_multi_thread();
    builder.worker_threads(2).enable_all().build().unwrap()
}

fn source(server: Loopback) -> TokenSource {
    let http = http_client();
    TokenSource::new(
        TokenEndpoint::new(&server.url("/token"), http).unwrap(),
        Arc::new(Credentials::new("app", "app-secret", "user", "password").unwrap()),
        TokenPolicy::default(),
        Arc::new(SystemClock),
    )
}

/// Makes `number` cache hits in total, distributed to concurrent tasks. Returns the time from the start of
/// the first task to the end of the last.
fn hits<F, T>(runtime: &Runtime, tasks: usize, number: u64, hit: F) -> Duration
where
    F: Fn(u64) -> T,
    T: Future<Output = ()> + Send + 'static,
{
    let each = number.div_ceil(tasks as u64);
    let times = runtime.block_on(async {
        let ready = Arc::new(Barrier::new(tasks));
        let running: Vec<_> = (0..tasks)
            .map(|_| {
                let (hits, ready) = (hit(each), Arc::clone(&ready));
                tokio::spawn(async move {
                    ready.wait().await;
                    let start = Instant::now();
                    hits.await;
                    (start, Instant::now())
                })
            })
            .collect();
        let mut times = Vec::new();
        for task in running {
            times.push(task.await.unwrap());
        }
        times
    });
    let start = times.iter().map(|(start, _)| *start).min().unwrap();
    let done = times.iter().map(|(_, done)| *done).max().unwrap();
    // `each` is rounded up
    (done - start).mul_f64(number as f64 / (each * tasks as u64) as f64)
}

/// The token caches in the order of `NAMES`.
struct Caches {
    source: TokenSource,
    double_checked: Arc<DoubleChecked>,
    locked: Arc<Locked>,
}

const NAMES: [&str; 3] = ["TokenSource", "RwLock, checked twice", "tokio::sync::Mutex"];

impl Caches {
    fn new(runtime: &Runtime) -> Self {
        let source = source(Loopback::start(Duration::ZERO));
        runtime
            .block_on(source.token(&ScopeSet::of(SCOPES)))
            .unwrap();
        Self {
            source,
            double_checked: Arc::default(),
            locked: Arc::default(),
        }
    }

    fn hits(&self, cache: usize, runtime: &Runtime, tasks: usize, number: u64) -> Duration {
        match cache {
            0 => hits(runtime, tasks, number, |each| {
                let source = self.source.clone();
                async move {
                    for _ in 0..each {
                        let token = source.token(&ScopeSet::of(SCOPES)).await;
                        std::hint::black_box(token.unwrap());
                    }
                }
            }),
            1 => hits(runtime, tasks, number, |each| {
                let cache = Arc::clone(&self.double_checked);
                async move {
                    for _ in 0..each {
                        std::hint::black_box(cache.token(SCOPES).await.length());
                    }
                }
            }),
            _ => hits(runtime, tasks, number, |each| {
                let cache = Arc::clone(&self.locked);
                async move {
                    for _ in 0..each {
                        std::hint::black_box(cache.token(&ScopeSet::of(SCOPES)).await);
                    }
                }
            }),
        }
    }
}

fn hit(criterion: &mut Criterion, runtime: &Runtime, caches: &Caches) {
    let mut group = criterion.benchmark_group("a hit");
    for tasks in TASKS {
        for (cache, name) in NAMES.into_iter().enumerate() {
            group.bench_function(BenchmarkId::new(name, tasks), |b| {
                b.iter_custom(|number| caches.hits(cache, runtime, tasks, number));
            });
        }
    }
    group.finish();
}

/// Measures blocks of hits of each cache in turn. The blocks are so short that other load disturbs only
/// some of them. Prints the median of the fastest fifth.
fn in_turns(runtime: &Runtime, caches: &Caches, blocks: usize) {
    const HITS: u64 = 6_400;
    println!("a hit in turns, in ns: {}", NAMES.join(" | "));
    for tasks in TASKS {
        let mut times = NAMES.map(|_| Vec::new());
        for block in 0..blocks {
            for turn in 0..NAMES.len() {
                let cache = (block + turn) % NAMES.len();
                let elapsed = caches.hits(cache, runtime, tasks, HITS);
                times[cache].push(elapsed.as_secs_f64() * 1e9 / HITS as f64);
            }
        }
        let medians = times.map(|mut times| {
            times.sort_by(f64::total_cmp);
            format!("{:.0}", times[times.len() / 10])
        });
        println!("{tasks:>2} tasks: {}", medians.join(" | "));
    }
}

/// Measures the time until all tasks have a token, with an empty cache and with a filled one.
fn herd(criterion: &mut Criterion, runtime: &Runtime) {
    let server = Loopback::start(LATENCY);
    let mut group = criterion.benchmark_group(format!("{HERD} tasks at once"));
    group.sample_size(10);
    group.bench_function(format!("cold, {LATENCY:?} to the endpoint"), |b| {
        b.iter_custom(|number| {
            (0..number)
                .map(|_| request_all(runtime, &source(server)))
                .sum()
        });
    });
    let warm = source(server);
    request_all(runtime, &warm);
    group.bench_function("warm", |b| {
        b.iter_custom(|number| (0..number).map(|_| request_all(runtime, &warm)).sum());
    });
    group.finish();
}

/// Requests a token by all tasks at once. Returns the time until all have one.
fn request_all(runtime: &Runtime, source: &TokenSource) -> Duration {
    let start = Instant::now();
    runtime.block_on(async {
        let tasks: Vec<_> = (0..HERD)
            .map(|_| {
                let source = source.clone();
                tokio::spawn(async move { source.token(&ScopeSet::of(SCOPES)).await.is_ok() })
            })
            .collect();
        for task in tasks {
            assert!(task.await.unwrap());
        }
    });
    start.elapsed()
}

/// Prints the median ratio of pairs of a cold and a warm run.
fn cold_against_warm(runtime: &Runtime, rounds: usize) {
    let server = Loopback::start(LATENCY);
    let mut pairs: Vec<_> = (0..rounds)
        .map(|_| {
            let source = source(server);
            let (cold, warm) = (request_all(runtime, &source), request_all(runtime, &source));
            (
                cold.as_secs_f64() / (LATENCY + warm).as_secs_f64(),
                cold,
                warm,
            )
        })
        .collect();
    pairs.sort_by(|a, b| a.0.total_cmp(&b.0));
    let (ratio, cold, warm) = pairs[pairs.len() / 2];
    println!(
        "{HERD} tasks at once: cold {cold:.1?}, warm {warm:.1?}, \
         cold / (latency of {LATENCY:?} + warm) = {ratio:.2}"
    );
}

fn main() {
    let mut criterion = Criterion::default().configure_from_args();
    let runtime = runtime();
    let caches = Caches::new(&runtime);
    hit(&mut criterion, &runtime, &caches);
    herd(&mut criterion, &runtime);
    criterion.final_summary();
    let testing = std::env::args().any(|argument| argument == "--test");
    in_turns(&runtime, &caches, if testing { 1 } else { 300 });
    cold_against_warm(&runtime, if testing { 1 } else { 15 });
}
