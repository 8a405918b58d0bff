//! Checks of the content of a value before it is sent: the value of `x-check`.
//!
//! A meaning determines the type of a value and how it is written. A check affects neither, so it has a separate key.

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
    /// `{above: 0}`: a number above this one.
    Above(Decimal),
    /// `{values: [..]}`: one of these texts.
    OneOf(Vec<String>),
}

impl Check {
    /// Reads the value of `x-check`.
    ///
    /// # Errors
    /// The problem of the value.
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
                bound.ok_or_else(|| "`above` must be a number".to_owned())
            }
            Some(("values", Value::Array(values))) if !values.is_empty() => {
                let texts = values.iter().map(|value| match value {
                    Value::String(text) => Some(text.clone()),
                    Value::Number(number) => Some(number.to_string()),
                    _ => None,
                });
                let texts: Option<Vec<String>> = texts.collect();
                let texts = texts.map(Self::OneOf);
                texts.ok_or_else(|| "`values` must be texts or numbers".to_owned())
            }
            _ => Err(format!(
                "{value} is not a check; use country, currency, tax-number, {{above: NUMBER}} or {{values: [..]}}"
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
        let tenth = Decimal::from_str("0.10").unwrap();
        for (value, check) in [
            (json!("country"), Check::Country),
            (json!("currency"), Check::Currency),
            (json!("tax-number"), Check::TaxNumber),
            (json!({"above": 0.10}), Check::Above(tenth)),
            (
                json!({"values": ["30", 60]}),
                Check::OneOf(vec!["30".to_owned(), "60".to_owned()]),
            ),
        ] {
            assert_eq!(Check::read(&value), Ok(check), "{value}");
        }
    }

    #[test]
    fn an_invalid_check_is_an_error() {
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
