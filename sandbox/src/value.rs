//! Conversion of script values from and to JSON, with all digits of numbers.

use std::collections::{BTreeMap, HashMap};
use std::fmt::Write as _;
use std::sync::Arc;

use classifications_contract::Tree;
use rhai::{Array, Dynamic, INT, Map};
use rust_decimal::Decimal;

use crate::number;

/// A number with more digits than a decimal holds. Scripts compare it by its first 28 digits.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct Digits {
    text: String,
    pub(crate) nearest: Decimal,
}

/// Stored resources in the order of their keys. Clones share them.
#[derive(Debug, Clone, Default)]
pub(crate) struct Rows(pub(crate) Arc<[Arc<Map>]>);

/// A stored resource as a response: shared with the store instead of copied.
#[derive(Debug, Clone)]
pub(crate) struct Row(pub(crate) Arc<Map>);

/// The value of a member that is written as null; a member that is unit is omitted. As a filter, it
/// matches absent members.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Null;

/// The order in which members of objects are written: that of the document.
#[derive(Debug, Default)]
pub(crate) struct Order(HashMap<String, usize>);

impl Order {
    /// Adds a name at the end.
    pub(crate) fn add(&mut self, name: &str) {
        if !self.0.contains_key(name) {
            self.0.insert(name.to_owned(), self.0.len());
        }
    }

    /// The position of a name; unknown names come last.
    fn of(&self, name: &str) -> usize {
        self.0.get(name).copied().unwrap_or(usize::MAX)
    }
}

/// A value read from JSON.
pub(crate) fn of_tree(tree: Tree) -> Dynamic {
    match tree {
        Tree::Null => Dynamic::UNIT,
        Tree::Bool(value) => value.into(),
        Tree::Number(text) => of_number(&text),
        Tree::String(text) => text.into(),
        Tree::Array(items) => items.into_iter().map(of_tree).collect::<Array>().into(),
        Tree::Object(members) => Dynamic::from_map(map_of_trees(members)),
    }
}

/// An object; empty for another value.
pub(crate) fn map_of_tree(tree: Tree) -> Map {
    match tree {
        Tree::Object(members) => map_of_trees(members),
        _ => Map::new(),
    }
}

/// Values by name, as an object.
pub(crate) fn map_of_trees(members: BTreeMap<String, Tree>) -> Map {
    let mut map = Map::new();
    // `collect` would sort the members, which are sorted already.
    for (name, value) in members {
        map.insert(name.into(), of_tree(value));
    }
    map
}

fn of_number(text: &str) -> Dynamic {
    if let Ok(integer) = text.parse::<INT>() {
        return integer.into();
    }
    number::read(text).map_or_else(
        || {
            Dynamic::from(Digits {
                text: text.to_owned(),
                nearest: number::nearest(text),
            })
        },
        Dynamic::from_decimal,
    )
}

/// Whether members with a leading underscore, which belong to the model, are written.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Own {
    Written,
    Omitted,
}

/// Writes a value as JSON for a response, without members that belong to the model. A value without
/// a JSON form (a function, a range) becomes null.
pub(crate) fn to_json(value: &Dynamic, order: &Order) -> String {
    let mut json = String::with_capacity(512);
    write(value, order, Own::Omitted, &mut json);
    json
}

/// Writes a stored object as JSON, with the members that belong to the model.
pub(crate) fn map_to_json(map: &Map, order: &Order) -> String {
    let mut json = String::with_capacity(512);
    write_map(map, order, Own::Written, &mut json);
    json
}

fn write(value: &Dynamic, order: &Order, own: Own, json: &mut String) {
    if let Some(map) = value.read_lock::<Map>() {
        write_map(&map, order, own, json);
    } else if let Some(items) = value.read_lock::<Array>() {
        write_items(items.iter(), json, |item, json| {
            write(item, order, own, json);
        });
    } else if let Some(rows) = value.read_lock::<Rows>() {
        write_items(rows.0.iter(), json, |row, json| {
            write_map(row, order, own, json);
        });
    } else if let Some(row) = value.read_lock::<Row>() {
        write_map(&row.0, order, own, json);
    } else if let Some(digits) = value.read_lock::<Digits>() {
        json.push_str(&digits.text);
    } else if let Ok(text) = value.as_immutable_string_ref() {
        write_text(&text, json);
    } else if let Ok(number) = value.as_decimal() {
        // Writing to a string does not fail.
        let _ = write!(json, "{number}");
    } else if let Ok(number) = value.as_int() {
        let _ = write!(json, "{number}");
    } else if let Ok(value) = value.as_bool() {
        json.push_str(if value { "true" } else { "false" });
    } else if value.is_char() {
        write_text(&value.to_string(), json);
    } else {
        json.push_str("null");
    }
}

fn write_items<T>(
    items: impl Iterator<Item = T>,
    json: &mut String,
    write_item: impl Fn(T, &mut String),
) {
    json.push('[');
    for (index, item) in items.enumerate() {
        if index > 0 {
            json.push(',');
        }
        write_item(item, json);
    }
    json.push(']');
}

/// Members that are unit are omitted: the property is absent.
fn write_map(map: &Map, order: &Order, own: Own, json: &mut String) {
    let is_written = |name: &str| own == Own::Written || !name.starts_with('_');
    let members = map.iter();
    let members = members.filter(|(name, value)| !value.is_unit() && is_written(name));
    let members = members.map(|(name, value)| (order.of(name), name, value));
    let mut members: Vec<_> = members.collect();
    members.sort_by_key(|(position, ..)| *position);
    json.push('{');
    for (index, (_, name, value)) in members.into_iter().enumerate() {
        if index > 0 {
            json.push(',');
        }
        write_text(name, json);
        json.push(':');
        write(value, order, own, json);
    }
    json.push('}');
}

fn write_text(text: &str, json: &mut String) {
    if text.bytes().any(|b| b < b' ' || b == b'"' || b == b'\\') {
        // The text of a string is always JSON.
        let _ = write!(json, "{}", serde_json::Value::from(text));
        return;
    }
    json.push('"');
    json.push_str(text);
    json.push('"');
}

/// Whether two values are equal; numbers are compared by value.
pub(crate) fn same(a: &Dynamic, b: &Dynamic) -> bool {
    match (decimal(a), decimal(b)) {
        (Some(a), Some(b)) => return a == b,
        (None, None) => {}
        _ => return false,
    }
    if let (Ok(a), Ok(b)) = (a.as_immutable_string_ref(), b.as_immutable_string_ref()) {
        return *a == *b;
    }
    if let (Ok(a), Ok(b)) = (a.as_bool(), b.as_bool()) {
        return a == b;
    }
    match (a.read_lock::<Digits>(), b.read_lock::<Digits>()) {
        (Some(a), Some(b)) => *a == *b,
        _ => is_nothing(a) && is_nothing(b),
    }
}

fn is_nothing(value: &Dynamic) -> bool {
    value.is_unit() || value.is::<Null>()
}

fn decimal(value: &Dynamic) -> Option<Decimal> {
    let integer = value.as_int().ok().map(Decimal::from);
    integer.or_else(|| value.as_decimal().ok())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn value(json: &str) -> Dynamic {
        of_tree(json.parse().unwrap())
    }

    #[test]
    fn json_keeps_all_digits_and_the_documents_order() {
        let mut order = Order::default();
        for name in ["z", "b", "z"] {
            order.add(name);
        }
        let json = r#"{"z":[1,40000.00,true,"\"é\"",{}],"b":0.12345678901234567890123456789012345,"a":90071992547409.93}"#;
        assert_eq!(to_json(&value(json), &order), json);
        let null = to_json(&value(r#"{"a":null,"b":[null]}"#), &order);
        assert_eq!(null, r#"{"b":[null]}"#);
        let own = Map::from([("_x".into(), 1.into()), ("y".into(), Dynamic::from(Null))]);
        assert_eq!(map_to_json(&own, &order), r#"{"_x":1,"y":null}"#);
        assert_eq!(to_json(&own.into(), &order), r#"{"y":null}"#);
    }

    #[test]
    fn numbers_are_compared_by_value_and_texts_literally() {
        for (a, b) in [
            ("1", "1.00"),
            ("1e1", "10"),
            (r#""a""#, r#""a""#),
            ("null", "null"),
        ] {
            assert!(same(&value(a), &value(b)), "{a} {b}");
        }
        for (a, b) in [
            ("1", r#""1""#),
            ("true", "1"),
            (r#""a""#, r#""A""#),
            ("null", "0"),
        ] {
            assert!(!same(&value(a), &value(b)), "{a} {b}");
        }
    }
}
