//! Connections that fail or break, and responses that never end: the errors, and the requests that are sent again. A POST
//! that may have been processed is not sent again.

use std::error::Error as _;
use std::net::SocketAddr;
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};

use api_transport::{
    NotSentReason, NotUnderstoodReason, Operation, Response, Transport, TransportError,
};
use classifications_auth::{Timeouts, http::client_builder};
use http::Method;
use reqwest::dns::{Addrs, Name, Resolve, Resolving};

use crate::support::clock::TIMEOUT;
use crate::support::server::{Server, Step};
use crate::support::{CREATE, QUERY, Setup, builder, chain, query};

/// A resolver whose first results are an address without a listener.
#[derive(Clone)]
struct FirstClosed {
    /// The number of first results without a listener.
    closed: usize,
    look_ups: Arc<AtomicUsize>,
    /// The address with a listener.
    open: SocketAddr,
}

impl Resolve for FirstClosed {
    fn resolve(&self, _: Name) -> Resolving {
        let so_far = self.look_ups.fetch_add(1, Ordering::SeqCst);
        let address = if so_far < self.closed {
            // another loopback address, on which no server listens; the port is that of the URL
            SocketAddr::from(([127, 0, 0, 2], 0))
        } else {
            self.open
        };
        Box::pin(async move { Ok(Box::new(std::iter::once(address)) as Addrs) })
    }
}

/// Sends a request to an API whose first `closed` connections are refused. Returns the result, the setup, and the
/// number of look-ups of the host.
async fn send_with_refused_connections(
    closed: usize,
    operation: &Operation,
) -> (Result<Response, TransportError>, Setup, usize) {
    let api = Server::start(vec![], Step::ok()).await;
    let resolver = FirstClosed {
        closed,
        look_ups: Arc::default(),
        open: api.address,
    };
    let look_ups = Arc::clone(&resolver.look_ups);
    let http = client_builder().no_proxy().dns_resolver(Arc::new(resolver));
    let mut setup = Setup::with(vec![], |b| b.http_client(http)).await;
    setup.api = api;
    let mut request = setup.request(operation);
    request.url_mut().set_host(Some("api.localhost")).unwrap();
    let result = setup.client.transport().send(operation, request).await;
    let look_ups = look_ups.load(Ordering::SeqCst);
    (result, setup, look_ups)
}

#[tokio::test]
async fn a_failed_connection_is_retried_for_any_operation() {
    for operation in [&QUERY, &CREATE] {
        let (result, setup, look_ups) = send_with_refused_connections(2, operation).await;
        assert_eq!(result.unwrap().status(), 200);
        assert_eq!((look_ups, setup.api.count()), (3, 1));
        assert_eq!(setup.clock.waits(), [250, 500]);
    }
}

#[tokio::test]
async fn a_request_without_a_connection_is_not_sent() {
    for operation in [&QUERY, &CREATE] {
        let (result, setup, look_ups) = send_with_refused_connections(usize::MAX, operation).await;
        let Err(TransportError::NotSent(error)) = result else {
            panic!("{result:?}")
        };
        assert_eq!(error.reason(), NotSentReason::Network);
        assert_eq!((look_ups, setup.api.count()), (3, 0));
        let text = format!("{error:?}{:?}", chain(&error));
        assert!(!text.contains("B85905495"), "the query is left out: {text}");
    }
}

#[tokio::test]
async fn a_request_whose_tls_handshake_fails_is_not_sent() {
    let setup = Setup::new(vec![Step::ResetUnread; 3]).await;
    let mut request = setup.request(&CREATE);
    request.url_mut().set_scheme("https").unwrap();
    let result = setup.client.transport().send(&CREATE, request).await;
    let Err(TransportError::NotSent(error)) = result else {
        panic!("{result:?}")
    };
    assert_eq!(error.reason(), NotSentReason::Network);
    assert_eq!(setup.api.count(), 0);
}

#[tokio::test]
async fn a_post_whose_connection_breaks_has_an_unknown_outcome_and_is_sent_once() {
    for step in [
        Step::Reset,
        Step::ResetUnread,
        Step::Raw(vec![]),
        Step::Raw(b"nonsense\r\n\r\n".to_vec()),
    ] {
        let setup = Setup::new(vec![step.clone()]).await;
        let result = setup.send(&CREATE).await;
        let Err(TransportError::OutcomeUnknown(error)) = result else {
            panic!("{step:?}: {result:?}")
        };
        assert_eq!(
            error.to_string(),
            "outcome unknown: createThing may have been carried out, no response was received"
        );
        assert!(!error.is_safe());
        assert!(setup.api.count() <= 1);
        assert_eq!(setup.api.connections(), 1, "{step:?}: it is sent once");
    }
}

#[tokio::test]
async fn a_query_whose_connection_breaks_is_sent_again() {
    for step in [
        Step::Reset,
        Step::ResetUnread,
        Step::Raw(vec![]),
        Step::Raw(b"nonsense\r\n\r\n".to_vec()),
    ] {
        let setup = Setup::new(vec![step.clone(), step.clone()]).await;
        assert_eq!(setup.send(&QUERY).await.unwrap().status(), 200, "{step:?}");
        assert_eq!(setup.api.connections(), 3);
        let setup = Setup::new(vec![step.clone(); 3]).await;
        let result = setup.send(&QUERY).await;
        let Err(TransportError::OutcomeUnknown(error)) = result else {
            panic!("{step:?}: {result:?}")
        };
        assert_eq!(error.to_string(), "no complete response to queryThings");
    }
}

#[tokio::test]
async fn only_a_query_without_a_response_in_time_is_sent_again() {
    let setup = Setup::new(vec![Step::hang()]).await;
    let (result, ()) = tokio::join!(setup.send(&CREATE), async {
        setup.api.arrived(1).await;
        setup.clock.advance(TIMEOUT);
    });
    let Err(TransportError::OutcomeUnknown(error)) = result else {
        panic!("{result:?}")
    };
    let source = error.source().unwrap().to_string();
    assert_eq!(
        source,
        "no response within 1000s, the timeout of an attempt"
    );
    assert_eq!(setup.api.count(), 1);

    let setup = Setup::new(vec![Step::hang()]).await;
    let (result, ()) = tokio::join!(setup.send(&QUERY), async {
        setup.api.arrived(1).await;
        setup.clock.advance(TIMEOUT);
    });
    assert_eq!(result.unwrap().status(), 200);
    assert_eq!(setup.api.count(), 2);
}

#[tokio::test]
async fn a_success_whose_body_breaks_off_keeps_its_status_and_no_post_is_sent_again() {
    let setup = Setup::new(vec![Step::truncated(201)]).await;
    let result = setup.send(&CREATE).await;
    let Err(TransportError::NotUnderstood(error)) = result else {
        panic!("{result:?}")
    };
    assert_eq!(error.status(), 201);
    assert!(matches!(error.reason(), NotUnderstoodReason::Truncated(_)));
    assert_eq!(error.body_start(), b"{\"a\":");
    assert_eq!(setup.api.count(), 1);

    let setup = Setup::new(vec![Step::truncated(200)]).await;
    assert_eq!(setup.send(&QUERY).await.unwrap().status(), 200);
    assert_eq!(setup.api.count(), 2);
}

#[tokio::test]
async fn an_error_status_is_kept_if_its_body_breaks_off() {
    for operation in [&QUERY, &CREATE] {
        let setup = Setup::new(vec![Step::truncated(400)]).await;
        let response = setup.send(operation).await.unwrap();
        assert_eq!(response.status(), 400);
        assert_eq!(response.body().bytes(), "{\"a\":");
        assert_eq!(setup.api.count(), 1);
    }
}

#[tokio::test]
async fn a_body_is_read_up_to_its_limit() {
    let body = format!("[{}]", "1,".repeat(50_000));
    let length = body.len();
    let fits = Setup::with(vec![Step::response(200, &body)], |b| b.body_limit(length)).await;
    let response = fits.send(&QUERY).await.unwrap();
    assert_eq!(response.body().bytes(), body);

    for operation in [&QUERY, &CREATE] {
        let steps = vec![Step::response(200, &body)];
        let setup = Setup::with(steps, |b| b.body_limit(length - 1)).await;
        let result = setup.send(operation).await;
        let Err(TransportError::NotUnderstood(error)) = result else {
            panic!("{result:?}")
        };
        assert!(
            matches!(error.reason(), NotUnderstoodReason::TooLarge { limit } if *limit == length - 1)
        );
        assert_eq!(error.body_start().len(), 4096);
        assert_eq!(setup.api.count(), 1, "it would be too large again");
    }

    let setup = Setup::with(vec![Step::response(404, &body)], |b| b.body_limit(100)).await;
    let response = setup.send(&QUERY).await.unwrap();
    assert_eq!(
        (response.status().as_u16(), response.body().bytes().len()),
        (404, 100)
    );
}

#[tokio::test]
async fn redirects_are_not_followed() {
    for status in [301, 302, 303, 307, 308] {
        let elsewhere = Server::start(vec![], Step::ok()).await;
        let step = Step::status(status).header("Location", &elsewhere.url("/"));
        let setup = Setup::new(vec![step]).await;
        let response = setup.send(&QUERY).await.unwrap();
        assert_eq!(response.status(), status);
        assert_eq!((setup.api.count(), elsewhere.count()), (1, 0));
    }
}

#[tokio::test]
async fn a_streamed_response_is_returned_unread() {
    static DOWNLOAD: Operation =
        Operation::new("download", Method::GET, "/").streaming(&[200..=299]);
    let setup = Setup::with(vec![Step::stalled(200)], |b| b.body_limit(1)).await;
    let (_, _, body) = setup.send(&DOWNLOAD).await.unwrap().into_parts();
    let mut stream = body.into_stream().into_inner();
    let piece = futures_util::StreamExt::next(&mut stream)
        .await
        .unwrap()
        .unwrap();
    assert_eq!(piece, "{\"a\":");
}

#[tokio::test]
async fn an_error_of_a_streaming_operation_is_read_in_full() {
    static DOWNLOAD: Operation =
        Operation::new("download", Method::GET, "/").streaming(&[200..=299]);
    let long = Step::response(404, &"x".repeat(1000));
    let setup = Setup::with(vec![long], |b| b.body_limit(100)).await;
    let response = setup.send(&DOWNLOAD).await.unwrap();
    assert_eq!(response.status(), 404);
    assert_eq!(response.body().bytes().len(), 100);

    // a body that breaks off is kept up to there
    let setup = Setup::new(vec![Step::truncated(400)]).await;
    let response = setup.send(&DOWNLOAD).await.unwrap();
    assert_eq!(response.body().bytes(), "{\"a\":");
}

#[tokio::test]
async fn a_request_that_would_expose_the_token_is_not_sent() {
    let setup = Setup::new(vec![]).await;
    let mut request = setup.request(&QUERY);
    request.url_mut().set_host(Some("api.cesce.es")).unwrap();
    let result = setup.client.transport().send(&QUERY, request).await;
    let Err(TransportError::NotSent(error)) = result else {
        panic!("{result:?}")
    };
    assert_eq!(error.reason(), NotSentReason::InvalidRequest);
    assert_eq!(setup.tokens.count(), 0, "no token is requested");
}

#[tokio::test]
async fn a_dropped_call_does_not_affect_the_next_one() {
    let setup = Setup::new(vec![Step::hang()]).await;
    {
        let mut send = std::pin::pin!(setup.send(&CREATE));
        tokio::select! {
            _ = &mut send => panic!("no response arrives"),
            () = setup.api.arrived(1) => {}
        }
    }
    assert_eq!(setup.send(&QUERY).await.unwrap().status(), 200);
    assert_eq!(setup.api.count(), 2);
}

#[tokio::test]
async fn without_a_working_token_endpoint_a_request_is_not_sent() {
    let api = Server::start(vec![], Step::ok()).await;
    let broken = Server::start(vec![], Step::response(500, "<html>")).await;
    let timeouts = Timeouts::default().attempt(TIMEOUT).call(100 * TIMEOUT);
    let client = builder(&api, &broken).timeouts(timeouts).build().unwrap();
    let error = query(&client).await.unwrap_err();
    assert_eq!(
        chain(&error)[0],
        "request not sent: no token, because of the token endpoint"
    );
    assert!(classifications_auth::ErrorDetails::token_error(&error).is_some());
    assert_eq!(api.count(), 0);
}
