//! Mocks that answer the cases by their names, as a consumer uses them.

#![allow(
    clippy::unwrap_used,
    clippy::panic,
    reason = "a test ends where its premises do"
)]

use api_transport::{Error, Sender};
use classifications_api::Client;
use classifications_api::dynamic::Refusal;
use classifications_api::mock_cases::{self, CaseMocks};
use classifications_sandbox::cases;
use contract_tests::contract::calls::Call;
use contract_tests::contract::document;
use contract_tests::{Outcome, call};
use httpmock::MockServer;

fn client(server: &MockServer) -> Client {
    let http = classifications_auth::http::client_builder().no_proxy();
    // a base path, as the API has one
    let base_url = server.url("/classifications/v1");
    Client::new_with_client(&base_url, http.build().unwrap(), Sender::direct())
}

#[tokio::test]
async fn each_case_answers_its_own_call() {
    let server = MockServer::start_async().await;
    let client = client(&server);
    let mut called = 0;
    let all = cases::all().unwrap();
    let names: Vec<String> = all.iter().map(|case| case.name.clone()).collect();
    assert_eq!(mock_cases::names(), names);
    for case in &all {
        let mock = server.case(&case.name).unwrap();
        if let Some(outcome) = call(&client, case).await {
            let outcome = outcome.unwrap_or_else(|e| panic!("{}: {e}", case.name));
            assert_eq!(outcome.status, case.response.status, "{}", case.name);
            assert_eq!(cases::compare(case.response.body.get(), &outcome.body), []);
            mock.assert_async().await;
            called += 1;
        }
        mock.delete_async().await;
    }
    assert!(called > 150, "only {called} cases can be called");
}

fn status(result: Result<Outcome, Error<Refusal>>) -> u16 {
    match result {
        Ok(outcome) => outcome.status,
        Err(error) => error.status().unwrap().as_u16(),
    }
}

#[tokio::test]
async fn a_case_answers_no_other_call_and_any_call_every_one() {
    let server = MockServer::start_async().await;
    let client = client(&server);
    let document = document();
    let smallest = Call::smallest(&document, "createClassification").unwrap();
    let case = server.case("createClassification/201-in-process").unwrap();
    // httpmock responds to what no mock expects with a 404 of its own
    assert_eq!(status(smallest.make(&client).await), 404);
    case.assert_calls_async(0).await;

    let any = server
        .any_call("createClassification/201-in-process")
        .unwrap();
    assert_eq!(smallest.make(&client).await.unwrap().status, 201);
    let query = Call::smallest(&document, "queryClassifications").unwrap();
    assert_eq!(status(query.make(&client).await), 404);
    any.assert_calls_async(1).await;
    let used_up = server
        .any_call("queryClassifications/429-rate-limited")
        .unwrap();
    assert_eq!(query.make(&client).await.unwrap().status, 429);
    used_up.assert_async().await;
}
