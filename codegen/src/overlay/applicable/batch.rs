//! Checks `x-batch`: `key`, `reference` and `currency` must be fields of the request.

use serde_json::Value;

use super::{Operation, Removal};

impl Operation<'_> {
    pub(super) fn check_batch(&self, removals: &mut Vec<Removal>) {
        let Some(Value::Object(batch)) = self.members.get("x-batch") else {
            return;
        };
        let fields = self.request();
        let fault = |value: &Value| match value.as_str() {
            Some(name) if fields.contains_key(name) => None,
            Some(name) => Some(format!("the request has no field {name}")),
            None => Some(format!("{value} is not the name of a field")),
        };
        let key = match batch.get("key") {
            Some(Value::Array(names)) => names.iter().find_map(fault),
            Some(other) => Some(format!("{other} is not a list of names")),
            None => None,
        };
        let single = |name: &str| batch.get(name).and_then(fault);
        let (mut left, mut reasons) = (batch.clone(), vec![]);
        for (name, fault) in [
            ("key", key),
            ("reference", single("reference")),
            ("currency", single("currency")),
        ] {
            if let Some(fault) = fault {
                left.shift_remove(name);
                reasons.push(format!("the {name} of batches is left out: {fault}"));
            }
        }
        if !reasons.is_empty() {
            let left = (!left.is_empty()).then_some(Value::Object(left));
            let removal = self.removal("x-batch", left, String::new());
            removals.push(Removal { reasons, ..removal });
        }
    }
}
