//! What a kept token costs, for one task and for many, against two other ways to keep one; and how long a
//! token takes that ten thousand tasks want at once.

#![allow(
    missing_docs,
    clippy::unwrap_used,
    clippy::cast_precision_loss,
    reason = "a benchmark ends where its premises do"
)]

mod loopback;
mod rivals;

use std::future::Future;
use std::sync::Arc;
use std::time::{Duration, Instant};

use classifications_auth::clock::SystemClock;
use classifications_auth::{Credentials, ScopeSet, TokenEndpoint, TokenPolicy, TokenSource};
use criterion::{BenchmarkGroup, BenchmarkId, Criterion, criterion_group, criterion_main};
use loopback::{Loopback, http_client};
use rivals::{DoubleChecked, Locked};
use tokio::runtime::Runtime;
use tokio::sync::Barrier;

const SCOPES: &[&str] = &["read"];
const HERD: usize = 10_000;
const LATENCY: Duration = Duration::from_millis(100);

fn runtime() -> Runtime {
    let mut builder = tokio::runtime::Builder::new_multi_thread();
    builder.worker_threads(2).enable_all().build().unwrap()
}

fn source(server: Loopback) -> TokenSource {
    let http = http_client().build().unwrap();
    TokenSource::new(
        TokenEndpoint::new(&server.url("/token"), http).unwrap(),
        Arc::new(Credentials::new("app", "app-secret", "user", "password").unwrap()),
        TokenPolicy::default(),
        Arc::new(SystemClock),
    )
}

/// `number` hits in all, by so many tasks at once, each of which makes the hits it is told: from the
/// moment when all are ready to that when the last is done.
fn hits<F, T>(runtime: &Runtime, tasks: usize, number: u64, hit: F) -> Duration
where
    F: Fn(u64) -> T,
    T: Future<Output = ()> + Send + 'static,
{
    let each = number.div_ceil(tasks as u64);
    runtime.block_on(async {
        let ready = Arc::new(Barrier::new(tasks + 1));
        let running: Vec<_> = (0..tasks)
            .map(|_| {
                let (hits, ready) = (hit(each), Arc::clone(&ready));
                tokio::spawn(async move {
                    ready.wait().await;
                    hits.await;
                })
            })
            .collect();
        ready.wait().await;
        let begun = Instant::now();
        for task in running {
            task.await.unwrap();
        }
        // what was rounded up is not counted
        begun
            .elapsed()
            .mul_f64(number as f64 / (each * tasks as u64) as f64)
    })
}

fn hit(criterion: &mut Criterion) {
    let runtime = runtime();
    let mut group = criterion.benchmark_group("a hit");
    let source = source(Loopback::start(Duration::ZERO));
    let scopes = ScopeSet::of(SCOPES);
    let (double_checked, locked) = (
        Arc::new(DoubleChecked::default()),
        Arc::new(Locked::default()),
    );
    runtime.block_on(source.token(&scopes)).unwrap();
    for tasks in [1, 2, 4, 8, 16, 32, 64] {
        let ours = |each| {
            let source = source.clone();
            async move {
                for _ in 0..each {
                    let token = source.token(&ScopeSet::of(SCOPES)).await;
                    std::hint::black_box(token.unwrap());
                }
            }
        };
        bench(&mut group, "TokenSource", tasks, &runtime, ours);
        let read = |each| {
            let rival = Arc::clone(&double_checked);
            async move {
                for _ in 0..each {
                    std::hint::black_box(rival.token(SCOPES).await.length());
                }
            }
        };
        bench(&mut group, "RwLock, checked twice", tasks, &runtime, read);
        let lock = |each| {
            let rival = Arc::clone(&locked);
            async move {
                for _ in 0..each {
                    std::hint::black_box(rival.token(&ScopeSet::of(SCOPES)).await);
                }
            }
        };
        bench(&mut group, "tokio::sync::Mutex", tasks, &runtime, lock);
    }
    group.finish();
}

fn bench<F, T>(
    group: &mut BenchmarkGroup<'_, criterion::measurement::WallTime>,
    name: &str,
    tasks: usize,
    runtime: &Runtime,
    hit: F,
) where
    F: Fn(u64) -> T,
    T: Future<Output = ()> + Send + 'static,
{
    group.bench_function(BenchmarkId::new(name, tasks), |b| {
        b.iter_custom(|number| hits(runtime, tasks, number, &hit));
    });
}

/// A token that everybody wants at once, when there is none and when there is.
fn herd(criterion: &mut Criterion) {
    let runtime = runtime();
    let server = Loopback::start(LATENCY);
    let mut group = criterion.benchmark_group(format!("{HERD} tasks at once"));
    group.sample_size(10);
    let run = |source: &TokenSource| {
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
    };
    group.bench_function(format!("cold, {LATENCY:?} to the endpoint"), |b| {
        b.iter_custom(|number| (0..number).map(|_| run(&source(server))).sum());
    });
    let warm = source(server);
    runtime.block_on(warm.token(&ScopeSet::of(SCOPES))).unwrap();
    group.bench_function("warm", |b| {
        b.iter_custom(|number| (0..number).map(|_| run(&warm)).sum());
    });
    group.finish();
}

criterion_group!(benches, hit, herd);
criterion_main!(benches);
