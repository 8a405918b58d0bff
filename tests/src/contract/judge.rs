//! Schemas anywhere in a document, compiled for themselves.

use classifications_contract::{Checked, Contract, Direction};
use serde_json::{Value, json};

use super::json::Json;

/// The schemas at some pointers of a document.
pub struct Judge {
    contract: Contract,
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
        for pointer in pointers {
            if let Some(schema) = document.pointer(pointer) {
                schemas.insert(key(pointer), schema.clone());
            }
        }
        let alone = json!({
            "openapi": "3.0.3",
            "info": { "title": "Schemas", "version": "1" },
            "paths": {},
            "components": { "schemas": schemas },
        });
        let contract = Contract::from_value(alone).map_err(|e| e.to_string())?;
        Ok(Self { contract })
    }

    /// Validates a value by the schema at a pointer; `None` where there is none.
    #[must_use]
    pub fn check(&self, pointer: &str, direction: Direction, json: &Json) -> Option<Checked> {
        let json = json.to_string();
        self.contract
            .check_value(&key(pointer), direction, json.as_bytes())
    }
}

/// The name of the schema at a pointer.
fn key(pointer: &str) -> String {
    format!("at {pointer}")
}
