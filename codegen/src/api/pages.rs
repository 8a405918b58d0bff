//! `x-pages`: how the next page of an operation is requested.

use serde_json::Value;

use super::body_error::{is_scalar, pointer};
use super::text;

/// How the next page of an operation is requested.
#[derive(Debug, Clone, PartialEq)]
pub struct Pages {
    /// The query parameter that takes the cursor.
    pub parameter: String,
    /// The JSON pointer of the next cursor in a body.
    pub next: String,
    /// The cursors that end the list.
    pub end: Vec<String>,
    /// The JSON pointer of the rows in a body (`x-rows`).
    pub rows: Option<String>,
}

impl Pages {
    /// Reads `x-pages` of an operation; `None` if it has no such member.
    ///
    /// # Errors
    /// The reason why `x-pages` is invalid.
    pub(crate) fn parse(operation: &Value) -> Result<Option<Self>, String> {
        let Some(entry) = operation.get("x-pages") else {
            return Ok(None);
        };
        let parameter = entry.get("parameter").and_then(Value::as_str);
        let end = match entry.get("end") {
            None => vec![],
            Some(Value::Array(values)) if values.iter().all(is_scalar) => {
                values.iter().map(text).collect()
            }
            Some(_) => return Err("`end` is not a list of values".to_owned()),
        };
        Ok(Some(Self {
            parameter: parameter
                .ok_or("`parameter` is not the name of a parameter")?
                .to_owned(),
            next: pointer(entry, "next")?.ok_or("`next` is missing")?,
            end,
            rows: pointer(operation, "x-rows").ok().flatten(),
        }))
    }
}
