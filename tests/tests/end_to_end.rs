//! Each operation, and each documented error, through auth, raw client and sandbox.

#![allow(clippy::unwrap_used, reason = "a test that cannot go on fails")]

use api_transport::{Error, NotSentReason};
use classifications_api::Amount;
use classifications_api::types::{ActivationAction, Classification, PremiumDecision, StatusCode};
use classifications_auth::{Client, Credentials};
use classifications_sandbox::cases::Condition;
use classifications_sandbox::{Authorization, Sandbox};

const CONTRACT: &str = "1234567-01";

fn credentials(sandbox: &Sandbox) -> Credentials {
    let c = sandbox.credentials();
    let (id, secret) = (c.client_id.as_str(), c.client_secret.as_str());
    Credentials::new(id, secret, c.username.as_str(), c.password.as_str()).unwrap()
}

fn client(sandbox: &Sandbox) -> Client {
    Client::builder()
        .credentials(credentials(sandbox))
        .base_url(sandbox.base_url())
        .token_url(sandbox.token_url())
        .build()
        .unwrap()
}

async fn create(client: &Client, limit: &str) -> Classification {
    let debtor = classifications_api::types::Debtor::builder()
        .tax_id("B85905495")
        .country("ES");
    client
        .create_classification()
        .contract_no(CONTRACT)
        .body_map(|body| {
            body.debtor(debtor)
                .requested_limit(limit)
                .currency("EUR")
                .payment_term_days(60)
        })
        .send()
        .await
        .unwrap()
        .into_inner()
}

#[tokio::test]
async fn each_operation_with_the_token_it_needs() {
    let sandbox = Sandbox::start().await.unwrap();
    let client = client(&sandbox);

    let list = client
        .query_classifications()
        .contract_no(CONTRACT)
        .send()
        .await
        .unwrap();
    assert_eq!(
        list.classifications.len(),
        7,
        "the seed has one for each status"
    );

    let granted = create(&client, "40000.01").await;
    assert_eq!(granted.status_code, StatusCode::GRANTED);
    assert_eq!(
        granted.granted_limit,
        Some("40000.01".parse::<Amount>().unwrap())
    );

    let offered = create(&client, "250000").await;
    assert_eq!(offered.status_code, StatusCode::AWAITING_PREMIUM_DECISION);
    let accepted = client
        .accept_deny_premium()
        .contract_no(CONTRACT)
        .body_map(|body| {
            body.endorsement_no(offered.request_no)
                .decision(PremiumDecision::Accept)
        })
        .send()
        .await
        .unwrap();
    assert_eq!(accepted.premium.as_ref().unwrap().accepted, Some(true));

    for (action, active) in [
        (ActivationAction::Deactivate, false),
        (ActivationAction::Activate, true),
    ] {
        let switched = client
            .activate_deactivate_classification()
            .contract_no(CONTRACT)
            .body_map(|body| body.endorsement_no(granted.request_no).action(action))
            .send()
            .await
            .unwrap();
        assert_eq!(switched.active, active);
    }

    let cancelled = client
        .cancel_classification()
        .contract_no(CONTRACT)
        .body_map(|body| body.endorsement_no(granted.request_no))
        .send()
        .await
        .unwrap();
    assert_eq!(cancelled.status_code, StatusCode::ANNULLED);

    let found = client
        .query_classifications()
        .contract_no(CONTRACT)
        .status_code(vec![2, 6])
        .tax_id("B85905495")
        .country("ES")
        .send()
        .await
        .unwrap();
    assert!(
        found
            .classifications
            .iter()
            .any(|c| c.request_no == granted.request_no)
    );

    let received = sandbox.received();
    let scopes: Vec<_> = received.iter().filter_map(|r| r.scope.as_deref()).collect();
    assert_eq!(
        scopes,
        ["read", "create", "update", "delete"],
        "one token for each set of scopes"
    );
    let api: Vec<_> = received.iter().filter(|r| r.scope.is_none()).collect();
    assert!(api.iter().all(|r| r.authorization == Authorization::Bearer));
    assert!(api.iter().all(|r| r.processed));
    assert_eq!(
        api.last().unwrap().query.as_deref(),
        Some("taxId=B85905495&country=ES&statusCode=2%2C6")
    );
}

#[tokio::test]
async fn no_header_goes_out_that_the_document_does_not_know() {
    let sandbox = Sandbox::start().await.unwrap();
    client(&sandbox)
        .query_classifications()
        .contract_no(CONTRACT)
        .send()
        .await
        .unwrap();
    create(&client(&sandbox), "1").await;
    let known = [
        "accept",
        "authorization",
        "content-length",
        "content-type",
        "host",
        "user-agent",
    ];
    for received in sandbox.received().iter().filter(|r| r.scope.is_none()) {
        let unknown: Vec<_> = received
            .headers
            .iter()
            .filter(|name| !known.contains(&name.as_str()))
            .collect();
        assert!(
            unknown.is_empty(),
            "{} {}: {unknown:?}",
            received.method,
            received.path
        );
    }
}

#[tokio::test]
async fn an_awkward_contract_number_survives_the_round_trip() {
    let awkward = "12/34 A%2F?ñ#;=";
    let sandbox = Sandbox::builder()
        .collection(awkward, [])
        .start()
        .await
        .unwrap();
    let client = client(&sandbox);
    let list = client
        .query_classifications()
        .contract_no(awkward)
        .send()
        .await
        .unwrap();
    assert!(list.classifications.is_empty());
    let received = sandbox.received();
    let path = &received.last().unwrap().path;
    assert!(
        path.ends_with("/contracts/12%2F34%20A%252F%3F%C3%B1%23%3B%3D/classifications"),
        "{path}"
    );

    for refused in ["", ".", ".."] {
        let error = client
            .query_classifications()
            .contract_no(refused)
            .send()
            .await
            .unwrap_err();
        let Error::NotSent(error) = error else {
            panic!("{error:?}")
        };
        assert_eq!(error.reason(), NotSentReason::InvalidRequest, "{refused:?}");
    }
    assert_eq!(sandbox.received().len(), received.len(), "nothing was sent");
}

#[tokio::test]
async fn each_condition_of_the_gateway_reaches_the_caller() {
    let sandbox = Sandbox::start().await.unwrap();
    let client = client(&sandbox);
    for (condition, status) in [
        (Condition::NotSubscribed, 403),
        (Condition::InternalError, 500),
    ] {
        sandbox.set_condition(condition);
        let request = client.cancel_classification().contract_no(CONTRACT);
        let error = request
            .body_map(|body| body.endorsement_no(600_002))
            .send()
            .await
            .unwrap_err();
        let Error::Rejected(rejected) = error else {
            panic!("{error:?}")
        };
        assert_eq!(rejected.status().as_u16(), status);
        let documented = rejected.documented().unwrap();
        assert_eq!(
            documented.http_code.as_deref(),
            Some(status.to_string().as_str())
        );
        assert!(rejected.transaction_id().is_some());
    }
}

#[tokio::test]
async fn a_revoked_token_is_replaced_once() {
    let sandbox = Sandbox::start().await.unwrap();
    let client = client(&sandbox);
    create(&client, "1000").await;
    sandbox.revoke_all_tokens();
    create(&client, "1000").await;
    let received = sandbox.received();
    let statuses: Vec<_> = received
        .iter()
        .map(|r| {
            (
                r.operation.as_deref().unwrap_or(""),
                r.status.unwrap().as_u16(),
            )
        })
        .collect();
    let created = ("createClassification", 201);
    let tokens = received
        .iter()
        .filter(|r| r.operation.as_deref() == Some("token"))
        .count();
    assert_eq!(
        statuses.iter().filter(|s| **s == created).count(),
        2,
        "{statuses:?}"
    );
    assert!(statuses.contains(&("createClassification", 401)));
    assert!(tokens >= 2);
}

#[tokio::test]
async fn refused_credentials_are_a_typed_error() {
    let sandbox = Sandbox::start().await.unwrap();
    let c = sandbox.credentials();
    let wrong = Credentials::new(
        c.client_id.as_str(),
        c.client_secret.as_str(),
        "nobody",
        "wrong",
    )
    .unwrap();
    let client = Client::builder()
        .credentials(wrong)
        .base_url(sandbox.base_url())
        .token_url(sandbox.token_url())
        .build()
        .unwrap();
    let error = client
        .query_classifications()
        .contract_no(CONTRACT)
        .send()
        .await
        .unwrap_err();
    let Error::NotSent(error) = error else {
        panic!("{error:?}")
    };
    assert_eq!(error.reason(), NotSentReason::Credentials);
    assert!(!format!("{error:?}").contains("wrong"), "{error:?}");
}

#[tokio::test]
async fn an_unlisted_status_code_is_a_value() {
    let sandbox = Sandbox::start().await.unwrap();
    let mut held = sandbox.resources(CONTRACT);
    let mut odd: serde_json::Value = serde_json::from_str(&held[0]).unwrap();
    odd["statusCode"] = 42.into();
    let number = odd["requestNo"].as_i64().unwrap();
    held[0] = odd.to_string();
    sandbox.set_resources(CONTRACT, held).unwrap();
    let list = client(&sandbox)
        .query_classifications()
        .contract_no(CONTRACT)
        .endorsement_no(number)
        .send()
        .await
        .unwrap();
    assert_eq!(list.classifications[0].status_code, StatusCode(42));
}
