//! Errors of generated calls: their variants and their messages.

use std::time::Duration;

use api_transport::{Operation, Transport};
use classifications_auth::clock::Clock as _;
use classifications_auth::credentials::{CredentialsSource, Fetching};
use classifications_auth::{
    Client, Error, NotSentReason, NotUnderstoodReason, RejectionEvidence, ResponseDetails, Timeouts,
};

use http::Method;
use sales_api::types::{Correction, GatewayError};

use crate::support::clock::{SkippingClock, TIMEOUT};
use crate::support::server::Step;
use crate::support::{Setup, builder, credentials, sales};

const GATEWAY_ERROR: &str =
    r#"{"httpCode":"400","httpMessage":"Bad Request","moreInformation":"limit is missing"}"#;

async fn correct(client: &Client) -> Result<i64, Error<GatewayError>> {
    let sales = sales(client);
    let correct = sales.correct_sale().contract_no("7").sale_no(42);
    let correct = correct.body(Correction::builder().amount(1234.5));
    correct.send().await.map(|corrected| corrected.sale_no)
}

/// The error of a POST to a server that does `step`, and the number of requests.
async fn failed_post(step: Step) -> (Error<GatewayError>, usize) {
    let setup = Setup::new(vec![step]).await;
    let error = correct(&setup.client).await.unwrap_err();
    (error, setup.api.count())
}

/// The messages of an error and its sources.
fn shown(error: Error<GatewayError>) -> String {
    format!("{:#}", anyhow::Error::from(error))
}

#[tokio::test]
async fn a_rejection_has_status_documented_body_and_transaction_id() {
    let step = Step::response(400, GATEWAY_ERROR).header("X-Global-Transaction-ID", "0a1b2c");
    let (error, count) = failed_post(step).await;
    let Error::Rejected(rejected) = &error else {
        panic!("{error:?}")
    };
    assert_eq!((rejected.status().as_u16(), count), (400, 1));
    let documented = rejected.documented().unwrap();
    assert_eq!(
        documented.more_information.as_deref(),
        Some("limit is missing")
    );
    assert_eq!(rejected.transaction_id(), Some("0a1b2c"));
    assert_eq!(
        shown(error),
        format!("rejected with 400 Bad Request: {GATEWAY_ERROR}")
    );
}

#[tokio::test]
async fn an_error_status_is_kept_with_any_body() {
    for body in ["<html>down</html>", "401 - Unauthorized! no", "", "[1,2"] {
        for status in [400, 401, 403, 404, 405, 500, 502, 503] {
            let setup = Setup::new(vec![Step::response(status, body); 9]).await;
            let error = correct(&setup.client).await.unwrap_err();
            let response = error.response().unwrap();
            assert_eq!(response.status(), status, "{body}");
            assert!(response.documented().is_none());
            assert_eq!(response.body_start(), body.as_bytes());
            assert_eq!(matches!(error, Error::Rejected(_)), status < 500);
        }
    }
}

#[tokio::test]
async fn a_final_429_has_its_rate_limits() {
    let limited = Step::status(429)
        .header("X-RateLimit-Remaining", "name=hourly,0;")
        .header("Retry-After", "1800");
    let (error, count) = failed_post(limited).await;
    let Error::Rejected(rejected) = &error else {
        panic!("{error:?}")
    };
    assert_eq!((rejected.status().as_u16(), count), (429, 1));
    let wait = rejected.retry_after(SkippingClock::default().wall());
    assert_eq!(wait, Some(Duration::from_secs(1800)));
    assert_eq!(rejected.rate_limits().iter().next().unwrap().name, "hourly");
}

#[tokio::test]
async fn the_message_of_an_unknown_outcome_names_the_operation() {
    let (error, count) = failed_post(Step::Reset).await;
    assert!(matches!(&error, Error::OutcomeUnknown(e) if !e.is_safe()));
    assert_eq!(count, 1);
    let shown = shown(error);
    let start =
        "outcome unknown: correctSale may have been carried out, no response was received: ";
    assert!(shown.starts_with(start), "{shown}");
    assert!(!shown.contains("127.0.0.1"), "no URL: {shown}");
}

#[tokio::test]
async fn an_unknown_outcome_has_status_headers_body_and_transaction_id() {
    let lost = Step::response(504, GATEWAY_ERROR)
        .header("X-Global-Transaction-ID", "0a1b2c")
        .header("Retry-After", "7");
    let setup = Setup::new(vec![lost]).await;
    let error = correct(&setup.client).await.unwrap_err();
    let Error::OutcomeUnknown(unknown) = &error else {
        panic!("{error:?}")
    };
    let response = unknown.response().unwrap();
    assert_eq!(response.status(), 504);
    assert_eq!(response.body_start(), GATEWAY_ERROR.as_bytes());
    assert_eq!(response.headers()["retry-after"], "7");
    assert_eq!(error.transaction_id(), Some("0a1b2c"));
    assert_eq!(
        (error.operation(), error.attempts()),
        (Some("correctSale"), 1)
    );
    assert_eq!(error.first_attempt(), Some(setup.clock.wall()));
    assert!(error.may_have_happened() && !error.is_retryable());
    assert_eq!(
        shown(error),
        format!(
            "outcome unknown: correctSale may have been carried out, the response is 504 Gateway \
             Timeout: {GATEWAY_ERROR}"
        )
    );
}

#[tokio::test]
async fn evidence_of_a_refusal_makes_a_response_a_rejection() {
    let offline = Step::response(503, r#"{"moreInformation":"API is offline"}"#);
    for (text, is_rejection) in [("API is offline", true), ("api", false), ("", true)] {
        let evidence = RejectionEvidence::new(503, text);
        let steps = vec![offline.clone(), Step::response(502, "API is offline")];
        let setup = Setup::with(steps, |b| b.rejection_evidence(evidence)).await;
        let error = correct(&setup.client).await.unwrap_err();
        assert_eq!(
            matches!(error, Error::Rejected(_)),
            is_rejection,
            "{text:?}"
        );
        assert_eq!(error.is_retryable(), is_rejection);
        let other = correct(&setup.client).await.unwrap_err();
        assert!(matches!(other, Error::OutcomeUnknown(_)), "{text:?}");
    }
    // a success is never a refusal, even with evidence
    let setup = Setup::with(vec![Step::response(201, "nonsense")], |b| {
        b.rejection_evidence(RejectionEvidence::new(201, ""))
    });
    let error = correct(&setup.await.client).await.unwrap_err();
    assert!(matches!(error, Error::OutcomeUnknown(_)), "{error:?}");
}

#[tokio::test]
async fn an_error_counts_the_attempts_from_the_first() {
    let busy = Step::status(429).header("Retry-After", "7");
    let setup = Setup::new(vec![busy.clone(), busy, Step::status(504)]).await;
    let start = setup.clock.wall();
    let error = correct(&setup.client).await.unwrap_err();
    assert_eq!((error.attempts(), setup.api.count()), (3, 3));
    assert_eq!(error.first_attempt(), Some(start));
    assert!(setup.clock.wall() > start);
    // a call with an invalid argument has no attempts
    let error = sales(&setup.client)
        .correct_sale()
        .send()
        .await
        .unwrap_err();
    assert_eq!((error.attempts(), error.first_attempt()), (0, None));
}

/// Responses of a firewall or a gateway with a status of success.
fn undocumented_successes() -> [Step; 4] {
    let page = Step::Response {
        status: 200,
        headers: vec![("content-type".to_owned(), "Text/HTML; charset=x".to_owned())],
        body: "<html>blocked".to_owned(),
    };
    let broken_off =
        "HTTP/1.1 200 X\r\ncontent-type: text/html\r\ncontent-length: 1000\r\n\r\n<html>";
    [
        page,
        Step::response(200, GATEWAY_ERROR),
        Step::response(202, GATEWAY_ERROR),
        Step::Raw(broken_off.as_bytes().to_vec()),
    ]
}

#[tokio::test]
async fn a_success_without_the_documented_body_leaves_the_outcome_of_a_post_unknown() {
    for step in undocumented_successes() {
        let step_shown = format!("{step:?}");
        let (error, count) = failed_post(step).await;
        assert!(
            matches!(&error, Error::OutcomeUnknown(e) if !e.is_safe()),
            "{step_shown}: {error:?}"
        );
        assert!(error.may_have_happened() && !error.is_retryable());
        assert_eq!(
            (error.operation(), error.attempts(), count),
            (Some("correctSale"), 1, 1)
        );
        assert!(error.status().unwrap().is_success());
        let body = error.not_understood().unwrap().body();
        assert!(
            body.starts_with(b"<html>") || body == GATEWAY_ERROR,
            "{step_shown}: {body:?}"
        );
    }
    let (error, _) = failed_post(undocumented_successes()[0].clone()).await;
    assert_eq!(
        shown(error),
        "outcome unknown: correctSale may have been carried out, the response is not the documented \
         one: 200 OK, content type Text/HTML; charset=x: the body is a page, which the document does not list"
    );
}

#[tokio::test]
async fn a_call_by_data_leaves_the_same_outcome_unknown() {
    for step in undocumented_successes() {
        let setup = Setup::new(vec![step]).await;
        let values = serde_json::json!({ "contractNo": "7", "saleNo": 42, "amount": 1234.5 });
        let serde_json::Value::Object(values) = values else {
            unreachable!()
        };
        let sales = sales(&setup.client);
        let called = sales_api::dynamic::call(&sales, "correctSale", values).await;
        let error = called.unwrap_err();
        assert!(matches!(&error, Error::OutcomeUnknown(_)), "{error:?}");
        assert!(error.not_understood().is_some());
    }
}

#[tokio::test]
async fn a_response_to_a_query_that_is_not_understood_keeps_status_type_and_body() {
    let page = format!("<html>{}", "x".repeat(10_000));
    let setup = Setup::new(vec![Step::response(200, &page)]).await;
    let error = sales(&setup.client)
        .query_sales()
        .contract_no("7")
        .send()
        .await;
    let error = error.unwrap_err();
    let Error::NotUnderstood(odd) = &error else {
        panic!("{error:?}")
    };
    assert_eq!((odd.status().as_u16(), setup.api.count()), (200, 1));
    assert!(matches!(odd.reason(), NotUnderstoodReason::Json(_)));
    assert_eq!(odd.body_start(), &page.as_bytes()[..4096]);
    assert_eq!(odd.body(), &page);
    assert!(!error.may_have_happened());
    assert_eq!(
        format!("{:#}", anyhow::Error::from(error)),
        "response not understood: 200 OK, content type application/json: \
         the body is not JSON (line 1, column 1)"
    );
}

#[tokio::test]
async fn an_invalid_argument_is_not_sent() {
    let setup = Setup::new(vec![]).await;
    let sales = sales(&setup.client);
    let error = sales.correct_sale().send().await.unwrap_err();
    let Error::NotSent(not_sent) = &error else {
        panic!("{error:?}")
    };
    assert_eq!(not_sent.reason(), NotSentReason::InvalidRequest);
    assert_eq!((setup.api.count(), setup.tokens.count()), (0, 0));
}

/// Credentials whose fetch takes the whole time of a call.
#[derive(Debug)]
struct Late(SkippingClock);

impl CredentialsSource for Late {
    fn fetch(&self) -> Fetching<'_> {
        self.0.advance(2 * TIMEOUT);
        Box::pin(std::future::ready(Ok(credentials())))
    }
}

#[tokio::test]
async fn a_request_whose_deadline_has_passed_is_not_sent() {
    static KEYED: Operation =
        Operation::new("keyed", Method::POST, "/").api_key_headers(&["X-IBM-Client-Id"]);
    let setup = Setup::new(vec![]).await;
    let client = builder(&setup.api, &setup.tokens)
        .credentials(Late(setup.clock.clone()))
        .clock(setup.clock.clone())
        .timeouts(Timeouts::default().attempt(TIMEOUT).call(2 * TIMEOUT))
        .build()
        .unwrap();
    let failure = client
        .transport()
        .send(&KEYED, setup.request(&KEYED))
        .await
        .unwrap_err();
    assert_eq!(
        shown(failure.into()),
        "request not sent: the deadline of the call has passed: \
         the request could not be sent within 2000s, the timeout of the call"
    );
    assert_eq!(setup.api.count(), 0);
}
