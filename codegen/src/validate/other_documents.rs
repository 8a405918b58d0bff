//! Recognises documents of other kinds that users confuse with OAS2 documents.

use serde_json::{Map, Value};

use crate::error::DocumentError;

const EXPORT: &str = "export the API as OAS2 (Swagger 2.0) and give that";

/// The reason why an object without a `swagger` member is not an OAS2 document.
pub(super) fn refuse_object(root: &Map<String, Value>) -> DocumentError {
    let has = |key: &str| root.contains_key(key);
    if let Some(version) = root.get("openapi") {
        let version = crate::api::text(version);
        let problem = format!("the document is OpenAPI {version}, not OAS2");
        return DocumentError::at(
            "/openapi",
            problem,
            "give the OAS2 (Swagger 2.0) export of the API",
        );
    }
    if let Some(version) = root.get("swaggerVersion") {
        let version = crate::api::text(version);
        let problem = format!("the document is Swagger {version}, which came before OAS2");
        return DocumentError::at("/swaggerVersion", problem, EXPORT);
    }
    if has("product") && (has("apis") || has("plans")) {
        return product(root);
    }
    let (problem, remedy) = if has("asyncapi") {
        ("an AsyncAPI document, not OAS2", EXPORT)
    } else if has("overlay") && has("actions") {
        (
            "an OpenAPI Overlay, not an OAS2 document",
            "give the document that it applies to",
        )
    } else if has("httpCode") || (has("error") && !has("paths")) {
        (
            "the body of an error, which a portal sends instead of a download",
            "download the document again while logged in",
        )
    } else if is_postman(root) {
        ("a Postman collection, not OAS2", EXPORT)
    } else if root.get("_type").is_some_and(|kind| kind == "export") && has("resources") {
        ("an Insomnia export, not OAS2", EXPORT)
    } else if root
        .get("log")
        .is_some_and(|log| log.get("entries").is_some())
    {
        ("an HTTP archive (HAR), not OAS2", EXPORT)
    } else if has("$schema") && !has("paths") {
        (
            "a JSON Schema, not OAS2",
            "give the document of the API that uses it",
        )
    } else {
        let remedy = "give an OAS2 document; its first member is usually `swagger: \"2.0\"`";
        return DocumentError::document("the document has no `swagger` member", remedy);
    };
    DocumentError::document(format!("the document is {problem}"), remedy)
}

/// The reason why an API Connect product is not an OAS2 document: it only lists the documents of its
/// APIs.
fn product(root: &Map<String, Value>) -> DocumentError {
    let apis = root.get("apis").and_then(Value::as_object);
    let name_of = |api: &Value| {
        api.get("$ref")
            .or_else(|| api.get("name"))
            .map(crate::api::text)
    };
    let files: Vec<String> = apis
        .into_iter()
        .flatten()
        .filter_map(|(_, api)| name_of(api))
        .collect();
    let remedy = if files.is_empty() {
        "give the document of one of its APIs".to_owned()
    } else {
        format!("give the document of one of its APIs: {}", files.join(", "))
    };
    DocumentError::at(
        "/product",
        "the document is an API Connect product, not an API",
        remedy,
    )
}

fn is_postman(root: &Map<String, Value>) -> bool {
    let collection = root.get("collection").and_then(Value::as_object);
    let info = collection.unwrap_or(root).get("info");
    let schema = info
        .and_then(|info| info.get("schema"))
        .and_then(Value::as_str);
    info.is_some_and(|info| info.get("_postman_id").is_some())
        || schema.is_some_and(|schema| schema.contains("getpostman.com"))
}

/// The reason why a value that is not an object is not an OAS2 document.
pub(super) fn refuse_value(value: &Value) -> DocumentError {
    let problem = match value {
        Value::Null => "the document has no content",
        Value::Array(_) => "the document is a list, not an object",
        Value::String(text) if text.contains("swagger") => {
            let remedy = "save the text without the quotation marks and the escapes";
            return DocumentError::document("the document is a quoted text, not an object", remedy);
        }
        Value::String(_) => "the document is a text, not an object",
        _ => "the document is not an object",
    };
    DocumentError::document(problem, "give an OAS2 document")
}

#[cfg(test)]
mod tests {
    use serde_json::{Value, json};

    #[test]
    fn other_documents_are_refused_with_their_kind_and_a_remedy() {
        let product = json!({"product": "1.0.0", "apis": {"a": {"$ref": "a_1.0.0.yaml"}, "b": {"name": "b:2"}}});
        let cases: [(Value, &str); 17] = [
            (
                product,
                "#/product: the document is an API Connect product, not an API; give the document of one of its APIs: a_1.0.0.yaml, b:2",
            ),
            (
                json!({"product": "1.0.0", "apis": {}}),
                "API Connect product",
            ),
            (
                json!({"openapi": "3.0.1", "paths": {}}),
                "the document is OpenAPI 3.0.1, not OAS2",
            ),
            (json!({"swaggerVersion": "1.2", "apis": []}), "Swagger 1.2"),
            (
                json!({"openapi": 3.1, "webhooks": {}}),
                "the document is OpenAPI 3.1, not OAS2",
            ),
            (
                json!({"overlay": "1.0.0", "actions": []}),
                "an OpenAPI Overlay",
            ),
            (
                json!({"httpCode": "401", "httpMessage": "Unauthorized"}),
                "the body of an error",
            ),
            (
                json!({"collection": {"info": {"_postman_id": "a"}, "item": []}}),
                "Postman",
            ),
            (json!({"asyncapi": "2.0.0"}), "AsyncAPI"),
            (
                json!({"info": {"schema": "https://schema.getpostman.com/json/collection/v2.1.0/collection.json"}, "item": []}),
                "Postman",
            ),
            (json!({"_type": "export", "resources": []}), "Insomnia"),
            (json!({"log": {"entries": []}}), "HAR"),
            (
                json!({"$schema": "http://json-schema.org/draft-07/schema#"}),
                "JSON Schema",
            ),
            (json!({"a": 1}), "no `swagger` member"),
            (json!([]), "a list"),
            (json!("swagger: \"2.0\""), "quoted text"),
            (Value::Null, "no content"),
        ];
        for (document, expected) in cases {
            let error = crate::validate::validate(&document).unwrap_err();
            let message = format!("{}: {error}", error.position);
            assert!(message.contains(expected), "{message}");
        }
    }
}
