//! Countries of ISO 3166-1 and currencies of ISO 4217.

use iso_currency::{Country, Currency};

use super::Doubt;

/// Codes that other lists use for countries, and those of ISO 3166-1.
const OTHER_COUNTRIES: [(&str, &str); 3] = [("EL", "GR"), ("UK", "GB"), ("XI", "GB")];

/// Kosovo has no code of ISO 3166-1; the European Union uses this one, of those that users may assign.
const KOSOVO: &str = "XK";

pub(super) fn country(code: &str) -> Option<Doubt> {
    const RULE: &str = "country";
    let parsed = |code: &str| {
        code.parse::<Country>()
            .is_ok_and(|found| found != Country::Unspecified)
    };
    if parsed(code) {
        return None;
    }
    let upper = code.trim().to_ascii_uppercase();
    if upper == KOSOVO {
        return Some(Doubt::unusual(
            RULE,
            "is used for Kosovo and is no code of ISO 3166-1",
            "ask the insurer for its code",
        ));
    }
    let other = OTHER_COUNTRIES.iter().find(|(other, _)| *other == upper);
    let known = || parsed(&upper).then_some(upper.as_str());
    let meant = other.map(|(_, meant)| *meant).or_else(known);
    Some(Doubt::wrong(
        RULE,
        "is no country of ISO 3166-1",
        meant.map_or_else(
            || "write two capital letters such as ES".to_owned(),
            |meant| format!("write {meant}"),
        ),
    ))
}

pub(super) fn currency(code: &str) -> Option<Doubt> {
    const RULE: &str = "currency";
    let Some(known) = Currency::from_code(code) else {
        let upper = code.trim().to_ascii_uppercase();
        let meant = Currency::from_code(&upper);
        return Some(Doubt::wrong(
            RULE,
            "is no currency of ISO 4217",
            meant.map_or_else(
                || "write three capital letters such as EUR".to_owned(),
                |meant| format!("write {}", meant.code()),
            ),
        ));
    };
    if let Some(successor) = known.is_superseded() {
        let successor = successor.code();
        return Some(Doubt::unusual(
            RULE,
            format!("is a currency that {successor} has replaced"),
            format!("write the amount in {successor}"),
        ));
    }
    (known.is_special() || known.is_fund()).then(|| {
        Doubt::unusual(
            RULE,
            "is no currency of payments",
            "write the currency of the invoices",
        )
    })
}

/// The codes of all countries, with their names.
pub(super) fn countries() -> Vec<(String, String)> {
    let codes = words(2).filter_map(|code| {
        let country = code.parse::<Country>().ok()?;
        Some((code, country.name().to_owned()))
    });
    codes.collect()
}

/// The codes of all currencies of payments, with their names.
pub(super) fn currencies() -> Vec<(String, String)> {
    let codes = words(3).filter_map(|code| {
        let known = Currency::from_code(&code).filter(|_| currency(&code).is_none())?;
        Some((code, known.name().to_owned()))
    });
    codes.collect()
}

/// All words of this many capital letters. The lists have no iterator without another dependency.
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

    fn checked(doubt: Option<Doubt>) -> Option<(bool, String)> {
        doubt.map(|doubt| (doubt.is_warning, doubt.remedy))
    }

    #[test]
    fn countries_are_those_of_iso_3166() {
        for known in ["ES", "DE", "GR", "GB", "SS", "CW", "AX"] {
            assert_eq!(country(known), None, "{known}");
        }
        let wrong = |remedy: &str| Some((false, remedy.to_owned()));
        for (code, expected) in [
            ("EL", wrong("write GR")),
            ("UK", wrong("write GB")),
            ("es", wrong("write ES")),
            ("XX", wrong("write two capital letters such as ES")),
            ("AN", wrong("write two capital letters such as ES")),
            ("", wrong("write two capital letters such as ES")),
            ("ESP", wrong("write two capital letters such as ES")),
            (
                "XK",
                Some((true, "ask the insurer for its code".to_owned())),
            ),
        ] {
            assert_eq!(checked(country(code)), expected, "{code:?}");
        }
    }

    #[test]
    fn currencies_are_those_of_iso_4217() {
        for known in ["EUR", "USD", "PLN", "MXN"] {
            assert_eq!(currency(known), None, "{known}");
        }
        let wrong = |remedy: &str| Some((false, remedy.to_owned()));
        let unusual = |remedy: &str| Some((true, remedy.to_owned()));
        for (code, expected) in [
            ("EURO", wrong("write three capital letters such as EUR")),
            ("€", wrong("write three capital letters such as EUR")),
            ("eur", wrong("write EUR")),
            ("HRK", unusual("write the amount in EUR")),
            ("XAU", unusual("write the currency of the invoices")),
            ("XXX", unusual("write the currency of the invoices")),
        ] {
            assert_eq!(checked(currency(code)), expected, "{code:?}");
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
