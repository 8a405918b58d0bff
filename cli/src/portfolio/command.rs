//! The command line of `portfolio`.

use std::path::PathBuf;
use std::time::Duration;

use chrono::{Local, NaiveDate};
use clap::{ArgAction, Args, Command};

use super::source;
use crate::api::Api;
use crate::command_line::option_of_field;
use crate::tr;

/// The name of the command.
pub const NAME: &str = "portfolio";

/// `portfolio` with all its subcommands.
pub fn command(api: &Api) -> Command {
    let about = "Export, compare and watch the classifications of contracts";
    let new = |name: &'static str, about: &'static str, more: &'static str| {
        let own = match name {
            "export" => Export::augment_args(Command::new(name)),
            "expiring" => Days::augment_args(Command::new(name)),
            "diff" => Diff::augment_args(Command::new(name)),
            "watch" => Watch::augment_args(Command::new(name)),
            _ => Command::new(name),
        };
        // what was documented of the arguments is not what the command does
        let own = own
            .about(about)
            .long_about(format!("{about}.{more}", more = spaced(more)));
        with_fields(api, own)
    };
    Command::new(NAME)
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
                "The first look remembers everything and reports nothing. A change is reported at least once: it counts as \
                 reported when the command or the webhook has succeeded, and is reported again otherwise, also after a restart. \
                 Movements cover two days: after 36 hours without a good look a warning is reported as well",
            ),
        ])
}

fn spaced(text: &str) -> String {
    if text.is_empty() {
        String::new()
    } else {
        format!("\n\n{text}")
    }
}

/// The options of the fields that a query for all rows has: contracts, and what has a default or is required.
fn with_fields(api: &Api, own: Command) -> Command {
    let Some((command, layout)) = source::find(api) else {
        return own;
    };
    let mut own = own;
    for option in source::offered(command, layout) {
        let taken = own
            .get_arguments()
            .any(|arg| arg.get_long() == Some(option.name.as_str()));
        if taken {
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
        own = own.arg(arg);
    }
    own
}

/// The output of a command.
#[derive(Debug, Args)]
pub struct Export {
    /// The file: .csv, .jsonl, .xlsx, .db or .sqlite [default: standard output, as --output says].
    #[arg(long, value_name = "FILE")]
    pub out: Option<PathBuf>,
    /// Replace a file that exists.
    #[arg(long, requires = "out")]
    pub force: bool,
}

/// Which days are soon.
#[derive(Debug, Args)]
pub struct Days {
    /// How many days are soon: 60d, 8w.
    #[arg(long, default_value = "60d", value_name = "TIME", value_parser = days)]
    pub within: u32,
    /// Count from this day on [default: today].
    #[arg(long, value_name = "DATE", value_parser = crate::since::day)]
    pub today: Option<NaiveDate>,
}

impl Days {
    /// The day from which on days are counted.
    pub fn first(&self) -> NaiveDate {
        self.today.unwrap_or_else(|| Local::now().date_naive())
    }
}

/// How the file of an ERP system is read.
#[derive(Debug, Args)]
pub struct Diff {
    /// The customers: CSV, JSON Lines or .xlsx. Other columns than those of --help are not read.
    #[arg(value_name = "FILE")]
    pub file: PathBuf,
    /// A column of the file for a name: `exposure=Balance`; may be repeated. The names are exposure (what the customer
    /// owes), limit, until, and the API's names of currency, reference, name, and of what tells customers apart.
    #[arg(long, value_name = "NAME=COLUMN", value_parser = pair)]
    pub column: Vec<(String, String)>,
    /// A value of all rows, by name: `countryCode=ES`; may be repeated.
    #[arg(long, value_name = "NAME=VALUE", value_parser = pair)]
    pub value: Vec<(String, String)>,
    /// Numbers have a decimal comma, and points between groups of three digits.
    #[arg(long)]
    pub decimal_comma: bool,
    /// The separator of CSV [default: the one that the first line has].
    #[arg(long, value_name = "CHARACTER", value_parser = crate::batch::separator)]
    pub separator: Option<u8>,
    /// The sheet of a workbook [default: the first one].
    #[arg(long, value_name = "NAME")]
    pub sheet: Option<String>,
    #[command(flatten)]
    pub days: Days,
}

/// How a portfolio is watched.
#[derive(Debug, Args)]
pub struct Watch {
    /// How often: 30s, 15m, 2h.
    #[arg(long, default_value = "15m", value_name = "TIME", value_parser = time, conflicts_with = "once")]
    pub every: Duration,
    /// Look once, for cron and timers.
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
        help = "The folder for what was seen [default: that of CESCE_STATE_FILE]"
    )]
    pub state: Option<PathBuf>,
    /// Do not ask for movements, although the account may have them.
    #[arg(long)]
    pub no_movements: bool,
    /// Base URL of the API of movements, where --base-url is given.
    #[arg(long, value_name = "URL", conflicts_with = "no_movements")]
    pub movements_base_url: Option<String>,
}

fn pair(text: &str) -> Result<(String, String), String> {
    match text.split_once('=') {
        Some((name, value)) if !name.is_empty() => Ok((name.to_owned(), value.to_owned())),
        _ => Err(tr!(
            "give-pair",
            "give a name, an equals sign and what it stands for"
        )),
    }
}

fn days(text: &str) -> Result<u32, String> {
    let (number, days) = match text.strip_suffix('w') {
        Some(number) => (number, 7),
        None => (text.strip_suffix('d').unwrap_or(text), 1),
    };
    let number: u32 = number
        .parse()
        .map_err(|_| tr!("give-days", "give days or weeks: 60d, 8w"))?;
    let most = 36_500 / days;
    (number <= most)
        .then_some(number * days)
        .ok_or_else(|| tr!("give-years", "give 100 years at most"))
}

fn time(text: &str) -> Result<Duration, String> {
    let wrong = || {
        tr!(
            "give-time",
            "give seconds, minutes, hours or days: 30s, 15m, 2h, 1d"
        )
    };
    let at = text.len().saturating_sub(1);
    let (number, unit) = text.split_at_checked(at).ok_or_else(wrong)?;
    let seconds = match unit {
        "s" => 1,
        "m" => 60,
        "h" => 3600,
        "d" => 86_400,
        _ => return Err(wrong()),
    };
    let number: u32 = number.parse().map_err(|_| wrong())?;
    let time = Duration::from_secs(u64::from(number) * seconds);
    let fits = (1..=86_400).contains(&time.as_secs());
    fits.then_some(time)
        .ok_or_else(|| tr!("give-time-to-day", "give a time from 1s to 1d"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn times_are_read_with_their_unit() {
        assert_eq!(time("15m"), Ok(Duration::from_secs(900)));
        assert_eq!(time("1d"), Ok(Duration::from_secs(86_400)));
        for text in ["", "15", "0s", "2d", "-1m", "m", "1ñ", "99999999999h"] {
            assert!(time(text).is_err(), "{text}");
        }
        assert_eq!(
            (days("60d"), days("8w"), days("0")),
            (Ok(60), Ok(56), Ok(0))
        );
        for text in ["", "d", "2m", "-1", "36501d", "5300w"] {
            assert!(days(text).is_err(), "{text}");
        }
        assert!(pair("a=b=c").is_ok() && pair("=b").is_err() && pair("ab").is_err());
    }
}
