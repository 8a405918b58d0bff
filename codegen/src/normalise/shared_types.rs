//! Parameters that are the same have the same type.
//!
//! A parameter with an enum, a pattern or a length becomes a type of its own, and the generator makes one
//! per operation: `GetPetPetId`, `DeletePetPetId`. Where several operations have the same parameter (shared under the
//! document's `parameters`, or merely equal), or where a definition says the same, there is one type: a caller
//! can keep a value and use it everywhere.

use std::collections::HashMap;

use heck::ToPascalCase;
use serde_json::{Map, Value};

use super::schemas::{kind, reference};
use crate::api::Api;
use crate::report::Report;

/// Runs the pass.
pub fn run(api: &mut Api, _: &mut Report) {
    let mut types = definitions(&api.schemas);
    for (name, schema) in repeated(api) {
        let key = constraints(&schema);
        if types.contains_key(&key) {
            continue;
        }
        let name = free_name(&api.schemas, &name.to_pascal_case());
        api.schemas.insert(name.clone(), schema);
        types.insert(key, name);
    }
    for operation in &mut api.operations {
        for parameter in &mut operation.parameters {
            if makes_a_type(&parameter.schema)
                && let Some(name) = types.get(&constraints(&parameter.schema))
            {
                parameter.schema = reference(name);
            }
        }
    }
}

/// Definitions that a parameter can share, by what they allow.
fn definitions(schemas: &Map<String, Value>) -> HashMap<String, String> {
    let mut found = HashMap::new();
    for (name, schema) in schemas {
        if makes_a_type(schema) {
            found.entry(constraints(schema)).or_insert(name.clone());
        }
    }
    found
}

/// Parameters that occur with the same name and constraints in several operations, or that the
/// document shares: the name for their type, and their schema.
fn repeated(api: &Api) -> Vec<(String, Value)> {
    let mut counts: indexmap::IndexMap<(String, String), (usize, Value)> =
        indexmap::IndexMap::new();
    for operation in &api.operations {
        for parameter in &operation.parameters {
            if makes_a_type(&parameter.schema) {
                let name = parameter.shared.clone().unwrap_or(parameter.name.clone());
                let weight = if parameter.shared.is_some() { 2 } else { 1 };
                let mut schema = parameter.schema.clone();
                if let (Some(description), None) =
                    (&parameter.description, schema.get("description"))
                {
                    schema = described(description, &schema);
                }
                let entry = counts
                    .entry((name, constraints(&parameter.schema)))
                    .or_insert((0, schema));
                entry.0 += weight;
            }
        }
    }
    counts
        .into_iter()
        .filter(|(_, (count, _))| *count > 1)
        .map(|((name, _), (_, schema))| (name, schema))
        .collect()
}

/// A schema with a description, where later passes put it.
fn described(description: &str, schema: &Value) -> Value {
    let mut made = Map::from_iter([("description".to_owned(), Value::from(description))]);
    made.extend(
        schema
            .as_object()
            .into_iter()
            .flatten()
            .map(|(k, v)| (k.clone(), v.clone())),
    );
    Value::Object(made)
}

/// Whether the generator makes a type of its own of a parameter's schema.
fn makes_a_type(schema: &Value) -> bool {
    kind(schema) == Some("string")
        && ["enum", "pattern", "minLength", "maxLength"]
            .iter()
            .any(|keyword| schema.get(keyword).is_some())
}

/// What a schema allows, as text: two schemas with the same text are the same type.
fn constraints(schema: &Value) -> String {
    let mut allowed: Vec<_> = [
        "type",
        "format",
        "enum",
        "pattern",
        "minLength",
        "maxLength",
    ]
    .iter()
    .filter_map(|keyword| Some(format!("{keyword}={}", schema.get(keyword)?)))
    .collect();
    allowed.sort();
    allowed.join(";")
}

/// A name that no schema has.
fn free_name(schemas: &Map<String, Value>, wanted: &str) -> String {
    let taken = |name: &str| schemas.keys().any(|k| k.to_pascal_case() == name);
    let mut name = wanted.to_owned();
    let mut count = 2;
    while taken(&name) {
        name = format!("{wanted}{count}");
        count += 1;
    }
    name
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    /// The schemas of the parameters of two operations, and the names of all types.
    fn shared(first: &Value, second: &Value, definitions: &Value) -> (Vec<Value>, Vec<String>) {
        let get = |parameter: &Value| json!({"get": {"parameters": [parameter], "responses": {"200": {"description": "d"}}}});
        let oas2 = json!({"swagger": "2.0", "info": {"title": "T", "version": "1"},
            "paths": {"/a": get(first), "/b": get(second)}, "definitions": definitions});
        let oas3 = crate::convert::convert(&oas2).unwrap();
        let mut report = Report::default();
        let mut api = Api::read(&oas2, &oas3, &mut report);
        run(&mut api, &mut report);
        let parameters = api.operations.iter().flat_map(|o| &o.parameters);
        let schemas = parameters.map(|p| p.schema.clone()).collect();
        (schemas, api.schemas.keys().cloned().collect())
    }

    fn state(values: &[&str]) -> Value {
        json!({"name": "state", "in": "query", "type": "string", "enum": values})
    }

    #[test]
    fn equal_parameters_become_one_type_with_a_name_of_its_own() {
        let open = state(&["open"]);
        let (schemas, types) = shared(&open, &open, &json!({"State": {"type": "object"}}));
        assert_eq!(schemas, [reference("State2"), reference("State2")]);
        assert_eq!(types, ["State", "State2"]);
    }

    #[test]
    fn a_definition_that_says_the_same_is_the_type() {
        let open = state(&["open"]);
        let same = json!({"Status": {"type": "string", "enum": ["open"], "description": "d"}});
        let (schemas, types) = shared(&open, &open, &same);
        assert_eq!(schemas, [reference("Status"), reference("Status")]);
        assert_eq!(types, ["Status"]);
    }

    #[test]
    fn what_differs_or_has_no_type_of_its_own_stays() {
        let (open, closed) = (state(&["open"]), state(&["closed"]));
        let (schemas, types) = shared(&open, &closed, &json!({}));
        assert!(schemas.iter().all(|schema| schema.get("enum").is_some()));
        assert!(types.is_empty());
        let text = json!({"name": "state", "in": "query", "type": "string"});
        let (schemas, types) = shared(&text, &text, &json!({}));
        assert_eq!(
            schemas,
            [json!({"type": "string"}), json!({"type": "string"})]
        );
        assert!(types.is_empty());
    }
}
