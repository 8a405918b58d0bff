//! Each operation with a typed mock alone: no sandbox, no token. This is how a consumer tests.

#![allow(clippy::unwrap_used, reason = "a test that cannot go on fails")]

use api_transport::{Error, Sender};
use classifications_api::Client;
use classifications_api::mock::MockServerExt;
use classifications_api::types::{
    ActivationAction, ActivationRequest, CancellationRequest, Classification, ClassificationList,
    ClassificationRequest, ContractNo, Debtor, GatewayError, PremiumDecision,
    PremiumDecisionRequest, StatusCode,
};
use httpmock::MockServer;

fn client(server: &MockServer) -> Client {
    let http = classifications_auth::http::client_builder()
        .no_proxy()
        .build()
        .unwrap();
    Client::new_with_client(&server.base_url(), http, Sender::direct())
}

fn contract() -> ContractNo {
    "12/34 A".parse().unwrap()
}

fn granted() -> Classification {
    Classification::builder()
        .request_no(700_001)
        .endorsement_no(700_001)
        .debtor(Debtor::builder().tax_id("B85905495").country("ES"))
        .requested_limit("40000.00")
        .currency("EUR")
        .payment_term_days(60)
        .status_code(StatusCode::GRANTED)
        .status_description("granted")
        .active(true)
        .request_date("2026-01-15".parse::<chrono::NaiveDate>().unwrap())
        .try_into()
        .unwrap()
}

#[tokio::test]
async fn query() {
    let server = MockServer::start_async().await;
    let mock = server.query_classifications(|when, then| {
        when.contract_no(&contract())
            .status_code(&vec![1, 2])
            .tax_id("B85905495");
        let list = ClassificationList::builder().classifications(vec![granted()]);
        then.ok(&list.try_into().unwrap());
    });
    let client = client(&server);
    let query = client
        .query_classifications()
        .contract_no(contract())
        .tax_id("B85905495");
    let list = query.status_code(vec![1, 2]).send().await.unwrap();
    assert_eq!(list.classifications[0].request_no, 700_001);
    mock.assert();
}

#[tokio::test]
async fn create() {
    let server = MockServer::start_async().await;
    let request: ClassificationRequest = ClassificationRequest::builder()
        .debtor(Debtor::builder().tax_id("B85905495").country("ES"))
        .requested_limit("40000.00")
        .currency("EUR")
        .payment_term_days(60)
        .try_into()
        .unwrap();
    let mock = server.create_classification(|when, then| {
        when.contract_no(&contract()).body(&request);
        then.created(&granted());
    });
    let client = client(&server);
    let call = client
        .create_classification()
        .contract_no(contract())
        .body(request.clone());
    let created = call.send().await.unwrap();
    assert_eq!(
        (created.status().as_u16(), created.status_code),
        (201, StatusCode::GRANTED)
    );
    mock.assert();
}

#[tokio::test]
async fn activate() {
    let server = MockServer::start_async().await;
    let request = ActivationRequest::builder()
        .endorsement_no(1)
        .action(ActivationAction::Activate);
    let request: ActivationRequest = request.try_into().unwrap();
    let mock = server.activate_deactivate_classification(|when, then| {
        when.contract_no(&contract()).body(&request);
        then.ok(&granted());
    });
    let client = client(&server);
    let call = client
        .activate_deactivate_classification()
        .contract_no(contract());
    assert!(call.body(request.clone()).send().await.unwrap().active);
    mock.assert();
}

#[tokio::test]
async fn cancel() {
    let server = MockServer::start_async().await;
    let request = CancellationRequest::builder()
        .endorsement_no(1)
        .reason("closed".to_owned());
    let request: CancellationRequest = request.try_into().unwrap();
    let mock = server.cancel_classification(|when, then| {
        when.contract_no(&contract()).body(&request);
        let conflict = GatewayError::builder()
            .http_code("400".to_owned())
            .more_information("it is final".to_owned());
        then.bad_request(&conflict.try_into().unwrap());
    });
    let client = client(&server);
    let call = client
        .cancel_classification()
        .contract_no(contract())
        .body(request.clone());
    let Err(Error::Rejected(rejected)) = call.send().await else {
        panic!("not rejected")
    };
    assert_eq!(
        rejected.documented().unwrap().more_information.as_deref(),
        Some("it is final")
    );
    mock.assert();
}

#[tokio::test]
async fn accept_premium() {
    let server = MockServer::start_async().await;
    let request = PremiumDecisionRequest::builder()
        .endorsement_no(1)
        .decision(PremiumDecision::Accept);
    let request: PremiumDecisionRequest = request.try_into().unwrap();
    let mock = server.accept_deny_premium(|when, then| {
        when.contract_no(&contract()).body(&request);
        then.ok(&granted());
    });
    let client = client(&server);
    let call = client
        .accept_deny_premium()
        .contract_no(contract())
        .body(request.clone());
    assert_eq!(call.send().await.unwrap().status_code, StatusCode::GRANTED);
    mock.assert();
}
