//! Checks `x-batch`: `key`, `reference` and `currency` must be fields of the request.

use serde_json::Value;

use super::Operation;
use crate::overlay::removal::Removal;

impl Operation<'_> {
    pub(super) fn check_batch(&self) -> Option<Removal> {
        let fields = self.request();
        let problem = |value: &Value| match value.as_str() {
            Some(name) if fields.contains_key(name) => None,
            Some(name) => Some(format!("the request has no field {name}")),
            None => Some(format!("{value} is not the name of a field")),
        };
        self.invalid_members("x-batch", |name, value| {
            let problem = match (name, value) {
                ("key", Value::Array(names)) => names.iter().find_map(problem),
                ("key", other) => Some(format!("{other} is not a list of names")),
                ("reference" | "currency", value) => problem(value),
                _ => None,
            }?;
            Some(format!("the {name} of batches is left out: {problem}"))
        })
    }
}
