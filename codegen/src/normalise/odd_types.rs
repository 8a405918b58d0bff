//! Types that OAS2 does not have.
//!
//! Real documents write `dateTime`, `bool`, `long`, `file` inside schemas, capital letters, or several types. What is
//! clearly meant is taken; where it is not clear, the schema allows anything, which is never too narrow.

use serde_json::Value;

use super::keywords::DECIMAL;
use crate::api::Api;
use crate::pointer::set;
use crate::report::Report;
use crate::schemas;

/// Runs the pass.
pub fn run(api: &mut Api, report: &mut Report) {
    api.each_schema(|at, schema| {
        schemas::each(at, schema, &mut |at, schema| correct(at, schema, report));
    });
}

fn correct(at: &str, schema: &mut Value, report: &mut Report) {
    match schema.get("type").cloned() {
        None => infer(schema),
        Some(Value::String(name)) => {
            if let Some(known) = known(&name) {
                if known != name {
                    report.give_up(
                        "odd_types",
                        at,
                        format!("type {name:?} is taken for {known:?}"),
                    );
                }
                set(schema, "type", known);
                if name.eq_ignore_ascii_case(DECIMAL) && schema.get("format").is_none() {
                    set(schema, "format", DECIMAL);
                }
            } else {
                remove(schema, "type");
                infer(schema);
                let taken =
                    schemas::kind(schema).map_or("anything is allowed", |_| "its members tell");
                report.give_up(
                    "odd_types",
                    at,
                    format!("type {name:?} is unknown: {taken}"),
                );
            }
        }
        Some(Value::Array(names)) => several(at, schema, &names, report),
        Some(_) => {
            remove(schema, "type");
            infer(schema);
        }
    }
}

/// JSON Schema's lists of types, which OAS2 does not allow: `null` makes a schema nullable.
fn several(at: &str, schema: &mut Value, names: &[Value], report: &mut Report) {
    let names: Vec<_> = names.iter().filter_map(Value::as_str).collect();
    let others: Vec<_> = names.iter().filter(|name| **name != "null").collect();
    if names.len() > others.len() {
        set(schema, "nullable", true);
    }
    match others.as_slice() {
        [only] if known(only).is_some() => set(schema, "type", known(only).unwrap_or_default()),
        _ => {
            report.give_up("odd_types", at, "several types: anything is allowed");
            allow_anything(schema);
        }
    }
}

/// Takes away all by which a type could be told: another run must not find one.
fn allow_anything(schema: &mut Value) {
    for key in [
        "type",
        "properties",
        "additionalProperties",
        "discriminator",
        "required",
        "items",
        "enum",
        "pattern",
    ] {
        remove(schema, key);
    }
}

/// A schema that describes the members of objects describes objects.
pub(super) fn infer(schema: &mut Value) {
    if schema.get("$ref").is_some() || schema.get("allOf").is_some() {
        return;
    }
    let describes_members = ["properties", "additionalProperties", "discriminator"];
    let kind = if describes_members
        .iter()
        .any(|key| schema.get(key).is_some())
    {
        "object"
    } else if schema.get("items").is_some() {
        "array"
    } else if strings(schema.get("enum")) || schema.get("pattern").is_some() {
        "string"
    } else {
        return;
    };
    set(schema, "type", kind);
}

fn strings(values: Option<&Value>) -> bool {
    values.and_then(Value::as_array).is_some_and(|values| {
        values.iter().any(Value::is_string)
            && values
                .iter()
                .all(|value| value.is_string() || value.is_null())
    })
}

fn remove(schema: &mut Value, key: &str) {
    if let Some(members) = schema.as_object_mut() {
        members.remove(key);
    }
}

pub(crate) fn known(name: &str) -> Option<&'static str> {
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
    fn what_is_meant_is_taken() {
        let after = |mut schema: Value| {
            correct("", &mut schema, &mut Report::default());
            schema
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
