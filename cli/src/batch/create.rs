//! Creates a batch from a file, and sends it.

use std::fs::File;
use std::io::Write as _;
use std::path::PathBuf;
use std::sync::Arc;

use clap::ArgMatches;
use classifications_batch::rows::{self, TemplateFormat};
use classifications_batch::{NewBatch, Policy};

use super::arguments::{Reading, Results, Running, Sending, Store};
use super::check::{self, Checked};
use super::error::{BatchError, Violations, counted};
use super::plan::Plan;
use super::results::ResultFormat;
use super::run::{self, OpenJournal};
use super::{dry_run, load};
use crate::api::{Api, Command};
use crate::arguments::{Connection, Display, Format};
use crate::error::CommandError;
use crate::tr;
use crate::{announce, options_of, output};

/// Checks the rows, adds them to the journal, and sends them.
pub async fn run(api: &Api, command: &Command, matches: &ArgMatches) -> Result<(), CommandError> {
    let (reading, sending, running): (Reading, Sending, Running) = (
        options_of(matches)?,
        options_of(matches)?,
        options_of(matches)?,
    );
    let (connection, display): (Connection, Display) = (options_of(matches)?, options_of(matches)?);
    let policy = policy(&sending);
    let (_, target) = run::client(&connection, &policy, running.concurrency)?;
    let file = reading.source.open()?;
    let plan = Arc::new(Plan::new(api, command, matches)?.reading(&reading.source));
    let store: Store = options_of(matches)?;
    let open = if sending.dry_run {
        OpenJournal::open_existing(&store).await?
    } else {
        Some(OpenJournal::open(&store).await?)
    };
    let journal = open.as_ref().map(|open| &open.journal);
    let checked = check::all(&file, &plan, journal, &reading).await?;
    reject_invalid(&checked, &reading, &display)?;
    if checked.findings.valid == 0 {
        output::note(&tr!(
            "no-row-is-new",
            "no row is new, so that nothing is sent: {repeated} repeat earlier requests",
            repeated = counted(checked.repeated.len().try_into().unwrap_or(i64::MAX))
        ));
        return Ok(());
    }
    let requests = checked.findings.valid;
    let requests = requests.min(running.max_requests.unwrap_or(u64::MAX));
    if !sending.load_only {
        announce::rows(command, matches, (&connection, &target), requests);
    }
    estimate(requests, &sending)?;
    let open = match open {
        Some(open) if !sending.dry_run => open,
        _ => {
            return dry_run::show(
                &file,
                &plan,
                &checked,
                (&target, running.max_requests, &display),
            )
            .await;
        }
    };
    let source = std::path::absolute(&reading.source.file).unwrap_or(reading.source.file);
    let new = NewBatch {
        operation: command.operation.clone(),
        target,
        source: source.display().to_string(),
        who: run::user_name(),
        policy,
    };
    let batch = load::all(&file, &plan, (&open.journal, new), &checked).await?;
    output::note(&tr!(
        "in-journal",
        "batch {batch}: {rows} in the journal {journal}",
        batch = batch.id,
        rows = counted(batch.total),
        journal = open.journal.address()
    ));
    if sending.load_only {
        return output::line(&batch.id);
    }
    let results: Results = options_of(matches)?;
    run::batch(api, &open, (&batch, &connection), (&running, &results)).await
}

/// Reports invalid rows, which are an error unless they are skipped. It is also an error if no row is valid and none repeats
/// an earlier request.
fn reject_invalid(
    checked: &Checked,
    reading: &Reading,
    display: &Display,
) -> Result<(), CommandError> {
    let findings = &checked.findings;
    if findings.invalid > 0 && !reading.skip_invalid {
        if display.output == Format::Json {
            output::line(&serde_json::json!(findings).to_string())?;
        }
        return Err(BatchError::Invalid(Box::new(findings.clone())).into());
    }
    if findings.invalid > 0 {
        let text = tr!("left-out", "left out: {rows}", rows = Violations(findings));
        output::error(&text);
    }
    if findings.valid == 0 && checked.repeated.is_empty() {
        return Err(BatchError::Empty(reading.source.file.clone()).into());
    }
    Ok(())
}

/// Prints the estimated cost of the requests, and rejects a cost that is higher than `--max-cost`.
fn estimate(requests: u64, sending: &Sending) -> Result<(), CommandError> {
    let Some(fee) = sending.fee else {
        return Ok(());
    };
    let cost = fee
        .checked_mul(requests.into())
        .unwrap_or(rust_decimal::Decimal::MAX);
    if let Some(max_cost) = sending.max_cost.filter(|max_cost| cost > *max_cost) {
        return Err(BatchError::Cost {
            requests,
            fee,
            cost,
            max_cost,
        }
        .into());
    }
    output::note(&tr!(
        "cost-estimate",
        "{requests} requests at {fee} each: {cost} at most",
        requests,
        fee,
        cost
    ));
    Ok(())
}

fn policy(sending: &Sending) -> Policy {
    let mut policy = Policy::default();
    let waiting = &sending.waiting;
    policy.deadline = waiting.request_timeout.unwrap_or(policy.deadline);
    policy.start = waiting.start_timeout.unwrap_or(policy.start);
    policy.settle = waiting.settle_time.unwrap_or(policy.settle);
    policy.outage_after = waiting.outage_after.unwrap_or(policy.outage_after);
    policy.resend_not_found = sending.resend_not_found;
    policy
}

/// Runs `batch template`.
pub fn template(api: &Api, matches: &ArgMatches) -> Result<(), CommandError> {
    let name = matches
        .get_one::<String>("command")
        .map_or("", String::as_str);
    let Some(command) = api.find(name) else {
        return Ok(());
    };
    let out = matches.get_one::<PathBuf>("out");
    let extension = out.map(|path| {
        let extension = path.extension().unwrap_or_default();
        extension.to_string_lossy().to_lowercase()
    });
    let plan = Plan::of_defaults(api, command);
    let layout = plan.layout()?;
    let text = |format| rows::template(plan.contract(), &layout, format).map_err(BatchError::from);
    let content = match extension.as_deref() {
        Some("xlsx") => rows::template_workbook(plan.contract(), &layout)?,
        Some("jsonl") => text(TemplateFormat::JsonLines)?.into_bytes(),
        None if matches.get_one::<ResultFormat>("format") == Some(&ResultFormat::Jsonl) => {
            text(TemplateFormat::JsonLines)?.into_bytes()
        }
        Some("csv") | None => {
            let separator = matches.get_one::<char>("separator").copied().unwrap_or(',');
            let separator = u8::try_from(separator).map_err(|_| {
                BatchError::Argument(tr!(
                    "separator-ascii",
                    "the separator must be an ASCII character"
                ))
            })?;
            text(TemplateFormat::Csv(separator))?.into_bytes()
        }
        Some(_) => {
            let text = tr!(
                "template-name",
                "the name of the file must end with .csv, .jsonl or .xlsx"
            );
            return Err(BatchError::Argument(text).into());
        }
    };
    match out {
        // an existing file is not replaced, since it may contain the user's rows
        Some(path) => File::create_new(path)
            .and_then(|mut file| file.write_all(&content))
            .map_err(|error| CommandError::file("--out", path, error)),
        None => output::line(String::from_utf8_lossy(&content).trim_end()),
    }
}
