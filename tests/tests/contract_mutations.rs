//! Proves that the checks can fail: if the document changes, the client's requests and responses no longer match it.
//!
//! Every part of the embedded document is changed. The client is not generated again: the requests
//! and responses are those of the original document.

#![allow(
    clippy::unwrap_used,
    clippy::indexing_slicing,
    reason = "a test stops when its setup fails"
)]

use classifications_api::{dynamic, operations};
use classifications_contract::Contract;
use contract_tests::contract::capture::{Capture, run};
use contract_tests::contract::{contract, document};
use http::header::CONTENT_TYPE;
use serde_json::{Map, Value, json};

/// Messages that match the original document.
struct Evidence {
    requests: Vec<http::Request<Vec<u8>>>,
    responses: Vec<(&'static str, http::Response<String>)>,
}

impl Evidence {
    fn collect(contract: &Contract) -> Self {
        let (client, capture) = Capture::client(classifications_auth::BASE_URL);
        let mut responses = vec![];
        for operation in operations::ALL {
            let samples = contract.values_samples(operation.id).into_iter();
            for sample in samples.filter(|sample| sample.conforms) {
                // Only the request matters.
                drop(run(dynamic::call(&client, operation.id, sample.values)));
            }
            for status in 100..600 {
                let samples = contract.response_samples(operation.id, status).into_iter();
                responses.extend(
                    samples
                        .filter(|sample| sample.conforms)
                        .filter_map(|sample| {
                            let response = http::Response::builder().status(status);
                            let response = response.header(CONTENT_TYPE, "application/json");
                            let response = response.body(sample.json).unwrap();
                            let checked = contract.check_response(operation.id, &response);
                            checked.is_ok().then_some((operation.id, response))
                        }),
                );
            }
        }
        let requests = capture.take().into_iter().map(|captured| captured.request);
        let requests = requests.filter(|request| contract.check_request(request).is_ok());
        Self {
            requests: requests.collect(),
            responses,
        }
    }

    /// Whether a message violates a changed document, or the changed document is invalid.
    fn contradicts(&self, document: &Value) -> bool {
        let Ok(contract) = Contract::from_value(document.clone()) else {
            return true;
        };
        let mut requests = self.requests.iter();
        let mut responses = self.responses.iter();
        requests.any(|request| !contract.check_request(request).is_ok())
            || responses.any(|(id, response)| !contract.check_response(id, response).is_ok())
    }
}

/// A changed document.
struct Change {
    kind: &'static str,
    at: String,
    part: Part,
    document: Value,
}

#[test]
fn every_change_of_a_used_part_is_detected() {
    let (document, contract) = (document(), contract());
    let evidence = Evidence::collect(&contract);
    assert!(
        !evidence.requests.is_empty(),
        "the client sends no request that matches the document"
    );
    assert!(!evidence.contradicts(&document));
    let mut parts = vec![];
    find(&document, "", &mut parts);
    let changes: Vec<Change> = parts
        .iter()
        .flat_map(|(at, part)| changes(&document, at, *part))
        .collect();
    let threads = std::thread::available_parallelism().map_or(1, usize::from);
    let share = changes.len().div_ceil(threads);
    let unnoticed: Vec<String> = std::thread::scope(|scope| {
        let started = changes
            .chunks(share)
            .map(|changes| scope.spawn(|| unnoticed(&document, &evidence, changes)));
        let started: Vec<_> = started.collect();
        let ended = started.into_iter().map(|thread| thread.join().unwrap());
        ended.flatten().collect()
    });
    let (all, count) = (changes.len(), unnoticed.len());
    assert!(all >= operations::ALL.len() * 4, "only {all} changes");
    assert_eq!(count, 0, "of {all}:\n{}", unnoticed.join("\n"));
}

/// The changes that nothing contradicts, except those of schemas without a value in any message.
fn unnoticed(document: &Value, evidence: &Evidence, changes: &[Change]) -> Vec<String> {
    let unnoticed = changes.iter().filter(|change| {
        let impossible = || replaced(document, &change.at, json!({ "not": {} }));
        !evidence.contradicts(&change.document)
            && (change.part != Part::Schema || evidence.contradicts(&impossible()))
    });
    let unnoticed = unnoticed.map(|change| format!("{} at {}", change.kind, change.at));
    unnoticed.collect()
}

/// The kind of a changed part.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Part {
    Operation,
    Parameter,
    Schema,
}

/// The operations, parameters and schemas of a document, by JSON pointer.
fn find(node: &Value, at: &str, found: &mut Vec<(String, Part)>) {
    let Some(members) = node.as_object() else {
        let items = node.as_array().into_iter().flatten().enumerate();
        items.for_each(|(index, item)| find(item, &format!("{at}/{index}"), found));
        return;
    };
    let (parent, name) = at.rsplit_once('/').unwrap_or_default();
    let is_schema = parent.ends_with("/properties")
        || parent == "/components/schemas"
        || matches!(name, "schema" | "items") && !at.contains("/headers/");
    if members.contains_key("responses") {
        found.push((at.to_owned(), Part::Operation));
    } else if members.contains_key("in")
        && members.contains_key("name")
        && !is_schema
        && parent != "/components/securitySchemes"
    {
        found.push((at.to_owned(), Part::Parameter));
    } else if is_schema && !members.contains_key("$ref") {
        found.push((at.to_owned(), Part::Schema));
    }
    for (name, inner) in members {
        let is_data = matches!(name.as_str(), "example" | "examples" | "default" | "enum");
        if !name.starts_with("x-") && (!is_data || at.ends_with("/properties")) {
            let name = name.replace('~', "~0").replace('/', "~1");
            find(inner, &format!("{at}/{name}"), found);
        }
    }
}

fn changes(document: &Value, at: &str, part: Part) -> Vec<Change> {
    let node = document.pointer(at).unwrap();
    let change = |kind, document| Change {
        kind,
        at: at.to_owned(),
        part,
        document,
    };
    let nodes = match part {
        Part::Operation => of_operation(node),
        Part::Parameter => of_parameter(node),
        Part::Schema => of_schema(node),
    };
    let mut changes: Vec<Change> = nodes
        .into_iter()
        .map(|(kind, node)| change(kind, replaced(document, at, node)))
        .collect();
    if part == Part::Operation {
        changes.push(change("removed operation", removed(document, at)));
    }
    changes
}

fn of_parameter(node: &Value) -> Vec<(&'static str, Value)> {
    let flags = json!({ "type": "array", "minItems": 9, "items": { "type": "boolean" } });
    let mut renamed = with(node, "name", json!("x-renamed"));
    if node["in"] == "header" {
        // A request may have any other header.
        renamed["required"] = json!(true);
    }
    vec![
        ("renamed parameter", renamed),
        ("retyped parameter", with(node, "schema", flags)),
    ]
}

fn of_operation(node: &Value) -> Vec<(&'static str, Value)> {
    let parameter = |location: &str| json!({ "name": "x-new", "in": location, "required": true, "schema": { "type": "string" } });
    let mut parameters = node["parameters"].as_array().cloned().unwrap_or_default();
    parameters.push(parameter("query"));
    let query = with(node, "parameters", parameters.clone().into());
    parameters.pop();
    parameters.push(parameter("header"));
    let mut changed = vec![
        ("required query parameter", query),
        (
            "required header",
            with(node, "parameters", parameters.into()),
        ),
    ];
    for (status, response) in node["responses"].as_object().into_iter().flatten() {
        let has_json = response
            .pointer("/content/application~1json/schema")
            .is_some();
        if has_json {
            let mut responses = node["responses"].clone();
            let members = responses.as_object_mut().unwrap();
            members.remove(status);
            members.remove("default");
            changed.push(("removed status", with(node, "responses", responses)));
            let mut responses = node["responses"].clone();
            let header = json!({ "required": true, "schema": { "type": "string" } });
            responses[status]["headers"] = json!({ "x-new": header });
            changed.push((
                "required response header",
                with(node, "responses", responses),
            ));
        }
    }
    if node.pointer("/requestBody/content").is_some() {
        let mut body = node["requestBody"].clone();
        body["content"] = json!({ "text/x-other": {} });
        changed.push(("other media type", with(node, "requestBody", body)));
    }
    changed
}

/// Changes of a schema after which no value, or no value of a sample, is allowed.
fn of_schema(node: &Value) -> Vec<(&'static str, Value)> {
    let mut changed = vec![("other enum", with(node, "enum", json!(["x-other"])))];
    match node["type"].as_str() {
        Some("string") => {
            changed.push(("string as boolean", json!({ "type": "boolean" })));
            changed.push(("pattern", with(node, "pattern", json!("^x-pattern$"))));
            changed.push(("length", with(node, "minLength", json!(100_000))));
        }
        Some(kind @ ("integer" | "number")) => {
            changed.push(("number as boolean", json!({ "type": "boolean" })));
            let mut above = with(node, "minimum", json!(1e300));
            above.as_object_mut().unwrap().remove("maximum");
            if kind == "number" {
                changed.push(("minimum", above));
            }
        }
        Some("boolean") => changed.push(("boolean as string", json!({ "type": "string" }))),
        Some("array") => {
            changed.push(("array as boolean", json!({ "type": "boolean" })));
            changed.push(("items", with(node, "minItems", json!(100_000))));
        }
        _ if node["properties"].is_object() => {
            changed.push(("object as string", json!({ "type": "string" })));
            let mut required = node["required"].as_array().cloned().unwrap_or_default();
            required.push(json!("x-new"));
            changed.push(("required property", with(node, "required", required.into())));
            changed.push((
                "closed",
                with(
                    &without(node, "properties"),
                    "additionalProperties",
                    json!(false),
                ),
            ));
        }
        _ => {}
    }
    changed
}

fn with(node: &Value, name: &str, value: Value) -> Value {
    let mut members: Map<String, Value> = node.as_object().unwrap().clone();
    members.insert(name.to_owned(), value);
    Value::Object(members)
}

fn without(node: &Value, name: &str) -> Value {
    let mut members: Map<String, Value> = node.as_object().unwrap().clone();
    members.remove(name);
    Value::Object(members)
}

fn replaced(document: &Value, at: &str, node: Value) -> Value {
    let mut document = document.clone();
    *document.pointer_mut(at).unwrap() = node;
    document
}

fn removed(document: &Value, at: &str) -> Value {
    let (parent, name) = at.rsplit_once('/').unwrap();
    let mut document = document.clone();
    let parent = document.pointer_mut(parent).unwrap();
    parent.as_object_mut().unwrap().remove(name);
    document
}
