//! The options of batches that do not come from the document.

use std::path::PathBuf;
use std::time::Duration;

use clap::{Args, ValueEnum, ValueHint};
use classifications_batch::rows::{FileOptions, InputFile};
use rust_decimal::Decimal;

use super::error::BatchError;
use crate::tr;

/// The option of the journal.
#[derive(Debug, Args)]
pub struct Store {
    #[arg(long, help = JOURNAL, env = "CESCE_JOURNAL", value_name = "FILE|URL", value_hint = ValueHint::FilePath, help_heading = BATCH)]
    pub journal: Option<String>,
}

/// The options of reading a file.
#[derive(Debug, Args)]
pub struct Source {
    /// The rows: CSV, JSON Lines or .xlsx, with a column for each field.
    #[arg(value_name = "FILE")]
    pub file: PathBuf,
    /// Numbers have a decimal comma, and points between groups of three digits.
    #[arg(long, help_heading = FILE)]
    pub decimal_comma: bool,
    /// The separator of CSV [default: that of the first line].
    #[arg(long, value_name = "CHARACTER", value_parser = separator, help_heading = FILE)]
    pub separator: Option<u8>,
    /// The sheet of a workbook [default: the first one].
    #[arg(long, value_name = "NAME", help_heading = FILE)]
    pub sheet: Option<String>,
    /// The column with your reference for each row, which the results repeat.
    #[arg(long, value_name = "COLUMN", help_heading = FILE)]
    pub reference: Option<String>,
    /// A column that is not read; may be repeated.
    #[arg(long, value_name = "COLUMN", help_heading = FILE)]
    pub ignore: Vec<String>,
    /// Write all violations to this file, as CSV or JSON Lines by its extension (.csv, .jsonl).
    #[arg(long, value_name = "FILE", help_heading = FILE)]
    pub violations: Option<PathBuf>,
}

impl Source {
    /// Opens the file, and detects its format.
    pub fn open(&self) -> Result<InputFile, BatchError> {
        let options = FileOptions {
            separator: self.separator,
            sheet: self.sheet.clone(),
            decimal_comma: self.decimal_comma,
        };
        Ok(InputFile::open(&self.file, options)?)
    }
}

/// The options that choose the rows of a file.
#[derive(Debug, Args)]
pub struct Reading {
    #[command(flatten)]
    pub source: Source,
    /// Send the valid rows of a file that has invalid ones.
    #[arg(long, help_heading = FILE)]
    pub skip_invalid: bool,
    /// Send rows that repeat a row of an earlier batch.
    #[arg(long, help_heading = FILE)]
    pub allow_repeated: bool,
}

/// The options of sending a new batch.
#[derive(Debug, Args)]
pub struct Sending {
    /// Show the requests and send nothing.
    #[arg(long, help_heading = BATCH)]
    pub dry_run: bool,
    /// Keep the rows in the journal and send nothing; `batch work` or `batch resume` sends them.
    #[arg(long, conflicts_with = "dry_run", help_heading = BATCH)]
    pub load_only: bool,
    /// The cost of a request, for the estimate.
    #[arg(long, value_name = "AMOUNT", help_heading = BATCH)]
    pub fee: Option<Decimal>,
    /// Send nothing if the estimated cost is higher than this.
    #[arg(long, value_name = "AMOUNT", requires = "fee", help_heading = BATCH)]
    pub max_cost: Option<Decimal>,
    /// Send a row again without a decision, although it may have been carried out, if no query finds it.
    #[arg(long, help_heading = BATCH)]
    pub resend_not_found: bool,
    #[command(flatten)]
    pub waiting: Waiting,
}

/// The timeouts of a batch.
#[derive(Debug, Args)]
pub struct Waiting {
    /// The timeout of a request [default: 120].
    #[arg(long, value_name = "SECONDS", value_parser = seconds, help_heading = WAITING)]
    pub request_timeout: Option<Duration>,
    /// How long a claimed row may wait for its request [default: 30].
    #[arg(long, value_name = "SECONDS", value_parser = seconds, help_heading = WAITING)]
    pub start_timeout: Option<Duration>,
    /// How long the API may take to carry out a request without a response, until a query shows it [default: 60].
    #[arg(long, value_name = "SECONDS", value_parser = seconds, help_heading = WAITING)]
    pub settle_time: Option<Duration>,
    /// The number of consecutive unknown outcomes after which sending pauses [default: 3].
    #[arg(long, value_name = "NUMBER", value_parser = clap::value_parser!(u32).range(1..), help_heading = WAITING)]
    pub outage_after: Option<u32>,
}

/// The options of a process that sends rows.
#[derive(Debug, Args)]
pub struct Running {
    /// The number of requests in progress at the same time.
    #[arg(long, default_value_t = 8, value_name = "NUMBER", value_parser = clap::value_parser!(u32).range(1..=1000), help_heading = BATCH)]
    pub concurrency: u32,
    /// The maximum rate of requests of all machines: 5/s, 100/m or 2000/h; `none` for no limit [default: that of the journal].
    #[arg(long, value_name = "RATE", value_parser = rate, help_heading = BATCH)]
    pub rate: Option<Rate>,
    /// The maximum number of requests of this process; `batch resume` continues.
    #[arg(long, value_name = "NUMBER", value_parser = clap::value_parser!(u64).range(1..), help_heading = BATCH)]
    pub max_requests: Option<u64>,
    /// How progress is shown, on standard error.
    #[arg(long, value_enum, default_value_t = ProgressForm::Auto, help_heading = BATCH)]
    pub progress: ProgressForm,
}

/// The option of the file for results.
#[derive(Debug, Args)]
pub struct Results {
    /// The file for the results, .csv or .jsonl [default: the name of the batch with .results.csv].
    #[arg(long, value_name = "FILE", help_heading = BATCH)]
    pub results: Option<PathBuf>,
}

/// The value of `--rate`; `None` removes the limit.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Rate(pub Option<f64>);

/// How progress is shown.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum ProgressForm {
    /// A bar on a terminal, lines elsewhere.
    Auto,
    /// A bar.
    Bar,
    /// A line every few seconds.
    Lines,
    /// A JSON object each second.
    Json,
    /// None.
    None,
}

const JOURNAL: &str = "The journal: a file, or postgres://USER@HOST/DATABASE for several machines [default: batches.db in the \
                       folder of CESCE_STATE_FILE]";
const BATCH: &str = "Batch";
const FILE: &str = "File";
const WAITING: &str = "Waiting";

/// Parses the separator of a CSV file.
pub fn separator(text: &str) -> Result<u8, String> {
    let text = if text == "\\t" { "\t" } else { text };
    match text.as_bytes() {
        [byte] if byte.is_ascii() && !byte.is_ascii_alphanumeric() && *byte != b'"' => Ok(*byte),
        _ => Err(tr!(
            "give-character",
            "give one character, such as ';' or '\\t'"
        )),
    }
}

fn seconds(text: &str) -> Result<Duration, String> {
    let seconds: f64 = text
        .parse()
        .map_err(|_| tr!("give-seconds", "give a number of seconds"))?;
    if !(0.1..=86_400.0).contains(&seconds) {
        return Err(tr!(
            "give-day",
            "give a number of seconds, from 0.1 to a day"
        ));
    }
    Duration::try_from_secs_f64(seconds).map_err(|error| error.to_string())
}

/// Parses a rate: `5/s`, `100/m`, `2000/h` or `none`.
fn rate(text: &str) -> Result<Rate, String> {
    if text == "none" {
        return Ok(Rate(None));
    }
    let invalid = || {
        tr!(
            "give-rate",
            "give requests per second, minute or hour: 5/s, 100/m, 2000/h"
        )
    };
    let (number, unit) = text.split_once('/').ok_or_else(invalid)?;
    let number: f64 = number.trim().parse().map_err(|_| invalid())?;
    let seconds = match unit.trim() {
        "s" => 1.0,
        "m" | "min" => 60.0,
        "h" => 3600.0,
        _ => return Err(invalid()),
    };
    let rate = number / seconds;
    let fits = rate.is_finite() && (0.0001..=10_000.0).contains(&rate);
    fits.then_some(Rate(Some(rate))).ok_or_else(invalid)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn rates_seconds_and_separators_are_parsed() {
        for (text, expected) in [
            ("5/s", Some(Rate(Some(5.0)))),
            ("90/m", Some(Rate(Some(1.5)))),
            ("3600/h", Some(Rate(Some(1.0)))),
            ("none", Some(Rate(None))),
            ("5", None),
            ("x/s", None),
            ("0/s", None),
            ("-5/s", None),
            ("NaN/s", None),
            ("5/d", None),
        ] {
            assert_eq!(rate(text).ok(), expected, "{text}");
        }
        assert_eq!(seconds("1.5"), Ok(Duration::from_millis(1500)));
        for text in ["0", "-1", "x", "NaN", "1e9"] {
            assert!(seconds(text).is_err(), "{text}");
        }
        assert_eq!(separator(";"), Ok(b';'));
        assert_eq!(separator("\\t"), Ok(b'\t'));
        for text in ["", "ab", "a", "\"", "ñ"] {
            assert!(separator(text).is_err(), "{text}");
        }
    }
}
