//! Converts OpenAPI 3.0's Schema Object to JSON Schema draft 4.
//!
//! The differences are `nullable`, `readOnly` and `writeOnly`, numeric formats, and annotations.
//! `exclusiveMinimum` is a boolean in both. Each schema that is used or referred to becomes one
//! entry of `definitions`, and a table maps the pointers of the converted schema to those of the
//! document.

use std::collections::{BTreeMap, BTreeSet};

use serde_json::{Map, Value, json};

use super::keywords::NUMBER_FORMAT;
use super::pointers::{Pointers, SchemaId};
use super::set::SchemaSet;
use crate::document::Document;
use crate::error::ContractError;
use crate::number::NumberFormat;
use crate::pointer;
use crate::violation::Direction;

/// Keywords with the same meaning in both dialects that contain no schema.
const SAME: &[&str] = &[
    "maxLength",
    "minLength",
    "maximum",
    "minimum",
    "exclusiveMaximum",
    "exclusiveMinimum",
    "multipleOf",
    "maxItems",
    "minItems",
    "uniqueItems",
    "maxProperties",
    "minProperties",
    "enum",
];

/// Collects and converts the schemas of one direction.
#[derive(Debug)]
pub(crate) struct Converter<'d> {
    document: &'d Document,
    direction: Direction,
    ids: BTreeMap<String, usize>,
    definitions: Vec<String>,
    pointers: Pointers,
}

impl<'d> Converter<'d> {
    pub(crate) fn new(document: &'d Document, direction: Direction) -> Self {
        Self {
            document,
            direction,
            ids: BTreeMap::new(),
            definitions: Vec::new(),
            pointers: Pointers::default(),
        }
    }

    /// The schema at a pointer of the document, with references resolved.
    pub(crate) fn schema(&mut self, at: &str) -> Result<SchemaId, ContractError> {
        let location = self.document.follow(at)?;
        Ok(SchemaId(self.definition(&location)))
    }

    /// Converts all requested schemas and those they refer to, and compiles validators.
    pub(crate) fn finish(mut self) -> Result<SchemaSet, ContractError> {
        let requested = self.definitions.len();
        let mut converted = Map::new();
        let mut next = 0;
        while let Some(at) = self.definitions.get(next).cloned() {
            let location = format!("/definitions/{next}");
            self.pointers.moved.insert(location.clone(), at.clone());
            let schema = self.document.at(&at)?;
            let schema = self.convert(schema, &at, &location, &BTreeSet::new())?;
            converted.insert(next.to_string(), schema);
            next += 1;
        }
        SchemaSet::compile(
            &json!({ "definitions": converted }),
            requested,
            self.pointers,
        )
    }

    fn definition(&mut self, location: &str) -> usize {
        if let Some(id) = self.ids.get(location) {
            return *id;
        }
        let id = self.definitions.len();
        self.ids.insert(location.to_owned(), id);
        self.definitions.push(location.to_owned());
        id
    }

    /// Converts one schema. `hidden` contains the properties that an enclosing `allOf` excludes from
    /// this direction, so that they are not required. Invalid members are copied, so that the
    /// meta-schema reports them with their pointers.
    fn convert(
        &mut self,
        schema: &Value,
        at: &str,
        location: &str,
        hidden: &BTreeSet<String>,
    ) -> Result<Value, ContractError> {
        let Value::Object(schema) = schema else {
            return Ok(schema.clone());
        };
        if schema.contains_key("$ref") {
            let target = self.document.follow(at)?;
            let id = self.definition(&target);
            return Ok(json!({ "$ref": format!("#/definitions/{id}") }));
        }
        let nullable = schema.get("nullable") == Some(&Value::Bool(true));
        let wrapped = nullable
            && ["allOf", "anyOf", "oneOf"]
                .iter()
                .any(|k| schema.contains_key(*k));
        if !wrapped {
            return self
                .keywords(schema, at, location, hidden)
                .map(Value::Object);
        }
        // by the specification, `nullable` has no effect beside composed schemas that do not allow
        // null, but documents intend it, and typed clients are generated with it
        let inner = format!("{location}/anyOf/1");
        self.pointers.moved.insert(inner.clone(), at.to_owned());
        self.pointers.nullable.insert(format!("{location}/anyOf"));
        let schema = self.keywords(schema, at, &inner, hidden)?;
        Ok(json!({ "anyOf": [{ "type": "null" }, schema] }))
    }

    fn keywords(
        &mut self,
        schema: &Map<String, Value>,
        at: &str,
        location: &str,
        hidden: &BTreeSet<String>,
    ) -> Result<Map<String, Value>, ContractError> {
        let mut hidden = hidden.clone();
        self.hidden_properties(schema, at, &mut hidden, 0)?;
        let mut converted = Map::new();
        for (keyword, value) in schema {
            let (at, location) = (pointer::join(at, keyword), pointer::join(location, keyword));
            let value = match keyword.as_str() {
                same if SAME.contains(&same) => value.clone(),
                "type" if schema.get("nullable") == Some(&Value::Bool(true)) => match value {
                    Value::String(_) => json!([value, "null"]),
                    other => other.clone(),
                },
                "type" if value.is_array() => {
                    return Err(ContractError::InvalidSchema {
                        pointer: at,
                        reason: "`type` is one type in OpenAPI 3.0; use `nullable`".to_owned(),
                    });
                }
                "type" => value.clone(),
                "format" => match value.as_str().and_then(NumberFormat::named) {
                    Some(_) => {
                        converted.insert(NUMBER_FORMAT.to_owned(), value.clone());
                        continue;
                    }
                    None => value.clone(),
                },
                "pattern" => pattern(value, &at)?,
                "required" => match required(value, &hidden) {
                    Some(value) => value,
                    None => continue,
                },
                "properties" => self.properties(value, &at, &location)?,
                "items" | "not" | "additionalProperties" => {
                    self.convert(value, &at, &location, &BTreeSet::new())?
                }
                "allOf" | "anyOf" | "oneOf" => self.alternatives(value, &at, &location, &hidden)?,
                _ => continue,
            };
            converted.insert(keyword.clone(), value);
        }
        Ok(converted)
    }

    fn alternatives(
        &mut self,
        value: &Value,
        at: &str,
        location: &str,
        hidden: &BTreeSet<String>,
    ) -> Result<Value, ContractError> {
        let Value::Array(schemas) = value else {
            return Ok(value.clone());
        };
        let schemas = schemas.iter().enumerate().map(|(index, schema)| {
            self.convert(
                schema,
                &format!("{at}/{index}"),
                &format!("{location}/{index}"),
                hidden,
            )
        });
        schemas.collect::<Result<_, _>>().map(Value::Array)
    }

    fn properties(
        &mut self,
        value: &Value,
        at: &str,
        location: &str,
    ) -> Result<Value, ContractError> {
        let Value::Object(properties) = value else {
            return Ok(value.clone());
        };
        let mut converted = Map::new();
        for (name, schema) in properties {
            let (at, location) = (pointer::join(at, name), pointer::join(location, name));
            let schema = if self.is_hidden(schema, &at)? {
                json!({ self.direction.excluding_keyword(): true })
            } else {
                self.convert(schema, &at, &location, &BTreeSet::new())?
            };
            converted.insert(name.clone(), schema);
        }
        Ok(Value::Object(converted))
    }

    /// Adds the properties that are excluded from this direction, including those of `allOf`.
    fn hidden_properties(
        &self,
        schema: &Map<String, Value>,
        at: &str,
        hidden: &mut BTreeSet<String>,
        depth: usize,
    ) -> Result<(), ContractError> {
        if let Some(Value::Object(properties)) = schema.get("properties") {
            for (name, property) in properties {
                if self.is_hidden(property, &pointer::join(&format!("{at}/properties"), name))? {
                    hidden.insert(name.clone());
                }
            }
        }
        if let (Some(Value::Array(parts)), true) = (schema.get("allOf"), depth < 8) {
            for index in 0..parts.len() {
                let part = self.document.follow(&format!("{at}/allOf/{index}"))?;
                if let Value::Object(schema) = self.document.at(&part)? {
                    self.hidden_properties(schema, &part, hidden, depth + 1)?;
                }
            }
        }
        Ok(())
    }

    fn is_hidden(&self, property: &Value, at: &str) -> Result<bool, ContractError> {
        let is_flagged = |schema: &Value| {
            schema.get(self.direction.excluding_keyword()) == Some(&Value::Bool(true))
        };
        if property.get("$ref").is_none() {
            return Ok(is_flagged(property));
        }
        let target = self.document.follow(at)?;
        Ok(is_flagged(self.document.at(&target)?))
    }
}

/// Checks that a pattern is a regular expression.
fn pattern(value: &Value, at: &str) -> Result<Value, ContractError> {
    if let Value::String(pattern) = value
        && jsonschema::options()
            .offline()
            .build(&json!({ "pattern": pattern }))
            .is_err()
    {
        return Err(ContractError::InvalidPattern {
            pointer: at.to_owned(),
            pattern: pattern.clone(),
        });
    }
    Ok(value.clone())
}

/// `required` without hidden properties; `None` when it is empty, because draft 4 requires at least
/// one.
fn required(value: &Value, hidden: &BTreeSet<String>) -> Option<Value> {
    let Value::Array(names) = value else {
        return Some(value.clone());
    };
    let visible: Vec<_> = names
        .iter()
        .filter(|name| name.as_str().is_none_or(|name| !hidden.contains(name)))
        .cloned()
        .collect();
    (!visible.is_empty()).then_some(Value::Array(visible))
}
