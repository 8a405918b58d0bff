//! Compiled schemas of one direction.

use jsonschema::{Draft, PatternOptions, Registry, Validator};
use serde_json::{Value, json};

use super::explain::{self, Finding};
use super::keywords;
use super::pointers::{Pointers, SchemaId};
use super::representation::TreeJson;
use super::tree::Tree;
use crate::error::ContractError;

/// The base URI of the converted schemas, which is never fetched.
const BASE: &str = "contract:///schemas";

/// The largest number of steps of a pattern for one text, so that a text cannot stall the check.
/// Beyond it, the pattern does not match.
const MAX_PATTERN_STEPS: usize = 20_000;

/// The largest number of parts of a value of which all violations are reported. All violations of a
/// large body would take a hundred times its memory.
const MAX_PARTS: usize = 20_000;

/// Validators by [`SchemaId`].
#[derive(Debug)]
pub(crate) struct SchemaSet {
    validators: Vec<Validator<TreeJson>>,
    pointers: Pointers,
}

impl SchemaSet {
    /// Compiles the first `requested` definitions of a converted schema.
    pub(super) fn compile(
        schemas: &Value,
        requested: usize,
        pointers: Pointers,
    ) -> Result<Self, ContractError> {
        let invalid = |pointer: String, reason: String| ContractError::InvalidSchema {
            pointer: pointers.in_document(&pointer),
            reason,
        };
        if let Err(error) = jsonschema::draft4::meta::validate(schemas) {
            return Err(invalid(
                error.instance_path().as_str().to_owned(),
                error.to_string(),
            ));
        }
        let registry = Registry::new()
            .draft(Draft::Draft4)
            .add(BASE, schemas.clone())
            .and_then(jsonschema::RegistryBuilder::prepare)
            .map_err(|e| invalid(String::new(), e.to_string()))?;
        let options = jsonschema::options_for::<TreeJson>()
            .offline()
            .with_draft(Draft::Draft4)
            .with_registry(&registry)
            .with_pattern_options(PatternOptions::fancy_regex().backtrack_limit(MAX_PATTERN_STEPS))
            .should_validate_formats(true)
            .should_ignore_unknown_formats(true);
        let options = keywords::register(options);
        let validators = (0..requested).map(|index| {
            let location = format!("/definitions/{index}");
            options
                .build(&json!({ "$ref": format!("{BASE}#{location}") }))
                .map_err(|error| invalid(location, error.to_string()))
        });
        let validators = validators.collect::<Result<_, _>>()?;
        Ok(Self {
            validators,
            pointers,
        })
    }

    /// The findings in a value, in a fixed order; empty for a valid value.
    pub(crate) fn check(&self, schema: SchemaId, tree: &Tree) -> Vec<Finding> {
        let Some(validator) = self.validators.get(schema.0) else {
            return Vec::new();
        };
        if validator.is_valid(tree) {
            return Vec::new();
        }
        let mut findings = Vec::new();
        if tree.has_more_parts_than(MAX_PARTS) {
            if let Err(error) = validator.validate(tree) {
                explain::explain(&error, tree, &self.pointers, &mut findings);
            }
        } else {
            for error in validator.iter_errors(tree) {
                explain::explain(&error, tree, &self.pointers, &mut findings);
            }
        }
        findings.sort();
        findings.dedup();
        findings
    }

    /// Whether a value is valid.
    pub(crate) fn fits(&self, schema: SchemaId, tree: &Tree) -> bool {
        self.validators
            .get(schema.0)
            .is_none_or(|validator| validator.is_valid(tree))
    }
}
