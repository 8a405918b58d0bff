//! JSON, read so that a key that stands twice in one object is noticed.
//!
//! RFC 8259 leaves open what that means, and `serde_json` takes the last one without a word: an operation or a
//! definition would be lost silently. YAML's parser tells by itself.

use std::fmt;

use serde::de::{DeserializeSeed, Deserializer, Error, MapAccess, SeqAccess, Visitor};
use serde_json::{Map, Value};

/// The value of `text`, and the first key that stands twice in one object; the last one counts.
pub(super) fn parse(text: &str) -> serde_json::Result<(Value, Option<String>)> {
    let mut repeated = None;
    let mut json = serde_json::Deserializer::from_str(text);
    let value = Reader(&mut repeated).deserialize(&mut json)?;
    json.end()?;
    Ok((value, repeated.map(|key| format!("duplicate key {key:?}"))))
}

/// Reads a value and all below it.
struct Reader<'a>(&'a mut Option<String>);

impl<'de> DeserializeSeed<'de> for Reader<'_> {
    type Value = Value;

    fn deserialize<D: Deserializer<'de>>(self, value: D) -> Result<Value, D::Error> {
        value.deserialize_any(self)
    }
}

impl<'de> Visitor<'de> for Reader<'_> {
    type Value = Value;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("any JSON value")
    }

    fn visit_bool<E: Error>(self, value: bool) -> Result<Value, E> {
        Ok(value.into())
    }

    fn visit_i64<E: Error>(self, value: i64) -> Result<Value, E> {
        Ok(value.into())
    }

    fn visit_u64<E: Error>(self, value: u64) -> Result<Value, E> {
        Ok(value.into())
    }

    fn visit_f64<E: Error>(self, value: f64) -> Result<Value, E> {
        Ok(value.into())
    }

    fn visit_str<E: Error>(self, value: &str) -> Result<Value, E> {
        Ok(value.into())
    }

    fn visit_unit<E: Error>(self) -> Result<Value, E> {
        Ok(Value::Null)
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut items: A) -> Result<Value, A::Error> {
        let mut list = vec![];
        while let Some(item) = items.next_element_seed(Reader(&mut *self.0))? {
            list.push(item);
        }
        Ok(list.into())
    }

    fn visit_map<A: MapAccess<'de>>(self, mut members: A) -> Result<Value, A::Error> {
        let mut object = Map::new();
        while let Some(key) = members.next_key::<String>()? {
            if self.0.is_none() && object.contains_key(&key) {
                *self.0 = Some(key.clone());
            }
            object.insert(key, members.next_value_seed(Reader(&mut *self.0))?);
        }
        Ok(object.into())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_value_is_what_serde_json_makes_of_it() {
        let text = r#" {"b": [1, -2, 18446744073709551615, 1.5, 1e3, "\u0078"], "a": {"c": null, "d": true}} "#;
        let (value, repeated) = parse(text).unwrap();
        assert_eq!(repeated, None);
        let expected: Value = serde_json::from_str(text).unwrap();
        assert_eq!(value.to_string(), expected.to_string());
        for bad in ["", "{", "{} x", "{\"a\": ]}"] {
            let theirs = serde_json::from_str::<Value>(bad).unwrap_err();
            assert_eq!(parse(bad).unwrap_err().to_string(), theirs.to_string());
        }
    }

    #[test]
    fn only_a_key_twice_in_one_object_is_found() {
        let once = r#"{"a": [{"b": 1}, {"b": null}], "b": {"a": "a"}}"#;
        assert_eq!(parse(once).unwrap().1, None);
        let twice = r#"{"a": [1, {"b": {"x": 1, "\u0078": 2}, "c": 0, "c": 0}]}"#;
        let (value, repeated) = parse(twice).unwrap();
        assert_eq!(repeated.as_deref(), Some("duplicate key \"x\""));
        assert_eq!(value["a"][1]["b"]["x"], 2);
    }
}
