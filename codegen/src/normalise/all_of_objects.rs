//! Merges `allOf` of objects into one object with all properties.
//!
//! The generator merges `allOf` by intersecting schemas, which takes exponential time on deep
//! hierarchies and makes an impossible type of two descriptions of one property. Authors mean
//! inheritance: the union of the properties, where a later description is the more specific one.

use std::collections::HashSet;

use heck::ToPascalCase;
use indexmap::IndexMap;

use super::odd_types::infer;
use crate::api::Api;
use crate::report::Report;
use crate::schema::Schema;

/// Runs the pass.
pub fn run(api: &mut Api, report: &mut Report) {
    name_inherited_parts(api);
    let schemas = api.schemas.clone();
    api.each_schema(|at, schema| {
        if !schema.all_of.is_empty() {
            *schema = merge(&schemas, at, schema, report);
        }
    });
}

/// Moves the inner schemas with `allOf` of each inherited definition to separate definitions.
/// Merging copies an inherited definition, and a copy would not end if an inner schema inherits from
/// that definition.
fn name_inherited_parts(api: &mut Api) {
    let mut inherited = HashSet::new();
    api.each_schema(|_, schema| {
        inherited.extend(
            schema
                .all_of
                .iter()
                .filter_map(|part| part.reference.clone()),
        );
    });
    let mut todo: Vec<String> = inherited.iter().cloned().collect();
    while let Some(alias) = todo.pop() {
        let target = api
            .schemas
            .get(&alias)
            .and_then(|schema| schema.reference.clone());
        todo.extend(target.filter(|target| inherited.insert(target.clone())));
    }
    let mut mover = Mover {
        taken: api.schemas.keys().map(|k| k.to_pascal_case()).collect(),
        moved: IndexMap::new(),
    };
    for (name, schema) in &mut api.schemas {
        if inherited.contains(name) {
            mover.move_parts(schema, name);
        }
    }
    api.schemas.extend(mover.moved);
}

/// Moves schemas with `allOf` to the definitions.
struct Mover {
    /// The names of all definitions, in Pascal case.
    taken: HashSet<String>,
    moved: IndexMap<String, Schema>,
}

impl Mover {
    fn move_parts(&mut self, schema: &mut Schema, name: &str) {
        for (property, schema) in schema.properties.iter_mut().flatten() {
            self.move_schema(schema, &format!("{name} {property}"));
        }
        if let Some(items) = &mut schema.items {
            self.move_schema(items, &format!("{name} item"));
        }
        if let Some(values) = &mut schema.additional {
            self.move_schema(values, &format!("{name} value"));
        }
        for part in &mut schema.all_of {
            self.move_parts(part, name);
        }
    }

    fn move_schema(&mut self, schema: &mut Schema, name: &str) {
        self.move_parts(schema, name);
        if schema.all_of.is_empty() {
            return;
        }
        let wanted = name.to_pascal_case();
        let mut name = wanted.clone();
        let mut count = 2;
        while !self.taken.insert(name.to_pascal_case()) {
            name = format!("{wanted}{count}");
            count += 1;
        }
        let reference = schema.reference_to(&name);
        self.moved
            .insert(name, std::mem::replace(schema, reference));
    }
}

/// A pending step of reading an `allOf`.
enum Step<'a> {
    /// A schema, with its `allOf`.
    Read(&'a Schema),
    /// The members beside an `allOf`.
    Own(&'a Schema),
    /// The end of a definition.
    Leave(&'a str),
}

/// The single schema that `schema` is equivalent to. A definition is merged where it first occurs,
/// a definition that contains itself adds nothing, and depth is not limited.
fn merge(
    schemas: &IndexMap<String, Schema>,
    at: &str,
    schema: &Schema,
    report: &mut Report,
) -> Schema {
    let mut merged = Schema::default();
    let mut seen = HashSet::new();
    let mut enclosing = HashSet::new();
    let mut todo = vec![Step::Read(schema)];
    while let Some(step) = todo.pop() {
        let part = match step {
            Step::Read(part) if !part.all_of.is_empty() => {
                todo.push(Step::Own(part));
                todo.extend(part.all_of.iter().rev().map(Step::Read));
                continue;
            }
            Step::Read(part) | Step::Own(part) => part,
            Step::Leave(name) => {
                enclosing.remove(name);
                continue;
            }
        };
        let Some(name) = &part.reference else {
            add(&mut merged, part);
            continue;
        };
        if enclosing.contains(name.as_str()) {
            let text = format!("{name} contains itself in its `allOf`, which adds nothing");
            report.record("all_of_objects", at, text);
        } else if seen.insert(name)
            && let Some(target) = schemas.get(name)
        {
            enclosing.insert(name.as_str());
            todo.push(Step::Leave(name));
            todo.push(Step::Read(target));
        }
    }
    merged.description.clone_from(&schema.description);
    merged.nullable = schema.nullable;
    infer(&mut merged);
    merged
}

/// Merges `part` into `merged`.
fn add(merged: &mut Schema, part: &Schema) {
    for (name, schema) in part.properties.iter().flatten() {
        let all = merged.properties.get_or_insert_default();
        // a repetition with only a type does not replace a description
        let is_bare = || schema.reference.is_none() && schema.member_count() <= 1;
        if !(all.contains_key(name) && is_bare()) {
            all.insert(name.clone(), schema.clone());
        }
    }
    if part.properties.is_some() {
        merged.properties.get_or_insert_default();
    }
    extend(&mut merged.required, &part.required);
    extend(&mut merged.known_values, &part.known_values);
    replace(&mut merged.kind, part.kind.as_ref());
    replace(&mut merged.meaning, part.meaning.as_ref());
    replace(&mut merged.format, part.format.as_ref());
    replace(&mut merged.min_length, part.min_length.as_ref());
    replace(&mut merged.max_length, part.max_length.as_ref());
    replace(&mut merged.pattern, part.pattern.as_ref());
    replace(&mut merged.items, part.items.as_ref());
    if !part.values.is_empty() {
        merged.values.clone_from(&part.values);
    }
    if part.closed || part.additional.is_some() {
        merged.closed = part.closed;
        merged.additional.clone_from(&part.additional);
    }
    if !part.wire_names.is_empty() {
        merged.wire_names.clone_from(&part.wire_names);
    }
    merged.discriminator |= part.discriminator;
    let others = part.others.iter();
    merged
        .others
        .extend(others.map(|(key, value)| (key.clone(), value.clone())));
}

fn extend<T: Clone + PartialEq>(all: &mut Vec<T>, more: &[T]) {
    for item in more {
        if !all.contains(item) {
            all.push(item.clone());
        }
    }
}

fn replace<T: Clone>(old: &mut Option<T>, new: Option<&T>) {
    if let Some(new) = new {
        *old = Some(new.clone());
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::{Map, Value, json};

    fn reference(name: &str) -> Value {
        Schema::reference(name).write()
    }

    /// The definitions after the pass; checks that a second run changes nothing.
    fn after(definitions: &Value, report: &mut Report) -> Map<String, Value> {
        let oas3 = json!({ "components": { "schemas": definitions } });
        let mut api = Api::read(&json!({}), &oas3, report);
        run(&mut api, report);
        let once = format!("{:?}", api.schemas);
        run(&mut api, report);
        assert_eq!(once, format!("{:?}", api.schemas));
        let written = api
            .schemas
            .iter()
            .map(|(name, s)| (name.clone(), s.write()));
        written.collect()
    }

    fn all_of(base: &str, properties: &Value) -> Value {
        json!({"allOf": [reference(base), {"properties": properties}]})
    }

    #[test]
    fn inheritance_is_a_union() {
        let merged = after(
            &json!({
                "Pet": {"type": "object", "description": "p", "required": ["a"], "properties": {"a": {"type": "string"}}},
                "Cat": {"allOf": [reference("Pet"), {"required": ["b"], "properties": {"b": {"type": "integer"}}}]},
            }),
            &mut Report::default(),
        );
        assert_eq!(
            merged["Cat"],
            json!({
                "type": "object", "required": ["a", "b"],
                "properties": {"a": {"type": "string"}, "b": {"type": "integer"}},
            })
        );
    }

    #[test]
    fn a_definition_that_contains_itself_adds_nothing_and_is_reported() {
        let mut report = Report::default();
        let merged = after(
            &json!({"Loop": all_of("Loop", &json!({"z": {}}))}),
            &mut report,
        );
        assert_eq!(merged["Loop"]["properties"], json!({"z": {}}));
        let text = &report.entries()[0].text;
        assert!(text.starts_with("Loop contains itself"), "{text}");
    }

    #[test]
    fn a_shared_base_does_not_override_the_first_base() {
        let mut report = Report::default();
        let merged = after(
            &json!({
                "Base": {"properties": {"a": {"type": "string", "description": "b"}}},
                "First": all_of("Base", &json!({"a": {"type": "integer", "description": "f"}})),
                "Second": all_of("Base", &json!({"c": {}})),
                "Heir": {"allOf": [reference("First"), reference("Second")]},
            }),
            &mut report,
        );
        assert_eq!(merged["Heir"]["properties"]["a"]["type"], "integer");
        assert_eq!(report, Report::default());
    }

    #[test]
    fn inherited_properties_refer_to_their_inner_types() {
        let inner = all_of("Node", &json!({"more": {"type": "string"}}));
        let merged = after(
            &json!({
                "Node": {"type": "object", "properties": {"next": inner}},
                "Leaf": all_of("Node", &json!({"z": {}})),
            }),
            &mut Report::default(),
        );
        let next = reference("NodeNext");
        assert_eq!(merged["Node"]["properties"]["next"], next);
        assert_eq!(merged["Leaf"]["properties"], json!({"next": next, "z": {}}));
        assert_eq!(
            merged["NodeNext"]["properties"],
            json!({"next": next, "more": {"type": "string"}})
        );
    }

    #[test]
    fn deep_hierarchies_with_repeated_bases_take_linear_time() {
        let mut schemas = Map::new();
        schemas.insert("D0".to_owned(), json!({"properties": {"a": {}}}));
        for i in 1..500 {
            let below = reference(&format!("D{}", i - 1));
            schemas.insert(format!("D{i}"), json!({"allOf": [below, below]}));
        }
        let merged = after(&Value::Object(schemas), &mut Report::default());
        assert_eq!(merged["D499"]["properties"], json!({"a": {}}));
    }
}
