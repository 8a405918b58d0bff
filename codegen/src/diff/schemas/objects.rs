//! Objects: their properties, own and inherited, and what else they may hold.

use std::collections::{BTreeSet, HashSet};

use indexmap::IndexMap;
use serde_json::{Value, json};

use super::{compare, elements, is_nullable, type_text};
use crate::diff::{Differ, Direction};
use crate::pointer;

/// An object with all that it is made of: `allOf` is inheritance, see `normalise::all_of_objects`.
#[derive(Default)]
struct Object {
    /// By name: where a property stands, and its schema.
    properties: IndexMap<String, (String, Value)>,
    required: BTreeSet<String>,
    additional: Option<Value>,
}

impl Object {
    fn of(document: &Value, at: &str, schema: &Value) -> Self {
        let mut object = Self::default();
        object.add(document, at, schema, &mut HashSet::new());
        object
    }

    fn add(&mut self, document: &Value, at: &str, schema: &Value, met: &mut HashSet<String>) {
        if let Some(reference) = schema.get("$ref").and_then(Value::as_str) {
            // what is made of itself, or of one part twice, gets nothing from it the second time
            if let Some(target) = pointer::follow(document, reference)
                && met.insert(reference.to_owned())
            {
                self.add(document, reference.trim_start_matches('#'), target, met);
            }
            return;
        }
        let parts = schema.get("allOf").and_then(Value::as_array);
        for (i, part) in parts.into_iter().flatten().enumerate() {
            let at = pointer::join(&pointer::join(at, "allOf"), i.to_string());
            self.add(document, &at, part, met);
        }
        let at = pointer::join(at, "properties");
        let properties = schema.get("properties").and_then(Value::as_object);
        for (name, property) in properties.into_iter().flatten() {
            let place = pointer::join(&at, name);
            self.properties
                .insert(name.clone(), (place, property.clone()));
        }
        let required = schema.get("required").and_then(Value::as_array);
        let required = required.into_iter().flatten().filter_map(Value::as_str);
        self.required.extend(required.map(str::to_owned));
        match schema.get("additionalProperties") {
            Some(Value::Bool(true)) => self.additional = Some(json!({})),
            Some(values @ Value::Object(_)) => self.additional = Some(values.clone()),
            // the properties of subtypes have to survive in their base
            _ if schema.get("discriminator").is_some() => {
                self.additional.get_or_insert(json!({}));
            }
            _ => {}
        }
    }
}

/// Compares two objects.
pub(super) fn objects(
    differ: &mut Differ<'_>,
    at: &str,
    old: &Value,
    new: &Value,
    direction: Direction,
) {
    let (a, b) = (
        Object::of(differ.old, at, old),
        Object::of(differ.new, at, new),
    );
    if a.properties.is_empty() != b.properties.is_empty() {
        differ.note(
            "type-changed",
            at,
            direction,
            "an object with properties, or one without, became the other",
        );
    }
    for (name, (place, schema)) in &a.properties {
        match b.properties.get(name) {
            None => differ.note(
                "property-removed",
                place,
                direction,
                format!("{name} was removed"),
            ),
            Some((place, other)) => {
                let needed = (a.required.contains(name), b.required.contains(name));
                property(differ, place, (name, schema, other), needed, direction);
            }
        }
    }
    let added = b
        .properties
        .iter()
        .filter(|(name, _)| !a.properties.contains_key(*name));
    for (name, (place, _)) in added {
        let (rule, words) = if b.required.contains(name) {
            ("property-added-required", "is new and required")
        } else {
            ("property-added-optional", "is new")
        };
        differ.note(rule, place, direction, format!("{name} {words}"));
    }
    if a.additional == b.additional {
        // whether others are refused: the client reads them either way
        differ.words(at, old, new, &["additionalProperties"]);
    }
    additional(differ, at, (a.additional, b.additional), direction);
    for (key, rule, words) in [
        (
            "allOf",
            "composition-changed",
            "it is made of other parts; their properties are compared",
        ),
        (
            "discriminator",
            "discriminator-changed",
            "the discriminator changed",
        ),
    ] {
        if old.get(key) != new.get(key) {
            differ.note(rule, pointer::join(at, key), direction, words);
        }
    }
}

fn property(
    differ: &mut Differ<'_>,
    at: &str,
    (name, old, new): (&str, &Value, &Value),
    needed: (bool, bool),
    direction: Direction,
) {
    match needed {
        (false, true) => differ.note(
            "property-became-required",
            at,
            direction,
            format!("{name} is required now"),
        ),
        (true, false) => differ.note(
            "property-became-optional",
            at,
            direction,
            format!("{name} is optional now"),
        ),
        _ => {}
    }
    if is_nullable(old) != is_nullable(new) {
        let rule = if needed == (false, false) {
            "nullable-same-type"
        } else {
            "nullable-changed"
        };
        differ.note(
            rule,
            pointer::join(at, "x-nullable"),
            direction,
            format!("{name} may be null, or may no more"),
        );
    }
    differ.words(at, old, new, &["description", "title", "example"]);
    compare(differ, at, old, new, direction);
}

fn additional(
    differ: &mut Differ<'_>,
    at: &str,
    values: (Option<Value>, Option<Value>),
    direction: Direction,
) {
    let place = pointer::join(at, "additionalProperties");
    match values {
        (None, Some(_)) => differ.note(
            "additional-properties-added",
            place,
            direction,
            "other properties are allowed now",
        ),
        (Some(_), None) => differ.note(
            "additional-properties-removed",
            place,
            direction,
            "other properties are allowed no more",
        ),
        (Some(a), Some(b)) if type_text(&a, "other") != type_text(&b, "other") => differ.note(
            "additional-properties-changed",
            place,
            direction,
            "other properties have another type",
        ),
        (Some(a), Some(b)) => elements(differ, &place, &a, &b, direction),
        _ => {}
    }
}
