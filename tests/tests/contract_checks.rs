//! Client, types, cases and sandbox against the committed document.

#![allow(
    clippy::unwrap_used,
    clippy::panic,
    clippy::indexing_slicing,
    reason = "a test ends where its premises do"
)]

use contract_tests::contract::checks::{self, Subject};
use contract_tests::contract::evidence::Evidence;
use contract_tests::contract::rust_types::RustTypes;

#[test]
fn no_check_has_anything_to_say() {
    let document = contract_tests::contract::document();
    let evidence = Evidence::record();
    let subject = Subject::new(&document, &evidence).unwrap();
    let mut wrong = vec![];
    for check in checks::ALL {
        let said = check.run(&subject);
        wrong.extend(said.iter().map(|what| format!("{}: {what}", check.name)));
    }
    assert!(
        wrong.is_empty(),
        "{} wrong:\n{}",
        wrong.len(),
        wrong.join("\n")
    );
}

/// A gap that is closed is a line too many: the check would let it open again.
#[test]
fn the_known_gaps_are_those_there_are() {
    let document = contract_tests::contract::document();
    let there = checks::gaps(&document, &RustTypes::derive());
    let unknown: Vec<_> = there
        .iter()
        .filter(|violation| !checks::GAPS.iter().any(|gap| gap.covers(violation)))
        .collect();
    assert!(unknown.is_empty(), "new gaps: {unknown:#?}");
    let closed: Vec<_> = checks::GAPS
        .iter()
        .filter(|gap| !there.iter().any(|violation| gap.covers(violation)))
        .collect();
    assert!(
        closed.is_empty(),
        "closed, remove them from `checks::GAPS`: {closed:#?}"
    );
}
