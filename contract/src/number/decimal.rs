//! Exact comparison and divisibility of decimals, as schemas need them.

use std::cmp::Ordering;

/// A decimal number of any size: the digits `d1 d2 d3 ...` stand for `0.d1d2d3... * 10^exponent`.
///
/// Exponents beyond 64 bits are replaced by the largest or smallest possible one.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Decimal {
    negative: bool,
    /// Digits 0 to 9 without leading or trailing zeros; none for zero.
    digits: Vec<u8>,
    exponent: i64,
}

impl Decimal {
    /// Reads a JSON number; `None` for other text.
    pub(crate) fn parse(text: &str) -> Option<Self> {
        if !is_json_number(text) {
            return None;
        }
        let (negative, unsigned) = match text.strip_prefix('-') {
            Some(rest) => (true, rest),
            None => (false, text),
        };
        let (mantissa, power) = unsigned.split_once(['e', 'E']).unwrap_or((unsigned, "0"));
        let (whole, fraction) = mantissa.split_once('.').unwrap_or((mantissa, ""));
        let all_digits = || whole.bytes().chain(fraction.bytes());
        let count = whole.len() + fraction.len();
        let leading = all_digits().take_while(|b| *b == b'0').count();
        if leading == count {
            return Some(Self {
                negative: false,
                digits: Vec::new(),
                exponent: 0,
            });
        }
        let trailing = all_digits().rev().take_while(|b| *b == b'0').count();
        let mut digits = Vec::with_capacity(count - leading - trailing);
        let significant = all_digits().skip(leading).take(count - leading - trailing);
        digits.extend(significant.map(|b| b - b'0'));
        let point = as_i64(whole.len()).saturating_sub(as_i64(leading));
        let exponent = power_of_ten(power).saturating_add(point);
        Some(Self {
            negative,
            digits,
            exponent,
        })
    }

    /// Whether this is an integral multiple of `divisor`. A divisor of zero divides only zero, and so does
    /// a divisor whose digits do not fit into 64 bits.
    pub(crate) fn is_multiple_of(&self, divisor: &Self) -> bool {
        if self.digits.is_empty() {
            return true;
        }
        let Some(modulus) = divisor.coefficient() else {
            return false;
        };
        // the last digit is not zero, so that a number with more decimals than the divisor is no multiple
        let shift = self.last_exponent().saturating_sub(divisor.last_exponent());
        let Ok(shift) = u64::try_from(shift) else {
            return false;
        };
        let modulus = u128::from(modulus);
        let remainder = self.digits.iter().fold(0_u128, |remainder, digit| {
            (remainder * 10 + u128::from(*digit)) % modulus
        });
        (remainder * power_modulo(shift, modulus)).is_multiple_of(modulus)
    }

    /// The exponent of the last digit.
    fn last_exponent(&self) -> i64 {
        self.exponent.saturating_sub(as_i64(self.digits.len()))
    }

    /// The digits as an integer; `None` for zero, or when they do not fit into 64 bits.
    fn coefficient(&self) -> Option<u64> {
        let value = self.digits.iter().try_fold(0_u64, |value, digit| {
            value.checked_mul(10)?.checked_add(u64::from(*digit))
        })?;
        (value > 0).then_some(value)
    }
}

impl Ord for Decimal {
    fn cmp(&self, other: &Self) -> Ordering {
        let sign = |d: &Self| match (d.digits.is_empty(), d.negative) {
            (true, _) => 0_i8,
            (false, true) => -1,
            (false, false) => 1,
        };
        let magnitude = || {
            self.exponent
                .cmp(&other.exponent)
                .then_with(|| self.digits.cmp(&other.digits))
        };
        sign(self).cmp(&sign(other)).then_with(|| {
            if self.negative {
                magnitude().reverse()
            } else {
                magnitude()
            }
        })
    }
}

impl PartialOrd for Decimal {
    fn partial_cmp(&self, other: &Self) -> Option<Ordering> {
        Some(self.cmp(other))
    }
}

/// Whether a text is a JSON number (RFC 8259, section 6).
pub(crate) fn is_json_number(text: &str) -> bool {
    let unsigned = text.strip_prefix('-').unwrap_or(text);
    let (mantissa, power) = match unsigned.split_once(['e', 'E']) {
        Some((mantissa, power)) => (mantissa, Some(power)),
        None => (unsigned, None),
    };
    let (whole, fraction) = match mantissa.split_once('.') {
        Some((whole, fraction)) => (whole, Some(fraction)),
        None => (mantissa, None),
    };
    are_digits(whole)
        && (whole.len() == 1 || !whole.starts_with('0'))
        && fraction.is_none_or(are_digits)
        && power.is_none_or(|p| are_digits(p.strip_prefix(['+', '-']).unwrap_or(p)))
}

fn are_digits(text: &str) -> bool {
    !text.is_empty() && text.bytes().all(|b| b.is_ascii_digit())
}

/// The value of an exponent part, which consists of digits with or without a sign.
fn power_of_ten(text: &str) -> i64 {
    let saturated = if text.starts_with('-') {
        i64::MIN
    } else {
        i64::MAX
    };
    text.parse().unwrap_or(saturated)
}

fn as_i64(length: usize) -> i64 {
    i64::try_from(length).unwrap_or(i64::MAX)
}

/// `10^exponent` modulo `modulus`, which fits in 64 bits.
fn power_modulo(mut exponent: u64, modulus: u128) -> u128 {
    let (mut result, mut base) = (1 % modulus, 10 % modulus);
    while exponent > 0 {
        if exponent & 1 == 1 {
            result = result * base % modulus;
        }
        base = base * base % modulus;
        exponent >>= 1;
    }
    result
}

#[cfg(test)]
mod tests {
    use super::*;

    fn decimal(text: &str) -> Decimal {
        Decimal::parse(text).unwrap_or_else(|| panic!("{text} is a number"))
    }

    #[test]
    fn numbers_are_compared_by_value() {
        let ascending = [
            "-1e400",
            "-9007199254740993",
            "-9007199254740992",
            "-1.5",
            "-1",
            "-1e-400",
            "0",
            "1e-400",
            "0.1",
            "0.10000000000000000001",
            "1",
            "99.99999999999999999999",
            "100",
            "100.000000000000000000001",
            "9007199254740992",
            "9007199254740993",
            "1e400",
            "1e99999999999999999999",
        ];
        for pair in ascending.windows(2) {
            assert!(decimal(pair[0]) < decimal(pair[1]), "{pair:?}");
        }
    }

    #[test]
    fn spelling_does_not_matter() {
        for (a, b) in [
            ("1", "1.0"),
            ("100", "1e2"),
            ("0", "-0.000e5"),
            ("12.50", "1250E-2"),
        ] {
            assert_eq!(decimal(a), decimal(b), "{a} {b}");
        }
    }

    #[test]
    fn divisibility_is_exact() {
        for (value, divisor, expected) in [
            ("0.3", "0.1", true),
            ("1234567890123.45", "0.01", true),
            ("1234567890123.455", "0.01", false),
            ("9007199254740993", "2", false),
            ("9007199254740994", "2", true),
            ("1e400", "3", false),
            ("3e400", "3", true),
            ("5", "10", false),
            ("50", "10", true),
            ("0", "7", true),
            ("7", "0", false),
            ("1e99999999999999999999", "7", false),
            ("7.5", "2.5", true),
        ] {
            assert_eq!(
                decimal(value).is_multiple_of(&decimal(divisor)),
                expected,
                "{value} {divisor}"
            );
        }
    }

    #[test]
    fn only_json_numbers_are_numbers() {
        for text in ["0", "-0", "10", "1.5", "1e5", "1E+5", "-1.25e-10"] {
            assert!(is_json_number(text), "{text}");
        }
        for text in [
            "", "-", "+1", "01", "1.", ".5", "1e", "1e+", "0x1", "NaN", "1 ", "\u{663}", "--1",
            "1.e5",
        ] {
            assert!(!is_json_number(text), "{text}");
            assert!(Decimal::parse(text).is_none(), "{text}");
        }
    }
}
