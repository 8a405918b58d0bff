//! `cargo xtask semver-agreement`: is the bump that `diff` asks for true of the generated Rust?
//!
//! Every rule of [`diff`](oas2_codegen::diff) has a pair of documents (see [`fixtures`]). Both become crates, and two judges who
//! know nothing of the rules look at them: `cargo semver-checks`, and a caller that does everything a caller can do with the
//! old crate (see [`surface`](oas2_codegen::surface)), which is compiled against the new one. They agree with the rules when
//!
//! * a change in which `cargo semver-checks` finds a break is `major`;
//! * a change that is not `major` passes `cargo semver-checks` as a release of that kind, and the caller of the
//!   old crate compiles against the new one; one that is `patch` or `none` adds nothing either;
//! * a change that is `major` is one for `cargo semver-checks`, or the fixture says why it cannot be: *on the wire*,
//!   and then the caller has to find nothing, or *other types*, and then the caller has to find it. A fixture that
//!   says so although `cargo semver-checks` finds the break is wrong as well.
//!
//! Crates have version 1.0.0, so that `minor` and `patch` are what semver calls so. A rule may also say `major` although the two
//! judges find nothing because it is about the wire; what may be sent is not theirs to judge.

mod crates;
mod judges;

use std::path::PathBuf;

use crate::stdout;
use oas2_codegen::diff::fixtures::{self, Fixture, Unseen};
use oas2_codegen::diff::{Bump, bump, diff};
use oas2_codegen::error::{Error, Result};
use oas2_codegen::surface::Surface;
use oas2_codegen::workspace;

use crates::Crates;
use judges::Caller;

/// Compares what `diff` says of each rule's fixture with what `cargo semver-checks` and the compiler say.
#[derive(Debug, clap::Args)]
pub struct Options {
    /// Where crates and build products go; the default is `target/semver-agreement` of the workspace.
    #[arg(long, value_name = "DIR")]
    pub work: Option<PathBuf>,
    /// How many processes at a time.
    #[arg(long, default_value_t = 2)]
    pub jobs: usize,
    /// Only fixtures whose rule contains this.
    #[arg(long, value_name = "TEXT")]
    pub only: Option<String>,
}

/// A fixture with its crates.
struct Pair {
    fixture: Fixture,
    bump: Bump,
    /// The crates' names.
    old: String,
    new: String,
    /// What the new one offers no more, and what it offers besides.
    gone: Vec<String>,
    added: Vec<String>,
}

/// Runs the task; `false` when there is a disagreement.
///
/// # Errors
/// When a fixture cannot be generated, or a tool not be run.
pub fn run(options: &Options) -> Result<bool> {
    judges::installed()?;
    let root = workspace::root()?;
    let work = options
        .work
        .clone()
        .unwrap_or_else(|| root.join("target/semver-agreement"));
    let work = std::path::absolute(&work).map_err(|e| Error::io("find", &work, e))?;
    let mut crates = Crates::below(&root, &work);
    let mut pairs = vec![];
    for fixture in fixtures::all()? {
        if options
            .only
            .as_ref()
            .is_none_or(|only| fixture.rule.contains(only))
        {
            pairs.push(pair(fixture, &mut crates)?);
        }
    }
    if pairs.is_empty() {
        return Err(Error::File {
            path: root.join("codegen/fixtures/diff"),
            what: "no fixture's rule contains the text of `--only`".to_owned(),
        });
    }
    let callers = callers(&pairs, &crates)?;
    eprintln!(
        "building {} crates and {} callers",
        crates.len(),
        callers.len()
    );
    crates.write(&callers)?;
    crates.document(options.jobs)?;
    let broken = crates.check(&callers, options.jobs)?;
    let breaks = judges::semver_checks(&pairs, &crates, options.jobs)?;

    let mut wrong = vec![];
    for (pair, breaks) in pairs.iter().zip(&breaks) {
        let caller = callers
            .iter()
            .find(|c| c.old == pair.old && c.new == pair.new);
        let error = caller.and_then(|caller| broken.get(&caller.name));
        wrong.extend(
            judges::disagreements(pair, breaks.as_deref(), error.map(String::as_str))
                .into_iter()
                .map(|text| format!("{}: {text}", pair.fixture.name)),
        );
    }
    // a caller that does not even compile against its own crate would prove nothing
    for caller in callers.iter().filter(|caller| caller.old == caller.new) {
        if let Some(error) = broken.get(&caller.name) {
            wrong.push(format!(
                "the caller of {} does not compile against it: {error}",
                caller.old
            ));
        }
    }
    stdout::print(&summary(&pairs, &breaks, &wrong))?;
    Ok(wrong.is_empty())
}

fn pair(fixture: Fixture, crates: &mut Crates) -> Result<Pair> {
    let bump = bump(&diff(&fixture.old, &fixture.new));
    let (old, new) = (
        crates.add(&fixture.name, &fixture.old)?,
        crates.add(&fixture.name, &fixture.new)?,
    );
    let none = Surface::default();
    let a = crates.surface(&old).unwrap_or(&none);
    let b = crates.surface(&new).unwrap_or(&none);
    let owned = |labels: Vec<&str>| labels.into_iter().map(str::to_owned).collect();
    let (gone, added) = (owned(a.gone(b)), owned(b.gone(a)));
    Ok(Pair {
        fixture,
        bump,
        old,
        new,
        gone,
        added,
    })
}

/// A caller of the old crate for each pair that is said to break nobody, and one of each old crate against itself.
fn callers(pairs: &[Pair], crates: &Crates) -> Result<Vec<Caller>> {
    let mut callers: Vec<Caller> = vec![];
    for pair in pairs {
        let mut wanted = vec![&pair.old];
        if pair.bump < Bump::Major {
            wanted.push(&pair.new);
        }
        for new in wanted {
            if callers.iter().any(|c| c.old == pair.old && c.new == *new) {
                continue;
            }
            let surface = crates.surface(&pair.old).cloned().unwrap_or_default();
            callers.push(Caller {
                name: format!("caller_{}", callers.len()),
                old: pair.old.clone(),
                new: new.clone(),
                text: surface
                    .caller()
                    .map_err(|e| Error::Internal(e.to_string()))?,
            });
        }
    }
    Ok(callers)
}

fn summary(pairs: &[Pair], breaks: &[Option<String>], wrong: &[String]) -> String {
    let count = |bump| pairs.iter().filter(|pair| pair.bump == bump).count();
    let unseen = |kind| {
        let of_kind = pairs.iter().filter(|p| p.fixture.unseen == Some(kind));
        of_kind.count()
    };
    let seen = breaks.iter().flatten().count();
    let mut lines = wrong.to_vec();
    lines.push(format!(
        "{} fixtures: {} major ({seen} seen by cargo semver-checks, {} on the wire, {} other types), {} minor, {} patch",
        pairs.len(),
        count(Bump::Major),
        unseen(Unseen::OnTheWire),
        unseen(Unseen::OtherTypes),
        count(Bump::Minor),
        count(Bump::Patch),
    ));
    lines.push(match wrong.len() {
        0 => "all agree".to_owned(),
        n => format!("{n} disagreements"),
    });
    lines.join("\n") + "\n"
}
