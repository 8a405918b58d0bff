//! Converts errors of a validator to findings: a rule, pointers, and a text without values of the
//! message.

use jsonschema::ValidationError;
use jsonschema::error::{TypeKind, ValidationErrorKind as Kind};
use percent_encoding::percent_decode_str;
use serde_json::Value;

use super::pointers::Pointers;
use super::tree::Tree;
use crate::pointer::{self, quote};
use crate::violation::Rule;

/// The largest number of unexpected names of one object that are reported.
const MAX_NAMES: usize = 20_000;

/// A violation in a value.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) struct Finding {
    /// The pointer in the value.
    pub(crate) at: String,
    pub(crate) rule: Rule,
    /// The pointer in the document.
    pub(crate) document_pointer: String,
    pub(crate) text: String,
}

/// Adds the findings for an error of a validator.
pub(crate) fn explain(
    error: &ValidationError<'_>,
    tree: &Tree,
    pointers: &Pointers,
    findings: &mut Vec<Finding>,
) {
    let location = location(error);
    if let Kind::AnyOf { context } = error.kind()
        && pointers.expresses_nullable(&location)
    {
        // the alternative to null is the schema itself
        for error in context.iter().skip(1).flatten() {
            explain(error, tree, pointers, findings);
        }
        return;
    }
    let at = error.instance_path().as_str();
    let document_pointer = pointers.in_document(&location);
    let found = tree.at(at).map_or("nothing", Tree::kind);
    let mut add = |at: String, rule: Rule, text: String| {
        findings.push(Finding {
            at,
            rule,
            document_pointer: document_pointer.clone(),
            text,
        });
    };
    match error.kind() {
        Kind::AdditionalProperties { unexpected } => {
            for name in unexpected.iter().take(MAX_NAMES) {
                add(
                    pointer::join(at, name),
                    Rule::AdditionalProperties,
                    unexpected_text(name),
                );
            }
        }
        // the error of a schema without `properties`
        Kind::FalseSchema if location.ends_with("/additionalProperties") => {
            if let Some(Tree::Object(members)) = tree.at(at) {
                for name in members.keys().take(MAX_NAMES) {
                    add(
                        pointer::join(at, name),
                        Rule::AdditionalProperties,
                        unexpected_text(name),
                    );
                }
            }
        }
        Kind::Required { property } => {
            let name = property.as_str().unwrap_or_default();
            let text = format!("property {} is required and absent", quote(name));
            add(pointer::join(at, name), Rule::Required, text);
        }
        kind => {
            let (rule, text) = describe(kind, found);
            add(at.to_owned(), rule, text);
        }
    }
}

/// The pointer of the keyword in the converted schemas.
fn location(error: &ValidationError<'_>) -> String {
    match error
        .absolute_keyword_location()
        .map(jsonschema::Uri::as_str)
    {
        Some(uri) => {
            let fragment = uri.split_once('#').map_or("", |(_, fragment)| fragment);
            percent_decode_str(fragment)
                .decode_utf8_lossy()
                .into_owned()
        }
        None => error.schema_path().as_str().to_owned(),
    }
}

fn describe(kind: &Kind, found: &str) -> (Rule, String) {
    match kind {
        Kind::Type { kind } => (
            Rule::Type,
            format!("expected {}, found {found}", expected(kind)),
        ),
        Kind::Enum { options } => (
            Rule::Enum,
            format!("none of the values {}", listed(options)),
        ),
        Kind::Constant { .. } => (Rule::Enum, "not the only allowed value".to_owned()),
        Kind::Format { format } => (Rule::Format, format!("not of the format {format}")),
        Kind::Pattern { pattern } => (
            Rule::Pattern,
            format!("does not match the pattern {pattern}"),
        ),
        Kind::BacktrackLimitExceeded { .. } | Kind::RegexEngineFailure { .. } => (
            Rule::Pattern,
            "could not be matched with the pattern in reasonable time".to_owned(),
        ),
        Kind::MinLength { limit } => (Rule::MinLength, format!("shorter than {limit} characters")),
        Kind::MaxLength { limit } => (Rule::MaxLength, format!("longer than {limit} characters")),
        Kind::MinItems { limit } => (Rule::MinItems, format!("fewer than {limit} items")),
        Kind::MaxItems { limit } => (Rule::MaxItems, format!("more than {limit} items")),
        Kind::UniqueItems => (Rule::UniqueItems, "contains equal items".to_owned()),
        Kind::MinProperties { limit } => (
            Rule::MinProperties,
            format!("fewer than {limit} properties"),
        ),
        Kind::MaxProperties { limit } => {
            (Rule::MaxProperties, format!("more than {limit} properties"))
        }
        Kind::AnyOf { context } => (
            Rule::AnyOf,
            format!("fits none of the {} alternatives", context.len()),
        ),
        Kind::OneOfNotValid { context } => (
            Rule::OneOf,
            format!("fits none of the {} alternatives", context.len()),
        ),
        Kind::OneOfMultipleValid { .. } => (
            Rule::OneOf,
            "fits more than one of the alternatives".to_owned(),
        ),
        Kind::Not { .. } => (Rule::Not, "fits a schema that it must not fit".to_owned()),
        Kind::Custom { keyword, message } => (custom_rule(keyword), message.clone()),
        Kind::FalseSchema => (Rule::Schema, "nothing is allowed here".to_owned()),
        other => (Rule::Schema, format!("violates {}", other.keyword())),
    }
}

/// The rule of a keyword that this crate implements.
fn custom_rule(keyword: &str) -> Rule {
    match keyword {
        "minimum" => Rule::Minimum,
        "maximum" => Rule::Maximum,
        "multipleOf" => Rule::MultipleOf,
        "readOnly" => Rule::ReadOnly,
        "writeOnly" => Rule::WriteOnly,
        super::keywords::NUMBER_FORMAT => Rule::Format,
        _ => Rule::Schema,
    }
}

fn unexpected_text(name: &str) -> String {
    format!("the schema has no property {}", quote(name))
}

fn expected(kind: &TypeKind) -> String {
    match kind {
        TypeKind::Single(kind) => kind.to_string(),
        TypeKind::Multiple(kinds) => {
            let names: Vec<_> = kinds.iter().map(|kind| kind.to_string()).collect();
            names.join(" or ")
        }
    }
}

/// The first values of an `enum`, as text.
fn listed(options: &Value) -> String {
    const MAX: usize = 10;
    let Value::Array(values) = options else {
        return options.to_string();
    };
    let mut texts: Vec<_> = values.iter().take(MAX).map(Value::to_string).collect();
    if values.len() > MAX {
        texts.push(format!("and {} more", values.len() - MAX));
    }
    texts.join(", ")
}
