//! The report: as text, as JSON, and as `JUnit` XML.

use std::collections::BTreeMap;
use std::fmt::Write as _;
use std::time::Duration;

use serde_json::json;

use super::assumption::Assumption;
use crate::tr;

/// The results of a run.
#[derive(Default)]
pub struct Report {
    pub base_url: String,
    /// The reason why the remaining calls were not made.
    pub stopped: Option<String>,
    pub entries: Vec<Entry>,
    pub assumptions: Vec<Assumption>,
}

/// The result of a call.
pub struct Entry {
    /// The name of the case, or of the minimal call of an operation.
    pub name: String,
    pub result: CheckResult,
    /// The status of the response, if any.
    pub status: Option<u16>,
    pub duration: Duration,
    /// Whether the server carried the request out.
    pub carried_out: bool,
}

impl Entry {
    /// A call that was not made, for this reason.
    pub fn left_out(name: &str, reason: String) -> Self {
        Self {
            name: name.to_owned(),
            result: CheckResult::LeftOut(reason),
            status: None,
            duration: Duration::ZERO,
            carried_out: false,
        }
    }

    /// A call that was made, with the differences of its response.
    pub fn checked(
        name: &str,
        differences: Vec<String>,
        status: Option<u16>,
        duration: Duration,
    ) -> Self {
        let result = if differences.is_empty() {
            CheckResult::Passed
        } else {
            CheckResult::Failed(differences)
        };
        Self {
            name: name.to_owned(),
            result,
            status,
            duration,
            carried_out: false,
        }
    }
}

/// The status that ends a run, since the quota of requests is used up.
pub const USED_UP: u16 = 429;

/// The reason for the end of the run after that status.
pub fn used_up() -> String {
    tr!("verify-used-up", "the status is 429: the quota is used up")
}

/// The result of a call.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum CheckResult {
    Passed,
    /// The response has these differences from the document, the request or the case.
    Failed(Vec<String>),
    /// The call was not made, for this reason.
    LeftOut(String),
}

impl Report {
    /// Adds a result. Status 429 ends the run.
    pub fn add(&mut self, entry: Entry) {
        if entry.status == Some(USED_UP) {
            self.stopped = Some(used_up());
        }
        self.entries.push(entry);
    }

    /// The number of failed calls.
    pub fn failed(&self) -> usize {
        self.count(|result| matches!(result, CheckResult::Failed(_)))
    }

    fn count(&self, is_counted: impl Fn(&CheckResult) -> bool) -> usize {
        self.entries
            .iter()
            .filter(|entry| is_counted(&entry.result))
            .count()
    }

    /// Changes every text that can contain text from the server.
    pub fn change_texts(&mut self, change: impl Fn(&str) -> String) {
        for entry in &mut self.entries {
            match &mut entry.result {
                CheckResult::Passed => {}
                CheckResult::Failed(differences) => {
                    for text in differences.iter_mut() {
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

    /// The report as text: one line per call that was made, and for each reason the number of calls that were left out.
    pub fn text(&self, failed_only: bool) -> String {
        let mut text = String::new();
        for entry in &self.entries {
            let mark = match &entry.result {
                CheckResult::Passed if failed_only => continue,
                CheckResult::LeftOut(_) => continue,
                CheckResult::Passed => tr!("call-ok", "ok"),
                CheckResult::Failed(_) => tr!("call-failed", "FAILED"),
            };
            let status = entry
                .status
                .map_or("---".to_owned(), |status| status.to_string());
            // writing to a String cannot fail
            let _ = writeln!(
                text,
                "{mark:<6}  {status}  {:>5} ms  {}",
                entry.duration.as_millis(),
                entry.name
            );
            if let CheckResult::Failed(differences) = &entry.result {
                for problem in differences {
                    let _ = writeln!(text, "        {}", problem.replace('\n', "\n        "));
                }
            }
        }
        if !text.is_empty() {
            text.push('\n');
        }
        text + self.summary().as_str()
    }

    fn summary(&self) -> String {
        let passed = self.count(|result| *result == CheckResult::Passed);
        let (failed, all) = (self.failed(), self.entries.len());
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
        for entry in &self.entries {
            if let CheckResult::LeftOut(reason) = &entry.result {
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
            let assumed = tr!("verify-assumed", "assumptions of the document:");
            let _ = writeln!(text, "\n{assumed}");
        }
        for assumption in &self.assumptions {
            let verdict = assumption.verdict(&self.entries);
            let _ = writeln!(text, "  {:<9}  {}", verdict.text(), assumption.text);
        }
        text
    }

    /// The report as JSON.
    pub fn json(&self, failed_only: bool) -> String {
        let calls = self.shown(failed_only).map(|entry| {
            let (result, reasons) = match &entry.result {
                CheckResult::Passed => ("passed", json!([])),
                CheckResult::Failed(differences) => ("failed", json!(differences)),
                CheckResult::LeftOut(reason) => ("leftOut", json!([reason])),
            };
            let milliseconds = u64::try_from(entry.duration.as_millis()).unwrap_or(u64::MAX);
            json!({
                "call": entry.name,
                "verdict": result,
                "reasons": reasons,
                "status": entry.status,
                "milliseconds": milliseconds,
            })
        });
        let calls: Vec<_> = calls.collect();
        let assumptions = self.assumptions.iter().map(|assumption| {
            let verdict = assumption.verdict(&self.entries);
            json!({ "text": assumption.text, "found": verdict.name() })
        });
        let assumptions: Vec<_> = assumptions.collect();
        let failed = self.failed();
        format!(
            "{:#}",
            json!({
                "baseUrl": self.base_url,
                "passed": self.count(|result| *result == CheckResult::Passed),
                "failed": failed,
                "leftOut": self.count(|result| matches!(result, CheckResult::LeftOut(_))),
                "stopped": self.stopped,
                "calls": calls,
                "assumptions": assumptions,
            })
        )
    }

    /// The results to print: all, or only those of failed calls.
    fn shown(&self, failed_only: bool) -> impl Iterator<Item = &Entry> {
        let entries = self.entries.iter();
        entries.filter(move |entry| !failed_only || matches!(entry.result, CheckResult::Failed(_)))
    }

    /// The report as `JUnit` XML.
    pub fn junit(&self) -> String {
        let left_out = self.count(|result| matches!(result, CheckResult::LeftOut(_)));
        let mut xml = "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n".to_owned();
        // writing to a String cannot fail
        let _ = writeln!(
            xml,
            "<testsuites>\n<testsuite name=\"verify\" tests=\"{}\" failures=\"{}\" errors=\"0\" skipped=\"{left_out}\">",
            self.entries.len(),
            self.failed(),
        );
        for entry in &self.entries {
            let (class, name) = entry.name.split_once('/').unwrap_or(("", &entry.name));
            let (class, name) = (escape(class), escape(name));
            let seconds = entry.duration.as_secs_f64();
            let _ = write!(
                xml,
                "<testcase classname=\"{class}\" name=\"{name}\" time=\"{seconds:.3}\">"
            );
            match &entry.result {
                CheckResult::Passed => {}
                CheckResult::Failed(differences) => {
                    let (count, text) = (differences.len(), escape(&differences.join("\n")));
                    let _ = write!(
                        xml,
                        "<failure message=\"{count} differences\">{text}</failure>"
                    );
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

/// A text with special characters escaped, and characters that XML 1.0 excludes replaced.
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
    fn every_format_has_the_same_counts() {
        let entry = |name: &str, differences, status| {
            Entry::checked(name, differences, Some(status), Duration::from_millis(12))
        };
        let report = Report {
            base_url: "http://127.0.0.1:1".to_owned(),
            stopped: None,
            assumptions: vec![],
            entries: vec![
                entry("a/200-x", vec![], 200),
                entry("a/400-<y>", vec!["\"1\" & \u{0}".to_owned()], 200),
                Entry::left_out("a/500-z", "because".to_owned()),
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
            xml.contains(r#"<failure message="1 differences">&quot;1&quot; &amp; "#),
            "{xml}"
        );
        assert!(!xml.contains('\0'));
    }
}
