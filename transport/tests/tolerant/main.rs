//! Reading of undocumented responses: the values and the reports.

#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing,
    reason = "tests"
)]

mod api;

use std::collections::BTreeMap;
use std::sync::{Arc, Mutex};

use api::{ByStatus, Created, List, Problem, Row, Vague};
use api_transport::{
    Body, BodyError, CallInfo, Error, FromResponse, NotUnderstood, NotUnderstoodReason, Operation,
    Response, ResponseValue,
};
use chrono::NaiveDate;
use http::{HeaderMap, Method, StatusCode, header};
use proptest::prelude::*;
use serde::de::DeserializeOwned;
use serde::{Deserialize, Serialize};
use serde_json::value::RawValue;

const ERROR: BodyError = BodyError::new("/error/code", &["0"]);
const CREATE: Operation = Operation::new("create", Method::POST, "/rows").body_error(&ERROR);

/// A response of the table, and its expected outcome.
#[derive(Deserialize)]
struct UndocumentedResponse {
    case: String,
    /// The name of the expected type.
    expected: String,
    #[serde(default = "ok")]
    status: u16,
    #[serde(default = "yes")]
    listed: bool,
    #[serde(rename = "type", default = "json")]
    content_type: String,
    #[serde(default)]
    encode: String,
    body: Option<Box<RawValue>>,
    text: Option<String>,
    reads: Option<Box<RawValue>>,
    #[serde(default)]
    tolerated: Vec<String>,
    #[serde(default)]
    unread: Vec<String>,
    /// The pointer of the fault, or `status`.
    fault: Option<String>,
    /// The code of the error that the body reports.
    rejected: Option<String>,
}

fn ok() -> u16 {
    200
}

fn yes() -> bool {
    true
}

fn json() -> String {
    "application/json".to_owned()
}

impl UndocumentedResponse {
    fn bytes(&self) -> Vec<u8> {
        let text = self.text.as_deref();
        let text = text.unwrap_or_else(|| self.body.as_ref().unwrap().get());
        let units = text.encode_utf16();
        match self.encode.as_str() {
            "utf-8-bom" => [b"\xef\xbb\xbf", text.as_bytes()].concat(),
            "latin-1" => text.chars().map(|c| u8::try_from(c).unwrap()).collect(),
            "utf-16le-bom" => {
                let units = std::iter::once(0xfeff).chain(units);
                units.flat_map(u16::to_le_bytes).collect()
            }
            "utf-16be" => units.flat_map(u16::to_be_bytes).collect(),
            _ => text.as_bytes().to_vec(),
        }
    }

    fn response(&self) -> Response {
        let content_type = self.content_type.parse().unwrap();
        let headers = HeaderMap::from_iter([(header::CONTENT_TYPE, content_type)]);
        let status = StatusCode::from_u16(self.status).unwrap();
        Response::new(status, headers, Body::Bytes(self.bytes().into()))
            .with_call(CallInfo::new(&CREATE))
    }

    /// Reads the response as generated code does.
    async fn read<T: FromResponse + Serialize>(&self) -> Outcome {
        let reported = Arc::new(Mutex::new(vec![]));
        let listener = {
            let reported = Arc::clone(&reported);
            Arc::new(move |_: StatusCode, tolerated: &[_], _: &[_]| {
                reported.lock().unwrap().extend_from_slice(tolerated);
            })
        };
        let response = self.response().with_listener(listener);
        let response = match response.accepted::<Problem>() {
            Ok(response) => response,
            Err(error) => return Outcome::Rejected(error.code().unwrap_or_default().to_owned()),
        };
        let value = if self.listed {
            ResponseValue::<T>::from_response::<Problem>(response).await
        } else {
            ResponseValue::<T>::unlisted::<Problem>(response).await
        };
        let outcome = self.outcome(value);
        if let Outcome::Read(_, tolerated, _) = &outcome {
            let reported = reported.lock().unwrap();
            let reported: Vec<String> = reported.iter().map(label).collect();
            assert_eq!(&reported, tolerated, "{}: the listener", self.case);
        }
        outcome
    }

    fn outcome<T: Serialize>(&self, value: Result<ResponseValue<T>, Error<Problem>>) -> Outcome {
        match value {
            Ok(value) => {
                assert_eq!(value.status().as_u16(), self.status, "{}", self.case);
                assert_eq!(value.body()[..], self.bytes()[..], "{}", self.case);
                let unread = value.unread_rows().iter();
                let unread = unread.map(|row| format!("{} {}", row.pointer, row.fault));
                Outcome::Read(
                    serde_json::to_string(&*value).unwrap(),
                    value.tolerated().iter().map(label).collect(),
                    unread.collect(),
                )
            }
            Err(error) => {
                let error = not_understood(&error);
                assert_eq!(error.body()[..], self.bytes()[..], "{}", self.case);
                match error.reason() {
                    NotUnderstoodReason::Status => Outcome::NotUnderstood("status".to_owned()),
                    _ => Outcome::NotUnderstood(error.pointer().unwrap().to_owned()),
                }
            }
        }
    }
}

/// The response that is not understood, whether or not the request may have been carried out.
fn not_understood<E: std::fmt::Debug>(error: &Error<E>) -> &NotUnderstood {
    match error {
        Error::NotUnderstood(error) => error,
        Error::OutcomeUnknown(error) => error.not_understood().unwrap(),
        error => panic!("{error:?}"),
    }
}

/// The kind and the pointer of a tolerated difference, as in the table.
fn label(tolerated: &api_transport::Tolerated) -> String {
    format!("{:?} {}", tolerated.what, tolerated.pointer)
}

#[derive(Debug, PartialEq)]
enum Outcome {
    /// The value, the tolerated differences, and the unread rows.
    Read(String, Vec<String>, Vec<String>),
    /// The pointer of the fault, or `status`.
    NotUnderstood(String),
    /// The code of the reported error.
    Rejected(String),
}

#[tokio::test]
async fn the_responses_of_the_table_have_the_expected_outcomes() {
    let table: Vec<UndocumentedResponse> = serde_json::from_str(include_str!("odd.json")).unwrap();
    assert!(table.len() >= 60);
    let mut wrong = vec![];
    for row in &table {
        let outcome = match row.expected.as_str() {
            "list" => row.read::<List>().await,
            "created" => row.read::<Created>().await,
            "vague" => row.read::<Vague>().await,
            "by_status" => row.read::<ByStatus>().await,
            "error" => row.read::<Problem>().await,
            _ => row.outcome(ResponseValue::unlisted_empty(row.response())),
        };
        let expected = match (&row.reads, &row.fault, &row.rejected) {
            (_, Some(fault), _) => Outcome::NotUnderstood(fault.clone()),
            (_, _, Some(code)) => Outcome::Rejected(code.clone()),
            (reads, ..) => {
                let reads = reads.as_ref().map_or("null", |reads| reads.get());
                Outcome::Read(reads.to_owned(), row.tolerated.clone(), row.unread.clone())
            }
        };
        if outcome != expected {
            wrong.push(format!(
                "{}\n  expected {expected:?}\n  found    {outcome:?}",
                row.case
            ));
        }
    }
    assert!(
        wrong.is_empty(),
        "{} of {}:\n{}",
        wrong.len(),
        table.len(),
        wrong.join("\n")
    );
}

fn list_response(rows: &[String]) -> Response {
    let body = format!(r#"{{"rows":[{}]}}"#, rows.join(","));
    Response::new(StatusCode::OK, HeaderMap::new(), Body::Bytes(body.into()))
}

async fn read<T: DeserializeOwned>(response: Response) -> Result<ResponseValue<T>, Error<()>> {
    ResponseValue::from_response(response).await
}

#[tokio::test]
async fn one_invalid_row_of_five_thousand_is_left_out() {
    let row = |no| {
        format!(
            r#"{{"no":{no},"amount":{no}.10,"name":"{}"}}"#,
            "x".repeat(150)
        )
    };
    let mut rows: Vec<String> = (0..5000).map(row).collect();
    rows[4321] = r#"{"no":{},"amount":12345678901234567.10}"#.to_owned();
    let value = read::<List>(list_response(&rows)).await.unwrap();
    assert_eq!(value.rows.len(), 4999);
    assert_eq!(value.rows[4321].no, 4322);
    let [unread] = value.unread_rows() else {
        panic!("{:?}", value.unread_rows())
    };
    assert_eq!(
        (&*unread.pointer, &*unread.fault),
        ("/rows/4321", "/rows/4321/no")
    );
    assert_eq!(unread.json, rows[4321]);
    assert!(value.tolerated().is_empty());
}

#[tokio::test]
async fn a_list_with_a_fault_in_each_row_is_read() {
    let row = |no| match no % 4 {
        0 => format!(r#"{{"no":{no}}}"#),
        1 => format!(r#"{{"no":{no},"amount":"{no}.25"}}"#),
        2 => format!(
            r#"{{"no":{no},"on":"2026-01-15T10:00:00","parts":[{{"id":"x","lots":[]}}, {{"id":1}}]}}"#
        ),
        _ => r#"{"no":"x"}"#.to_owned(),
    };
    let rows: Vec<String> = (0..20_000).map(row).collect();
    // reading would fail if it read rows more than a few times
    let value = read::<List>(list_response(&rows)).await.unwrap();
    assert_eq!(value.rows.len(), 15_000);
    assert_eq!(
        (value.unread_rows().len(), value.tolerated().len()),
        (10_000, 15_000)
    );
}

#[tokio::test]
async fn a_body_with_too_many_faults_is_not_read() {
    let property = |no| format!(r#""{no}":"2026-01-15T10:00:00""#);
    let properties: Vec<String> = (0..20_000).map(property).collect();
    let body = format!("{{{}}}", properties.join(","));
    let body = Body::Bytes(body.into());
    let response = Response::new(StatusCode::OK, HeaderMap::new(), body);
    let error = read::<BTreeMap<String, NaiveDate>>(response).await;
    not_understood(&error.unwrap_err());
}

#[tokio::test]
async fn a_body_that_is_not_understood_is_kept_in_full() {
    let padding = "x".repeat(100_000);
    let body =
        format!(r#"{{"no":7,"amount":12345678901234567.89,"on":null,"padding":"{padding}"}}"#);
    let bytes = [b"\xef\xbb\xbf", body.as_bytes()].concat();
    let response = Response::new(StatusCode::OK, HeaderMap::new(), Body::Bytes(bytes.into()));
    let error = read::<Created>(response).await.unwrap_err();
    let error = not_understood(&error);
    assert_eq!(error.pointer(), Some("/on"));
    assert_eq!(error.body().len(), body.len() + 3);
    let json: Box<RawValue> = error.json().unwrap();
    assert_eq!(json.get(), body);
}

#[test]
fn limits_are_enforced_for_new_values() {
    assert!("es".parse::<api::Country>().is_err());
    assert!(serde_json::from_str::<api::Country>("\"es\"").is_err());
}

#[tokio::test]
async fn limits_are_enforced_again_after_a_response_was_read() {
    let response = list_response(&[r#"{"no":1,"country":"es"}"#.to_owned()]);
    assert!(read::<List>(response).await.is_ok());
    assert!(serde_json::from_str::<api::Country>("\"es\"").is_err());
}

fn rows() -> impl Strategy<Value = Vec<String>> {
    let row = (any::<i64>(), any::<u32>(), 0u32..100, "[a-z\"\\\\é]{0,8}").prop_map(
        |(no, whole, cents, name)| {
            let name = serde_json::to_string(&name).unwrap();
            format!(r#"{{"no":{no},"amount":{whole}.{cents:02},"name":{name},"country":"ES"}}"#)
        },
    );
    prop::collection::vec(row, 0..6)
}

proptest! {
    #[test]
    fn a_documented_body_is_read_as_by_strict_parsing(rows in rows()) {
        let body = format!(r#"{{"rows":[{}],"total":1}}"#, rows.join(","));
        let strict: List = serde_json::from_str(&body).unwrap();
        let runtime = tokio::runtime::Builder::new_current_thread().build().unwrap();
        let read_body = |body: String| {
            let response = Response::new(StatusCode::OK, HeaderMap::new(), Body::Bytes(body.into()));
            runtime.block_on(read::<List>(response)).unwrap()
        };
        let value = read_body(body.clone());
        prop_assert!(value.tolerated().is_empty() && value.unread_rows().is_empty());
        prop_assert_eq!(&*value, &strict);
        // a body with a byte order mark is read tolerantly
        let value = read_body(format!("\u{feff}{body}"));
        prop_assert_eq!(value.tolerated().len(), 1);
        prop_assert!(value.unread_rows().is_empty());
        prop_assert_eq!(&*value, &strict);
    }

    #[test]
    fn any_row_is_read_or_reported(bytes in prop::collection::vec(any::<u8>(), 0..64), index in 0usize..3) {
        let junk = String::from_utf8_lossy(&bytes).into_owned();
        let junk = serde_json::from_str::<&RawValue>(&junk).map_or_else(
            |_| serde_json::to_string(&junk).unwrap(),
            |_| junk.clone(),
        );
        let mut rows = vec![r#"{"no":1}"#.to_owned(), r#"{"no":2}"#.to_owned()];
        rows.insert(index, junk);
        let runtime = tokio::runtime::Builder::new_current_thread().build().unwrap();
        let value = runtime.block_on(read::<List>(list_response(&rows))).unwrap();
        prop_assert_eq!(value.rows.len() + value.unread_rows().len(), 3);
        let documented: Vec<&Row> = value.rows.iter().filter(|row| row.no == 1 || row.no == 2).collect();
        prop_assert!(documented.len() >= 2);
    }
}
