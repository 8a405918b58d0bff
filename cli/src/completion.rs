//! Shell completions. The shell runs this program to get the candidates, which come from the document and this machine.
//!
//! The generated script of a shell cannot contain the candidates, since profiles and contracts differ between users.

use std::ffi::OsString;

use api_transport::meaning::{Check, Meaning};
use clap::Command;
use clap_complete::CompletionCandidate;
use clap_complete::engine::ArgValueCandidates;
use clap_complete::env::{CompleteEnv, Shells};
use classifications_contract::known_codes;
use serde_json::Value;

use crate::api::extensions::known_values;
use crate::api::{Api, ApiOption};
use crate::config;
use crate::error::CommandError;

/// The variable that a shell sets to request completions. The default one, `COMPLETE`, is shared by programs: a value that was
/// set for another program would look like a request.
const VARIABLE: &str = "CLASSIFICATIONS_COMPLETE";

/// Prints completions if a shell requests them, and returns whether it does.
pub fn respond(build: impl Fn() -> Command) -> Result<bool, CommandError> {
    if std::env::var_os(VARIABLE).is_none() {
        return Ok(false);
    }
    let completions = CompleteEnv::with_factory(build).var(VARIABLE);
    let folder = std::env::current_dir().ok();
    let arguments: Vec<OsString> = std::env::args_os().collect();
    Ok(completions.try_complete(arguments, folder.as_deref())?)
}

/// The names of the shells.
pub fn shells() -> Vec<&'static str> {
    Shells::builtins().names().collect()
}

/// The script that makes a shell request completions from this program.
pub fn script(shell: &str, name: &str) -> std::io::Result<String> {
    let shells = Shells::builtins();
    let unknown = || std::io::Error::other(format!("unknown shell {shell}"));
    let shell = shells.completer(shell).ok_or_else(unknown)?;
    let mut script = Vec::new();
    shell.write_registration(VARIABLE, name, name, name, &mut script)?;
    Ok(String::from_utf8_lossy(&script).into_owned())
}

/// The candidates for the values of an option of the document; `None` if none are known besides those of clap.
pub fn of_option(option: &ApiOption) -> Option<ArgValueCandidates> {
    let extension = |key: &str| option.field.extensions.get(key);
    let check = extension("x-check").and_then(|check| Check::read(check).ok());
    let meaning = extension("x-meaning").and_then(|meaning| Meaning::read(meaning).ok());
    let known_values = known_values(extension("x-known-values"));
    let variable = option.environment.clone();
    let names = config::names(option);
    // candidates replace the possible values of clap
    let allowed = option.field.facts.values.clone();
    let is_flag = matches!(meaning, Some(Meaning::Flag { .. }));
    if check.is_none() && known_values.is_empty() && variable.is_none() && !is_flag {
        return None;
    }
    Some(ArgValueCandidates::new(move || {
        let codes = check.as_ref().map(known_codes).unwrap_or_default();
        let codes = codes.into_iter();
        let codes =
            codes.map(|(code, name)| candidate(code, Some(name).filter(|name| !name.is_empty())));
        let values = known_values.iter().cloned();
        let values = values.map(|(value, description)| candidate(value, description));
        let flags = if is_flag { &["true", "false"][..] } else { &[] };
        let flags = flags.iter().map(|flag| candidate(*flag, None));
        let mut configured: Vec<CompletionCandidate> = variable
            .as_deref()
            .and_then(of_variable)
            .into_iter()
            .collect();
        for (value, profile) in config::values_of_profiles(&names) {
            if configured
                .iter()
                .all(|other| other.get_value() != value.as_str())
            {
                configured.push(candidate(value, Some(profile)));
            }
        }
        let allowed = allowed.iter().filter_map(Value::as_str);
        let allowed = allowed.map(|value| candidate(value, None));
        let all = codes
            .chain(values)
            .chain(allowed)
            .chain(flags)
            .chain(configured);
        all.collect()
    }))
}

/// A candidate with the value of an environment variable, such as the user's contract.
fn of_variable(variable: &str) -> Option<CompletionCandidate> {
    let value = std::env::var(variable).ok()?;
    (!value.is_empty()).then(|| candidate(value, Some(variable.to_owned())))
}

/// Adds completions to the options that do not come from the document.
pub fn add(command: Command, api: &Api) -> Command {
    let document = api.contract.document();
    let environments = document.get("x-environments").and_then(Value::as_object);
    let environments: Vec<String> = environments
        .into_iter()
        .flat_map(serde_json::Map::keys)
        .cloned()
        .collect();
    let columns = api.commands.iter().flat_map(|command| &command.columns);
    let mut columns: Vec<(String, String)> = columns
        .map(|column| (column.value.clone(), column.title.clone()))
        .collect();
    columns.sort();
    columns.dedup();
    let command = command.mut_arg("profile", |arg| arg.add(config::profile_names()));
    let command = command.mut_arg("environment", |arg| {
        arg.add(ArgValueCandidates::new(move || {
            let names = environments.iter();
            names.map(|name| candidate(name, None)).collect()
        }))
    });
    command.mut_arg("columns", |arg| {
        arg.add(ArgValueCandidates::new(move || {
            let columns = columns.iter();
            let columns = columns.map(|(name, title)| candidate(name, Some(title.clone())));
            columns.collect()
        }))
    })
}

fn candidate(value: impl Into<OsString>, help: Option<String>) -> CompletionCandidate {
    CompletionCandidate::new(value).help(help.map(Into::into))
}
