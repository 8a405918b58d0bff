//! One request for all who wait, whoever of them goes away, and whatever becomes of the runtime.

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
use crate::harness::{World, chain, eventually, token_endpoint};

const READ: &[&str] = &["read"];

/// A world whose endpoint answers when the gate is opened, as often as it is.
async fn gated() -> (World, Arc<Semaphore>) {
    let gate = Arc::new(Semaphore::new(0));
    let held = Arc::clone(&gate);
    let world = World::new(move |number, _| {
        Act::Gated(
            Arc::clone(&held),
            Box::new(grant(&format!("t{number}"), 1000)),
        )
    })
    .await;
    (world, gate)
}

async fn read(source: TokenSource) -> Result<String, TokenError> {
    let token = source.token(&ScopeSet::of(READ)).await?;
    Ok(token.authorization().to_str().unwrap().to_owned())
}

async fn requests(endpoint: &Endpoint, count: usize) {
    eventually(async || endpoint.count() == count).await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_thousand_callers_cause_one_request() {
    let (world, gate) = gated().await;
    let callers: Vec<_> = (0..1000)
        .map(|_| tokio::spawn(read(world.source.clone())))
        .collect();
    requests(&world.endpoint, 1).await;
    gate.add_permits(1000);
    for caller in callers {
        assert_eq!(caller.await.unwrap().unwrap(), "Bearer t0");
    }
    assert_eq!(world.endpoint.count(), 1);
}

#[tokio::test]
async fn a_caller_who_goes_away_does_not_cancel_it_for_the_others() {
    let (world, gate) = gated().await;
    let starter = tokio::spawn(read(world.source.clone()));
    requests(&world.endpoint, 1).await;
    let other = tokio::spawn(read(world.source.clone()));
    // the other waits too, beside the flight's own deadline and the starter
    eventually(async || world.clock.sleepers() >= 4).await;
    starter.abort();
    assert!(starter.await.unwrap_err().is_cancelled());
    gate.add_permits(1000);
    assert_eq!(other.await.unwrap().unwrap(), "Bearer t0");
    assert_eq!(world.endpoint.count(), 1);
}

#[tokio::test]
async fn a_token_that_all_have_gone_away_from_is_there_for_the_next() {
    let (world, gate) = gated().await;
    let starter = tokio::spawn(read(world.source.clone()));
    requests(&world.endpoint, 1).await;
    starter.abort();
    gate.add_permits(1000);
    world.until_settled().await;
    assert_eq!(world.read().await.unwrap(), "t0");
    assert_eq!(world.endpoint.count(), 1);
}

#[tokio::test]
async fn a_runtime_that_shuts_down_takes_its_flight_along_and_the_next_call_works_elsewhere() {
    let (world, gate) = gated().await;
    let elsewhere = runtime();
    let lost = elsewhere.spawn(read(world.source.clone()));
    requests(&world.endpoint, 1).await;
    // one who has joined the flight from here, and is not to be left behind
    let joined = tokio::spawn(read(world.source.clone()));
    eventually(async || world.clock.sleepers() >= 4).await;
    elsewhere.shutdown_background();
    // the password may have been read, so there is a back-off
    eventually(async || {
        world.advance(1);
        world.endpoint.count() == 2
    })
    .await;
    gate.add_permits(1000);
    assert_eq!(joined.await.unwrap().unwrap(), "Bearer t1");
    assert!(lost.await.unwrap_err().is_cancelled());
    assert_eq!(world.read().await.unwrap(), "t1");
    assert_eq!(world.endpoint.count(), 2);
}

fn runtime() -> Runtime {
    Builder::new_multi_thread()
        .worker_threads(1)
        .enable_all()
        .build()
        .unwrap()
}

/// Shuts a runtime down; its tasks are gone afterwards.
async fn shut_down(runtime: Runtime) {
    let down = tokio::task::spawn_blocking(move || drop(runtime));
    down.await.unwrap();
}

#[tokio::test]
async fn a_connection_of_a_runtime_that_is_gone_is_not_used() {
    let world = World::new(|number, _| grant(&format!("t{number}"), 1000)).await;
    let elsewhere = runtime();
    let token = elsewhere.spawn(read(world.source.clone())).await.unwrap();
    assert_eq!(token.unwrap(), "Bearer t0");
    shut_down(elsewhere).await;
    assert_eq!(
        world.read().await.unwrap(),
        "t0",
        "what is kept outlives the runtime"
    );
    assert_eq!(world.text(&["create"]).await.unwrap(), "t1");
}

/// Gets the token for `read` over a connection of another runtime, and then, once `seconds` have passed,
/// the one for `scopes` over the same, while that runtime is shut down; gives what came of it. Requests
/// are answered with their number, the second one late.
async fn cut_off(
    seconds: u64,
    scopes: &'static [&'static str],
) -> (World, Result<String, TokenError>) {
    for _ in 0..100 {
        let gate = Arc::new(Semaphore::new(0));
        let held = Arc::clone(&gate);
        let world = World::new(move |number, _| {
            let answer = grant_with_refresh(&format!("t{number}"), 1000, "r");
            match number {
                1 => Act::Gated(Arc::clone(&held), Box::new(answer)),
                _ => answer,
            }
        })
        .await;
        let elsewhere = runtime();
        let token = elsewhere.spawn(read(world.source.clone())).await.unwrap();
        assert_eq!(token.unwrap(), "Bearer t0");
        world.advance(seconds);
        let (got, ()) = tokio::join!(world.text(scopes), async {
            requests(&world.endpoint, 2).await;
            shut_down(elsewhere).await;
            gate.add_permits(1);
        });
        // else the first connection was not yet back in the pool, and another one was made
        if !matches!(&got, Ok(token) if token == "t1") {
            return (world, got);
        }
    }
    panic!("no connection was ever used twice")
}

#[tokio::test]
async fn a_password_that_may_have_been_sent_is_not_sent_again() {
    let (world, got) = cut_off(0, &["create"]).await;
    let error = got.unwrap_err();
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
    assert_eq!(world.grants(), ["password", "password"]);
    world.advance(1);
    assert_eq!(world.text(&["create"]).await.unwrap(), "t2");
}

#[tokio::test]
async fn a_refresh_token_that_may_have_been_sent_is_replaced_by_the_password_at_once() {
    let (world, got) = cut_off(1000, READ).await;
    assert_eq!(got.unwrap(), "t2");
    assert_eq!(world.grants(), ["password", "refresh_token", "password"]);
}

#[tokio::test]
async fn a_runtime_that_is_no_longer_driven_holds_up_the_others_until_its_flight_was_to_land() {
    let (world, gate) = gated().await;
    let source = world.source.clone();
    let asleep = std::thread::spawn(move || {
        let runtime = Builder::new_current_thread().enable_all().build().unwrap();
        runtime.block_on(async {
            let impatient = tokio::time::timeout(Duration::from_millis(50), read(source)).await;
            assert!(impatient.is_err());
        });
        runtime // with the flight in it
    });
    let runtime = eventually_joined(asleep).await;
    gate.add_permits(1000);
    let waiting = tokio::spawn(read(world.source.clone()));
    eventually(async || world.clock.sleepers() >= 3).await;
    // the deadline, and the moment of grace
    world.advance(31);
    let token = waiting.await.unwrap().unwrap();
    assert!(token == "Bearer t0" || token == "Bearer t1", "{token}");
    runtime.shutdown_background();
}

async fn eventually_joined<T: Send + 'static>(thread: std::thread::JoinHandle<T>) -> T {
    eventually(async || thread.is_finished()).await;
    thread.join().unwrap()
}

#[tokio::test]
async fn a_flight_ends_by_its_own_deadline() {
    let mut policy = TokenPolicy::default();
    policy.request_timeout = Duration::from_secs(60);
    let world = World::with_policy(policy, |_, _| Act::Hang).await;
    let (token, ()) = tokio::join!(world.read(), async {
        requests(&world.endpoint, 1).await;
        world.advance(30);
    });
    assert_eq!(
        chain(&token.unwrap_err()),
        "no token for the scopes \"read\" within 30s"
    );
    world.until_settled().await;
}

#[tokio::test]
async fn a_hanging_request_keeps_others_from_sending_the_password_no_longer_than_it_may_take() {
    let world = World::new(|_, seen| match seen.field("scope") {
        Some("read") => Act::Hang,
        _ => grant("t1", 1000),
    })
    .await;
    let hanging = tokio::spawn(read(world.source.clone()));
    requests(&world.endpoint, 1).await;
    let (token, ()) = tokio::join!(world.text(&["create"]), async {
        // two flights with a caller each, one request, and one waiting for its turn
        eventually(async || world.clock.sleepers() == 6).await;
        assert_eq!(world.endpoint.count(), 1);
        world.advance(10);
        // and the back-off after it
        eventually(async || {
            world.clock.advance(Duration::from_millis(100));
            world.endpoint.count() == 2
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

/// A source of credentials that does anything but give some.
#[derive(Debug)]
enum Broken {
    Panics,
    Hangs,
}

impl CredentialsSource for Broken {
    fn fetch(&self) -> Fetching<'_> {
        match self {
            Self::Panics => Box::pin(async { panic!("on purpose") }),
            Self::Hangs => Box::pin(std::future::pending()),
        }
    }
}

#[tokio::test]
async fn credentials_that_never_come_leave_nobody_waiting() {
    let world = World::new(|number, _| grant(&format!("t{number}"), 1000)).await;
    let of = |credentials| {
        let endpoint = token_endpoint(&world.endpoint.url);
        let clock = Arc::new(world.clock.clone());
        TokenSource::new(
            endpoint,
            Arc::new(credentials),
            TokenPolicy::default(),
            clock,
        )
    };
    let error = read(of(Broken::Panics)).await.unwrap_err();
    assert!(matches!(error, TokenError::Lost), "{error:?}");
    let (token, ()) = tokio::join!(read(of(Broken::Hangs)), async {
        eventually(async || world.clock.sleepers() == 2).await;
        world.advance(30);
    });
    assert!(matches!(token.unwrap_err(), TokenError::TimedOut { .. }));
    assert_eq!(world.endpoint.count(), 0);
}

#[test]
fn outside_of_a_runtime_it_says_so() {
    let runtime = Builder::new_current_thread().enable_all().build().unwrap();
    let mut policy = TokenPolicy::default();
    policy.refresh_back_off = Duration::MAX;
    let counting = |number, _: &_| grant(&format!("t{number}"), 1000);
    let world = runtime.block_on(World::with_policy(policy, counting));
    let scopes = ScopeSet::of(READ);
    let mut outside = pin!(world.source.token(&scopes));
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
    // and does no harm
    assert_eq!(runtime.block_on(world.read()).unwrap(), "t0");
    // a kept token needs no runtime, not even when it is time to renew it, however long the back-off is
    world.advance(900);
    let mut kept = pin!(world.source.token(&scopes));
    let polled = kept.as_mut().poll(&mut Context::from_waker(Waker::noop()));
    assert!(matches!(polled, Poll::Ready(Ok(_))), "{polled:?}");
}
