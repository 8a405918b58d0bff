//! Makes a path's template and its parameters agree.
//!
//! A parameter of the template that is not declared becomes a string (documents forget it, or spell
//! it differently). A declared parameter that is not in the template is left out.

use crate::api::{Api, ListFormat, Location, Operation, Parameter};
use crate::api::{Part, path_parts};
use crate::report::Report;
use crate::schema::{Kind, Schema};

/// Runs the pass.
pub fn run(api: &mut Api, report: &mut Report) {
    for operation in &mut api.operations {
        reconcile(operation, report);
    }
}

fn reconcile(operation: &mut Operation, report: &mut Report) {
    let mut in_template: Vec<String> = vec![];
    for part in path_parts(&operation.path) {
        if let Part::Parameter(name) = part
            && !in_template.iter().any(|n| n == name)
        {
            in_template.push(name.to_owned());
        }
    }
    let parameters = &mut operation.parameters;
    let in_path = |p: &Parameter| p.location == Location::Path;
    for name in &in_template {
        if parameters.iter().any(|p| in_path(p) && p.name == *name) {
            continue;
        }
        let same_letters = |p: &&mut Parameter| {
            in_path(p) && !in_template.contains(&p.name) && p.name.eq_ignore_ascii_case(name)
        };
        if let Some(parameter) = parameters.iter_mut().find(same_letters) {
            report.record(
                "path_parameters",
                &parameter.pointer,
                format!("{} is read as the path's {name}", parameter.name),
            );
            parameter.name.clone_from(name);
            continue;
        }
        report.record(
            "path_parameters",
            &operation.pointer,
            format!("{name} is not declared: it is read as a string"),
        );
        parameters.push(Parameter {
            name: name.clone(),
            rust: String::new(),
            location: Location::Path,
            required: true,
            schema: Schema::of(Kind::String),
            list: ListFormat::Delimited(",".to_owned()),
            description: None,
            shared: None,
            pointer: operation.pointer.clone(),
        });
    }
    parameters.retain(|parameter| {
        let stays = !in_path(parameter) || in_template.contains(&parameter.name);
        if !stays {
            report.record(
                "path_parameters",
                &parameter.pointer,
                format!("{} is not in the path: it is left out", parameter.name),
            );
        }
        stays
    });
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    #[test]
    fn parameters_follow_the_template() {
        let path =
            |name: &str| json!({"name": name, "in": "path", "required": true, "type": "integer"});
        let oas2 = json!({"swagger": "2.0", "info": {"title": "T", "version": "1"}, "paths": {
            "/a/{petId}/{other}/{other}": {"get": {
                "parameters": [path("PetID"), path("nowhere")],
                "responses": {"200": {"description": "d"}},
            }},
        }});
        let oas3 = crate::convert::convert(&oas2).unwrap();
        let mut report = Report::default();
        let mut api = Api::read(&oas2, &oas3, &mut report);
        run(&mut api, &mut report);
        let kept: Vec<_> = api.operations[0]
            .parameters
            .iter()
            .map(|p| (p.name.as_str(), p.schema.kind))
            .collect();
        assert_eq!(
            kept,
            [
                ("petId", Some(Kind::Integer)),
                ("other", Some(Kind::String))
            ]
        );
        let reported = report.entries().iter().map(|e| e.text.as_str());
        assert_eq!(
            reported.collect::<Vec<_>>(),
            [
                "PetID is read as the path's petId",
                "other is not declared: it is read as a string",
                "nowhere is not in the path: it is left out",
            ]
        );
        let before = format!("{:?}", api.operations);
        run(&mut api, &mut report);
        assert_eq!(format!("{:?}", api.operations), before);
    }
}
