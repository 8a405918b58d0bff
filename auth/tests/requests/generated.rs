//! A generated client of another API over the transport of the first client: tokens for the scopes of its document,
//! requests as described there, and typed responses.

use std::fmt::Debug;

use classifications_auth::{Error, ErrorDetails as _, NotSentReason};
use sales_api::types::{Correction, NotifySaleErrorByStatus, NotifySaleSuccessByStatus, Sale};
use serde_json::{Value, json};

use crate::support::clock::SkippingClock;
use crate::support::server::{Server, Step};
use crate::support::{CREATE, EMPTY_LIST, Setup, builder, sales};

const SALE: &str =
    r#"{"client":"C-1042","saleDate":"2026-01-15","amount":1234.5,"currency":"EUR"}"#;
const RECORDED: &str = r#"{"saleNo":42,"client":"C-1042","saleDate":"2026-01-15","amount":1}"#;

fn sale() -> Sale {
    serde_json::from_str(SALE).unwrap()
}

#[tokio::test]
async fn each_operation_has_a_token_for_its_scopes_which_is_kept() {
    let round = [
        Step::response(200, EMPTY_LIST),
        Step::response(200, r#"["ES","PT"]"#),
        Step::response(201, RECORDED),
        Step::response(204, ""),
    ];
    let setup = Setup::new([round.clone(), round].concat()).await;
    let sales = sales(&setup.client);
    for _ in 0..2 {
        let query = sales.query_sales().contract_no("7");
        assert!(query.send().await.unwrap().sales.is_empty());
        let countries = sales.list_countries().send().await.unwrap();
        assert_eq!(*countries, ["ES", "PT"]);
        let correct = sales.correct_sale().contract_no("7").sale_no(42);
        let correct = correct.body(Correction::builder().amount(1.0));
        assert_eq!(correct.send().await.unwrap().sale_no, 42);
        let withdraw = sales.withdraw_sale().contract_no("7").sale_no(42);
        withdraw.send().await.unwrap();
    }
    let bearer = |n| format!("Bearer token-{n}");
    assert_eq!(setup.authorizations(), [1, 1, 2, 3, 1, 1, 2, 3].map(bearer));
    let requests = setup.tokens.received();
    let scopes = requests.iter().map(|request| {
        let pairs = request.body.split('&');
        pairs
            .filter_map(|pair| pair.strip_prefix("scope="))
            .collect()
    });
    let scopes: Vec<String> = scopes.collect();
    assert_eq!(scopes, ["read", "read+update", "delete"], "sorted");
}

#[tokio::test]
async fn requests_are_as_documented() {
    let steps = vec![
        Step::response(200, EMPTY_LIST),
        Step::response(202, r#"{"receiptNo":"R-1"}"#),
    ];
    let setup = Setup::new(steps).await;
    let sales = sales(&setup.client);
    let query = sales.query_sales().contract_no("12/34");
    let query = query.countries(vec!["ES".to_owned(), "PT".to_owned()]);
    let query = query.month(vec![1, 12]).x_correlation_id("c-1");
    query.send().await.unwrap();
    let notify = sales.notify_sale().contract_no("7");
    notify.body(sale()).send().await.unwrap();

    let [queried, notified] = &setup.api.received()[..] else {
        panic!("two requests")
    };
    assert_eq!(
        (queried.method.as_str(), queried.target.as_str()),
        (
            "GET",
            "/v1/contracts/12%2F34/sales?countries=ES%7CPT&month=1&month=12"
        )
    );
    assert_eq!(queried.header("x-correlation-id"), Some("c-1"));
    assert_eq!(queried.header("x-ibm-client-id"), None);
    assert_eq!(
        (notified.method.as_str(), notified.target.as_str()),
        ("POST", "/v1/contracts/7/sales")
    );
    for (name, value) in [
        ("content-type", "application/json"),
        ("accept", "application/json"),
        ("x-ibm-client-id", "the-client-id"),
    ] {
        assert_eq!(notified.header(name), Some(value), "{name}");
    }
    let sent: Value = serde_json::from_str(&notified.body).unwrap();
    assert_eq!(sent, serde_json::from_str::<Value>(SALE).unwrap());
}

#[tokio::test]
async fn undocumented_properties_and_values_are_read() {
    let body = json!({"sales": [{
        "saleNo": 9_007_199_254_740_993_i64, "client": "C", "saleDate": "2026-01-15", "amount": 0.1,
        "currency": "XTS", "unknown": true,
    }]});
    let setup = Setup::new(vec![Step::response(200, &body.to_string())]).await;
    let list = crate::support::query(&setup.client).await.unwrap();
    assert_eq!(list.sales[0].sale_no, 9_007_199_254_740_993);
    assert_eq!(list.sales[0].currency.as_ref().unwrap().to_string(), "XTS");
}

#[tokio::test]
async fn each_documented_response_has_its_own_type() {
    for (status, body) in [
        (201, RECORDED),
        (202, r#"{"receiptNo":"R-1"}"#),
        (400, r#"{"httpCode":"400"}"#),
        (409, r#"{"earlierSaleNo":41}"#),
        (418, "{}"),
    ] {
        let setup = Setup::new(vec![Step::response(status, body)]).await;
        let sales = sales(&setup.client);
        let notify = sales.notify_sale().contract_no("7").body(sale());
        let sent = notify.send().await;
        match (status, &sent) {
            (201 | 202, Ok(success)) => match &**success {
                NotifySaleSuccessByStatus::Created(sale) => {
                    assert_eq!((status, sale.sale_no), (201, 42));
                }
                NotifySaleSuccessByStatus::Accepted(receipt) => {
                    assert_eq!((status, receipt.receipt_no.as_str()), (202, "R-1"));
                }
                other => panic!("{other:?}"),
            },
            (_, Err(Error::Rejected(rejected))) => {
                assert_eq!(rejected.status(), status);
                match rejected.documented() {
                    Some(NotifySaleErrorByStatus::BadRequest(error)) => {
                        assert_eq!((status, error.http_code.as_deref()), (400, Some("400")));
                    }
                    Some(NotifySaleErrorByStatus::Conflict(conflict)) => {
                        assert_eq!((status, conflict.earlier_sale_no), (409, 41));
                    }
                    None => assert_eq!(status, 418),
                    other => panic!("{other:?}"),
                }
            }
            _ => panic!("{status}: {sent:?}"),
        }
        assert_eq!(setup.api.count(), 1);
    }
}

#[tokio::test]
async fn only_a_documented_body_is_a_success_with_another_2xx() {
    let receipt = r#"{"receiptNo":"R-1"}"#;
    for (status, body, number) in [(200, RECORDED, 42), (203, receipt, 0), (201, receipt, 0)] {
        let setup = Setup::new(vec![Step::response(status, body)]).await;
        let sales = sales(&setup.client);
        let notify = sales.notify_sale().contract_no("7").body(sale());
        let success = notify.send().await.unwrap();
        assert_eq!(success.status(), status);
        assert_eq!(success.tolerated().len(), 1);
        let found = match &*success {
            NotifySaleSuccessByStatus::Created(sale) => sale.sale_no,
            NotifySaleSuccessByStatus::Accepted(_) => 0,
            other => panic!("{other:?}"),
        };
        assert_eq!(found, number);
    }
    for (status, body) in [
        (200, "<html>blocked</html>"),
        (200, "{}"),
        (200, r#"{"httpCode":"500"}"#),
        (201, r#"{"httpCode":"500"}"#),
        (206, RECORDED),
        (200, ""),
        (204, ""),
    ] {
        let setup = Setup::new(vec![Step::response(status, body)]).await;
        let sales = sales(&setup.client);
        let notify = sales.notify_sale().contract_no("7").body(sale());
        let error = notify.send().await.unwrap_err();
        assert!(
            error.may_have_happened() && !error.is_retryable(),
            "{status} {body}"
        );
        let setup = Setup::new(vec![Step::response(status, body)]).await;
        assert!(
            crate::support::query(&setup.client).await.is_err(),
            "{status} {body}"
        );
    }
    // without a documented body, only some statuses prove a success
    for (status, body, is_success) in [(200, "", true), (202, "", false), (200, "{}", false)] {
        let setup = Setup::new(vec![Step::response(status, body)]).await;
        let sales = crate::support::sales(&setup.client);
        let withdraw = sales.withdraw_sale().contract_no("7").sale_no(42);
        assert_eq!(withdraw.send().await.is_ok(), is_success, "{status} {body}");
    }
}

#[tokio::test]
async fn limits_are_enforced_for_requests_and_not_for_responses() {
    let odd = RECORDED.replace("\"2026-01-15\"", "\"2026-01-15T00:00:00Z\"");
    let odd = odd.replace("42", "42.0");
    let setup = Setup::new(vec![Step::response(201, &odd)]).await;
    let sales = sales(&setup.client);
    let notify = sales.notify_sale().contract_no("7").body(sale());
    let success = notify.send().await.unwrap();
    assert!(matches!(&*success, NotifySaleSuccessByStatus::Created(sale) if sale.sale_no == 42));
    let refused = sales.notify_sale().contract_no("").body(sale());
    let refused = refused.send().await.unwrap_err();
    assert!(matches!(refused, Error::NotSent(_)), "{refused:?}");
    assert_eq!(setup.api.count(), 1);
}

#[tokio::test]
async fn a_post_that_may_have_been_processed_is_sent_once() {
    for step in [Step::status(503), Step::Reset, Step::truncated(201)] {
        let setup = Setup::new(vec![step.clone()]).await;
        let sales = sales(&setup.client);
        let notify = sales.notify_sale().contract_no("7").body(sale());
        let error = notify.send().await.unwrap_err();
        match (&step, &error) {
            (Step::Response { .. }, Error::OutcomeUnknown(unknown)) => {
                assert_eq!(unknown.response().unwrap().status(), 503);
            }
            (Step::Reset, Error::OutcomeUnknown(_)) | (Step::Raw(_), Error::NotUnderstood(_)) => {}
            _ => panic!("{step:?}: {error:?}"),
        }
        assert_eq!(setup.api.count(), 1);
    }
}

#[tokio::test]
async fn a_refused_token_only_affects_its_scopes() {
    let refused = Step::status(401).header("WWW-Authenticate", "Bearer error='invalid_token'");
    let steps = vec![
        Step::ok(),
        Step::ok(),
        refused,
        Step::status(503),
        Step::ok(),
    ];
    let setup = Setup::new(steps).await;
    setup.send(&CREATE).await.unwrap();
    let sales = sales(&setup.client);
    let correct = sales.correct_sale().contract_no("7").sale_no(42);
    let correct = || correct.clone().body(Correction::builder().amount(1.0));
    // a success that is not the documented one
    correct().send().await.unwrap_err();
    match correct().send().await {
        Err(Error::OutcomeUnknown(unknown)) => {
            assert_eq!(unknown.response().unwrap().status(), 503);
        }
        other => panic!("{other:?}"),
    }
    setup.send(&CREATE).await.unwrap();
    let bearer = |n| format!("Bearer token-{n}");
    assert_eq!(setup.authorizations(), [1, 2, 2, 3, 1].map(bearer));
}

#[tokio::test]
async fn refused_credentials_are_sent_once_for_both_apis() {
    let api = Server::start(vec![], Step::ok()).await;
    let refusal = Step::response(400, r#"{"error":"invalid_grant"}"#);
    let tokens = Server::start(vec![], refusal).await;
    let client = builder(&api, &tokens).build().unwrap();
    let theirs = sales(&client).list_countries().send().await;
    assert_refused(&theirs.unwrap_err());
    let setup = Setup {
        api,
        tokens,
        clock: SkippingClock::default(),
        client,
    };
    let ours = setup.send(&CREATE).await;
    assert_refused(&Error::<()>::from(ours.unwrap_err()));
    assert_eq!((setup.tokens.count(), setup.api.count()), (1, 0));
}

fn assert_refused<E: Debug>(error: &Error<E>) {
    let Error::NotSent(not_sent) = error else {
        panic!("{error:?}")
    };
    assert_eq!(not_sent.reason(), NotSentReason::Credentials);
    assert!(error.token_error().is_some());
}
