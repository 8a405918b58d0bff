//! JSON values that keep the digits of numbers and the order of properties.

use std::fmt;

use api_transport::text::is_unsafe;
use serde_json::value::RawValue;

/// The maximum depth of a value, so that no body can exhaust the stack.
const MAX_DEPTH: usize = 128;

/// A JSON value.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Json {
    Null,
    Bool(bool),
    /// The text of a number.
    Number(String),
    String(String),
    Array(Vec<Json>),
    Object(Vec<(String, Json)>),
}

impl Json {
    /// Reads a body. A body that is not JSON is a string; an empty one is `None`.
    pub fn of_body(body: &[u8]) -> Option<Self> {
        let text = String::from_utf8_lossy(body);
        match Self::parse(body) {
            Ok(body) => Some(body),
            Err(_) if text.trim().is_empty() => None,
            Err(_) => Some(Self::String(text.into_owned())),
        }
    }

    /// Parses JSON.
    pub fn parse(text: &[u8]) -> Result<Self, serde_json::Error> {
        Self::read(serde_json::from_slice(text)?, 0)
    }

    fn read(raw: &RawValue, depth: usize) -> Result<Self, serde_json::Error> {
        let text = raw.get();
        if depth > MAX_DEPTH {
            return Err(serde::de::Error::custom("nested too deep"));
        }
        Ok(match text.bytes().next() {
            Some(b'{') => {
                let Members(members) = serde_json::from_str(text)?;
                let members = members
                    .into_iter()
                    .map(|(name, raw)| Ok((name, Self::read(raw, depth + 1)?)));
                Self::Object(members.collect::<Result<_, serde_json::Error>>()?)
            }
            Some(b'[') => {
                let items: Vec<&RawValue> = serde_json::from_str(text)?;
                let items = items.into_iter().map(|raw| Self::read(raw, depth + 1));
                Self::Array(items.collect::<Result<_, _>>()?)
            }
            Some(b'"') => Self::String(serde_json::from_str(text)?),
            Some(b't') => Self::Bool(true),
            Some(b'f') => Self::Bool(false),
            Some(b'n') => Self::Null,
            _ => Self::Number(text.to_owned()),
        })
    }

    /// The value at a path of member names and indexes.
    pub fn at(&self, steps: &[String]) -> Option<&Self> {
        steps.iter().try_fold(self, |value, step| match value {
            Self::Object(members) => members
                .iter()
                .rev()
                .find(|(name, _)| name == step)
                .map(|(_, value)| value),
            Self::Array(items) => items.get(step.parse::<usize>().ok()?),
            _ => None,
        })
    }

    /// A copy without `items`. Items of lists are compared by address, not by value.
    pub fn without(&self, items: &[&Self]) -> Self {
        match self {
            Self::Array(all) => {
                let is_kept = |item: &&Self| !items.iter().any(|other| std::ptr::eq(*other, *item));
                let kept = all.iter().filter(is_kept);
                Self::Array(kept.map(|item| item.without(items)).collect())
            }
            Self::Object(members) => {
                let members = members.iter();
                let members = members.map(|(name, value)| (name.clone(), value.without(items)));
                Self::Object(members.collect())
            }
            scalar => scalar.clone(),
        }
    }

    /// A scalar as text, other values as compact JSON; empty for null.
    pub fn text(&self) -> String {
        match self {
            Self::Null => String::new(),
            Self::String(text) => text.clone(),
            other => other.to_string(),
        }
    }

    /// The value on several lines.
    pub fn pretty(&self) -> String {
        let mut text = String::new();
        // writing to a String cannot fail
        let _ = self.write(&mut text, Some(0));
        text
    }

    fn write(&self, f: &mut impl fmt::Write, indent: Option<usize>) -> fmt::Result {
        match self {
            Self::Null => f.write_str("null"),
            Self::Bool(value) => write!(f, "{value}"),
            Self::Number(text) => f.write_str(text),
            Self::String(text) => write_string(f, text),
            Self::Array(items) => write_all(f, ['[', ']'], items, indent, |f, item, indent| {
                item.write(f, indent)
            }),
            Self::Object(members) => write_all(
                f,
                ['{', '}'],
                members,
                indent,
                |f, (name, value), indent| {
                    write_string(f, name)?;
                    f.write_str(if indent.is_some() { ": " } else { ":" })?;
                    value.write(f, indent)
                },
            ),
        }
    }
}

/// The value on one line.
impl fmt::Display for Json {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.write(f, None)
    }
}

/// The flattened name of `member` in the value with the flattened name `name`. Dots and backslashes in `member` are
/// escaped.
pub fn member_name(name: &str, member: &str) -> String {
    let member = member.replace('\\', "\\\\").replace('.', "\\.");
    let dot = if name.is_empty() { "" } else { "." };
    format!("{name}{dot}{member}")
}

/// Writes the parts of a list or an object between brackets; with an indent, each on its own line.
fn write_all<T, W: fmt::Write>(
    f: &mut W,
    [open, close]: [char; 2],
    parts: &[T],
    indent: Option<usize>,
    write: impl Fn(&mut W, &T, Option<usize>) -> fmt::Result,
) -> fmt::Result {
    let inner_indent = indent.map(|indent| indent + 2);
    let new_line = |f: &mut W, indent: Option<usize>| match indent {
        Some(indent) => write!(f, "\n{:indent$}", ""),
        None => Ok(()),
    };
    f.write_char(open)?;
    for (index, part) in parts.iter().enumerate() {
        if index > 0 {
            f.write_char(',')?;
        }
        new_line(f, inner_indent)?;
        write(f, part, inner_indent)?;
    }
    if !parts.is_empty() {
        new_line(f, indent)?;
    }
    f.write_char(close)
}

/// Writes a string. Characters that a terminal interprets are escaped, although JSON allows them.
fn write_string(f: &mut impl fmt::Write, text: &str) -> fmt::Result {
    let quoted = serde_json::Value::from(text).to_string();
    for character in quoted.chars() {
        if is_unsafe(character) {
            for unit in character.encode_utf16(&mut [0; 2]) {
                write!(f, "\\u{unit:04x}")?;
            }
        } else {
            f.write_char(character)?;
        }
    }
    Ok(())
}

/// The members of an object in their order.
struct Members<'a>(Vec<(String, &'a RawValue)>);

impl<'de> serde::Deserialize<'de> for Members<'de> {
    fn deserialize<D: serde::Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        struct Visitor;
        impl<'de> serde::de::Visitor<'de> for Visitor {
            type Value = Members<'de>;

            fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str("an object")
            }

            fn visit_map<A: serde::de::MapAccess<'de>>(
                self,
                mut map: A,
            ) -> Result<Self::Value, A::Error> {
                let mut members = Vec::new();
                while let Some(member) = map.next_entry()? {
                    members.push(member);
                }
                Ok(Members(members))
            }
        }
        deserializer.deserialize_map(Visitor)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn digits_and_order_are_kept() {
        let text = r#"{"b":40000.00,"a":[1E2,{"c":null}],"e":{},"t":"x"}"#;
        let json = Json::parse(text.as_bytes()).unwrap();
        assert_eq!(json.to_string(), text);
        let lines = "{\n  \"b\": 40000.00,\n  \"a\": [\n    1E2,\n    {\n      \"c\": null\n    }\n  ],\n  \"e\": {},\n  \"t\": \"x\"\n}";
        assert_eq!(json.pretty(), lines);
    }

    #[test]
    fn characters_that_a_terminal_interprets_are_escaped() {
        let json = Json::parse("\"a\\u001b[31m\u{9b}\u{202e}\u{7f}é\"".as_bytes()).unwrap();
        assert_eq!(json.to_string(), "\"a\\u001b[31m\\u009b\\u202e\\u007fé\"");
    }

    #[test]
    fn deeply_nested_values_are_rejected() {
        let text = format!("{}{}", "[".repeat(100_000), "]".repeat(100_000));
        assert!(Json::parse(text.as_bytes()).is_err());
    }
}
