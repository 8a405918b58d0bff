//! One attempt: a request goes out, and either an answer comes back whole or it is known how it broke.
//!
//! The body is read here, up to its bound, for two reasons: a body that breaks off can only be repeated
//! by whoever still has the request, and the time-out of an attempt has to cover it. What is handed on is
//! an answer in memory.
//!
//! The success of an operation whose answer is a stream is the exception: it is handed on unread, and how
//! much of it is read, and for how long, is for its reader to bound. An error answer of such an
//! operation is read like any other.

use std::error::Error as StdError;
use std::time::Duration;

use api_transport::{
    BodyLimit, Failure, Fault, NotSent, NotSentReason, NotUnderstood, Operation, OutcomeUnknown,
};
use bytes::{Bytes, BytesMut};
use http::StatusCode;
use reqwest::ResponseBuilderExt;
use url::Url;

use crate::clock::Clock;
use crate::error::{RedirectFollowed, TimedOut};
use crate::retry::Mishap;
use crate::timer::{Elapsed, Timer};

/// What one attempt is made with.
pub(crate) struct Attempt<'a> {
    pub http: &'a reqwest::Client,
    pub clock: &'a dyn Clock,
    pub operation: &'a Operation,
    /// How many bytes of a body are read at most.
    pub limit: usize,
    /// How long the attempt may take, and what to say when it took longer.
    pub time_out: Duration,
    pub timed_out: TimedOut,
    /// The request as it goes out, if the exchange is to be judged.
    #[cfg(feature = "contract")]
    pub sample: Option<crate::drift::Sample>,
}

/// What became of an attempt.
pub(crate) enum Outcome {
    /// An answer, of whatever status, with its body in memory.
    Answer(reqwest::Response),
    /// No answer that could be handed on.
    Broken(Broken),
}

/// How an attempt broke.
pub(crate) struct Broken {
    /// What the caller is told unless the request is sent again.
    pub failure: Failure,
    /// What the retry policy is asked about; `None` where repeating would change nothing.
    pub mishap: Option<Mishap>,
    /// The kind of failure in one word, for the trace.
    pub error_type: &'static str,
}

impl Attempt<'_> {
    /// Sends `request`.
    pub(crate) async fn send(&self, request: reqwest::Request) -> Outcome {
        let url = request.url().clone();
        let mut timer = Timer::new(self.clock, self.time_out);
        let response = match timer.bound(self.http.execute(request)).await {
            Ok(Ok(response)) => response,
            Ok(Err(error)) => return Outcome::Broken(self.broken(error)),
            Err(Elapsed) => return Outcome::Broken(self.no_answer(self.timed_out, "timeout")),
        };
        if *response.url() != url {
            return Outcome::Broken(Broken {
                mishap: None,
                ..self.no_answer(RedirectFollowed, "redirect")
            });
        }
        if self.operation.streams && response.status().is_success() {
            return Outcome::Answer(self.limited(response));
        }
        self.read(response, url, &mut timer).await
    }

    /// Reads the body and gives the answer as one in memory.
    async fn read(
        &self,
        mut response: reqwest::Response,
        url: Url,
        timer: &mut Timer<'_>,
    ) -> Outcome {
        let body = match self.body(&mut response, timer).await {
            Ok(body) => {
                #[cfg(feature = "contract")]
                if let Some(sample) = &self.sample {
                    sample.answered(response.status(), response.headers(), &body);
                }
                body
            }
            // a body that came in part: the status says enough
            Err((_, start)) if !response.status().is_success() => start,
            Err((fault, start)) => {
                return Outcome::Broken(not_understood(&response, fault, &start));
            }
        };
        let (parts, _) = http::Response::<reqwest::Body>::from(response).into_parts();
        let whole = http::Response::builder().url(url).body(body);
        // fails only for headers set on the builder, and none are
        let mut whole = whole.unwrap_or_default();
        *whole.status_mut() = parts.status;
        *whole.version_mut() = parts.version;
        *whole.headers_mut() = parts.headers;
        whole.extensions_mut().extend(parts.extensions);
        Outcome::Answer(self.limited(whole.into()))
    }

    /// The body, or what is wrong with it and what had arrived.
    async fn body(
        &self,
        response: &mut reqwest::Response,
        timer: &mut Timer<'_>,
    ) -> Result<Bytes, (Fault, Bytes)> {
        // most bodies come in one piece, which is then not copied
        let mut whole = Bytes::new();
        let mut pieces = BytesMut::new();
        loop {
            let start = |pieces: BytesMut, whole: Bytes| {
                if pieces.is_empty() {
                    whole
                } else {
                    pieces.freeze()
                }
            };
            let piece = match timer.bound(response.chunk()).await {
                Ok(Ok(Some(piece))) => piece,
                Ok(Ok(None)) => return Ok(start(pieces, whole)),
                Ok(Err(error)) => {
                    let fault = Fault::Truncated(error.without_url());
                    return Err((fault, start(pieces, whole)));
                }
                Err(Elapsed) => {
                    let after = self.time_out;
                    return Err((Fault::TimedOut { after }, start(pieces, whole)));
                }
            };
            let length = whole.len().max(pieces.len()).saturating_add(piece.len());
            if length <= self.limit && whole.is_empty() && pieces.is_empty() {
                whole = piece;
                continue;
            }
            if pieces.is_empty() {
                pieces.extend_from_slice(&whole);
            }
            pieces.extend_from_slice(&piece);
            if length > self.limit {
                pieces.truncate(self.limit);
                return Err((Fault::TooLarge { limit: self.limit }, pieces.freeze()));
            }
        }
    }

    /// Whoever reads the answer on shall have the same bound.
    fn limited(&self, mut response: reqwest::Response) -> reqwest::Response {
        response.extensions_mut().insert(BodyLimit(self.limit));
        response
    }

    /// What an error of `reqwest` before the head of an answer means.
    fn broken(&self, error: reqwest::Error) -> Broken {
        let error = error.without_url();
        if error.is_builder() {
            Broken {
                failure: Failure::NotSent(NotSent::new(NotSentReason::InvalidRequest, error)),
                mishap: None,
                error_type: "request",
            }
        } else if error.is_connect() || never_left_the_queue(&error) {
            Broken {
                failure: Failure::NotSent(NotSent::new(NotSentReason::Network, error)),
                mishap: Some(Mishap::NotConnected),
                error_type: "connect",
            }
        } else if error.is_redirect() {
            Broken {
                mishap: None,
                ..self.no_answer(error, "redirect")
            }
        } else if error.is_timeout() {
            self.no_answer(error, "timeout")
        } else {
            self.no_answer(error, "connection")
        }
    }

    /// The request may have left, and no answer came.
    fn no_answer(
        &self,
        source: impl Into<Box<dyn StdError + Send + Sync>>,
        error_type: &'static str,
    ) -> Broken {
        Broken {
            failure: Failure::OutcomeUnknown(OutcomeUnknown::new(self.operation, source)),
            mishap: Some(Mishap::NoAnswer),
            error_type,
        }
    }
}

/// The server has answered with success, but the body did not come as it should.
fn not_understood(response: &reqwest::Response, fault: Fault, start: &[u8]) -> Broken {
    let (mishap, error_type) = match fault {
        // it would be too large again
        Fault::TooLarge { .. } => (None, "body_too_large"),
        Fault::TimedOut { .. } => (Some(Mishap::NoAnswer), "timeout"),
        _ => (Some(Mishap::NoAnswer), "body"),
    };
    let (status, headers) = (response.status(), response.headers().clone());
    Broken {
        failure: Failure::NotUnderstood(NotUnderstood::new(status, headers, fault, start)),
        mishap,
        error_type,
    }
}

/// Whether the request was still waiting for its turn on a connection when that was closed: hyper
/// calls it canceled only while it still holds the whole of it.
fn never_left_the_queue(error: &(dyn StdError + 'static)) -> bool {
    let mut next = Some(error);
    while let Some(error) = next {
        if let Some(error) = error.downcast_ref::<hyper::Error>() {
            return error.is_canceled();
        }
        next = error.source();
    }
    false
}

impl Outcome {
    /// The status of the answer, if there is one.
    pub(crate) fn status(&self) -> Option<StatusCode> {
        match self {
            Self::Answer(response) => Some(response.status()),
            Self::Broken(Broken {
                failure: Failure::NotUnderstood(error),
                ..
            }) => Some(error.status()),
            Self::Broken(_) => None,
        }
    }

    /// What happened, in a word or a status, for the log.
    pub(crate) fn reason(&self) -> String {
        match self {
            Self::Answer(response) => response.status().as_str().to_owned(),
            Self::Broken(broken) => broken.error_type.to_owned(),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::clock::ManualClock;
    use futures_util::{StreamExt, future, stream};
    use http::Method;

    static CREATE: Operation = Operation::new("createThing", Method::POST, "/things");
    const TIME_OUT: Duration = Duration::from_secs(30);

    /// Reads an answer whose body is `start` and then nothing for ever, until the time is over.
    async fn stalled(status: u16, start: &'static str) -> Outcome {
        let clock = ManualClock::default();
        let http = crate::http::token_client().unwrap();
        let attempt = Attempt {
            http: &http,
            clock: &clock,
            operation: &CREATE,
            limit: 1000,
            time_out: TIME_OUT,
            timed_out: TimedOut::Attempt { after: TIME_OUT },
            #[cfg(feature = "contract")]
            sample: None,
        };
        let pieces = stream::once(future::ready(Ok::<_, std::io::Error>(start)));
        let body = reqwest::Body::wrap_stream(pieces.chain(stream::pending()));
        let response = http::Response::builder().status(status).body(body).unwrap();
        let url = Url::parse("https://host/").unwrap();
        let mut timer = Timer::new(&clock, TIME_OUT);
        let reading = attempt.read(response.into(), url, &mut timer);
        let (outcome, ()) = tokio::join!(reading, async { clock.advance(TIME_OUT) });
        outcome
    }

    /// What hyper says of a request on a connection which the server closes, having read so many bytes.
    async fn on_a_closed_connection(read: usize) -> hyper::Error {
        use hyper_util::rt::TokioIo;
        use tokio::io::AsyncReadExt as _;

        let (client, mut server) = tokio::io::duplex(1024);
        let handshake = hyper::client::conn::http1::handshake(TokioIo::new(client)).await;
        let (mut sender, connection) = handshake.unwrap();
        let request = http::Request::post("/")
            .header("host", "h")
            .body("{}".to_owned());
        if read == 0 {
            drop(server);
            let sending = sender.send_request(request.unwrap());
            let (sent, _) = tokio::join!(sending, connection);
            return sent.unwrap_err();
        }
        let sending = sender.send_request(request.unwrap());
        let (sent, _, ()) = tokio::join!(sending, connection, async move {
            server.read_exact(&mut vec![0; read]).await.unwrap();
        });
        sent.unwrap_err()
    }

    #[tokio::test]
    async fn a_request_that_never_left_its_queue_is_told_from_one_that_began_to() {
        let unread = on_a_closed_connection(0).await;
        assert!(never_left_the_queue(&unread), "{unread:?}");
        let begun = on_a_closed_connection(1).await;
        assert!(!never_left_the_queue(&begun), "{begun:?}");
        assert!(!never_left_the_queue(&std::io::Error::other("reset")));
    }

    #[tokio::test]
    async fn a_body_that_stalls_after_success_keeps_its_status() {
        let Outcome::Broken(broken) = stalled(201, "{\"a\":").await else {
            panic!("it never ends")
        };
        assert_eq!(broken.mishap, Some(Mishap::NoAnswer));
        let Failure::NotUnderstood(error) = broken.failure else {
            panic!("{:?}", broken.failure)
        };
        assert_eq!(
            (error.status(), error.body_start()),
            (StatusCode::CREATED, &b"{\"a\":"[..])
        );
        assert!(matches!(error.fault(), Fault::TimedOut { after: TIME_OUT }));
    }

    #[tokio::test]
    async fn an_error_status_survives_a_body_that_stalls() {
        let Outcome::Answer(answer) = stalled(400, "{\"a\":").await else {
            panic!("the status says enough")
        };
        assert_eq!(answer.status(), StatusCode::BAD_REQUEST);
        assert_eq!(answer.url().as_str(), "https://host/");
        assert_eq!(answer.bytes().await.unwrap(), "{\"a\":");
    }
}
