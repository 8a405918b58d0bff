//! Adds the changelog entry: what changed in the document, and the new version.

use std::fmt::Write as _;
use std::path::Path;

use super::PACKAGE;
use crate::diff::{Change, render};
use crate::error::{Error, Result};
use crate::outputs::{Outputs, read_if_exists};

const FILE: &str = "CHANGELOG.md";

/// The line below which entries are added.
const HEADING: &str = "## [Unreleased]";

/// Adds an entry for `changes`.
///
/// # Errors
/// When the changelog cannot be read, is not UTF-8, or has no line `## [Unreleased]`.
pub(super) fn add(
    root: &Path,
    version: &str,
    changes: &[Change],
    outputs: &mut Outputs,
) -> Result<()> {
    let path = root.join(FILE);
    let invalid = |problem: String| Error::file(&path, problem);
    let before = match read_if_exists(&path)? {
        Some(bytes) => String::from_utf8(bytes).map_err(|_| {
            invalid("it is not UTF-8; save it as UTF-8 and import again".to_owned())
        })?,
        None => format!("# Changelog\n\n{HEADING}\n"),
    };
    let end = before
        .split_inclusive('\n')
        .scan(0, |end, line| {
            *end += line.len();
            Some((*end, line.trim_end()))
        })
        .find_map(|(end, line)| (line == HEADING).then_some(end))
        .ok_or_else(|| {
            invalid(format!(
                "there is no line `{HEADING}`; add it above the other entries, and import again"
            ))
        })?;
    let (head, tail) = before.split_at(end);
    let line_end = if head.ends_with('\n') { "" } else { "\n" };
    let entry = entry(version, changes);
    outputs.add(FILE, format!("{head}{line_end}\n{entry}{tail}"));
    Ok(())
}

fn entry(version: &str, changes: &[Change]) -> String {
    let mut entry = format!("### The API's document changed: {PACKAGE} {version}\n\n");
    for change in render::sorted(changes) {
        let (severity, at) = (change.severity, &change.pointer);
        let text = change.text.split_whitespace().collect::<Vec<_>>().join(" ");
        let _ = writeln!(entry, "- {severity}: `#{at}`: {text}");
    }
    entry
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::diff::{Direction, Rule, Severity};

    /// The changelog after two changes were added to `before`; `None` for a missing file.
    fn added(before: Option<&str>) -> Result<String> {
        let root = tempfile::tempdir().unwrap();
        if let Some(before) = before {
            std::fs::write(root.path().join(FILE), before).unwrap();
        }
        let change = |severity, text: &str| Change {
            rule: Rule::Words,
            pointer: "/a".to_owned(),
            direction: Direction::None,
            severity,
            text: text.to_owned(),
        };
        let changes = [
            change(Severity::Cosmetic, "words"),
            change(Severity::Breaking, "it\n is  gone"),
        ];
        let mut outputs = Outputs::below(root.path());
        add(root.path(), "0.2.0", &changes, &mut outputs)?;
        Ok(outputs.files()[0].1.clone())
    }

    const ENTRY: &str = "### The API's document changed: classifications-api 0.2.0\n\n- breaking: `#/a`: it is gone\n- cosmetic: `#/a`: words\n";

    #[test]
    fn the_entry_is_first_and_lists_breaking_changes_first() {
        let text = added(Some(
            "# C\n\nsee `## [Unreleased]`\n\n## [Unreleased]\n\n### Added\n\n- x\n",
        ))
        .unwrap();
        assert_eq!(
            text,
            format!(
                "# C\n\nsee `## [Unreleased]`\n\n## [Unreleased]\n\n{ENTRY}\n### Added\n\n- x\n"
            )
        );
        assert_eq!(
            added(Some("## [Unreleased]")).unwrap(),
            format!("## [Unreleased]\n\n{ENTRY}")
        );
        assert_eq!(
            added(None).unwrap(),
            format!("# Changelog\n\n## [Unreleased]\n\n{ENTRY}")
        );
    }

    #[test]
    fn a_changelog_without_the_heading_is_refused() {
        let error = added(Some("# Changelog\n\n## 0.1.0\n"))
            .unwrap_err()
            .to_string();
        assert!(
            error.contains("CHANGELOG.md: there is no line `## [Unreleased]`; add it"),
            "{error}"
        );
    }
}
