//! The results of a batch: the outcome of each row, the values of its response, and what settled it.

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

/// The maximum number of rows that are read from the journal at once.
const PAGE: u32 = 500;

/// The columns that are the same for all operations.
const COMMON: [&str; 11] = [
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
    /// The received values of the command's columns, in their order; `None` for an absent value.
    pub cells: Vec<Option<String>>,
}

impl Outcome {
    /// Reads the outcome of a row from the journal.
    async fn read(
        journal: &Journal,
        batch: &Batch,
        command: Option<&Command>,
        row: StoredRow,
    ) -> Result<Self, BatchError> {
        let mut settlement = row.settled_by.clone();
        let decision = settlement.clone().unwrap_or_default();
        let settled_by = text_at(&decision, "/by");
        if settlement.is_none() && row.state == State::Unknown
            || settled_by.as_deref() == Some("late outcome")
        {
            let (_, entries) = journal.row(&batch.id, row.number).await?;
            settlement = last_response(&entries);
        }
        let settlement = settlement.unwrap_or_default();
        let received = settlement.get("received").unwrap_or(&settlement);
        let found_row = settlement.pointer("/rows/0").map(Value::to_string);
        let body = found_row.or_else(|| text_at(received, "/body"));
        let cells = command.map(|command| match &body {
            Some(body) => output::first_row(command, body.as_bytes()),
            None => vec![None; command.columns.len()],
        });
        let received_text = |name: &str| text_at(received, name);
        Ok(Self {
            code: received_text("/code"),
            reason: received_text("/reason").or_else(|| received_text("/message")),
            transaction_id: received_text("/transaction_id"),
            status: received.get("status").and_then(Value::as_u64),
            settled_by: settled_by.or_else(|| row.state.is_final().then(|| "response".to_owned())),
            note: text_at(&decision, "/note"),
            cells: cells.unwrap_or_default(),
            row,
        })
    }

    /// The name of the outcome.
    pub fn outcome(&self) -> &'static str {
        if self.row.needs_person {
            "needs_person"
        } else {
            self.row.state.name()
        }
    }

    /// The values of the columns [`COMMON`].
    fn common(&self) -> [Option<String>; 11] {
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

/// A time in ISO 8601, from milliseconds since 1970.
pub fn time(millis: i64) -> String {
    let time = chrono::DateTime::from_timestamp_millis(millis).unwrap_or_default();
    time.format("%Y-%m-%dT%H:%M:%SZ").to_string()
}

fn text_at(value: &Value, pointer: &str) -> Option<String> {
    value.pointer(pointer)?.as_str().map(str::to_owned)
}

/// The data of the last entry with a response.
fn last_response(entries: &[Entry]) -> Option<Value> {
    let entry = entries
        .iter()
        .rev()
        .find(|entry| entry.data.get("received").is_some());
    entry.map(|entry| entry.data.clone())
}

/// Calls a function with the outcome of each row of a batch.
pub async fn each(
    journal: &Journal,
    batch: &Batch,
    (api, filter): (&Api, Filter),
    mut visit: impl FnMut(&Outcome) -> Result<(), CommandError>,
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
            visit(&Outcome::read(journal, batch, command, stored).await?)?;
        }
    }
}

/// The format of a file of results.
#[derive(Debug, Clone, Copy, PartialEq, Eq, clap::ValueEnum)]
pub enum ResultFormat {
    Csv,
    Jsonl,
}

impl ResultFormat {
    /// The format for a file: JSON Lines if its extension is `jsonl` or `json`, otherwise CSV.
    pub fn of(path: &Path) -> Self {
        let extension = path.extension().and_then(|extension| extension.to_str());
        match extension {
            Some(extension)
                if extension.eq_ignore_ascii_case("jsonl")
                    || extension.eq_ignore_ascii_case("json") =>
            {
                Self::Jsonl
            }
            _ => Self::Csv,
        }
    }
}

/// Writes the results to the file of an option. The file is replaced only when the results are complete.
pub async fn write_file(
    journal: &Journal,
    batch: &Batch,
    (api, filter): (&Api, Filter),
    (option, path): (&'static str, &Path),
) -> Result<(), CommandError> {
    let failed = |error: io::Error| CommandError::file(option, path, error);
    let mut part = path.as_os_str().to_owned();
    part.push(".part");
    let file = io::BufWriter::new(File::create(&part).map_err(failed)?);
    let mut file = write(
        journal,
        batch,
        (api, filter),
        (ResultFormat::of(path), file),
    )
    .await?;
    file.flush().map_err(failed)?;
    std::fs::rename(&part, path).map_err(failed)
}

/// Writes the results, and returns the writer.
pub async fn write<W: Write>(
    journal: &Journal,
    batch: &Batch,
    (api, filter): (&Api, Filter),
    (format, mut writer): (ResultFormat, W),
) -> Result<W, CommandError> {
    let command = api.find(&batch.operation);
    let columns = command
        .map(|command| command.columns.as_slice())
        .unwrap_or_default();
    let columns: Vec<&str> = columns.iter().map(|column| column.value.as_str()).collect();
    match format {
        ResultFormat::Csv => {
            let mut writer = csv::Writer::from_writer(writer);
            let header = COMMON.iter().chain(&columns);
            writer.write_record(header).map_err(io::Error::from)?;
            each(journal, batch, (api, filter), |outcome| {
                let cells = outcome.common().into_iter().chain(outcome.cells.clone());
                let cells = cells.map(Option::unwrap_or_default).enumerate();
                // the reference comes from the user's file, not from the server
                let cells =
                    cells.map(|(index, cell)| if index == 0 { cell } else { harmless(&cell) });
                Ok(writer.write_record(cells).map_err(io::Error::from)?)
            })
            .await?;
            Ok(writer
                .into_inner()
                .map_err(csv::IntoInnerError::into_error)?)
        }
        ResultFormat::Jsonl => {
            each(journal, batch, (api, filter), |outcome| {
                let common = COMMON.iter().copied().zip(outcome.common());
                let cells = columns.iter().copied().zip(outcome.cells.clone());
                let named = common
                    .chain(cells)
                    .filter_map(|(name, cell)| Some((name.to_owned(), Value::from(cell?))));
                let object: Map<String, Value> = named.collect();
                Ok(writeln!(writer, "{}", Value::Object(object))?)
            })
            .await?;
            Ok(writer)
        }
    }
}

/// A text of the server with spaces for control characters. If a spreadsheet would treat it as a formula, it begins with `'`.
fn harmless(cell: &str) -> String {
    let mut harmless: String = cell
        .chars()
        .map(|c| if text::is_unsafe(c) { ' ' } else { c })
        .collect();
    if harmless.starts_with(['=', '+', '@', '\t']) {
        harmless.insert(0, '\'');
    }
    harmless
}
