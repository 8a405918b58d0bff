//! `spec/spec.lock`: which inputs and which tools gave which outputs, and what was given up.
//!
//! The hashes let anybody see that generated files are what the sources yield, without running anything.

use std::path::Path;

use serde_json::{Map, Value, json};

use crate::convert::CONVERTER;
use crate::generate::GENERATOR;
use crate::load::sha256;
use crate::outputs::Outputs;
use crate::report::Report;

/// Makes the lock's text.
pub fn text(inputs: &[(String, String)], outputs: &Outputs, report: &Report) -> String {
    let made: Map<String, Value> = outputs
        .files()
        .iter()
        .map(|(path, text)| (slashed(path), json!(sha256(text.as_bytes()))))
        .collect();
    let read: Map<String, Value> = inputs
        .iter()
        .map(|(path, hash)| (path.clone(), json!(hash)))
        .collect();
    let lock = json!({
        "made_by": "cargo xtask generate",
        "converter": CONVERTER,
        "generator": GENERATOR,
        "inputs": read,
        "outputs": made,
        "given_up": report.entries(),
    });
    format!("{lock:#}\n")
}

fn slashed(path: &Path) -> String {
    path.to_string_lossy().replace('\\', "/")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_tools_are_those_that_are_used() {
        let used = include_str!("../../Cargo.lock");
        for (package, named) in [
            ("swagger2openapi", CONVERTER),
            ("progenitor-impl", GENERATOR),
        ] {
            let version = used
                .split(&format!("name = \"{package}\"\nversion = \""))
                .nth(1)
                .and_then(|rest| rest.split('"').next())
                .unwrap();
            let named = named.split(' ').nth(1).unwrap();
            assert!(
                version.starts_with(named),
                "{package} is {version}, named as {named}"
            );
        }
    }
}
