//! Chooses integer types by format, not by limits.
//!
//! The generator reads `minimum: 1` as `NonZeroU32` and `maximum: 100` as `u8`. Both are surprising
//! to use, make a response unreadable if a server deviates slightly, and turn every change of a
//! limit into a breaking change of the Rust API. Here the `format` chooses the type. If it is
//! missing, unknown or too narrow for the documented limits, a 64-bit type is used. The server
//! enforces the limits.

use api_transport::meaning::Meaning;
use serde_json::Value;

use crate::report::Report;
use crate::schema::{Kind, Schema};

/// Applies the pass to a schema.
pub fn choose(at: &str, schema: &mut Schema, report: &mut Report) {
    let has_other_type = schema.meaning.as_ref().is_some_and(|m| *m != Meaning::Code);
    if schema.kind != Some(Kind::Integer) || has_other_type {
        return;
    }
    let numbers = ["minimum", "maximum", "default"].map(|key| schema.others.get(key));
    let numbers = || numbers.into_iter().flatten();
    let beyond_i64 =
        numbers().any(|n| n.as_i64().is_none() && n.as_f64().is_some_and(|n| n >= 2f64.powi(63)));
    let beyond_i32 = numbers().any(|n| n.as_f64().is_some_and(|n| n.abs() > 2f64.powi(31)));
    let below_zero = numbers().any(|n| n.as_f64().is_some_and(|n| n < 0.0));
    let format = match schema.format.as_deref() {
        Some("int32" | "int8" | "int16" | "short" | "byte") if !beyond_i32 => "int32",
        Some("uint32" | "uint8" | "uint16") => "uint32",
        Some("int64") => "int64",
        Some("uint64") => "uint64",
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
        report.record("integer_limits", at, text);
    }
    schema.format = Some(format.to_owned());
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    #[test]
    fn the_format_chooses_the_type_unless_it_is_too_narrow() {
        for (schema, format) in [
            (
                json!({"format": "int32", "minimum": 1, "maximum": 10}),
                "int32",
            ),
            (json!({"format": "unixtime"}), "int64"),
            (
                json!({"format": "int32", "minimum": -2_147_483_649_i64}),
                "int64",
            ),
            (json!({"maximum": 1e20}), "uint64"),
            (json!({"maximum": u64::MAX}), "uint64"),
        ] {
            let mut schema = Schema::read(&schema);
            schema.kind = Some(Kind::Integer);
            choose("", &mut schema, &mut Report::default());
            assert_eq!(schema.format.as_deref(), Some(format));
        }
    }

    #[test]
    fn a_limit_beyond_every_type_is_recorded() {
        let recorded = |schema: Value| {
            let mut report = Report::default();
            choose("/a", &mut Schema::read(&schema), &mut report);
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
