//! `x-assumptions` of the document: assumptions about the API, and the calls that confirm them.

use serde_json::Value;

use super::report::{CheckResult, Entry};
use crate::{language, tr};

/// An assumption about the API.
#[derive(Debug, PartialEq, Eq)]
pub struct Assumption {
    pub text: String,
    /// The prefixes of the names of calls that show whether the assumption is true.
    calls: Vec<String>,
}

/// The result for an assumption.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Verdict {
    /// A call passed, and none failed.
    Confirmed,
    /// A call failed.
    Differs,
    /// No call was made.
    NotTried,
}

impl Verdict {
    /// The name for people.
    pub fn text(self) -> String {
        match self {
            Self::Confirmed => tr!("assumption-confirmed", "confirmed"),
            Self::Differs => tr!("assumption-differs", "differs"),
            Self::NotTried => tr!("assumption-not-tried", "not tried"),
        }
    }

    /// The name for programs.
    pub fn name(self) -> &'static str {
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
    fn is_tested_by(&self, name: &str) -> bool {
        self.calls
            .iter()
            .any(|call| name.starts_with(call.as_str()))
    }

    /// The verdict of the calls that were made.
    pub fn verdict(&self, entries: &[Entry]) -> Verdict {
        let mut verdict = Verdict::NotTried;
        for entry in entries
            .iter()
            .filter(|entry| self.is_tested_by(&entry.name))
        {
            match entry.result {
                CheckResult::Passed => verdict = Verdict::Confirmed,
                CheckResult::Failed(_) => return Verdict::Differs,
                CheckResult::LeftOut(_) => {}
            }
        }
        verdict
    }
}

#[cfg(test)]
mod tests {
    use std::time::Duration;

    use classifications_spec::{CASES, DOCUMENT, SET_ASIDE};
    use serde_json::json;

    use super::*;

    #[test]
    fn one_failed_call_refutes_an_assumption() {
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
        for (entries, verdict) in [
            (vec![], Verdict::NotTried),
            (
                vec![left_out("a/200-y"), passed("b/200-y")],
                Verdict::NotTried,
            ),
            (
                vec![left_out("a/200-y"), passed("b/200-x")],
                Verdict::Confirmed,
            ),
            (vec![failed("a/200"), passed("b/200-x")], Verdict::Differs),
        ] {
            assert_eq!(assumption.verdict(&entries), verdict);
        }
    }

    #[test]
    fn each_assumption_names_existing_calls() {
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
