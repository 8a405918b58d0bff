//! Changes of parameters, and of how they are written.

use serde_json::{Value, json};

use super::super::place::{append, edit, members, nodes, of_operations, remove, set, unset};
use super::{Kind, kind};

pub(super) const KINDS: &[Kind] = &[
    kind("query parameter: renamed", query, |d, at| {
        set(d, at, "name", "renamed")
    }),
    kind("query parameter: other case", query, |d, at| {
        edit(d, at, |parameter| {
            let name = parameter["name"]
                .as_str()
                .unwrap_or_default()
                .to_uppercase();
            parameter.insert("name".to_owned(), name.into());
        });
    }),
    kind("query parameter: removed", query, remove),
    kind("query parameter: added", of_operations, |d, at| {
        let parameter = json!({ "name": "page", "in": "query", "schema": { "type": "integer" } });
        append(d, at, "parameters", parameter);
    }),
    kind(
        "query parameter: added, required",
        of_operations,
        |d, at| {
            let schema = json!({ "type": "integer" });
            let parameter =
                json!({ "name": "page", "in": "query", "required": true, "schema": schema });
            append(d, at, "parameters", parameter);
        },
    ),
    kind("query parameter: made required", query, |d, at| {
        set(d, at, "required", true)
    }),
    kind("query parameter: moved to a header", query, |d, at| {
        set(d, at, "in", "header")
    }),
    kind(
        "header parameter: added, required",
        of_operations,
        |d, at| {
            let schema = json!({ "type": "string" });
            let parameter =
                json!({ "name": "X-Tenant", "in": "header", "required": true, "schema": schema });
            append(d, at, "parameters", parameter);
        },
    ),
    kind("header parameter: added", of_operations, |d, at| {
        let schema = json!({ "type": "string" });
        append(
            d,
            at,
            "parameters",
            json!({ "name": "X-Tenant", "in": "header", "schema": schema }),
        );
    }),
    kind("collectionFormat: csv to multi", lists, |d, at| {
        set(d, at, "explode", true)
    }),
    kind("collectionFormat: csv to ssv", lists, |d, at| {
        set(d, at, "style", "spaceDelimited")
    }),
    kind("collectionFormat: csv to pipes", lists, |d, at| {
        set(d, at, "style", "pipeDelimited")
    }),
    kind("list parameter: made single", lists, |d, at| {
        set(
            d,
            at,
            "schema",
            json!({ "type": "integer", "format": "int32" }),
        );
    }),
    kind("list parameter: items made texts", lists, |d, at| {
        set(
            d,
            &format!("{at}/schema"),
            "items",
            json!({ "type": "string" }),
        );
    }),
    kind("list parameter: at most two items", lists, |d, at| {
        set(d, &format!("{at}/schema"), "maxItems", 2);
    }),
    kind("integer parameter: made a text", integers, |d, at| {
        set(d, at, "schema", json!({ "type": "string" }));
    }),
    kind("integer parameter: made a decimal", integers, |d, at| {
        set(d, at, "schema", json!({ "type": "number" }));
    }),
    kind("integer parameter: int64 to int32", integers, |d, at| {
        set(d, &format!("{at}/schema"), "format", "int32");
    }),
    kind("integer parameter: minimum added", integers, |d, at| {
        set(d, &format!("{at}/schema"), "minimum", 1);
    }),
    kind("text parameter: made an integer", texts, |d, at| {
        set(d, at, "schema", json!({ "type": "integer" }));
    }),
    kind("text parameter: values listed", texts, |d, at| {
        set(d, &format!("{at}/schema"), "enum", json!(["A", "B"]));
    }),
    kind("text parameter: pattern added", texts, |d, at| {
        set(d, &format!("{at}/schema"), "pattern", "^[0-9]{4}$");
    }),
    kind("text parameter: longest added", texts, |d, at| {
        set(d, &format!("{at}/schema"), "maxLength", 1);
    }),
    kind("text parameter: shortest added", texts, |d, at| {
        set(d, &format!("{at}/schema"), "minLength", 9);
    }),
    kind("path parameter: made an integer", path, |d, at| {
        set(d, at, "schema", json!({ "type": "integer" }));
    }),
    kind("path parameter: shortest raised", path, |d, at| {
        set(d, &format!("{at}/schema"), "minLength", 12);
    }),
    kind("path parameter: shortest removed", path, |d, at| {
        unset(d, &format!("{at}/schema"), "minLength");
    }),
    kind("path parameter: removed", path, remove),
];

fn in_(document: &Value, place: &str) -> Vec<String> {
    nodes(document, |at, node| {
        at.contains("/parameters/") && node.get("in").is_some_and(|found| found == place)
    })
}

fn query(document: &Value) -> Vec<String> {
    let found = members(document, &of_operations(document), "parameters").into_iter();
    let queries = in_(document, "query");
    found.filter(|at| queries.contains(at)).collect()
}

fn path(document: &Value) -> Vec<String> {
    in_(document, "path")
}

fn of_type(document: &Value, kind: &str) -> Vec<String> {
    let of_it = |at: &String| {
        document
            .pointer(&format!("{at}/schema/type"))
            .is_some_and(|t| t == kind)
    };
    query(document).into_iter().filter(of_it).collect()
}

fn lists(document: &Value) -> Vec<String> {
    of_type(document, "array")
}

fn integers(document: &Value) -> Vec<String> {
    of_type(document, "integer")
}

fn texts(document: &Value) -> Vec<String> {
    of_type(document, "string")
}
