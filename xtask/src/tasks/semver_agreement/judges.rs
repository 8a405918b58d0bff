//! What the judges say, and whether that is what the rules say.

use std::process::{Command, Stdio};
use std::sync::Mutex;
use std::sync::atomic::{AtomicUsize, Ordering};

use super::{Crates, Pair};
use crate::tasks::cargo_messages;
use oas2_codegen::diff::fixtures::Unseen;
use oas2_codegen::diff::{Bump, Severity};
use oas2_codegen::error::{Error, Result};

/// A caller of one crate that is compiled against another.
pub(super) struct Caller {
    /// Its package's name.
    pub name: String,
    /// The crate that it was made for.
    pub old: String,
    /// The crate that it calls.
    pub new: String,
    /// Its code.
    pub text: String,
}

fn tool() -> Command {
    let mut command = cargo_messages::cargo();
    command.arg("semver-checks");
    command
}

/// Whether `cargo semver-checks` is there.
pub(super) fn installed() -> Result<()> {
    let output = tool()
        .arg("--version")
        .output()
        .map_err(|e| Error::io("run", "cargo", e))?;
    if output.status.success() {
        return Ok(());
    }
    Err(Error::File {
        path: "cargo semver-checks".into(),
        what: "it is not installed; run `cargo install --locked cargo-semver-checks`".to_owned(),
    })
}

/// What `cargo semver-checks` finds wrong with each pair as a release of the kind that the rules ask for, or as a minor
/// one where they ask for a major one; `None` where it finds nothing.
pub(super) fn semver_checks(
    pairs: &[Pair],
    crates: &Crates,
    jobs: usize,
) -> Result<Vec<Option<String>>> {
    let next = AtomicUsize::new(0);
    let found = Mutex::new(vec![None; pairs.len()]);
    std::thread::scope(|scope| {
        let work = || -> Result<()> {
            loop {
                let i = next.fetch_add(1, Ordering::Relaxed);
                let Some(pair) = pairs.get(i) else {
                    return Ok(());
                };
                let breaks = judged(pair, crates)?;
                if let Ok(mut found) = found.lock()
                    && let Some(place) = found.get_mut(i)
                {
                    *place = breaks;
                }
            }
        };
        let workers: Vec<_> = (0..jobs.max(1)).map(|_| scope.spawn(work)).collect();
        workers.into_iter().try_for_each(|worker| {
            worker
                .join()
                .unwrap_or_else(|_| Err(Error::Internal("a worker panicked".to_owned())))
        })
    })?;
    Ok(found.into_inner().unwrap_or_default())
}

fn judged(pair: &Pair, crates: &Crates) -> Result<Option<String>> {
    let kind = if pair.bump >= Bump::Minor {
        "minor"
    } else {
        "patch"
    };
    let output = tool()
        .arg("--baseline-rustdoc")
        .arg(crates.rustdoc(&pair.old))
        .arg("--current-rustdoc")
        .arg(crates.rustdoc(&pair.new))
        .args(["--release-type", kind, "--color", "never"])
        .stdin(Stdio::null())
        .output()
        .map_err(|e| Error::io("run", "cargo semver-checks", e))?;
    let text = |bytes: &[u8]| String::from_utf8_lossy(bytes).into_owned();
    let (findings, progress) = (text(&output.stdout), text(&output.stderr));
    if output.status.success() {
        return Ok(None);
    }
    let failures: Vec<_> = findings
        .lines()
        .filter(|line| line.starts_with("--- failure"))
        .collect();
    if failures.is_empty() {
        return Err(Error::Internal(format!(
            "cargo semver-checks failed without a finding: {findings}{progress}"
        )));
    }
    Ok(Some(failures.join("; ")))
}

/// Where the judges disagree with the rules about a pair; `breaks` is what `cargo semver-checks` says, `error` why the
/// caller of the old crate does not compile against the new one.
pub(super) fn disagreements(pair: &Pair, breaks: Option<&str>, error: Option<&str>) -> Vec<String> {
    let mut wrong = vec![];
    let mut say = |wrong_here: bool, text: String| {
        if wrong_here {
            wrong.push(text);
        }
    };
    let list = |labels: &[String]| labels.join(", ");
    let unseen = pair.fixture.unseen;
    let expected = match pair.fixture.severity {
        Severity::Cosmetic => Bump::Patch,
        Severity::Compatible => Bump::Minor,
        Severity::Breaking => Bump::Major,
    };
    say(
        pair.bump != expected,
        format!("{:?}, where the fixture says {expected:?}", pair.bump).to_lowercase(),
    );
    if pair.bump == Bump::Major {
        say(
            breaks.is_none() && unseen.is_none(),
            "major, and nothing for cargo semver-checks; the fixture does not say why".to_owned(),
        );
        say(
            breaks.is_some() && unseen.is_some(),
            format!(
                "cargo semver-checks sees what the fixture says it cannot: {}",
                breaks.unwrap_or_default()
            ),
        );
        say(
            unseen == Some(Unseen::OnTheWire) && !pair.gone.is_empty(),
            format!("not only on the wire: a caller loses {}", list(&pair.gone)),
        );
        say(
            unseen == Some(Unseen::OtherTypes) && pair.gone.is_empty(),
            "no other types: a caller loses nothing".to_owned(),
        );
        return wrong;
    }
    let kind = format!("{:?}", pair.bump).to_lowercase();
    say(
        breaks.is_some(),
        format!(
            "{kind}, and cargo semver-checks finds: {}",
            breaks.unwrap_or_default()
        ),
    );
    say(
        error.is_some(),
        format!(
            "{kind}, and a caller compiles no more: {}",
            error.unwrap_or_default()
        ),
    );
    say(
        !pair.gone.is_empty(),
        format!("{kind}, and a caller loses {}", list(&pair.gone)),
    );
    say(
        pair.bump < Bump::Minor && !pair.added.is_empty(),
        format!("{kind}, and a caller gets {}", list(&pair.added)),
    );
    wrong
}
