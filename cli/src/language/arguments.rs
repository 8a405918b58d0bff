//! The option `--lang`, which is read before the command line is built.

use std::ffi::OsString;

use clap::{Args, ValueEnum as _};

use super::Language;
use crate::arguments::values_of;

/// The option `--lang`.
#[derive(Debug, Args)]
pub struct Lang {
    /// Language of help, messages and tables [default: that of the profile, then that of the environment].
    #[arg(long, global = true, value_enum, value_name = "LANG", help_heading = crate::arguments::GENERAL)]
    pub lang: Option<Language>,
}

/// The last valid language of `--lang` in these arguments. An invalid one is ignored here: clap reports it later.
pub(super) fn named(arguments: impl Iterator<Item = OsString>) -> Option<Language> {
    let values = values_of(arguments, "--lang").into_iter().rev();
    let mut valid = values.filter_map(|value| Language::from_str(value.to_str()?, false).ok());
    valid.next()
}
