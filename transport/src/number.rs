//! Exact decimal numbers from text.

use rust_decimal::Decimal as Number;

/// A text that is not a number, or a number that would have to be rounded.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("{text:?} is not a decimal number of at most 28 digits")]
pub struct NotExact {
    text: String,
}

impl NotExact {
    pub(crate) fn new(text: &str) -> Self {
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

/// The decimal number that a float was made from. A float preserves up to 15 digits.
pub(crate) fn from_float(value: f64) -> Result<Number, NotExact> {
    let text = format!("{value:e}");
    let mantissa = text.split('e').next().unwrap_or_default();
    if mantissa.chars().filter(char::is_ascii_digit).count() > 15 {
        return Err(NotExact::new(&text));
    }
    parse(&text)
}
