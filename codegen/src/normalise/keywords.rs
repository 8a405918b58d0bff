//! Keeps only keywords that choose a type, in the form that the generator accepts.
//!
//! The generator refuses a whole document for a `title` that is not a string or an `example` in an
//! odd place, reads `minItems: 2, maxItems: 2` as a tuple, adds `default`s that were not sent, and
//! refuses numbers that an enum does not list. So each schema is rewritten:
//!
//! * defaults, examples, titles and limits of numbers and lists choose no type (they stay in the
//!   documentation, and the server enforces them);
//! * `additionalProperties: false` is dropped: a server that adds a property must not make its
//!   response unreadable;
//! * enums of other values than strings are dropped, so that an unknown number is accepted;
//! * one type is used for all binary numbers, because 32-bit floats lose digits that servers send;
//! * decimal formats of numbers become one format, which keeps every digit.

use std::collections::HashSet;

use serde_json::Value;

use super::odd_formats;
use crate::pointer;
use crate::report::Report;
use crate::schema::{Kind, Schema};

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

/// Applies the pass to a schema.
pub fn rewrite(at: &str, schema: &mut Schema, report: &mut Report) {
    let original = std::mem::take(schema);
    for key in ["anyOf", "oneOf", "not"] {
        if original.others.contains_key(key) {
            let text = format!("OAS2 has no `{key}`: it is left out");
            report.record("keywords", pointer::join(at, key), text);
        }
    }
    schema.nullable = original.nullable || original.values.iter().any(Value::is_null);
    schema.description = original
        .description
        .clone()
        .filter(|d| !d.trim().is_empty());
    schema.reference.clone_from(&original.reference);
    if original.reference.is_some() {
        return;
    }
    schema.known_values.clone_from(&original.known_values);
    schema.wire_names.clone_from(&original.wire_names);
    schema.all_of.clone_from(&original.all_of);
    schema.kind = original.kind;
    if original.meaning.is_some() {
        // the pass `meanings` has handled it
        schema.format = original.format;
        schema.meaning = original.meaning;
        return;
    }
    match original.kind {
        Some(Kind::String) => string(at, original, report, schema),
        Some(Kind::Integer) => schema.format = original.format,
        Some(Kind::Number) if is_decimal(original.format.as_deref()) => {
            schema.format = Some(DECIMAL.to_owned());
        }
        Some(Kind::Array) => schema.items = original.items.or_else(|| Some(Box::default())),
        Some(Kind::Object) | None => object(original, schema),
        _ => {}
    }
}

fn is_decimal(format: Option<&str>) -> bool {
    let name = format.unwrap_or_default().to_ascii_lowercase();
    DECIMALS.contains(&name.replace(['-', '_'], "").as_str())
}

fn string(at: &str, original: Schema, report: &mut Report, schema: &mut Schema) {
    if !original.values.is_empty() {
        // `null` allows the absence of a value; it is not a value of the enum
        if original
            .values
            .iter()
            .any(|value| !value.is_string() && !value.is_null())
        {
            let text = "the enum has values that are not strings: any string is allowed";
            report.record("keywords", pointer::join(at, "enum"), text);
        } else {
            let mut seen = HashSet::new();
            let texts = original
                .texts()
                .into_iter()
                .filter(|text| seen.insert(*text));
            schema.values = texts.map(Value::from).collect();
            if !schema.values.is_empty() {
                return;
            }
        }
    }
    // a merged `allOf` can have a format beside a pattern or a length, which then chooses no type
    if odd_formats::chooses_a_type(&original) {
        schema.format = original.format;
        return;
    }
    // A minimum of zero is no limit.
    schema.min_length = original.min_length.filter(|length| *length > 0);
    schema.max_length = original.max_length;
    if let Some(pattern) = original.pattern {
        if pattern.starts_with('/') || regress::Regex::new(&pattern).is_err() {
            let text = format!("{pattern:?} is not an ECMA-262 pattern: any string is allowed");
            report.record("keywords", pointer::join(at, "pattern"), text);
        } else {
            schema.pattern = Some(pattern);
        }
    }
}

fn object(original: Schema, schema: &mut Schema) {
    let properties = original
        .properties
        .filter(|properties| !properties.is_empty());
    let is_known = |name: &String| properties.as_ref().is_some_and(|p| p.contains_key(name));
    schema.required = original.required;
    schema
        .required
        .retain(|name| is_known(name) || !schema.all_of.is_empty());
    schema.properties = properties;
    // OAS2's polymorphism: a subtype's properties must survive in the type of its base.
    let polymorphic = || original.discriminator.then(Box::default);
    schema.additional = original.additional.or_else(polymorphic);
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    fn after(schema: &Value) -> Value {
        let mut schema = Schema::read(schema);
        rewrite("", &mut schema, &mut Report::default());
        schema.write()
    }

    #[test]
    fn keywords_that_choose_no_type_are_removed() {
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
    fn keywords_unknown_to_oas2_are_left_out_and_recorded() {
        let any_of = json!([{"type": "string"}, {"type": "null"}]);
        let mut report = Report::default();
        let mut schema = Schema::read(&json!({"type": "object", "anyOf": any_of}));
        rewrite("/a", &mut schema, &mut report);
        assert_eq!(schema, Schema::of(Kind::Object));
        let locations = report.entries().iter().map(|e| e.pointer.as_str());
        assert_eq!(locations.collect::<Vec<_>>(), ["/a/anyOf"]);
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
            let mut schema = Schema::read(&json!({"type": kind, "enum": values}));
            rewrite("", &mut schema, &mut report);
            assert_eq!(schema.write(), kept);
            assert!(report.entries().is_empty());
        }
        assert_eq!(
            after(&json!({"type": "string", "enum": ["null"]}))["enum"],
            json!(["null"])
        );
    }

    #[test]
    fn null_is_also_allowed_beside_a_reference() {
        let reference = json!({"$ref": "#/components/schemas/A", "nullable": true});
        assert_eq!(
            after(&json!({"$ref": "#/components/schemas/A", "x-nullable": true, "type": "string"})),
            reference
        );
        assert_eq!(after(&reference), reference);
    }

    #[test]
    fn a_format_merged_beside_a_pattern_is_removed() {
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
    fn invalid_patterns_are_removed() {
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
