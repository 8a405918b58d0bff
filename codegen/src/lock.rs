//! `spec/spec.lock`: the inputs, tools and outputs of generation, and the reported losses.
//!
//! The hashes show that generated files match their sources, without running anything.

use serde_json::{Map, Value, json};

use crate::convert::CONVERTER;
use crate::generate::GENERATOR;
use crate::load::sha256;
use crate::outputs::{Outputs, slashed};
use crate::report::Report;

/// The text of the lock.
pub fn text(inputs: &[(String, String)], outputs: &Outputs, report: &Report) -> String {
    let output_hashes: Map<String, Value> = outputs
        .files()
        .iter()
        .map(|(path, text)| (slashed(path), json!(sha256(text.as_bytes()))))
        .collect();
    let input_hashes: Map<String, Value> = inputs
        .iter()
        .map(|(path, hash)| (path.clone(), json!(hash)))
        .collect();
    let lock = json!({
        "made_by": "cargo xtask generate",
        "converter": CONVERTER,
        "generator": GENERATOR,
        "inputs": input_hashes,
        "outputs": output_hashes,
        "left_out": report.entries(),
    });
    format!("{lock:#}\n")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn tool_versions_match_the_lock_file() {
        let lock_file = include_str!("../../Cargo.lock");
        for (package, named) in [
            ("swagger2openapi", CONVERTER),
            ("progenitor-impl", GENERATOR),
        ] {
            let version = lock_file
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
