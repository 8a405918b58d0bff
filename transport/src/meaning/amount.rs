//! Amounts and percentages with a decimal comma: `"100000,00"`.

use std::marker::PhantomData;

use rust_decimal::Decimal as Number;

use super::{Form, Invalid, Plain, Takes};
use crate::number;

/// A type of exact numbers, which [`decimal_type!`](crate::decimal_type) defines.
pub trait Exact: Copy + std::fmt::Debug + From<Number> + Into<Number> {}

/// A number of type `N` with a decimal comma and at least two decimals.
///
/// `GROUPS` states whether `40.000` of a user is refused, as it can mean forty thousand. It cannot if numbers of this kind
/// have three decimals, as percentages do.
#[derive(Debug, Clone, Copy)]
pub struct Comma<N, const GROUPS: bool>(PhantomData<N>);

/// An amount: `"100000,00"`.
///
/// Users can write `100000`, `100000.00` or `100000,00`. Thousands separators are refused, and so is `40.000`, which
/// can mean forty or forty thousand.
pub type AmountComma<N> = Comma<N, true>;

/// A percentage: `"90,00"`, `"0,355"`.
pub type PercentageComma<N> = Comma<N, false>;

impl<N: Exact, const GROUPS: bool> Form for Comma<N, GROUPS> {
    type Value = N;
    const EXPECTED: &'static str = if GROUPS { "an amount" } else { "a percentage" };

    fn read(text: &str) -> Option<N> {
        let text = text.trim();
        let plain = match text.split_once(',') {
            Some((whole, decimals)) if are_digits(decimals) => {
                format!("{}.{decimals}", without_groups(whole)?)
            }
            Some(_) => return None,
            None if text.matches('.').count() > 1 => without_groups(text)?,
            // thousands, or three decimals
            None if is_ambiguous(text) => return None,
            None => text.to_owned(),
        };
        number(&plain).map(N::from)
    }

    fn read_number(digits: &str) -> Option<N> {
        number::parse(digits).ok().map(N::from)
    }

    fn parse(text: &str) -> Result<N, Invalid> {
        let given = text.trim();
        let separators = given.matches(['.', ',']).count();
        if separators > 1 {
            let plain = without_any_groups(given);
            let remedy = plain.as_deref().unwrap_or("digits and one decimal comma");
            let problem = "has thousands separators";
            return Err(Invalid::new(given, problem, remedy));
        }
        if GROUPS && is_ambiguous(given) {
            let (whole, decimals) = given.split_once(['.', ',']).unwrap_or_default();
            let large = format!("{whole}{decimals}");
            let problem = format!("is {large} or {whole} with decimals");
            let small = match decimals.trim_end_matches('0') {
                "" => format!("{whole},00"),
                _ => format!("{whole},{decimals}0"),
            };
            let remedy = format!("{large},00 or {small}");
            return Err(Invalid::new(given, problem, remedy));
        }
        number(&given.replace(',', "."))
            .map(N::from)
            .ok_or_else(|| {
                let problem = format!("is not {} of at most 28 digits", Self::EXPECTED);
                Invalid::new(given, problem, "digits, such as 100000,00 or 100000.00")
            })
    }

    fn write(value: N) -> String {
        Self::write_number(value).replace('.', ",")
    }

    fn write_number(value: N) -> String {
        let number: Number = value.into();
        let text = number.normalize().to_string();
        let (whole, decimals) = text.split_once('.').unwrap_or((&text, ""));
        format!("{whole}.{decimals:0<2}")
    }
}

impl<N: Exact, const GROUPS: bool> Takes<N> for Comma<N, GROUPS> {
    fn take(value: N) -> N {
        value
    }
}

macro_rules! takes {
    ($($number:ty),*) => { $(
        impl<N: Exact, const GROUPS: bool> Takes<$number> for Comma<N, GROUPS> {
            fn take(value: $number) -> N {
                Number::from(value).into()
            }
        }
    )* };
}

takes!(Number, i32, i64, u32);

impl Plain for Number {}

fn are_digits(text: &str) -> bool {
    !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_digit())
}

/// Parses digits with an optional minus sign and decimal point.
fn number(text: &str) -> Option<Number> {
    let unsigned = text.strip_prefix('-').unwrap_or(text);
    let (whole, decimals) = unsigned.split_once('.').unwrap_or((unsigned, "0"));
    let plain = are_digits(whole) && are_digits(decimals);
    number::parse(text).ok().filter(|_| plain)
}

/// Whether the only separator of a number can be a decimal separator or a thousands separator.
fn is_ambiguous(text: &str) -> bool {
    let unsigned = text.strip_prefix('-').unwrap_or(text);
    unsigned
        .split_once(['.', ','])
        .is_some_and(|(whole, decimals)| {
            let is_group = whole.len() <= 3 && are_digits(whole) && !whole.starts_with('0');
            is_group && decimals.len() == 3 && are_digits(decimals)
        })
}

/// Converts `1.234.567` to `1234567`; `None` if the points do not separate groups of three digits. A number without
/// points is unchanged.
fn without_groups(text: &str) -> Option<String> {
    join_groups(text, '.')
}

/// Removes the thousands separators of a whole number; `None` if they do not separate groups of three digits.
fn join_groups(text: &str, separator: char) -> Option<String> {
    let unsigned = text.strip_prefix('-').unwrap_or(text);
    let mut groups = unsigned.split(separator);
    let first = groups.next().filter(|first| are_digits(first))?;
    let rest: Vec<&str> = groups.collect();
    let are_groups = rest
        .iter()
        .all(|group| group.len() == 3 && are_digits(group));
    let is_valid = rest.is_empty() || (first.len() <= 3 && are_groups);
    is_valid.then(|| text.replace(separator, ""))
}

/// The documented form of a number with points or commas as thousands separators; `None` if it is not such a number.
fn without_any_groups(text: &str) -> Option<String> {
    let position = text.rfind(['.', ','])?;
    let (whole, decimals) = (text.get(..position)?, text.get(position + 1..)?);
    let (last, other) = match text.get(position..=position)? {
        "," => (',', '.'),
        _ => ('.', ','),
    };
    if whole.contains(other) {
        let whole = join_groups(whole, other)?;
        return are_digits(decimals).then(|| format!("{whole},{decimals}"));
    }
    join_groups(text, last).map(|whole| format!("{whole},00"))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::Decimal;
    use crate::meaning::{State, Text};

    type Amount = Text<AmountComma<Decimal>>;
    type Percentage = Text<PercentageComma<Decimal>>;

    fn read(text: &str) -> Option<String> {
        AmountComma::<Decimal>::read(text).map(|amount| amount.to_string())
    }

    #[test]
    fn an_amount_of_a_server_is_read_unless_it_is_ambiguous() {
        for (text, value) in [
            ("100000,00", Some("100000.00")),
            ("1.234,56", Some("1234.56")),
            ("1.234.567", Some("1234567")),
            ("-12.345,6", Some("-12345.6")),
            (" 7,5 ", Some("7.5")),
            ("100000.00", Some("100000.00")),
            ("40,125", Some("40.125")),
            ("40", Some("40")),
            // forty, or forty thousand
            ("40.000", None),
            ("1,234.56", None),
            ("12.34,5", None),
            ("1,2,3", None),
            ("1e3", None),
            ("+5", None),
            (",5", None),
            ("5,", None),
            ("EUR 5", None),
        ] {
            assert_eq!(read(text).as_deref(), value, "{text}");
        }
    }

    #[test]
    fn user_input_is_converted_to_the_documented_form() {
        for (text, sent) in [
            ("100000", "100000,00"),
            ("100000.00", "100000,00"),
            ("100000,00", "100000,00"),
            ("0.5", "0,50"),
            ("0,125", "0,125"),
            ("1234.567", "1234,567"),
            ("-3", "-3,00"),
            ("12.3000", "12,30"),
        ] {
            let amount: Amount = text.parse().unwrap();
            assert_eq!(amount.as_str(), sent, "{text}");
        }
        let rate: Percentage = "12.345".parse().unwrap();
        assert_eq!(rate.as_str(), "12,345");
    }

    #[test]
    fn an_ambiguous_amount_is_refused_with_both_meanings() {
        let message = |text: &str| text.parse::<Amount>().unwrap_err().to_string();
        assert_eq!(
            message("40.000"),
            r#""40.000" is 40000 or 40 with decimals; write 40000,00 or 40,00"#
        );
        assert_eq!(
            message("40,125"),
            r#""40,125" is 40125 or 40 with decimals; write 40125,00 or 40,1250"#
        );
        assert_eq!(
            message("40.000,00"),
            r#""40.000,00" has thousands separators; write 40000,00"#
        );
        assert_eq!(
            message("1,234.56"),
            r#""1,234.56" has thousands separators; write 1234,56"#
        );
        assert!(message("1.234.567").ends_with("write 1234567,00"));
        assert!(message("1.2.3").ends_with("write digits and one decimal comma"));
        assert!(message("4 EUR").contains("is not an amount of at most 28 digits"));
        // the suggested forms are accepted
        for text in ["40000,00", "40,00", "40125,00", "40,1250"] {
            text.parse::<Amount>().unwrap();
        }
    }

    #[test]
    fn a_json_number_is_read_from_its_digits() {
        let amount: Amount = serde_json::from_str("100.000").unwrap();
        assert_eq!(amount.value(), Some("100.000".parse().unwrap()));
        assert_eq!(serde_json::to_string(&amount).unwrap(), "100.000");
        let long = "12345678901234567890.12";
        let amount: Amount = serde_json::from_str(long).unwrap();
        assert_eq!(amount.value().unwrap().to_string(), long);
        // a float may have lost digits, so it has no value
        let lost: Amount =
            serde_json::from_value(serde_json::json!(0.123_456_789_012_345_67)).unwrap();
        assert!(matches!(lost.state(), State::Other(_)), "{lost:?}");
    }

    #[test]
    fn a_number_is_written_exactly() {
        let written = |text: &str| Amount::from(text.parse::<Decimal>().unwrap()).to_string();
        assert_eq!(
            written("79228162514264337593543950335"),
            "79228162514264337593543950335,00"
        );
        assert_eq!(written("-0.001"), "-0,001");
        assert_eq!(written("4e4"), "40000,00");
        assert_eq!(written("-0"), "0,00");
        assert_eq!(Amount::from(5).as_str(), "5,00");
    }
}
