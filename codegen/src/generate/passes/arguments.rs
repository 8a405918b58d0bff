//! Arguments: documented setters that keep the reason of a failed conversion, lists from any
//! iterator, and one error for all invalid arguments.

use quote::{format_ident, quote};
use syn::{Expr, ImplItemFn, ItemImpl, ItemStruct, Stmt, parse_quote};

use super::{expect_count, other_shape};
use crate::api::{BodyKind, Operation};
use crate::error::DocumentError;
use crate::generate::docs;
use crate::generate::document::{self, ArgumentLocation};
use crate::generate::rust::{
    argument_of, assignment, bound_argument, method, methods, returned_struct, text, type_bounds,
    variable,
};

const PASS: &str = "arguments";

pub(super) fn apply(
    operation: &Operation,
    definition: &mut ItemStruct,
    block: &mut ItemImpl,
) -> Result<(), DocumentError> {
    let builder = definition.ident.to_string();
    definition.attrs.push(parse_quote! {
        #[must_use = "nothing is sent before `send` is called and awaited"]
    });
    let arguments = document::arguments(operation);
    if arguments
        .iter()
        .any(|argument| argument.location == ArgumentLocation::File)
    {
        remove_clone(definition);
    }
    let has_body_builder = method(block, "body_map").is_some();
    let mut setter_count = 0;
    for setter in methods(block) {
        let name = setter.sig.ident.to_string();
        if let Some(argument) = arguments.iter().find(|argument| argument.rust == name) {
            let converted = convert(&name, setter);
            converted.ok_or_else(|| other_shape(PASS, &builder, "has another kind of setter"))?;
            document_setter(setter, argument.description);
            setter_count += 1;
        } else if name == "body" {
            let body = operation.body.as_ref();
            if matches!(body.map(|body| &body.kind), Some(BodyKind::Json { .. }))
                && !has_body_builder
            {
                let converted = convert(&name, setter);
                converted.ok_or_else(|| other_shape(PASS, &builder, "has another `body`"))?;
            }
            document_setter(setter, body.and_then(|body| body.description.as_deref()));
        } else if name == "body_map" {
            setter
                .attrs
                .push(parse_quote! { #[doc = "Sets the body by filling its builder."] });
        }
    }
    expect_count(PASS, &builder, "setters", (setter_count, arguments.len()))?;
    let new = method(block, "new").and_then(name_missing);
    new.ok_or_else(|| other_shape(PASS, &builder, "has another `new`"))?;
    let checked = method(block, "send").map_or(0, check_at_once);
    let expected = arguments.len() + usize::from(operation.has_whole_body());
    expect_count(PASS, &builder, "checked arguments", (checked, expected))
}

/// Removes `Clone` from the builder, because a file can be a stream, which cannot be sent twice.
fn remove_clone(definition: &mut ItemStruct) {
    for attribute in &mut definition.attrs {
        if attribute.path().is_ident("derive") {
            *attribute = parse_quote! { #[derive(Debug)] };
        }
    }
}

fn document_setter(setter: &mut ImplItemFn, description: Option<&str>) {
    let doc = match description.map(docs::rustdoc).filter(|doc| !doc.is_empty()) {
        Some(doc) => doc,
        None => format!("Sets `{}`.", setter.sig.ident),
    };
    setter.attrs.push(parse_quote! { #[doc = #doc] });
}

/// Rewrites `self.x = value.try_into()[.map(Some)].map_err(|_| ..)` with `V: TryInto<T>`, so that the
/// reason of a failed conversion is kept.
fn convert(name: &str, setter: &mut ImplItemFn) -> Option<()> {
    let clause = setter.sig.generics.where_clause.as_mut()?;
    let bounds = type_bounds(clause).flat_map(|(_, bounds)| bounds);
    let target = bound_argument(bounds, "TryInto")?.clone();
    let predicates = &mut clause.predicates;
    let assign = assignment(&mut setter.block)?;
    let optional = text(&assign.right)
        .contains(".map(Some)")
        .then(|| quote! { .map(Some) });
    let converted = if let Some(item) = argument_of(&target, "Vec") {
        *predicates = parse_quote! {
            V: IntoIterator,
            V::Item: progenitor_client::ListItem<#item, Kind>,
        };
        setter.sig.generics.params.push(parse_quote! { Kind });
        quote! { progenitor_client::list(#name, value) }
    } else {
        predicates.push(parse_quote! {
            <V as std::convert::TryInto<#target>>::Error: std::fmt::Display
        });
        quote! { progenitor_client::argument(#name, value) }
    };
    assign.right = parse_quote! { #converted #optional };
    Some(())
}

/// Rewrites the message of `x: Err("x was not initialized".to_string())` in `new`.
fn name_missing(new: &mut ImplItemFn) -> Option<()> {
    for field in &mut returned_struct(&mut new.block)?.fields {
        let syn::Member::Named(name) = &field.member else {
            return None;
        };
        if text(&field.expr).starts_with("Err(") {
            let message = format!("{name} is missing");
            field.expr = parse_quote! { Err(#message.to_string()) };
        }
    }
    Some(())
}

/// Checks all arguments before the first statement that reports a single one, which is
/// `let x = x[..].map_err(Error::InvalidRequest)?`. Returns the number of arguments.
fn check_at_once(send: &mut ImplItemFn) -> usize {
    let mut first = None;
    let mut names = vec![];
    let mut inserted: Vec<Stmt> = vec![];
    for (i, statement) in send.block.stmts.iter_mut().enumerate() {
        let Some((name, receiver)) = checked_argument(statement) else {
            continue;
        };
        first.get_or_insert(i);
        let name = format_ident!("{name}");
        if variable(receiver).is_none() {
            inserted.push(parse_quote! { let #name = #receiver; });
            *receiver = parse_quote! { #name };
        }
        names.push(name);
    }
    if let Some(first) = first.filter(|_| names.len() > 1) {
        inserted.push(parse_quote! {
            progenitor_client::check_arguments(&[#(#names.as_ref().err()),*])?;
        });
        send.block.stmts.splice(first..first, inserted);
    } else if let Some(first) = first {
        send.block.stmts.splice(first..first, inserted);
    }
    names.len()
}

/// The name and the expression of an argument, in a statement as [`check_at_once`] describes it.
fn checked_argument(statement: &mut Stmt) -> Option<(String, &mut Expr)> {
    let Stmt::Local(local) = statement else {
        return None;
    };
    let name = text(&local.pat);
    let Expr::Try(tried) = &mut *local.init.as_mut()?.expr else {
        return None;
    };
    match &mut *tried.expr {
        Expr::MethodCall(call)
            if call.method == "map_err"
                && call.args.first().map(text).as_deref() == Some("Error::InvalidRequest") =>
        {
            Some((name, &mut call.receiver))
        }
        _ => None,
    }
}
