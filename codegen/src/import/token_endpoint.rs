//! The token endpoint and the scopes of operations that an import keeps of the current document.
//!
//! The insurer publishes both, so a document without security is incomplete.

use serde_json::{Map, Value, json};

use crate::api::{self, Security, described_operations};
use crate::overlay::KeptValues;
use crate::pointer;

/// The token endpoint of the current document, if the new one has none or a placeholder; with the
/// scopes of all operations, if the new document has no security at all.
pub(super) fn kept(old: &Value, new: &Value, notes: &mut Vec<String>) -> Vec<KeptValues> {
    let (current, _) = api::token_urls(old);
    let (usable, placeholders) = api::token_urls(new);
    let Some((at, url)) = current.first().filter(|_| usable.is_empty()) else {
        return vec![];
    };
    let kept = format!("that of the current document is kept, {url}");
    let add = |at: &str, values| KeptValues {
        at: at.to_owned(),
        replaced: vec![],
        values,
    };
    if let Some((at, placeholder)) = placeholders.first() {
        notes.push(format!(
            "the document's token endpoint is {placeholder}: {kept}"
        ));
        let scheme = pointer::split(at).map(|(scheme, _)| scheme);
        return vec![add(scheme.unwrap_or_default(), json!({ "tokenUrl": url }))];
    }
    notes.push(format!("the document has no token endpoint: {kept}"));
    let schemes = new.get("securityDefinitions").and_then(Value::as_object);
    let mut named = schemes.into_iter().flatten();
    if let Some((name, _)) = named.find(|(_, scheme)| scheme.get("type") == Some(&json!("oauth2")))
    {
        let at = pointer::join("/securityDefinitions", name);
        return vec![add(&at, json!({ "tokenUrl": url }))];
    }
    let Some((definition, _)) = pointer::split(at) else {
        return vec![];
    };
    let scheme = free_name(schemes, pointer::split(definition).map(|(_, name)| name));
    let definition = old.pointer(definition);
    let mut kept = vec![add(
        "",
        json!({"securityDefinitions": {&scheme: definition}}),
    )];
    let operations = described_operations(new);
    let has_security = new.get("security").is_some()
        || operations
            .iter()
            .any(|operation| operation.value.get("security").is_some());
    if has_security {
        notes.push("the document requires no token for its operations; if they need one, add `security` to each operation in spec/classifications.overlay.yaml".to_owned());
        return kept;
    }
    notes.push("the document does not specify which operations need a token: all operations get the scopes of the current document".to_owned());
    kept.extend(operations.iter().map(|operation| {
        let scopes = scopes(old, operation.value.get("operationId"));
        add(&operation.at, json!({"security": [{&scheme: scopes}]}))
    }));
    kept
}

/// A name for a security scheme: `wanted`, with a suffix if it is taken.
fn free_name(taken: Option<&Map<String, Value>>, wanted: Option<String>) -> String {
    let mut name = wanted.unwrap_or_else(|| "oauth2".to_owned());
    while taken.is_some_and(|taken| taken.contains_key(&name)) {
        name.push_str("-token");
    }
    name
}

/// The scopes of a token for the operation with this id; empty if there is no such operation.
fn scopes(document: &Value, id: Option<&Value>) -> Vec<String> {
    let mut operations = described_operations(document).into_iter();
    let operation =
        operations.find(|operation| id.is_some() && operation.value.get("operationId") == id);
    let security = operation.map(|operation| Security::read(document, operation.value));
    let scopes = security.and_then(|security| security.oauth2_scopes);
    scopes.unwrap_or_default()
}
