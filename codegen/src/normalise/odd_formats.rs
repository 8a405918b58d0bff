//! Drops formats that the document's own values contradict.
//!
//! `format: date-time` beside `example: 1458123` or `"2015-01-01 10:00"` shows that the server's
//! dates are not RFC 3339. A string accepts them; a date type would make such responses unreadable.

use chrono::{DateTime, NaiveDate};
use serde_json::Value;

use crate::report::Report;
use crate::schema::{Kind, Schema};

/// Applies the pass to a schema.
pub fn correct(at: &str, schema: &mut Schema, report: &mut Report) {
    if schema.kind != Some(Kind::String) {
        return;
    }
    let Some(format) = &schema.format else {
        return;
    };
    let values = ["example", "default", "x-example"].map(|key| schema.others.get(key));
    if values
        .into_iter()
        .flatten()
        .any(|value| !conforms(format, value))
    {
        let text = format!("an example is not a {format}: any string is allowed");
        report.record("odd_formats", at, text);
        schema.format = None;
    } else if !chooses_a_type(schema) {
        schema.format = None;
    }
}

/// Whether a string's format chooses a type, and nothing beside it requires another type.
pub(super) fn chooses_a_type(schema: &Schema) -> bool {
    let format = schema.format.as_deref();
    matches!(format, Some("date" | "date-time" | "uuid")) && !schema.is_constrained()
}

fn conforms(format: &str, value: &Value) -> bool {
    let Some(text) = value.as_str() else {
        return value.is_null();
    };
    match format {
        "date" => NaiveDate::parse_from_str(text, "%Y-%m-%d").is_ok(),
        "date-time" => DateTime::parse_from_rfc3339(text).is_ok(),
        "uuid" => {
            let hex = text.chars().filter(char::is_ascii_hexdigit).count();
            hex == 32 && text.len() == 36
        }
        _ => true,
    }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    #[test]
    fn a_format_that_an_example_contradicts_is_dropped() {
        let after = |schema: Value| {
            let mut schema = Schema::read(&schema);
            correct("", &mut schema, &mut Report::default());
            schema.format
        };
        assert_eq!(
            after(json!({"type": "string", "format": "date", "example": "2026-01-15"})),
            Some("date".to_owned())
        );
        assert_eq!(
            after(json!({"type": "string", "format": "date-time", "example": "2026-01-15 10:00"})),
            None
        );
        assert_eq!(
            after(json!({"type": "string", "format": "date-time", "example": 1})),
            None
        );
        assert_eq!(after(json!({"type": "string", "format": "phone"})), None);
    }
}
