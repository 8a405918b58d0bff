//! What the generated client sends.

use std::collections::BTreeSet;

use super::Subject;
use crate::contract::capture::Captured;
use crate::contract::json::Json;
use crate::contract::schema::{Schema, operations};

/// No request has a violation, and each belongs to the operation it is sent for.
pub(super) fn keep_to_the_document(subject: &Subject<'_>) -> Vec<String> {
    let requests = subject.evidence.requests.iter();
    let requests = requests.filter(|captured| subject.concerns_operation(captured.operation));
    let mut wrong = vec![];
    for Captured { operation, request } in requests {
        let checked = subject.contract.check_request(request);
        if !checked.is_ok() {
            wrong.push(checked.to_string());
        } else if checked.operation() != Some(operation) {
            wrong.push(format!("{operation} is sent to {:?}", checked.operation()));
        }
        if subject.knows_enough(&wrong) {
            break;
        }
    }
    wrong
}

/// Every parameter and every property of a body is in some request.
pub(super) fn say_everything(subject: &Subject<'_>) -> Vec<String> {
    let mut unsaid = vec![];
    for operation in operations(subject.document) {
        if !subject.concerns_operation(operation.id()) {
            continue;
        }
        let sent = subject.evidence.requests.iter();
        let sent: Vec<_> = sent
            .filter(|sent| sent.operation == operation.id())
            .collect();
        for parameter in operation.parameters(subject.document) {
            let name = parameter["name"].as_str().unwrap_or_default();
            let is_sent = match parameter["in"].as_str() {
                Some("query") => sent.iter().any(|sent| has_query(sent, name)),
                Some("header") => sent.iter().any(|s| s.request.headers().contains_key(name)),
                // a path is judged as a whole
                Some("path") => true,
                _ => false,
            };
            if !is_sent {
                unsaid.push(format!("{}: no request has {name}", operation.id()));
            }
        }
        let content = &operation.node["requestBody"]["content"]["application/json"]["schema"];
        let mut documented = BTreeSet::new();
        properties(subject.document, content, "", &mut documented);
        let mut said = BTreeSet::new();
        for captured in sent {
            let text = String::from_utf8_lossy(captured.request.body());
            if let Ok(body) = text.parse::<Json>() {
                members(&body, "", &mut said);
            }
        }
        let missing = documented.difference(&said);
        unsaid.extend(missing.map(|path| format!("{}: no body has {path}", operation.id())));
    }
    unsaid
}

fn has_query(captured: &Captured, name: &str) -> bool {
    let query = captured.request.uri().query().unwrap_or_default();
    query
        .split('&')
        .any(|pair| pair.split('=').next() == Some(name))
}

fn properties(
    document: &serde_json::Value,
    node: &serde_json::Value,
    at: &str,
    found: &mut BTreeSet<String>,
) {
    for (name, property) in Schema::of(document, node).properties() {
        let at = format!("{at}/{name}");
        properties(document, property, &at, found);
        found.insert(at);
    }
}

fn members(json: &Json, at: &str, found: &mut BTreeSet<String>) {
    if let Json::Object(inner) = json {
        for (name, value) in inner {
            let at = format!("{at}/{name}");
            members(value, &at, found);
            found.insert(at);
        }
    }
}
