//! Definitions have names that OAS3 allows (`^[a-zA-Z0-9._-]+$`).
//!
//! OAS2 allows any (`java:lang:String[]`, `authentication::domain`); the converter rewrites them in one place and not in
//! another. So they are encoded before it, with all references. The encoding depends on the name alone and can be
//! undone, so that types are named after what the document says.

use std::collections::HashMap;

use serde_json::{Value, json};

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
    let odd = definitions.keys().filter(|name| !is_plain(name));
    let renamed: HashMap<String, String> = odd
        .map(|name| {
            let mut new = encode(name);
            while definitions.contains_key(&new) {
                new.push_str(NOTHING);
            }
            (name.clone(), new)
        })
        .collect();
    let places: Vec<(String, String)> = references(document)
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

/// An encoded character without a number.
const NOTHING: &str = ".--";

/// `name` in the characters that OAS3 allows: `/` is `..`, any other is its number (`:` is `.-3a-`).
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
        NOTHING.to_owned()
    } else {
        encoded
    }
}

/// The name that [`encode`] encoded; a name that is not encoded stays as it is.
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
        let mended = json!({"definitions": {
            "a.-3a-b.-5b-.-5d-": {"type": "string"},
            "a_b__": {},
            "C": {"properties": {"x": {"$ref": "#/definitions/a.-3a-b.-5b-.-5d-"}}},
        }});
        assert_eq!(document, mended);
        mend(&mut document, &mut Report::default());
        assert_eq!(document, mended);
    }

    #[test]
    fn encoded_names_can_be_read() {
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
        mend(&mut document, &mut Report::default());
        let definitions = json!({"a.-3a-b.--": {}, "a.-3a-b": {"type": "string"}});
        assert_eq!(document["definitions"], definitions);
        assert_eq!(decode("a.-3a-b.--"), "a:b");
    }
}
