//! Decoding of responses whose body reports an error.

#![allow(clippy::unwrap_used, clippy::panic, reason = "tests")]

use api_transport::{
    Body, BodyError, CallInfo, Error, ErrorResponse, KnownCode, Operation, Response, ResponseValue,
};
use http::{HeaderMap, Method, StatusCode};
use serde_json::{Value, json};

const CREATE: Operation = Operation::new("createThing", Method::POST, "/things");
const CREATE_IN_ENVELOPE: Operation = CREATE.body_error(
    &BodyError::new("/error/code", &["0"])
        .text("/error/text")
        .known(&[KnownCode::new("E1", "FIRST").description(&[("en", "first")])]),
);

/// Decodes a response as generated code does, for an operation whose success is any JSON.
async fn decoded(operation: &Operation, status: u16, body: Body) -> Result<Value, Error<Value>> {
    let status = StatusCode::from_u16(status).unwrap();
    let response = Response::new(status, HeaderMap::new(), body);
    let response = response.with_call(CallInfo::new(operation)).accepted()?;
    match response.status().as_u16() {
        200 => Ok(ResponseValue::<Value>::from_response(response)
            .await?
            .into_inner()),
        400 => Err(Error::ErrorResponse(
            ResponseValue::from_response(response).await?,
        )),
        _ => Err(Error::UnexpectedResponse(response)),
    }
}

#[tokio::test]
async fn a_success_whose_body_reports_an_error_is_rejected_and_keeps_its_body() {
    let rows = "x".repeat(5_000);
    let body = json!({"error": {"code": "E1", "text": "no\nsuch"}, "rows": rows});
    for status in [200, 201, 202, 299] {
        let body = Body::Bytes(body.to_string().into());
        let error = decoded(&CREATE_IN_ENVELOPE, status, body).await;
        let error = error.unwrap_err().map_documented(|_| ());
        let Error::Rejected(rejected) = &error else {
            panic!("{error:?}")
        };
        assert_eq!(
            (error.code(), error.reason()),
            (Some("E1"), Some("no\nsuch"))
        );
        assert_eq!(error.known_code().map(|entry| entry.name), Some("FIRST"));
        assert!(!error.may_have_happened() && !error.is_retryable());
        assert_eq!(error.operation(), Some("createThing"));
        assert_eq!(rejected.body_start().len(), 4096);
        assert_eq!(rejected.json::<Value>().unwrap()["rows"], rows);
        let status = StatusCode::from_u16(status).unwrap();
        assert_eq!(
            error.to_string(),
            format!("rejected with {status}: E1: no such")
        );
    }
    let no_text = Body::Bytes(r#"{"error":{"code":"E1"}}"#.into());
    let error = decoded(&CREATE_IN_ENVELOPE, 200, no_text)
        .await
        .unwrap_err();
    assert_eq!(error.to_string(), "rejected with 200 OK: E1: first");
}

#[tokio::test]
async fn a_body_without_an_error_and_an_operation_without_body_errors_are_decoded_by_status() {
    let with_error = r#"{"error":{"code":"E1"}}"#;
    for (operation, body) in [
        (&CREATE, with_error),
        (&CREATE_IN_ENVELOPE, r#"{"error":{"code":0},"a":1}"#),
        (&CREATE_IN_ENVELOPE, r#"{"error":{"code":null},"a":1}"#),
        (&CREATE_IN_ENVELOPE, r#"{"a":1}"#),
        (&CREATE_IN_ENVELOPE, "[]"),
    ] {
        let value = decoded(operation, 200, Body::Bytes(body.into())).await;
        assert_eq!(value.unwrap(), serde_json::from_str::<Value>(body).unwrap());
    }
    let html = Body::Bytes("<html>E1".into());
    let error = decoded(&CREATE_IN_ENVELOPE, 200, html).await.unwrap_err();
    let page = error.not_understood().unwrap();
    assert_eq!(page.body(), "<html>E1");
    assert!(matches!(error, Error::OutcomeUnknown(_)), "{error:?}");
    let stream = Body::Stream(Body::Bytes(with_error.into()).into_stream());
    let streamed = Response::new(StatusCode::OK, HeaderMap::new(), stream);
    let streamed = streamed.with_call(CallInfo::new(&CREATE_IN_ENVELOPE));
    assert!(streamed.accepted::<()>().is_ok());
}

#[tokio::test]
async fn an_error_status_keeps_its_meaning_and_has_the_code_of_its_body() {
    let body = || Body::Bytes(r#"{"error":{"code":"E1"}}"#.into());
    for (status, rejected) in [
        (400, true),
        (404, true),
        (408, false),
        (500, false),
        (302, false),
    ] {
        let error = decoded(&CREATE_IN_ENVELOPE, status, body())
            .await
            .unwrap_err();
        assert_eq!(matches!(error, Error::Rejected(_)), rejected, "{error:?}");
        assert_eq!(error.may_have_happened(), !rejected, "{error:?}");
        assert_eq!(error.code(), Some("E1"));
        let documented = error.response().and_then(ErrorResponse::documented);
        assert_eq!(documented.is_some(), status == 400);
    }
    let error = decoded(&CREATE, 400, body()).await.unwrap_err();
    assert_eq!((error.code(), error.known_code()), (None, None));
}
