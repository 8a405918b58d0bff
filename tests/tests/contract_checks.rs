//! Client, types, cases and sandbox against the committed document.

#![allow(
    clippy::unwrap_used,
    clippy::panic,
    clippy::indexing_slicing,
    reason = "a test ends where its premises do"
)]

use contract_tests::contract::checks::{self, Subject};
use contract_tests::contract::evidence::Evidence;

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
