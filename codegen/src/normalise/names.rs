//! Chooses the Rust names of operations, parameters and form fields.
//!
//! Documents omit `operationId`, use it twice, or have names that become the same in Rust
//! (`flightOrderId`, `flight_order_id`) or clash with generated code (`new`, `send`). Clashing
//! operations are distinguished by method and path, arguments by location and spelling (see
//! [`super::clashes`]).

use heck::{ToPascalCase, ToSnakeCase};

use super::clashes::{Candidates, resolve_clashes, spelling};
use crate::api::{Api, BodyKind, Operation};
use crate::report::Report;

/// Methods of the generated `Client` and its builders, and of traits that all types implement.
const RESERVED: &[&str] = &[
    "new",
    "clone",
    "clone_into",
    "to_owned",
    "into",
    "try_into",
    "from",
    "borrow",
    "borrow_mut",
    "fmt",
    "type_id",
];

/// Further reserved names of operations.
const RESERVED_OPERATIONS: &[&str] = &[
    "new_with_client",
    // builders with these names would hide types that generated code uses
    "byte_stream",
    "client_hooks",
    "error",
    "option",
    "response_value",
    "result",
    "string",
];

/// Further reserved names of arguments.
const RESERVED_ARGUMENTS: &[&str] = &["send", "send_pages", "send_rows", "body_map"];

/// Runs the pass.
pub fn run(api: &mut Api, report: &mut Report) {
    let members: Vec<_> = api.operations.iter().map(operation_names).collect();
    let names = resolve_clashes(&members, |_| false, key);
    for ((operation, member), name) in api.operations.iter_mut().zip(&members).zip(names) {
        if name != member.plain() {
            report.record(
                "names",
                format!("{}/operationId", operation.pointer),
                format!(
                    "another operation is called {} in Rust; this one becomes {name}",
                    member.plain()
                ),
            );
        }
        operation.name = name;
        name_arguments(operation, report);
    }
}

/// The candidate names of an operation: its plain name, or its name with method and path.
fn operation_names(operation: &Operation) -> Candidates {
    let wire = snake(&wire_words(&operation.method, &operation.path));
    let wanted = operation.id.as_ref().map(|id| snake(id));
    let full = wanted
        .as_ref()
        .map_or_else(|| format!("{wire}_path"), |id| format!("{id}_{wire}"));
    Candidates::snake(
        avoid_reserved(&wanted.unwrap_or(wire), RESERVED_OPERATIONS, "operation"),
        [full],
        &format!("{} {}", operation.method, operation.path),
    )
}

/// An argument's wire name, its location, its pointer, and its Rust name to be set.
type Argument<'a> = (&'a str, &'static str, &'a str, &'a mut String);

fn name_arguments(operation: &mut Operation, report: &mut Report) {
    let parameters = operation.parameters.iter_mut().map(|p| {
        let location = p.location.as_str();
        (p.name.as_str(), location, p.pointer.as_str(), &mut p.rust)
    });
    let mut arguments: Vec<Argument<'_>> = parameters.collect();
    if let Some(BodyKind::Form(fields) | BodyKind::Multipart(fields)) =
        operation.body.as_mut().map(|b| &mut b.kind)
    {
        let fields = fields.iter_mut();
        arguments
            .extend(fields.map(|f| (f.name.as_str(), "form", f.pointer.as_str(), &mut f.rust)));
    }
    let members: Vec<_> = arguments
        .iter()
        .map(|(wire, location, ..)| argument_names(wire, location))
        .collect();
    // The JSON or binary body of an operation is `body`; reserved, because a later document may add
    // one.
    let names = resolve_clashes(&members, |name| name == "body", str::to_owned);
    for (((_, _, at, rust), member), name) in arguments.into_iter().zip(&members).zip(names) {
        if name != member.plain() {
            report.record(
                "names",
                at,
                format!(
                    "another argument is called {} in Rust; this one becomes {name}",
                    member.plain()
                ),
            );
        }
        *rust = name;
    }
}

/// The candidate names of an argument: its plain name, its name with its location, and with its
/// spelling as well.
fn argument_names(wire: &str, location: &str) -> Candidates {
    let wanted = snake(wire);
    let placed = format!("{wanted}_{location}");
    let spelled = format!("{placed}_{}", spelling(&wanted, wire));
    Candidates::snake(
        avoid_reserved(&wanted, RESERVED_ARGUMENTS, "argument"),
        [placed, spelled],
        &format!("{location} {wire}"),
    )
}

/// The words of a name by method and path: `get contracts by contract-no`.
pub(crate) fn wire_words(method: &str, path: &str) -> String {
    let mut words = vec![method.to_ascii_lowercase()];
    for segment in path.split(['/', '?', '&', '#']).filter(|s| !s.is_empty()) {
        let has_parameter = segment.contains('{');
        if has_parameter {
            words.push("by".to_owned());
        }
        words.push(segment.replace(['{', '}'], " "));
    }
    words.join(" ")
}

/// `name` as a Rust identifier in snake case, before keywords are handled.
pub fn snake(name: &str) -> String {
    let name = match name {
        "+1" => "plus 1",
        "-1" => "minus 1",
        "+" => "plus",
        "-" => "minus",
        other => other,
    };
    let cleaned: String = name
        .chars()
        .filter(|c| *c != '\'')
        .map(|c| if c.is_alphanumeric() { c } else { ' ' })
        .collect();
    let snake = cleaned.to_snake_case();
    match snake.chars().next() {
        None => "x".to_owned(),
        Some(first) if first.is_alphabetic() => snake,
        Some(_) => format!("n{snake}"),
    }
}

/// The key of an operation's name. Operations with equal keys would have the same builder.
fn key(name: &str) -> String {
    name.to_pascal_case().to_lowercase()
}

/// `name`, with a suffix if it would hide a method, and an underscore if it is a keyword.
fn avoid_reserved(name: &str, more: &[&str], ending: &str) -> String {
    if RESERVED.contains(&name) || more.contains(&name) {
        format!("{name}_{ending}")
    } else if syn::parse_str::<syn::Ident>(name).is_err() {
        format!("{name}_")
    } else {
        name.to_owned()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_are_identifiers() {
        assert_eq!(snake("flightOrderId"), "flight_order_id");
        assert_eq!(snake("@type"), "type");
        assert_eq!(snake("2fa"), "n2fa");
        assert_eq!(snake("$"), "x");
        assert_eq!(
            avoid_reserved("type", RESERVED_ARGUMENTS, "argument"),
            "type_"
        );
        assert_eq!(
            avoid_reserved("send", RESERVED_ARGUMENTS, "argument"),
            "send_argument"
        );
    }
}
