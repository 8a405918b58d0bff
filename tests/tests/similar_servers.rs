//! The client reads responses that differ slightly from the document without loss: numbers instead
//! of strings, ISO dates, null instead of a missing date, and errors in a body with status 400.

#![allow(clippy::unwrap_used, reason = "a test stops when its setup fails")]

use std::collections::BTreeMap;

use classifications_api::{Client, dynamic};
use classifications_auth::Sender;
use classifications_auth::http::client_builder;
use classifications_sandbox::cases::{self, Case};
use contract_tests::contract::document;
use contract_tests::{call, set_aside, values};
use httpmock::MockServer;
use serde_json::Value;

/// The meanings of properties, by name.
fn meanings() -> BTreeMap<String, String> {
    fn add(schema: &Value, meanings: &mut BTreeMap<String, String>) {
        if let Some(properties) = schema.get("properties").and_then(Value::as_object) {
            for (name, property) in properties {
                if let Some(meaning) = property.get("x-meaning").and_then(Value::as_str) {
                    meanings.insert(name.clone(), meaning.to_owned());
                }
            }
        }
        match schema {
            Value::Object(members) => members.values().for_each(|part| add(part, meanings)),
            Value::Array(items) => items.iter().for_each(|part| add(part, meanings)),
            _ => {}
        }
    }
    let mut meanings = BTreeMap::new();
    add(&document(), &mut meanings);
    meanings
}

/// Writes a string with a meaning in another form than that of the document; `None` if the form
/// stays.
type Write = fn(meaning: &str, text: &str) -> Option<Value>;

fn numbers(meaning: &str, text: &str) -> Option<Value> {
    match meaning {
        "amount-comma" | "percentage-comma" | "integer" => {
            serde_json::from_str(&text.replace(',', ".")).ok()
        }
        _ => None,
    }
}

fn iso_dates(meaning: &str, text: &str) -> Option<Value> {
    match (meaning, text) {
        ("date-compact", "0") => Some(Value::Null),
        ("date-compact", text) if text.len() == 8 => {
            Some(format!("{}-{}-{}", &text[..4], &text[4..6], &text[6..]).into())
        }
        _ => None,
    }
}

/// Rewrites a body; returns the number of changed values.
fn rewrite(body: &mut Value, meanings: &BTreeMap<String, String>, write: Write) -> usize {
    match body {
        Value::Object(members) => {
            let mut count = 0;
            for (name, value) in members {
                let other = meanings.get(name).zip(value.as_str());
                match other.and_then(|(meaning, text)| write(meaning, text)) {
                    Some(other) => {
                        *value = other;
                        count += 1;
                    }
                    None => count += rewrite(value, meanings, write),
                }
            }
            count
        }
        Value::Array(items) => items
            .iter_mut()
            .map(|item| rewrite(item, meanings, write))
            .sum(),
        _ => 0,
    }
}

/// The body without members that are null.
fn without_nulls(mut body: Value) -> Value {
    if let Value::Object(members) = &mut body {
        members.retain(|_, value| !value.is_null());
    }
    match body {
        Value::Object(members) => {
            let members = members.into_iter();
            members
                .map(|(name, value)| (name, without_nulls(value)))
                .collect()
        }
        Value::Array(items) => items.into_iter().map(without_nulls).collect(),
        other => other,
    }
}

async fn server() -> (MockServer, Client) {
    let server = MockServer::start_async().await;
    let (http, sender) = Sender::direct(client_builder().no_proxy()).unwrap();
    let client = Client::new_with_client(&server.base_url(), http, sender);
    (server, client)
}

/// Makes the server respond with this to every call.
async fn respond<'s>(server: &'s MockServer, status: u16, body: &Value) -> httpmock::Mock<'s> {
    let mock = server.mock_async(|_, then| {
        let then = then
            .status(status)
            .header("content-type", "application/json");
        then.body(body.to_string());
    });
    mock.await
}

/// The value that the client reads if the server responds with this; `None` if the client cannot
/// make the call of the case.
async fn read(server: &MockServer, client: &Client, case: &Case, body: &Value) -> Option<Value> {
    let mock = respond(server, case.response.status, body).await;
    let outcome = call(client, case).await;
    mock.delete_async().await;
    let outcome = match outcome? {
        Ok(outcome) => outcome,
        Err(error) => {
            set_aside(&format!("{}: {error:?}", case.name));
            return None;
        }
    };
    Some(without_nulls(serde_json::from_str(&outcome.body).unwrap()))
}

#[tokio::test]
async fn values_in_other_forms_are_read_without_loss() {
    let (server, client) = server().await;
    let meanings = meanings();
    let all = cases::all().unwrap();
    let successes = all
        .iter()
        .filter(|case| case.applies() && case.response.status < 300);
    let writes: [(&str, Write); 2] = [("numbers", numbers), ("ISO dates", iso_dates)];
    for (name, write) in writes {
        let mut changed = 0;
        for case in successes.clone() {
            let mut body: Value = serde_json::from_str(case.response.body.get()).unwrap();
            let Some(usual) = read(&server, &client, case, &body).await else {
                continue;
            };
            if usual != without_nulls(body.clone()) {
                let reason = format!("{} has values that the document does not have", case.name);
                set_aside(&reason);
                continue;
            }
            changed += rewrite(&mut body, &meanings, write);
            let other = read(&server, &client, case, &body).await;
            let body = without_nulls(body);
            if other.as_ref() != Some(&body) {
                set_aside(&format!("{name}, {}: {other:?} is not {body}", case.name));
            }
        }
        if changed == 0 {
            set_aside(&format!("no case has values for {name}"));
        }
    }
}

#[tokio::test]
async fn an_error_of_a_body_is_the_same_error_with_status_400() {
    let (server, client) = server().await;
    let all = cases::all().unwrap();
    let mut errors = 0;
    for case in all
        .iter()
        .filter(|case| case.applies() && case.response.status < 300)
    {
        let body: Value = serde_json::from_str(case.response.body.get()).unwrap();
        let mut results = vec![];
        for status in [case.response.status, 400] {
            let mock = respond(&server, status, &body).await;
            results.push(dynamic::call(&client, &case.operation, values(case)).await);
            mock.delete_async().await;
        }
        let (Some(Err(other)), Some(Err(documented))) = (results.pop(), results.pop()) else {
            continue;
        };
        let Some(code) = documented.code() else {
            continue;
        };
        errors += 1;
        assert_eq!(other.code(), Some(code), "{}", case.name);
        assert_eq!(other.reason(), documented.reason(), "{}", case.name);
        assert_eq!(
            other.may_have_happened(),
            documented.may_have_happened(),
            "{}",
            case.name
        );
    }
    if errors == 0 {
        set_aside("no case has an error in a body of success");
    }
}
