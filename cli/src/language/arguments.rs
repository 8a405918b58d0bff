//! The option that chooses the language, which is read before the command line is built.

use std::ffi::OsString;

use clap::{Args, ValueEnum as _};

use super::Language;

/// The option.
#[derive(Debug, Args)]
pub struct Lang {
    /// Language of help, messages and tables [default: that of the profile, then that of the environment].
    #[arg(long, global = true, value_enum, value_name = "LANG", help_heading = crate::arguments::GENERAL)]
    pub lang: Option<Language>,
}

/// The language that these arguments name. Clap refuses another one later.
pub(super) fn named(arguments: impl Iterator<Item = OsString>) -> Option<Language> {
    let mut arguments = arguments.skip(1).take_while(|argument| argument != "--");
    let mut found = None;
    while let Some(argument) = arguments.next() {
        let value = match argument
            .to_str()
            .and_then(|text| text.strip_prefix("--lang"))
        {
            Some("") => arguments.next(),
            Some(rest) => rest.strip_prefix('=').map(OsString::from),
            None => None,
        };
        let value = value.as_ref().and_then(|value| value.to_str());
        found = value
            .and_then(|value| Language::from_str(value, false).ok())
            .or(found);
    }
    found
}
