//! Checks parameters in path and query.

use crate::operation::{CredentialKind as Kind, Encoding, Location, Operation, Parameter};
use crate::pointer;
use crate::schema::{SchemaSet, Tree};
use crate::violation::Rule;
use crate::wire::{Pair, Style};

use super::report::Report;
use super::values::RequestValues;

/// Checks the decoded parameters of the path.
pub(super) fn check_path(
    operation: &Operation,
    schemas: &SchemaSet,
    found: &[(String, String)],
    values: &mut RequestValues,
    report: &mut Report,
) {
    for parameter in operation
        .parameters
        .iter()
        .filter(|p| p.location == Location::Path)
    {
        let Some(pair) = found.iter().find(|(name, _)| *name == parameter.name) else {
            continue;
        };
        if pair.1.is_empty() {
            let text = format!("path parameter {} is empty", pointer::quote(&pair.0));
            report.add_to(parameter, Rule::ParameterMissing, text);
            continue;
        }
        let read = parameter.check(schemas, std::slice::from_ref(pair), report);
        values.keep(parameter, read);
    }
}

/// Checks the documented parameters of the query, and reports undocumented ones.
pub(super) fn check_query(
    operation: &Operation,
    schemas: &SchemaSet,
    pairs: &[Pair],
    values: &mut RequestValues,
    report: &mut Report,
) {
    let parameters = || {
        operation
            .parameters
            .iter()
            .filter(|p| p.location == Location::Query)
    };
    for parameter in parameters() {
        let own: Vec<&Pair> = pairs
            .iter()
            .filter(|pair| owns(parameter, &pair.name))
            .collect();
        let read = check_parameter(parameter, schemas, &own, report);
        values.keep(parameter, read);
    }
    let mut unknown: Vec<&str> = pairs
        .iter()
        .map(|pair| pair.name.as_str())
        .filter(|name| !parameters().any(|p| owns(p, name)) && !is_key(operation, name))
        .collect();
    unknown.sort_unstable();
    unknown.dedup();
    for name in unknown {
        let at = pointer::join("/query", name);
        let text = format!(
            "the operation has no query parameter {}",
            pointer::quote(name)
        );
        report.add(Rule::UnknownQueryParameter, at, &operation.pointer, text);
    }
}

/// Whether a pair of this name is a part of the parameter's value.
fn owns(parameter: &Parameter, name: &str) -> bool {
    match &parameter.encoding {
        Encoding::Style(style, shape) => style.owns(&parameter.name, shape, name),
        Encoding::Json => parameter.name == name,
    }
}

fn is_key(operation: &Operation, name: &str) -> bool {
    let credentials = operation.security.iter().flat_map(|r| &r.credentials);
    credentials
        .map(|c| &c.kind)
        .any(|kind| matches!(kind, Kind::ApiKey(Location::Query, key) if key == name))
}

fn check_parameter(
    parameter: &Parameter,
    schemas: &SchemaSet,
    own: &[&Pair],
    report: &mut Report,
) -> Option<Tree> {
    let name = || pointer::quote(&parameter.name);
    if own.is_empty() {
        if parameter.required {
            let text = format!("query parameter {} is required and absent", name());
            report.add_to(parameter, Rule::ParameterMissing, text);
        }
        return None;
    }
    if own.len() > 1 && !repeats(&parameter.encoding) {
        let text = format!("query parameter {} occurs {} times", name(), own.len());
        report.add_to(parameter, Rule::ParameterRepeated, text);
        return None;
    }
    let mut read = Vec::with_capacity(own.len());
    for pair in own {
        match &pair.value {
            Ok(value) => read.push((pair.name.clone(), value.clone())),
            Err(problem) => {
                report.add_to(parameter, Rule::ParameterSyntax, *problem);
                return None;
            }
        }
    }
    if parameter.allow_empty && read.iter().all(|(_, value)| value.is_empty()) {
        return parameter.read(&read);
    }
    parameter.check(schemas, &read, report)
}

/// Whether the value of a parameter can consist of several pairs.
fn repeats(encoding: &Encoding) -> bool {
    match encoding {
        Encoding::Style(style, shape) => Style::repeats(*style, shape),
        Encoding::Json => false,
    }
}
