//! `consumes` and `produces`: the media types, and which of them are JSON.

use serde_json::Value;

/// `consumes` or `produces`.
pub(super) struct MediaTypes(pub(super) Vec<String>);

impl MediaTypes {
    /// Reads the list of an operation, or that of the document if the operation has none.
    pub(super) fn read(oas2: &Value, operation: &Value, key: &str) -> Self {
        let own = operation.get(key).and_then(Value::as_array);
        let types = own.or_else(|| oas2.get(key).and_then(Value::as_array));
        let types = types.into_iter().flatten().filter_map(Value::as_str);
        Self(
            types
                .map(|t| t.trim().to_owned())
                .filter(|t| !t.is_empty())
                .collect(),
        )
    }

    pub(super) fn has(&self, wanted: &str) -> bool {
        self.0.iter().any(|t| essence(t) == wanted)
    }

    /// The media type for JSON: `application/json` if it is listed, else the first listed type of the
    /// JSON family, else `application/json` if the list is empty or has a wildcard.
    pub(super) fn json(&self) -> Option<String> {
        let plain = self.0.iter().find(|t| essence(t) == "application/json");
        let of_family = || self.0.iter().find(|t| is_json(t));
        let allows_any = self.0.is_empty() || self.0.iter().any(|t| t.contains('*'));
        plain
            .or_else(of_family)
            .cloned()
            .or_else(|| allows_any.then(|| "application/json".to_owned()))
    }

    pub(super) fn has_json(&self) -> bool {
        self.json().is_some()
    }

    /// The types outside the JSON family.
    pub(super) fn others(&self) -> impl Iterator<Item = &str> {
        let others = self.0.iter().filter(|t| !is_json(t) && !t.contains('*'));
        others.map(String::as_str)
    }
}

/// A media type without its parameters.
pub(crate) fn essence(media_type: &str) -> String {
    let essence = media_type.split(';').next().unwrap_or_default();
    essence.trim().to_ascii_lowercase()
}

fn is_json(media_type: &str) -> bool {
    let essence = essence(media_type);
    // `+json` as in RFC 6839, and JSON types without it (`application/ejson`, `text/json`), but not
    // sequences of JSON texts.
    essence.ends_with("json") && !essence.ends_with("ndjson")
}
