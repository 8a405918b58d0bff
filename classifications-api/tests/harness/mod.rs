//! What the generated tests of operations do, with values that the document allows.

#![allow(
    clippy::unwrap_used,
    clippy::indexing_slicing,
    clippy::panic,
    clippy::trivially_copy_pass_by_ref,
    clippy::ptr_arg,
    dead_code,
    reason = "tests; what is called depends on the document"
)]

mod client;
mod document;
mod recorder;

use std::fmt::Debug;

use api_transport::dynamic::Values;
use classifications_api::{Client, Error, ResponseValue, Sender};
use httpmock::MockServer;
use serde::Serialize;
use serde::de::DeserializeOwned;
use serde_json::Value;

pub use document::Document;
pub use recorder::Recorder;

/// Tests of one operation: a line per value (name, setter and type of the builder), one per response
/// (status, method of the mock and type; where the mock takes an enum, its variant), and one where bodies report errors.
macro_rules! operation {
    (
        $name:ident $builder:ident = $id:literal;
        $(value $wire:literal $setter:ident: $type:ty $(, expected as $form:ident)?;)*
        $(response $status:literal $reply:ident($($code:literal)?) $(: $body:ty $(= $variant:path)? as $given:ident)?;)*
        $(body_error $failed:literal;)?
    ) => {
        mod $name {
            use classifications_api::dynamic::{self, Values};
            use classifications_api::mock::MockServerExt as _;
            use classifications_api::{Client, builder};
            #[allow(unused_imports, reason = "an operation may need none")]
            use classifications_api::types;

            use crate::harness;

            #[allow(deprecated, unused_mut, unused_variables, reason = "not all have values")]
            fn request<'a>(client: &'a Client, values: &Values) -> builder::$builder<'a> {
                let mut request = client.$name();
                $(if let Some(value) = harness::typed::<$type>(values, $wire) {
                    request = request.$setter(value);
                })*
                request
            }

            #[tokio::test]
            async fn builder_and_call_by_data_send_the_same_documented_request() {
                let document = harness::Document::new();
                let (client, recorder) = harness::Recorder::client();
                for values in document.requests($id) {
                    let outcome = request(&client, &values).send().await;
                    let typed = recorder.sent(&outcome);
                    let outcome = dynamic::call(&client, $id, values).await;
                    assert_eq!(recorder.sent(&outcome), typed);
                    document.check(&typed);
                }
            }

            #[tokio::test]
            async fn the_mock_expects_the_values_of_the_request() {
                let values = harness::Document::new().full($id);
                let server = httpmock::MockServer::start_async().await;
                let mock = server.$name(|when, then| {
                    $($(let when = when.$setter(
                        harness::$form(&harness::typed::<$type>(&values, $wire).unwrap())
                    );)?)*
                    drop(when.into_inner());
                    drop(then.into_inner().status(500));
                });
                let client = harness::client(&server);
                drop(request(&client, &values).send().await);
                mock.assert_async().await;
            }

            #[tokio::test]
            async fn every_documented_response_is_decoded() {
                let document = harness::Document::new();
                let values = document.full($id);
                let server = httpmock::MockServer::start_async().await;
                let client = harness::client(&server);
                $(for (json, sample) in document.responses($id, $status) {
                    let expected = serde_json::Value::Null;
                    $(
                        let value: $body = serde_json::from_str(&sample).unwrap();
                        $(let value = $variant(value);)?
                        let expected = if json { harness::json(&value) } else { expected };
                    )?
                    let mock = server.$name(|_, then| {
                        drop(then.$reply(
                            $($code,)?
                            $(harness::$given(&value))?
                        ));
                    });
                    let outcome = request(&client, &values).send().await;
                    assert_eq!(harness::outcome(outcome), ($status, expected.clone()), "{sample}");
                    let outcome = dynamic::call(&client, $id, values.clone()).await;
                    assert_eq!(harness::outcome(outcome), ($status, expected), "{sample}");
                    mock.delete_async().await;
                    let _ = json;
                })*
            }

            $(#[tokio::test]
            async fn a_success_whose_body_reports_an_error_is_rejected() {
                let values = harness::Document::new().full($id);
                let server = httpmock::MockServer::start_async().await;
                let client = harness::client(&server);
                server.$name(|_, then| drop(then.body_error("x-code", "words")));
                let outcome = request(&client, &values).send().await;
                harness::rejected(outcome.map(drop), $failed);
                let outcome = dynamic::call(&client, $id, values).await;
                harness::rejected(outcome.map(drop), $failed);
            })?
        }
    };
}

/// A value by its name; JSON of a body is text.
pub fn typed<T: DeserializeOwned>(values: &Values, name: &str) -> Option<T> {
    let value = values.get(name)?;
    let text = match value {
        Value::String(text) if name == "body" => text.clone(),
        other => other.to_string(),
    };
    Some(serde_json::from_str(&text).unwrap_or_else(|e| panic!("{name}: {text}: {e}")))
}

/// For what takes a reference.
pub fn same<T>(value: &T) -> &T {
    value
}

/// For what takes a value.
pub fn copied<T: Clone>(value: &T) -> T {
    value.clone()
}

/// For what takes a text.
pub fn text<T: AsRef<str> + ?Sized>(value: &T) -> &str {
    value.as_ref()
}

/// For what takes bytes.
pub fn content<T: Clone>(value: &T) -> T {
    value.clone()
}

/// A value as JSON.
pub fn json<T: Serialize>(value: &T) -> Value {
    serde_json::to_value(value).unwrap()
}

/// The status and the decoded body of a response.
pub fn outcome<T: Serialize, E: Serialize + Debug>(
    outcome: Result<ResponseValue<T>, Error<E>>,
) -> (u16, Value) {
    match outcome {
        Ok(response) => (response.status().as_u16(), json(&*response)),
        Err(e) => match e.response() {
            Some(response) => (response.status().as_u16(), json(&response.documented())),
            None => panic!("{e:?}"),
        },
    }
}

/// Checks that a call was rejected by the mock's error in a body of this status.
pub fn rejected<E: Debug>(outcome: Result<(), Error<E>>, status: u16) {
    let error = outcome.unwrap_err();
    assert!(matches!(error, Error::Rejected(_)), "{error:?}");
    let found = (
        error.status().unwrap().as_u16(),
        error.code(),
        error.reason(),
    );
    assert_eq!(found, (status, Some("x-code"), Some("words")));
}

/// A client of a server.
pub fn client(server: &MockServer) -> Client {
    let (http, sender) = direct();
    Client::new_with_client(&server.url("/base/v1/"), http, sender)
}

fn direct() -> (reqwest::Client, Sender) {
    // where the whole workspace is built, reqwest needs the TLS provider to be named
    let _ = rustls::crypto::ring::default_provider().install_default();
    Sender::direct(reqwest::Client::builder().no_proxy()).unwrap()
}
