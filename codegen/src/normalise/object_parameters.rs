//! Replaces objects in parameters and form fields.
//!
//! OAS2 does not allow them outside the body and defines no serialisation, and the generator has no
//! argument for one. An object becomes any JSON value, and lists of objects become lists of any value:
//! strings, numbers and lists of those can be sent, and an object is refused in the call.

use indexmap::IndexMap;

use crate::api::Api;
use crate::report::Report;
use crate::schema::{Kind, Schema};

/// Runs the pass.
pub fn run(api: &mut Api, report: &mut Report) {
    let schemas = &api.schemas;
    let mut loosen = |at: &str, name: &str, schema: &mut Schema| {
        if let Some(loose) = without_objects(schema, schemas, &mut vec![]) {
            let (kind, accepted) = if loose.items.is_some() {
                ("a list of objects", "any items are")
            } else {
                ("an object", "any value is")
            };
            *schema = loose;
            let text = format!("{name} is {kind}, which can only be a body: {accepted} accepted");
            report.record("object_parameters", at, text);
        }
    };
    for operation in &mut api.operations {
        for parameter in &mut operation.parameters {
            loosen(&parameter.pointer, &parameter.name, &mut parameter.schema);
        }
        for field in operation.fields_mut() {
            if let Some(schema) = &mut field.schema {
                loosen(&field.pointer, &field.name, schema);
            }
        }
    }
}

/// `schema` with any value instead of objects, if it is an object or a list that ends in objects.
/// Inheritance is already merged. `within` has the enclosing definitions, because a list can contain
/// itself.
fn without_objects<'a>(
    schema: &'a Schema,
    schemas: &'a IndexMap<String, Schema>,
    within: &mut Vec<&'a str>,
) -> Option<Schema> {
    if let Some(name) = schema.reference.as_deref() {
        if within.contains(&name) {
            return None;
        }
        within.push(name);
        return without_objects(schemas.get(name)?, schemas, within);
    }
    let is_object = schema.kind == Some(Kind::Object);
    if is_object || schema.properties.is_some() || schema.additional.is_some() || schema.closed {
        return Some(Schema::default());
    }
    let items = without_objects(schema.items.as_deref()?, schemas, within)?;
    Some(Schema {
        items: Some(Box::new(items)),
        ..schema.clone()
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::api::BodyKind;
    use serde_json::{Value, json};

    #[test]
    fn only_objects_become_any_value() {
        let object = json!({"type": "object", "properties": {"a": {"type": "string"}}});
        let list = |items: Value| json!({"type": "array", "items": items});
        let to = |name: &str| json!({"$ref": format!("#/definitions/{name}")});
        let (any, text) = (json!({}), json!({"type": "string"}));
        let cases = [
            (object.clone(), any.clone()),
            (json!({"type": "object"}), any.clone()),
            (json!({"additionalProperties": text}), any.clone()),
            (to("Filter"), any.clone()),
            (
                json!({"allOf": [to("Filter"), {"description": "d"}]}),
                any.clone(),
            ),
            (list(object.clone()), list(any.clone())),
            (to("Filters"), list(any.clone())),
            (list(to("Filters")), list(list(any.clone()))),
            (list(text.clone()), list(text.clone())),
            (to("Loop"), json!({"$ref": "#/components/schemas/Loop"})),
            (text.clone(), text.clone()),
            (any.clone(), any),
        ];
        for location in ["query", "header", "formData"] {
            let named = |(i, (schema, _)): (usize, &(Value, Value))| json!({"name": format!("p{i}"), "in": location, "schema": schema});
            let parameters: Vec<_> = cases.iter().enumerate().map(named).collect();
            let oas2 = json!({"swagger": "2.0", "info": {"title": "T", "version": "1"}, "paths": {"/a": {"post": {
                "consumes": ["application/x-www-form-urlencoded"],
                "parameters": parameters, "responses": {"200": {"description": "d"}},
            }}}, "definitions": {"Filter": object, "Filters": list(to("Filter")), "Loop": list(to("Loop"))}});
            let oas3 = crate::convert::convert(&oas2).unwrap();
            let mut report = Report::default();
            let mut api = Api::read(&oas2, &oas3, &mut report);
            crate::normalise::all_of_objects::run(&mut api, &mut report);
            run(&mut api, &mut report);
            let operation = &api.operations[0];
            let mut schemas: Vec<_> = operation
                .parameters
                .iter()
                .map(|p| p.schema.write())
                .collect();
            if let Some(BodyKind::Form(fields)) = operation.body.as_ref().map(|body| &body.kind) {
                schemas.extend(
                    fields
                        .iter()
                        .filter_map(|field| field.schema.as_ref().map(Schema::write)),
                );
            }
            let expected: Vec<_> = cases.iter().map(|(_, after)| after.clone()).collect();
            assert_eq!(schemas, expected, "{location}");
            let reported = report
                .entries()
                .iter()
                .filter(|e| e.pass == "object_parameters");
            assert_eq!(reported.count(), 8, "{location}");
        }
    }
}
