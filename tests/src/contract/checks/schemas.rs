//! The schemas of the generated types, against the document's, in both directions.

use std::collections::BTreeSet;

use classifications_contract::{Checked, Direction, Rule, Violation};
use serde_json::Value;

use super::Subject;
use super::gaps::GAPS;
use crate::contract::json::Json;
use crate::contract::probes::probes;
use crate::contract::rust_types::{self, Judge, Pair, RustTypes};
use crate::contract::samples::Sampler;

/// Every pair, by the probes of both of its schemas.
pub(super) fn agree(subject: &Subject<'_>) -> Vec<String> {
    let rust = &subject.evidence.rust_types;
    let pointers = rust.pairs.iter().map(|pair| pair.pointer.as_str());
    let judge = match Judge::of(subject.document, pointers) {
        Ok(judge) => judge,
        Err(what) => return vec![what],
    };
    let missing = judge
        .missing
        .iter()
        .map(|at| format!("the document has no {at}"));
    let mut wrong: Vec<String> = missing.collect();
    for pair in &rust.pairs {
        let Some(node) = subject.document.pointer(&pair.pointer) else {
            continue;
        };
        if !subject.concerns_schema(&pair.pointer) {
            continue;
        }
        let mut sampler = Sampler::new(subject.document, 1);
        for probe in probes(&mut sampler, node)
            .iter()
            .chain(&rust.probes(pair, 1))
        {
            wrong.extend(compare(rust, &judge, pair, probe));
        }
    }
    wrong.extend(unpaired(subject.document, rust));
    wrong
}

/// Whether both schemas of a pair say the same of a value, the known gaps apart.
#[must_use]
pub fn compare(rust: &RustTypes, judge: &Judge, pair: &Pair, json: &Json) -> Vec<String> {
    let verdicts = verdicts(rust, judge, pair, json);
    let differ = verdicts.filter(|(documented, derived)| {
        let known = |violation: &Violation| GAPS.iter().any(|gap| gap.covers(violation));
        let is_gap = derived.is_ok() && documented.violations().iter().all(known);
        documented.is_ok() != derived.is_ok() && !is_gap
    });
    let describe = |(documented, derived): (Checked, Checked)| {
        let at = &pair.pointer;
        format!("{at}: {json}: by the document {documented}; by the type {derived}")
    };
    differ.map(describe).collect()
}

/// What the document and the type say of a value, as part of a request and of a response.
fn verdicts(
    rust: &RustTypes,
    judge: &Judge,
    pair: &Pair,
    json: &Json,
) -> impl Iterator<Item = (Checked, Checked)> {
    let directions = [Direction::Request, Direction::Response].into_iter();
    directions.filter_map(move |direction| {
        let documented = judge.check(&pair.pointer, direction, json)?;
        Some((documented, rust.check(pair, direction, json)))
    })
}

/// The keywords by which the document refuses what the types accept, as in [`Gap::keyword`] and
/// [`Gap::null`].
#[must_use]
pub fn gaps(document: &Value, rust: &RustTypes) -> BTreeSet<(String, bool)> {
    let pointers = rust.pairs.iter().map(|pair| pair.pointer.as_str());
    let judge = Judge::of(document, pointers).expect("the document compiles");
    let mut found = BTreeSet::new();
    for pair in &rust.pairs {
        let mut sampler = Sampler::new(document, 1);
        let node = &document.pointer(&pair.pointer).expect("the pair's schema");
        for probe in &probes(&mut sampler, node) {
            let refused = verdicts(rust, &judge, pair, probe);
            for (documented, _) in refused.filter(|(_, derived)| derived.is_ok()) {
                found.extend(documented.violations().iter().map(|violation| {
                    let null =
                        violation.rule == Rule::Type && violation.text.ends_with("found null");
                    (rust_types::pointer(&violation.document_pointer), null)
                }));
            }
        }
    }
    found
}

/// Schemas of the document for which no type stands.
fn unpaired(document: &Value, rust: &RustTypes) -> Vec<String> {
    let schemas = document["components"]["schemas"]
        .as_object()
        .into_iter()
        .flatten();
    let pointers = schemas.map(|(name, _)| format!("/components/schemas/{name}"));
    let paired = |pointer: &String| rust.pairs.iter().any(|pair| pair.pointer == *pointer);
    let alone = pointers.filter(|pointer| !paired(pointer));
    alone
        .map(|pointer| format!("no type stands for {pointer}"))
        .collect()
}
