//! `classifications batch`: many requests from a file, each at most once, with a journal of requests and outcomes.
//!
//! The commands that take a file are those of the document that change something.

mod arguments;
mod check;
mod command;
mod create;
mod dry_run;
mod error;
mod list;
mod load;
mod plan;
mod progress;
mod report;
mod results;
mod review;
mod run;
mod work;

pub use self::arguments::{Source, separator};
pub use self::check::FindingsFile;
pub use self::command::{IN_ALL_ROWS, NAME, command, of_rows};
pub use self::error::{BatchError, Violations, unread_file};
pub use self::plan::Plan;
pub use self::results::Form;

use clap::ArgMatches;

use self::arguments::{Results, Running, Store};
use self::run::OpenJournal;
use crate::api::Api;
use crate::arguments::Display;
use crate::error::CommandError;
use crate::tr;
use crate::{announce, options_of, output};

/// Runs a command of `batch`.
pub async fn run(api: &Api, matches: &ArgMatches) -> Result<(), CommandError> {
    let Some((name, own)) = matches.subcommand() else {
        return Ok(());
    };
    if let Some(command) = command::of_rows(api).find(|known| known.name == name) {
        return create::run(api, command, own).await;
    }
    if name == "template" {
        return create::template(api, own);
    }
    let open = OpenJournal::open(&options_of::<Store>(own)?).await?;
    let display: Display = options_of(own)?;
    let id = own.try_get_one::<String>("batch").ok().flatten();
    let id = id.map(String::as_str);
    match name {
        "list" => list::batches(&open.journal, &display).await,
        "status" => list::status(&open.journal, id, &display).await,
        "resume" => {
            let batch = run::meant(&open.journal, id).await?;
            if own.get_flag("now") {
                let ended = open.journal.unpause(&batch.id, &run::who()).await;
                ended?;
            }
            let (running, results): (Running, Results) = (options_of(own)?, options_of(own)?);
            let connection = options_of(own)?;
            announce::rest(&batch.id, &connection, &batch.target);
            run::batch(api, &open, (&batch, &connection), (&running, &results)).await
        }
        "work" => {
            work::run(
                api,
                &open,
                (id, own.get_flag("watch")),
                (&options_of(own)?, &options_of(own)?),
            )
            .await
        }
        "pause" => {
            let batch = run::meant(&open.journal, id).await?;
            let note = own
                .get_one::<String>("note")
                .map_or("paused by a person", String::as_str);
            let paused = open.journal.pause(&batch.id, note, &run::who()).await;
            paused?;
            output::line(&tr!(
                "batch-paused",
                "batch {batch} is paused; `batch resume --now` ends the pause",
                batch = batch.id
            ))
        }
        "review" => review::rows(api, &open, id, &display).await,
        "resolve" => review::resolve(&open.journal, own).await,
        "export" => export(api, &open, own).await,
        "report" => report::run(api, &open, own).await,
        "evidence" => list::evidence(&open.journal, own).await,
        "forget" => list::forget(&open.journal, own).await,
        _ => Ok(()),
    }
}

/// `batch export`.
async fn export(api: &Api, open: &OpenJournal, own: &ArgMatches) -> Result<(), CommandError> {
    let batch = own.get_one::<String>("batch").map_or("", String::as_str);
    let batch = open.journal.batch(batch).await?;
    let filter = classifications_batch::Filter {
        needs_person: own.get_flag("needs-person"),
        ..Default::default()
    };
    if let Some(path) = own.get_one::<std::path::PathBuf>("out") {
        return results::write_file(&open.journal, &batch, (api, filter), path).await;
    }
    let form = own.get_one::<Form>("format").copied().unwrap_or(Form::Csv);
    let out = std::io::BufWriter::new(std::io::stdout());
    let mut out = results::write(&open.journal, &batch, (api, filter), (form, out)).await?;
    Ok(std::io::Write::flush(&mut out)?)
}
