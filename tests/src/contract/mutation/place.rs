//! Where in a document a change can be made, and how it is made there.

use serde_json::{Map, Value};

use crate::contract::schema::{escape, operations};

/// The places of nodes that a filter takes, by their JSON pointers; examples are left out.
pub(super) fn nodes(
    document: &Value,
    takes: impl Fn(&str, &Map<String, Value>) -> bool,
) -> Vec<String> {
    let mut found = vec![];
    walk(document, "", &takes, &mut found);
    found
}

fn walk(
    node: &Value,
    at: &str,
    takes: &impl Fn(&str, &Map<String, Value>) -> bool,
    found: &mut Vec<String>,
) {
    match node {
        Value::Array(items) => {
            for (index, item) in items.iter().enumerate() {
                walk(item, &format!("{at}/{index}"), takes, found);
            }
        }
        Value::Object(members) => {
            if takes(at, members) {
                found.push(at.to_owned());
            }
            for (name, inner) in members {
                let inside_properties = at.ends_with("/properties");
                if inside_properties || (name != "example" && name != "examples") {
                    walk(inner, &format!("{at}/{}", escape(name)), takes, found);
                }
            }
        }
        _ => {}
    }
}

/// Nodes that are schemas and have this type; all schemas where it is empty.
pub(super) fn schemas(document: &Value, kind: &str) -> Vec<String> {
    nodes(document, |at, node| {
        is_schema(at) && (kind.is_empty() || node.get("type").is_some_and(|found| found == kind))
    })
}

/// Schemas with a keyword.
pub(super) fn schemas_with(document: &Value, keyword: &str) -> Vec<String> {
    nodes(document, |at, node| {
        is_schema(at) && node.contains_key(keyword)
    })
}

/// Whether a pointer is a schema's: one of the components, a property, an item or a message's.
fn is_schema(at: &str) -> bool {
    let (parent, name) = at.rsplit_once('/').unwrap_or_default();
    let below = at.contains("/schema") || at.contains("/components/schemas/");
    below
        && (parent == "/components/schemas"
            || parent.ends_with("/properties")
            || matches!(name, "schema" | "items"))
}

/// The operations.
pub(super) fn of_operations(document: &Value) -> Vec<String> {
    operations(document)
        .map(|operation| operation.pointer)
        .collect()
}

/// The members of a node that stand at these places, as places.
pub(super) fn members(document: &Value, parents: &[String], name: &str) -> Vec<String> {
    let parents = parents.iter().map(|parent| format!("{parent}/{name}"));
    parents
        .flat_map(|parent| children(document, &parent))
        .collect()
}

/// The members of an object or items of a list, as places.
pub(super) fn children(document: &Value, parent: &str) -> Vec<String> {
    match document.pointer(parent) {
        Some(Value::Object(members)) => members
            .keys()
            .map(|name| format!("{parent}/{}", escape(name)))
            .collect(),
        Some(Value::Array(items)) => (0..items.len()).map(|i| format!("{parent}/{i}")).collect(),
        _ => vec![],
    }
}

/// Changes the object at a place.
pub(super) fn edit(document: &mut Value, at: &str, change: impl FnOnce(&mut Map<String, Value>)) {
    if let Some(Value::Object(members)) = document.pointer_mut(at) {
        change(members);
    }
}

/// Sets a member of the object at a place.
pub(super) fn set(document: &mut Value, at: &str, name: &str, value: impl Into<Value>) {
    edit(document, at, |members| {
        members.insert(name.to_owned(), value.into());
    });
}

/// Takes a member out of the object at a place.
pub(super) fn unset(document: &mut Value, at: &str, name: &str) {
    edit(document, at, |members| {
        members.remove(name);
    });
}

/// Replaces what stands at a place.
pub(super) fn replace(document: &mut Value, at: &str, value: Value) {
    if let Some(node) = document.pointer_mut(at) {
        *node = value;
    }
}

/// A place's parent and its name there.
pub(super) fn split(at: &str) -> (&str, String) {
    let (parent, name) = at.rsplit_once('/').unwrap_or_default();
    (parent, name.replace("~1", "/").replace("~0", "~"))
}

/// Removes what stands at a place.
pub(super) fn remove(document: &mut Value, at: &str) {
    let (parent, name) = split(at);
    match document.pointer_mut(parent) {
        Some(Value::Object(members)) => {
            members.remove(&name);
        }
        Some(Value::Array(items)) => {
            if let Some(index) = name.parse().ok().filter(|index| *index < items.len()) {
                items.remove(index);
            }
        }
        _ => {}
    }
}

/// Gives what stands at a place another name.
pub(super) fn rename(document: &mut Value, at: &str, to: &str) {
    let (parent, name) = split(at);
    edit(document, parent, |members| {
        if let Some(value) = members.remove(&name) {
            members.insert(to.to_owned(), value);
        }
    });
}

/// Adds to the list that is a member of the object at a place.
pub(super) fn append(document: &mut Value, at: &str, name: &str, value: Value) {
    edit(document, at, |members| {
        let list = members.entry(name).or_insert_with(|| Value::Array(vec![]));
        if let Value::Array(items) = list {
            items.push(value);
        }
    });
}
