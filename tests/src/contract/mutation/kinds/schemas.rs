//! Changes of schemas.

use serde_json::{Value, json};

use super::super::place::{
    append, children, edit, nodes, remove, rename, replace, schemas, schemas_with, set, split,
    unset,
};
use super::{Kind, kind};

pub(super) const KINDS: &[Kind] = &[
    kind("property: renamed", properties, |d, at| {
        let (parent, name) = split(at);
        rename(d, at, &format!("{name}Renamed"));
        require(d, parent, |required| {
            for one in required.iter_mut().filter(|one| **one == name) {
                *one = format!("{name}Renamed").into();
            }
        });
    }),
    kind("property: removed", required, |d, at| {
        let (parent, name) = split(at);
        require(d, parent, |required| required.retain(|one| *one != name));
        remove(d, at);
    }),
    kind("property: added", objects, |d, at| {
        set(
            d,
            &format!("{at}/properties"),
            "sector",
            json!({ "type": "string" }),
        );
    }),
    kind("property: added, required", objects, |d, at| {
        set(
            d,
            &format!("{at}/properties"),
            "sector",
            json!({ "type": "string" }),
        );
        append(d, at, "required", "sector".into());
    }),
    kind("property: no longer required", required, |d, at| {
        let (parent, name) = split(at);
        require(d, parent, |required| required.retain(|one| *one != name));
    }),
    kind("property: made required", optional_in_requests, |d, at| {
        let (parent, name) = split(at);
        append(
            d,
            parent.trim_end_matches("/properties"),
            "required",
            name.into(),
        );
    }),
    kind("property: made an object", plain, |d, at| {
        replace(d, at, json!({ "type": "object" }))
    }),
    kind("property: made a list", properties, |d, at| {
        let items = d.pointer(at).cloned().unwrap_or_default();
        replace(d, at, json!({ "type": "array", "items": items }));
    }),
    kind("property: refers to another schema", references, |d, at| {
        // never the one that it is in: no finite body has an object that needs itself
        let other = if at.contains("PremiumDecisionRequest") {
            "ActivationRequest"
        } else {
            "PremiumDecisionRequest"
        };
        let other = format!("#/components/schemas/{other}");
        replace(d, at, json!({ "$ref": other }));
    }),
    kind("property: nullable", plain, |d, at| {
        set(d, at, "nullable", true)
    }),
    kind("property: readOnly", in_requests, |d, at| {
        set(d, at, "readOnly", true)
    }),
    kind("property: writeOnly", in_answers, |d, at| {
        set(d, at, "writeOnly", true)
    }),
    kind("object: nothing else allowed", bodies, |d, at| {
        set(d, at, "additionalProperties", false)
    }),
    kind("object: only texts besides", bodies, |d, at| {
        set(d, at, "additionalProperties", json!({ "type": "integer" }));
    }),
    kind("object: at least three properties", loose, |d, at| {
        set(d, at, "minProperties", 3)
    }),
    kind("object: at most one property", bodies, |d, at| {
        set(d, at, "maxProperties", 1)
    }),
    kind("type: text to integer", texts, |d, at| {
        retype(d, at, "integer")
    }),
    kind("type: text to boolean", texts, |d, at| {
        retype(d, at, "boolean")
    }),
    kind("type: integer to text", integers, |d, at| {
        retype(d, at, "string")
    }),
    kind("type: integer to number", integers, |d, at| {
        retype(d, at, "number")
    }),
    kind("type: number to text", numbers, |d, at| {
        retype(d, at, "string")
    }),
    kind("type: number to integer", numbers, |d, at| {
        retype(d, at, "integer")
    }),
    kind("type: boolean to text", booleans, |d, at| {
        retype(d, at, "string")
    }),
    kind("type: boolean to integer", booleans, |d, at| {
        retype(d, at, "integer")
    }),
    kind("enum: value removed", enums, |d, at| {
        remove(d, &format!("{at}/enum/0"))
    }),
    kind("enum: value added", enums, |d, at| {
        append(d, at, "enum", "SUSPEND".into())
    }),
    kind("enum: value in lower case", enums, |d, at| {
        edit(d, at, |schema| {
            let first = schema["enum"][0]
                .as_str()
                .unwrap_or_default()
                .to_lowercase();
            schema["enum"][0] = first.into();
        });
    }),
    kind("enum: opened", enums, |d, at| unset(d, at, "enum")),
    kind("open values: closed", open, |d, at| {
        set(d, at, "enum", json!([1, 2, 3, 4, 5, 6, 7]))
    }),
    kind(
        "format: int64 to int32",
        |d| sent(int64(d)),
        |d, at| set(d, at, "format", "int32"),
    ),
    kind("format: int32 to int64", int32, |d, at| {
        set(d, at, "format", "int64")
    }),
    kind("format: int32 removed", int32, |d, at| {
        unset(d, at, "format")
    }),
    kind("format: date to date-time", dates, |d, at| {
        set(d, at, "format", "date-time")
    }),
    kind("format: date removed", dates, |d, at| {
        unset(d, at, "format")
    }),
    kind("format: date added", plain_texts, |d, at| {
        set(d, at, "format", "date")
    }),
    kind("pattern: other", patterns, |d, at| {
        set(d, at, "pattern", "^[a-z]{4}$")
    }),
    kind("pattern: removed", patterns, |d, at| {
        unset(d, at, "pattern")
    }),
    kind("pattern: added", plain_texts, |d, at| {
        set(d, at, "pattern", "^[A-Z0-9-]{3}$")
    }),
    kind("minLength: raised", shortest, |d, at| {
        set(d, at, "minLength", 10)
    }),
    kind("minLength: removed", shortest, |d, at| {
        unset(d, at, "minLength")
    }),
    kind("minLength: added", plain_texts, |d, at| {
        set(d, at, "minLength", 500)
    }),
    kind(
        "maxLength: added",
        |d| sent(plain_texts(d)),
        |d, at| set(d, at, "maxLength", 1),
    ),
    kind("minimum: raised", least, |d, at| {
        set(d, at, "minimum", 1000)
    }),
    kind(
        "minimum: removed",
        |d| sent(least(d)),
        |d, at| unset(d, at, "minimum"),
    ),
    kind(
        "minimum: made exclusive",
        |d| sent(least(d)),
        |d, at| set(d, at, "exclusiveMinimum", true),
    ),
    kind(
        "minimum: added",
        |d| sent(integers_without_minimum(d)),
        |d, at| set(d, at, "minimum", 1),
    ),
    kind("maximum: added", any_number, |d, at| {
        set(d, at, "maximum", 1)
    }),
    kind(
        "multipleOf: added",
        |d| sent(numbers(d)),
        |d, at| set(d, at, "multipleOf", 0.01),
    ),
    kind("list: made single", lists, |d, at| {
        let items = d
            .pointer(&format!("{at}/items"))
            .cloned()
            .unwrap_or_default();
        replace(d, at, items);
    }),
    kind("list: at least one item", lists_in_bodies, |d, at| {
        set(d, at, "minItems", 1)
    }),
    kind("list: at most one item", lists, |d, at| {
        set(d, at, "maxItems", 1)
    }),
    kind(
        "list: no item twice",
        |d| sent(lists(d)),
        |d, at| set(d, at, "uniqueItems", true),
    ),
    kind("schema: removed", named, remove),
    kind("schema: added", named, |d, at| {
        let copy = d.pointer(at).cloned().unwrap_or_default();
        set(d, "/components/schemas", "Sector", copy);
    }),
    kind("schema: renamed", named, |d, at| {
        let (_, name) = split(at);
        let text = d.to_string();
        let text = text.replace(&format!("schemas/{name}\""), "schemas/Renamed\"");
        *d = serde_json::from_str(&text).expect("still JSON");
        rename(d, at, "Renamed");
    }),
    kind("schema: one of two", objects, |d, at| {
        let one = d.pointer(at).cloned().unwrap_or_default();
        replace(d, at, json!({ "oneOf": [one, { "type": "string" }] }));
    }),
    kind("schema: anything", named, |d, at| replace(d, at, json!({}))),
];

fn retype(document: &mut Value, at: &str, kind: &str) {
    edit(document, at, |schema| {
        for keyword in ["format", "pattern", "enum", "minLength", "minimum"] {
            schema.remove(keyword);
        }
        schema.insert("type".to_owned(), kind.into());
    });
}

/// Changes the list of what is required beside `properties`.
fn require(document: &mut Value, properties: &str, change: impl FnOnce(&mut Vec<Value>)) {
    edit(
        document,
        properties.trim_end_matches("/properties"),
        |schema| {
            if let Some(Value::Array(required)) = schema.get_mut("required") {
                change(required);
            }
        },
    );
}

fn named(document: &Value) -> Vec<String> {
    children(document, "/components/schemas")
}

fn objects(document: &Value) -> Vec<String> {
    schemas_with(document, "properties")
}

/// The bodies of requests: cases have properties in them that the document does not know.
fn bodies(document: &Value) -> Vec<String> {
    let all = objects(document).into_iter();
    all.filter(|at| at.ends_with("Request")).collect()
}

/// Bodies of requests of which fewer than three properties are required.
fn loose(document: &Value) -> Vec<String> {
    let all = bodies(document).into_iter();
    all.filter(|at| count_required(document, at) < 3).collect()
}

/// How many properties of the object at a place are required.
pub(super) fn count_required(document: &Value, at: &str) -> usize {
    let required = document.pointer(&format!("{at}/required"));
    required.and_then(Value::as_array).map_or(0, Vec::len)
}

fn properties(document: &Value) -> Vec<String> {
    nodes(document, |at, _| split(at).0.ends_with("/properties"))
}

fn is_required(document: &Value, at: &str) -> bool {
    let (parent, name) = split(at);
    let required = format!("{}/required", parent.trim_end_matches("/properties"));
    let required = document.pointer(&required).and_then(Value::as_array);
    required.is_some_and(|names| names.iter().any(|one| *one == name))
}

fn required(document: &Value) -> Vec<String> {
    let all = properties(document).into_iter();
    all.filter(|at| is_required(document, at)).collect()
}

/// Properties of responses that may be absent.
pub(super) fn optional_in_responses(document: &Value) -> Vec<String> {
    let all = in_answers(document).into_iter();
    all.filter(|at| !is_required(document, at)).collect()
}

fn optional_in_requests(document: &Value) -> Vec<String> {
    let all = properties(document).into_iter();
    all.filter(|at| at.contains("Request/") && !is_required(document, at))
        .collect()
}

/// Properties that are no references.
fn plain(document: &Value) -> Vec<String> {
    let all = properties(document).into_iter();
    all.filter(|at| document.pointer(&format!("{at}/type")).is_some())
        .collect()
}

fn references(document: &Value) -> Vec<String> {
    let all = properties(document).into_iter();
    all.filter(|at| document.pointer(&format!("{at}/type")).is_none())
        .collect()
}

fn in_requests(document: &Value) -> Vec<String> {
    let all = plain(document).into_iter();
    all.filter(|at| at.contains("Request/")).collect()
}

fn in_answers(document: &Value) -> Vec<String> {
    let all = plain(document).into_iter();
    all.filter(|at| at.contains("/Classification/") || at.contains("/GatewayError/"))
        .collect()
}

/// The places that are part of requests: a limit of a response contradicts no program.
fn sent(all: Vec<String>) -> Vec<String> {
    const RESPONSES: [&str; 6] = [
        "/Classification/",
        "/ClassificationList/",
        "/GatewayError/",
        "/Percentage",
        "/Premium/",
        "/StatusCode",
    ];
    let is_response = |at: &String| RESPONSES.iter().any(|schema| at.contains(schema));
    all.into_iter().filter(|at| !is_response(at)).collect()
}

fn texts(document: &Value) -> Vec<String> {
    schemas(document, "string")
        .into_iter()
        .filter(|at| !at.contains("/headers/"))
        .collect()
}

/// Texts that are any text.
fn plain_texts(document: &Value) -> Vec<String> {
    let bound = |at: &String| {
        let has = |keyword| document.pointer(&format!("{at}/{keyword}")).is_some();
        ["format", "pattern", "enum", "minLength"]
            .into_iter()
            .any(has)
    };
    texts(document)
        .into_iter()
        .filter(|at| !bound(at))
        .collect()
}

fn integers(document: &Value) -> Vec<String> {
    schemas(document, "integer")
}

fn integers_without_minimum(document: &Value) -> Vec<String> {
    let all = integers(document).into_iter();
    all.filter(|at| document.pointer(&format!("{at}/minimum")).is_none())
        .collect()
}

fn numbers(document: &Value) -> Vec<String> {
    schemas(document, "number")
}

fn any_number(document: &Value) -> Vec<String> {
    [integers(document), numbers(document)].concat()
}

fn booleans(document: &Value) -> Vec<String> {
    schemas(document, "boolean")
}

fn lists(document: &Value) -> Vec<String> {
    schemas(document, "array")
}

/// Lists that are sent when they are empty.
fn lists_in_bodies(document: &Value) -> Vec<String> {
    let all = lists(document).into_iter();
    all.filter(|at| at.starts_with("/components/schemas/"))
        .collect()
}

fn enums(document: &Value) -> Vec<String> {
    schemas_with(document, "enum")
}

fn open(document: &Value) -> Vec<String> {
    schemas_with(document, "x-known-values")
}

fn patterns(document: &Value) -> Vec<String> {
    schemas_with(document, "pattern")
}

fn shortest(document: &Value) -> Vec<String> {
    schemas_with(document, "minLength")
}

fn least(document: &Value) -> Vec<String> {
    schemas_with(document, "minimum")
}

fn formatted(document: &Value, format: &str) -> Vec<String> {
    let all = schemas_with(document, "format").into_iter();
    all.filter(|at| {
        document
            .pointer(&format!("{at}/format"))
            .is_some_and(|f| f == format)
    })
    .collect()
}

fn int64(document: &Value) -> Vec<String> {
    formatted(document, "int64")
}

fn int32(document: &Value) -> Vec<String> {
    formatted(document, "int32")
}

fn dates(document: &Value) -> Vec<String> {
    formatted(document, "date")
}
