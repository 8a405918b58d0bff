//! Properties that hold for every input: no panic, and stable results.
#![allow(
    clippy::unwrap_used,
    clippy::panic,
    clippy::indexing_slicing,
    reason = "tests"
)]

mod bases;
mod mutate;
mod text;

use std::path::Path;

use oas2_codegen::error::DocumentError;
use oas2_codegen::generate::File;
use oas2_codegen::pipeline::Document;
use oas2_codegen::target::Target;
use oas2_codegen::{
    diff, load, normalise, pipeline,
    report::{Report, ReportEntry},
    standalone,
};
use proptest::prelude::*;
use serde_json::Value;

/// The settings of the crates.
fn target() -> Target {
    standalone::target(Path::new("document.json"))
}

fn read(document: Value) -> Result<Document, DocumentError> {
    Document::read(document, &mut Report::default())
}

/// The generated files for the text of a document.
fn generated(text: &str) -> Result<Vec<File>, String> {
    let file = Path::new("d.json");
    let source = load::parse(file, text.as_bytes()).map_err(|e| e.to_string())?;
    let generated = pipeline::run(&source, &target()).map_err(|e| e.to_string())?;
    Ok(generated.files)
}

/// Checks that a document becomes a crate, or is refused with our own message: neither the converter
/// nor the generator panics, and the output is Rust.
fn made_or_refused(text: &str) -> Result<(), TestCaseError> {
    if let Err(error) = generated(text) {
        prop_assert!(!error.contains("panicked"), "{error}\n{text}");
        prop_assert!(!error.contains("is not Rust"), "{error}\n{text}");
    }
    Ok(())
}

/// Few cases by default; `PROPTEST_CASES` sets the number.
fn config() -> ProptestConfig {
    let cases = std::env::var("PROPTEST_CASES").ok();
    ProptestConfig {
        cases: cases.and_then(|n| n.parse().ok()).unwrap_or(64),
        failure_persistence: None,
        max_shrink_iters: 2000,
        ..ProptestConfig::default()
    }
}

proptest! {
    #![proptest_config(config())]

    #[test]
    fn bytes_never_panic(bytes in prop::collection::vec(any::<u8>(), 0..200)) {
        if let Ok(source) = load::parse(Path::new("d"), &bytes) {
            made_or_refused(&source.text)?;
        }
    }

    #[test]
    fn text_never_panics(text in "(?s)[ \\n:\\-{}\\[\\]\"'&*!|>%@a-c0-9,#]{0,120}") {
        let _ = load::parse(Path::new("d"), text.as_bytes());
    }

    #[test]
    fn mutated_text_is_made_or_refused((before, after) in text::mutated()) {
        let load = |text: &str| load::parse(Path::new("d"), text.as_bytes());
        if let Ok(source) = load(&after) {
            made_or_refused(&after)?;
            if let (Ok(old), Ok(new)) = (read(load(&before).unwrap().value), read(source.value)) {
                diff::diff(&old, &new, &target());
            }
        }
    }

    #[test]
    fn a_mutated_document_is_made_or_refused(document in mutate::mutated(bases::small(), 1..4)) {
        made_or_refused(&document.to_string())?;
    }

    #[test]
    fn generating_twice_gives_the_same_bytes(document in mutate::mutated(bases::small(), 0..3)) {
        let text = document.to_string();
        prop_assert_eq!(generated(&text), generated(&text));
    }

    #[test]
    fn a_difference_of_code_is_a_difference_of_documents(
        (old, new) in mutate::mutated(bases::small(), 0..2)
            .prop_flat_map(|old| (Just(old.clone()), mutate::mutated(Just(old), 1..3)))
    ) {
        if let (Ok(a), Ok(b)) = (generated(&old.to_string()), generated(&new.to_string())) {
            let changes = diff::diff(&read(old.clone()).unwrap(), &read(new.clone()).unwrap(), &target());
            prop_assert!(a == b || !changes.is_empty(), "{old}\n{new}");
        }
    }

    #[test]
    fn nothing_differs_from_itself(document in mutate::mutated(bases::all(), 0..4)) {
        if let Ok(document) = read(document) {
            prop_assert!(diff::diff(&document, &document, &target()).is_empty());
        }
    }

    #[test]
    fn normalising_twice_changes_nothing(document in mutate::mutated(bases::all(), 1..4)) {
        assert_normalising_is_idempotent(document)?;
    }
}

fn assert_normalising_is_idempotent(document: Value) -> Result<(), TestCaseError> {
    let mut report = Report::default();
    let text = document.to_string();
    if let Ok(document) = Document::read(document, &mut report) {
        let once = document.api();
        let mut twice = once.clone();
        let before = report.entries().to_vec();
        normalise::normalise(&mut twice, &mut report);
        let (a, b) = (format!("{once:#?}"), format!("{twice:#?}"));
        if a != b {
            let diff = similar::TextDiff::from_lines(&a, &b);
            let diff = diff.unified_diff().context_radius(6).to_string();
            return Err(TestCaseError::fail(format!("{diff}\n{text}")));
        }
        // A definition may have another name after the first run, and therefore another pointer.
        let is_new = |e: &&ReportEntry| {
            !before
                .iter()
                .any(|earlier| (&earlier.pass, &earlier.text) == (&e.pass, &e.text))
        };
        let more: Vec<_> = report.entries().iter().filter(is_new).collect();
        prop_assert!(more.is_empty(), "the second run reports {more:?}");
    }
    Ok(())
}

#[test]
fn unchanged_documents_are_normalised_in_one_run() {
    for (name, document) in bases::named() {
        assert_normalising_is_idempotent(document).unwrap_or_else(|e| panic!("{name}: {e}"));
    }
}
