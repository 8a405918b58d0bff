//! Parameters and form fields that are objects.
//!
//! OAS2 knows no such parameters outside the body, and does not say how one would be written; the generator
//! has no argument for one. They become any JSON value: what is a text, a number or a list of them can be sent,
//! and an object is refused when it is given.

use indexmap::IndexMap;

use crate::api::{Api, BodyKind};
use crate::report::Report;
use crate::schema::Schema;

/// Runs the pass.
pub fn run(api: &mut Api, report: &mut Report) {
    let schemas = &api.schemas;
    let mut loosen = |at: &str, name: &str, schema: &mut Schema| {
        if is_object(schema, schemas) {
            *schema = Schema::default();
            let text = format!("{name} is an object, which can only be a body: any value is taken");
            report.give_up("object_parameters", at, text);
        }
    };
    for operation in &mut api.operations {
        for parameter in &mut operation.parameters {
            loosen(&parameter.pointer, &parameter.name, &mut parameter.schema);
        }
        if let Some(BodyKind::Form(fields) | BodyKind::Multipart(fields)) =
            operation.body.as_mut().map(|body| &mut body.kind)
        {
            for field in fields {
                if let Some(schema) = &mut field.schema {
                    loosen(&field.pointer, &field.name, schema);
                }
            }
        }
    }
}

/// Whether a schema has properties, itself or where its references lead; inheritance is merged by now.
fn is_object(schema: &Schema, schemas: &IndexMap<String, Schema>) -> bool {
    let mut schema = schema;
    // `validate` lets no reference lead back to itself; the bound is for whoever comes without it
    for _ in 0..=schemas.len() {
        match schema.target(schemas) {
            Some(target) => schema = target,
            None => return schema.properties.is_some(),
        }
    }
    false
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::{Value, json};

    #[test]
    fn objects_become_any_value_and_nothing_else_does() {
        let parameter =
            |name: &str, schema: Value| json!({"name": name, "in": "query", "schema": schema});
        let object = json!({"type": "object", "properties": {"a": {"type": "string"}}});
        let oas2 = json!({"swagger": "2.0", "info": {"title": "T", "version": "1"}, "paths": {"/a": {"get": {
            "parameters": [
                parameter("filter", json!({"$ref": "#/definitions/Filter"})),
                parameter("more", json!({"allOf": [{"$ref": "#/definitions/Filter"}, {"description": "d"}]})),
                {"name": "name", "in": "query", "type": "string"},
            ],
            "responses": {"200": {"description": "d"}},
        }}}, "definitions": {"Filter": object}});
        let oas3 = crate::convert::convert(&oas2).unwrap();
        let mut report = Report::default();
        let mut api = Api::read(&oas2, &oas3, &mut report);
        crate::normalise::all_of_objects::run(&mut api, &mut report);
        run(&mut api, &mut report);
        let schemas: Vec<_> = api.operations[0]
            .parameters
            .iter()
            .map(|p| p.schema.write())
            .collect();
        assert_eq!(schemas, [json!({}), json!({}), json!({"type": "string"})]);
        let told = report
            .entries()
            .iter()
            .filter(|e| e.pass == "object_parameters");
        assert_eq!(told.count(), 2);
    }
}
