//! Calls of the generated client by data, with values that the document allows.

use api_transport::Error;
use api_transport::dynamic::Values;
use classifications_api::Client;
use classifications_api::dynamic::{self, Refusal};
use serde_json::Value;

use super::samples::{Sampler, Size};
use super::schema::{Operation, operations};
use crate::call::{Outcome, outcome};

/// A call.
#[derive(Debug, Clone)]
pub struct Call {
    /// The `operationId`.
    pub operation: String,
    /// The values by their names.
    pub values: Values,
}

impl Call {
    /// The smallest call of an operation.
    #[must_use]
    pub fn smallest(document: &Value, id: &str) -> Option<Self> {
        let operation = operations(document).find(|operation| operation.id() == id)?;
        Some(Self::sampled(document, &operation, (Size::Minimal, 0)))
    }

    /// A call of `operation`, chosen by a seed.
    #[must_use]
    pub fn sampled(document: &Value, operation: &Operation<'_>, (size, seed): (Size, u64)) -> Self {
        let mut sampler = Sampler::new(document, seed);
        let mut values = Values::new();
        for parameter in operation.parameters(document) {
            let required = parameter["required"] == true;
            if !required && (size == Size::Minimal || size == Size::Any && seed % 3 == 0) {
                continue;
            }
            let name = |key: &str| parameter[key].as_str().unwrap_or_default();
            let mut text = sampler.value(&parameter["schema"], size).to_string();
            if name("in") == "path" && matches!(&*text, "\"\"" | "\".\"" | "\"..\"") {
                "\"x\"".clone_into(&mut text);
            }
            let value = serde_json::from_str(&text).expect("a sample is JSON");
            values.insert(format!("{}.{}", name("in"), name("name")), value);
        }
        let body = &operation.node["requestBody"];
        let schema = &body["content"]["application/json"]["schema"];
        if !schema.is_null() {
            let text = sampler.value(schema, size).to_string();
            values.insert("body".to_owned(), text.into());
        }
        Self {
            operation: operation.id().to_owned(),
            values,
        }
    }

    /// Makes the call.
    ///
    /// # Errors
    /// The client's, where it is not a rejection with a documented body.
    pub async fn make(&self, client: &Client) -> Result<Outcome, Error<Refusal>> {
        outcome(dynamic::call(client, &self.operation, self.values.clone()).await)
    }
}
