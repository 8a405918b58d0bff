//! Adds missing slashes at the start of paths.

use std::collections::HashSet;

use serde_json::{Map, Value};

use crate::pointer;
use crate::report::Report;

pub(super) fn repair(document: &mut Value, report: &mut Report) {
    let Some(Value::Object(paths)) = document.get_mut("paths") else {
        return;
    };
    let lacks_slash = |path: &String| !path.starts_with('/') && !path.starts_with("x-");
    if !paths.keys().any(lacks_slash) {
        return;
    }
    let before = std::mem::take(paths);
    let proper: HashSet<String> = before.keys().filter(|p| !lacks_slash(p)).cloned().collect();
    let mut after = Map::new();
    for (path, item) in before {
        if !lacks_slash(&path) {
            after.insert(path, item);
            continue;
        }
        let at = pointer::join("/paths", &path);
        let slashed = format!("/{path}");
        if proper.contains(&slashed) {
            report.record(
                "paths",
                at,
                format!("the path is left out, as {slashed} exists"),
            );
        } else {
            report.record("paths", at, "the path is read with a slash at its start");
            after.insert(slashed, item);
        }
    }
    *paths = after;
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    #[test]
    fn a_slash_is_put_in_front() {
        let mut document = json!({"paths": {"a": 1, "/b": 2, "x-c": 3}});
        repair(&mut document, &mut Report::default());
        assert_eq!(document, json!({"paths": {"/a": 1, "/b": 2, "x-c": 3}}));
    }

    #[test]
    fn an_existing_path_is_not_replaced() {
        for mut document in [
            json!({"paths": {"a": 1, "/a": 2}}),
            json!({"paths": {"/a": 2, "a": 1}}),
        ] {
            let mut report = Report::default();
            repair(&mut document, &mut report);
            assert_eq!(document, json!({"paths": {"/a": 2}}));
            assert_eq!(
                report.entries()[0].text,
                "the path is left out, as /a exists"
            );
        }
    }
}
