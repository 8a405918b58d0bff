//! Decimals as JSON numbers, exactly: money and rates never pass through a binary float.

use std::fmt;

use rust_decimal::Decimal;
use serde::de::Error as _;
use serde::ser::Error as _;
use serde::{Deserialize, Deserializer, Serialize, Serializer};
use serde_json::value::RawValue;

/// A decimal that is read from and written to JSON digit by digit, trailing zeros included.
///
/// ```
/// use classifications_sandbox::Amount;
/// let amount: Amount = serde_json::from_str("90071992547409.93").unwrap();
/// assert_eq!(serde_json::to_string(&amount).unwrap(), "90071992547409.93");
/// ```
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Amount(Decimal);

impl Amount {
    /// The decimal itself.
    #[must_use]
    pub fn decimal(self) -> Decimal {
        self.0
    }

    /// Reads the text of a JSON number.
    ///
    /// # Errors
    /// A sentence when the text is no number, or one with more digits than a decimal of 96 bits
    /// holds.
    pub(crate) fn read(text: &str) -> Result<Self, String> {
        if !text.starts_with(|c: char| c.is_ascii_digit() || c == '-') {
            return Err(format!("must be a number, not {}", kind(text)));
        }
        let exact = match text.split_once(['e', 'E']) {
            None => Decimal::from_str_exact(text).ok(),
            Some((digits, exponent)) => scientific(digits, exponent),
        };
        exact
            .map(Self)
            .ok_or_else(|| format!("{text} has more digits than can be kept"))
    }
}

/// `digits` times ten to `exponent`, or nothing where that cannot be held exactly.
fn scientific(digits: &str, exponent: &str) -> Option<Decimal> {
    let mut value = Decimal::from_str_exact(digits).ok()?.normalize();
    let exponent: i32 = exponent.parse().ok()?;
    if value.is_zero() {
        return Some(value);
    }
    let scale = i32::try_from(value.scale()).ok()?.checked_sub(exponent)?;
    if let Ok(scale) = u32::try_from(scale) {
        value.set_scale(scale).ok()?;
        return Some(value);
    }
    value.set_scale(0).ok()?;
    let power = Decimal::from_str_exact(&format!("1{:0>1$}", "", scale.unsigned_abs() as usize));
    value.checked_mul(power.ok()?)
}

/// What kind of JSON value a text is, in words.
pub(crate) fn kind(text: &str) -> &'static str {
    match text.trim_start().chars().next() {
        Some('"') => "a string",
        Some('{') => "an object",
        Some('[') => "an array",
        Some('t' | 'f') => "a boolean",
        Some('n') => "null",
        Some(_) => "a number",
        None => "nothing",
    }
}

impl From<Decimal> for Amount {
    fn from(value: Decimal) -> Self {
        Self(value)
    }
}

impl fmt::Display for Amount {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.fmt(f)
    }
}

impl fmt::Debug for Amount {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Display::fmt(self, f)
    }
}

impl<'de> Deserialize<'de> for Amount {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let raw = <Box<RawValue>>::deserialize(deserializer)?;
        Self::read(raw.get()).map_err(D::Error::custom)
    }
}

impl Serialize for Amount {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        RawValue::from_string(self.0.to_string())
            .map_err(S::Error::custom)?
            .serialize(serializer)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn there_and_back(text: &str) -> String {
        serde_json::to_string(&serde_json::from_str::<Amount>(text).unwrap()).unwrap()
    }

    #[test]
    fn every_digit_is_kept() {
        for text in ["0", "50000.00", "-0.1", "79228162514264337593543950335"] {
            assert_eq!(there_and_back(text), text);
        }
    }

    #[test]
    fn exponents_are_written_out() {
        assert_eq!(there_and_back("5e4"), "50000");
        assert_eq!(there_and_back("1.25E+1"), "12.5");
        assert_eq!(there_and_back("1.25e-1"), "0.125");
        assert_eq!(there_and_back("0e999"), "0");
        assert_eq!(there_and_back("0.000e2"), "0");
    }

    #[test]
    fn what_would_be_rounded_or_is_no_number_is_refused() {
        for text in [
            "0.12345678901234567890123456789012",
            "1e30",
            "1e-30",
            "1e99999999999",
        ] {
            let error = serde_json::from_str::<Amount>(text).unwrap_err();
            assert!(error.to_string().contains("more digits"), "{text}: {error}");
        }
        let error = serde_json::from_str::<Amount>("\"1\"").unwrap_err();
        assert!(
            error.to_string().contains("must be a number, not a string"),
            "{error}"
        );
    }
}
