//! Dates as eight digits: `"20260115"`, with `"0"` for none.

use chrono::NaiveDate;

use super::{Form, Invalid, Plain, Takes};

/// A date as `yyyyMMdd`. A blank text and zeros mean no date.
///
/// An ISO date (`2026-01-15`) of a server or a user is accepted, too.
#[derive(Debug, Clone, Copy)]
pub struct CompactDate;

impl Form for CompactDate {
    type Value = NaiveDate;
    const EXPECTED: &'static str = "a date";

    fn is_absent(text: &str) -> bool {
        text.trim().bytes().all(|byte| byte == b'0')
    }

    fn read(text: &str) -> Option<NaiveDate> {
        let text = text.trim();
        let digits = match text.len() {
            8 => text.to_owned(),
            10 if text.get(4..5) == Some("-") && text.get(7..8) == Some("-") => {
                format!("{}{}{}", text.get(..4)?, text.get(5..7)?, text.get(8..)?)
            }
            _ => return None,
        };
        if !digits.bytes().all(|byte| byte.is_ascii_digit()) {
            return None;
        }
        let part = |from: usize, to: usize| digits.get(from..to)?.parse::<u32>().ok();
        let year = i32::try_from(part(0, 4)?).ok()?;
        NaiveDate::from_ymd_opt(year, part(4, 6)?, part(6, 8)?)
    }

    fn parse(text: &str) -> Result<NaiveDate, Invalid> {
        Self::read(text).ok_or_else(|| {
            let remedy = "a day such as 2026-01-15 or 20260115";
            Invalid::new(text.trim(), "is not a date", remedy)
        })
    }

    fn write(value: NaiveDate) -> String {
        value.format("%Y%m%d").to_string()
    }
}

impl Takes<NaiveDate> for CompactDate {
    fn take(value: NaiveDate) -> NaiveDate {
        value
    }
}

impl Plain for NaiveDate {}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::meaning::{Bare, State, Text};

    type Date = Text<CompactDate>;

    #[test]
    fn zeros_and_blank_texts_are_no_date() {
        for json in [r#""0""#, r#""""#, r#"" ""#, r#""00000000""#, "0", "null"] {
            let date: Date = serde_json::from_str(json).unwrap();
            assert_eq!(date.state(), State::Absent, "{json}");
            assert_eq!(serde_json::to_string(&date).unwrap(), json);
        }
    }

    #[test]
    fn dates_are_read_in_both_forms_and_as_numbers() {
        let day = NaiveDate::from_ymd_opt(2026, 1, 15).unwrap();
        for json in [r#""20260115""#, r#""2026-01-15""#, "20260115"] {
            let date: Date = serde_json::from_str(json).unwrap();
            assert_eq!(date.value(), Some(day), "{json}");
            assert_eq!(serde_json::to_string(&date).unwrap(), json);
        }
        for json in [
            r#""20260230""#,
            r#""2026011""#,
            r#""2026/01/15""#,
            r#""+2026115""#,
            "true",
            "{}",
        ] {
            let date: Date = serde_json::from_str(json).unwrap();
            assert!(matches!(date.state(), State::Other(_)), "{json}");
            assert_eq!(serde_json::to_string(&date).unwrap(), json);
        }
    }

    #[test]
    fn user_input_is_converted_to_eight_digits() {
        for text in ["20260115", "2026-01-15", " 2026-01-15 "] {
            assert_eq!(text.parse::<Date>().unwrap().as_str(), "20260115");
        }
        assert_eq!("0".parse::<Date>().unwrap().as_str(), "0");
        assert_eq!(
            "15/01/2026".parse::<Date>().unwrap_err().to_string(),
            r#""15/01/2026" is not a date; write a day such as 2026-01-15 or 20260115"#
        );
        let bare: Text<Bare<CompactDate>> = "2026-01-15".parse().unwrap();
        assert_eq!(serde_json::to_string(&bare).unwrap(), "20260115");
    }
}
