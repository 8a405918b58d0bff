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
        code.parse()
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

#[cfg(test)]
mod tests {
    use super::*;

    fn judged(doubt: Option<Doubt>) -> Option<(bool, String)> {
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
            assert_eq!(judged(country(code)), expected, "{code:?}");
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
            assert_eq!(judged(currency(code)), expected, "{code:?}");
        }
    }
}
