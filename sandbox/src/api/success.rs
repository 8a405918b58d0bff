//! The documented response to a request that is processed.

use classifications_contract::{Contract, Tree, escape_step};
use serde_json::Value;

use crate::shape::resolved_at;

/// The response to a request that is processed.
#[derive(Debug, Default)]
pub(crate) struct Success {
    pub(crate) status: u16,
    /// The content type; `None` where the response has no body.
    pub(crate) content_type: Option<String>,
    /// The document's example, or a sample of its schema.
    pub(crate) body: Option<Tree>,
}

impl Success {
    /// The documented success with the lowest status, or else the default response. Status 200
    /// without a body if the document has neither.
    pub(super) fn of(operation: &str, id: &str, contract: &Contract) -> Self {
        let document = contract.document();
        let responses = format!("{operation}/responses");
        let all = document.pointer(&responses).and_then(Value::as_object);
        let mut candidates: Vec<_> = all
            .into_iter()
            .flatten()
            .filter(|(status, _)| status.starts_with('2') || *status == "default")
            .collect();
        // The default comes last.
        candidates.sort_by_key(|(status, _)| status.as_str());
        let Some((code, _)) = candidates.first() else {
            return Self {
                status: 200,
                ..Self::default()
            };
        };
        // 200 for a range such as 2XX, and for the default response, which is for any status.
        let status = code.parse().unwrap_or(200);
        let response = resolved_at(document, &format!("{responses}/{code}"));
        let content_pointer = format!("{response}/content");
        let content = document
            .pointer(&content_pointer)
            .and_then(Value::as_object);
        let json = content.and_then(|content| {
            let mut types = content.iter();
            types.find(|(name, _)| name.split(';').next().is_some_and(is_json))
        });
        let Some((content_type, _)) = json.or(content.and_then(|all| all.iter().next())) else {
            return Self {
                status,
                ..Self::default()
            };
        };
        let media = format!("{content_pointer}/{}", escape_step(content_type));
        let example = example(contract, &media);
        let samples = contract.response_samples(id, status);
        // The second sample is the full one.
        let sample = samples.iter().take(2).rev().find(|sample| sample.conforms);
        let sample = sample.or(samples.get(1));
        Self {
            status,
            content_type: Some(content_type.clone()),
            body: example
                .filter(|example| allowed(contract, id, status, content_type, example))
                .or_else(|| sample?.json.parse().ok()),
        }
    }
}

/// Whether a content type is JSON.
pub(crate) fn is_json(content_type: &str) -> bool {
    let content_type = content_type.trim().to_ascii_lowercase();
    content_type == "application/json" || content_type.ends_with("+json")
}

/// Whether the document allows this body in a response of the operation.
pub(crate) fn allowed(
    contract: &Contract,
    id: &str,
    status: u16,
    content_type: &str,
    body: &Tree,
) -> bool {
    let response = http::Response::builder()
        .status(status)
        .header(http::header::CONTENT_TYPE, content_type)
        .body(body.to_json());
    response.is_ok_and(|response| {
        let checked = contract.check_response(id, &response);
        let mut violations = checked.violations().iter();
        !violations.any(|violation| violation.message_pointer.starts_with("/body"))
    })
}

/// The document's example of a body; `media` is the pointer of its media type.
fn example(contract: &Contract, media: &str) -> Option<Tree> {
    let document = contract.document();
    let examples_pointer = format!("{media}/examples");
    let examples = document
        .pointer(&examples_pointer)
        .and_then(Value::as_object);
    let mut names = examples.into_iter().flat_map(serde_json::Map::keys);
    let listed = || {
        names.find_map(|name| {
            let pointer = format!("{examples_pointer}/{}", escape_step(name));
            let example = resolved_at(document, &pointer);
            contract.tree(&format!("{example}/value"))
        })
    };
    let of_schema = || {
        let schema = resolved_at(document, &format!("{media}/schema"));
        contract.tree(&format!("{schema}/example"))
    };
    let own = contract.tree(&format!("{media}/example"));
    own.or_else(listed).or_else(of_schema)
}
