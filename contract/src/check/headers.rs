//! Checks headers and cookies.

use http::HeaderMap;
use http::header::{COOKIE, HeaderName};

use crate::operation::{
    CredentialKind as Kind, Location, Operation, Parameter, Response, ResponseHeader,
};
use crate::pointer;
use crate::schema::{SchemaSet, Tree};
use crate::violation::Rule;

use super::report::Report;
use super::value::Value;
use super::values::RequestValues;

/// Request headers of HTTP itself, of intermediaries and of browsers, which documents do not list.
const STANDARD: &[&str] = &[
    "accept",
    "accept-charset",
    "accept-encoding",
    "accept-language",
    "authorization",
    "baggage",
    "cache-control",
    "connection",
    "content-encoding",
    "content-language",
    "content-length",
    "content-type",
    "cookie",
    "date",
    "dnt",
    "expect",
    "forwarded",
    "from",
    "host",
    "http2-settings",
    "if-match",
    "if-modified-since",
    "if-none-match",
    "if-range",
    "if-unmodified-since",
    "keep-alive",
    "max-forwards",
    "origin",
    "pragma",
    "prefer",
    "priority",
    "proxy-authorization",
    "proxy-connection",
    "range",
    "referer",
    "te",
    "trailer",
    "traceparent",
    "tracestate",
    "transfer-encoding",
    "upgrade",
    "upgrade-insecure-requests",
    "user-agent",
    "via",
    "x-forwarded-for",
    "x-forwarded-host",
    "x-forwarded-port",
    "x-forwarded-proto",
    "x-real-ip",
];

/// Checks the documented headers and cookies of a request, and that there are no others.
pub(super) fn check_request_headers(
    operation: &Operation,
    schemas: &SchemaSet,
    headers: &HeaderMap,
    values: &mut RequestValues,
    report: &mut Report,
) {
    for parameter in &operation.parameters {
        match parameter.location {
            Location::Header => {
                let read = check_parameter(parameter, schemas, headers, report);
                values.keep(parameter, read);
            }
            Location::Cookie => check_cookie(parameter, schemas, headers, report),
            Location::Path | Location::Query => {}
        }
    }
    let mut unknown: Vec<&HeaderName> = headers
        .keys()
        .filter(|name| !is_known(operation, name.as_str()))
        .collect();
    unknown.sort_by_key(|name| name.as_str());
    for name in unknown {
        let at = pointer::join("/headers", name.as_str());
        let text = format!(
            "the operation has no header {}",
            pointer::quote(name.as_str())
        );
        report.add(Rule::UnknownHeader, at, operation.pointer.as_str(), text);
    }
}

/// Checks the documented headers of a response; others are allowed.
pub(super) fn check_response_headers(
    response: &Response,
    schemas: &SchemaSet,
    headers: &HeaderMap,
    report: &mut Report,
) {
    for ResponseHeader {
        name,
        pointer,
        required,
        schema,
        encoding,
    } in &response.headers
    {
        let at = pointer::join("/headers", name);
        let value = Value {
            name,
            encoding,
            schema: *schema,
            at: &at,
            pointer,
        };
        if headers.contains_key(name.as_str()) {
            let _ = check_values(&value, schemas, headers, report);
        } else if *required {
            let text = format!("header {name} is required and absent");
            report.add(Rule::HeaderMissing, at, pointer.as_str(), text);
        }
    }
}

fn is_known(operation: &Operation, name: &str) -> bool {
    let is_key = |kind: &Kind| matches!(kind, Kind::ApiKey(Location::Header, key) if key == name);
    STANDARD.contains(&name)
        || name.starts_with("sec-")
        || operation
            .parameters
            .iter()
            .any(|p| p.location == Location::Header && p.name == name)
        || operation
            .security
            .iter()
            .flat_map(|r| &r.credentials)
            .any(|c| is_key(&c.kind))
}

fn check_parameter(
    parameter: &Parameter,
    schemas: &SchemaSet,
    headers: &HeaderMap,
    report: &mut Report,
) -> Option<Tree> {
    let Parameter {
        name,
        at,
        pointer,
        schema,
        encoding,
        ..
    } = parameter;
    if headers.contains_key(name.as_str()) {
        let value = Value {
            name,
            encoding,
            schema: *schema,
            at,
            pointer,
        };
        return check_values(&value, schemas, headers, report);
    }
    if parameter.required {
        let text = format!("header {name} is required and absent");
        report.add(Rule::ParameterMissing, at.as_str(), pointer.as_str(), text);
    }
    None
}

/// Several headers of one name form one list (RFC 9110, section 5.3), which needs a list as its
/// schema.
fn check_values(
    value: &Value<'_>,
    schemas: &SchemaSet,
    headers: &HeaderMap,
    report: &mut Report,
) -> Option<Tree> {
    let texts: Result<Vec<&str>, _> = headers
        .get_all(value.name)
        .into_iter()
        .map(|v| std::str::from_utf8(v.as_bytes()))
        .collect();
    let Ok(texts) = texts else {
        report.add(Rule::ParameterSyntax, value.at, value.pointer, "not UTF-8");
        return None;
    };
    if texts.len() > 1 && !value.is_compound() {
        let text = format!("header {} occurs {} times", value.name, texts.len());
        report.add(Rule::ParameterRepeated, value.at, value.pointer, text);
        return None;
    }
    let pairs = [(value.name.to_owned(), texts.join(","))];
    value.check(schemas, &pairs, report)
}

fn check_cookie(
    parameter: &Parameter,
    schemas: &SchemaSet,
    headers: &HeaderMap,
    report: &mut Report,
) {
    let Parameter {
        name,
        at,
        pointer,
        schema,
        encoding,
        ..
    } = parameter;
    let texts: Vec<String> = cookies(headers)
        .filter(|(found, _)| found == name)
        .map(|(_, value)| value.to_owned())
        .collect();
    match texts.as_slice() {
        [] if parameter.required => {
            let text = format!("cookie {} is required and absent", pointer::quote(name));
            report.add(Rule::ParameterMissing, at.as_str(), pointer.as_str(), text);
        }
        [] => {}
        texts => {
            let value = Value {
                name,
                encoding,
                schema: *schema,
                at,
                pointer,
            };
            let pairs: Vec<_> = texts
                .iter()
                .map(|text| (name.clone(), text.clone()))
                .collect();
            let _ = value.check(schemas, &pairs, report);
        }
    }
}

/// The readable cookies of a request.
pub(super) fn cookies(headers: &HeaderMap) -> impl Iterator<Item = (&str, &str)> {
    headers
        .get_all(COOKIE)
        .into_iter()
        .filter_map(|value| value.to_str().ok())
        .flat_map(|value| value.split(';'))
        .filter_map(|part| part.trim().split_once('='))
}
