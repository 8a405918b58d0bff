//! Applies the effect of a fault to a response.

use std::io;
use std::time::Duration;

use axum::body::Body;
use bytes::Bytes;
use futures_util::stream::{self, StreamExt as _};
use http::header::{self, HeaderName, HeaderValue};
use http::{Response, StatusCode};
use http_body_util::{BodyExt as _, Collected, Full};

use super::listener::Broken;
use crate::fault::{Effect, Replacement};
use crate::gateway::GatewayError;

/// The chunk size of an oversized body, in bytes.
const PIECE: usize = 16 * 1024;

/// The response with the effect of the fault. `response` is the real one, or an empty one if the
/// call was not processed.
pub(super) async fn apply(
    effect: &Effect,
    is_token: bool,
    response: Response<Full<Bytes>>,
) -> Response<Body> {
    match effect {
        Effect::Unchanged => response.map(Body::new),
        Effect::Status(replacement) => replaced(replacement, is_token),
        Effect::Html(status) => html(*status),
        Effect::Reset => {
            let mut response = Response::new(Body::empty());
            response.extensions_mut().insert(Broken);
            response
        }
        Effect::Truncated(after) => {
            let (head, body) = whole(response).await;
            truncated(head, &body, *after)
        }
        Effect::Malformed => {
            let (head, body) = whole(response).await;
            let cut = body.slice(..body.len().saturating_sub(1));
            Response::from_parts(head, Body::from(cut))
        }
        Effect::Oversized(bytes) => {
            let (mut head, _) = response.into_parts();
            head.headers.insert(
                header::CONTENT_TYPE,
                HeaderValue::from_static("application/json"),
            );
            Response::from_parts(head, oversized(*bytes))
        }
        Effect::Slow { piece, pause } => {
            let (head, body) = whole(response).await;
            Response::from_parts(head, slow(body, *piece, *pause))
        }
    }
}

/// The head and the whole body of a response.
async fn whole(response: Response<Full<Bytes>>) -> (http::response::Parts, Bytes) {
    let (head, body) = response.into_parts();
    // A body in memory does not fail.
    let collected = body.collect().await.map(Collected::to_bytes);
    (head, collected.unwrap_or_default())
}

fn status(code: u16) -> StatusCode {
    let status = StatusCode::from_u16(code).ok();
    status
        .filter(|status| (200..600).contains(&status.as_u16()))
        .unwrap_or(StatusCode::INTERNAL_SERVER_ERROR)
}

fn replaced(replacement: &Replacement, is_token: bool) -> Response<Body> {
    let status = status(replacement.status);
    let mut response = match &replacement.body {
        Some((content_type, text)) => with_body(status, content_type, text.clone()),
        None if is_token && status.is_server_error() => {
            let error = match status {
                StatusCode::SERVICE_UNAVAILABLE => "temporarily_unavailable",
                _ => "server_error",
            };
            with_body(
                status,
                "application/json",
                format!(r#"{{"error":"{error}"}}"#),
            )
        }
        None => GatewayError::new(status, "fault on demand")
            .into_response()
            .map(Body::new),
    };
    for (name, value) in &replacement.headers {
        if let (Ok(name), Ok(value)) = (
            HeaderName::from_bytes(name.as_bytes()),
            HeaderValue::from_str(value),
        ) {
            response.headers_mut().append(name, value);
        }
    }
    response
}

fn html(code: u16) -> Response<Body> {
    let status = status(code);
    let page = format!(
        "<html><head><title>{status}</title></head>\n<body><h1>{status}</h1>\n\
         <p>The proxy received no response from the upstream server.</p></body></html>\n"
    );
    with_body(status, "text/html; charset=utf-8", page)
}

fn with_body(status: StatusCode, content_type: &str, text: String) -> Response<Body> {
    let mut response = Response::new(Body::from(text));
    *response.status_mut() = status;
    if let Ok(value) = HeaderValue::from_str(content_type) {
        response.headers_mut().insert(header::CONTENT_TYPE, value);
    }
    response
}

/// Announces the whole body, sends its start, and ends the connection.
fn truncated(mut head: http::response::Parts, body: &Bytes, after: usize) -> Response<Body> {
    let announced = body.len().max(after.saturating_add(1));
    head.headers
        .insert(header::CONTENT_LENGTH, HeaderValue::from(announced));
    let start = body.slice(..after.min(body.len()));
    let broken = stream::once(async {
        // After one poll of the connection, the data written before is sent.
        tokio::time::sleep(Duration::from_millis(5)).await;
        Err(io::Error::from(io::ErrorKind::ConnectionAborted))
    });
    let pieces = stream::iter([Ok(start)]).chain(broken);
    Response::from_parts(head, Body::from_stream(pieces))
}

/// A JSON string of this many bytes, but at least two, produced while it is sent.
fn oversized(bytes: u64) -> Body {
    let filling = bytes.saturating_sub(2);
    let piece = Bytes::from(vec![b'x'; PIECE]);
    let pieces = stream::unfold(Some(filling), move |left| {
        let piece = piece.clone();
        async move {
            let left = left?;
            let size = usize::try_from(left).map_or(PIECE, |left| left.min(PIECE));
            if size == 0 {
                return Some((Bytes::from_static(b"\""), None));
            }
            Some((piece.slice(..size), Some(left - size as u64)))
        }
    });
    let open = stream::iter([Bytes::from_static(b"\"")]);
    Body::from_stream(open.chain(pieces).map(Ok::<_, io::Error>))
}

fn slow(body: Bytes, piece: usize, pause: Duration) -> Body {
    let pieces = stream::unfold(body, move |mut left| async move {
        if left.is_empty() {
            return None;
        }
        tokio::time::sleep(pause).await;
        let next = left.split_to(piece.min(left.len()));
        Some((Ok::<_, io::Error>(next), left))
    });
    Body::from_stream(pieces)
}
