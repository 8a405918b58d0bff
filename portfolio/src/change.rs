//! The differences between two observations of a portfolio.

use std::collections::BTreeMap;

use chrono::{DateTime, SecondsFormat, SubsecRound as _, Utc};
use serde::{Deserialize, Serialize};
use sha2::{Digest as _, Sha256};

use crate::layout::Layout;
use crate::row::Row;

/// The kind of a change.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum ChangeKind {
    /// The row is new.
    New,
    /// Values of the row have changed.
    Changed,
    /// The row has disappeared.
    Gone,
    /// A movement that the portfolio does not show.
    Moved,
    /// The last complete observation is so old that movements may be lost.
    Overdue,
}

impl ChangeKind {
    /// Its name in output.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::New => "new",
            Self::Changed => "changed",
            Self::Gone => "gone",
            Self::Moved => "moved",
            Self::Overdue => "overdue",
        }
    }
}

/// A change, as it is reported.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Change {
    /// An id that is the same in each report of the change, so that a receiver can ignore repeated reports.
    pub id: String,
    /// The kind of the change.
    pub change: ChangeKind,
    /// The time of the observation.
    pub at: DateTime<Utc>,
    /// The contract.
    pub contract: String,
    /// The identity of the row; `None` for a change that concerns no row.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub key: Option<String>,
    /// The name of the customer.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub name: Option<String>,
    /// The changed values.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub fields: Vec<Field>,
    /// The values of the row, or those before it disappeared.
    #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
    pub row: BTreeMap<String, String>,
}

/// A changed value.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Field {
    /// The flattened name.
    pub name: String,
    /// The value before.
    pub before: Option<String>,
    /// The value now.
    pub after: Option<String>,
}

impl Change {
    /// A change that concerns no row.
    pub(crate) fn of_contract(change: ChangeKind, contract: &str, at: DateTime<Utc>) -> Self {
        let change = Self {
            id: String::new(),
            change,
            at: at.trunc_subsecs(0),
            contract: contract.to_owned(),
            key: None,
            name: None,
            fields: Vec::new(),
            row: BTreeMap::new(),
        };
        change.with_id()
    }

    /// A change of a row.
    pub(crate) fn of_row(
        change: ChangeKind,
        (contract, at): (&str, DateTime<Utc>),
        layout: &Layout,
        (key, row, fields): (&str, &Row, Vec<Field>),
    ) -> Self {
        let change = Self {
            key: Some(key.to_owned()),
            name: layout.name_of(row).map(str::to_owned),
            fields,
            row: row.fields.clone(),
            ..Self::of_contract(change, contract, at)
        };
        change.with_id()
    }

    /// Sets the id, which is a hash of all other members.
    fn with_id(mut self) -> Self {
        self.id = String::new();
        // texts and numbers can always be serialized
        let text = serde_json::to_string(&self).unwrap_or_default();
        self.id = hash(&text);
        self
    }

    /// The time of the observation, as ISO 8601.
    #[must_use]
    pub fn time(&self) -> String {
        self.at.to_rfc3339_opts(SecondsFormat::Secs, true)
    }
}

/// The first half of a SHA-256, as hexadecimal digits.
pub(crate) fn hash(text: &str) -> String {
    let digest = Sha256::digest(text.as_bytes());
    let digits = digest.iter().take(16).map(|byte| format!("{byte:02x}"));
    digits.collect()
}

/// The values that differ between two versions of a row.
pub(crate) fn differences(before: &Row, after: &Row) -> Vec<Field> {
    let mut names: Vec<&String> = before.fields.keys().chain(after.fields.keys()).collect();
    names.sort_unstable();
    names.dedup();
    let fields = names.into_iter().filter_map(|name| {
        let (old, new) = (before.get(name), after.get(name));
        (old != new).then(|| Field {
            name: name.clone(),
            before: old.map(str::to_owned),
            after: new.map(str::to_owned),
        })
    });
    fields.collect()
}
