//! Paths start with a slash, and a document without any has none.

use serde_json::{Map, Value};

use crate::pointer;
use crate::report::Report;

pub(super) fn mend(document: &mut Value, report: &mut Report) {
    let Some(Value::Object(paths)) = document.get_mut("paths") else {
        return;
    };
    let odd = |path: &String| !path.starts_with('/') && !path.starts_with("x-");
    if !paths.keys().any(odd) {
        return;
    }
    let before = std::mem::take(paths);
    let mut after = Map::new();
    for (path, item) in before {
        if odd(&path) {
            let at = pointer::join("/paths", &path);
            report.give_up("paths", at, "the path is taken to start with a slash");
            after.insert(format!("/{path}"), item);
        } else {
            after.insert(path, item);
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
        mend(&mut document, &mut Report::default());
        assert_eq!(document, json!({"paths": {"/a": 1, "/b": 2, "x-c": 3}}));
    }
}
