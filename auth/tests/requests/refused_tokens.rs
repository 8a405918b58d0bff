//! Tokens that the API refuses: it may not know them yet, or they are replaced. If it refuses fresh tokens, no password is
//! sent for a while.

use std::sync::Arc;
use std::sync::atomic::AtomicUsize;
use std::time::Duration;

use api_transport::{NotSentReason, Operation, Response, TransportError};
use classifications_auth::{ErrorDetails, RetryPolicy, TokenError};
use http::Method;

use crate::support::server::{Server, Step};
use crate::support::{CREATE, QUERY, Setup};

static DELETE: Operation = Operation::new("deleteThing", Method::DELETE, "/").scopes(&["delete"]);

fn refused(status: u16, error: &str) -> Step {
    Step::status(status).header("WWW-Authenticate", &format!("Bearer error='{error}'"))
}

fn status(result: &Result<Response, TransportError>) -> u16 {
    result.as_ref().unwrap().status().as_u16()
}

/// The time for which no token is requested, by the error of a call.
fn cool_down(result: Result<Response, TransportError>) -> Duration {
    let Err(TransportError::NotSent(error)) = result else {
        panic!("{result:?}")
    };
    assert_eq!(error.reason(), NotSentReason::Credentials);
    match error.token_error() {
        Some(TokenError::TokensRefused { blocked_for, .. }) => *blocked_for,
        other => panic!("{other:?}"),
    }
}

#[tokio::test]
async fn for_an_api_that_refuses_all_tokens_one_password_is_sent_before_each_cool_down() {
    let setup = Setup::new(vec![refused(401, "invalid_token"); 1000]).await;
    assert_eq!(status(&setup.send(&QUERY).await), 401);
    assert_eq!(setup.clock.waits(), [250, 250, 500, 1000, 1000]);
    for _ in 0..199 {
        assert!(cool_down(setup.send(&QUERY).await) <= Duration::from_secs(60));
    }
    assert_eq!((setup.tokens.count(), setup.api.count()), (1, 6));

    // the refused token was dropped, and the next cool-down is longer
    setup.clock.advance(Duration::from_secs(60));
    assert_eq!(status(&setup.send(&QUERY).await), 401);
    assert_eq!(
        cool_down(setup.send(&QUERY).await),
        Duration::from_secs(120)
    );
    assert_eq!(setup.tokens.count(), 2);
    assert_ne!(setup.authorizations()[6], setup.authorizations()[5]);
}

#[tokio::test]
async fn an_api_that_begins_to_refuse_tokens_costs_one_more_password() {
    let steps = [vec![Step::ok()], vec![refused(401, "invalid_token"); 1000]].concat();
    let setup = Setup::new(steps).await;
    let mut statuses = Vec::new();
    for _ in 0..200 {
        statuses.push(setup.send(&CREATE).await.map(|r| r.status().as_u16()).ok());
    }
    assert_eq!(statuses[..3], [Some(200), Some(401), None]);
    assert_eq!(setup.tokens.count(), 2);
}

#[tokio::test]
async fn concurrent_calls_share_the_cool_down_and_other_scopes_have_their_own() {
    let setup = Setup::new(vec![refused(401, "invalid_token"); 10_000]).await;
    let calls = (0..50).map(|_| setup.send(&QUERY));
    for result in futures_util::future::join_all(calls).await {
        if result.is_ok() {
            assert_eq!(status(&result), 401);
        } else {
            cool_down(result);
        }
    }
    assert_eq!(setup.tokens.count(), 1);
    cool_down(setup.send(&QUERY).await);
    assert_eq!(status(&setup.send(&CREATE).await), 401);
    assert_eq!(setup.tokens.count(), 2);
}

#[tokio::test]
async fn a_token_that_the_api_does_not_know_yet_is_kept() {
    let steps = vec![refused(401, "invalid_token"); 3];
    for operation in [&QUERY, &CREATE] {
        let setup = Setup::new(steps.clone()).await;
        for _ in 0..15 {
            assert_eq!(status(&setup.send(operation).await), 200);
        }
        assert_eq!(setup.clock.waits(), [250, 250, 500]);
        assert_eq!((setup.tokens.count(), setup.api.count()), (1, 18));
    }
}

#[tokio::test]
async fn insufficient_scope_never_requests_a_token() {
    for code in [401, 403] {
        let setup = Setup::new(vec![refused(code, "insufficient_scope"); 20]).await;
        for _ in 0..20 {
            assert_eq!(status(&setup.send(&CREATE).await), code);
        }
        assert_eq!((setup.tokens.count(), setup.api.count()), (1, 20));
    }
}

#[tokio::test]
async fn a_challenge_with_invalid_token_applies_with_any_4xx() {
    for code in [400, 401, 403] {
        for operation in [&QUERY, &CREATE] {
            let steps = vec![Step::ok(), refused(code, "invalid_token")];
            let setup = Setup::new(steps).await;
            assert_eq!(status(&setup.send(operation).await), 200);
            assert_eq!(status(&setup.send(operation).await), 200);
            let bearer = |n| format!("Bearer token-{n}");
            assert_eq!(setup.authorizations(), [1, 1, 2].map(bearer));
        }
    }
    // without a challenge, these statuses do not refuse the token
    for code in [400, 403] {
        let setup = Setup::new(vec![Step::ok(), Step::status(code)]).await;
        assert_eq!(status(&setup.send(&CREATE).await), 200);
        assert_eq!(status(&setup.send(&CREATE).await), code);
        assert_eq!((setup.tokens.count(), setup.api.count()), (1, 2));
    }
}

#[tokio::test]
async fn if_tokens_invalidate_each_other_one_token_is_used_for_all_scopes() {
    let live = Arc::new(AtomicUsize::new(0));
    let tokens = Server::start(vec![], Step::TokenTo(Arc::clone(&live))).await;
    let url = tokens.url("/token");
    let mut setup = Setup::with(vec![], |b| b.token_url(url)).await;
    let api = Server::start(vec![], Step::OnlyToken(live)).await;
    setup.api = api;
    for _ in 0..50 {
        for operation in [&QUERY, &CREATE] {
            assert_eq!(status(&setup.send(operation).await), 200);
            setup.clock.advance(Duration::from_secs(1));
        }
    }
    assert!(tokens.count() <= 6, "{} passwords", tokens.count());
    let requested_scopes = |body: &str| {
        body.split('&')
            .find_map(|pair| pair.strip_prefix("scope="))
            .unwrap()
            .to_owned()
    };
    let last = tokens.received().last().unwrap().body.clone();
    assert_eq!(requested_scopes(&last), "create+read");

    // later scopes are requested together with these
    let before = tokens.count();
    for operation in [&DELETE, &QUERY, &CREATE, &DELETE] {
        assert_eq!(status(&setup.send(operation).await), 200);
    }
    assert_eq!(tokens.count(), before + 1);
    let last = tokens.received().last().unwrap().body.clone();
    assert_eq!(requested_scopes(&last), "create+delete+read");
}

#[tokio::test]
async fn scopes_that_are_not_granted_together_are_requested_separately_again() {
    let refusal = Step::response(400, r#"{"error":"invalid_scope"}"#);
    let live = Arc::new(AtomicUsize::new(0));
    let issue = || Step::TokenTo(Arc::clone(&live));
    let mut steps: Vec<_> = (0..4).map(|_| issue()).collect();
    steps.push(refusal);
    let tokens = Server::start(steps, issue()).await;
    let url = tokens.url("/token");
    let mut setup = Setup::with(vec![], |b| b.token_url(url)).await;
    setup.api = Server::start(vec![], Step::OnlyToken(Arc::clone(&live))).await;
    for operation in [&QUERY, &CREATE, &QUERY, &CREATE, &QUERY] {
        assert_eq!(status(&setup.send(operation).await), 200);
        setup.clock.advance(Duration::from_secs(1));
    }
    assert_eq!(tokens.count(), 6);
}

#[tokio::test]
async fn a_policy_of_one_attempt_sends_no_token_again() {
    let steps = vec![refused(401, "invalid_token")];
    let setup = Setup::with(steps, |b| b.retry(RetryPolicy::never())).await;
    assert_eq!(status(&setup.send(&QUERY).await), 401);
    assert_eq!(status(&setup.send(&QUERY).await), 200);
    assert_eq!((setup.tokens.count(), setup.api.count()), (1, 2));
}
