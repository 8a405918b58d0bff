//! User input for types that parse texts themselves: exact numbers, and texts with a meaning.

use serde::de::value::StrDeserializer;
use serde::de::{Deserializer, IntoDeserializer, Visitor};
use serde::forward_to_deserialize_any;

use super::reasons::Reason;
use crate::number::is_number;
use crate::raw_text::GIVEN;

/// A scalar of user input. A type that distinguishes user input gets it marked as such; any other type gets JSON.
pub(super) struct Raw {
    text: String,
    /// Whether the input is a JSON number.
    number: bool,
}

impl Raw {
    pub fn text(text: &str) -> Self {
        Self {
            text: text.to_owned(),
            number: false,
        }
    }

    pub fn number(text: String) -> Self {
        Self { text, number: true }
    }
}

impl IntoDeserializer<'_, Reason> for Raw {
    type Deserializer = Self;

    fn into_deserializer(self) -> Self {
        self
    }
}

impl<'de> Deserializer<'de> for Raw {
    type Error = Reason;

    fn deserialize_any<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Reason> {
        if self.number || is_number(&self.text) {
            return visitor.visit_str(&self.text);
        }
        visitor.visit_string(serde_json::Value::from(self.text).to_string())
    }

    fn deserialize_newtype_struct<V: Visitor<'de>>(
        self,
        name: &'static str,
        visitor: V,
    ) -> Result<V::Value, Reason> {
        let text = StrDeserializer::<Reason>::new(&self.text);
        match (name, self.number) {
            (GIVEN, false) => visitor.visit_newtype_struct(text),
            (GIVEN, true) => visitor.visit_some(text),
            _ => self.deserialize_any(visitor),
        }
    }

    forward_to_deserialize_any! {
        bool i8 i16 i32 i64 i128 u8 u16 u32 u64 u128 f32 f64 char str string bytes byte_buf option unit
        unit_struct seq tuple tuple_struct map struct enum identifier ignored_any
    }
}
