//! Generates bodies from schemas, for tests of clients and servers.
//!
//! A client must understand all bodies that the document allows, and a server must reject the
//! others. [`Contract::samples`] generates both: a minimal body, a full one, and variants of the
//! full one with a single difference: a property left out, a value at its bounds or beyond them, a
//! value of another type, an unknown property or enum value. [`Sample::conforms`] is whether the
//! contract allows the body. [`Contract::random_sample`] generates any number of allowed bodies from
//! seeds.
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

mod generator;
mod named;
mod random;
mod scalar;
mod text;
mod variant;

use serde::Serialize;

use crate::contract::Contract;
use crate::error::ContractError;
use crate::meaning::Meanings;
use crate::schema::{SchemaId, Tree};
use crate::violation::Direction;

use generator::Generator;
pub use named::ValuesSample;
use random::Random;

/// The kind of a sample.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize)]
#[serde(rename_all = "snake_case")]
#[non_exhaustive]
pub enum SampleKind {
    /// Only the required parts, as short as possible.
    Minimal,
    /// All parts.
    Full,
    /// The full sample with one changed value: at a bound, beyond it, or of another type.
    Value,
    /// The full sample without one property.
    Without,
    /// The full sample with a property that the schema does not have.
    UnknownProperty,
    /// The full sample with a value that an `enum` does not list.
    UnknownEnumValue,
}

/// A generated body.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[non_exhaustive]
pub struct Sample {
    /// Its kind.
    pub kind: SampleKind,
    /// The location of the difference from the full sample, as a JSON pointer; empty for the minimal and
    /// the full sample.
    pub at: String,
    /// The body.
    pub json: String,
    /// Whether the contract allows it.
    pub conforms: bool,
}

impl Contract {
    /// Samples of a schema of `components.schemas`, in a fixed order with the minimal and the full
    /// one first. `None` when there is no schema with this name, or a part of it cannot be read.
    #[must_use]
    pub fn samples(&self, schema: &str, direction: Direction) -> Option<Vec<Sample>> {
        let (location, id) = self.component(schema, direction)?;
        self.samples_of(&location, id, direction).ok()
    }

    /// Samples of the JSON body of a request; empty if the operation has none.
    #[must_use]
    pub fn request_samples(&self, operation: &str) -> Vec<Sample> {
        let content = self.request_schema(operation);
        content.map_or_else(Vec::new, |(location, id)| {
            self.samples_of(&location, id, Direction::Request)
                .unwrap_or_default()
        })
    }

    /// Samples of the JSON body of the response documented for a status; empty without such a response.
    #[must_use]
    pub fn response_samples(&self, operation: &str, status: u16) -> Vec<Sample> {
        let content = self.response_schema(operation, status);
        content.map_or_else(Vec::new, |(location, id)| {
            self.samples_of(&location, id, Direction::Response)
                .unwrap_or_default()
        })
    }

    /// A body that the schema with this name allows, determined by `seed`. `None` when there is no
    /// schema with this name, or when no valid body was found.
    #[must_use]
    pub fn random_sample(&self, schema: &str, direction: Direction, seed: u64) -> Option<String> {
        const ATTEMPTS: u64 = 64;
        let (location, id) = self.component(schema, direction)?;
        (0..ATTEMPTS).find_map(|attempt| {
            let mut random = Random::seeded(seed, attempt);
            let tree = Generator::new(self.parsed(), direction)
                .random(&location, &mut random)
                .ok()?;
            self.schemas(direction)
                .fits(id, &tree)
                .then(|| tree.to_json())
        })
    }

    fn samples_of(
        &self,
        location: &str,
        id: SchemaId,
        direction: Direction,
    ) -> Result<Vec<Sample>, ContractError> {
        let (document, schemas) = (self.parsed(), self.schemas(direction));
        let meanings = Meanings::default();
        let generator = Generator::new(document, direction);
        let (minimal, full) = (generator.minimal(location)?, generator.full(location)?);
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
        for variant in generator.variants(location, &full)? {
            let Some(mut tree) = variant.applied_to(&full) else {
                continue;
            };
            if direction == Direction::Request && schemas.fits(id, &tree) {
                // clients send values only in the documented form
                let findings = meanings.convert(document, location, &mut tree);
                if !findings.is_empty() || tree == full {
                    continue;
                }
            }
            add(variant.kind, variant.at, &tree);
        }
        Ok(samples)
    }
}
