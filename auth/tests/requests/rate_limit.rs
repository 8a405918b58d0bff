//! The server's rate limit: all callers wait for the time that it requests, and this costs no retries.

use std::sync::atomic::{AtomicUsize, Ordering};
use std::time::{Duration, Instant};

use api_transport::Transport;
use classifications_auth::clock::SystemClock;
use classifications_auth::rate_limit::Window;
use classifications_auth::retry::{RetryBudget, RetryPolicy};
use classifications_auth::{Client, Timeouts};
use futures_util::StreamExt;

use crate::support::clock::TIMEOUT;
use crate::support::server::{Server, Step};
use crate::support::{CREATE, QUERY, Setup, credentials, retry};

fn limited(seconds: &str) -> Step {
    Step::status(429).header("Retry-After", seconds)
}

/// Sends 200 POSTs, 8 at a time, against a limit of 10 in each calendar second. Returns the number of requests and the
/// duration.
async fn two_hundred_posts(retry_after: bool) -> (usize, Duration) {
    let api = Server::start(
        vec![],
        Step::Limited {
            per_second: 10,
            retry_after,
        },
    )
    .await;
    let tokens = Server::start(vec![], Step::Token).await;
    let client = Client::builder()
        .credentials(credentials())
        .base_url(api.url("/v1"))
        .token_url(tokens.url("/token"))
        .retry(RetryPolicy::default().window("default", Window::Second))
        .clock(SystemClock)
        .build()
        .unwrap();
    let setup = Setup::new(vec![]).await;
    let requests = (0..200).map(|_| {
        let mut request = setup.request(&CREATE);
        request
            .url_mut()
            .set_port(Some(api.address.port()))
            .unwrap();
        client.transport().send(&CREATE, request)
    });
    let start = Instant::now();
    let succeeded = AtomicUsize::new(0);
    let sending = futures_util::stream::iter(requests).buffer_unordered(8);
    let count = sending.for_each(|result| {
        if result.is_ok_and(|response| response.status() == 200) {
            succeeded.fetch_add(1, Ordering::Relaxed);
        }
        std::future::ready(())
    });
    count.await;
    assert_eq!(succeeded.into_inner(), 200, "of 200 POSTs");
    (api.count(), start.elapsed())
}

#[tokio::test]
async fn two_hundred_posts_against_10_per_second_all_succeed_within_the_deadline() {
    let (with_retry_after, with_window) =
        tokio::join!(two_hundred_posts(true), two_hundred_posts(false));
    for (requests, time) in [with_retry_after, with_window] {
        println!("{requests} requests in {time:?}");
        assert!(requests < 2 * 200, "{requests} requests");
        assert!(time < Duration::from_secs(60), "{time:?}");
    }
}

#[tokio::test]
async fn a_limit_with_a_time_costs_no_budget_and_no_attempt() {
    let policy = || retry().attempts(2).budget(RetryBudget::new(0, 0, 0));
    let setup = Setup::with(vec![limited("5"); 7], |b| b.retry(policy())).await;
    assert_eq!(setup.send(&CREATE).await.unwrap().status(), 200);
    assert_eq!(setup.clock.waits(), [6250; 7]);
    // a 429 without a time costs both
    let setup = Setup::with(vec![Step::status(429); 7], |b| b.retry(policy())).await;
    assert_eq!(setup.send(&CREATE).await.unwrap().status(), 429);
    assert_eq!(setup.api.count(), 1);
}

#[tokio::test]
async fn a_call_that_begins_during_the_pause_waits_for_its_end() {
    let timeouts = Timeouts::default().attempt(TIMEOUT).call(2 * TIMEOUT);
    let patient = retry().longest_wait(3 * TIMEOUT);
    let setup = Setup::with(vec![limited("1700")], |b| {
        b.timeouts(timeouts).retry(patient)
    })
    .await;
    // a pause that is longer than the time left for the call does not begin
    assert_eq!(setup.send(&CREATE).await.unwrap().status(), 429);
    assert_eq!(setup.send(&QUERY).await.unwrap().status(), 200, "no pause");

    let clock = classifications_auth::clock::ManualClock::default();
    let setup = Setup::with(vec![limited("8")], |b| b.clock(clock.clone())).await;
    let first = setup.send(&CREATE);
    let later = async {
        setup.api.arrived(1).await;
        // until the response has been read
        while clock.sleepers() == 0 || setup.tokens.count() == 0 {
            tokio::task::yield_now().await;
        }
        tokio::time::sleep(Duration::from_millis(50)).await;
        let calls = (0..5).map(|_| setup.send(&QUERY));
        let calls = futures_util::future::join_all(calls);
        let advancing = async {
            tokio::time::sleep(Duration::from_millis(50)).await;
            assert_eq!(setup.api.count(), 1, "nothing is sent during the pause");
            clock.advance(Duration::from_secs(10));
        };
        tokio::join!(calls, advancing).0
    };
    let (first, later) = tokio::join!(first, later);
    assert_eq!(first.unwrap().status(), 200);
    for result in later {
        assert_eq!(result.unwrap().status(), 200);
    }
    assert_eq!(setup.api.count(), 7);
}

#[tokio::test]
async fn clients_that_were_refused_together_return_at_different_times() {
    // each client stands for a process, which draws its own wait
    let mut waits = Vec::new();
    for _ in 0..100 {
        let setup = Setup::with(vec![limited("60")], |b| b.retry(RetryPolicy::default())).await;
        assert_eq!(setup.send(&QUERY).await.unwrap().status(), 200);
        waits.extend(setup.clock.waits());
    }
    waits.sort_unstable();
    assert_eq!(waits.len(), 100);
    assert!(waits[0] >= 60_000 && waits[99] <= 75_000);
    assert!(waits[90] - waits[10] > 8_000, "{waits:?}");
}

#[tokio::test]
async fn the_last_response_is_returned_when_the_time_has_passed() {
    let timeouts = Timeouts::default()
        .attempt(Duration::from_secs(3000))
        .call(Duration::from_secs(5000));
    let steps = vec![Step::status(503), Step::hang()];
    let clock = classifications_auth::clock::ManualClock::default();
    let setup = Setup::with(steps, |b| b.timeouts(timeouts).clock(clock.clone())).await;
    let advancing = async {
        setup.api.arrived(1).await;
        while clock.sleepers() == 0 {
            tokio::task::yield_now().await;
        }
        tokio::time::sleep(Duration::from_millis(50)).await;
        clock.advance(Duration::from_secs(2500));
        setup.api.arrived(2).await;
        tokio::time::sleep(Duration::from_millis(50)).await;
        clock.advance(Duration::from_secs(2500));
    };
    let (result, ()) = tokio::join!(setup.send(&QUERY), advancing);
    assert_eq!(
        result.unwrap().status(),
        503,
        "the response instead of the timeout"
    );
}
