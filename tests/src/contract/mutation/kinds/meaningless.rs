//! Changes that no program should notice, each with the reason.

use serde_json::{Value, json};

use super::super::place::{nodes, remove, schemas_with, set, unset};
use super::Kind;
use super::messages::{always_sent, headers};
use super::operations::whole;
use super::schemas::{count_required, optional_in_responses};

const PROSE: &str = "prose for people; no message depends on it";

pub(super) const KINDS: &[Kind] = &[
    Kind {
        name: "description: other words",
        explained: Some(PROSE),
        places: |d| with(d, "description"),
        change: |d, at| set(d, at, "description", "Other words."),
    },
    Kind {
        name: "summary: other words",
        explained: Some(PROSE),
        places: |d| with(d, "summary"),
        change: |d, at| set(d, at, "summary", "Other words"),
    },
    Kind {
        name: "title: other",
        explained: Some(PROSE),
        places: whole,
        change: |d, _| set(d, "/info", "title", "Other"),
    },
    Kind {
        name: "tags: others",
        explained: Some("they sort operations for readers"),
        places: |d| with(d, "tags"),
        change: |d, at| set(d, at, "tags", json!([])),
    },
    Kind {
        name: "x-source: other",
        explained: Some("it tells readers how a part is known; no message depends on it"),
        places: |d| with(d, "x-source"),
        change: |d, at| set(d, at, "x-source", "guessed"),
    },
    Kind {
        name: "deprecated: set",
        explained: Some(
            "what is deprecated is still allowed; the comparison of documents tells of it",
        ),
        places: |d| with(d, "operationId"),
        change: |d, at| set(d, at, "deprecated", true),
    },
    Kind {
        name: "example: removed",
        explained: Some("an example less contradicts nothing"),
        places: |d| schemas_with(d, "example"),
        change: |d, at| unset(d, at, "example"),
    },
    Kind {
        name: "property: optional one of a response removed",
        explained: Some("a response without it was allowed before, and is still understood"),
        places: optional_in_responses,
        change: remove,
    },
    Kind {
        name: "additionalProperties: true",
        explained: Some("it is what holds without it"),
        places: |d| schemas_with(d, "properties"),
        change: |d, at| set(d, at, "additionalProperties", true),
    },
    Kind {
        name: "object: no fewer properties than are required",
        explained: Some("as many are there already"),
        places: |d| schemas_with(d, "required"),
        change: |d, at| {
            let count = count_required(d, at);
            set(d, at, "minProperties", count);
        },
    },
    Kind {
        name: "header: made required that is always sent",
        explained: Some("every 401 has its challenge, every 429 its limits"),
        places: |d| {
            let all = headers(d).into_iter();
            all.filter(|at| always_sent(at)).collect()
        },
        change: |d, at| set(d, at, "required", true),
    },
    Kind {
        name: "format: unknown one",
        explained: Some("an annotation that nobody checks"),
        places: |d| {
            let texts = nodes(d, |at, node| {
                at.contains("/properties/") && node.get("type").is_some_and(|t| t == "string")
            });
            let free = texts.into_iter();
            free.filter(|at| d.pointer(&format!("{at}/format")).is_none())
                .collect()
        },
        change: |d, at| set(d, at, "format", "x-anything"),
    },
];

fn with(document: &Value, keyword: &str) -> Vec<String> {
    nodes(document, |at, node| {
        let is_keyword = node.get(keyword).is_some_and(|value| !value.is_object());
        is_keyword && !at.ends_with("/properties") && !at.contains("x-known-values")
    })
}
