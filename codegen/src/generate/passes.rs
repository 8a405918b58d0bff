//! Passes over progenitor's output.
//!
//! Each pass has one reason, and checks that it finds what it expects. If a version of progenitor
//! writes another form, the pass fails instead of generating a wrong request.

mod arguments;
mod bodies;
mod client;
pub(super) mod mocks;
mod optional_fields;
mod requests;
mod unlisted;

use std::collections::HashMap;

use syn::{Item, ItemImpl, ItemStruct};

use super::GENERATOR;
use super::names::builder_name;
use super::rust::{text, type_name};
use crate::api::{Api, Operation};
use crate::error::DocumentError;

/// Applies the passes over the client and its builders, and the pass over setters of `types`.
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

/// An operation, with the struct and the `impl` block of its builder.
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

/// The error for output of progenitor that a pass does not expect.
pub(super) fn other_shape(pass: &str, location: &str, problem: &str) -> DocumentError {
    DocumentError::document(
        format!(
            "the output of progenitor has another shape than that of {GENERATOR}: \
             pass `{pass}`: `{location}` {problem}"
        ),
        "adapt the pass to the new version of progenitor, or use the version that is named",
    )
}

/// Fails if a pass changed more or less than it should.
fn expect_count(
    pass: &str,
    location: &str,
    items: &str,
    (found, expected): (usize, usize),
) -> Result<(), DocumentError> {
    if found == expected {
        return Ok(());
    }
    let problem = format!("has {found} {items} where {expected} are expected");
    Err(other_shape(pass, location, &problem))
}
