//! What a kept token costs, for one task and for many, against two other ways to keep one; and how long a
//! token takes that ten thousand tasks want at once.

#![allow(
    missing_docs,
    clippy::unwrap_used,
    clippy::indexing_slicing,
    clippy::cast_precision_loss,
    reason = "a benchmark stops when its setup fails"
)]

mod loopback;
mod rivals;

use std::future::Future;
use std::sync::Arc;
use std::time::{Duration, Instant};

use classifications_auth::clock::SystemClock;
use classifications_auth::{Credentials, ScopeSet, TokenEndpoint, TokenPolicy, TokenSource};
use criterion::{BenchmarkId, Criterion};
use loopback::{Loopback, http_client};
use rivals::{DoubleChecked, Locked};
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

/// Makes `number` hits in total, shared by concurrent tasks. Returns the time from the start of the
/// first task to the end of the last.
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
                    let begun = Instant::now();
                    hits.await;
                    (begun, Instant::now())
                })
            })
            .collect();
        let mut times = Vec::new();
        for task in running {
            times.push(task.await.unwrap());
        }
        times
    });
    let begun = times.iter().map(|(begun, _)| *begun).min().unwrap();
    let done = times.iter().map(|(_, done)| *done).max().unwrap();
    // what was rounded up is not counted
    (done - begun).mul_f64(number as f64 / (each * tasks as u64) as f64)
}

/// The token caches, ours first.
struct Keepers {
    source: TokenSource,
    double_checked: Arc<DoubleChecked>,
    locked: Arc<Locked>,
}

const KEEPERS: [&str; 3] = ["TokenSource", "RwLock, checked twice", "tokio::sync::Mutex"];

impl Keepers {
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

    fn hits(&self, keeper: usize, runtime: &Runtime, tasks: usize, number: u64) -> Duration {
        match keeper {
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
                let rival = Arc::clone(&self.double_checked);
                async move {
                    for _ in 0..each {
                        std::hint::black_box(rival.token(SCOPES).await.length());
                    }
                }
            }),
            _ => hits(runtime, tasks, number, |each| {
                let rival = Arc::clone(&self.locked);
                async move {
                    for _ in 0..each {
                        std::hint::black_box(rival.token(&ScopeSet::of(SCOPES)).await);
                    }
                }
            }),
        }
    }
}

fn hit(criterion: &mut Criterion, runtime: &Runtime, keepers: &Keepers) {
    let mut group = criterion.benchmark_group("a hit");
    for tasks in TASKS {
        for (keeper, name) in KEEPERS.into_iter().enumerate() {
            group.bench_function(BenchmarkId::new(name, tasks), |b| {
                b.iter_custom(|number| keepers.hits(keeper, runtime, tasks, number));
            });
        }
    }
    group.finish();
}

/// Measures in turns, in blocks that are short enough for many to be undisturbed by other load: the
/// median of the fastest fifth of them.
fn in_turns(runtime: &Runtime, keepers: &Keepers, blocks: usize) {
    const HITS: u64 = 6_400;
    println!("a hit in turns, in ns: {}", KEEPERS.join(" | "));
    for tasks in TASKS {
        let mut times = KEEPERS.map(|_| Vec::new());
        for block in 0..blocks {
            for turn in 0..KEEPERS.len() {
                let keeper = (block + turn) % KEEPERS.len();
                let took = keepers.hits(keeper, runtime, tasks, HITS);
                times[keeper].push(took.as_secs_f64() * 1e9 / HITS as f64);
            }
        }
        let quick = times.map(|mut times| {
            times.sort_by(f64::total_cmp);
            format!("{:.0}", times[times.len() / 10])
        });
        println!("{tasks:>2} tasks: {}", quick.join(" | "));
    }
}

/// A token that all tasks request at once, with an empty and with a filled cache.
fn herd(criterion: &mut Criterion, runtime: &Runtime) {
    let server = Loopback::start(LATENCY);
    let mut group = criterion.benchmark_group(format!("{HERD} tasks at once"));
    group.sample_size(10);
    group.bench_function(format!("cold, {LATENCY:?} to the endpoint"), |b| {
        b.iter_custom(|number| (0..number).map(|_| rush(runtime, &source(server))).sum());
    });
    let warm = source(server);
    rush(runtime, &warm);
    group.bench_function("warm", |b| {
        b.iter_custom(|number| (0..number).map(|_| rush(runtime, &warm)).sum());
    });
    group.finish();
}

/// How long it takes until all have their token.
fn rush(runtime: &Runtime, source: &TokenSource) -> Duration {
    let begun = Instant::now();
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
    begun.elapsed()
}

/// The ratio itself, from pairs of a cold and a warm run.
fn cold_against_warm(runtime: &Runtime, rounds: usize) {
    let server = Loopback::start(LATENCY);
    let mut pairs: Vec<_> = (0..rounds)
        .map(|_| {
            let source = source(server);
            let (cold, warm) = (rush(runtime, &source), rush(runtime, &source));
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
        "{HERD} tasks that want a token: cold {cold:.1?}, warm {warm:.1?}, \
         cold / (latency of {LATENCY:?} + warm) = {ratio:.2}"
    );
}

fn main() {
    let mut criterion = Criterion::default().configure_from_args();
    let runtime = runtime();
    let keepers = Keepers::new(&runtime);
    hit(&mut criterion, &runtime, &keepers);
    herd(&mut criterion, &runtime);
    criterion.final_summary();
    let testing = std::env::args().any(|argument| argument == "--test");
    in_turns(&runtime, &keepers, if testing { 1 } else { 300 });
    cold_against_warm(&runtime, if testing { 1 } else { 15 });
}
