//! Reads the configuration file. An unknown key is an error with its line.

use std::io::ErrorKind;
use std::path::{Path, PathBuf};

use clap::ValueEnum as _;
use toml_edit::{Item, Key};

use super::credentials::{self, Source};
use super::error::suggestion;
use super::reader::{Names, Reader, members};
use super::rules::{has_password, invalid_name, is_name};
use super::{ConfigError, Profile, Setting, location, resolved};
use crate::arguments::Format;
use crate::language::Language;
use crate::tr;

/// The key with the name of the default profile.
pub(super) const DEFAULT: &str = "default-profile";

/// The key of the table that has a table for each profile.
pub(super) const PROFILES: &str = "profiles";

/// The keys of a profile that are options of the command line.
pub(super) const OPTIONS: [&str; 11] = [
    "environment",
    "base-url",
    "token-url",
    "sandbox-url",
    "root-certificate",
    "output",
    "columns",
    "language",
    "journal",
    "lang",
    "metrics-file",
];

/// The options that choose the server.
pub(super) const ADDRESSES: [&str; 4] = ["environment", "base-url", "token-url", "sandbox-url"];

/// The other keys of a profile.
const OTHERS: [&str; 4] = ["state-file", "token-cache", "values", "credentials"];

/// The content of the configuration file.
#[derive(Debug)]
pub(super) struct Config {
    pub(super) file: PathBuf,
    /// The name of the default profile, and its line.
    pub(super) default: Option<(String, usize)>,
    pub(super) profiles: Vec<Profile>,
}

impl Config {
    /// Reads the file, if it exists. With `names`, it also checks the keys of `values`.
    pub(super) fn load(names: Option<&Names>) -> Result<Option<Self>, ConfigError> {
        let Some(file) = location()? else {
            return Ok(None);
        };
        match text(&file)? {
            Some(text) => Reader::new(&file, &text, names)?.config().map(Some),
            None => Ok(None),
        }
    }

    /// The profile with this name. `line` is the line that names it.
    pub(super) fn profile(&self, name: &str, line: Option<usize>) -> Result<&Profile, ConfigError> {
        let profile_names = || self.profiles.iter().map(|profile| profile.name.as_str());
        let found = self.profiles.iter().find(|profile| profile.name == name);
        found.ok_or_else(|| {
            let names: Vec<&str> = profile_names().collect();
            let names = match names.as_slice() {
                [] => tr!("it-has-none", "the file has none"),
                _ => tr!("it-has", "the file has {names}", names = names.join(", ")),
            };
            let text = tr!(
                "unknown-profile",
                "there is no profile `{name}`; {names}{suggestion}",
                name,
                names,
                suggestion = suggestion(name, profile_names())
            );
            ConfigError::at(&self.file, line, text)
        })
    }
}

/// The text of the file; `None` if the file does not exist. A file that every user may change is an error.
pub(super) fn text(file: &Path) -> Result<Option<String>, ConfigError> {
    let cannot_read = |error| {
        let text = tr!("config-unread", "the configuration cannot be read");
        ConfigError::io(file, text, error)
    };
    let metadata = match std::fs::metadata(file) {
        Err(error) if error.kind() == ErrorKind::NotFound => return Ok(None),
        result => result.map_err(cannot_read)?,
    };
    refuse_writable(file, &metadata)?;
    let text = std::fs::read_to_string(file).map_err(cannot_read)?;
    Ok(Some(text.trim_start_matches('\u{feff}').to_owned()))
}

/// Rejects a file that every user may change, since the file can name a command that is run.
#[cfg(unix)]
fn refuse_writable(file: &Path, metadata: &std::fs::Metadata) -> Result<(), ConfigError> {
    use std::os::unix::fs::MetadataExt as _;

    if metadata.is_file() && metadata.mode() & 0o002 != 0 {
        let text = tr!(
            "config-writable",
            "every user may change the configuration; run: chmod o-w {file}",
            file = file.display()
        );
        return Err(ConfigError::at(file, None, text));
    }
    Ok(())
}

#[cfg(not(unix))]
fn refuse_writable(_: &Path, _: &std::fs::Metadata) -> Result<(), ConfigError> {
    Ok(())
}

impl Reader<'_> {
    pub(super) fn config(&self) -> Result<Config, ConfigError> {
        let (mut default, mut profiles) = (None, Vec::new());
        for (key, item) in members(self.document.as_table()) {
            match key.get() {
                DEFAULT => default = Some((self.text(key, item)?, self.line(key))),
                PROFILES => {
                    for (name, item) in members(self.table(key, item)?) {
                        profiles.push(self.profile(name, item)?);
                    }
                }
                _ => return Err(self.unknown(key, "", [DEFAULT, PROFILES])),
            }
        }
        Ok(Config {
            file: self.file.to_owned(),
            default,
            profiles,
        })
    }

    fn profile(&self, name: &Key, item: &Item) -> Result<Profile, ConfigError> {
        if !is_name(name.get()) {
            let text = invalid_name(name.get());
            return Err(ConfigError::at(self.file, Some(self.line(name)), text));
        }
        let mut profile = Profile {
            name: name.get().to_owned(),
            settings: Vec::new(),
            values: Vec::new(),
            credentials: None,
            state_file: None,
            token_cache: true,
        };
        for (key, item) in members(self.table(name, item)?) {
            match key.get() {
                "state-file" => {
                    let file = resolved(self.file, &self.text(key, item)?);
                    let text = file.display().to_string();
                    profile.state_file = Some(file);
                    profile.settings.push(self.setting(key, vec![text]));
                }
                "token-cache" => {
                    let flag = item.as_bool();
                    let flag = flag.ok_or_else(|| {
                        self.invalid(key, &tr!("to-be-flag", "must be true or false"))
                    });
                    profile.token_cache = flag?;
                    profile.settings.push(self.setting(key, Vec::new()));
                }
                "values" => profile.values = self.values(key, item)?,
                "credentials" => {
                    profile.credentials = Some(self.credentials(key, item)?);
                    profile.settings.push(self.setting(key, Vec::new()));
                }
                option if OPTIONS.contains(&option) => {
                    profile.settings.push(self.option(key, item)?);
                }
                _ => {
                    let known = OPTIONS.into_iter().chain(OTHERS);
                    return Err(self.unknown(
                        key,
                        &tr!("of-profile", "of the profile `{name}`", name = name.get()),
                        known,
                    ));
                }
            }
        }
        Ok(profile)
    }

    /// A value of an option of the command line.
    fn option(&self, key: &Key, item: &Item) -> Result<Setting, ConfigError> {
        let values = match key.get() {
            "columns" => self.texts(key, item)?,
            _ => vec![self.text(key, item)?],
        };
        if values.iter().any(|value| has_password(value)) {
            return Err(self.invalid(
                key,
                &tr!(
                    "password-in-url",
                    "has a user name and a password in its URL, which do not belong in this file"
                ),
            ));
        }
        let values = match (key.get(), values.as_slice()) {
            ("output", [form]) if Format::from_str(form, false).is_err() => {
                return Err(self.invalid(
                    key,
                    &tr!("to-be-form", "must be table, json, jsonl, csv or envelope"),
                ));
            }
            ("lang", [language]) if Language::from_str(language, false).is_err() => {
                return Err(self.invalid(key, &tr!("to-be-language", "must be en or es")));
            }
            ("root-certificate" | "metrics-file", [path]) => {
                vec![resolved(self.file, path).display().to_string()]
            }
            ("journal", [path]) if !path.contains("://") => {
                vec![resolved(self.file, path).display().to_string()]
            }
            _ => values,
        };
        Ok(self.setting(key, values))
    }

    /// Reads `values`, whose keys are names of options or fields of the document.
    fn values(&self, key: &Key, item: &Item) -> Result<Vec<Setting>, ConfigError> {
        let mut values = Vec::new();
        for (name, item) in members(self.table(key, item)?) {
            if let Some(names) = self.names.filter(|names| !names.contains(name.get())) {
                return Err(self.unknown(
                    name,
                    &tr!("of-document", "of the document"),
                    names.iter().map(String::as_str),
                ));
            }
            values.push(self.setting(name, self.texts(name, item)?));
        }
        Ok(values)
    }

    fn credentials(&self, key: &Key, item: &Item) -> Result<Source, ConfigError> {
        credentials::read(self, self.file, (key, self.table(key, item)?))
    }

    fn setting(&self, key: &Key, values: Vec<String>) -> Setting {
        Setting {
            key: key.get().to_owned(),
            line: self.line(key),
            values,
        }
    }
}

#[cfg(test)]
#[path = "tests.rs"]
mod tests;
