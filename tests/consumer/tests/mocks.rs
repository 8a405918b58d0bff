//! With mocks alone: no sandbox, no token.

use classifications_api::mock_cases::CaseMocks;
use classifications_api::types::{ClassificationRequest, Debtor};
use classifications_api::{Client, Error, Sender};
use consumer::{Cover, cover};
use httpmock::MockServer;

fn request() -> ClassificationRequest {
    let debtor = Debtor::builder().tax_id("B85905495").country("ES");
    let request = ClassificationRequest::builder()
        .debtor(debtor)
        .requested_limit("40000.00");
    request
        .currency("EUR")
        .payment_term_days(60)
        .try_into()
        .unwrap()
}

fn client(server: &MockServer) -> Client {
    let http = classifications_auth::http::client_builder()
        .no_proxy()
        .build()
        .unwrap();
    Client::new_with_client(&server.base_url(), http, Sender::direct())
}

#[tokio::test]
async fn an_unknown_debtor_is_requested() {
    let server = MockServer::start_async().await;
    let unknown = server
        .any_call("queryClassifications/400-never-classified-by-tax-id")
        .unwrap();
    let granted = server.any_call("createClassification/201-granted").unwrap();
    let cover = cover(&client(&server), "1234567-01", request())
        .await
        .unwrap();
    assert_eq!(cover, Cover::UpTo("40000.00".parse().unwrap()));
    unknown.assert();
    granted.assert();
}

#[tokio::test]
async fn a_known_debtor_is_not_requested_again() {
    let server = MockServer::start_async().await;
    let known = server
        .any_call("queryClassifications/200-by-tax-id")
        .unwrap();
    let create = server.any_call("createClassification/201-granted").unwrap();
    assert!(
        cover(&client(&server), "1234567-01", request())
            .await
            .is_ok()
    );
    known.assert();
    create.assert_calls(0);
}

#[tokio::test]
async fn a_premium_has_to_be_accepted() {
    let server = MockServer::start_async().await;
    server
        .any_call("queryClassifications/400-never-classified-by-tax-id")
        .unwrap();
    server
        .any_call("createClassification/201-awaiting-premium")
        .unwrap();
    let cover = cover(&client(&server), "1234567-01", request())
        .await
        .unwrap();
    assert_eq!(
        cover,
        Cover::None("the premium has to be accepted first".to_owned())
    );
}

#[tokio::test]
async fn the_plan_is_used_up() {
    let server = MockServer::start_async().await;
    server
        .any_call("queryClassifications/429-rate-limited")
        .unwrap();
    let error = cover(&client(&server), "1234567-01", request())
        .await
        .unwrap_err();
    let Error::Rejected(rejected) = error else {
        panic!("{error:?}")
    };
    assert_eq!(rejected.status(), 429);
    assert!(rejected.documented().is_some());
}
