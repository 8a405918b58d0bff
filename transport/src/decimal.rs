//! Exact decimal numbers for JSON, for money and percentages.
//!
//! A binary float cannot represent 0.1. So numbers are read from their digits and written digit by digit. A number that
//! does not fit into a decimal of 28 digits is refused instead of rounded. If digits can be lost already (a
//! `serde_json::Value` stores numbers as `f64`), a number with more than 15 significant digits is refused, too.

use std::fmt;

pub use crate::number::NotExact;
#[doc(hidden)]
pub use crate::number::parse;
#[doc(hidden)]
pub use {rust_decimal, serde};

use rust_decimal::Decimal as Number;
use serde::de::{self, Deserializer, MapAccess, Visitor};
use serde::ser::{Error as _, Serializer};
use serde_json::value::RawValue;

use crate::number;
use crate::raw_text::{Origin, RAW_VALUE, RawText};

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
        number::from_float(value).map_err(E::custom)
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
