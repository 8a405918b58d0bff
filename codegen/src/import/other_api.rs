//! Detects the document of another API, which must not replace the current one by mistake.

use serde_json::Value;

use crate::error::DocumentError;
use crate::overlay::shape;

/// Refuses `new` if it has no path of the `current` document. The title is not compared:
/// hand-written examples have other titles and the published paths.
///
/// # Errors
/// A [`DocumentError`] that names both APIs.
pub(super) fn refuse(current: &Value, new: &Value) -> Result<(), DocumentError> {
    // other errors have their own messages
    let has_paths = |document: &Value| shapes(document).next().is_some();
    if new.get("swagger").is_none() || !has_paths(new) || !has_paths(current) {
        return Ok(());
    }
    let same_path = |a: &str, b: &str| a.ends_with(b) || b.ends_with(a);
    let current_paths: Vec<_> = shapes(current).collect();
    let shared = shapes(new).any(|path| current_paths.iter().any(|other| same_path(&path, other)));
    if shared {
        return Ok(());
    }
    Err(DocumentError::document(
        format!(
            "the document describes another API, {:?}: it has no path of the current one, {:?}",
            title(new),
            title(current)
        ),
        "give the document of the current API, or make a crate of this one with `cargo xtask generate --spec FILE --out DIR`",
    ))
}

/// The document's paths that contain literal text, without the names of parameters.
fn shapes(document: &Value) -> impl Iterator<Item = String> {
    let paths = document.get("paths").and_then(Value::as_object);
    let shapes = paths
        .into_iter()
        .flatten()
        .filter_map(|(path, _)| shape(path));
    shapes.filter(|shape| shape.contains(char::is_alphanumeric))
}

fn title(document: &Value) -> &str {
    let title = document.pointer("/info/title").and_then(Value::as_str);
    title.unwrap_or_default().trim()
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    #[test]
    fn a_document_with_other_paths_is_another_api() {
        let document = |title: &str, path: &str| json!({"swagger": "2.0", "info": {"title": title}, "paths": {path: {}}});
        let current = document("Ratings", "/contracts/{no}/ratings");
        let refused = refuse(&current, &document("Pets", "/pets/{no}")).unwrap_err();
        assert!(
            refused.problem.contains("another API, \"Pets\"")
                && refused.problem.contains("\"Ratings\""),
            "{refused}"
        );
        refuse(&current, &document("Ratings", "/x")).unwrap_err();
        refuse(&current, &document("Other", "/v1/contracts/{id}/ratings/")).unwrap();
        refuse(
            &current,
            &json!({"openapi": "3.0.0", "paths": {"/pets": {}}}),
        )
        .unwrap();
        assert!(refuse(&current, &document("Pets", "/{no}")).is_ok());
    }
}
