//! Prints a summary of a request that changes something before the request is sent, since it may cost money.
//!
//! Profile, environment and contract identify the account that pays. Amounts are printed as the request contains them, with
//! their currency, so that the user sees how the input was parsed.

use std::fmt::Write as _;

use clap::{Arg, ArgAction, ArgMatches};
use classifications_auth::ENVIRONMENTS;
use classifications_contract::{FieldLocation, Values, split_name};
use serde_json::Value;

use crate::api::extensions::value_text;
use crate::api::{ApiOption, Command};
use crate::arguments::{Connection, Display, Format};
use crate::config;
use crate::error::CommandError;
use crate::output::{self, Json};
use crate::recorder::Recorded;
use crate::tr;

// The ids of the options.
const DRY_RUN: &str = "dry-run";
const QUIET: &str = "quiet";

/// The options of an unsafe command.
pub fn options() -> [Arg; 2] {
    [
        Arg::new(DRY_RUN)
            .long(DRY_RUN)
            .action(ArgAction::SetTrue)
            .help("Show the request and send nothing, not even a token request"),
        Arg::new(QUIET)
            .long(QUIET)
            .action(ArgAction::SetTrue)
            .help("Do not print the summary of the request on standard error")
            .long_help(
                "Do not print the summary of the request on standard error: profile, environment, contract and amounts. \
                 With --output json or jsonl it is printed only with --dry-run",
            ),
    ]
}

/// Whether the request is only printed.
pub fn is_dry_run(matches: &ArgMatches) -> bool {
    matches.get_flag(DRY_RUN)
}

/// Prints the summary of a request, unless `--quiet` or a format for programs suppresses it.
pub fn request(
    command: &Command,
    (request, values): (&Recorded, &Values),
    (connection, base_url): (&Connection, &str),
    matches: &ArgMatches,
) {
    let is_for_program = matches
        .get_one::<Format>("output")
        .is_some_and(|format| matches!(format, Format::Json | Format::Jsonl));
    if matches.get_flag(QUIET) || (is_for_program && !is_dry_run(matches)) {
        return;
    }
    let mut lines = target(connection, base_url);
    lines.extend(account_values(command, values));
    lines.extend(amounts(command, &request.body));
    let (name, method) = (&command.name, &request.method);
    let title = if is_dry_run(matches) {
        tr!(
            "would-send",
            "{command} would send {method}",
            command = name,
            method
        )
    } else {
        tr!("sends", "{command} sends {method}", command = name, method)
    };
    show(&title, &lines);
}

/// Prints the summary of a new batch.
pub fn rows(
    command: &Command,
    matches: &ArgMatches,
    (connection, base_url): (&Connection, &str),
    rows: u64,
) {
    let mut lines = target(connection, base_url);
    for option in command
        .options
        .iter()
        .filter(|option| is_of_account(option))
    {
        let given = matches.try_get_one::<String>(&option.name).ok().flatten();
        let of_rows = tr!("of-each-row", "from each row");
        lines.push([option.name.clone(), given.cloned().unwrap_or(of_rows)]);
    }
    lines.push([tr!("requests", "requests"), rows.to_string()]);
    show(
        &tr!(
            "batch-sends",
            "batch {command} sends {method}",
            command = command.name,
            method = command.method
        ),
        &lines,
    );
}

/// Prints which API the rest of a batch is sent to.
pub fn rest(batch: &str, connection: &Connection, base_url: &str) {
    show(
        &tr!("batch-goes-on", "batch {batch} continues", batch),
        &target(connection, base_url),
    );
}

/// Prints a title on standard error, and below it a line for each name and value.
fn show(title: &str, lines: &[[String; 2]]) {
    let mut text = output::one_line(title);
    for [name, value] in lines {
        let _ = write!(
            text,
            "\n  {:<16} {}",
            output::one_line(name),
            output::one_line(value)
        );
    }
    output::notes(&text);
}

/// The profile and the environment.
fn target(connection: &Connection, base_url: &str) -> Vec<[String; 2]> {
    let documented = ENVIRONMENTS
        .iter()
        .find(|environment| environment.base_url == base_url);
    let environment = match (&connection.sandbox_url, documented) {
        (Some(_), _) => tr!("local-sandbox", "local sandbox, {url}", url = base_url),
        (None, Some(documented)) => format!("{}, {base_url}", documented.name),
        (None, None) => base_url.to_owned(),
    };
    let profile = config::active().map_or_else(
        || tr!("profile-none", "none"),
        |profile| profile.name.clone(),
    );
    vec![
        [tr!("label-profile", "profile"), profile],
        [tr!("label-environment", "environment"), environment],
    ]
}

/// Whether an option is a path parameter that identifies the account. The overlay names an environment variable for
/// such a parameter.
fn is_of_account(option: &ApiOption) -> bool {
    option.field.location == FieldLocation::Path && option.environment.is_some()
}

/// The values of the path parameters that identify the account.
fn account_values(command: &Command, values: &Values) -> Vec<[String; 2]> {
    let account_options = command
        .options
        .iter()
        .filter(|option| is_of_account(option));
    let lines = account_options.filter_map(|option| {
        let value = value_text(values.get(&option.field.name)?);
        Some([option.name.clone(), value])
    });
    lines.collect()
}

/// The amounts of a request: for each the name of its option, and the number with its currency.
fn amounts(command: &Command, body: &str) -> Vec<[String; 2]> {
    let Ok(body) = serde_json::from_str::<Value>(body) else {
        return Vec::new();
    };
    let mut properties = Vec::new();
    collect_scalars(&body, &mut properties);
    let currency_name = command
        .currency
        .as_deref()
        .and_then(|name| split_name(name).pop());
    let currency = properties
        .iter()
        .find(|(name, _)| currency_name.as_deref() == Some(*name));
    let currency_suffix =
        currency.map_or_else(String::new, |(_, value)| format!(" {}", value_text(value)));
    let amounts = properties
        .iter()
        .filter(|(name, _)| command.meanings.is_amount(name));
    let lines = amounts.map(|(name, value)| {
        let text = value_text(value);
        let number = command.meanings.readable(name, &text).unwrap_or(text);
        let option = command.options.iter().find(|option| {
            split_name(&option.field.name).last().map(String::as_str) == Some(*name)
        });
        let name = option.map_or(*name, |option| &option.name);
        [
            name.to_owned(),
            format!("{}{currency_suffix}", output::grouped(&number, ' ')),
        ]
    });
    lines.collect()
}

/// Collects all scalars of a body with the names of their properties.
fn collect_scalars<'v>(value: &'v Value, found: &mut Vec<(&'v str, &'v Value)>) {
    match value {
        Value::Object(members) => {
            for (name, value) in members {
                if value.is_object() || value.is_array() {
                    collect_scalars(value, found);
                } else {
                    found.push((name, value));
                }
            }
        }
        Value::Array(items) => items.iter().for_each(|item| collect_scalars(item, found)),
        _ => {}
    }
}

/// Prints the request of a dry run.
pub fn print(request: &Recorded, display: &Display) -> Result<(), CommandError> {
    let Recorded { method, url, body } = request;
    let json = Json::parse(body.as_bytes());
    if matches!(display.output, Format::Table | Format::Csv) {
        output::line(&output::one_line(&format!("{method} {url}")))?;
        return match json {
            Ok(json) => output::line(&json.pretty()),
            Err(_) if body.is_empty() => Ok(()),
            Err(_) => output::line(&output::lines(body)),
        };
    }
    let body = json.unwrap_or_else(|_| Json::String(body.clone()));
    let request = Json::Object(vec![
        ("method".to_owned(), Json::String(method.clone())),
        ("url".to_owned(), Json::String(url.clone())),
        ("body".to_owned(), body),
    ]);
    output::line(&match display.output {
        Format::Json => request.pretty(),
        _ => request.to_string(),
    })
}
