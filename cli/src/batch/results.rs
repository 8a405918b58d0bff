//! The result of each row: its outcome, the numbers of the response, and who settled it.

use std::fs::File;
use std::io::{self, Write};
use std::path::Path;

use api_transport::text;
use classifications_batch::{Batch, Entry, Filter, Journal, State, StoredRow};
use serde_json::{Map, Value};

use super::error::BatchError;
use crate::api::{Api, Command};
use crate::error::CommandError;
use crate::output;

/// How many rows are read at once.
const PAGE: u32 = 500;

/// The columns that every operation has.
const OWN: [&str; 11] = [
    "reference",
    "row",
    "outcome",
    "code",
    "reason",
    "transaction_id",
    "status",
    "attempts",
    "settled_by",
    "note",
    "settled_at",
];

/// A row with its outcome.
pub struct Outcome {
    pub row: StoredRow,
    pub code: Option<String>,
    pub reason: Option<String>,
    pub transaction_id: Option<String>,
    pub status: Option<u64>,
    /// `response`, `query`, `late outcome` or `person`.
    pub settled_by: Option<String>,
    pub note: Option<String>,
    /// The columns of the command, as the response has them.
    pub cells: Vec<Option<String>>,
}

impl Outcome {
    /// Reads what the journal has of a row.
    async fn of(
        journal: &Journal,
        batch: &Batch,
        command: Option<&Command>,
        row: StoredRow,
    ) -> Result<Self, BatchError> {
        let mut settled = row.settled_by.clone();
        let decided = settled.clone().unwrap_or_default();
        let by = text_at(&decided, "/by");
        if settled.is_none() && row.state == State::Unknown || by.as_deref() == Some("late outcome")
        {
            let (_, entries) = journal.row(&batch.id, row.number).await?;
            settled = last_response(&entries);
        }
        let settled = settled.unwrap_or_default();
        let received = settled.get("received").unwrap_or(&settled);
        let found = settled.pointer("/rows/0").map(Value::to_string);
        let body = found.or_else(|| text_at(received, "/body"));
        let cells = command.map(|command| match &body {
            Some(body) => output::first_row(command, body.as_bytes()),
            None => vec![None; command.columns.len()],
        });
        let own = |name: &str| text_at(received, name);
        Ok(Self {
            code: own("/code"),
            reason: own("/reason").or_else(|| own("/message")),
            transaction_id: own("/transaction_id"),
            status: received.get("status").and_then(Value::as_u64),
            settled_by: by.or_else(|| row.state.is_final().then(|| "response".to_owned())),
            note: text_at(&decided, "/note"),
            cells: cells.unwrap_or_default(),
            row,
        })
    }

    /// The outcome of the row.
    pub fn outcome(&self) -> &'static str {
        if self.row.needs_person {
            "needs_person"
        } else {
            self.row.state.name()
        }
    }

    fn own(&self) -> [Option<String>; 11] {
        let row = &self.row;
        [
            row.reference.clone(),
            Some(row.number.to_string()),
            Some(self.outcome().to_owned()),
            self.code.clone(),
            self.reason.clone(),
            self.transaction_id.clone(),
            self.status.map(|status| status.to_string()),
            Some(row.attempts.to_string()),
            self.settled_by.clone(),
            self.note.clone(),
            row.state.is_final().then(|| time(row.changed_at)),
        ]
    }
}

/// A time, as ISO 8601.
pub fn time(millis: i64) -> String {
    let time = chrono::DateTime::from_timestamp_millis(millis).unwrap_or_default();
    time.format("%Y-%m-%dT%H:%M:%SZ").to_string()
}

fn text_at(value: &Value, pointer: &str) -> Option<String> {
    value.pointer(pointer)?.as_str().map(str::to_owned)
}

/// The last entry with something that was received.
fn last_response(entries: &[Entry]) -> Option<Value> {
    let received = entries
        .iter()
        .rev()
        .find(|entry| entry.data.get("received").is_some());
    received.map(|entry| entry.data.clone())
}

/// Passes on each row of a batch with its outcome.
pub async fn each(
    journal: &Journal,
    batch: &Batch,
    (api, filter): (&Api, Filter),
    mut row: impl FnMut(&Outcome) -> Result<(), CommandError>,
) -> Result<(), CommandError> {
    let command = api.find(&batch.operation);
    let mut filter = filter;
    loop {
        let page = journal.rows(&batch.id, filter, PAGE).await?;
        let Some(last) = page.last() else {
            return Ok(());
        };
        filter.after = last.number;
        for stored in page {
            row(&Outcome::of(journal, batch, command, stored).await?)?;
        }
    }
}

/// The form of a file of results.
#[derive(Debug, Clone, Copy, PartialEq, Eq, clap::ValueEnum)]
pub enum Form {
    Csv,
    Jsonl,
}

impl Form {
    /// The form of a file, by its ending.
    pub fn of(path: &Path) -> Self {
        let ending = path.extension().and_then(|ending| ending.to_str());
        match ending {
            Some(ending)
                if ending.eq_ignore_ascii_case("jsonl") || ending.eq_ignore_ascii_case("json") =>
            {
                Self::Jsonl
            }
            _ => Self::Csv,
        }
    }
}

/// Writes the results to a file, which is complete or not there.
pub async fn write_file(
    journal: &Journal,
    batch: &Batch,
    (api, filter): (&Api, Filter),
    path: &Path,
) -> Result<(), CommandError> {
    let failed = |error: io::Error| CommandError::file("--results", path, error);
    let mut part = path.as_os_str().to_owned();
    part.push(".part");
    let file = io::BufWriter::new(File::create(&part).map_err(failed)?);
    let mut file = write(journal, batch, (api, filter), (Form::of(path), file)).await?;
    file.flush().map_err(failed)?;
    std::fs::rename(&part, path).map_err(failed)
}

/// Writes the results, and gives what they were written to.
pub async fn write<W: Write>(
    journal: &Journal,
    batch: &Batch,
    (api, filter): (&Api, Filter),
    (form, to): (Form, W),
) -> Result<W, CommandError> {
    let command = api.find(&batch.operation);
    let columns = command
        .map(|command| command.columns.as_slice())
        .unwrap_or_default();
    let columns: Vec<&str> = columns.iter().map(|column| column.value.as_str()).collect();
    match form {
        Form::Csv => {
            let mut writer = csv::Writer::from_writer(to);
            let header = OWN.iter().chain(&columns);
            writer.write_record(header).map_err(io::Error::from)?;
            each(journal, batch, (api, filter), |outcome| {
                let cells = outcome.own().into_iter().chain(outcome.cells.clone());
                let cells = cells.map(Option::unwrap_or_default).enumerate();
                // the reference is the customer's own
                let cells = cells.map(|(index, cell)| if index == 0 { cell } else { plain(&cell) });
                Ok(writer.write_record(cells).map_err(io::Error::from)?)
            })
            .await?;
            Ok(writer
                .into_inner()
                .map_err(csv::IntoInnerError::into_error)?)
        }
        Form::Jsonl => {
            let mut to = to;
            each(journal, batch, (api, filter), |outcome| {
                let own = OWN.iter().copied().zip(outcome.own());
                let cells = columns.iter().copied().zip(outcome.cells.clone());
                let named = own
                    .chain(cells)
                    .filter_map(|(name, cell)| Some((name.to_owned(), Value::from(cell?))));
                let object: Map<String, Value> = named.collect();
                Ok(writeln!(to, "{}", Value::Object(object))?)
            })
            .await?;
            Ok(to)
        }
    }
}

/// A text of the server that no spreadsheet takes for a formula, and no terminal for a command.
fn plain(cell: &str) -> String {
    let mut plain: String = cell
        .chars()
        .map(|c| if text::is_unsafe(c) { ' ' } else { c })
        .collect();
    if plain.starts_with(['=', '+', '@', '\t']) {
        plain.insert(0, '\'');
    }
    plain
}
