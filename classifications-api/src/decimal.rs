//! Exact decimal numbers for JSON: what money and percentages are made of.
//!
//! A binary float cannot hold 0.1, and an amount that changed on the way is a bug that nobody sees. So
//! numbers are read from their digits and written digit by digit; what a decimal of 28 digits
//! cannot hold is refused instead of rounded.
//!
//! Where the digits are already lost (a `serde_json::Value` keeps numbers as `f64`), a number with more than
//! 15 significant digits may not be the one that was sent, and is refused as well.

use std::fmt;
use std::str::FromStr;

use rust_decimal::Decimal;
use serde::de::{self, Deserializer, MapAccess, Visitor};
use serde::ser::{Error as _, Serializer};
use serde_json::value::RawValue;

/// A number that cannot be held without rounding it, or that is none.
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

/// Reads a JSON number (RFC 8259, section 6) or its usual decimal forms, exactly.
pub(crate) fn parse(text: &str) -> Result<Decimal, NotExact> {
    let refused = || NotExact::new(text);
    let (mantissa, exponent) = match text.split_once(['e', 'E']) {
        Some((mantissa, exponent)) => (mantissa, exponent.parse::<i32>().map_err(|_| refused())?),
        None => (text, 0),
    };
    let plain = |c: char| c.is_ascii_digit() || matches!(c, '.' | '-' | '+');
    if !mantissa.chars().all(plain) {
        return Err(refused());
    }
    let number = Decimal::from_str_exact(mantissa).map_err(|_| refused())?;
    shift(number, exponent).ok_or_else(refused)
}

/// `number` times ten to the `exponent`, or nothing where that would round.
fn shift(number: Decimal, exponent: i32) -> Option<Decimal> {
    if exponent == 0 {
        return Some(number);
    }
    if number.is_zero() {
        return Some(Decimal::ZERO);
    }
    let number = number.normalize();
    let scale = i32::try_from(number.scale()).ok()?.checked_sub(exponent)?;
    if scale >= 0 {
        let scale = u32::try_from(scale).ok()?;
        return Decimal::try_from_i128_with_scale(number.mantissa(), scale).ok();
    }
    let factor = 10_i128.checked_pow(scale.unsigned_abs())?;
    let mantissa = number.mantissa().checked_mul(factor)?;
    Decimal::try_from_i128_with_scale(mantissa, 0).ok()
}

/// Writes a number digit by digit.
pub(crate) fn serialize<S: Serializer>(number: &Decimal, serializer: S) -> Result<S::Ok, S::Error> {
    let raw = RawValue::from_string(number.to_string()).map_err(S::Error::custom)?;
    serde::Serialize::serialize(&raw, serializer)
}

/// Reads a number from its digits, or from what another format made of them.
pub(crate) fn deserialize<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Decimal, D::Error> {
    // The raw value's own request, which serde_json answers with the digits; other deserializers
    // answer it with whatever they have.
    deserializer.deserialize_newtype_struct(RAW_VALUE, NumberVisitor)
}

/// The name under which `serde_json` hands out raw JSON text.
const RAW_VALUE: &str = "$serde_json::private::RawValue";

struct NumberVisitor;

impl<'de> Visitor<'de> for NumberVisitor {
    type Value = Decimal;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a decimal number")
    }

    fn visit_newtype_struct<D: Deserializer<'de>>(self, d: D) -> Result<Decimal, D::Error> {
        d.deserialize_any(self)
    }

    fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<Decimal, A::Error> {
        match map.next_entry::<String, RawText>()? {
            Some((key, text)) if key == RAW_VALUE => text.number().map_err(de::Error::custom),
            _ => Err(de::Error::invalid_type(de::Unexpected::Map, &self)),
        }
    }

    fn visit_i64<E: de::Error>(self, value: i64) -> Result<Decimal, E> {
        Ok(value.into())
    }

    fn visit_u64<E: de::Error>(self, value: u64) -> Result<Decimal, E> {
        Ok(value.into())
    }

    fn visit_f64<E: de::Error>(self, value: f64) -> Result<Decimal, E> {
        from_float(value).map_err(E::custom)
    }
}

/// The number that a float was read from, as far as a float tells: up to 15 digits come back as
/// they were.
fn from_float(value: f64) -> Result<Decimal, NotExact> {
    let text = format!("{value:e}");
    let mantissa = text.split('e').next().unwrap_or_default();
    if mantissa.chars().filter(char::is_ascii_digit).count() > 15 {
        return Err(NotExact::new(&text));
    }
    parse(&text)
}

/// A raw JSON text: the sender's own digits where it is borrowed from the input, else perhaps
/// what a `serde_json::Value` made of them.
struct RawText {
    text: String,
    original: bool,
}

impl RawText {
    /// The number; a string is none, even one with digits.
    fn number(&self) -> Result<Decimal, NotExact> {
        let text = self.text.trim();
        if !text.starts_with(|c: char| c.is_ascii_digit() || c == '-') {
            return Err(NotExact::new(text));
        }
        if self.original || text.parse::<i64>().is_ok() || text.parse::<u64>().is_ok() {
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
                    original: true,
                })
            }

            fn visit_str<E: de::Error>(self, text: &str) -> Result<RawText, E> {
                Ok(RawText {
                    text: text.to_owned(),
                    original: false,
                })
            }
        }

        deserializer.deserialize_any(TextVisitor)
    }
}

/// A number type of its own for each meaning, so that a percentage cannot be given for an amount, with its JSON
/// schema: a caller who reads the schema sees the bounds of the document, which the server guards.
macro_rules! decimal_type {
    ($(#[$doc:meta])* $name:ident, $schema:tt) => {
        $(#[$doc])*
        #[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Default)]
        pub struct $name(Decimal);

        impl $name {
            /// Zero.
            pub const ZERO: Self = Self(Decimal::ZERO);

            /// The number.
            #[must_use]
            pub const fn value(self) -> Decimal {
                self.0
            }
        }

        impl From<Decimal> for $name {
            fn from(value: Decimal) -> Self {
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

        impl From<$name> for Decimal {
            fn from(value: $name) -> Self {
                value.0
            }
        }

        impl FromStr for $name {
            type Err = NotExact;

            fn from_str(text: &str) -> Result<Self, NotExact> {
                parse(text).map(Self)
            }
        }

        impl TryFrom<&str> for $name {
            type Error = NotExact;

            fn try_from(text: &str) -> Result<Self, NotExact> {
                text.parse()
            }
        }

        impl TryFrom<String> for $name {
            type Error = NotExact;

            fn try_from(text: String) -> Result<Self, NotExact> {
                text.parse()
            }
        }

        impl fmt::Display for $name {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                fmt::Display::fmt(&self.0, f)
            }
        }

        impl serde::Serialize for $name {
            fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
                serialize(&self.0, serializer)
            }
        }

        impl<'de> serde::Deserialize<'de> for $name {
            fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
                deserialize(deserializer).map(Self)
            }
        }

        #[cfg(feature = "schemars")]
        impl schemars::JsonSchema for $name {
            fn inline_schema() -> bool {
                true
            }

            fn schema_name() -> std::borrow::Cow<'static, str> {
                stringify!($name).into()
            }

            fn json_schema(_: &mut schemars::SchemaGenerator) -> schemars::Schema {
                schemars::json_schema!($schema)
            }
        }
    };
}

decimal_type! {
    /// An amount of money, exact, in the main unit of the currency that stands beside it (euros, not cents).
    ///
    /// ```
    /// use classifications_api::Amount;
    ///
    /// let amount: Amount = "40000.00".parse().unwrap();
    /// assert_eq!(serde_json::to_string(&amount).unwrap(), "40000.00");
    /// assert!("40000.00 EUR".parse::<Amount>().is_err());
    /// ```
    Amount, { "type": "number", "minimum": 0 }
}

decimal_type! {
    /// A share in percent, exact: 0.35 is 0.35 %, not 35 %.
    Percentage, { "type": "number", "minimum": 0 }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_digit_survives() {
        for text in [
            "0.1",
            "40000.00",
            "-0.05",
            "79228162514264337593543950335",
            "0.0000000000000000000000000001",
        ] {
            let amount: Amount = serde_json::from_str(text).unwrap();
            assert_eq!(serde_json::to_string(&amount).unwrap(), text);
        }
    }

    #[test]
    fn exponents_are_numbers_too() {
        let read = |text: &str| {
            serde_json::from_str::<Amount>(text)
                .map(|a| a.to_string())
                .ok()
        };
        assert_eq!(read("4e4").as_deref(), Some("40000"));
        assert_eq!(read("4.005E+2").as_deref(), Some("400.5"));
        assert_eq!(read("25e-2").as_deref(), Some("0.25"));
        assert_eq!(read("0e99999").as_deref(), Some("0"));
        assert_eq!(read("1e29"), None);
        assert_eq!(read("1e-29"), None);
        assert_eq!(read("1e99999999999"), None);
    }

    #[test]
    fn what_would_be_rounded_is_refused() {
        let refused = |text: &str| {
            serde_json::from_str::<Amount>(text)
                .unwrap_err()
                .to_string()
        };
        assert!(refused("0.12345678901234567890123456789").contains("at most 28 digits"));
        assert!(refused("79228162514264337593543950336").contains("at most 28 digits"));
        assert!(refused("\"1.5\"").contains("decimal number"));
        assert!(refused("null").contains("decimal number"));
        assert!(refused("{}").contains("decimal number"));
    }

    #[test]
    fn lost_digits_are_noticed() {
        let through = |json: &str| {
            let value: serde_json::Value = serde_json::from_str(json).unwrap();
            serde_json::from_value::<Amount>(value)
                .map(|a| a.to_string())
                .ok()
        };
        assert_eq!(through("0.1").as_deref(), Some("0.1"));
        assert_eq!(
            through("123456789012.345").as_deref(),
            Some("123456789012.345")
        );
        assert_eq!(
            through("9007199254740993").as_deref(),
            Some("9007199254740993")
        );
        assert_eq!(through("0.1234567890123456"), None);
    }

    #[test]
    fn inside_other_types_too() {
        #[derive(serde::Deserialize)]
        #[serde(untagged)]
        enum Either {
            Number(Amount),
        }
        let Either::Number(amount) = serde_json::from_str("1.25").unwrap();
        assert_eq!(amount.to_string(), "1.25");
        let list: Vec<Option<Amount>> = serde_json::from_str("[1.10, null]").unwrap();
        assert_eq!(list, [Some("1.10".parse().unwrap()), None]);
    }
}
