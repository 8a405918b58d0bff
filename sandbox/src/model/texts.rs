//! Text functions of scripts: patterns, and numbers with a decimal comma.

use std::collections::HashMap;
use std::sync::{Mutex, PoisonError};

use regex::Regex;
use rhai::{Dynamic, Engine, EvalAltResult, INT};
use rust_decimal::{Decimal, RoundingStrategy};

/// The size of the pattern cache. A model has few patterns, unless it computes them.
const MAX_PATTERNS: usize = 100;

pub(super) fn register(engine: &mut Engine) {
    let patterns = Mutex::new(HashMap::new());
    engine
        .register_fn("matches", move |text: &str, pattern: &str| {
            matches(&patterns, text, pattern)
        })
        .register_fn("from_comma", from_comma)
        .register_fn("to_comma", |number: Decimal, decimals: INT| {
            to_comma(number, decimals)
        })
        .register_fn("to_comma", |number: INT, decimals: INT| {
            to_comma(number.into(), decimals)
        });
}

/// Whether a pattern is found in the text.
fn matches(
    patterns: &Mutex<HashMap<String, Regex>>,
    text: &str,
    pattern: &str,
) -> Result<bool, Box<EvalAltResult>> {
    let mut patterns = patterns.lock().unwrap_or_else(PoisonError::into_inner);
    if let Some(cached) = patterns.get(pattern) {
        return Ok(cached.is_match(text));
    }
    let regex = Regex::new(pattern).map_err(|error| error.to_string())?;
    let is_match = regex.is_match(text);
    if patterns.len() < MAX_PATTERNS {
        patterns.insert(pattern.to_owned(), regex);
    }
    Ok(is_match)
}

/// The number of a text such as `1234,56` or `1.234,56`; unit for other text.
fn from_comma(text: &str) -> Dynamic {
    let (whole, fraction) = text.split_once(',').unwrap_or((text, ""));
    let is_digits = |text: &str| !text.is_empty() && text.bytes().all(|b| b.is_ascii_digit());
    let (sign, whole) = match whole.strip_prefix('-') {
        Some(whole) => ("-", whole),
        None => ("", whole),
    };
    let mut groups = whole.split('.');
    let first = groups.next().unwrap_or_default();
    let grouped = whole.contains('.');
    let is_number = is_digits(first)
        && (!grouped || first.len() <= 3)
        && groups.all(|group| group.len() == 3 && is_digits(group))
        && (is_digits(fraction) || !text.contains(','));
    if !is_number {
        return Dynamic::UNIT;
    }
    let plain = format!("{sign}{}.{fraction}", whole.replace('.', ""));
    let number = Decimal::from_str_exact(plain.trim_end_matches('.'));
    number.map_or(Dynamic::UNIT, Dynamic::from_decimal)
}

/// The number as `1234,50`, rounded to this many decimals.
fn to_comma(number: Decimal, decimals: INT) -> Result<String, Box<EvalAltResult>> {
    let scale = u32::try_from(decimals).ok().filter(|scale| *scale <= 28);
    let scale = scale.ok_or_else(|| format!("{decimals} is not a number of decimals"))?;
    let rounded = number.round_dp_with_strategy(scale, RoundingStrategy::MidpointAwayFromZero);
    let scale = usize::try_from(scale).unwrap_or_default();
    Ok(format!("{rounded:.scale$}").replace('.', ","))
}

#[cfg(test)]
mod tests {
    use super::super::engine::tests::text;

    #[test]
    fn numbers_with_a_comma_are_exact_in_both_directions() {
        for (from, to) in [
            ("100000,00", "100000,00"),
            ("1.234.567,8", "1234567,80"),
            ("-0,005", "-0,01"),
            ("0", "0,00"),
            ("90071992547409,93", "90071992547409,93"),
        ] {
            assert_eq!(
                text(&format!("to_comma(from_comma({from:?}), 2)")).unwrap(),
                to
            );
        }
        assert_eq!(text("to_comma(5, 0)").unwrap(), "5");
        assert_eq!(
            text(r#"from_comma("0,10") + from_comma("0,20") == 0.3"#).unwrap(),
            "true"
        );
        for wrong in [
            "", ",", "1,", ",5", "1.23", "1234.567", "1,2,3", "1e3", "a", "1 000",
        ] {
            assert_eq!(
                text(&format!("from_comma({wrong:?}) == ()")).unwrap(),
                "true",
                "{wrong}"
            );
        }
        assert!(text("to_comma(1, -1)").is_err());
    }

    #[test]
    fn patterns_are_searched_for_and_a_wrong_one_is_an_error() {
        assert_eq!(text(r#""28001".matches("^[0-9]{5}$")"#).unwrap(), "true");
        assert_eq!(text(r#""2800".matches("^[0-9]{5}$")"#).unwrap(), "false");
        assert!(text(r#""x".matches("(")"#).is_err());
    }
}
