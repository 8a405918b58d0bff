//! The customers in a file of an ERP system, read as the rows of a batch are.
//!
//! The columns have the names of the API's properties, and the short names of their options. A document of our own says what
//! their values are, so that a file for a batch and this one are read by the same code.

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

/// The amount that the customer owes, the limit of the ERP system, and its last day.
const EXPOSURE: &str = "exposure";
const LIMIT: &str = "limit";
const UNTIL: &str = "until";

/// The id of the operation of our document.
const OPERATION: &str = "compare";

/// How many problems of rows are listed.
const LISTED: usize = 20;

/// The customers of a file.
pub struct Customers {
    pub customers: Vec<Customer>,
    /// The problems of the other rows.
    pub odd: Option<PortfolioError>,
}

/// Reads the customers.
pub fn read(
    options: &Diff,
    layout: &Layout,
    commands: &[Command],
) -> Result<Customers, CommandError> {
    let columns = Columns::of(layout, commands, options)?;
    let contract = Contract::from_value(columns.document())?;
    let file = FileOptions {
        separator: options.separator,
        sheet: options.sheet.clone(),
        decimal_comma: options.decimal_comma,
    };
    let file = InputFile::open(&options.file, file).map_err(PortfolioError::from)?;
    let rows_layout = classifications_batch::rows::Layout::new(&contract, OPERATION, Values::new());
    let mut rows_layout = rows_layout.map_err(PortfolioError::from)?;
    for column in rows_layout.columns_mut() {
        let name = last(&column.field.name);
        column.alias = columns.0.get(&name).and_then(|own| own.alias.clone());
        column.fixed = columns.0.get(&name).and_then(|own| own.fixed.clone());
        column.default = columns.0.get(&name).and_then(|own| own.default.clone());
    }
    let mut findings = Findings::new(LISTED);
    let mut customers = Vec::new();
    let mut nameless = Vec::new();
    let read = file.rows(&rows_layout.lenient(), &mut |row| {
        findings.add(&row);
        if row.violations.is_empty() {
            match customer(&row, layout) {
                Some(customer) => customers.push(customer),
                None => nameless.push(row.new.number),
            }
        }
        ControlFlow::Continue(())
    });
    read.map_err(PortfolioError::from)?;
    if customers.is_empty() && !nameless.is_empty() {
        return Err(columns.without_customers(layout, options).into());
    }
    Ok(Customers {
        customers,
        odd: odd(options, &findings, &nameless),
    })
}

/// The role of a column of the file.
#[derive(Default)]
struct Column {
    /// The schema of its values.
    schema: Value,
    alias: Option<String>,
    default: Option<Value>,
    fixed: Option<Value>,
}

/// The columns by name.
struct Columns(BTreeMap<String, Column>);

impl Columns {
    fn of(layout: &Layout, commands: &[Command], options: &Diff) -> Result<Self, PortfolioError> {
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
        let named = [&layout.name, &layout.reference, &layout.currency];
        let named = named.into_iter().flatten();
        for name in layout.customer.iter().chain(named) {
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

    /// The column of this name, or short name.
    fn named(&mut self, name: &str) -> Result<&mut Column, PortfolioError> {
        let is_meant =
            |known: &str, column: &Column| known == name || column.alias.as_deref() == Some(name);
        let names: Vec<&str> = self.0.keys().map(String::as_str).collect();
        let unknown = tr!(
            "no-column-name",
            "\"{name}\" is no name of a column: there are {names}",
            name,
            names = names.join(", ")
        );
        let mut columns = self.0.iter_mut();
        let found = columns.find(|(known, column)| is_meant(known, column));
        found
            .map(|(_, column)| column)
            .ok_or(PortfolioError::Option(unknown))
    }

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

    /// No row says which customer it is about.
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
            "no row of {file} names a customer: it needs values of {names}; --column NAME=COLUMN names a column of the file",
            file = options.file.display(),
            names
        ))
    }
}

fn odd(options: &Diff, findings: &Findings, nameless: &[u64]) -> Option<PortfolioError> {
    let invalid = usize::try_from(findings.invalid).unwrap_or(usize::MAX);
    let rows = invalid.saturating_add(nameless.len());
    let mut lines = Vec::new();
    if invalid > 0 {
        let text = Violations(findings).to_string();
        lines.extend(text.lines().skip(1).map(str::to_owned));
    }
    let named = nameless.iter().take(LISTED);
    lines.extend(named.map(|row| {
        let text = tr!("row-nameless", "row {row}: it names no customer", row);
        format!("  {text}")
    }));
    (rows > 0).then(|| PortfolioError::Odd {
        path: options.file.clone(),
        rows,
        lines: lines.join("\n"),
    })
}

/// The customer of a row; `None` if it names none.
fn customer(row: &Row, layout: &Layout) -> Option<Customer> {
    let values = &row.new.values;
    let text = |name: &str| {
        let found = values.iter().find(|(known, _)| last(known) == name);
        let text = found?.1.as_str()?.trim();
        (!text.is_empty()).then(|| text.to_owned())
    };
    let meant = |meaning: &Meaning, name: &str| meaning.readable(&text(name)?);
    let amount = |name: &str| meant(&Meaning::Amount, name)?.parse().ok();
    let optional = |name: &Option<String>| text(name.as_ref()?);
    let customer: BTreeMap<String, String> = layout
        .customer
        .iter()
        .filter_map(|name| Some((name.clone(), text(name)?)))
        .collect();
    let reference = optional(&layout.reference);
    let is_whole = customer.len() == layout.customer.len();
    (is_whole || reference.is_some()).then(|| Customer {
        row: row.new.number,
        customer,
        reference,
        name: optional(&layout.name),
        exposure: amount(EXPOSURE),
        limit: amount(LIMIT),
        currency: optional(&layout.currency),
        until: meant(&Meaning::Date, UNTIL).and_then(|day| day.parse().ok()),
    })
}
