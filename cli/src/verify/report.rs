//! The outcome of a verification: for people, as JSON, and for continuous integration.

use std::collections::BTreeMap;
use std::fmt::Write as _;
use std::time::Duration;

use serde_json::json;

use super::assumptions::Assumption;
use crate::tr;

/// The outcome of a run.
#[derive(Default)]
pub struct Report {
    pub base_url: String,
    /// The reason why the rest of the calls was not made.
    pub stopped: Option<String>,
    pub rows: Vec<Row>,
    pub assumptions: Vec<Assumption>,
}

/// A call.
pub struct Row {
    pub name: String,
    pub verdict: CheckResult,
    /// The status of the response, where there was one.
    pub status: Option<u16>,
    pub took: Duration,
}

/// What came of a call.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum CheckResult {
    Passed,
    /// The response departs from the document, the request or the case in these ways.
    Failed(Vec<String>),
    /// The call was not made, for this reason.
    LeftOut(String),
}

impl Report {
    /// How many calls failed.
    pub fn failed(&self) -> usize {
        self.count(|verdict| matches!(verdict, CheckResult::Failed(_)))
    }

    fn count(&self, has: impl Fn(&CheckResult) -> bool) -> usize {
        self.rows.iter().filter(|row| has(&row.verdict)).count()
    }

    /// Changes every text that a server had a part in.
    pub fn each_text(&mut self, change: impl Fn(&str) -> String) {
        for row in &mut self.rows {
            match &mut row.verdict {
                CheckResult::Passed => {}
                CheckResult::Failed(faults) => {
                    for text in faults.iter_mut() {
                        *text = change(text);
                    }
                }
                CheckResult::LeftOut(reason) => *reason = change(reason),
            }
        }
        if let Some(reason) = &mut self.stopped {
            *reason = change(reason);
        }
    }

    /// A line for each call that was made, and how many were left out for which reason.
    pub fn text(&self, failed_only: bool) -> String {
        let mut text = String::new();
        for row in &self.rows {
            let mark = match &row.verdict {
                CheckResult::Passed if failed_only => continue,
                CheckResult::LeftOut(_) => continue,
                CheckResult::Passed => tr!("call-ok", "ok"),
                CheckResult::Failed(_) => tr!("call-failed", "FAILED"),
            };
            let status = row
                .status
                .map_or("---".to_owned(), |status| status.to_string());
            // writing to a string does not fail
            let _ = writeln!(
                text,
                "{mark:<6}  {status}  {:>5} ms  {}",
                row.took.as_millis(),
                row.name
            );
            if let CheckResult::Failed(faults) = &row.verdict {
                for fault in faults {
                    let _ = writeln!(text, "        {}", fault.replace('\n', "\n        "));
                }
            }
        }
        if !text.is_empty() {
            text.push('\n');
        }
        text + self.summary().as_str()
    }

    fn summary(&self) -> String {
        let passed = self.count(|verdict| *verdict == CheckResult::Passed);
        let (failed, all) = (self.failed(), self.rows.len());
        let left_out = all - passed - failed;
        let mut text = tr!(
            "verify-summary",
            "{passed} passed, {failed} failed, {left_out} left out, at {url}",
            passed,
            failed,
            left_out,
            url = self.base_url
        );
        text.push('\n');
        let mut reasons: BTreeMap<&str, usize> = BTreeMap::new();
        for row in &self.rows {
            if let CheckResult::LeftOut(reason) = &row.verdict {
                *reasons.entry(reason).or_default() += 1;
            }
        }
        let mut reasons: Vec<_> = reasons.into_iter().collect();
        reasons.sort_by_key(|(_, count)| std::cmp::Reverse(*count));
        for (reason, count) in reasons {
            let left_out = tr!("verify-left-out", "left out: {reason}", reason);
            let _ = writeln!(text, "  {count:>3} {left_out}");
        }
        if let Some(reason) = &self.stopped {
            text += &tr!("verify-stopped", "stopped early: {reason}", reason);
            text.push('\n');
        }
        if !self.assumptions.is_empty() {
            let assumed = tr!("verify-assumed", "what the document assumes:");
            let _ = writeln!(text, "\n{assumed}");
        }
        for assumption in &self.assumptions {
            let found = assumption.found(&self.rows);
            let _ = writeln!(text, "  {:<9}  {}", found.text(), assumption.text);
        }
        text
    }

    /// The same as JSON.
    pub fn json(&self, failed_only: bool) -> String {
        let rows = self.shown(failed_only).map(|row| {
            let (verdict, reasons) = match &row.verdict {
                CheckResult::Passed => ("passed", json!([])),
                CheckResult::Failed(faults) => ("failed", json!(faults)),
                CheckResult::LeftOut(reason) => ("leftOut", json!([reason])),
            };
            let milliseconds = u64::try_from(row.took.as_millis()).unwrap_or(u64::MAX);
            json!({
                "call": row.name,
                "verdict": verdict,
                "reasons": reasons,
                "status": row.status,
                "milliseconds": milliseconds,
            })
        });
        let rows: Vec<_> = rows.collect();
        let assumptions = self.assumptions.iter().map(|assumption| {
            let found = assumption.found(&self.rows);
            json!({ "text": assumption.text, "found": found.word() })
        });
        let assumptions: Vec<_> = assumptions.collect();
        let failed = self.failed();
        format!(
            "{:#}",
            json!({
                "baseUrl": self.base_url,
                "passed": self.count(|verdict| *verdict == CheckResult::Passed),
                "failed": failed,
                "leftOut": self.count(|verdict| matches!(verdict, CheckResult::LeftOut(_))),
                "stopped": self.stopped,
                "calls": rows,
                "assumptions": assumptions,
            })
        )
    }

    fn shown(&self, failed_only: bool) -> impl Iterator<Item = &Row> {
        let rows = self.rows.iter();
        rows.filter(move |row| !failed_only || matches!(row.verdict, CheckResult::Failed(_)))
    }

    /// The same as `JUnit` XML.
    pub fn junit(&self) -> String {
        let left_out = self.count(|verdict| matches!(verdict, CheckResult::LeftOut(_)));
        let mut xml = "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n".to_owned();
        // writing to a string does not fail
        let _ = writeln!(
            xml,
            "<testsuites>\n<testsuite name=\"verify\" tests=\"{}\" failures=\"{}\" errors=\"0\" skipped=\"{left_out}\">",
            self.rows.len(),
            self.failed(),
        );
        for row in &self.rows {
            let (class, name) = row.name.split_once('/').unwrap_or(("", &row.name));
            let (class, name) = (escape(class), escape(name));
            let seconds = row.took.as_secs_f64();
            let _ = write!(
                xml,
                "<testcase classname=\"{class}\" name=\"{name}\" time=\"{seconds:.3}\">"
            );
            match &row.verdict {
                CheckResult::Passed => {}
                CheckResult::Failed(faults) => {
                    let (count, text) = (faults.len(), escape(&faults.join("\n")));
                    let _ = write!(xml, "<failure message=\"{count} faults\">{text}</failure>");
                }
                CheckResult::LeftOut(reason) => {
                    let _ = write!(xml, "<skipped message=\"{}\"/>", escape(reason));
                }
            }
            xml.push_str("</testcase>\n");
        }
        xml.push_str("</testsuite>\n</testsuites>\n");
        xml
    }
}

/// A text as XML 1.0 can hold it.
fn escape(text: &str) -> String {
    let mut escaped = String::with_capacity(text.len());
    for c in text.chars() {
        match c {
            '<' => escaped.push_str("&lt;"),
            '>' => escaped.push_str("&gt;"),
            '&' => escaped.push_str("&amp;"),
            '"' => escaped.push_str("&quot;"),
            '\n' | '\t' => escaped.push(c),
            c if c.is_control() || matches!(c, '\u{fffe}' | '\u{ffff}') => escaped.push('\u{fffd}'),
            c => escaped.push(c),
        }
    }
    escaped
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_form_has_the_same_counts() {
        let row = |name: &str, verdict, status| Row {
            name: name.to_owned(),
            verdict,
            status,
            took: Duration::from_millis(12),
        };
        let report = Report {
            base_url: "http://127.0.0.1:1".to_owned(),
            stopped: None,
            assumptions: vec![],
            rows: vec![
                row("a/200-x", CheckResult::Passed, Some(200)),
                row(
                    "a/400-<y>",
                    CheckResult::Failed(vec!["\"1\" & \u{0}".to_owned()]),
                    Some(200),
                ),
                row("a/500-z", CheckResult::LeftOut("because".to_owned()), None),
            ],
        };
        let text = report.text(false);
        assert!(
            text.contains("1 passed, 1 failed, 1 left out, at http://127.0.0.1:1"),
            "{text}"
        );
        assert!(text.contains("  1 left out: because"), "{text}");
        assert!(!report.text(true).contains("a/200-x"));
        let json: serde_json::Value = serde_json::from_str(&report.json(false)).unwrap();
        assert_eq!(json["calls"][1]["verdict"], "failed");
        assert_eq!(json["leftOut"], 1);
        let xml = report.junit();
        assert!(
            xml.contains(r#"tests="3" failures="1" errors="0" skipped="1""#),
            "{xml}"
        );
        assert!(
            xml.contains(r#"<failure message="1 faults">&quot;1&quot; &amp; "#),
            "{xml}"
        );
        assert!(!xml.contains('\0'));
    }
}
