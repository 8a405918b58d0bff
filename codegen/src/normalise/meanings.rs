//! Chooses the Rust type of a string by its meaning: an amount, a date, an integer, a flag, a code.
//!
//! `x-meaning` becomes a format, for which `generate::types` chooses a type of the run time. The
//! document's `pattern`, lengths and `enum` describe the string on the wire. They are checked with
//! messages (see `contract`), and would make the generator choose another type. Definitions become
//! part of the schemas that refer to them, so that a setter accepts a plain value; codes stay
//! definitions, which contain the known values.

use api_transport::meaning::Meaning;
use indexmap::IndexMap;
use serde_json::Value;

use super::odd_types;
use crate::api::Api;
use crate::pointer;
use crate::report::Report;
use crate::schema::{Kind, Schema};

/// Runs the pass.
pub fn run(api: &mut Api, report: &mut Report) {
    api.each_schema(|at, schema| choose(at, schema, report));
    // a definition can be an alias of another
    for _ in 0..=api.schemas.len() {
        let inlined = api.schemas.iter().filter(|(_, schema)| is_plain(schema));
        let inlined: IndexMap<String, Schema> =
            inlined.map(|(name, s)| (name.clone(), s.clone())).collect();
        if inlined.is_empty() {
            return;
        }
        api.schemas.retain(|name, _| !inlined.contains_key(name));
        api.each_schema(|_, schema| {
            let target = schema.reference.as_ref().and_then(|name| inlined.get(name));
            if let Some(target) = target {
                let original = std::mem::replace(schema, target.clone());
                schema.description = original.description.or(schema.description.take());
                schema.nullable |= original.nullable;
            }
        });
    }
}

/// Whether a schema has a meaning for which no definition is kept.
fn is_plain(schema: &Schema) -> bool {
    schema
        .meaning
        .as_ref()
        .is_some_and(|meaning| *meaning != Meaning::Code)
}

/// Replaces a schema with a meaning by one with the meaning's format.
fn choose(at: &str, schema: &mut Schema, report: &mut Report) {
    let mut ignore =
        |reason: String| report.record("meanings", pointer::join(at, "x-meaning"), reason);
    if let Some(value) = schema.others.shift_remove("x-meaning")
        && let Err(reason) = Meaning::read(&value)
    {
        ignore(reason);
    }
    let Some(meaning) = schema.meaning.take() else {
        return;
    };
    if let Err(reason) = fits(&meaning, schema.kind) {
        ignore(reason);
        return;
    }
    let original = std::mem::take(schema);
    let is_number = original.kind != Some(Kind::String);
    *schema = Schema {
        description: original.description,
        nullable: original.nullable || original.values.iter().any(Value::is_null),
        known_values: original.known_values,
        kind: original.kind,
        // an integer with known values stays an integer
        format: if is_number && meaning == Meaning::Code {
            original.format
        } else {
            Some(format(&meaning))
        },
        meaning: Some(meaning),
        ..Schema::default()
    };
}

/// Whether a schema of this type can have a meaning.
///
/// # Errors
/// The reason why it cannot.
pub(crate) fn fits(meaning: &Meaning, kind: Option<Kind>) -> Result<(), String> {
    let actual = match kind {
        Some(Kind::String | Kind::Integer) => return Ok(()),
        Some(Kind::Number) if *meaning != Meaning::Code => return Ok(()),
        Some(kind) => kind.as_str(),
        None => "a schema without a type",
    };
    let fitting = match meaning {
        Meaning::Code => "a string or an integer",
        _ => "a string, a number or an integer",
    };
    Err(format!(
        "only {fitting} can have this meaning, and this is {actual}"
    ))
}

/// The type of a schema, parameter or header of the document.
pub(crate) fn kind_of(schema: &Value) -> Option<Kind> {
    let mut schema = Schema::read(schema);
    odd_types::correct("", &mut schema, &mut Report::default());
    schema.kind
}

/// The format of a meaning, by which the generator chooses the type.
pub(crate) fn format(meaning: &Meaning) -> String {
    match meaning {
        Meaning::Amount => "x-amount-comma".to_owned(),
        Meaning::Percentage => "x-percentage-comma".to_owned(),
        Meaning::Date => "x-date-compact".to_owned(),
        Meaning::Integer => "x-integer".to_owned(),
        Meaning::Flag { yes, no } => format!("x-flag {yes} {no}"),
        Meaning::Code => "x-code".to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    /// The definitions after the pass; checks that a second run changes nothing.
    fn after(definitions: &Value, report: &mut Report) -> IndexMap<String, Schema> {
        let oas3 = json!({ "components": { "schemas": definitions } });
        let mut api = Api::read(&json!({}), &oas3, report);
        run(&mut api, report);
        let once = api.schemas.clone();
        run(&mut api, report);
        assert_eq!(once, api.schemas);
        once
    }

    #[test]
    fn a_meaning_becomes_a_format_and_limits_of_the_string_are_removed() {
        let schemas = after(
            &json!({"Row": {"type": "object", "properties": {
                "limit": {"type": "string", "pattern": "^[0-9,]+$", "maxLength": 9, "x-meaning": "amount-comma"},
                "on": {"type": "string", "enum": ["S", "N", null], "x-meaning": {"kind": "flag", "true": "S", "false": "N"}},
                "day": {"type": "integer", "format": "int32", "x-meaning": "date-compact"},
                "status": {"type": "integer", "format": "int32", "x-meaning": "code"},
                "plain": {"type": "string", "maxLength": 9},
            }}}),
            &mut Report::default(),
        );
        assert_eq!(
            schemas["Row"].write()["properties"],
            json!({
                "limit": {"type": "string", "format": "x-amount-comma"},
                "on": {"type": "string", "format": "x-flag S N", "nullable": true},
                "day": {"type": "integer", "format": "x-date-compact"},
                "status": {"type": "integer", "format": "int32"},
                "plain": {"type": "string", "maxLength": 9},
            })
        );
    }

    #[test]
    fn definitions_of_strings_become_part_of_schemas_that_refer_to_them() {
        let schemas = after(
            &json!({
                "Money": {"type": "string", "description": "m", "x-meaning": "amount-comma"},
                "Limit": {"$ref": "#/definitions/Money"},
                "Kind": {"type": "string", "x-meaning": "code"},
                "Row": {"type": "object", "properties": {
                    "limit": {"$ref": "#/definitions/Limit"}, "kind": {"$ref": "#/definitions/Kind"},
                }},
            }),
            &mut Report::default(),
        );
        assert_eq!(schemas.keys().collect::<Vec<_>>(), ["Kind", "Row"]);
        let limit = json!({"type": "string", "format": "x-amount-comma", "description": "m"});
        assert_eq!(schemas["Row"].write()["properties"]["limit"], limit);
        assert_eq!(schemas["Kind"].format.as_deref(), Some("x-code"));
    }

    #[test]
    fn an_invalid_meaning_is_reported_and_ignored() {
        let mut report = Report::default();
        let schemas = after(
            &json!({"Row": {"type": "object", "x-meaning": "integer", "properties": {
                "a": {"type": "boolean", "x-meaning": "percentage-comma"},
                "b": {"type": "string", "maxLength": 9, "x-meaning": "money"},
                "c": {"type": "number", "x-meaning": "code"},
            }}}),
            &mut report,
        );
        let reported: Vec<_> = report.entries().iter().map(|e| e.text.as_str()).collect();
        assert_eq!(reported.len(), 4, "{reported:?}");
        assert!(reported[0].ends_with("and this is boolean"), "{reported:?}");
        assert!(
            reported[1].starts_with("\"money\" is not a meaning"),
            "{reported:?}"
        );
        assert!(reported[2].ends_with("and this is number"), "{reported:?}");
        assert!(reported[3].ends_with("and this is object"), "{reported:?}");
        let row = schemas["Row"].write();
        assert_eq!(
            row["properties"]["b"],
            json!({"type": "string", "maxLength": 9})
        );
    }
}
