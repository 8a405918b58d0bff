//! Which places, written by hand, no longer compile against the client that was generated.
//!
//! Cargo tells, in its short message format: `cli/src/show.rs:12:9: error[E0609]: no field ..`.

use std::collections::BTreeSet;
use std::path::Path;
use std::process::Command;

/// How much of what cargo says is shown when it says nothing of places.
const LINES: usize = 5;

/// Lets `cargo` check the workspace at `root`, and tells what no longer compiles.
pub(super) fn tell(root: &Path, mut cargo: Command) -> String {
    let output = cargo
        .args(["check", "--workspace", "--all-targets", "--keep-going"])
        .args(["--message-format", "short", "--quiet"])
        .current_dir(root)
        .output();
    match output {
        Ok(output) => {
            let text = String::from_utf8_lossy(&output.stderr);
            told(&text, output.status.success())
        }
        Err(e) => format!(
            "cargo could not be run to see what still compiles ({e}): run `cargo check --workspace --all-targets`"
        ),
    }
}

fn told(text: &str, success: bool) -> String {
    // a library and its tests are compiled both, with the same errors
    let places: BTreeSet<_> = text
        .lines()
        .map(str::trim)
        .filter(|line| is_error_at_a_place(line))
        .collect();
    let (generated, by_hand): (Vec<&str>, Vec<&str>) = places.into_iter().partition(|line| {
        line.split_once(".rs:")
            .is_some_and(|(path, _)| path.contains("/generated/"))
    });
    let mut parts = vec![];
    if !generated.is_empty() {
        parts.push(format!(
            "generated code that does not compile, which is a fault of the pipeline (please report it with the document):\n{}",
            generated.join("\n")
        ));
    }
    if !by_hand.is_empty() {
        parts.push(format!(
            "places written by hand that no longer compile:\n{}",
            by_hand.join("\n")
        ));
    }
    if parts.is_empty() && success {
        parts.push("everything written by hand compiles".to_owned());
    } else if parts.is_empty() {
        let lines: Vec<_> = text
            .lines()
            .filter(|line| !line.trim().is_empty())
            .collect();
        let last = lines
            .get(lines.len().saturating_sub(LINES)..)
            .unwrap_or_default();
        parts.push(format!(
            "cargo could not tell what still compiles:\n{}",
            last.join("\n")
        ));
    }
    parts.join("\n")
}

/// `path:line:column: error[..]: ..`
fn is_error_at_a_place(line: &str) -> bool {
    let Some((place, _)) = line.split_once(": error") else {
        return false;
    };
    let mut parts = place.rsplitn(3, ':');
    let mut number = || parts.next().is_some_and(|part| part.parse::<u32>().is_ok());
    number() && number()
}

#[cfg(test)]
mod tests {
    use super::*;

    /// What cargo 1.95 says.
    const SAID: &str = "cli/src/show.rs:4:5: error[E0432]: unresolved import `a::b`: no `b` in `a`\n\
        cli/src/show.rs:9:1: warning: unused variable: error\n\
        cli/src/show.rs:4:5: error[E0432]: unresolved import `a::b`: no `b` in `a`\n\
        error: could not compile `classifications-cli` (lib) due to 1 previous error; 1 warning emitted\n\
        tests/tests/cases.rs:70:22: error: cannot find macro `no` in this scope\n";

    #[test]
    fn each_place_is_told_once() {
        assert_eq!(
            told(SAID, false),
            "places written by hand that no longer compile:\n\
             cli/src/show.rs:4:5: error[E0432]: unresolved import `a::b`: no `b` in `a`\n\
             tests/tests/cases.rs:70:22: error: cannot find macro `no` in this scope"
        );
    }

    #[test]
    fn generated_places_are_told_apart() {
        let text = told(
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
    fn silence_is_no_success() {
        assert_eq!(told("", true), "everything written by hand compiles");
        assert_eq!(
            told("error: failed to get `x`\n\nCaused by:\n  offline\n", false),
            "cargo could not tell what still compiles:\nerror: failed to get `x`\nCaused by:\n  offline"
        );
    }
}
