//! Keeps what the next passes take away because it chooses no type: limits of numbers, and null.
//!
//! The schemas that types derive of themselves refuse what the document refuses, so the generator has to know of
//! it in the end. It stands in extensions, which no other pass reads and progenitor ignores.

use serde_json::{Map, Value};

use super::schemas::{self, kind};
use crate::api::Api;
use crate::error::Refusal;
use crate::pointer;
use crate::report::Report;

/// The extension for a number's bounds, with the document's keywords.
pub const LIMITS: &str = "x-limits";

/// The extension for a schema that allows null.
pub const MAY_BE_NULL: &str = "x-may-be-null";

/// Runs the pass.
///
/// # Errors
/// None.
pub fn run(api: &mut Api, _: &mut Report) -> Result<(), Refusal> {
    api.each_schema(|at, schema| schemas::each(at, schema, &mut |_, schema| keep(schema)));
    Ok(())
}

fn keep(schema: &mut Value) {
    let says = |key: &str| schema.get(key).and_then(Value::as_bool) == Some(true);
    let may_be_null = says("nullable") || says("x-nullable") || lists_null(schema);
    // What is there already was said before `nullable` made optional lists nullable for the generator.
    if may_be_null && schema.get(MAY_BE_NULL).is_none() {
        pointer::set(schema, MAY_BE_NULL, true);
    }
    if !matches!(kind(schema), Some("integer" | "number")) {
        return;
    }
    let keywords = ["minimum", "exclusiveMinimum", "maximum", "exclusiveMaximum"];
    let limits = keywords.into_iter().filter_map(|keyword| {
        let limit = schema.get(keyword)?;
        Some((keyword.to_owned(), limit.clone()))
    });
    let limits: Map<String, Value> = limits.collect();
    if !limits.is_empty() {
        pointer::set(schema, LIMITS, limits);
    }
}

/// Whether an enum has `null` among its values.
pub(super) fn lists_null(schema: &Value) -> bool {
    let values = schema.get("enum").and_then(Value::as_array);
    values.is_some_and(|values| values.iter().any(Value::is_null))
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    fn after(mut schema: Value) -> Value {
        keep(&mut schema);
        schema
    }

    #[test]
    fn limits_and_null_are_kept() {
        let schema = after(json!({"type": "integer", "minimum": 1, "nullable": true}));
        assert_eq!(schema["x-limits"], json!({"minimum": 1}));
        assert_eq!(schema["x-may-be-null"], true);
    }

    #[test]
    fn what_is_said_once_is_kept() {
        let schema = json!({"type": "array", "x-may-be-null": false, "nullable": true});
        assert_eq!(after(schema.clone()), schema);
    }

    #[test]
    fn nothing_is_made_up() {
        let schema = json!({"type": "string", "minimum": 1, "nullable": false});
        assert_eq!(after(schema.clone()), schema);
    }
}
