//! Finds the cases of the sandbox model that do not fit a new document.
//!
//! Cases are written for one document, and are bundled unchanged for the next. A case does not fit
//! if it has an operation, a status or a filter that the document does not have, or lacks a
//! required property. `cargo test -p contract-tests` checks each case completely.

use std::path::Path;

use serde_json::Value;

use crate::api::{Api, BodyKind, Content, Location, Operation, Status};
use crate::case_files;
use crate::error::{Error, Result};
use crate::schema::Schema;
use crate::workspace;

/// The cases below `root` that do not fit, with the reason, and the number of all cases.
///
/// # Errors
/// When a case cannot be read.
pub(super) fn find_unfit(root: &Path, api: &Api) -> Result<(Vec<String>, usize)> {
    let (mut problems, mut count) = (vec![], 0);
    for file in case_files::all(root, workspace::CASES)? {
        let text = std::fs::read(root.join(&file)).map_err(|e| Error::io("read", &file, e))?;
        // bundling refuses a file that is not JSON
        let case: Value = serde_json::from_slice(&text).unwrap_or_default();
        count += usize::from(case.get("operation").is_some());
        if let Some(problem) = problem(&case, api) {
            problems.push(format!("{}: {problem}", file.display()));
        }
    }
    Ok((problems, count))
}

/// The first contradiction between a case and the document; `None` also for a file without
/// an operation, which is not a case.
fn problem(case: &Value, api: &Api) -> Option<String> {
    let id = case.get("operation")?.as_str()?;
    let Some(operation) = api
        .operations
        .iter()
        .find(|operation| operation.id.as_deref() == Some(id))
    else {
        return Some(format!("the document has no operation {id}"));
    };
    let status = case.pointer("/response/status").and_then(Value::as_u64)?;
    let response = operation
        .responses
        .iter()
        .find(|response| matches!(response.status, Status::Code(code) if u64::from(code) == status))
        .or_else(|| {
            operation
                .responses
                .iter()
                .find(|response| response.status == Status::Default)
        });
    let Some(response) = response else {
        return Some(format!("{id} has no response {status}"));
    };
    // a case with an error response may contain an invalid request
    if status < 300
        && let Some(problem) = request_problem(case, operation, api)
    {
        return Some(problem);
    }
    match &response.content {
        Content::Json(schema) => missing(case.pointer("/response/body"), schema, api)
            .map(|name| format!("the response lacks {name}")),
        _ => None,
    }
}

fn request_problem(case: &Value, operation: &Operation, api: &Api) -> Option<String> {
    let query = case.pointer("/request/query").and_then(Value::as_object);
    let has_filter = |name: &str| {
        let mut parameters = operation.parameters.iter();
        parameters.any(|p| p.location == Location::Query && p.name == name)
    };
    if let Some(name) = query
        .into_iter()
        .flat_map(|query| query.keys())
        .find(|name| !has_filter(name))
    {
        return Some(format!("{} has no filter {name}", operation.label()));
    }
    match &operation.body.as_ref()?.kind {
        BodyKind::Json { schema, .. } => missing(case.pointer("/request/body"), schema, api)
            .map(|name| format!("the request lacks {name}")),
        _ => None,
    }
}

/// The first required property that a body lacks.
fn missing(body: Option<&Value>, schema: &Schema, api: &Api) -> Option<String> {
    let schema = schema.target(&api.schemas).unwrap_or(schema);
    let body = body?.as_object()?;
    let mut required = schema.required.iter();
    required.find(|name| !body.contains_key(*name)).cloned()
}
