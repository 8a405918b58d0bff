//! `x-assumptions` of the document: what its author did not know, and the calls that show it.

use serde_json::Value;

use super::report::{CheckResult, Entry};
use crate::{language, tr};

/// Something that is assumed of the API.
#[derive(Debug, PartialEq, Eq)]
pub struct Assumption {
    pub text: String,
    /// The beginnings of the names of calls that show whether it holds.
    calls: Vec<String>,
}

/// The finding about an assumption.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Found {
    /// A call passed, and none failed.
    Confirmed,
    /// A call failed.
    Differs,
    /// No call was made.
    NotTried,
}

impl Found {
    /// For a person.
    pub fn text(self) -> String {
        match self {
            Self::Confirmed => tr!("assumption-confirmed", "confirmed"),
            Self::Differs => tr!("assumption-differs", "differs"),
            Self::NotTried => tr!("assumption-not-tried", "not tried"),
        }
    }

    /// For programs.
    pub fn word(self) -> &'static str {
        match self {
            Self::Confirmed => "confirmed",
            Self::Differs => "differs",
            Self::NotTried => "not tried",
        }
    }
}

/// The assumptions of a document.
pub fn of(document: &Value) -> Vec<Assumption> {
    let listed = document.get("x-assumptions").and_then(Value::as_array);
    let read = listed.into_iter().flatten().map(|assumption| {
        let calls = assumption.get("calls").and_then(Value::as_array);
        let calls = calls.into_iter().flatten().filter_map(Value::as_str);
        let spanish = language::is_spanish().then(|| assumption.pointer("/x-es/text"));
        let text = spanish.flatten().or_else(|| assumption.get("text"))?;
        Some(Assumption {
            text: text.as_str()?.to_owned(),
            calls: calls.map(str::to_owned).collect(),
        })
    });
    read.flatten().collect()
}

impl Assumption {
    /// Whether the call with this name shows it.
    fn is_shown_by(&self, name: &str) -> bool {
        self.calls
            .iter()
            .any(|call| name.starts_with(call.as_str()))
    }

    /// The finding of the calls that were made.
    pub fn found(&self, entries: &[Entry]) -> Found {
        let mut found = Found::NotTried;
        for entry in entries.iter().filter(|entry| self.is_shown_by(&entry.name)) {
            match entry.result {
                CheckResult::Passed => found = Found::Confirmed,
                CheckResult::Failed(_) => return Found::Differs,
                CheckResult::LeftOut(_) => {}
            }
        }
        found
    }
}

#[cfg(test)]
mod tests {
    use std::time::Duration;

    use classifications_spec::{CASES, DOCUMENT, SET_ASIDE};
    use serde_json::json;

    use super::*;

    #[test]
    fn one_call_that_fails_is_enough() {
        let document =
            json!({"x-assumptions": [{"text": "t", "calls": ["a/200", "b/200-x"]}, {"calls": []}]});
        let assumptions = of(&document);
        let [assumption] = assumptions.as_slice() else {
            unreachable!("{assumptions:?}")
        };
        let checked = |name, differences| Entry::checked(name, differences, None, Duration::ZERO);
        let passed = |name| checked(name, vec![]);
        let failed = |name| checked(name, vec!["problem".to_owned()]);
        let left_out = |name| Entry::left_out(name, String::new());
        for (entries, found) in [
            (vec![], Found::NotTried),
            (
                vec![left_out("a/200-y"), passed("b/200-y")],
                Found::NotTried,
            ),
            (
                vec![left_out("a/200-y"), passed("b/200-x")],
                Found::Confirmed,
            ),
            (vec![failed("a/200"), passed("b/200-x")], Found::Differs),
        ] {
            assert_eq!(assumption.found(&entries), found);
        }
    }

    #[test]
    fn each_assumption_names_calls_that_exist() {
        let document = serde_json::from_str(DOCUMENT).unwrap();
        let cases: Value = serde_json::from_str(CASES).unwrap();
        let cases = cases.as_object().unwrap();
        for assumption in of(&document) {
            for call in &assumption.calls {
                let mut names = cases.keys();
                let exists =
                    call.ends_with("/plainest") || names.any(|name| name.starts_with(call));
                assert!(exists || !SET_ASIDE.is_empty(), "{call}");
            }
        }
    }
}
