//! A batch is sent by this process, until it is done or interrupted.

use std::path::{Path, PathBuf};

use classifications_api::ClientInfo as _;
use classifications_auth::{Client, TimeOuts};
use classifications_batch::{
    Batch, Counts, Ended, Filter, Journal, Matching, Policy, RunOptions, Runner,
};

use super::arguments::{ProgressForm, Results, Running, Store};
use super::error::{BatchError, counted};
use super::{progress, results};
use crate::api::Api;
use crate::arguments::Connection;
use crate::error::CommandError;
use crate::sandbox::{self, Interrupts};
use crate::tr;
use crate::{connection, output, telemetry};

/// A journal, and the option that names it.
pub struct OpenJournal {
    pub journal: Journal,
    /// ` --journal ..` where it was given, for the commands that are proposed.
    pub option: String,
}

impl OpenJournal {
    /// Opens the journal that the options name. A file is made where there is none.
    pub async fn open(store: &Store) -> Result<Self, CommandError> {
        let (address, option) = address(store)?;
        if !address.contains("://")
            && let Some(folder) = Path::new(&address).parent()
            && !folder.as_os_str().is_empty()
        {
            let made = std::fs::create_dir_all(folder);
            made.map_err(|error| CommandError::file("--journal", folder, error))?;
        }
        let journal = Journal::open(&address).await?;
        telemetry::journal(&journal);
        Ok(Self { journal, option })
    }

    /// The same, unless there is no such file.
    pub async fn open_known(store: &Store) -> Result<Option<Self>, CommandError> {
        let (address, _) = address(store)?;
        if !address.contains("://") && !Path::new(&address).exists() {
            return Ok(None);
        }
        Self::open(store).await.map(Some)
    }
}

fn address(store: &Store) -> Result<(String, String), CommandError> {
    if let Some(given) = &store.journal {
        // the environment names it for the next command, too
        let from_environment = std::env::var("CESCE_JOURNAL").is_ok_and(|named| named == *given);
        let option = if from_environment {
            String::new()
        } else {
            format!(" --journal {given}")
        };
        return Ok((given.clone(), option));
    }
    let folder = connection::state_folder().ok_or_else(|| {
        BatchError::Which(tr!(
            "no-journal-folder",
            "there is no folder for the journal; give it with --journal FILE"
        ))
    })?;
    Ok((
        folder.join("batches.db").display().to_string(),
        String::new(),
    ))
}

/// The client of a batch, and the API that it calls.
pub fn client(
    to: &Connection,
    policy: &Policy,
    concurrency: u32,
) -> Result<(Client, String), CommandError> {
    let attempt = policy.deadline.min(std::time::Duration::from_secs(30));
    let time_outs = TimeOuts::default().call(policy.deadline).attempt(attempt);
    let connections = usize::try_from(concurrency).unwrap_or(usize::MAX);
    let client = connection::builder(to)?
        .time_outs(time_outs)
        .max_connections(connections);
    let client = client.build().map_err(CommandError::set_up)?;
    let target = client.baseurl().to_owned();
    Ok((client, target))
}

/// Who gives a command.
pub fn who() -> String {
    let named = ["USER", "USERNAME", "LOGNAME"].into_iter();
    let mut named = named.filter_map(|variable| std::env::var(variable).ok());
    named
        .find(|name| !name.is_empty())
        .unwrap_or_else(|| "unknown".to_owned())
}

/// Sends a batch, writes its results, and says how it ended.
pub async fn batch(
    api: &Api,
    open: &OpenJournal,
    (batch, connection): (&Batch, &Connection),
    (running, results): (&Running, &Results),
) -> Result<(), CommandError> {
    let mut interrupts = Interrupts::new()?;
    let sent = send(api, open, (batch, connection), (running, &mut interrupts));
    let (ended, counts) = sent.await?;
    let path = results.results.clone();
    let path = path.unwrap_or_else(|| PathBuf::from(format!("{}.results.csv", batch.id)));
    results::write_file(&open.journal, batch, (api, Filter::default()), &path).await?;
    output::line(&summary(batch, &counts))?;
    output::line(&tr!("results", "results: {file}", file = path.display()))?;
    end(batch, open, &ended, &counts).map_err(CommandError::from)
}

/// Sends a batch as far as it goes.
pub async fn send(
    api: &Api,
    open: &OpenJournal,
    (batch, connection): (&Batch, &Connection),
    (running, interrupts): (&Running, &mut Interrupts),
) -> Result<(Ended, Counts), CommandError> {
    let (client, target) = client(connection, &batch.policy, running.concurrency)?;
    if let Some(rate) = running.rate {
        let set = open.journal.set_rate(&target, rate.0).await;
        set?;
    }
    let matching = Matching::of(&api.contract, &batch.operation);
    let mut options = RunOptions::default();
    options.concurrency = running.concurrency;
    options.max_requests = running.max_requests;
    let journal = open.journal.clone();
    let client = telemetry::Measured(client);
    let runner = Runner::new(journal, batch.clone(), (client, &target), matching, options);
    let runner = runner?;
    let shown = progress::show(running.progress, batch, runner.progress());
    let ran = tokio::select! {
        ran = runner.run(cancelled(interrupts, running.progress)) => ran,
        () = shown => return Ok((Ended::Open, Counts::default())),
    };
    let ran = ran?;
    Ok((ran.ended, ran.counts))
}

/// Waits for Ctrl-C; the next one ends the program.
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

/// A batch in a line.
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

/// How the command ends.
fn end(
    batch: &Batch,
    open: &OpenJournal,
    ended: &Ended,
    counts: &Counts,
) -> Result<(), BatchError> {
    let reason = match ended {
        Ended::Complete if counts.needs_person > 0 => {
            return Err(BatchError::NeedsPerson {
                batch: batch.id.to_string(),
                rows: counts.needs_person,
                journal: open.option.clone(),
            });
        }
        Ended::Complete => return Ok(()),
        Ended::Open => tr!("other-workers", "other workers have rows"),
        Ended::Cancelled => tr!("was-interrupted", "it was interrupted"),
        Ended::MaxRequests if counts.open() == 0 => return Ok(()),
        Ended::MaxRequests => tr!("as-many-sent", "as many requests as allowed were sent"),
        Ended::Stopped(reason) => reason.clone(),
    };
    Err(BatchError::Unfinished {
        batch: batch.id.to_string(),
        reason,
        rows: counts.open(),
        journal: open.option.clone(),
    })
}

/// The batch that is meant: the one of this id, or the only one that is not finished.
pub async fn meant(journal: &Journal, id: Option<&str>) -> Result<Batch, CommandError> {
    if let Some(id) = id {
        return Ok(journal.batch(id).await?);
    }
    let mut open = Vec::new();
    for batch in journal.batches().await? {
        let counts = journal.counts(&batch.id).await?;
        if batch.sealed && counts.open() > 0 {
            open.push((batch, counts));
        }
    }
    let which = match open.len() {
        1 => {
            return open
                .pop()
                .map(|(batch, _)| batch)
                .ok_or_else(|| none().into());
        }
        0 => return Err(none().into()),
        _ => open.iter().map(|(batch, counts)| {
            let rows = counted(counts.open());
            tr!(
                "batch-left",
                "{batch} ({rows} left)",
                batch = batch.id,
                rows
            )
        }),
    };
    let which: Vec<String> = which.collect();
    Err(BatchError::Which(tr!(
        "several-batches",
        "there are several batches that are not finished; name one of {batches}",
        batches = which.join(", ")
    ))
    .into())
}

fn none() -> BatchError {
    BatchError::Which(tr!(
        "no-open-batch",
        "there is no batch that is not finished; `classifications batch list` shows all"
    ))
}
