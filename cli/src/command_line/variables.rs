//! The environment variables of options.

use crate::tr;
use clap::builder::Resettable;
use clap::error::ErrorKind;
use clap::parser::ValueSource;
use clap::{ArgMatches, Command};

/// The command line without the variables that are set to nothing: they count as unset.
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

/// Refuses a variable whose value contains a line end, as of a `.env` file with line ends of Windows: the API would get it.
///
/// # Errors
/// Names the variable.
pub fn refuse_line_ends(
    command_line: &mut Command,
    matches: &ArgMatches,
) -> Result<(), clap::Error> {
    let Some((name, own)) = matches.subcommand() else {
        return Ok(());
    };
    let options = command_line.find_subcommand(name).into_iter();
    let of_environment = |arg: &&clap::Arg| {
        let id = arg.get_id().as_str();
        own.try_contains_id(id).is_ok() && own.value_source(id) == Some(ValueSource::EnvVariable)
    };
    let has_line_end = |name: &&std::ffi::OsStr| {
        let value = std::env::var_os(name).unwrap_or_default();
        value.to_string_lossy().contains(['\r', '\n'])
    };
    let found = options
        .flat_map(Command::get_arguments)
        .filter(of_environment)
        .filter_map(clap::Arg::get_env)
        .find(has_line_end)
        .map(|name| name.display().to_string());
    match found {
        Some(name) => Err(command_line.error(
            ErrorKind::InvalidValue,
            tr!(
                "variable-line-end",
                "the environment variable {name} contains a line end; remove it",
                name
            ),
        )),
        None => Ok(()),
    }
}
