//! The forms of VAT numbers of the European Union, without their check digits.
//!
//! The European Commission publishes them for VIES ("VAT identification number structure"). In a mask, `9` stands for a digit,
//! `A` for a letter, `X` for either, and `*` for a digit, a letter, `+` or `*`.

use super::ContentProblem;

/// Countries by their code of ISO 3166-1, with the masks of their numbers. Spain is absent, as its numbers are checked by
/// their check character.
const FORMS: [(&str, &[&str]); 26] = [
    ("AT", &["U99999999"]),
    ("BE", &["0999999999", "1999999999"]),
    ("BG", &["999999999", "9999999999"]),
    ("CY", &["99999999A"]),
    ("CZ", &["99999999", "999999999", "9999999999"]),
    ("DE", &["999999999"]),
    ("DK", &["99999999"]),
    ("EE", &["999999999"]),
    ("FI", &["99999999"]),
    ("FR", &["XX999999999"]),
    ("GR", &["999999999"]),
    ("HR", &["99999999999"]),
    ("HU", &["99999999"]),
    ("IE", &["9*99999A", "9999999AA"]),
    ("IT", &["99999999999"]),
    ("LT", &["999999999", "999999999999"]),
    ("LU", &["99999999"]),
    ("LV", &["99999999999"]),
    ("MT", &["99999999"]),
    ("NL", &["999999999B99"]),
    ("PL", &["9999999999"]),
    ("PT", &["999999999"]),
    (
        "RO",
        &[
            "99",
            "999",
            "9999",
            "99999",
            "999999",
            "9999999",
            "99999999",
            "999999999",
            "9999999999",
        ],
    ),
    ("SE", &["999999999999"]),
    ("SI", &["99999999"]),
    ("SK", &["9999999999"]),
];

/// The prefix of the VAT numbers of a country.
pub(super) fn prefix(country: &str) -> &str {
    match country {
        "GR" => "EL",
        country => country,
    }
}

/// The problem with a number of capital letters and digits; `None` also for a country that is not in [`FORMS`].
pub(super) fn check(country: &str, number: &str) -> Option<ContentProblem> {
    let (_, masks) = FORMS.iter().find(|(code, _)| *code == country)?;
    if masks.iter().any(|mask| fits(mask, number)) {
        return None;
    }
    Some(ContentProblem::VatForm {
        country: country.to_owned(),
        forms: masks.to_vec(),
    })
}

fn fits(mask: &str, number: &str) -> bool {
    let is_fitting = |(mask, c): (u8, u8)| match mask {
        b'9' => c.is_ascii_digit(),
        b'A' => c.is_ascii_uppercase(),
        b'X' => c.is_ascii_digit() || c.is_ascii_uppercase(),
        b'*' => c.is_ascii_digit() || c.is_ascii_uppercase() || matches!(c, b'+' | b'*'),
        literal => c == literal,
    };
    mask.len() == number.len() && mask.bytes().zip(number.bytes()).all(is_fitting)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_number_of_each_country_fits() {
        let numbers = [
            ("AT", "U13585627"),
            ("BE", "0403019261"),
            ("BG", "175074752"),
            ("CY", "10259033P"),
            ("CZ", "25123891"),
            ("DE", "136695976"),
            ("DK", "13585628"),
            ("EE", "100931558"),
            ("FI", "20774740"),
            ("FR", "83404833048"),
            ("GR", "094259216"),
            ("HR", "33392005961"),
            ("HU", "12892312"),
            ("IE", "6433435F"),
            ("IT", "00743110157"),
            ("LT", "119511515"),
            ("LU", "15027442"),
            ("LV", "40003521600"),
            ("MT", "11679112"),
            ("NL", "004495445B01"),
            ("PL", "8567346215"),
            ("PT", "501964843"),
            ("RO", "18547290"),
            ("SE", "123456789701"),
            ("SI", "50223054"),
            ("SK", "2022749619"),
        ];
        assert_eq!(numbers.len(), FORMS.len());
        for (country, number) in numbers {
            assert_eq!(check(country, number), None, "{country} {number}");
            let longer = format!("{number}99999");
            let shorter = number.get(..1).unwrap();
            for other in [longer.as_str(), shorter] {
                let found = check(country, other);
                assert!(
                    found.is_some_and(|found| found.is_warning()),
                    "{country} {other}"
                );
            }
        }
        assert_eq!(check("IE", "8Z49289F"), None);
        assert_eq!(check("IE", "8+49289F"), None);
        assert!(check("AT", "X13585627").is_some());
        assert!(check("CY", "102590331").is_some());
    }

    #[test]
    fn other_countries_have_no_form() {
        assert_eq!(check("US", "x"), None);
        assert_eq!(check("ES", "x"), None);
    }
}
