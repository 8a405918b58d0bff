//! A call of the generated client, described by data.

use api_transport::Error;
use api_transport::dynamic::Values;
use classifications_api::Client;
use classifications_api::dynamic::{self, ErrorBody};
use classifications_contract::Contract;
use serde_json::Value;

use crate::call::{Outcome, outcome};

/// A call.
#[derive(Debug, Clone)]
pub struct Call {
    /// The id of the operation.
    pub operation: String,
    /// The values by their names.
    pub values: Values,
}

impl Call {
    /// The smallest call of an operation.
    #[must_use]
    pub fn smallest(document: &Value, operation: &str) -> Option<Self> {
        let contract = Contract::from_value(document.clone()).ok()?;
        let sample = contract.values_samples(operation).into_iter().next()?;
        Some(Self {
            operation: operation.to_owned(),
            values: sample.values,
        })
    }

    /// Makes the call.
    ///
    /// # Errors
    /// The client's error, unless it is a rejection with a documented body.
    pub async fn make(&self, client: &Client) -> Result<Outcome, Error<ErrorBody>> {
        outcome(dynamic::call(client, &self.operation, self.values.clone()).await)
    }
}
