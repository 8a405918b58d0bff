//! Countries of ISO 3166-1 and currencies of ISO 4217.

use iso_currency::{Country, Currency};

use super::ContentProblem;

/// Codes that other lists use for countries, each with the code of ISO 3166-1.
const OTHER_COUNTRIES: [(&str, &str); 3] = [("EL", "GR"), ("UK", "GB"), ("XI", "GB")];

/// The code of Kosovo in the European Union. ISO 3166-1 has none, and leaves this one to its users.
const KOSOVO: &str = "XK";

/// The problem with a code of a country.
pub(super) fn country(code: &str) -> Option<ContentProblem> {
    let is_country = |code: &str| {
        code.parse::<Country>()
            .is_ok_and(|found| found != Country::Unspecified)
    };
    if is_country(code) {
        return None;
    }
    let upper = code.trim().to_ascii_uppercase();
    if upper == KOSOVO {
        return Some(ContentProblem::Kosovo);
    }
    let other = OTHER_COUNTRIES.iter().find(|(other, _)| *other == upper);
    let in_capitals = || is_country(&upper).then_some(upper.as_str());
    let intended = other.map(|(_, code)| *code).or_else(in_capitals);
    Some(ContentProblem::Country {
        intended: intended.map(str::to_owned),
    })
}

/// The problem with a code of a currency.
pub(super) fn currency(code: &str) -> Option<ContentProblem> {
    let Some(currency) = Currency::from_code(code) else {
        let upper = code.trim().to_ascii_uppercase();
        let intended = Currency::from_code(&upper);
        return Some(ContentProblem::Currency {
            intended: intended.map(|currency| currency.code().to_owned()),
        });
    };
    if let Some(successor) = currency.is_superseded() {
        return Some(ContentProblem::ReplacedCurrency {
            successor: successor.code().to_owned(),
        });
    }
    (currency.is_special() || currency.is_fund()).then_some(ContentProblem::NoInvoiceCurrency)
}

/// The codes of all countries, with their names.
pub(super) fn countries() -> Vec<(String, String)> {
    let codes = words(2).filter_map(|code| {
        let country = code.parse::<Country>().ok()?;
        Some((code, country.name().to_owned()))
    });
    codes.collect()
}

/// The codes of all currencies that invoices use, with their names.
pub(super) fn currencies() -> Vec<(String, String)> {
    let codes = words(3).filter_map(|code| {
        let listed = Currency::from_code(&code).filter(|_| currency(&code).is_none())?;
        Some((code, listed.name().to_owned()))
    });
    codes.collect()
}

/// All words of this many capital letters. Iterators of `iso_currency` would need another dependency.
fn words(length: usize) -> Box<dyn Iterator<Item = String>> {
    match length.checked_sub(1) {
        None => Box::new(std::iter::once(String::new())),
        Some(shorter) => Box::new(
            words(shorter).flat_map(|word| ('A'..='Z').map(move |last| format!("{word}{last}"))),
        ),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn kind_and_remedy(problem: Option<ContentProblem>) -> Option<(bool, String)> {
        problem.map(|problem| (problem.is_warning(), problem.remedy()))
    }

    #[test]
    fn countries_are_those_of_iso_3166() {
        for known in ["ES", "DE", "GR", "GB", "SS", "CW", "AX"] {
            assert_eq!(country(known), None, "{known}");
        }
        let error = |remedy: &str| Some((false, remedy.to_owned()));
        for (code, expected) in [
            ("EL", error("write GR")),
            ("UK", error("write GB")),
            ("es", error("write ES")),
            ("XX", error("write two capital letters such as ES")),
            ("AN", error("write two capital letters such as ES")),
            ("", error("write two capital letters such as ES")),
            ("ESP", error("write two capital letters such as ES")),
            (
                "XK",
                Some((true, "ask the insurer for its code".to_owned())),
            ),
        ] {
            assert_eq!(kind_and_remedy(country(code)), expected, "{code:?}");
        }
    }

    #[test]
    fn currencies_are_those_of_iso_4217() {
        for known in ["EUR", "USD", "PLN", "MXN"] {
            assert_eq!(currency(known), None, "{known}");
        }
        let error = |remedy: &str| Some((false, remedy.to_owned()));
        let warning = |remedy: &str| Some((true, remedy.to_owned()));
        for (code, expected) in [
            ("EURO", error("write three capital letters such as EUR")),
            ("€", error("write three capital letters such as EUR")),
            ("eur", error("write EUR")),
            ("HRK", warning("write the amount in EUR")),
            ("XAU", warning("write the currency of the invoices")),
            ("XXX", warning("write the currency of the invoices")),
        ] {
            assert_eq!(kind_and_remedy(currency(code)), expected, "{code:?}");
        }
    }

    #[test]
    fn all_codes_are_listed_with_their_names() {
        let has = |list: &[(String, String)], code: &str, name: &str| {
            list.contains(&(code.to_owned(), name.to_owned()))
        };
        let (countries, currencies) = (countries(), currencies());
        assert_eq!(countries.len(), 249);
        assert!(has(&countries, "ES", "Spain"));
        assert!(currencies.len() > 140, "{}", currencies.len());
        assert!(has(&currencies, "EUR", "Euro"));
        assert!(!currencies.iter().any(|(code, _)| code == "HRK"));
    }
}
