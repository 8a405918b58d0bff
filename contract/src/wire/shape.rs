//! What the text of a parameter can stand for, by its schema.
//!
//! Parameters are text; their schemas speak of integers, booleans and lists. A text becomes what
//! its schema asks for where it is spelled like one, and stays text where it is not, so that the
//! schema then says what is wrong with it.

use std::collections::BTreeMap;

use crate::document::Document;
use crate::error::ContractError;
use crate::number::is_json_number;
use crate::pointer;
use crate::schema::Tree;

/// Schemas below each other beyond this depth are read as text.
const DEEPEST: usize = 8;

/// The outline of a schema, as far as text has to know it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Shape {
    Scalar(Scalar),
    Array(Box<Shape>),
    Object(BTreeMap<String, Shape>),
}

/// What a single text can stand for besides a text.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub(crate) struct Scalar {
    number: bool,
    boolean: bool,
    text: bool,
}

impl Shape {
    /// The outline of the schema at a place of the document.
    pub(crate) fn of(document: &Document, at: &str) -> Result<Self, ContractError> {
        Self::within(document, at, 0)
    }

    fn within(document: &Document, at: &str, depth: usize) -> Result<Self, ContractError> {
        let text = Self::Scalar(Scalar {
            text: true,
            ..Scalar::default()
        });
        if depth > DEEPEST {
            return Ok(text);
        }
        let (at, schema) = document.object(at, "a schema")?;
        let scalar = match schema.get("type").and_then(serde_json::Value::as_str) {
            Some("array") => {
                let items = match schema.get("items") {
                    Some(_) => Self::within(document, &format!("{at}/items"), depth + 1)?,
                    None => text,
                };
                return Ok(Self::Array(Box::new(items)));
            }
            Some("object") => return Self::properties(document, &at, depth),
            Some("integer" | "number") => Scalar {
                number: true,
                ..Scalar::default()
            },
            Some("boolean") => Scalar {
                boolean: true,
                ..Scalar::default()
            },
            Some(_) => Scalar {
                text: true,
                ..Scalar::default()
            },
            None => return Self::composed(document, &at, depth),
        };
        Ok(Self::Scalar(scalar))
    }

    /// A schema without type: what its parts allow together.
    fn composed(document: &Document, at: &str, depth: usize) -> Result<Self, ContractError> {
        let mut scalar = Scalar::default();
        for keyword in ["allOf", "anyOf", "oneOf"] {
            let at = format!("{at}/{keyword}");
            for index in 0..document.length(&at, "a list of schemas")? {
                match Self::within(document, &format!("{at}/{index}"), depth + 1)? {
                    Self::Scalar(part) => {
                        scalar.number |= part.number;
                        scalar.boolean |= part.boolean;
                        scalar.text |= part.text;
                    }
                    other => return Ok(other),
                }
            }
        }
        if document.get(&format!("{at}/properties")).is_some() {
            return Self::properties(document, at, depth);
        }
        scalar.text |= !scalar.number && !scalar.boolean;
        Ok(Self::Scalar(scalar))
    }

    fn properties(document: &Document, at: &str, depth: usize) -> Result<Self, ContractError> {
        let at = format!("{at}/properties");
        let mut properties = BTreeMap::new();
        if let Some(serde_json::Value::Object(members)) = document.get(&at) {
            for name in members.keys() {
                let shape = Self::within(document, &pointer::join(&at, name), depth + 1)?;
                properties.insert(name.clone(), shape);
            }
        }
        Ok(Self::Object(properties))
    }

    /// A single text as what it stands for. With `as_text`, a text stays one where it may.
    pub(crate) fn read(&self, text: &str, as_text: bool) -> Tree {
        let Self::Scalar(scalar) = self else {
            return Tree::String(text.to_owned());
        };
        match text {
            _ if as_text && scalar.text => Tree::String(text.to_owned()),
            "true" if scalar.boolean => Tree::Bool(true),
            "false" if scalar.boolean => Tree::Bool(false),
            _ if scalar.number && is_json_number(text) => Tree::Number(text.to_owned()),
            _ => Tree::String(text.to_owned()),
        }
    }

    /// Whether one text can stand for several things, of which the schema has to choose.
    pub(crate) fn is_ambiguous(&self) -> bool {
        match self {
            Self::Scalar(scalar) => scalar.text && (scalar.number || scalar.boolean),
            Self::Array(items) => items.is_ambiguous(),
            Self::Object(properties) => properties.values().any(Self::is_ambiguous),
        }
    }

    /// The outline of a property.
    pub(crate) fn property(&self, name: &str) -> Self {
        match self {
            Self::Object(properties) => properties.get(name).cloned(),
            _ => None,
        }
        .unwrap_or(Self::Scalar(Scalar {
            text: true,
            ..Scalar::default()
        }))
    }

    /// Whether this is an object with a property of this name.
    pub(crate) fn has_property(&self, name: &str) -> bool {
        matches!(self, Self::Object(properties) if properties.contains_key(name))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    fn shape(schema: &serde_json::Value) -> Shape {
        let document = json!({ "openapi": "3.0.3", "components": { "schemas": {
            "Number": { "type": "number" },
            "Loop": { "type": "array", "items": { "$ref": "#/components/schemas/Loop" } },
        } }, "schema": schema });
        Shape::of(&Document::new(document).unwrap(), "/schema").unwrap()
    }

    #[test]
    fn text_becomes_what_the_schema_asks_for() {
        let number = shape(&json!({ "allOf": [{ "$ref": "#/components/schemas/Number" }] }));
        assert_eq!(number.read("1.50", false), Tree::Number("1.50".to_owned()));
        for text in ["01", "+1", "", "1,5", "true", "NaN"] {
            assert_eq!(number.read(text, false), Tree::String(text.to_owned()));
        }
        let boolean = shape(&json!({ "type": "boolean" }));
        assert_eq!(boolean.read("true", false), Tree::Bool(true));
        assert_eq!(boolean.read("True", false), Tree::String("True".to_owned()));
        let text = shape(&json!({ "type": "string" }));
        assert_eq!(text.read("1", false), Tree::String("1".to_owned()));
    }

    #[test]
    fn several_readings_are_known_to_be_several() {
        let either = shape(&json!({ "oneOf": [{ "type": "integer" }, { "type": "string" }] }));
        assert!(either.is_ambiguous());
        assert_eq!(either.read("1", false), Tree::Number("1".to_owned()));
        assert_eq!(either.read("1", true), Tree::String("1".to_owned()));
        assert!(!shape(&json!({})).is_ambiguous());
    }

    #[test]
    fn recursion_ends() {
        assert!(matches!(
            shape(&json!({ "$ref": "#/components/schemas/Loop" })),
            Shape::Array(_)
        ));
    }
}
