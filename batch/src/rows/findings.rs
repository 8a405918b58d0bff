//! A bounded summary of the findings of rows.

use std::collections::BTreeMap;

use serde::Serialize;

use super::reading::Row;
use super::violation::{RowViolation, Severity};

/// The number of valid rows, and the first violations and warnings.
#[derive(Debug, Clone, Serialize)]
#[non_exhaustive]
pub struct Findings {
    /// The number of rows without a violation.
    pub valid: u64,
    /// The number of rows with a violation.
    pub invalid: u64,
    /// The number of violations.
    pub violations: u64,
    /// The number of warnings.
    pub warnings: u64,
    /// The first violations and warnings.
    pub first: Vec<RowViolation>,
    /// The number of violations and warnings by column and rule.
    #[serde(serialize_with = "as_list")]
    pub counts: BTreeMap<(String, String), u64>,
    #[serde(skip)]
    limit: usize,
}

/// The largest number of counts. Findings of further columns and rules share one more count.
const MAX_COUNTS: usize = 1000;

impl Findings {
    /// Findings of no rows yet. At most `limit` violations and warnings are kept.
    #[must_use]
    pub fn new(limit: usize) -> Self {
        Self {
            valid: 0,
            invalid: 0,
            violations: 0,
            warnings: 0,
            first: Vec::new(),
            counts: BTreeMap::new(),
            limit,
        }
    }

    /// Adds the findings of a row.
    pub fn add(&mut self, row: &Row) {
        if row.violations.is_empty() {
            self.valid += 1;
        } else {
            self.invalid += 1;
        }
        for violation in row.findings() {
            match violation.severity {
                Severity::Error => self.violations += 1,
                Severity::Warning => self.warnings += 1,
            }
            let kind = (violation.column.clone(), violation.rule.clone());
            let has_count = self.counts.len() < MAX_COUNTS || self.counts.contains_key(&kind);
            let kind = if has_count {
                kind
            } else {
                (String::new(), "other".to_owned())
            };
            *self.counts.entry(kind).or_default() += 1;
            if self.first.len() < self.limit {
                self.first.push(violation.clone());
            }
        }
    }
}

/// Serializes counts as a list, as keys of JSON objects are strings.
fn as_list<S: serde::Serializer>(
    counts: &BTreeMap<(String, String), u64>,
    serializer: S,
) -> Result<S::Ok, S::Error> {
    #[derive(Serialize)]
    struct Count<'a> {
        column: &'a str,
        rule: &'a str,
        violations: u64,
    }
    serializer.collect_seq(counts.iter().map(|((column, rule), count)| Count {
        column,
        rule,
        violations: *count,
    }))
}
