//! Any bytes: the pipeline generates a crate, or refuses the document with position and reason.
#![no_main]

use std::path::Path;

use libfuzzer_sys::fuzz_target;
use oas2_codegen::{load, pipeline, standalone};

fuzz_target!(|bytes: &[u8]| {
    let file = Path::new("document");
    let Ok(source) = load::parse(file, bytes) else {
        return;
    };
    if let Err(error) = pipeline::run(&source, &standalone::target(file)) {
        let text = error.to_string();
        assert!(!text.contains("is not Rust"), "{text}");
    }
});
