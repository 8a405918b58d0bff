//! The operations of the OAS2 document, before they are read.

use serde_json::Value;

use crate::pointer;

/// The HTTP methods that an operation can have, in small letters.
pub(crate) const METHODS: [&str; 7] = ["get", "put", "post", "delete", "options", "head", "patch"];

/// An operation of the OAS2 document.
pub(crate) struct DescribedOperation<'a> {
    /// The path template.
    pub path: &'a str,
    /// The path item and its pointer.
    pub item: (String, &'a Value),
    /// The method, in small letters.
    pub method: String,
    /// The operation's pointer.
    pub at: String,
    /// The operation.
    pub value: &'a Value,
}

/// All operations of a document, in its order.
pub(crate) fn described_operations(oas2: &Value) -> Vec<DescribedOperation<'_>> {
    let mut found = vec![];
    let paths = oas2.get("paths").and_then(Value::as_object);
    for (path, item) in paths.into_iter().flatten() {
        if path.starts_with("x-") {
            continue;
        }
        let (item_at, item) = pointer::resolve(oas2, pointer::join("/paths", path), item);
        for (method, value) in item.as_object().into_iter().flatten() {
            let lower = method.to_ascii_lowercase();
            if METHODS.contains(&lower.as_str()) && value.is_object() {
                found.push(DescribedOperation {
                    path,
                    item: (item_at.clone(), item),
                    method: lower,
                    at: pointer::join(&item_at, method),
                    value,
                });
            }
        }
    }
    found
}
