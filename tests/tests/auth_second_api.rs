//! Another API of the same insurer behind the same token endpoint: a client written by hand, with
//! operations and scopes of its own, over the transport of the first.

#![allow(clippy::unwrap_used, clippy::panic, reason = "tests")]

use api_transport::{Failure, Operation, Response, ResponseValue, Sender};
use classifications_auth::{Authorised, ScopeSet};
use contract_tests::proof::{Stage, perform};
use http::Method;
use httpmock::MockServer;
use serde_json::{Value, json};

static QUERY_CLAIMS: Operation =
    Operation::new("queryClaims", Method::GET, "/policies/{policyNo}/claims")
        .scopes(&["update", "read"])
        .api_key_headers(&["X-IBM-Client-Id"]);
static NOTIFY_CLAIM: Operation =
    Operation::new("notifyClaim", Method::POST, "/policies/{policyNo}/claims")
        .scopes(&["delete", "create"]);

/// What a generated client comes down to.
struct Claims {
    base_url: String,
    http: reqwest::Client,
    sender: Sender,
}

impl Claims {
    fn over(transport: &Authorised, server: &MockServer) -> Self {
        Self {
            base_url: server.base_url(),
            http: transport.http().clone(),
            sender: transport.sender(),
        }
    }

    async fn send(&self, operation: &Operation) -> Result<Response, Failure> {
        let url = format!("{}/policies/7/claims", self.base_url);
        let request = self.http.request(operation.method.clone(), url);
        let request = request.build().unwrap();
        self.sender.send(&self.http, operation, request).await
    }
}

async fn bearer(transport: &Authorised, scopes: &'static [&'static str]) -> String {
    let token = transport.tokens().token(&ScopeSet::of(scopes)).await;
    let value = token.unwrap().authorization();
    value.to_str().unwrap().to_owned()
}

#[tokio::test]
async fn another_api_gets_tokens_for_its_own_scopes_from_the_same_endpoint() {
    let stage = Stage::new().await;
    let server = MockServer::start_async().await;
    let transport = stage.client.transport();
    let claims = Claims::over(transport, &server);

    perform(&stage.client, "queryClassifications")
        .await
        .unwrap();
    let theirs = bearer(transport, &["read", "update"]).await;
    let queried = server
        .mock_async(|when, then| {
            when.method("GET")
                .path("/policies/7/claims")
                .header("authorization", &theirs)
                .header("x-ibm-client-id", "sandbox-app");
            then.status(200).json_body(json!({"claims": []}));
        })
        .await;
    let answer = claims.send(&QUERY_CLAIMS).await.unwrap();
    let answer = ResponseValue::<Value>::from_response::<()>(answer)
        .await
        .unwrap();
    assert_eq!(*answer, json!({"claims": []}));
    queried.assert_async().await;
    let ours = bearer(transport, &["read"]).await;
    assert_ne!(ours, theirs);

    let tokens = stage.received("token");
    let scopes: Vec<_> = tokens.iter().map(|r| r.scope.as_deref().unwrap()).collect();
    assert_eq!(scopes, ["read", "read update"], "sorted, and each once");
}

#[tokio::test]
async fn another_apis_401_and_503_are_handled_alike_and_concern_its_token_alone() {
    let stage = Stage::new().await;
    let server = MockServer::start_async().await;
    let transport = stage.client.transport();
    let claims = Claims::over(transport, &server);
    let ours = bearer(transport, &["read"]).await;
    let first = bearer(transport, &["create", "delete"]).await;

    let refused = server
        .mock_async(|when, then| {
            when.header("authorization", &first);
            then.status(401)
                .header("www-authenticate", "Bearer error='invalid_token'");
        })
        .await;
    let broken = server
        .mock_async(|when, then| {
            when.header_exists("authorization")
                .header_not("authorization", &first);
            then.status(503);
        })
        .await;
    let answer = claims.send(&NOTIFY_CLAIM).await.unwrap();
    assert_eq!(answer.status(), 503, "a POST is not sent again");
    refused.assert_calls_async(1).await;
    broken.assert_calls_async(1).await;
    assert_ne!(bearer(transport, &["create", "delete"]).await, first);
    assert_eq!(bearer(transport, &["read"]).await, ours);

    let answer = claims.send(&QUERY_CLAIMS).await.unwrap();
    assert_eq!(answer.status(), 503);
    broken.assert_calls_async(4).await;
}
