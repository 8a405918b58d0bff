//! Samples of whole requests as named values.

use std::collections::BTreeMap;

use serde::Serialize;
use serde_json::{Number, Value};

use crate::contract::Contract;
use crate::error::ContractError;
use crate::named::{Field, FieldViolation, Values, flattened};
use crate::operation::Operation;
use crate::pointer;
use crate::schema::Tree;
use crate::violation::Direction;

use super::SampleKind;
use super::generator::Generator;

/// Named values of a request.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[non_exhaustive]
pub struct ValuesSample {
    /// Its kind.
    pub kind: SampleKind,
    /// The field that differs from the full sample; empty for the minimal and the full sample.
    pub field: String,
    /// The values.
    pub values: Values,
    /// Whether the contract allows them.
    pub conforms: bool,
}

impl Contract {
    /// Samples of an operation's request as named values, in a fixed order: the minimal and the
    /// full one first, then those that differ from the full one in one field. Empty when there is
    /// no such operation.
    ///
    /// Samples that named values cannot express are left out, such as a string of digits where a
    /// number is expected: named values make it that number.
    #[must_use]
    pub fn values_samples(&self, operation: &str) -> Vec<ValuesSample> {
        let samples = self.sampler(operation).map(|sampler| sampler.samples());
        samples.and_then(Result::ok).unwrap_or_default()
    }

    /// Generates only the minimal or the full sample, which is faster than all of them. `None` for
    /// other kinds, or when there is no such operation.
    #[must_use]
    pub fn values_sample(&self, operation: &str, kind: SampleKind) -> Option<ValuesSample> {
        let sampler = self.sampler(operation)?;
        let generator = Generator::new(self.parsed(), Direction::Request);
        let parts = sampler.parts(&generator).ok()?;
        let values = match kind {
            SampleKind::Minimal => sampler.minimal(&parts),
            SampleKind::Full => sampler.full(&parts),
            _ => return None,
        };
        Some(sampler.sample(kind, "", values))
    }

    fn sampler(&self, operation: &str) -> Option<Sampler<'_>> {
        Some(Sampler {
            contract: self,
            operation: self.operation(operation)?,
            fields: self.fields(operation),
        })
    }
}

/// A part of a request that is sampled separately: a parameter or the body.
struct Part {
    /// The field's name.
    name: String,
    required: bool,
    minimal: Tree,
    full: Tree,
    /// The pointer of the schema.
    schema_location: String,
}

/// Generates samples of an operation.
struct Sampler<'c> {
    contract: &'c Contract,
    operation: &'c Operation,
    fields: Vec<Field>,
}

impl Sampler<'_> {
    fn samples(&self) -> Result<Vec<ValuesSample>, ContractError> {
        let generator = Generator::new(self.contract.parsed(), Direction::Request);
        let parts = self.parts(&generator)?;
        let full = self.full(&parts);
        let mut samples = vec![
            self.sample(SampleKind::Minimal, "", self.minimal(&parts)),
            self.sample(SampleKind::Full, "", full.clone()),
        ];
        for part in &parts {
            let without = full
                .iter()
                .filter(|(name, _)| !self.belongs(name, &part.name))
                .map(|(name, value)| (name.clone(), value.clone()));
            let without: Values = without.collect();
            samples.push(self.sample(SampleKind::Without, &part.name, without.clone()));
            for variant in generator.variants(&part.schema_location, &part.full)? {
                let Some(tree) = variant.applied_to(&part.full) else {
                    continue;
                };
                let changed = self.values(&part.name, &tree);
                let field = match part.name.as_str() {
                    "body" if !variant.at.is_empty() => flattened(&variant.at),
                    name => name.to_owned(),
                };
                let mut values = without.clone();
                values.extend(changed);
                if values != full {
                    samples.push(self.sample(variant.kind, &field, values));
                }
            }
        }
        Ok(samples)
    }

    fn sample(&self, kind: SampleKind, field: &str, values: Values) -> ValuesSample {
        ValuesSample {
            kind,
            field: field.to_owned(),
            conforms: self.violations(&values).is_empty(),
            values,
        }
    }

    fn minimal(&self, parts: &[Part]) -> Values {
        let required = parts.iter().filter(|part| part.required);
        required
            .flat_map(|part| self.values(&part.name, &part.minimal))
            .collect()
    }

    fn full(&self, parts: &[Part]) -> Values {
        let values = parts.iter().map(|part| self.values(&part.name, &part.full));
        values.flatten().collect()
    }

    fn parts(&self, generator: &Generator<'_>) -> Result<Vec<Part>, ContractError> {
        let document = self.contract.parsed();
        let mut parts = Vec::new();
        for parameter in &self.operation.parameters {
            let field = self.fields.iter().find(|f| f.pointer == parameter.pointer);
            let Some(field) = field else { continue };
            let schema_location = parameter.schema_pointer(document);
            let example = parameter.example(document);
            let example = example.and_then(|at| document.tree(&at));
            let example = example.filter(|example| self.fits(field, example));
            let (minimal, full) = match example {
                // the example may name an existing resource, which the shortest text does not
                Some(example) if parameter.required => (example.clone(), example),
                Some(example) => (generator.minimal(&schema_location)?, example),
                None => (
                    generator.minimal(&schema_location)?,
                    generator.full(&schema_location)?,
                ),
            };
            parts.push(Part {
                name: field.name.clone(),
                required: parameter.required,
                minimal,
                full,
                schema_location,
            });
        }
        let content = self.operation.body.as_ref();
        if let Some((body, (content, _))) = content.and_then(|b| Some((b, b.content.preferred()?)))
            && content.schema.is_some()
        {
            let schema_location = format!("{}/schema", content.pointer);
            parts.push(Part {
                name: "body".to_owned(),
                required: body.required,
                minimal: generator.minimal(&schema_location)?,
                full: generator.full(&schema_location)?,
                schema_location,
            });
        }
        Ok(parts)
    }

    fn violations(&self, values: &Values) -> Vec<FieldViolation> {
        self.contract
            .check_fields(self.operation, &self.fields, values)
    }

    /// Whether the contract allows a value for a field.
    fn fits(&self, field: &Field, tree: &Tree) -> bool {
        let values = Values::from_iter([(field.name.clone(), value(tree))]);
        let found = self.violations(&values);
        !found.iter().any(|violation| violation.field == field.name)
    }

    /// Whether the value with this name belongs to a part of the request.
    fn belongs(&self, name: &str, part: &str) -> bool {
        name == part
            || part == "body"
                && self
                    .fields
                    .iter()
                    .any(|field| field.name == name && field.location.is_in_body())
    }

    /// A part as named values. A body is expressed by its properties, if all of them have names.
    fn values(&self, name: &str, tree: &Tree) -> Values {
        if name == "body" {
            let mut values = Values::new();
            if self.add_properties(tree, "", &mut values) && !values.is_empty() {
                return values;
            }
        }
        Values::from_iter([(name.to_owned(), value(tree))])
    }

    /// Adds the properties at a pointer of the body and below it. Returns whether all have names.
    fn add_properties(&self, tree: &Tree, at: &str, values: &mut Values) -> bool {
        let steps: Vec<String> = pointer::pointer_steps(at).collect();
        let mut body_fields = self.fields.iter().filter(|f| f.location.is_in_body());
        if let Some(field) = body_fields.clone().find(|field| field.steps == steps) {
            values.insert(field.name.clone(), value(tree));
            return true;
        }
        let has_fields_below = body_fields.any(|field| field.steps.starts_with(&steps));
        match tree {
            Tree::Object(members) if has_fields_below && (at.is_empty() || !members.is_empty()) => {
                members.iter().all(|(name, member)| {
                    self.add_properties(member, &pointer::join(at, name), values)
                })
            }
            _ => false,
        }
    }
}

/// A value as JSON. A number that `serde_json` would not write in the same form becomes a string.
fn value(tree: &Tree) -> Value {
    match tree {
        Tree::Null => Value::Null,
        Tree::Bool(flag) => Value::Bool(*flag),
        Tree::String(text) => Value::String(text.clone()),
        Tree::Array(items) => items.iter().map(value).collect(),
        Tree::Object(members) => {
            let members: BTreeMap<_, _> =
                members.iter().map(|(n, v)| (n.clone(), value(v))).collect();
            Value::Object(members.into_iter().collect())
        }
        Tree::Number(text) => {
            let exact = text
                .parse::<Number>()
                .ok()
                .filter(|n| n.to_string() == *text);
            exact.map_or_else(|| Value::String(text.clone()), Value::Number)
        }
    }
}
