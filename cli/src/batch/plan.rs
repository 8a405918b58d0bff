//! The plan for the rows of a file: the columns of a command, with the values that all rows have.

use std::ops::ControlFlow;
use std::sync::Arc;
use std::time::{Duration, Instant};

use clap::ArgMatches;
use clap::parser::ValueSource;
use classifications_batch::rows::{InputFile, Layout, Row, RowsError};
use classifications_contract::{Contract, Values};
use serde_json::Value;
use tokio::sync::mpsc::{self, Receiver};

use super::arguments::Source;
use crate::api::{Api, Command};
use crate::error::{CommandError, Invalid};
use crate::output;
use crate::tr;

/// How many rows are passed on at once.
const CHUNK: usize = 200;

/// How many of these wait until they are taken.
const WAITING: usize = 4;

/// The columns of a command.
pub struct Plan {
    contract: Contract,
    pub operation: String,
    presets: Values,
    columns: Vec<Column>,
    reference: Option<String>,
    ignored: Vec<String>,
    checks_content: bool,
}

/// The settings of an option for its column.
struct Column {
    field: String,
    alias: String,
    default: Option<Value>,
    fixed: Option<Value>,
}

impl Plan {
    /// Reads the options of a command: what was typed is the value of all rows, a default that of rows without one.
    pub fn new(api: &Api, command: &Command, matches: &ArgMatches) -> Result<Self, CommandError> {
        let mut columns = Vec::new();
        let mut invalid = Vec::new();
        for option in &command.options {
            let name = &option.name;
            // an option that this command has for itself is no field here
            let source = matches
                .try_contains_id(name)
                .ok()
                .and_then(|_| matches.value_source(name));
            let given = matches.try_get_many::<String>(name).ok().flatten();
            let given: Vec<&str> = given.into_iter().flatten().map(String::as_str).collect();
            let mut column = Column {
                field: option.field.name.clone(),
                alias: name.clone(),
                default: None,
                fixed: None,
            };
            match (source, option.field.facts.value(&given)) {
                (None, _) => {}
                (Some(ValueSource::CommandLine), Ok(value)) => column.fixed = Some(value),
                (Some(_), Ok(value)) => column.default = Some(value),
                (Some(_), Err(reason)) => invalid.push(Invalid::not_json(name, &given, reason)),
            }
            columns.push(column);
        }
        if !invalid.is_empty() {
            return Err(CommandError::Values(
                format!("batch {}", command.name),
                invalid,
            ));
        }
        Ok(Self {
            contract: api.contract.clone(),
            operation: command.operation.clone(),
            presets: command.presets.clone(),
            columns,
            reference: None,
            ignored: Vec::new(),
            checks_content: false,
        })
    }

    /// The columns of a command, without what options say.
    pub fn of_defaults(api: &Api, command: &Command) -> Self {
        let columns = command.options.iter().map(|option| Column {
            field: option.field.name.clone(),
            alias: option.name.clone(),
            default: option.default.clone().map(Value::from),
            fixed: None,
        });
        Self {
            contract: api.contract.clone(),
            operation: command.operation.clone(),
            presets: command.presets.clone(),
            columns: columns.collect(),
            reference: None,
            ignored: Vec::new(),
            checks_content: false,
        }
    }

    /// The same for the columns of a file.
    pub fn reading(mut self, source: &Source) -> Self {
        self.reference.clone_from(&source.reference);
        self.ignored.clone_from(&source.ignore);
        self
    }

    /// The same, with values checked by `x-check`.
    pub fn checking_content(mut self) -> Self {
        self.checks_content = true;
        self
    }

    /// The layout of its rows.
    pub fn layout(&self) -> Result<Layout<'_>, RowsError> {
        let mut layout = Layout::new(&self.contract, &self.operation, self.presets.clone())?;
        for column in layout.columns_mut() {
            let mut own = self
                .columns
                .iter()
                .filter(|own| own.field == column.field.name);
            if let Some(own) = own.next() {
                column.alias = Some(own.alias.clone());
                column.default.clone_from(&own.default);
                column.fixed.clone_from(&own.fixed);
            }
        }
        let layout = layout
            .reference(self.reference.clone())
            .ignore(self.ignored.clone());
        Ok(if self.checks_content {
            layout.check_content()
        } else {
            layout
        })
    }

    pub fn contract(&self) -> &Contract {
        &self.contract
    }

    /// The rows of a file, which are read and checked on another thread.
    pub fn rows(self: &Arc<Self>, file: &InputFile) -> Receiver<Result<Vec<Row>, RowsError>> {
        let (sender, receiver) = mpsc::channel(WAITING);
        let (plan, file) = (Arc::clone(self), file.clone());
        tokio::task::spawn_blocking(move || {
            let mut chunk = Vec::with_capacity(CHUNK);
            let read = plan.layout().and_then(|layout| {
                file.rows(&layout, &mut |row| {
                    chunk.push(row);
                    if chunk.len() < CHUNK {
                        return ControlFlow::Continue(());
                    }
                    let rows = std::mem::replace(&mut chunk, Vec::with_capacity(CHUNK));
                    match sender.blocking_send(Ok(rows)) {
                        Ok(()) => ControlFlow::Continue(()),
                        Err(_) => ControlFlow::Break(()),
                    }
                })
            });
            // the rest is not needed where the receiver is gone
            let _ = sender.blocking_send(read.map(|()| chunk));
        });
        receiver
    }
}

/// Says every few seconds how many rows were read.
pub struct Pace {
    what: &'static str,
    rows: usize,
    said: Instant,
}

impl Pace {
    pub fn new(what: &'static str) -> Self {
        Self {
            what,
            rows: 0,
            said: Instant::now(),
        }
    }

    pub fn add(&mut self, rows: usize) {
        const EVERY: Duration = Duration::from_secs(5);
        self.rows += rows;
        if self.said.elapsed() > EVERY {
            self.said = Instant::now();
            output::note(&match self.what {
                "kept" => tr!("rows-kept", "kept {rows} rows", rows = self.rows),
                _ => tr!("rows-checked", "checked {rows} rows", rows = self.rows),
            });
        }
    }
}
