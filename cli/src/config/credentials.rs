//! The source of the credentials: the environment, or the source that the profile names.

use std::path::Path;

use classifications_auth::credentials::{
    CredentialsSource, Environment, Exec, Fetching, Files, Profile as SecretFile,
};
use toml_edit::{Item, Key, TableLike};

use super::reader::{Reader, members};
use super::{ConfigError, active, resolved};
use crate::tr;

/// The four values of credentials: their keys in the file, and the suffixes of their variables.
pub(super) const VALUES: [(&str, &str); 4] = [
    ("client-id", "CLIENT_ID"),
    ("client-secret", "CLIENT_SECRET"),
    ("username", "USERNAME"),
    ("password", "PASSWORD"),
];

/// The description of the default source.
pub(super) fn environment() -> String {
    tr!("credentials-environment", "the variables CESCE_*")
}

/// The keys of the table `credentials`.
const KEYS: [&str; 5] = ["exec", "files", "file", "table", "variables"];

/// A source of credentials.
#[derive(Debug, Clone)]
pub struct Source {
    kind: Kind,
    /// Without the arguments of a command, which may be secrets.
    description: String,
}

#[derive(Debug, Clone)]
enum Kind {
    Environment(Environment),
    Exec(Exec),
    Files(Files),
    SecretFile(SecretFile),
}

impl Source {
    /// The description of the source for people, without secrets.
    pub fn description(&self) -> &str {
        &self.description
    }

    /// Whether this is the default source, the variables `CESCE_*`.
    pub fn is_environment(&self) -> bool {
        self.description == environment()
    }

    fn environment() -> Self {
        Self {
            kind: Kind::Environment(Environment::default()),
            description: environment(),
        }
    }
}

impl CredentialsSource for Source {
    fn fetch(&self) -> Fetching<'_> {
        match &self.kind {
            Kind::Environment(source) => source.fetch(),
            Kind::Exec(source) => source.fetch(),
            Kind::Files(source) => source.fetch(),
            Kind::SecretFile(source) => source.fetch(),
        }
    }

    fn reuse_after_failure(&self) -> std::time::Duration {
        match &self.kind {
            Kind::Environment(source) => source.reuse_after_failure(),
            Kind::Exec(source) => source.reuse_after_failure(),
            Kind::Files(source) => source.reuse_after_failure(),
            Kind::SecretFile(source) => source.reuse_after_failure(),
        }
    }
}

/// The source in use. The variables override the profile if any of them is set.
pub fn credentials() -> Source {
    let source = active().and_then(|profile| profile.credentials.clone());
    source
        .filter(|_| !are_in_environment())
        .unwrap_or_else(Source::environment)
}

/// Whether any of the variables `CESCE_*` with credentials is set.
pub(super) fn are_in_environment() -> bool {
    let is_set = |name: String| std::env::var_os(name).is_some_and(|value| !value.is_empty());
    VALUES.iter().any(|(_, suffix)| {
        let name = format!("CESCE_{suffix}");
        is_set(format!("{name}_FILE")) || is_set(name)
    })
}

/// Reads the table `credentials` of a profile, which names exactly one source.
pub(super) fn read(
    reader: &Reader<'_>,
    file: &Path,
    (key, table): (&Key, &dyn TableLike),
) -> Result<Source, ConfigError> {
    let mut sources = Vec::new();
    let mut secret_table = None;
    for (name, item) in members(table) {
        let source = match name.get() {
            "exec" => exec(reader, name, item)?,
            "files" => files(reader, file, (name, item))?,
            "variables" => variables(reader, name, item)?,
            "file" => secret_file(reader, file, (name, item))?,
            "table" => {
                secret_table = Some((name, reader.text(name, item)?));
                continue;
            }
            _ => return Err(reader.unknown(name, &tr!("of-credentials", "of credentials"), KEYS)),
        };
        sources.push(source);
    }
    let mut sources = sources.into_iter();
    let (Some(mut source), None) = (sources.next(), sources.next()) else {
        return Err(reader.invalid(
            key,
            &tr!(
                "one-source",
                "must have one of `exec`, `files`, `file` and `variables`"
            ),
        ));
    };
    if let Some((name, table)) = secret_table {
        let Kind::SecretFile(file) = source.kind else {
            return Err(reader.invalid(
                name,
                &tr!("belongs-to-file", "requires `file`, which is missing"),
            ));
        };
        source.kind = Kind::SecretFile(file.named(table));
    }
    Ok(source)
}

fn exec(reader: &Reader<'_>, key: &Key, item: &Item) -> Result<Source, ConfigError> {
    let mut words = reader.texts(key, item)?.into_iter();
    let program = words.next().filter(|_| item.is_array());
    let program = program.ok_or_else(|| {
        reader.invalid(
            key,
            &tr!(
                "to-be-command",
                "must be a list: the command and its arguments, such as [\"vault\", \"read\"]"
            ),
        )
    })?;
    Ok(Source {
        description: tr!("credentials-command", "the command {program}", program),
        kind: Kind::Exec(Exec::new(program).args(words)),
    })
}

fn files(
    reader: &Reader<'_>,
    file: &Path,
    (key, item): (&Key, &Item),
) -> Result<Source, ConfigError> {
    let path = |key: &Key, item: &Item| {
        let path = reader.text(key, item)?;
        // a password in place of a path would be shown in the error about the missing file
        if !path.contains(['/', '\\']) {
            return Err(reader.invalid(
                key,
                &tr!(
                    "to-be-path",
                    "must be the path of a file with a folder, such as ./NAME"
                ),
            ));
        }
        Ok(resolved(file, &path))
    };
    let files = four_values(reader, (key, item), path)?;
    Ok(Source {
        kind: Kind::Files(Files::new(files)),
        description: tr!("credentials-files", "files"),
    })
}

fn variables(reader: &Reader<'_>, key: &Key, item: &Item) -> Result<Source, ConfigError> {
    let name = |key: &Key, item: &Item| {
        let name = reader.text(key, item)?;
        let is_allowed = |it: char| it.is_ascii_uppercase() || it.is_ascii_digit() || it == '_';
        if !name.chars().all(is_allowed) {
            return Err(reader.invalid(
                key,
                &tr!(
                    "to-be-variable",
                    "must be a name of capital letters, digits and `_`"
                ),
            ));
        }
        Ok(name)
    };
    if item.is_str() {
        let prefix = name(key, item)?;
        return Ok(Source {
            description: tr!("credentials-prefix", "the variables {prefix}*", prefix),
            kind: Kind::Environment(Environment::with_prefix(prefix)),
        });
    }
    let names = four_values(reader, (key, item), name)?;
    Ok(Source {
        description: tr!(
            "credentials-variables",
            "the variables {names}",
            names = names.join(", ")
        ),
        kind: Kind::Environment(Environment::with_names(names)),
    })
}

fn secret_file(
    reader: &Reader<'_>,
    file: &Path,
    (key, item): (&Key, &Item),
) -> Result<Source, ConfigError> {
    let path = resolved(file, &reader.text(key, item)?);
    Ok(Source {
        description: tr!("credentials-file", "the file {path}", path = path.display()),
        kind: Kind::SecretFile(SecretFile::new(path)),
    })
}

/// Reads the four values of a table, in the order of [`VALUES`].
fn four_values<T>(
    reader: &Reader<'_>,
    (key, item): (&Key, &Item),
    read: impl Fn(&Key, &Item) -> Result<T, ConfigError>,
) -> Result<[T; 4], ConfigError> {
    let table = reader.table(key, item)?;
    let value_names = VALUES.map(|(name, _)| name);
    for (name, _) in members(table) {
        if !value_names.contains(&name.get()) {
            return Err(reader.unknown(
                name,
                &tr!("of-key", "of `{key}`", key = key.get()),
                value_names,
            ));
        }
    }
    let value = |name: &str| match table.get_key_value(name) {
        Some((name, item)) => read(name, item),
        None => Err(reader.invalid(
            key,
            &tr!(
                "has-no",
                "has no `{name}`; it needs {names}",
                name,
                names = value_names.join(", ")
            ),
        )),
    };
    let [id, secret, username, password] = value_names;
    Ok([
        value(id)?,
        value(secret)?,
        value(username)?,
        value(password)?,
    ])
}
