//! Examples in the help of each command. An example of an operation has its required options and those of the key of a batch,
//! with the values of a sample of the document.
//!
//! `cli/tests/examples.rs` runs each example against a sandbox.

use std::fmt::Write as _;

use clap::Command;
use classifications_contract::SampleKind;

use crate::api::extensions::value_text;
use crate::api::{self, Api};
use crate::batch;

/// The name of the program.
const PROGRAM: &str = "classifications";

/// Adds examples to the help of all commands.
pub fn add(command_line: Command, apis: &[&Api]) -> Command {
    let rows_command = apis.first().and_then(|api| batch::of_rows(api).next());
    let examples = Examples {
        apis,
        rows_command: rows_command.map(|command| command.name.as_str()),
    };
    examples.add_below(command_line, "")
}

/// The section of a help text with these examples.
pub fn text(lines: &[String]) -> String {
    lines.iter().fold("Examples:".to_owned(), |mut text, line| {
        // writing to a String cannot fail
        let _ = write!(text, "\n  {line}");
        text
    })
}

/// The examples of the program itself.
pub fn first(api: &Api) -> Vec<String> {
    let query = api.commands.iter().find(|command| command.method == "GET");
    let query = query.and_then(|query| of_command(api, query));
    let demo = format!("{PROGRAM} demo");
    std::iter::once(demo).chain(query).collect()
}

struct Examples<'a> {
    apis: &'a [&'a Api],
    /// The name of the first command that takes rows of a batch.
    rows_command: Option<&'a str>,
}

impl Examples<'_> {
    /// Adds examples to all subcommands of a command, whose names lead to it in `path`.
    fn add_below(&self, command: Command, path: &str) -> Command {
        let names: Vec<String> = command
            .get_subcommands()
            .map(|below| below.get_name().to_owned())
            .collect();
        names.into_iter().fold(command, |command, name| {
            let path = format!("{path} {name}").trim_start().to_owned();
            command.mut_subcommand(&name, |below| {
                let below = self.add_below(below, &path);
                let lines = self.lines(&path, &below);
                if lines.is_empty() || below.get_after_help().is_some() {
                    below
                } else {
                    below.after_help(text(&lines))
                }
            })
        })
    }

    fn lines(&self, path: &str, command: &Command) -> Vec<String> {
        let call = self
            .apis
            .iter()
            .find_map(|api| Some((*api, api.find(path)?)));
        if let Some((api, called)) = call {
            let Some(line) = of_command(api, called) else {
                return Vec::new();
            };
            let with_json = (called.method == "GET").then(|| format!("{line} --output json"));
            return std::iter::once(line).chain(with_json).collect();
        }
        if let Some(name) = path.strip_prefix("batch ")
            && let Some(api) = self.apis.first()
            && batch::of_rows(api).any(|command| command.name == name)
        {
            return lines(&[
                &format!("batch template {name} --out {name}.xlsx"),
                &format!("batch {name} {name}.xlsx --dry-run"),
                &format!("batch {name} {name}.xlsx --rate 100/m"),
            ]);
        }
        self.of_built_in(path, command)
    }

    /// The examples of a built-in command.
    fn of_built_in(&self, path: &str, command: &Command) -> Vec<String> {
        let Some(rows) = self.rows_command else {
            return self.without_rows(path, command);
        };
        match path {
            "check" => lines(&[
                &format!("check {rows}.xlsx"),
                &format!("check {rows}.xlsx --for {rows} --portfolio --strict"),
                &format!("check {rows}.xlsx --output csv"),
            ]),
            "batch" => lines(&[
                &format!("batch template {rows} --out {rows}.xlsx"),
                &format!("batch {rows} {rows}.xlsx --dry-run"),
                "batch status",
            ]),
            "batch template" => lines(&[
                &format!("batch template {rows}"),
                &format!("batch template {rows} --out {rows}.xlsx"),
            ]),
            "portfolio diff" => {
                let required = self.of_required(path, command);
                let with_file = required.map(|line| format!("{line} {rows}.xlsx"));
                with_file.into_iter().collect()
            }
            _ => self.without_rows(path, command),
        }
    }

    /// The examples of a built-in command that name no command that takes rows.
    fn without_rows(&self, path: &str, command: &Command) -> Vec<String> {
        match path {
            "verify" | "portfolio pending" => self.of_required(path, command).into_iter().collect(),
            "portfolio" => lines(&["help portfolio watch"]),
            "portfolio export" => self.with_options(path, command, "--out portfolio.xlsx"),
            "portfolio expiring" => self.with_options(path, command, "--within 60d"),
            "portfolio watch" => self.with_options(path, command, "--once"),
            "profile" | "profile list" => lines(&["profile list"]),
            "profile add" => lines(&[
                "profile add test --language es --journal test.db --credentials-file test.toml",
                "profile add live -- vault kv get -format=json -field=data cesce",
            ]),
            "profile use" => lines(&["profile use test"]),
            "profile remove" => lines(&["profile remove test"]),
            "config" | "config show" => {
                lines(&["config show --origin", "config show --output json"])
            }
            "login" => lines(&["login"]),
            "whoami" => lines(&["whoami", "whoami --output json"]),
            "token" => lines(&["token > token.txt"]),
            "demo" => lines(&["demo"]),
            "sandbox" => lines(&["sandbox --port 0"]),
            "exit-codes" => lines(&["exit-codes"]),
            "batch" => lines(&["batch list", "batch status"]),
            "batch list" => lines(&["batch list", "batch list --output json"]),
            "batch status" => lines(&["batch status"]),
            "batch resume" => lines(&["batch resume", "batch resume BATCH --rate 100/m"]),
            "batch work" => lines(&["batch work"]),
            "batch pause" => lines(&["batch pause BATCH --note 'the ERP is being corrected'"]),
            "batch review" => lines(&["batch review"]),
            "batch resolve" => lines(&["batch resolve BATCH 2 done --note 'seen in the portal'"]),
            "batch export" => lines(&[
                "batch export BATCH --needs-person",
                "batch export BATCH --out results.csv",
            ]),
            "batch report" => lines(&["batch report BATCH --out report.html"]),
            "batch evidence" => lines(&["batch evidence BATCH"]),
            "batch forget" => lines(&["batch forget --older-than 365"]),
            _ => Vec::new(),
        }
    }

    /// The example of a command with its required options and further ones.
    fn with_options(&self, path: &str, command: &Command, further: &str) -> Vec<String> {
        let required = self.of_required(path, command);
        let line = required.map(|line| format!("{line} {further}"));
        line.into_iter().collect()
    }

    /// A command with its required options, whose values are those of a sample of an operation with the same options.
    fn of_required(&self, path: &str, command: &Command) -> Option<String> {
        let api = self.apis.first()?;
        let required = command.get_arguments().filter(|arg| {
            arg.is_required_set() || arg.get_help_heading() == Some(super::field_option::REQUIRED)
        });
        let names: Vec<&str> = required.filter_map(clap::Arg::get_long).collect();
        let called = api.commands.iter().find(|called| {
            let has_option =
                |name: &&str| called.options.iter().any(|option| option.name == **name);
            names.iter().all(has_option)
        })?;
        let values = options(api, called, |option| names.contains(&option.name.as_str()))?;
        Some(format!("{PROGRAM} {path}{values}"))
    }
}

fn lines(commands: &[&str]) -> Vec<String> {
    let commands = commands.iter();
    commands
        .map(|command| format!("{PROGRAM} {command}"))
        .collect()
}

/// A command of the document with its required options and those of the key of a batch.
fn of_command(api: &Api, command: &api::Command) -> Option<String> {
    let values = options(api, command, |option| {
        let is_key = command.key.contains(&option.field.name);
        let is_required = option.field.required && !option.field.in_optional_body;
        (is_key || is_required) && option.default.is_none()
    })?;
    Some(format!("{PROGRAM} {}{values}", command.name))
}

/// Options with the values of a sample of the operation; `None` if a value is missing.
fn options(
    api: &Api,
    command: &api::Command,
    is_included: impl Fn(&api::ApiOption) -> bool,
) -> Option<String> {
    let sample = api
        .contract
        .values_sample(&command.operation, SampleKind::Full)?;
    let included = command.options.iter().filter(|option| is_included(option));
    let texts = included.map(|option| {
        let text = value_text(sample.values.get(&option.field.name)?);
        Some(format!(" --{} {}", option.name, quoted(&text)))
    });
    texts.collect()
}

/// A text as one word of a shell command.
fn quoted(text: &str) -> String {
    let is_plain = |c: char| c.is_ascii_alphanumeric() || "-_.,:/@+".contains(c);
    if !text.is_empty() && text.chars().all(is_plain) {
        text.to_owned()
    } else {
        format!("'{}'", text.replace('\'', "'\\''"))
    }
}
