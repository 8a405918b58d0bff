//! The plan for reading rows of a file: the columns of a command, with the values of options.

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

/// The number of rows in a chunk.
const CHUNK: usize = 200;

/// The maximum number of chunks that wait for the receiver.
const MAX_WAITING: usize = 4;

/// The columns of a file for a command, and the values that options set.
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
    /// The name of the field.
    field: String,
    /// The name of the option, which the column may also have.
    alias: String,
    /// The value of rows without a value.
    default: Option<Value>,
    /// The value of all rows.
    fixed: Option<Value>,
}

impl Plan {
    /// Reads the options of a command. An option on the command line sets the value of all rows; one from a variable, a profile or a
    /// default sets that of rows without a value.
    pub fn new(api: &Api, command: &Command, matches: &ArgMatches) -> Result<Self, CommandError> {
        let mut columns = Vec::new();
        let mut invalid = Vec::new();
        for option in &command.options {
            let name = &option.name;
            // an option of the document is absent if a built-in one has its name
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

    /// The columns of a command, with the document's defaults.
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

    /// Sets the column of the reference, and the columns that are not read.
    pub fn reading(mut self, source: &Source) -> Self {
        self.reference.clone_from(&source.reference);
        self.ignored.clone_from(&source.ignore);
        self
    }

    /// Also checks values as `x-check` requires.
    pub fn checking_content(mut self) -> Self {
        self.checks_content = true;
        self
    }

    /// The layout of the rows.
    pub fn layout(&self) -> Result<Layout<'_>, RowsError> {
        let mut layout = Layout::new(&self.contract, &self.operation, self.presets.clone())?;
        for column in layout.columns_mut() {
            let mut settings = self.columns.iter();
            let settings = settings.find(|settings| settings.field == column.field.name);
            if let Some(settings) = settings {
                column.alias = Some(settings.alias.clone());
                column.default.clone_from(&settings.default);
                column.fixed.clone_from(&settings.fixed);
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

    /// Reads and checks the rows of a file on another thread, and returns the receiver of their chunks.
    pub fn rows(self: &Arc<Self>, file: &InputFile) -> Receiver<Result<Vec<Row>, RowsError>> {
        let (sender, receiver) = mpsc::channel(MAX_WAITING);
        let (plan, file) = (Arc::clone(self), file.clone());
        tokio::task::spawn_blocking(move || {
            let mut chunk = Vec::with_capacity(CHUNK);
            let result = plan.layout().and_then(|layout| {
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
            // the last chunk is not needed if the receiver was dropped
            let _ = sender.blocking_send(result.map(|()| chunk));
        });
        receiver
    }
}

/// Prints the number of rows every few seconds.
pub struct ReadProgress {
    /// `checked` or `kept`.
    action: &'static str,
    rows: usize,
    printed_at: Instant,
}

impl ReadProgress {
    pub fn new(action: &'static str) -> Self {
        Self {
            action,
            rows: 0,
            printed_at: Instant::now(),
        }
    }

    pub fn add(&mut self, rows: usize) {
        const INTERVAL: Duration = Duration::from_secs(5);
        self.rows += rows;
        if self.printed_at.elapsed() > INTERVAL {
            self.printed_at = Instant::now();
            output::note(&match self.action {
                "kept" => tr!("rows-kept", "kept {rows} rows", rows = self.rows),
                _ => tr!("rows-checked", "checked {rows} rows", rows = self.rows),
            });
        }
    }
}
