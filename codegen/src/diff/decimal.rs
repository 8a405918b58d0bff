//! Numbers compared by value: `10`, `10.0` and `1e1` are equal, and no digit is lost.

use std::cmp::Ordering;
use std::fmt::{Display, Formatter, Result};

use serde_json::Number;

/// A decimal number: `coefficient` times ten to the power of `exponent`. A JSON number has at most 20 digits.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Decimal {
    /// Zero, or not a multiple of ten.
    coefficient: i128,
    exponent: i32,
}

impl From<i128> for Decimal {
    fn from(integer: i128) -> Self {
        Self::new(integer, 0)
    }
}

impl Decimal {
    fn new(mut coefficient: i128, mut exponent: i32) -> Self {
        while coefficient != 0 && coefficient % 10 == 0 {
            coefficient /= 10;
            exponent += 1;
        }
        Self {
            coefficient,
            exponent: if coefficient == 0 { 0 } else { exponent },
        }
    }

    pub(super) fn of(number: &Number) -> Self {
        Self::parse(&number.to_string())
    }

    fn parse(text: &str) -> Self {
        let (mantissa, power) = text.split_once(['e', 'E']).unwrap_or((text, "0"));
        let (whole, fraction) = mantissa.split_once('.').unwrap_or((mantissa, ""));
        let coefficient = format!("{whole}{fraction}").parse().unwrap_or(0);
        let decimals = i32::try_from(fraction.len()).unwrap_or(0);
        Self::new(coefficient, power.parse::<i32>().unwrap_or(0) - decimals)
    }

    pub(super) fn is_zero(&self) -> bool {
        self.coefficient == 0
    }

    /// Both numbers as multiples of the same power of ten; `None` if they are too far apart.
    fn aligned(&self, other: &Self) -> Option<(i128, i128)> {
        let exponent = self.exponent.min(other.exponent);
        let scaled = |number: &Self| {
            let power = u32::try_from(number.exponent - exponent).ok()?;
            number.coefficient.checked_mul(10_i128.checked_pow(power)?)
        };
        Some((scaled(self)?, scaled(other)?))
    }

    /// Whether the number is a multiple of `other`; `false` if the two are too far apart to calculate it.
    pub(super) fn is_multiple_of(&self, other: &Self) -> bool {
        self.is_zero() && !other.is_zero()
            || matches!(self.aligned(other), Some((a, b)) if b != 0 && a % b == 0)
    }

    /// The equivalent inclusive limit for integers, and `false`: it is not exclusive. A number that is
    /// too large to calculate it is returned unchanged, with `exclusive`.
    pub(super) fn for_integers(self, upper: bool, exclusive: bool) -> (Self, bool) {
        let Some((value, one)) = self.aligned(&Self::from(1)) else {
            return (self, exclusive);
        };
        let (floor, is_whole) = (value.div_euclid(one), value.rem_euclid(one) == 0);
        let limit = match (is_whole, upper) {
            (true, _) if !exclusive => floor,
            (true, true) => floor - 1,
            (false, true) => floor,
            (_, false) => floor + 1,
        };
        (Self::from(limit), false)
    }
}

impl Ord for Decimal {
    fn cmp(&self, other: &Self) -> Ordering {
        let float = |number: &Self| {
            let text = format!("{}e{}", number.coefficient, number.exponent);
            text.parse().unwrap_or(f64::NAN)
        };
        match self.aligned(other) {
            Some((a, b)) => a.cmp(&b),
            // too far apart for rounding to matter
            None => float(self).total_cmp(&float(other)),
        }
    }
}

impl PartialOrd for Decimal {
    fn partial_cmp(&self, other: &Self) -> Option<Ordering> {
        Some(self.cmp(other))
    }
}

impl Display for Decimal {
    fn fmt(&self, f: &mut Formatter<'_>) -> Result {
        let (coefficient, exponent) = (self.coefficient, self.exponent);
        match exponent {
            0..=20 => write!(f, "{}", coefficient * 10_i128.pow(exponent.unsigned_abs())),
            -20..0 => {
                let decimals = exponent.unsigned_abs();
                let (one, sign) = (
                    10_u128.pow(decimals),
                    if coefficient < 0 { "-" } else { "" },
                );
                let digits = coefficient.unsigned_abs();
                let (whole, rest, width) = (digits / one, digits % one, decimals as usize);
                write!(f, "{sign}{whole}.{rest:0width$}")
            }
            _ => write!(f, "{coefficient}e{exponent}"),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_compare_by_value() {
        let sorted = [
            "-1e2",
            "-10.5",
            "-0.01",
            "0",
            "1e-300",
            "0.009",
            "0.01",
            "1.5",
            "9",
            "10",
            "10.5",
            "18446744073709551615",
            "1e300",
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
        for text in ["-12.05", "-0.05", "1.7976931348623157e308", "5e-324"] {
            assert_eq!(
                Decimal::parse(text),
                Decimal::parse(&Decimal::parse(text).to_string())
            );
        }
        assert_eq!(Decimal::parse("-12.050").to_string(), "-12.05");
        assert_eq!(Decimal::parse("-0.05").to_string(), "-0.05");
    }

    #[test]
    fn multiples_are_exact() {
        let multiple = |a: &str, b: &str| Decimal::parse(a).is_multiple_of(&Decimal::parse(b));
        assert!(multiple("0.3", "0.1") && multiple("10", "2.5") && multiple("0", "7"));
        assert!(!multiple("0.35", "0.1") && !multiple("1", "0") && !multiple("1e300", "3"));
    }

    #[test]
    fn limits_of_integers_are_integers() {
        let limit = |text, upper, exclusive| Decimal::parse(text).for_integers(upper, exclusive).0;
        assert_eq!(limit("10", true, true), Decimal::parse("9"));
        assert_eq!(limit("10", true, false), Decimal::parse("10"));
        assert_eq!(limit("9.5", true, true), Decimal::parse("9"));
        assert_eq!(limit("-9.5", true, false), Decimal::parse("-10"));
        assert_eq!(limit("-9.5", false, false), Decimal::parse("-9"));
        assert_eq!(limit("10", false, true), Decimal::parse("11"));
    }
}
