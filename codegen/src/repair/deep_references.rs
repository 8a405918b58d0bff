//! Replaces references to parts of other objects (`#/definitions/Pet/properties/tags`,
//! `#/responses/List/schema`).
//!
//! JSON Schema allows them, but neither the converter nor the generator supports them. The target
//! becomes a separate definition.

use std::collections::HashSet;

use serde_json::{Value, json};

use crate::pointer;
use crate::validate::references;

pub(super) fn repair(document: &mut Value) {
    let mut defined = HashSet::new();
    // A new definition can contain such references, too. The loop ends because their targets are
    // parts of the document.
    loop {
        let deep: Vec<(String, String)> = references(document)
            .into_iter()
            .filter(|reference| is_deep(&reference.at, reference.to))
            .map(|reference| (reference.at, reference.to.to_owned()))
            .collect();
        let mut repaired = false;
        for (at, to) in deep {
            repaired |= redirect(document, &at, &to, &mut defined);
        }
        if !repaired {
            break;
        }
    }
}

/// Makes the reference at `at` refer to a definition of its target, and returns whether it did. A
/// dangling reference is unchanged; `validate` refuses it.
fn redirect(document: &mut Value, at: &str, to: &str, defined: &mut HashSet<String>) -> bool {
    let Some(target) = pointer::follow(document, to).cloned() else {
        return false;
    };
    // The definition is named by its pointer, which is unique; `definition_names` encodes it.
    let Some(mut name) = to.strip_prefix('#').map(str::to_owned) else {
        return false;
    };
    if document.pointer(&name).is_none() {
        name = pointer::percent_decode(&name);
    }
    if !defined.contains(&name) {
        if document
            .pointer(&pointer::join("/definitions", &name))
            .is_some()
        {
            return false;
        }
        define(document, &name, target);
        defined.insert(name.clone());
    }
    let Some(location) = document.pointer_mut(at) else {
        return false;
    };
    pointer::set(
        location,
        "$ref",
        format!("#{}", pointer::join("/definitions", name)),
    );
    true
}

/// Whether a reference refers to something other than a member of a section, or to a member of
/// another section than its position allows.
fn is_deep(at: &str, to: &str) -> bool {
    let Some(pointer) = to.strip_prefix("#/") else {
        return false;
    };
    let tokens: Vec<_> = pointer.split('/').collect();
    let parent = at.rsplit('/').nth(1);
    let fits = match tokens.first() {
        Some(&"definitions") => true,
        Some(part @ (&"parameters" | &"responses" | &"paths")) => parent == Some(*part),
        _ => false,
    };
    tokens.len() != 2 || !fits
}

/// Adds a definition.
fn define(document: &mut Value, name: &str, schema: Value) {
    if document.get("definitions").is_none_or(|d| !d.is_object()) {
        pointer::set(document, "definitions", json!({}));
    }
    if let Some(definitions) = document.get_mut("definitions") {
        pointer::set(definitions, name, schema);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_target_becomes_a_definition() {
        let mut document = json!({
            "definitions": {"A": {"properties": {"b": {"type": "string"}}}, "C": {"$ref": "#/definitions/A/properties/b"}},
        });
        repair(&mut document);
        let defined = "/definitions/A/properties/b";
        assert_eq!(document["definitions"]["C"], reference(defined));
        assert_eq!(document["definitions"][defined], json!({"type": "string"}));
    }

    fn reference(defined: &str) -> Value {
        json!({"$ref": format!("#{}", pointer::join("/definitions", defined))})
    }

    #[test]
    fn spellings_of_one_pointer_are_one_definition() {
        let mut document = json!({
            "definitions": {"A": {"items": {}}, "B": {"$ref": "#/definitions/A/items"}, "C": {"$ref": "#/definitions/A/%69tems"}},
        });
        repair(&mut document);
        let definitions = &document["definitions"];
        assert_eq!(definitions["B"], definitions["C"]);
        assert_eq!(definitions.as_object().unwrap().len(), 4);
    }

    #[test]
    fn references_in_a_new_definition_are_repaired_too() {
        let mut document = json!({
            "paths": {"/a": {"$ref": "#/x/y"}, "/b": {"schema": {"$ref": "#/responses/R/schema"}}},
            "responses": {"R": {"schema": {"items": {"$ref": "#/definitions/A/items"}}}},
            "definitions": {"A": {"items": {"items": {"$ref": "#/definitions/A/items"}}}},
        });
        repair(&mut document);
        let items = json!({"items": reference("/definitions/A/items")});
        assert_eq!(document["definitions"]["/responses/R/schema"], items);
        assert_eq!(document["definitions"]["/definitions/A/items"], items);
    }
}
