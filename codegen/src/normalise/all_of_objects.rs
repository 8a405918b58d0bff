//! `allOf` of objects is one object with the properties of all.
//!
//! The generator merges `allOf` by intersecting schemas, which takes exponential time on deep hierarchies and makes an
//! impossible type of two descriptions of one property. Authors mean inheritance: the union of the
//! properties, where a later description is the more specific one.

use std::collections::HashSet;

use heck::ToPascalCase;
use serde_json::{Map, Value, json};

use super::odd_types::infer;
use crate::api::Api;
use crate::pointer::set;
use crate::report::Report;
use crate::schemas::{self, component, reference};

/// Runs the pass.
pub fn run(api: &mut Api, report: &mut Report) {
    name_what_is_inherited(api);
    let merger = Merger {
        schemas: api.schemas.clone(),
    };
    api.each_schema(|at, schema| {
        schemas::each(at, schema, &mut |at, schema| {
            if schema.get("allOf").is_some() {
                *schema = merger.merge(at, schema, report);
            }
        });
    });
}

/// Gives an `allOf` within a definition from which others inherit a name of its own. Its heirs then refer to it: copying
/// what is inherited would copy it as well, without end where it is made of one of them.
fn name_what_is_inherited(api: &mut Api) {
    let mut parts = HashSet::new();
    api.each_schema(|at, schema| {
        schemas::each(at, schema, &mut |_, schema| {
            let all = schema.get("allOf").and_then(Value::as_array);
            parts.extend(all.into_iter().flatten().filter_map(name));
        });
    });
    let mut todo: Vec<String> = parts.iter().cloned().collect();
    while let Some(alias) = todo.pop() {
        let target = api.schemas.get(&alias).and_then(name);
        todo.extend(target.filter(|target| parts.insert(target.clone())));
    }
    let mut mover = Mover {
        taken: api.schemas.keys().map(|k| k.to_pascal_case()).collect(),
        made: Map::new(),
    };
    for (name, schema) in &mut api.schemas {
        if parts.contains(name) {
            mover.below(schema, name);
        }
    }
    api.schemas.extend(mover.made);
}

/// Moves schemas with `allOf` to the definitions.
struct Mover {
    taken: HashSet<String>,
    made: Map<String, Value>,
}

impl Mover {
    fn below(&mut self, schema: &mut Value, name: &str) {
        for (key, member) in schema.as_object_mut().into_iter().flatten() {
            match (key.as_str(), member) {
                ("properties", Value::Object(properties)) => {
                    for (property, schema) in properties {
                        self.whole(schema, &format!("{name} {property}"));
                    }
                }
                ("items", Value::Array(items)) => {
                    for schema in items {
                        self.whole(schema, &format!("{name} item"));
                    }
                }
                ("items", schema) => self.whole(schema, &format!("{name} item")),
                ("additionalProperties", schema) => self.whole(schema, &format!("{name} value")),
                ("allOf", Value::Array(parts)) => {
                    for part in parts {
                        self.below(part, name);
                    }
                }
                _ => {}
            }
        }
    }

    fn whole(&mut self, schema: &mut Value, name: &str) {
        self.below(schema, name);
        if schema.get("allOf").is_none() {
            return;
        }
        let wanted = name.to_pascal_case();
        let mut name = wanted.clone();
        let mut count = 2;
        while !self.taken.insert(name.to_pascal_case()) {
            name = format!("{wanted}{count}");
            count += 1;
        }
        let moved = std::mem::replace(schema, reference(&name));
        // What belongs to the place stays at the place.
        for key in ["description", "nullable", "x-nullable"] {
            if let Some(value) = moved.get(key) {
                set(schema, key, value.clone());
            }
        }
        self.made.insert(name, moved);
    }
}

struct Merger {
    schemas: Map<String, Value>,
}

/// What is left to do while an `allOf` is read.
enum Step<'a> {
    Read(&'a Value),
    /// The members beside an `allOf`.
    Own(&'a Map<String, Value>),
    Leave(String),
}

impl Merger {
    /// The one schema that `schema`, with its `allOf`, is. A definition adds what it says where it first occurs, a
    /// part of itself adds nothing, and no hierarchy is too deep.
    fn merge(&self, at: &str, schema: &Value, report: &mut Report) -> Value {
        let mut made = json!({});
        let mut seen = HashSet::new();
        let mut above = HashSet::new();
        let mut todo = vec![Step::Read(schema)];
        while let Some(step) = todo.pop() {
            let members = match step {
                Step::Read(Value::Object(members)) | Step::Own(members) => members,
                Step::Read(_) => continue,
                Step::Leave(name) => {
                    above.remove(&name);
                    continue;
                }
            };
            if let (Step::Read(_), Some(Value::Array(parts))) = (&step, members.get("allOf")) {
                todo.push(Step::Own(members));
                todo.extend(parts.iter().rev().map(Step::Read));
            } else if let Some(name) = members.get("$ref").and_then(named) {
                if above.contains(&name) {
                    report.give_up("all_of_objects", at, format!("{name} is made of itself"));
                } else if seen.insert(name.clone())
                    && let Some(target) = self.schemas.get(&name)
                {
                    above.insert(name.clone());
                    todo.push(Step::Leave(name));
                    todo.push(Step::Read(target));
                }
            } else {
                add(&mut made, members);
            }
        }
        for key in ["description", "nullable"] {
            match schema.get(key) {
                Some(value) => set(&mut made, key, value.clone()),
                None => {
                    made.as_object_mut().map(|m| m.shift_remove(key));
                }
            }
        }
        if made.get("type").is_none() {
            infer(&mut made);
        }
        made
    }
}

/// The name of the definition that `schema` refers to.
fn name(schema: &Value) -> Option<String> {
    component(schema).map(unescape)
}

/// The name of the definition that a reference is to.
fn named(reference: &Value) -> Option<String> {
    let name = reference.as_str()?.strip_prefix("#/components/schemas/")?;
    Some(unescape(name))
}

fn unescape(name: &str) -> String {
    crate::pointer::percent_decode(&name.replace("~1", "/").replace("~0", "~"))
}

/// Adds what `part` says to `made`.
fn add(made: &mut Value, part: &Map<String, Value>) {
    for (key, value) in part.iter().filter(|(key, _)| *key != "allOf") {
        match (key.as_str(), made.get_mut(key), value) {
            ("properties", Some(Value::Object(all)), Value::Object(more)) => {
                for (name, schema) in more {
                    // A bare repetition is no better description.
                    let says_less = schema
                        .as_object()
                        .is_none_or(|s| s.len() <= 1 && !s.contains_key("$ref"));
                    if !(says_less && all.contains_key(name)) {
                        all.insert(name.clone(), schema.clone());
                    }
                }
            }
            ("required" | "x-known-values", Some(Value::Array(all)), Value::Array(more)) => {
                for name in more {
                    if !all.contains(name) {
                        all.push(name.clone());
                    }
                }
            }
            _ => set(made, key, value.clone()),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn after(document: &Value, report: &mut Report) -> Map<String, Value> {
        let oas3 = json!({ "components": { "schemas": document } });
        let mut api = Api::read(&json!({}), &oas3, report);
        run(&mut api, report);
        let once = format!("{:?}", api.schemas);
        run(&mut api, report);
        assert_eq!(once, format!("{:?}", api.schemas));
        api.schemas
    }

    fn all_of(base: &str, properties: &Value) -> Value {
        json!({"allOf": [reference(base), {"properties": properties}]})
    }

    #[test]
    fn inheritance_is_a_union() {
        let made = after(
            &json!({
                "Pet": {"type": "object", "description": "p", "required": ["a"], "properties": {"a": {"type": "string"}}},
                "Cat": {"allOf": [reference("Pet"), {"required": ["b"], "properties": {"b": {"type": "integer"}}}]},
            }),
            &mut Report::default(),
        );
        assert_eq!(
            made["Cat"],
            json!({
                "type": "object", "required": ["a", "b"],
                "properties": {"a": {"type": "string"}, "b": {"type": "integer"}},
            })
        );
    }

    #[test]
    fn what_is_made_of_itself_adds_nothing_and_is_told() {
        let mut report = Report::default();
        let made = after(
            &json!({"Loop": all_of("Loop", &json!({"z": {}}))}),
            &mut report,
        );
        assert_eq!(made["Loop"]["properties"], json!({"z": {}}));
        assert_eq!(report.entries()[0].text, "Loop is made of itself");
    }

    #[test]
    fn what_two_bases_share_does_not_undo_what_the_first_says() {
        let mut report = Report::default();
        let made = after(
            &json!({
                "Base": {"properties": {"a": {"type": "string", "description": "b"}}},
                "First": all_of("Base", &json!({"a": {"type": "integer", "description": "f"}})),
                "Second": all_of("Base", &json!({"c": {}})),
                "Heir": {"allOf": [reference("First"), reference("Second")]},
            }),
            &mut report,
        );
        assert_eq!(made["Heir"]["properties"]["a"]["type"], "integer");
        assert_eq!(report, Report::default());
    }

    #[test]
    fn what_is_inherited_refers_to_its_inner_types() {
        let inner = all_of("Node", &json!({"more": {"type": "string"}}));
        let made = after(
            &json!({
                "Node": {"type": "object", "properties": {"next": inner}},
                "Leaf": all_of("Node", &json!({"z": {}})),
            }),
            &mut Report::default(),
        );
        let next = reference("NodeNext");
        assert_eq!(made["Node"]["properties"]["next"], next);
        assert_eq!(made["Leaf"]["properties"], json!({"next": next, "z": {}}));
        assert_eq!(
            made["NodeNext"]["properties"],
            json!({"next": next, "more": {"type": "string"}})
        );
    }

    #[test]
    fn neither_doubling_nor_depth_costs_more_than_its_length() {
        let mut schemas = Map::new();
        schemas.insert("D0".to_owned(), json!({"properties": {"a": {}}}));
        for i in 1..500 {
            let below = reference(&format!("D{}", i - 1));
            schemas.insert(format!("D{i}"), json!({"allOf": [below, below]}));
        }
        let made = after(&Value::Object(schemas), &mut Report::default());
        assert_eq!(made["D499"]["properties"], json!({"a": {}}));
    }
}
