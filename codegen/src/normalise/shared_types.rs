//! Gives a parameter that several operations share one type.
//!
//! A parameter with an enum, a pattern or a length becomes a type, and the generator makes one per
//! operation: `GetPetPetId`, `DeletePetPetId`. A parameter under the document's `parameters` has
//! one type, named after its key, so that a caller can use a value in all operations. If a
//! definition has the same name and the same constraints, that definition is the type.
//!
//! Parameters that are merely equal have separate types, because equality elsewhere in the document
//! must not decide a type's name.

use indexmap::IndexMap;

use super::identifiers::{definition_identifier, identifier};
use crate::api::Api;
use crate::report::Report;
use crate::schema::{Kind, Schema};

/// Runs the pass.
pub fn run(api: &mut Api, _: &mut Report) {
    for operation in &mut api.operations {
        for parameter in &mut operation.parameters {
            let Some(shared) = parameter
                .shared
                .as_ref()
                .filter(|_| makes_a_type(&parameter.schema))
            else {
                continue;
            };
            let type_key =
                definition(&api.schemas, shared, &parameter.schema).unwrap_or_else(|| key(shared));
            let mut schema = std::mem::replace(&mut parameter.schema, Schema::reference(&type_key));
            let description = &parameter.description;
            schema.description = schema.description.or_else(|| description.clone());
            api.schemas.entry(type_key).or_insert(schema);
        }
    }
}

/// The key of a shared type in the API's schemas, until `type_names` names it. No definition has a
/// colon in its name.
fn key(shared: &str) -> String {
    format!("{shared}:")
}

/// The key under the document's `parameters` of the shared parameter that has this type.
pub(super) fn parameter_of(key: &str) -> Option<&str> {
    key.strip_suffix(':')
}

/// The only definition with the Rust name of a shared parameter, if it has the same constraints.
fn definition(schemas: &IndexMap<String, Schema>, shared: &str, schema: &Schema) -> Option<String> {
    let wanted = identifier(shared);
    let mut found = schemas
        .iter()
        .filter(|(name, _)| parameter_of(name).is_none() && definition_identifier(name) == wanted);
    let (name, definition) = found.next()?;
    let same = makes_a_type(definition) && constraints(definition) == constraints(schema);
    (same && found.next().is_none()).then(|| name.clone())
}

/// Whether the generator makes a type for a parameter's schema.
fn makes_a_type(schema: &Schema) -> bool {
    schema.kind == Some(Kind::String) && schema.is_constrained()
}

/// A schema with only the constraints on strings.
fn constraints(schema: &Schema) -> Schema {
    Schema {
        kind: schema.kind,
        format: schema.format.clone(),
        values: schema.values.clone(),
        pattern: schema.pattern.clone(),
        min_length: schema.min_length,
        max_length: schema.max_length,
        ..Schema::default()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::{Value, json};

    /// The schemas of the parameters of two operations, and the names of all types.
    fn shared(first: &Value, second: &Value, definitions: &Value) -> (Vec<Schema>, Vec<String>) {
        let get = |parameter: &Value| json!({"get": {"parameters": [parameter], "responses": {"200": {"description": "d"}}}});
        let oas2 = json!({"swagger": "2.0", "info": {"title": "T", "version": "1"}, "parameters": {"state": state(&["open"])},
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

    fn shared_state() -> Value {
        json!({"$ref": "#/parameters/state"})
    }

    #[test]
    fn a_shared_parameter_has_one_type() {
        let (schemas, types) = shared(
            &shared_state(),
            &shared_state(),
            &json!({"State": {"type": "object"}}),
        );
        assert_eq!(
            schemas,
            [Schema::reference("state:"), Schema::reference("state:")]
        );
        assert_eq!(types, ["State", "state:"]);
    }

    #[test]
    fn a_definition_with_the_same_name_and_constraints_is_the_type() {
        let text = json!({"type": "string", "enum": ["open"], "description": "d"});
        let (schemas, types) = shared(
            &shared_state(),
            &shared_state(),
            &json!({"State": text, "Phase": text}),
        );
        assert_eq!(
            schemas,
            [Schema::reference("State"), Schema::reference("State")]
        );
        assert_eq!(types, ["State", "Phase"]);
        let (schemas, types) = shared(
            &shared_state(),
            &shared_state(),
            &json!({"State": text, "STATE": text}),
        );
        assert_eq!(
            schemas,
            [Schema::reference("state:"), Schema::reference("state:")]
        );
        assert_eq!(types.len(), 3);
    }

    #[test]
    fn merely_equal_parameters_stay_separate() {
        let equal = state(&["open"]);
        let (schemas, types) = shared(
            &equal,
            &equal,
            &json!({"State": {"type": "string", "enum": ["open"]}}),
        );
        assert!(schemas.iter().all(|schema| !schema.values.is_empty()));
        assert_eq!(types, ["State"]);
    }
}
