//! Compares rows of a file with those of the portfolio, which the query of `settle` in `x-batch` returns.

use std::collections::HashSet;

use api_transport::Error;
use classifications_auth::Client;
use classifications_batch::rows::{Row, Severity};
use classifications_batch::{ExistingRows, Similarity};
use futures_util::TryStreamExt as _;
use serde_json::Value;

use crate::api::{Api, Command};
use crate::batch::BatchError;
use crate::call;
use crate::error::CommandError;
use crate::output::{self, Json};
use crate::telemetry;
use crate::tr;

/// The maximum number of shown values of a row of the portfolio.
const SHOWN: usize = 4;

/// The rows of the contracts that were queried.
pub struct Portfolio<'a> {
    client: Client,
    language: String,
    existing: ExistingRows<'a>,
    query: &'a Command,
    /// The values of the queries that were sent.
    queried: HashSet<String>,
}

impl<'a> Portfolio<'a> {
    /// Prepares the comparison, without a query.
    pub fn new(
        (api, command): (&'a Api, &'a Command),
        client: Client,
        language: String,
    ) -> Result<Self, CommandError> {
        let existing = ExistingRows::new(&api.contract, &command.operation);
        let query = existing.as_ref();
        let query = query.and_then(|existing| api.find(existing.settle().query()));
        let (Some(existing), Some(query)) = (existing, query) else {
            return Err(BatchError::Argument(tr!(
                "no-settle",
                "the overlay has no `settle` in `x-batch` of {operation}, which defines how its rows are found in the \
                 portfolio",
                operation = command.operation
            ))
            .into());
        };
        Ok(Self {
            client,
            language,
            existing,
            query,
            queried: HashSet::new(),
        })
    }

    /// Adds a violation to a valid row if its contract already has a similar row.
    pub async fn compare(&mut self, row: &mut Row) -> Result<(), CommandError> {
        if !row.violations.is_empty() {
            return Ok(());
        }
        let scope = self.existing.settle().scope(&row.new.values);
        if self
            .queried
            .insert(Value::Object(scope.clone()).to_string())
        {
            self.fetch(&scope).await?;
        }
        let Some(found) = self.existing.find(&scope, &row.new.values) else {
            return Ok(());
        };
        let row_text = self.describe(found.row);
        let (severity, rule, text, remedy) = match found.similarity {
            Similarity::Same | Similarity::Key if found.has_ended => (
                Severity::Warning,
                "ended_in_portfolio",
                format!("repeats a request that has ended in the portfolio: {row_text}"),
                "delete it, if nothing has changed since then",
            ),
            Similarity::Same => (
                Severity::Error,
                "in_portfolio",
                format!("repeats a request that the portfolio has: {row_text}"),
                "delete it",
            ),
            Similarity::Key => (
                Severity::Warning,
                "known_debtor",
                format!("repeats a request that the portfolio has with other values: {row_text}"),
                "delete it, unless it is to replace that row",
            ),
            _ => (
                Severity::Warning,
                "known_value",
                format!(
                    "has the {} of another row of the portfolio: {row_text}",
                    found.field
                ),
                "compare both",
            ),
        };
        row.add(severity, rule, (&text, remedy));
        Ok(())
    }

    /// Queries the rows of a contract.
    async fn fetch(
        &mut self,
        scope: &classifications_contract::Values,
    ) -> Result<(), CommandError> {
        let operation = &self.query.operation;
        let pages = self.client.pages(operation, scope.clone());
        let mut pages = telemetry::pages(operation, pages);
        let mut rows = 0;
        loop {
            let page = match pages.try_next().await {
                Ok(Some(page)) => page,
                Ok(None) => break,
                Err(Error::Rejected(rejected))
                    if rejected
                        .code()
                        .is_some_and(|code| self.existing.settle().is_absent(code)) =>
                {
                    break;
                }
                Err(error) => return Err(call::failed(self.query, error, &self.language)),
            };
            if page.repeats_cursor() {
                output::note(&tr!(
                    "list-incomplete",
                    "the list may be incomplete: a page repeats an earlier cursor"
                ));
            }
            let body = serde_json::from_slice(page.text()).unwrap_or_default();
            rows += self.existing.add(scope, &body);
        }
        output::note(&tr!(
            "compared-with",
            "compared with {rows} rows of the portfolio",
            rows
        ));
        Ok(())
    }

    /// Describes a row with the values of its first column, its codes and its amounts, at most [`SHOWN`].
    fn describe(&self, row: &Value) -> String {
        let Ok(row) = Json::parse(row.to_string().as_bytes()) else {
            return String::new();
        };
        let columns = self.query.columns.iter().filter(|column| {
            let name = &column.value;
            self.query.meanings.is_code(name)
                || self.query.meanings.is_amount(name)
                || self.query.columns.first() == Some(column)
        });
        let texts = columns.filter_map(|column| {
            let text = output::readable(self.query, column, &row)?;
            Some(format!("{} {text}", column.title.to_lowercase()))
        });
        texts.take(SHOWN).collect::<Vec<_>>().join(", ")
    }
}
