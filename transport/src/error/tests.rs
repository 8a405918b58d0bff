//! The messages of errors, and their classification.

use super::*;
use http::HeaderMap;
use http::Method;

const QUERY: Operation = Operation::new("queryThings", Method::GET, "/things");
const CREATE: Operation = Operation::new("createThing", Method::POST, "/things");

/// The messages of an error and its sources, outermost first.
fn chain(error: &dyn StdError) -> Vec<String> {
    let mut messages = vec![error.to_string()];
    let mut source = error.source();
    while let Some(error) = source {
        messages.push(error.to_string());
        source = error.source();
    }
    messages
}

async fn refused_connection() -> reqwest::Error {
    // a free port, which has no listener
    let listener = std::net::TcpListener::bind("127.0.0.1:0").unwrap();
    let url = format!("http://{}/?name=secret", listener.local_addr().unwrap());
    drop(listener);
    // with the features of the whole workspace, reqwest needs a TLS provider
    let _ = rustls::crypto::ring::default_provider().install_default();
    let client = reqwest::Client::builder().no_proxy().build().unwrap();
    client.get(url).send().await.unwrap_err()
}

#[tokio::test]
async fn a_request_without_a_connection_is_not_sent() {
    let failure = TransportError::without_redirects(&CREATE, refused_connection().await);
    let error: Error = failure.into();
    let Error::NotSent(not_sent) = &error else {
        panic!("{error:?}")
    };
    assert_eq!(not_sent.reason(), NotSentReason::Network);
    let chain = chain(&error);
    assert_eq!(chain[0], "request not sent: no connection to the server");
    assert!(chain.len() > 1);
    assert!(
        !format!("{chain:?}{error:?}").contains("secret"),
        "the URL is left out"
    );
}

#[test]
fn an_unknown_outcome_names_the_operation_that_may_have_been_carried_out() {
    let messages = |operation: &Operation| {
        let failure = TransportError::OutcomeUnknown(OutcomeUnknown::new(operation, "reset"));
        chain(&Error::<()>::from(failure))
    };
    assert_eq!(
        messages(&CREATE),
        [
            "outcome unknown: createThing may have been carried out, no response was received",
            "reset"
        ]
    );
    assert_eq!(
        messages(&QUERY),
        ["no complete response to queryThings", "reset"]
    );
}

#[test]
fn a_message_never_repeats_its_source() {
    let json = serde_json::from_str::<i64>("x").unwrap_err();
    let reason = NotDocumented::syntax(&json);
    let error: Error = Error::NotUnderstood(NotUnderstood::new(
        StatusCode::OK,
        HeaderMap::new(),
        reason.into(),
        b"x",
    ));
    assert_eq!(
        chain(&error),
        [
            "response not understood: 200 OK, no content type",
            "the body is not JSON (line 1, column 1)"
        ]
    );
}

fn error_with_status(status: u16, operation: Option<&Operation>) -> Error<()> {
    let status = StatusCode::from_u16(status).unwrap();
    let mut response = ErrorResponse::new(status, HeaderMap::new(), None, b"<p>no</p>");
    response.set_call(operation.map(CallInfo::new));
    response.into()
}

#[test]
fn only_a_4xx_but_408_and_499_proves_that_an_unsafe_operation_was_not_carried_out() {
    for status in 300..=599 {
        let is_proof = (400..=498).contains(&status) && status != 408;
        for operation in [Some(&CREATE), None] {
            let error = error_with_status(status, operation);
            assert_eq!(matches!(error, Error::Rejected(_)), is_proof, "{status}");
            assert_eq!(error.may_have_happened(), !is_proof, "{status}");
            let is_unknown = matches!(error, Error::OutcomeUnknown(_));
            assert_eq!(
                (is_unknown, error.is_retryable()),
                (!is_proof, matches!(status, 425 | 429))
            );
            assert_eq!(error.status().unwrap(), status);
        }
        let safe = error_with_status(status, Some(&QUERY));
        assert!(matches!(safe, Error::Rejected(_)) && !safe.may_have_happened());
    }
    assert_eq!(
        chain(&error_with_status(504, Some(&CREATE))),
        [
            "outcome unknown: createThing may have been carried out, the response is 504 Gateway \
          Timeout: <p>no</p>"
        ]
    );
    assert_eq!(
        chain(&error_with_status(403, None)),
        ["rejected with 403 Forbidden: <p>no</p>"]
    );
}

#[test]
fn an_error_shows_whether_another_call_is_safe_and_may_succeed() {
    let not_sent = |reason| Error::<()>::NotSent(NotSent::new(reason, "why"));
    for (reason, retryable) in [
        (NotSentReason::Network, true),
        (NotSentReason::TokenEndpoint, true),
        (NotSentReason::Deadline, true),
        (NotSentReason::Credentials, false),
        (NotSentReason::InvalidRequest, false),
    ] {
        let error = not_sent(reason);
        assert_eq!(error.is_retryable(), retryable, "{reason}");
        assert!(!error.may_have_happened());
    }
    let not_understood = |operation: &Operation, reason| {
        let error = NotUnderstood::new(StatusCode::OK, HeaderMap::new(), reason, b"");
        let failure = TransportError::NotUnderstood(error).with_call(CallInfo::new(operation));
        Error::<()>::from(failure)
    };
    let after = std::time::Duration::ZERO;
    for (operation, may_have_happened) in [(&CREATE, true), (&QUERY, false)] {
        let interrupted = not_understood(operation, NotUnderstoodReason::TimedOut { after });
        assert_eq!(interrupted.may_have_happened(), may_have_happened);
        assert_eq!(interrupted.is_retryable(), !may_have_happened);
        let complete = not_understood(operation, NotUnderstoodReason::Status);
        assert!(!complete.is_retryable());
        let lost = TransportError::OutcomeUnknown(OutcomeUnknown::new(operation, "reset"));
        let lost = Error::<()>::from(lost);
        assert_eq!(lost.may_have_happened(), may_have_happened);
        assert_eq!(lost.is_retryable(), !may_have_happened);
    }
}
