//! Meanings of the document, for programs that read the document at run time.

use serde_json::Value;

use super::{AmountComma, Bare, CompactDate, Form, Invalid, PercentageComma, Text, Whole, flag};
use crate::Decimal;

/// The meaning of a text: the value of `x-meaning`.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Meaning {
    /// `amount-comma`.
    Amount,
    /// `percentage-comma`.
    Percentage,
    /// `date-compact`.
    Date,
    /// `integer`.
    Integer,
    /// `{kind: flag, true: S, false: N}`.
    Flag {
        /// The text for true.
        yes: String,
        /// The text for false.
        no: String,
    },
    /// `code`.
    Code,
}

/// User input.
#[derive(Debug, Clone, Copy)]
pub enum Given<'a> {
    /// A text.
    Text(&'a str),
    /// The digits of a JSON number, whose notation is unambiguous.
    Number(&'a str),
}

impl<'a> Given<'a> {
    fn text(self) -> &'a str {
        match self {
            Self::Text(text) | Self::Number(text) => text,
        }
    }
}

impl Meaning {
    /// Reads the value of `x-meaning`.
    ///
    /// # Errors
    /// The problem of the value.
    pub fn read(value: &Value) -> Result<Self, String> {
        let name = value.as_str().or_else(|| value.get("kind")?.as_str());
        let text = |key: &str| {
            let text = value.get(key).and_then(Value::as_str);
            let text = text.filter(|text| !text.trim().is_empty());
            text.map(str::to_owned)
                .ok_or_else(|| format!("a flag requires a text for `{key}`, in quotation marks"))
        };
        match name {
            Some("amount-comma") => Ok(Self::Amount),
            Some("percentage-comma") => Ok(Self::Percentage),
            Some("date-compact") => Ok(Self::Date),
            Some("integer") => Ok(Self::Integer),
            Some("code") => Ok(Self::Code),
            Some("flag") => {
                let (yes, no) = (text("true")?, text("false")?);
                if yes.eq_ignore_ascii_case(&no) {
                    return Err(format!(
                        "the texts of a flag must differ, and both are {yes:?}"
                    ));
                }
                Ok(Self::Flag { yes, no })
            }
            _ => Err(format!(
                "{value} is not a meaning; use amount-comma, percentage-comma, date-compact, integer, code, or \
                 {{kind: flag, true: .., false: ..}}"
            )),
        }
    }

    /// Converts user input to the documented form.
    ///
    /// # Errors
    /// The reason why the input is invalid.
    pub fn normalise(&self, given: Given<'_>) -> Result<String, Invalid> {
        match self {
            Self::Amount => normalised::<AmountComma<Decimal>>(given),
            Self::Percentage => normalised::<PercentageComma<Decimal>>(given),
            Self::Date => normalised::<CompactDate>(given),
            Self::Integer => normalised::<Whole>(given),
            Self::Flag { .. } | Self::Code => self.normalise_text(given.text()),
        }
    }

    /// Converts user input to a JSON number, for a property that is a number or an integer in the document.
    ///
    /// # Errors
    /// The reason why the input is invalid.
    pub fn normalise_number(&self, given: Given<'_>) -> Result<String, Invalid> {
        match self {
            Self::Amount => normalised::<Bare<AmountComma<Decimal>>>(given),
            Self::Percentage => normalised::<Bare<PercentageComma<Decimal>>>(given),
            Self::Date => normalised::<Bare<CompactDate>>(given),
            Self::Integer => normalised::<Bare<Whole>>(given),
            Self::Flag { .. } | Self::Code => self.normalise_text(given.text()),
        }
    }

    fn normalise_text(&self, text: &str) -> Result<String, Invalid> {
        match self {
            Self::Flag { yes, no } if !text.trim().is_empty() => {
                let value = flag::parse(yes, no, text)?;
                Ok(if value { yes } else { no }.clone())
            }
            _ => Ok(text.to_owned()),
        }
    }

    /// Converts a received text to a readable form: an amount with a point, an ISO date, `yes` or `no`. Empty if the text
    /// means no value; `None` for a code and for a text of another form.
    #[must_use]
    pub fn readable(&self, text: &str) -> Option<String> {
        match self {
            Self::Amount => readable::<AmountComma<Decimal>>(text),
            Self::Percentage => readable::<PercentageComma<Decimal>>(text),
            Self::Date => readable::<CompactDate>(text),
            Self::Integer => readable::<Whole>(text),
            Self::Flag { yes, no } => {
                let value = flag::read(yes, no, text)?;
                Some(if value { "yes" } else { "no" }.to_owned())
            }
            Self::Code => None,
        }
    }

    /// An example in the documented form.
    #[must_use]
    pub fn example(&self) -> &str {
        match self {
            Self::Amount => "100000,00",
            Self::Percentage => "90,00",
            Self::Date => "20260115",
            Self::Integer => "7",
            Self::Flag { yes, .. } => yes,
            Self::Code => "A",
        }
    }

    /// Whether values are numbers, which tables align to the right.
    #[must_use]
    pub fn is_numeric(&self) -> bool {
        matches!(self, Self::Amount | Self::Percentage | Self::Integer)
    }
}

fn normalised<F: Form>(given: Given<'_>) -> Result<String, Invalid> {
    let text = match given {
        Given::Text(text) => Text::<F>::from_input(text),
        Given::Number(digits) => Text::<F>::from_digits(digits),
    };
    Ok(text?.to_string())
}

fn readable<F: Form<Value: std::fmt::Display>>(text: &str) -> Option<String> {
    if F::is_absent(text) {
        return Some(String::new());
    }
    F::read(text).map(|value| value.to_string())
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    fn meaning(value: &Value) -> Meaning {
        Meaning::read(value).unwrap()
    }

    #[test]
    fn an_invalid_meaning_is_an_error() {
        let message = |value: Value| Meaning::read(&value).unwrap_err();
        assert!(message(json!("amount")).contains("\"amount\" is not a meaning"));
        assert!(message(json!(5)).contains("5 is not a meaning"));
        // YAML reads an unquoted N as text and an unquoted `no` as text or false
        let flag = json!({"kind": "flag", "true": "S", "false": false});
        assert!(message(flag).contains("`false`"));
        let same = json!({"kind": "flag", "true": "S", "false": "s"});
        assert!(message(same).contains("both"));
    }

    #[test]
    fn texts_are_written_and_shown_by_meaning() {
        let flag = json!({"kind": "flag", "true": "S", "false": "N"});
        for (name, given, sent, shown) in [
            (json!("amount-comma"), "100000", "100000,00", "100000.00"),
            (json!("percentage-comma"), "0.355", "0,355", "0.355"),
            (
                json!("date-compact"),
                "2026-01-15",
                "20260115",
                "2026-01-15",
            ),
            (json!("date-compact"), "0", "0", ""),
            (json!("integer"), "007", "007", "7"),
            (flag.clone(), "true", "S", "yes"),
        ] {
            let meaning = meaning(&name);
            assert_eq!(meaning.normalise(Given::Text(given)).unwrap(), sent);
            assert_eq!(meaning.readable(sent).as_deref(), Some(shown));
        }
        assert_eq!(meaning(&flag).normalise(Given::Text("")).unwrap(), "");
        for name in [
            "amount-comma",
            "percentage-comma",
            "date-compact",
            "integer",
            "code",
        ] {
            let meaning = meaning(&json!(name));
            let example = meaning.example();
            assert_eq!(meaning.normalise(Given::Text(example)).unwrap(), example);
        }
        let amount = meaning(&json!("amount-comma"));
        assert_eq!(amount.normalise(Given::Number("40.000")).unwrap(), "40,00");
        assert!(amount.normalise(Given::Text("40.000")).is_err());
        assert_eq!(
            amount.normalise_number(Given::Text("40,5")).unwrap(),
            "40.50"
        );
        let code = meaning(&json!("code"));
        assert_eq!(code.normalise(Given::Text("PC")).unwrap(), "PC");
        assert_eq!(code.readable("PC"), None);
        assert_eq!(meaning(&json!("date-compact")).readable("soon"), None);
    }
}
