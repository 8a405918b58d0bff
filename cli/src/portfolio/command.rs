//! The command line of `portfolio`.

use std::path::PathBuf;
use std::time::Duration;

use chrono::{Local, NaiveDate};
use clap::{ArgAction, Args, Command};

use super::source;
use crate::api::Api;
use crate::arguments::named_value;
use crate::command_line::field_option::option_of_field;
use crate::command_names;
use crate::tr;

/// `portfolio` with all its subcommands.
pub fn command(api: &Api) -> Command {
    let about = "Export, compare and watch the classifications of contracts";
    let new = |name: &'static str, about: &'static str, more: &'static str| {
        let command = match name {
            "export" => Export::augment_args(Command::new(name)),
            "expiring" => Days::augment_args(Command::new(name)),
            "diff" => Diff::augment_args(Command::new(name)),
            "watch" => Watch::augment_args(Command::new(name)),
            _ => Command::new(name),
        };
        // `about` comes last: `augment_args` takes it from the documentation of the types
        let command = command
            .about(about)
            .long_about(format!("{about}.\n\n{more}").trim_end().to_owned());
        with_fields(api, command)
    };
    Command::new(command_names::PORTFOLIO)
        .about(about)
        .long_about(format!(
            "{about}. Every command only reads. Amounts are printed with a decimal point, and dates as 2026-01-15"
        ))
        .subcommand_required(true)
        .arg_required_else_help(true)
        .subcommands([
            new("export", "Write all classifications to a file, or print them", ""),
            new(
                "diff",
                "Compare with the customers of an ERP system",
                "Finds customers without cover, over their limit or with another limit, limits that are not used, and cover \
                 that ends soon. Amounts in another currency are reported and never converted",
            ),
            new("pending", "List studies in process, and premiums that await a decision", ""),
            new("expiring", "List cover that ends soon, or has ended", ""),
            new(
                "watch",
                "Report what changes",
                "The first query remembers everything and reports nothing. A change is reported at least once: it counts \
                 as reported when the command or the webhook has succeeded, and is reported again otherwise, also after a \
                 restart. Movements cover two days: after 36 hours without a complete query, `overdue` is reported",
            ),
        ])
}

/// Adds the options of the query: those of contracts, and those that have a default or are required.
fn with_fields(api: &Api, mut command: Command) -> Command {
    let Some((query, layout)) = source::find(api) else {
        return command;
    };
    for option in source::query_options(query, layout) {
        let is_taken = command
            .get_arguments()
            .any(|arg| arg.get_long() == Some(option.name.as_str()));
        if is_taken {
            continue;
        }
        let mut arg = option_of_field(option);
        if source::is_contract(option, layout) {
            let help = tr!("a-contract", "A contract; the option may be repeated");
            arg = arg
                .action(ArgAction::Append)
                .help(help.clone())
                .long_help(help);
        }
        command = command.arg(arg);
    }
    command
}

/// The options of `portfolio export`.
#[derive(Debug, Args)]
pub struct Export {
    /// The file: .csv, .jsonl, .xlsx, .db or .sqlite [default: standard output, in the format of --output].
    #[arg(long, value_name = "FILE")]
    pub out: Option<PathBuf>,
    /// Replace a file that exists.
    #[arg(long, requires = "out")]
    pub force: bool,
}

/// The options of the period in which cover ends.
#[derive(Debug, Args)]
pub struct Days {
    /// The period in which cover ends: 60d, 8w.
    #[arg(long, default_value = "60d", value_name = "TIME", value_parser = days)]
    pub within: u32,
    /// Count from this day on [default: today].
    #[arg(long, value_name = "DATE", value_parser = crate::since::day)]
    pub today: Option<NaiveDate>,
}

impl Days {
    /// The first day of the period.
    pub fn first(&self) -> NaiveDate {
        self.today.unwrap_or_else(|| Local::now().date_naive())
    }
}

/// The options of `portfolio diff`.
#[derive(Debug, Args)]
pub struct Diff {
    /// The customers: CSV, JSON Lines or .xlsx. Other columns than those of --help are not read.
    #[arg(value_name = "FILE")]
    pub file: PathBuf,
    /// A column of the file for a name: `exposure=Balance`; may be repeated. The names are exposure (the amount that the
    /// customer owes), limit, until, and the API's names of currency, reference, name and the properties that identify a
    /// customer.
    #[arg(long, value_name = "NAME=COLUMN", value_parser = named_value)]
    pub column: Vec<(String, String)>,
    /// A value of all rows, by name: `countryCode=ES`; may be repeated.
    #[arg(long, value_name = "NAME=VALUE", value_parser = named_value)]
    pub value: Vec<(String, String)>,
    /// Numbers have a decimal comma, and points between groups of three digits.
    #[arg(long)]
    pub decimal_comma: bool,
    /// The separator of CSV [default: that of the first line].
    #[arg(long, value_name = "CHARACTER", value_parser = crate::batch::separator)]
    pub separator: Option<u8>,
    /// The sheet of a workbook [default: the first one].
    #[arg(long, value_name = "NAME")]
    pub sheet: Option<String>,
    #[command(flatten)]
    pub days: Days,
}

/// The options of `portfolio watch`.
#[derive(Debug, Args)]
pub struct Watch {
    /// How often: 30s, 15m, 2h.
    #[arg(long, default_value = "15m", value_name = "TIME", value_parser = interval, conflicts_with = "once")]
    pub every: Duration,
    /// Query once and exit, for cron and timers.
    #[arg(long)]
    pub once: bool,
    /// Run this command of the shell for the changes of each contract, which it gets as JSON on standard input.
    #[arg(long, value_name = "COMMAND")]
    pub exec: Option<String>,
    /// Send the changes of each contract to this address, as JSON by POST: https, or http on loopback.
    #[arg(
        long,
        env = "CESCE_WEBHOOK",
        hide_env_values = true,
        value_name = "URL"
    )]
    pub webhook: Option<String>,
    #[arg(
        long,
        value_name = "FOLDER",
        help = "The folder for the state of the watcher [default: that of CESCE_STATE_FILE]"
    )]
    pub state: Option<PathBuf>,
    /// Do not query movements, even if the account has them.
    #[arg(long)]
    pub no_movements: bool,
    /// Base URL of the API of movements, if --base-url is given.
    #[arg(long, value_name = "URL", conflicts_with = "no_movements")]
    pub movements_base_url: Option<String>,
}

/// Parses a number of days or weeks, and returns days.
fn days(text: &str) -> Result<u32, String> {
    let (number, days_per_unit) = match text.strip_suffix('w') {
        Some(number) => (number, 7),
        None => (text.strip_suffix('d').unwrap_or(text), 1),
    };
    let number: u32 = number
        .parse()
        .map_err(|_| tr!("give-days", "give days or weeks: 60d, 8w"))?;
    let max = 36_500 / days_per_unit;
    (number <= max)
        .then_some(number * days_per_unit)
        .ok_or_else(|| tr!("give-years", "give 100 years at most"))
}

/// Parses an interval from 1 second to 1 day.
fn interval(text: &str) -> Result<Duration, String> {
    let invalid = || {
        tr!(
            "give-time",
            "give seconds, minutes, hours or days: 30s, 15m, 2h, 1d"
        )
    };
    let unit_start = text.len().saturating_sub(1);
    let (number, unit) = text.split_at_checked(unit_start).ok_or_else(invalid)?;
    let seconds = match unit {
        "s" => 1,
        "m" => 60,
        "h" => 3600,
        "d" => 86_400,
        _ => return Err(invalid()),
    };
    let number: u32 = number.parse().map_err(|_| invalid())?;
    let time = Duration::from_secs(u64::from(number) * seconds);
    let fits = (1..=86_400).contains(&time.as_secs());
    fits.then_some(time)
        .ok_or_else(|| tr!("give-time-to-day", "give a time from 1s to 1d"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn times_and_days_are_parsed_with_their_units() {
        assert_eq!(interval("15m"), Ok(Duration::from_secs(900)));
        assert_eq!(interval("1d"), Ok(Duration::from_secs(86_400)));
        for text in ["", "15", "0s", "2d", "-1m", "m", "1ñ", "99999999999h"] {
            assert!(interval(text).is_err(), "{text}");
        }
        assert_eq!(
            (days("60d"), days("8w"), days("0")),
            (Ok(60), Ok(56), Ok(0))
        );
        for text in ["", "d", "2m", "-1", "36501d", "5300w"] {
            assert!(days(text).is_err(), "{text}");
        }
    }
}
