//! `batch report`: writes a self-contained HTML page about a batch.

mod chart;
mod html;
mod page;

use std::collections::BTreeMap;
use std::path::PathBuf;

use api_transport::meaning::Meaning;
use clap::ArgMatches;
use classifications_batch::{Batch, Counts, Filter, Journal};
use rust_decimal::Decimal;
use serde_json::Value;

use super::results::{self, Outcome};
use super::run::OpenJournal;
use crate::api::extensions::value_text;
use crate::api::{Api, Command};
use crate::error::CommandError;
use crate::output;
use crate::tr;

/// The maximum number of listed rows that need a person, of reasons, and of codes.
const MAX_LISTED: usize = 200;

/// The content of the page.
struct Report {
    batch: Batch,
    counts: Counts,
    /// The sums of the amounts for each currency, in the order of [`amounts`].
    amounts: BTreeMap<String, Vec<Sums>>,
    /// The numbers of rows by code, for each column of codes.
    codes: Vec<(String, BTreeMap<String, u32>)>,
    /// The numbers of rejected rows by code and reason.
    reasons: BTreeMap<(String, String), u64>,
    /// The times at which rows were settled, in milliseconds since 1970.
    settled: Vec<i64>,
    /// The first rows that need a person.
    for_person: Vec<RowForPerson>,
}

/// The sums of an amount over the rows with the same outcome.
struct Sums {
    title: String,
    by_outcome: BTreeMap<&'static str, Decimal>,
}

/// The location of an amount.
struct Amount {
    /// The flattened name in the request or the row of a response.
    name: String,
    title: String,
    origin: Origin,
}

enum Origin {
    Request(Meaning),
    /// The index of the column.
    Response(usize),
}

/// A row that needs a person.
struct RowForPerson {
    number: i64,
    reference: String,
    values: String,
    reason: String,
    transaction_id: String,
}

/// Writes the page.
pub async fn run(api: &Api, open: &OpenJournal, matches: &ArgMatches) -> Result<(), CommandError> {
    let id = matches
        .get_one::<String>("batch")
        .map_or("", String::as_str);
    let batch = open.journal.batch(id).await?;
    let path = matches.get_one::<PathBuf>("out").cloned();
    let path = path.unwrap_or_else(|| PathBuf::from(format!("{}.html", batch.id)));
    let report = Report::read(api, &open.journal, batch).await?;
    let result = std::fs::write(&path, page::page(&report));
    result.map_err(|error| CommandError::file("--out", &path, error))?;
    output::line(&tr!("report", "report: {file}", file = path.display()))
}

impl Report {
    /// Reads the journal.
    async fn read(api: &Api, journal: &Journal, batch: Batch) -> Result<Self, CommandError> {
        let counts = journal.counts(&batch.id).await?;
        let command = api.find(&batch.operation);
        let amounts = amounts(api, &batch.operation);
        let mut report = Self {
            batch: batch.clone(),
            counts,
            amounts: BTreeMap::new(),
            codes: Vec::new(),
            reasons: BTreeMap::new(),
            settled: Vec::new(),
            for_person: Vec::new(),
        };
        results::each(journal, &batch, (api, Filter::default()), |outcome| {
            report.add(outcome, &amounts, command);
            Ok(())
        })
        .await?;
        Ok(report)
    }

    /// Adds a row.
    fn add(&mut self, outcome: &Outcome, amounts: &[Amount], command: Option<&Command>) {
        let row = &outcome.row;
        let text = |name: &str| row.values.get(name).and_then(Value::as_str);
        let currency = command.and_then(|command| command.currency.as_deref());
        let currency = currency.and_then(text).unwrap_or_default();
        for (index, amount) in amounts.iter().enumerate() {
            let number = match &amount.origin {
                Origin::Request(meaning) => {
                    text(&amount.name).and_then(|text| meaning.readable(text))
                }
                Origin::Response(column) => {
                    let cell = outcome.cells.get(*column).and_then(Option::as_deref);
                    let meanings = command.map(|command| &command.meanings);
                    cell.zip(meanings)
                        .and_then(|(cell, meanings)| meanings.readable(&amount.name, cell))
                }
            };
            let number = number.and_then(|number| number.parse::<Decimal>().ok());
            let sums = self.amounts.entry(currency.to_owned()).or_default();
            while sums.len() <= index {
                let title = amounts.get(sums.len()).map(|amount| amount.title.clone());
                sums.push(Sums {
                    title: title.unwrap_or_default(),
                    by_outcome: BTreeMap::new(),
                });
            }
            if let (Some(number), Some(sums)) = (number, sums.get_mut(index)) {
                let sum = sums.by_outcome.entry(outcome.outcome()).or_default();
                *sum = sum.saturating_add(number);
            }
        }
        for (index, column) in command
            .into_iter()
            .flat_map(|command| command.columns.iter().enumerate())
        {
            let cell = outcome
                .cells
                .get(index)
                .and_then(Option::as_deref)
                .filter(|cell| !cell.is_empty());
            let meanings = command.map(|command| &command.meanings);
            if let (Some(cell), Some(meanings)) = (cell, meanings)
                && meanings.is_code(&column.value)
            {
                let code = meanings
                    .readable(&column.value, cell)
                    .unwrap_or_else(|| cell.to_owned());
                self.count(&column.title.to_lowercase(), code);
            }
        }
        if row.state.is_final() {
            self.settled.push(row.changed_at);
        }
        let text = |text: &Option<String>| text.clone().unwrap_or_default();
        if outcome.outcome() == "rejected" {
            let reason = (text(&outcome.code), text(&outcome.reason));
            if self.reasons.len() < MAX_LISTED || self.reasons.contains_key(&reason) {
                *self.reasons.entry(reason).or_default() += 1;
            }
        }
        if row.needs_person && self.for_person.len() < MAX_LISTED {
            self.for_person.push(RowForPerson {
                number: row.number,
                reference: text(&row.reference),
                values: values_text(&row.values),
                reason: text(&outcome.reason),
                transaction_id: text(&outcome.transaction_id),
            });
        }
    }

    /// Counts a code of the column with this title.
    fn count(&mut self, title: &str, code: String) {
        let index = self
            .codes
            .iter()
            .position(|(existing, _)| existing == title);
        let index = index.unwrap_or_else(|| {
            self.codes.push((title.to_owned(), BTreeMap::new()));
            self.codes.len() - 1
        });
        if let Some((_, counts)) = self.codes.get_mut(index)
            && (counts.len() < MAX_LISTED || counts.contains_key(&code))
        {
            *counts.entry(code).or_default() += 1;
        }
    }
}

/// The amounts of a request, and those of a response that the request does not have.
fn amounts(api: &Api, operation: &str) -> Vec<Amount> {
    let command = api.find(operation);
    let columns = command
        .map(|command| command.columns.as_slice())
        .unwrap_or_default();
    let title = |name: &str| {
        let column = columns.iter().find(|column| column.value == name);
        column.map_or_else(|| name.to_owned(), |column| column.title.to_lowercase())
    };
    let fields = api.contract.fields(operation).into_iter();
    let requested = fields.filter_map(|field| {
        let meaning = Meaning::read(field.extensions.get("x-meaning")?).ok()?;
        (meaning == Meaning::Amount).then(|| Amount {
            title: title(&field.name),
            name: field.name,
            origin: Origin::Request(meaning),
        })
    });
    let mut amounts: Vec<Amount> = requested.collect();
    let is_amount = |name: &str| command.is_some_and(|command| command.meanings.is_amount(name));
    for (index, column) in columns.iter().enumerate() {
        let is_listed = amounts.iter().any(|amount| amount.name == column.value);
        if !is_listed && is_amount(&column.value) {
            amounts.push(Amount {
                name: column.value.clone(),
                title: title(&column.value),
                origin: Origin::Response(index),
            });
        }
    }
    amounts
}

fn values_text(values: &classifications_contract::Values) -> String {
    let values = values
        .iter()
        .map(|(name, value)| format!("{name} {}", value_text(value)));
    values.collect::<Vec<_>>().join(", ")
}
