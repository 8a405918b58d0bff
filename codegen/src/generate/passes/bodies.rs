//! Optional bodies that can be left out, and required bodies that must be set.
//!
//! For progenitor every body is required, and one with a builder is empty until it is set: a
//! missing body would be sent as `{}`. Here a body is absent until it is set, and `send` reports a
//! missing required one.

use syn::{Expr, Field, ItemImpl, ItemStruct, Stmt, Type, parse_quote};

use super::other_shape;
use crate::api::Operation;
use crate::error::DocumentError;
use crate::generate::rust::{argument_of, assignment, method, returned_field, text};

const PASS: &str = "bodies";

pub(super) fn apply(
    operation: &Operation,
    definition: &mut ItemStruct,
    block: &mut ItemImpl,
) -> Result<(), DocumentError> {
    let Some(body) = operation
        .body
        .as_ref()
        .filter(|_| operation.has_whole_body())
    else {
        return Ok(());
    };
    let unexpected = |problem: &str| other_shape(PASS, &definition.ident.to_string(), problem);
    let field = definition.fields.iter_mut().find(|f| is_body(f));
    let field = field.ok_or_else(|| unexpected("has no field `body`"))?;
    let has_builder = text(&field.ty).contains("builder::");
    if body.required && !has_builder {
        return Ok(());
    }
    let inner = argument_of(&field.ty, "Result").cloned();
    let inner = inner.ok_or_else(|| unexpected("has a field `body` that is not a `Result`"))?;
    field.ty = parse_quote! { Result<Option<#inner>, String> };
    let changed = [
        method(block, "new").and_then(|f| start_empty(&mut f.block)),
        method(block, "body").and_then(|f| wrap_value(&mut f.block)),
        method(block, "send").and_then(|f| finish(&mut f.block, body.required, has_builder)),
        if has_builder {
            method(block, "body_map").and_then(|f| fill(&mut f.block))
        } else {
            Some(())
        },
    ];
    if changed.contains(&None) {
        return Err(unexpected("has other uses of `body`"));
    }
    Ok(())
}

fn is_body(field: &Field) -> bool {
    field.ident.as_ref().is_some_and(|ident| ident == "body")
}

/// Rewrites `body: Ok(..)` or `body: Err(..)` in `new`: the body is absent.
fn start_empty(block: &mut syn::Block) -> Option<()> {
    *returned_field(block, "body")? = parse_quote! { Ok(None) };
    Some(())
}

/// Rewrites `self.body = value..` in `body`: the field is an `Option`.
fn wrap_value(block: &mut syn::Block) -> Option<()> {
    let assign = assignment(block)?;
    let value = &assign.right;
    assign.right = parse_quote! { #value.map(Some) };
    Some(())
}

/// Rewrites `self.body = self.body.map(f)` in `body_map`: the field is an `Option`.
fn fill(block: &mut syn::Block) -> Option<()> {
    assignment(block)?.right =
        parse_quote! { self.body.map(|body| Some(f(body.unwrap_or_default()))) };
    Some(())
}

/// Rewrites `let body = body.and_then(|v| T::try_from(v)..).map_err(Error::InvalidRequest)?` in `send`:
/// a missing body is reported if it is required.
fn finish(block: &mut syn::Block, required: bool, has_builder: bool) -> Option<()> {
    if !has_builder {
        return Some(());
    }
    let init = block
        .stmts
        .iter_mut()
        .find_map(|statement| match statement {
            Stmt::Local(local) if text(&local.pat) == "body" => local.init.as_mut(),
            _ => None,
        })?;
    let Expr::Try(tried) = &mut *init.expr else {
        return None;
    };
    let Expr::MethodCall(map_err) = &mut *tried.expr else {
        return None;
    };
    let target = target(&map_err.receiver)?;
    *map_err.receiver = if required {
        parse_quote! { progenitor_client::required_body::<_, #target>(body) }
    } else {
        parse_quote! { progenitor_client::optional_body::<_, #target>(body) }
    };
    Some(())
}

/// `T` of `body.and_then(|v| T::try_from(v).map_err(..))`.
fn target(expr: &Expr) -> Option<Type> {
    let Expr::MethodCall(and_then) = expr else {
        return None;
    };
    let Some(Expr::Closure(closure)) = and_then.args.first() else {
        return None;
    };
    let Expr::MethodCall(map_err) = &*closure.body else {
        return None;
    };
    let Expr::Call(call) = &*map_err.receiver else {
        return None;
    };
    let Expr::Path(path) = &*call.func else {
        return None;
    };
    if let Some(qself) = &path.qself {
        return Some((*qself.ty).clone());
    }
    let mut path = path.path.clone();
    path.segments.pop();
    path.segments.pop_punct();
    Some(parse_quote! { #path })
}
