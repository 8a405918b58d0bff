//! The option `--lang`, which is read before the command line is built, and the choice of the language.

use std::ffi::OsString;

use clap::{Args, ValueEnum as _};

use super::Language;
use crate::arguments::{locale, values_of};
use crate::config;

/// The option `--lang`.
#[derive(Debug, Args)]
pub struct Lang {
    /// Language of help, messages and tables [default: that of the profile, then that of the environment].
    #[arg(long, global = true, value_enum, value_name = "LANG", help_heading = crate::arguments::GENERAL)]
    pub lang: Option<Language>,
}

/// Sets the language: that of the arguments, or else that of the profile, or else that of the environment.
pub fn start() {
    let chosen = named(std::env::args_os()).or_else(config::language);
    let of_environment = || {
        if locale().split(['_', '.', '@', '-']).next() == Some("es") {
            Language::Es
        } else {
            Language::En
        }
    };
    super::set(chosen.unwrap_or_else(of_environment), chosen.is_some());
}

/// The last valid language of `--lang` in these arguments. An invalid one is ignored here: clap reports it later.
fn named(arguments: impl Iterator<Item = OsString>) -> Option<Language> {
    let values = values_of(arguments, "--lang").into_iter().rev();
    let mut valid = values.filter_map(|value| Language::from_str(value.to_str()?, false).ok());
    valid.next()
}
