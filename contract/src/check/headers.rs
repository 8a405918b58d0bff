//! Checks headers and cookies.

use http::HeaderMap;
use http::header::HeaderName;

use crate::operation::{CredentialKind as Kind, Location, Operation, Parameter, Response};
use crate::pointer;
use crate::schema::{SchemaSet, Tree};
use crate::violation::Rule;

use super::cookies::cookies;
use super::report::Report;
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

/// Checks the documented headers and cookies of a request, and reports undocumented headers.
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
                let missing = Rule::ParameterMissing;
                let read = check_header(parameter, missing, schemas, headers, report);
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
        report.add(Rule::UnknownHeader, at, &operation.pointer, text);
    }
}

/// Checks the documented headers of a response. Others are allowed.
pub(super) fn check_response_headers(
    response: &Response,
    schemas: &SchemaSet,
    headers: &HeaderMap,
    report: &mut Report,
) {
    for header in &response.headers {
        let _ = check_header(header, Rule::HeaderMissing, schemas, headers, report);
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

/// Checks a documented header. If it is required and absent, the rule `missing` is violated.
fn check_header(
    header: &Parameter,
    missing: Rule,
    schemas: &SchemaSet,
    headers: &HeaderMap,
    report: &mut Report,
) -> Option<Tree> {
    let name = &header.name;
    let texts: Result<Vec<&str>, _> = headers
        .get_all(name)
        .into_iter()
        .map(|v| std::str::from_utf8(v.as_bytes()))
        .collect();
    let Ok(texts) = texts else {
        report.add_to(header, Rule::ParameterSyntax, "not UTF-8");
        return None;
    };
    if texts.is_empty() {
        if header.required {
            let text = format!("header {name} is required and absent");
            report.add_to(header, missing, text);
        }
        return None;
    }
    // Several headers of one name form one list (RFC 9110, section 5.3).
    if texts.len() > 1 && !header.is_compound() {
        let text = format!("header {name} occurs {} times", texts.len());
        report.add_to(header, Rule::ParameterRepeated, text);
        return None;
    }
    let pairs = [(name.clone(), texts.join(","))];
    header.check(schemas, &pairs, report)
}

fn check_cookie(cookie: &Parameter, schemas: &SchemaSet, headers: &HeaderMap, report: &mut Report) {
    let pairs: Vec<_> = cookies(headers)
        .filter(|(found, _)| *found == cookie.name)
        .map(|(name, value)| (name.to_owned(), value.to_owned()))
        .collect();
    if !pairs.is_empty() {
        let _ = cookie.check(schemas, &pairs, report);
    } else if cookie.required {
        let name = pointer::quote(&cookie.name);
        let text = format!("cookie {name} is required and absent");
        report.add_to(cookie, Rule::ParameterMissing, text);
    }
}
