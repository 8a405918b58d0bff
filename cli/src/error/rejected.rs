//! Rejections by the API.

use std::fmt;

use api_transport::ErrorResponse;
use classifications_contract::split_name;
use http::StatusCode;

use crate::output::json::Json;
use crate::tr;

/// A rejection, with the server's text if the response has one.
#[derive(Debug)]
pub struct RejectedResponse {
    pub status: StatusCode,
    /// The error code in the body.
    pub code: Option<String>,
    text: String,
    /// The body; the first 4 KiB if it is longer.
    pub body: Option<Json>,
    /// The document's explanation of the code, if it differs from the server's text.
    pub(super) meaning: Option<&'static str>,
    /// The document's remedy for the code.
    pub(super) advice: Option<&'static str>,
    pub(super) transaction: Option<String>,
    /// Whether the code stands for refused credentials.
    pub(super) credentials: bool,
}

impl RejectedResponse {
    /// Reads a rejection. `reason_name` is the flattened name of the property with the reason, for a body without a code.
    pub fn new<E>(rejected: &ErrorResponse<E>, reason_name: Option<&str>, language: &str) -> Self {
        let status = rejected.status();
        let text = match rejected.code() {
            Some(code) => {
                let reason = rejected.reason().map(|reason| format!(": {reason}"));
                Some(format!("{status}: {code}{}", reason.unwrap_or_default()))
            }
            None => reason_name.and_then(|name| {
                let body = Json::parse(rejected.body_start()).ok()?;
                let reason = body.at(&split_name(name))?.text();
                Some(format!("{status}: {reason}"))
            }),
        };
        let text = text.unwrap_or_else(|| rejected.to_string());
        let known_code = rejected.known_code();
        let meaning = known_code.and_then(|known| known.description.in_language(language));
        Self {
            status,
            code: rejected.code().map(str::to_owned),
            text: tr!("rejected-with", "rejected with {words}", words = text),
            body: Json::of_body(rejected.body_start()),
            meaning: meaning.filter(|meaning| rejected.reason() != Some(meaning)),
            advice: known_code.and_then(|known| known.advice.in_language(language)),
            transaction: rejected.transaction_id().map(str::to_owned),
            credentials: known_code.is_some_and(|known| known.credentials),
        }
    }
}

impl fmt::Display for RejectedResponse {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.text)
    }
}

#[cfg(test)]
mod tests {
    use api_transport::{Body, BodyError, CallInfo, KnownCode, Operation, Response};
    use http::HeaderMap;

    use super::*;
    use crate::error::{CommandError, ErrorReport};

    fn report(body: &[u8], reason: Option<&str>) -> String {
        let status = StatusCode::CONFLICT;
        let rejected = ErrorResponse::<()>::new(status, HeaderMap::new(), None, body);
        let rejected = RejectedResponse::new(&rejected, reason, "en");
        ErrorReport(&CommandError::Rejected(Box::new(rejected))).to_string()
    }

    #[test]
    fn a_rejection_is_explained_by_the_property_that_the_document_names() {
        let body = br#"{"error":{"message":"no\u001b[2J such\nthing"},"code":7}"#;
        let text = "error: rejected with 409 Conflict: no\\u{1b}[2J such\nthing";
        assert_eq!(report(body, Some("error.message")), text);
        for (body, reason) in [
            (&body[..], None),
            (&body[..], Some("gone")),
            (b"<html>\x1b[0m", Some("error")),
        ] {
            let text = report(body, reason);
            assert!(
                text.starts_with("error: rejected with 409 Conflict: "),
                "{text}"
            );
            assert!(!text.contains('\u{1b}'), "{text:?}");
        }
    }

    #[test]
    fn an_error_code_is_explained_in_the_requested_language() {
        static CREATE: Operation = Operation::new("create", http::Method::POST, "/").body_error(
            &BodyError::new("/code", &["0"])
                .text("/text")
                .known(&[KnownCode::new("E1", "FIRST")
                    .description(&[("en", "first"), ("es", "primero")])
                    .advice(&[("es", "espere")])]),
        );
        let report = |body: &'static str, language: &str| {
            let body = Body::Bytes(body.into());
            let response = Response::new(StatusCode::OK, HeaderMap::new(), body);
            let response = response.with_call(CallInfo::new(&CREATE));
            let rejected = response.accepted::<()>().unwrap_err();
            let rejected = RejectedResponse::new(&rejected, Some("text"), language);
            let error = CommandError::Rejected(Box::new(rejected));
            assert_eq!(error.exit_code(), 1);
            ErrorReport(&error).to_string()
        };
        assert_eq!(
            report(r#"{"code":"E1","text":"no\u001b[2J"}"#, "en"),
            "error: rejected with 200 OK: E1: no\\u{1b}[2J\n  meaning: first\n  what to do: espere"
        );
        assert_eq!(
            report(r#"{"code":"E1","text":"primero"}"#, "es_ES.UTF-8"),
            "error: rejected with 200 OK: E1: primero\n  what to do: espere"
        );
        assert_eq!(
            report(r#"{"code":"E2"}"#, "es"),
            "error: rejected with 200 OK: E2"
        );
    }

    #[test]
    fn a_rejection_of_credentials_must_not_be_repeated() {
        static ASK: Operation = Operation::new("ask", http::Method::GET, "/").body_error(
            &BodyError::new("/code", &["0"]).known(&[
                KnownCode::new("E1", "REFUSED").credentials(),
                KnownCode::new("E2", "OTHER"),
            ]),
        );
        for (body, may_be_repeated) in [(r#"{"code":"E1"}"#, false), (r#"{"code":"E2"}"#, true)] {
            let body = Body::Bytes(body.into());
            let response = Response::new(StatusCode::OK, HeaderMap::new(), body);
            let response = response.with_call(CallInfo::new(&ASK));
            let rejected = response.accepted::<()>().unwrap_err();
            let rejected = RejectedResponse::new(&rejected, None, "en");
            let json = ErrorReport(&CommandError::Rejected(Box::new(rejected))).json();
            let expected = format!("\"mayBeRepeated\":{may_be_repeated}");
            assert!(json.to_string().contains(&expected), "{json}");
        }
    }
}
