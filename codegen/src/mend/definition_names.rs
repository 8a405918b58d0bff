//! Definitions have names that OAS3 allows (`^[a-zA-Z0-9._-]+$`).
//!
//! OAS2 allows any (`java:lang:String[]`, `authentication::domain`); the converter rewrites them in one place and not in
//! another. So they are rewritten before it, with all references.

use std::collections::HashMap;

use serde_json::{Map, Value, json};

use crate::pointer;
use crate::report::Report;
use crate::validate::references;

pub(super) fn mend(document: &mut Value, report: &mut Report) {
    if let Some(Value::Object(definitions)) = document.get_mut("definitions") {
        // The converter drops what is no schema, and references to it would lead nowhere.
        for (name, schema) in definitions.iter_mut().filter(|(_, s)| !s.is_object()) {
            let at = pointer::join("/definitions", name);
            report.give_up(
                "definition_names",
                at,
                "it is no schema: anything is allowed",
            );
            *schema = json!({});
        }
    }
    let Some(Value::Object(definitions)) = document.get("definitions") else {
        return;
    };
    if definitions.keys().all(|name| is_plain(name)) {
        return;
    }
    let renamed = rename(definitions);
    let places: Vec<(String, String)> = references(document)
        .into_iter()
        .filter_map(|reference| {
            let name = reference.to.strip_prefix("#/definitions/")?;
            let plain = name.replace("~1", "/").replace("~0", "~");
            let new = renamed
                .get(&plain)
                .or_else(|| renamed.get(&pointer::percent_decode(&plain)))?;
            Some((reference.at, new.clone()))
        })
        .collect();
    for (at, name) in places {
        if let Some(place) = document.pointer_mut(&at) {
            pointer::set(place, "$ref", json!(format!("#/definitions/{name}")));
        }
    }
    if let Some(Value::Object(definitions)) = document.get_mut("definitions") {
        let before = std::mem::take(definitions);
        *definitions = before
            .into_iter()
            .map(|(name, schema)| (renamed.get(&name).cloned().unwrap_or(name), schema))
            .collect();
    }
}

fn is_plain(name: &str) -> bool {
    !name.is_empty()
        && name
            .chars()
            .all(|c| c.is_ascii_alphanumeric() || "._-".contains(c))
}

/// The new name of each definition that needs one.
fn rename(definitions: &Map<String, Value>) -> HashMap<String, String> {
    let mut renamed: HashMap<String, String> = HashMap::new();
    for name in definitions.keys().filter(|name| !is_plain(name)) {
        let wanted: String = name
            .chars()
            .map(|c| {
                if c.is_ascii_alphanumeric() || "._-".contains(c) {
                    c
                } else {
                    '_'
                }
            })
            .collect();
        let mut new = wanted.clone();
        let mut count = 2;
        while new.is_empty()
            || definitions.contains_key(&new)
            || renamed.values().any(|n| *n == new)
        {
            new = format!("{wanted}_{count}");
            count += 1;
        }
        renamed.insert(name.clone(), new);
    }
    renamed
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_name_without_a_schema_allows_anything() {
        let mut document = json!({"definitions": {"A": null}});
        mend(&mut document, &mut Report::default());
        assert_eq!(document, json!({"definitions": {"A": {}}}));
    }

    #[test]
    fn names_and_references_stay_together() {
        let mut document = json!({"definitions": {
            "a:b[]": {"type": "string"}, "a_b__": {}, "C": {"properties": {"x": {"$ref": "#/definitions/a:b[]"}}},
        }});
        mend(&mut document, &mut Report::default());
        assert_eq!(
            document,
            json!({"definitions": {
                "a_b___2": {"type": "string"}, "a_b__": {}, "C": {"properties": {"x": {"$ref": "#/definitions/a_b___2"}}},
            }})
        );
    }
}
