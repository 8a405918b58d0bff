//! Restores the order of the source in the converted document.
//!
//! The converter reorders members (its removal from an ordered map swaps in the last member). Diffs
//! of the two documents, and types generated from the second, need the order of the first.

use serde_json::{Map, Value};

/// The members of an OAS3 document, in the order of the specification.
const ROOT: [&str; 8] = [
    "openapi",
    "info",
    "externalDocs",
    "servers",
    "security",
    "tags",
    "paths",
    "components",
];

/// Parts of the OAS2 document, each with its location in OAS3.
const MOVED: [(&str, &str); 6] = [
    ("/info", "/info"),
    ("/paths", "/paths"),
    ("/definitions", "/components/schemas"),
    ("/parameters", "/components/parameters"),
    ("/responses", "/components/responses"),
    ("/securityDefinitions", "/components/securitySchemes"),
];

/// Orders `oas3` like `oas2`; members that the conversion added to an object come last.
pub(super) fn restore(oas3: &mut Value, oas2: &Value) {
    if let Value::Object(members) = oas3 {
        sort(members, |name| ROOT.iter().position(|key| *key == name));
    }
    for (before, after) in MOVED {
        if let (Some(part), Some(source)) = (oas3.pointer_mut(after), oas2.pointer(before)) {
            restore_part(part, source);
        }
    }
}

fn restore_part(part: &mut Value, source: &Value) {
    match (part, source) {
        (Value::Object(members), Value::Object(source)) => {
            sort(members, |name| source.keys().position(|key| key == name));
            for (name, member) in members {
                if let Some(source) = source.get(name) {
                    restore_part(member, source);
                }
            }
        }
        (Value::Array(items), Value::Array(source)) if items.len() == source.len() => {
            for (item, source) in items.iter_mut().zip(source) {
                restore_part(item, source);
            }
        }
        _ => {}
    }
}

/// Sorts members by `position`; members without a position keep their order and come last.
fn sort(members: &mut Map<String, Value>, position: impl Fn(&str) -> Option<usize>) {
    let mut sorted: Vec<(String, Value)> = std::mem::take(members).into_iter().collect();
    sorted.sort_by_cached_key(|(name, _)| position(name).unwrap_or(usize::MAX));
    members.extend(sorted);
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    #[test]
    fn members_follow_their_source_and_added_ones_come_last() {
        let oas2 = json!({
            "info": {"title": "T", "version": "1"},
            "definitions": {"A": {"type": "object", "properties": {"z": {}, "y": {}, "x": {}}}},
        });
        let mut oas3 = json!({
            "components": {"schemas": {"A": {"properties": {"x": {}, "z": {}, "y": {}}, "added": 1, "type": "object"}}},
            "paths": {}, "info": {"version": "1", "title": "T"}, "openapi": "3.0.3", "x-more": 1,
        });
        restore(&mut oas3, &oas2);
        assert_eq!(
            oas3.to_string(),
            r#"{"openapi":"3.0.3","info":{"title":"T","version":"1"},"paths":{},"components":{"schemas":{"A":{"type":"object","properties":{"z":{},"y":{},"x":{}},"added":1}}},"x-more":1}"#
        );
    }
}
