//! The reason why a request is rejected: the first violation of the document, in the document's
//! order.

use std::cmp::Reverse;

use classifications_contract::{Rule, Violation, pointer_steps};
use serde_json::Value;

use crate::api::{Api, Operation};

/// The reason for a rejection, and the status of the response.
#[derive(Debug, PartialEq, Eq)]
pub(crate) struct Rejection {
    pub(crate) status: u16,
    pub(crate) reason: String,
}

/// The rejection for the first relevant violation; `None` if the request is allowed.
///
/// Parameters and headers that the document does not have are ignored. Credentials are checked
/// elsewhere.
pub(crate) fn rejection(
    api: &Api,
    operation: &Operation,
    violations: &[Violation],
) -> Option<Rejection> {
    let is_relevant = |violation: &&Violation| {
        !matches!(
            violation.rule,
            Rule::UnknownQueryParameter
                | Rule::UnknownHeader
                | Rule::SecurityMissing
                | Rule::BaseUrl
        )
    };
    let relevant = violations.iter().filter(is_relevant);
    // Of several at one location, the property itself comes before schemas that it refers to.
    let first = relevant.min_by_key(|violation| {
        let longest_first = Reverse(violation.document_pointer.len());
        (rank(operation, violation), longest_first)
    })?;
    let status = match first.rule {
        Rule::NotAcceptable => 406,
        Rule::ContentType => 415,
        _ => 400,
    };
    Some(Rejection {
        status,
        reason: reason(api, operation, first),
    })
}

/// The rank of a violation: media types, path, query, headers, body; within each, the document's
/// order.
fn rank(operation: &Operation, violation: &Violation) -> (u8, Vec<usize>) {
    let (group, steps) = steps(&violation.message_pointer);
    let request = &operation.request;
    let steps = || steps.iter().map(String::as_str);
    match (violation.rule, group.as_str()) {
        (Rule::NotAcceptable, _) => (0, vec![]),
        (Rule::ContentType, _) => (1, vec![]),
        (_, "path") => (2, request.path.position(steps())),
        (_, "query") => (3, request.query.position(steps())),
        (_, "headers") => (4, request.header.position(steps())),
        _ => {
            let body = request.body.as_ref();
            let position = body.map(|body| body.position(steps()));
            (5, position.unwrap_or_default())
        }
    }
}

/// The first segment of a message pointer, and the remaining ones, unescaped.
fn steps(pointer: &str) -> (String, Vec<String>) {
    let mut steps = pointer_steps(pointer);
    (steps.next().unwrap_or_default(), steps.collect())
}

fn reason(api: &Api, operation: &Operation, violation: &Violation) -> String {
    let (group, steps) = steps(&violation.message_pointer);
    let document = api.contract.document();
    let schema = parent(document, &violation.document_pointer);
    match violation.rule {
        Rule::NotAcceptable => {
            let content_type = operation.success.content_type.as_deref();
            let content_type = content_type.unwrap_or("application/json");
            return format!("the response is {content_type}, which the request does not accept");
        }
        Rule::ContentType => {
            let content_types = operation.request.content_types.join(" or ");
            return format!("the content type must be {content_types}");
        }
        Rule::BodyMissing => return "body is required".to_owned(),
        Rule::BodySyntax if steps.is_empty() => {
            return match operation.request.content_types.first() {
                Some(json) if crate::api::is_json(json) => "body is not valid JSON".to_owned(),
                _ => format!("body is {}", violation.text),
            };
        }
        _ => {}
    }
    if group == "body" {
        let pointer = violation.message_pointer.trim_start_matches("/body");
        let requirement = requirement(schema, violation);
        return match pointer {
            "" => format!("body {requirement}"),
            pointer => format!("body: {pointer} {requirement}"),
        };
    }
    let group = if group == "headers" {
        "header"
    } else {
        group.as_str()
    };
    let name = steps.first().map_or("", String::as_str);
    let parameter = parameter_schema(document, &violation.document_pointer);
    let requirement = match parameter.and_then(list_of) {
        Some(items)
            if !matches!(
                violation.rule,
                Rule::ParameterMissing | Rule::ParameterRepeated
            ) =>
        {
            format!("must be a list of {items}, separated by commas")
        }
        _ => requirement(schema, violation),
    };
    format!("{group}: {name} {requirement}")
}

/// The requirement of the document, as text.
fn requirement(schema: &Value, violation: &Violation) -> String {
    let keyword = |name: &str| schema.get(name).map(plain).unwrap_or_default();
    let is = |name: &str| schema.get(name).and_then(Value::as_bool) == Some(true);
    match violation.rule {
        Rule::Required | Rule::ParameterMissing => "is required".to_owned(),
        Rule::DuplicateName | Rule::ParameterRepeated => "is given more than once".to_owned(),
        Rule::Type => format!("must be {}", with_article(&keyword("type"))),
        Rule::Format if keyword("type") == "integer" => "must be an integer".to_owned(),
        Rule::Format => format!("must be {}", with_article(&keyword("format"))),
        Rule::Pattern => format!("must match {}", keyword("pattern")),
        Rule::Enum => format!("must be {}", either(schema.get("enum"))),
        Rule::Minimum if is("exclusiveMinimum") => {
            format!("must be greater than {}", keyword("minimum"))
        }
        Rule::Minimum => format!("must be at least {}", keyword("minimum")),
        Rule::Maximum if is("exclusiveMaximum") => {
            format!("must be less than {}", keyword("maximum"))
        }
        Rule::Maximum => format!("must be at most {}", keyword("maximum")),
        Rule::MultipleOf => match keyword("multipleOf").as_str() {
            "0.01" => "must have at most two decimals".to_owned(),
            step => format!("must be a multiple of {step}"),
        },
        Rule::MinLength if keyword("minLength") == "1" => "must not be empty".to_owned(),
        Rule::MinLength => format!("must have at least {} characters", keyword("minLength")),
        Rule::MaxLength => format!("must have at most {} characters", keyword("maxLength")),
        Rule::MinItems => format!("must have at least {} items", keyword("minItems")),
        Rule::MaxItems => format!("must have at most {} items", keyword("maxItems")),
        Rule::AdditionalProperties | Rule::ReadOnly => "is not allowed".to_owned(),
        _ => format!("is rejected: {}", violation.text),
    }
}

fn plain(value: &Value) -> String {
    match value {
        Value::String(text) => text.clone(),
        other => other.to_string(),
    }
}

fn with_article(noun: &str) -> String {
    let vowel = noun.starts_with(['a', 'e', 'i', 'o', 'u']);
    format!("{} {noun}", if vowel { "an" } else { "a" })
}

/// The listed values, as in `A, B or C`.
fn either(values: Option<&Value>) -> String {
    let values = values.and_then(Value::as_array);
    let values: Vec<_> = values.into_iter().flatten().map(plain).collect();
    match values.split_last() {
        Some((last, rest)) if !rest.is_empty() => format!("{} or {last}", rest.join(", ")),
        _ => values.concat(),
    }
}

/// The object that contains the keyword at a pointer.
fn parent<'a>(document: &'a Value, pointer: &str) -> &'a Value {
    let parent = pointer.rsplit_once('/').map_or("", |(parent, _)| parent);
    document.pointer(parent).unwrap_or(&Value::Null)
}

/// The schema of the parameter whose description contains the pointer.
fn parameter_schema<'a>(document: &'a Value, pointer: &str) -> Option<&'a Value> {
    let mut pointer = pointer;
    loop {
        let part = document.pointer(pointer);
        if let Some(part) = part
            && part.get("in").is_some()
        {
            return part.get("schema");
        }
        pointer = pointer.rsplit_once('/')?.0;
    }
}

/// The type of the items of a list, in the plural; `None` if the schema is not a list.
fn list_of(schema: &Value) -> Option<String> {
    if schema.get("type").and_then(Value::as_str) != Some("array") {
        return None;
    }
    let items = schema.pointer("/items/type").and_then(Value::as_str);
    Some(format!("{}s", items.unwrap_or("value")))
}
