//! Spans, and the names of their fields.
//!
//! Each call, each attempt and each token request has a span of target `classifications_auth` and level INFO. The span of
//! an attempt is a child of that of its call. The span of a token request is a child of that of the call that started the
//! request, even if the call is dropped first; other calls that wait for the request have no such child. A request that
//! renews a token ahead of its end has a root span, as no call waits for it. The spans go to the subscriber of the call
//! that started the request, even if that subscriber is set for one thread or task only.
//!
//! The names of the fields follow OpenTelemetry's semantic conventions for HTTP:
//!
//! | span | field | |
//! |---|---|---|
//! | all | `otel.name`, `otel.kind` | for the OpenTelemetry layer of `tracing` |
//! | all | `http.request.method` | |
//! | all | `server.address`, `server.port` | |
//! | all | `http.response.status_code` | once there is a response |
//! | all | `error.type` | after a failure: the status, or a word such as `connect` or `timeout`; `reported` for an error in the body of a success |
//! | all | `otel.status_code` | `ERROR` after a failure |
//! | call, attempt | `url.template` | the operation's path, without values of parameters |
//! | call | `operation` | the document's `operationId` |
//! | attempt | `http.request.resend_count` | from the second attempt on |
//!
//! No span and no event contains a header, a body, a token, a credential, or the URL, as paths and queries name contracts
//! and persons.

use api_transport::{NotSentReason, Operation, Response, TransportError};
use http::StatusCode;
use tracing::Span;
use tracing::field::Empty;
use url::Url;

/// The target of all spans and events of this crate.
pub const TARGET: &str = "classifications_auth";

/// The span of a call.
pub(crate) fn call(operation: &Operation, url: &Url) -> Span {
    tracing::info_span!(
        target: TARGET,
        "call",
        otel.name = format_args!("{} {}", operation.method, operation.path),
        otel.kind = "internal",
        operation = operation.id,
        http.request.method = operation.method.as_str(),
        url.template = operation.path,
        server.address = url.host_str(),
        server.port = url.port_or_known_default(),
        http.response.status_code = Empty,
        error.type = Empty,
        otel.status_code = Empty,
    )
}

/// The span of an attempt. `resend` is the number of earlier attempts of the call.
pub(crate) fn attempt(operation: &Operation, url: &Url, resend: u32) -> Span {
    let span = tracing::info_span!(
        target: TARGET,
        "attempt",
        otel.name = format_args!("{} {}", operation.method, operation.path),
        otel.kind = "client",
        http.request.method = operation.method.as_str(),
        http.request.resend_count = Empty,
        url.template = operation.path,
        server.address = url.host_str(),
        server.port = url.port_or_known_default(),
        http.response.status_code = Empty,
        error.type = Empty,
        otel.status_code = Empty,
    );
    if resend > 0 {
        span.record("http.request.resend_count", resend);
    }
    span
}

/// The span of a token request to `url`.
pub(crate) fn token_request(url: &Url) -> Span {
    tracing::info_span!(
        target: TARGET,
        "token",
        otel.name = "POST token",
        otel.kind = "client",
        http.request.method = "POST",
        server.address = url.host_str(),
        server.port = url.port_or_known_default(),
        http.response.status_code = Empty,
        error.type = Empty,
        otel.status_code = Empty,
    )
}

/// Records the result of a call. `reported` states whether the body of the last response reports an error.
pub(crate) fn result(span: &Span, result: &Result<Response, TransportError>, reported: bool) {
    match result {
        Ok(response) => {
            status(span, response.status());
            if reported && response.status().is_success() {
                error(span, "reported");
            }
        }
        Err(TransportError::NotSent(failure)) => error(span, not_sent(failure.reason())),
        Err(TransportError::OutcomeUnknown(_)) => error(span, "outcome_unknown"),
        Err(TransportError::NotUnderstood(failure)) => {
            status(span, failure.status());
            error(span, "not_understood");
        }
    }
}

/// The word for a reason in the field `error.type`.
fn not_sent(reason: NotSentReason) -> &'static str {
    match reason {
        NotSentReason::InvalidRequest => "request",
        NotSentReason::Credentials => "credentials",
        NotSentReason::TokenEndpoint => "token_endpoint",
        NotSentReason::Network => "connect",
        NotSentReason::Deadline => "deadline",
        _ => "_OTHER",
    }
}

/// Records the status of a response, and the error type unless it is a success.
pub(crate) fn status(span: &Span, status: StatusCode) {
    span.record("http.response.status_code", status.as_u16());
    if !status.is_success() {
        span.record("error.type", status.as_str());
        span.record("otel.status_code", "ERROR");
    }
}

/// Records a failure.
pub(crate) fn error(span: &Span, error_type: &'static str) {
    span.record("error.type", error_type);
    span.record("otel.status_code", "ERROR");
}
