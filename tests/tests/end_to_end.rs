//! Each operation through the generated client, the auth crate and the sandbox, with values that
//! the document allows.

#![allow(
    clippy::unwrap_used,
    clippy::panic,
    reason = "a test fails when its setup fails"
)]

use api_transport::Error;
use classifications_api::operations;
use classifications_auth::dynamic::{ErrorBody, Outcome, Values};
use classifications_auth::{Client, Credentials, ResponseValue};
use classifications_sandbox::cases::Condition;
use classifications_sandbox::{Authorization, Sandbox};
use contract_tests::contract::contract;
use contract_tests::set_aside;

type Called = Result<ResponseValue<Outcome>, Error<ErrorBody>>;

fn client(sandbox: &Sandbox) -> Client {
    let c = sandbox.credentials();
    let (id, secret) = (c.client_id.as_str(), c.client_secret.as_str());
    let credentials = Credentials::new(id, secret, c.username.as_str(), c.password.as_str());
    Client::builder()
        .credentials(credentials.unwrap())
        .base_url(sandbox.base_url())
        .token_url(sandbox.token_url())
        .build()
        .unwrap()
}

/// The values of the smallest request and of the full one, of each operation.
fn requests() -> Vec<(&'static str, Values)> {
    let contract = contract();
    let of_operation = |id: &'static str| {
        let samples = contract.values_samples(id).into_iter().take(2);
        let samples = samples.filter(|sample| sample.conforms);
        samples.map(move |sample| (id, sample.values)).collect()
    };
    let ids = operations::ALL.iter().map(|operation| operation.id);
    ids.flat_map(|id| -> Vec<_> { of_operation(id) }).collect()
}

/// The status of a response that the client understands.
fn status(called: &Called) -> u16 {
    match called {
        Ok(response) => response.status().as_u16(),
        Err(error) => {
            let response = error.response().unwrap();
            if response.documented().is_none() && error.code().is_none() {
                set_aside(&format!("the document has no such response: {error:?}"));
            }
            response.status().as_u16()
        }
    }
}

#[tokio::test]
async fn each_operation_is_called_with_the_token_it_needs() {
    let sandbox = Sandbox::start().await.unwrap();
    let client = client(&sandbox);
    let requests = requests();
    for (operation, values) in &requests {
        let called = client.call(operation, values.clone()).await;
        let status = status(&called);
        // The account may not have the resources of the values.
        assert!(
            matches!(status, 200..300 | 400 | 404),
            "{operation}: {status}"
        );
    }
    let received = sandbox.received();
    let calls = received.iter().filter(|call| call.grant_type.is_none());
    let calls: Vec<_> = calls.collect();
    assert_eq!(calls.len(), requests.len());
    for (call, (operation, _)) in calls.iter().zip(&requests) {
        let mut all = operations::ALL.iter();
        let documented = all.find(|documented| documented.id == *operation).unwrap();
        assert_eq!(call.method, documented.method);
        let has_token = matches!(call.authorization, Authorization::Bearer);
        assert_eq!(has_token, documented.oauth2_scopes.is_some());
    }
}

#[tokio::test]
async fn each_condition_of_the_gateway_reaches_the_caller() {
    let sandbox = Sandbox::start().await.unwrap();
    let client = client(&sandbox);
    for (condition, expected) in [
        (Condition::NotSubscribed, 403),
        (Condition::InternalError, 500),
    ] {
        sandbox.set_condition(condition);
        for (operation, values) in requests() {
            let called = client.call(operation, values).await;
            let error = called.unwrap_err();
            assert_eq!(error.status().unwrap().as_u16(), expected, "{operation}");
            assert!(error.transaction_id().is_some(), "{operation}");
        }
    }
}

#[tokio::test]
async fn a_revoked_token_is_replaced_once() {
    let sandbox = Sandbox::start().await.unwrap();
    let client = client(&sandbox);
    let needs_token = |id: &str| {
        let mut all = operations::ALL.iter();
        all.any(|operation| operation.id == id && operation.oauth2_scopes.is_some())
    };
    let mut requests = requests().into_iter();
    let Some((operation, values)) = requests.find(|(id, _)| needs_token(id)) else {
        set_aside("no operation needs a token");
        return;
    };
    let before = status(&client.call(operation, values.clone()).await);
    sandbox.revoke_all_tokens();
    let after = status(&client.call(operation, values).await);
    assert_eq!(after, before);
    let received = sandbox.received();
    let statuses = received.iter().filter(|call| call.grant_type.is_none());
    let statuses: Vec<u16> = statuses.map(|call| call.status.unwrap().as_u16()).collect();
    assert_eq!(statuses, [before, 401, before]);
}
