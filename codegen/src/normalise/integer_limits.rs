//! Limits of integers do not choose the Rust type.
//!
//! The generator reads `minimum: 1` as `NonZeroU32` and `maximum: 100` as `u8`. Both are surprising to use,
//! turn a server's harmless deviation into an unreadable answer, and make every change of a limit a breaking
//! change of the Rust API. The `format` alone chooses the type; where it is missing or unknown, the
//! widest type that holds the documented limits. The server judges limits.

use serde_json::{Value, json};

use crate::api::Api;
use crate::report::Report;
use crate::schemas::{self, kind};

/// Runs the pass.
pub fn run(api: &mut Api, report: &mut Report) {
    api.each_schema(|at, schema| {
        schemas::each(at, schema, &mut |at, schema| limit(at, schema, report));
    });
}

fn limit(at: &str, schema: &mut Value, report: &mut Report) {
    if kind(schema) != Some("integer") {
        return;
    }
    let numbers = ["minimum", "maximum", "default"].map(|key| schema.get(key));
    let numbers = || numbers.into_iter().flatten();
    let beyond_i64 =
        numbers().any(|n| n.as_i64().is_none() && n.as_f64().is_some_and(|n| n >= 2f64.powi(63)));
    let beyond_i32 = numbers().any(|n| n.as_f64().is_some_and(|n| n.abs() > 2f64.powi(31)));
    let below_zero = numbers().any(|n| n.as_f64().is_some_and(|n| n < 0.0));
    let format = match schema.get("format").and_then(Value::as_str) {
        Some("int32" | "int8" | "int16" | "short" | "byte") if !beyond_i32 => "int32",
        Some("uint32" | "uint8" | "uint16") => "uint32",
        Some(known @ ("int64" | "uint64")) => known,
        _ if beyond_i64 && !below_zero => "uint64",
        _ => "int64",
    };
    let (least, most) = if format == "uint64" {
        (0.0, 2f64.powi(64))
    } else {
        (-(2f64.powi(63)), 2f64.powi(63))
    };
    let outside = |n: &&Value| n.as_f64().is_some_and(|n| n < least || n > most);
    if let Some(beyond) = numbers().find(outside) {
        let text = format!("{beyond} is beyond 64 bits: values that need more are refused");
        report.give_up("integer_limits", at, text);
    }
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
            limit("", &mut schema, &mut Report::default());
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
            after(json!({"type": "integer", "format": "int32", "minimum": -2_147_483_649_i64})),
            json!({"type": "integer", "format": "int64"})
        );
        assert_eq!(
            after(json!({"type": "integer", "maximum": 1e20})),
            json!({"type": "integer", "format": "uint64"})
        );
        assert_eq!(
            after(json!({"type": "integer", "maximum": u64::MAX})),
            json!({"type": "integer", "format": "uint64"})
        );
    }

    #[test]
    fn a_limit_beyond_every_type_is_recorded() {
        let recorded = |mut schema: Value| {
            let mut report = Report::default();
            limit("/a", &mut schema, &mut report);
            report.entries().len()
        };
        assert_eq!(recorded(json!({"type": "integer", "maximum": 1e20})), 1);
        assert_eq!(recorded(json!({"type": "integer", "minimum": -1e20})), 1);
        assert_eq!(
            recorded(json!({"type": "integer", "minimum": -1, "maximum": 1e19})),
            1
        );
        assert_eq!(
            recorded(json!({"type": "integer", "minimum": i64::MIN, "maximum": i64::MAX})),
            0
        );
        assert_eq!(recorded(json!({"type": "integer", "maximum": u64::MAX})), 0);
    }
}
