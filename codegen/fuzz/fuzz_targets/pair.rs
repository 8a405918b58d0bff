//! Two documents, separated by a line `====`: `diff` reports their differences, and none between
//! equal documents.
#![no_main]

use std::path::Path;

use libfuzzer_sys::fuzz_target;
use oas2_codegen::{diff, load, pipeline::Document, report::Report, standalone};

fuzz_target!(|bytes: &[u8]| {
    let at = bytes.windows(6).position(|window| window == b"\n====\n");
    let Some((old, new)) = at.and_then(|at| bytes.split_at_checked(at)) else {
        return;
    };
    let Some((old, new)) = document(old).zip(document(&new[6..])) else {
        return;
    };
    let target = standalone::target(Path::new("new"));
    let changes = diff::diff(&old, &new, &target);
    assert_eq!(changes.is_empty(), old.oas2().to_string() == new.oas2().to_string());
    assert!(diff::diff(&new, &new, &target).is_empty());
});

/// A document that can become a client.
fn document(bytes: &[u8]) -> Option<Document> {
    let source = load::parse(Path::new("document"), bytes).ok()?;
    Document::of(&source, &mut Report::default()).ok()
}
