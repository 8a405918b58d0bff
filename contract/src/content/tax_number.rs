//! Tax numbers of companies and persons, by country.
//!
//! A Spanish number has a control character, so that a wrong number is an error. For other countries of the European Union, only
//! the form of the VAT number is checked. A debtor may have another number, so that a mismatch is a warning.

use super::{Doubt, european, spanish};

pub(super) const RULE: &str = "tax_number";

/// The rule of numbers whose form is unusual.
pub(super) const FORM: &str = "tax_number_form";

/// The code of Spain in ISO 3166-1.
const SPAIN: &str = "ES";

/// The finding about a number of this country.
pub(super) fn doubt(country: Option<&str>, text: &str) -> Option<Doubt> {
    let compact = compact(text);
    let digits = || compact.chars().filter(char::is_ascii_digit);
    if digits().next().is_some() && digits().all(|digit| digit == '0') {
        return Some(Doubt::unusual(
            FORM,
            "has no digit other than 0",
            "write the number of the debtor",
        ));
    }
    let (number, prefix) = match country {
        Some(country) => without_prefix(country, &compact),
        None => (compact.as_str(), None),
    };
    let own = match country {
        Some(SPAIN) => spanish::doubt(number),
        Some(country) => european::doubt(country, number),
        None => None,
    };
    own.or_else(|| {
        prefix.map(|prefix| {
            Doubt::unusual(
                FORM,
                format!("begins with {prefix}, the prefix of VAT numbers"),
                format!("write {number}"),
            )
        })
    })
    .or_else(|| characters(text, number))
}

/// A number in the form that official registers use: capital letters and digits, without the prefix of VAT numbers.
pub(super) fn plain(country: Option<&str>, text: &str) -> String {
    let compact = compact(text);
    let number = country.map_or(compact.as_str(), |country| {
        without_prefix(country, &compact).0
    });
    match country {
        Some(SPAIN) => spanish::padded(number),
        _ => number.to_owned(),
    }
}

/// Capital letters and digits.
fn compact(text: &str) -> String {
    let kept = text.chars().filter(|c| !is_separator(*c));
    kept.map(|c| c.to_ascii_uppercase()).collect()
}

fn is_separator(c: char) -> bool {
    c.is_whitespace() || matches!(c, '-' | '.' | '/')
}

/// A number without the prefix of VAT numbers, and the prefix. A text that is then shorter than any number keeps it.
fn without_prefix<'t>(country: &str, compact: &'t str) -> (&'t str, Option<&'t str>) {
    /// Shorter numbers begin with letters of their own.
    const SHORTEST: usize = 8;
    let prefix = european::prefix(country);
    match compact.strip_prefix(prefix) {
        Some(number) if number.len() >= SHORTEST => (number, compact.get(..prefix.len())),
        _ => (compact, None),
    }
}

/// The finding about the form of a number.
fn characters(text: &str, number: &str) -> Option<Doubt> {
    let odd = number
        .chars()
        .find(|c| !(c.is_ascii_alphanumeric() || matches!(c, '+' | '*')));
    if let Some(odd) = odd {
        return Some(Doubt::unusual(
            FORM,
            format!("has the character {odd:?}"),
            "write letters and digits",
        ));
    }
    (text != number).then(|| {
        Doubt::unusual(
            FORM,
            "has spaces, signs or small letters",
            format!("write {number}"),
        )
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn checked(country: &str, text: &str) -> Option<(bool, String)> {
        doubt(Some(country), text).map(|doubt| (doubt.is_warning, doubt.remedy))
    }

    #[test]
    fn a_form_that_is_unusual_is_a_warning_with_the_usual_one() {
        for (country, text, remedy) in [
            ("ES", "B-85905495", "write B85905495"),
            ("ES", "b85905495", "write B85905495"),
            ("ES", "ESB85905495", "write B85905495"),
            ("ES", "12345678 z", "write 12345678Z"),
            ("DE", "DE136695976", "write 136695976"),
            ("GR", "EL094259216", "write 094259216"),
            ("US", "94-1737782", "write 941737782"),
            ("US", "94_1737782", "write letters and digits"),
            ("ES", "00000000T", "write the number of the debtor"),
        ] {
            let expected = Some((true, remedy.to_owned()));
            assert_eq!(checked(country, text), expected, "{country} {text}");
        }
        for (country, text) in [
            ("ES", "B85905495"),
            ("DE", "136695976"),
            ("GR", "094259216"),
            ("US", "941737782"),
            ("IE", "3628739UA"),
        ] {
            assert_eq!(checked(country, text), None, "{country} {text}");
        }
    }

    #[test]
    fn a_wrong_number_is_an_error_however_it_is_written() {
        for text in ["B85905494", "ES B-85905494", "b85905494"] {
            assert!(matches!(checked("ES", text), Some((false, _))), "{text}");
        }
    }

    #[test]
    fn any_text_is_checked_without_a_panic() {
        for text in ["", " ", "ñ", "ES", "ESñ", "\u{3000}ES1", "ÑÑÑÑÑÑÑÑÑ", "1"] {
            for country in [None, Some("ES"), Some("DE"), Some("ZZ"), Some("")] {
                doubt(country, text);
                plain(country, text);
            }
        }
    }
}
