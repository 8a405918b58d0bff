//! `batch list`, `status`, `evidence` and `forget`.

use clap::ArgMatches;
use classifications_batch::{Counts, Journal, Pause, Status};
use serde_json::{Value, json};

use super::{results, run};
use crate::arguments::{Display, Format};
use crate::error::CommandError;
use crate::output::{self, Json};
use crate::tr;

/// The maximum number of entries that are read from the journal at once.
const PAGE: u32 = 500;

/// The columns of `batch list`.
const COLUMNS: [&str; 10] = [
    "batch",
    "operation",
    "total",
    "done",
    "rejected",
    "needs_person",
    "open",
    "made",
    "by",
    "source",
];

/// Runs `batch list`.
pub async fn batches(journal: &Journal, display: &Display) -> Result<(), CommandError> {
    let mut rows = Vec::new();
    for batch in journal.batches().await? {
        let counts = journal.counts(&batch.id).await?;
        rows.push(row(&[
            ("batch", json!(*batch.id)),
            ("operation", json!(*batch.operation)),
            ("total", json!(counts.total())),
            ("done", json!(counts.done)),
            ("rejected", json!(counts.rejected)),
            ("needs_person", json!(counts.needs_person)),
            (
                "open",
                if batch.sealed {
                    json!(counts.open())
                } else {
                    json!(if display.output == Format::Table {
                        tr!("not-complete", "not complete")
                    } else {
                        "not complete".to_owned()
                    })
                },
            ),
            ("made", json!(results::time(batch.created_at))),
            ("by", json!(batch.created_by)),
            ("source", json!(batch.source)),
        ]));
    }
    output::print_list(display, &COLUMNS, &rows)
}

fn row(members: &[(&str, Value)]) -> Json {
    let members = members.iter().map(|(name, value)| {
        let value = match value {
            Value::String(text) => Json::String(text.clone()),
            Value::Null => Json::Null,
            other => Json::Number(other.to_string()),
        };
        ((*name).to_owned(), value)
    });
    Json::Object(members.collect())
}

/// Runs `batch status`.
pub async fn status(
    journal: &Journal,
    id: Option<&str>,
    display: &Display,
) -> Result<(), CommandError> {
    let id = match id {
        Some(id) => id.to_owned(),
        None => run::chosen_batch(journal, None).await?.id.to_string(),
    };
    let status = journal.status(&id).await?;
    if display.output != Format::Table {
        let Status {
            batch,
            counts,
            pause,
            workers,
            now,
        } = &status;
        let status = json!({
            "batch": *batch.id, "operation": *batch.operation, "target": *batch.target, "source": batch.source,
            "made": results::time(batch.created_at), "by": batch.created_by, "complete": batch.sealed,
            "counts": counts, "pause": pause, "workers": workers, "now": results::time(*now),
        });
        return output::line(&status.to_string());
    }
    let rate = journal.rate(&status.batch.target).await?;
    status_lines(&status, rate)
        .iter()
        .try_for_each(|line| output::text(&output::one_line(line)))
}

fn status_lines(status: &Status, rate: Option<f64>) -> Vec<String> {
    let Status {
        batch,
        counts,
        pause,
        workers,
        now,
    } = status;
    let Counts {
        pending,
        sent,
        done,
        rejected,
        unknown,
        needs_person,
    } = counts;
    let mut lines = vec![
        (
            tr!("status-batch", "batch"),
            tr!(
                "status-batch-of",
                "{batch} ({operation} of {source})",
                batch = batch.id,
                operation = batch.operation,
                source = batch.source
            ),
        ),
        (
            tr!("status-made", "made"),
            tr!(
                "status-made-by",
                "{time} by {who}",
                time = results::time(batch.created_at),
                who = batch.created_by
            ),
        ),
        ("API".to_owned(), batch.target.to_string()),
        (tr!("status-done", "done"), done.to_string()),
        (tr!("status-rejected", "rejected"), rejected.to_string()),
        (
            tr!("status-unknown", "unknown"),
            tr!(
                "status-unknown-of",
                "{count}, and {person} that need a person",
                count = unknown,
                person = needs_person
            ),
        ),
        (tr!("status-sent", "in progress"), sent.to_string()),
        (tr!("status-pending", "pending"), pending.to_string()),
    ];
    if !batch.sealed {
        lines.push((
            tr!("not-complete", "not complete"),
            tr!(
                "status-incomplete",
                "not all of its rows are in the journal, so that none is sent"
            ),
        ));
    }
    if let Some(rate) = rate {
        let rate = format!("{rate:.2}");
        lines.push((
            tr!("status-rate", "rate"),
            tr!("status-at-most", "at most {rate}/s", rate),
        ));
    }
    lines.extend(pause.iter().flat_map(pause_lines));
    for worker in workers {
        let seconds = (now - worker.seen_at) / 1000;
        lines.push((
            tr!("status-worker", "worker"),
            tr!(
                "status-seen",
                "{worker}, seen {seconds} s ago",
                worker = worker.id,
                seconds
            ),
        ));
    }
    let lines = lines.into_iter().map(|(label, text)| vec![label, text]);
    output::aligned(&lines.collect::<Vec<_>>())
}

/// The lines about a pause: its start and reason, and the time of the next probe.
fn pause_lines(pause: &Pause) -> [(String, String); 2] {
    let probe = match pause.next_probe_at {
        Some(at) => tr!(
            "status-probe-at",
            "{time} (`batch resume --now` does not wait)",
            time = results::time(at)
        ),
        None => tr!(
            "status-no-probe",
            "none: `batch resume --now` ends the pause"
        ),
    };
    let since = tr!(
        "status-since",
        "since {time}: {reason}",
        time = results::time(pause.since),
        reason = pause.reason
    );
    [
        (tr!("status-paused", "paused"), since),
        (tr!("status-probe", "next probe"), probe),
    ]
}

/// Runs `batch evidence`.
pub async fn evidence(journal: &Journal, matches: &ArgMatches) -> Result<(), CommandError> {
    let batch = matches
        .get_one::<String>("batch")
        .map_or("", String::as_str);
    let batch = journal.batch(batch).await?;
    let print_entry = |entry: &classifications_batch::Entry| {
        let line = json!({
            "batch": *batch.id, "row": entry.number, "seq": entry.seq, "at": results::time(entry.at),
            "kind": entry.kind, "who": entry.who, "data": entry.data,
        });
        output::line(&line.to_string())
    };
    let print_request = |row: &classifications_batch::StoredRow| {
        let line = json!({
            "batch": *batch.id, "operation": *batch.operation, "row": row.number, "reference": row.reference,
            "kind": "request", "state": row.state, "values": row.values,
        });
        output::line(&line.to_string())
    };
    if let Some(number) = matches.get_one::<i64>("row") {
        let (row, entries) = journal.row(&batch.id, *number).await?;
        print_request(&row)?;
        return entries.iter().try_for_each(print_entry);
    }
    let mut after = (-1, 0);
    let mut last_row = 0;
    loop {
        let page = journal.evidence(&batch.id, after, PAGE).await?;
        let Some(end) = page.last() else {
            return Ok(());
        };
        after = (end.number, end.seq);
        for entry in &page {
            if entry.number != last_row {
                let (row, _) = journal.row(&batch.id, entry.number).await?;
                print_request(&row)?;
                last_row = entry.number;
            }
            print_entry(entry)?;
        }
    }
}

/// Runs `batch forget`.
pub async fn forget(journal: &Journal, matches: &ArgMatches) -> Result<(), CommandError> {
    let days = matches
        .get_one::<i64>("older-than")
        .copied()
        .unwrap_or(i64::MAX);
    let before =
        chrono::Utc::now() - chrono::Duration::try_days(days).unwrap_or(chrono::Duration::MAX);
    let forgotten = journal
        .forget(before.timestamp_millis(), &run::user_name())
        .await?;
    output::line(&tr!(
        "forgotten",
        "personal data of {count} batches was removed",
        count = forgotten
    ))
}
