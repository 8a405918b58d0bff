//! Faults as data, in files and at the admin endpoint.
//!
//! Names are in camel case, like all names of the sandbox.

use std::collections::BTreeMap;
use std::fmt;
use std::time::Duration;

use serde::{Deserialize, Serialize};

use super::{Effect, Fault, Replacement};

/// A fault. Its kind determines its fields.
#[derive(Debug, Clone, Default, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub(crate) struct Entry {
    kind: Kind,
    #[serde(skip_serializing_if = "Option::is_none")]
    operation: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    skip: Option<u64>,
    #[serde(skip_serializing_if = "Option::is_none")]
    every: Option<u64>,
    #[serde(skip_serializing_if = "Option::is_none")]
    times: Option<u64>,
    #[serde(skip_serializing_if = "Option::is_none")]
    delay_ms: Option<u64>,
    #[serde(skip_serializing_if = "Option::is_none")]
    after_processing: Option<bool>,
    #[serde(skip_serializing_if = "Option::is_none")]
    status: Option<u16>,
    #[serde(skip_serializing_if = "Option::is_none")]
    headers: Option<BTreeMap<String, String>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    content_type: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    body: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    bytes: Option<u64>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pause_ms: Option<u64>,
}

#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
enum Kind {
    #[default]
    Delay,
    Status,
    Html,
    Reset,
    Truncated,
    Malformed,
    Oversized,
    Slow,
}

/// The name in files.
impl fmt::Display for Kind {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&format!("{self:?}").to_lowercase())
    }
}

impl TryFrom<Entry> for Fault {
    type Error = String;

    fn try_from(entry: Entry) -> Result<Self, String> {
        entry.check_combination()?;
        let mut fault = entry.for_all_calls()?;
        if let Some(operation) = entry.operation {
            fault = fault.on(operation);
        }
        fault.skip = entry.skip.unwrap_or(0);
        fault.every = at_least_one("every", entry.every)?.unwrap_or(1);
        fault.times = at_least_one("times", entry.times)?;
        fault.delay = Duration::from_millis(entry.delay_ms.unwrap_or(0));
        fault.after_processing |= entry.after_processing == Some(true);
        Ok(fault)
    }
}

fn at_least_one(name: &str, value: Option<u64>) -> Result<Option<u64>, String> {
    match value {
        Some(0) => Err(format!("{name} must be at least 1")),
        value => Ok(value),
    }
}

impl Entry {
    /// Checks that the fields are those of the kind.
    fn check_combination(&self) -> Result<(), String> {
        use Kind::{Delay, Html, Malformed, Oversized, Reset, Slow, Status, Truncated};

        let kind = self.kind;
        let fields: [(&str, bool, &[Kind]); 7] = [
            ("status", self.status.is_some(), &[Status, Html]),
            ("headers", self.headers.is_some(), &[Status]),
            ("contentType", self.content_type.is_some(), &[Status]),
            ("body", self.body.is_some(), &[Status]),
            ("bytes", self.bytes.is_some(), &[Truncated, Oversized, Slow]),
            ("pauseMs", self.pause_ms.is_some(), &[Slow]),
            (
                "afterProcessing = false",
                self.after_processing == Some(false),
                &[Delay, Status, Html, Reset],
            ),
        ];
        for (name, given, kinds) in fields {
            if given && !kinds.contains(&kind) {
                let kinds: Vec<_> = kinds.iter().map(Kind::to_string).collect();
                let kinds = kinds.join(", ");
                return Err(format!(
                    "{name} does not go with kind {kind}, only with: {kinds}"
                ));
            }
        }
        let missing = |name| Err(format!("kind {kind} needs {name}"));
        match kind {
            Delay if self.delay_ms.is_none() => missing("delayMs"),
            Status | Html if self.status.is_none() => missing("status"),
            Truncated | Oversized | Slow if self.bytes.is_none() => missing("bytes"),
            Slow if self.pause_ms.is_none() => missing("pauseMs"),
            Malformed | Reset | Delay | Status | Html | Truncated | Oversized | Slow => Ok(()),
        }
    }

    /// The fault of this kind, not yet restricted to some calls.
    fn for_all_calls(&self) -> Result<Fault, String> {
        let status = self.status.unwrap_or(503);
        if !(200..600).contains(&status) {
            return Err(format!("status {status} is not between 200 and 599"));
        }
        let bytes = self.bytes.unwrap_or(0);
        let count = usize::try_from(bytes).map_err(|_| format!("bytes {bytes} are too many"));
        Ok(match self.kind {
            Kind::Delay => Fault::delay(Duration::ZERO),
            Kind::Status => self.replacement(status)?,
            Kind::Html => Fault::html(status),
            Kind::Reset => Fault::reset(),
            Kind::Truncated => Fault::truncated(count?),
            Kind::Malformed => Fault::malformed(),
            Kind::Oversized => Fault::oversized(bytes),
            Kind::Slow => Fault::slow(count?, Duration::from_millis(self.pause_ms.unwrap_or(0))),
        })
    }

    fn replacement(&self, status: u16) -> Result<Fault, String> {
        let mut fault = Fault::status(status);
        for (name, value) in self.headers.iter().flatten() {
            if http::HeaderName::from_bytes(name.as_bytes()).is_err()
                || http::HeaderValue::from_str(value).is_err()
            {
                return Err(format!("{name:?}: {value:?} cannot be a header"));
            }
            fault = fault.header(name, value);
        }
        if let Some(body) = &self.body {
            let content_type = self.content_type.as_deref().unwrap_or("text/plain");
            fault = fault.body(content_type, body);
        }
        Ok(fault)
    }
}

impl From<Fault> for Entry {
    fn from(fault: Fault) -> Self {
        let millis = |time: Duration| u64::try_from(time.as_millis()).unwrap_or(u64::MAX);
        let mut entry = Self {
            operation: fault.operation,
            skip: (fault.skip > 0).then_some(fault.skip),
            every: (fault.every > 1).then_some(fault.every),
            times: fault.times,
            delay_ms: (!fault.delay.is_zero()).then(|| millis(fault.delay)),
            after_processing: fault.after_processing.then_some(true),
            ..Self::default()
        };
        match fault.effect {
            Effect::Unchanged => entry.delay_ms = Some(millis(fault.delay)),
            Effect::Status(Replacement {
                status,
                headers,
                body,
            }) => {
                entry.kind = Kind::Status;
                entry.status = Some(status);
                entry.headers = (!headers.is_empty()).then(|| headers.into_iter().collect());
                (entry.content_type, entry.body) = body.unzip();
            }
            Effect::Html(status) => (entry.kind, entry.status) = (Kind::Html, Some(status)),
            Effect::Reset => entry.kind = Kind::Reset,
            Effect::Truncated(after) => {
                (entry.kind, entry.bytes) = (Kind::Truncated, Some(after as u64));
            }
            Effect::Malformed => entry.kind = Kind::Malformed,
            Effect::Oversized(bytes) => {
                (entry.kind, entry.bytes) = (Kind::Oversized, Some(bytes));
            }
            Effect::Slow { piece, pause } => {
                (entry.kind, entry.bytes) = (Kind::Slow, Some(piece as u64));
                entry.pause_ms = Some(millis(pause));
            }
        }
        entry
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_kind_is_written_and_read_again() {
        let second = Duration::from_secs(1);
        for fault in [
            Fault::delay(second).on("token").after_processing(),
            Fault::status(503)
                .skip(1)
                .every(2)
                .times(3)
                .header("a", "b"),
            Fault::status(500).body("text/plain", "x"),
            Fault::html(502).delayed(second),
            Fault::reset().after_processing().on("cancelClassification"),
            Fault::truncated(7),
            Fault::malformed(),
            Fault::oversized(8),
            Fault::slow(9, second),
        ] {
            let json = serde_json::to_string(&fault).unwrap();
            let again: Fault = serde_json::from_str(&json).unwrap();
            assert_eq!(again, fault, "{json}");
        }
    }

    #[test]
    fn invalid_combinations_are_refused() {
        for (json, reason) in [
            (
                r#"{"kind":"reset","status":500}"#,
                "status does not go with kind reset, only with: status, html",
            ),
            (
                r#"{"kind":"malformed","afterProcessing":false}"#,
                "afterProcessing = false does not go with kind malformed, only with: delay, \
                 status, html, reset",
            ),
            (r#"{"kind":"html"}"#, "kind html needs status"),
            (r#"{"kind":"delay"}"#, "kind delay needs delayMs"),
            (r#"{"kind":"slow","bytes":1}"#, "kind slow needs pauseMs"),
            (r#"{"kind":"truncated"}"#, "kind truncated needs bytes"),
            (
                r#"{"kind":"status","status":99}"#,
                "status 99 is not between 200 and 599",
            ),
            (r#"{"kind":"reset","times":0}"#, "times must be at least 1"),
            (
                r#"{"kind":"status","status":503,"headers":{"a b":"c"}}"#,
                r#""a b": "c" cannot be a header"#,
            ),
            (
                r#"{"kind":"broken"}"#,
                "unknown variant `broken`, expected one of `delay`, `status`, `html`, `reset`, \
                 `truncated`, `malformed`, `oversized`, `slow`",
            ),
        ] {
            let error = serde_json::from_str::<Fault>(json).unwrap_err().to_string();
            assert!(error.starts_with(reason), "{json}: {error}");
        }
    }
}
