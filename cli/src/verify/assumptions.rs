//! The verdicts of calls about the assumptions of a document.

use super::assumption::Assumption;
use super::report::{CheckResult, Entry};
use crate::tr;

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

impl Assumption {
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

    use super::super::assumption;
    use super::*;

    #[test]
    fn one_failed_call_refutes_an_assumption() {
        let document =
            json!({"x-assumptions": [{"text": "t", "calls": ["a/200", "b/200-x"]}, {"calls": []}]});
        let assumptions = assumption::of(&document);
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
        let cases: serde_json::Value = serde_json::from_str(CASES).unwrap();
        let cases = cases.as_object().unwrap();
        for assumption in assumption::of(&document) {
            for call in &assumption.calls {
                let mut names = cases.keys();
                let exists =
                    call.ends_with("/plainest") || names.any(|name| name.starts_with(call));
                assert!(exists || !SET_ASIDE.is_empty(), "{call}");
            }
        }
    }
}
