//! Flags in a string: `"S"` and `"N"`.

use std::marker::PhantomData;

use super::{Form, Invalid, Plain, Takes};

/// The two texts of a flag.
pub trait FlagTexts {
    /// The text for true.
    const TRUE: &'static str;
    /// The text for false.
    const FALSE: &'static str;
}

/// A flag that is one of two texts. A JSON boolean is accepted, too.
#[derive(Debug, Clone, Copy)]
pub struct Flag<T>(PhantomData<T>);

impl<T: FlagTexts> Form for Flag<T> {
    type Value = bool;
    const EXPECTED: &'static str = "a flag";

    fn is_absent(text: &str) -> bool {
        text.trim().is_empty() && read(T::TRUE, T::FALSE, text).is_none()
    }

    fn read(text: &str) -> Option<bool> {
        read(T::TRUE, T::FALSE, text)
    }

    fn parse(text: &str) -> Result<bool, Invalid> {
        parse(T::TRUE, T::FALSE, text)
    }

    fn write(value: bool) -> String {
        if value { T::TRUE } else { T::FALSE }.to_owned()
    }
}

/// Reads one of the two texts, or `true` or `false`.
pub(super) fn read(yes: &str, no: &str, text: &str) -> Option<bool> {
    let text = text.trim();
    let find = |equals: fn(&str, &str) -> bool| {
        let mut flags = [(yes, true), (no, false)].into_iter();
        flags.find_map(|(flag, value)| equals(flag, text).then_some(value))
    };
    find(|flag, text| flag == text)
        .or_else(|| find(str::eq_ignore_ascii_case))
        .or_else(|| text.parse().ok())
}

pub(super) fn parse(yes: &str, no: &str, text: &str) -> Result<bool, Invalid> {
    read(yes, no, text).ok_or_else(|| {
        let remedy = format!("{yes} or true, {no} or false");
        Invalid::new(text.trim(), "is not a flag", remedy)
    })
}

impl<T: FlagTexts> Takes<bool> for Flag<T> {
    fn take(value: bool) -> bool {
        value
    }
}

impl Plain for bool {}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::meaning::{State, Text};

    struct SpanishTexts;

    impl FlagTexts for SpanishTexts {
        const TRUE: &'static str = "S";
        const FALSE: &'static str = "N";
    }

    type Indicator = Text<Flag<SpanishTexts>>;

    #[test]
    fn flags_are_read_as_texts_and_booleans() {
        for (json, state) in [
            (r#""S""#, State::Known(true)),
            (r#""n""#, State::Known(false)),
            ("true", State::Known(true)),
            (r#""""#, State::Absent),
            (r#""X""#, State::Other("X")),
            ("1", State::Other("1")),
        ] {
            let flag: Indicator = serde_json::from_str(json).unwrap();
            assert_eq!(flag.state(), state, "{json}");
            assert_eq!(serde_json::to_string(&flag).unwrap(), json);
        }
    }

    #[test]
    fn a_boolean_becomes_its_text() {
        assert_eq!(Indicator::from(true).as_str(), "S");
        assert_eq!("false".parse::<Indicator>().unwrap().as_str(), "N");
        assert_eq!("s".parse::<Indicator>().unwrap().as_str(), "S");
        assert_eq!(
            "yes".parse::<Indicator>().unwrap_err().to_string(),
            r#""yes" is not a flag; write S or true, N or false"#
        );
    }
}
