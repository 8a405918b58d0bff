//! From the command line and the file to the arguments of a command: what the profile says is the default of options.

use std::collections::BTreeMap;
use std::ffi::{OsStr, OsString};

use clap::parser::ValueSource;
use clap::{Arg, ArgMatches, Command, ValueEnum as _};

use super::read::{ADDRESSES, Config, Names, OPTIONS};
use super::{ACTIVE, ConfigError, PROFILE, Profile, names};
use crate::api::Api;
use crate::batch;
use crate::command_line::{WITHOUT_CALLS, WITHOUT_PROFILE};
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
    let typed: Vec<OsString> = std::env::args_os().collect();
    let profile = choose(&typed, apis.clone());
    if let Ok(Some(profile)) = &profile {
        *command_line = with_defaults(std::mem::take(command_line), profile, apis);
    }
    *command_line = language::help::translated(std::mem::take(command_line));
    let matches = command_line.try_get_matches_from_mut(typed)?;
    let needs_profile = matches
        .subcommand_name()
        .is_some_and(|name| !WITHOUT_CALLS.contains(&name) && !WITHOUT_PROFILE.contains(&name));
    // help, and commands that repair the file, work with a file that cannot be used
    match profile {
        Ok(Some(profile)) => {
            // nothing was set before: this is called once
            let _ = ACTIVE.set(profile);
        }
        Err(error) if needs_profile => return Err(error.into()),
        Ok(None) | Err(_) => {}
    }
    Ok(matches)
}

/// The profile that is named, or the default one.
fn choose<'a>(
    typed: &[OsString],
    apis: impl Iterator<Item = &'a Api>,
) -> Result<Option<Profile>, ConfigError> {
    let options = apis
        .flat_map(|api| &api.commands)
        .flat_map(|command| &command.options);
    let known: Names = options.flat_map(names).collect();
    let Some(config) = Config::load(Some(&known))? else {
        return match named(typed) {
            Some(name) => Err(ConfigError::at(
                &super::needed_location()?,
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
    let Some(profile) = chosen(&config, typed)? else {
        return Ok(None);
    };
    let mut profile = profile.clone();
    // an address that is given stands for all of them: an environment is not mixed with the URL of another
    let is_given = |option: &str| {
        let variable = match option {
            "environment" => Some("CESCE_ENVIRONMENT"),
            "base-url" => Some("CESCE_BASE_URL"),
            "token-url" => Some("CESCE_TOKEN_URL"),
            _ => None,
        };
        let set = variable.and_then(std::env::var_os);
        set.is_some_and(|value| !value.is_empty())
            || value_of(typed, &format!("--{option}")).is_some()
    };
    if ADDRESSES.iter().any(|option| is_given(option)) {
        profile
            .settings
            .retain(|setting| !ADDRESSES.contains(&setting.key.as_str()));
    }
    Ok(Some(profile))
}

/// The profile that an argument or a variable names.
fn named(typed: &[OsString]) -> Option<String> {
    let variable = std::env::var(PROFILE).ok().filter(|name| !name.is_empty());
    value_of(typed, "--profile").or(variable)
}

/// The profile of the file that is named, or the default one.
fn chosen<'c>(config: &'c Config, typed: &[OsString]) -> Result<Option<&'c Profile>, ConfigError> {
    match (named(typed), &config.default) {
        (Some(name), _) => config.profile(&name, None).map(Some),
        (None, Some((name, line))) => config.profile(name, Some(*line)).map(Some),
        (None, None) => Ok(None),
    }
}

/// The language that the profile names. What is wrong with the file is reported later, in the language of the environment.
pub fn language() -> Option<Language> {
    let config = Config::load(None).ok()??;
    let typed: Vec<OsString> = std::env::args_os().collect();
    let profile = chosen(&config, &typed).ok()??;
    let mut settings = profile.settings.iter();
    let language = settings.find(|setting| setting.key == "lang")?;
    Language::from_str(language.values.first()?, false).ok()
}

/// The value of an option before the command line is parsed.
fn value_of(typed: &[OsString], option: &str) -> Option<String> {
    let mut typed = typed
        .iter()
        .skip(1)
        .take_while(|it| *it != OsStr::new("--"));
    while let Some(argument) = typed.next() {
        match argument.to_str().and_then(|text| text.strip_prefix(option)) {
            Some("") => return typed.next()?.to_str().map(str::to_owned),
            Some(rest) => {
                if let Some(value) = rest.strip_prefix('=') {
                    return Some(value.to_owned());
                }
            }
            None => {}
        }
    }
    None
}

/// The command line, with what the profile says as defaults.
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
        batch::NAME => command.mut_subcommands(|command| {
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
        crate::verify::NAME => command.mut_args(|arg| {
            let of_paths = values
                .values()
                .find_map(|values| values.get(arg.get_id().as_str()));
            match of_paths {
                // a default is a value, too
                Some(values) if arg.is_required_set() => {
                    with_default(arg.required(false), Some(values))
                }
                _ => arg,
            }
        }),
        crate::check::NAME => {
            let values = values.values().flatten();
            let values = values.map(|(name, values)| (*name, *values)).collect();
            command.mut_args(|arg| match arg.get_help_heading() {
                Some(batch::IN_ALL_ROWS) => with_value(arg, &values),
                _ => arg,
            })
        }
        crate::portfolio::NAME => {
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

type OfOptions<'p> = BTreeMap<&'p str, &'p [String]>;

/// The values of the profile for the options of each command of the document.
fn values<'p, 'a: 'p>(
    profile: &'p Profile,
    apis: impl Iterator<Item = &'a Api>,
) -> BTreeMap<&'p str, OfOptions<'p>> {
    let of_command = |command: &'a crate::api::Command| {
        let options = command.options.iter();
        let options: OfOptions<'p> = options
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

fn with_value(arg: Arg, values: &OfOptions<'_>) -> Arg {
    let values = values.get(arg.get_id().as_str()).copied();
    with_default(arg, values)
}

fn with_default(arg: Arg, values: Option<&[String]>) -> Arg {
    match values {
        Some(values) => arg.default_values(values.to_vec()),
        None => arg,
    }
}

/// Whether the profile has errors printed as JSON, and the command line does not say otherwise.
pub fn wants_json() -> bool {
    let typed: Vec<OsString> = std::env::args_os().collect();
    let settings = super::active().map(|profile| profile.settings.as_slice());
    let mut settings = settings.unwrap_or_default().iter();
    let output = settings.find(|setting| setting.key == "output");
    let is_json = |form: &String| matches!(form.as_str(), "json" | "jsonl");
    output.is_some_and(|output| output.values.iter().any(is_json))
        && value_of(&typed, "--output").is_none()
}

/// Whether a value was typed as an argument.
pub(super) fn is_typed(matches: &ArgMatches, id: &str) -> bool {
    matches.value_source(id) == Some(ValueSource::CommandLine)
}
