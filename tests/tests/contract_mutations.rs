//! The checks can fail: they notice every kind of change of the document that means something.

#![allow(
    clippy::unwrap_used,
    clippy::panic,
    clippy::indexing_slicing,
    reason = "a test ends where its premises do"
)]

use contract_tests::contract::document;
use contract_tests::contract::evidence::Evidence;
use contract_tests::contract::mutation::{self, Settings};

#[test]
fn every_kind_of_change_is_noticed_or_explained() {
    let settings = Settings {
        places: 1,
        seed: 1,
        all_checks: false,
    };
    let outcomes = mutation::run(&document(), &Evidence::record(), settings);
    let bad = outcomes.iter().filter(|outcome| !outcome.is_good()).count();
    let noticed = outcomes
        .iter()
        .filter(|outcome| outcome.unnoticed.is_empty());
    let table = mutation::table(&outcomes);
    assert!(noticed.count() >= 100, "{table}");
    assert_eq!(bad, 0, "{table}");
}
