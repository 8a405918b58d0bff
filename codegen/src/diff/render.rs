//! Changes for people and for machines.

use std::fmt::Write as _;

use serde_json::{Value, json};

use super::{Bump, Change, Severity, bump};

/// For machines.
pub fn json(changes: &[Change]) -> Value {
    json!({ "bump": bump(changes), "changes": changes })
}

fn groups(changes: &[Change]) -> [(&'static str, Vec<&Change>); 3] {
    let of = |severity| changes.iter().filter(|c| c.severity == severity).collect();
    [
        ("breaking", of(Severity::Breaking)),
        ("compatible", of(Severity::Compatible)),
        ("cosmetic", of(Severity::Cosmetic)),
    ]
}

/// The name of a bump.
pub fn bump_text(bump: Bump) -> String {
    json!(bump).as_str().unwrap_or_default().to_owned()
}

/// For a terminal.
pub fn text(changes: &[Change]) -> String {
    let mut text = String::new();
    for (name, changes) in groups(changes) {
        for change in changes {
            let _ = writeln!(
                text,
                "{name:<10} {:<28} #{}\n           {}",
                change.rule, change.pointer, change.text
            );
        }
    }
    let _ = writeln!(text, "bump: {}", bump_text(bump(changes)));
    text
}

/// For a changelog.
pub fn markdown(changes: &[Change]) -> String {
    let mut text = String::new();
    for (name, changes) in groups(changes) {
        if changes.is_empty() {
            continue;
        }
        let _ = writeln!(
            text,
            "### {}{}\n",
            name.get(..1).unwrap_or_default().to_uppercase(),
            name.get(1..).unwrap_or_default()
        );
        for change in changes {
            let _ = writeln!(
                text,
                "- `#{}`: {} (`{}`)",
                change.pointer, change.text, change.rule
            );
        }
        text.push('\n');
    }
    let _ = writeln!(text, "Semver bump: **{}**", bump_text(bump(changes)));
    text
}
