//! Exact decimal numbers for JSON, for money and percentages.
//!
//! A binary float cannot represent 0.1. So numbers are read from their digits and written digit by digit. A number that
//! does not fit into a decimal of 28 digits is refused instead of rounded. If digits can be lost already (a
//! `serde_json::Value` stores numbers as `f64`), a number with more than 15 significant digits is refused, too.

use std::fmt;

#[doc(hidden)]
pub use {rust_decimal, serde};

use rust_decimal::Decimal as Number;
use serde::de::{self, Deserializer, MapAccess, Visitor};
use serde::ser::{Error as _, Serializer};
use serde_json::value::RawValue;

/// A text that is not a number, or a number that would have to be rounded.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("{text:?} is not a decimal number of at most 28 digits")]
pub struct NotExact {
    text: String,
}

impl NotExact {
    fn new(text: &str) -> Self {
        Self {
            text: text.chars().take(64).collect(),
        }
    }
}

/// Parses a JSON number (RFC 8259, section 6) or another usual decimal form, exactly.
#[doc(hidden)]
pub fn parse(text: &str) -> Result<Number, NotExact> {
    let invalid = || NotExact::new(text);
    let (mantissa, exponent) = match text.split_once(['e', 'E']) {
        Some((mantissa, exponent)) => (mantissa, exponent.parse::<i32>().map_err(|_| invalid())?),
        None => (text, 0),
    };
    let plain = |c: char| c.is_ascii_digit() || matches!(c, '.' | '-' | '+');
    if !mantissa.chars().all(plain) {
        return Err(invalid());
    }
    let number = Number::from_str_exact(mantissa).map_err(|_| invalid())?;
    shift(number, exponent).ok_or_else(invalid)
}

/// `number` times ten to the `exponent`, or `None` if that would round.
fn shift(number: Number, exponent: i32) -> Option<Number> {
    if exponent == 0 {
        return Some(number);
    }
    if number.is_zero() {
        return Some(Number::ZERO);
    }
    let number = number.normalize();
    let scale = i32::try_from(number.scale()).ok()?.checked_sub(exponent)?;
    if scale >= 0 {
        let scale = u32::try_from(scale).ok()?;
        return Number::try_from_i128_with_scale(number.mantissa(), scale).ok();
    }
    let factor = 10_i128.checked_pow(scale.unsigned_abs())?;
    let mantissa = number.mantissa().checked_mul(factor)?;
    Number::try_from_i128_with_scale(mantissa, 0).ok()
}

/// Whether a text is a JSON number.
pub(crate) fn is_number(text: &str) -> bool {
    text.starts_with(|c: char| c.is_ascii_digit() || c == '-')
        && serde_json::from_str::<serde_json::Number>(text).is_ok()
        && !text.ends_with(char::is_whitespace)
}

/// Writes a number digit by digit.
#[doc(hidden)]
pub fn serialize<S: Serializer>(number: &Number, serializer: S) -> Result<S::Ok, S::Error> {
    let raw = RawValue::from_string(number.to_string()).map_err(S::Error::custom)?;
    serde::Serialize::serialize(&raw, serializer)
}

/// Reads a number from its digits, or from the number of another format.
#[doc(hidden)]
pub fn deserialize<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Number, D::Error> {
    // serde_json returns the digits for this name; other deserializers ignore the name and return their value
    deserializer.deserialize_newtype_struct(RAW_VALUE, NumberVisitor)
}

/// The name under which `serde_json` returns raw JSON text.
pub(crate) const RAW_VALUE: &str = "$serde_json::private::RawValue";

/// The name under which a [`RawText`] requests the user input of a call by data.
pub(crate) const GIVEN: &str = "$api_transport::Given";

struct NumberVisitor;

impl<'de> Visitor<'de> for NumberVisitor {
    type Value = Number;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a decimal number")
    }

    fn visit_newtype_struct<D: Deserializer<'de>>(self, d: D) -> Result<Number, D::Error> {
        d.deserialize_any(self)
    }

    fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<Number, A::Error> {
        match map.next_entry::<String, RawText>()? {
            Some((key, raw)) if key == RAW_VALUE => match raw.origin {
                Origin::GivenText if !raw.is_number() => Err(de::Error::invalid_type(
                    de::Unexpected::Str(&raw.text),
                    &self,
                )),
                _ => raw.number().map_err(de::Error::custom),
            },
            _ => Err(de::Error::invalid_type(de::Unexpected::Map, &self)),
        }
    }

    fn visit_i64<E: de::Error>(self, value: i64) -> Result<Number, E> {
        Ok(value.into())
    }

    fn visit_u64<E: de::Error>(self, value: u64) -> Result<Number, E> {
        Ok(value.into())
    }

    fn visit_f64<E: de::Error>(self, value: f64) -> Result<Number, E> {
        from_float(value).map_err(E::custom)
    }
}

/// The decimal number that a float was made from. A float preserves up to 15 digits.
fn from_float(value: f64) -> Result<Number, NotExact> {
    let text = format!("{value:e}");
    let mantissa = text.split('e').next().unwrap_or_default();
    if mantissa.chars().filter(char::is_ascii_digit).count() > 15 {
        return Err(NotExact::new(&text));
    }
    parse(&text)
}

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

/// Defines a type of exact decimal numbers. With a type for each meaning, a percentage cannot be passed for an amount.
///
/// ```
/// api_transport::decimal_type! {
///     /// A weight in kilograms.
///     Weight
/// }
/// let weight: Weight = serde_json::from_str("0.10").unwrap();
/// assert_eq!(serde_json::to_string(&weight).unwrap(), "0.10");
/// ```
#[macro_export]
macro_rules! decimal_type {
    ($(#[$doc:meta])* $name:ident) => {
        $(#[$doc])*
        #[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Default)]
        pub struct $name($crate::decimal::rust_decimal::Decimal);

        impl $name {
            /// Zero.
            pub const ZERO: Self = Self($crate::decimal::rust_decimal::Decimal::ZERO);

            /// The number.
            #[must_use]
            pub const fn value(self) -> $crate::decimal::rust_decimal::Decimal {
                self.0
            }
        }

        impl $crate::meaning::Exact for $name {}
        impl $crate::meaning::Plain for $name {}

        impl From<$crate::decimal::rust_decimal::Decimal> for $name {
            fn from(value: $crate::decimal::rust_decimal::Decimal) -> Self {
                Self(value)
            }
        }

        impl From<i64> for $name {
            fn from(value: i64) -> Self {
                Self(value.into())
            }
        }

        impl From<i32> for $name {
            fn from(value: i32) -> Self {
                Self(value.into())
            }
        }

        impl From<$name> for $crate::decimal::rust_decimal::Decimal {
            fn from(value: $name) -> Self {
                value.0
            }
        }

        impl std::str::FromStr for $name {
            type Err = $crate::NotExact;

            fn from_str(text: &str) -> Result<Self, $crate::NotExact> {
                $crate::decimal::parse(text).map(Self)
            }
        }

        impl TryFrom<&str> for $name {
            type Error = $crate::NotExact;

            fn try_from(text: &str) -> Result<Self, $crate::NotExact> {
                text.parse()
            }
        }

        impl TryFrom<String> for $name {
            type Error = $crate::NotExact;

            fn try_from(text: String) -> Result<Self, $crate::NotExact> {
                text.parse()
            }
        }

        impl std::fmt::Display for $name {
            fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                std::fmt::Display::fmt(&self.0, f)
            }
        }

        impl $crate::decimal::serde::Serialize for $name {
            fn serialize<S: $crate::decimal::serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
                $crate::decimal::serialize(&self.0, serializer)
            }
        }

        impl<'de> $crate::decimal::serde::Deserialize<'de> for $name {
            fn deserialize<D: $crate::decimal::serde::Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
                $crate::decimal::deserialize(deserializer).map(Self)
            }
        }
    };
}

decimal_type! {
    /// An exact decimal number: the type of `format: decimal` and similar formats in generated clients.
    ///
    /// ```
    /// use api_transport::Decimal;
    ///
    /// let price: Decimal = "40000.00".parse().unwrap();
    /// assert_eq!(serde_json::to_string(&price).unwrap(), "40000.00");
    /// assert!("40000.00 EUR".parse::<Decimal>().is_err());
    /// ```
    Decimal
}

#[cfg(test)]
mod tests;
