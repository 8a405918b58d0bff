//! Sends a batch until it is finished or interrupted.

use std::path::{Path, PathBuf};

use classifications_api::ClientInfo as _;
use classifications_auth::{Client, Timeouts};
use classifications_batch::{
    Batch, Counts, Filter, Journal, Policy, RunEnd, RunOptions, Runner, SettleRules,
};

use super::arguments::{ProgressForm, Results, Running, Store};
use super::error::{BatchError, counted};
use super::{progress, results};
use crate::api::Api;
use crate::arguments::Connection;
use crate::config;
use crate::error::CommandError;
use crate::sandbox::{self, Interrupts};
use crate::tr;
use crate::{connection, output, telemetry};

/// A journal, and the option that names it.
pub struct OpenJournal {
    pub journal: Journal,
    /// ` --journal ..` if it was given, for the commands in messages.
    pub option: String,
}

impl OpenJournal {
    /// Opens the journal that the options name. A file is created if necessary.
    pub async fn open(store: &Store) -> Result<Self, CommandError> {
        let (address, option) = address(store)?;
        if !address.contains("://")
            && let Some(folder) = Path::new(&address).parent()
            && !folder.as_os_str().is_empty()
        {
            let result = std::fs::create_dir_all(folder);
            result.map_err(|error| CommandError::file("--journal", folder, error))?;
        }
        let journal = Journal::open(&address).await?;
        telemetry::journal(&journal);
        Ok(Self { journal, option })
    }

    /// Opens the journal; `None` if its file does not exist.
    pub async fn open_existing(store: &Store) -> Result<Option<Self>, CommandError> {
        let (address, _) = address(store)?;
        if !address.contains("://") && !Path::new(&address).exists() {
            return Ok(None);
        }
        Self::open(store).await.map(Some)
    }
}

/// The address of the journal, and the option for commands in messages.
fn address(store: &Store) -> Result<(String, String), CommandError> {
    if let Some(given) = &store.journal {
        // the next command gets it from the environment
        let from_environment = std::env::var("CESCE_JOURNAL").is_ok_and(|named| named == *given);
        let option = if from_environment {
            String::new()
        } else {
            format!(" --journal {given}")
        };
        return Ok((given.clone(), option));
    }
    let folder = config::state_folder().ok_or_else(|| {
        BatchError::Argument(tr!(
            "no-journal-folder",
            "there is no folder for the journal; give it with --journal FILE"
        ))
    })?;
    Ok((
        folder.join("batches.db").display().to_string(),
        String::new(),
    ))
}

/// The client of a batch, and the base URL of its API.
pub fn client(
    connection: &Connection,
    policy: &Policy,
    concurrency: u32,
) -> Result<(Client, String), CommandError> {
    let attempt_timeout = policy.deadline.min(std::time::Duration::from_secs(30));
    let timeouts = Timeouts::default()
        .call(policy.deadline)
        .attempt(attempt_timeout);
    let connections = usize::try_from(concurrency).unwrap_or(usize::MAX);
    let client = connection::builder(connection)?
        .timeouts(timeouts)
        .max_connections(connections);
    let client = client.build().map_err(CommandError::set_up)?;
    let target = client.baseurl().to_owned();
    Ok((client, target))
}

/// The name of the user, for the journal.
pub fn user_name() -> String {
    let variables = ["USER", "USERNAME", "LOGNAME"].into_iter();
    let mut names = variables.filter_map(|variable| std::env::var(variable).ok());
    names
        .find(|name| !name.is_empty())
        .unwrap_or_else(|| "unknown".to_owned())
}

/// Sends a batch, and writes its results and a summary.
pub async fn batch(
    api: &Api,
    open: &OpenJournal,
    (batch, connection): (&Batch, &Connection),
    (running, results): (&Running, &Results),
) -> Result<(), CommandError> {
    let mut interrupts = Interrupts::new()?;
    let (ended, counts) = send(api, open, (batch, connection), (running, &mut interrupts)).await?;
    let path = results.results.clone();
    let path = path.unwrap_or_else(|| PathBuf::from(format!("{}.results.csv", batch.id)));
    let filter = Filter::default();
    results::write_file(&open.journal, batch, (api, filter), ("--results", &path)).await?;
    output::line(&summary(batch, &counts))?;
    output::line(&tr!("results", "results: {file}", file = path.display()))?;
    command_result(batch, open, &ended, &counts).map_err(CommandError::from)
}

/// Sends the rows of a batch until none is left or sending stops.
pub async fn send(
    api: &Api,
    open: &OpenJournal,
    (batch, connection): (&Batch, &Connection),
    (running, interrupts): (&Running, &mut Interrupts),
) -> Result<(RunEnd, Counts), CommandError> {
    let (client, target) = client(connection, &batch.policy, running.concurrency)?;
    if let Some(rate) = running.rate {
        open.journal.set_rate(&target, rate.0).await?;
    }
    let settle = SettleRules::of(&api.contract, &batch.operation);
    let mut options = RunOptions::default();
    options.concurrency = running.concurrency;
    options.max_requests = running.max_requests;
    let journal = open.journal.clone();
    let client = telemetry::Measured(client);
    let runner = Runner::new(journal, batch.clone(), (client, &target), settle, options)?;
    let progress = progress::show(running.progress, batch, runner.progress());
    let outcome = tokio::select! {
        outcome = runner.run(cancelled(interrupts, running.progress)) => outcome?,
        () = progress => return Ok((RunEnd::Open, Counts::default())),
    };
    Ok((outcome.ended, outcome.counts))
}

/// Waits for an interrupt, and prints a note about it unless progress is JSON. A second interrupt exits the program with 130.
async fn cancelled(interrupts: &mut Interrupts, progress: ProgressForm) {
    if interrupts.next().await.is_err() {
        return std::future::pending().await;
    }
    if progress != ProgressForm::Json {
        output::note(&tr!(
            "interrupted",
            "interrupted: requests that are in progress are completed; Ctrl-C again leaves them unknown"
        ));
    }
    tokio::spawn(async {
        if sandbox::interrupted().await.is_ok() {
            telemetry::finish_at_once();
            std::process::exit(130);
        }
    });
}

/// The numbers of rows of a batch by outcome, on one line.
pub fn summary(batch: &Batch, counts: &Counts) -> String {
    let Counts {
        pending,
        sent,
        done,
        rejected,
        unknown,
        needs_person,
    } = *counts;
    let parts = [
        (done, tr!("count-done", "{count} done", count = done)),
        (
            rejected,
            tr!("count-rejected", "{count} rejected", count = rejected),
        ),
        (
            needs_person,
            tr!("count-review", "{count} to review", count = needs_person),
        ),
        (
            unknown,
            tr!("count-unknown", "{count} unknown", count = unknown),
        ),
        (sent, tr!("count-sent", "{count} sent", count = sent)),
        (
            pending,
            tr!("count-pending", "{count} pending", count = pending),
        ),
    ];
    let parts = parts.into_iter().enumerate();
    let parts = parts.filter(|(index, (count, _))| *index < 2 || *count > 0);
    let parts: Vec<String> = parts.map(|(_, (_, text))| text).collect();
    tr!(
        "batch-summary",
        "batch {batch}: {parts}",
        batch = batch.id,
        parts = parts.join(", ")
    )
}

/// The result of the command: an error if rows of the batch are open, or if sending is complete and rows need a person.
fn command_result(
    batch: &Batch,
    open: &OpenJournal,
    ended: &RunEnd,
    counts: &Counts,
) -> Result<(), BatchError> {
    // the last open row may have been sent by the last of `--max-requests`
    let is_complete =
        *ended == RunEnd::Complete || (*ended == RunEnd::MaxRequests && counts.open() == 0);
    if is_complete {
        if counts.needs_person == 0 {
            return Ok(());
        }
        return Err(BatchError::NeedsPerson {
            batch: batch.id.to_string(),
            rows: counts.needs_person,
            journal: open.option.clone(),
        });
    }
    let reason = match ended {
        RunEnd::Complete | RunEnd::Open => tr!("other-workers", "other workers have claimed rows"),
        RunEnd::Cancelled => tr!("was-interrupted", "it was interrupted"),
        RunEnd::MaxRequests => tr!("as-many-sent", "the maximum number of requests was sent"),
        RunEnd::Stopped(reason) => reason.clone(),
    };
    Err(BatchError::Unfinished {
        batch: batch.id.to_string(),
        reason,
        rows: counts.open(),
        journal: open.option.clone(),
    })
}

/// The batch with this id, or the only unfinished one.
pub async fn chosen_batch(journal: &Journal, id: Option<&str>) -> Result<Batch, CommandError> {
    if let Some(id) = id {
        return Ok(journal.batch(id).await?);
    }
    let mut unfinished = Vec::new();
    for batch in journal.batches().await? {
        let counts = journal.counts(&batch.id).await?;
        if batch.sealed && counts.open() > 0 {
            unfinished.push((batch, counts));
        }
    }
    if unfinished.len() < 2 {
        let batch = unfinished.pop().map(|(batch, _)| batch);
        return batch.ok_or_else(|| {
            let text = tr!(
                "no-open-batch",
                "there is no unfinished batch; `classifications batch list` shows all"
            );
            BatchError::Argument(text).into()
        });
    }
    let names = unfinished.iter().map(|(batch, counts)| {
        let rows = counted(counts.open());
        tr!(
            "batch-left",
            "{batch} ({rows} left)",
            batch = batch.id,
            rows
        )
    });
    let names: Vec<String> = names.collect();
    Err(BatchError::Argument(tr!(
        "several-batches",
        "there are several unfinished batches; name one of {batches}",
        batches = names.join(", ")
    ))
    .into())
}
