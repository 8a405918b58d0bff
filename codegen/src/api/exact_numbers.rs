//! Numbers of which the document wants every digit.
//!
//! An `f64` holds 15 to 17 digits. Where numbers become `f64`, a format that asks for more is recorded.

use serde_json::Value;

use crate::report::Report;
use crate::schemas;

/// Formats of numbers that are decimal, not binary.
const DECIMAL: [&str; 7] = [
    "bigdecimal",
    "currency",
    "decimal",
    "decimal128",
    "money",
    "monetary",
    "numeric",
];

impl super::Api {
    /// Records the numbers that an `f64` does not hold exactly.
    pub(crate) fn record_inexact_numbers(&mut self, report: &mut Report) {
        self.each_schema(|at, schema| {
            schemas::each(at, schema, &mut |at, schema| record(at, schema, report));
        });
    }
}

fn record(at: &str, schema: &Value, report: &mut Report) {
    let format = schema
        .get("format")
        .and_then(Value::as_str)
        .unwrap_or_default();
    let name = format.to_ascii_lowercase().replace(['-', '_'], "");
    let is_number = matches!(schemas::kind(schema), Some("number" | "decimal"));
    if is_number && DECIMAL.contains(&name.as_str()) {
        let text = format!("format {format:?} is read as `f64`: digits beyond the 15th can change");
        report.give_up("exact_numbers", at, text);
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    #[test]
    fn only_decimal_formats_of_numbers_are_recorded() {
        let recorded = |kind: &str, format: &str| {
            let mut report = Report::default();
            record("/a", &json!({"type": kind, "format": format}), &mut report);
            !report.entries().is_empty()
        };
        for format in ["decimal", "Decimal", "big-decimal", "money", "currency"] {
            assert!(recorded("number", format), "{format}");
            assert!(!recorded("string", format), "{format}");
        }
        assert!(!recorded("number", "double") && !recorded("number", "float"));
    }
}
