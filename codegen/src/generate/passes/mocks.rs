//! Typed mocks: values in their wire form, and responses of the type of each status.
//!
//! progenitor's mocks support one list format, no files, and one type for all errors, and they
//! expect the path without that of the base URL.

use std::collections::{HashMap, HashSet};

use quote::{format_ident, quote};
use syn::visit_mut::{self, VisitMut};
use syn::{Expr, FnArg, ImplItem, ImplItemFn, Item, ItemImpl, Type, parse_quote};

use super::requests::{delimiters, query_parameter};
use super::{expect_count, other_shape};
use crate::api::{Api, BodyKind, Content, Operation, Part, Response, Status, path_parts};
use crate::error::DocumentError;
use crate::generate::document::{self, Argument, ArgumentLocation};
use crate::generate::names::builder_name;
use crate::generate::operations;
use crate::generate::responses::{self, Choice, Outcome, default_may_succeed};
use crate::generate::rust::{definition_name, methods, module, text, type_name};
use crate::normalise::identifiers::{ERROR_BY_STATUS, SUCCESS_BY_STATUS};

const PASS: &str = "mocks";

/// Applies the pass; `types` are those of the client.
pub(in crate::generate) fn apply(
    items: &mut Vec<Item>,
    api: &Api,
    types: &[Item],
    choices: &[Choice],
) -> Result<(), DocumentError> {
    let by_builder: HashMap<String, &Operation> = api
        .operations
        .iter()
        .map(|operation| (builder_name(operation), operation))
        .collect();
    let payloads = Payloads::of(types, choices);
    let mut changed = 0;
    for item in module(items, "operations").into_iter().flatten() {
        let Item::Impl(block) = item else { continue };
        let name = type_name(&block.self_ty);
        let operation_of = |end: &str| by_builder.get(name.strip_suffix(end)?).copied();
        if let Some(operation) = operation_of("When") {
            expectations(operation, block)?;
            changed += 1;
        } else if let Some(operation) = operation_of("Then") {
            response_methods(operation, block, &payloads)?;
            changed += 1;
        }
    }
    for item in items.iter_mut() {
        if let Item::Trait(extension) = item {
            extension.supertraits.push(parse_quote! { sealed::Sealed });
        }
    }
    items.push(parse_quote! {
        /// Seals the trait that gets a method with every new operation.
        mod sealed {
            pub trait Sealed {}
            impl Sealed for ::httpmock::MockServer {}
        }
    });
    expect_count(
        PASS,
        "mocks",
        "wrappers",
        (changed, 2 * api.operations.len()),
    )
}

/// A regular expression for the end of the path, with `{}` in place of the parameter `given`.
fn pattern(operation: &Operation, given: Option<&str>) -> String {
    let path = operation.path.split(['?', '#']).next().unwrap_or_default();
    let mut pattern = String::new();
    for part in path_parts(path) {
        match part {
            Part::Text(text) => {
                for c in text.chars() {
                    if c.is_ascii_punctuation() && !"/-_".contains(c) {
                        pattern.push('\\');
                    }
                    pattern.push(c);
                }
            }
            Part::Parameter(name) if given == Some(name) => pattern.push_str("{}"),
            Part::Parameter(_) => pattern.push_str("[^/]*"),
        }
    }
    pattern.push('$');
    pattern
}

/// Rewrites the methods that expect values.
fn expectations(operation: &Operation, block: &mut ItemImpl) -> Result<(), DocumentError> {
    let arguments = document::arguments(operation);
    let find = |name: &str| arguments.iter().find(|argument| argument.rust == name);
    let is_raw = matches!(
        operation.body.as_ref().map(|b| &b.kind),
        Some(BodyKind::Raw(_))
    );
    block.items.retain(|item| match item {
        ImplItem::Fn(method) => {
            let name = method.sig.ident.to_string();
            let is_file =
                find(&name).is_some_and(|argument| argument.location == ArgumentLocation::File);
            !(is_file || is_raw && name == "body")
        }
        _ => true,
    });
    let mut changed = 0;
    for method in methods(block) {
        let name = method.sig.ident.to_string();
        if name == "new" {
            let mut setter = SetPathPattern {
                pattern: pattern(operation, None),
                count: 0,
            };
            setter.visit_block_mut(&mut method.block);
            expect_count(PASS, &operation.name, "paths", (setter.count, 1))?;
        } else if let Some(argument) = find(&name) {
            method.block = expectation(operation, argument);
            changed += 1;
        } else if name == "body" {
            json_body(operation, method);
        }
    }
    let expected = arguments
        .iter()
        .filter(|a| a.location != ArgumentLocation::File)
        .count();
    expect_count(PASS, &operation.name, "expectations", (changed, expected))
}

/// Sets the pattern of `.path_matches(regex::Regex::new(..).unwrap())`, and counts the calls.
struct SetPathPattern {
    pattern: String,
    count: usize,
}

impl VisitMut for SetPathPattern {
    fn visit_expr_method_call_mut(&mut self, call: &mut syn::ExprMethodCall) {
        visit_mut::visit_expr_method_call_mut(self, call);
        if call.method == "path_matches" {
            let pattern = &self.pattern;
            call.args = parse_quote! { #pattern };
            self.count += 1;
        }
    }
}

/// The body of a method that expects a value of `argument`.
fn expectation(operation: &Operation, argument: &Argument<'_>) -> syn::Block {
    let name = argument.name;
    let parameter = query_parameter(argument, &format_ident!("value"));
    let (present, missing) = match argument.location {
        ArgumentLocation::Path => {
            let pattern = pattern(operation, Some(name));
            let delimiters = delimiters(argument);
            return parse_quote! {{
                Self(::progenitor_client::mock::path(self.0, #pattern, #name, &value, #delimiters))
            }};
        }
        ArgumentLocation::Header => ("header", "header_missing"),
        ArgumentLocation::FormField => ("form", "form_urlencoded_tuple_missing"),
        ArgumentLocation::Query | ArgumentLocation::File => ("query", "query_param_missing"),
    };
    let (present, missing) = (format_ident!("{present}"), format_ident!("{missing}"));
    let present = quote! { Self(::progenitor_client::mock::#present(self.0, &#parameter)) };
    if argument.required {
        parse_quote! {{ #present }}
    } else {
        parse_quote! {{
            match value.into() {
                Some(value) => #present,
                None => Self(self.0.#missing(#name)),
            }
        }}
    }
}

/// Rewrites the method that expects a JSON body.
fn json_body(operation: &Operation, method: &mut ImplItemFn) {
    if operation.body.as_ref().is_some_and(|body| body.required) {
        method.block = parse_quote! {{
            Self(::progenitor_client::mock::json_body(self.0, &value))
        }};
        return;
    }
    if let Some(FnArg::Typed(value)) = method.sig.inputs.last_mut() {
        // `impl Trait` cannot have an anonymous lifetime
        if let Type::Reference(body) = &mut *value.ty {
            body.lifetime = Some(parse_quote! { 'a });
            method.sig.generics.params.push(parse_quote! { 'a });
        }
        let inner = &value.ty;
        *value.ty = parse_quote! { impl Into<Option<#inner>> };
        method.block = parse_quote! {{
            match value.into() {
                Some(value) => Self(::progenitor_client::mock::json_body(self.0, &value)),
                None => Self(self.0.body("")),
            }
        }};
    }
}

/// Rewrites the methods that respond: each takes a value of the type of its response.
fn response_methods(
    operation: &Operation,
    block: &mut ItemImpl,
    payloads: &Payloads,
) -> Result<(), DocumentError> {
    // progenitor makes a method for the placeholder response
    block.items.retain_mut(|item| match item {
        ImplItem::Fn(method) => {
            let is_placeholder = match status_of(method) {
                Some(code) => code == document::NO_SUCCESS,
                None => method.sig.ident == "success",
            };
            !is_placeholder || !responses::with_outcome(operation, Outcome::Success).is_empty()
        }
        _ => true,
    });
    for method in methods(block) {
        let name = method.sig.ident.to_string();
        if matches!(name.as_str(), "new" | "into_inner") {
            continue;
        }
        let status = status_of(method);
        let response = response_of(operation, &name, status);
        let response = response
            .ok_or_else(|| other_shape(PASS, &operation.name, "has an unknown response"))?;
        let success = status.map_or(name == "success", |code| (200..300).contains(&code));
        let value_type = match method.sig.inputs.last() {
            Some(FnArg::Typed(value)) if text(&value.pat) == "value" => Some((*value.ty).clone()),
            _ => None,
        };
        if value_type.is_some() {
            method.sig.inputs.pop();
        }
        let code = status.map_or_else(|| quote! { status }, |code| quote! { #code });
        let responds = quote! { self.0.status(#code) };
        let then: Expr = match &response.content {
            Content::Json(_) => {
                let payload = payloads.get(operation, success, response.status);
                let value_type = payload.map(|t| parse_quote! { &#t }).or(value_type);
                let value_type: Type = value_type
                    .ok_or_else(|| other_shape(PASS, &operation.name, "has an untyped response"))?;
                method.sig.inputs.push(parse_quote! { value: #value_type });
                parse_quote! { ::progenitor_client::mock::json(#responds, &value) }
            }
            Content::Bytes => {
                method
                    .sig
                    .inputs
                    .push(parse_quote! { value: impl AsRef<[u8]> });
                parse_quote! { #responds.body(value) }
            }
            Content::None => parse_quote! { #responds },
        };
        let range_check = status
            .is_none()
            .then(|| method.block.stmts.first().cloned())
            .flatten();
        method.block = parse_quote! {{ #range_check Self(#then) }};
    }
    block.items.extend(body_error(operation));
    Ok(())
}

/// The name of the method for a success whose body reports an error.
pub(in crate::generate) const BODY_ERROR: &str = "body_error";

/// The method [`BODY_ERROR`], if bodies of the operation can report an error.
fn body_error(operation: &Operation) -> Option<ImplItem> {
    operation.body_error.as_ref()?;
    let successes = responses::with_outcome(operation, Outcome::Success).into_iter();
    let status = successes
        .filter(|response| response.content.is_json())
        .find_map(|r| match r.status {
            Status::Code(code) => Some(code),
            Status::Default => None,
        });
    let (status, constant) = (status.unwrap_or(200), operations::name(operation));
    let name = format_ident!("{BODY_ERROR}");
    Some(parse_quote! {
        /// Responds with a success whose body reports an error with this code and message.
        pub fn #name(self, code: &str, text: &str) -> Self {
            let then = self.0.status(#status);
            let operation = &crate::generated::operations::#constant;
            Self(::progenitor_client::mock::body_error(then, operation, code, text))
        }
    })
}

/// The status in `.status(201u16)`; `None` if it is an argument.
pub(in crate::generate) fn status_of(method: &mut ImplItemFn) -> Option<u16> {
    struct Literal(Option<u16>);
    impl VisitMut for Literal {
        fn visit_expr_method_call_mut(&mut self, call: &mut syn::ExprMethodCall) {
            visit_mut::visit_expr_method_call_mut(self, call);
            if call.method == "status"
                && let Some(Expr::Lit(literal)) = call.args.first()
                && let syn::Lit::Int(code) = &literal.lit
            {
                self.0 = code.base10_parse().ok();
            }
        }
    }
    let mut literal = Literal(None);
    literal.visit_block_mut(&mut method.block);
    literal.0
}

/// The response of a method: that of a status; for a range, `default` or the first response in it.
fn response_of<'a>(
    operation: &'a Operation,
    name: &str,
    status: Option<u16>,
) -> Option<&'a Response> {
    let find = |wanted: Status| operation.responses.iter().find(|r| r.status == wanted);
    if let Some(code) = status {
        return find(Status::Code(code));
    }
    let range = match name {
        "success" => 200..=299,
        "client_error" => 400..=499,
        _ => 500..=599,
    };
    let in_range = |r: &&Response| matches!(r.status, Status::Code(code) if range.contains(&code));
    find(Status::Default)
        .filter(|_| name != "success" || default_may_succeed(operation))
        .or_else(|| operation.responses.iter().find(in_range))
}

/// The types in the variants of the enums of responses, by the names of enum and variant.
struct Payloads(HashMap<(String, String), Type>);

impl Payloads {
    fn of(types: &[Item], choices: &[Choice]) -> Self {
        let mut names = Qualify::of(types);
        let mut payloads = HashMap::new();
        for item in types {
            let Item::Enum(definition) = item else {
                continue;
            };
            if !choices.iter().any(|choice| definition.ident == choice.name) {
                continue;
            }
            for variant in &definition.variants {
                if let Some(field) = variant.fields.iter().next() {
                    let mut payload = field.ty.clone();
                    names.visit_type_mut(&mut payload);
                    let key = (definition.ident.to_string(), variant.ident.to_string());
                    payloads.insert(key, payload);
                }
            }
        }
        Self(payloads)
    }

    fn get(&self, operation: &Operation, success: bool, status: Status) -> Option<&Type> {
        let ending = if success {
            SUCCESS_BY_STATUS
        } else {
            ERROR_BY_STATUS
        };
        let key = (
            format!("{}{ending}", builder_name(operation)),
            status.name(),
        );
        self.0.get(&key)
    }
}

/// Qualifies names of the module `types` for use outside of it.
pub(in crate::generate) struct Qualify(HashSet<String>);

impl Qualify {
    pub(in crate::generate) fn of(types: &[Item]) -> Self {
        let names = types.iter().filter_map(definition_name);
        Self(names.map(ToString::to_string).collect())
    }
}

impl VisitMut for Qualify {
    fn visit_path_mut(&mut self, path: &mut syn::Path) {
        visit_mut::visit_path_mut(self, path);
        if path.leading_colon.is_none()
            && let Some(ident) = path.get_ident()
            && self.0.contains(&ident.to_string())
        {
            *path = parse_quote! { types::#ident };
        }
    }
}
