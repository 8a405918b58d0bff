//! Every operation, parameter and form field gets the name that it has in Rust.
//!
//! Documents leave out `operationId`, use one twice, or have names that become the same in Rust
//! (`flightOrderId`, `flight_order_id`) or clash with what generated code needs (`new`, `send`). Names are
//! made from the document alone, in its order, so that they are the same each time.

use std::collections::HashSet;

use heck::{ToPascalCase, ToSnakeCase};

use crate::api::{Api, BodyKind, Operation};
use crate::report::Report;

/// Methods of the generated `Client` and of traits that everything has.
const CLIENT_METHODS: &[&str] = &[
    "new",
    "new_with_client",
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
    // builders with these names would hide types that generated code uses
    "byte_stream",
    "client_hooks",
    "error",
    "option",
    "response_value",
    "result",
    "string",
];

/// Methods of generated builders.
const BUILDER_METHODS: &[&str] = &[
    "new",
    "send",
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
    "body_map",
];

/// Runs the pass.
pub fn run(api: &mut Api, report: &mut Report) {
    let mut taken = HashSet::new();
    for operation in &mut api.operations {
        let wanted = wanted_name(operation);
        let name = unique(&wanted, &mut taken);
        if name != wanted && operation.id.is_some() {
            report.give_up(
                "names",
                format!("{}/operationId", operation.pointer),
                format!("another operation is called {wanted} in Rust; this one becomes {name}"),
            );
        }
        operation.name = keep_clear(&name, CLIENT_METHODS, "operation");
        name_arguments(operation);
    }
}

fn name_arguments(operation: &mut Operation) {
    let mut taken = HashSet::new();
    if operation
        .body
        .as_ref()
        .is_some_and(|b| matches!(b.kind, BodyKind::Json { .. } | BodyKind::Raw(_)))
    {
        taken.insert(key("body"));
    }
    for parameter in &mut operation.parameters {
        let name = unique(&snake(&parameter.name), &mut taken);
        parameter.rust = keep_clear(&name, BUILDER_METHODS, "argument");
    }
    if let Some(BodyKind::Form(fields) | BodyKind::Multipart(fields)) =
        operation.body.as_mut().map(|b| &mut b.kind)
    {
        for field in fields {
            let name = unique(&snake(&field.name), &mut taken);
            field.rust = keep_clear(&name, BUILDER_METHODS, "argument");
        }
    }
}

/// The name by the document's id, or by method and path: `get_contracts_by_contract_no`.
fn wanted_name(operation: &Operation) -> String {
    if let Some(id) = &operation.id {
        return snake(id);
    }
    let mut words = vec![operation.method.to_ascii_lowercase()];
    for segment in operation
        .path
        .split(['/', '?', '&', '#'])
        .filter(|s| !s.is_empty())
    {
        let by = segment.contains('{');
        if by {
            words.push("by".to_owned());
        }
        words.push(segment.replace(['{', '}'], " "));
    }
    snake(&words.join(" "))
}

/// `name` as a Rust identifier in snake case, keywords aside.
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

/// Two names with the same key would be one type or one method.
fn key(name: &str) -> String {
    name.to_pascal_case().to_lowercase()
}

fn unique(wanted: &str, taken: &mut HashSet<String>) -> String {
    let mut name = wanted.to_owned();
    let mut count = 2;
    while !taken.insert(key(&name)) {
        name = format!("{wanted}_{count}");
        count += 1;
    }
    name
}

/// `name`, with another ending where it would hide a method, and an underscore where it is a keyword.
fn keep_clear(name: &str, methods: &[&str], ending: &str) -> String {
    if methods.contains(&name) {
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
    fn names_are_identifiers_and_unique() {
        assert_eq!(snake("flightOrderId"), "flight_order_id");
        assert_eq!(snake("@type"), "type");
        assert_eq!(snake("2fa"), "n2fa");
        assert_eq!(snake("$"), "x");
        assert_eq!(keep_clear("type", BUILDER_METHODS, "argument"), "type_");
        assert_eq!(
            keep_clear("send", BUILDER_METHODS, "argument"),
            "send_argument"
        );
        let mut taken = HashSet::new();
        assert_eq!(unique("a_b", &mut taken), "a_b");
        assert_eq!(unique("ab", &mut taken), "ab_2");
    }
}
