//! Parameters that are the same have the same type.
//!
//! A parameter with an enum, a pattern or a length becomes a type of its own, and the generator makes one
//! per operation: `GetPetPetId`, `DeletePetPetId`. Where several operations have the same parameter (shared under the
//! document's `parameters`, or merely equal), or where a definition says the same, there is one type: a caller
//! can keep a value and use it everywhere.

use std::collections::HashMap;

use serde_json::{Map, Value};

use crate::api::{Api, Parameter};
use crate::load::sha256;
use crate::report::Report;
use crate::schemas::{kind, reference};

/// Runs the pass.
pub fn run(api: &mut Api, _: &mut Report) {
    let definitions = definitions(&api.schemas);
    for (name, schema) in repeated(api) {
        if !definitions.contains_key(&constraints(&schema)) {
            api.schemas.insert(key(&name, &schema), schema);
        }
    }
    for operation in &mut api.operations {
        for parameter in &mut operation.parameters {
            if !makes_a_type(&parameter.schema) {
                continue;
            }
            let made = key(name(parameter), &parameter.schema);
            if let Some(definition) = definitions.get(&constraints(&parameter.schema)) {
                parameter.schema = reference(definition);
            } else if api.schemas.contains_key(&made) {
                parameter.schema = reference(&made);
            }
        }
    }
}

/// The key of a made type in the API's schemas, until `type_names` names it. No definition has a colon in its name.
fn key(name: &str, schema: &Value) -> String {
    format!("{name}:{}", sha256(constraints(schema).as_bytes()))
}

/// The name of the parameter for which `key` was made.
pub(super) fn made_for(key: &str) -> Option<&str> {
    key.rsplit_once(':').map(|(name, _)| name)
}

/// What a parameter's type is named after.
fn name(parameter: &Parameter) -> &str {
    parameter.shared.as_ref().unwrap_or(&parameter.name)
}

/// Definitions that a parameter can share, by what they allow. Of several the one whose name sorts first counts, in
/// whatever order they are.
fn definitions(schemas: &Map<String, Value>) -> HashMap<String, String> {
    let mut found = HashMap::new();
    for (name, schema) in schemas {
        if makes_a_type(schema) {
            found
                .entry(constraints(schema))
                .and_modify(|first: &mut String| {
                    if name < first {
                        first.clone_from(name);
                    }
                })
                .or_insert(name.clone());
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
                let weight = if parameter.shared.is_some() { 2 } else { 1 };
                let mut schema = parameter.schema.clone();
                if let (Some(description), None) =
                    (&parameter.description, schema.get("description"))
                {
                    schema = described(description, &schema);
                }
                let entry = counts
                    .entry((name(parameter).to_owned(), constraints(&parameter.schema)))
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
    fn equal_parameters_become_one_type() {
        let open = state(&["open"]);
        let (schemas, types) = shared(&open, &open, &json!({"State": {"type": "object"}}));
        let made = types.get(1).unwrap();
        assert_eq!(made_for(made), Some("state"));
        assert_eq!(schemas, [reference(made), reference(made)]);
        assert_eq!(types.len(), 2);
    }

    #[test]
    fn a_definition_that_says_the_same_is_the_type() {
        let open = state(&["open"]);
        let text = json!({"type": "string", "enum": ["open"], "description": "d"});
        let same = json!({"Status": text, "Phase": text});
        let (schemas, types) = shared(&open, &open, &same);
        assert_eq!(schemas, [reference("Phase"), reference("Phase")]);
        assert_eq!(types, ["Status", "Phase"]);
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
