//! Only keywords that choose a type reach the generator, and only in their proper form.
//!
//! The generator refuses a whole document for a `title` that is no text or an `example` in an odd place, reads
//! `minItems: 2, maxItems: 2` as a tuple, fills in `default`s that nobody sent, and closes lists of numbers. So each
//! schema is written anew:
//!
//! * defaults, examples, titles and limits of numbers and lists choose no type (they stay in the documentation
//!   and are the server's to judge);
//! * `additionalProperties: false` is dropped: a server that adds a property must not make its answer unreadable;
//! * enums of anything but strings are dropped, so that an unknown number is a value;
//! * one type fits all numbers, whatever their binary format: 32-bit floats lose digits that servers send;
//! * decimal formats of numbers become one, which asks for every digit.

use serde_json::{Map, Value, json};

use super::odd_formats;
use crate::api::Api;
use crate::pointer;
use crate::report::Report;
use crate::schemas::{self, kind};

/// The format of numbers that are exact.
pub(crate) const DECIMAL: &str = "decimal";

/// Formats of numbers that are decimal, not binary.
const DECIMALS: [&str; 7] = [
    "bigdecimal",
    "currency",
    DECIMAL,
    "decimal128",
    "money",
    "monetary",
    "numeric",
];

/// Runs the pass.
pub fn run(api: &mut Api, report: &mut Report) {
    api.each_schema(|at, schema| {
        schemas::each(at, schema, &mut |at, schema| {
            *schema = rewrite(at, schema, report);
        });
    });
}

fn rewrite(at: &str, schema: &Value, report: &mut Report) -> Value {
    let mut made = Map::new();
    let text = |key: &str| schema.get(key).and_then(Value::as_str);
    let mut put = |key: &str, value: Value| {
        made.insert(key.to_owned(), value);
    };
    if let Some(reference) = text("$ref") {
        put("$ref", json!(reference));
    }
    if let Some(description) = text("description").filter(|d| !d.trim().is_empty()) {
        put("description", json!(description));
    }
    let says = |key: &str| schema.get(key) == Some(&json!(true));
    if says("nullable") || says("x-nullable") || lists_null(schema) {
        put("nullable", json!(true));
    }
    if schema.get("$ref").is_some() {
        return Value::Object(made);
    }
    for key in ["x-known-values", "x-wire-names"] {
        if let Some(value) = schema.get(key) {
            put(key, value.clone());
        }
    }
    if let Some(all) = schema
        .get("allOf")
        .and_then(Value::as_array)
        .filter(|all| !all.is_empty())
    {
        put("allOf", json!(all));
    }
    if let Some(kind) = kind(schema) {
        put("type", json!(kind));
    }
    match kind(schema) {
        Some("string") => string(at, schema, report, &mut put),
        Some("integer") => {
            if let Some(format) = text("format") {
                put("format", json!(format));
            }
        }
        Some("number") if is_decimal(text("format")) => put("format", json!(DECIMAL)),
        Some("array") => put("items", items(schema)),
        Some("object") | None => object(schema, &mut put),
        _ => {}
    }
    Value::Object(made)
}

fn is_decimal(format: Option<&str>) -> bool {
    let name = format.unwrap_or_default().to_ascii_lowercase();
    DECIMALS.contains(&name.replace(['-', '_'], "").as_str())
}

fn string(at: &str, schema: &Value, report: &mut Report, put: &mut impl FnMut(&str, Value)) {
    let values = schema.get("enum").and_then(Value::as_array);
    if let Some(values) = values {
        let mut texts: Vec<&str> = values.iter().filter_map(Value::as_str).collect();
        // `null` allows the absence of a value; it is not a value of the enum
        let before = texts.len() + values.iter().filter(|value| value.is_null()).count();
        let mut seen = std::collections::HashSet::new();
        texts.retain(|text| seen.insert(*text));
        if before < values.len() {
            let pointer = pointer::join(at, "enum");
            report.give_up(
                "keywords",
                pointer,
                "the enum has values that are no strings: any string is allowed",
            );
        } else if !texts.is_empty() {
            put("enum", json!(texts));
            return;
        }
    }
    // Parts of an `allOf` can say what no author wrote in one place.
    if let Some(format) = schema.get("format")
        && odd_formats::chooses_a_type(schema)
    {
        put("format", format.clone());
        return;
    }
    for limit in ["minLength", "maxLength"] {
        // At least nothing is no limit.
        let length = schema.get(limit).and_then(Value::as_u64);
        if let Some(length) = length.filter(|length| limit == "maxLength" || *length > 0) {
            put(limit, json!(length));
        }
    }
    if let Some(pattern) = schema.get("pattern").and_then(Value::as_str) {
        if pattern.starts_with('/') || regress::Regex::new(pattern).is_err() {
            let pointer = pointer::join(at, "pattern");
            report.give_up(
                "keywords",
                pointer,
                format!("{pattern:?} is no ECMA-262 pattern: any string is allowed"),
            );
        } else {
            put("pattern", json!(pattern));
        }
    }
}

fn items(schema: &Value) -> Value {
    match schema.get("items") {
        Some(items @ Value::Object(_)) => items.clone(),
        // Some documents write a list of one schema.
        Some(Value::Array(items)) => match items.as_slice() {
            [only @ Value::Object(_)] => only.clone(),
            _ => json!({}),
        },
        _ => json!({}),
    }
}

fn object(schema: &Value, put: &mut impl FnMut(&str, Value)) {
    let empty = Map::new();
    let properties = match schema.get("properties") {
        Some(Value::Object(properties)) => properties,
        _ => &empty,
    };
    if !properties.is_empty() {
        // A property that is no schema allows anything.
        let proper = properties.iter().map(|(name, schema)| {
            (
                name.clone(),
                if schema.is_object() {
                    schema.clone()
                } else {
                    json!({})
                },
            )
        });
        put("properties", Value::Object(proper.collect()));
    }
    if let Some(Value::Array(names)) = schema.get("required") {
        let names: Vec<_> = names
            .iter()
            .filter_map(Value::as_str)
            .filter(|name| properties.contains_key(*name) || schema.get("allOf").is_some())
            .collect();
        if !names.is_empty() {
            put("required", json!(names));
        }
    }
    match schema.get("additionalProperties") {
        Some(Value::Bool(true)) => put("additionalProperties", json!({})),
        Some(additional @ Value::Object(_)) => put("additionalProperties", additional.clone()),
        // OAS2's polymorphism: a subtype's properties must survive in the type of its base.
        _ if schema.get("discriminator").is_some() => put("additionalProperties", json!({})),
        _ => {}
    }
}

/// Whether an enum has `null` among its values.
fn lists_null(schema: &Value) -> bool {
    let values = schema.get("enum").and_then(Value::as_array);
    values.is_some_and(|values| values.iter().any(Value::is_null))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn after(schema: &Value) -> Value {
        rewrite("", schema, &mut Report::default())
    }

    #[test]
    fn what_chooses_no_type_goes() {
        assert_eq!(
            after(
                &json!({"type": "array", "items": {"type": "number"}, "minItems": 2, "maxItems": 2, "title": 1})
            ),
            json!({"type": "array", "items": {"type": "number"}})
        );
        assert_eq!(
            after(&json!({"type": "integer", "format": "int64", "enum": [1, 2], "default": "x"})),
            json!({"type": "integer", "format": "int64"})
        );
        assert_eq!(
            after(&json!({"type": "object", "additionalProperties": false, "required": ["a"]})),
            json!({"type": "object"})
        );
    }

    #[test]
    fn only_decimal_formats_of_numbers_are_exact() {
        let exact = |kind: &str, format: &str| {
            let after = after(&json!({"type": kind, "format": format, "minimum": 0}));
            after == json!({"type": kind, "format": DECIMAL})
        };
        for format in ["decimal", "Decimal", "big-decimal", "money", "currency"] {
            assert!(exact("number", format), "{format}");
            assert!(!exact("string", format), "{format}");
        }
        assert!(!exact("number", "double") && !exact("number", "float"));
    }

    #[test]
    fn null_in_an_enum_allows_null_and_keeps_the_values() {
        for (kind, values, kept) in [
            (
                "string",
                json!(["a", null, ""]),
                json!({"type": "string", "nullable": true, "enum": ["a", ""]}),
            ),
            (
                "integer",
                json!([1, null]),
                json!({"type": "integer", "nullable": true}),
            ),
        ] {
            let mut report = Report::default();
            assert_eq!(
                rewrite("", &json!({"type": kind, "enum": values}), &mut report),
                kept
            );
            assert!(report.entries().is_empty());
        }
        assert_eq!(
            after(&json!({"type": "string", "enum": ["null"]}))["enum"],
            json!(["null"])
        );
    }

    #[test]
    fn what_allows_null_does_so_beside_a_reference_too() {
        let reference = json!({"$ref": "#/components/schemas/A", "nullable": true});
        assert_eq!(
            after(&json!({"$ref": "#/components/schemas/A", "x-nullable": true, "type": "string"})),
            reference
        );
        assert_eq!(after(&reference), reference);
    }

    #[test]
    fn a_format_that_merging_put_beside_a_pattern_goes() {
        for format in ["date", "phone"] {
            assert_eq!(
                after(&json!({"type": "string", "format": format, "pattern": "^a$"})),
                json!({"type": "string", "pattern": "^a$"})
            );
        }
    }

    #[test]
    fn a_list_of_one_schema_is_that_schema() {
        let items = json!([{"type": "string"}]);
        assert_eq!(
            after(&json!({"type": "array", "items": items}))["items"],
            json!({"type": "string"})
        );
        assert_eq!(
            after(&json!({"type": "array", "items": [1]}))["items"],
            json!({})
        );
    }

    #[test]
    fn patterns_must_be_patterns() {
        assert_eq!(
            after(&json!({"type": "string", "pattern": "(?<a"})),
            json!({"type": "string"})
        );
        assert_eq!(
            after(&json!({"type": "string", "pattern": "^a$"})),
            json!({"type": "string", "pattern": "^a$"})
        );
    }
}
