//! Faults on demand: what networks, proxies and gateways do to a call, when a test wants it.
//!
//! Each fault says which calls it strikes, how often, whether the call is processed before it
//! strikes, and what the caller gets to see instead of the answer.
//!
//! ```
//! use std::time::Duration;
//! use classifications_sandbox::Fault;
//!
//! // The request is carried out, but its answer is lost, once.
//! let lost = Fault::reset().on("createClassification").after_processing().times(1);
//! // The gateway is overloaded for the first three calls, whichever they are.
//! let overloaded = Fault::status(503).times(3).header("retry-after", "1");
//! // Every second call to the token endpoint is answered late.
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
use entry::Entry;
pub use file::FaultFileError;

/// Something that goes wrong, for some calls, some times.
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

/// What the caller gets to see.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Effect {
    /// The answer.
    Answer,
    /// Another answer.
    Status(StandIn),
    /// A proxy's page with this status.
    Html(u16),
    /// Nothing: the connection is reset.
    Reset,
    /// The head, this many bytes of the body, and then the connection is reset.
    Truncated(usize),
    /// A body that looks like JSON and is none.
    Malformed,
    /// A body of this many bytes.
    Oversized(u64),
    /// The answer, so many bytes at a time with a pause before each.
    Slow { piece: usize, pause: Duration },
}

/// An answer that takes the place of the true one.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct StandIn {
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

    /// Reads a file of faults, in TOML: a table `[[fault]]` for each, with its `kind` (`delay`,
    /// `status`, `html`, `reset`, `truncated`, `malformed`, `oversized` or `slow`), where it
    /// strikes (`operation`, `skip`, `every`, `times`, `delayMs`, `afterProcessing`) and what goes
    /// with the kind (`status`, `headers`, `contentType`, `body`, `bytes`, `pauseMs`).
    ///
    /// # Errors
    /// [`FaultFileError`], which names the line and what is wrong there.
    pub fn from_file(file: &Path) -> Result<Vec<Self>, FaultFileError> {
        file::read(file)
    }

    /// The call takes this much longer. Nothing else happens to it; see
    /// [`Fault::after_processing`] for where the time is spent.
    #[must_use]
    pub fn delay(delay: Duration) -> Self {
        Self::new(Effect::Answer, false).delayed(delay)
    }

    /// Another status with an error body in the gateway's form (for the token endpoint and from
    /// 500 on: in OAuth's), and no effect. A status out of 200 to 599 is taken as 500.
    #[must_use]
    pub fn status(status: u16) -> Self {
        Self::new(
            Effect::Status(StandIn {
                status,
                headers: vec![],
                body: None,
            }),
            false,
        )
    }

    /// An HTML page with this status, as proxies answer, and no effect.
    #[must_use]
    pub fn html(status: u16) -> Self {
        Self::new(Effect::Html(status), false)
    }

    /// The connection is reset, with no effect; see [`Fault::after_processing`].
    #[must_use]
    pub fn reset() -> Self {
        Self::new(Effect::Reset, false)
    }

    /// The call has its effect; its answer breaks off after so many bytes of the body.
    #[must_use]
    pub fn truncated(after: usize) -> Self {
        Self::new(Effect::Truncated(after), true)
    }

    /// The call has its effect; the body of its answer is not JSON, though it begins like it.
    #[must_use]
    pub fn malformed() -> Self {
        Self::new(Effect::Malformed, true)
    }

    /// The call has its effect; its answer has a JSON body of so many bytes, of unknown length
    /// beforehand.
    #[must_use]
    pub fn oversized(bytes: u64) -> Self {
        Self::new(Effect::Oversized(bytes), true)
    }

    /// The call has its effect; its answer arrives so many bytes at a time, with a pause before
    /// each.
    #[must_use]
    pub fn slow(piece: usize, pause: Duration) -> Self {
        let piece = piece.max(1);
        Self::new(Effect::Slow { piece, pause }, true)
    }

    /// Checks that the operation of the fault is one of the document.
    ///
    /// # Errors
    /// A sentence that lists those that are.
    pub(crate) fn check_operation(&self, operations: &[&str]) -> Result<(), String> {
        let known = ["token", "revoke"].iter().chain(operations).copied();
        let Some(operation) = &self.operation else {
            return Ok(());
        };
        let known: Vec<_> = known.collect();
        if known.contains(&operation.as_str()) {
            return Ok(());
        }
        Err(format!(
            "operation {operation} is not known; one of: {}",
            known.join(", ")
        ))
    }

    /// Strikes calls of this operation alone: an `operationId`, or `token` or `revoke`.
    #[must_use]
    pub fn on(mut self, operation: impl Into<String>) -> Self {
        self.operation = Some(operation.into());
        self
    }

    /// Spares the first calls that it could strike.
    #[must_use]
    pub fn skip(mut self, calls: u64) -> Self {
        self.skip = calls;
        self
    }

    /// Strikes every so many calls: with 3 the first, the fourth, the seventh.
    #[must_use]
    pub fn every(mut self, calls: u64) -> Self {
        self.every = calls.max(1);
        self
    }

    /// Strikes so many times, and then no more.
    #[must_use]
    pub fn times(mut self, times: u64) -> Self {
        self.times = Some(times);
        self
    }

    /// Strikes this much later.
    #[must_use]
    pub fn delayed(mut self, delay: Duration) -> Self {
        self.delay = delay;
        self
    }

    /// The call has its effect before the fault strikes and before any delay, so that a caller who
    /// gives up has caused it all the same.
    #[must_use]
    pub fn after_processing(mut self) -> Self {
        self.after_processing = true;
        self
    }

    /// With [`Fault::status`]: a header of the answer.
    #[must_use]
    pub fn header(mut self, name: impl Into<String>, value: impl Into<String>) -> Self {
        if let Effect::Status(answer) = &mut self.effect {
            answer.headers.push((name.into(), value.into()));
        }
        self
    }

    /// With [`Fault::status`]: the body of the answer and its content type.
    #[must_use]
    pub fn body(mut self, content_type: impl Into<String>, text: impl Into<String>) -> Self {
        if let Effect::Status(answer) = &mut self.effect {
            answer.body = Some((content_type.into(), text.into()));
        }
        self
    }
}
