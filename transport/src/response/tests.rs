//! The results of generated code for responses.

use super::*;
use crate::{Error, ResponseValue};
use bytes::Bytes;
use http::{HeaderName, HeaderValue, Method};
use serde_json::{Value, json};

const QUERY: Operation = Operation::new("queryThings", Method::GET, "/things");
const EXPORT: Operation =
    Operation::new("exportThings", Method::GET, "/export").streaming(&[200..=200]);

fn received(status: u16, content_type: &str, body: impl Into<reqwest::Body>) -> reqwest::Response {
    http::Response::builder()
        .status(status)
        .header("content-type", content_type)
        .header("x-global-transaction-id", "0a1b")
        .body(body)
        .unwrap()
        .into()
}

async fn read(response: reqwest::Response) -> Response {
    let read = Response::read(response, &QUERY, 16 * 1024).await.unwrap();
    read.with_call(CallInfo::new(&QUERY))
}

const CREATE: Operation = Operation::new("createThing", Method::POST, "/things");

/// A 504 with a JSON body, after two attempts.
fn gateway_timeout(operation: &Operation) -> Response {
    let id = HeaderValue::from_static("0a1b");
    let headers = HeaderMap::from_iter([(HeaderName::from_static("x-global-transaction-id"), id)]);
    let body = Body::Bytes(r#"{"a":1}"#.into());
    Response::new(StatusCode::GATEWAY_TIMEOUT, headers, body).or_call(CallInfo {
        attempts: 2,
        first_attempt: Some(std::time::SystemTime::UNIX_EPOCH),
        ..CallInfo::new(operation)
    })
}

async fn decode(response: reqwest::Response) -> Result<ResponseValue<Value>, Error<()>> {
    ResponseValue::from_response(read(response).await).await
}

#[tokio::test]
async fn a_documented_success_keeps_status_headers_and_body() {
    let value = decode(received(201, "application/json", r#"{"a":1}"#))
        .await
        .unwrap();
    assert_eq!(value.status(), StatusCode::CREATED);
    assert_eq!(value.headers()["content-type"], "application/json");
    assert_eq!(value.body(), r#"{"a":1}"#);
    assert_eq!(value["a"], 1);
    assert_eq!(value.into_inner(), json!({"a": 1}));
}

#[tokio::test]
async fn a_success_that_is_not_json_keeps_status_media_type_and_body() {
    let error = decode(received(200, "text/html", "<html>".repeat(2000)))
        .await
        .unwrap_err();
    assert_eq!(
        error.to_string(),
        "response not understood: 200 OK, content type text/html"
    );
    let Error::NotUnderstood(error) = error else {
        panic!("{error:?}")
    };
    assert!(matches!(error.reason(), NotUnderstoodReason::Json(_)));
    assert_eq!(error.body_start().len(), 4096);
}

#[tokio::test]
async fn a_body_is_read_up_to_its_limit() {
    let fits = Response::read(received(200, "application/json", "[1,2]"), &QUERY, 5).await;
    assert!(matches!(fits.unwrap().body(), Body::Bytes(body) if body == "[1,2]"));
    let too_large = received(200, "application/json", "[1,23]");
    let Err(TransportError::NotUnderstood(error)) = Response::read(too_large, &QUERY, 5).await
    else {
        panic!("the body is larger than the limit")
    };
    assert!(matches!(
        error.reason(),
        NotUnderstoodReason::TooLarge { limit: 5 }
    ));
    assert_eq!(error.body_start(), b"[1,23");
    let rejected = Response::read(received(500, "text/plain", "123456"), &QUERY, 5).await;
    assert!(matches!(rejected.unwrap().body(), Body::Bytes(body) if body == "12345"));
}

#[tokio::test]
async fn a_body_in_pieces_is_one_body() {
    let pieces = ["[1,", "2,", "3]"].map(|piece| Ok::<_, std::io::Error>(Bytes::from(piece)));
    let body = reqwest::Body::wrap_stream(futures_util::stream::iter(pieces));
    let value = decode(received(200, "application/json", body)).await;
    assert_eq!(value.unwrap().into_inner(), json!([1, 2, 3]));
}

#[tokio::test]
async fn only_the_documented_statuses_are_streamed() {
    let success = Response::read(received(200, "text/csv", "a,b"), &EXPORT, 1).await;
    let value = ResponseValue::stream(success.unwrap());
    let mut stream = value.into_inner().into_inner();
    let piece = futures_util::StreamExt::next(&mut stream).await;
    assert_eq!(piece.unwrap().unwrap(), "a,b");
    let error = Response::read(received(404, "text/plain", "none"), &EXPORT, 9).await;
    assert!(matches!(error.unwrap().body(), Body::Bytes(body) if body == "none"));
}

#[tokio::test]
async fn a_documented_error_keeps_its_status_with_any_body() {
    let json = decode(received(401, "application/json", r#"{"a":1}"#))
        .await
        .unwrap();
    let Error::Rejected(json) = Error::ErrorResponse(json) else {
        panic!("an error response is a rejection")
    };
    assert_eq!(
        (json.status().as_u16(), json.documented()),
        (401, Some(&json!({"a": 1})))
    );
    assert_eq!(json.transaction_id(), Some("0a1b"));

    let html = decode(received(503, "text/html", "<p>\n down</p>"))
        .await
        .unwrap_err();
    assert_eq!(
        html.to_string(),
        "rejected with 503 Service Unavailable: <p> down</p>"
    );
    let Error::Rejected(html) = html else {
        panic!("{html:?}")
    };
    assert!(html.documented().is_none());
    assert_eq!(html.body_start(), b"<p>\n down</p>");
}

#[tokio::test]
async fn a_response_is_classified_by_the_safety_of_its_operation() {
    let documented = ResponseValue::<Value>::from_response(gateway_timeout(&CREATE)).await;
    let lost: Error<Value> = Error::ErrorResponse(documented.map_err(|e: Error<()>| e).unwrap());
    let Error::OutcomeUnknown(unknown) = &lost else {
        panic!("{lost:?}")
    };
    let response = unknown.response().unwrap();
    assert_eq!(response.documented(), Some(&json!({"a": 1})));
    assert_eq!(lost.transaction_id(), Some("0a1b"));
    assert_eq!(
        (lost.operation(), lost.attempts()),
        (Some("createThing"), 2)
    );
    assert_eq!(
        lost.first_attempt(),
        Some(std::time::SystemTime::UNIX_EPOCH)
    );
    assert!(lost.may_have_happened());
    let undocumented = Error::<()>::UnexpectedResponse(gateway_timeout(&CREATE));
    assert!(matches!(undocumented, Error::OutcomeUnknown(_)));
    assert!(matches!(
        Error::<()>::UnexpectedResponse(gateway_timeout(&QUERY)),
        Error::Rejected(_)
    ));
    // a transport can have a proof that the request was not carried out
    let call = CallInfo {
        proves_rejection: true,
        ..CallInfo::new(&CREATE)
    };
    let proven = Error::<()>::UnexpectedResponse(gateway_timeout(&CREATE).with_call(call));
    assert!(matches!(proven, Error::Rejected(_)));
    assert!(proven.is_retryable() && !proven.may_have_happened());
}

#[tokio::test]
async fn an_undocumented_status_is_a_rejection_unless_it_is_a_success() {
    let found = Error::<()>::UnexpectedResponse(read(received(302, "text/plain", "")).await);
    assert_eq!(found.status(), Some(StatusCode::FOUND));
    assert!(matches!(found, Error::Rejected(_)));
    let accepted =
        Error::<()>::UnexpectedResponse(read(received(202, "text/plain", "later")).await);
    let Error::NotUnderstood(accepted) = accepted else {
        panic!("{accepted:?}")
    };
    assert!(matches!(accepted.reason(), NotUnderstoodReason::Status));
    assert_eq!(accepted.body_start(), b"later");
}
