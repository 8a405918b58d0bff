//! Implements the traits by which `jsonschema` reads a [`Tree`].

use std::borrow::Cow;
use std::collections::{BTreeMap, BTreeSet, btree_map};
use std::slice;

use jsonschema::JsonType;
use jsonschema::json::{Array, Json, JsonNumber, Node, NodeIdentity, Object};
use serde_json::{Number, Value};

use super::tree::Tree;

/// The representation of JSON by [`Tree`]. Validators of `jsonschema` are generic over it.
pub(crate) struct TreeJson;

/// The text of a number.
pub(crate) struct NumberText<'a>(pub(crate) &'a str);

impl Json for TreeJson {
    type Node<'a> = &'a Tree;
    type PreparedKey = String;
    type StringBuffer = Tree;

    const ACYCLIC: bool = true;

    fn prepare_key(key: &str) -> String {
        key.to_owned()
    }

    fn with_string_node<T>(buffer: &mut Tree, string: &str, f: impl FnOnce(&Tree) -> T) -> T {
        *buffer = Tree::String(string.to_owned());
        f(buffer)
    }
}

impl JsonNumber for NumberText<'_> {
    fn as_u64(&self) -> Option<u64> {
        self.0.parse().ok()
    }

    fn as_i64(&self) -> Option<i64> {
        self.0.parse().ok()
    }

    fn as_f64(&self) -> Option<f64> {
        self.0
            .parse()
            .ok()
            .filter(|number: &f64| number.is_finite())
    }

    fn as_str(&self) -> Cow<'_, str> {
        Cow::Borrowed(self.0)
    }

    /// Only errors and annotations use this, and this crate makes its errors from the tree.
    fn to_number(&self) -> Cow<'_, Number> {
        let number = self
            .as_u64()
            .map(Number::from)
            .or_else(|| self.as_i64().map(Number::from));
        Cow::Owned(
            number
                .or_else(|| self.as_f64().and_then(Number::from_f64))
                .unwrap_or_else(|| Number::from(0)),
        )
    }

    /// An integer is written as one: neither draft 4 nor typed clients accept `1.0` as an integer.
    fn is_integer(&self) -> bool {
        self.is_written_as_integer()
    }

    fn is_written_as_integer(&self) -> bool {
        !self.0.contains(['.', 'e', 'E'])
    }
}

impl<'a> Node<'a, TreeJson> for &'a Tree {
    type Object = &'a BTreeMap<String, Tree>;
    type Array = &'a [Tree];
    type Number = NumberText<'a>;

    fn as_object(&self) -> Option<Self::Object> {
        match self {
            Tree::Object(members) => Some(members),
            _ => None,
        }
    }

    fn as_array(&self) -> Option<Self::Array> {
        match self {
            Tree::Array(items) => Some(items),
            _ => None,
        }
    }

    fn as_string(&self) -> Option<Cow<'a, str>> {
        match self {
            Tree::String(text) => Some(Cow::Borrowed(text)),
            _ => None,
        }
    }

    fn as_number(&self) -> Option<Self::Number> {
        match self {
            Tree::Number(text) => Some(NumberText(text)),
            _ => None,
        }
    }

    fn as_boolean(&self) -> Option<bool> {
        match self {
            Tree::Bool(value) => Some(*value),
            _ => None,
        }
    }

    fn is_null(&self) -> bool {
        matches!(self, Tree::Null)
    }

    fn json_type(&self) -> JsonType {
        match self {
            Tree::Null => JsonType::Null,
            Tree::Bool(_) => JsonType::Boolean,
            Tree::Number(_) => JsonType::Number,
            Tree::String(_) => JsonType::String,
            Tree::Array(_) => JsonType::Array,
            Tree::Object(_) => JsonType::Object,
        }
    }

    fn equals_value(&self, expected: &Value) -> bool {
        self.equals(&Tree::from(expected))
    }

    /// The value that `jsonschema` keeps in an error. Violations contain no value of a message, and a
    /// copy of a large body for each error would take long.
    fn to_value(&self) -> Cow<'a, Value> {
        Cow::Owned(Value::Null)
    }

    fn identity(&self) -> Option<NodeIdentity> {
        Some(NodeIdentity::new(std::ptr::from_ref::<Tree>(self).addr()))
    }
}

/// The members of an object.
pub(crate) struct Members<'a>(btree_map::Iter<'a, String, Tree>);

impl<'a> Iterator for Members<'a> {
    type Item = (&'a str, &'a Tree);

    fn next(&mut self) -> Option<Self::Item> {
        self.0.next().map(|(name, value)| (name.as_str(), value))
    }
}

impl<'a> Object<'a, TreeJson> for &'a BTreeMap<String, Tree> {
    type Node = &'a Tree;
    type MemberName = &'a str;
    type MembersIter = Members<'a>;

    fn len(&self) -> usize {
        BTreeMap::len(self)
    }

    fn get(&self, key: &String) -> Option<&'a Tree> {
        BTreeMap::get(self, key)
    }

    fn members(&self) -> Members<'a> {
        Members(self.iter())
    }
}

impl<'a> Array<'a, TreeJson> for &'a [Tree] {
    type Node = &'a Tree;
    type ElementsIter = slice::Iter<'a, Tree>;

    fn len(&self) -> usize {
        <[Tree]>::len(self)
    }

    fn elements(&self) -> slice::Iter<'a, Tree> {
        self.iter()
    }

    fn is_unique(&self) -> bool {
        let mut seen = BTreeSet::new();
        self.iter().all(|item| seen.insert(item.canonical()))
    }
}
