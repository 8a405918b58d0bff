//! Converts values to the types of a client.
//!
//! A type requests a form by the method of the deserializer that it calls, so that a string can be converted to a number.
//! Deserialization stops at the first invalid value. So an invalid value is left out and the deserialization is repeated,
//! until all invalid values are found.

use std::cell::RefCell;

use serde::de::value::{BorrowedStrDeserializer, MapAccessDeserializer, MapDeserializer};
use serde::de::{self, DeserializeOwned, DeserializeSeed, Deserializer, Unexpected, Visitor};
use serde::forward_to_deserialize_any;

use super::node::Node;
use super::raw::Raw;
use super::reasons::{Context, Path, Reason};
use super::{Field, FieldLocation, Required, ambiguous};
use crate::number::is_number;
use crate::raw_text::{Origin, RAW_VALUE, RawText};

/// Converts `node`. `name` is its name in errors, empty for a body. `taken` are the parameters that were found by their
/// plain names, which can also be names of properties.
///
/// # Errors
/// The reasons why `node` cannot be converted, each with the name of the invalid value.
pub(super) fn decode<T: DeserializeOwned>(
    node: &Node,
    name: &str,
    required: Required,
    taken: &[Field],
) -> Result<T, Vec<String>> {
    let context = Context {
        name,
        required,
        taken,
        found: RefCell::default(),
    };
    loop {
        let value = Value {
            node,
            path: Path::Root,
            context: &context,
        };
        let reason = match T::deserialize(value) {
            Ok(value) if context.found.borrow().reasons.is_empty() => return Ok(value),
            Ok(_) => return Err(context.found.into_inner().reasons),
            Err(reason) => reason,
        };
        let mut path = reason.path.unwrap_or_default();
        context.report(path.clone(), &reason.text);
        // if the value was left out before, the innermost value around it that was not is left out
        while !context.found.borrow_mut().skipped.insert(path.clone()) || path.is_empty() {
            if path.pop().is_none() {
                return Err(context.found.into_inner().reasons);
            }
        }
    }
}

/// A value and its location.
#[derive(Clone, Copy)]
struct Value<'de, 'a> {
    node: &'de Node,
    path: Path<'a>,
    context: &'a Context<'a>,
}

impl<'de> Value<'de, '_> {
    /// The digits of a number or of a string that contains one.
    fn digits(&self) -> Option<&'de str> {
        match self.node {
            Node::Digits(text) => Some(text),
            Node::Text(text) if is_number(text) => Some(text),
            _ => None,
        }
    }

    fn number<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Reason> {
        match self.digits() {
            Some(digits) => visit_digits(digits, visitor),
            None => self.deserialize_any(visitor),
        }
    }

    /// Visits a value for a type that parses texts itself: an exact number, or a text with a meaning.
    fn raw<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Reason> {
        let raw = match self.node {
            Node::Digits(digits) => Raw::number(digits.clone()),
            Node::Float(number) => Raw::number(exact(number.to_string())?),
            Node::Text(text) => Raw::text(text),
            Node::Bool(value) => Raw::text(if *value { "true" } else { "false" }),
            Node::Null => return Err(de::Error::invalid_type(Unexpected::Other("null"), &visitor)),
            Node::List(_) => return Err(de::Error::invalid_type(Unexpected::Seq, &visitor)),
            Node::Object(_) => return Err(de::Error::invalid_type(Unexpected::Map, &visitor)),
        };
        visitor.visit_map(MapDeserializer::new(std::iter::once((RAW_VALUE, raw))))
    }

    /// Visits the members of an object; if `fields` is given, only those, and the others are reported as unknown.
    fn members<V: Visitor<'de>>(
        self,
        fields: Option<&'static [&'static str]>,
        visitor: V,
    ) -> Result<V::Value, Reason> {
        let Node::Object(members) = self.node else {
            return self.deserialize_any(visitor);
        };
        if let Some(fields) = fields {
            for name in members
                .keys()
                .filter(|name| !fields.contains(&name.as_str()))
            {
                let path = Path::Name(&self.path, name).parts();
                let text = format!("is unknown; the object has {}", fields.join(", "));
                self.context.report(path, &text);
            }
        }
        let members = members.iter();
        let is_known = move |(name, _): &(&String, &Node)| {
            fields.is_none_or(|fields| fields.contains(&name.as_str()))
        };
        visitor
            .visit_map(Members {
                parent: self,
                rest: members
                    .filter(is_known)
                    .map(|(name, node)| (name.as_str(), node)),
                value: None,
            })
            .map_err(|reason| reason.with_path(&self.path))
    }

    /// Whether the value at `path` is left out.
    fn skips(&self, path: &Path<'_>) -> bool {
        self.context.found.borrow().skipped.contains(&path.parts())
    }
}

/// The digits of a float, if none can be lost.
fn exact(text: String) -> Result<String, Reason> {
    let origin = Origin::Value;
    let raw = RawText { text, origin };
    let number = raw.number().map_err(de::Error::custom)?;
    Ok(number.to_string())
}

fn visit_digits<'de, V: Visitor<'de>>(digits: &str, visitor: V) -> Result<V::Value, Reason> {
    if let Ok(value) = digits.parse::<i64>() {
        visitor.visit_i64(value)
    } else if let Ok(value) = digits.parse::<u64>() {
        visitor.visit_u64(value)
    } else {
        let value = digits.parse().map_err(de::Error::custom)?;
        visitor.visit_f64(value)
    }
}

macro_rules! numbers {
    ($($method:ident)*) => { $(
        fn $method<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Reason> {
            self.number(visitor)
        }
    )* };
}

impl<'de> Deserializer<'de> for Value<'de, '_> {
    type Error = Reason;

    fn deserialize_any<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Reason> {
        let path = self.path;
        match self.node {
            Node::Null => visitor.visit_unit(),
            Node::Bool(value) => visitor.visit_bool(*value),
            Node::Float(number) => number.deserialize_any(visitor).map_err(de::Error::custom),
            Node::Digits(text) => visit_digits(text, visitor),
            Node::Text(text) => visitor.visit_borrowed_str(text),
            Node::List(items) => visitor.visit_seq(Items {
                parent: self,
                items: items.iter().enumerate(),
            }),
            Node::Object(_) => return self.members(None, visitor),
        }
        .map_err(|reason: Reason| reason.with_path(&path))
    }

    numbers! {
        deserialize_i8 deserialize_i16 deserialize_i32 deserialize_i64 deserialize_i128
        deserialize_u8 deserialize_u16 deserialize_u32 deserialize_u64 deserialize_u128
        deserialize_f32 deserialize_f64
    }

    fn deserialize_bool<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Reason> {
        match self.node {
            Node::Text(text) if text == "true" => visitor.visit_bool(true),
            Node::Text(text) if text == "false" => visitor.visit_bool(false),
            _ => self.deserialize_any(visitor),
        }
    }

    fn deserialize_option<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Reason> {
        match self.node {
            Node::Null => visitor.visit_none(),
            _ => visitor.visit_some(self),
        }
    }

    fn deserialize_newtype_struct<V: Visitor<'de>>(
        self,
        name: &'static str,
        visitor: V,
    ) -> Result<V::Value, Reason> {
        let path = self.path;
        let value = if name == RAW_VALUE {
            self.raw(visitor)
        } else {
            visitor.visit_newtype_struct(self)
        };
        value.map_err(|reason: Reason| reason.with_path(&path))
    }

    fn deserialize_seq<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Reason> {
        let path = self.path;
        match self.node {
            Node::List(_) | Node::Null | Node::Object(_) => self.deserialize_any(visitor),
            _ => visitor
                .visit_seq(de::value::SeqDeserializer::new(std::iter::once(Single(
                    self,
                ))))
                .map_err(|reason: Reason| reason.with_path(&path)),
        }
    }

    fn deserialize_map<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Reason> {
        self.members(None, visitor)
    }

    fn deserialize_struct<V: Visitor<'de>>(
        self,
        name: &'static str,
        fields: &'static [&'static str],
        visitor: V,
    ) -> Result<V::Value, Reason> {
        if let Node::Object(members) = self.node {
            let mut structures = self.context.required.iter();
            let required = structures.find(|(structure, _)| *structure == name);
            let required = required.map_or(&[][..], |(_, required)| required);
            for field in fields.iter().filter(|field| !members.contains_key(**field)) {
                let taken = self.context.taken.iter().find(|taken| taken.name == *field);
                let path = Path::Name(&self.path, field).parts();
                match taken.filter(|_| matches!(self.path, Path::Root)) {
                    Some(taken) => {
                        let text = ambiguous(field, taken.location, FieldLocation::Body);
                        self.context.report(path, &text);
                    }
                    None if required.contains(field) => self.context.report(path, "is missing"),
                    None => {}
                }
            }
        }
        self.members(Some(fields), visitor)
    }

    fn deserialize_enum<V: Visitor<'de>>(
        self,
        _: &'static str,
        _: &'static [&'static str],
        visitor: V,
    ) -> Result<V::Value, Reason> {
        let path = self.path;
        match self.node {
            Node::Text(text) => visitor.visit_enum(BorrowedStrDeserializer::new(text)),
            Node::Object(members) => visitor.visit_enum(MapAccessDeserializer::new(Members {
                parent: self,
                rest: members.iter().map(|(name, node)| (name.as_str(), node)),
                value: None,
            })),
            _ => return self.deserialize_any(visitor),
        }
        .map_err(|reason: Reason| reason.with_path(&path))
    }

    forward_to_deserialize_any! {
        char str string bytes byte_buf unit unit_struct tuple tuple_struct identifier ignored_any
    }
}

/// A single value for a list of one item.
struct Single<'de, 'a>(Value<'de, 'a>);

impl<'de, 'a> de::IntoDeserializer<'de, Reason> for Single<'de, 'a> {
    type Deserializer = Value<'de, 'a>;

    fn into_deserializer(self) -> Value<'de, 'a> {
        self.0
    }
}

/// The members of an object, without those that are left out.
struct Members<'de, 'a, I> {
    parent: Value<'de, 'a>,
    rest: I,
    /// The member whose name was read last.
    value: Option<(&'de str, &'de Node)>,
}

impl<'de, I: Iterator<Item = (&'de str, &'de Node)>> de::MapAccess<'de> for Members<'de, '_, I> {
    type Error = Reason;

    fn next_key_seed<K: DeserializeSeed<'de>>(
        &mut self,
        seed: K,
    ) -> Result<Option<K::Value>, Reason> {
        let parent = self.parent;
        self.value = self
            .rest
            .find(|(name, _)| !parent.skips(&Path::Name(&parent.path, name)));
        let key = self
            .value
            .map(|(name, _)| BorrowedStrDeserializer::new(name));
        key.map(|key| seed.deserialize(key)).transpose()
    }

    fn next_value_seed<S: DeserializeSeed<'de>>(&mut self, seed: S) -> Result<S::Value, Reason> {
        let (name, node) = self
            .value
            .take()
            .ok_or_else(|| de::Error::custom("has no name"))?;
        let path = Path::Name(&self.parent.path, name);
        let value = Value {
            node,
            path,
            context: self.parent.context,
        };
        seed.deserialize(value)
            .map_err(|reason| reason.with_path(&path))
    }
}

/// The items of a list, without those that are left out.
struct Items<'de, 'a> {
    parent: Value<'de, 'a>,
    items: std::iter::Enumerate<std::slice::Iter<'de, Node>>,
}

impl<'de> de::SeqAccess<'de> for Items<'de, '_> {
    type Error = Reason;

    fn next_element_seed<S: DeserializeSeed<'de>>(
        &mut self,
        seed: S,
    ) -> Result<Option<S::Value>, Reason> {
        let parent = self.parent;
        let next = self
            .items
            .find(|(index, _)| !parent.skips(&Path::Item(&parent.path, *index)));
        let Some((index, node)) = next else {
            return Ok(None);
        };
        let path = Path::Item(&parent.path, index);
        let value = Value {
            node,
            path,
            context: parent.context,
        };
        seed.deserialize(value)
            .map(Some)
            .map_err(|reason| reason.with_path(&path))
    }
}
