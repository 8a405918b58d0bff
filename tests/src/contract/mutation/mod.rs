//! Can the checks fail? Changes the document in many ways, and counts what they notice.
//!
//! Nothing is generated anew: client, types, cases and sandbox stay those of the committed document, and
//! a changed document has to contradict them somewhere. A kind of change that nothing notices is a blind
//! spot, unless it is explained: some changes mean nothing to a program.

mod kinds;
mod place;
mod report;

use std::collections::BTreeMap;
use std::sync::Mutex;
use std::sync::atomic::{AtomicUsize, Ordering};

use fastrand::Rng;
use serde_json::Value;

use super::checks::{self, Subject};
use super::evidence::Evidence;

pub use kinds::{Kind, all as kinds};
pub use report::table;

/// What became of the changes of one kind.
#[derive(Debug)]
pub struct Outcome {
    /// The kind.
    pub kind: Kind,
    /// How many changes were made, each in another place.
    pub made: usize,
    /// Where nothing noticed the change.
    pub unnoticed: Vec<String>,
    /// How many changes each check noticed, by its name.
    pub by: BTreeMap<&'static str, usize>,
}

impl Outcome {
    /// Whether it is as it should be: all noticed, or explained and none noticed.
    #[must_use]
    pub fn is_good(&self) -> bool {
        let noticed = self.unnoticed.is_empty();
        self.made > 0 && noticed == self.kind.explained.is_none()
    }
}

/// How a run goes about it.
#[derive(Debug, Clone, Copy)]
pub struct Settings {
    /// In how many places at most each kind of change is made.
    pub places: usize,
    /// Which places these are.
    pub seed: u64,
    /// Whether all checks are asked, or only until one notices.
    pub all_checks: bool,
}

/// Changes `document` in every kind.
#[must_use]
pub fn run(document: &Value, evidence: &Evidence, settings: Settings) -> Vec<Outcome> {
    let kinds = kinds::all();
    let next = AtomicUsize::new(0);
    let outcomes = Mutex::new(vec![]);
    let threads = std::thread::available_parallelism().map_or(1, usize::from);
    std::thread::scope(|scope| {
        for _ in 0..threads.min(4) {
            scope.spawn(|| {
                loop {
                    let index = next.fetch_add(1, Ordering::Relaxed);
                    let Some(kind) = kinds.get(index) else {
                        break;
                    };
                    let outcome = try_kind(*kind, document, evidence, settings);
                    outcomes
                        .lock()
                        .expect("not poisoned")
                        .push((index, outcome));
                }
            });
        }
    });
    let mut outcomes = outcomes.into_inner().expect("not poisoned");
    outcomes.sort_by_key(|(index, _)| *index);
    outcomes.into_iter().map(|(_, outcome)| outcome).collect()
}

fn try_kind(kind: Kind, document: &Value, evidence: &Evidence, settings: Settings) -> Outcome {
    let mut rng = Rng::with_seed(settings.seed);
    let mut found = (kind.places)(document);
    rng.shuffle(&mut found);
    let mut outcome = Outcome {
        kind,
        made: 0,
        unnoticed: vec![],
        by: BTreeMap::new(),
    };
    for place in found {
        if outcome.made == settings.places {
            break;
        }
        let mut changed = document.clone();
        (kind.change)(&mut changed, &place);
        if changed == *document {
            continue;
        }
        outcome.made += 1;
        let noticed = noticed_by(&changed, document, evidence, settings.all_checks);
        if noticed.is_empty() {
            outcome.unnoticed.push(place);
        }
        for name in noticed {
            *outcome.by.entry(name).or_default() += 1;
        }
    }
    outcome
}

/// The checks that have something to say about a changed document.
fn noticed_by(
    changed: &Value,
    original: &Value,
    evidence: &Evidence,
    all: bool,
) -> Vec<&'static str> {
    let Ok(subject) = Subject::changed(changed, original, evidence) else {
        return vec!["compiling"];
    };
    let checks = checks::ALL.iter();
    let noticing = checks.filter(|check| !check.run(&subject).is_empty());
    noticing
        .map(|check| check.name)
        .take(if all { usize::MAX } else { 1 })
        .collect()
}
