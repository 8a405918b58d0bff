//! Passes over progenitor's output.
//!
//! Each pass has one reason, and checks that it finds what it expects. If a version of progenitor
//! writes another form, the pass fails instead of generating a wrong request.

mod arguments;
mod bodies;
mod client;
pub(crate) mod mocks;
mod optional_fields;
mod requests;
mod unlisted;

use std::collections::HashMap;

use proc_macro2::{TokenStream, TokenTree};
use quote::ToTokens;
use syn::{Expr, ImplItem, ImplItemFn, Item, ItemImpl, ItemStruct, Type};

use super::GENERATOR;
use super::names::builder_name;
use crate::api::{Api, Operation};
use crate::error::DocumentError;

/// Applies all passes to the client around the types.
pub(crate) fn apply(
    client: &mut Vec<Item>,
    builders: &mut Vec<Item>,
    types: &mut [Item],
    api: &Api,
) -> Result<(), DocumentError> {
    client::apply(client, api)?;
    for (operation, (definition, block)) in pairs(builders, api)? {
        bodies::apply(operation, definition, block)?;
        arguments::apply(operation, definition, block)?;
        requests::apply(operation, block)?;
        unlisted::apply(operation, block)?;
    }
    // enums are written with their full paths
    let uses_types = |item: &Item| text(item).replace("::types::", "").contains("types::");
    if !builders.iter().any(uses_types) {
        builders.retain(|item| text(item) != "usesuper::types;");
    }
    optional_fields::apply(types)
}

pub(super) type Pair<'a, 'b> = (&'a Operation, (&'b mut ItemStruct, &'b mut ItemImpl));

/// Each operation with its builder.
pub(super) fn pairs<'a, 'b>(
    builders: &'b mut [Item],
    api: &'a Api,
) -> Result<Vec<Pair<'a, 'b>>, DocumentError> {
    let mut structs = HashMap::new();
    let mut impls = HashMap::new();
    for item in builders {
        match item {
            Item::Struct(item) => {
                structs.insert(item.ident.to_string(), item);
            }
            Item::Impl(item) if item.trait_.is_none() => {
                impls.insert(type_name(&item.self_ty), item);
            }
            _ => {}
        }
    }
    let pair = |operation| {
        let name = builder_name(operation);
        let found = structs.remove(&name).zip(impls.remove(&name));
        let found = found.ok_or_else(|| other_shape("builders", &name, "has no builder"))?;
        Ok((operation, found))
    };
    api.operations.iter().map(pair).collect()
}

/// The last segment of a type's path.
pub(super) fn type_name(of: &Type) -> String {
    match of {
        Type::Path(path) => path.path.segments.last().map(|s| s.ident.to_string()),
        _ => None,
    }
    .unwrap_or_default()
}

/// The error for output of progenitor that a pass does not know.
pub(super) fn other_shape(pass: &str, location: &str, what: &str) -> DocumentError {
    DocumentError::document(
        format!(
            "the output of progenitor has another shape than that of {GENERATOR}: \
             pass `{pass}`: `{location}` {what}"
        ),
        "adapt the pass to the new version of progenitor, or use the version that is named",
    )
}

/// Fails if a pass changed more or less than it should.
fn expect_count(
    pass: &str,
    location: &str,
    what: &str,
    (found, expected): (usize, usize),
) -> Result<(), DocumentError> {
    if found == expected {
        return Ok(());
    }
    let what = format!("has {found} {what} where {expected} are expected");
    Err(other_shape(pass, location, &what))
}

pub(super) fn methods(block: &mut ItemImpl) -> impl Iterator<Item = &mut ImplItemFn> {
    block.items.iter_mut().filter_map(|item| match item {
        ImplItem::Fn(method) => Some(method),
        _ => None,
    })
}

pub(super) fn method<'a>(block: &'a mut ItemImpl, name: &str) -> Option<&'a mut ImplItemFn> {
    methods(block).find(|method| method.sig.ident == name)
}

/// The name of a path expression that is one identifier.
fn variable(expr: &Expr) -> Option<String> {
    match expr {
        Expr::Path(path) => path.path.get_ident().map(ToString::to_string),
        _ => None,
    }
}

/// The first generic argument of a type, if its last segment is `name`.
pub(crate) fn argument_of<'a>(of: &'a Type, name: &str) -> Option<&'a Type> {
    let Type::Path(path) = of else { return None };
    let last = path.path.segments.last().filter(|s| s.ident == name)?;
    let syn::PathArguments::AngleBracketed(arguments) = &last.arguments else {
        return None;
    };
    arguments.args.iter().find_map(|argument| match argument {
        syn::GenericArgument::Type(inner) => Some(inner),
        _ => None,
    })
}

/// Tokens as text without spaces, to compare them.
pub(super) fn text(tokens: &impl ToTokens) -> String {
    let tokens: TokenStream = tokens.to_token_stream();
    tokens.to_string().replace(' ', "")
}

/// All identifiers in `tokens`.
pub(super) fn idents(tokens: TokenStream) -> Vec<String> {
    let mut found = vec![];
    for token in tokens {
        match token {
            TokenTree::Ident(ident) => found.push(ident.to_string()),
            TokenTree::Group(group) => found.extend(idents(group.stream())),
            _ => {}
        }
    }
    found
}
