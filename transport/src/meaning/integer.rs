//! Integers in a string: `"600002"`.

use super::{Form, Invalid, Plain, Takes};
use crate::number;

/// An integer in a string.
#[derive(Debug, Clone, Copy)]
pub struct Whole;

impl Form for Whole {
    type Value = i64;
    const EXPECTED: &'static str = "an integer";

    fn read(text: &str) -> Option<i64> {
        let text = text.trim();
        let digits = text.strip_prefix('-').unwrap_or(text);
        let is_plain = digits.bytes().all(|byte| byte.is_ascii_digit());
        text.parse().ok().filter(|_| is_plain)
    }

    fn read_number(digits: &str) -> Option<i64> {
        let number = number::parse(digits).ok()?;
        i64::try_from(number).ok().filter(|_| number.is_integer())
    }

    fn parse(text: &str) -> Result<i64, Invalid> {
        Self::read(text).ok_or_else(|| {
            let problem = "is not an integer of 64 bits";
            Invalid::new(text.trim(), problem, "digits without separators")
        })
    }

    fn write(value: i64) -> String {
        value.to_string()
    }

    /// User input is kept, as leading zeros can belong to the number of a document or contract.
    fn keeps(text: &str) -> bool {
        text.trim() == text
    }
}

macro_rules! takes {
    ($($number:ty),*) => { $(
        impl Takes<$number> for Whole {
            fn take(value: $number) -> i64 {
                value.into()
            }
        }

        impl Plain for $number {}
    )* };
}

takes!(i32, i64, u32);

#[cfg(test)]
mod tests {
    use super::*;
    use crate::meaning::{State, Text};

    type Integer = Text<Whole>;

    #[test]
    fn integers_are_read_from_strings_and_numbers() {
        for (json, value) in [
            (r#""600002""#, Some(600_002)),
            (r#""007""#, Some(7)),
            (r#""-3""#, Some(-3)),
            ("600002", Some(600_002)),
            ("5.0", Some(5)),
            ("5.5", None),
            (r#""+3""#, None),
            (r#""9223372036854775808""#, None),
            (r#""1.000""#, None),
        ] {
            let integer: Integer = serde_json::from_str(json).unwrap();
            assert_eq!(integer.value(), value, "{json}");
            assert_eq!(serde_json::to_string(&integer).unwrap(), json);
        }
        let none: Integer = serde_json::from_str(r#""""#).unwrap();
        assert_eq!(none.state(), State::Absent);
    }

    #[test]
    fn leading_zeros_of_user_input_are_kept() {
        assert_eq!("007".parse::<Integer>().unwrap().as_str(), "007");
        assert_eq!(" 7 ".parse::<Integer>().unwrap().as_str(), "7");
        assert_eq!(Integer::from(7_i64).as_str(), "7");
        assert_eq!(
            "1.000".parse::<Integer>().unwrap_err().to_string(),
            r#""1.000" is not an integer of 64 bits; write digits without separators"#
        );
    }
}
