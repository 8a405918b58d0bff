//! Generates tests of a client: a table of its operations for the harness in `tests/harness` of its
//! crate.
//!
//! The table contains what only Rust code can name: setters, mock methods, types. Values are made
//! from the document when the tests run.

use std::fmt::Write as _;

use quote::format_ident;
use syn::visit_mut::VisitMut as _;
use syn::{Fields, FnArg, Item, ItemImpl, Type, parse_quote};

use super::document::ArgumentLocation;
use super::dynamic::{Call, file_value_type};
use super::names::builder_name;
use super::passes::mocks::{BODY_ERROR, status_of};
use super::passes::other_shape;
use super::rust::{
    argument_of, bound_argument, definition_name, method, methods, module, text, type_bounds,
    type_name,
};
use crate::api::{Api, Operation, Status};
use crate::error::DocumentError;
use crate::normalise::identifiers::{ERROR_BY_STATUS, SUCCESS_BY_STATUS};

const PASS: &str = "operation tests";

/// The tests. `calls` has one entry for each operation of `api`, in the same order.
pub(super) fn text_of(
    api: &Api,
    calls: &[Call<'_>],
    mocks: &mut [Item],
    types: &[Item],
) -> Result<String, DocumentError> {
    let mut out = String::from(
        "//! Tests each operation of the client against the document.\n\
         #![cfg(feature = \"httpmock\")]\n\n\
         #[macro_use]\nmod harness;\n",
    );
    for (operation, call) in api.operations.iter().zip(calls) {
        let name = builder_name(operation);
        let when = impl_block(mocks, &format!("{name}When"));
        let when = when.ok_or_else(|| other_shape(PASS, &name, "has no mock"))?;
        let values = values(call, when).ok_or_else(|| {
            other_shape(
                PASS,
                &name,
                "has a mock method whose parameter cannot be read",
            )
        })?;
        let then = impl_block(mocks, &format!("{name}Then"));
        let then = then.ok_or_else(|| other_shape(PASS, &name, "has no responses"))?;
        let responses = responses(operation, then, types);
        let _ = write!(
            out,
            "\noperation! {{\n    {} {name} = {:?};\n{values}{responses}}}\n",
            operation.name,
            operation.label(),
        );
    }
    Ok(out)
}

/// The `impl` block of a type in the module `operations` of the mocks.
fn impl_block<'a>(mocks: &'a mut [Item], name: &str) -> Option<&'a mut ItemImpl> {
    module(mocks, "operations")?
        .iter_mut()
        .find_map(|item| match item {
            Item::Impl(block) if type_name(&block.self_ty) == name => Some(block),
            _ => None,
        })
}

/// A line per value: its name, setter and type, and its form for the mock. `None` if the parameter of
/// a mock's method cannot be read.
fn values(call: &Call<'_>, when: &mut ItemImpl) -> Option<String> {
    let mut lines = String::new();
    for (argument, ty) in &call.arguments {
        let (location, ty) = match argument.location {
            ArgumentLocation::Path => ("path", ty.clone()),
            ArgumentLocation::Query => ("query", ty.clone()),
            ArgumentLocation::Header => ("header", ty.clone()),
            ArgumentLocation::FormField => ("body", ty.clone()),
            ArgumentLocation::File => ("body", file_value_type(ty)),
        };
        let name = format!("{location}.{}", argument.name);
        value_line(&mut lines, when, (&name, argument.rust), &ty)?;
    }
    if let Some(body) = &call.body {
        let content: Type = parse_quote! { String };
        let ty = body.json.as_ref().unwrap_or(&content);
        value_line(&mut lines, when, ("body", "body"), ty)?;
    }
    Some(lines)
}

/// Appends the line of one value; `None` if the parameter of the mock's method cannot be read.
fn value_line(
    lines: &mut String,
    when: &mut ItemImpl,
    (name, setter): (&str, &str),
    ty: &Type,
) -> Option<()> {
    let _ = write!(lines, "    value {name:?} {setter}: {}", path_outside(ty));
    if let Some(expectation) = method(when, setter) {
        let _ = write!(
            lines,
            ", expected as {}",
            form(&parameter_type(&expectation.sig)?)
        );
    }
    lines.push_str(";\n");
    Some(())
}

/// A line per response: its status, the method of the mock and the type of its body.
fn responses(operation: &Operation, then: &mut ItemImpl, types: &[Item]) -> String {
    let mut lines = String::new();
    for method in methods(then) {
        let name = method.sig.ident.to_string();
        if matches!(name.as_str(), "new" | "into_inner" | BODY_ERROR) {
            continue;
        }
        let status = status_of(method);
        // for a range: a status within it that the document does not list
        let range = match name.as_str() {
            "success" => 200..300,
            "client_error" => 400..500,
            _ => 500..600,
        };
        let listed = |code: &u16| {
            let code = Status::Code(*code);
            operation.responses.iter().any(|r| r.status == code)
        };
        let Some(code) = status.or_else(|| range.rev().find(|code| !listed(code))) else {
            continue;
        };
        let argument = if status.is_none() {
            code.to_string()
        } else {
            String::new()
        };
        let mut line = format!("    response {code} {name}({argument})");
        if let Some(FnArg::Typed(value)) = method.sig.inputs.last()
            && text(&value.pat) == "value"
        {
            let form = form(&value.ty);
            let ty = match &*value.ty {
                Type::Reference(reference) if form == "same" => path_outside(&reference.elem),
                ty if form == "copied" => path_outside(ty),
                _ => "String".to_owned(),
            };
            let status = Status::Code(code);
            let status = if listed(&code) {
                status
            } else {
                Status::Default
            };
            match by_status(&ty, status, types) {
                Some(Ok(variant)) => {
                    let _ = write!(line, ": {variant} as {form}");
                }
                // the harness has no value for a response without JSON
                Some(Err(())) => continue,
                None => {
                    let _ = write!(line, ": {ty} as {form}");
                }
            }
        }
        let _ = writeln!(lines, "{line};");
    }
    if let Some(status) = method(then, BODY_ERROR).and_then(status_of) {
        let _ = writeln!(lines, "    body_error {status};");
    }
    lines
}

/// For an enum of responses by status, the type and the variant of this status. `None` if `ty` is not such an enum; `Err` if
/// the status has no variant with a defined type.
fn by_status(ty: &str, status: Status, types: &[Item]) -> Option<Result<String, ()>> {
    let name = ty.rsplit("::").next()?;
    if ![SUCCESS_BY_STATUS, ERROR_BY_STATUS]
        .iter()
        .any(|ending| name.ends_with(ending))
    {
        return None;
    }
    let variants = types.iter().find_map(|item| match item {
        Item::Enum(definition) if definition.ident == name => Some(&definition.variants),
        _ => None,
    })?;
    let variant = variants
        .iter()
        .find(|variant| variant.ident == status.name());
    let inner = variant.and_then(|variant| {
        let Fields::Unnamed(fields) = &variant.fields else {
            return None;
        };
        let inner = text(&fields.unnamed.first()?.ty);
        let mut names = types.iter().filter_map(definition_name);
        let is_defined = names.any(|name| *name == inner);
        is_defined.then(|| format!("types::{inner} = {ty}::{}", variant.ident))
    });
    Some(inner.ok_or(()))
}

/// The type of the value that a mock's method takes, without `Option`.
fn parameter_type(signature: &syn::Signature) -> Option<Type> {
    let Some(FnArg::Typed(value)) = signature.inputs.last() else {
        return None;
    };
    let clause = signature.generics.where_clause.iter();
    let bounds = clause.flat_map(type_bounds);
    let bounds = bounds.filter_map(|(ty, bounds)| (*ty == *value.ty).then_some(bounds));
    let impl_bounds = match &*value.ty {
        Type::ImplTrait(bounds) => Some(&bounds.bounds),
        _ => None,
    };
    let target = bound_argument(bounds.chain(impl_bounds).flatten(), "Into");
    let optional = target.and_then(|ty| argument_of(ty, "Option").cloned());
    Some(optional.unwrap_or_else(|| (*value.ty).clone()))
}

/// The conversion in the harness (`tests/harness`) that makes this type from a reference to a value.
fn form(ty: &Type) -> &'static str {
    match ty {
        Type::ImplTrait(_) => "content",
        Type::Reference(reference) if text(&reference.elem) == "str" => "text",
        Type::Reference(_) => "same",
        _ => "copied",
    }
}

/// A type as code outside of the crate names it.
fn path_outside(ty: &Type) -> String {
    struct Outside;
    impl syn::visit_mut::VisitMut for Outside {
        fn visit_path_mut(&mut self, path: &mut syn::Path) {
            syn::visit_mut::visit_path_mut(self, path);
            let segments: Vec<_> = path.segments.iter().map(|s| s.ident.to_string()).collect();
            let first = segments.first().map(String::as_str);
            if first == Some("progenitor_client") {
                if let Some(first) = path.segments.first_mut() {
                    first.ident = format_ident!("api_transport");
                }
            } else if first == Some("crate") {
                let inner =
                    usize::from(segments.get(1).is_some_and(|second| second == "generated"));
                let rest: syn::punctuated::Punctuated<_, syn::Token![::]> =
                    path.segments.iter().skip(1 + inner).cloned().collect();
                *path = parse_quote! { classifications_api::#rest };
            }
        }
    }
    let mut ty = ty.clone();
    Outside.visit_type_mut(&mut ty);
    text(&ty)
}
