//! What is known of a document and does not stand in it.
//!
//! A document that comes from a portal is kept as it came, to the byte, so that the next one can be compared with it. What we know
//! besides (where a part is known from, the base URL that the export lacks) lies beside it, by JSON
//! pointer, and is laid over it whenever it is read.

use std::path::Path;

use serde_json::{Map, Value, json};

use crate::error::{Error, Result};
use crate::load::sha256;
use crate::pointer;

/// Values by the place in the document where they belong.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Overlay(Map<String, Value>);

impl Overlay {
    /// Reads an overlay; a missing file is an empty one. The second value is the file's hash.
    ///
    /// # Errors
    /// When the file cannot be read or is no overlay.
    pub fn load(file: &Path) -> Result<(Self, Option<String>)> {
        let bytes = match std::fs::read(file) {
            Ok(bytes) => bytes,
            Err(e) if e.kind() == std::io::ErrorKind::NotFound => {
                return Ok((Self::default(), None));
            }
            Err(e) => return Err(Error::io("read", file, e)),
        };
        let value: Value = serde_json::from_slice(&bytes).map_err(|e| Error::File {
            path: file.to_owned(),
            what: format!("not JSON: {e}; restore it, or remove it and import the document again"),
        })?;
        let values = value.get("values").and_then(Value::as_object).cloned();
        let values = values.ok_or_else(|| Error::File {
            path: file.to_owned(),
            what:
                "it has no object `values`; restore it, or remove it and import the document again"
                    .to_owned(),
        })?;
        Ok((Self(values), Some(sha256(&bytes))))
    }

    /// Adds a value.
    pub fn add(&mut self, pointer: impl Into<String>, value: Value) {
        self.0.insert(pointer.into(), value);
    }

    /// Whether there is anything to lay over a document.
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// The places that have a value.
    pub fn places(&self) -> impl Iterator<Item = &str> {
        self.0.keys().map(String::as_str)
    }

    /// Lays the values over a document; a place whose parent is not there is passed over.
    pub fn apply(&self, document: &mut Value) {
        for (at, value) in &self.0 {
            let Some((parent, key)) = pointer::split(at) else {
                continue;
            };
            if let Some(parent) = document.pointer_mut(parent) {
                pointer::set(parent, &key, value.clone());
            }
        }
    }

    /// The file's text.
    pub fn text(&self) -> String {
        let file = json!({
            "about": "Laid over the document of the same name whenever it is read; written by `cargo xtask import`.",
            "values": self.0,
        });
        format!("{file:#}\n")
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn values_go_where_they_belong() {
        let mut overlay = Overlay::default();
        overlay.add("/host", json!("h.example"));
        overlay.add("/paths/~1a/x-source", json!("published"));
        overlay.add("/nowhere/x", json!(1));
        let mut document = json!({"paths": {"/a": {}}});
        overlay.apply(&mut document);
        assert_eq!(
            document,
            json!({"paths": {"/a": {"x-source": "published"}}, "host": "h.example"})
        );
    }
}
