//! A second API of the insurer: its generated crate, over the transport of the client, against the
//! sandbox that plays both.

#![allow(clippy::unwrap_used, clippy::panic, reason = "tests")]

use std::collections::BTreeSet;

use api_transport::Error;
use classifications_auth::ErrorDetails as _;
use classifications_sandbox::SandboxBuilder;
use classifications_spec::portfolio_movements::{DOCUMENT, MODEL};
use contract_tests::support::{Setup, perform, sandbox};
use futures_util::TryStreamExt as _;
use portfolio_movements_api as movements;
use serde_json::json;

/// The contract of the model's seed that has movements.
const CONTRACT: &str = "11000012345";

/// A sandbox that plays the invented API and the second API.
fn sandbox_of_both() -> SandboxBuilder {
    sandbox().also(DOCUMENT, MODEL)
}

/// A client of the second API, over the transport of the first.
fn movements(setup: &Setup) -> movements::Client {
    let transport = setup.client.transport();
    let (http, sender) = (transport.http().clone(), transport.sender());
    let base_url = setup.sandbox.apis().nth(1).unwrap().base_url();
    let environments = movements::operations::ENVIRONMENTS;
    // No environment of the document has the token endpoint of the sandbox.
    assert!(transport.base_url(environments).is_err());
    let base_url = transport.check_base_url(environments, &base_url).unwrap();
    movements::Client::new_with_client(&base_url, http, sender)
}

#[tokio::test]
async fn amounts_and_dates_have_their_types() {
    let setup = Setup::of(sandbox_of_both()).await;
    let client = movements(&setup);
    let query = client.query_movements().contract_no(CONTRACT);
    let page = query.send().await.unwrap().into_inner();
    let rows = page.debtor.unwrap();
    let first = rows.first().unwrap();
    let limit = first.credit_limit_granted.as_ref().unwrap();
    let exact: movements::Decimal = "40000.00".parse().unwrap();
    assert_eq!((limit.value(), limit.as_str()), (Some(exact), "40000,00"));
    let today = setup.sandbox.clock().now().date_naive();
    let yesterday = today.pred_opt();
    assert_eq!(first.effective_date.as_ref().unwrap().value(), yesterday);
    let cancelled = first.cancellation_date.as_ref().unwrap();
    assert!(cancelled.is_absent() && cancelled.value().is_none());
}

#[tokio::test]
async fn the_rows_of_all_pages_arrive_with_one_token() {
    let setup = Setup::of(sandbox_of_both()).await;
    let client = movements(&setup);
    let query = client.query_movements().contract_no(CONTRACT);
    let rows = query
        .send_rows()
        .map_ok(|row| serde_json::to_string(&row).unwrap());
    let rows: Vec<String> = rows.try_collect().await.unwrap();
    let different: BTreeSet<&String> = rows.iter().collect();
    assert_eq!((rows.len(), different.len()), (7, 7), "{rows:?}");
    assert_eq!(setup.count("queryMovements"), 4);
    // An operation of the first API with the same scopes.
    perform(&setup.client, "querySales").await.unwrap();
    assert_eq!(setup.count("querySales"), 1);
    assert_eq!(setup.count("token"), 1);
}

#[tokio::test]
async fn an_error_inside_a_success_is_a_rejection_with_its_meaning() {
    let setup = Setup::of(sandbox_of_both()).await;
    let client = movements(&setup);
    let operation = &movements::operations::QUERY_MOVEMENTS;
    let cursor = operation.paging.unwrap().parameter;
    let values = json!({"contractNo": CONTRACT, cursor: "x"});
    let values = values.as_object().unwrap().clone();
    let called = movements::dynamic::call(&client, operation.id, values).await;
    let error = called.unwrap_err();
    let Error::Rejected(rejected) = &error else {
        panic!("{error:?}");
    };
    assert_eq!(
        (rejected.status().as_u16(), error.code()),
        (200, Some("RAD0001"))
    );
    let code = rejected.known_code().unwrap();
    assert!(code.advice.in_language("es").is_some());
    let received = setup.received("queryMovements");
    assert!(received.iter().all(|entry| !entry.processed));
    // The contract of another client is a 400 with a code.
    let query = client.query_movements().contract_no("90000012345");
    let error = query.send().await.unwrap_err();
    assert_eq!(error.code(), Some("CCC002"));
}

#[tokio::test]
async fn a_code_of_the_second_api_that_refuses_the_password_stops_both() {
    let setup = Setup::of(sandbox_of_both()).await;
    let client = movements(&setup);
    let query = client.query_movements().contract_no("98100012345");
    let error = query.send().await.unwrap_err();
    assert_eq!(error.code(), Some("SCU001"));
    let error = perform(&setup.client, "querySales").await.unwrap_err();
    assert!(error.token_error().is_some(), "{error:?}");
    assert_eq!(setup.count("token"), 1);
}
