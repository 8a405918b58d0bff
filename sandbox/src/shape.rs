//! The properties of a schema, in the document's order.

use indexmap::IndexMap;
use serde_json::Value;

/// The maximum depth of nested schemas, and the maximum length of a chain of references.
const MAX_LEVELS: usize = 8;

/// The properties of a value, or of its items.
#[derive(Debug, Default)]
pub(crate) struct Shape {
    members: IndexMap<String, Shape>,
    items: Option<Box<Shape>>,
}

impl Shape {
    /// The shape of a schema.
    pub(crate) fn of(document: &Value, schema: &Value) -> Self {
        let mut shape = Self::default();
        shape.add(document, schema, 0);
        shape
    }

    fn add(&mut self, document: &Value, schema: &Value, depth: usize) {
        if depth > MAX_LEVELS {
            return;
        }
        let schema = resolved(document, schema);
        for keyword in ["allOf", "oneOf", "anyOf"] {
            let parts = schema.get(keyword).and_then(Value::as_array);
            for part in parts.into_iter().flatten() {
                self.add(document, part, depth + 1);
            }
        }
        if let Some(items) = schema.get("items") {
            let item = self.items.get_or_insert_default();
            item.add(document, items, depth + 1);
        }
        let properties = schema.get("properties").and_then(Value::as_object);
        for (name, property) in properties.into_iter().flatten() {
            let member = self.members.entry(name.clone()).or_default();
            member.add(document, property, depth + 1);
        }
    }

    /// Adds a property of this shape.
    pub(crate) fn add_member(&mut self, name: &str, shape: Shape) {
        self.members.insert(name.to_owned(), shape);
    }

    /// Whether there is a property at the path. A value without known properties has any property.
    pub(crate) fn has(&self, path: &[String]) -> bool {
        let Some((first, rest)) = path.split_first() else {
            return true;
        };
        if self.members.is_empty() {
            return true;
        }
        self.members.get(first).is_some_and(|below| below.has(rest))
    }

    /// Whether there is a property at the path. Only properties below the first step may be unknown.
    pub(crate) fn has_member(&self, path: &[String]) -> bool {
        let member = path.first().and_then(|first| self.members.get(first));
        member.is_some_and(|below| below.has(path.get(1..).unwrap_or_default()))
    }

    /// The position of a value in the document's order: its index in each object and list along the
    /// path. Unknown values come last.
    pub(crate) fn position<'a>(&self, mut steps: impl Iterator<Item = &'a str>) -> Vec<usize> {
        let mut position = vec![];
        let mut shape = Some(self);
        for step in &mut steps {
            let member = shape.and_then(|shape| shape.members.get_full(step));
            let items = shape.and_then(|shape| shape.items.as_deref());
            let (index, below) = match (member, items) {
                (Some((index, _, below)), _) => (index, Some(below)),
                (None, Some(items)) => (step.parse().unwrap_or(usize::MAX), Some(items)),
                (None, None) => (usize::MAX, None),
            };
            position.push(index);
            shape = below;
        }
        position
    }
}

/// A part of the document, with `$ref` resolved.
pub(crate) fn resolved<'a>(document: &'a Value, part: &'a Value) -> &'a Value {
    let mut part = part;
    for _ in 0..MAX_LEVELS {
        match target(document, part) {
            Some(pointer) => part = document.pointer(pointer).unwrap_or(part),
            None => break,
        }
    }
    part
}

/// The pointer of a part, with `$ref` resolved.
pub(crate) fn resolved_at(document: &Value, pointer: &str) -> String {
    let mut pointer = pointer;
    for _ in 0..MAX_LEVELS {
        let part = document.pointer(pointer);
        match part.and_then(|part| target(document, part)) {
            Some(target) => pointer = target,
            None => break,
        }
    }
    pointer.to_owned()
}

/// The pointer that a reference contains; `None` if the part is no reference, or refers to nothing
/// in the document.
fn target<'a>(document: &Value, part: &'a Value) -> Option<&'a str> {
    let pointer = part.get("$ref")?.as_str()?.strip_prefix('#')?;
    document.pointer(pointer).is_some().then_some(pointer)
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    #[test]
    fn properties_are_known_in_the_documents_order_and_loops_end() {
        let document = json!({ "schemas": {
            "Node": { "allOf": [{ "properties": {
                "z": { "type": "string" },
                "a": { "type": "array", "items": { "$ref": "#/schemas/Node" } },
                "free": { "type": "object" },
            } }] },
            "Loop": { "$ref": "#/schemas/Loop" },
        } });
        let shape = Shape::of(&document, &json!({ "$ref": "#/schemas/Node" }));
        let path = |text: &str| -> Vec<String> { text.split('.').map(str::to_owned).collect() };
        assert!(shape.has(&path("z")) && shape.has(&path("free.anything")));
        assert!(!shape.has(&path("y")));
        assert_eq!(shape.position("a.2.z".split('.')), [1, 2, 0]);
        assert_eq!(shape.position("q".split('.')), [usize::MAX]);
        let looped = Shape::of(&document, &json!({ "$ref": "#/schemas/Loop" }));
        assert!(looped.has(&path("x")));
    }
}
