//! `x-assumptions` of the document: assumptions about the API.

use serde_json::Value;

use crate::language;

/// An assumption about the API.
#[derive(Debug, PartialEq, Eq)]
pub struct Assumption {
    pub text: String,
    /// The prefixes of the names of calls that show whether the assumption is true.
    pub(super) calls: Vec<String>,
}

/// The assumptions of a document.
pub fn of(document: &Value) -> Vec<Assumption> {
    let listed = document.get("x-assumptions").and_then(Value::as_array);
    let assumptions = listed.into_iter().flatten().map(|assumption| {
        let calls = assumption.get("calls").and_then(Value::as_array);
        let calls = calls.into_iter().flatten().filter_map(Value::as_str);
        let spanish = language::is_spanish().then(|| assumption.pointer("/x-es/text"));
        let text = spanish.flatten().or_else(|| assumption.get("text"))?;
        Some(Assumption {
            text: text.as_str()?.to_owned(),
            calls: calls.map(str::to_owned).collect(),
        })
    });
    assumptions.flatten().collect()
}

impl Assumption {
    /// Whether the call with this name shows whether the assumption is true.
    pub(super) fn is_tested_by(&self, name: &str) -> bool {
        self.calls
            .iter()
            .any(|call| name.starts_with(call.as_str()))
    }
}
