//! Checks a response to a known operation.

use http::header::CONTENT_TYPE;
use http::{Method, StatusCode};

use crate::contract::Inner;
use crate::operation::Operation;
use crate::pointer::{one_line, quote};
use crate::violation::{Direction, Rule};
use crate::wire::Media;

use super::body::check_body;
use super::headers::check_response_headers;
use super::report::Report;
use super::{RequestView, ResponseView};

/// Checks a response to the operation with this id.
pub(crate) fn check_response(
    contract: &Inner,
    operation: &str,
    response: ResponseView<'_>,
) -> Report {
    let mut report = Report::new(Direction::Response);
    if let Some(operation) = contract.operation(operation) {
        report.set_operation(&operation.id);
        check(contract, operation, response, &mut report);
    } else {
        let text = format!("the document has no operation {}", quote(operation));
        report.add(Rule::UnknownOperation, "", "/paths", text);
    }
    report
}

fn check(contract: &Inner, operation: &Operation, response: ResponseView<'_>, report: &mut Report) {
    let Some(documented) = operation.response(response.status.as_u16()) else {
        let text = format!("status {} is not documented", response.status.as_u16());
        let pointer = format!("{}/responses", operation.pointer);
        report.add(Rule::UndocumentedStatus, "/status", pointer, text);
        return;
    };
    let schemas = &contract.response_schemas;
    check_response_headers(documented, schemas, response.headers, report);
    match response.body {
        [] if documented.content.is_empty() || is_bodiless(operation, response.status) => {}
        [] => {
            let text = "the response body is documented and absent";
            report.add(
                Rule::BodyMissing,
                "/body",
                &documented.content.pointer,
                text,
            );
        }
        _ if documented.content.is_empty() => {
            let text = "the response has no documented body";
            report.add(Rule::BodyUnexpected, "/body", &documented.pointer, text);
        }
        body => {
            let _ = check_body(&documented.content, schemas, response.headers, body, report);
        }
    }
}

/// Whether HTTP itself omits the body (RFC 9110, section 6.4.1).
fn is_bodiless(operation: &Operation, status: StatusCode) -> bool {
    operation.method == Method::HEAD
        || status.is_informational()
        || matches!(status, StatusCode::NO_CONTENT | StatusCode::NOT_MODIFIED)
}

/// Checks that the request accepts the media type of its response.
pub(crate) fn check_accept(
    operation: &Operation,
    request: RequestView<'_>,
    response: ResponseView<'_>,
    report: &mut Report,
) {
    let media = response
        .headers
        .get(CONTENT_TYPE)
        .and_then(|v| v.to_str().ok())
        .and_then(Media::parse);
    if let Some(media) = media
        && response.status.is_success()
        && !request.accepted().accepts(&media)
    {
        let media = one_line(&media.essence());
        let text = format!("the request does not accept {media}");
        let pointer = format!("{}/responses", operation.pointer);
        report.add(Rule::NotAcceptable, "/headers/content-type", pointer, text);
    }
}
