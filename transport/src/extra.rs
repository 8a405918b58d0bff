//! Deserializes objects with named and additional properties.
//!
//! `#[serde(flatten)]` buffers the additional properties, and their numbers lose digits. Here, the derived code only gets
//! the named properties.

use std::collections::HashMap;
use std::marker::PhantomData;

use serde::de::value::MapAccessDeserializer;
use serde::de::{Deserialize, DeserializeSeed, Deserializer, IntoDeserializer, MapAccess, Visitor};

/// An object with named properties and additional ones, which all have one type.
#[doc(hidden)]
pub trait WithExtra<'de>: Sized {
    /// The type of the additional properties.
    type Value: Deserialize<'de>;

    /// The named properties.
    const NAMED: &'static [&'static str];

    /// Reads the named properties. `deserializer` does not return the additional ones.
    ///
    /// # Errors
    /// The error of the deserializer.
    fn named<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error>;

    /// The additional properties.
    fn extra(&mut self) -> &mut HashMap<String, Self::Value>;
}

/// Reads an object.
///
/// # Errors
/// The error of the deserializer.
#[doc(hidden)]
pub fn with_extra<'de, T: WithExtra<'de>, D: Deserializer<'de>>(
    deserializer: D,
) -> Result<T, D::Error> {
    deserializer.deserialize_map(Object(PhantomData))
}

struct Object<T>(PhantomData<T>);

impl<'de, T: WithExtra<'de>> Visitor<'de> for Object<T> {
    type Value = T;

    fn expecting(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("an object")
    }

    fn visit_map<A: MapAccess<'de>>(self, map: A) -> Result<T, A::Error> {
        let mut extra = HashMap::new();
        let mut value = T::named(MapAccessDeserializer::new(Named {
            map,
            names: T::NAMED,
            extra: &mut extra,
        }))?;
        *value.extra() = extra;
        Ok(value)
    }
}

/// The named properties of an object. The additional ones are moved to `extra`.
struct Named<'a, A, V> {
    map: A,
    names: &'static [&'static str],
    extra: &'a mut HashMap<String, V>,
}

impl<'de, A: MapAccess<'de>, V: Deserialize<'de>> MapAccess<'de> for Named<'_, A, V> {
    type Error = A::Error;

    fn next_key_seed<K: DeserializeSeed<'de>>(
        &mut self,
        seed: K,
    ) -> Result<Option<K::Value>, A::Error> {
        while let Some(key) = self.map.next_key::<String>()? {
            if self.names.contains(&key.as_str()) {
                return seed.deserialize(key.into_deserializer()).map(Some);
            }
            let value = self.map.next_value()?;
            self.extra.insert(key, value);
        }
        Ok(None)
    }

    fn next_value_seed<V2: DeserializeSeed<'de>>(
        &mut self,
        seed: V2,
    ) -> Result<V2::Value, A::Error> {
        self.map.next_value_seed(seed)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::Decimal;

    #[derive(Debug, serde::Deserialize)]
    #[serde(remote = "Bill")]
    struct Bill {
        total: Decimal,
        #[serde(default, rename = "of")]
        owner: Option<String>,
        #[serde(flatten)]
        extra: HashMap<String, Decimal>,
    }

    impl<'de> WithExtra<'de> for Bill {
        type Value = Decimal;
        const NAMED: &'static [&'static str] = &["total", "of"];

        fn named<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
            Self::deserialize(deserializer)
        }

        fn extra(&mut self) -> &mut HashMap<String, Decimal> {
            &mut self.extra
        }
    }

    fn read(text: &str) -> serde_json::Result<Bill> {
        with_extra(&mut serde_json::Deserializer::from_str(text))
    }

    #[test]
    fn every_property_keeps_its_digits() {
        let digits = "12345678901234567.1234567891";
        let bill = read(&format!(
            r#"{{"a":{digits},"total":{digits},"of":"x","b":1}}"#
        ))
        .unwrap();
        let number: Decimal = digits.parse().unwrap();
        assert_eq!((bill.total, bill.owner.as_deref()), (number, Some("x")));
        let extra = HashMap::from([("a".to_owned(), number), ("b".to_owned(), 1.into())]);
        assert_eq!(bill.extra, extra);
    }

    #[test]
    fn an_error_has_the_position_of_the_invalid_value() {
        let message = |text: &str| read(text).unwrap_err().to_string();
        assert_eq!(
            message(r#"{"a":1}"#),
            "missing field `total` at line 1 column 7"
        );
        let other = message(r#"{"total":1,"a":"x"}"#);
        assert!(
            other.contains("is not a decimal number") && other.contains("column 19"),
            "{other}"
        );
        assert!(message("[]").contains("expected an object"));
    }
}
