//! A text with a meaning: its received form, and its value.

use std::fmt;
use std::hash::{Hash, Hasher};
use std::str::FromStr;

use serde::{Deserialize, Deserializer, Serialize, Serializer};

use super::Invalid;
use super::received::{self, Json, Received, Source};

/// The form of texts with a meaning.
pub trait Form {
    /// The type of the values.
    type Value: Copy + fmt::Debug;

    /// The name of the value in messages: `an amount`.
    const EXPECTED: &'static str;

    /// Whether new values are JSON numbers, as the property is a number or an integer in the document.
    const BARE: bool = false;

    /// Whether a text means no value.
    #[must_use]
    fn is_absent(text: &str) -> bool {
        text.trim().is_empty()
    }

    /// Reads a received text, in the documented form or in another unambiguous one.
    #[must_use]
    fn read(text: &str) -> Option<Self::Value>;

    /// Reads the digits of a JSON number.
    #[must_use]
    fn read_number(digits: &str) -> Option<Self::Value> {
        Self::read(digits)
    }

    /// Parses user input.
    ///
    /// # Errors
    /// The text is invalid or ambiguous.
    fn parse(text: &str) -> Result<Self::Value, Invalid>;

    /// Writes a value in the documented form.
    #[must_use]
    fn write(value: Self::Value) -> String;

    /// Writes a value as a JSON number.
    #[must_use]
    fn write_number(value: Self::Value) -> String {
        Self::write(value)
    }

    /// Whether user input is kept unchanged, as the documented form has several texts for a value.
    #[must_use]
    fn keeps(_text: &str) -> bool {
        false
    }
}

/// The form `F` as a JSON number, for a property that is a number or an integer in the document.
#[derive(Debug, Clone, Copy)]
pub struct Bare<F>(std::marker::PhantomData<F>);

impl<F: Form> Form for Bare<F> {
    type Value = F::Value;
    const EXPECTED: &'static str = F::EXPECTED;
    const BARE: bool = true;

    fn is_absent(text: &str) -> bool {
        F::is_absent(text)
    }

    fn read(text: &str) -> Option<F::Value> {
        F::read(text)
    }

    fn read_number(digits: &str) -> Option<F::Value> {
        F::read_number(digits)
    }

    fn parse(text: &str) -> Result<F::Value, Invalid> {
        F::parse(text)
    }

    fn write(value: F::Value) -> String {
        F::write_number(value)
    }
}

/// A plain type that converts to a [`Text`].
pub trait Plain {}

/// A form whose values can be made of a plain value of type `V`.
pub trait Takes<V>: Form {
    /// Converts a plain value to a value of the form.
    fn take(value: V) -> Self::Value;
}

impl<V, F: Takes<V>> Takes<V> for Bare<F> {
    fn take(value: V) -> F::Value {
        F::take(value)
    }
}

/// The state of a [`Text`].
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum State<'a, V> {
    /// The text means no value.
    Absent,
    /// The text means this value.
    Known(V),
    /// The text has another form.
    Other(&'a str),
}

/// A text with a meaning, as it was received or is to be sent; see the [module](super).
///
/// Two texts are equal if they are the same on the wire. Compare [`value`](Self::value)s if `"1,5"` should equal `"1,50"`.
pub struct Text<F: Form> {
    received: Received,
    value: Option<F::Value>,
}

impl<F: Form> Text<F> {
    /// The value; `None` if the text is absent or of another form.
    #[must_use]
    pub fn value(&self) -> Option<F::Value> {
        self.value
    }

    /// Whether the text means no value: blank, null, or zeros for a date.
    #[must_use]
    pub fn is_absent(&self) -> bool {
        self.value.is_none() && F::is_absent(&self.received.text)
    }

    /// Absent, known or another text.
    #[must_use]
    pub fn state(&self) -> State<'_, F::Value> {
        match self.value {
            Some(value) => State::Known(value),
            None if self.is_absent() => State::Absent,
            None => State::Other(self.as_str()),
        }
    }

    /// The text on the wire; empty for null.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.received.text
    }

    /// Reads a value of a response. `exact` is `false` for a number that may have lost digits.
    fn from_received(received: Received, exact: bool) -> Self {
        let text = &received.text;
        let value = match received.json {
            _ if F::is_absent(text) => None,
            Json::String => F::read(text),
            Json::Bare if exact => F::read_number(text),
            Json::Bare | Json::Null => None,
        };
        Self { received, value }
    }

    fn from_value(value: F::Value) -> Self {
        let text = F::write(value);
        let received = if F::BARE {
            Received::bare(text)
        } else {
            Received::string(text)
        };
        Self {
            received,
            value: Some(value),
        }
    }

    /// Parses user input.
    pub(super) fn from_input(text: &str) -> Result<Self, Invalid> {
        if F::is_absent(text) {
            let received = if F::BARE {
                Received::bare("null".to_owned())
            } else {
                Received::string(text.to_owned())
            };
            return Ok(Self {
                received,
                value: None,
            });
        }
        let value = F::parse(text)?;
        if F::keeps(text) && !F::BARE {
            return Ok(Self {
                received: Received::string(text.to_owned()),
                value: Some(value),
            });
        }
        Ok(Self::from_value(value))
    }

    /// Reads the digits of a JSON number of a user, or parses them as other user input.
    pub(super) fn from_digits(digits: &str) -> Result<Self, Invalid> {
        F::read_number(digits)
            .filter(|_| !F::is_absent(digits))
            .map_or_else(
                || Self::from_input(digits),
                |value| Ok(Self::from_value(value)),
            )
    }
}

impl<F: Form> Clone for Text<F> {
    fn clone(&self) -> Self {
        Self {
            received: self.received.clone(),
            value: self.value,
        }
    }
}

impl<F: Form> PartialEq for Text<F> {
    fn eq(&self, other: &Self) -> bool {
        self.received == other.received
    }
}

impl<F: Form> Eq for Text<F> {}

impl<F: Form> Hash for Text<F> {
    fn hash<H: Hasher>(&self, state: &mut H) {
        self.received.hash(state);
    }
}

impl<F: Form> fmt::Debug for Text<F> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_tuple("Text").field(&self.as_str()).finish()
    }
}

/// The text on the wire.
impl<F: Form> fmt::Display for Text<F> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(self.as_str())
    }
}

impl<V: Plain, F: Takes<V>> From<V> for Text<F> {
    fn from(value: V) -> Self {
        Self::from_value(F::take(value))
    }
}

/// Parses user input.
impl<F: Form> FromStr for Text<F> {
    type Err = Invalid;

    fn from_str(text: &str) -> Result<Self, Invalid> {
        Self::from_input(text)
    }
}

impl<F: Form> TryFrom<&str> for Text<F> {
    type Error = Invalid;

    fn try_from(text: &str) -> Result<Self, Invalid> {
        text.parse()
    }
}

impl<F: Form> TryFrom<&String> for Text<F> {
    type Error = Invalid;

    fn try_from(text: &String) -> Result<Self, Invalid> {
        text.parse()
    }
}

impl<F: Form> TryFrom<String> for Text<F> {
    type Error = Invalid;

    fn try_from(text: String) -> Result<Self, Invalid> {
        text.parse()
    }
}

impl<F: Form> Serialize for Text<F> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        self.received.serialize(serializer)
    }
}

/// Accepts any value of a response. Invalid user input of a call by data is an error.
impl<'de, F: Form> Deserialize<'de> for Text<F> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let given = match received::deserialize(deserializer, F::EXPECTED)? {
            Source::Received { received, exact } => {
                return Ok(Self::from_received(received, exact));
            }
            Source::Text(text) => Self::from_input(&text),
            Source::Number(digits) => Self::from_digits(&digits),
        };
        given.map_err(serde::de::Error::custom)
    }
}

#[cfg(feature = "schemars")]
impl<F: Form> schemars::JsonSchema for Text<F> {
    fn inline_schema() -> bool {
        true
    }

    fn schema_name() -> std::borrow::Cow<'static, str> {
        "Text".into()
    }

    fn json_schema(_: &mut schemars::SchemaGenerator) -> schemars::Schema {
        if F::BARE {
            schemars::json_schema!({ "type": "number" })
        } else {
            schemars::json_schema!({ "type": "string" })
        }
    }
}
