//! The options of `verify`.

use std::collections::BTreeMap;
use std::path::PathBuf;

use clap::{Arg, ArgMatches, Args, Command, FromArgMatches};
use classifications_contract::FieldLocation;

use crate::api::Api;
use crate::arguments::named_value;
use crate::command_names;
use crate::tr;

/// The built-in options.
#[derive(Debug, Args)]
pub struct BuiltIn {
    /// A value that replaces that of the cases, by the name of a parameter or property; may be repeated. Writes concern only
    /// rows that have all of these values.
    #[arg(long = "value", value_name = "NAME=VALUE", value_parser = named_value)]
    pub values: Vec<(String, String)>,
    /// Also send calls that change something. They may be charged.
    #[arg(long, requires = "values")]
    pub allow_writes: bool,
    /// The maximum number of calls that may create something.
    #[arg(long, default_value_t = 3, value_name = "N")]
    pub most_creates: usize,
    /// Only calls with this text in their name, as in `/200-`; may be repeated.
    #[arg(long, value_name = "TEXT")]
    pub only: Vec<String>,
    /// Print only failed calls and the summary.
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

/// The options, including those of the document's parameters.
pub struct Options {
    pub built_in: BuiltIn,
    /// The user's values by flattened name.
    pub values: BTreeMap<String, String>,
}

impl Options {
    /// Reads the options.
    pub fn from_matches(api: &Api, matches: &ArgMatches) -> Result<Self, clap::Error> {
        let built_in = BuiltIn::from_arg_matches(matches)?;
        let parameters = parameters(api).into_iter().filter_map(|(option, name, _)| {
            let value = matches.get_one::<String>(&option)?;
            Some((name, value.clone()))
        });
        let mut values: BTreeMap<String, String> = parameters.collect();
        values.extend(built_in.values.iter().cloned());
        Ok(Self { built_in, values })
    }

    /// Whether `--only` selects the call with this name.
    pub fn selects(&self, name: &str) -> bool {
        let only = &self.built_in.only;
        only.is_empty() || only.iter().any(|part| name.contains(part))
    }
}

/// The command, with an option for each parameter of the document's paths.
pub fn command(api: &Api) -> Command {
    let about = "Compare a live server with the document and the cases. Without --allow-writes it only reads";
    let mut command = BuiltIn::augment_args(Command::new(command_names::VERIFY)).about(about).long_about(format!(
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
            // a parameter with a variable identifies the account, so that every call needs it
            arg = arg.env(variable).hide_env_values(true).required(true);
        }
        command = command.arg(arg);
    }
    command
}

/// The parameters of paths: option, name and environment variable.
fn parameters(api: &Api) -> Vec<(String, String, Option<String>)> {
    let built_in = BuiltIn::augment_args(Command::new(command_names::VERIFY));
    let mut parameters: Vec<(String, String, Option<String>)> = Vec::new();
    for option in api.commands.iter().flat_map(|command| &command.options) {
        let is_new = parameters.iter().all(|(name, ..)| *name != option.name);
        let is_free = built_in
            .get_arguments()
            .all(|arg| arg.get_long() != Some(&option.name));
        if option.field.location == FieldLocation::Path && is_new && is_free {
            let name = option.field.name.trim_start_matches("path.");
            parameters.push((
                option.name.clone(),
                name.to_owned(),
                option.environment.clone(),
            ));
        }
    }
    parameters
}
