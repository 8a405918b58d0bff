//! Reads a type from the body of a response.

use http::{HeaderMap, StatusCode, header};
use serde::de::DeserializeOwned;

use crate::BodyError;
use crate::body::{Body, ByteStream};
use crate::charset;
use crate::error::{NotDocumented, NotUnderstoodReason};
use crate::tolerant::{self, Expected, Proof};
use crate::tolerated::Report;

/// The reason why a body is not the documented value.
#[doc(hidden)]
#[derive(Debug)]
pub struct Undecoded(pub(super) NotUnderstoodReason);

impl From<NotDocumented> for Undecoded {
    fn from(error: NotDocumented) -> Self {
        Self(error.into())
    }
}

/// The body of a response, with its expected form.
#[doc(hidden)]
pub struct Received<'r> {
    pub(super) body: Body,
    pub(super) status: StatusCode,
    pub(super) headers: &'r HeaderMap,
    pub(super) body_error: Option<&'static BodyError>,
    pub(super) origin: Origin,
    pub(super) report: &'r mut Report,
}

/// The status whose documented body is expected.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Origin {
    /// The status of the response.
    Listed,
    /// Another one, as the body does not match the status of the response.
    Other,
    /// Another one, as the document does not list the status of the response.
    Unlisted,
}

/// Whether a response without a body proves a success, which few statuses do.
pub(super) fn is_empty_success(status: StatusCode, body: &[u8]) -> bool {
    matches!(status.as_u16(), 200 | 201 | 204) && body.iter().all(u8::is_ascii_whitespace)
}

impl Received<'_> {
    /// Parses JSON strictly, or else tolerantly.
    fn json<T: DeserializeOwned>(self) -> Result<T, Undecoded> {
        let body = self.body.bytes();
        let is_listed = self.origin == Origin::Listed;
        if is_listed && let Ok(value) = serde_json::from_slice(&body) {
            return Ok(value);
        }
        if !(is_listed || may_be_json(self.headers)) {
            return Err(Undecoded(NotUnderstoodReason::Status));
        }
        let (text, mut tolerated) = charset::utf8(self.headers, &body);
        let proof = || match self.body_error {
            Some(error) if error.has_success_code(&text) => Proof::Code,
            error => Proof::PropertyBut(error.and_then(BodyError::property)),
        };
        let expected = match self.origin {
            Origin::Listed if !self.status.is_success() => Expected::Error,
            Origin::Listed => Expected::Success(proof()),
            Origin::Other | Origin::Unlisted => Expected::Unlisted(proof()),
        };
        let text = std::str::from_utf8(&text).unwrap_or_default();
        let (value, report) = tolerant::read(text, expected)?;
        tolerated.extend(report.tolerated);
        self.report.tolerated = tolerated;
        self.report.unread = report.unread;
        Ok(value)
    }

    /// The body as a stream.
    #[must_use]
    pub fn into_stream(self) -> ByteStream {
        self.body.into_stream()
    }

    /// Accepts a response whose documented value is no body. If the document does not list the status, there must be no
    /// body.
    ///
    /// # Errors
    /// The document lists the status with another value. Or it does not list the status, and there is a body or the status
    /// does not prove a success.
    pub fn nothing(self) -> Result<(), Undecoded> {
        let is_documented = match self.origin {
            Origin::Listed => true,
            Origin::Other => false,
            Origin::Unlisted => is_empty_success(self.status, &self.body.bytes()),
        };
        is_documented
            .then_some(())
            .ok_or(Undecoded(NotUnderstoodReason::Status))
    }
}

/// Whether the media type allows JSON.
fn may_be_json(headers: &HeaderMap) -> bool {
    headers.get(header::CONTENT_TYPE).is_none_or(|value| {
        let media_type = value.to_str().unwrap_or_default().split(';').next();
        let media_type = media_type.unwrap_or_default().trim().to_ascii_lowercase();
        media_type.ends_with("json")
    })
}

/// A value that generated code decodes from a response: JSON, or an enum with a variant for each status.
#[doc(hidden)]
pub trait FromResponse: Sized {
    /// The statuses with their own variant.
    const STATUSES: &'static [u16] = &[];

    /// Decodes a body by its status.
    ///
    /// # Errors
    /// The body is not the documented one, or the document has none for the status.
    fn from_response(status: u16, received: Received<'_>) -> Result<Self, Undecoded>;

    /// The result of the `_` arm of a generated implementation.
    ///
    /// # Errors
    /// Always.
    fn undocumented() -> Result<Self, Undecoded> {
        Err(Undecoded(NotUnderstoodReason::Status))
    }
}

impl<T: DeserializeOwned> FromResponse for T {
    fn from_response(_: u16, received: Received<'_>) -> Result<Self, Undecoded> {
        received.json()
    }
}
