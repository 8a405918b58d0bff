//! Reads decimal numbers digit by digit, so that amounts and rates never become binary floats.

use rust_decimal::Decimal;

/// A decimal of 96 bits holds any number with this many digits.
const MAX_DIGITS: i32 = 28;

/// Reads the text of a JSON number. `None` for any other text, and for a number that a decimal of
/// 96 bits cannot hold exactly.
pub(crate) fn read(text: &str) -> Option<Decimal> {
    if !text.starts_with(|c: char| c.is_ascii_digit() || c == '-') {
        return None;
    }
    match text.split_once(['e', 'E']) {
        None => Decimal::from_str_exact(text).ok(),
        Some((digits, exponent)) => scientific(digits, exponent),
    }
}

/// `digits` times ten to the power of `exponent`; `None` if it cannot be held exactly.
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
    if scale < -MAX_DIGITS {
        return None;
    }
    value.set_scale(0).ok()?;
    let power = Decimal::from_str_exact(&format!("1{:0>1$}", "", scale.unsigned_abs() as usize));
    value.checked_mul(power.ok()?)
}

/// The number cut to 28 digits; the largest or smallest decimal if it is beyond them, and 0 for a
/// text that is not a JSON number.
pub(crate) fn nearest(text: &str) -> Decimal {
    let (negative, text) = match text.strip_prefix('-') {
        Some(rest) => (true, rest),
        None => (false, text),
    };
    let (mantissa, exponent) = text.split_once(['e', 'E']).unwrap_or((text, "0"));
    let (whole, fraction) = mantissa.split_once('.').unwrap_or((mantissa, ""));
    let digits = format!("{whole}{fraction}");
    let significant = digits.trim_start_matches('0');
    if significant.is_empty() {
        return Decimal::ZERO;
    }
    let zeros = digits.len() - significant.len();
    // Exponents that do not fit are far outside the range of a decimal.
    let small = exponent.starts_with('-');
    let exponent: i64 = exponent.parse().unwrap_or(if small {
        -i64::from(u32::MAX)
    } else {
        i64::from(u32::MAX)
    });
    // The number of digits before the point.
    let point = i64::try_from(whole.len()).unwrap_or(i64::MAX);
    let zeros = i64::try_from(zeros).unwrap_or(i64::MAX);
    let point = point.saturating_sub(zeros).saturating_add(exponent);
    let max_digits = i64::from(MAX_DIGITS);
    let value = if point > max_digits {
        Decimal::MAX
    } else {
        let kept = usize::try_from(max_digits.min(max_digits + point)).unwrap_or(0);
        let kept: String = significant.chars().take(kept).collect();
        let scale = i64::try_from(kept.len()).unwrap_or(0) - point;
        let padding = usize::try_from(-scale).unwrap_or(0);
        let kept = format!("{kept}{}", "0".repeat(padding));
        let unscaled: i128 = kept.parse().unwrap_or(0);
        let scale = u32::try_from(scale).unwrap_or(0);
        Decimal::try_from_i128_with_scale(unscaled, scale).unwrap_or(Decimal::ZERO)
    };
    if negative { -value } else { value }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn round_trip(text: &str) -> Option<String> {
        read(text).map(|number| number.to_string())
    }

    #[test]
    fn every_digit_is_kept_and_exponents_are_written_out() {
        for text in ["0", "50000.00", "-0.1", "79228162514264337593543950335"] {
            assert_eq!(round_trip(text).as_deref(), Some(text));
        }
        for (text, plain) in [
            ("5e4", "50000"),
            ("1.25E+1", "12.5"),
            ("1.25e-1", "0.125"),
            ("0e999", "0"),
            ("0.000e2", "0"),
        ] {
            assert_eq!(round_trip(text).as_deref(), Some(plain));
        }
    }

    #[test]
    fn numbers_that_would_be_rounded_and_other_texts_are_not_read() {
        for text in [
            "0.12345678901234567890123456789012",
            "1e30",
            "1e-30",
            "1e99999999999",
            "1e2000000000",
            "\"1\"",
        ] {
            assert_eq!(round_trip(text), None, "{text}");
        }
    }

    #[test]
    fn the_nearest_decimal_has_the_first_28_digits() {
        for (text, expected) in [
            (
                "0.12345678901234567890123456789012",
                "0.1234567890123456789012345678",
            ),
            (
                "-12345678901234567890.1234567890123",
                "-12345678901234567890.12345678",
            ),
            ("1e30", "79228162514264337593543950335"),
            ("-1e99999999999999999999", "-79228162514264337593543950335"),
            ("1e-99999999999999999999", "0"),
            ("1e27", "1000000000000000000000000000"),
            ("0.0001e5", "10"),
            ("0.0", "0"),
            ("1e-27", "0.000000000000000000000000001"),
        ] {
            assert_eq!(nearest(text).to_string(), expected, "{text}");
        }
    }
}
