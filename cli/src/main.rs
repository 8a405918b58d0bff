//! `classifications`, the command line: every operation of the embedded documents, batches, portfolios, the sandbox, and an
//! offline demo.
//!
//! This crate converts options to calls by named values, and responses to tables, JSON and exit codes. Commands, options
//! and columns come from the document and its extensions.

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
mod command_names;
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
mod run_call;
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
    language::arguments::start();
    let result = run().await;
    telemetry::finish().await;
    match result {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) if error.is_closed_pipe() => ExitCode::SUCCESS,
        Err(error) => report(&error),
    }
}

/// Prints an error: as JSON if the command line or the profile requests it, otherwise as text.
fn report(error: &CommandError) -> ExitCode {
    let as_json = arguments::want_json(std::env::args_os()) || config::wants_json();
    let report = ErrorReport(error);
    // if standard error is closed, only the exit code reports the error
    let _ = match error {
        CommandError::Usage(error) if !(as_json && error.use_stderr()) => {
            language::errors::exit(error)
        }
        _ if as_json => writeln!(std::io::stderr(), "{}", report.json()),
        _ => {
            output::error(&report.to_string());
            Ok(())
        }
    };
    ExitCode::from(error.exit_code())
}

/// Reads the command line and runs the command.
async fn run() -> Result<(), CommandError> {
    let (main_service, other_services) = service::all(command_names::BUILT_IN)?;
    let api = &main_service.api;
    let other_apis: Vec<&api::Api> = other_services.iter().map(|other| &other.api).collect();
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
    let Some((name, matches)) = matches.subcommand() else {
        return Ok(());
    };
    match name {
        "demo" => demo::run(api).await,
        command_names::VERIFY => {
            let options = verify::Options::from_matches(api, matches)?;
            verify::run(api, &options, &options_of(matches)?).await
        }
        command_names::DOCTOR => {
            doctor::run(api, &options_of(matches)?, options_of(matches)?).await
        }
        "sandbox" => sandbox::serve(&options_of(matches)?).await,
        command_names::BATCH => batch::run(api, matches).await,
        command_names::CHECK => check::run(api, matches).await,
        command_names::PROFILE => config::run_profile(apis(), matches),
        command_names::CONFIG => config::run_config(apis(), (&command_line, matches)).await,
        command_names::LOGIN => {
            let scopes = options_of(matches)?;
            let connection = options_of(matches)?;
            let display = options_of(matches)?;
            session::login(&scopes, &connection, &display).await
        }
        command_names::WHOAMI => {
            session::whoami(&options_of(matches)?, &options_of(matches)?).await
        }
        command_names::TOKEN => session::token(&options_of(matches)?, &options_of(matches)?).await,
        command_names::PORTFOLIO => portfolio::run((&main_service, &other_services), matches).await,
        command_names::EXIT_CODES => output::line(&command_line::help::exit_codes()),
        command_names::COMPLETIONS => {
            generated_docs::complete(&command_line, &options_of(matches)?)
        }
        command_names::MAN => generated_docs::pages(command_line, &options_of(matches)?),
        _ => {
            let mut services = std::iter::once(&main_service).chain(&other_services);
            let found = services.find_map(|service| Some((service, service.api.find(name)?)));
            match found {
                Some((service, command)) => call(service, command, matches).await,
                None => Ok(()),
            }
        }
    }
}

/// Calls the operation of a command and prints the response. An unsafe request is announced first, and a dry run only prints
/// it.
async fn call(
    service: &Service,
    command: &api::Command,
    matches: &clap::ArgMatches,
) -> Result<(), CommandError> {
    let (connection, display): (Connection, Display) = (options_of(matches)?, options_of(matches)?);
    let since = command_line::since(command, matches);
    let prepared = command_line::values(command, matches).and_then(|values| {
        call::check(&service.api, command, &values)?;
        Ok((values, service.connect(&connection)?))
    });
    let (values, caller) =
        prepared.map_err(|error| output::envelope::failed(command, &display, error))?;
    if command.is_unsafe() {
        let request = caller.record(command, values.clone()).await?;
        let target = (&connection, caller.base_url());
        announce::request(command, (&request, &values), target, matches);
        if announce::is_dry_run(matches) {
            return announce::print(&request, &display);
        }
    }
    match command_line::max_pages(command, matches) {
        Some(max_pages) => {
            let list = pages::List {
                command,
                display: &display,
                max_pages,
                since,
            };
            caller.list(&list, values).await
        }
        None => run_call::run(&caller, command, values, (&display, since)).await,
    }
}

/// Reads the options of one argument struct.
fn options_of<T: clap::FromArgMatches>(matches: &clap::ArgMatches) -> Result<T, clap::Error> {
    T::from_arg_matches(matches)
}
