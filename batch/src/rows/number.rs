//! The notations of numbers in JSON, in a spreadsheet, and in texts with a decimal comma.

/// A JSON number without zeros at the end of its decimals: `40.000` is `40`, as the point in JSON is always a decimal point.
pub(super) fn shortest(text: &str) -> String {
    if text.contains('.') && !text.contains(['e', 'E']) {
        let text = text.trim_end_matches('0').trim_end_matches('.');
        return text.to_owned();
    }
    text.to_owned()
}

/// A number of a sheet, rounded to the 15 digits that a spreadsheet shows: 0.1 + 0.2 is `0.3`, not `0.30000000000000004`.
pub(super) fn of_sheet(number: f64) -> String {
    let rounded = format!("{number:.14e}").parse().unwrap_or(number);
    // the addition removes the sign of minus zero
    (rounded + 0.0).to_string()
}

/// A number with a decimal comma, without the points between groups of three digits: `1.234,5` is `1234,5`. `None` for any other
/// text.
pub(super) fn with_comma(text: &str) -> Option<String> {
    let (sign, unsigned) = match text.strip_prefix('-') {
        Some(unsigned) => ("-", unsigned),
        None => ("", text),
    };
    let (whole, decimals) = match unsigned.split_once(',') {
        Some((whole, decimals)) => (whole, Some(decimals)),
        None => (unsigned, None),
    };
    let digits = |text: &str| !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_digit());
    let groups: Vec<&str> = whole.split('.').collect();
    let (first, rest) = groups.split_first()?;
    let grouped = rest.iter().all(|group| group.len() == 3 && digits(group));
    let valid = digits(first) && grouped && (rest.is_empty() || first.len() <= 3);
    if !valid || decimals.is_some_and(|decimals| !digits(decimals)) {
        return None;
    }
    let whole = groups.concat();
    Some(match decimals {
        Some(decimals) => format!("{sign}{whole},{decimals}"),
        None => format!("{sign}{whole}"),
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn zeros_at_the_end_of_json_decimals_are_dropped() {
        for (text, short) in [
            ("40.000", "40"),
            ("40.10", "40.1"),
            ("400", "400"),
            ("4.0e2", "4.0e2"),
        ] {
            assert_eq!(shortest(text), short);
        }
    }

    #[test]
    fn numbers_of_a_sheet_have_fifteen_digits() {
        for (number, text) in [
            (0.1 + 0.2, "0.3"),
            (40_000.0, "40000"),
            (1_234_567.89, "1234567.89"),
            (-0.0, "0"),
        ] {
            assert_eq!(of_sheet(number), text);
        }
    }

    #[test]
    fn a_decimal_comma_allows_groups_of_three() {
        for (text, plain) in [
            ("40.000", Some("40000")),
            ("1.234.567,89", Some("1234567,89")),
            ("-40000,5", Some("-40000,5")),
            ("40.00", None),
            ("1234.567", None),
            ("40000.00", None),
            ("1,234.56", None),
            (",5", None),
            ("5,", None),
            ("", None),
            ("40 €", None),
        ] {
            assert_eq!(with_comma(text).as_deref(), plain, "{text}");
        }
    }
}
