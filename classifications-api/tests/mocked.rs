//! Each operation against typed mocks: what goes out is what the document says.
#![cfg(feature = "httpmock")]
#![allow(clippy::unwrap_used, reason = "tests")]

use classifications_api::mock::MockServerExt as _;
use classifications_api::types::{
    ActivationAction, ActivationRequest, CancellationRequest, Classification, ClassificationList,
    ContractNo, CurrencyCode, Debtor, GatewayError, PremiumDecision, PremiumDecisionRequest,
    StatusCode,
};
use classifications_api::{Amount, Client, Error, Sender, operations};
use httpmock::MockServer;

fn client(server: &MockServer) -> Client {
    // where the whole workspace is built, reqwest wants to be told which TLS provider to use
    let _ = rustls::crypto::ring::default_provider().install_default();
    let http = reqwest::Client::builder().no_proxy().build().unwrap();
    Client::new_with_client(&server.url("/base/v1/"), http, Sender::direct())
}

fn classification(status: StatusCode) -> Classification {
    Classification::builder()
        .request_no(9_007_199_254_740_993_i64)
        .debtor(Debtor::builder().tax_id("B85905495").country("ES"))
        .requested_limit("40000.10")
        .currency("EUR")
        .payment_term_days(60)
        .status_code(status)
        .status_description("granted")
        .active(true)
        .request_date(chrono::NaiveDate::from_ymd_opt(2026, 1, 15).unwrap())
        .try_into()
        .unwrap()
}

fn contract() -> ContractNo {
    "12/34 A".parse().unwrap()
}

#[tokio::test]
async fn a_query_sends_its_lists_as_one_parameter() {
    let server = MockServer::start_async().await;
    let mock = server.query_classifications(|when, then| {
        when.contract_no(&contract())
            .status_code(&vec![2, 3])
            .tax_id(None)
            .into_inner()
            .path("/base/v1/contracts/12%2F34%20A/classifications")
            .header("accept", "application/json")
            .header_missing("api-version");
        let list =
            ClassificationList::builder().classifications(vec![classification(StatusCode(99))]);
        then.ok(&list.try_into().unwrap());
    });
    let answer = client(&server)
        .query_classifications()
        .contract_no("12/34 A")
        .status_code([2, 3])
        .send()
        .await
        .unwrap();
    mock.assert();
    let first = answer.classifications.first().unwrap();
    assert_eq!(first.request_no, 9_007_199_254_740_993);
    assert_eq!(first.requested_limit.to_string(), "40000.10");
    assert_eq!(
        first.status_code,
        StatusCode(99),
        "an unknown code is a value"
    );
    assert_eq!(first.status_code.description(), None);
}

#[tokio::test]
async fn each_post_sends_its_body() {
    let server = MockServer::start_async().await;
    let granted = classification(StatusCode::GRANTED);
    let create = server.create_classification(|when, then| {
        when.into_inner().json_body(serde_json::json!({
            "debtor": {"taxId": "B85905495", "country": "ES"},
            "requestedLimit": 40000.5, "currency": "EUR", "paymentTermDays": 60,
        }));
        then.created(&granted);
    });
    let activate = server.activate_deactivate_classification(|when, then| {
        let body = ActivationRequest::builder()
            .endorsement_no(7)
            .action(ActivationAction::Deactivate);
        when.body(&body.try_into().unwrap());
        then.ok(&granted);
    });
    let cancel = server.cancel_classification(|when, then| {
        let body = CancellationRequest::builder().endorsement_no(7);
        when.body(&body.try_into().unwrap());
        then.ok(&granted);
    });
    let premium = server.accept_deny_premium(|when, then| {
        let body = PremiumDecisionRequest::builder()
            .endorsement_no(7)
            .decision(PremiumDecision::Accept);
        when.body(&body.try_into().unwrap());
        then.ok(&granted);
    });

    let client = client(&server);
    let created = client
        .create_classification()
        .contract_no("1")
        .body_map(|body| {
            body.debtor(Debtor::builder().tax_id("B85905495").country("ES"))
                .requested_limit("40000.5")
                .currency("EUR")
                .payment_term_days(60)
        })
        .send()
        .await
        .unwrap();
    assert_eq!(created.status().as_u16(), 201);
    client
        .activate_deactivate_classification()
        .contract_no("1")
        .body_map(|body| body.endorsement_no(7).action("DEACTIVATE"))
        .send()
        .await
        .unwrap();
    client
        .cancel_classification()
        .contract_no("1")
        .body_map(|body| body.endorsement_no(7))
        .send()
        .await
        .unwrap();
    client
        .accept_deny_premium()
        .contract_no("1")
        .body_map(|body| body.endorsement_no(7).decision("ACCEPT"))
        .send()
        .await
        .unwrap();
    for mock in [create, activate, cancel, premium] {
        mock.assert();
    }
}

#[tokio::test]
async fn errors_keep_their_status_and_body() {
    let server = MockServer::start_async().await;
    server.query_classifications(|_, then| {
        let body = GatewayError::builder().http_code("403".to_owned());
        then.forbidden(&body.try_into().unwrap());
    });
    let refused = client(&server)
        .query_classifications()
        .contract_no("1")
        .send()
        .await
        .unwrap_err();
    let Error::Rejected(rejected) = refused else {
        panic!("{refused:?}")
    };
    assert_eq!(rejected.status().as_u16(), 403);
    let documented = rejected.documented().unwrap();
    assert_eq!(documented.http_code.as_deref(), Some("403"));
}

#[tokio::test]
async fn invalid_arguments_are_reported_at_once_and_nothing_is_sent() {
    let server = MockServer::start_async().await;
    let client = client(&server);
    let reason = |e: Error<GatewayError>| match e {
        Error::NotSent(e) => std::error::Error::source(&e).unwrap().to_string(),
        other => panic!("{other:?}"),
    };
    let none = client.query_classifications().send().await.unwrap_err();
    assert_eq!(reason(none), "contract_no is missing");
    let empty = client
        .query_classifications()
        .contract_no("")
        .send()
        .await
        .unwrap_err();
    assert_eq!(reason(empty), "contract_no: shorter than 1 characters");
    let half = client
        .create_classification()
        .contract_no("1")
        .body_map(|body| body.requested_limit("1"))
        .send()
        .await
        .unwrap_err();
    assert_eq!(
        reason(half),
        "body: no value supplied for currency; no value supplied for debtor; \
         no value supplied for payment_term_days"
    );
    let several = client
        .query_classifications()
        .country("Spain")
        .status_code(vec![2, 3])
        .send()
        .await
        .unwrap_err();
    assert_eq!(
        reason(several),
        "contract_no is missing; country: doesn't match pattern \"^[A-Z]{2}$\""
    );
}

#[test]
fn the_table_lists_every_operation() {
    let listed: Vec<_> = operations::ALL
        .iter()
        .map(|o| (o.id, o.method.as_str(), o.oauth2_scopes))
        .collect();
    assert_eq!(
        listed,
        [
            ("queryClassifications", "GET", Some(&["read"][..])),
            ("createClassification", "POST", Some(&["create"][..])),
            (
                "activateDeactivateClassification",
                "POST",
                Some(&["update"][..])
            ),
            ("cancelClassification", "POST", Some(&["delete"][..])),
            ("acceptDenyPremium", "POST", Some(&["update"][..])),
        ]
    );
    assert_eq!(operations::ALL.iter().filter(|o| o.is_safe()).count(), 1);
}

#[test]
fn types_describe_themselves() {
    let schema = schemars::schema_for!(Classification);
    let schema = serde_json::to_value(schema).unwrap();
    assert_eq!(schema["properties"]["requestedLimit"]["type"], "number");
    let amount: Amount = "1.10".parse().unwrap();
    assert_eq!(amount.to_string(), "1.10");
    assert!("eur".parse::<CurrencyCode>().is_err());
}
