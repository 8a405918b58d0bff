//! Fault injection: failures of networks, proxies and gateways on demand.
//!
//! A fault defines which calls it strikes and how many, whether such a call is processed first, and
//! the response that the caller receives.
//!
//! ```
//! use std::time::Duration;
//! use classifications_sandbox::Fault;
//!
//! // The request is carried out, but its response is lost, once.
//! let lost = Fault::reset().on("createClassification").after_processing().times(1);
//! // The gateway is overloaded for the first three calls of any operation.
//! let overloaded = Fault::status(503).times(3).header("retry-after", "1");
//! // Every second response of the token endpoint is late.
//! let late = Fault::delay(Duration::from_secs(2)).on("token").every(2);
//! # let _ = (lost, overloaded, late);
//! ```

mod active;
mod entry;
mod file;

use std::path::Path;
use std::time::Duration;

use serde::{Deserialize, Serialize};

pub(crate) use active::Faults;
#[cfg(feature = "docs")]
pub(crate) use active::Struck;
use entry::Entry;
pub use file::FaultFileError;

/// A failure that strikes calls.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(into = "Entry", try_from = "Entry")]
pub struct Fault {
    pub(crate) effect: Effect,
    pub(crate) delay: Duration,
    pub(crate) after_processing: bool,
    pub(crate) operation: Option<String>,
    pub(crate) skip: u64,
    pub(crate) every: u64,
    pub(crate) times: Option<u64>,
}

/// The response that the caller receives.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Effect {
    /// The response of the sandbox.
    Unchanged,
    /// Another response.
    Status(Replacement),
    /// A proxy's HTML page with this status.
    Html(u16),
    /// Nothing: the connection is reset.
    Reset,
    /// The head, this many bytes of the body, and then the connection is reset.
    Truncated(usize),
    /// A body that begins like JSON and is invalid.
    Malformed,
    /// A body of this many bytes.
    Oversized(u64),
    /// The response, this many bytes at a time with a pause before each.
    Slow { piece: usize, pause: Duration },
}

/// A response that replaces the real one.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Replacement {
    pub(crate) status: u16,
    pub(crate) headers: Vec<(String, String)>,
    /// Content type and text; `None` for an error in the gateway's form.
    pub(crate) body: Option<(String, String)>,
}

impl Fault {
    fn new(effect: Effect, after_processing: bool) -> Self {
        Self {
            effect,
            delay: Duration::ZERO,
            after_processing,
            operation: None,
            skip: 0,
            every: 1,
            times: None,
        }
    }

    /// Reads a file of faults in TOML: a table `[[fault]]` for each, with its `kind` (`delay`,
    /// `status`, `html`, `reset`, `truncated`, `malformed`, `oversized` or `slow`), the calls that
    /// it strikes (`operation`, `skip`, `every`, `times`, `delayMs`, `afterProcessing`) and the
    /// fields of its kind (`status`, `headers`, `contentType`, `body`, `bytes`, `pauseMs`).
    ///
    /// # Errors
    /// [`FaultFileError`], which names the line and what is wrong there.
    pub fn from_file(file: &Path) -> Result<Vec<Self>, FaultFileError> {
        file::read(file)
    }

    /// Delays the response. [`Fault::after_processing`] chooses whether the call is processed
    /// before or after the delay.
    #[must_use]
    pub fn delay(delay: Duration) -> Self {
        Self::new(Effect::Unchanged, false).delayed(delay)
    }

    /// Responds with another status and an error body in the gateway's form (OAuth's form for the
    /// token endpoint from 500 on). The call is not processed. A status outside 200 to 599 is taken
    /// as 500.
    #[must_use]
    pub fn status(status: u16) -> Self {
        Self::new(
            Effect::Status(Replacement {
                status,
                headers: vec![],
                body: None,
            }),
            false,
        )
    }

    /// Responds with an HTML page and this status, as proxies do. The call is not processed.
    #[must_use]
    pub fn html(status: u16) -> Self {
        Self::new(Effect::Html(status), false)
    }

    /// Resets the connection. The call is not processed; see [`Fault::after_processing`].
    #[must_use]
    pub fn reset() -> Self {
        Self::new(Effect::Reset, false)
    }

    /// Processes the call; the response breaks off after this many bytes of the body.
    #[must_use]
    pub fn truncated(after: usize) -> Self {
        Self::new(Effect::Truncated(after), true)
    }

    /// Processes the call; the body of the response begins like JSON and is invalid.
    #[must_use]
    pub fn malformed() -> Self {
        Self::new(Effect::Malformed, true)
    }

    /// Processes the call; the response has a JSON body of this many bytes, without a
    /// `Content-Length`.
    #[must_use]
    pub fn oversized(bytes: u64) -> Self {
        Self::new(Effect::Oversized(bytes), true)
    }

    /// Processes the call; the response arrives this many bytes at a time, with a pause before
    /// each.
    #[must_use]
    pub fn slow(piece: usize, pause: Duration) -> Self {
        let piece = piece.max(1);
        Self::new(Effect::Slow { piece, pause }, true)
    }

    /// Checks that the document has the fault's operation.
    ///
    /// # Errors
    /// A message that lists the operations of the document.
    pub(crate) fn check_operation(&self, operations: &[&str]) -> Result<(), String> {
        let all = ["token", "revoke"].iter().chain(operations).copied();
        let Some(operation) = &self.operation else {
            return Ok(());
        };
        let all: Vec<_> = all.collect();
        if all.contains(&operation.as_str()) {
            return Ok(());
        }
        Err(format!(
            "operation {operation} is not known; one of: {}",
            all.join(", ")
        ))
    }

    /// Strikes only calls of this operation: an `operationId`, or `token` or `revoke`.
    #[must_use]
    pub fn on(mut self, operation: impl Into<String>) -> Self {
        self.operation = Some(operation.into());
        self
    }

    /// Does not strike the first calls that it could strike, this many.
    #[must_use]
    pub fn skip(mut self, calls: u64) -> Self {
        self.skip = calls;
        self
    }

    /// Strikes every nth call: with 3 the first, the fourth, the seventh.
    #[must_use]
    pub fn every(mut self, calls: u64) -> Self {
        self.every = calls.max(1);
        self
    }

    /// Strikes at most this many calls.
    #[must_use]
    pub fn times(mut self, times: u64) -> Self {
        self.times = Some(times);
        self
    }

    /// Delays the effect by this much.
    #[must_use]
    pub fn delayed(mut self, delay: Duration) -> Self {
        self.delay = delay;
        self
    }

    /// Processes the call before the fault strikes and before any delay, so that the call has its
    /// effect even if the caller closes the connection.
    #[must_use]
    pub fn after_processing(mut self) -> Self {
        self.after_processing = true;
        self
    }

    /// With [`Fault::status`]: adds a header to the response.
    #[must_use]
    pub fn header(mut self, name: impl Into<String>, value: impl Into<String>) -> Self {
        if let Effect::Status(response) = &mut self.effect {
            response.headers.push((name.into(), value.into()));
        }
        self
    }

    /// With [`Fault::status`]: sets the body of the response and its content type.
    #[must_use]
    pub fn body(mut self, content_type: impl Into<String>, text: impl Into<String>) -> Self {
        if let Effect::Status(response) = &mut self.effect {
            response.body = Some((content_type.into(), text.into()));
        }
        self
    }
}
