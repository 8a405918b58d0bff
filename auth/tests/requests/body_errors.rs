//! Errors in bodies: their classification, and the guard after refused credentials.

use std::time::Duration;

use api_transport::{Error, ResponseValue};
use classifications_auth::{ErrorDetails as _, TokenError};
use sales_api::types::{Envelope, MoveSaleSuccessByStatus, Movement, MovementList};

use crate::support::server::{Server, Step};
use crate::support::{EMPTY_LIST, Setup, builder, chain, query, sales};

const UNKNOWN_SALE: &str = r#"{"error":{"code":"M001","text":"venta desconocida"},"sales":[]}"#;
const WRONG_PASSWORD: &str = r#"{"error":{"code":"U001"}}"#;

async fn move_sale(
    client: &classifications_auth::Client,
) -> Result<ResponseValue<MoveSaleSuccessByStatus>, Error<Envelope>> {
    let sales = sales(client);
    let movement = Movement::builder().sale_no(7);
    sales
        .move_sale()
        .contract_no("1")
        .body(movement)
        .send()
        .await
}

/// The time for which the credentials are blocked, if they are.
fn blocked<E: std::fmt::Debug>(error: &Error<E>) -> Option<Duration> {
    match error.token_error() {
        Some(TokenError::CredentialsRefused { refusal, .. }) if refusal.is_by_api() => {
            assert_eq!(refusal.code(), Some("U001"));
            error.token_error()?.retry_in()
        }
        _ => None,
    }
}

#[tokio::test]
async fn a_success_with_an_error_is_a_rejection_that_is_not_sent_again() {
    for status in [200, 201, 207] {
        let setup = Setup::new(vec![Step::response(status, UNKNOWN_SALE)]).await;
        let error = move_sale(&setup.client).await.unwrap_err();
        let Error::Rejected(rejected) = &error else {
            panic!("{error:?}")
        };
        assert_eq!(
            (error.code(), error.reason()),
            (Some("M001"), Some("venta desconocida"))
        );
        let known = rejected.known_code().unwrap();
        assert_eq!(
            known.description.in_language("es"),
            Some("venta desconocida")
        );
        assert_eq!(
            known.advice.in_language("en"),
            Some("query the sales first")
        );
        assert_eq!(
            rejected
                .json::<MovementList>()
                .unwrap()
                .sales
                .unwrap()
                .len(),
            0
        );
        assert!(!error.may_have_happened() && !error.is_retryable());
        assert_eq!((setup.api.count(), error.attempts()), (1, 1));
        move_sale(&setup.client).await.unwrap();
        assert_eq!(setup.tokens.count(), 1);
    }
}

#[tokio::test]
async fn an_error_status_has_the_code_of_its_body() {
    let setup = Setup::new(vec![
        Step::response(400, UNKNOWN_SALE),
        Step::response(500, UNKNOWN_SALE),
    ])
    .await;
    let error = move_sale(&setup.client).await.unwrap_err();
    let documented = error.response().unwrap().documented().unwrap();
    assert_eq!(
        documented.error.as_ref().unwrap().code.as_deref(),
        Some("M001")
    );
    assert_eq!(error.code(), Some("M001"));
    let error = move_sale(&setup.client).await.unwrap_err();
    assert!(matches!(error, Error::OutcomeUnknown(_)), "{error:?}");
    assert_eq!(error.code(), Some("M001"));
}

#[tokio::test]
async fn a_code_of_refused_credentials_counts_as_one_wrong_password_and_stops_all_calls() {
    for status in [200, 400, 401] {
        let steps = vec![
            Step::response(status, WRONG_PASSWORD),
            Step::response(200, WRONG_PASSWORD),
            Step::response(200, EMPTY_LIST),
        ];
        let setup = Setup::new(steps).await;
        let mut requests = 0;
        for wait in [900, 1800] {
            let error = move_sale(&setup.client).await.unwrap_err();
            assert!(matches!(error, Error::Rejected(_)), "{error:?}");
            requests += 1;
            for _ in 0..3 {
                let error = query(&setup.client).await.unwrap_err();
                assert_eq!(
                    blocked(&error),
                    Some(Duration::from_secs(wait)),
                    "{error:?}"
                );
            }
            // one token request for each: a 401 does not renew the token
            assert_eq!(
                (setup.api.count(), setup.tokens.count()),
                (requests, requests)
            );
            setup.clock.advance(Duration::from_secs(wait));
        }
        query(&setup.client).await.unwrap();
        assert_eq!(setup.tokens.count(), 3);
    }
}

#[tokio::test]
async fn many_responses_at_once_count_as_one_wrong_password() {
    let api = Server::start(vec![], Step::response(200, WRONG_PASSWORD)).await;
    let tokens = Server::start(vec![], Step::Token).await;
    let client = builder(&api, &tokens).build().unwrap();
    let calls = (0..20).map(|_| {
        let client = client.clone();
        tokio::spawn(async move { move_sale(&client).await.unwrap_err() })
    });
    for call in calls.collect::<Vec<_>>() {
        let error = call.await.unwrap();
        assert!(
            error.code().is_some() || blocked(&error).is_some(),
            "{error:?}"
        );
    }
    let error = query(&client).await.unwrap_err();
    let left = blocked(&error).unwrap();
    assert!(left <= Duration::from_secs(900), "{left:?}");
    assert_eq!(tokens.count(), 1);
}

#[tokio::test]
async fn other_processes_with_the_same_state_file_send_nothing() {
    let folder = tempfile::tempdir().unwrap();
    let state = folder.path().join("state.json");
    let api = Server::start(vec![], Step::response(200, WRONG_PASSWORD)).await;
    let tokens = Server::start(vec![], Step::Token).await;
    // even with a cached token
    let cache = folder.path().join("tokens");
    let process = || {
        let builder = builder(&api, &tokens).state_file(&state);
        builder.token_cache(&cache).build().unwrap()
    };
    move_sale(&process()).await.unwrap_err();
    let error = move_sale(&process()).await.unwrap_err();
    assert!(blocked(&error).is_some(), "{error:?}");
    let messages = chain(&error).join(": ");
    assert!(
        messages.ends_with("the API responded with 200 OK, U001"),
        "{messages}"
    );
    assert_eq!((api.count(), tokens.count()), (1, 1));
    let stored = std::fs::read_to_string(&state).unwrap();
    assert!(
        stored.contains("U001") && !stored.contains("the-"),
        "{stored}"
    );
}

#[tokio::test]
async fn an_error_in_a_body_shows_no_secret_that_the_server_echoes() {
    let echo = r#"{"error":{"code":"M001","text":"Authorization: Bearer token-1, the-password"}}"#;
    let setup = Setup::new(vec![Step::response(200, echo)]).await;
    let error = move_sale(&setup.client).await.unwrap_err();
    assert_eq!(error.code(), Some("M001"));
    let shown = format!("{error} {error:?} {:?}", error.reason());
    assert!(
        !shown.contains("token-1") && !shown.contains("the-password"),
        "{shown}"
    );
}
