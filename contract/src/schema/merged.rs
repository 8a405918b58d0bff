//! Merges a schema with its `allOf`.

use std::collections::{BTreeMap, BTreeSet};

use serde_json::Value;

use crate::document::Document;
use crate::error::ContractError;
use crate::number::Decimal;
use crate::pointer;
use crate::schema::Tree;
use crate::violation::Direction;

/// The largest depth of nested `allOf`.
const MAX_DEPTH: usize = 16;

/// A schema merged with the schemas of its `allOf`, with references resolved.
#[derive(Debug, Default)]
pub(crate) struct MergedSchema<'d> {
    keywords: BTreeMap<&'d str, &'d Value>,
    /// The texts of numbers that their values do not contain exactly.
    exact: BTreeMap<&'d str, &'d str>,
    /// The pointers of the properties' schemas, without those that the direction excludes.
    pub(crate) properties: BTreeMap<String, String>,
    pub(crate) required: BTreeSet<String>,
    /// The properties that the direction excludes.
    hidden: BTreeSet<String>,
    pub(crate) nullable: bool,
    /// The pointers of the schemas of `anyOf` or `oneOf`.
    pub(crate) alternatives: Vec<String>,
    /// The pointer of `items`.
    pub(crate) items: Option<String>,
    /// The pointer of `additionalProperties`, if it is a schema.
    pub(crate) additional: Option<String>,
}

impl<'d> MergedSchema<'d> {
    pub(crate) fn of(
        document: &'d Document,
        at: &str,
        direction: Direction,
    ) -> Result<Self, ContractError> {
        let mut merged = Self::default();
        merged.add(document, at, direction, 0)?;
        let hidden = &merged.hidden;
        merged.required.retain(|name| !hidden.contains(name));
        Ok(merged)
    }

    fn add(
        &mut self,
        document: &'d Document,
        at: &str,
        direction: Direction,
        depth: usize,
    ) -> Result<(), ContractError> {
        if depth > MAX_DEPTH {
            return Ok(());
        }
        let (at, schema) = document.object(at, "a schema")?;
        for (keyword, value) in schema {
            let at = pointer::join(&at, keyword);
            match (keyword.as_str(), value) {
                ("allOf", _) => {}
                ("anyOf" | "oneOf", Value::Array(parts)) if self.alternatives.is_empty() => {
                    self.alternatives = (0..parts.len()).map(|i| format!("{at}/{i}")).collect();
                }
                ("properties", Value::Object(properties)) => {
                    for name in properties.keys() {
                        let at = pointer::join(&at, name);
                        if is_hidden(document, &at, direction)? {
                            self.hidden.insert(name.clone());
                        } else {
                            self.properties.insert(name.clone(), at);
                        }
                    }
                }
                ("required", Value::Array(names)) => {
                    self.required
                        .extend(names.iter().filter_map(Value::as_str).map(str::to_owned));
                }
                ("nullable", Value::Bool(true)) => self.nullable = true,
                ("items", _) if self.items.is_none() => self.items = Some(at),
                ("additionalProperties", Value::Object(_)) => self.additional = Some(at),
                (keyword, value) => self.add_keyword(keyword, value, document.exact(&at)),
            }
        }
        // last, so that the keywords of the schema itself have precedence
        for index in 0..document.length(&format!("{at}/allOf"), "a list of schemas")? {
            self.add(
                document,
                &format!("{at}/allOf/{index}"),
                direction,
                depth + 1,
            )?;
        }
        Ok(())
    }

    /// Adds a keyword. Of two bounds, the tighter one is kept, of other keywords the first value.
    fn add_keyword(&mut self, keyword: &'d str, value: &'d Value, exact: Option<&'d str>) {
        let replaces = self.keywords.get(keyword).is_none_or(|old| {
            let (old, new) = (number(old), number(value));
            match keyword.get(..3) {
                Some("min") => new > old,
                Some("max") => new < old,
                _ => false,
            }
        });
        if replaces {
            self.keywords.insert(keyword, value);
            match exact {
                Some(text) => self.exact.insert(keyword, text),
                None => self.exact.remove(keyword),
            };
        }
    }

    pub(crate) fn get(&self, keyword: &str) -> Option<&'d Value> {
        self.keywords.get(keyword).copied()
    }

    /// The value of a keyword, with numbers as written.
    pub(crate) fn tree(&self, keyword: &str) -> Option<Tree> {
        let exact = self.exact.get(keyword);
        let exact = exact.map(|text| Tree::Number((*text).to_owned()));
        exact.or_else(|| self.get(keyword).map(Tree::from))
    }

    /// All keywords that contain no schema, including extensions.
    pub(crate) fn keywords(&self) -> impl Iterator<Item = (&'d str, &'d Value)> + '_ {
        self.keywords
            .iter()
            .map(|(keyword, value)| (*keyword, *value))
    }

    /// The values of `enum`, if it has any.
    pub(crate) fn listed(&self) -> Option<&'d [Value]> {
        self.get("enum")?.as_array().map(Vec::as_slice)
    }

    pub(crate) fn text(&self, keyword: &str) -> Option<&'d str> {
        self.get(keyword).and_then(Value::as_str)
    }

    pub(crate) fn size(&self, keyword: &str) -> Option<usize> {
        self.get(keyword)
            .and_then(Value::as_u64)
            .and_then(|size| usize::try_from(size).ok())
    }

    pub(crate) fn flag(&self, keyword: &str) -> bool {
        self.get(keyword) == Some(&Value::Bool(true))
    }

    /// The type, or the one that the other keywords imply.
    pub(crate) fn kind(&self) -> &'d str {
        match self.text("type") {
            Some(kind) => kind,
            None if !self.properties.is_empty() => "object",
            None if self.items.is_some() => "array",
            None if self.excludes_text() => "integer",
            None => "string",
        }
    }

    fn excludes_text(&self) -> bool {
        let excluded = self.get("not").and_then(|not| not.get("type"));
        excluded.and_then(Value::as_str) == Some("string")
    }

    /// Whether the schema excludes properties that it does not list.
    pub(crate) fn is_closed(&self) -> bool {
        self.get("additionalProperties") == Some(&Value::Bool(false))
    }
}

fn number(value: &Value) -> Option<Decimal> {
    value
        .is_number()
        .then(|| Decimal::parse(&value.to_string()))
        .flatten()
}

fn is_hidden(document: &Document, at: &str, direction: Direction) -> Result<bool, ContractError> {
    let (_, schema) = document.object(at, "a schema")?;
    Ok(schema.get(direction.excluding_keyword()) == Some(&Value::Bool(true)))
}
