//! Reads customers from a file of an ERP system.
//!
//! The columns have the names of the API's properties or of their options. A generated document describes them, so that the code
//! for the rows of a batch can read the file.

use std::collections::BTreeMap;
use std::ops::ControlFlow;

use api_transport::meaning::Meaning;
use classifications_batch::rows::{FileOptions, Findings, InputFile, Row};
use classifications_contract::{Contract, Values};
use classifications_portfolio::{Customer, Layout};
use serde_json::{Map, Value, json};

use super::command::Diff;
use super::error::PortfolioError;
use super::record::last;
use crate::api::Command;
use crate::batch::Violations;
use crate::error::CommandError;
use crate::tr;

/// The column of the amount that the customer owes.
const EXPOSURE: &str = "exposure";
/// The column of the limit in the ERP system.
const LIMIT: &str = "limit";
/// The column of the last day of that limit.
const UNTIL: &str = "until";

/// The id of the operation of the generated document.
const OPERATION: &str = "compare";

/// The maximum number of listed problems of rows.
const MAX_LISTED: usize = 20;

/// The customers of a file.
pub struct Customers {
    pub customers: Vec<Customer>,
    /// The error about the rows that cannot be compared; `None` if all can.
    pub odd: Option<PortfolioError>,
}

/// Reads the customers.
pub fn read(
    options: &Diff,
    layout: &Layout,
    commands: &[Command],
) -> Result<Customers, CommandError> {
    let columns = Columns::new(layout, commands, options)?;
    let contract = Contract::from_value(columns.document())?;
    let file_options = FileOptions {
        separator: options.separator,
        sheet: options.sheet.clone(),
        decimal_comma: options.decimal_comma,
    };
    let file = InputFile::open(&options.file, file_options).map_err(PortfolioError::from)?;
    let rows_layout = classifications_batch::rows::Layout::new(&contract, OPERATION, Values::new());
    let mut rows_layout = rows_layout.map_err(PortfolioError::from)?;
    for column in rows_layout.columns_mut() {
        let name = last(&column.field.name);
        if let Some(settings) = columns.0.get(&name) {
            column.alias.clone_from(&settings.alias);
            column.fixed.clone_from(&settings.fixed);
            column.default.clone_from(&settings.default);
        }
    }
    let mut findings = Findings::new(MAX_LISTED);
    let mut customers = Vec::new();
    let mut unidentified = Vec::new();
    let result = file.rows(&rows_layout.lenient(), &mut |row| {
        findings.add(&row);
        if row.violations.is_empty() {
            match customer(&row, layout) {
                Some(customer) => customers.push(customer),
                None => unidentified.push(row.new.number),
            }
        }
        ControlFlow::Continue(())
    });
    result.map_err(PortfolioError::from)?;
    if customers.is_empty() && !unidentified.is_empty() {
        return Err(columns.without_customers(layout, options).into());
    }
    Ok(Customers {
        customers,
        odd: odd_rows(options, &findings, &unidentified),
    })
}

/// The settings of a column of the file.
#[derive(Default)]
struct Column {
    /// The schema of its values.
    schema: Value,
    /// Another name of the column.
    alias: Option<String>,
    /// The value of rows without a value.
    default: Option<Value>,
    /// The value of all rows.
    fixed: Option<Value>,
}

/// The columns by name.
struct Columns(BTreeMap<String, Column>);

impl Columns {
    fn new(layout: &Layout, commands: &[Command], options: &Diff) -> Result<Self, PortfolioError> {
        let text = || json!({ "type": "string" });
        let amount = || json!({ "type": "string", "x-meaning": "amount-comma" });
        let mut columns = BTreeMap::new();
        let mut add = |name: &str, schema: Value| {
            let column = Column {
                schema,
                ..Column::default()
            };
            columns.insert(name.to_owned(), column);
        };
        let optional = [&layout.name, &layout.reference, &layout.currency];
        let optional = optional.into_iter().flatten();
        for name in layout.customer.iter().chain(optional) {
            add(name, text());
        }
        add(EXPOSURE, amount());
        add(LIMIT, amount());
        add(
            UNTIL,
            json!({ "type": "string", "x-meaning": "date-compact" }),
        );
        for (name, column) in &mut columns {
            let mut fields = commands.iter().flat_map(|command| &command.options);
            if let Some(option) = fields.find(|option| last(&option.field.name) == *name) {
                column.alias = Some(option.name.clone());
                column.default = option.default.clone().map(Value::from);
            }
        }
        let mut columns = Self(columns);
        for (name, given) in &options.column {
            columns.named(name)?.alias = Some(given.clone());
        }
        for (name, value) in &options.value {
            columns.named(name)?.fixed = Some(Value::from(value.as_str()));
        }
        Ok(columns)
    }

    /// The column with this name or alias.
    fn named(&mut self, name: &str) -> Result<&mut Column, PortfolioError> {
        let is_named =
            |key: &str, column: &Column| key == name || column.alias.as_deref() == Some(name);
        let names: Vec<&str> = self.0.keys().map(String::as_str).collect();
        let unknown = tr!(
            "no-column-name",
            "\"{name}\" is no name of a column: there are {names}",
            name,
            names = names.join(", ")
        );
        let mut columns = self.0.iter_mut();
        let found = columns.find(|(key, column)| is_named(key, column));
        found
            .map(|(_, column)| column)
            .ok_or(PortfolioError::Option(unknown))
    }

    /// A document with an operation whose body has these columns as properties.
    fn document(&self) -> Value {
        let properties = self.0.iter();
        let properties: Map<String, Value> = properties
            .map(|(name, column)| (name.clone(), column.schema.clone()))
            .collect();
        json!({
            "openapi": "3.0.3",
            "info": { "title": "Customers", "version": "1" },
            "paths": { "/": { "post": {
                "operationId": OPERATION,
                "requestBody": { "content": { "application/json": { "schema": {
                    "type": "object",
                    "properties": properties,
                } } } },
                "responses": { "200": { "description": "read" } },
            } } },
        })
    }

    /// The error for a file in which no row identifies its customer.
    fn without_customers(&self, layout: &Layout, options: &Diff) -> PortfolioError {
        let name = |name: &String| {
            let alias = self.0.get(name).and_then(|column| column.alias.clone());
            match alias {
                Some(alias) => tr!("name-or", "\"{name}\" or \"{alias}\"", name, alias),
                None => format!("{name:?}"),
            }
        };
        let customer: Vec<String> = layout.customer.iter().map(name).collect();
        let names = customer.join(&tr!("and-of", " and of "));
        let names = match layout.reference.as_ref().map(name) {
            Some(reference) => tr!("names-or", "{names}, or of {reference}", names, reference),
            None => names,
        };
        PortfolioError::Option(tr!(
            "no-customer",
            "no row of {file} identifies a customer: rows need values of {names}; --column NAME=COLUMN names a column of \
             the file",
            file = options.file.display(),
            names
        ))
    }
}

/// The error about invalid rows, and rows that do not identify their customer; `None` if there are no such rows.
fn odd_rows(options: &Diff, findings: &Findings, unidentified: &[u64]) -> Option<PortfolioError> {
    let invalid = usize::try_from(findings.invalid).unwrap_or(usize::MAX);
    let rows = invalid.saturating_add(unidentified.len());
    let mut lines = Vec::new();
    if invalid > 0 {
        let text = Violations(findings).to_string();
        lines.extend(text.lines().skip(1).map(str::to_owned));
    }
    let listed = unidentified.iter().take(MAX_LISTED);
    lines.extend(listed.map(|row| {
        let text = tr!(
            "row-nameless",
            "row {row}: it does not identify a customer",
            row
        );
        format!("  {text}")
    }));
    (rows > 0).then(|| PortfolioError::Odd {
        path: options.file.clone(),
        rows,
        lines: lines.join("\n"),
    })
}

/// The customer of a row; `None` if the row does not identify one.
fn customer(row: &Row, layout: &Layout) -> Option<Customer> {
    let values = &row.new.values;
    let text = |name: &str| {
        let value = values.iter().find(|(field, _)| last(field) == name);
        let text = value?.1.as_str()?.trim();
        (!text.is_empty()).then(|| text.to_owned())
    };
    let readable = |meaning: &Meaning, name: &str| meaning.readable(&text(name)?);
    let amount = |name: &str| readable(&Meaning::Amount, name)?.parse().ok();
    let optional = |name: &Option<String>| text(name.as_ref()?);
    let customer: BTreeMap<String, String> = layout
        .customer
        .iter()
        .filter_map(|name| Some((name.clone(), text(name)?)))
        .collect();
    let reference = optional(&layout.reference);
    let is_complete = customer.len() == layout.customer.len();
    (is_complete || reference.is_some()).then(|| Customer {
        row: row.new.number,
        customer,
        reference,
        name: optional(&layout.name),
        exposure: amount(EXPOSURE),
        limit: amount(LIMIT),
        currency: optional(&layout.currency),
        until: readable(&Meaning::Date, UNTIL).and_then(|day| day.parse().ok()),
    })
}
