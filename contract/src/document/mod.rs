//! The document: values at pointers, and references.

mod exact;

use serde_json::{Map, Value};

use percent_encoding::percent_decode_str;

use crate::error::ContractError;
use crate::schema::Tree;
use exact::ExactNumbers;

/// The largest length of a chain of references. A longer one is taken for a cycle.
const MAX_REFERENCES: usize = 64;

/// An OpenAPI 3.0 document.
#[derive(Debug)]
pub(crate) struct Document {
    root: Value,
    /// The numbers that the root does not contain exactly.
    exact: ExactNumbers,
}

impl Document {
    /// A document, which has to declare OpenAPI 3.0.
    pub(crate) fn new(value: Value) -> Result<Self, ContractError> {
        let Value::Object(root) = &value else {
            return Err(ContractError::NotOpenApi3 {
                found: "it is not an object".to_owned(),
            });
        };
        match (root.get("openapi"), root.get("swagger")) {
            (Some(Value::String(v)), _) if v == "3.0" || v.starts_with("3.0.") => Ok(Self {
                root: value,
                exact: ExactNumbers::default(),
            }),
            (Some(version), _) => Err(ContractError::NotOpenApi3 {
                found: format!("openapi is {version}"),
            }),
            (None, Some(version)) => Err(ContractError::NotOpenApi3 {
                found: format!("swagger is {version}"),
            }),
            (None, None) => Err(ContractError::NotOpenApi3 {
                found: "it has no openapi version".to_owned(),
            }),
        }
    }

    /// Reads a document from its text, with numbers as written.
    pub(crate) fn parse(text: &str) -> Result<Self, ContractError> {
        let value = serde_json::from_str(text).map_err(ContractError::NotJson)?;
        let mut document = Self::new(value)?;
        document.exact = ExactNumbers::of(text, &document.root);
        Ok(document)
    }

    /// The whole document.
    pub(crate) fn root(&self) -> &Value {
        &self.root
    }

    /// The text of the number at a pointer, if the root does not contain it exactly.
    pub(crate) fn exact(&self, pointer: &str) -> Option<&str> {
        self.exact.at(pointer)
    }

    /// The value at a pointer, with numbers as written.
    pub(crate) fn tree(&self, pointer: &str) -> Option<Tree> {
        let mut tree = Tree::from(self.get(pointer)?);
        self.exact.restore(pointer, &mut tree);
        Some(tree)
    }

    /// The value at a pointer.
    pub(crate) fn at(&self, pointer: &str) -> Result<&Value, ContractError> {
        self.get(pointer)
            .ok_or_else(|| ContractError::malformed(pointer, "a value"))
    }

    /// The value at a pointer, if it exists.
    pub(crate) fn get(&self, pointer: &str) -> Option<&Value> {
        lookup(&self.root, pointer)
    }

    /// The pointer with references resolved.
    pub(crate) fn follow(&self, pointer: &str) -> Result<String, ContractError> {
        let mut location = pointer.to_owned();
        for _ in 0..MAX_REFERENCES {
            let Some(reference) = self.at(&location)?.get("$ref") else {
                return Ok(location);
            };
            let at = format!("{location}/$ref");
            let Value::String(reference) = reference else {
                return Err(ContractError::malformed(at, "a string with a reference"));
            };
            let Some(fragment) = reference.strip_prefix('#') else {
                return Err(ContractError::ExternalReference {
                    pointer: at,
                    reference: reference.clone(),
                });
            };
            let target = percent_decode_str(fragment)
                .decode_utf8_lossy()
                .into_owned();
            if self.get(&target).is_none_or(|value| !value.is_object()) {
                return Err(ContractError::DanglingReference {
                    pointer: at,
                    reference: reference.clone(),
                });
            }
            location = target;
        }
        Err(ContractError::CircularReference {
            pointer: format!("{pointer}/$ref"),
            reference: self
                .at(&format!("{pointer}/$ref"))?
                .as_str()
                .unwrap_or_default()
                .to_owned(),
        })
    }

    /// The object at a pointer, with references resolved, and its pointer.
    pub(crate) fn object(
        &self,
        pointer: &str,
        expected: &str,
    ) -> Result<(String, &Map<String, Value>), ContractError> {
        let location = self.follow(pointer)?;
        match self.at(&location)? {
            Value::Object(object) => Ok((location, object)),
            _ => Err(ContractError::malformed(location, expected)),
        }
    }

    /// The members of an optional object, without extensions (`x-...`); empty when it is absent.
    pub(crate) fn members(
        &self,
        pointer: &str,
        expected: &str,
    ) -> Result<Vec<&String>, ContractError> {
        match self.get(pointer) {
            None => Ok(Vec::new()),
            Some(Value::Object(members)) => Ok(members
                .keys()
                .filter(|name| !name.starts_with("x-"))
                .collect()),
            Some(_) => Err(ContractError::malformed(pointer, expected)),
        }
    }

    /// The number of items of an optional array.
    pub(crate) fn length(&self, pointer: &str, expected: &str) -> Result<usize, ContractError> {
        match self.get(pointer) {
            None => Ok(0),
            Some(Value::Array(items)) => Ok(items.len()),
            Some(_) => Err(ContractError::malformed(pointer, expected)),
        }
    }

    /// An optional string.
    pub(crate) fn text(&self, pointer: &str) -> Result<Option<&str>, ContractError> {
        match self.get(pointer) {
            None => Ok(None),
            Some(Value::String(text)) => Ok(Some(text)),
            Some(_) => Err(ContractError::malformed(pointer, "a text")),
        }
    }

    /// An optional boolean.
    pub(crate) fn flag(&self, pointer: &str) -> Result<Option<bool>, ContractError> {
        match self.get(pointer) {
            None => Ok(None),
            Some(Value::Bool(flag)) => Ok(Some(*flag)),
            Some(_) => Err(ContractError::malformed(pointer, "true or false")),
        }
    }
}

/// The value at a pointer (RFC 6901), as `Value::pointer` returns it. Only an escaped name is copied, as the compilation of
/// a document looks up many pointers.
fn lookup<'v>(root: &'v Value, pointer: &str) -> Option<&'v Value> {
    if pointer.is_empty() {
        return Some(root);
    }
    let mut names = pointer.strip_prefix('/')?.split('/');
    names.try_fold(root, |value, name| match value {
        Value::Object(members) if name.contains('~') => {
            members.get(&name.replace("~1", "/").replace("~0", "~"))
        }
        Value::Object(members) => members.get(name),
        Value::Array(_) => value.pointer(&format!("/{name}")),
        _ => None,
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    fn document(components: &Value) -> Document {
        Document::new(json!({ "openapi": "3.0.3", "components": components })).unwrap()
    }

    #[test]
    fn only_openapi_3_0_is_accepted() {
        for (value, found) in [
            (json!([]), "not an object"),
            (json!({}), "no openapi"),
            (json!({ "swagger": "2.0" }), "swagger is \"2.0\""),
            (json!({ "openapi": "3.1.0" }), "openapi is \"3.1.0\""),
            (json!({ "openapi": 3.0 }), "openapi is 3.0"),
        ] {
            let error = Document::new(value).unwrap_err().to_string();
            assert!(error.contains(found), "{error}");
        }
    }

    #[test]
    fn references_are_followed_to_their_end() {
        let document = document(&json!({
            "a": { "$ref": "#/components/b" },
            "b": { "$ref": "#/components/x~1%7By%7D" },
            "x/{y}": { "type": "string" },
        }));
        assert_eq!(
            document.follow("/components/a").unwrap(),
            "/components/x~1{y}"
        );
        assert_eq!(
            document.follow("/components/x~1{y}").unwrap(),
            "/components/x~1{y}"
        );
    }

    #[test]
    fn each_kind_of_invalid_reference_has_its_error() {
        let document = document(&json!({
            "dangling": { "$ref": "#/components/none" },
            "external": { "$ref": "other.json#/a" },
            "circle": { "$ref": "#/components/circle" },
            "number": { "$ref": 1 },
        }));
        let error = |name: &str| document.follow(&format!("/components/{name}")).unwrap_err();
        assert!(
            matches!(error("dangling"), ContractError::DanglingReference { pointer, reference }
            if pointer == "/components/dangling/$ref" && reference == "#/components/none")
        );
        assert!(matches!(
            error("external"),
            ContractError::ExternalReference { .. }
        ));
        assert!(matches!(
            error("circle"),
            ContractError::CircularReference { .. }
        ));
        assert!(matches!(error("number"), ContractError::Malformed { .. }));
    }
}
