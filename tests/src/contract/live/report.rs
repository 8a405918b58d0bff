//! What came of it: as a table, as JSON, and for continuous integration.

use std::fmt::Write as _;
use std::time::Duration;

use serde_json::json;
use tabled::builder::Builder;
use tabled::settings::Style;
use tabled::settings::object::Columns;
use tabled::settings::width::Width;

use super::Options;

/// The outcome of a run.
#[derive(Debug, Clone)]
pub struct Report {
    base_url: String,
    stopped: Option<String>,
    rows: Vec<Row>,
}

/// One case.
#[derive(Debug, Clone)]
pub struct Row {
    /// The case.
    pub case: String,
    /// What came of it.
    pub verdict: Verdict,
    /// The status of the answer, where there was one.
    pub status: Option<u16>,
    /// How long it took.
    pub took: Duration,
}

/// What came of a case.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Verdict {
    /// The answer keeps to the document, and is as the case says.
    Passed,
    /// It does not, and this is how.
    Failed(Vec<String>),
    /// It cannot be played against this server, and this is why.
    LeftOut(String),
}

impl Report {
    pub(super) fn new(options: &Options) -> Self {
        Self {
            base_url: options.base_url.clone(),
            stopped: None,
            rows: vec![],
        }
    }

    pub(super) fn add(&mut self, row: Row) {
        self.rows.push(row);
    }

    pub(super) fn stop(&mut self, reason: &str) {
        self.stopped = Some(reason.to_owned());
    }

    /// Why the rest of the cases could not be played; nothing where all were that could be.
    #[must_use]
    pub fn stopped(&self) -> Option<&str> {
        self.stopped.as_deref()
    }

    /// The cases.
    #[must_use]
    pub fn rows(&self) -> &[Row] {
        &self.rows
    }

    /// Whether no case failed.
    #[must_use]
    pub fn is_good(&self) -> bool {
        self.count(|verdict| matches!(verdict, Verdict::Failed(_))) == 0
    }

    /// How many cases have a verdict.
    #[must_use]
    pub fn count(&self, has: impl Fn(&Verdict) -> bool) -> usize {
        self.rows.iter().filter(|row| has(&row.verdict)).count()
    }

    pub(super) fn each_text(&mut self, change: impl Fn(&mut String)) {
        change(&mut self.base_url);
        self.stopped.iter_mut().for_each(&change);
        for row in &mut self.rows {
            match &mut row.verdict {
                Verdict::Passed => {}
                Verdict::Failed(faults) => faults.iter_mut().for_each(&change),
                Verdict::LeftOut(reason) => change(reason),
            }
        }
    }

    /// A table for people, and a line that sums it up.
    #[must_use]
    pub fn table(&self) -> String {
        let mut rows = Builder::default();
        rows.push_record(["case", "", "status", "ms", "because"]);
        for row in &self.rows {
            let (mark, because) = match &row.verdict {
                Verdict::Passed => ("ok", String::new()),
                Verdict::Failed(faults) => ("FAILED", faults.join("\n")),
                Verdict::LeftOut(reason) => ("left out", reason.clone()),
            };
            let status = row
                .status
                .map(|status| status.to_string())
                .unwrap_or_default();
            let took = row.status.map(|_| row.took.as_millis().to_string());
            let took = took.unwrap_or_default();
            rows.push_record([row.case.clone(), mark.to_owned(), status, took, because]);
        }
        let mut table = rows.build();
        let wrap = Width::wrap(80).keep_words(true);
        table.with(Style::psql()).modify(Columns::last(), wrap);
        format!("{table}\n\n{}\n", self.sum())
    }

    fn sum(&self) -> String {
        let passed = self.count(|verdict| *verdict == Verdict::Passed);
        let failed = self.count(|verdict| matches!(verdict, Verdict::Failed(_)));
        let left_out = self.count(|verdict| matches!(verdict, Verdict::LeftOut(_)));
        let counts = format!("{passed} passed, {failed} failed, {left_out} left out");
        match &self.stopped {
            Some(reason) => format!("{counts}, at {}; stopped early: {reason}", self.base_url),
            None => format!("{counts}, at {}", self.base_url),
        }
    }

    /// The same as JSON.
    #[must_use]
    pub fn json(&self) -> String {
        let rows = self.rows.iter().map(|row| {
            let (verdict, because) = match &row.verdict {
                Verdict::Passed => ("passed", json!([])),
                Verdict::Failed(faults) => ("failed", json!(faults)),
                Verdict::LeftOut(reason) => ("leftOut", json!([reason])),
            };
            let milliseconds = u64::try_from(row.took.as_millis()).unwrap_or(u64::MAX);
            json!({
                "case": row.case,
                "verdict": verdict,
                "because": because,
                "status": row.status,
                "milliseconds": milliseconds,
            })
        });
        let rows: Vec<_> = rows.collect();
        format!(
            "{:#}\n",
            json!({ "baseUrl": self.base_url, "good": self.is_good(), "stopped": self.stopped, "cases": rows })
        )
    }

    /// The same as `JUnit` XML.
    #[must_use]
    pub fn junit(&self) -> String {
        let failed = self.count(|verdict| matches!(verdict, Verdict::Failed(_)));
        let left_out = self.count(|verdict| matches!(verdict, Verdict::LeftOut(_)));
        let mut xml = "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n".to_owned();
        // writing to a string does not fail
        let _ = writeln!(
            xml,
            "<testsuites>\n<testsuite name=\"contract\" tests=\"{}\" failures=\"{failed}\" errors=\"0\" skipped=\"{left_out}\">",
            self.rows.len(),
        );
        for row in &self.rows {
            let (class, name) = row.case.split_once('/').unwrap_or(("", &row.case));
            let (class, name) = (escape(class), escape(name));
            let seconds = row.took.as_secs_f64();
            let _ = write!(
                xml,
                "<testcase classname=\"{class}\" name=\"{name}\" time=\"{seconds:.3}\">"
            );
            match &row.verdict {
                Verdict::Passed => {}
                Verdict::Failed(faults) => {
                    let text = escape(&faults.join("\n"));
                    let _ = write!(
                        xml,
                        "<failure message=\"{} faults\">{text}</failure>",
                        faults.len()
                    );
                }
                Verdict::LeftOut(reason) => {
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
    fn every_form_tells_the_same() {
        let row = |case: &str, verdict, status| Row {
            case: case.to_owned(),
            verdict,
            status,
            took: Duration::from_millis(12),
        };
        let report = Report {
            base_url: "http://127.0.0.1:1".to_owned(),
            stopped: None,
            rows: vec![
                row("a/200-x", Verdict::Passed, Some(200)),
                row(
                    "a/400-<y>",
                    Verdict::Failed(vec!["\"1\" & \u{0}".to_owned()]),
                    Some(200),
                ),
                row("a/500-z", Verdict::LeftOut("because".to_owned()), None),
            ],
        };
        assert!(!report.is_good());
        assert!(
            report
                .table()
                .contains("1 passed, 1 failed, 1 left out, at http://127.0.0.1:1")
        );
        let json: serde_json::Value = serde_json::from_str(&report.json()).unwrap();
        assert_eq!(json["cases"][1]["verdict"], "failed");
        assert_eq!(json["cases"][2]["because"][0], "because");
        let xml = report.junit();
        assert!(
            xml.contains(r#"tests="3" failures="1" errors="0" skipped="1""#),
            "{xml}"
        );
        assert!(xml.contains(
            r#"name="400-&lt;y&gt;" time="0.012"><failure message="1 faults">&quot;1&quot; &amp; "#
        ));
        assert!(!xml.contains('\0'));
    }
}
