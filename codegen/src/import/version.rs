//! Raises the version of the package whose document changed, wherever it is written.
//!
//! Before 1.0, Cargo treats a change of the minor number as breaking, so every other change raises
//! the patch number.

use std::path::{Path, PathBuf};

use toml_edit::{DocumentMut, Item, TableLike, Value};

use super::PACKAGE;
use crate::diff::Bump;
use crate::error::{Error, Result};
use crate::outputs::{Outputs, files_below};

/// The maximum depth of the folders that are searched for manifests.
const DEPTH: usize = 3;

/// Raises the version by `bump` wherever it is written: in the package's manifest, in the
/// requirements of all manifests of the repository, and in the lock file. Returns the new version.
///
/// # Errors
/// When one of them cannot be read or has an unexpected form.
pub(super) fn raise(root: &Path, bump: Bump, outputs: &mut Outputs) -> Result<String> {
    let package = format!("{PACKAGE}/Cargo.toml");
    let old = current(root, &package)?;
    let new = raised(&old, bump).ok_or_else(|| {
        Error::file(
            root.join(&package),
            format!("the version {old} is not three numbers; raise it by hand and import again"),
        )
    })?;
    for path in manifests(root)? {
        let (text, mut manifest) = manifest(&root.join(&path))?;
        let package_table = (path == Path::new(&package))
            .then(|| manifest.get_mut("package"))
            .flatten();
        if let Some(table) = package_table.and_then(Item::as_table_like_mut) {
            set(table.entry("version").or_insert(Item::None), &new);
        }
        for table in dependency_tables(manifest.as_table_mut()) {
            set_requirement(table, &new);
        }
        let after = manifest.to_string();
        if after != text {
            outputs.add(path, after);
        }
    }
    let lock = root.join("Cargo.lock");
    if lock.exists() {
        let text = read(&lock)?;
        let entry = |version: &str| format!("name = \"{PACKAGE}\"\nversion = \"{version}\"\n");
        if !text.contains(&entry(&old)) {
            return Err(Error::file(
                lock,
                format!("it has no {PACKAGE} {old}; run `cargo check` and import again"),
            ));
        }
        outputs.add("Cargo.lock", text.replacen(&entry(&old), &entry(&new), 1));
    }
    Ok(new)
}

/// The package's version: its own, or the workspace's.
fn current(root: &Path, package: &str) -> Result<String> {
    let file = root.join(package);
    let (_, manifest) = manifest(&file)?;
    let version = manifest.get("package").and_then(|p| p.get("version"));
    if let Some(version) = version.and_then(Item::as_str) {
        return Ok(version.to_owned());
    }
    let (_, workspace) = self::manifest(&root.join("Cargo.toml"))?;
    let shared = workspace
        .get("workspace")
        .and_then(|w| w.get("package")?.get("version")?.as_str());
    match shared {
        Some(shared) => Ok(shared.to_owned()),
        None => Err(Error::file(
            file,
            "there is no version, here or in the workspace; write one and import again",
        )),
    }
}

/// The next version: before 1.0, a breaking change raises the minor number and any other change the
/// patch number.
fn raised(old: &str, bump: Bump) -> Option<String> {
    let numbers: Option<Vec<u64>> = old.split('.').map(|number| number.parse().ok()).collect();
    let [major, minor, patch] = numbers?.try_into().ok()?;
    Some(match (major, bump) {
        (_, Bump::None) => old.to_owned(),
        (0, Bump::Major) => format!("0.{}.0", minor + 1),
        (0, _) | (_, Bump::Patch) => format!("{major}.{minor}.{}", patch + 1),
        (_, Bump::Major) => format!("{}.0.0", major + 1),
        (_, Bump::Minor) => format!("{major}.{}.0", minor + 1),
    })
}

/// All manifests of the repository, relative to `root`, in order.
fn manifests(root: &Path) -> Result<Vec<PathBuf>> {
    let enters = |folder: &Path| {
        let name = folder.file_name().unwrap_or_default().to_string_lossy();
        folder.components().count() < DEPTH && !name.starts_with('.') && name != "target"
    };
    let mut files = files_below(root, &[PathBuf::new()], enters)?;
    files.retain(|file| file.file_name().is_some_and(|name| name == "Cargo.toml"));
    Ok(files)
}

/// The tables of a manifest that contain dependencies.
fn dependency_tables(manifest: &mut dyn TableLike) -> Vec<&mut dyn TableLike> {
    let mut tables = vec![];
    for (key, item) in manifest.iter_mut() {
        match key.get() {
            "dependencies" | "dev-dependencies" | "build-dependencies" => {
                tables.extend(item.as_table_like_mut());
            }
            "workspace" => tables.extend(
                item.as_table_like_mut()
                    .map(dependency_tables)
                    .into_iter()
                    .flatten(),
            ),
            _ => {}
        }
    }
    tables
}

/// Sets the version that a dependency on the package requires, if it requires one.
fn set_requirement(dependencies: &mut dyn TableLike, version: &str) {
    let required = dependencies
        .get_mut(PACKAGE)
        .and_then(Item::as_table_like_mut)
        .and_then(|dependency| dependency.get_mut("version"));
    if let Some(required) = required {
        set(required, version);
    }
}

/// Sets a value and keeps the whitespace and comments around it.
fn set(item: &mut Item, text: &str) {
    let decor = item.as_value().map(|value| value.decor().clone());
    let mut value = Value::from(text);
    if let Some(decor) = decor {
        *value.decor_mut() = decor;
    }
    *item = Item::Value(value);
}

/// The text of a manifest, and its content.
fn manifest(file: &Path) -> Result<(String, DocumentMut)> {
    let text = read(file)?;
    match text.parse() {
        Ok(manifest) => Ok((text, manifest)),
        Err(e) => {
            let message = e.to_string();
            let message = message.lines().next().unwrap_or_default().to_owned();
            Err(Error::file(
                file,
                format!("it is not TOML ({message}); correct it and import again"),
            ))
        }
    }
}

fn read(file: &Path) -> Result<String> {
    std::fs::read_to_string(file).map_err(|e| Error::io("read", file, e))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn versions_are_raised_as_cargo_reads_them() {
        let raised = |old: &str, bump| raised(old, bump).unwrap_or_default();
        assert_eq!(raised("0.1.3", Bump::Major), "0.2.0");
        assert_eq!(raised("0.1.3", Bump::Minor), "0.1.4");
        assert_eq!(raised("0.1.3", Bump::Patch), "0.1.4");
        assert_eq!(raised("1.2.3", Bump::Major), "2.0.0");
        assert_eq!(raised("1.2.3", Bump::Minor), "1.3.0");
        assert_eq!(raised("1.2.3", Bump::Patch), "1.2.4");
        assert_eq!(raised("1.2.3", Bump::None), "1.2.3");
        assert_eq!(raised("1.2.3-rc.1", Bump::Major), "");
        assert_eq!(raised("1.2", Bump::Major), "");
    }

    /// A manifest after the required version was raised to 0.2.0.
    fn after(manifest: &str) -> String {
        let mut manifest: DocumentMut = manifest.parse().unwrap();
        for table in dependency_tables(manifest.as_table_mut()) {
            set_requirement(table, "0.2.0");
        }
        manifest.to_string()
    }

    #[test]
    fn only_the_requirement_is_raised_in_any_form() {
        let text = "[workspace.dependencies] # c\nclassifications-api = { path = \"a\",  version = \"0.1.0\" } # d\n\
            other = { version = \"0.1.0\" }\n\n[dev-dependencies.classifications-api]\nversion = '0.1.0' # e\n\n\
            [dependencies]\nclassifications-api.workspace = true\n";
        let expected = text
            .replacen("\"0.1.0\"", "\"0.2.0\"", 1)
            .replace("'0.1.0'", "\"0.2.0\"");
        assert_eq!(after(text), expected);
        let without = "[dependencies]\nclassifications-api = { path = \"a\" }\n";
        assert_eq!(after(without), without);
    }
}
