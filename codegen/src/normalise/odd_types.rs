//! Replaces types that OAS2 does not have.
//!
//! Real documents have `dateTime`, `bool`, `long`, `file` in schemas, capital letters, or several
//! types. If the intended type is clear it is used; otherwise the schema allows any value, which is
//! never too narrow.

use serde_json::Value;

use super::keywords::DECIMAL;
use crate::report::Report;
use crate::schema::{Kind, Schema};

/// Applies the pass to a schema.
pub(super) fn correct(at: &str, schema: &mut Schema, report: &mut Report) {
    match schema.others.shift_remove("type") {
        Some(Value::String(name)) => {
            let result = if let Some(kind) = kind(&name) {
                schema.kind = Some(kind);
                if name.eq_ignore_ascii_case(DECIMAL) && schema.format.is_none() {
                    schema.format = Some(DECIMAL.to_owned());
                }
                format!("read as {:?}", kind.as_str())
            } else {
                infer(schema);
                let effect = schema.kind.map_or(
                    "any value is allowed",
                    |_| "the type follows from its members",
                );
                format!("unknown: {effect}")
            };
            report.record("odd_types", at, format!("type {name:?} is {result}"));
        }
        Some(Value::Array(names)) => choose(at, schema, &names, report),
        _ => infer(schema),
    }
}

/// Chooses the type from a list of types, which JSON Schema allows and OAS2 does not. `null` makes a
/// schema nullable.
fn choose(at: &str, schema: &mut Schema, names: &[Value], report: &mut Report) {
    let names = names.iter().filter_map(Value::as_str);
    let (nulls, others): (Vec<_>, Vec<_>) = names.partition(|name| *name == "null");
    schema.nullable |= !nulls.is_empty();
    match others.as_slice() {
        [only] if intended_type(only).is_some() => schema.kind = kind(only),
        _ => {
            report.record("odd_types", at, "several types: any value is allowed");
            // another run must not infer a type
            let original = std::mem::take(schema);
            *schema = Schema {
                reference: original.reference,
                description: original.description,
                nullable: original.nullable,
                all_of: original.all_of,
                others: original.others,
                ..Schema::default()
            };
        }
    }
}

/// Sets a missing type to the one that the other keywords imply: a schema with keywords of objects is an
/// object.
pub(super) fn infer(schema: &mut Schema) {
    if schema.kind.is_some() || schema.reference.is_some() || !schema.all_of.is_empty() {
        return;
    }
    let describes_members = schema.properties.is_some() || schema.discriminator;
    schema.kind = if describes_members || schema.additional.is_some() || schema.closed {
        Some(Kind::Object)
    } else if schema.items.is_some() {
        Some(Kind::Array)
    } else if are_strings(&schema.values) || schema.pattern.is_some() {
        Some(Kind::String)
    } else {
        None
    };
}

fn are_strings(values: &[Value]) -> bool {
    let mut all = values.iter();
    values.iter().any(Value::is_string) && all.all(|value| value.is_string() || value.is_null())
}

fn kind(name: &str) -> Option<Kind> {
    intended_type(name).and_then(Kind::read)
}

/// The OAS2 type that authors mean by a name.
pub(crate) fn intended_type(name: &str) -> Option<&'static str> {
    Some(match name.to_ascii_lowercase().as_str() {
        "string" | "str" | "text" | "char" | "date" | "datetime" | "date-time" | "time"
        | "timestamp" | "uuid" | "guid" | "url" | "uri" | "email" | "file" | "binary" | "byte"
        | "password" => "string",
        "integer" | "int" | "int32" | "int64" | "long" | "short" | "uint" | "uint32" | "uint64" => {
            "integer"
        }
        "number" | "float" | "double" | "decimal" => "number",
        "boolean" | "bool" => "boolean",
        "array" | "list" => "array",
        "object" => "object",
        _ => return None,
    })
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    #[test]
    fn the_intended_type_is_used() {
        let after = |schema: Value| {
            let mut schema = Schema::read(&schema);
            correct("", &mut schema, &mut Report::default());
            schema.write()
        };
        assert_eq!(
            after(json!({"type": "dateTime"})),
            json!({"type": "string"})
        );
        assert_eq!(
            after(json!({"type": "decimal"})),
            json!({"type": "number", "format": "decimal"})
        );
        assert_eq!(
            after(json!({"type": ["integer", "null"]})),
            json!({"type": "integer", "nullable": true})
        );
        assert_eq!(after(json!({"type": ["integer", "string"]})), json!({}));
        assert_eq!(
            after(json!({"type": ["object", "string"], "discriminator": "kind"})),
            json!({})
        );
        assert_eq!(after(json!({"type": "any"})), json!({}));
        assert_eq!(
            after(json!({"discriminator": "kind"}))["type"],
            json!("object")
        );
        assert_eq!(
            after(json!({"items": {}})),
            json!({"type": "array", "items": {}})
        );
    }
}
