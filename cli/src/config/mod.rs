//! Profiles: named settings in `classifications.toml`.
//!
//! The file contains no secrets; a profile names the source of its credentials. The file is read before the command line is
//! parsed, and the settings of the profile become the defaults of options, so that flags and variables override them.

mod command;
mod credentials;
mod edit;
mod error;
mod fingerprint;
mod read;
mod reader;
mod rules;
mod show;
mod startup;
mod state;

use std::path::{Path, PathBuf};
use std::sync::OnceLock;

use clap_complete::CompletionCandidate;
use clap_complete::engine::ArgValueCandidates;
use classifications_contract::{FieldLocation, split_name};

pub use self::command::{command, run_profile};
pub use self::credentials::{Source, credentials};
pub use self::error::ConfigError;
pub use self::show::{config_command, run_config};
pub use self::startup::{language, parse, wants_json};
pub use self::state::{state_file, state_folder};

use self::read::Config;
use crate::api::ApiOption;
use crate::command_line::variables::line_end;
use crate::tr;

/// The variable that names the configuration file.
const FILE: &str = "CLASSIFICATIONS_CONFIG";

/// The variable that names the profile.
const PROFILE_VARIABLE: &str = "CLASSIFICATIONS_PROFILE";

/// The profile in use. It is set once, after the command line is parsed.
static ACTIVE: OnceLock<Profile> = OnceLock::new();

/// A profile of the configuration file.
#[derive(Debug, Clone)]
pub struct Profile {
    pub name: String,
    /// The values of options of the command line.
    settings: Vec<Setting>,
    /// The values of options and fields of the document.
    values: Vec<Setting>,
    credentials: Option<Source>,
    state_file: Option<PathBuf>,
    token_cache: bool,
}

/// A key of the configuration file with its values.
#[derive(Debug, Clone)]
struct Setting {
    key: String,
    /// The number of its line.
    line: usize,
    values: Vec<String>,
}

/// The profile in use, if any.
pub fn active() -> Option<&'static Profile> {
    ACTIVE.get()
}

/// The profiles in the order of the file; none if the file is invalid.
fn profiles() -> Vec<Profile> {
    let config = Config::load(None).ok().flatten();
    config.map(|config| config.profiles).unwrap_or_default()
}

/// Completions with the names of the profiles.
pub fn profile_names() -> ArgValueCandidates {
    ArgValueCandidates::new(|| {
        let names = profiles().into_iter().map(|profile| profile.name);
        names.map(CompletionCandidate::new).collect()
    })
}

/// The values that profiles have for the keys `names`, each with the name of its profile.
pub fn values_of_profiles(names: &[String]) -> Vec<(String, String)> {
    let of_profile = |profile: Profile| {
        let values = profile.values.into_iter();
        let values = values.filter(|value| names.contains(&value.key));
        let values = values.flat_map(|value| value.values);
        let pairs = values.map(|value| (value, profile.name.clone()));
        pairs.collect::<Vec<_>>()
    };
    profiles().into_iter().flat_map(of_profile).collect()
}

/// Whether tokens are kept for later commands, which is the case unless the profile sets `token-cache = false`.
pub fn caches_tokens() -> bool {
    active().is_none_or(|profile| profile.token_cache)
}

/// The value of the profile for an option of the document.
pub fn value(option: &ApiOption) -> Option<&'static str> {
    let value = active()?.value(option)?.values.first()?;
    Some(value.as_str())
}

/// The path of the configuration file: the one that `CLASSIFICATIONS_CONFIG` names, or that of the platform; `None` if the
/// environment names no folder.
fn location() -> Result<Option<PathBuf>, ConfigError> {
    let variable = |name: &str| std::env::var_os(name).filter(|value| !value.is_empty());
    if let Some(file) = variable(FILE) {
        if file.to_string_lossy().contains(['\r', '\n']) {
            return Err(ConfigError::new(line_end(FILE)));
        }
        return Ok(Some(PathBuf::from(file)));
    }
    let folder = |name: &str| variable(name).map(PathBuf::from);
    // the XDG specification requires that a relative folder is ignored
    let folder = folder("XDG_CONFIG_HOME")
        .filter(|folder| folder.is_absolute())
        .or_else(|| folder("APPDATA"))
        .or_else(|| Some(folder("HOME")?.join(".config")));
    Ok(folder.map(|folder| folder.join("classifications").join("classifications.toml")))
}

/// The path of the configuration file, or an error if the environment names no folder.
fn required_location() -> Result<PathBuf, ConfigError> {
    location()?.ok_or_else(|| {
        ConfigError::new(tr!(
            "no-config-folder",
            "there is no folder for the configuration; name a file with {variable}",
            variable = FILE
        ))
    })
}

impl Profile {
    fn value(&self, option: &ApiOption) -> Option<&Setting> {
        let mut values = self.values.iter();
        values.find(|value| names(option).contains(&value.key))
    }
}

/// The keys of `values` that set an option of the document: the name of the option, and the name of the field with and without
/// its location.
pub fn names(option: &ApiOption) -> [String; 3] {
    let field = &option.field;
    let bare_name = match field.location {
        FieldLocation::Path | FieldLocation::Query | FieldLocation::Header => {
            split_name(&field.name).pop()
        }
        _ => None,
    };
    let bare_name = bare_name.unwrap_or_else(|| field.name.clone());
    [option.name.clone(), field.name.clone(), bare_name]
}

/// Resolves a path of the configuration file: `~` is the user's home, and a relative path starts at the folder of the file.
fn resolved(file: &Path, path: &str) -> PathBuf {
    let home = || std::env::var_os("HOME").or_else(|| std::env::var_os("USERPROFILE"));
    if let (Some(rest), Some(home)) = (path.strip_prefix("~/"), home()) {
        return Path::new(&home).join(rest);
    }
    let folder = file.parent().unwrap_or(Path::new(""));
    folder.join(path)
}
