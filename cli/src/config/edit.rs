//! Edits the configuration file. Comments and order are kept, and the file is replaced as a whole.

use std::fs::{self, File, OpenOptions};
use std::io::Write as _;
use std::path::{Path, PathBuf};

use toml_edit::{DocumentMut, Item, Table, Value};

use super::read::{Config, DEFAULT, PROFILES, text};
use super::reader::{Names, Reader};
use super::{ConfigError, required_location};
use crate::tr;

/// Changes the file with `change`, under a lock, and checks the result before the file is replaced.
pub(super) fn change<T>(
    names: Option<&Names>,
    change: impl FnOnce(&mut DocumentMut, Option<&Config>) -> Result<T, ConfigError>,
) -> Result<(T, PathBuf), ConfigError> {
    let link = required_location()?;
    // the file that a link names is replaced, not the link
    let file = fs::canonicalize(&link).unwrap_or_else(|_| link.clone());
    let cannot_write = |error| {
        ConfigError::io(
            &link,
            tr!("config-unwritten", "the configuration cannot be written"),
            error,
        )
    };
    if let Some(folder) = file
        .parent()
        .filter(|folder| !folder.as_os_str().is_empty())
    {
        fs::create_dir_all(folder).map_err(cannot_write)?;
    }
    let _lock = lock(&file).map_err(cannot_write)?;
    let config = Config::load(None)?;
    let old_text = text(&file)?.unwrap_or_default();
    let parsed = old_text.parse::<DocumentMut>();
    let mut document = parsed.map_err(|error| ConfigError::at(&link, None, error.message()))?;
    let changed = change(&mut document, config.as_ref())?;
    let new_text = document.to_string();
    Reader::new(&link, &new_text, names)?.config()?;
    replace(&file, &new_text).map_err(cannot_write)?;
    Ok((changed, link))
}

/// The table of profiles, which is created if necessary.
pub(super) fn profiles(
    document: &mut DocumentMut,
) -> Result<&mut dyn toml_edit::TableLike, ConfigError> {
    let profiles = document.entry(PROFILES).or_insert_with(|| {
        let mut table = Table::new();
        table.set_implicit(true);
        Item::Table(table)
    });
    let table = profiles.as_table_like_mut();
    table.ok_or_else(|| {
        ConfigError::new(tr!("not-a-table", "`{key}` is not a table", key = PROFILES))
    })
}

/// Sets the default profile. Comments beside the value are kept.
pub(super) fn set_default(document: &mut DocumentMut, name: &str) {
    if let Some(existing) = document.get_mut(DEFAULT).and_then(Item::as_value_mut) {
        let decor = existing.decor().clone();
        *existing = name.into();
        *existing.decor_mut() = decor;
        return;
    }
    let mut new = Value::from(name);
    if !document.is_empty() {
        new.decor_mut().set_suffix("\n");
    }
    document.insert(DEFAULT, Item::Value(new));
}

/// Waits until no other process changes the file. The lock is released when the returned file is dropped.
fn lock(file: &Path) -> std::io::Result<File> {
    let mut options = OpenOptions::new();
    options.write(true).create(true).truncate(false);
    let lock = options.open(beside(file, "lock"))?;
    lock.lock()?;
    Ok(lock)
}

/// Replaces the file and keeps its mode. Only the owner can read a new file.
fn replace(file: &Path, text: &str) -> std::io::Result<()> {
    let temporary = beside(file, "new");
    let mut options = OpenOptions::new();
    options.write(true).create(true).truncate(true);
    #[cfg(unix)]
    std::os::unix::fs::OpenOptionsExt::mode(&mut options, 0o600);
    let mut output = options.open(&temporary)?;
    output.write_all(text.as_bytes())?;
    if let Ok(metadata) = fs::metadata(file) {
        fs::set_permissions(&temporary, metadata.permissions())?;
    }
    output.sync_all()?;
    drop(output);
    fs::rename(&temporary, file)
}

/// The path of the file with a further extension.
fn beside(file: &Path, extension: &str) -> PathBuf {
    let mut name = file.as_os_str().to_owned();
    name.push(".");
    name.push(extension);
    PathBuf::from(name)
}
