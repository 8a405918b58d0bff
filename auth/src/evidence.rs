//! Responses that prove that a request was not carried out, although their status does not prove it.

use api_transport::Response;
use http::StatusCode;

/// A response that proves that a request was not carried out: a status, and a text that the body contains.
///
/// A 5xx alone is no proof. The gateway sends a 503 if the API is switched off, so that the request does not reach it,
/// and if a server has received the request and failed afterwards. The body can distinguish the two cases:
///
/// ```
/// use classifications_auth::{Client, RejectionEvidence};
///
/// let builder = Client::builder().rejection_evidence(RejectionEvidence::new(503, "API is offline"));
/// ```
///
/// Such a response is [`Error::Rejected`](crate::Error::Rejected) instead of
/// [`Error::OutcomeUnknown`](crate::Error::OutcomeUnknown), so that callers repeat the request. **If the server
/// sends it after the request was carried out, they pay twice**: add only what the operator of the
/// gateway confirms. An empty text makes the status alone the proof.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct RejectionEvidence {
    status: u16,
    text: String,
}

impl RejectionEvidence {
    /// Creates the evidence of responses with `status` and a body that contains `text`, which is case-sensitive.
    #[must_use]
    pub fn new(status: u16, text: impl Into<String>) -> Self {
        Self {
            status,
            text: text.into(),
        }
    }

    /// Whether `response` has the status and the text. A success is never evidence.
    pub(crate) fn matches(&self, response: &Response) -> bool {
        let status: StatusCode = response.status();
        !status.is_success()
            && status == self.status
            && String::from_utf8_lossy(&response.body().bytes()).contains(&self.text)
    }
}
