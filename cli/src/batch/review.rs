//! `batch review` and `resolve`: shows rows that need a person, and settles them.
//!
//! A review shows the request, the received responses, and the rows that a query found, side by side.

use clap::ArgMatches;
use classifications_batch::{Batch, Decision, Entry, Filter, Journal, StoredRow};
use serde_json::{Value, json};

use super::results;
use super::run::{self, OpenJournal};
use crate::api::Api;
use crate::arguments::{Display, Format};
use crate::error::CommandError;
use crate::output;
use crate::tr;

/// The maximum number of shown rows of a batch.
const SHOWN: u32 = 100;

/// Runs `batch review`.
pub async fn rows(
    api: &Api,
    open: &OpenJournal,
    id: Option<&str>,
    display: &Display,
) -> Result<(), CommandError> {
    let journal = &open.journal;
    let batches = match id {
        Some(id) => vec![journal.batch(id).await?],
        None => journal.batches().await?,
    };
    let filter = Filter {
        needs_person: true,
        ..Filter::default()
    };
    let mut shown = 0;
    for batch in &batches {
        let rows = journal.rows(&batch.id, filter, SHOWN).await?;
        for row in rows {
            let (row, entries) = journal.row(&batch.id, row.number).await?;
            shown += 1;
            match display.output {
                Format::Table => {
                    let lines = review_lines(api, batch, &row, &entries);
                    lines
                        .iter()
                        .try_for_each(|line| output::line(&output::one_line(line)))?;
                    output::line("")?;
                }
                _ => output::line(
                    &json!({ "batch": *batch.id, "row": row, "entries": entries }).to_string(),
                )?,
            }
        }
    }
    if display.output == Format::Table {
        output::line(&match shown {
            0 => tr!("no-row-needs", "no row needs a person"),
            _ => tr!(
                "settle-each",
                "settle each with: classifications batch resolve BATCH ROW done|rejected|resend --note \"how you know\"{journal}",
                journal = open.option
            ),
        })?;
    }
    Ok(())
}

fn review_lines(api: &Api, batch: &Batch, row: &StoredRow, entries: &[Entry]) -> Vec<String> {
    let reference = row.reference.as_ref();
    let reference = reference.map_or_else(String::new, |reference| format!(" ({reference})"));
    let mut lines = vec![tr!(
        "review-row",
        "batch {batch} row {row}{reference}: {operation}",
        batch = batch.id,
        row = row.number,
        reference,
        operation = batch.operation
    )];
    for entry in entries {
        let entry = tr!(
            "review-entry",
            "{time} {kind} by {who}{details}",
            time = results::time(entry.at),
            kind = term(&entry.kind),
            who = entry.who,
            details = details(&entry.data)
        );
        lines.push(format!("  {entry}"));
    }
    let found = entries.iter().rev().find_map(|entry| {
        let rows = entry.data.get("rows")?.as_array()?;
        Some(rows).filter(|_| entry.kind == "query")
    });
    lines.extend(side_by_side(
        api,
        batch,
        row,
        found.map(Vec::as_slice).unwrap_or_default(),
    ));
    lines
}

/// The data of an entry, as text.
fn details(data: &Value) -> String {
    let received = data.get("received").unwrap_or(data);
    let names = [
        "found",
        "note",
        "outcome",
        "status",
        "code",
        "reason",
        "message",
        "transaction_id",
    ];
    let details = names.into_iter().filter_map(|name| {
        let value = received.get(name).or_else(|| data.get(name))?;
        let text = match value.as_str() {
            Some(text) if matches!(name, "found" | "outcome") => term(text),
            Some(_) if data.get("found").is_some_and(|found| found == "no rules") => tr!(
                "review-no-rules",
                "the overlay does not say how a query settles the operation"
            ),
            Some(text) => text.to_owned(),
            None => value.to_string(),
        };
        (!value.is_null()).then(|| format!("{} {text}", term(name)))
    });
    let details: Vec<String> = details.collect();
    if details.is_empty() {
        String::new()
    } else {
        format!(": {}", details.join(", "))
    }
}

/// A term of the journal in the user's language.
fn term(word: &str) -> String {
    match word {
        "claimed" => tr!("entry-claimed", "claimed"),
        "outcome" => tr!("entry-outcome", "outcome"),
        "late" => tr!("entry-late", "late"),
        "expired" => tr!("entry-expired", "expired"),
        "query" => tr!("entry-query", "query"),
        "decision" => tr!("entry-decision", "decision"),
        "forgotten" => tr!("entry-forgotten", "forgotten"),
        "found" => tr!("entry-found", "found"),
        "one" => tr!("entry-one", "one"),
        "several" => tr!("entry-several", "several"),
        "nothing" => tr!("entry-nothing", "nothing"),
        "failed" => tr!("entry-failed", "failed"),
        "no rules" => tr!("entry-no-rules", "no rules"),
        "done" => tr!("entry-done", "done"),
        "rejected" => tr!("entry-rejected", "rejected"),
        "unknown" => tr!("entry-unknown", "unknown"),
        "not_sent" => tr!("entry-not-sent", "not sent"),
        "note" => tr!("entry-note", "note"),
        "status" => tr!("entry-status", "status"),
        "code" => tr!("entry-code", "code"),
        "reason" => tr!("entry-reason", "reason"),
        "message" => tr!("entry-message", "message"),
        "transaction_id" => tr!("entry-transaction", "transaction id"),
        other => other.replace('_', " "),
    }
}

/// A table of the values of a request, and of the values with the same names in the rows that a query found.
fn side_by_side(api: &Api, batch: &Batch, row: &StoredRow, found: &[Value]) -> Vec<String> {
    let command = api.find(&batch.operation);
    let columns = command.into_iter().flat_map(|command| &command.columns);
    let mut names: Vec<&str> = row.values.keys().map(String::as_str).collect();
    names.extend(
        columns
            .map(|column| column.value.as_str())
            .filter(|name| !row.values.contains_key(*name)),
    );
    let text = |value: Option<&Value>| match value {
        Some(Value::String(text)) => text.clone(),
        Some(Value::Null) | None => String::new(),
        Some(other) => other.to_string(),
    };
    let titles = (1..=found.len()).map(|number| tr!("found-number", "found {number}", number));
    let mut table = vec![
        [String::new(), tr!("requested", "requested")]
            .into_iter()
            .chain(titles)
            .collect::<Vec<_>>(),
    ];
    for name in names {
        let steps = classifications_contract::split_name(name);
        let cell_of = |row: &Value| text(steps.iter().try_fold(row, |value, step| value.get(step)));
        let cells = found.iter().map(cell_of);
        let line: Vec<String> = [name.to_owned(), text(row.values.get(name))]
            .into_iter()
            .chain(cells)
            .collect();
        if line.iter().skip(1).any(|cell| !cell.is_empty()) {
            table.push(line);
        }
    }
    output::aligned(&table)
        .into_iter()
        .map(|line| format!("  {line}"))
        .collect()
}

/// Runs `batch resolve`.
pub async fn resolve(journal: &Journal, matches: &ArgMatches) -> Result<(), CommandError> {
    let text = |name: &str| matches.get_one::<String>(name).map_or("", String::as_str);
    let number = matches.get_one::<i64>("row").copied().unwrap_or_default();
    let (decision, result) = match text("decision") {
        "done" => (Decision::Done, tr!("decided-done", "was carried out")),
        "rejected" => (
            Decision::Rejected,
            tr!("decided-rejected", "was not carried out, and will not be"),
        ),
        _ => (
            Decision::Resend,
            tr!("decided-resend", "is sent again when the batch is resumed"),
        ),
    };
    let who = run::user_name();
    journal
        .resolve(text("batch"), number, decision, (text("note"), &who))
        .await?;
    output::line(&tr!(
        "row-decided",
        "row {number} of batch {batch} {result}",
        number,
        batch = text("batch"),
        result
    ))
}
