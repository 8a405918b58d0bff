//! The requests that are sent again, the number of attempts, and the waits.

use api_transport::{NotSentReason, Operation, TransportError};
use classifications_auth::Timeouts;
use classifications_auth::rate_limit::Window;
use classifications_auth::retry::{RetryBudget, RetryOn};
use http::Method;

use crate::support::clock::TIMEOUT;
use crate::support::server::Step;
use crate::support::{CREATE, QUERY, Setup, retry};

const ALL_STATUSES: [u16; 16] = [
    301, 302, 307, 400, 403, 404, 405, 408, 409, 422, 429, 500, 501, 502, 503, 504,
];

#[tokio::test]
async fn a_safe_request_is_repeated_after_temporary_failures() {
    let mut repeated = Vec::new();
    for status in ALL_STATUSES {
        let setup = Setup::new(vec![Step::status(status)]).await;
        let response = setup.send(&QUERY).await.unwrap();
        if setup.api.count() == 1 {
            assert_eq!(response.status(), status);
        } else {
            assert_eq!((response.status().as_u16(), setup.api.count()), (200, 2));
            repeated.push(status);
        }
    }
    assert_eq!(repeated, [408, 429, 500, 502, 503, 504]);
}

#[tokio::test]
async fn an_unsafe_request_is_only_repeated_after_429() {
    for status in ALL_STATUSES {
        for method in [Method::POST, Method::DELETE, Method::PUT] {
            let operation = Operation::new("change", method, "/").scopes(&["update"]);
            let setup = Setup::new(vec![Step::status(status)]).await;
            let response = setup.send(&operation).await.unwrap();
            let expected = if status == 429 { (200, 2) } else { (status, 1) };
            assert_eq!((response.status().as_u16(), setup.api.count()), expected);
        }
    }
}

#[tokio::test]
async fn no_policy_repeats_a_post_that_may_have_been_processed() {
    let eager = || {
        let all = (300..=599).map(|code| http::StatusCode::from_u16(code).unwrap());
        retry().attempts(10).on(RetryOn::default().statuses(all))
    };
    for step in [
        Step::status(500),
        Step::status(503),
        Step::Reset,
        Step::truncated(200),
    ] {
        let setup = Setup::with(vec![step], |b| b.retry(eager())).await;
        let _ = setup.send(&CREATE).await;
        assert_eq!(setup.api.count(), 1);
    }
}

#[tokio::test]
async fn waits_grow_and_attempts_end() {
    let setup = Setup::with(vec![Step::status(503); 9], |b| b.retry(retry().attempts(5))).await;
    assert_eq!(setup.send(&QUERY).await.unwrap().status(), 503);
    assert_eq!(setup.api.count(), 5);
    assert_eq!(setup.clock.waits(), [250, 500, 1000, 2000]);
}

/// The wait in milliseconds before a request is sent again after a response with `headers`.
async fn wait_after(status: u16, headers: &[(&str, &str)]) -> Option<u128> {
    let refusal = headers
        .iter()
        .fold(Step::status(status), |step, (name, value)| {
            step.header(name, value)
        });
    let policy = retry().window("the-plan", Window::Minute);
    let setup = Setup::with(vec![refusal], |b| b.retry(policy)).await;
    let response = setup.send(&QUERY).await.unwrap();
    let waits = setup.clock.waits();
    match waits[..] {
        [] => {
            assert_eq!((response.status().as_u16(), setup.api.count()), (status, 1));
            None
        }
        [wait] => {
            assert_eq!((response.status().as_u16(), setup.api.count()), (200, 2));
            Some(wait)
        }
        _ => panic!("{waits:?}"),
    }
}

#[tokio::test]
async fn retry_after_in_seconds_and_as_a_date_is_waited_for() {
    // the clock is stopped at 2026-01-15 00:00:00 UTC; a quarter is added to spread callers
    for status in [429, 503] {
        assert_eq!(
            wait_after(status, &[("Retry-After", "7")]).await,
            Some(7000 + 1750)
        );
        let date = [("Retry-After", "Thu, 15 Jan 2026 00:00:40 GMT")];
        assert_eq!(wait_after(status, &date).await, Some(40_000 + 10_000));
        // the server's clock is 10 minutes ahead
        let dated = [
            ("Retry-After", "Thu, 15 Jan 2026 00:10:40 GMT"),
            ("Date", "Thu, 15 Jan 2026 00:10:20 GMT"),
        ];
        assert_eq!(wait_after(status, &dated).await, Some(20_000 + 5000));
    }
    assert_eq!(wait_after(429, &[("Retry-After", "soon")]).await, Some(250));
    let past = [("Retry-After", "Wed, 14 Jan 2026 00:00:42 GMT")];
    assert_eq!(wait_after(429, &past).await, Some(250));
}

#[tokio::test]
async fn a_wait_beyond_the_limit_is_not_started() {
    assert_eq!(
        wait_after(429, &[("Retry-After", "60")]).await,
        Some(75_000)
    );
    assert_eq!(wait_after(429, &[("Retry-After", "61")]).await, None);
    assert_eq!(
        wait_after(429, &[("Retry-After", "99999999999999999999")]).await,
        None
    );
    let tomorrow = [("Retry-After", "Fri, 16 Jan 2026 00:00:00 GMT")];
    assert_eq!(wait_after(503, &tomorrow).await, None);
}

#[tokio::test]
async fn without_retry_after_a_configured_window_of_the_gateway_is_waited_for() {
    let remaining = |value| {
        [
            ("X-RateLimit-Limit", "name=x,100;"),
            ("X-RateLimit-Remaining", value),
        ]
    };
    let without_window = wait_after(429, &remaining("name=100/1minute,0;")).await;
    assert_eq!(without_window, Some(250), "the name has no meaning");
    let with_window = wait_after(429, &remaining("name=the-plan,0;")).await;
    assert_eq!(with_window, Some(75_000));
    assert_eq!(
        wait_after(503, &remaining("name=the-plan,0;")).await,
        Some(250),
        "a 503 is not a rate limit"
    );
    let both = [
        ("X-RateLimit-Remaining", "name=the-plan,0;"),
        ("Retry-After", "3"),
    ];
    assert_eq!(wait_after(429, &both).await, Some(3750));
}

#[tokio::test]
async fn the_budget_limits_the_requests_during_an_outage() {
    let budget = RetryBudget::new(20, 10, 100);
    let policy = retry().budget(budget);
    let setup = Setup::with(vec![Step::status(503); 1000], |b| b.retry(policy)).await;
    for _ in 0..200 {
        assert_eq!(setup.send(&QUERY).await.unwrap().status(), 503);
    }
    assert_eq!(setup.api.count(), 200 + 200 / 5 + 10);
}

#[tokio::test]
async fn the_budget_is_shared_by_clients_with_other_credentials() {
    let policy = retry().budget(RetryBudget::new(0, 1, 1));
    let setup = Setup::with(vec![Step::status(503); 9], |b| b.retry(policy)).await;
    let other = setup.client.with_credentials(crate::support::credentials());
    assert_eq!(setup.send(&QUERY).await.unwrap().status(), 503);
    assert_eq!(setup.api.count(), 2);
    let request = setup.request(&QUERY);
    let response = api_transport::Transport::send(other.transport(), &QUERY, request).await;
    assert_eq!(
        (response.unwrap().status().as_u16(), setup.api.count()),
        (503, 3)
    );
}

#[tokio::test]
async fn a_wait_beyond_the_deadline_is_not_started() {
    let busy = |seconds| Step::status(503).header("Retry-After", seconds);
    let steps = vec![busy("700"), busy("1200"), Step::ok()];
    let timeouts = Timeouts::default().attempt(TIMEOUT).call(2 * TIMEOUT);
    let policy = retry().longest_wait(2 * TIMEOUT);
    let setup = Setup::with(steps, |b| b.timeouts(timeouts).retry(policy)).await;
    let response = setup.send(&QUERY).await.unwrap();
    assert_eq!(response.status(), 503, "the caller gets the last response");
    assert_eq!(
        (setup.clock.waits(), setup.api.count()),
        (vec![700_000 + 175_000], 2)
    );
}

#[tokio::test]
async fn the_deadline_ends_a_call_whose_request_is_under_way() {
    let timeouts = Timeouts::default().attempt(3 * TIMEOUT).call(2 * TIMEOUT);
    for operation in [&QUERY, &CREATE] {
        let setup = Setup::with(vec![Step::hang()], |b| b.timeouts(timeouts.clone())).await;
        let (result, ()) = tokio::join!(setup.send(operation), async {
            setup.api.arrived(1).await;
            setup.clock.advance(2 * TIMEOUT);
        });
        let Err(TransportError::OutcomeUnknown(error)) = result else {
            panic!("{result:?}")
        };
        let source = std::error::Error::source(&error).unwrap().to_string();
        assert_eq!(source, "no response within 2000s, the timeout of the call");
        assert_eq!(setup.api.count(), 1);
    }
}

#[tokio::test]
async fn the_deadline_ends_a_call_that_has_no_token_yet() {
    let timeouts = Timeouts::default().attempt(TIMEOUT).call(2 * TIMEOUT);
    let setup = Setup::with(vec![], |b| b.timeouts(timeouts)).await;
    let hanging = crate::support::server::Server::start(vec![], Step::hang()).await;
    let client = crate::support::builder(&setup.api, &hanging)
        .clock(setup.clock.clone())
        .timeouts(Timeouts::default().attempt(TIMEOUT).call(2 * TIMEOUT))
        .build()
        .unwrap();
    let request = setup.request(&CREATE);
    let send = api_transport::Transport::send(client.transport(), &CREATE, request);
    let (result, ()) = tokio::join!(send, async {
        hanging.arrived(1).await;
        setup.clock.advance(2 * TIMEOUT);
    });
    let Err(TransportError::NotSent(error)) = result else {
        panic!("{result:?}")
    };
    assert_eq!(error.reason(), NotSentReason::Deadline);
    assert_eq!(setup.api.count(), 0);
}
