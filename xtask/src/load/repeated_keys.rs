//! Keys that stand twice in one object of a JSON text.
//!
//! RFC 8259 leaves open what that means, and `serde_json` takes the last one without a word: an operation or a
//! definition would be lost silently. YAML's parser tells by itself.

use std::collections::HashSet;
use std::fmt;

use serde::de::{DeserializeSeed, Deserializer, Error, MapAccess, SeqAccess, Visitor};

/// The first key of `text`, which is JSON, that stands twice in one object.
pub(super) fn first(text: &str) -> Option<String> {
    let mut found = None;
    let mut json = serde_json::Deserializer::from_str(text);
    // what is no JSON is told by who parses it
    let _ = Below(&mut found).deserialize(&mut json);
    found
}

/// Looks at a value and all below it.
struct Below<'a>(&'a mut Option<String>);

impl<'de> DeserializeSeed<'de> for Below<'_> {
    type Value = ();

    fn deserialize<D: Deserializer<'de>>(self, value: D) -> Result<(), D::Error> {
        value.deserialize_any(self)
    }
}

impl<'de> Visitor<'de> for Below<'_> {
    type Value = ();

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("any JSON value")
    }

    fn visit_bool<E: Error>(self, _: bool) -> Result<(), E> {
        Ok(())
    }

    fn visit_i64<E: Error>(self, _: i64) -> Result<(), E> {
        Ok(())
    }

    fn visit_u64<E: Error>(self, _: u64) -> Result<(), E> {
        Ok(())
    }

    fn visit_f64<E: Error>(self, _: f64) -> Result<(), E> {
        Ok(())
    }

    fn visit_str<E: Error>(self, _: &str) -> Result<(), E> {
        Ok(())
    }

    fn visit_unit<E: Error>(self) -> Result<(), E> {
        Ok(())
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut items: A) -> Result<(), A::Error> {
        while items.next_element_seed(Below(&mut *self.0))?.is_some() {}
        Ok(())
    }

    fn visit_map<A: MapAccess<'de>>(self, mut members: A) -> Result<(), A::Error> {
        let mut keys = HashSet::new();
        while let Some(key) = members.next_key::<String>()? {
            if let Some(key) = keys.replace(key) {
                self.0
                    .get_or_insert_with(|| format!("duplicate key {key:?}"));
            }
            members.next_value_seed(Below(&mut *self.0))?;
        }
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_a_key_twice_in_one_object_is_found() {
        let once = r#"{"a": [{"b": 1, "c": -1.5}, {"b": null}], "b": {"a": "a", "c": true}}"#;
        assert_eq!(first(once), None);
        let twice = r#"{"a": [1, {"b": {"x": 1, "\u0078": 2}, "c": 0, "c": 0}]}"#;
        assert_eq!(first(twice).as_deref(), Some("duplicate key \"x\""));
        assert_eq!(first("{"), None);
    }
}
