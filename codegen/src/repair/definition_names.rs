//! Encodes names of definitions that OAS3 does not allow (`^[a-zA-Z0-9._-]+$`).
//!
//! OAS2 allows any name (`java:lang:String[]`, `authentication::domain`), and the converter
//! rewrites them inconsistently. So they are encoded first, with all references. The encoding
//! depends only on the name and can be decoded, so that types are named after the document's name.

use std::collections::HashMap;

use serde_json::{Value, json};

use crate::pointer;
use crate::report::Report;
use crate::validate::references;

pub(super) fn repair(document: &mut Value, report: &mut Report) {
    if let Some(Value::Object(definitions)) = document.get_mut("definitions") {
        // The converter drops invalid schemas, and references to them would dangle.
        for (name, schema) in definitions.iter_mut().filter(|(_, s)| !s.is_object()) {
            let at = pointer::join("/definitions", name);
            report.record(
                "definition_names",
                at,
                "it is not a schema: any value is allowed",
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
    let odd = definitions.keys().filter(|name| !is_plain(name));
    let renamed: HashMap<String, String> = odd
        .map(|name| {
            let mut new = encode(name);
            while definitions.contains_key(&new) {
                new.push_str(EMPTY);
            }
            (name.clone(), new)
        })
        .collect();
    let locations: Vec<(String, String)> = references(document)
        .into_iter()
        .filter_map(|reference| {
            let name = reference.to.strip_prefix("#/definitions/")?;
            let plain = pointer::unescape(name);
            let new = renamed
                .get(&plain)
                .or_else(|| renamed.get(&pointer::percent_decode(&plain)))?;
            Some((reference.at, new.clone()))
        })
        .collect();
    for (at, name) in locations {
        if let Some(location) = document.pointer_mut(&at) {
            pointer::set(location, "$ref", json!(format!("#/definitions/{name}")));
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

/// A sequence that decodes to nothing, for the empty name and for names that are taken.
const EMPTY: &str = ".--";

/// `name` in the characters that OAS3 allows. `/` becomes `..`; `.` and any character that is not allowed
/// become their code points (`:` becomes `.-3a-`).
fn encode(name: &str) -> String {
    let mut encoded = String::new();
    for c in name.chars() {
        match c {
            '/' => encoded.push_str(".."),
            c if c.is_ascii_alphanumeric() || "_-".contains(c) => encoded.push(c),
            c => encoded.extend([".-", &format!("{:x}", u32::from(c)), "-"]),
        }
    }
    if encoded.is_empty() {
        EMPTY.to_owned()
    } else {
        encoded
    }
}

/// The name that [`encode`] encoded; a name without `..` and `.-` stays unchanged.
pub(crate) fn decode(name: &str) -> String {
    let mut decoded = String::new();
    let mut rest = name;
    while let Some((before, after)) = rest.split_once('.') {
        decoded.push_str(before);
        rest = after;
        if let Some(tail) = after.strip_prefix('.') {
            decoded.push('/');
            rest = tail;
        } else if let Some((digits, tail)) = after.strip_prefix('-').and_then(|r| r.split_once('-'))
        {
            let number = u32::from_str_radix(digits, 16).ok();
            decoded.extend(number.and_then(char::from_u32));
            rest = tail;
        } else {
            decoded.push('.');
        }
    }
    decoded + rest
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_invalid_definition_allows_any_value() {
        let mut document = json!({"definitions": {"A": null}});
        repair(&mut document, &mut Report::default());
        assert_eq!(document, json!({"definitions": {"A": {}}}));
    }

    #[test]
    fn names_and_references_stay_together() {
        let mut document = json!({"definitions": {
            "a:b[]": {"type": "string"}, "a_b__": {}, "C": {"properties": {"x": {"$ref": "#/definitions/a:b[]"}}},
        }});
        repair(&mut document, &mut Report::default());
        let repaired = json!({"definitions": {
            "a.-3a-b.-5b-.-5d-": {"type": "string"},
            "a_b__": {},
            "C": {"properties": {"x": {"$ref": "#/definitions/a.-3a-b.-5b-.-5d-"}}},
        }});
        assert_eq!(document, repaired);
        repair(&mut document, &mut Report::default());
        assert_eq!(document, repaired);
    }

    #[test]
    fn encoded_names_can_be_decoded() {
        for name in [
            "a:b[]",
            "/definitions/A/items",
            "a.b:c",
            "Größe",
            "",
            ".-",
            "$",
        ] {
            let encoded = encode(name);
            assert!(is_plain(&encoded), "{encoded}");
            assert_eq!(decode(&encoded), name);
        }
        assert_eq!(decode("java.lang.String"), "java.lang.String");
    }

    #[test]
    fn an_encoded_name_of_the_document_stays() {
        let mut document = json!({"definitions": {"a:b": {}, "a.-3a-b": {"type": "string"}}});
        repair(&mut document, &mut Report::default());
        let definitions = json!({"a.-3a-b.--": {}, "a.-3a-b": {"type": "string"}});
        assert_eq!(document["definitions"], definitions);
        assert_eq!(decode("a.-3a-b.--"), "a:b");
    }
}
