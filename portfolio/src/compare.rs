//! Compares the rows of a portfolio with the customers of an ERP system.
//!
//! A customer and a row match by their references if both have one, and otherwise by the values that identify a customer. The
//! customers and rows that match form a group. The amounts of a group are added by currency.

mod detail;
mod group;
mod matching;

use std::collections::{BTreeMap, BTreeSet};

use chrono::{NaiveDate, TimeDelta};
use rust_decimal::Decimal;
use serde::Serialize;

use crate::layout::{Layout, Standing};
use crate::row::Row;
use group::Group;

pub use detail::{Detail, Limit};

/// A customer of an ERP system.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Customer {
    /// The row of the file.
    pub row: u64,
    /// The values that identify the customer, by the names of [`Layout::customer`].
    pub customer: BTreeMap<String, String>,
    /// The caller's reference of the customer.
    pub reference: Option<String>,
    /// The name of the customer.
    pub name: Option<String>,
    /// The amount that the customer owes.
    pub exposure: Option<Decimal>,
    /// The credit limit in the ERP system.
    pub limit: Option<Decimal>,
    /// The currency of both amounts.
    pub currency: Option<String>,
    /// The day on which the credit limit ends.
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
    /// The ERP system has another limit, or another day on which it ends.
    Changed,
    /// Cover has ended by its dates.
    Expired,
    /// Cover ends soon.
    Expiring,
    /// There is cover, but the customer owes nothing or is not in the file.
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
    /// The caller's reference of the customer.
    pub reference: Option<String>,
    /// The name of the customer.
    pub name: Option<String>,
    /// The amount that the customer owes.
    #[serde(serialize_with = "as_text")]
    pub exposure: Option<Decimal>,
    /// The amount that is covered.
    #[serde(serialize_with = "as_text")]
    pub granted: Option<Decimal>,
    /// The currency of the amounts.
    pub currency: Option<String>,
    /// The amount that is not covered, or the difference between the limits.
    #[serde(serialize_with = "as_text")]
    pub difference: Option<Decimal>,
    /// The day on which cover ends.
    pub until: Option<NaiveDate>,
    /// The contracts of the rows.
    pub contracts: Vec<String>,
    /// The keys of the rows.
    pub keys: Vec<String>,
    /// The details.
    pub detail: Detail,
}

/// Serializes an amount as a text, as readers of JSON may round numbers.
#[allow(clippy::ref_option, reason = "the signature that serde requires")]
fn as_text<S: serde::Serializer>(
    amount: &Option<Decimal>,
    serializer: S,
) -> Result<S::Ok, S::Error> {
    amount
        .map(|amount| amount.to_string())
        .serialize(serializer)
}

/// The contract of a row, and the row.
pub type ContractRow = (String, Row);

/// Compares rows with customers. Cover that ends within `within` days of `today` is a finding.
#[must_use]
pub fn compare(
    layout: &Layout,
    rows: &[ContractRow],
    customers: &[Customer],
    (today, within): (NaiveDate, u32),
) -> Vec<Finding> {
    let mut findings = Vec::new();
    let mut matched = BTreeSet::new();
    let last_day = today.checked_add_signed(TimeDelta::days(within.into()));
    let last_day = last_day.unwrap_or(NaiveDate::MAX);
    for (customers, indexes) in matching::groups(layout, rows, customers) {
        matched.extend(indexes.iter().copied());
        let group = Group {
            layout,
            customers,
            rows: indexes
                .iter()
                .filter_map(|index| rows.get(*index))
                .collect(),
        };
        group.check((today, last_day), &mut findings);
    }
    for (index, row) in rows.iter().enumerate() {
        if !matched.contains(&index) && layout.standing_of(&row.1) == Standing::Granted {
            let group = Group {
                layout,
                customers: Vec::new(),
                rows: vec![row],
            };
            let granted = layout.granted_of(&row.1).known();
            let unused = group.finding(FindingKind::UnusedLimit, Detail::NotInFile);
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
