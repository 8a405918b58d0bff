//! Tokens under load and with failures, against the sandbox over real sockets: the number of token
//! requests of many callers, the calls that wait for a refresh, and the errors of a token endpoint.

#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing,
    reason = "tests"
)]

use std::future::poll_fn;
use std::pin::pin;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::time::Duration;

use api_transport::NotSentReason;
use classifications_auth::{ScopeSet, Token, http};
use classifications_sandbox::Fault;
use contract_tests::support::{
    CONTRACT, Ends, Proxy, Sent, Setup, TIMEOUT, chain, client, ends, perform, sales, sandbox,
    until,
};
use futures_util::future::join_all;
use tower::limit::GlobalConcurrencyLimitLayer;

const CALLS: usize = 10_000;

/// Calls the query, the fastest operation.
async fn query(client: &classifications_auth::Client) -> Sent {
    perform(client, "querySales").await
}

/// An HTTP client that opens few connections at a time, because a process cannot open 10,000.
fn few_connections() -> reqwest::ClientBuilder {
    http::client_builder()
        .no_proxy()
        .connect_timeout(Duration::from_secs(60))
        .connector_layer(GlobalConcurrencyLimitLayer::new(8))
        .pool_max_idle_per_host(64)
}

#[tokio::test]
async fn ten_thousand_cold_calls_at_once_cause_one_token_request() {
    let setup = Setup::of(sandbox().ledger_limit(2 * CALLS)).await;
    let proxy = Proxy::before(setup.sandbox.address()).await;
    let token_url = proxy.url(setup.sandbox.token_url());
    let client = client(&setup.sandbox, &setup.clock)
        .http_client(few_connections())
        .token_url(token_url)
        .build()
        .unwrap();
    let sales = sales(&client);
    proxy.shut();
    // A call that has been polled waits only for the token.
    let waiting = AtomicUsize::new(0);
    let calls = join_all((0..CALLS).map(|_| async {
        let query = sales.query_sales().contract_no(CONTRACT).send();
        let mut query = pin!(query);
        let mut counted = false;
        poll_fn(|cx| {
            let poll = query.as_mut().poll(cx);
            if poll.is_pending() && !counted {
                counted = true;
                waiting.fetch_add(1, Ordering::Relaxed);
            }
            poll
        })
        .await
        .unwrap()
        .status()
    }));
    let opening = async {
        proxy.holds(1).await;
        until("all wait", || waiting.load(Ordering::Relaxed) == CALLS).await;
        proxy.open();
    };
    let (statuses, ()) = tokio::join!(calls, opening);
    assert!(statuses.iter().all(|status| *status == 200));
    let received = setup.sandbox.received();
    assert_eq!(
        received
            .iter()
            .filter(|r| r.operation.as_deref() == Some("token"))
            .count(),
        1
    );
    assert_eq!(received.len(), CALLS + 1);
    assert!(received.iter().all(|r| r.processed));
}

/// Fifty lifetimes of 200 calls each. The proxy before the token endpoint is shut during the calls,
/// so that a call that waits for the refresh does not end.
#[tokio::test]
async fn over_fifty_lifetimes_no_call_waits_for_a_refresh_and_none_fails() {
    const LIFETIMES: usize = 50;
    let lifetime = Duration::from_secs(600);
    let sandbox = sandbox().ledger_limit(2 * CALLS).token_lifetime(lifetime);
    let setup = Setup::of(sandbox).await;
    let proxy = Proxy::before(setup.sandbox.address()).await;
    let token_url = proxy.url(setup.sandbox.token_url());
    let client = client(&setup.sandbox, &setup.clock)
        .token_url(token_url)
        .build()
        .unwrap();
    let scopes = ScopeSet::of(&["read"]);
    let mut token = client.transport().tokens().token(&scopes).await.unwrap();
    let sales = sales(&client);
    let call = || async { sales.query_sales().contract_no(CONTRACT).send().await };
    for _ in 0..LIFETIMES {
        // Half of the calls are made before the token is due for a refresh, half after.
        for window in [lifetime / 4, lifetime / 2] {
            proxy.shut();
            setup.advance(window);
            for _ in 0..5 {
                let calls = join_all((0..CALLS / LIFETIMES / 10).map(|_| call()));
                let responses = tokio::time::timeout(Duration::from_secs(60), calls).await;
                for response in responses.expect("a call waits for the refresh") {
                    assert_eq!(response.unwrap().status(), 200);
                }
            }
            proxy.open();
        }
        token = successor(&client, &token).await;
    }
    let received = setup.sandbox.received();
    let (tokens, calls): (Vec<_>, Vec<_>) = received
        .iter()
        .partition(|r| r.operation.as_deref() == Some("token"));
    assert_eq!(calls.len(), CALLS);
    assert!(
        calls.iter().all(|call| call.status.unwrap() == 200),
        "none was refused"
    );
    let grants: Vec<_> = tokens
        .iter()
        .map(|r| r.grant_type.as_deref().unwrap())
        .collect();
    assert_eq!(grants.len(), 1 + LIFETIMES);
    assert_eq!(grants[0], "password");
    assert!(grants[1..].iter().all(|grant| *grant == "refresh_token"));
}

/// The token that replaces `token`, once it exists.
async fn successor(client: &classifications_auth::Client, token: &Token) -> Token {
    let scopes = ScopeSet::of(&["read"]);
    loop {
        let current = client.transport().tokens().token(&scopes).await.unwrap();
        if !current.is(token) {
            return current;
        }
        tokio::task::yield_now().await;
    }
}

#[tokio::test]
async fn all_callers_wait_for_one_request_when_the_token_is_expired() {
    let setup = Setup::new().await;
    assert_eq!(ends(&query(&setup.client).await), Ends::Well);
    setup.advance(Duration::from_secs(3600));
    for sent in join_all((0..100).map(|_| query(&setup.client))).await {
        assert_eq!(ends(&sent), Ends::Well);
    }
    assert_eq!(setup.count("token"), 2);
    assert_eq!(setup.count("querySales"), 101);
}

/// A failure of the token endpoint.
struct Failure {
    name: &'static str,
    fault: Fault,
    /// A part of the messages of the error.
    message: &'static str,
    /// Whether the response arrives only after the timeout.
    hangs: bool,
}

fn failure(name: &'static str, fault: Fault, message: &'static str) -> Failure {
    Failure {
        name,
        fault: fault.on("token"),
        message,
        hangs: false,
    }
}

fn json_response(body: &str) -> Fault {
    Fault::status(200).body("application/json", body)
}

fn failures() -> Vec<Failure> {
    let long = Duration::from_secs(3600);
    vec![
        failure("fails", Fault::status(500), "500"),
        failure("is overloaded", Fault::status(503), "503"),
        failure("limits the rate", Fault::status(429), "429"),
        failure("responds with HTML", Fault::html(200), "text/html"),
        failure("fails in HTML", Fault::html(502), "502"),
        failure("resets", Fault::reset(), ""),
        failure(
            "resets after it granted",
            Fault::reset().after_processing(),
            "",
        ),
        failure("breaks off", Fault::truncated(20), ""),
        failure("responds with half of a JSON", Fault::malformed(), "200"),
        failure("sends 10 MB", Fault::oversized(10_000_000), "65536"),
        failure(
            "redirects",
            Fault::status(302).header("location", "/elsewhere"),
            "302",
        ),
        failure(
            "grants a number",
            json_response(r#"{"access_token":7,"token_type":"bearer"}"#),
            "access_token",
        ),
        failure(
            "grants nothing",
            json_response(r#"{"token_type":"bearer","expires_in":3600}"#),
            "200",
        ),
        failure("grants null", json_response("null"), "200"),
        failure("grants a list", json_response("[]"), "200"),
        failure(
            "has another token type",
            json_response(r#"{"access_token":"abcdefgh","token_type":"mac"}"#),
            "token_type",
        ),
        failure(
            "grants what no header can hold",
            json_response(r#"{"access_token":"a\nb","token_type":"bearer"}"#),
            "header",
        ),
        Failure {
            hangs: true,
            ..failure("hangs", Fault::delay(long), "")
        },
        Failure {
            hangs: true,
            ..failure(
                "hangs after it granted",
                Fault::delay(long).after_processing(),
                "",
            )
        },
        Failure {
            hangs: true,
            ..failure("drips", Fault::slow(1, Duration::from_secs(1)), "")
        },
    ]
}

#[tokio::test]
async fn a_failing_token_endpoint_is_a_typed_error_and_nothing_is_sent() {
    for Failure {
        name,
        fault,
        message,
        hangs,
    } in failures()
    {
        let setup = Setup::new().await;
        setup.sandbox.inject(fault);
        let timing_out = async {
            if hangs {
                until(name, || setup.count("token") > 0).await;
                setup.clock.advance(TIMEOUT);
            }
        };
        let (sent, ()) = tokio::join!(perform(&setup.client, "notifySale"), timing_out);
        let error = sent.unwrap_err();
        let messages = chain(&error).join(": ");
        assert_eq!(
            ends(&Err(error)),
            Ends::NotSent(NotSentReason::TokenEndpoint),
            "the endpoint {name}: {messages}"
        );
        assert!(
            messages.contains(message),
            "the endpoint {name}: {messages}"
        );
        assert_eq!(setup.count("notifySale"), 0, "the endpoint {name}");
        assert_eq!(setup.count("token"), 1, "the endpoint {name}");
        setup.sandbox.clear_faults();
        // The endpoint may have read the password, so the client waits.
        setup.clock.advance(Duration::from_secs(1));
        let again = perform(&setup.client, "notifySale").await;
        assert_eq!(
            ends(&again),
            Ends::Well,
            "once the endpoint no longer {name}: {again:?}"
        );
        assert_eq!(
            setup
                .received("notifySale")
                .iter()
                .filter(|r| r.processed)
                .count(),
            1
        );
    }
}

/// The proxy closes or resets the connection before the request is read, which the sandbox cannot.
#[tokio::test]
async fn a_token_endpoint_that_closes_is_a_typed_error_and_nothing_is_sent() {
    for closed in [true, false] {
        let setup = Setup::new().await;
        let proxy = Proxy::before(setup.sandbox.address()).await;
        let token_url = proxy.url(setup.sandbox.token_url());
        let builder = client(&setup.sandbox, &setup.clock).token_url(token_url);
        let client = builder.build().unwrap();
        if closed {
            proxy.close(1);
        } else {
            proxy.reset_unread(1);
        }
        let sent = perform(&client, "notifySale").await;
        let expected = Ends::NotSent(NotSentReason::TokenEndpoint);
        assert_eq!(ends(&sent), expected, "{sent:?}");
        assert_eq!((setup.count("token"), setup.count("notifySale")), (0, 0));
        setup.clock.advance(Duration::from_secs(1));
        let again = perform(&client, "notifySale").await;
        assert_eq!(ends(&again), Ends::Well, "{again:?}");
    }
}
