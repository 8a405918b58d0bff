//! Spanish tax numbers: the NIF of persons (DNI, NIE and the letters K, L, M) and of companies (formerly CIF), each with a check
//! character.
//!
//! Royal Decree 1065/2007, articles 18 to 22, and Order EHA/451/2008 define them. No maintained crate checks all of them (see
//! ARCHITECTURE.md, "Dependencies").

use super::ContentProblem;

/// The check letters of persons. The index of a letter is the number modulo 23.
const OF_PERSONS: &[u8; 23] = b"TRWAGMYFPDXBNJZSQVHLCKE";

/// The check letters of companies. The index of a letter is the check digit.
const OF_COMPANIES: &[u8; 10] = b"JABCDEFGHI";

/// The kind of a check character.
#[derive(Clone, Copy, PartialEq, Eq)]
enum CheckKind {
    Digit,
    Letter,
    Either,
}

/// The problem with a number of capital letters and digits.
pub(super) fn check(number: &str) -> Option<ContentProblem> {
    let padded = padded(number);
    let Some((first, digits, last)) = parts(&padded) else {
        return Some(ContentProblem::SpanishForm);
    };
    let problem = match first {
        b'0'..=b'9' => of_person(first - b'0', digits, last),
        b'X' | b'Y' | b'Z' => of_person(first - b'X', digits, last),
        b'K' | b'L' | b'M' => of_person(0, digits, last),
        b'A' | b'B' | b'E' | b'H' => of_company(CheckKind::Digit, digits, last),
        b'N' | b'P' | b'Q' | b'R' | b'S' | b'W' => of_company(CheckKind::Letter, digits, last),
        b'C' | b'D' | b'F' | b'G' | b'J' | b'U' | b'V' => {
            of_company(CheckKind::Either, digits, last)
        }
        other => {
            return Some(ContentProblem::SpanishStart(char::from(other)));
        }
    };
    problem.or_else(|| {
        (padded != number).then(|| ContentProblem::SpanishLength {
            number: padded.clone(),
        })
    })
}

/// The number with 9 characters: adds the lost zeros of a DNI, and removes the first of the 8 digits of an old NIE, which is
/// 0. Other numbers stay as they are.
pub(super) fn padded(number: &str) -> String {
    let bytes = number.as_bytes();
    if let Some((last, digits)) = bytes.split_last()
        && last.is_ascii_uppercase()
        && (1..8).contains(&digits.len())
        && digits.iter().all(u8::is_ascii_digit)
    {
        return format!("{number:0>9}");
    }
    if let [letter @ b'X', b'0', rest @ ..] = bytes
        && rest.len() == 8
    {
        let rest = String::from_utf8_lossy(rest);
        return format!("{}{rest}", char::from(*letter));
    }
    number.to_owned()
}

/// The first character, the 7 digits, and the check character of a number.
fn parts(number: &str) -> Option<(u8, [u8; 7], u8)> {
    let [first, digits @ .., last] = number.as_bytes() else {
        return None;
    };
    let digits: [u8; 7] = digits.try_into().ok()?;
    let is_number = digits.iter().all(u8::is_ascii_digit)
        && first.is_ascii_alphanumeric()
        && last.is_ascii_alphanumeric();
    is_number.then(|| (*first, digits.map(|digit| digit - b'0'), *last))
}

fn of_person(first: u8, digits: [u8; 7], last: u8) -> Option<ContentProblem> {
    let number = digits.iter().fold(usize::from(first), |number, digit| {
        number * 10 + usize::from(*digit)
    });
    let expected = OF_PERSONS.get(number % OF_PERSONS.len()).copied()?;
    (last != expected).then(|| ContentProblem::CheckCharacter(char::from(last)))
}

fn of_company(kind: CheckKind, digits: [u8; 7], last: u8) -> Option<ContentProblem> {
    let sum: u8 = digits
        .iter()
        .enumerate()
        .map(|(index, digit)| match index % 2 {
            0 => digit * 2 / 10 + digit * 2 % 10,
            _ => *digit,
        })
        .sum();
    let digit = (10 - sum % 10) % 10;
    let letter = OF_COMPANIES.get(usize::from(digit)).copied()?;
    // numbers of non-resident entities begin with 00
    let kind = match digits {
        [0, 0, ..] if kind == CheckKind::Digit => CheckKind::Either,
        _ => kind,
    };
    let (as_digit, as_letter) = (last == b'0' + digit, last == letter);
    if !(as_digit || as_letter) {
        return Some(ContentProblem::CheckCharacter(char::from(last)));
    }
    let is_usual_kind = match kind {
        CheckKind::Digit => as_digit,
        CheckKind::Letter => as_letter,
        CheckKind::Either => true,
    };
    (!is_usual_kind).then_some(ContentProblem::CheckKind { is_digit: as_digit })
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Whether the problem with a number is a warning; `None` for a correct number.
    fn is_warning(number: &str) -> Option<bool> {
        check(number).map(|problem| problem.is_warning())
    }

    #[test]
    fn official_numbers_have_no_problem() {
        // numbers of companies and authorities, and examples of the tax agency
        for number in [
            "A28015865",
            "A48265169",
            "A39000013",
            "B85905495",
            "A28000032",
            "G28029007",
            "Q2826000H",
            "Q2818018J",
            "S2833002E",
            "P2807900B",
            "B64717838",
            "W0184081H",
            "N0032484H",
            "U64717838",
            "J64717838",
            "12345678Z",
            "54362315K",
            "X1234567L",
            "X5253868R",
            "Y1234567X",
            "Z1234567R",
            "M1234567L",
            "K1234567L",
        ] {
            assert_eq!(is_warning(number), None, "{number}");
        }
    }

    #[test]
    fn each_wrong_check_character_is_an_error() {
        let characters = || ('0'..='9').chain('A'..='Z');
        for (number, fitting) in [
            ("1234567", "Z"),
            ("X123456", "L"),
            ("M123456", "L"),
            ("B8590549", "5E"),
            ("P280790", "2B"),
            ("U6471783", "8H"),
        ] {
            let digits = match number.len() {
                7 => format!(
                    "{number}{}",
                    if number.starts_with('P') {
                        '0'
                    } else if number.starts_with('1') {
                        '8'
                    } else {
                        '7'
                    }
                ),
                _ => number.to_owned(),
            };
            for last in characters() {
                let is_error = is_warning(&format!("{digits}{last}")) == Some(false);
                assert_eq!(is_error, !fitting.contains(last), "{digits}{last}");
            }
        }
    }

    #[test]
    fn each_error_in_one_digit_is_found() {
        for number in ["B85905495", "12345678Z", "X1234567L", "P2807900B"] {
            for (index, old) in number.char_indices().filter(|(_, c)| c.is_ascii_digit()) {
                for new in ('0'..='9').filter(|new| *new != old) {
                    let mut changed = number.to_owned();
                    changed.replace_range(index..=index, &new.to_string());
                    assert_eq!(is_warning(&changed), Some(false), "{changed}");
                }
            }
        }
    }

    #[test]
    fn a_check_character_of_the_other_kind_is_a_warning() {
        for number in ["B8590549E", "P28079002", "A2801586E"] {
            assert_eq!(is_warning(number), Some(true), "{number}");
        }
        // a non-resident entity
        assert_eq!(is_warning("A0011012B"), None);
    }

    #[test]
    fn numbers_of_other_lengths_are_padded_where_that_is_possible() {
        assert_eq!(is_warning("1234567L"), Some(true));
        assert_eq!(check("1234567L").unwrap().remedy(), "write 01234567L");
        assert_eq!(is_warning("1234567T"), Some(false));
        assert_eq!(is_warning("X01234567L"), Some(true));
        for number in [
            "",
            "Z",
            "12345678",
            "B8590549",
            "B859054955",
            "12345678ZZ",
            "T1234567L",
            "I1234567A",
            "Ñ1234567L",
        ] {
            assert_eq!(is_warning(number), Some(false), "{number}");
        }
    }
}
