//! The options: which calls are made, with which values, and where the report goes.

use std::collections::BTreeMap;
use std::path::PathBuf;

use clap::{Arg, ArgMatches, Args, Command, FromArgMatches};
use classifications_contract::FieldLocation;

use crate::api::Api;
use crate::tr;

/// The name of the command.
pub const NAME: &str = "verify";

/// Options that are not the document's.
#[derive(Debug, Args)]
pub struct Own {
    /// A value instead of the cases', by the name of a parameter or property; may be
    /// repeated. Rows that have all of these values may be written to.
    #[arg(long = "value", value_name = "NAME=VALUE", value_parser = named_value)]
    pub values: Vec<(String, String)>,
    /// Also send calls that change something. They may be charged.
    #[arg(long, requires = "values")]
    pub allow_writes: bool,
    /// How many calls that may create something are sent at most.
    #[arg(long, default_value_t = 3, value_name = "N")]
    pub most_creates: usize,
    /// Only calls with this text in their name, as in `/200-`; may be repeated.
    #[arg(long, value_name = "TEXT")]
    pub only: Vec<String>,
    /// Print failed calls alone, and the summary.
    #[arg(long)]
    pub failed_only: bool,
    /// Write a report in the `JUnit` format.
    #[arg(long, value_name = "FILE")]
    pub junit: Option<PathBuf>,
    /// Print JSON.
    #[arg(long)]
    pub json: bool,
    /// Keep requests and responses as drafts of cases in this folder, without private values.
    #[arg(long, value_name = "DIR")]
    pub record: Option<PathBuf>,
}

/// All options.
pub struct Options {
    pub own: Own,
    /// The user's values by flattened name.
    pub values: BTreeMap<String, String>,
}

impl Options {
    /// Reads what was typed.
    pub fn from_matches(api: &Api, matches: &ArgMatches) -> Result<Self, clap::Error> {
        let own = Own::from_arg_matches(matches)?;
        let parameters = parameters(api).into_iter().filter_map(|(option, name, _)| {
            let value = matches.get_one::<String>(&option)?;
            Some((name, value.clone()))
        });
        let mut values: BTreeMap<String, String> = parameters.collect();
        values.extend(own.values.iter().cloned());
        Ok(Self { own, values })
    }

    /// Whether a call of this name is to be made.
    pub fn wants(&self, name: &str) -> bool {
        let only = &self.own.only;
        only.is_empty() || only.iter().any(|part| name.contains(part))
    }
}

/// The command, with an option for each parameter of the document's paths.
pub fn command(api: &Api) -> Command {
    let about =
        "Check a live server by the document and the cases. Only reads, unless told otherwise";
    let mut command = Own::augment_args(Command::new(NAME)).about(about).long_about(format!(
        "{about}.\n\nExit codes: 0 every call passed or was left out, 1 a call failed, 2 not all calls \
         could be made."
    ));
    for (option, name, variable) in parameters(api) {
        let mut arg = Arg::new(option.clone());
        arg = arg.long(option).value_name("VALUE").help(tr!(
            "value-in-calls",
            "Value of {name} in all calls",
            name
        ));
        if let Some(variable) = variable {
            // what has a variable is the account's: no call can do without it
            arg = arg.env(variable).hide_env_values(true).required(true);
        }
        command = command.arg(arg);
    }
    command
}

/// The parameters of paths: option, name and environment variable.
fn parameters(api: &Api) -> Vec<(String, String, Option<String>)> {
    let taken = Own::augment_args(Command::new(NAME));
    let mut found: Vec<(String, String, Option<String>)> = Vec::new();
    for option in api.commands.iter().flat_map(|command| &command.options) {
        let is_new = found.iter().all(|(name, ..)| *name != option.name);
        let is_free = taken
            .get_arguments()
            .all(|arg| arg.get_long() != Some(&option.name));
        if option.field.location == FieldLocation::Path && is_new && is_free {
            let name = option.field.name.trim_start_matches("path.");
            found.push((
                option.name.clone(),
                name.to_owned(),
                option.environment.clone(),
            ));
        }
    }
    found
}

/// `NAME=VALUE` as a pair.
pub fn named_value(text: &str) -> Result<(String, String), String> {
    let pair = text.split_once('=').filter(|(name, _)| !name.is_empty());
    let (name, value) = pair.ok_or_else(|| tr!("not-named", "it should be NAME=VALUE"))?;
    Ok((name.to_owned(), value.to_owned()))
}
