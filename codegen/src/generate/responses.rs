//! Responses of several types: an enum per operation with a variant for each status.
//!
//! progenitor supports one success type and one error type per operation. If the document has more,
//! it gets one schema for all of them, whose variants typify names after the statuses. A pass then
//! decodes the enum by the status, so that a caller gets the type of that status and not the first
//! that parses. No other type can have the name of such an enum (see
//! [`crate::normalise::identifiers`]).

use heck::ToPascalCase;
use quote::{format_ident, quote};
use serde_json::{Map, Value, json};
use syn::{Item, parse_quote};

use super::docs;
use super::rust::type_name;
use crate::api::{Content, Operation, Response, Status};
use crate::normalise::identifiers::{ERROR_BY_STATUS, SUCCESS_BY_STATUS, identifier};
use crate::schema::Schema;

/// Successes or errors of an operation.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Outcome {
    Success,
    Error,
}

/// An enum of responses.
#[derive(Debug)]
pub(crate) struct Choice {
    /// Its name.
    pub name: String,
    doc: String,
    variants: Vec<Variant>,
}

impl Choice {
    /// The variants that contain a stream.
    pub fn streams(&self) -> Vec<&str> {
        let streams = self.variants.iter().filter(|v| v.content == Content::Bytes);
        streams.map(|variant| variant.name.as_str()).collect()
    }
}

#[derive(Debug)]
struct Variant {
    name: String,
    status: Status,
    content: Content,
    doc: String,
}

/// The content that progenitor gets for all successes or for all errors.
#[derive(Debug, Default)]
pub(crate) struct Unified {
    pub content: Option<Value>,
    pub choice: Option<Choice>,
}

/// Whether `default` describes successes, which it does only if no success is listed.
pub(crate) fn default_may_succeed(operation: &Operation) -> bool {
    !operation
        .responses
        .iter()
        .any(|r| matches!(r.status, Status::Code(200..=299)))
}

/// The responses that are successes, or those that are errors.
pub(crate) fn with_outcome(operation: &Operation, outcome: Outcome) -> Vec<&Response> {
    let default_succeeds = default_may_succeed(operation);
    let belongs = |r: &&Response| match (r.status, outcome) {
        (Status::Default, Outcome::Success) => default_succeeds,
        (status, Outcome::Success) => status.may_succeed(),
        (status, Outcome::Error) => status.may_fail(),
    };
    operation.responses.iter().filter(belongs).collect()
}

/// One content for all successes or for all errors. If they have several types, adds the schema of an
/// enum to `schemas`. Errors without JSON have no type.
pub(crate) fn unify(
    operation: &Operation,
    outcome: Outcome,
    schemas: &mut Map<String, Value>,
) -> Unified {
    let mut responses = with_outcome(operation, outcome);
    if outcome == Outcome::Error {
        responses.retain(|r| r.content.is_json());
    }
    let Some(first) = responses.first() else {
        return Unified::default();
    };
    let content = |media_type: &str, schema: Value| Unified {
        content: Some(json!({ media_type: { "schema": schema } })),
        choice: None,
    };
    if responses.iter().all(|r| r.content == first.content) {
        return match &first.content {
            Content::Json(schema) => content("application/json", schema.write()),
            Content::Bytes => content(
                "application/octet-stream",
                json!({ "type": "string", "format": "binary" }),
            ),
            Content::None => Unified::default(),
        };
    }
    let (choice, schema) = choice(operation, outcome, &responses);
    let name = &choice.name;
    let reference = Schema::reference(name).write();
    schemas.insert(name.clone(), schema);
    Unified {
        choice: Some(choice),
        ..content("application/json", reference)
    }
}

/// The enum of `responses`, and its schema.
fn choice(operation: &Operation, outcome: Outcome, responses: &[&Response]) -> (Choice, Value) {
    let (ending, when) = match outcome {
        Outcome::Success => (SUCCESS_BY_STATUS, "success"),
        Outcome::Error => (ERROR_BY_STATUS, "failure"),
    };
    let mut variants = vec![];
    let mut schemas = vec![];
    for response in responses {
        let name = response.status.name();
        let tagged = |schema: Value| {
            json!({
                "type": "object",
                "properties": { &name: schema },
                "required": [name],
                "additionalProperties": false,
            })
        };
        let schema = match &response.content {
            Content::Json(schema) => tagged(schema.write()),
            Content::Bytes => {
                let path = json!({
                    "crate": "progenitor-client",
                    "version": "*",
                    "path": "progenitor_client::ByteStream",
                });
                tagged(json!({ "x-rust-type": path }))
            }
            Content::None => json!({ "type": "string", "enum": [name] }),
        };
        let status = match response.status {
            Status::Code(code) => code.to_string(),
            Status::Default => "Any other status".to_owned(),
        };
        let description = response.description.as_deref().unwrap_or_default().trim();
        variants.push(Variant {
            name,
            status: response.status,
            content: response.content.clone(),
            doc: docs::rustdoc(&format!("{status}: {description}")),
        });
        schemas.push(schema);
    }
    let choice = Choice {
        name: identifier(&format!("{}{ending}", operation.name.to_pascal_case())),
        doc: docs::rustdoc(&format!("Responses of `{}` on {when}.", operation.label())),
        variants,
    };
    (choice, json!({ "oneOf": schemas }))
}

/// Turns the enums that typify made of [`Choice`]s into types that are decoded by status.
///
/// # Errors
/// The name of an enum that has another form than expected.
pub(crate) fn decode_by_status(items: &mut Vec<Item>, choices: &[Choice]) -> Result<(), String> {
    let mut decoders = vec![];
    for choice in choices {
        let definition = items.iter_mut().find_map(|item| match item {
            Item::Enum(definition) if definition.ident == choice.name => Some(definition),
            _ => None,
        });
        let definition = definition.ok_or_else(|| choice.name.clone())?;
        let doc = &choice.doc;
        definition.attrs = parse_quote! {
            #[doc = #doc]
            #[derive(Debug, ::serde::Serialize)]
            #[serde(untagged)]
        };
        if definition.variants.len() != choice.variants.len() {
            return Err(choice.name.clone());
        }
        let (mut arms, mut statuses) = (vec![], vec![]);
        let mut otherwise = quote! { return ::progenitor_client::FromResponse::undocumented() };
        for variant in &mut definition.variants {
            let documented = choice
                .variants
                .iter()
                .find(|documented| variant.ident == documented.name);
            let documented =
                documented.ok_or_else(|| format!("{}::{}", choice.name, variant.ident))?;
            let (doc, ident) = (&documented.doc, &variant.ident);
            variant.attrs = parse_quote! { #[doc = #doc] };
            let decoded = match &documented.content {
                Content::Json(_) => quote! {
                    Self::#ident(::progenitor_client::FromResponse::from_response(status, received)?)
                },
                Content::Bytes => quote! { Self::#ident(received.into_stream()) },
                Content::None => quote! { { received.nothing()?; Self::#ident } },
            };
            if let Status::Code(code @ 200..=299) = documented.status
                && documented.content != Content::Bytes
            {
                statuses.push(code);
            }
            match documented.status {
                Status::Code(code) => arms.push(quote! { #code => #decoded, }),
                Status::Default => otherwise = decoded,
            }
        }
        let name = format_ident!("{}", choice.name);
        decoders.push(parse_quote! {
            impl ::progenitor_client::FromResponse for #name {
                const STATUSES: &'static [u16] = &[#(#statuses),*];

                fn from_response(
                    status: u16,
                    received: ::progenitor_client::Received<'_>,
                ) -> ::std::result::Result<Self, ::progenitor_client::Undecoded> {
                    Ok(match status {
                        #(#arms)*
                        _ => #otherwise,
                    })
                }
            }
        });
    }
    items.retain(|item| !is_conversion_of(item, choices));
    items.extend(decoders);
    Ok(())
}

/// Whether `item` is a conversion that typify implements for one of `choices`.
fn is_conversion_of(item: &Item, choices: &[Choice]) -> bool {
    matches!(item, Item::Impl(block) if choices.iter().any(|choice| type_name(&block.self_ty) == choice.name))
}
