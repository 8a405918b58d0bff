//! `batch report`: a page about a batch that needs no other file.

mod chart;
mod page;

use std::collections::BTreeMap;
use std::path::PathBuf;

use api_transport::meaning::Meaning;
use clap::ArgMatches;
use classifications_batch::{Batch, Counts, Filter, Journal};
use rust_decimal::Decimal;
use serde_json::Value;

use super::error::BatchFailure;
use super::results::{self, Outcome};
use super::run::OpenJournal;
use crate::api::{Api, Command};
use crate::failure::Failure;
use crate::output;

/// How many rows that need a person, and how many reasons, are listed.
const LISTED: usize = 200;

/// What the page is about.
struct Report {
    batch: Batch,
    counts: Counts,
    /// Sums by field, currency and outcome.
    amounts: BTreeMap<(String, String), BTreeMap<&'static str, Decimal>>,
    /// How many rows were rejected for which reason.
    reasons: BTreeMap<(String, String), u64>,
    /// When rows were settled, in milliseconds since 1970.
    settled: Vec<i64>,
    person: Vec<Waiting>,
}

/// A row that needs a person.
struct Waiting {
    number: i64,
    reference: String,
    values: String,
    reason: String,
    transaction_id: String,
}

/// Writes the page.
pub async fn run(api: &Api, open: &OpenJournal, own: &ArgMatches) -> Result<(), Failure> {
    let id = own.get_one::<String>("batch").map_or("", String::as_str);
    let batch = open.journal.batch(id).await.map_err(BatchFailure::from)?;
    let path = own.get_one::<PathBuf>("out").cloned();
    let path = path.unwrap_or_else(|| PathBuf::from(format!("{}.html", batch.id)));
    let report = Report::of(api, &open.journal, batch).await?;
    let written = std::fs::write(&path, page::page(&report));
    written.map_err(|error| Failure::file("--out", &path, error))?;
    output::line(&format!("report: {}", path.display()))
}

impl Report {
    async fn of(api: &Api, journal: &Journal, batch: Batch) -> Result<Self, Failure> {
        let counts = journal
            .counts(&batch.id)
            .await
            .map_err(BatchFailure::from)?;
        let command = api.find(&batch.operation);
        let fields = amounts_of_request(api, &batch.operation);
        let mut report = Self {
            batch: batch.clone(),
            counts,
            amounts: BTreeMap::new(),
            reasons: BTreeMap::new(),
            settled: Vec::new(),
            person: Vec::new(),
        };
        results::each(journal, &batch, (api, Filter::default()), |outcome| {
            report.add(outcome, &fields, command);
            Ok(())
        })
        .await?;
        Ok(report)
    }

    fn add(&mut self, outcome: &Outcome, fields: &[(String, Meaning)], command: Option<&Command>) {
        let row = &outcome.row;
        let text = |name: &str| row.values.get(name).and_then(Value::as_str);
        let currency = command.and_then(|command| command.currency.as_deref());
        let currency = currency.and_then(text).unwrap_or_default();
        for (name, meaning) in fields {
            let amount = text(name).and_then(|text| meaning.readable(text));
            self.sum(name, currency, outcome.outcome(), amount.as_deref());
        }
        if let Some(command) = command {
            for (column, cell) in command.columns.iter().zip(&outcome.cells) {
                let known = fields.iter().any(|(name, _)| *name == column.value);
                if !known && command.meanings.is_amount(&column.value) {
                    let text = cell.as_deref();
                    let amount =
                        text.and_then(|text| command.meanings.readable(&column.value, text));
                    self.sum(
                        &column.value,
                        currency,
                        outcome.outcome(),
                        amount.as_deref(),
                    );
                }
            }
        }
        if row.state.is_final() {
            self.settled.push(row.changed_at);
        }
        let text = |text: &Option<String>| text.clone().unwrap_or_default();
        if outcome.outcome() == "rejected" {
            let reason = (text(&outcome.code), text(&outcome.reason));
            if self.reasons.len() < LISTED || self.reasons.contains_key(&reason) {
                *self.reasons.entry(reason).or_default() += 1;
            }
        }
        if row.needs_person && self.person.len() < LISTED {
            self.person.push(Waiting {
                number: row.number,
                reference: text(&row.reference),
                values: values(&row.values),
                reason: text(&outcome.reason),
                transaction_id: text(&outcome.transaction_id),
            });
        }
    }

    fn sum(&mut self, field: &str, currency: &str, outcome: &'static str, amount: Option<&str>) {
        let Some(amount) = amount.and_then(|amount| amount.parse::<Decimal>().ok()) else {
            return;
        };
        let sums = self
            .amounts
            .entry((field.to_owned(), currency.to_owned()))
            .or_default();
        let sum = sums.entry(outcome).or_default();
        *sum = sum.saturating_add(amount);
    }
}

/// The fields of a request that are amounts.
fn amounts_of_request(api: &Api, operation: &str) -> Vec<(String, Meaning)> {
    let fields = api.contract.fields(operation).into_iter();
    let amounts = fields.filter_map(|field| {
        let meaning = Meaning::read(field.extensions.get("x-meaning")?).ok()?;
        (meaning == Meaning::Amount).then_some((field.name, meaning))
    });
    amounts.collect()
}

fn values(values: &classifications_contract::Values) -> String {
    let values = values.iter().map(|(name, value)| match value {
        Value::String(text) => format!("{name} {text}"),
        other => format!("{name} {other}"),
    });
    values.collect::<Vec<_>>().join(", ")
}
