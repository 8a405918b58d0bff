//! Finds the hand-written code that does not compile against the new client.
//!
//! cargo reports errors in its short message format: `cli/src/show.rs:12:9: error[E0609]: no field
//! ..`.

use std::collections::BTreeSet;
use std::path::Path;
use std::process::Command;

/// The number of lines of cargo's output that are shown if it contains no error with a position.
const LINES: usize = 5;

/// Runs `cargo check` on the workspace at `root`, and returns a text that lists the errors.
pub(super) fn check(root: &Path, mut cargo: Command) -> String {
    let output = cargo
        .args(["check", "--workspace", "--all-targets", "--keep-going"])
        .args(["--message-format", "short", "--quiet"])
        .current_dir(root)
        .output();
    match output {
        Ok(output) => {
            let text = String::from_utf8_lossy(&output.stderr);
            summary(&text, output.status.success())
        }
        Err(e) => format!(
            "cargo could not be run to check what still compiles ({e}): run `cargo check --workspace --all-targets`"
        ),
    }
}

/// A text that lists the errors in `text`, the output of cargo.
fn summary(text: &str, success: bool) -> String {
    // a library and its tests report the same errors
    let locations: BTreeSet<_> = text
        .lines()
        .map(str::trim)
        .filter(|line| is_error_with_position(line))
        .collect();
    let (generated, by_hand): (Vec<&str>, Vec<&str>) = locations.into_iter().partition(|line| {
        line.split_once(".rs:")
            .is_some_and(|(path, _)| path.contains("/generated/"))
    });
    let mut parts = vec![];
    if !generated.is_empty() {
        parts.push(format!(
            "generated code that does not compile, which is a bug in the pipeline (please report it with the document):\n{}",
            generated.join("\n")
        ));
    }
    if !by_hand.is_empty() {
        parts.push(format!(
            "hand-written code that no longer compiles:\n{}",
            by_hand.join("\n")
        ));
    }
    if parts.is_empty() && success {
        parts.push("all hand-written code compiles".to_owned());
    } else if parts.is_empty() {
        let lines: Vec<_> = text
            .lines()
            .filter(|line| !line.trim().is_empty())
            .collect();
        let last = lines
            .get(lines.len().saturating_sub(LINES)..)
            .unwrap_or_default();
        parts.push(format!(
            "cargo could not check what still compiles:\n{}",
            last.join("\n")
        ));
    }
    parts.join("\n")
}

/// Whether a line has the form `path:line:column: error[..]: ..`.
fn is_error_with_position(line: &str) -> bool {
    let Some((location, _)) = line.split_once(": error") else {
        return false;
    };
    let mut parts = location.rsplitn(3, ':');
    let mut number = || parts.next().is_some_and(|part| part.parse::<u32>().is_ok());
    number() && number()
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The output of cargo 1.95.
    const OUTPUT: &str = "cli/src/show.rs:4:5: error[E0432]: unresolved import `a::b`: no `b` in `a`\n\
        cli/src/show.rs:9:1: warning: unused variable: error\n\
        cli/src/show.rs:4:5: error[E0432]: unresolved import `a::b`: no `b` in `a`\n\
        error: could not compile `classifications-cli` (lib) due to 1 previous error; 1 warning emitted\n\
        tests/tests/cases.rs:70:22: error: cannot find macro `no` in this scope\n";

    #[test]
    fn each_error_is_listed_once() {
        assert_eq!(
            summary(OUTPUT, false),
            "hand-written code that no longer compiles:\n\
             cli/src/show.rs:4:5: error[E0432]: unresolved import `a::b`: no `b` in `a`\n\
             tests/tests/cases.rs:70:22: error: cannot find macro `no` in this scope"
        );
    }

    #[test]
    fn errors_in_generated_code_are_listed_separately() {
        let text = summary(
            "classifications-api/src/generated/types.rs:1:2: error: x\n",
            false,
        );
        assert!(
            text.starts_with("generated code that does not compile"),
            "{text}"
        );
        assert!(!text.contains("by hand"), "{text}");
    }

    #[test]
    fn other_errors_of_cargo_are_shown() {
        assert_eq!(summary("", true), "all hand-written code compiles");
        assert_eq!(
            summary("error: failed to get `x`\n\nCaused by:\n  offline\n", false),
            "cargo could not check what still compiles:\nerror: failed to get `x`\nCaused by:\n  offline"
        );
    }
}
