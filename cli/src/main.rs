//! `classifications`, the command line: every operation of the embedded document, the sandbox, and a demo
//! that shows all of it offline.
//!
//! It only translates: from options to calls by named values, and from responses to tables, JSON and exit
//! codes. Commands, options and columns come from the document and its extensions.

mod api;
#[cfg(test)]
#[path = "api/tests.rs"]
mod api_tests;
mod arguments;
mod call;
mod command_line;
mod connection;
mod demo;
mod failure;
mod output;
mod pages;
mod sandbox;
mod verify;

use std::io::Write;
use std::process::ExitCode;

use crate::api::Api;
use crate::arguments::{Connection, Display};
use crate::failure::{Explained, Failure};

#[tokio::main(flavor = "current_thread")]
async fn main() -> ExitCode {
    match run().await {
        Ok(()) => ExitCode::SUCCESS,
        Err(failure) if failure.is_closed_pipe() => ExitCode::SUCCESS,
        Err(failure) => {
            // with standard error closed only the exit code is left
            let _ = writeln!(std::io::stderr(), "{}", Explained(&failure));
            failure.exit_code()
        }
    }
}

/// Reads the command line and runs the command. Wrong usage ends the program here.
async fn run() -> Result<(), Failure> {
    let api = Api::from_document(classifications_spec::DOCUMENT, command_line::OWN_COMMANDS)?;
    let mut command_line = command_line::build(&api);
    let matches = command_line.get_matches_mut();
    if let Err(error) = command_line::refuse_ignored(&mut command_line, &matches) {
        error.exit();
    }
    let Some((name, own)) = matches.subcommand() else {
        return Ok(());
    };
    match (name, api.find(name)) {
        ("demo", _) => demo::run(&api).await,
        (verify::NAME, _) => {
            let options = verify::Options::from_matches(&api, own);
            let options = options.unwrap_or_else(|error| error.exit());
            verify::run(&api, &options, &typed(own)).await
        }
        ("sandbox", _) => sandbox::serve(&typed(own)).await,
        (_, Some(command)) => {
            let values = command_line::values(command, own)?;
            let (connection, display): (Connection, Display) = (typed(own), typed(own));
            match command_line::most_pages(command, own) {
                Some(most) => {
                    let list = pages::List {
                        command,
                        display: &display,
                        most,
                    };
                    list.run(&api, values, &connection).await
                }
                None => call::run(&api, command, values, &connection, &display).await,
            }
        }
        (_, None) => Ok(()),
    }
}

/// Options that were defined together, read together.
fn typed<T: clap::FromArgMatches>(matches: &clap::ArgMatches) -> T {
    T::from_arg_matches(matches).unwrap_or_else(|error| error.exit())
}
