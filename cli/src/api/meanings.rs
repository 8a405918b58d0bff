//! The meanings of strings in responses: a table shows `100000.00` for `"100000,00"` and `2026-01-15` for `"20260115"`.

use std::collections::HashMap;

use api_transport::meaning::{Given, Meaning};
use serde_json::Value;

use super::extensions::known_values;

/// The meanings of a document's properties, by name. A name with several meanings is treated as a name without one.
#[derive(Debug, Default)]
pub struct Meanings(HashMap<String, Option<Property>>);

/// A property with a meaning.
#[derive(Debug, PartialEq)]
struct Property {
    meaning: Meaning,
    /// The descriptions of known values.
    descriptions: HashMap<String, String>,
}

impl Meanings {
    pub fn of(document: &Value) -> Self {
        let mut meanings = Self::default();
        meanings.add(document);
        meanings
    }

    /// A received text in the form for people; `None` if it is shown unchanged.
    pub fn readable(&self, name: &str, text: &str) -> Option<String> {
        let property = self.property(name)?;
        if property.meaning == Meaning::Code {
            let description = property.descriptions.get(text)?;
            return Some(format!("{text} {description}"));
        }
        property.meaning.readable(text)
    }

    /// A received value in a form that does not depend on the server: `100000.00`, `2026-01-15`. Empty if the
    /// value is absent; `None` if the document does not allow the value.
    pub fn plain(&self, name: &str, given: Given<'_>) -> Option<String> {
        let (Given::Text(text) | Given::Number(text)) = given;
        let Some(property) = self.property(name) else {
            return Some(text.trim().to_owned());
        };
        match (&property.meaning, given) {
            // leading zeros of an integer are kept, since they can be a part of an identifier
            (Meaning::Code | Meaning::Flag { .. } | Meaning::Integer, _) => {
                Some(text.trim().to_owned())
            }
            (meaning, Given::Number(_)) => meaning.readable(&meaning.normalise(given).ok()?),
            (meaning, Given::Text(_)) => meaning.readable(text),
        }
    }

    /// Whether the texts of a property are dates.
    pub fn is_date(&self, name: &str) -> bool {
        let property = self.property(name);
        property.is_some_and(|property| property.meaning == Meaning::Date)
    }

    /// Whether the texts of a property are numbers.
    pub fn is_numeric(&self, name: &str) -> bool {
        self.property(name)
            .is_some_and(|property| property.meaning.is_numeric())
    }

    /// Whether the texts of a property are amounts.
    pub fn is_amount(&self, name: &str) -> bool {
        let property = self.property(name);
        property.is_some_and(|property| property.meaning == Meaning::Amount)
    }

    /// Whether the texts of a property are codes.
    pub fn is_code(&self, name: &str) -> bool {
        let property = self.property(name);
        property.is_some_and(|property| property.meaning == Meaning::Code)
    }

    fn property(&self, name: &str) -> Option<&Property> {
        self.0.get(name)?.as_ref()
    }

    fn add(&mut self, part: &Value) {
        match part {
            Value::Object(members) => {
                let properties = members.get("properties").and_then(Value::as_object);
                for (name, schema) in properties.into_iter().flatten() {
                    if let Some(property) = Property::of(schema) {
                        match self.0.get_mut(name) {
                            Some(existing) if existing.as_ref() != Some(&property) => {
                                *existing = None;
                            }
                            Some(_) => {}
                            None => drop(self.0.insert(name.clone(), Some(property))),
                        }
                    }
                }
                members.values().for_each(|member| self.add(member));
            }
            Value::Array(items) => items.iter().for_each(|item| self.add(item)),
            _ => {}
        }
    }
}

impl Property {
    fn of(schema: &Value) -> Option<Self> {
        let meaning = Meaning::read(schema.get("x-meaning")?).ok()?;
        let values = known_values(schema.get("x-known-values")).into_iter();
        let descriptions = values.filter_map(|(value, description)| Some((value, description?)));
        Some(Self {
            meaning,
            descriptions: descriptions.collect(),
        })
    }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    #[test]
    fn texts_are_formatted_according_to_their_meaning() {
        let code = json!({"x-meaning": "code", "x-known-values": [
            {"value": "C", "name": "COVERED", "description": {"es": "cubierto", "en": "covered"}},
            {"value": "N", "name": "NOT_COVERED", "description": "not covered"},
        ]});
        let document = json!({"components": {"schemas": {
            "A": {"properties": {
                "limit": {"x-meaning": "amount-comma"}, "since": {"x-meaning": "date-compact"},
                "on": {"x-meaning": {"kind": "flag", "true": "S", "false": "N"}}, "code": code,
                "other": {"x-meaning": "integer"},
            }},
            "B": {"properties": {"limit": {"x-meaning": "amount-comma"}, "other": {"x-meaning": "date-compact"}}},
            "C": {"properties": {"other": {"x-meaning": "integer"}}},
        }}});
        let meanings = Meanings::of(&document);
        for (name, text, expected) in [
            ("limit", "100000,00", Some("100000.00")),
            ("limit", "soon", None),
            ("since", "20260115", Some("2026-01-15")),
            ("since", "0", Some("")),
            ("on", "S", Some("yes")),
            ("code", "C", Some("C covered")),
            ("code", "N", Some("N not covered")),
            ("code", "X", None),
            ("other", "20260115", None),
            ("name", "20260115", None),
        ] {
            assert_eq!(
                meanings.readable(name, text).as_deref(),
                expected,
                "{name} {text}"
            );
        }
        assert!(meanings.is_numeric("limit") && !meanings.is_numeric("since"));
        for (name, given, expected) in [
            ("limit", Given::Text("100000,00"), Some("100000.00")),
            ("limit", Given::Text("40.000"), None),
            ("limit", Given::Number("40.000"), Some("40.00")),
            ("limit", Given::Text(""), Some("")),
            ("since", Given::Text("20260115"), Some("2026-01-15")),
            ("since", Given::Text("0"), Some("")),
            ("since", Given::Text("soon"), None),
            ("code", Given::Text(" C"), Some("C")),
            ("on", Given::Text("S"), Some("S")),
            ("name", Given::Text("007"), Some("007")),
        ] {
            assert_eq!(
                meanings.plain(name, given).as_deref(),
                expected,
                "{name} {given:?}"
            );
        }
    }
}
