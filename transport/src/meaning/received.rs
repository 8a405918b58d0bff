//! A received value: its text, and its JSON type.

use std::borrow::Cow;
use std::fmt;

use serde::de::{self, Deserialize, Deserializer, MapAccess, SeqAccess, Visitor};
use serde::ser::{Error as _, Serialize, Serializer};
use serde_json::Value;
use serde_json::value::RawValue;

use crate::raw_text::{Origin, RAW_VALUE, RawText};

/// The JSON type of a text.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub(super) enum Json {
    /// A string.
    String,
    /// A number, a boolean, an array or an object.
    Bare,
    /// Null; the text is empty.
    Null,
}

/// A text, and its JSON type.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub(super) struct Received {
    pub text: Cow<'static, str>,
    pub json: Json,
}

impl Received {
    /// Creates a string of the document.
    pub const fn known(text: &'static str) -> Self {
        Self {
            text: Cow::Borrowed(text),
            json: Json::String,
        }
    }

    pub fn string(text: String) -> Self {
        Self {
            text: Cow::Owned(text),
            json: Json::String,
        }
    }

    /// Creates a value of JSON, or a string if `text` is not JSON.
    pub fn bare(text: String) -> Self {
        let json = match text.as_str() {
            "null" => {
                return Self {
                    text: Cow::Borrowed(""),
                    json: Json::Null,
                };
            }
            text if serde_json::from_str::<&RawValue>(text).is_ok() => Json::Bare,
            _ => Json::String,
        };
        Self {
            text: Cow::Owned(text),
            json,
        }
    }

    /// Creates the value of a JSON text.
    fn raw(json: String) -> Self {
        if json.starts_with('"')
            && let Ok(text) = serde_json::from_str(&json)
        {
            return Self::string(text);
        }
        Self::bare(json)
    }
}

impl Serialize for Received {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        match self.json {
            Json::String => serializer.serialize_str(&self.text),
            Json::Null => serializer.serialize_unit(),
            Json::Bare => {
                let raw = RawValue::from_string(self.text.clone().into_owned());
                raw.map_err(S::Error::custom)?.serialize(serializer)
            }
        }
    }
}

/// The input of a deserializer.
pub(super) enum Source {
    /// A value of a response. `exact` is `false` for a number that may have lost digits as a float.
    Received { received: Received, exact: bool },
    /// User input: a text.
    Text(String),
    /// User input: the digits of a number.
    Number(String),
}

impl Source {
    fn exact(received: Received) -> Self {
        Self::Received {
            received,
            exact: true,
        }
    }

    fn bare(value: impl Into<Value>) -> Self {
        Self::exact(Received::bare(value.into().to_string()))
    }
}

/// Accepts any input; `expected` is for the error if user input is not a scalar.
pub(super) fn deserialize<'de, D: Deserializer<'de>>(
    deserializer: D,
    expected: &'static str,
) -> Result<Source, D::Error> {
    // only as a raw value, serde_json returns the digits of a number
    deserializer.deserialize_newtype_struct(RAW_VALUE, Anything { expected })
}

struct Anything {
    expected: &'static str,
}

impl<'de> Visitor<'de> for Anything {
    type Value = Source;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.expected)
    }

    fn visit_newtype_struct<D: Deserializer<'de>>(self, d: D) -> Result<Source, D::Error> {
        d.deserialize_any(self)
    }

    fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<Source, A::Error> {
        let first = map.next_key::<String>()?;
        if first.as_deref() == Some(RAW_VALUE) {
            let raw: RawText = map.next_value()?;
            return Ok(match raw.origin {
                Origin::GivenText => Source::Text(raw.text),
                Origin::GivenNumber => Source::Number(raw.text),
                Origin::Sent | Origin::Value => {
                    let exact = !raw.is_number() || raw.number().is_ok();
                    let received = Received::raw(raw.text);
                    Source::Received { received, exact }
                }
            });
        }
        let mut members = serde_json::Map::new();
        if let Some(name) = first {
            members.insert(name, map.next_value()?);
        }
        while let Some((name, value)) = map.next_entry()? {
            members.insert(name, value);
        }
        Ok(Source::bare(members))
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut seq: A) -> Result<Source, A::Error> {
        let mut items: Vec<Value> = vec![];
        while let Some(item) = seq.next_element()? {
            items.push(item);
        }
        Ok(Source::bare(items))
    }

    fn visit_str<E: de::Error>(self, text: &str) -> Result<Source, E> {
        Ok(Source::exact(Received::string(text.to_owned())))
    }

    fn visit_bool<E: de::Error>(self, value: bool) -> Result<Source, E> {
        Ok(Source::bare(value))
    }

    fn visit_i64<E: de::Error>(self, value: i64) -> Result<Source, E> {
        Ok(Source::bare(value))
    }

    fn visit_u64<E: de::Error>(self, value: u64) -> Result<Source, E> {
        Ok(Source::bare(value))
    }

    fn visit_f64<E: de::Error>(self, value: f64) -> Result<Source, E> {
        let text = Value::from(value).to_string();
        let raw = RawText {
            text,
            origin: Origin::Value,
        };
        let exact = raw.number().is_ok();
        let received = Received::bare(raw.text);
        Ok(Source::Received { received, exact })
    }

    fn visit_unit<E: de::Error>(self) -> Result<Source, E> {
        Ok(Source::bare(Value::Null))
    }

    fn visit_none<E: de::Error>(self) -> Result<Source, E> {
        self.visit_unit()
    }

    fn visit_some<D: Deserializer<'de>>(self, d: D) -> Result<Source, D::Error> {
        Deserialize::deserialize(d).map(|value: Value| match value {
            Value::String(text) => Source::exact(Received::string(text)),
            other => Source::bare(other),
        })
    }
}
