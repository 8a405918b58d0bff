//! Limits of integers do not choose the Rust type.
//!
//! The generator reads `minimum: 1` as `NonZeroU32` and `maximum: 100` as `u8`. Both are surprising to use,
//! turn a server's harmless deviation into an unreadable answer, and make every change of a limit a breaking
//! change of the Rust API. The `format` alone chooses the type; where it is missing or unknown, the
//! widest type that holds the documented limits. The server judges limits.

use serde_json::{Value, json};

use super::schemas::{self, kind};
use crate::api::Api;
use crate::report::Report;

/// Runs the pass.
pub fn run(api: &mut Api, _: &mut Report) {
    api.each_schema(|at, schema| schemas::each(at, schema, &mut |_, schema| limit(schema)));
}

fn limit(schema: &mut Value) {
    if kind(schema) != Some("integer") {
        return;
    }
    let beyond_i64 = [schema.get("maximum"), schema.get("default")]
        .into_iter()
        .flatten()
        .any(|limit| limit.as_u64().is_some_and(|limit| limit > i64::MAX as u64));
    let format = match schema.get("format").and_then(Value::as_str) {
        Some(known @ ("int32" | "int64" | "uint32" | "uint64")) => known,
        Some("int8" | "int16" | "short" | "byte") => "int32",
        Some("uint8" | "uint16") => "uint32",
        _ if beyond_i64 => "uint64",
        _ => "int64",
    };
    let format = json!(format);
    if let Some(members) = schema.as_object_mut() {
        for limit in [
            "minimum",
            "maximum",
            "exclusiveMinimum",
            "exclusiveMaximum",
            "multipleOf",
        ] {
            members.remove(limit);
        }
        members.insert("format".to_owned(), format);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_format_alone_counts() {
        let after = |mut schema: Value| {
            limit(&mut schema);
            schema
        };
        assert_eq!(
            after(json!({"type": "integer", "format": "int32", "minimum": 1, "maximum": 10})),
            json!({"type": "integer", "format": "int32"})
        );
        assert_eq!(
            after(json!({"type": "integer", "format": "unixtime"})),
            json!({"type": "integer", "format": "int64"})
        );
        assert_eq!(
            after(json!({"type": "integer", "maximum": u64::MAX})),
            json!({"type": "integer", "format": "uint64"})
        );
    }
}
