//! The environment variables of options.

use clap::builder::Resettable;
use clap::error::ErrorKind;
use clap::parser::ValueSource;
use clap::{ArgMatches, Command};

use crate::tr;

/// Removes the names of empty variables from all options, so that the variables count as unset.
pub fn without_empty(command: Command) -> Command {
    let command = command.mut_args(|arg| {
        let value = arg.get_env().and_then(std::env::var_os);
        if value.is_some_and(|value| value.is_empty()) {
            arg.env(Resettable::Reset)
        } else {
            arg
        }
    });
    command.mut_subcommands(without_empty)
}

/// The error message for a variable whose value contains a line end.
pub fn line_end(name: impl std::fmt::Display) -> String {
    tr!(
        "variable-line-end",
        "the environment variable {name} contains a line end; remove it",
        name
    )
}

/// Rejects a variable whose value contains a line end, for example from a `.env` file with Windows line ends: the line end would be
/// sent to the API.
pub fn refuse_line_ends(
    command_line: &mut Command,
    matches: &ArgMatches,
) -> Result<(), clap::Error> {
    let Some((name, sub_matches)) = matches.subcommand() else {
        return Ok(());
    };
    let options = command_line.find_subcommand(name).into_iter();
    let is_from_environment = |arg: &&clap::Arg| {
        let id = arg.get_id().as_str();
        sub_matches.try_contains_id(id).is_ok()
            && sub_matches.value_source(id) == Some(ValueSource::EnvVariable)
    };
    let has_line_end = |name: &&std::ffi::OsStr| {
        let value = std::env::var_os(name).unwrap_or_default();
        value.to_string_lossy().contains(['\r', '\n'])
    };
    let found = options
        .flat_map(Command::get_arguments)
        .filter(is_from_environment)
        .filter_map(clap::Arg::get_env)
        .find(has_line_end)
        .map(|name| name.display().to_string());
    match found {
        Some(name) => Err(command_line.error(ErrorKind::InvalidValue, line_end(name))),
        None => Ok(()),
    }
}
