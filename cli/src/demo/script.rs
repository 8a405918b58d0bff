//! The script of the demo: steps as data, with references to the results of earlier steps.

use std::collections::BTreeMap;

use classifications_contract::{Values, split_name};
use serde::Deserialize;
use serde::de::IgnoredAny;
use serde_json::{Map, Value};

use crate::language;
use crate::output::Json;

/// A script.
#[derive(Debug, Default, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Script {
    pub title: String,
    #[serde(rename = "x-es")]
    _spanish: Option<IgnoredAny>,
    /// Common values of all steps, for operations that have the field.
    #[serde(default)]
    pub values: Values,
    pub steps: Vec<Step>,
}

/// A step: a text, a call, or both.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Step {
    /// A heading.
    pub text: Option<String>,
    #[serde(rename = "x-es")]
    _spanish: Option<IgnoredAny>,
    /// A command, or the id of an operation.
    pub command: Option<String>,
    #[serde(default)]
    pub values: Values,
    /// The name by which later steps refer to the result.
    #[serde(rename = "as")]
    pub name: Option<String>,
    /// The parts of a line that shows the result. A part with an absent value is left out. Without parts, a table is printed.
    #[serde(default)]
    pub show: Vec<String>,
    /// The columns of the table.
    #[serde(default)]
    pub columns: Vec<String>,
    /// The expected result: `status`, and values by flattened name.
    #[serde(default)]
    pub expect: Map<String, Value>,
}

impl Script {
    /// Parses a script, with its texts in the user's language.
    pub fn parse(text: &str) -> Result<Self, String> {
        let script: Value = serde_saphyr::from_str(text).map_err(|error| error.to_string())?;
        serde_json::from_value(language::localised(script)).map_err(|error| error.to_string())
    }
}

/// The results of steps, by name.
pub type Results = BTreeMap<String, Json>;

/// Replaces the references in values. The error is a reference without a value.
pub fn resolve(values: &Values, results: &Results) -> Result<Values, String> {
    let resolve = |(name, value): (&String, &Value)| {
        let value = match value {
            Value::String(text) => Value::String(fill(text, |reference| {
                let mut steps = split_name(reference);
                let result = results.get(&steps.remove(0))?;
                result.at(&steps).map(Json::text)
            })?),
            other => other.clone(),
        };
        Ok((name.clone(), value))
    };
    values.iter().map(resolve).collect()
}

/// Fills a part of a line about a result; `None` if a value is absent.
pub fn line_part(template: &str, result: &Json) -> Option<String> {
    let value = |reference: &str| result.at(&split_name(reference)).map(Json::text);
    fill(template, value).ok()
}

/// Replaces each `{{reference}}` in a text. The error is the first reference without a value.
fn fill(text: &str, value: impl Fn(&str) -> Option<String>) -> Result<String, String> {
    let mut filled = String::new();
    let mut rest = text;
    while let Some((before, after)) = rest.split_once("{{") {
        let Some((reference, after)) = after.split_once("}}") else {
            break;
        };
        let reference = reference.trim();
        filled += before;
        filled += &value(reference).ok_or_else(|| reference.to_owned())?;
        rest = after;
    }
    filled += rest;
    Ok(filled)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn references_are_replaced_by_earlier_results() {
        let result = Json::parse(br#"{"no":7,"a":{"b":"x"}}"#).unwrap();
        let results = Results::from([("made".to_owned(), result)]);
        let values = |text: &str| Values::from_iter([("v".to_owned(), Value::from(text))]);
        let resolved = resolve(&values("{{made.no}}/{{ made.a.b }}"), &results).unwrap();
        assert_eq!(resolved, values("7/x"));
        assert_eq!(
            resolve(&values("{{made.c}}"), &results).unwrap_err(),
            "made.c"
        );
        assert_eq!(
            resolve(&values("{{other.no}}"), &results).unwrap_err(),
            "other.no"
        );
        assert_eq!(
            resolve(&values("{{open"), &results).unwrap(),
            values("{{open")
        );
    }

    #[test]
    fn a_part_with_an_absent_value_is_left_out() {
        let result = Json::parse(br#"{"limit":40000.00}"#).unwrap();
        assert_eq!(
            line_part("{{limit}} asked", &result).unwrap(),
            "40000.00 asked"
        );
        assert_eq!(line_part("{{granted}} granted", &result), None);
    }

    #[test]
    fn the_script_of_the_specification_is_valid() {
        let script = Script::parse(classifications_spec::DEMO).unwrap();
        assert!(script.steps.iter().any(|step| step.command.is_some()));
    }
}
