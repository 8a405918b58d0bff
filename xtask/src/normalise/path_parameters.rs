//! A path's template and its parameters agree.
//!
//! A parameter that the template names and nobody declares is a string (documents forget it, or write it in other
//! letters); one that is declared and has no place in the template cannot be sent. A header's name must be one.

use serde_json::json;

use crate::api::{Api, ListFormat, Location, Operation, Parameter};
use crate::error::Refusal;
use crate::generate::send::{Part, parts};
use crate::report::Report;

/// Runs the pass.
///
/// # Errors
/// None.
pub fn run(api: &mut Api, report: &mut Report) -> Result<(), Refusal> {
    api.operations.retain_mut(|operation| {
        agree(operation, report);
        headers(operation, report)
    });
    Ok(())
}

fn agree(operation: &mut Operation, report: &mut Report) {
    let mut named: Vec<String> = vec![];
    for part in parts(&operation.path) {
        if let Part::Parameter(name) = part
            && !named.iter().any(|n| n == name)
        {
            named.push(name.to_owned());
        }
    }
    let parameters = &mut operation.parameters;
    let in_path = |p: &Parameter| p.location == Location::Path;
    for name in &named {
        if parameters.iter().any(|p| in_path(p) && p.name == *name) {
            continue;
        }
        let same_letters = |p: &&mut Parameter| {
            in_path(p) && !named.contains(&p.name) && p.name.eq_ignore_ascii_case(name)
        };
        if let Some(parameter) = parameters.iter_mut().find(same_letters) {
            report.give_up(
                "path_parameters",
                &parameter.pointer,
                format!("{} is taken for the path's {name}", parameter.name),
            );
            parameter.name.clone_from(name);
            continue;
        }
        report.give_up(
            "path_parameters",
            &operation.pointer,
            format!("{name} is not declared: it is taken for a string"),
        );
        parameters.push(Parameter {
            name: name.clone(),
            rust: String::new(),
            location: Location::Path,
            required: true,
            schema: json!({ "type": "string" }),
            list: ListFormat::Delimited(","),
            description: None,
            shared: None,
            pointer: operation.pointer.clone(),
        });
    }
    parameters.retain(|parameter| {
        let stays = !in_path(parameter) || named.contains(&parameter.name);
        if !stays {
            report.give_up(
                "path_parameters",
                &parameter.pointer,
                format!(
                    "{} has no place in the path: it is left out",
                    parameter.name
                ),
            );
        }
        stays
    });
}

/// Leaves out what has a header's name that no header can have; `false` where the operation needs it.
fn headers(operation: &mut Operation, report: &mut Report) -> bool {
    let is_token = |name: &str| {
        let special = |c: char| "!#$%&'*+-.^_`|~".contains(c);
        !name.is_empty()
            && name
                .chars()
                .all(|c| c.is_ascii_alphanumeric() || special(c))
    };
    let mut possible = true;
    operation.parameters.retain(|parameter| {
        let stays = parameter.location != Location::Header || is_token(&parameter.name);
        if !stays {
            possible &= !parameter.required;
            let what = if parameter.required {
                "the operation that needs it"
            } else {
                "it"
            };
            report.give_up(
                "path_parameters",
                &parameter.pointer,
                format!(
                    "{:?} cannot be a header's name: {what} is left out",
                    parameter.name
                ),
            );
        }
        stays
    });
    possible
}
