//! Tests of every operation, with any values.

use std::error::Error as _;

use classifications_api::{Error, dynamic, operations};

use super::{Document, Recorder};

#[tokio::test]
async fn an_undocumented_status_reaches_the_caller() {
    let document = Document::new();
    let (client, _) = Recorder::client();
    for operation in operations::ALL {
        let values = document.full(operation.id);
        let outcome = dynamic::call(&client, operation.id, values).await;
        let error = outcome.unwrap_err();
        assert!(matches!(error, Error::Rejected(_)), "{error:?}");
        assert_eq!(error.status().unwrap().as_u16(), 418);
    }
}

#[tokio::test]
async fn unknown_and_missing_names_are_reported_at_once_and_nothing_is_sent() {
    let document = Document::new();
    let (client, recorder) = Recorder::client();
    for operation in operations::ALL {
        let full = document.full(operation.id);
        let mut values = full.clone();
        values.insert("x-other".to_owned(), 1.into());
        values.insert("x-unknown".to_owned(), 1.into());
        let outcome = dynamic::call(&client, operation.id, values.clone()).await;
        // a body of any JSON has any property
        let takes_any = !recorder.is_empty();
        if takes_any {
            let body = recorder.sent(&outcome).body.unwrap_or_default();
            let body = String::from_utf8(body).unwrap();
            assert_eq!(body.matches("\"x-").count(), 2, "{body}");
        }

        values.retain(|name, _| name == "body" || name.starts_with("x-"));
        let paths = full.keys().filter_map(|name| name.strip_prefix("path."));
        if takes_any && paths.clone().next().is_none() {
            continue;
        }
        let Err(Error::NotSent(error)) = dynamic::call(&client, operation.id, values).await else {
            panic!("{} was sent", operation.id)
        };
        let reasons = error.source().unwrap().to_string();
        for name in paths {
            assert!(
                reasons.contains(&format!("{name}: is missing")),
                "{reasons}"
            );
        }
        for name in ["x-other: ", "x-unknown: "] {
            assert_eq!(reasons.contains(name), !takes_any, "{reasons}");
        }
        assert!(recorder.is_empty());
    }
}

#[tokio::test]
async fn an_operation_is_called_by_method_and_path_too() {
    let document = Document::new();
    let (client, recorder) = Recorder::client();
    for operation in operations::ALL {
        let values = document.full(operation.id);
        let outcome = dynamic::call(&client, operation.id, values.clone()).await;
        let by_id = recorder.sent(&outcome);
        let name = format!("{} {}", operation.method, operation.path);
        let outcome = dynamic::call(&client, &name, values).await;
        assert_eq!(recorder.sent(&outcome), by_id);
    }
    let unknown = dynamic::call(&client, "GET /x-unknown", dynamic::Values::new()).await;
    assert!(matches!(unknown, Err(Error::NotSent(_))));
}

#[test]
fn exact_numbers_describe_themselves() {
    let schema = serde_json::to_value(schemars::schema_for!(classifications_api::Amount)).unwrap();
    assert_eq!(schema["type"], "number");
}
