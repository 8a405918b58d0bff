//! `classifications portfolio`: the classifications of contracts as a whole. It only reads.
//!
//! The overlay says which property of a row is which (`x-portfolio`). Values are printed in a form that does not depend on how
//! a server writes them: amounts with a decimal point, dates as ISO 8601.

mod command;
mod deliver;
mod diff;
mod erp;
mod error;
mod export;
mod list;
mod record;
mod source;
mod watch;

pub use self::command::{NAME, command};
pub use self::error::PortfolioError;

use clap::ArgMatches;

use self::source::Source;
use crate::api::{Api, Command};
use crate::error::CommandError;
use crate::service::Service;
use crate::typed;

/// The command whose options the commands of `portfolio` have.
pub fn query(api: &Api) -> Option<&Command> {
    source::find(api).map(|(command, _)| command)
}

/// Runs a command of `portfolio`.
pub async fn run(
    (own, others): (&Service, &[Service]),
    matches: &ArgMatches,
) -> Result<(), CommandError> {
    let Some((name, matches)) = matches.subcommand() else {
        return Ok(());
    };
    let source = Source::new(own, matches)?;
    let display = typed(matches)?;
    match name {
        "export" => export::run(&source, &typed(matches)?, &display).await,
        "pending" => list::pending(&source, &display).await,
        "expiring" => list::expiring(&source, &typed(matches)?, &display).await,
        "diff" => diff::run(&source, &typed(matches)?, &display).await,
        "watch" => watch::run((&source, others), (&typed(matches)?, matches), &display).await,
        _ => Ok(()),
    }
}
