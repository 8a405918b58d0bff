//! Bodies of responses: in memory up to a limit, or as a stream.

use std::fmt;
use std::pin::Pin;

use bytes::{Bytes, BytesMut};
use futures_core::Stream;
use futures_util::{StreamExt as _, stream};
use serde::{Serialize, Serializer};

use crate::NotUnderstoodReason;

/// The limit of a body in memory unless a transport sets another: 16 MiB.
pub const BODY_LIMIT: usize = 16 * 1024 * 1024;

type BoxedStream = Pin<Box<dyn Stream<Item = reqwest::Result<Bytes>> + Send>>;

/// The body of a [`Response`](crate::Response).
#[derive(Debug)]
pub enum Body {
    /// The whole body.
    Bytes(Bytes),
    /// A body that the caller reads.
    Stream(ByteStream),
}

impl Body {
    /// The bytes in memory; empty for a stream.
    #[must_use]
    pub fn bytes(&self) -> Bytes {
        match self {
            Self::Bytes(bytes) => bytes.clone(),
            Self::Stream(_) => Bytes::new(),
        }
    }

    /// The body as a stream.
    #[must_use]
    pub fn into_stream(self) -> ByteStream {
        match self {
            Self::Bytes(bytes) => ByteStream::new(Box::pin(stream::iter([Ok(bytes)]))),
            Self::Stream(stream) => stream,
        }
    }
}

/// A body as a stream of bytes, for operations whose response is not JSON.
pub struct ByteStream(BoxedStream);

impl ByteStream {
    /// A stream made from another one.
    #[must_use]
    pub fn new(stream: BoxedStream) -> Self {
        Self(stream)
    }

    /// The stream of a response that has not been read.
    #[must_use]
    pub fn of(response: reqwest::Response) -> Self {
        Self(Box::pin(
            response
                .bytes_stream()
                .map(|piece| piece.map_err(reqwest::Error::without_url)),
        ))
    }

    /// The stream itself.
    #[must_use]
    pub fn into_inner(self) -> BoxedStream {
        self.0
    }
}

/// As `null`: the content is read from the stream.
impl Serialize for ByteStream {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_unit()
    }
}

impl fmt::Debug for ByteStream {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("ByteStream(..)")
    }
}

/// Collects a body piece by piece, up to a limit. A body of one piece is not copied.
///
/// ```
/// use api_transport::BodyBuffer;
///
/// let mut buffer = BodyBuffer::new(4);
/// assert!(buffer.push("abc".into()).is_ok());
/// assert!(buffer.push("de".into()).is_err());
/// assert_eq!(buffer.into_bytes(), "abcd");
/// ```
#[derive(Debug)]
pub struct BodyBuffer {
    limit: usize,
    content: Content,
}

#[derive(Debug)]
enum Content {
    One(Bytes),
    Several(BytesMut),
}

impl BodyBuffer {
    /// An empty buffer for at most `limit` bytes.
    #[must_use]
    pub fn new(limit: usize) -> Self {
        Self {
            limit,
            content: Content::One(Bytes::new()),
        }
    }

    /// Appends a piece.
    ///
    /// # Errors
    /// [`NotUnderstoodReason::TooLarge`]; the buffer then holds as much as the limit allows.
    pub fn push(&mut self, piece: Bytes) -> Result<(), NotUnderstoodReason> {
        match &mut self.content {
            Content::One(first) if first.is_empty() => *first = piece,
            Content::One(first) => {
                let mut pieces = BytesMut::from(first.as_ref());
                pieces.extend_from_slice(&piece);
                self.content = Content::Several(pieces);
            }
            Content::Several(pieces) => pieces.extend_from_slice(&piece),
        }
        let limit = self.limit;
        match &mut self.content {
            Content::One(bytes) if bytes.len() > limit => bytes.truncate(limit),
            Content::Several(bytes) if bytes.len() > limit => bytes.truncate(limit),
            _ => return Ok(()),
        }
        Err(NotUnderstoodReason::TooLarge { limit })
    }

    /// The collected bytes.
    #[must_use]
    pub fn into_bytes(self) -> Bytes {
        match self.content {
            Content::One(bytes) => bytes,
            Content::Several(bytes) => bytes.freeze(),
        }
    }
}
