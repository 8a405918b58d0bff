//! What the generated client makes of answers.

use std::sync::Arc;

use classifications_api::Client;
use classifications_sandbox::cases;
use serde_json::Value;

use super::Subject;
use crate::Outcome;
use crate::contract::calls::Call;
use crate::contract::capture::{Capture, run};
use crate::contract::document;
use crate::contract::json::Json;
use crate::contract::samples::{Sampler, Size};
use crate::contract::schema::operations;

/// How many answers of any size are tried for each response, besides the smallest and the full.
const ANY: u64 = 6;

/// Every answer that the document allows is understood, and written back means the same.
pub(super) fn are_understood(subject: &Subject<'_>) -> Vec<String> {
    thread_local! {
        static READER: Reader = Reader::new();
    }
    READER.with(|reader| try_answers(subject, reader))
}

fn try_answers(subject: &Subject<'_>, reader: &Reader) -> Vec<String> {
    let mut wrong = vec![];
    for operation in operations(subject.document) {
        if !subject.concerns_operation(operation.id()) {
            continue;
        }
        for (status, response) in operation.responses(subject.document) {
            if subject.knows_enough(&wrong) {
                return wrong;
            }
            let schema = &response["content"]["application/json"]["schema"];
            let at = format!("{} {status}", operation.id());
            let Some(code) = status.parse().ok().filter(|_| !schema.is_null()) else {
                wrong.push(format!(
                    "{at}: not a status with JSON, which is all the client reads"
                ));
                continue;
            };
            let sizes = [Size::Minimal, Size::Full, Size::Null].into_iter();
            let sizes = sizes.chain((0..ANY).map(|_| Size::Any));
            for (seed, size) in (0..).zip(sizes) {
                let faults = understands(
                    reader,
                    subject.document,
                    (operation.id(), code),
                    (schema, size, seed),
                );
                wrong.extend(faults.into_iter().map(|fault| format!("{at}: {fault}")));
            }
        }
    }
    wrong
}

/// Tries an answer, and the same one with properties that the document does not know.
fn understands(
    reader: &Reader,
    document: &Value,
    (operation, status): (&str, u16),
    (schema, size, seed): (&Value, Size, u64),
) -> Vec<String> {
    let answer = Sampler::new(document, seed).value(schema, size);
    let extra = [
        (
            "x-unknown",
            Json::List(vec![Json::number("1e400"), Json::Null]),
        ),
        ("", Json::text("ñ")),
    ];
    let later = answer.with_everywhere(&extra);
    let mut faults = vec![];
    for sent in [&answer, &later] {
        faults.extend(reader.differences(
            operation,
            status,
            &sent.to_string(),
            &answer.to_string(),
        ));
    }
    faults
}

/// A client, and the answers it gets.
pub struct Reader {
    client: Client,
    capture: Arc<Capture>,
}

impl Reader {
    /// A client that is not connected to anything.
    #[must_use]
    pub fn new() -> Self {
        let (client, capture) = Capture::client(classifications_auth::BASE_URL);
        Self { client, capture }
    }

    /// What differs between `meant` and what the client makes of `sent`.
    #[must_use]
    pub fn differences(
        &self,
        operation: &str,
        status: u16,
        sent: &str,
        meant: &str,
    ) -> Vec<String> {
        let Some(call) = Call::smallest(&document(), operation) else {
            return vec!["the client has no such operation".to_owned()];
        };
        self.capture.answer(status, sent.to_owned());
        match run(call.make(&self.client)) {
            Err(error) => vec![format!("{error}: {sent}")],
            Ok(Outcome { status: read, .. }) if read != status => vec![format!("read as {read}")],
            Ok(Outcome { body, .. }) => {
                let differences = cases::compare(meant, &body);
                differences
                    .iter()
                    .map(|d| format!("written back {d}"))
                    .collect()
            }
        }
    }
}

impl Default for Reader {
    fn default() -> Self {
        Self::new()
    }
}
