//! Parses the command line, with the settings of the profile as the defaults of options.

use std::collections::BTreeMap;
use std::ffi::OsString;

use clap::parser::ValueSource;
use clap::{Arg, ArgMatches, Command, ValueEnum as _};

use super::read::{ADDRESSES, Config, OPTIONS};
use super::reader::Names;
use super::{ACTIVE, ConfigError, PROFILE_VARIABLE, Profile, names};
use crate::api::Api;
use crate::arguments::values_of;
use crate::batch;
use crate::command_names;
use crate::command_names::{WITHOUT_CALLS, WITHOUT_PROFILE};
use crate::error::CommandError;
use crate::language::{self, Language};
use crate::tr;

/// Parses the command line, with the profile as defaults.
///
/// # Errors
/// The error of the command line, or of the configuration if the command needs it.
pub fn parse<'a>(
    command_line: &mut Command,
    apis: impl Iterator<Item = &'a Api> + Clone,
) -> Result<ArgMatches, CommandError> {
    let arguments: Vec<OsString> = std::env::args_os().collect();
    let profile = chosen_profile(&arguments, apis.clone());
    if let Ok(Some(profile)) = &profile {
        *command_line = with_defaults(std::mem::take(command_line), profile, apis);
    }
    *command_line = language::help::translated(std::mem::take(command_line));
    let matches = command_line.try_get_matches_from_mut(arguments)?;
    let needs_profile = matches
        .subcommand_name()
        .is_some_and(|name| !WITHOUT_CALLS.contains(&name) && !WITHOUT_PROFILE.contains(&name));
    // help, and commands that repair the file, work with an invalid file
    match profile {
        Ok(Some(profile)) => {
            // `parse` is called once, so that the cell is empty
            let _ = ACTIVE.set(profile);
        }
        Err(error) if needs_profile => return Err(error.into()),
        Ok(None) | Err(_) => {}
    }
    Ok(matches)
}

/// The profile to use, without the settings that the arguments or variables replace as a group.
fn chosen_profile<'a>(
    arguments: &[OsString],
    apis: impl Iterator<Item = &'a Api>,
) -> Result<Option<Profile>, ConfigError> {
    let options = apis
        .flat_map(|api| &api.commands)
        .flat_map(|command| &command.options);
    let document_names: Names = options.flat_map(names).collect();
    let Some(config) = Config::load(Some(&document_names))? else {
        return match named_profile(arguments) {
            Some(name) => Err(ConfigError::at(
                &super::required_location()?,
                None,
                tr!(
                    "no-profile-file",
                    "there is no profile `{name}`: the file does not exist; `profile add {name}` makes it",
                    name
                ),
            )),
            None => Ok(None),
        };
    };
    let Some(profile) = named_or_default(&config, arguments)? else {
        return Ok(None);
    };
    let mut profile = profile.clone();
    // one given address replaces all addresses of the profile, so that the environment and URLs of different servers are not mixed
    let is_given = |option: &str| {
        let variable = match option {
            "environment" => Some("CESCE_ENVIRONMENT"),
            "base-url" => Some("CESCE_BASE_URL"),
            "token-url" => Some("CESCE_TOKEN_URL"),
            _ => None,
        };
        let value = variable.and_then(std::env::var_os);
        value.is_some_and(|value| !value.is_empty())
            || value_of(arguments, &format!("--{option}")).is_some()
    };
    if ADDRESSES.iter().any(|option| is_given(option)) {
        profile
            .settings
            .retain(|setting| !ADDRESSES.contains(&setting.key.as_str()));
    }
    Ok(Some(profile))
}

/// The name of the profile that an argument or a variable gives.
fn named_profile(arguments: &[OsString]) -> Option<String> {
    let variable = std::env::var(PROFILE_VARIABLE)
        .ok()
        .filter(|name| !name.is_empty());
    value_of(arguments, "--profile").or(variable)
}

/// The profile that an argument or a variable names, or the default one.
fn named_or_default<'c>(
    config: &'c Config,
    arguments: &[OsString],
) -> Result<Option<&'c Profile>, ConfigError> {
    match (named_profile(arguments), &config.default) {
        (Some(name), _) => config.profile(&name, None).map(Some),
        (None, Some((name, line))) => config.profile(name, Some(*line)).map(Some),
        (None, None) => Ok(None),
    }
}

/// The language of the profile. Errors of the file are reported later, in the language of the environment.
pub fn language() -> Option<Language> {
    let config = Config::load(None).ok()??;
    let arguments: Vec<OsString> = std::env::args_os().collect();
    let profile = named_or_default(&config, &arguments).ok()??;
    let mut settings = profile.settings.iter();
    let language = settings.find(|setting| setting.key == "lang")?;
    Language::from_str(language.values.first()?, false).ok()
}

/// The first value of an option in arguments that are not parsed yet.
fn value_of(arguments: &[OsString], option: &str) -> Option<String> {
    let values = values_of(arguments.iter().cloned(), option);
    values.first()?.to_str().map(str::to_owned)
}

/// The command line, with the settings of the profile as defaults.
fn with_defaults<'a>(
    command_line: Command,
    profile: &Profile,
    apis: impl Iterator<Item = &'a Api> + Clone,
) -> Command {
    let settings = profile.settings.iter();
    let settings: BTreeMap<&str, &[String]> = settings
        .filter(|setting| OPTIONS.contains(&setting.key.as_str()))
        .map(|setting| (setting.key.as_str(), setting.values.as_slice()))
        .collect();
    let command_line = command_line.mut_args(|arg| {
        let values = arg.get_long().and_then(|long| settings.get(long));
        with_default(arg, values.copied())
    });
    let portfolio = apis.clone().find_map(crate::portfolio::query);
    let values = values(profile, apis);
    command_line.mut_subcommands(|command| match command.get_name() {
        command_names::BATCH => command.mut_subcommands(|command| {
            let of_journal = |arg: Arg| match arg.get_long() {
                Some("journal") => with_default(arg, settings.get("journal").copied()),
                _ => arg,
            };
            let values = values.get(command.get_name());
            command.mut_args(of_journal).mut_args(|arg| match values {
                Some(values) if arg.get_help_heading() == Some(batch::IN_ALL_ROWS) => {
                    with_value(arg, values)
                }
                _ => arg,
            })
        }),
        command_names::VERIFY => command.mut_args(|arg| {
            let default = values
                .values()
                .find_map(|values| values.get(arg.get_id().as_str()));
            match default {
                // the default of the profile meets the requirement
                Some(values) if arg.is_required_set() => {
                    with_default(arg.required(false), Some(values))
                }
                _ => arg,
            }
        }),
        command_names::CHECK => {
            let values = values.values().flatten();
            let values = values.map(|(name, values)| (*name, *values)).collect();
            command.mut_args(|arg| match arg.get_help_heading() {
                Some(batch::IN_ALL_ROWS) => with_value(arg, &values),
                _ => arg,
            })
        }
        command_names::PORTFOLIO => {
            let values = portfolio.and_then(|query| values.get(query.name.as_str()));
            match values {
                Some(values) => command
                    .mut_subcommands(|command| command.mut_args(|arg| with_value(arg, values))),
                None => command,
            }
        }
        name => match values.get(name) {
            Some(values) => command.mut_args(|arg| with_value(arg, values)),
            None => command,
        },
    })
}

/// Values by the names of options.
type OptionValues<'p> = BTreeMap<&'p str, &'p [String]>;

/// The values of the profile for the options of each command of the document.
fn values<'p, 'a: 'p>(
    profile: &'p Profile,
    apis: impl Iterator<Item = &'a Api>,
) -> BTreeMap<&'p str, OptionValues<'p>> {
    let of_command = |command: &'a crate::api::Command| {
        let options = command.options.iter();
        let options: OptionValues<'p> = options
            .filter_map(|option| {
                Some((
                    option.name.as_str(),
                    profile.value(option)?.values.as_slice(),
                ))
            })
            .collect();
        (command.name.as_str(), options)
    };
    let commands = apis.flat_map(|api| &api.commands).map(of_command);
    commands
        .filter(|(_, options)| !options.is_empty())
        .collect()
}

fn with_value(arg: Arg, values: &OptionValues<'_>) -> Arg {
    let values = values.get(arg.get_id().as_str()).copied();
    with_default(arg, values)
}

fn with_default(arg: Arg, values: Option<&[String]>) -> Arg {
    match values {
        Some(values) => arg.default_values(values.to_vec()),
        None => arg,
    }
}

/// Whether the profile sets the output `json`, `jsonl` or `envelope`, and the command line sets none.
pub fn wants_json() -> bool {
    let arguments: Vec<OsString> = std::env::args_os().collect();
    let settings = super::active().map(|profile| profile.settings.as_slice());
    let mut settings = settings.unwrap_or_default().iter();
    let output = settings.find(|setting| setting.key == "output");
    let is_json = |format: &String| matches!(format.as_str(), "json" | "jsonl" | "envelope");
    output.is_some_and(|output| output.values.iter().any(is_json))
        && value_of(&arguments, "--output").is_none()
}

/// Whether an option was given as an argument.
pub(super) fn is_given(matches: &ArgMatches, id: &str) -> bool {
    matches.value_source(id) == Some(ValueSource::CommandLine)
}
