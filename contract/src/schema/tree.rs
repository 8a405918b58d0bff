//! JSON with numbers as written.

use std::collections::BTreeMap;

use serde_json::Value;

use crate::number::Decimal;
use crate::pointer;

/// A JSON value.
#[derive(Debug, Clone, PartialEq, Default)]
pub enum Tree {
    /// `null`.
    #[default]
    Null,
    /// `true` or `false`.
    Bool(bool),
    /// A number's text, in JSON's grammar.
    Number(String),
    /// A string.
    String(String),
    /// A list.
    Array(Vec<Tree>),
    /// An object. A duplicate name has its last value.
    Object(BTreeMap<String, Tree>),
}

/// A value read from a text.
#[derive(Debug)]
pub(crate) struct Parsed {
    pub(crate) tree: Tree,
    /// The pointers of duplicate names.
    pub(crate) duplicates: Vec<String>,
}

impl Tree {
    /// The value as JSON, with numbers as written.
    #[must_use]
    pub fn to_json(&self) -> String {
        let quoted = |text: &String| Value::from(text.as_str()).to_string();
        match self {
            Self::Null => "null".to_owned(),
            Self::Bool(value) => value.to_string(),
            Self::Number(text) => text.clone(),
            Self::String(text) => quoted(text),
            Self::Array(items) => {
                let items: Vec<_> = items.iter().map(Self::to_json).collect();
                format!("[{}]", items.join(","))
            }
            Self::Object(members) => {
                let members = members
                    .iter()
                    .map(|(k, v)| format!("{}:{}", quoted(k), v.to_json()));
                format!("{{{}}}", members.collect::<Vec<_>>().join(","))
            }
        }
    }

    /// The kind of this value, for messages.
    pub(crate) fn kind(&self) -> &'static str {
        match self {
            Self::Null => "null",
            Self::Bool(_) => "a boolean",
            Self::Number(text) if text.contains(['.', 'e', 'E']) => "a decimal number",
            Self::Number(_) => "an integer",
            Self::String(_) => "a string",
            Self::Array(_) => "an array",
            Self::Object(_) => "an object",
        }
    }

    /// Whether this value, with all values in it, consists of more than `limit` values.
    pub(crate) fn has_more_parts_than(&self, limit: usize) -> bool {
        self.parts_left(limit).is_none()
    }

    /// `limit` minus the number of values; `None` if there are more than `limit`.
    fn parts_left(&self, limit: usize) -> Option<usize> {
        let left = limit.checked_sub(1)?;
        match self {
            Self::Array(items) => items
                .iter()
                .try_fold(left, |left, item| item.parts_left(left)),
            Self::Object(members) => members
                .values()
                .try_fold(left, |left, value| value.parts_left(left)),
            _ => Some(left),
        }
    }

    /// The value at a pointer.
    pub(crate) fn at(&self, pointer: &str) -> Option<&Self> {
        pointer::pointer_steps(pointer).try_fold(self, |tree, step| match tree {
            Self::Object(members) => members.get(&step),
            Self::Array(items) => items.get(step.parse::<usize>().ok()?),
            _ => None,
        })
    }

    /// The mutable value at a pointer.
    pub(crate) fn at_mut(&mut self, pointer: &str) -> Option<&mut Self> {
        pointer::pointer_steps(pointer).try_fold(self, |tree, step| match tree {
            Self::Object(members) => members.get_mut(&step),
            Self::Array(items) => items.get_mut(step.parse::<usize>().ok()?),
            _ => None,
        })
    }

    /// Equality as in JSON Schema: numbers are compared by value.
    pub(crate) fn equals(&self, other: &Self) -> bool {
        match (self, other) {
            (Self::Number(a), Self::Number(b)) => a == b || Decimal::parse(a) == Decimal::parse(b),
            (Self::Array(a), Self::Array(b)) => {
                a.len() == b.len() && a.iter().zip(b).all(|(a, b)| a.equals(b))
            }
            (Self::Object(a), Self::Object(b)) => {
                a.len() == b.len()
                    && a.iter()
                        .zip(b)
                        .all(|((ka, a), (kb, b))| ka == kb && a.equals(b))
            }
            _ => self == other,
        }
    }

    /// A canonical text, which is equal for equal values.
    pub(crate) fn canonical(&self) -> String {
        match self {
            Self::Number(text) => format!("{:?}", Decimal::parse(text)),
            Self::Array(items) => {
                let items: Vec<_> = items.iter().map(Self::canonical).collect();
                format!("[{}]", items.join(","))
            }
            Self::Object(members) => {
                let members: Vec<_> = members
                    .iter()
                    .map(|(k, v)| format!("{k:?}:{}", v.canonical()))
                    .collect();
                format!("{{{}}}", members.join(","))
            }
            other => format!("{other:?}"),
        }
    }
}

impl From<&Value> for Tree {
    fn from(value: &Value) -> Self {
        match value {
            Value::Null => Self::Null,
            Value::Bool(b) => Self::Bool(*b),
            Value::Number(n) => Self::Number(n.to_string()),
            Value::String(s) => Self::String(s.clone()),
            Value::Array(items) => Self::Array(items.iter().map(Self::from).collect()),
            Value::Object(members) => Self::Object(
                members
                    .iter()
                    .map(|(k, v)| (k.clone(), Self::from(v)))
                    .collect(),
            ),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn equality_ignores_the_notation_of_numbers() {
        let tree = |text: &str| Tree::parse(text.as_bytes()).unwrap().tree;
        let (a, b) = (tree(r#"{"a":[1.0],"b":2}"#), tree(r#"{"b":2e0,"a":[1]}"#));
        assert!(a.equals(&b));
        assert_eq!(a.canonical(), b.canonical());
        assert!(!a.equals(&tree(r#"{"a":[1.0000000000000000001],"b":2}"#)));
    }
}
