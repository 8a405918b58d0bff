//! `check`: checks a file of rows before its requests are sent.
//!
//! The file is read as by `batch`, and values are also checked as `x-check` of the overlay requires. With `--portfolio`, the
//! contracts are queried; otherwise nothing is sent.

mod portfolio;
mod report;

use std::sync::Arc;

use clap::builder::PossibleValuesParser;
use clap::{Arg, ArgAction, ArgMatches, Args as _, Command};
use classifications_batch::SettleRules;
use classifications_batch::rows::Findings;

use self::portfolio::Portfolio;
use self::report::Report;
use crate::api::{self, Api};
use crate::arguments::{Connection, Display};
use crate::batch::{self, BatchError, Plan, Source};
use crate::command_line::field_option::option_of_field;
use crate::command_names;
use crate::error::{CommandError, Invalid};
use crate::tr;
use crate::{connection, options_of};

// The ids of the options.
const FOR: &str = "for";
const PORTFOLIO: &str = "portfolio";
const STRICT: &str = "strict";

/// The maximum number of findings in a summary.
const SHOWN: usize = 100;

/// The command, if the document has a command that takes rows.
pub fn command(api: &Api) -> Option<Command> {
    let names: Vec<String> = batch::of_rows(api)
        .map(|command| command.name.clone())
        .collect();
    let default = default_command(api)?.name.clone();
    let flag = |name: &'static str, help: &'static str| {
        Arg::new(name)
            .long(name)
            .action(ArgAction::SetTrue)
            .help(help)
    };
    let about = "Check a file of rows before it is sent";
    let check = Source::augment_args(Command::new(command_names::CHECK))
        .about(about)
        .long_about(format!(
            "{about}: tax numbers with their check characters, countries, currencies, amounts and terms, by the document and its \
             overlay, and repeated rows. Nothing is sent. An unusual but possible value is a warning, which \
              does not change the exit code"
        ))
        .arg(
            Arg::new(FOR)
                .long(FOR)
                .value_name("COMMAND")
                .value_parser(PossibleValuesParser::new(names))
                .default_value(default)
                .help("The command that the rows are for"),
        )
        .arg(flag(
            PORTFOLIO,
            "Compare the rows with those that the contracts already have; this queries the API",
        ))
        .arg(flag(STRICT, "Exit with 2 for warnings, too"));
    let options = batch::of_rows(api).flat_map(|command| &command.options);
    Some(options.fold(check, |check, option| {
        let is_taken = check.get_arguments().any(|arg| {
            arg.get_id() == option.name.as_str() || arg.get_long() == Some(&option.name)
        });
        if is_taken {
            return check;
        }
        // an option can be required for the rows of some commands only
        check.arg(
            option_of_field(option)
                .required(false)
                .help_heading(batch::IN_ALL_ROWS),
        )
    }))
}

/// The options that would have no effect: those of tables and, without `--portfolio`, those of the server.
pub fn ignored(matches: &ArgMatches) -> &'static [&'static str] {
    if matches.get_flag(PORTFOLIO) {
        &["columns", "wide"]
    } else {
        &[
            "columns",
            "wide",
            "environment",
            "base_url",
            "token_url",
            "sandbox_url",
            "root_certificate",
        ]
    }
}

/// The default of `--for`: the first command whose requests a query can find, or the first one that takes rows.
fn default_command(api: &Api) -> Option<&api::Command> {
    let can_be_found =
        |command: &&api::Command| SettleRules::of(&api.contract, &command.operation).is_some();
    let command = batch::of_rows(api).find(can_be_found);
    command.or_else(|| batch::of_rows(api).next())
}

/// Checks a file.
pub async fn run(api: &Api, matches: &ArgMatches) -> Result<(), CommandError> {
    let (source, display): (Source, Display) = (options_of(matches)?, options_of(matches)?);
    let name = matches.get_one::<String>(FOR).map_or("", String::as_str);
    let Some(command) = api.find(name) else {
        return Ok(());
    };
    reject_foreign_options(api, command, matches)?;
    let plan = Plan::new(api, command, matches)?.reading(&source);
    let plan = Arc::new(plan.checking_content());
    let mut portfolio = if matches.get_flag(PORTFOLIO) {
        let connection: Connection = options_of(matches)?;
        Some(Portfolio::new(
            (api, command),
            connection::to(&connection)?,
            display.language(),
        )?)
    } else {
        None
    };
    let file = source.open()?;
    let mut report = Report::new(&source, &display)?;
    let mut findings = Findings::new(SHOWN);
    let mut rows = plan.rows(&file);
    while let Some(chunk) = rows.recv().await {
        for mut row in chunk? {
            if let Some(portfolio) = &mut portfolio {
                portfolio.compare(&mut row).await?;
            }
            findings.add(&row);
            row.findings().try_for_each(|finding| report.add(finding))?;
        }
    }
    report.end(&findings)?;
    if findings.valid + findings.invalid == 0 {
        return Err(BatchError::Empty(source.file).into());
    }
    let warnings = if matches.get_flag(STRICT) {
        findings.warnings
    } else {
        0
    };
    if findings.invalid > 0 || warnings > 0 {
        return Err(BatchError::Checked(Box::new(findings)).into());
    }
    Ok(())
}

/// Rejects options that only other commands than that of `--for` have.
fn reject_foreign_options(
    api: &Api,
    command: &api::Command,
    matches: &ArgMatches,
) -> Result<(), CommandError> {
    let is_given = |name: &str| {
        matches.try_contains_id(name).is_ok()
            && matches.value_source(name) == Some(clap::parser::ValueSource::CommandLine)
    };
    let options = batch::of_rows(api).flat_map(|other| &other.options);
    let foreign = options.filter(|option| {
        is_given(&option.name) && !command.options.iter().any(|own| own.name == option.name)
    });
    let mut invalid: Vec<Invalid> = foreign
        .map(|option| Invalid {
            name: format!("--{}", option.name),
            rule: "unknown_field".to_owned(),
            value: None,
            text: tr!(
                "no-option-of-rows",
                "is not an option of the rows of {command}",
                command = command.name
            ),
        })
        .collect();
    invalid.dedup_by(|one, other| one.name == other.name);
    if invalid.is_empty() {
        return Ok(());
    }
    Err(CommandError::Values(
        command_names::CHECK.to_owned(),
        invalid,
    ))
}
