//! The command line of `batch`: a subcommand for each unsafe command of the document, and the built-in ones.

use std::path::PathBuf;

use clap::builder::PossibleValuesParser;
use clap::{Arg, ArgAction, Args as _, Command, value_parser};

use super::arguments::{Reading, Results, Running, Sending, Store};
use super::results::ResultFormat;
use crate::api::{self, Api};
use crate::command_line::field_option::option_of_field;
use crate::command_line::help;
use crate::command_names;
use crate::tr;

/// The heading of options whose value is the same in all rows.
pub const IN_ALL_ROWS: &str = "The same in all rows";

/// The names of the built-in subcommands.
const BUILT_IN: [&str; 13] = [
    "evidence", "export", "forget", "help", "list", "pause", "report", "resolve", "resume",
    "review", "status", "template", "work",
];

/// The commands of the document that take a file of rows.
pub fn of_rows(api: &Api) -> impl Iterator<Item = &api::Command> {
    let commands = api.commands.iter();
    commands.filter(|command| command.is_unsafe() && !BUILT_IN.contains(&command.name.as_str()))
}

/// `batch` with all its subcommands.
pub fn command(api: &Api) -> Command {
    let about =
        "Send many requests from a file, each at most once, and resume after any interruption";
    let rows = of_rows(api).map(of_file);
    let names: Vec<String> = of_rows(api).map(|command| command.name.clone()).collect();
    let mut command = Command::new(command_names::BATCH)
        .about(about)
        .long_about(format!(
            "{about}. Each row is in a journal before its request leaves and after its outcome is known. A row that may have \
             been carried out is never sent again without a decision"
        ))
        .subcommand_required(true)
        .arg_required_else_help(true);
    if !names.is_empty() {
        command = command.subcommands(rows).subcommand(template(names));
    }
    command.subcommands(of_journal())
}

/// The subcommand that reads a file and sends its rows by a command of the document.
fn of_file(command: &api::Command) -> Command {
    let built = Command::new(command.name.clone())
        .about(help::line(&command.summary))
        .long_about(tr!(
            "batch-about",
            "{about}\n\nThe columns of FILE are the options below, or the API's names of the same fields; `batch template \
             {command}` writes an example. An option gives all rows the same value",
            about = help::about(command),
            command = command.name
        ));
    let built = Reading::augment_args(built);
    let built = Results::augment_args(Running::augment_args(Sending::augment_args(
        Store::augment_args(built),
    )));
    // `about` comes last: `augment_args` takes it from the documentation of the types
    let mut built = built.about(help::line(&command.summary));
    let taken_ids: Vec<String> = built
        .get_arguments()
        .map(|arg| arg.get_id().to_string())
        .collect();
    let taken_names: Vec<String> = built
        .get_arguments()
        .filter_map(|arg| arg.get_long().map(str::to_owned))
        .collect();
    for option in &command.options {
        if !taken_ids.contains(&option.name) && !taken_names.contains(&option.name) {
            built = built.arg(option_of_field(option).help_heading(IN_ALL_ROWS));
        }
    }
    built
}

fn template(names: Vec<String>) -> Command {
    Command::new("template")
        .about("Write an example of a file, with all columns, the required ones first")
        .arg(
            Arg::new("command")
                .value_name("COMMAND")
                .required(true)
                .value_parser(PossibleValuesParser::new(names)),
        )
        .arg(
            Arg::new("format")
                .long("format")
                .value_parser(value_parser!(ResultFormat))
                .default_value("csv")
                .help("The format of the file"),
        )
        .arg(
            Arg::new("separator")
                .long("separator")
                .value_name("CHARACTER")
                .value_parser(value_parser!(char))
                .default_value(",")
                .help("The separator of CSV"),
        )
        .arg(
            Arg::new("out")
                .long("out")
                .value_name("FILE")
                .value_parser(value_parser!(PathBuf))
                .conflicts_with("format")
                .help("Write a new file, .csv, .jsonl or .xlsx; in a workbook the columns of texts have the format Text"),
        )
}

/// The built-in subcommands that work on the journal.
fn of_journal() -> [Command; 11] {
    let new = |name: &'static str, about: &'static str| {
        Store::augment_args(Command::new(name)).about(about)
    };
    let any_batch = || Arg::new("batch").value_name("BATCH");
    let required_batch = || any_batch().required(true).help("The id of the batch");
    let optional_batch = || any_batch().help("The id of the batch [default: the unfinished one]");
    let flag = |name: &'static str, help: &'static str| {
        Arg::new(name)
            .long(name)
            .action(ArgAction::SetTrue)
            .help(help)
    };
    let note = || Arg::new("note").long("note").value_name("TEXT");
    let row = || {
        Arg::new("row")
            .value_name("ROW")
            .value_parser(value_parser!(i64).range(1..))
    };
    let out = || {
        Arg::new("out")
            .long("out")
            .value_name("FILE")
            .value_parser(value_parser!(PathBuf))
    };
    [
        new("list", "List all batches"),
        new("status", "Show the progress of a batch, its pause and its workers").arg(optional_batch()),
        Results::augment_args(Running::augment_args(new("resume", "Continue a batch").arg(optional_batch())))
            .about("Continue a batch")
            .arg(flag("now", "End a pause without a probe of the API")),
        Running::augment_args(new("work", "Work on batches, beside other machines with the same journal").arg(
            any_batch().help("The id of the batch [default: all unfinished ones]"),
        ))
        .about("Work on batches, beside other machines with the same journal")
        .arg(flag("watch", "Wait for further batches")),
        new("pause", "Pause a batch until a person ends the pause")
            .arg(optional_batch())
            .arg(note().help("The reason")),
        new("review", "Show the rows that need a person, with all information about them").arg(
            any_batch().help("The id of the batch [default: all that have such rows]"),
        ),
        new("resolve", "Settle a row whose request may have been carried out")
            .arg(required_batch())
            .arg(row().required(true).help("The row"))
            .arg(
                Arg::new("decision")
                    .value_name("DECISION")
                    .required(true)
                    .value_parser(PossibleValuesParser::new(["done", "rejected", "resend"]))
                    .help("The request was carried out (done); was not and will not be (rejected); or was not and must be \
                     sent (resend)"),
            )
            .arg(note().required(true).help("The evidence for the decision")),
        new("export", "Write the results of a batch")
            .arg(required_batch())
            .arg(out().help("The file, .csv or .jsonl [default: standard output]"))
            .arg(
                Arg::new("format")
                    .long("format")
                    .value_parser(value_parser!(ResultFormat))
                    .default_value("csv")
                    .help("The format on standard output"),
            )
            .arg(flag("needs-person", "Only rows that need a person")),
        new("report", "Write a page about a batch: outcomes, amounts, rate, and rows that need a person")
            .arg(required_batch())
            .arg(out().help("The file [default: the name of the batch with .html]")),
        new("evidence", "Write who requested what and when, with attempts, responses and decisions, as JSON Lines")
            .arg(required_batch())
            .arg(row().help("Only this row")),
        new("forget", "Remove the personal data of finished batches; outcomes, codes and times are kept").arg(
            Arg::new("older-than")
                .long("older-than")
                .value_name("DAYS")
                .required(true)
                .value_parser(value_parser!(i64).range(0..36_500))
                .help("The minimum age of the batches, in days"),
        ),
    ]
}
