//! Input values: JSON whose numbers keep their digits.

use std::collections::BTreeMap;

use serde_json::value::RawValue;
use serde_json::{Number, Value};

/// The maximum nesting depth of JSON text, as in `serde_json`.
const DEPTH_LIMIT: usize = 128;

/// A value.
#[derive(Debug)]
pub(super) enum Node {
    Null,
    Bool(bool),
    /// A number that may have lost digits.
    Float(Number),
    /// The digits of a number.
    Digits(String),
    Text(String),
    List(Vec<Node>),
    Object(BTreeMap<String, Node>),
}

/// An object without properties.
impl Default for Node {
    fn default() -> Self {
        Self::Object(BTreeMap::new())
    }
}

impl From<Value> for Node {
    fn from(value: Value) -> Self {
        match value {
            Value::Null => Self::Null,
            Value::Bool(value) => Self::Bool(value),
            Value::Number(number) if number.is_f64() => Self::Float(number),
            Value::Number(number) => Self::Digits(number.to_string()),
            Value::String(text) => Self::Text(text),
            Value::Array(items) => Self::List(items.into_iter().map(Self::from).collect()),
            Value::Object(members) => {
                let members = members.into_iter();
                Self::Object(members.map(|(k, v)| (k, Self::from(v))).collect())
            }
        }
    }
}

impl Node {
    /// Reads JSON text.
    pub(super) fn parse(text: &str) -> Result<Self, String> {
        let whole = serde_json::from_str(text).map_err(|e| format!("is not JSON: {e}"))?;
        Self::read(whole, DEPTH_LIMIT)
    }

    fn read(raw: &RawValue, depth: usize) -> Result<Self, String> {
        let depth = depth
            .checked_sub(1)
            .ok_or_else(|| format!("is nested deeper than {DEPTH_LIMIT} levels"))?;
        let text = raw.get();
        let invalid = |e: serde_json::Error| format!("is not JSON: {e}");
        Ok(match text.bytes().next() {
            Some(b'{') => {
                let members: BTreeMap<String, &RawValue> =
                    serde_json::from_str(text).map_err(invalid)?;
                let read = |(name, raw)| Ok((name, Self::read(raw, depth)?));
                Self::Object(
                    members
                        .into_iter()
                        .map(read)
                        .collect::<Result<_, String>>()?,
                )
            }
            Some(b'[') => {
                let items: Vec<&RawValue> = serde_json::from_str(text).map_err(invalid)?;
                let items = items.into_iter().map(|raw| Self::read(raw, depth));
                Self::List(items.collect::<Result<_, String>>()?)
            }
            Some(b'"') => Self::Text(serde_json::from_str(text).map_err(invalid)?),
            Some(b't') => Self::Bool(true),
            Some(b'f') => Self::Bool(false),
            Some(b'n') => Self::Null,
            _ => Self::Digits(text.to_owned()),
        })
    }

    /// Sets `node` at `path`, and creates missing parent objects.
    pub(super) fn put(&mut self, path: &[String], node: Self) -> Result<(), String> {
        let Some((name, rest)) = path.split_first() else {
            *self = node;
            return Ok(());
        };
        let Self::Object(members) = self else {
            return Err(format!(
                "{name:?} is a property of a value that is not an object"
            ));
        };
        members.entry(name.clone()).or_default().put(rest, node)
    }
}

/// Splits a flattened name at its dots. A backslash escapes the next character.
pub(super) fn path(name: &str) -> Vec<String> {
    let (mut path, mut last) = (vec![], String::new());
    let name = name.strip_prefix("body.").unwrap_or(name);
    let mut characters = name.chars();
    while let Some(character) = characters.next() {
        match character {
            '.' => path.push(std::mem::take(&mut last)),
            '\\' => last.extend(characters.next()),
            other => last.push(other),
        }
    }
    path.push(last);
    path
}

/// Escapes a name as a part of a flattened name.
pub(super) fn escape(name: &str) -> String {
    name.replace('\\', "\\\\").replace('.', "\\.")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_flattened_name_is_split_at_its_dots() {
        assert_eq!(path("debtor.name"), ["debtor", "name"]);
        assert_eq!(path(r"a\.b.c\\"), ["a.b", r"c\"]);
        assert_eq!(path("body.body.x"), ["body", "x"]);
        assert_eq!(escape(r"a.b\"), r"a\.b\\");
        assert_eq!(path(&escape(r"a.b\")), [r"a.b\"]);
    }

    #[test]
    fn json_text_keeps_digits_and_has_a_depth_limit() {
        let node = Node::parse(r#"{"a": [90071992547409.93, "x", true, null]}"#).unwrap();
        let text = format!("{node:?}");
        assert!(text.contains(r#"Digits("90071992547409.93")"#), "{text}");
        assert!(Node::parse("{\"a\": }").unwrap_err().contains("column 7"));
        let deep = format!("{}{}", "[".repeat(200), "]".repeat(200));
        assert!(Node::parse(&deep).unwrap_err().contains("128 levels"));
    }

    #[test]
    fn a_value_can_only_be_set_in_an_object() {
        let mut node = Node::parse(r#"{"a": {"b": 1}, "c": 2}"#).unwrap();
        node.put(&path("a.d.e"), Node::Bool(true)).unwrap();
        assert!(node.put(&path("c.x"), Node::Null).is_err());
        let text = format!("{node:?}");
        assert!(
            text.contains(r#""b": Digits("1"), "d": Object({"e": Bool(true)})"#),
            "{text}"
        );
    }
}
