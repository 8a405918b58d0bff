//! Many concurrent callers, with real connections.

use std::sync::Arc;
use std::time::Duration;

use classifications_auth::clock::SystemClock;
use classifications_auth::{ScopeSet, TokenPolicy, TokenSource};
use futures_util::FutureExt;
use tokio::sync::Semaphore;

use crate::endpoint::{Act, Endpoint, grant};
use crate::harness::{Setup, eventually, rotating, token_endpoint};

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn ten_thousand_cold_calls_cause_one_token_request() {
    let latency = Duration::from_millis(50);
    let endpoint =
        Endpoint::start(move |_, _| Act::After(latency, Box::new(grant("t", 3600)))).await;
    let source = TokenSource::new(
        token_endpoint(&endpoint.url),
        Arc::new(rotating()),
        TokenPolicy::default(),
        Arc::new(SystemClock),
    );
    let callers: Vec<_> = (0..10_000)
        .map(|_| {
            let source = source.clone();
            tokio::spawn(async move { source.token(&ScopeSet::of(&["read"])).await })
        })
        .collect();
    let mut first = None;
    for caller in callers {
        let token = caller.await.unwrap().unwrap();
        assert!(token.is(first.get_or_insert_with(|| token.clone())));
    }
    assert_eq!(endpoint.count(), 1);
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn ten_thousand_rejections_of_one_token_cause_one_request_for_another() {
    let endpoint = Endpoint::start(|number, _| grant(&format!("t{number}"), 3600)).await;
    let source = TokenSource::new(
        token_endpoint(&endpoint.url),
        Arc::new(rotating()),
        TokenPolicy::default(),
        Arc::new(SystemClock),
    );
    let read = ScopeSet::of(&["read"]);
    let rejected = source.token(&read).await.unwrap();
    let callers: Vec<_> = (0..10_000)
        .map(|_| {
            let (source, read, rejected) = (source.clone(), read.clone(), rejected.clone());
            tokio::spawn(async move {
                source.reject(&rejected);
                source.token(&read).await
            })
        })
        .collect();
    for caller in callers {
        assert_eq!(caller.await.unwrap().unwrap().authorization(), "Bearer t1");
    }
    assert_eq!(endpoint.count(), 2);
}

/// With a manual clock, the latency of the network is counted in calls: the response to each renewal arrives a tenth of a
/// lifetime after its start.
#[tokio::test]
async fn no_call_waits_for_a_renewal_and_none_fails_over_fifty_lifetimes() {
    const LIFETIME: u32 = 1000;
    const CALLS_PER_LIFETIME: u32 = 10_000 / 50;
    const LATENCY: u32 = CALLS_PER_LIFETIME / 10;

    let gate = Arc::new(Semaphore::new(1));
    let endpoint_gate = Arc::clone(&gate);
    let mut policy = TokenPolicy::default();
    policy.request_timeout = Duration::from_secs(200);
    policy.deadline = Duration::from_secs(200);
    let setup = Setup::with_policy(policy, move |number, _| {
        let act = grant(&format!("t{number}"), LIFETIME.into());
        Act::Gated(Arc::clone(&endpoint_gate), Box::new(act))
    })
    .await;
    let read = ScopeSet::of(&["read"]);
    let mut kept = setup.source.token(&read).await.unwrap();
    let (mut renewals, mut under_way) = (0, 0);
    for _ in 0..10_000 {
        setup
            .clock
            .advance(Duration::from_secs(LIFETIME.into()) / CALLS_PER_LIFETIME);
        // a call that does not wait is ready at its first poll
        let call = setup.source.token(&read).now_or_never();
        let token = call.expect("a call waited").unwrap();
        assert!(token.is(&kept));
        // a sleeper shows that a renewal is under way
        if under_way > 0 || setup.clock.sleepers() > 0 {
            under_way += 1;
        }
        tokio::task::yield_now().await;
        if under_way == LATENCY {
            gate.add_permits(1);
            eventually(async || !setup.source.token(&read).await.unwrap().is(&kept)).await;
            kept = setup.source.token(&read).await.unwrap();
            setup.until_settled().await;
            (renewals, under_way) = (renewals + 1, 0);
        }
    }
    // a lifetime begins with the start of the renewal, 300 s before the end of the last one
    assert_eq!(renewals, 10_000 / (CALLS_PER_LIFETIME as usize * 7 / 10));
    assert_eq!(setup.endpoint.count(), 1 + renewals);
}

#[tokio::test]
async fn a_look_up_allocates_nothing_for_scopes_in_any_order() {
    const UPDATE: &[&str] = &["update", "read"];
    let endpoint = Endpoint::start(|_, _| grant("t", 3600)).await;
    let source = TokenSource::new(
        token_endpoint(&endpoint.url),
        Arc::new(rotating()),
        TokenPolicy::default(),
        Arc::new(SystemClock),
    );
    source.token(&ScopeSet::of(UPDATE)).await.unwrap();
    let look_up = || {
        let token = source.token(&ScopeSet::of(UPDATE)).now_or_never();
        token.unwrap().unwrap().authorization()
    };
    // the first look-up of a thread allocates
    look_up();
    let allocated = allocation_counter::measure(|| {
        for _ in 0..1000 {
            look_up();
        }
    });
    assert_eq!(allocated.count_total, 0, "{allocated:?}");
}
