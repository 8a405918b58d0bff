//! The schemas that `schemars` derives from the generated types, beside the document's.

use classifications_api::{Amount, Percentage, types};
use classifications_contract::{Checked, Contract, Direction};
use schemars::generate::{SchemaGenerator, SchemaSettings};
use schemars::{JsonSchema, Schema};
use serde::de::DeserializeOwned;
use serde_json::{Map, Value, json};

use super::json::Json;
use super::probes::probes;
use super::samples::Sampler;

/// A part of the document, and the Rust type that stands for it.
#[derive(Debug, Clone)]
pub struct Pair {
    /// Where in the document the schema stands.
    pub pointer: String,
    /// The derived schema.
    pub derived: Value,
    /// Whether the type can be read from a JSON text.
    pub reads: fn(&str) -> bool,
}

/// The derived schemas, compiled.
pub struct RustTypes {
    /// What stands for what.
    pub pairs: Vec<Pair>,
    /// The derived schemas as a document of their own.
    pub document: Value,
    contract: Contract,
}

/// A type that is derived and read.
#[derive(Clone, Copy)]
struct Type {
    derive: fn(&mut SchemaGenerator) -> Schema,
    reads: fn(&str) -> bool,
}

fn of<T: JsonSchema + DeserializeOwned>() -> Type {
    Type {
        derive: SchemaGenerator::subschema_for::<T>,
        reads: |json| serde_json::from_str::<T>(json).is_ok(),
    }
}

/// The named types of the document, and the types of the builders' arguments.
fn pairs(generator: &mut SchemaGenerator) -> Vec<Pair> {
    let named = [
        ("ActivationAction", of::<types::ActivationAction>()),
        ("ActivationRequest", of::<types::ActivationRequest>()),
        ("Amount", of::<Amount>()),
        ("CancellationRequest", of::<types::CancellationRequest>()),
        ("Classification", of::<types::Classification>()),
        ("ClassificationList", of::<types::ClassificationList>()),
        (
            "ClassificationRequest",
            of::<types::ClassificationRequest>(),
        ),
        ("CountryCode", of::<types::CountryCode>()),
        ("CurrencyCode", of::<types::CurrencyCode>()),
        ("Debtor", of::<types::Debtor>()),
        ("GatewayError", of::<types::GatewayError>()),
        ("Percentage", of::<Percentage>()),
        ("Premium", of::<types::Premium>()),
        ("PremiumDecision", of::<types::PremiumDecision>()),
        (
            "PremiumDecisionRequest",
            of::<types::PremiumDecisionRequest>(),
        ),
        ("StatusCode", of::<types::StatusCode>()),
    ];
    let query = "/paths/~1contracts~1{contractNo}~1classifications/get/parameters";
    let arguments = [
        (
            "/components/parameters/contractNo/schema".into(),
            of::<types::ContractNo>(),
        ),
        (format!("{query}/0/schema"), of::<i64>()),
        (format!("{query}/1/schema"), of::<String>()),
        (format!("{query}/2/schema"), of::<String>()),
        (format!("{query}/3/schema"), of::<types::CountryCode>()),
        (format!("{query}/4/schema"), of::<Vec<i32>>()),
    ];
    let named = named.into_iter();
    let named = named.map(|(name, of)| (format!("/components/schemas/{name}"), of));
    let pair = |(pointer, of): (String, Type)| Pair {
        pointer,
        derived: (of.derive)(generator).to_value(),
        reads: of.reads,
    };
    named.chain(arguments).map(pair).collect()
}

impl RustTypes {
    /// Derives them.
    #[must_use]
    pub fn derive() -> Self {
        let mut generator = SchemaSettings::openapi3().into_generator();
        let pairs = pairs(&mut generator);
        let mut schemas = generator.take_definitions(true);
        for pair in &pairs {
            schemas.insert(key(&pair.pointer), pair.derived.clone());
        }
        let document = of_schemas(&schemas);
        let contract = Contract::from_value(document.clone()).expect("derived schemas compile");
        Self {
            pairs,
            document,
            contract,
        }
    }

    /// What the derived schema of a pair says of a value.
    pub fn check(&self, pair: &Pair, direction: Direction, json: &Json) -> Checked {
        let checked =
            self.contract
                .check_value(&key(&pair.pointer), direction, json.to_string().as_bytes());
        checked.expect("each pair is in the document")
    }

    /// The probes of a pair's derived schema.
    #[must_use]
    pub fn probes(&self, pair: &Pair, seed: u64) -> Vec<Json> {
        probes(&mut Sampler::new(&self.document, seed), &pair.derived)
    }
}

/// Schemas anywhere in a document, compiled for themselves.
pub struct Judge {
    contract: Contract,
    /// The pointers at which the document has nothing.
    pub missing: Vec<String>,
    /// The directions in which values can be judged differently.
    pub directions: &'static [Direction],
}

impl Judge {
    /// Compiles the schemas at these pointers.
    ///
    /// # Errors
    /// Why they cannot be compiled.
    pub fn of<'p>(
        document: &Value,
        pointers: impl IntoIterator<Item = &'p str>,
    ) -> Result<Self, String> {
        let components = document["components"]["schemas"].as_object();
        let mut schemas = components.cloned().unwrap_or_default();
        let mut missing = vec![];
        for pointer in pointers {
            match document.pointer(pointer) {
                Some(schema) => {
                    schemas.insert(key(pointer), schema.clone());
                }
                None => missing.push(pointer.to_owned()),
            }
        }
        let contract = Contract::from_value(of_schemas(&schemas)).map_err(|e| e.to_string())?;
        let text = document.to_string();
        let one_way = ["readOnly", "writeOnly"]
            .iter()
            .any(|name| text.contains(name));
        let directions: &[Direction] = if one_way {
            &[Direction::Request, Direction::Response]
        } else {
            &[Direction::Response]
        };
        Ok(Self {
            contract,
            missing,
            directions,
        })
    }

    /// What the schema at a pointer says of a value; `None` where there is none.
    #[must_use]
    pub fn check(&self, pointer: &str, direction: Direction, json: &Json) -> Option<Checked> {
        let json = json.to_string();
        self.contract
            .check_value(&key(pointer), direction, json.as_bytes())
    }
}

fn of_schemas(schemas: &Map<String, Value>) -> Value {
    json!({
        "openapi": "3.0.3",
        "info": { "title": "Schemas", "version": "1" },
        "paths": {},
        "components": { "schemas": schemas },
    })
}

/// The name under which a pair's schema stands.
fn key(pointer: &str) -> String {
    format!("at {pointer}")
}

/// Where in the document a keyword stands, by where it stands in a document of schemas alone.
#[must_use]
pub fn pointer(of_schemas: &str) -> String {
    let alone = of_schemas.strip_prefix("/components/schemas/at ");
    let Some((name, keyword)) = alone.and_then(|rest| rest.split_once('/')) else {
        return of_schemas.to_owned();
    };
    format!("{}/{keyword}", name.replace("~1", "/").replace("~0", "~"))
}
