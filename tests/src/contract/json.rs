//! JSON whose numbers keep their digits, and whose objects keep their order.
//!
//! `serde_json::Value` holds a decimal as a double, which changes some amounts: no test of exactness can
//! stand on it.

use std::fmt;
use std::str::FromStr;

use indexmap::IndexMap;
use serde_json::Value;
use serde_json::value::RawValue;

/// A JSON value.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Json {
    /// `null`.
    Null,
    /// `true` or `false`.
    Bool(bool),
    /// A number, as its text.
    Number(String),
    /// A string.
    Text(String),
    /// An array.
    List(Vec<Json>),
    /// An object.
    Object(IndexMap<String, Json>),
}

impl Json {
    /// A string.
    pub fn text(text: impl Into<String>) -> Self {
        Self::Text(text.into())
    }

    /// A number.
    pub fn number(number: impl fmt::Display) -> Self {
        Self::Number(number.to_string())
    }

    /// An object.
    pub fn object<N: Into<String>>(members: impl IntoIterator<Item = (N, Json)>) -> Self {
        let members = members.into_iter();
        Self::Object(members.map(|(name, value)| (name.into(), value)).collect())
    }

    /// A member of an object.
    #[must_use]
    pub fn get(&self, name: &str) -> Option<&Self> {
        match self {
            Self::Object(members) => members.get(name),
            _ => None,
        }
    }

    /// The text of a string.
    #[must_use]
    pub fn as_text(&self) -> Option<&str> {
        match self {
            Self::Text(text) => Some(text),
            _ => None,
        }
    }

    /// An integer of 64 bits.
    #[must_use]
    pub fn as_integer(&self) -> Option<i64> {
        match self {
            Self::Number(text) => text.parse().ok(),
            _ => None,
        }
    }

    /// The items of an array; none for anything else.
    #[must_use]
    pub fn items(&self) -> &[Self] {
        match self {
            Self::List(items) => items,
            _ => &[],
        }
    }

    /// The same value with another member; nothing else is an object and stays as it is.
    #[must_use]
    pub fn with(&self, name: &str, value: Self) -> Self {
        let mut changed = self.clone();
        if let Self::Object(members) = &mut changed {
            members.insert(name.to_owned(), value);
        }
        changed
    }

    /// The same value without a member.
    #[must_use]
    pub fn without(&self, name: &str) -> Self {
        let mut changed = self.clone();
        if let Self::Object(members) = &mut changed {
            members.shift_remove(name);
        }
        changed
    }

    /// The same value with `extra` added to each object in it.
    #[must_use]
    pub fn with_everywhere(&self, extra: &[(&str, Self)]) -> Self {
        match self {
            Self::List(items) => {
                Self::List(items.iter().map(|i| i.with_everywhere(extra)).collect())
            }
            Self::Object(members) => {
                let own = members.iter();
                let own = own.map(|(name, value)| (name.clone(), value.with_everywhere(extra)));
                let extra = extra
                    .iter()
                    .map(|(name, v)| ((*name).to_owned(), v.clone()));
                Self::Object(own.chain(extra).collect())
            }
            other => other.clone(),
        }
    }
}

impl fmt::Display for Json {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Null => f.write_str("null"),
            Self::Bool(value) => write!(f, "{value}"),
            Self::Number(text) => f.write_str(text),
            // `Value` writes strings as JSON does
            Self::Text(text) => write!(f, "{}", Value::String(text.clone())),
            Self::List(items) => {
                f.write_str("[")?;
                for (index, item) in items.iter().enumerate() {
                    let separator = if index > 0 { "," } else { "" };
                    write!(f, "{separator}{item}")?;
                }
                f.write_str("]")
            }
            Self::Object(members) => {
                f.write_str("{")?;
                for (index, (name, value)) in members.iter().enumerate() {
                    let separator = if index > 0 { "," } else { "" };
                    write!(f, "{separator}{}:{value}", Value::String(name.clone()))?;
                }
                f.write_str("}")
            }
        }
    }
}

impl FromStr for Json {
    type Err = serde_json::Error;

    fn from_str(text: &str) -> Result<Self, Self::Err> {
        let raw: &RawValue = serde_json::from_str(text)?;
        let text = raw.get();
        Ok(match text.chars().next() {
            Some('{') => {
                let members: IndexMap<String, &RawValue> = serde_json::from_str(text)?;
                let members = members.into_iter();
                let read = members.map(|(name, raw)| Ok((name, raw.get().parse()?)));
                Self::Object(read.collect::<Result<_, Self::Err>>()?)
            }
            Some('[') => {
                let items: Vec<&RawValue> = serde_json::from_str(text)?;
                let read = items.into_iter().map(|raw| raw.get().parse());
                Self::List(read.collect::<Result<_, _>>()?)
            }
            Some('"') => Self::Text(serde_json::from_str(text)?),
            Some('t' | 'f') => Self::Bool(text == "true"),
            Some('n') => Self::Null,
            _ => Self::Number(text.to_owned()),
        })
    }
}

impl From<&Value> for Json {
    fn from(value: &Value) -> Self {
        match value {
            Value::Null => Self::Null,
            Value::Bool(value) => Self::Bool(*value),
            Value::Number(number) => Self::Number(number.to_string()),
            Value::String(text) => Self::Text(text.clone()),
            Value::Array(items) => Self::List(items.iter().map(Self::from).collect()),
            Value::Object(members) => Self::object(
                members
                    .iter()
                    .map(|(name, v)| (name.clone(), Self::from(v))),
            ),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_read_is_written_digit_by_digit() {
        let text = r#"{"z":[1.50,90071992547409.93,1e2,null,true],"a":{"\"":"\u0000ñ/"}}"#;
        let json: Json = text.parse().unwrap();
        assert_eq!(json.to_string(), text);
        assert!("{".parse::<Json>().is_err());
    }
}
