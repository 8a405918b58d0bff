//! Collects violations.

use crate::operation::Parameter;
use crate::pointer;
use crate::schema::Finding;
use crate::violation::{Checked, Direction, MAX_VIOLATIONS, Rule, Violation};

use super::secrets::Secrets;

/// The largest number of characters of a text.
const MAX_TEXT: usize = 400;

/// The violations of one message, in the order in which they are found.
#[derive(Debug)]
pub(crate) struct Report {
    operation: Option<String>,
    direction: Direction,
    violations: Vec<Violation>,
    omitted: usize,
}

impl Report {
    pub(crate) fn new(direction: Direction) -> Self {
        Self {
            operation: None,
            direction,
            violations: Vec::new(),
            omitted: 0,
        }
    }

    /// Assigns all violations, including earlier ones, to this operation.
    pub(crate) fn set_operation(&mut self, operation: &str) {
        self.operation = Some(operation.to_owned());
        for violation in &mut self.violations {
            violation.operation.clone_from(&self.operation);
        }
    }

    pub(crate) fn add(
        &mut self,
        rule: Rule,
        message_pointer: impl Into<String>,
        document_pointer: impl Into<String>,
        text: impl Into<String>,
    ) {
        if self.violations.len() >= MAX_VIOLATIONS {
            self.omitted = self.omitted.saturating_add(1);
            return;
        }
        self.violations.push(Violation {
            operation: self.operation.clone(),
            direction: self.direction,
            rule,
            message_pointer: message_pointer.into(),
            document_pointer: document_pointer.into(),
            text: text.into(),
        });
    }

    /// Adds a violation of a parameter or header as a whole.
    pub(super) fn add_to(&mut self, parameter: &Parameter, rule: Rule, text: impl Into<String>) {
        self.add(rule, &parameter.at, &parameter.pointer, text);
    }

    /// Adds the findings in a value. `at` is the pointer of the value in the message.
    pub(crate) fn add_findings(&mut self, at: &str, findings: Vec<Finding>) {
        for finding in findings {
            let at = format!("{at}{}", finding.at);
            self.add(finding.rule, at, finding.document_pointer, finding.text);
        }
    }

    /// The result without secrets, which are collected only if there are violations.
    pub(crate) fn finish<'a>(mut self, secrets: impl FnOnce() -> Secrets<'a>) -> Checked {
        let secrets = if self.violations.is_empty() {
            Secrets::default()
        } else {
            secrets()
        };
        for violation in &mut self.violations {
            secrets.remove_from(&mut violation.message_pointer);
            secrets.remove_from(&mut violation.text);
            violation.text = pointer::cut(&violation.text, MAX_TEXT);
        }
        Checked {
            operation: self.operation,
            violations: self.violations,
            omitted: self.omitted,
        }
    }
}
