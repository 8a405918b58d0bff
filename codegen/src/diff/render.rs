//! Renders changes as text, Markdown and JSON.

use std::cmp::Reverse;
use std::fmt::Write as _;

use heck::ToTitleCase as _;
use serde_json::{Value, json};

use super::{Change, bump};

/// Renders changes as JSON.
pub fn json(changes: &[Change]) -> Value {
    json!({ "bump": bump(changes), "changes": changes })
}

/// The changes, most severe first.
pub(crate) fn sorted(changes: &[Change]) -> Vec<&Change> {
    let mut sorted: Vec<_> = changes.iter().collect();
    sorted.sort_by_key(|change| Reverse(change.severity));
    sorted
}

/// Renders changes as text for a terminal.
pub fn text(changes: &[Change]) -> String {
    let mut text = String::new();
    for change in sorted(changes) {
        let _ = writeln!(
            text,
            "{:<10} {:<28} #{}\n           {}",
            change.severity, change.rule, change.pointer, change.text
        );
    }
    let _ = writeln!(text, "bump: {}", bump(changes));
    text
}

/// Renders changes as Markdown for a changelog.
pub fn markdown(changes: &[Change]) -> String {
    let mut text = String::new();
    for group in sorted(changes).chunk_by(|a, b| a.severity == b.severity) {
        let severity = group.first().map(|change| change.severity.to_string());
        let heading = severity.unwrap_or_default().to_title_case();
        let _ = writeln!(text, "### {heading}\n");
        for change in group {
            let _ = writeln!(
                text,
                "- `#{}`: {} (`{}`)",
                change.pointer, change.text, change.rule
            );
        }
        text.push('\n');
    }
    let _ = writeln!(text, "Semver bump: **{}**", bump(changes));
    text
}
