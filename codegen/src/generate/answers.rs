//! Answers of several types: an enum per operation, with a variant per status.
//!
//! A caller has to get the type that belongs to the status, not the first that happens to parse. Where all
//! successes (or all errors) of an operation have one type, that type is used as it is.

use std::collections::BTreeSet;

use heck::ToPascalCase;
use proc_macro2::{Ident, TokenStream};
use quote::{format_ident, quote};
use syn::Type;

use super::builders::identifier;
use super::docs;
use super::types::{OperationTypes, Types, text};
use crate::api::{Api, Content, Operation, Status};

/// Whether any operation needs an enum, before types are known: whether statuses differ in more than
/// their number.
pub fn any(api: &Api) -> bool {
    api.operations.iter().any(|operation| {
        let several = |success: bool| {
            let kinds: Vec<_> = positions(operation, success)
                .filter_map(|i| operation.responses.get(i))
                .filter(|r| success || matches!(r.content, Content::Json(_)))
                .map(|r| &r.content)
                .collect();
            kinds.windows(2).any(|pair| pair.first() != pair.last())
        };
        several(true) || several(false)
    })
}

/// The module of enums.
pub fn tokens(api: &Api, types: &Types) -> TokenStream {
    let enums = api
        .operations
        .iter()
        .zip(&types.operations)
        .flat_map(|(operation, types)| {
            [success_enum(operation, types), error_enum(operation, types)]
        });
    quote! {
        //! Answers of operations that answer with several types, one variant per status.

        #[allow(unused_imports)]
        use super::types;

        #(#enums)*
    }
}

/// Whether `default` describes successes: only where no success is listed.
pub fn default_may_succeed(operation: &Operation) -> bool {
    !operation
        .responses
        .iter()
        .any(|r| matches!(r.status, Status::Code(200..=299)))
}

/// The positions of the answers that are successes, or errors.
fn positions(operation: &Operation, success: bool) -> impl Iterator<Item = usize> {
    let default_succeeds = default_may_succeed(operation);
    operation
        .responses
        .iter()
        .enumerate()
        .filter(move |(_, r)| match (r.status, success) {
            (Status::Default, true) => default_succeeds,
            (status, true) => status.may_succeed(),
            (status, false) => status.may_fail(),
        })
        .map(|(i, _)| i)
}

fn type_of(operation: &Operation, types: &OperationTypes, i: usize) -> TokenStream {
    match operation.responses.get(i).map(|r| &r.content) {
        Some(Content::Json(_)) => {
            let t: Option<&Type> = types.answers.get(&i);
            quote! { #t }
        }
        Some(Content::Bytes) => quote! { ::api_transport::ByteStream },
        _ => quote! { () },
    }
}

fn successes(operation: &Operation) -> Vec<usize> {
    positions(operation, true).collect()
}

/// Only errors with a JSON body have a type.
fn errors(operation: &Operation) -> Vec<usize> {
    positions(operation, false)
        .filter(|i| {
            let content = operation.responses.get(*i).map(|r| &r.content);
            matches!(content, Some(Content::Json(_)))
        })
        .collect()
}

fn differ(operation: &Operation, types: &OperationTypes, positions: &[usize]) -> bool {
    let distinct: BTreeSet<_> = positions
        .iter()
        .map(|i| text(&type_of(operation, types, *i)))
        .collect();
    distinct.len() > 1
}

fn enum_name(operation: &Operation, what: &str) -> Ident {
    format_ident!("{}{what}", operation.name.to_pascal_case())
}

/// The type of a success.
pub fn success_type(operation: &Operation, types: &OperationTypes) -> TokenStream {
    let positions = successes(operation);
    if differ(operation, types, &positions) {
        let name = enum_name(operation, "Success");
        return quote! { super::answers::#name };
    }
    positions
        .first()
        .map_or_else(|| quote! { () }, |i| type_of(operation, types, *i))
}

/// The type of a documented error.
pub fn error_type(operation: &Operation, types: &OperationTypes) -> TokenStream {
    let positions = errors(operation);
    if differ(operation, types, &positions) {
        let name = enum_name(operation, "Error");
        return quote! { super::answers::#name };
    }
    positions.first().map_or_else(
        || quote! { ::std::convert::Infallible },
        |i| type_of(operation, types, *i),
    )
}

/// The variant of the success at `i`, where there is an enum.
pub fn success_variant(
    operation: &Operation,
    types: &OperationTypes,
    i: usize,
) -> Option<TokenStream> {
    variant(operation, types, (&successes(operation), "Success"), i)
}

/// The variant of the error at `i`, where there is an enum.
pub fn error_variant(
    operation: &Operation,
    types: &OperationTypes,
    i: usize,
) -> Option<TokenStream> {
    variant(operation, types, (&errors(operation), "Error"), i)
}

fn variant(
    operation: &Operation,
    types: &OperationTypes,
    (positions, what): (&[usize], &str),
    i: usize,
) -> Option<TokenStream> {
    differ(operation, types, positions).then(|| {
        let name = enum_name(operation, what);
        let variant = variant_name(operation, i);
        quote! { super::answers::#name::#variant }
    })
}

/// A variant is called like its status: `NotFound`, `Status299`, `Default`.
fn variant_name(operation: &Operation, i: usize) -> Ident {
    let name = match operation.responses.get(i).map(|r| r.status) {
        Some(Status::Code(code)) => reason(code),
        _ => "Default".to_owned(),
    };
    identifier(&name)
}

/// The name of a status.
pub fn reason(code: u16) -> String {
    let known = match code {
        200 => "Ok",
        201 => "Created",
        202 => "Accepted",
        203 => "NonAuthoritativeInformation",
        204 => "NoContent",
        205 => "ResetContent",
        206 => "PartialContent",
        207 => "MultiStatus",
        300 => "MultipleChoices",
        301 => "MovedPermanently",
        302 => "Found",
        303 => "SeeOther",
        304 => "NotModified",
        307 => "TemporaryRedirect",
        308 => "PermanentRedirect",
        400 => "BadRequest",
        401 => "Unauthorized",
        402 => "PaymentRequired",
        403 => "Forbidden",
        404 => "NotFound",
        405 => "MethodNotAllowed",
        406 => "NotAcceptable",
        408 => "RequestTimeout",
        409 => "Conflict",
        410 => "Gone",
        411 => "LengthRequired",
        412 => "PreconditionFailed",
        413 => "PayloadTooLarge",
        415 => "UnsupportedMediaType",
        422 => "UnprocessableEntity",
        423 => "Locked",
        424 => "FailedDependency",
        428 => "PreconditionRequired",
        429 => "TooManyRequests",
        500 => "InternalServerError",
        501 => "NotImplemented",
        502 => "BadGateway",
        503 => "ServiceUnavailable",
        504 => "GatewayTimeout",
        other => return format!("Status{other}"),
    };
    known.to_owned()
}

fn success_enum(operation: &Operation, types: &OperationTypes) -> Option<TokenStream> {
    let positions = successes(operation);
    let doc = format!("What `{}` answers with on success.", operation.label());
    differ(operation, types, &positions)
        .then(|| definition(operation, types, &positions, ("Success", &doc)))
}

fn error_enum(operation: &Operation, types: &OperationTypes) -> Option<TokenStream> {
    let positions = errors(operation);
    let doc = format!("What `{}` answers with on failure.", operation.label());
    differ(operation, types, &positions)
        .then(|| definition(operation, types, &positions, ("Error", &doc)))
}

fn definition(
    operation: &Operation,
    types: &OperationTypes,
    positions: &[usize],
    (what, doc): (&str, &str),
) -> TokenStream {
    let name = enum_name(operation, what);
    let doc = docs::rustdoc(doc);
    let variants = positions.iter().filter_map(|i| {
        let response = operation.responses.get(*i)?;
        let variant = variant_name(operation, *i);
        let status = match response.status {
            Status::Code(code) => format!("{code}"),
            Status::Default => "Any other status".to_owned(),
        };
        let words = response.description.as_deref().unwrap_or_default().trim();
        let doc = docs::rustdoc(&format!("{status}: {words}"));
        let payload = (response.content != Content::None).then(|| {
            let t = type_of(operation, types, *i);
            quote! { (#t) }
        });
        Some(quote! {
            #[doc = #doc]
            #variant #payload
        })
    });
    quote! {
        #[doc = #doc]
        #[derive(Debug)]
        #[non_exhaustive]
        pub enum #name {
            #(#variants,)*
        }
    }
}
