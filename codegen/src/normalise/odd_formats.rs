//! Formats that the document's own values contradict.
//!
//! `format: date-time` beside `example: 1458123` or `"2015-01-01 10:00"` says that the server's dates are not
//! RFC 3339's. A string is never wrong; a date type would make such answers unreadable.

use chrono::{DateTime, NaiveDate};
use serde_json::Value;

use crate::api::Api;
use crate::report::Report;
use crate::schemas::{self, kind};

/// Runs the pass.
pub fn run(api: &mut Api, report: &mut Report) {
    api.each_schema(|at, schema| {
        schemas::each(at, schema, &mut |at, schema| correct(at, schema, report));
    });
}

fn correct(at: &str, schema: &mut Value, report: &mut Report) {
    if kind(schema) != Some("string") {
        return;
    }
    let Some(format) = schema
        .get("format")
        .and_then(Value::as_str)
        .map(str::to_owned)
    else {
        return;
    };
    let contradicts = ["example", "default", "x-example"]
        .into_iter()
        .filter_map(|key| schema.get(key))
        .any(|value| !conforms(&format, value));
    if contradicts || !chooses_a_type(schema) {
        if contradicts {
            report.give_up(
                "odd_formats",
                at,
                format!("an example is no {format}: any string is allowed"),
            );
        }
        if let Some(members) = schema.as_object_mut() {
            members.remove("format");
        }
    }
}

/// Whether a string's format is one that has a type of its own, and nothing beside it asks for another.
pub(super) fn chooses_a_type(schema: &Value) -> bool {
    let known = schema
        .get("format")
        .and_then(Value::as_str)
        .is_some_and(|format| ["date", "date-time", "uuid"].contains(&format));
    let constraints = ["pattern", "enum", "minLength", "maxLength"];
    known && !constraints.iter().any(|key| schema.get(key).is_some())
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
    fn a_date_must_look_like_one() {
        let after = |mut schema: Value| {
            correct("", &mut schema, &mut Report::default());
            schema.get("format").cloned()
        };
        assert_eq!(
            after(json!({"type": "string", "format": "date", "example": "2026-01-15"})),
            Some(json!("date"))
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
