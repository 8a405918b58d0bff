//! The rows of a portfolio beside the customers of an ERP system.
//!
//! A customer is matched by its reference where both have it, and otherwise by the columns that identify customers. The
//! customers and the rows that belong together make a group; amounts of a group are added by currency.

mod group;
mod matching;

use std::collections::{BTreeMap, BTreeSet};

use chrono::{NaiveDate, TimeDelta};
use rust_decimal::Decimal;
use serde::Serialize;

use crate::layout::{Layout, Standing};
use crate::row::Row;
use group::Group;

/// A customer of an ERP system.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Customer {
    /// The row of the file.
    pub row: u64,
    /// The values that identify the customer, by the names of [`Layout::customer`].
    pub customer: BTreeMap<String, String>,
    /// The caller's own name for it.
    pub reference: Option<String>,
    /// Its name.
    pub name: Option<String>,
    /// The amount that it owes.
    pub exposure: Option<Decimal>,
    /// The limit that the ERP system works with.
    pub limit: Option<Decimal>,
    /// The currency of both.
    pub currency: Option<String>,
    /// Until when that limit counts.
    pub until: Option<NaiveDate>,
}

/// The kind of a finding, the most urgent first.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum FindingKind {
    /// The customer owes more than is covered.
    OverLimit,
    /// The customer has no cover.
    NoCover,
    /// The customer owes in a currency in which nothing is covered.
    OtherCurrency,
    /// Amounts cannot be compared.
    NotCompared,
    /// The ERP system has another limit or day.
    Changed,
    /// Cover has ended by its dates.
    Expired,
    /// Cover ends soon.
    Expiring,
    /// There is cover, and the customer owes nothing or is not in the file.
    UnusedLimit,
}

/// A difference between a portfolio and an ERP system.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Finding {
    /// The kind of the finding.
    pub finding: FindingKind,
    /// The rows of the file.
    pub file_rows: Vec<u64>,
    /// The values that identify the customer.
    pub customer: BTreeMap<String, String>,
    /// The caller's own name for the customer.
    pub reference: Option<String>,
    /// The customer's name.
    pub name: Option<String>,
    /// The amount that the customer owes.
    #[serde(serialize_with = "as_text")]
    pub exposure: Option<Decimal>,
    /// The amount that is covered.
    #[serde(serialize_with = "as_text")]
    pub granted: Option<Decimal>,
    /// The currency of both.
    pub currency: Option<String>,
    /// How much more the customer owes, or how much the limits differ.
    #[serde(serialize_with = "as_text")]
    pub difference: Option<Decimal>,
    /// When cover ends.
    pub until: Option<NaiveDate>,
    /// The contracts of the rows.
    pub contracts: Vec<String>,
    /// The keys of the rows.
    pub keys: Vec<String>,
    /// More about it, for people.
    pub detail: String,
}

/// JSON readers would round a number.
#[allow(clippy::ref_option, reason = "serde calls it so")]
fn as_text<S: serde::Serializer>(
    amount: &Option<Decimal>,
    serializer: S,
) -> Result<S::Ok, S::Error> {
    amount
        .map(|amount| amount.to_string())
        .serialize(serializer)
}

/// A row of a contract.
pub type ContractRow = (String, Row);

/// Compares rows with customers; `within` is how many days are soon.
#[must_use]
pub fn compare(
    layout: &Layout,
    rows: &[ContractRow],
    customers: &[Customer],
    (today, within): (NaiveDate, u32),
) -> Vec<Finding> {
    let mut findings = Vec::new();
    let mut matched = BTreeSet::new();
    let soon = today.checked_add_signed(TimeDelta::days(within.into()));
    let soon = soon.unwrap_or(NaiveDate::MAX);
    for (members, found) in matching::groups(layout, rows, customers) {
        matched.extend(found.iter().copied());
        let group = Group {
            layout,
            customers: members,
            rows: found.iter().filter_map(|index| rows.get(*index)).collect(),
        };
        group.check((today, soon), &mut findings);
    }
    for (index, row) in rows.iter().enumerate() {
        if !matched.contains(&index) && layout.standing_of(&row.1) == Standing::Granted {
            let group = Group {
                layout,
                customers: Vec::new(),
                rows: vec![row],
            };
            let granted = layout.granted_of(&row.1).known();
            let unused = group.finding(FindingKind::UnusedLimit, "the customer is not in the file");
            findings.push(Finding {
                granted,
                currency: layout.currency_of(&row.1).map(str::to_owned),
                ..unused
            });
        }
    }
    findings.sort_by(|a, b| (a.finding, &a.name, &a.keys).cmp(&(b.finding, &b.name, &b.keys)));
    findings
}

#[cfg(test)]
mod tests;
