//! OpenAPI 3.0's Schema Object as JSON Schema draft 4.
//!
//! What differs: `nullable`, `readOnly` and `writeOnly`, numeric formats, and annotations that
//! judge nothing. `exclusiveMinimum` is a boolean in both. Each schema that is used or referred to
//! becomes one entry of `definitions`, and a table leads from the places of the converted schema
//! back to those of the document.

use std::collections::{BTreeMap, BTreeSet};

use serde_json::{Map, Value, json};

use super::keywords::NUMBER_FORMAT;
use super::set::{SchemaId, SchemaSet};
use crate::document::Document;
use crate::error::ContractError;
use crate::number::NumberFormat;
use crate::pointer;
use crate::violation::Direction;

/// Keywords that mean the same in both and hold no schema.
const PLAIN: &[&str] = &[
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

/// From converted place to place in the document, for places where the two part.
#[derive(Debug, Default)]
pub(crate) struct Places {
    moved: BTreeMap<String, String>,
    /// Where an `anyOf` of the converted schema only stands for `nullable`.
    nullable: BTreeSet<String>,
}

impl Places {
    /// The place in the document.
    pub(crate) fn in_document(&self, converted: &str) -> String {
        let mut prefix = converted;
        loop {
            if let Some(moved) = self.moved.get(prefix) {
                let rest = converted.get(prefix.len()..).unwrap_or_default();
                let rest = match rest.strip_suffix(NUMBER_FORMAT) {
                    Some(rest) => format!("{rest}format"),
                    None => rest.to_owned(),
                };
                return format!("{moved}{rest}");
            }
            match prefix.rfind('/') {
                Some(end) => prefix = prefix.get(..end).unwrap_or_default(),
                None => return converted.to_owned(),
            }
        }
    }

    /// Whether the keyword at this converted place is not in the document but stands for `nullable`.
    pub(crate) fn stands_for_nullable(&self, converted: &str) -> bool {
        self.nullable.contains(converted)
    }
}

/// Collects and converts the schemas of one direction.
#[derive(Debug)]
pub(crate) struct Converter<'d> {
    document: &'d Document,
    direction: Direction,
    ids: BTreeMap<String, usize>,
    definitions: Vec<String>,
    places: Places,
}

impl<'d> Converter<'d> {
    pub(crate) fn new(document: &'d Document, direction: Direction) -> Self {
        Self {
            document,
            direction,
            ids: BTreeMap::new(),
            definitions: Vec::new(),
            places: Places::default(),
        }
    }

    /// The schema at a place of the document, references followed.
    pub(crate) fn schema(&mut self, at: &str) -> Result<SchemaId, ContractError> {
        let place = self.document.follow(at)?;
        Ok(SchemaId(self.definition(&place)))
    }

    /// Converts all schemas asked for so far, and those they refer to, and makes validators.
    pub(crate) fn finish(mut self) -> Result<SchemaSet, ContractError> {
        let asked = self.definitions.len();
        let mut converted = Map::new();
        let mut next = 0;
        while let Some(at) = self.definitions.get(next).cloned() {
            let place = format!("/definitions/{next}");
            self.places.moved.insert(place.clone(), at.clone());
            let schema = self.document.at(&at)?;
            let schema = self.convert(schema, &at, &place, &BTreeSet::new())?;
            converted.insert(next.to_string(), schema);
            next += 1;
        }
        SchemaSet::compile(&json!({ "definitions": converted }), asked, self.places)
    }

    fn definition(&mut self, place: &str) -> usize {
        if let Some(id) = self.ids.get(place) {
            return *id;
        }
        let id = self.definitions.len();
        self.ids.insert(place.to_owned(), id);
        self.definitions.push(place.to_owned());
        id
    }

    /// Converts one schema. `hidden` are properties that an enclosing `allOf` keeps out of this
    /// direction, so that they are not required here either. What is malformed goes through as it
    /// is: the meta-schema finds it, and says where.
    fn convert(
        &mut self,
        schema: &Value,
        at: &str,
        place: &str,
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
            return self.keywords(schema, at, place, hidden).map(Value::Object);
        }
        // Without `type`, or with composed schemas that know nothing of null, `nullable` would have
        // no effect by the letter; but documents mean it, and typed clients read it so.
        let inner = format!("{place}/anyOf/1");
        self.places.moved.insert(inner.clone(), at.to_owned());
        self.places.nullable.insert(format!("{place}/anyOf"));
        let schema = self.keywords(schema, at, &inner, hidden)?;
        Ok(json!({ "anyOf": [{ "type": "null" }, schema] }))
    }

    fn keywords(
        &mut self,
        schema: &Map<String, Value>,
        at: &str,
        place: &str,
        hidden: &BTreeSet<String>,
    ) -> Result<Map<String, Value>, ContractError> {
        let mut hidden = hidden.clone();
        self.hidden_properties(schema, at, &mut hidden, 0)?;
        let mut converted = Map::new();
        for (keyword, value) in schema {
            let (at, place) = (pointer::join(at, keyword), pointer::join(place, keyword));
            let value = match keyword.as_str() {
                plain if PLAIN.contains(&plain) => value.clone(),
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
                "properties" => self.properties(value, &at, &place)?,
                "items" | "not" | "additionalProperties" => {
                    self.convert(value, &at, &place, &BTreeSet::new())?
                }
                "allOf" | "anyOf" | "oneOf" => self.alternatives(value, &at, &place, &hidden)?,
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
        place: &str,
        hidden: &BTreeSet<String>,
    ) -> Result<Value, ContractError> {
        let Value::Array(schemas) = value else {
            return Ok(value.clone());
        };
        let schemas = schemas.iter().enumerate().map(|(index, schema)| {
            self.convert(
                schema,
                &format!("{at}/{index}"),
                &format!("{place}/{index}"),
                hidden,
            )
        });
        schemas.collect::<Result<_, _>>().map(Value::Array)
    }

    fn properties(&mut self, value: &Value, at: &str, place: &str) -> Result<Value, ContractError> {
        let Value::Object(properties) = value else {
            return Ok(value.clone());
        };
        let mut converted = Map::new();
        for (name, schema) in properties {
            let (at, place) = (pointer::join(at, name), pointer::join(place, name));
            let schema = if self.is_hidden(schema, &at)? {
                json!({ self.hiding(): true })
            } else {
                self.convert(schema, &at, &place, &BTreeSet::new())?
            };
            converted.insert(name.clone(), schema);
        }
        Ok(Value::Object(converted))
    }

    /// Adds the properties that this direction must not carry, also those of `allOf`.
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
        let flagged = |schema: &Value| schema.get(self.hiding()) == Some(&Value::Bool(true));
        if property.get("$ref").is_none() {
            return Ok(flagged(property));
        }
        let target = self.document.follow(at)?;
        Ok(flagged(self.document.at(&target)?))
    }

    fn hiding(&self) -> &'static str {
        match self.direction {
            Direction::Request => "readOnly",
            Direction::Response => "writeOnly",
        }
    }
}

/// A pattern, when it is a regular expression.
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

/// `required` without what is hidden; nothing when nothing is left, as draft 4 wants at least one.
fn required(value: &Value, hidden: &BTreeSet<String>) -> Option<Value> {
    let Value::Array(names) = value else {
        return Some(value.clone());
    };
    let left: Vec<_> = names
        .iter()
        .filter(|name| name.as_str().is_none_or(|name| !hidden.contains(name)))
        .cloned()
        .collect();
    (!left.is_empty()).then_some(Value::Array(left))
}
