//! Mocks of cases, as consumers use them.

#![allow(
    clippy::unwrap_used,
    clippy::panic,
    reason = "a test stops when its setup fails"
)]

use std::collections::BTreeSet;

use api_transport::Sender;
use classifications_api::mock_cases::{self, CaseMocks};
use classifications_api::{Client, operations};
use classifications_contract::{Contract, Rule};
use classifications_sandbox::cases::{self, Case};
use contract_tests::contract::calls::Call;
use contract_tests::contract::{contract, document};
use contract_tests::{Outcome, call, set_aside};
use httpmock::MockServer;

fn client(server: &MockServer) -> Client {
    let http = classifications_auth::http::client_builder().no_proxy();
    let (http, sender) = Sender::direct(http).unwrap();
    // The API has a base path, too.
    let base_url = server.url("/classifications/v1");
    Client::new_with_client(&base_url, http, sender)
}

/// Whether the document has the response of a case, with a body.
fn is_documented(case: &Case, contract: &Contract) -> bool {
    let response = http::Response::builder()
        .status(case.response.status)
        .header("content-type", "application/json")
        .body(case.response.body.get())
        .unwrap();
    let samples = contract.response_samples(&case.operation, case.response.status);
    let checked = contract.check_response(&case.operation, &response);
    // A case lists some of the headers.
    let mut violations = checked.violations().iter();
    !samples.is_empty() && violations.all(|violation| violation.rule == Rule::HeaderMissing)
}

#[tokio::test]
async fn each_case_responds_to_its_own_call() {
    let server = MockServer::start_async().await;
    let client = client(&server);
    let contract = contract();
    let all = cases::all().unwrap();
    let names: Vec<String> = all.iter().map(|case| case.name.clone()).collect();
    assert_eq!(mock_cases::names(), names);
    let mut called = BTreeSet::new();
    for case in all.iter().filter(|case| case.applies()) {
        let mock = server.case(&case.name).unwrap();
        if let Some(outcome) = call(&client, case).await {
            mock.assert_async().await;
            if is_documented(case, &contract) {
                let Outcome { status, body } =
                    outcome.unwrap_or_else(|e| panic!("{}: {e}", case.name));
                assert_eq!(status, case.response.status, "{}", case.name);
                let mut differences = cases::compare(case.response.body.get(), &body);
                // A property that is null is read as absent.
                differences.retain(|d| d.found.is_some() || d.expected.as_deref() != Some("null"));
                if !differences.is_empty() {
                    set_aside(&format!("{}: {differences:?}", case.name));
                }
            } else {
                set_aside(&format!("{}: its response does not fit", case.name));
            }
            called.insert(case.operation.as_str());
        }
        mock.delete_async().await;
    }
    for operation in operations::ALL {
        if !called.contains(operation.id) {
            set_aside(&format!("no case of {} can be called", operation.id));
        }
    }
}

/// The status of the response to the smallest call of an operation.
async fn status(client: &Client, operation: &str) -> u16 {
    let smallest = Call::smallest(&document(), operation).unwrap();
    match smallest.make(client).await {
        Ok(outcome) => outcome.status,
        Err(error) => error.status().unwrap().as_u16(),
    }
}

#[tokio::test]
async fn a_case_responds_only_to_its_call_and_any_call_to_every_call() {
    let server = MockServer::start_async().await;
    let client = client(&server);
    let all = cases::all().unwrap();
    let mut all = all.iter().filter(|case| case.applies());
    let mut other_than_smallest = None;
    for case in all.clone().filter(|case| case.is_ordinary()) {
        let mock = server.case(&case.name).unwrap();
        // httpmock responds with 404 to a request that no mock expects.
        if status(&client, &case.operation).await == 404 && mock.calls_async().await == 0 {
            other_than_smallest = Some(case);
            break;
        }
        mock.delete_async().await;
    }
    server.reset_async().await;
    let Some(case) = other_than_smallest else {
        set_aside("no case has another call than the smallest");
        return;
    };
    let any = server.any_call(&case.name).unwrap();
    assert_eq!(
        status(&client, &case.operation).await,
        case.response.status,
        "{}",
        case.name
    );
    let is_error = |case: &&Case| case.response.status > 404;
    let Some(other_error) = all.find(|other| other.operation != case.operation && is_error(other))
    else {
        set_aside("no other operation has a case of an error");
        return;
    };
    assert_eq!(status(&client, &other_error.operation).await, 404);
    any.assert_calls_async(1).await;
    let error = server.any_call(&other_error.name).unwrap();
    assert_eq!(
        status(&client, &other_error.operation).await,
        other_error.response.status
    );
    error.assert_async().await;
}
