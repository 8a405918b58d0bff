//! Each request gets the token that its operation needs, and a token that is refused is replaced once.

use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{Arc, Mutex};
use std::time::Duration;

use api_transport::{Operation, ResponseValue};
use classifications_auth::credentials::{CredentialsSource, Fetching};
use classifications_auth::retry::RetryBudget;
use classifications_auth::{Credentials, Error, ResponseDetails, RetryPolicy, ScopeSet, Scopes};
use http::Method;

use crate::support::clock::TIMEOUT;
use crate::support::server::{Received, Server, Step};
use crate::support::{CREATE, EMPTY_LIST, QUERY, Setup, builder, query, retry};

static DELETE: Operation = Operation::new("deleteThing", Method::DELETE, "/").scopes(&["delete"]);
static OPEN: Operation = Operation::new("readTerms", Method::GET, "/");
static KEYED: Operation = Operation::new("queryThings", Method::GET, "/")
    .scopes(&["read"])
    .api_key_headers(&["X-IBM-Client-Id"]);
static ONLY_KEYED: Operation =
    Operation::new("readTerms", Method::GET, "/").api_key_headers(&["X-IBM-Client-Id"]);

const INVALID_TOKEN: &str = "Bearer error='invalid_token'";

fn refused() -> Step {
    Step::response(
        401,
        r#"{"httpCode":"401","httpMessage":"Unauthorized","moreInformation":"x"}"#,
    )
    .header("WWW-Authenticate", INVALID_TOKEN)
}

#[tokio::test]
async fn each_operation_gets_a_token_for_its_scopes_only() {
    let setup = Setup::new(vec![]).await;
    for operation in [&QUERY, &CREATE, &DELETE, &QUERY, &CREATE] {
        assert_eq!(setup.send(operation).await.unwrap().status(), 200);
    }
    let requests = setup.tokens.received();
    assert_eq!(requests.len(), 3, "two tokens were kept");
    for (request, scope) in requests.iter().zip(["read", "create", "delete"]) {
        assert!(
            request.body.contains(&format!("scope={scope}")),
            "{}",
            request.body
        );
    }
    let bearer = |n| format!("Bearer token-{n}");
    assert_eq!(setup.authorizations(), [1, 2, 3, 1, 2].map(bearer));
}

#[tokio::test]
async fn fixed_scopes_are_requested_once_for_all_operations() {
    let scopes = Scopes::Fixed(ScopeSet::new(["read", "create"]).unwrap());
    let setup = Setup::with(vec![], |builder| builder.scopes(scopes)).await;
    setup.send(&QUERY).await.unwrap();
    setup.send(&CREATE).await.unwrap();
    assert_eq!(setup.tokens.count(), 1);
}

#[tokio::test]
async fn an_operation_without_security_gets_no_token() {
    let setup = Setup::new(vec![]).await;
    setup.send(&OPEN).await.unwrap();
    assert_eq!(setup.authorizations(), ["none"]);
    assert_eq!(setup.tokens.count(), 0);
}

#[tokio::test]
async fn the_client_id_is_sent_if_the_document_requires_it() {
    let setup = Setup::new(vec![]).await;
    for operation in [&KEYED, &KEYED, &ONLY_KEYED, &QUERY] {
        setup.send(operation).await.unwrap();
    }
    let received = setup.api.received();
    let keys: Vec<_> = received
        .iter()
        .map(|r| r.header("x-ibm-client-id"))
        .collect();
    let key = Some("the-client-id");
    assert_eq!(keys, [key, key, key, None]);
}

/// Credentials whose client id changes, with the number of fetches.
#[derive(Debug, Clone)]
struct Renamed {
    id: Arc<Mutex<&'static str>>,
    fetches: Arc<AtomicUsize>,
}

impl Renamed {
    fn new(id: &'static str) -> Self {
        Self {
            id: Arc::new(Mutex::new(id)),
            fetches: Arc::default(),
        }
    }

    fn fetches(&self) -> usize {
        self.fetches.load(Ordering::SeqCst)
    }
}

impl CredentialsSource for Renamed {
    fn fetch(&self) -> Fetching<'_> {
        self.fetches.fetch_add(1, Ordering::SeqCst);
        let id = *self.id.lock().unwrap();
        Box::pin(async move {
            // meanwhile, other calls begin
            tokio::task::yield_now().await;
            Credentials::new(id, "secret", "user", "password")
        })
    }
}

/// The API keys that the API received.
fn keys(setup: &Setup) -> Vec<Option<String>> {
    let received = setup.api.received().into_iter();
    let key = |request: &Received| request.header("x-ibm-client-id").map(str::to_owned);
    received.map(|request| key(&request)).collect()
}

#[tokio::test]
async fn the_client_id_changes_with_the_token() {
    let source = Renamed::new("app-1");
    let steps = vec![Step::ok(), refused(), Step::ok()];
    let setup = Setup::with(steps, |b| b.credentials(source.clone())).await;
    setup.send(&KEYED).await.unwrap();
    *source.id.lock().unwrap() = "app-2";
    setup.send(&KEYED).await.unwrap();
    let expected = ["app-1", "app-1", "app-2"].map(|key| Some(key.to_owned()));
    assert_eq!(keys(&setup), expected);
}

#[tokio::test]
async fn credentials_are_fetched_once_for_each_token_and_never_for_its_client_id() {
    static ALSO_KEYED: Operation = Operation::new("createThing", Method::POST, "/")
        .scopes(&["create"])
        .api_key_headers(&["X-IBM-Client-Id"]);
    let source = Renamed::new("app");
    let setup = Setup::with(vec![], |b| b.credentials(source.clone())).await;
    // first without a token, then with two tokens alternately
    let cold = (0..20).map(|_| setup.send(&KEYED));
    for result in futures_util::future::join_all(cold).await {
        result.unwrap();
    }
    assert_eq!(source.fetches(), 1);
    for _ in 0..5 {
        setup.send(&ALSO_KEYED).await.unwrap();
        setup.send(&KEYED).await.unwrap();
    }
    assert_eq!((source.fetches(), setup.tokens.count()), (2, 2));
    assert!(keys(&setup).iter().all(|key| key.as_deref() == Some("app")));
}

#[tokio::test]
async fn a_client_id_without_a_token_is_fetched_once_and_kept_for_a_while() {
    let source = Renamed::new("app-1");
    let setup = Setup::with(vec![], |b| b.credentials(source.clone())).await;
    let cold = (0..20).map(|_| setup.send(&ONLY_KEYED));
    for result in futures_util::future::join_all(cold).await {
        result.unwrap();
    }
    *source.id.lock().unwrap() = "app-2";
    setup.clock.advance(Duration::from_secs(299));
    setup.send(&ONLY_KEYED).await.unwrap();
    assert_eq!(source.fetches(), 1);
    setup.clock.advance(Duration::from_secs(1));
    setup.send(&ONLY_KEYED).await.unwrap();
    assert_eq!((source.fetches(), setup.tokens.count()), (2, 0));
    let last = keys(&setup).pop().flatten();
    assert_eq!(last.as_deref(), Some("app-2"));

    // an invalid value is fetched again for each call
    *source.id.lock().unwrap() = "";
    setup.clock.advance(Duration::from_secs(300));
    for fetches in 3..5 {
        setup.send(&ONLY_KEYED).await.unwrap_err();
        assert_eq!(source.fetches(), fetches);
    }
}

#[tokio::test]
async fn a_refused_token_is_replaced_and_the_request_is_sent_again() {
    for operation in [&QUERY, &CREATE] {
        let setup = Setup::new(vec![Step::ok(), refused()]).await;
        assert_eq!(setup.send(operation).await.unwrap().status(), 200);
        assert_eq!(setup.send(operation).await.unwrap().status(), 200);
        let bearer = |n| format!("Bearer token-{n}");
        assert_eq!(setup.authorizations(), [1, 1, 2].map(bearer));
        assert!(
            setup.clock.waits().is_empty(),
            "there is nothing to wait for"
        );
        let bodies: Vec<_> = setup.api.received().into_iter().map(|r| r.body).collect();
        assert_eq!(bodies[1], bodies[2], "the body is sent again, too");
    }
}

#[tokio::test]
async fn a_second_401_is_returned_with_its_challenge() {
    let setup = Setup::new([vec![Step::ok()], vec![refused(); 9]].concat()).await;
    setup.send(&CREATE).await.unwrap();
    let response = setup.send(&CREATE).await.unwrap();
    let body = ResponseValue::from_response::<()>(response).await.unwrap();
    let Error::Rejected(error) = Error::<serde_json::Value>::ErrorResponse(body) else {
        panic!("not a rejection")
    };
    assert_eq!(error.status(), 401);
    assert_eq!(error.challenges()[0].error(), Some("invalid_token"));
    assert_eq!(error.documented().unwrap()["httpCode"], "401");
    assert_eq!(
        setup.authorizations()[1..3],
        ["Bearer token-1", "Bearer token-2"]
    );
    assert_eq!(setup.tokens.count(), 2);
}

#[tokio::test]
async fn only_the_token_that_was_refused_is_dropped() {
    let setup = Setup::new(vec![Step::ok(), Step::ok(), refused()]).await;
    setup.send(&QUERY).await.unwrap();
    setup.send(&CREATE).await.unwrap();
    setup.send(&CREATE).await.unwrap();
    setup.send(&QUERY).await.unwrap();
    let bearer = |n| format!("Bearer token-{n}");
    assert_eq!(setup.authorizations(), [1, 2, 2, 3, 1].map(bearer));
}

#[tokio::test]
async fn callers_whose_common_token_is_refused_share_its_replacement() {
    let setup = Setup::new([vec![Step::ok()], vec![refused(); 8]].concat()).await;
    setup.send(&QUERY).await.unwrap();
    let calls = (0..8).map(|_| setup.send(&QUERY));
    for result in futures_util::future::join_all(calls).await {
        assert_eq!(result.unwrap().status(), 200);
    }
    assert_eq!(setup.tokens.count(), 2);
}

#[tokio::test]
async fn the_resend_counts_as_an_attempt() {
    let steps = vec![Step::ok(), refused()];
    let setup = Setup::with(steps, |b| b.retry(RetryPolicy::never())).await;
    setup.send(&QUERY).await.unwrap();
    assert_eq!(setup.send(&QUERY).await.unwrap().status(), 401);
    assert_eq!(
        setup.send(&QUERY).await.unwrap().status(),
        200,
        "the token is dropped"
    );
    let bearer = |n| format!("Bearer token-{n}");
    assert_eq!(setup.authorizations(), [1, 1, 2].map(bearer));

    let steps = vec![Step::ok(), Step::status(503), refused(), Step::status(503)];
    let setup = Setup::new(steps).await;
    setup.send(&QUERY).await.unwrap();
    assert_eq!(setup.send(&QUERY).await.unwrap().status(), 503);
    assert_eq!(setup.api.count(), 4);
}

#[tokio::test]
async fn the_resend_costs_no_retry_budget() {
    let no_budget = RetryPolicy::default().budget(RetryBudget::new(0, 0, 0));
    let setup = Setup::with(vec![refused()], |b| b.retry(no_budget)).await;
    assert_eq!(setup.send(&CREATE).await.unwrap().status(), 200);
    assert_eq!(setup.api.count(), 2);
}

#[tokio::test]
async fn a_token_that_expires_while_a_call_waits_is_not_sent() {
    let short = r#"{"token_type":"bearer","access_token":"short","expires_in":600}"#;
    let mut setup = Setup::new(vec![]).await;
    setup.tokens = Server::start(vec![Step::response(200, short)], Step::Token).await;
    let later = Step::status(503).header("Retry-After", "700");
    setup.api = Server::start(vec![later], Step::ok()).await;
    setup.client = builder(&setup.api, &setup.tokens)
        .clock(setup.clock.clone())
        .retry(retry().longest_wait(TIMEOUT))
        .build()
        .unwrap();
    assert_eq!(setup.send(&QUERY).await.unwrap().status(), 200);
    assert_eq!(setup.authorizations(), ["Bearer short", "Bearer token-2"]);
}

#[tokio::test]
async fn a_body_that_cannot_be_sent_twice_is_sent_once() {
    let setup = Setup::new(vec![refused()]).await;
    let mut request = setup.request(&CREATE);
    let pieces = futures_util::stream::iter([Ok::<_, std::io::Error>("piece")]);
    *request.body_mut() = Some(reqwest::Body::wrap_stream(pieces));
    let transport = setup.client.transport();
    let response = api_transport::Transport::send(transport, &CREATE, request).await;
    assert_eq!(response.unwrap().status(), 401);
    assert_eq!(setup.api.count(), 1);
}

#[tokio::test]
async fn a_403_is_never_sent_again() {
    let forbidden =
        Step::status(403).header("WWW-Authenticate", "Bearer error='insufficient_scope'");
    let setup = Setup::new(vec![forbidden]).await;
    assert_eq!(setup.send(&QUERY).await.unwrap().status(), 403);
    assert_eq!((setup.api.count(), setup.tokens.count()), (1, 1));
}

#[tokio::test]
async fn generated_operations_are_authorised() {
    let steps = vec![Step::ok(), refused(), Step::response(200, EMPTY_LIST)];
    let setup = Setup::new(steps).await;
    setup.send(&QUERY).await.unwrap();
    let list = query(&setup.client).await.unwrap();
    assert!(list.sales.is_empty());
    let bearer = |n| format!("Bearer token-{n}");
    assert_eq!(setup.authorizations(), [1, 1, 2].map(bearer));
    let target = &setup.api.received()[2].target;
    assert_eq!(target, "/v1/contracts/1/sales");
}
