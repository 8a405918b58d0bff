//! One attempt: sends a request and reads its response in full.
//!
//! The body is read here, up to its limit, so that a request can be repeated when the body breaks off, and the
//! timeout of an attempt covers the body. The exception is a streamed response, whose body the caller reads
//! without a timeout.

use std::error::Error as StdError;
use std::pin::pin;
use std::time::Duration;

use api_transport::{
    Body, BodyBuffer, ByteStream, NotSent, NotSentReason, NotUnderstood, NotUnderstoodReason,
    Operation, OutcomeUnknown, Response, TransportError,
};
use http::{HeaderMap, StatusCode};

use crate::error::{TimedOut, find_source};
use crate::outcome::{Failure, Outcome};
use crate::parts::Parts;
use crate::retry::RetryCause;
use crate::timer::{Elapsed, Timer};

/// The parameters of an attempt.
pub(crate) struct Attempt<'a> {
    pub parts: &'a Parts,
    pub operation: &'a Operation,
    pub timeout: Duration,
    /// The error of an attempt that has no response after `timeout`.
    pub timed_out: TimedOut,
    /// A copy of the request, if the exchange is checked against the document.
    #[cfg(feature = "contract")]
    pub sample: Option<crate::drift::Sample>,
}

impl Attempt<'_> {
    /// Sends `request`.
    pub(crate) async fn send(&self, request: Box<reqwest::Request>) -> Outcome {
        let mut timer = Timer::new(&*self.parts.clock, self.timeout);
        let executing = pin!(self.parts.http.execute(*request));
        let mut response = match timer.bound(executing).await {
            Ok(Ok(response)) => response,
            Ok(Err(error)) => return Outcome::Failed(self.classify(error)),
            Err(Elapsed) => return Outcome::Failed(self.no_response(self.timed_out, "timeout")),
        };
        if self.operation.streams(response.status()) {
            let (status, headers) = (response.status(), response.headers().clone());
            let body = Body::Stream(ByteStream::of(response));
            return Outcome::Response(Response::new(status, headers, body));
        }
        self.read(&mut response, &mut timer).await
    }

    /// Reads the body. An error status is kept even if its body arrives only in part.
    async fn read(&self, response: &mut reqwest::Response, timer: &mut Timer<'_>) -> Outcome {
        let (status, headers) = (response.status(), std::mem::take(response.headers_mut()));
        let mut buffer = BodyBuffer::new(self.parts.body_limit);
        let reason = loop {
            match timer.bound(pin!(response.chunk())).await {
                Ok(Ok(Some(piece))) => {
                    if let Err(reason) = buffer.push(piece) {
                        break Some(reason);
                    }
                }
                Ok(Ok(None)) => break None,
                Ok(Err(error)) => break Some(NotUnderstoodReason::Truncated(error.without_url())),
                Err(Elapsed) => {
                    let after = self.timeout;
                    break Some(NotUnderstoodReason::TimedOut { after });
                }
            }
        };
        let body = buffer.into_bytes();
        match reason {
            Some(reason) if status.is_success() => {
                return Outcome::Failed(not_understood(status, headers, reason, &body));
            }
            Some(_) => {}
            None =>
            {
                #[cfg(feature = "contract")]
                if let Some(sample) = &self.sample {
                    sample.responded(status, &headers, &body);
                }
            }
        }
        Outcome::Response(Response::new(status, headers, Body::Bytes(body)))
    }

    /// Classifies an error that `reqwest` returned instead of a response.
    fn classify(&self, error: reqwest::Error) -> Failure {
        let error = error.without_url();
        if error.is_builder() {
            Failure {
                error: TransportError::NotSent(NotSent::new(NotSentReason::InvalidRequest, error)),
                cause: None,
                error_type: "request",
            }
        } else if error.is_connect() || is_unsent(&error) {
            let cause = (!is_untrusted(&error)).then_some(RetryCause::NotConnected);
            Failure {
                error: TransportError::NotSent(NotSent::new(NotSentReason::Network, error)),
                cause,
                error_type: "connect",
            }
        } else if error.is_timeout() {
            self.no_response(error, "timeout")
        } else {
            self.no_response(error, "connection")
        }
    }

    /// The outcome of a request that may have been sent and has no response.
    fn no_response(
        &self,
        source: impl Into<Box<dyn StdError + Send + Sync>>,
        error_type: &'static str,
    ) -> Failure {
        Failure {
            error: TransportError::OutcomeUnknown(OutcomeUnknown::new(self.operation, source)),
            cause: Some(RetryCause::NoResponse),
            error_type,
        }
    }
}

/// The outcome of a success whose body did not arrive in full.
fn not_understood(
    status: StatusCode,
    headers: HeaderMap,
    reason: NotUnderstoodReason,
    received: &[u8],
) -> Failure {
    let (cause, error_type) = match reason {
        // the body of another attempt would be too large, too
        NotUnderstoodReason::TooLarge { .. } => (None, "body_too_large"),
        NotUnderstoodReason::TimedOut { .. } => (Some(RetryCause::NoResponse), "timeout"),
        _ => (Some(RetryCause::NoResponse), "body"),
    };
    Failure {
        error: TransportError::NotUnderstood(NotUnderstood::new(status, headers, reason, received)),
        cause,
        error_type,
    }
}

/// Whether the connection was closed before any part of the request was sent: hyper reports a request as canceled
/// only while it still holds the whole request.
fn is_unsent(error: &(dyn StdError + 'static)) -> bool {
    find_source(error).is_some_and(hyper::Error::is_canceled)
}

/// Whether the certificate of the server is not trusted, which another attempt would not change.
fn is_untrusted(error: &(dyn StdError + 'static)) -> bool {
    use rustls::Error::{InvalidCertificate, NoCertificatesPresented};

    matches!(
        find_source(error),
        Some(InvalidCertificate(_) | NoCertificatesPresented)
    )
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::clock::ManualClock;
    use crate::{Client, Credentials};
    use futures_util::{StreamExt, future, stream};
    use http::Method;

    static CREATE: Operation = Operation::new("createThing", Method::POST, "/things");
    const TIMEOUT: Duration = Duration::from_secs(30);

    /// Reads a response until the timeout. Its body begins with `start` and then stalls.
    async fn stalled(status: u16, start: &'static str) -> Outcome {
        let clock = ManualClock::default();
        let credentials = Credentials::new("app", "s3cret", "user", "pa55").unwrap();
        let builder = Client::builder()
            .credentials(credentials)
            .clock(clock.clone());
        let transport = builder.build_transport().unwrap();
        let attempt = Attempt {
            parts: transport.parts(),
            operation: &CREATE,
            timeout: TIMEOUT,
            timed_out: TimedOut::Attempt { after: TIMEOUT },
            #[cfg(feature = "contract")]
            sample: None,
        };
        let pieces = stream::once(future::ready(Ok::<_, std::io::Error>(start)));
        let body = reqwest::Body::wrap_stream(pieces.chain(stream::pending()));
        let response = http::Response::builder().status(status).body(body).unwrap();
        let mut timer = Timer::new(&clock, TIMEOUT);
        let mut response = response.into();
        let reading = attempt.read(&mut response, &mut timer);
        let (outcome, ()) = tokio::join!(reading, async { clock.advance(TIMEOUT) });
        outcome
    }

    /// The error of hyper for a request on a connection that the server closes after it has read `length` bytes.
    async fn error_of_closed_connection(length: usize) -> hyper::Error {
        use hyper_util::rt::TokioIo;
        use tokio::io::AsyncReadExt as _;

        let (client, mut server) = tokio::io::duplex(1024);
        let handshake = hyper::client::conn::http1::handshake(TokioIo::new(client)).await;
        let (mut sender, connection) = handshake.unwrap();
        let request = http::Request::post("/")
            .header("host", "h")
            .body("{}".to_owned());
        if length == 0 {
            drop(server);
            let sending = sender.send_request(request.unwrap());
            let (result, _) = tokio::join!(sending, connection);
            return result.unwrap_err();
        }
        let sending = sender.send_request(request.unwrap());
        let (result, _, ()) = tokio::join!(sending, connection, async move {
            server.read_exact(&mut vec![0; length]).await.unwrap();
        });
        result.unwrap_err()
    }

    #[tokio::test]
    async fn a_request_of_which_one_byte_was_read_is_not_unsent() {
        let unread = error_of_closed_connection(0).await;
        assert!(is_unsent(&unread), "{unread:?}");
        let partly_read = error_of_closed_connection(1).await;
        assert!(!is_unsent(&partly_read), "{partly_read:?}");
        assert!(!is_unsent(&std::io::Error::other("reset")));
    }

    #[tokio::test]
    async fn a_body_that_stalls_after_success_keeps_its_status() {
        let Outcome::Failed(failure) = stalled(201, "{\"a\":").await else {
            panic!("the body was read in full")
        };
        assert_eq!(failure.cause, Some(RetryCause::NoResponse));
        let TransportError::NotUnderstood(error) = failure.error else {
            panic!("{:?}", failure.error)
        };
        assert_eq!(
            (error.status(), error.body_start()),
            (StatusCode::CREATED, &b"{\"a\":"[..])
        );
        assert!(matches!(
            error.reason(),
            NotUnderstoodReason::TimedOut { after: TIMEOUT }
        ));
    }

    #[tokio::test]
    async fn an_error_status_is_kept_even_if_the_body_stalls() {
        let Outcome::Response(response) = stalled(400, "{\"a\":").await else {
            panic!("the status was lost")
        };
        assert_eq!(response.status(), StatusCode::BAD_REQUEST);
        assert!(matches!(response.body(), Body::Bytes(body) if body == "{\"a\":"));
    }
}
