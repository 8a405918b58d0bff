//! `send`: wire names and list formats, the document's order, every method and media type.
//!
//! No body of `send` is replaced. In each, the path, the headers and the parts of the request are
//! rewritten to calls of the run time with the wire name and the delimiters of lists. The request
//! starts from the constant of its operation, empty hooks are removed, and a response whose body
//! reports an error is not a success.

use proc_macro2::Ident;
use quote::format_ident;
use syn::parse::Parser as _;
use syn::punctuated::Punctuated;
use syn::{Expr, ExprMethodCall, ItemImpl, Local, Stmt, Token, parse_quote};

use super::other_shape;
use crate::api::{ListFormat, Operation, Part, path_parts};
use crate::error::DocumentError;
use crate::generate::document::{self, Argument, ArgumentLocation};
use crate::generate::operations;
use crate::generate::rust::{method, text, variable};

const PASS: &str = "requests";

/// The parts found in a `send`.
#[derive(Debug, Default, PartialEq)]
struct Found {
    path: usize,
    headers: usize,
    query: usize,
    bodies: usize,
    requests: usize,
    calls: usize,
    responses: usize,
}

pub(super) fn apply(operation: &Operation, block: &mut ItemImpl) -> Result<(), DocumentError> {
    let send =
        method(block, "send").ok_or_else(|| other_shape(PASS, &operation.name, "has no `send`"))?;
    let mut pass = Requests {
        operation,
        arguments: document::arguments(operation),
        constant: operations::name(operation),
        found: Found::default(),
        encoded: vec![],
    };
    for statement in std::mem::take(&mut send.block.stmts) {
        let statement = pass.statement(statement);
        let encoded = pass.encoded.drain(..).map(|(_, statement)| statement);
        send.block.stmts.extend(encoded.chain(statement));
    }
    let count = |locations: &[ArgumentLocation]| {
        let arguments = pass.arguments.iter();
        arguments
            .filter(|argument| locations.contains(&argument.location))
            .count()
    };
    let in_path = |part: &Part<'_>| match part {
        Part::Parameter(name) => pass.find(ArgumentLocation::Path, name).is_some(),
        Part::Text(_) => false,
    };
    let expected = Found {
        path: path_parts(&operation.path)
            .iter()
            .filter(|part| in_path(part))
            .count(),
        headers: count(&[ArgumentLocation::Header]),
        query: count(&[
            ArgumentLocation::Query,
            ArgumentLocation::FormField,
            ArgumentLocation::File,
        ]),
        bodies: usize::from(operation.has_whole_body()),
        requests: 1,
        calls: 1,
        responses: 1,
    };
    if pass.found != expected {
        let problem = format!("has {:?} where {expected:?} is expected", pass.found);
        return Err(other_shape(PASS, &operation.name, &problem));
    }
    Ok(())
}

/// The pass over one `send`.
struct Requests<'a> {
    operation: &'a Operation,
    arguments: Vec<Argument<'a>>,
    constant: Ident,
    found: Found,
    /// The encoded parameters of the path, each bound to a variable with the name of its argument.
    encoded: Vec<(String, Stmt)>,
}

impl Requests<'_> {
    /// The argument with this location and wire name.
    fn find(&self, location: ArgumentLocation, name: &str) -> Option<&Argument<'_>> {
        let named = |a: &&Argument<'_>| a.location == location && a.name == name;
        self.arguments.iter().find(named)
    }

    /// The statement that replaces `statement`; `None` if it is removed.
    fn statement(&mut self, mut statement: Stmt) -> Option<Stmt> {
        match &mut statement {
            Stmt::Local(local) => self.local(local)?,
            Stmt::Expr(Expr::MethodCall(call), Some(_)) if call.method == "append" => {
                return self.header(&written(call.args.last()?)?);
            }
            Stmt::Expr(Expr::If(optional), _) => {
                let Expr::Let(condition) = &*optional.cond else {
                    return Some(statement);
                };
                return self.header(&variable(&condition.expr)?);
            }
            Stmt::Expr(Expr::Try(tried), Some(_)) if is_hook(&tried.expr) => return None,
            _ => {}
        }
        Some(statement)
    }

    /// Rewrites a `let` statement; `None` if it is removed.
    fn local(&mut self, local: &mut Local) -> Option<()> {
        let init = local.init.as_mut()?;
        match &mut *init.expr {
            // the URL
            Expr::Macro(url) if url.mac.path.is_ident("format") => {
                let parser = Punctuated::<Expr, Token![,]>::parse_terminated;
                let mut arguments = parser.parse2(url.mac.tokens.clone()).ok()?;
                arguments
                    .iter_mut()
                    .for_each(|argument| self.path(argument));
                url.mac.tokens = quote::quote! { #arguments };
            }
            // `HeaderMap::with_capacity(..)`
            Expr::Call(call) if text(&call.func).ends_with("HeaderMap::with_capacity") => {
                let headers = self
                    .arguments
                    .iter()
                    .any(|a| a.location == ArgumentLocation::Header);
                return headers.then_some(());
            }
            // `OperationInfo { operation_id: ".." }`
            Expr::Struct(info) if info.path.is_ident("OperationInfo") => return None,
            // the response: `result?`, or `_result?` beside an argument of that name
            Expr::Try(tried)
                if variable(&tried.expr)
                    .is_some_and(|name| name.trim_start_matches('_') == "result") =>
            {
                if self.operation.body_error.is_some() {
                    let result = &tried.expr;
                    init.expr = parse_quote! { #result?.accepted()? };
                }
                self.found.responses += 1;
            }
            // the request: `client.client.get(url)[..].build()?`
            Expr::Try(tried) => {
                if let Expr::MethodCall(build) = &mut *tried.expr
                    && build.method == "build"
                {
                    let receiver = (*build.receiver).clone();
                    *build.receiver = self.request(receiver)?;
                    self.found.requests += 1;
                    local.attrs.clear();
                    if let syn::Pat::Ident(pattern) = &mut local.pat {
                        pattern.mutability = None;
                    }
                }
            }
            // `client.exec(request, &info).await`: a method of the client can be called `exec`, too
            Expr::Await(awaited) => {
                if let Expr::MethodCall(call) = &*awaited.base
                    && call.method == "exec"
                {
                    let (client, request) = (&call.receiver, call.args.first()?);
                    let constant = &self.constant;
                    *awaited.base = parse_quote! {
                        ClientHooks::exec(#client, #request, &super::operations::#constant)
                    };
                    self.found.calls += 1;
                }
            }
            _ => {}
        }
        Some(())
    }

    /// Replaces `encode_path(&x.to_string())` by a variable, because rustfmt does not format the
    /// arguments of macros.
    fn path(&mut self, expr: &mut Expr) {
        let Expr::Call(call) = &*expr else { return };
        let Some(name) = call.args.first().and_then(written) else {
            return;
        };
        let is_named = |a: &&Argument<'_>| a.location == ArgumentLocation::Path && a.rust == name;
        let Some(argument) = self.arguments.iter().find(is_named) else {
            return;
        };
        let (name, ident) = (argument.name, format_ident!("{}", argument.rust));
        let delimiters = delimiters(argument);
        if !self
            .encoded
            .iter()
            .any(|(variable, _)| variable == argument.rust)
        {
            let encode = parse_quote! { let #ident = encode_path(#name, &#ident, #delimiters)?; };
            self.encoded.push((argument.rust.to_owned(), encode));
        }
        *expr = parse_quote! { #ident };
        self.found.path += 1;
    }

    /// Replaces `header_map.append(name, x.to_string().try_into()?)`, also below `if let Some(value) = x`.
    ///
    /// A header without an argument is dropped: progenitor's first header is `api-version`.
    fn header(&mut self, name: &str) -> Option<Stmt> {
        let is_named = |a: &&Argument<'_>| a.location == ArgumentLocation::Header && a.rust == name;
        let argument = self.arguments.iter().find(is_named)?;
        let (name, ident) = (argument.name, format_ident!("{}", argument.rust));
        let delimiters = delimiters(argument);
        self.found.headers += 1;
        Some(parse_quote! {
            progenitor_client::append_header(&mut header_map, #name, &#ident, #delimiters)?;
        })
    }

    /// Rewrites the calls before `build`, in order; `None` if one is not expected.
    fn request(&mut self, expr: Expr) -> Option<Expr> {
        let Expr::MethodCall(mut call) = expr else {
            return None;
        };
        if text(&call.receiver).ends_with(".client") {
            return self.start(&call);
        }
        let receiver = self.request((*call.receiver).clone())?;
        match call.method.to_string().as_str() {
            // media types are taken from the operation
            "header" => return Some(receiver),
            "query" => return self.query(&receiver),
            "headers" => {
                if !self
                    .arguments
                    .iter()
                    .any(|a| a.location == ArgumentLocation::Header)
                {
                    return Some(receiver);
                }
            }
            name @ ("json" | "body") => {
                if !self.operation.body.as_ref()?.required {
                    call.method = format_ident!("optional_{name}");
                }
                self.found.bodies += 1;
            }
            _ => return None,
        }
        *call.receiver = receiver;
        Some(Expr::MethodCall(call))
    }

    /// The first call of a request, from the constant of the operation.
    fn start(&self, call: &ExprMethodCall) -> Option<Expr> {
        let (client, url, constant) = (&call.receiver, call.args.first()?, &self.constant);
        Some(parse_quote! {
            progenitor_client::RequestBuilder::new(&#client, &super::operations::#constant, #url)
        })
    }

    /// progenitor sorts the parameters by name; the n-th call is replaced by the n-th parameter of
    /// the document.
    fn query(&mut self, receiver: &Expr) -> Option<Expr> {
        let locations = [
            ArgumentLocation::Query,
            ArgumentLocation::FormField,
            ArgumentLocation::File,
        ];
        let mut sent = self
            .arguments
            .iter()
            .filter(|a| locations.contains(&a.location));
        let argument = sent.nth(self.found.query)?;
        self.found.query += 1;
        let (name, ident) = (argument.name, format_ident!("{}", argument.rust));
        if argument.location == ArgumentLocation::File {
            return Some(if argument.several_files {
                parse_quote! { #receiver.form_files(#name, #ident) }
            } else {
                parse_quote! { #receiver.form_file(#name, #ident) }
            });
        }
        let parameter = query_parameter(argument, &parse_quote! { #ident });
        Some(if argument.location == ArgumentLocation::FormField {
            parse_quote! { #receiver.form_field(&#parameter) }
        } else {
            parse_quote! { #receiver.query(&#parameter) }
        })
    }
}

/// The delimiters of lists in the path and in headers, which cannot be repeated.
pub(super) fn delimiters<'a>(argument: &Argument<'a>) -> &'a str {
    match argument.list {
        ListFormat::Delimited(delimiters) | ListFormat::Multi(delimiters) => delimiters,
    }
}

/// The run time's parameter that sends `value` in the query or a form.
pub(super) fn query_parameter(argument: &Argument<'_>, value: &Ident) -> Expr {
    let name = argument.name;
    match argument.list {
        ListFormat::Multi(delimiters) if delimiters.is_empty() => {
            parse_quote! { progenitor_client::QueryParam::new(#name, &#value) }
        }
        ListFormat::Multi(delimiters) => {
            parse_quote! { progenitor_client::QueryParam::repeated(#name, &#value, #delimiters) }
        }
        ListFormat::Delimited(delimiters) => {
            parse_quote! { progenitor_client::QueryParam::delimited(#name, &#value, #delimiters) }
        }
    }
}

/// Whether an expression is `client.pre(..).await` or `client.post(..).await`.
fn is_hook(expr: &Expr) -> bool {
    let Expr::Await(awaited) = expr else {
        return false;
    };
    let Expr::MethodCall(call) = &*awaited.base else {
        return false;
    };
    call.method == "pre" || call.method == "post"
}

/// The variable `x` of `&x.to_string()` or `x.to_string().try_into()?`.
fn written(expr: &Expr) -> Option<String> {
    match expr {
        Expr::Reference(reference) => written(&reference.expr),
        Expr::Try(tried) => written(&tried.expr),
        Expr::MethodCall(call) if call.method == "try_into" => written(&call.receiver),
        Expr::MethodCall(call) if call.method == "to_string" => variable(&call.receiver),
        _ => None,
    }
}
