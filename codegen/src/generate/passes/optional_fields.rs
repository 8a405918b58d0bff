//! Setters of optional properties that accept a value, anything that converts to it, or an
//! `Option`.
//!
//! typify requires `TryInto<Option<T>>`, which `&str` does not implement.

use syn::{Expr, Item, ItemImpl, Stmt, parse_quote};

use super::other_shape;
use crate::error::DocumentError;
use crate::generate::rust::{
    argument_of, assignment, bound_argument, implements, methods, module, text, type_bounds,
};

const PASS: &str = "optional_fields";

pub(super) fn apply(types: &mut [Item]) -> Result<(), DocumentError> {
    for item in module(types, "builder").into_iter().flatten() {
        let Item::Impl(block) = item else { continue };
        let location = text(&block.self_ty);
        let changed = if block.trait_.is_none() {
            setters(block)
        } else if implements(block, "TryFrom") {
            check_at_once(block)
        } else {
            Some(())
        };
        changed.ok_or_else(|| other_shape(PASS, &location, "has another form"))?;
    }
    Ok(())
}

fn setters(block: &mut ItemImpl) -> Option<()> {
    for setter in methods(block) {
        let Some(clause) = &mut setter.sig.generics.where_clause else {
            continue;
        };
        let bounds = type_bounds(clause).flat_map(|(_, bounds)| bounds);
        let target = bound_argument(bounds, "TryInto")?.clone();
        let Some(inner) = argument_of(&target, "Option").filter(|inner| takes_values(inner)) else {
            continue;
        };
        clause.predicates = parse_quote! { T: ::progenitor_client::IntoOptional<#inner, Kind> };
        setter.sig.generics.params.push(parse_quote! { Kind });
        let name = setter.sig.ident.to_string();
        assignment(&mut setter.block)?.right =
            parse_quote! { ::progenitor_client::optional(#name, value) };
    }
    Some(())
}

/// Whether a setter can take `inner` and `Option<inner>`. For a JSON value that would be ambiguous,
/// because an `Option` of it converts to it as well.
fn takes_values(inner: &syn::Type) -> bool {
    !text(inner).ends_with("serde_json::Value")
}

/// Checks all properties before `Ok(Self { x: value.x?, .. })` in `try_from`, so that one error lists
/// all invalid ones.
fn check_at_once(block: &mut ItemImpl) -> Option<()> {
    let method = methods(block).next()?;
    let Some(Stmt::Expr(Expr::Call(ok), None)) = method.block.stmts.last() else {
        return None;
    };
    let Some(Expr::Struct(literal)) = ok.args.first() else {
        return None;
    };
    let checked: Vec<Expr> = literal
        .fields
        .iter()
        .filter_map(|field| match &field.expr {
            Expr::Try(tried) => Some((*tried.expr).clone()),
            _ => None,
        })
        .collect();
    if checked.len() > 1 {
        method.block.stmts.insert(
            0,
            parse_quote! {
                ::progenitor_client::check_fields(&[#(#checked.as_ref().err()),*])?;
            },
        );
    }
    Some(())
}
