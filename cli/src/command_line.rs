//! The command line: a subcommand for each command of the documents, with an option for each field, and the built-in commands.

mod examples;
pub mod field_option;
pub mod help;
mod read;
pub mod variables;

use clap::error::ErrorKind;
use clap::{Arg, ArgAction, ArgMatches, Args as _, Command};
use serde_json::Value;

use crate::announce;
use crate::api::{self, Api};
use crate::arguments::{CALL_OPTIONS, Connection, Display, Format, OUTPUT_OPTIONS, Sandbox};
use crate::batch;
use crate::check;
use crate::command_names;
use crate::completion;
use crate::config;
use crate::doctor;
use crate::generated_docs;
use crate::language::arguments::Lang;
use crate::portfolio;
use crate::session;
use crate::since::{self, Since};
use crate::telemetry;
use crate::tr;
use crate::verify;

use self::field_option::option_of_field;
pub use self::read::values;
pub use self::variables::refuse_line_ends;

/// The id of `--body`.
const BODY: &str = "body";

/// The ids of `--all` and `--max-pages`.
const ALL: &str = "all";
const MAX_PAGES: &str = "max-pages";

/// The id of `--since`.
const SINCE: &str = "since";

/// The command line of a document and of further ones. Examples are derived from samples, which takes time: they are added
/// only if the help may be printed.
pub fn build(api: &Api, others: &[&Api], with_examples: bool) -> Command {
    let title = api.contract.document().pointer("/info/title");
    let title = title.and_then(Value::as_str).unwrap_or("API");
    // `about` comes last: `augment_args` takes it from the documentation of the type
    let sandbox = Sandbox::augment_args(Command::new("sandbox"))
        .about("Run the sandbox on loopback until interrupted");
    let demo = Command::new("demo").about("Play the commands against an embedded sandbox, offline");
    let command_line = Command::new("classifications")
        .version(env!("CARGO_PKG_VERSION"))
        .max_term_width(100)
        .subcommand_required(true)
        .arg_required_else_help(true)
        .subcommands(api.commands.iter().map(of_operation))
        .subcommands(
            others
                .iter()
                .flat_map(|other| other.commands.iter().map(of_operation)),
        )
        .subcommand(without(&OUTPUT_OPTIONS, verify::command(api)))
        .subcommand(without(&OUTPUT_OPTIONS, doctor::command()))
        .subcommand(without(&CALL_OPTIONS, demo))
        .subcommand(without(&CALL_OPTIONS, sandbox))
        .subcommand(batch::command(api))
        .subcommands(check::command(api).map(|command| without(&["columns", "wide"], command)))
        .subcommand(config::command())
        .subcommand(config::config_command())
        .subcommands(session::commands())
        .subcommand(portfolio::command(api))
        .subcommands(generated_docs::commands().map(|command| without(&CALL_OPTIONS, command)))
        .subcommand(without(&CALL_OPTIONS, exit_codes()));
    let command_line = telemetry::Options::augment_args(Display::augment_args(
        Connection::augment_args(command_line),
    ));
    let command_line = completion::add(command_line, api);
    let command_line = Lang::augment_args(command_line);
    let first_examples = if with_examples {
        examples::text(&examples::first(api))
    } else {
        String::new()
    };
    let command_line = command_line
        .about(tr!(
            "help-about",
            "{title} at the insurer CESCE, by the operations of its API",
            title = help::line(title)
        ))
        .after_long_help(format!(
            "{first_examples}\n\n{}\n\n{}\n\n{}",
            help::credentials(),
            help::exit_codes(),
            help::errors()
        ));
    let command_line = if with_examples {
        let apis: Vec<&Api> = std::iter::once(api).chain(others.iter().copied()).collect();
        examples::add(command_line, &apis)
    } else {
        command_line
    };
    variables::without_empty(command_line)
}

/// Rejects options that would be ignored: those of calls for a command without calls, and those of tables for another output
/// format. Also rejects `--output envelope` for a built-in command.
pub fn refuse_ignored(command_line: &mut Command, matches: &ArgMatches) -> Result<(), clap::Error> {
    let Some((name, sub_matches)) = matches.subcommand() else {
        return Ok(());
    };
    let is_given = |matches: &ArgMatches, id: &str| {
        matches.value_source(id) == Some(clap::parser::ValueSource::CommandLine)
    };
    let is_call = !command_names::BUILT_IN.contains(&name);
    if sub_matches.try_get_one("output").ok().flatten() == Some(&Format::Envelope) && !is_call {
        return Err(command_line.error(
            ErrorKind::ArgumentConflict,
            tr!(
                "envelope-refused",
                "the command '{command}' does not take '--output envelope', which is for calls of the API",
                command = name
            ),
        ));
    }
    let (user, ignored): (String, &[&str]) = if command_names::WITHOUT_CALLS.contains(&name) {
        (
            tr!("the-command", "the command '{command}'", command = name),
            &CALL_OPTIONS,
        )
    } else if matches!(name, command_names::VERIFY | command_names::DOCTOR) {
        (
            tr!("the-command", "the command '{command}'", command = name),
            &OUTPUT_OPTIONS,
        )
    } else if name == command_names::CHECK {
        (
            tr!("the-command", "the command '{command}'", command = name),
            check::ignored(sub_matches),
        )
    } else if name == command_names::PROFILE {
        // the options are the settings of the profile
        return Ok(());
    } else {
        match sub_matches.get_one::<Format>("output") {
            Some(Format::Json) => ("'--output json'".to_owned(), &["columns", "wide"]),
            Some(Format::Envelope) => ("'--output envelope'".to_owned(), &["columns", "wide"]),
            Some(Format::Jsonl) => ("'--output jsonl'".to_owned(), &["columns", "wide"]),
            Some(Format::Csv) => ("'--output csv'".to_owned(), &["wide"]),
            Some(Format::Table) | None => return Ok(()),
        }
    };
    let found = ignored
        .iter()
        .find(|id| is_given(matches, id) || is_given(sub_matches, id));
    match found {
        Some(id) => Err(command_line.error(
            ErrorKind::ArgumentConflict,
            tr!(
                "option-refused",
                "{user} does not take the option '--{option}'",
                user,
                option = id.replace('_', "-")
            ),
        )),
        None => Ok(()),
    }
}

/// Hides the options that a command does not take in its help.
fn without(ids: &[&'static str], command: Command) -> Command {
    let hidden = ids.iter().map(|&id| {
        let arg = Arg::new(id).long(id.replace('_', "-")).hide(true);
        match id {
            "wide" | "no_token_cache" => arg.action(ArgAction::SetTrue),
            _ => arg,
        }
    });
    command.args(hidden)
}

fn exit_codes() -> Command {
    Command::new(command_names::EXIT_CODES)
        .about("List the exit codes")
        .long_about(help::exit_codes())
        .override_help(help::exit_codes())
}

/// The subcommand for a command of a document.
fn of_operation(command: &api::Command) -> Command {
    let mut built = Command::new(command.name.clone())
        .about(help::line(&command.summary))
        .long_about(help::about(command));
    for option in &command.options {
        built = built.arg(option_of_field(option));
    }
    if !command.since.is_empty() {
        let dates = command.since.join(", ");
        built = built.arg(
            Arg::new(SINCE)
                .long(SINCE)
                .value_name("DATE")
                .help("Only rows with a date on or after this day, such as 2026-01-15")
                .long_help(tr!(
                    "help-since-dates",
                    "Only rows with a date on or after this day, such as 2026-01-15. The dates of a row are {dates}. Rows \
                     without a date are kept",
                    dates = dates
                ))
                .value_parser(since::day),
        );
    }
    if let Some(cursor) = &command.cursor {
        built = built
            .arg(
                Arg::new(ALL)
                    .long(ALL)
                    .action(ArgAction::SetTrue)
                    .help("Fetch all pages")
                    .long_help(tr!(
                        "help-all-pages",
                        "Fetch all pages, starting with that of --{cursor}, and print their rows as one list. If the list \
                         ends early, the option to continue with is printed",
                        cursor = cursor
                    )),
            )
            .arg(
                Arg::new(MAX_PAGES)
                    .long(MAX_PAGES)
                    .value_name("NUMBER")
                    .requires(ALL)
                    .default_value("1000")
                    .value_parser(clap::value_parser!(u32).range(1..))
                    .help("The maximum number of pages for --all; if there are more, the exit code is 5"),
            );
    }
    if command.is_unsafe() {
        built = built.args(announce::options());
    }
    if let Some(body) = &command.body {
        built = built.arg(
            Arg::new(BODY)
                .long("body")
                .value_name("FILE")
                .help(
                    "File with the whole body, `-` for standard input; options override its values",
                )
                .long_help(help::of_body(body))
                .value_parser(clap::value_parser!(std::path::PathBuf)),
        );
    }
    built
}

/// The maximum number of pages to fetch; `None` without `--all`.
pub fn max_pages(command: &api::Command, matches: &ArgMatches) -> Option<u32> {
    command.cursor.as_ref()?;
    matches
        .get_flag(ALL)
        .then(|| matches.get_one(MAX_PAGES).copied())?
}

/// The filter of `--since`; `None` for all rows.
pub fn since<'c>(command: &'c api::Command, matches: &ArgMatches) -> Option<Since<'c>> {
    if command.since.is_empty() {
        return None;
    }
    let day = matches.get_one(SINCE)?;
    Some(Since::new(command, *day))
}

#[cfg(test)]
mod tests;
