//! The deserializer of a value. The form that a type requests determines what is tolerated.

use serde::de::value::{MapAccessDeserializer, StrDeserializer};
use serde::de::{
    DeserializeSeed, Deserializer, Error as _, IntoDeserializer as _, MapAccess, SeqAccess, Visitor,
};
use serde::forward_to_deserialize_any;

use super::limits::Lifted;
use super::pass::Pass;
use super::plan::number;
use super::tree::{ABSENT, Parts, Tree};
use super::unreadable::{Frame, Mismatch, Requested, Root, Step};
use crate::number::{is_number, parse};
use crate::raw_text::RAW_VALUE;
use crate::tolerated::Tolerance;

impl<'de> Pass<'de> {
    /// Reads the whole body if `step` is `None`, otherwise the value to which `step` leads from the current one.
    pub fn read<S: DeserializeSeed<'de>>(
        &self,
        step: Option<Step<'de>>,
        tree: &'de Tree<'de>,
        seed: S,
    ) -> Result<S::Value, Mismatch> {
        self.value_count.set(self.value_count.get() + 1);
        if let Some(step) = step {
            let frame = Frame {
                at: tree.at,
                end: tree.end(),
                is_row: matches!(step, Step::Index(_)),
            };
            self.path.borrow_mut().push((step, frame));
        }
        let value = match self.plan.repair(tree.at) {
            Some((substitute, tolerance)) => {
                self.tolerate(tolerance);
                substitute
            }
            None => tree,
        };
        let result = seed.deserialize(Node::new(value, self));
        match &result {
            Ok(_) if Lifted::take() > 0 => self.tolerate(Tolerance::Limit),
            Ok(_) => {}
            Err(mismatch) => self.record_unreadable(tree, mismatch),
        }
        if step.is_some() {
            self.path.borrow_mut().pop();
        }
        result
    }
}

/// A value of a body.
pub(super) struct Node<'de, 'p> {
    tree: &'de Tree<'de>,
    pass: &'p Pass<'de>,
}

impl<'de, 'p> Node<'de, 'p> {
    pub fn new(tree: &'de Tree<'de>, pass: &'p Pass<'de>) -> Self {
        Self { tree, pass }
    }

    /// Visits a scalar as `serde_json` does.
    fn scalar<V: Visitor<'de>>(text: &'de str, visitor: V) -> Result<V::Value, Mismatch> {
        let mut json = serde_json::Deserializer::from_str(text);
        json.deserialize_any(visitor).map_err(Mismatch::custom)
    }

    /// Visits the value in the form that it has.
    fn any<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Mismatch> {
        match &self.tree.parts {
            Parts::Scalar => Self::scalar(&self.tree.raw, visitor),
            Parts::List(_) => self.list(visitor),
            Parts::Object(members) => {
                visitor.visit_map(Object::new(members, self.tree.at, self.pass))
            }
            Parts::Absent => Err(Mismatch { missing: None }),
        }
    }

    /// Visits a list without the rows before the cursor.
    fn list<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Mismatch> {
        let Parts::List(rows) = &self.tree.parts else {
            return self.any(visitor);
        };
        if self.pass.plan.leaves_all_out(rows) {
            return Err(Mismatch { missing: None });
        }
        let next = rows.partition_point(|row| row.end() <= self.pass.cursor);
        visitor.visit_seq(List {
            rows,
            next,
            pass: self.pass,
        })
    }

    /// The trimmed text of a string, if `is_valid` accepts it.
    fn unquoted(&self, is_valid: fn(&str) -> bool) -> Option<String> {
        let text = self.tree.text()?;
        is_valid(text.trim()).then(|| text.trim().to_owned())
    }

    /// Reads an integer, which may be written as a number or a text with the same value.
    fn integer<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Mismatch> {
        self.pass.request(Requested::Scalar);
        let quoted = self.unquoted(|text| number(text).is_some());
        let digits = quoted.as_deref().unwrap_or(&self.tree.raw);
        let is_scalar = matches!(self.tree.parts, Parts::Scalar);
        if !is_scalar || (quoted.is_none() && !is_number(digits)) {
            return self.any(visitor);
        }
        let Some(whole) = whole(digits) else {
            return self.any(visitor);
        };
        if quoted.is_some() {
            self.pass.tolerate(Tolerance::Quoted);
        }
        if digits.contains(['.', 'e', 'E']) {
            self.pass.tolerate(Tolerance::WholeNumber);
        }
        match (i64::try_from(whole), u64::try_from(whole)) {
            (Ok(whole), _) if whole < 0 => visitor.visit_i64(whole),
            (_, Ok(whole)) => visitor.visit_u64(whole),
            _ => self.any(visitor),
        }
    }

    /// Reads a text, which may be written as a number or a boolean.
    fn string<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Mismatch> {
        self.pass.request(Requested::Text);
        let raw = &*self.tree.raw;
        if matches!(self.tree.parts, Parts::Scalar) && raw != "null" && !raw.starts_with('"') {
            self.pass.tolerate(Tolerance::Unquoted);
            return visitor.visit_str(raw);
        }
        self.any(visitor)
    }
}

/// The number with these digits, if it is whole.
fn whole(digits: &str) -> Option<i128> {
    let number = parse(digits).ok()?.normalize();
    (number.scale() == 0).then(|| number.mantissa())
}

macro_rules! forward {
    ($to:ident: $($name:ident)*) => {
        $(fn $name<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Mismatch> {
            self.$to(visitor)
        })*
    };
}

impl<'de> Deserializer<'de> for Node<'de, '_> {
    type Error = Mismatch;

    forward! { integer:
        deserialize_i8 deserialize_i16 deserialize_i32 deserialize_i64 deserialize_i128
        deserialize_u8 deserialize_u16 deserialize_u32 deserialize_u64 deserialize_u128
    }

    forward! { string: deserialize_str deserialize_string deserialize_char deserialize_identifier }

    fn deserialize_f32<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Mismatch> {
        self.deserialize_f64(visitor)
    }

    fn deserialize_f64<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Mismatch> {
        self.pass.request(Requested::Scalar);
        let quoted = self.unquoted(|text| number(text).is_some());
        match quoted.and_then(|number| number.parse().ok()) {
            Some(number) => {
                self.pass.tolerate(Tolerance::Quoted);
                visitor.visit_f64(number)
            }
            None => self.any(visitor),
        }
    }

    fn deserialize_bool<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Mismatch> {
        self.pass.request(Requested::Scalar);
        match self.unquoted(|text| matches!(text, "true" | "false")) {
            Some(text) => {
                self.pass.tolerate(Tolerance::Quoted);
                visitor.visit_bool(text == "true")
            }
            None => self.any(visitor),
        }
    }

    fn deserialize_any<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Mismatch> {
        self.pass.request_root(Root::Other);
        self.any(visitor)
    }

    fn deserialize_option<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Mismatch> {
        if matches!(self.tree.parts, Parts::Scalar) && self.tree.raw == "null" {
            return visitor.visit_none();
        }
        visitor.visit_some(self)
    }

    fn deserialize_newtype_struct<V: Visitor<'de>>(
        self,
        name: &'static str,
        visitor: V,
    ) -> Result<V::Value, Mismatch> {
        if name != RAW_VALUE {
            return visitor.visit_newtype_struct(self);
        }
        self.pass.request(Requested::Digits);
        if matches!(self.tree.parts, Parts::Absent) {
            return self.any(visitor);
        }
        let mut json = serde_json::Deserializer::from_str(&self.tree.raw);
        json.deserialize_newtype_struct(name, visitor)
            .map_err(Mismatch::custom)
    }

    fn deserialize_seq<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Mismatch> {
        self.pass.request_root(Root::List);
        if self.tree.raw == "null" {
            self.pass.tolerate(Tolerance::NoList);
            let rows = &[];
            let (next, pass) = (0, self.pass);
            return visitor.visit_seq(List { rows, next, pass });
        }
        self.list(visitor)
    }

    fn deserialize_map<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Mismatch> {
        self.pass.request_root(Root::Other);
        self.any(visitor)
    }

    fn deserialize_struct<V: Visitor<'de>>(
        self,
        _: &'static str,
        fields: &'static [&'static str],
        visitor: V,
    ) -> Result<V::Value, Mismatch> {
        self.pass.request_root(Root::Object(fields));
        self.pass.request(Requested::Object);
        match &self.tree.parts {
            // derived code would accept a list of the properties' values
            Parts::List(_) => Err(Mismatch { missing: None }),
            _ => self.any(visitor),
        }
    }

    fn deserialize_enum<V: Visitor<'de>>(
        self,
        _: &'static str,
        _: &'static [&'static str],
        visitor: V,
    ) -> Result<V::Value, Mismatch> {
        self.pass.request_root(Root::Other);
        match &self.tree.parts {
            Parts::Object(members) => {
                let object = Object::new(members, self.tree.at, self.pass);
                visitor.visit_enum(MapAccessDeserializer::new(object))
            }
            _ => match self.tree.text() {
                Some(text) => visitor.visit_enum(text.into_deserializer()),
                None => Err(Mismatch { missing: None }),
            },
        }
    }

    fn deserialize_ignored_any<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Mismatch> {
        visitor.visit_unit()
    }

    forward_to_deserialize_any! { bytes byte_buf unit unit_struct tuple tuple_struct }
}

/// The rows of a list.
struct List<'de, 'p> {
    rows: &'de [Tree<'de>],
    /// The index of the next row.
    next: usize,
    pass: &'p Pass<'de>,
}

impl<'de> SeqAccess<'de> for List<'de, '_> {
    type Error = Mismatch;

    fn next_element_seed<S: DeserializeSeed<'de>>(
        &mut self,
        seed: S,
    ) -> Result<Option<S::Value>, Mismatch> {
        while let Some(row) = self.rows.get(self.next) {
            let index = self.next;
            self.next += 1;
            match self.pass.plan.left_out(row.at) {
                Some(pointer) => self.pass.leave_out(index, row, pointer),
                None => {
                    return self
                        .pass
                        .read(Some(Step::Index(index)), row, seed)
                        .map(Some);
                }
            }
        }
        Ok(None)
    }
}

/// The members of an object, then those that are absent and read as empty lists.
struct Object<'de, 'p> {
    members: std::slice::Iter<'de, (String, Tree<'de>)>,
    absent: std::slice::Iter<'de, &'static str>,
    /// The member whose name was read last.
    value: Option<(&'de str, &'de Tree<'de>)>,
    pass: &'p Pass<'de>,
}

impl<'de, 'p> Object<'de, 'p> {
    fn new(members: &'de [(String, Tree<'de>)], at: usize, pass: &'p Pass<'de>) -> Self {
        Self {
            members: members.iter(),
            absent: pass.plan.absent(at).iter(),
            value: None,
            pass,
        }
    }
}

impl<'de> MapAccess<'de> for Object<'de, '_> {
    type Error = Mismatch;

    fn next_key_seed<S: DeserializeSeed<'de>>(
        &mut self,
        seed: S,
    ) -> Result<Option<S::Value>, Mismatch> {
        self.value = match self.members.next() {
            Some((name, value)) => Some((name, value)),
            None => self.absent.next().map(|name| (*name, &ABSENT)),
        };
        let Some((name, _)) = self.value else {
            return Ok(None);
        };
        seed.deserialize(StrDeserializer::new(name)).map(Some)
    }

    fn next_value_seed<S: DeserializeSeed<'de>>(&mut self, seed: S) -> Result<S::Value, Mismatch> {
        let (name, value) = self.value.take().ok_or(Mismatch { missing: None })?;
        self.pass.read(Some(Step::Name(name)), value, seed)
    }
}
