//! Tax numbers of companies and persons, by country.
//!
//! A Spanish number has a check character, so that a wrong number is an error. For other countries of the European Union, only
//! the form of the VAT number is checked. A debtor may have another number, so that a mismatch is a warning.

use super::{ContentProblem, european, spanish};

/// The code of Spain in ISO 3166-1.
const SPAIN: &str = "ES";

/// The problem with a number of this country.
pub(super) fn check(country: Option<&str>, text: &str) -> Option<ContentProblem> {
    let compact = compact(text);
    let digits = || compact.chars().filter(char::is_ascii_digit);
    if digits().next().is_some() && digits().all(|digit| digit == '0') {
        return Some(ContentProblem::OnlyZeros);
    }
    let (number, prefix) = match country {
        Some(country) => without_prefix(country, &compact),
        None => (compact.as_str(), None),
    };
    let problem = match country {
        Some(SPAIN) => spanish::check(number),
        Some(country) => european::check(country, number),
        None => None,
    };
    problem
        .or_else(|| {
            prefix.map(|prefix| ContentProblem::VatPrefix {
                prefix: prefix.to_owned(),
                number: number.to_owned(),
            })
        })
        .or_else(|| check_characters(text, number))
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

/// A text in capitals, without separators.
fn compact(text: &str) -> String {
    let kept = text.chars().filter(|c| !is_separator(*c));
    kept.map(|c| c.to_ascii_uppercase()).collect()
}

fn is_separator(c: char) -> bool {
    c.is_whitespace() || matches!(c, '-' | '.' | '/')
}

/// A number without the prefix of VAT numbers, and the prefix.
fn without_prefix<'t>(country: &str, compact: &'t str) -> (&'t str, Option<&'t str>) {
    /// The shortest number. If a shorter text would remain, the letters are a part of the number.
    const SHORTEST: usize = 8;
    let prefix = european::prefix(country);
    match compact.strip_prefix(prefix) {
        Some(number) if number.len() >= SHORTEST => (number, compact.get(..prefix.len())),
        _ => (compact, None),
    }
}

/// The problem with the characters of a number.
fn check_characters(text: &str, number: &str) -> Option<ContentProblem> {
    let odd = number
        .chars()
        .find(|c| !(c.is_ascii_alphanumeric() || matches!(c, '+' | '*')));
    if let Some(odd) = odd {
        return Some(ContentProblem::Character(odd));
    }
    (text != number).then(|| ContentProblem::Spelling {
        number: number.to_owned(),
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn kind_and_remedy(country: &str, text: &str) -> Option<(bool, String)> {
        check(Some(country), text).map(|problem| (problem.is_warning(), problem.remedy()))
    }

    #[test]
    fn an_unusual_form_is_a_warning_with_the_usual_form() {
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
            assert_eq!(kind_and_remedy(country, text), expected, "{country} {text}");
        }
        for (country, text) in [
            ("ES", "B85905495"),
            ("DE", "136695976"),
            ("GR", "094259216"),
            ("US", "941737782"),
            ("IE", "3628739UA"),
        ] {
            assert_eq!(kind_and_remedy(country, text), None, "{country} {text}");
        }
    }

    #[test]
    fn a_wrong_number_is_an_error_in_any_form() {
        for text in ["B85905494", "ES B-85905494", "b85905494"] {
            assert!(
                matches!(kind_and_remedy("ES", text), Some((false, _))),
                "{text}"
            );
        }
    }

    #[test]
    fn no_text_causes_a_panic() {
        for text in ["", " ", "ñ", "ES", "ESñ", "\u{3000}ES1", "ÑÑÑÑÑÑÑÑÑ", "1"] {
            for country in [None, Some("ES"), Some("DE"), Some("ZZ"), Some("")] {
                check(country, text);
                plain(country, text);
            }
        }
    }
}
