//! Checks of the content of a value before it is sent: the value of `x-check`.
//!
//! A meaning decides how a value is written and which type it has. A check changes neither, so that it is a key of its own.

use std::str::FromStr as _;

use serde_json::Value;

use crate::Decimal;

/// The required kind of a value: the value of `x-check`.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Check {
    /// `country`: a country of ISO 3166-1, by two letters.
    Country,
    /// `currency`: a currency of ISO 4217.
    Currency,
    /// `tax-number`: the tax number of a company or a person.
    TaxNumber,
    /// `{above: 0}`: more than this number.
    Above(Decimal),
    /// `{values: [..]}`: one of these, as texts.
    OneOf(Vec<String>),
}

impl Check {
    /// Reads the value of `x-check`.
    ///
    /// # Errors
    /// The problem with it.
    pub fn read(value: &Value) -> Result<Self, String> {
        match value.as_str() {
            Some("country") => return Ok(Self::Country),
            Some("currency") => return Ok(Self::Currency),
            Some("tax-number") => return Ok(Self::TaxNumber),
            _ => {}
        }
        let members = value.as_object().filter(|members| members.len() == 1);
        let member = members.and_then(|members| members.iter().next());
        match member.map(|(key, value)| (key.as_str(), value)) {
            Some(("above", bound)) => {
                let bound = bound
                    .is_number()
                    .then(|| Decimal::from_str(&bound.to_string()).ok());
                let bound = bound.flatten().map(Self::Above);
                bound.ok_or_else(|| "`above` has a number".to_owned())
            }
            Some(("values", Value::Array(values))) if !values.is_empty() => {
                let texts = values.iter().map(|value| match value {
                    Value::String(text) => Some(text.clone()),
                    Value::Number(number) => Some(number.to_string()),
                    _ => None,
                });
                let texts: Option<Vec<String>> = texts.collect();
                let texts = texts.map(Self::OneOf);
                texts.ok_or_else(|| "`values` has texts or numbers".to_owned())
            }
            _ => Err(format!(
                "{value} is no check: there are country, currency, tax-number, {{above: NUMBER}} and {{values: [..]}}"
            )),
        }
    }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    #[test]
    fn every_check_of_the_documentation_is_read() {
        let ten = Decimal::from_str("0.10").unwrap();
        for (value, check) in [
            (json!("country"), Check::Country),
            (json!("currency"), Check::Currency),
            (json!("tax-number"), Check::TaxNumber),
            (json!({"above": 0.10}), Check::Above(ten)),
            (
                json!({"values": ["30", 60]}),
                Check::OneOf(vec!["30".to_owned(), "60".to_owned()]),
            ),
        ] {
            assert_eq!(Check::read(&value), Ok(check), "{value}");
        }
    }

    #[test]
    fn what_is_no_check_is_refused() {
        for value in [
            json!("land"),
            json!(7),
            json!({}),
            json!({"above": "0"}),
            json!({"above": 0, "values": ["1"]}),
            json!({"values": []}),
            json!({"values": [null]}),
            json!({"values": "30"}),
        ] {
            assert!(Check::read(&value).is_err(), "{value}");
        }
    }
}
