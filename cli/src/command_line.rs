//! The command line: a subcommand for each command of the document, with an option for each field, beside
//! `demo` and `sandbox`.

mod examples;
pub mod help;
mod read;
mod variables;

use clap::builder::{PossibleValue, StringValueParser, TypedValueParser};
use clap::error::ErrorKind;
use clap::{Arg, ArgAction, ArgMatches, Args as _, Command};
use classifications_contract::Facts;
use serde_json::Value;

use crate::announce;
use crate::api::{self, Api, ApiOption};
use crate::arguments::{Connection, Display, Format, OF_CALLS, OF_OUTPUT, Sandbox};
use crate::batch;
use crate::check;
use crate::completion;
use crate::config;
use crate::doctor;
use crate::generated_docs;
use crate::language::Lang;
use crate::portfolio;
use crate::session;
use crate::since::{self, Since};
use crate::telemetry;
use crate::tr;
use crate::verify;

pub use self::read::values;
pub use self::variables::refuse_line_ends;

/// The commands that are not the document's.
pub const OWN_COMMANDS: &[&str] = &[
    "demo",
    "sandbox",
    batch::NAME,
    check::NAME,
    portfolio::NAME,
    verify::NAME,
    doctor::NAME,
    config::NAME,
    config::CONFIG,
    session::LOGIN,
    session::WHOAMI,
    session::TOKEN,
    generated_docs::COMPLETIONS,
    generated_docs::MAN,
    EXIT_CODES,
    "help",
];

/// Commands that neither call the API nor print a result.
pub const WITHOUT_CALLS: [&str; 5] = [
    "demo",
    "sandbox",
    generated_docs::COMPLETIONS,
    generated_docs::MAN,
    EXIT_CODES,
];

/// Commands that work without a valid configuration.
pub const WITHOUT_PROFILE: [&str; 2] = [config::NAME, "help"];

/// The name of the command that lists the exit codes.
pub const EXIT_CODES: &str = "exit-codes";

/// The heading of the options that an operation requires.
const REQUIRED: &str = "Required";

/// The id of `--body`.
const BODY: &str = "body";

/// The ids of `--all` and `--max-pages`.
const ALL: &str = "all";
const MAX_PAGES: &str = "max-pages";

/// The id of `--since`.
const SINCE: &str = "since";

/// The command line of a document, with the commands of others. Examples are made of samples, so that only help has them.
pub fn build(api: &Api, others: &[&Api], with_examples: bool) -> Command {
    let title = api.contract.document().pointer("/info/title");
    let title = title.and_then(Value::as_str).unwrap_or("API");
    // `about` comes last: `augment_args` takes it from the documentation of the type
    let sandbox = Sandbox::augment_args(Command::new("sandbox"))
        .about("Run the sandbox on loopback until interrupted");
    let demo = Command::new("demo").about("Play the commands against an embedded sandbox, offline");
    let own = Command::new("classifications")
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
        .subcommand(without(&OF_OUTPUT, verify::command(api)))
        .subcommand(without(&OF_OUTPUT, doctor::command()))
        .subcommand(without(&OF_CALLS, demo))
        .subcommand(without(&OF_CALLS, sandbox))
        .subcommand(batch::command(api))
        .subcommands(check::command(api).map(|command| without(&["columns", "wide"], command)))
        .subcommand(config::command())
        .subcommand(config::config_command())
        .subcommands(session::commands())
        .subcommand(portfolio::command(api))
        .subcommands(generated_docs::commands().map(|command| without(&OF_CALLS, command)))
        .subcommand(without(&OF_CALLS, exit_codes()));
    let own =
        telemetry::Options::augment_args(Display::augment_args(Connection::augment_args(own)));
    let own = completion::add(own, api);
    let own = Lang::augment_args(own);
    let first = if with_examples {
        examples::text(&examples::first(api))
    } else {
        String::new()
    };
    let own = own
        .about(tr!(
            "help-about",
            "{title} at the insurer CESCE, by the operations of its API",
            title = help::line(title)
        ))
        .after_long_help(format!(
            "{first}\n\n{}\n\n{}\n\n{}",
            help::credentials(),
            help::exit_codes(),
            help::errors()
        ));
    let own = if with_examples {
        let apis: Vec<&Api> = std::iter::once(api).chain(others.iter().copied()).collect();
        examples::add(own, &apis)
    } else {
        own
    };
    variables::without_empty(own)
}

/// Refuses options that were typed and would be ignored: those of calls for a command that makes none,
/// and those of a table for another form of output.
pub fn refuse_ignored(command_line: &mut Command, matches: &ArgMatches) -> Result<(), clap::Error> {
    let Some((name, own)) = matches.subcommand() else {
        return Ok(());
    };
    let typed = |matches: &ArgMatches, id: &str| {
        matches.value_source(id) == Some(clap::parser::ValueSource::CommandLine)
    };
    let is_call = !OWN_COMMANDS.contains(&name);
    if own.try_get_one("output").ok().flatten() == Some(&Format::Envelope) && !is_call {
        return Err(command_line.error(
            ErrorKind::ArgumentConflict,
            tr!(
                "envelope-refused",
                "the command '{command}' does not take '--output envelope', which is for calls of the API",
                command = name
            ),
        ));
    }
    let (user, ignored): (String, &[&str]) = if WITHOUT_CALLS.contains(&name) {
        (
            tr!("the-command", "the command '{command}'", command = name),
            &OF_CALLS,
        )
    } else if matches!(name, verify::NAME | doctor::NAME) {
        (
            tr!("the-command", "the command '{command}'", command = name),
            &OF_OUTPUT,
        )
    } else if name == check::NAME {
        (
            tr!("the-command", "the command '{command}'", command = name),
            check::ignored(own),
        )
    } else if name == config::NAME {
        // they are what a profile is to have
        return Ok(());
    } else {
        match own.get_one::<Format>("output") {
            Some(Format::Json) => ("'--output json'".to_owned(), &["columns", "wide"]),
            Some(Format::Envelope) => ("'--output envelope'".to_owned(), &["columns", "wide"]),
            Some(Format::Jsonl) => ("'--output jsonl'".to_owned(), &["columns", "wide"]),
            Some(Format::Csv) => ("'--output csv'".to_owned(), &["wide"]),
            Some(Format::Table) | None => return Ok(()),
        }
    };
    let found = ignored
        .iter()
        .find(|id| typed(matches, id) || typed(own, id));
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

/// A command that does not take these options: they are not in its help.
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
    Command::new(EXIT_CODES)
        .about("List the exit codes")
        .long_about(help::exit_codes())
        .override_help(help::exit_codes())
}

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
                    "Only rows with a date on or after this day, such as 2026-01-15. Dates are those of {dates}. A row \
                     without any stays",
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
                    .help("All pages, one after the other")
                    .long_help(tr!(
                        "help-all-pages",
                        "All pages, one after the other, from that of --{cursor} on. Rows are printed as one list. Where \
                         it ends early, the option that goes on is printed",
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
                    .help("How many pages --all fetches at most; with more the exit code is 5"),
            );
    }
    if announce::is_unsafe(command) {
        built = built.args(announce::options());
    }
    if let Some(body) = &command.body {
        built = built.arg(
            Arg::new(BODY)
                .long("body")
                .value_name("FILE")
                .help("File with the whole body, `-` for standard input; options are put over it")
                .long_help(help::of_body(body))
                .value_parser(clap::value_parser!(std::path::PathBuf)),
        );
    }
    built
}

/// How many pages are to be fetched at most, where all are asked for.
pub fn most_pages(command: &api::Command, matches: &ArgMatches) -> Option<u32> {
    command.cursor.as_ref()?;
    matches
        .get_flag(ALL)
        .then(|| matches.get_one(MAX_PAGES).copied())?
}

/// Which rows are asked for; `None` for all.
pub fn since<'c>(command: &'c api::Command, matches: &ArgMatches) -> Option<Since<'c>> {
    if command.since.is_empty() {
        return None;
    }
    let day = matches.get_one(SINCE)?;
    Some(Since::new(command, *day))
}

pub fn option_of_field(option: &ApiOption) -> Arg {
    let facts = &option.field.facts;
    let required =
        option.field.required && !option.field.in_optional_body && option.default.is_none();
    let mut arg = Arg::new(option.name.clone())
        .long(option.name.clone())
        .value_name(help::value_name(facts))
        .help(help::short(option))
        .long_help(help::long(option))
        .help_heading(required.then_some(REQUIRED))
        .value_parser(Listed::of(facts))
        .add(OfDocument);
    arg = match facts.kind.as_str() {
        "array" => arg.action(ArgAction::Append),
        "boolean" => arg.num_args(0..=1).default_missing_value("true"),
        "integer" | "number" => arg.allow_hyphen_values(true),
        _ => arg,
    };
    if let Some(variable) = &option.environment {
        arg = arg.env(variable.clone());
    }
    if let Some(default) = &option.default {
        arg = arg.default_value(default.clone());
    }
    match completion::of_option(option) {
        Some(values) => arg.add(values),
        None => arg,
    }
}

/// Marks an option of the document: its texts are the document's.
#[derive(Debug, Clone)]
pub struct OfDocument;

impl clap::builder::ArgExt for OfDocument {}

/// Takes any text and knows the listed values for help and completion: whether a value fits is checked
/// for all options at once.
#[derive(Clone)]
struct Listed(Vec<String>);

impl Listed {
    fn of(facts: &Facts) -> Self {
        let listed = match (&facts.items, facts.kind.as_str()) {
            (Some(items), "array") => &items.values,
            _ if facts.kind == "boolean" => return Self(vec!["true".into(), "false".into()]),
            _ => &facts.values,
        };
        let text = |value: &Value| match value {
            Value::String(text) => help::line(text),
            other => other.to_string(),
        };
        Self(listed.iter().map(text).collect())
    }
}

impl TypedValueParser for Listed {
    type Value = String;

    fn parse_ref(
        &self,
        command: &Command,
        arg: Option<&Arg>,
        value: &std::ffi::OsStr,
    ) -> Result<String, clap::Error> {
        StringValueParser::new().parse_ref(command, arg, value)
    }

    fn possible_values(&self) -> Option<Box<dyn Iterator<Item = PossibleValue> + '_>> {
        if self.0.is_empty() {
            return None;
        }
        Some(Box::new(self.0.iter().cloned().map(PossibleValue::new)))
    }
}

#[cfg(test)]
mod tests;
