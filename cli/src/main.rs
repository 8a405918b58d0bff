//! `classifications`, the command line: every operation of the embedded document, the sandbox, and a demo
//! that shows all of it offline.
//!
//! It only translates: from options to calls by named values, and from responses to tables, JSON and exit
//! codes. Commands, options and columns come from the document and its extensions.

mod announce;
mod api;
#[cfg(test)]
#[path = "api/tests.rs"]
mod api_tests;
mod arguments;
mod batch;
mod call;
mod check;
mod command_line;
mod completion;
mod config;
mod connection;
mod demo;
mod doctor;
mod error;
mod generated_docs;
mod language;
mod output;
mod pages;
mod portfolio;
mod recorder;
mod sandbox;
mod service;
mod session;
mod since;
mod telemetry;
mod verify;

use std::io::Write;
use std::process::ExitCode;

use crate::arguments::{Connection, Display};
use crate::error::{CommandError, ErrorReport};
use crate::service::Service;

#[tokio::main(flavor = "current_thread")]
async fn main() -> ExitCode {
    language::start();
    let ran = run().await;
    telemetry::finish().await;
    match ran {
        Ok(()) => ExitCode::SUCCESS,
        Err(failure) if failure.is_closed_pipe() => ExitCode::SUCCESS,
        Err(failure) => report(&failure),
    }
}

/// Prints a failure in the form that is asked for.
fn report(failure: &CommandError) -> ExitCode {
    let as_json = arguments::want_json(std::env::args_os()) || config::wants_json();
    let explained = ErrorReport(failure);
    // with standard error closed only the exit code is left
    let _ = match failure {
        CommandError::Usage(error) if !(as_json && error.use_stderr()) => {
            language::errors::exit(error)
        }
        _ if as_json => writeln!(std::io::stderr(), "{}", explained.json()),
        _ => {
            output::error(&explained.to_string());
            Ok(())
        }
    };
    ExitCode::from(failure.exit_code())
}

/// Reads the command line and runs the command.
async fn run() -> Result<(), CommandError> {
    let (first, others) = service::all(command_line::OWN_COMMANDS)?;
    let api = &first.api;
    let other_apis: Vec<&api::Api> = others.iter().map(|other| &other.api).collect();
    if completion::respond(|| {
        language::help::translated(command_line::build(api, &other_apis, false))
    })? {
        return Ok(());
    }
    let mut command_line = command_line::build(
        api,
        &other_apis,
        arguments::may_show_help(std::env::args_os()),
    );
    let apis = || std::iter::once(api).chain(other_apis.iter().copied());
    let matches = config::parse(&mut command_line, apis())?;
    command_line::refuse_ignored(&mut command_line, &matches)?;
    command_line::refuse_line_ends(&mut command_line, &matches)?;
    telemetry::start(&matches)?;
    let Some((name, own)) = matches.subcommand() else {
        return Ok(());
    };
    match name {
        "demo" => demo::run(api).await,
        verify::NAME => {
            let options = verify::Options::from_matches(api, own)?;
            verify::run(api, &options, &typed(own)?).await
        }
        doctor::NAME => doctor::run(api, &typed(own)?, typed(own)?).await,
        "sandbox" => sandbox::serve(&typed(own)?).await,
        batch::NAME => batch::run(api, own).await,
        check::NAME => check::run(api, own).await,
        config::NAME => config::run(apis(), own),
        config::CONFIG => config::run_config(apis(), (&command_line, own)).await,
        session::LOGIN => session::login(&typed(own)?, &typed(own)?, &typed(own)?).await,
        session::WHOAMI => session::whoami(&typed(own)?, &typed(own)?).await,
        session::TOKEN => session::token(&typed(own)?, &typed(own)?).await,
        portfolio::NAME => portfolio::run((&first, &others), own).await,
        command_line::EXIT_CODES => output::line(&command_line::help::exit_codes()),
        generated_docs::COMPLETIONS => generated_docs::complete(&command_line, &typed(own)?),
        generated_docs::MAN => generated_docs::pages(command_line, &typed(own)?),
        _ => {
            let mut services = std::iter::once(&first).chain(&others);
            let found = services.find_map(|service| Some((service, service.api.find(name)?)));
            match found {
                Some((service, command)) => call(service, command, own).await,
                None => Ok(()),
            }
        }
    }
}

/// Calls the operation of a command.
async fn call(
    service: &Service,
    command: &api::Command,
    matches: &clap::ArgMatches,
) -> Result<(), CommandError> {
    let (connection, display): (Connection, Display) = (typed(matches)?, typed(matches)?);
    let since = command_line::since(command, matches);
    let prepared = command_line::values(command, matches).and_then(|values| {
        call::check(&service.api, command, &values)?;
        Ok((values, service.connect(&connection)?))
    });
    let (values, caller) =
        prepared.map_err(|failure| output::envelope::failed(command, &display, failure))?;
    if announce::is_unsafe(command) {
        let request = caller.record(command, values.clone()).await?;
        let target = (&connection, caller.base_url());
        announce::request(command, (&request, &values), target, matches);
        if announce::is_dry_run(matches) {
            return announce::print(&request, &display);
        }
    }
    match command_line::most_pages(command, matches) {
        Some(most) => {
            let list = pages::List {
                command,
                display: &display,
                most,
                since,
            };
            caller.list(&list, values).await
        }
        None => call::run(&caller, command, values, (&display, since)).await,
    }
}

/// Options that were defined together, read together.
fn typed<T: clap::FromArgMatches>(matches: &clap::ArgMatches) -> Result<T, clap::Error> {
    T::from_arg_matches(matches)
}
