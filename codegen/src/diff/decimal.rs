//! Numbers by their value: `10`, `10.0` and `1e1` are one number, and no digit is lost.

use std::cmp::Ordering;

use serde_json::Number;

/// A decimal number, exactly: `0.digits` times ten to the power of `exponent`.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Decimal {
    negative: bool,
    /// Without zeros at either end; empty for zero.
    digits: String,
    exponent: i64,
}

impl Decimal {
    pub(super) fn of(number: &Number) -> Self {
        Self::parse(&number.to_string())
    }

    pub(super) fn zero() -> Self {
        Self::parse("0")
    }

    pub(super) fn parse(text: &str) -> Self {
        let lower = text.to_ascii_lowercase();
        let (mantissa, power) = lower.split_once('e').unwrap_or((&lower, "0"));
        let unsigned = mantissa.trim_start_matches(['-', '+']);
        let (whole, fraction) = unsigned.split_once('.').unwrap_or((unsigned, ""));
        let all = format!("{whole}{fraction}");
        let digits = all.trim_start_matches('0');
        let zeros = i64::try_from(all.len() - digits.len()).unwrap_or(i64::MAX);
        let places = i64::try_from(whole.len()).unwrap_or(i64::MAX);
        let digits = digits.trim_end_matches('0').to_owned();
        let power: i64 = power.parse().unwrap_or(0);
        Self {
            negative: mantissa.starts_with('-') && !digits.is_empty(),
            exponent: if digits.is_empty() {
                0
            } else {
                places.saturating_sub(zeros).saturating_add(power)
            },
            digits,
        }
    }

    pub(super) fn is_zero(&self) -> bool {
        self.digits.is_empty()
    }

    /// The number times ten to the power of `scale`, where that is an integer that fits.
    fn scaled(&self, scale: i64) -> Option<i128> {
        let zeros = self.exponent.checked_add(scale)?;
        let zeros = zeros.checked_sub(i64::try_from(self.digits.len()).ok()?)?;
        let mut value: i128 = format!("0{}", self.digits).parse().ok()?;
        if value != 0 {
            let power = u32::try_from(zeros).ok()?;
            value = value.checked_mul(10_i128.checked_pow(power)?)?;
        }
        Some(if self.negative { -value } else { value })
    }

    /// How many digits stand behind the decimal point.
    fn places(&self) -> i64 {
        let length = i64::try_from(self.digits.len()).unwrap_or(i64::MAX);
        length.saturating_sub(self.exponent).max(0)
    }

    /// Whether the number is a multiple of `other`; `false` where it is too long to know.
    pub(super) fn is_multiple_of(&self, other: &Self) -> bool {
        let scale = self.places().max(other.places());
        let (a, b) = (self.scaled(scale), other.scaled(scale));
        matches!((a, b), (Some(a), Some(b)) if b != 0 && a % b == 0)
    }

    /// The limit for integers that this limit, or one just beyond it, is.
    pub(super) fn of_integers(self, upper: bool, exclusive: bool) -> (Self, bool) {
        let places = self.places();
        if places == 0 && !exclusive {
            return (self, false);
        }
        let step = if upper { -1 } else { 1 };
        let whole = u32::try_from(places)
            .ok()
            .and_then(|places| 10_i128.checked_pow(places));
        let limit = self.scaled(places).zip(whole).map(|(value, one)| {
            let floor = value.div_euclid(one);
            match value.rem_euclid(one) {
                0 => floor + step,
                _ if upper => floor,
                _ => floor + 1,
            }
        });
        limit.map_or((self, exclusive), |limit| {
            (Self::parse(&limit.to_string()), false)
        })
    }
}

impl Ord for Decimal {
    fn cmp(&self, other: &Self) -> Ordering {
        let sign = |number: &Self| match (number.is_zero(), number.negative) {
            (true, _) => 0,
            (_, true) => -1,
            (_, false) => 1,
        };
        let size = (self.exponent, &self.digits).cmp(&(other.exponent, &other.digits));
        match sign(self).cmp(&sign(other)) {
            Ordering::Equal if self.negative => size.reverse(),
            Ordering::Equal => size,
            unequal => unequal,
        }
    }
}

impl PartialOrd for Decimal {
    fn partial_cmp(&self, other: &Self) -> Option<Ordering> {
        Some(self.cmp(other))
    }
}

impl std::fmt::Display for Decimal {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        let sign = if self.negative { "-" } else { "" };
        match usize::try_from(self.exponent) {
            Ok(0) if self.is_zero() => f.write_str("0"),
            Ok(whole @ 0..=40) => {
                let padded = format!("{:0<whole$}", self.digits);
                let (whole, fraction) = padded.split_at_checked(whole).unwrap_or((&padded, ""));
                let zero = if whole.is_empty() { "0" } else { "" };
                let point = if fraction.is_empty() { "" } else { "." };
                write!(f, "{sign}{zero}{whole}{point}{fraction}")
            }
            _ => write!(f, "{sign}0.{}e{}", self.digits, self.exponent),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_compare_by_value() {
        let sorted = [
            "-1e2", "-10.5", "-0.01", "0", "0.009", "0.01", "1.5", "9", "10", "10.5", "1e300",
        ];
        for (i, a) in sorted.iter().enumerate() {
            for (j, b) in sorted.iter().enumerate() {
                assert_eq!(
                    Decimal::parse(a).cmp(&Decimal::parse(b)),
                    i.cmp(&j),
                    "{a} {b}"
                );
            }
        }
        for same in ["10", "10.0", "1e1", "1E+1", "100e-1", "010.00"] {
            assert_eq!(Decimal::parse(same), Decimal::parse("10"));
            assert_eq!(Decimal::parse(same).to_string(), "10");
        }
        assert_ne!(
            Decimal::parse("0.1"),
            Decimal::parse("0.1000000000000000000001")
        );
        assert_eq!(Decimal::parse("-0.0"), Decimal::parse("0"));
        assert_eq!(Decimal::parse("-12.050").to_string(), "-12.05");
    }

    #[test]
    fn multiples_are_exact() {
        let multiple = |a: &str, b: &str| Decimal::parse(a).is_multiple_of(&Decimal::parse(b));
        assert!(multiple("0.3", "0.1") && multiple("10", "2.5") && multiple("0", "7"));
        assert!(!multiple("0.35", "0.1") && !multiple("1", "0") && !multiple("1e300", "3"));
    }

    #[test]
    fn limits_of_integers_are_integers() {
        let limit = |text, upper, exclusive| Decimal::parse(text).of_integers(upper, exclusive).0;
        assert_eq!(limit("10", true, true), Decimal::parse("9"));
        assert_eq!(limit("9.5", true, true), Decimal::parse("9"));
        assert_eq!(limit("-9.5", true, false), Decimal::parse("-10"));
        assert_eq!(limit("-9.5", false, false), Decimal::parse("-9"));
        assert_eq!(limit("10", false, true), Decimal::parse("11"));
    }
}
