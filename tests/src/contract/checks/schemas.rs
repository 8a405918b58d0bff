//! The schemas of the generated types, against the document's, in both directions.

use classifications_contract::{Checked, Violation};
use serde_json::Value;

use super::Subject;
use super::gaps::GAPS;
use crate::contract::json::Json;
use crate::contract::probes::probes;
use crate::contract::rust_types::{Judge, Pair, RustTypes};
use crate::contract::samples::Sampler;

/// Every pair, by the probes of both of its schemas.
pub(super) fn agree(subject: &Subject<'_>) -> Vec<String> {
    let rust = &subject.evidence.rust_types;
    let mut wrong = unpaired(subject.document, rust);
    let needed = GAPS.iter().map(|gap| gap.keyword);
    let needed = needed.chain(rust.pairs.iter().map(|pair| pair.pointer.as_str()));
    let missing = needed.filter(|pointer| subject.document.pointer(pointer).is_none());
    wrong.extend(missing.map(|pointer| format!("the document has no {pointer}")));

    let concerned = |pair: &&Pair| subject.concerns_schema(&pair.pointer);
    let pairs: Vec<&Pair> = rust.pairs.iter().filter(concerned).collect();
    if pairs.is_empty() || subject.knows_enough(&wrong) {
        return wrong;
    }
    let pointers = pairs.iter().map(|pair| pair.pointer.as_str());
    let judge = match Judge::of(subject.document, pointers) {
        Ok(judge) => judge,
        Err(what) => return vec![what],
    };
    for pair in pairs {
        let Some(node) = subject.document.pointer(&pair.pointer) else {
            continue;
        };
        let mut sampler = Sampler::new(subject.document, 1);
        for probe in probes(&mut sampler, node)
            .iter()
            .chain(&rust.probes(pair, 1))
        {
            wrong.extend(compare(rust, &judge, pair, probe));
            if subject.knows_enough(&wrong) {
                return wrong;
            }
        }
    }
    wrong
}

/// Whether both schemas of a pair say the same of a value, the known gaps apart, and whether the type
/// reads what the document allows.
#[must_use]
pub fn compare(rust: &RustTypes, judge: &Judge, pair: &Pair, json: &Json) -> Vec<String> {
    let at = &pair.pointer;
    let mut wrong = vec![];
    let mut allowed = false;
    for (documented, derived) in verdicts(rust, judge, pair, json) {
        let known = |violation: &Violation| GAPS.iter().any(|gap| gap.covers(violation));
        let is_gap = derived.is_ok() && documented.violations().iter().all(known);
        if documented.is_ok() != derived.is_ok() && !is_gap {
            wrong.push(format!(
                "{at}: {json}: by the document {documented}; by the type {derived}"
            ));
        }
        allowed |= documented.is_ok();
    }
    if allowed && !(pair.reads)(&json.to_string()) {
        wrong.push(format!(
            "{at}: {json}: allowed, but the type cannot read it"
        ));
    }
    wrong
}

/// What the document and the type say of a value, as part of a request and of a response.
fn verdicts<'a>(
    rust: &'a RustTypes,
    judge: &'a Judge,
    pair: &'a Pair,
    json: &'a Json,
) -> impl Iterator<Item = (Checked, Checked)> + 'a {
    judge.directions.iter().filter_map(move |&direction| {
        let documented = judge.check(&pair.pointer, direction, json)?;
        Some((documented, rust.check(pair, direction, json)))
    })
}

/// The keywords by which the document refuses what the types accept, with the refusals.
#[must_use]
pub fn gaps(document: &Value, rust: &RustTypes) -> Vec<Violation> {
    let pointers = rust.pairs.iter().map(|pair| pair.pointer.as_str());
    let judge = Judge::of(document, pointers).expect("the document compiles");
    let mut found = vec![];
    for pair in &rust.pairs {
        let mut sampler = Sampler::new(document, 1);
        let node = &document.pointer(&pair.pointer).expect("the pair's schema");
        for probe in &probes(&mut sampler, node) {
            let refused = verdicts(rust, &judge, pair, probe);
            for (documented, _) in refused.filter(|(_, derived)| derived.is_ok()) {
                found.extend(documented.into_violations());
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
