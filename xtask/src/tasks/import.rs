//! `cargo xtask import FILE`: the one command for the day the real document arrives.
//!
//! It validates the document, tells what changed, puts it in the place of the current one, regenerates everything, raises
//! the version of `classifications-api` by what changed, and adds an entry to the changelog. All of that is computed before
//! anything is written, and written all or none.

use std::path::{Path, PathBuf};
use std::process::Command;

use serde_json::{Value, json};

use super::generate::{self, DOCUMENT, OVERLAY, workspace};
use crate::diff::{self, Bump, Change, render};
use crate::error::{Error, Result};
use crate::load::{self, Source};
use crate::outputs::Outputs;
use crate::overlay::Overlay;
use crate::report::Report;
use crate::{mend, pointer, validate};

const PACKAGE: &str = "classifications-api";

/// Puts an OAS2 document in the place of the current one, with everything that follows.
#[derive(Debug, clap::Args)]
pub struct Options {
    /// The document, as the portal gives it.
    pub file: PathBuf,
    /// Write nothing; tell what would be done.
    #[arg(long)]
    pub dry_run: bool,
}

/// Runs the task.
///
/// # Errors
/// When the document is no OAS2, or a file cannot be read or written; the tree is then as it was.
pub fn run(options: &Options) -> Result<bool> {
    let root = workspace()?;
    let plan = plan(&root, &options.file)?;
    print!("{}", render::text(&plan.changes));
    for note in &plan.notes {
        println!("{note}");
    }
    generate::print_report(&plan.report);
    if options.dry_run {
        for (path, _) in plan.outputs.files() {
            println!("would make {}", path.display());
        }
        return Ok(true);
    }
    for path in plan.outputs.write()? {
        println!("wrote {}", path.display());
    }
    println!("{}", compile(&root));
    Ok(true)
}

/// Everything that an import does, before anything is written.
#[derive(Debug)]
pub struct Plan {
    /// What changed.
    pub changes: Vec<Change>,
    /// What a person should know.
    pub notes: Vec<String>,
    /// What the new document gives up.
    pub report: Report,
    /// The files.
    pub outputs: Outputs,
}

/// Plans the import of `file` into the workspace at `root`.
///
/// # Errors
/// When the document is no OAS2, or a file cannot be read.
pub fn plan(root: &Path, file: &Path) -> Result<Plan> {
    let imported = load::load(file)?;
    let current = load::load(&root.join(DOCUMENT))?;
    let (overlay, _) = Overlay::load(&root.join(OVERLAY))?;
    let mut old = current.value.clone();
    overlay.apply(&mut old);
    let mut notes = vec![];
    let overlay = known_besides(&old, &imported.value, &mut notes);
    let mut new = imported.value.clone();
    overlay.apply(&mut new);

    let changes = diff::diff(&readable(&current, old)?, &readable(&imported, new)?);
    let (mut outputs, report) = generate::outputs_of(root, &imported, (&overlay, None))?;
    outputs.add(DOCUMENT, text_of(&imported));
    if !overlay.is_empty() || root.join(OVERLAY).exists() {
        outputs.add(OVERLAY, overlay.text());
    }
    let bump = diff::bump(&changes);
    if bump > Bump::None {
        let version = raise(root, bump, &mut outputs)?;
        notes.push(format!("{PACKAGE} becomes {version}"));
        changelog(root, &version, &changes, &mut outputs)?;
    }
    Ok(Plan {
        changes,
        notes,
        report,
        outputs,
    })
}

fn text_of(source: &Source) -> String {
    let end = if source.text.ends_with('\n') {
        ""
    } else {
        "\n"
    };
    format!("{}{end}", source.text)
}

fn readable(source: &Source, mut value: Value) -> Result<Value> {
    mend::mend(&mut value, &mut Report::default());
    validate::validate(&value).map_err(|refusal| source.refuse(refusal))?;
    Ok(value)
}

/// What we know of the new document besides what it says: our `x-source` marks on parts that are as they were, and
/// the base URL where the export lacks it.
fn known_besides(old: &Value, new: &Value, notes: &mut Vec<String>) -> Overlay {
    let mut overlay = Overlay::default();
    let host = new.get("host").and_then(Value::as_str).unwrap_or_default();
    let local = host.is_empty()
        || host.starts_with("127.0.0.1")
        || host.starts_with("localhost")
        || host.contains('$');
    if local {
        for key in ["host", "basePath", "schemes"] {
            if let Some(value) = old.get(key)
                && (key == "host" || new.get(key).is_none() || host.is_empty())
            {
                overlay.add(format!("/{key}"), value.clone());
                notes.push(format!("{key} is missing in the export: {value} is kept"));
            }
        }
    }
    let mut marks = 0;
    let mut places = vec![];
    pointer::walk("", old, |at, value| {
        if let Some(mark) = value.get("x-source") {
            places.push((at.to_owned(), value, mark.clone()));
        }
    });
    let known: Vec<_> = places
        .into_iter()
        .filter(|(at, value, _)| {
            new.pointer(at)
                .is_some_and(|other| unmarked(other) == unmarked(value))
        })
        .collect();
    for (at, _, mark) in known {
        let marked = new.pointer(&at).and_then(|v| v.get("x-source")) == Some(&mark);
        if !marked {
            marks += 1;
            overlay.add(format!("{at}/x-source"), mark);
        }
    }
    if marks > 0 {
        notes.push(format!(
            "{marks} marks of where a part is known from are kept, as the parts are unchanged"
        ));
    }
    overlay
}

/// A value without our marks.
fn unmarked(value: &Value) -> Value {
    match value {
        Value::Object(members) => {
            let members = members.iter().filter(|(key, _)| *key != "x-source");
            Value::Object(
                members
                    .map(|(key, value)| (key.clone(), unmarked(value)))
                    .collect(),
            )
        }
        Value::Array(items) => items.iter().map(unmarked).collect(),
        other => other.clone(),
    }
}

fn read(path: &Path) -> Result<String> {
    std::fs::read_to_string(path).map_err(|e| Error::io("read", path, e))
}

/// Raises the version of the package where it is written: in its manifest, in the workspace's and in the lock file.
fn raise(root: &Path, bump: Bump, outputs: &mut Outputs) -> Result<String> {
    let workspace = read(&root.join("Cargo.toml"))?;
    let manifest_path = format!("{PACKAGE}/Cargo.toml");
    let manifest = read(&root.join(&manifest_path))?;
    let lock = read(&root.join("Cargo.lock"))?;
    let wrong = |file: &str, what: &str| Error::File {
        path: root.join(file),
        what: what.to_owned(),
    };
    let dependency = format!("{PACKAGE} = {{ path = \"{PACKAGE}\", version = \"");
    let old = workspace
        .split_once(&dependency)
        .and_then(|(_, rest)| rest.split('"').next())
        .ok_or_else(|| {
            wrong(
                "Cargo.toml",
                "the version of classifications-api is not where it was",
            )
        })?
        .to_owned();
    let new = raised(&old, bump)
        .ok_or_else(|| wrong("Cargo.toml", "the version of classifications-api is none"))?;
    let own = if manifest.contains("version.workspace = true") {
        manifest.replacen(
            "version.workspace = true",
            &format!("version = \"{new}\""),
            1,
        )
    } else {
        manifest.replacen(
            &format!("version = \"{old}\""),
            &format!("version = \"{new}\""),
            1,
        )
    };
    outputs.add(
        "Cargo.toml",
        workspace.replacen(
            &format!("{dependency}{old}"),
            &format!("{dependency}{new}"),
            1,
        ),
    );
    outputs.add(manifest_path, own);
    let entry = |version: &str| format!("name = \"{PACKAGE}\"\nversion = \"{version}\"");
    outputs.add("Cargo.lock", lock.replacen(&entry(&old), &entry(&new), 1));
    Ok(new)
}

/// Cargo's reading of semver: before 1.0 the minor number breaks, and everything else is a patch.
fn raised(old: &str, bump: Bump) -> Option<String> {
    let mut numbers = old.split('.').map(str::parse::<u64>);
    let (major, minor, patch) = (
        numbers.next()?.ok()?,
        numbers.next()?.ok()?,
        numbers.next()?.ok()?,
    );
    Some(match (major, bump) {
        (_, Bump::None) => old.to_owned(),
        (0, Bump::Major) => format!("0.{}.0", minor + 1),
        (0, _) | (_, Bump::Patch) => format!("{major}.{minor}.{}", patch + 1),
        (_, Bump::Major) => format!("{}.0.0", major + 1),
        (_, Bump::Minor) => format!("{major}.{}.0", minor + 1),
    })
}

fn changelog(root: &Path, version: &str, changes: &[Change], outputs: &mut Outputs) -> Result<()> {
    let path = root.join("CHANGELOG.md");
    let before = if path.exists() {
        read(&path)?
    } else {
        "# Changelog\n\n## [Unreleased]\n".to_owned()
    };
    let entry = format!(
        "\n### The API's document changed: {PACKAGE} {version}\n\n{}\n",
        list(changes)
    );
    let heading = "## [Unreleased]\n";
    let after = match before.split_once(heading) {
        Some((head, tail)) => format!("{head}{heading}{entry}{tail}"),
        None => format!("{before}\n{heading}{entry}"),
    };
    outputs.add("CHANGELOG.md", after);
    Ok(())
}

fn list(changes: &[Change]) -> String {
    let mut lines = vec![];
    for change in changes {
        let severity = json!(change.severity);
        let severity = severity.as_str().unwrap_or_default();
        lines.push(format!(
            "- {severity}: `#{}`: {}",
            change.pointer, change.text
        ));
    }
    lines.join("\n")
}

/// Which places, written by hand, no longer compile.
fn compile(root: &Path) -> String {
    let cargo = std::env::var_os("CARGO").unwrap_or_else(|| "cargo".into());
    let output = Command::new(cargo)
        .args([
            "check",
            "--workspace",
            "--all-targets",
            "--keep-going",
            "--message-format",
            "short",
            "--quiet",
        ])
        .current_dir(root)
        .output();
    let text = match &output {
        Ok(output) => String::from_utf8_lossy(&output.stderr).into_owned(),
        Err(e) => return format!("cargo could not be run to see what still compiles: {e}"),
    };
    let errors: Vec<_> = text
        .lines()
        .filter(|line| line.contains(": error"))
        .collect();
    if errors.is_empty() {
        "everything written by hand compiles".to_owned()
    } else {
        format!(
            "places written by hand that no longer compile:\n{}",
            errors.join("\n")
        )
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn versions_are_raised_as_cargo_reads_them() {
        let raised = |old: &str, bump| raised(old, bump).unwrap_or_default();
        assert_eq!(raised("0.1.3", Bump::Major), "0.2.0");
        assert_eq!(raised("0.1.3", Bump::Minor), "0.1.4");
        assert_eq!(raised("1.2.3", Bump::Major), "2.0.0");
        assert_eq!(raised("1.2.3", Bump::Minor), "1.3.0");
        assert_eq!(raised("1.2.3", Bump::Patch), "1.2.4");
    }

    #[test]
    fn marks_stay_on_parts_that_are_as_they_were() {
        let old = json!({"host": "h.example", "a": {"x-source": "published", "v": 1}, "b": {"x-source": "assumed", "v": 1}});
        let new = json!({"host": "127.0.0.1", "a": {"v": 1}, "b": {"v": 2}});
        let mut made = new.clone();
        let mut notes = vec![];
        known_besides(&old, &new, &mut notes).apply(&mut made);
        assert_eq!(
            made,
            json!({"host": "h.example", "a": {"v": 1, "x-source": "published"}, "b": {"v": 2}})
        );
        assert_eq!(notes.len(), 2);
    }
}
