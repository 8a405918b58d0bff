//! `classifications check`: what is wrong with a file of rows, before a request is made of one.
//!
//! The file is read as by `batch`, and values are also checked by `x-check` of the overlay. Nothing is sent, unless
//! the portfolio is asked for: then its contracts are queried.

mod portfolio;
mod report;

use std::sync::Arc;

use clap::builder::PossibleValuesParser;
use clap::{Arg, ArgAction, ArgMatches, Args as _, Command};
use classifications_batch::Matching;
use classifications_batch::rows::Findings;

use self::portfolio::Portfolio;
use self::report::Report;
use crate::api::{self, Api};
use crate::arguments::{Connection, Display};
use crate::batch::{self, BatchError, Plan, Source};
use crate::command_line::option_of_field;
use crate::error::{CommandError, Invalid};
use crate::tr;
use crate::{connection, typed};

/// The name of the command.
pub const NAME: &str = "check";

/// The ids of its own options.
const FOR: &str = "for";
const PORTFOLIO: &str = "portfolio";
const STRICT: &str = "strict";

/// How many findings are listed in a summary.
const SHOWN: usize = 100;

/// The command, if the document has a command that takes rows.
pub fn command(api: &Api) -> Option<Command> {
    let names: Vec<String> = batch::of_rows(api)
        .map(|known| known.name.clone())
        .collect();
    let usual = usual(api)?.name.clone();
    let flag = |name: &'static str, help: &'static str| {
        Arg::new(name)
            .long(name)
            .action(ArgAction::SetTrue)
            .help(help)
    };
    let about = "Check a file of rows before it is sent";
    let own = Source::augment_args(Command::new(NAME))
        .about(about)
        .long_about(format!(
            "{about}: tax numbers with their control characters, countries, currencies, amounts and terms, by the document and its \
             overlay, and rows that ask for the same. Nothing is sent. What is unusual and possible is a warning, which does \
             not change the exit code"
        ))
        .arg(
            Arg::new(FOR)
                .long(FOR)
                .value_name("COMMAND")
                .value_parser(PossibleValuesParser::new(names))
                .default_value(usual)
                .help("The command that the rows are for"),
        )
        .arg(flag(
            PORTFOLIO,
            "Compare the rows with what the contracts have already; this queries the API",
        ))
        .arg(flag(STRICT, "Exit with 2 for warnings, too"));
    let options = batch::of_rows(api).flat_map(|command| &command.options);
    Some(options.fold(own, |own, option| {
        let taken = own.get_arguments().any(|arg| {
            arg.get_id() == option.name.as_str() || arg.get_long() == Some(&option.name)
        });
        if taken {
            return own;
        }
        // a value is required of the rows of some commands only
        own.arg(
            option_of_field(option)
                .required(false)
                .help_heading(batch::IN_ALL_ROWS),
        )
    }))
}

/// The options that are not used: those of tables, and without the portfolio those of connections.
pub fn ignored(own: &ArgMatches) -> &'static [&'static str] {
    if own.get_flag(PORTFOLIO) {
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

/// The command that rows are for where none is named: one whose requests a query can find.
fn usual(api: &Api) -> Option<&api::Command> {
    let settled =
        |command: &&api::Command| Matching::of(&api.contract, &command.operation).is_some();
    let found = batch::of_rows(api).find(settled);
    found.or_else(|| batch::of_rows(api).next())
}

/// Checks a file.
pub async fn run(api: &Api, own: &ArgMatches) -> Result<(), CommandError> {
    let (source, display): (Source, Display) = (typed(own)?, typed(own)?);
    let name = own.get_one::<String>(FOR).map_or("", String::as_str);
    let Some(command) = api.find(name) else {
        return Ok(());
    };
    refuse_foreign(api, command, own)?;
    let plan = Plan::new(api, command, own)?.reading(&source);
    let plan = Arc::new(plan.checking_content());
    let mut portfolio = if own.get_flag(PORTFOLIO) {
        let connection: Connection = typed(own)?;
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
            row.findings().try_for_each(|found| report.add(found))?;
        }
    }
    report.end(&findings)?;
    if findings.valid + findings.invalid == 0 {
        return Err(BatchError::Empty(source.file).into());
    }
    let warnings = if own.get_flag(STRICT) {
        findings.warnings
    } else {
        0
    };
    if findings.invalid > 0 || warnings > 0 {
        return Err(BatchError::Checked(Box::new(findings)).into());
    }
    Ok(())
}

/// Refuses options of other commands than the one that the rows are for.
fn refuse_foreign(api: &Api, command: &api::Command, own: &ArgMatches) -> Result<(), CommandError> {
    let is_typed = |name: &str| {
        own.try_contains_id(name).is_ok()
            && own.value_source(name) == Some(clap::parser::ValueSource::CommandLine)
    };
    let options = batch::of_rows(api).flat_map(|other| &other.options);
    let foreign = options.filter(|option| {
        is_typed(&option.name)
            && !command
                .options
                .iter()
                .any(|known| known.name == option.name)
    });
    let mut invalid: Vec<Invalid> = foreign
        .map(|option| Invalid {
            what: format!("--{}", option.name),
            rule: "unknown_field".to_owned(),
            value: None,
            text: tr!(
                "no-option-of-rows",
                "is no option of the rows of {command}",
                command = command.name
            ),
        })
        .collect();
    invalid.dedup_by(|one, other| one.what == other.what);
    if invalid.is_empty() {
        return Ok(());
    }
    Err(CommandError::Values(NAME.to_owned(), invalid))
}
