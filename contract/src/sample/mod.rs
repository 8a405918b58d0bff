//! Generates bodies from schemas, for tests of clients and servers.
//!
//! A client must understand every body that the document allows, including those that no server has
//! sent yet; a server must refuse what the document forbids. [`Contract::samples`] generates both:
//! a minimal body, a full one, and variants of the full one with a single difference: each optional
//! property left out, each value at its bounds and just beyond them, values of other types, unknown
//! properties and enum values. [`Sample::conforms`] is whether the contract allows it.
//! [`Contract::sampled`] generates any number of allowed bodies from seeds.
//!
//! ```
//! use classifications_contract::{Contract, Direction};
//!
//! let contract = Contract::from_json(r##"{ "openapi": "3.0.3", "paths": {},
//!   "components": { "schemas": { "Debtor": {
//!     "type": "object",
//!     "required": ["country"],
//!     "properties": {
//!       "country": { "type": "string", "pattern": "^[A-Z]{2}$" },
//!       "name": { "type": "string", "maxLength": 40 }
//!     } } } } }"##)?;
//! let samples = contract.samples("Debtor", Direction::Response).unwrap_or_default();
//! assert_eq!(samples[0].json, r#"{"country":"AA"}"#);
//! assert_eq!(samples[1].json, r#"{"country":"AA","name":"a"}"#);
//! assert!(samples.iter().any(|s| s.conforms && s.at == "/name"));
//! assert!(samples.iter().any(|s| !s.conforms && s.at == "/country"));
//! # Ok::<(), Box<dyn std::error::Error>>(())
//! ```

mod choice;
mod maker;
mod named;
mod scalar;
mod text;
mod variant;

use serde::Serialize;

use crate::contract::Contract;
use crate::error::ContractError;
use crate::meaning::Meanings;
use crate::schema::{SchemaId, Tree};
use crate::violation::Direction;

use choice::Choice;
use maker::Maker;
pub use named::ValuesSample;

/// The kind of a sample.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize)]
#[serde(rename_all = "snake_case")]
#[non_exhaustive]
pub enum SampleKind {
    /// Only required parts, as short as possible.
    Minimal,
    /// All parts.
    Full,
    /// The full one with one value changed: at a bound, beyond it, of another type.
    Value,
    /// The full one without one property.
    Without,
    /// The full one with a property that the schema does not know.
    UnknownProperty,
    /// The full one with a value that an `enum` does not list.
    UnknownEnumValue,
}

/// A body.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[non_exhaustive]
pub struct Sample {
    /// Its kind.
    pub kind: SampleKind,
    /// The difference from the full one, as a JSON pointer.
    pub at: String,
    /// The body.
    pub json: String,
    /// Whether the contract allows it.
    pub conforms: bool,
}

impl Contract {
    /// Samples of a schema of `components.schemas`, always the same and in the same order: the
    /// minimal and the full one first. `None` when there is no schema of this name.
    #[must_use]
    pub fn samples(&self, schema: &str, direction: Direction) -> Option<Vec<Sample>> {
        let (location, id) = self.named(schema, direction)?;
        self.made_from(&location, id, direction).ok()
    }

    /// Samples of the JSON body of a request; empty if the operation has none.
    #[must_use]
    pub fn request_samples(&self, operation: &str) -> Vec<Sample> {
        let content = self.request_schema(operation);
        content.map_or_else(Vec::new, |(location, id)| {
            self.made_from(&location, id, Direction::Request)
                .unwrap_or_default()
        })
    }

    /// Samples of the JSON body of the response documented for a status; empty without such a response.
    #[must_use]
    pub fn response_samples(&self, operation: &str, status: u16) -> Vec<Sample> {
        let content = self.response_schema(operation, status);
        content.map_or_else(Vec::new, |(location, id)| {
            self.made_from(&location, id, Direction::Response)
                .unwrap_or_default()
        })
    }

    /// A body that the schema of this name allows, determined by `seed`. `None` when there is no
    /// schema of this name, or when no valid body was found.
    #[must_use]
    pub fn sampled(&self, schema: &str, direction: Direction, seed: u64) -> Option<String> {
        const ATTEMPTS: u64 = 64;
        let (location, id) = self.named(schema, direction)?;
        (0..ATTEMPTS).find_map(|attempt| {
            let mut choice = Choice::seeded(seed, attempt);
            let tree = Maker::new(self.parsed(), direction)
                .sampled(&location, &mut choice)
                .ok()?;
            self.schemas(direction)
                .fits(id, &tree)
                .then(|| tree.to_json())
        })
    }

    fn made_from(
        &self,
        location: &str,
        id: SchemaId,
        direction: Direction,
    ) -> Result<Vec<Sample>, ContractError> {
        let (document, schemas) = (self.parsed(), self.schemas(direction));
        let meanings = Meanings::default();
        let maker = Maker::new(document, direction);
        let (minimal, full) = (maker.minimal(location)?, maker.full(location)?);
        let mut samples = Vec::new();
        let mut add = |kind, at: String, tree: &Tree| {
            let json = tree.to_json();
            let conforms = schemas.fits(id, tree);
            samples.push(Sample {
                kind,
                at,
                json,
                conforms,
            });
        };
        add(SampleKind::Minimal, String::new(), &minimal);
        add(SampleKind::Full, String::new(), &full);
        for variant in maker.variants(location, &full)? {
            let Some(mut tree) = variant.applied_to(&full) else {
                continue;
            };
            if direction == Direction::Request && schemas.fits(id, &tree) {
                // clients send only the documented form, and no value without one
                let findings = meanings.settle(document, location, &mut tree);
                if !findings.is_empty() || tree == full {
                    continue;
                }
            }
            add(variant.kind, variant.at, &tree);
        }
        Ok(samples)
    }
}
