//! Bodies made from schemas, for tests of clients and servers.
//!
//! A client has to understand every body that the document allows, also those that no server has
//! sent yet; a server has to refuse what the document rules out. [`Contract::samples`] makes both:
//! the smallest body and a full one, and around the full one everything that differs from it at a
//! single place: each optional property left out, each value at its bounds and just beyond them,
//! values of other types, properties and enum values that nobody knows. Each [`Sample`] says whether
//! the contract allows it. [`Contract::sampled`] makes any number of allowed bodies out of seeds.
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
use crate::document::Document;
use crate::error::ContractError;
use crate::meaning::Meanings;
use crate::schema::{SchemaId, SchemaSet, Tree};
use crate::violation::Direction;

use choice::Choice;
use maker::Maker;
pub use named::ValuesSample;

/// How a sample came about.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize)]
#[serde(rename_all = "snake_case")]
#[non_exhaustive]
pub enum SampleKind {
    /// Only what is required, as short as it may be.
    Minimal,
    /// Everything there is.
    Full,
    /// The full one with another value at one place: at a bound, beyond it, of another type.
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
    /// How it came about.
    pub kind: SampleKind,
    /// Where it differs from the full one, as a JSON pointer.
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
        let (place, id) = self.named(schema, direction)?;
        self.made_from(&place, id, direction).ok()
    }

    /// Samples of the JSON body of a request; none when the operation has none.
    #[must_use]
    pub fn request_samples(&self, operation: &str) -> Vec<Sample> {
        let content = self.request_schema(operation);
        content.map_or_else(Vec::new, |(place, id)| {
            self.made_from(&place, id, Direction::Request)
                .unwrap_or_default()
        })
    }

    /// Samples of the JSON body of the response documented for a status; none when there is none.
    #[must_use]
    pub fn response_samples(&self, operation: &str, status: u16) -> Vec<Sample> {
        let content = self.response_schema(operation, status);
        content.map_or_else(Vec::new, |(place, id)| {
            self.made_from(&place, id, Direction::Response)
                .unwrap_or_default()
        })
    }

    /// A body that the schema of this name allows, chosen by `seed`: the same for the same seed,
    /// another for most others. `None` when there is no schema of this name, or when nothing that
    /// it allows was found.
    #[must_use]
    pub fn sampled(&self, schema: &str, direction: Direction, seed: u64) -> Option<String> {
        const ATTEMPTS: u64 = 64;
        let (place, id) = self.named(schema, direction)?;
        (0..ATTEMPTS).find_map(|attempt| {
            let mut choice = Choice::seeded(seed, attempt);
            let tree = Maker::new(self.parsed(), direction)
                .sampled(&place, &mut choice)
                .ok()?;
            self.schemas(direction)
                .fits(id, &tree)
                .then(|| tree.to_json())
        })
    }

    fn made_from(
        &self,
        place: &str,
        id: SchemaId,
        direction: Direction,
    ) -> Result<Vec<Sample>, ContractError> {
        made_from(self.parsed(), self.schemas(direction), place, id, direction)
    }
}

fn made_from(
    document: &Document,
    schemas: &SchemaSet,
    place: &str,
    id: SchemaId,
    direction: Direction,
) -> Result<Vec<Sample>, ContractError> {
    let meanings = Meanings::default();
    let maker = Maker::new(document, direction);
    let (minimal, full) = (maker.minimal(place)?, maker.full(place)?);
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
    for variant in maker.variants(place, &full)? {
        let Some(mut tree) = variant.applied_to(&full) else {
            continue;
        };
        if direction == Direction::Request && schemas.fits(id, &tree) {
            // clients send the documented form alone, and nothing that has none
            let faults = meanings.settle(document, place, &mut tree);
            if !faults.is_empty() || tree == full {
                continue;
            }
        }
        add(variant.kind, variant.at, &tree);
    }
    Ok(samples)
}
