//! Refuses documents that cannot become a crate. Smaller violations of OAS2 are common in real
//! documents; `repair` corrects them.
//!
//! References are checked once for the whole document, so that no later step finds a dangling one:
//! every `$ref` must stay inside the document, have a target, and not refer only to itself.

mod other_documents;

use std::collections::{HashMap, HashSet};

use serde_json::Value;

use crate::error::DocumentError;
use crate::pointer;

/// Checks that `document` is an OAS2 document that can become a crate.
///
/// # Errors
/// A [`DocumentError`] for the first problem: of the version, of `paths`, then of the references in the
/// document's order.
pub fn validate(document: &Value) -> Result<(), DocumentError> {
    check_version(document)?;
    check_paths(document)?;
    check_references(document)
}

fn check_version(document: &Value) -> Result<(), DocumentError> {
    let Some(root) = document.as_object() else {
        return Err(other_documents::refuse_value(document));
    };
    match root.get("swagger") {
        Some(Value::String(version)) if version.trim() == "2.0" || version.trim() == "2" => Ok(()),
        Some(Value::Number(version)) if version.as_f64() == Some(2.0) => Ok(()),
        Some(version) => Err(DocumentError::at(
            "/swagger",
            format!("the version is {version}, not \"2.0\""),
            "give an OAS2 document",
        )),
        None => Err(other_documents::refuse_object(root)),
    }
}

fn check_paths(document: &Value) -> Result<(), DocumentError> {
    match document.get("paths") {
        Some(Value::Object(_)) => Ok(()),
        Some(_) => Err(DocumentError::at(
            "/paths",
            "`paths` is not an object",
            "give an object with one member per path",
        )),
        None => Err(DocumentError::document(
            "the document has no `paths`",
            "give the document of an API, not a part of one",
        )),
    }
}

/// A `$ref` and its pointer.
pub(crate) struct Reference<'a> {
    pub at: String,
    pub to: &'a str,
}

/// All references, except inside vendor extensions and data (examples, defaults, enums), where
/// `$ref` has no meaning.
pub(crate) fn references(document: &Value) -> Vec<Reference<'_>> {
    let mut found = vec![];
    let mut todo = vec![(String::new(), document, Names::Keywords)];
    while let Some((at, value, names)) = todo.pop() {
        match value {
            Value::Object(members) => {
                if let (Names::Keywords, Some(Value::String(to))) = (names, members.get("$ref")) {
                    found.push(Reference { at, to });
                    continue;
                }
                for (key, member) in members.iter().rev() {
                    if names == Names::Keywords && is_data(key) {
                        continue;
                    }
                    todo.push((pointer::join(&at, key), member, names_below(key, names)));
                }
            }
            Value::Array(items) => {
                for (i, item) in items.iter().enumerate().rev() {
                    todo.push((format!("{at}/{i}"), item, Names::Keywords));
                }
            }
            _ => {}
        }
    }
    found
}

/// Whether the members of an object are keywords of OAS, or names chosen by the author.
#[derive(Clone, Copy, PartialEq)]
enum Names {
    Keywords,
    Authors,
}

/// What the members of the member `key` are, where `names` is what `key` is.
fn names_below(key: &str, names: Names) -> Names {
    let maps = ["properties", "definitions", "parameters", "responses"];
    if names == Names::Keywords && maps.contains(&key) {
        Names::Authors
    } else {
        Names::Keywords
    }
}

/// Whether the value of a keyword is data or an extension.
fn is_data(key: &str) -> bool {
    key.starts_with("x-") || ["example", "examples", "default", "enum"].contains(&key)
}

fn check_references(document: &Value) -> Result<(), DocumentError> {
    let mut targets: HashMap<&str, Option<&Value>> = HashMap::new();
    for Reference { at, to } in references(document) {
        if !to.starts_with('#') {
            return Err(DocumentError::at(
                at,
                format!("`$ref` refers outside of the document, to {to:?}"),
                "bundle the documents into one first",
            ));
        }
        let target = *targets
            .entry(to)
            .or_insert_with(|| pointer::follow(document, to));
        match target {
            None => {
                return Err(DocumentError::at(
                    at,
                    format!("`$ref` refers to {to:?}, which does not exist"),
                    "add the definition, or correct the reference",
                ));
            }
            Some(target) if refers_only_to_itself(document, to, target) => {
                return Err(DocumentError::at(
                    at,
                    format!("`$ref` refers to {to:?}, which only refers back to itself"),
                    "write the definition's content",
                ));
            }
            Some(_) => {}
        }
    }
    Ok(())
}

/// Whether following references from `target` never ends at another value.
fn refers_only_to_itself(document: &Value, to: &str, target: &Value) -> bool {
    let mut seen = HashSet::from([to.to_owned()]);
    let mut value = target;
    while let Some(next) = only_reference(value) {
        if !seen.insert(next.to_owned()) {
            return true;
        }
        match pointer::follow(document, next) {
            Some(next) => value = next,
            None => return false,
        }
    }
    false
}

/// The target of a value that is only a reference, or an `allOf` with one.
fn only_reference(value: &Value) -> Option<&str> {
    let wrapped = || {
        let content = ["properties", "type", "additionalProperties"];
        match value.get("allOf").and_then(Value::as_array)?.as_slice() {
            [only] if !content.iter().any(|key| value.get(key).is_some()) => only.get("$ref"),
            _ => None,
        }
    };
    value.get("$ref").or_else(wrapped).and_then(Value::as_str)
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    fn refused(document: &Value) -> String {
        let error = validate(document).unwrap_err();
        format!("{}: {error}", error.position)
    }

    #[test]
    fn only_oas2_with_paths_is_accepted() {
        assert!(refused(&json!({"swagger": "1.2"})).contains("\"1.2\""));
        assert!(refused(&json!({"swagger": "2.0"})).contains("no `paths`"));
        assert!(validate(&json!({"swagger": 2.0, "paths": {}})).is_ok());
    }

    #[test]
    fn references_need_a_target_in_the_document() {
        let with = |schema: Value, definitions: Value| json!({"swagger": "2.0", "paths": {}, "definitions": definitions, "responses": {"A": {"schema": schema}}});
        let dangling = refused(&with(json!({"$ref": "#/definitions/No"}), json!({})));
        assert!(
            dangling.contains("#/responses/A/schema") && dangling.contains("does not exist"),
            "{dangling}"
        );
        let outside = refused(&with(json!({"$ref": "other.yaml#/A"}), json!({})));
        assert!(outside.contains("other.yaml#/A"), "{outside}");
        let circle = json!({"A": {"$ref": "#/definitions/B"}, "B": {"$ref": "#/definitions/A"}});
        assert!(refused(&with(json!({}), circle)).contains("back to itself"));
        let list = json!({"A": {"properties": {"next": {"$ref": "#/definitions/A"}}}});
        assert!(validate(&with(json!({"$ref": "#/definitions/A"}), list)).is_ok());
    }

    #[test]
    fn properties_and_examples_called_ref_are_no_references() {
        let definitions =
            json!({"A": {"properties": {"$ref": {"type": "string"}}, "example": {"$ref": "x"}}});
        assert!(
            validate(&json!({"swagger": "2.0", "paths": {}, "definitions": definitions})).is_ok()
        );
    }
}
