//! Waiting callers share one request, even if some of them are dropped or a runtime ends.

use std::future::Future;
use std::pin::pin;
use std::sync::Arc;
use std::task::{Context, Poll, Waker};
use std::time::Duration;

use classifications_auth::credentials::{CredentialsSource, Fetching};
use classifications_auth::token::EndpointError;
use classifications_auth::{ScopeSet, TokenError, TokenPolicy, TokenSource};
use tokio::runtime::{Builder, Runtime};
use tokio::sync::Semaphore;

use crate::endpoint::{Act, Endpoint, grant, grant_with_refresh};
use crate::harness::{Setup, chain, eventually, token_endpoint};

const READ: &[&str] = &["read"];

/// A setup whose endpoint sends one response for each permit of the gate.
async fn gated() -> (Setup, Arc<Semaphore>) {
    let gate = Arc::new(Semaphore::new(0));
    let endpoint_gate = Arc::clone(&gate);
    let setup = Setup::new(move |number, _| {
        Act::Gated(
            Arc::clone(&endpoint_gate),
            Box::new(grant(&format!("t{number}"), 1000)),
        )
    })
    .await;
    (setup, gate)
}

async fn read(source: TokenSource) -> Result<String, TokenError> {
    let token = source.token(&ScopeSet::of(READ)).await?;
    Ok(token.authorization().to_str().unwrap().to_owned())
}

/// Waits until `count` requests have arrived.
async fn until_requests(endpoint: &Endpoint, count: usize) {
    eventually(async || endpoint.count() == count).await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_thousand_callers_cause_one_request() {
    let (setup, gate) = gated().await;
    let callers: Vec<_> = (0..1000)
        .map(|_| tokio::spawn(read(setup.source.clone())))
        .collect();
    until_requests(&setup.endpoint, 1).await;
    gate.add_permits(1000);
    for caller in callers {
        assert_eq!(caller.await.unwrap().unwrap(), "Bearer t0");
    }
    assert_eq!(setup.endpoint.count(), 1);
}

#[tokio::test]
async fn a_dropped_caller_does_not_cancel_the_fetch_of_others() {
    let (setup, gate) = gated().await;
    let starter = tokio::spawn(read(setup.source.clone()));
    until_requests(&setup.endpoint, 1).await;
    let other = tokio::spawn(read(setup.source.clone()));
    // until the other caller waits, too
    eventually(async || setup.clock.sleepers() >= 4).await;
    starter.abort();
    assert!(starter.await.unwrap_err().is_cancelled());
    gate.add_permits(1000);
    assert_eq!(other.await.unwrap().unwrap(), "Bearer t0");
    assert_eq!(setup.endpoint.count(), 1);
}

#[tokio::test]
async fn a_token_is_kept_even_if_all_its_callers_were_dropped() {
    let (setup, gate) = gated().await;
    let starter = tokio::spawn(read(setup.source.clone()));
    until_requests(&setup.endpoint, 1).await;
    starter.abort();
    gate.add_permits(1000);
    setup.until_settled().await;
    assert_eq!(setup.read().await.unwrap(), "t0");
    assert_eq!(setup.endpoint.count(), 1);
}

#[tokio::test]
async fn a_runtime_that_shuts_down_ends_its_fetch_and_the_next_call_works_elsewhere() {
    let (setup, gate) = gated().await;
    let elsewhere = runtime();
    let lost = elsewhere.spawn(read(setup.source.clone()));
    until_requests(&setup.endpoint, 1).await;
    // this caller waits for the fetch of the other runtime
    let joined = tokio::spawn(read(setup.source.clone()));
    eventually(async || setup.clock.sleepers() >= 4).await;
    elsewhere.shutdown_background();
    // the endpoint may have read the password, so there is a back-off
    eventually(async || {
        setup.advance(1);
        setup.endpoint.count() == 2
    })
    .await;
    gate.add_permits(1000);
    assert_eq!(joined.await.unwrap().unwrap(), "Bearer t1");
    assert!(lost.await.unwrap_err().is_cancelled());
    assert_eq!(setup.read().await.unwrap(), "t1");
    assert_eq!(setup.endpoint.count(), 2);
}

fn runtime() -> Runtime {
    Builder::new_multi_thread()
        .worker_threads(1)
        .enable_all()
        .build()
        .unwrap()
}

/// Shuts a runtime down and waits until its tasks have ended.
async fn shut_down(runtime: Runtime) {
    let down = tokio::task::spawn_blocking(move || drop(runtime));
    down.await.unwrap();
}

#[tokio::test]
async fn a_connection_of_an_ended_runtime_is_not_used() {
    let setup = Setup::new(|number, _| grant(&format!("t{number}"), 1000)).await;
    let elsewhere = runtime();
    let token = elsewhere.spawn(read(setup.source.clone())).await.unwrap();
    assert_eq!(token.unwrap(), "Bearer t0");
    shut_down(elsewhere).await;
    assert_eq!(
        setup.read().await.unwrap(),
        "t0",
        "the kept token outlives the runtime"
    );
    assert_eq!(setup.text(&["create"]).await.unwrap(), "t1");
}

/// Requests a token for `read` on another runtime. `seconds` later, requests one for `scopes` over the same
/// connection and shuts that runtime down before the response. Returns the result of the second request.
///
/// The token in each response is the number of the request.
async fn request_cut_off(
    seconds: u64,
    scopes: &'static [&'static str],
) -> (Setup, Result<String, TokenError>) {
    for _ in 0..100 {
        let gate = Arc::new(Semaphore::new(0));
        let endpoint_gate = Arc::clone(&gate);
        let setup = Setup::new(move |number, _| {
            let response = grant_with_refresh(&format!("t{number}"), 1000, "r");
            match number {
                1 => Act::Gated(Arc::clone(&endpoint_gate), Box::new(response)),
                _ => response,
            }
        })
        .await;
        let elsewhere = runtime();
        let token = elsewhere.spawn(read(setup.source.clone())).await.unwrap();
        assert_eq!(token.unwrap(), "Bearer t0");
        setup.advance(seconds);
        let (result, ()) = tokio::join!(setup.text(scopes), async {
            until_requests(&setup.endpoint, 2).await;
            shut_down(elsewhere).await;
            gate.add_permits(1);
        });
        // a result of t1 means that the first connection was not yet back in the pool
        if !matches!(&result, Ok(token) if token == "t1") {
            return (setup, result);
        }
    }
    panic!("no connection was ever used twice")
}

#[tokio::test]
async fn a_password_that_may_have_been_sent_is_not_sent_again() {
    let (setup, result) = request_cut_off(0, &["create"]).await;
    let error = result.unwrap_err();
    assert!(
        matches!(
            error,
            TokenError::Endpoint {
                error: EndpointError::Broken(_),
                ..
            }
        ),
        "{error:?}"
    );
    assert_eq!(setup.grants(), ["password", "password"]);
    setup.advance(1);
    assert_eq!(setup.text(&["create"]).await.unwrap(), "t2");
}

#[tokio::test]
async fn a_refresh_token_that_may_have_been_sent_is_replaced_by_the_password_at_once() {
    let (setup, result) = request_cut_off(1000, READ).await;
    assert_eq!(result.unwrap(), "t2");
    assert_eq!(setup.grants(), ["password", "refresh_token", "password"]);
}

#[tokio::test]
async fn a_runtime_that_is_no_longer_driven_delays_the_others_until_the_deadline_of_its_fetch() {
    let (setup, gate) = gated().await;
    let source = setup.source.clone();
    let thread = std::thread::spawn(move || {
        let runtime = Builder::new_current_thread().enable_all().build().unwrap();
        runtime.block_on(async {
            let impatient = tokio::time::timeout(Duration::from_millis(50), read(source)).await;
            assert!(impatient.is_err());
        });
        runtime // so that the fetch is not dropped
    });
    // `join` alone would block the runtime of the endpoint
    eventually(async || thread.is_finished()).await;
    let runtime = thread.join().unwrap();
    gate.add_permits(1000);
    let waiting = tokio::spawn(read(setup.source.clone()));
    eventually(async || setup.clock.sleepers() >= 3).await;
    // past the deadline of the fetch
    setup.advance(31);
    let token = waiting.await.unwrap().unwrap();
    assert!(token == "Bearer t0" || token == "Bearer t1", "{token}");
    runtime.shutdown_background();
}

#[tokio::test]
async fn a_fetch_ends_at_its_own_deadline() {
    let mut policy = TokenPolicy::default();
    policy.request_timeout = Duration::from_secs(60);
    let setup = Setup::with_policy(policy, |_, _| Act::Hang).await;
    let (token, ()) = tokio::join!(setup.read(), async {
        until_requests(&setup.endpoint, 1).await;
        setup.advance(30);
    });
    assert_eq!(
        chain(&token.unwrap_err()),
        "no token for the scopes \"read\" within 30s"
    );
    setup.until_settled().await;
}

#[tokio::test]
async fn a_hanging_request_keeps_others_from_sending_the_password_until_its_timeout() {
    let setup = Setup::new(|_, request| match request.field("scope") {
        Some("read") => Act::Hang,
        _ => grant("t1", 1000),
    })
    .await;
    let hanging = tokio::spawn(read(setup.source.clone()));
    until_requests(&setup.endpoint, 1).await;
    let (token, ()) = tokio::join!(setup.text(&["create"]), async {
        // two callers and their fetches, one request, and one fetch that waits for its turn
        eventually(async || setup.clock.sleepers() == 6).await;
        assert_eq!(setup.endpoint.count(), 1);
        setup.advance(10);
        // until the back-off after the timeout has passed
        eventually(async || {
            setup.clock.advance(Duration::from_millis(100));
            setup.endpoint.count() == 2
        })
        .await;
    });
    assert_eq!(token.unwrap(), "t1");
    let error = hanging.await.unwrap().unwrap_err();
    assert!(
        chain(&error).ends_with("no complete response within 10s"),
        "{error:?}"
    );
}

/// A source of credentials that never returns any.
#[derive(Debug)]
enum Broken {
    Panics,
    Hangs,
}

impl CredentialsSource for Broken {
    fn fetch(&self) -> Fetching<'_> {
        match self {
            Self::Panics => Box::pin(async { panic!("a panic of the source") }),
            Self::Hangs => Box::pin(std::future::pending()),
        }
    }
}

#[tokio::test]
async fn callers_of_a_source_that_panics_or_hangs_get_an_error() {
    let setup = Setup::new(|number, _| grant(&format!("t{number}"), 1000)).await;
    let source_of = |credentials| {
        let endpoint = token_endpoint(&setup.endpoint.url);
        let clock = Arc::new(setup.clock.clone());
        TokenSource::new(
            endpoint,
            Arc::new(credentials),
            TokenPolicy::default(),
            clock,
        )
    };
    let error = read(source_of(Broken::Panics)).await.unwrap_err();
    assert!(matches!(error, TokenError::Lost), "{error:?}");
    let (token, ()) = tokio::join!(read(source_of(Broken::Hangs)), async {
        eventually(async || setup.clock.sleepers() == 2).await;
        setup.advance(30);
    });
    assert!(matches!(token.unwrap_err(), TokenError::TimedOut { .. }));
    assert_eq!(setup.endpoint.count(), 0);
}

#[test]
fn a_token_request_outside_of_a_runtime_is_an_error() {
    let runtime = Builder::new_current_thread().enable_all().build().unwrap();
    let mut policy = TokenPolicy::default();
    policy.refresh_back_off = Duration::MAX;
    let counting = |number, _: &_| grant(&format!("t{number}"), 1000);
    let setup = runtime.block_on(Setup::with_policy(policy, counting));
    let scopes = ScopeSet::of(READ);
    let mut outside = pin!(setup.source.token(&scopes));
    let polled = outside
        .as_mut()
        .poll(&mut Context::from_waker(Waker::noop()));
    let Poll::Ready(Err(error)) = polled else {
        panic!("{polled:?}")
    };
    assert_eq!(
        error.to_string(),
        "no tokio runtime; call this from within one"
    );
    // a later call within a runtime is not affected
    assert_eq!(runtime.block_on(setup.read()).unwrap(), "t0");
    // a kept token needs no runtime, not even when its renewal is due
    setup.advance(900);
    let mut kept = pin!(setup.source.token(&scopes));
    let polled = kept.as_mut().poll(&mut Context::from_waker(Waker::noop()));
    assert!(matches!(polled, Poll::Ready(Ok(_))), "{polled:?}");
}
