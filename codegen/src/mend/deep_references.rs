//! References into the middle of something (`#/definitions/Pet/properties/tags`, `#/responses/List/schema`).
//!
//! JSON Schema allows them, but neither the converter nor the generator knows them. What is referred to
//! becomes a definition of its own.

use std::collections::HashMap;

use heck::ToPascalCase;
use serde_json::{Value, json};

use crate::pointer;
use crate::report::Report;
use crate::validate::references;

pub(super) fn mend(document: &mut Value, _: &mut Report) {
    let mut made: HashMap<String, String> = HashMap::new();
    // What becomes a definition can itself hold such references, but none that no document wrote: there is an end.
    loop {
        let deep: Vec<(String, String)> = references(document)
            .into_iter()
            .filter(|reference| is_deep(&reference.at, reference.to))
            .map(|reference| (reference.at, reference.to.to_owned()))
            .collect();
        let mut mended = false;
        for (at, to) in deep {
            mended |= point(document, &at, &to, &mut made);
        }
        if !mended {
            break;
        }
    }
}

/// Points the reference at `at` to a definition of what it refers to; a dangling one is refused later, with its
/// place.
fn point(document: &mut Value, at: &str, to: &str, made: &mut HashMap<String, String>) -> bool {
    if !made.contains_key(to) {
        let Some(target) = pointer::follow(document, to).cloned() else {
            return false;
        };
        let name = free_name(document, to);
        define(document, &name, target);
        made.insert(to.to_owned(), name);
    }
    let (Some(name), Some(place)) = (made.get(to), document.pointer_mut(at)) else {
        return false;
    };
    let reference = json!(format!("#/definitions/{}", pointer::escape(name)));
    pointer::set(place, "$ref", reference);
    true
}

/// Whether a reference leads further than to a named part of the document, or to a part of another
/// kind than belongs to its place.
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

fn free_name(document: &Value, to: &str) -> String {
    let words: Vec<_> = to
        .split('/')
        .skip(1)
        .filter(|token| !["definitions", "properties", "schema"].contains(token))
        .collect();
    let words: String = words
        .join(" ")
        .chars()
        .map(|c| if c.is_alphanumeric() { c } else { ' ' })
        .collect();
    let wanted = words.to_pascal_case();
    let taken = |name: &str| {
        document
            .get("definitions")
            .is_some_and(|d| d.get(name).is_some())
    };
    let mut name = wanted.clone();
    let mut count = 2;
    while name.is_empty() || taken(&name) {
        name = format!("{wanted}{count}");
        count += 1;
    }
    name
}

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
    fn what_is_referred_to_becomes_a_definition() {
        let mut document = json!({
            "definitions": {"A": {"properties": {"b": {"type": "string"}}}, "C": {"$ref": "#/definitions/A/properties/b"}},
        });
        mend(&mut document, &mut Report::default());
        assert_eq!(
            document["definitions"]["C"],
            json!({"$ref": "#/definitions/AB"})
        );
        assert_eq!(document["definitions"]["AB"], json!({"type": "string"}));
    }

    #[test]
    fn what_becomes_a_definition_is_mended_as_well() {
        let mut document = json!({
            "paths": {"/a": {"$ref": "#/x/y"}, "/b": {"schema": {"$ref": "#/responses/R/schema"}}},
            "responses": {"R": {"schema": {"items": {"$ref": "#/definitions/A/items"}}}},
            "definitions": {"A": {"items": {"items": {"$ref": "#/definitions/A/items"}}}},
        });
        mend(&mut document, &mut Report::default());
        let items = json!({"items": {"$ref": "#/definitions/AItems"}});
        assert_eq!(document["definitions"]["ResponsesR"], items);
        assert_eq!(document["definitions"]["AItems"], items);
    }
}
