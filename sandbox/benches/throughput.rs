//! How many calls per second the sandbox serves, with caller and sandbox on the same machine.
//!
//! Each measurement is a batch of calls over a few connections that stay open. The caller is plain
//! `reqwest` and shares the processor, so the sandbox alone is faster than these figures.

#![allow(
    missing_docs,
    clippy::unwrap_used,
    reason = "a benchmark stops when its setup fails"
)]

use classifications_sandbox::cases::Token;
use classifications_sandbox::{Sandbox, SandboxBuilder};
use criterion::{Criterion, Throughput, criterion_group, criterion_main};
use tokio::runtime::Runtime;
use tokio::task::JoinSet;

const DEPOT: &str = "bench-01";
const CONNECTIONS: usize = 16;
const CALLS_EACH: usize = 50;

const BODY: &str = r#"{"value":40000.00,"city":"Vigo"}"#;

/// Plays the small API of the tests, so that figures of different documents can be compared.
fn builder() -> SandboxBuilder {
    Sandbox::builder()
        .document(include_str!("../tests/caller/parcels.oas3.yaml"))
        .model(include_str!("../tests/caller/parcels.model.yaml"))
}

fn start(runtime: &Runtime, builder: SandboxBuilder) -> Sandbox {
    let _ = rustls::crypto::ring::default_provider().install_default();
    let builder = builder.collection(DEPOT, []).plans([]);
    runtime.block_on(builder.start()).unwrap()
}

fn http(sandbox: &Sandbox) -> reqwest::Client {
    let certificate = sandbox
        .certificate_pem()
        .map(|pem| reqwest::Certificate::from_pem(pem.as_bytes()).unwrap());
    let builder = reqwest::Client::builder().no_proxy();
    builder.tls_certs_only(certificate).build().unwrap()
}

/// Sends a batch of calls, and waits for all responses.
async fn batch(requests: Vec<reqwest::RequestBuilder>, expected: u16) {
    let mut callers = JoinSet::new();
    for request in requests {
        callers.spawn(async move {
            for _ in 0..CALLS_EACH {
                let response = request.try_clone().unwrap().send().await.unwrap();
                assert_eq!(response.status(), expected);
                response.bytes().await.unwrap();
            }
        });
    }
    callers.join_all().await;
}

fn measure(criterion: &mut Criterion, scheme: &str, builder: SandboxBuilder) {
    let runtime = Runtime::new().unwrap();
    let sandbox = start(&runtime, builder);
    let http = http(&sandbox);
    let token = sandbox.token(&Token::Valid).unwrap();
    let url = format!("{}/depots/{DEPOT}/parcels", sandbox.base_url());
    let credentials = sandbox.credentials();
    let form = [
        ("grant_type", "password"),
        ("client_id", &credentials.client_id),
        ("client_secret", &credentials.client_secret),
        ("scope", "read"),
        ("username", &credentials.username),
        ("password", &credentials.password),
    ];
    let create = http.post(&url).bearer_auth(&token);
    let create = create.header("content-type", "application/json").body(BODY);
    let query = http.get(format!("{url}?no=1")).bearer_auth(&token);
    let grant = http.post(sandbox.token_url()).form(&form);

    let mut group = criterion.benchmark_group(format!("sandbox over {scheme}"));
    group.sample_size(10);
    group.throughput(Throughput::Elements((CONNECTIONS * CALLS_EACH) as u64));
    for (name, request, status) in [
        ("query", query, 200),
        ("create", create, 201),
        ("token", grant, 200),
    ] {
        group.bench_function(name, |bencher| {
            bencher.to_async(&runtime).iter(|| {
                let requests = std::iter::repeat_with(|| request.try_clone().unwrap());
                batch(requests.take(CONNECTIONS).collect(), status)
            });
        });
    }
    group.finish();
}

fn throughput(criterion: &mut Criterion) {
    measure(criterion, "http", builder());
    #[cfg(feature = "tls")]
    measure(criterion, "https", builder().tls());
}

criterion_group!(benches, throughput);
criterion_main!(benches);
