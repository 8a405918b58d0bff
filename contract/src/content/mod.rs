//! Checks the content of values: the check character of a tax number, the existence of a country.
//!
//! `x-check` selects the check ([`Check`]). A value that is certainly wrong is an error, an unusual one a warning. No check
//! calls a service.

mod code;
mod european;
mod problem;
mod spanish;
mod tax_number;

use api_transport::Decimal;
use api_transport::meaning::{Check, Meaning};
use serde_json::Value;

use crate::meaning;
use crate::named::{Field, Values, ValuesCheck, split_name};

pub use problem::ContentProblem;

/// The extension with a check.
const KEYWORD: &str = "x-check";

/// A problem with the content of a value.
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub struct ContentFinding {
    /// The field.
    pub field: String,
    /// The value.
    pub value: String,
    /// The problem.
    pub problem: ContentProblem,
}

impl ValuesCheck<'_> {
    /// Checks values by the `x-check` of their fields. [`ValuesCheck::check`] reports values that do not have the documented
    /// form.
    #[must_use]
    pub fn check_content(&self, values: &Values) -> Vec<ContentFinding> {
        let found = self
            .checked_values(values)
            .filter_map(|(field, check, value)| {
                let problem = self.problem(field, &check, &value, values)?;
                Some(ContentFinding {
                    field: field.name.clone(),
                    value,
                    problem,
                })
            });
        found.collect()
    }

    /// The values with all tax numbers in the form of official registers, so that different spellings of a number are equal.
    #[must_use]
    pub fn with_plain_tax_numbers(&self, values: &Values) -> Values {
        let mut plain = values.clone();
        for (field, check, value) in self.checked_values(values) {
            if check == Check::TaxNumber {
                let country = self.country_of(field, values);
                let text = tax_number::plain(country.as_deref(), &value);
                plain.insert(field.name.clone(), Value::from(text));
            }
        }
        plain
    }

    /// The fields that have a check and a value, each with its check and its value.
    fn checked_values<'v>(
        &'v self,
        values: &'v Values,
    ) -> impl Iterator<Item = (&'v Field, Check, String)> {
        self.fields().iter().filter_map(|field| {
            let check = check_of(field)?;
            let text = text(values.get(&field.name)?)?;
            Some((field, check, text))
        })
    }

    fn problem(
        &self,
        field: &Field,
        check: &Check,
        value: &str,
        values: &Values,
    ) -> Option<ContentProblem> {
        match check {
            Check::Country => code::country(value),
            Check::Currency => code::currency(value),
            Check::TaxNumber => tax_number::check(self.country_of(field, values).as_deref(), value),
            Check::Above(bound) => above(readable(field, value).parse().ok()?, *bound),
            Check::OneOf(accepted) => one_of(&readable(field, value), accepted, |other| {
                readable(field, other)
            }),
        }
    }

    /// The country of a tax number, which is the value of the country field in the same object.
    fn country_of(&self, field: &Field, values: &Values) -> Option<String> {
        let parent = |field: &Field| {
            let mut steps = split_name(&field.name);
            steps.pop();
            steps
        };
        let object = parent(field);
        let country = self.fields().iter().find(|other| {
            other.location == field.location
                && check_of(other) == Some(Check::Country)
                && parent(other) == object
        })?;
        text(values.get(&country.name)?)
    }
}

/// The values that a check allows, each with its name, or an empty text if it has none; empty where they cannot be listed.
#[must_use]
pub fn known_codes(check: &Check) -> Vec<(String, String)> {
    match check {
        Check::Country => code::countries(),
        Check::Currency => code::currencies(),
        Check::OneOf(values) => {
            let values = values.iter();
            values.map(|value| (value.clone(), String::new())).collect()
        }
        Check::TaxNumber | Check::Above(_) => Vec::new(),
    }
}

/// The check of a field.
fn check_of(field: &Field) -> Option<Check> {
    Check::read(field.extensions.get(KEYWORD)?).ok()
}

fn text(value: &Value) -> Option<String> {
    match value {
        Value::String(text) if !text.trim().is_empty() => Some(text.clone()),
        Value::Number(number) => Some(number.to_string()),
        _ => None,
    }
}

/// A value in the form for people, if its field has a meaning.
fn readable(field: &Field, value: &str) -> String {
    let meaning = field.extensions.get(meaning::KEYWORD);
    let meaning = meaning.and_then(|meaning| Meaning::read(meaning).ok());
    let readable = meaning.and_then(|meaning| meaning.readable(value));
    readable.unwrap_or_else(|| value.to_owned())
}

fn above(value: Decimal, bound: Decimal) -> Option<ContentProblem> {
    (value <= bound).then_some(ContentProblem::NotAbove(bound))
}

fn one_of(
    value: &str,
    accepted: &[String],
    readable: impl Fn(&str) -> String,
) -> Option<ContentProblem> {
    let is_accepted = accepted.iter().any(|other| readable(other) == value);
    (!is_accepted).then(|| ContentProblem::NotOneOf(accepted.to_vec()))
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use crate::Contract;

    fn contract() -> Contract {
        let party = |name: &str| {
            json!({"type": "object", "properties": {
                "land": {"type": "string", "x-check": "country"},
                name: {"type": "string", "x-check": "tax-number"},
            }})
        };
        let document = json!({"openapi": "3.0.3", "info": {"title": "t", "version": "1"}, "paths": {"/x": {"post": {
            "operationId": "ask",
            "requestBody": {"content": {"application/json": {"schema": {"type": "object", "properties": {
                "buyer": party("vat"), "seller": party("fiscal"),
                "alone": {"type": "string", "x-check": "tax-number"},
                "money": {"type": "string", "x-check": "currency"},
                "limit": {"type": "string", "x-meaning": "amount-comma", "x-check": {"above": 0}},
                "term": {"type": "string", "x-meaning": "integer", "x-check": {"values": ["30", 60]}},
                "odd": {"type": "string", "x-check": "no such check"},
            }}}}},
            "responses": {"200": {"description": "done"}},
        }}}});
        Contract::from_value(document).unwrap()
    }

    fn findings(values: &serde_json::Value) -> Vec<String> {
        let contract = contract();
        let check = contract.values_check("ask").unwrap();
        let found = check.check_content(values.as_object().unwrap());
        let lines = found.iter().map(|found| {
            let is_warning = found.problem.is_warning();
            let kind = if is_warning { "warning" } else { "error" };
            format!("{} {} {kind}", found.field, found.problem.rule())
        });
        lines.collect()
    }

    #[test]
    fn each_field_is_checked_by_its_extension() {
        let good = json!({"money": "EUR", "limit": "0,01", "term": "060", "odd": "x",
            "buyer.land": "ES", "buyer.vat": "A28000032", "seller.land": "DE", "seller.fiscal": "136695976"});
        assert_eq!(findings(&good), [""; 0]);
        let bad = json!({"money": "EURO", "limit": "0,00", "term": "45", "buyer.land": "XX"});
        let mut rules = findings(&bad);
        rules.sort();
        assert_eq!(
            rules,
            [
                "buyer.land country error",
                "limit above error",
                "money currency error",
                "term one_of error"
            ]
        );
    }

    #[test]
    fn a_tax_number_belongs_to_the_country_of_its_object() {
        let values = json!({"buyer.land": "DE", "buyer.vat": "136695976", "seller.land": "ES", "seller.fiscal": "136695976"});
        assert_eq!(findings(&values), ["seller.fiscal tax_number error"]);
        assert_eq!(findings(&json!({"alone": "136695976"})), [""; 0]);
    }

    #[test]
    fn empty_and_absent_values_are_not_checked() {
        assert_eq!(
            findings(&json!({"money": " ", "term": null, "limit": "soon"})),
            [""; 0]
        );
    }

    #[test]
    fn spellings_of_a_tax_number_have_one_plain_form() {
        let contract = contract();
        let check = contract.values_check("ask").unwrap();
        let plain = |values: serde_json::Value| {
            let values = check.with_plain_tax_numbers(values.as_object().unwrap());
            values.get("buyer.vat").cloned().unwrap()
        };
        for written in ["A28000032", "a-28.000.032", "ESA28000032"] {
            assert_eq!(
                plain(json!({"buyer.land": "ES", "buyer.vat": written})),
                "A28000032"
            );
        }
    }
}
