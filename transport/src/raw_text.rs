//! Raw JSON texts and user input, as deserializers pass them to types.

use std::fmt;

use rust_decimal::Decimal as Number;
use serde::de::{self, Deserializer, Visitor};

use crate::number::{NotExact, from_float, is_number, parse};

/// The name under which `serde_json` returns raw JSON text.
pub(crate) const RAW_VALUE: &str = "$serde_json::private::RawValue";

/// The name under which a [`RawText`] requests the user input of a call by data.
pub(crate) const GIVEN: &str = "$api_transport::Given";

/// A raw JSON text, or user input.
pub(crate) struct RawText {
    pub text: String,
    pub origin: Origin,
}

/// The source of a raw text.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Origin {
    /// The original digits.
    Sent,
    /// The digits of a float, which may have been rounded.
    Value,
    /// User input of a call by data: a text without quotation marks.
    GivenText,
    /// User input of a call by data: a number.
    GivenNumber,
}

impl RawText {
    /// Whether the text is a JSON number.
    pub fn is_number(&self) -> bool {
        is_number(&self.text)
    }

    /// Reads a JSON number; a string is refused, even one with digits.
    pub fn number(&self) -> Result<Number, NotExact> {
        let text = self.text.trim();
        if !text.starts_with(|c: char| c.is_ascii_digit() || c == '-') {
            return Err(NotExact::new(text));
        }
        if self.origin != Origin::Value
            || text.parse::<i64>().is_ok()
            || text.parse::<u64>().is_ok()
        {
            return parse(text);
        }
        text.parse()
            .map_err(|_| NotExact::new(text))
            .and_then(from_float)
    }
}

impl<'de> serde::Deserialize<'de> for RawText {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        struct TextVisitor;

        impl<'de> Visitor<'de> for TextVisitor {
            type Value = RawText;

            fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str("a JSON text")
            }

            fn visit_borrowed_str<E: de::Error>(self, text: &'de str) -> Result<RawText, E> {
                Ok(RawText {
                    text: text.to_owned(),
                    origin: Origin::Sent,
                })
            }

            fn visit_str<E: de::Error>(self, text: &str) -> Result<RawText, E> {
                Ok(RawText {
                    text: text.to_owned(),
                    origin: Origin::Value,
                })
            }

            fn visit_newtype_struct<D: Deserializer<'de>>(self, d: D) -> Result<RawText, D::Error> {
                Ok(RawText {
                    text: serde::Deserialize::deserialize(d)?,
                    origin: Origin::GivenText,
                })
            }

            fn visit_some<D: Deserializer<'de>>(self, d: D) -> Result<RawText, D::Error> {
                Ok(RawText {
                    text: serde::Deserialize::deserialize(d)?,
                    origin: Origin::GivenNumber,
                })
            }
        }

        // only a call by data handles this name; serde_json returns the same text as without it
        deserializer.deserialize_newtype_struct(GIVEN, TextVisitor)
    }
}
