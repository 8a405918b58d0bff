//! Changes of who may call, of known values and of examples.

use serde_json::{Value, json};

use super::super::place::{
    append, children, edit, members, nodes, of_operations, remove, rename, replace, set, unset,
};
use super::operations::whole;
use super::{Kind, kind};

const FLOW: &str = "/components/securitySchemes/oauth2/flows/password";
const KNOWN: &str = "/components/schemas/StatusCode/x-known-values";

pub(super) const KINDS: &[Kind] = &[
    kind("security: other scope", of_operations, |d, at| {
        set(d, at, "security", json!([{ "oauth2": ["other"] }]));
    }),
    kind("security: second scope", of_operations, |d, at| {
        append(d, &format!("{at}/security/0"), "oauth2", "admin".into());
    }),
    kind("security: removed", of_operations, |d, at| {
        unset(d, at, "security")
    }),
    kind("security: none asked for", of_operations, |d, at| {
        set(d, at, "security", json!([]))
    }),
    kind("security: API key besides", of_operations, |d, at| {
        let key = json!({ "type": "apiKey", "in": "header", "name": "X-IBM-Client-Id" });
        set(d, "/components/securitySchemes", "clientId", key);
        edit(d, &format!("{at}/security/0"), |requirement| {
            requirement.insert("clientId".to_owned(), json!([]));
        });
    }),
    kind("scheme: basic instead of OAuth2", whole, |d, _| {
        let basic = json!({ "type": "http", "scheme": "basic" });
        set(d, "/components/securitySchemes", "oauth2", basic);
    }),
    kind("scheme: other token URL", whole, |d, _| {
        set(d, FLOW, "tokenUrl", "https://api.cesce.es/oauth2/v2/token");
    }),
    kind("scheme: other flow", whole, |d, _| {
        rename(d, FLOW, "clientCredentials");
    }),
    kind("scheme: scope removed", scopes, remove),
    kind("scheme: scope added", whole, |d, _| {
        set(d, &format!("{FLOW}/scopes"), "admin", "All")
    }),
    kind("known value: removed", known_values, remove),
    kind("known value: added", whole, |d, _| {
        let value = json!({ "value": 8, "name": "APPEALED", "description": "under appeal" });
        append(d, "/components/schemas/StatusCode", "x-known-values", value);
    }),
    kind("known value: other number", known_values, |d, at| {
        set(d, at, "value", 99)
    }),
    kind("known value: other name", known_values, |d, at| {
        set(d, at, "name", "OTHER")
    }),
    kind("known value: other words", known_values, |d, at| {
        set(d, at, "description", "other")
    }),
    kind("example: of another type", examples, |d, at| {
        let other = match d.pointer(at) {
            Some(Value::Object(_)) => json!([]),
            Some(Value::Number(_) | Value::Bool(_)) => json!("seven"),
            _ => json!({}),
        };
        replace(d, at, other);
    }),
    kind("example: without a required property", answers, |d, at| {
        edit(d, at, |example| {
            let first = example
                .keys()
                .find(|n| *n != "endorsementNo" && *n != "customerReference")
                .cloned();
            first.and_then(|name| example.remove(&name));
        });
    }),
];

fn scopes(document: &Value) -> Vec<String> {
    children(document, &format!("{FLOW}/scopes"))
}

fn known_values(document: &Value) -> Vec<String> {
    children(document, KNOWN)
}

/// Schemas' and parameters' examples.
fn examples(document: &Value) -> Vec<String> {
    let holders = nodes(document, |_, node| node.contains_key("example"));
    let any_text = |at: &String| {
        // anything is an example of a text in a query, as that is how it is sent
        at.contains("/parameters/")
    };
    let holders = holders.into_iter().filter(|at| !any_text(at));
    holders.map(|at| format!("{at}/example")).collect()
}

/// The examples of success.
fn answers(document: &Value) -> Vec<String> {
    let responses = members(document, &of_operations(document), "responses").into_iter();
    let values =
        responses.map(|at| format!("{at}/content/application~1json/examples/response/value"));
    values.filter(|at| document.pointer(at).is_some()).collect()
}
