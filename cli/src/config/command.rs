//! `profile`: lists, chooses, adds and removes profiles.

use std::path::PathBuf;

use clap::{ArgMatches, Args, Command, FromArgMatches as _, Subcommand, value_parser};
use toml_edit::{Array, InlineTable, Item, Table, Value, value};

use super::credentials::VALUES;
use super::edit::{self, profiles, set_default};
use super::error::suggestion;
use super::read::{Config, DEFAULT, OPTIONS};
use super::rules::{invalid_name, is_name};
use super::startup::is_given;
use super::{ConfigError, names};
use crate::api::Api;
use crate::arguments::{Display, Format, named_value};
use crate::command_names;
use crate::error::CommandError;
use crate::language;
use crate::options_of;
use crate::output::{self, Json};
use crate::tr;

/// The subcommands of `profile`.
#[derive(Debug, Subcommand)]
enum Profiles {
    /// List the profiles, with the default one, their servers and the sources of their credentials
    List,
    /// Make a profile the default, which is used if neither `--profile` nor `CLASSIFICATIONS_PROFILE` is set
    Use {
        /// The profile.
        #[arg(add = super::profile_names())]
        name: String,
    },
    /// Add a profile with the given options
    Add(Box<New>),
    /// Remove a profile
    Remove {
        /// The profile.
        #[arg(add = super::profile_names())]
        name: String,
    },
}

/// A profile to be added. The options of connection and output are stored in it, too.
#[derive(Debug, Args)]
struct New {
    /// The name.
    name: String,
    /// Replace the profile of this name.
    #[arg(long)]
    replace: bool,
    /// The value of a parameter, by its name in the API or the name of the option; may be repeated.
    #[arg(long = "value", value_name = "NAME=VALUE", value_parser = named_value)]
    values: Vec<(String, String)>,
    /// The journal of batches.
    #[arg(long, value_name = "FILE|URL")]
    journal: Option<String>,
    /// The file in which failed token requests are remembered.
    #[arg(long, value_name = "FILE")]
    state_file: Option<PathBuf>,
    /// Credentials come from this TOML file, with `client_id`, `client_secret`, `username` and `password`, which only its owner may
    /// read.
    #[arg(long, value_name = "FILE", group = "source", help_heading = CREDENTIALS)]
    credentials_file: Option<PathBuf>,
    /// The table of that file [default: default].
    #[arg(long, value_name = "NAME", requires = "credentials_file", help_heading = CREDENTIALS)]
    credentials_table: Option<String>,
    /// Credentials come from the variables that begin with this prefix and end with `CLIENT_ID`, `CLIENT_SECRET`, `USERNAME` and
    /// `PASSWORD`.
    #[arg(long, value_name = "PREFIX", group = "source", help_heading = CREDENTIALS)]
    credentials_prefix: Option<String>,
    /// A file with one of client-id, client-secret, username and password; must be given four times.
    #[arg(long, value_name = "NAME=FILE", value_parser = named_value, group = "source", help_heading = CREDENTIALS)]
    credentials_from: Vec<(String, String)>,
    /// Credentials come from this command, which prints them as JSON.
    #[arg(last = true, value_name = "COMMAND", group = "source", value_parser = value_parser!(String))]
    command: Vec<String>,
}

const CREDENTIALS: &str = "Credentials";

/// The command.
pub fn command() -> Command {
    let about = "List, choose, add and remove profiles";
    Profiles::augment_subcommands(Command::new(command_names::PROFILE))
        .about(about)
        .long_about(format!(
            "{about}. A profile is a set of settings with a name in classifications.toml, in the folder of the \
             configuration or at the path of CLASSIFICATIONS_CONFIG. It contains no secrets"
        ))
        .subcommand_required(true)
        .arg_required_else_help(true)
}

/// Runs the command.
pub fn run_profile<'a>(
    apis: impl Iterator<Item = &'a Api>,
    matches: &ArgMatches,
) -> Result<(), CommandError> {
    let Some((_, sub_matches)) = matches.subcommand() else {
        return Ok(());
    };
    match Profiles::from_arg_matches(matches)? {
        Profiles::List => list(&options_of(sub_matches)?),
        Profiles::Use { name } => set_default_profile(&name),
        Profiles::Add(new) => {
            let options = apis.flat_map(|api| &api.commands);
            let options = options.flat_map(|command| &command.options);
            add(&new, sub_matches, &options.flat_map(names).collect())
        }
        Profiles::Remove { name } => remove(&name),
    }
}

fn list(display: &Display) -> Result<(), CommandError> {
    let config = Config::load(None)?;
    language::keep_for_programs(display.output != Format::Table);
    let default = config.as_ref().and_then(|config| config.default.as_ref());
    let default = default.map(|(name, _)| name.as_str());
    let profiles = config.iter().flat_map(|config| &config.profiles);
    let rows = profiles.map(|profile| {
        let text = |text: &str| Json::String(text.to_owned());
        let setting = |key: &&str| {
            let mut settings = profile.settings.iter();
            let setting = settings.find(|setting| setting.key == **key)?;
            setting.values.first().cloned()
        };
        let address = ["sandbox-url", "environment", "base-url"]
            .iter()
            .find_map(setting);
        let credentials = profile
            .credentials
            .as_ref()
            .map_or_else(super::credentials::environment, |source| {
                source.description().to_owned()
            });
        Json::Object(vec![
            ("profile".to_owned(), text(&profile.name)),
            (
                "default".to_owned(),
                Json::Bool(default == Some(&profile.name)),
            ),
            (
                "environment".to_owned(),
                address.map_or(Json::Null, Json::String),
            ),
            ("credentials".to_owned(), Json::String(credentials)),
        ])
    });
    let rows: Vec<Json> = rows.collect();
    output::print_list(
        display,
        &["profile", "default", "environment", "credentials"],
        &rows,
    )
}

fn set_default_profile(name: &str) -> Result<(), CommandError> {
    let ((), file) = edit::change(None, |document, config| {
        check_known(config, name)?;
        set_default(document, name);
        Ok(())
    })?;
    output::line(&tr!(
        "profile-default",
        "the default profile of {file} is {name}",
        name,
        file = file.display()
    ))
}

fn remove(name: &str) -> Result<(), CommandError> {
    let (was_default, file) = edit::change(None, |document, config| {
        check_known(config, name)?;
        profiles(document)?.remove(name);
        let is_default = document.get(DEFAULT).and_then(Item::as_str) == Some(name);
        if is_default {
            document.remove(DEFAULT);
        }
        Ok(is_default)
    })?;
    let mut text = tr!(
        "profile-removed",
        "profile {name} is removed from {file}",
        name,
        file = file.display()
    );
    if was_default {
        text += &tr!("no-default-now", "; there is no default profile now");
    }
    output::line(&text)
}

/// Rejects a name that no profile has.
fn check_known(config: Option<&Config>, name: &str) -> Result<(), ConfigError> {
    match config {
        Some(config) => config.profile(name, None).map(drop),
        None => Err(ConfigError::new(tr!(
            "no-profile",
            "there is no profile `{name}`; `profile add {name}` makes it",
            name
        ))),
    }
}

/// Adds a profile. `known` are the names of the options and fields that it may set.
fn add(new: &New, matches: &ArgMatches, known: &super::reader::Names) -> Result<(), CommandError> {
    let name = &new.name;
    if !is_name(name) {
        return Err(ConfigError::new(invalid_name(name)).into());
    }
    let table = table(new, matches)?;
    let ((), file) = edit::change(Some(known), |document, config| {
        let exists = config.is_some_and(|config| config.profile(name, None).is_ok());
        if exists && !new.replace {
            return Err(ConfigError::new(tr!(
                "profile-exists",
                "there already is a profile `{name}`; --replace replaces it",
                name
            )));
        }
        let is_first = document.is_empty();
        let profiles = profiles(document)?;
        let mut table = table;
        match profiles.get(name).and_then(Item::as_table) {
            // comments above the table and its position are kept
            Some(replaced) => {
                *table.decor_mut() = replaced.decor().clone();
                table.set_position(replaced.position());
            }
            None if !is_first => table.decor_mut().set_prefix("\n"),
            None => {}
        }
        profiles.insert(name, Item::Table(table));
        Ok(())
    })?;
    output::line(&tr!(
        "profile-added",
        "profile {name} is in {file}; `--profile {name}` uses it, `profile use {name}` makes it the default",
        name,
        file = file.display()
    ))
}

/// The options of a new profile as a table of the file.
fn table(new: &New, matches: &ArgMatches) -> Result<Table, CommandError> {
    let mut table = Table::new();
    for key in OPTIONS {
        let id = key.replace('-', "_");
        if key == "journal" || !is_given(matches, &id) {
            continue;
        }
        let texts: Vec<String> = matches
            .get_raw(&id)
            .into_iter()
            .flatten()
            .map(|text| text.to_string_lossy().into_owned())
            .collect();
        table.insert(key, option(key, &texts)?);
    }
    if let Some(journal) = &new.journal {
        let journal = if journal.contains("://") {
            journal.clone()
        } else {
            absolute(journal)?
        };
        table.insert("journal", value(journal));
    }
    if let Some(file) = &new.state_file {
        table.insert("state-file", value(absolute(file)?));
    }
    if is_given(matches, "no_token_cache") {
        table.insert("token-cache", value(false));
    }
    if !new.values.is_empty() {
        let mut values = Table::new();
        for (name, text) in &new.values {
            values.insert(name, value(text));
        }
        table.insert("values", Item::Table(values));
    }
    if let Some(source) = source(new)? {
        table.insert("credentials", Item::Table(source));
    }
    Ok(table)
}

fn option(key: &str, texts: &[String]) -> Result<Item, CommandError> {
    Ok(match (key, texts) {
        ("columns", _) => {
            let columns = texts.iter().flat_map(|text| text.split(','));
            value(columns.collect::<Array>())
        }
        ("root-certificate" | "metrics-file", [file]) => value(absolute(file)?),
        _ => value(texts.concat()),
    })
}

/// The table of the source of the credentials.
fn source(new: &New) -> Result<Option<Table>, CommandError> {
    let mut table = Table::new();
    if !new.command.is_empty() {
        table.insert("exec", value(new.command.iter().collect::<Array>()));
    } else if let Some(file) = &new.credentials_file {
        table.insert("file", value(absolute(file)?));
        if let Some(name) = &new.credentials_table {
            table.insert("table", value(name));
        }
    } else if let Some(prefix) = &new.credentials_prefix {
        table.insert("variables", value(prefix));
    } else if !new.credentials_from.is_empty() {
        let mut files = InlineTable::new();
        for (name, file) in &new.credentials_from {
            let value_names = VALUES.map(|(name, _)| name);
            if !value_names.contains(&name.as_str()) {
                let text = tr!(
                    "no-credentials-value",
                    "there is no value `{name}` of credentials{suggestion}",
                    name,
                    suggestion = suggestion(name, value_names)
                );
                return Err(ConfigError::new(text).into());
            }
            files.insert(name, Value::from(absolute(file)?));
        }
        table.insert("files", value(files));
    } else {
        return Ok(None);
    }
    Ok(Some(table))
}

/// An absolute path, since the profile may be used in another folder.
fn absolute(file: impl Into<PathBuf>) -> Result<String, CommandError> {
    let file = file.into();
    let absolute = std::path::absolute(&file);
    let absolute = absolute.map_err(|error| CommandError::file("profile add", &file, error))?;
    Ok(absolute.display().to_string())
}
