//! Every case of the sandbox model through the generated client: first against the sandbox, then
//! against nothing but a mock that answers what the case says.

#![allow(clippy::unwrap_used, reason = "a test that cannot go on fails")]

use api_transport::Sender;
use classifications_api::Client;
use classifications_sandbox::Sandbox;
use classifications_sandbox::cases::{self, Case};
use contract_tests::{Outcome, call};
use reqwest::header::{AUTHORIZATION, HeaderMap, HeaderValue};

/// A raw client that brings its own token.
fn client(base_url: &str, token: Option<String>) -> Client {
    let mut headers = HeaderMap::new();
    if let Some(token) = token {
        headers.insert(
            AUTHORIZATION,
            HeaderValue::from_str(&format!("Bearer {token}")).unwrap(),
        );
    }
    let http = classifications_auth::http::client_builder()
        .no_proxy()
        .default_headers(headers)
        .build()
        .unwrap();
    Client::new_with_client(base_url, http, Sender::direct())
}

/// What is not as the case says.
fn differences(case: &Case, outcome: &Outcome) -> Vec<String> {
    let mut wrong = vec![];
    if outcome.status != case.response.status {
        wrong.push(format!("{}: status {}", case.name, outcome.status));
    }
    let differences = cases::compare(case.response.body.get(), &outcome.body);
    wrong.extend(differences.iter().map(|d| format!("{}: {d}", case.name)));
    wrong
}

#[tokio::test]
async fn the_client_understands_every_case_that_the_sandbox_plays() {
    let sandbox = Sandbox::start().await.unwrap();
    let (mut played, mut wrong) = (0, vec![]);
    for case in cases::all().unwrap() {
        sandbox.arrange(&case);
        let client = client(sandbox.base_url(), sandbox.token(&case.request.token));
        let Some(result) = call(&client, &case).await else {
            continue;
        };
        played += 1;
        match result {
            Ok(outcome) => wrong.extend(differences(&case, &outcome)),
            Err(error) => wrong.push(format!("{}: {error}", case.name)),
        }
        let held = sandbox.classifications(case.contract_no());
        if held != case.afterwards() {
            wrong.push(format!("{}: state afterwards {held:?}", case.name));
        }
    }
    assert!(
        wrong.is_empty(),
        "{} wrong:\n{}",
        wrong.len(),
        wrong.join("\n")
    );
    assert!(played > 150, "only {played} cases can be called");
}

#[tokio::test]
async fn the_client_sends_and_reads_every_case_against_a_mock() {
    let server = httpmock::MockServer::start_async().await;
    let (mut played, mut wrong) = (0, vec![]);
    for case in cases::all().unwrap() {
        let mock = server
            .mock_async(|when, then| {
                when.method(case.method().as_str())
                    .path(case.path_and_query().split('?').next().unwrap_or_default());
                let mut then = then
                    .status(case.response.status)
                    .body(case.response.body.get());
                then = then.header("content-type", "application/json");
                for (name, value) in &case.response.headers {
                    then = then.header(name, value);
                }
            })
            .await;
        let client = client(&server.url(classifications_sandbox::BASE_PATH), None);
        if let Some(result) = call(&client, &case).await {
            played += 1;
            match result {
                Ok(outcome) => wrong.extend(differences(&case, &outcome)),
                Err(error) => wrong.push(format!("{}: {error}", case.name)),
            }
        }
        mock.delete_async().await;
    }
    assert!(
        wrong.is_empty(),
        "{} wrong:\n{}",
        wrong.len(),
        wrong.join("\n")
    );
    assert!(played > 150, "only {played} cases can be called");
}

/// Also those that no caller of the client can provoke, an unknown path or method: an answer is an
/// answer, whatever led to it.
#[tokio::test]
async fn the_client_understands_every_documented_error_of_every_operation() {
    let cases = cases::all().unwrap();
    let server = httpmock::MockServer::start_async().await;
    let client = client(&server.base_url(), None);
    let mut played = std::collections::BTreeSet::new();
    for case in cases.iter().filter(|case| case.response.status >= 400) {
        let succeeds = |ordinary: &&Case| {
            ordinary.operation == case.operation && ordinary.response.status < 300
        };
        let ordinary = cases.iter().find(succeeds).unwrap();
        let mock = server
            .mock_async(|when, then| {
                when.any_request();
                then.status(case.response.status)
                    .body(case.response.body.get());
            })
            .await;
        let outcome = call(&client, ordinary).await.unwrap().unwrap();
        let differences = differences(case, &outcome);
        assert!(differences.is_empty(), "{differences:?}");
        played.insert((&case.operation, case.response.status));
        mock.delete_async().await;
    }
    assert_eq!(played.len(), 5 * 7, "{played:?}");
}

/// Every status that the document lists is met by some case of every operation.
#[test]
fn every_documented_status_has_a_case() {
    let document: serde_json::Value = serde_json::from_str(classifications_spec::DOCUMENT).unwrap();
    let cases = cases::all().unwrap();
    let mut documented = 0;
    for path in document["paths"].as_object().unwrap().values() {
        for operation in path
            .as_object()
            .unwrap()
            .values()
            .filter(|o| o["operationId"].is_string())
        {
            for status in operation["responses"].as_object().unwrap().keys() {
                documented += 1;
                let met = cases.iter().any(|case| {
                    case.operation == operation["operationId"].as_str().unwrap()
                        && case.response.status.to_string() == *status
                });
                assert!(met, "{} {status}", operation["operationId"]);
            }
        }
    }
    assert_eq!(documented, 5 * 8);
}
