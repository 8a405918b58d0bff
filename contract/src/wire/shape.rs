//! Converts the texts of parameters to the types of their schemas.
//!
//! A text that does not have the form of the type stays text, so that the schema reports the
//! violation.

use std::collections::BTreeMap;

use crate::document::Document;
use crate::error::ContractError;
use crate::number::is_json_number;
use crate::pointer;
use crate::schema::Tree;

/// The largest depth of schemas. Deeper ones are read as text.
const MAX_DEPTH: usize = 8;

/// The outline of a schema, for the conversion of texts.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Shape {
    Scalar(Scalar),
    Array(Box<Shape>),
    Object(BTreeMap<String, Shape>),
}

/// The types that a single text can represent.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub(crate) struct Scalar {
    number: bool,
    boolean: bool,
    text: bool,
}

/// The outline of a schema of strings.
const TEXT: Shape = Shape::Scalar(Scalar {
    number: false,
    boolean: false,
    text: true,
});

impl Shape {
    /// The outline of the schema at a pointer of the document.
    pub(crate) fn of(document: &Document, at: &str) -> Result<Self, ContractError> {
        Self::within(document, at, 0)
    }

    fn within(document: &Document, at: &str, depth: usize) -> Result<Self, ContractError> {
        if depth > MAX_DEPTH {
            return Ok(TEXT);
        }
        let (at, schema) = document.object(at, "a schema")?;
        let scalar = match schema.get("type").and_then(serde_json::Value::as_str) {
            Some("array") => {
                let items = match schema.get("items") {
                    Some(_) => Self::within(document, &format!("{at}/items"), depth + 1)?,
                    None => TEXT,
                };
                return Ok(Self::Array(Box::new(items)));
            }
            Some("object") => {
                let mut properties = BTreeMap::new();
                Self::add_properties(document, &at, depth, &mut properties)?;
                return Ok(Self::Object(properties));
            }
            Some("integer" | "number") => Scalar {
                number: true,
                ..Scalar::default()
            },
            Some("boolean") => Scalar {
                boolean: true,
                ..Scalar::default()
            },
            Some(_) => return Ok(TEXT),
            None => return Self::composed(document, &at, depth),
        };
        Ok(Self::Scalar(scalar))
    }

    /// The outline of a schema without a type: the union of the outlines of its parts.
    fn composed(document: &Document, at: &str, depth: usize) -> Result<Self, ContractError> {
        let mut scalar = Scalar::default();
        let mut is_object = document.get(&format!("{at}/properties")).is_some();
        for part in parts(document, at)? {
            match Self::within(document, &part, depth + 1)? {
                Self::Scalar(part) => {
                    scalar.number |= part.number;
                    scalar.boolean |= part.boolean;
                    scalar.text |= part.text;
                }
                Self::Object(_) => is_object = true,
                array @ Self::Array(_) => return Ok(array),
            }
        }
        if is_object {
            let mut properties = BTreeMap::new();
            Self::add_properties(document, at, depth, &mut properties)?;
            return Ok(Self::Object(properties));
        }
        scalar.text |= !scalar.number && !scalar.boolean;
        Ok(Self::Scalar(scalar))
    }

    /// Adds the properties of an object. Those of the schema itself have precedence over those of its
    /// parts.
    fn add_properties(
        document: &Document,
        at: &str,
        depth: usize,
        properties: &mut BTreeMap<String, Self>,
    ) -> Result<(), ContractError> {
        let direct = format!("{at}/properties");
        if let Some(serde_json::Value::Object(members)) = document.get(&direct) {
            for name in members.keys() {
                let shape = Self::within(document, &pointer::join(&direct, name), depth + 1)?;
                properties.entry(name.clone()).or_insert(shape);
            }
        }
        for part in parts(document, at)? {
            if let Self::Object(members) = Self::within(document, &part, depth + 1)? {
                for (name, shape) in members {
                    properties.entry(name).or_insert(shape);
                }
            }
        }
        Ok(())
    }

    /// Converts a named value to the type of the schema. A string can represent a number or a
    /// boolean, and a single value a list of one item. For `as_text`, see [`Shape::read`].
    pub(crate) fn coerce(&self, value: &Tree, as_text: bool) -> Tree {
        match (self, value) {
            (Self::Scalar(_), Tree::String(text)) => self.read(text, as_text),
            (Self::Array(shape), Tree::Array(items)) => {
                Tree::Array(items.iter().map(|i| shape.coerce(i, as_text)).collect())
            }
            (Self::Array(_), Tree::Null) => Tree::Null,
            (Self::Array(shape), single) => Tree::Array(vec![shape.coerce(single, as_text)]),
            (Self::Object(shapes), Tree::Object(members)) => {
                let members = members.iter().map(|(name, value)| {
                    let shape = shapes.get(name);
                    let tree = shape.map_or_else(|| value.clone(), |s| s.coerce(value, as_text));
                    (name.clone(), tree)
                });
                Tree::Object(members.collect())
            }
            (_, other) => other.clone(),
        }
    }

    /// Converts a single text. With `as_text`, a text stays a string if the schema allows it.
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

    /// Whether a text can represent several types, so that the check has to try both.
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
        .unwrap_or(TEXT)
    }

    /// Whether this is an object with a property of this name.
    pub(crate) fn has_property(&self, name: &str) -> bool {
        matches!(self, Self::Object(properties) if properties.contains_key(name))
    }
}

/// The pointers of the schemas that a schema is composed of.
fn parts(document: &Document, at: &str) -> Result<Vec<String>, ContractError> {
    let mut locations = Vec::new();
    for keyword in ["allOf", "anyOf", "oneOf"] {
        let at = format!("{at}/{keyword}");
        let count = document.length(&at, "a list of schemas")?;
        locations.extend((0..count).map(|index| format!("{at}/{index}")));
    }
    Ok(locations)
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
    fn text_is_converted_to_the_type_of_the_schema() {
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
    fn ambiguous_texts_are_detected() {
        let either = shape(&json!({ "oneOf": [{ "type": "integer" }, { "type": "string" }] }));
        assert!(either.is_ambiguous());
        assert_eq!(either.read("1", false), Tree::Number("1".to_owned()));
        assert_eq!(either.read("1", true), Tree::String("1".to_owned()));
        assert!(!shape(&json!({})).is_ambiguous());
    }

    #[test]
    fn an_object_has_the_properties_of_all_its_parts() {
        let part = |name: &str, kind: &str| json!({ "properties": { name: { "type": kind } } });
        for extra in [json!({}), json!({ "type": "object" })] {
            let mut schema = json!({ "allOf": [part("a", "integer"), part("b", "boolean")] });
            schema
                .as_object_mut()
                .unwrap()
                .extend(extra.as_object().unwrap().clone());
            let tree = shape(&schema).coerce(
                &Tree::from(&json!({ "a": "1", "b": "true", "c": "1" })),
                false,
            );
            assert_eq!(tree.to_json(), r#"{"a":1,"b":true,"c":"1"}"#);
        }
    }

    #[test]
    fn a_recursive_schema_terminates() {
        assert!(matches!(
            shape(&json!({ "$ref": "#/components/schemas/Loop" })),
            Shape::Array(_)
        ));
    }
}
