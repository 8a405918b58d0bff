//! The document, as the page shows it.

use serde_json::{Value, json};

/// The document as JSON, with these addresses instead of the published ones.
pub(super) fn with_addresses(
    document: &Value,
    base_url: &str,
    token_url: &str,
) -> Result<String, serde_json::Error> {
    let mut document = document.clone();
    if let Value::Object(document) = &mut document {
        document.insert("servers".to_owned(), json!([{ "url": base_url }]));
    }
    let schemes = document.pointer_mut("/components/securitySchemes");
    for (_, scheme) in schemes.and_then(Value::as_object_mut).into_iter().flatten() {
        let flows = scheme.get_mut("flows").and_then(Value::as_object_mut);
        for (_, flow) in flows.into_iter().flatten() {
            if let Some(url) = flow.get_mut("tokenUrl") {
                *url = token_url.into();
            }
        }
    }
    serde_json::to_string_pretty(&document)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_the_addresses_change() {
        let before = json!({
            "servers": [{ "url": "https://api.example/v1" }],
            "paths": {},
            "components": { "securitySchemes": { "any name": { "type": "oauth2", "flows": {
                "password": { "tokenUrl": "https://api.example/token", "scopes": {} }
            } } } }
        });
        let base_url = "http://127.0.0.1:1/base";
        let token_url = "http://127.0.0.1:1/token";
        let after = with_addresses(&before, base_url, token_url).unwrap();

        let lines = |text: &str| text.lines().count();
        let written = serde_json::to_string_pretty(&before).unwrap();
        assert_eq!(lines(&after), lines(&written), "order and parts are kept");
        assert_eq!(after.matches("127.0.0.1").count(), 2, "{after}");
        let mut after: Value = serde_json::from_str(&after).unwrap();
        for (pointer, address) in [
            ("/servers/0/url", base_url),
            (
                "/components/securitySchemes/any name/flows/password/tokenUrl",
                token_url,
            ),
        ] {
            assert_eq!(after.pointer(pointer).unwrap(), address);
            *after.pointer_mut(pointer).unwrap() = before.pointer(pointer).unwrap().clone();
        }
        assert_eq!(after, before);
        let order = |document: &Value| {
            document
                .as_object()
                .unwrap()
                .keys()
                .cloned()
                .collect::<Vec<_>>()
        };
        assert_eq!(order(&after), order(&before));
    }
}
