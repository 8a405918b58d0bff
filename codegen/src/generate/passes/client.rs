//! `Client`: no constructor that can panic, base URLs without a trailing slash, deprecated operations.

use syn::{Attribute, Expr, ImplItem, Item, Lit, Meta, parse_quote};

use super::expect_count;
use crate::api::Api;
use crate::error::DocumentError;
use crate::generate::rust::{methods, returned_field, type_name};

const PASS: &str = "client";

pub(super) fn apply(items: &mut Vec<Item>, api: &Api) -> Result<(), DocumentError> {
    let deprecated: Vec<&str> = api
        .operations
        .iter()
        .filter(|operation| operation.deprecated)
        .map(|operation| operation.name.as_str())
        .collect();
    // the prelude cannot be imported, because its parent module is private
    items.retain(|item| !matches!(item, Item::Mod(module) if module.ident == "prelude"));
    let (mut removed, mut trimmed, mut marked) = (0, 0, 0);
    for item in items {
        let Item::Impl(block) = item else { continue };
        if block.trait_.is_some() || type_name(&block.self_ty) != "Client" {
            continue;
        }
        let before = block.items.len();
        block
            .items
            .retain(|item| !matches!(item, ImplItem::Fn(f) if f.sig.ident == "new"));
        removed += before - block.items.len();
        for method in methods(block) {
            method.attrs.iter_mut().for_each(example_as_text);
            if method.sig.ident == "new_with_client" {
                method.attrs.push(parse_quote! { #[must_use] });
                trimmed += trim_base_url(&mut method.block);
            } else if deprecated.iter().any(|name| method.sig.ident == name) {
                method.attrs.push(parse_quote! { #[deprecated] });
                marked += 1;
            }
        }
    }
    expect_count(PASS, "Client", "constructors `new`", (removed, 1))?;
    expect_count(PASS, "new_with_client", "base URLs", (trimmed, 1))?;
    expect_count(
        PASS,
        "Client",
        "deprecated methods",
        (marked, deprecated.len()),
    )
}

/// Marks an example in a method's documentation as text, because a test runner would list it as an
/// ignored test.
fn example_as_text(attribute: &mut Attribute) {
    if let Meta::NameValue(doc) = &attribute.meta
        && let Expr::Lit(literal) = &doc.value
        && let Lit::Str(text) = &literal.lit
    {
        let text = text.value().replace("```ignore\n", "```text\n");
        *attribute = parse_quote! { #[doc = #text] };
    }
}

/// Rewrites `baseurl: baseurl.to_string()` without a trailing slash. Returns the number of changes.
fn trim_base_url(block: &mut syn::Block) -> usize {
    let base_url = returned_field(block, "baseurl");
    base_url.map_or(0, |expr| {
        *expr = parse_quote! { baseurl.trim_end_matches('/').to_string() };
        1
    })
}
