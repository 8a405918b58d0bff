//! Compiled schemas of one direction.

use jsonschema::{Draft, PatternOptions, Registry, Validator};
use serde_json::{Value, json};

use super::convert::Places;
use super::explain::{self, Finding};
use super::keywords;
use super::representation::Exact;
use super::tree::Tree;
use crate::error::ContractError;

/// What the converted schemas are called among themselves; nothing is ever fetched from there.
const BASE: &str = "contract:///schemas";

/// A pattern that needs more steps than this for one text counts as not matched: a text must not
/// be able to stall the check.
const MOST_PATTERN_STEPS: usize = 20_000;

/// Of larger values, only the first thing that is wrong is told: a body of megabytes that is wrong
/// everywhere would take the memory of a hundred bodies to explain.
const MOST_PARTS: usize = 20_000;

/// A schema of a [`SchemaSet`].
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct SchemaId(pub(super) usize);

/// Validators by [`SchemaId`].
#[derive(Debug)]
pub(crate) struct SchemaSet {
    validators: Vec<Validator<Exact>>,
    places: Places,
}

impl SchemaSet {
    /// Compiles the first `asked` definitions of a converted schema.
    pub(super) fn compile(
        schemas: &Value,
        asked: usize,
        places: Places,
    ) -> Result<Self, ContractError> {
        let invalid = |pointer: String, reason: String| ContractError::InvalidSchema {
            pointer: places.in_document(&pointer),
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
        let options = jsonschema::options_for::<Exact>()
            .offline()
            .with_draft(Draft::Draft4)
            .with_registry(&registry)
            .with_pattern_options(PatternOptions::fancy_regex().backtrack_limit(MOST_PATTERN_STEPS))
            .should_validate_formats(true)
            .should_ignore_unknown_formats(true);
        let options = keywords::register(options);
        let validators = (0..asked).map(|index| {
            let place = format!("/definitions/{index}");
            options
                .build(&json!({ "$ref": format!("{BASE}#{place}") }))
                .map_err(|error| invalid(place, error.to_string()))
        });
        let validators = validators.collect::<Result<_, _>>()?;
        Ok(Self { validators, places })
    }

    /// What is wrong with a value: nothing for most. In a fixed order.
    pub(crate) fn check(&self, schema: SchemaId, tree: &Tree) -> Vec<Finding> {
        let Some(validator) = self.validators.get(schema.0) else {
            return Vec::new();
        };
        if validator.is_valid(tree) {
            return Vec::new();
        }
        let mut findings = Vec::new();
        if tree.has_more_parts_than(MOST_PARTS) {
            if let Err(error) = validator.validate(tree) {
                explain::explain(&error, tree, &self.places, &mut findings);
            }
        } else {
            for error in validator.iter_errors(tree) {
                explain::explain(&error, tree, &self.places, &mut findings);
            }
        }
        findings.sort();
        findings.dedup();
        findings
    }

    /// Whether a value fits.
    pub(crate) fn fits(&self, schema: SchemaId, tree: &Tree) -> bool {
        self.validators
            .get(schema.0)
            .is_none_or(|validator| validator.is_valid(tree))
    }
}
