//! Setters of optional properties that accept a value, anything that converts to it, or an
//! `Option`.
//!
//! typify requires `TryInto<Option<T>>`, which `&str` does not implement.

use syn::{
    Expr, ImplItem, Item, ItemImpl, Stmt, TypeParamBound, TypePath, WherePredicate, parse_quote,
};

use super::{argument_of, other_shape, text};
use crate::error::DocumentError;

const PASS: &str = "optional_fields";

pub(super) fn apply(types: &mut [Item]) -> Result<(), DocumentError> {
    let builders = types.iter_mut().find_map(|item| match item {
        Item::Mod(module) if module.ident == "builder" => module.content.as_mut(),
        _ => None,
    });
    for item in builders.map(|(_, items)| items).into_iter().flatten() {
        let Item::Impl(block) = item else { continue };
        let location = text(&block.self_ty);
        let changed = match &block.trait_ {
            None => setters(block),
            Some((_, path, _)) if text(path).contains("TryFrom") => check_at_once(block),
            Some(_) => Some(()),
        };
        changed.ok_or_else(|| other_shape(PASS, &location, "has another form"))?;
    }
    Ok(())
}

fn setters(block: &mut ItemImpl) -> Option<()> {
    for item in &mut block.items {
        let ImplItem::Fn(setter) = item else { continue };
        let Some(clause) = &mut setter.sig.generics.where_clause else {
            continue;
        };
        let target = clause
            .predicates
            .iter()
            .find_map(|predicate| match predicate {
                WherePredicate::Type(bound) => bound.bounds.iter().find_map(|bound| match bound {
                    TypeParamBound::Trait(bound) => {
                        let (qself, path) = (None, bound.path.clone());
                        argument_of(&syn::Type::Path(TypePath { qself, path }), "TryInto").cloned()
                    }
                    _ => None,
                }),
                _ => None,
            })?;
        let Some(inner) = argument_of(&target, "Option").filter(|inner| takes_values(inner)) else {
            continue;
        };
        clause.predicates = parse_quote! { T: ::progenitor_client::IntoOptional<#inner, Kind> };
        setter.sig.generics.params.push(parse_quote! { Kind });
        let Some(Stmt::Expr(Expr::Assign(assign), Some(_))) = setter.block.stmts.first_mut() else {
            return None;
        };
        let name = setter.sig.ident.to_string();
        assign.right = parse_quote! { ::progenitor_client::optional(#name, value) };
    }
    Some(())
}

/// Any value converts to a JSON value, including an `Option` of one, so it would be ambiguous.
fn takes_values(inner: &syn::Type) -> bool {
    !text(inner).ends_with("serde_json::Value")
}

/// `Ok(Self { x: value.x?, .. })` in `try_from`: one error for all invalid properties.
fn check_at_once(block: &mut ItemImpl) -> Option<()> {
    let method = block.items.iter_mut().find_map(|item| match item {
        ImplItem::Fn(method) => Some(method),
        _ => None,
    })?;
    let Some(Stmt::Expr(Expr::Call(ok), None)) = method.block.stmts.last() else {
        return None;
    };
    let Some(Expr::Struct(made)) = ok.args.first() else {
        return None;
    };
    let checked: Vec<Expr> = made
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
