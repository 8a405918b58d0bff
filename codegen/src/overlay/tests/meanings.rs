//! Meanings and checks of properties.

use serde_json::json;

use super::*;

#[test]
fn meanings_that_do_not_fit_are_reported_and_ignored() {
    let document = json!({
        "paths": {"/a": {"get": {"parameters": [{"name": "a", "in": "query", "type": "boolean"}]}}},
        "definitions": {
            "x-meaning": {"type": "string"},
            "Row": {"type": "object", "properties": {
                "x-known-values": {"type": "string", "example": {"x-meaning": "no schema"}},
                "a": {"type": "string"}, "b": {"type": "string"}, "c": {"type": "number"},
                "d": {"$ref": "#/definitions/x-meaning"}, "e": {"type": "integer"}, "f": {"type": "string"},
                "g": {"type": "long"},
            }},
        },
    });
    let (after, reported) = applied(
        "- {target: '$..[?@.in]', update: {x-meaning: percentage-comma}}
- {target: $.definitions.Row, update: {x-meaning: date-compact}}
- {target: $..properties.a, update: {x-meaning: amount-coma}}
- {target: $..properties.b, update: {x-meaning: {kind: flag, true: S, false: no}}}
- {target: $..properties.c, update: {x-meaning: code}}
- {target: $..properties.d, update: {x-meaning: integer}}
- {target: $..properties.e, update: {x-known-values: [{value: 1, name: A}, {value: '2', name: B}, {value: 3}]}}
- {target: $..properties.f, update: {x-known-values: [{value: X, name: X}]}}
- target: $..properties.g
  update:
    x-meaning: code
    x-known-values:
    - {value: 1, name: A, words: w}
    - {value: 2, name: B, advice: [a]}
    - {value: 3, name: C, credentials: 'yes'}
    - {value: 4, name: D, description: {en: d}, advice: a, credentials: true, x-source: assumed}
",
        &document,
    );
    let expected = [
        "the meaning is ignored: only a string, a number or an integer can have this meaning, and this is boolean",
        "the meaning is ignored: only a string, a number or an integer can have this meaning, and this is object",
        "the meaning is ignored: \"amount-coma\" is not a meaning; use ",
        "the meaning is ignored: only a string or an integer can have this meaning, and this is number",
        "the meaning is ignored: it is beside a $ref; move it to \"#/definitions/x-meaning\"",
        "the known value {\"value\":\"2\",\"name\":\"B\"} is ignored: its `value` is not an integer",
        "the known value {\"value\":3} is ignored: it must have a `value`",
        "known values are ignored: they must be a list in a schema of type integer, or string",
        "it has no member `words`, only value, name, description, advice, credentials",
        "its `advice` is neither a text nor texts by language",
        "its `credentials` is neither true nor false",
    ];
    assert_eq!(reported.len(), expected.len(), "{reported:#?}");
    for (text, expected) in reported.iter().zip(expected) {
        assert!(text.contains(expected), "{text} is not {expected}");
    }
    let row = &after["definitions"]["Row"]["properties"];
    assert_eq!(row["b"]["x-meaning"]["false"], "no");
    assert_eq!(
        row["e"]["x-known-values"],
        json!([{"value": 1, "name": "A"}])
    );
    assert_eq!(row["f"], json!({"type": "string"}));
    assert_eq!(row["g"]["x-known-values"].as_array().map(Vec::len), Some(1));
    assert_eq!(
        row["x-known-values"],
        document["definitions"]["Row"]["properties"]["x-known-values"]
    );
}

#[test]
fn checks_that_do_not_fit_are_reported_and_ignored() {
    let document = json!({"definitions": {"Row": {"type": "object", "properties": {
        "a": {"type": "string"}, "b": {"type": "string"}, "c": {"type": "array", "items": {"type": "string"}},
    }}}});
    let (after, reported) = applied(
        "- {target: $..properties.a, update: {x-check: land}}
- {target: $..properties.b, update: {x-check: country}}
- {target: $..properties.c, update: {x-check: country}}
",
        &document,
    );
    assert_eq!(reported.len(), 2, "{reported:#?}");
    assert!(reported[0].contains("the check is ignored: \"land\" is not a check; use country"));
    assert!(
        reported[1].contains("the check is ignored: only a string, a number or an integer can")
    );
    let row = &after["definitions"]["Row"]["properties"];
    assert_eq!(row["a"], json!({"type": "string"}));
    assert_eq!(row["b"], json!({"type": "string", "x-check": "country"}));
    assert_eq!(row["c"].get("x-check"), None);
}
