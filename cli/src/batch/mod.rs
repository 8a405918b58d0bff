//! `batch`: sends many requests from a file, each at most once, with a journal of requests and outcomes.
//!
//! The subcommands that take a file are the unsafe commands of the document.

mod arguments;
mod check;
mod command;
mod create;
mod dry_run;
pub mod error;
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
pub use self::command::{IN_ALL_ROWS, command, of_rows};
pub use self::error::{BatchError, Violations, counted};
pub use self::plan::Plan;
pub use self::results::ResultFormat;

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
    let Some((name, matches)) = matches.subcommand() else {
        return Ok(());
    };
    if let Some(command) = command::of_rows(api).find(|command| command.name == name) {
        return create::run(api, command, matches).await;
    }
    if name == "template" {
        return create::template(api, matches);
    }
    let open = OpenJournal::open(&options_of::<Store>(matches)?).await?;
    let display: Display = options_of(matches)?;
    let id = matches.try_get_one::<String>("batch").ok().flatten();
    let id = id.map(String::as_str);
    match name {
        "list" => list::batches(&open.journal, &display).await,
        "status" => list::status(&open.journal, id, &display).await,
        "resume" => {
            let batch = run::chosen_batch(&open.journal, id).await?;
            if matches.get_flag("now") {
                open.journal.unpause(&batch.id, &run::user_name()).await?;
            }
            let (running, results): (Running, Results) =
                (options_of(matches)?, options_of(matches)?);
            let connection = options_of(matches)?;
            announce::rest(&batch.id, &connection, &batch.target);
            run::batch(api, &open, (&batch, &connection), (&running, &results)).await
        }
        "work" => {
            work::run(
                api,
                &open,
                (id, matches.get_flag("watch")),
                (&options_of(matches)?, &options_of(matches)?),
            )
            .await
        }
        "pause" => {
            let batch = run::chosen_batch(&open.journal, id).await?;
            let note = matches
                .get_one::<String>("note")
                .map_or("paused by a person", String::as_str);
            open.journal
                .pause(&batch.id, note, &run::user_name())
                .await?;
            output::line(&tr!(
                "batch-paused",
                "batch {batch} is paused; `batch resume --now` ends the pause",
                batch = batch.id
            ))
        }
        "review" => review::rows(api, &open, id, &display).await,
        "resolve" => review::resolve(&open.journal, matches).await,
        "export" => export(api, &open, matches).await,
        "report" => report::run(api, &open, matches).await,
        "evidence" => list::evidence(&open.journal, matches).await,
        "forget" => list::forget(&open.journal, matches).await,
        _ => Ok(()),
    }
}

/// Runs `batch export`.
async fn export(api: &Api, open: &OpenJournal, matches: &ArgMatches) -> Result<(), CommandError> {
    let batch = matches
        .get_one::<String>("batch")
        .map_or("", String::as_str);
    let batch = open.journal.batch(batch).await?;
    let filter = classifications_batch::Filter {
        needs_person: matches.get_flag("needs-person"),
        ..Default::default()
    };
    if let Some(path) = matches.get_one::<std::path::PathBuf>("out") {
        return results::write_file(&open.journal, &batch, (api, filter), ("--out", path)).await;
    }
    let format = matches.get_one::<ResultFormat>("format").copied();
    let format = format.unwrap_or(ResultFormat::Csv);
    let out = std::io::BufWriter::new(std::io::stdout());
    let mut out = results::write(&open.journal, &batch, (api, filter), (format, out)).await?;
    Ok(std::io::Write::flush(&mut out)?)
}
