//! The overlay of a small document: its additions, and the reports of actions that do not apply.

use serde_json::{Value, json};

use super::*;

mod calls;
mod commands;
mod meanings;

const FILE: &str = "o.yaml";
const HEAD: &str = "# ours\noverlay: 1.0.0\ninfo: {title: T, version: '1'} # kept\nactions:\n";

fn overlay(actions: &str) -> Overlay {
    Overlay::parse(Path::new(FILE), format!("{HEAD}{actions}").as_bytes()).unwrap()
}

/// The document after the actions, and the texts of the report.
fn applied(actions: &str, document: &Value) -> (Value, Vec<String>) {
    let (mut document, mut report) = (document.clone(), Report::default());
    overlay(actions).apply(&mut document, &mut report);
    let texts = report.entries().iter().map(|entry| entry.text.clone());
    (document, texts.collect())
}

/// The error for the text of an overlay.
fn error(text: &str) -> String {
    Overlay::parse(Path::new(FILE), text.as_bytes())
        .unwrap_err()
        .to_string()
}

#[test]
fn updates_are_merged_appended_and_replaced() {
    let document = json!({"info": {"title": "A", "x": {"a": 1}}, "tags": ["a"], "v": 1});
    let (after, reported) = applied(
        "- {target: $, update: {info: {title: B, x: {b: 2}}, tags: [b], v: 2}}\n- {target: $.tags, update: c}\n",
        &document,
    );
    let expected =
        json!({"info": {"title": "B", "x": {"a": 1, "b": 2}}, "tags": ["a", "b", "c"], "v": 2});
    assert_eq!((after, reported), (expected, vec![]));
}

#[test]
fn a_removal_of_several_items_leaves_the_others() {
    let document = json!({"a": [1, {"x": 1}, 2, {"x": 2}, 3], "b": {"c": 1}});
    let (after, _) = applied(
        "- {target: '$.a[?@.x]', remove: true}\n- {target: $.b.c, remove: true, update: {}}\n",
        &document,
    );
    assert_eq!(after, json!({"a": [1, 2, 3], "b": {}}));
}

#[test]
fn actions_that_do_not_apply_are_reported_and_ignored() {
    let document = json!({"a": 1, "b": {}});
    let (after, reported) = applied(
        "- {target: $.gone, update: {x: 1}}\n- {target: '$[\"a\",\"b\"]', update: {x: 1}}\n- {target: $.b, update: {y: 1}}\n",
        &document,
    );
    assert_eq!(after, json!({"a": 1, "b": {"y": 1}}));
    assert_eq!(
        reported[0],
        "the update of $.gone is ignored: the document has no such part"
    );
    assert!(
        reported[1].contains("has another value there"),
        "{reported:?}"
    );
    assert_eq!(reported.len(), 2);
}

#[test]
fn a_path_is_found_under_other_parameter_names_and_below_a_base_path() {
    let action = "- {target: \"$.paths['/c/{contractNo}/x'].get\", update: {operationId: q}}\n";
    for path in [
        "/c/{contractNo}/x",
        "/c/{contract-no}/x",
        "/v1/c/{id}/x/",
        "/it's/c/{a}/x",
    ] {
        let document = json!({"paths": {path: {"get": {}}, "/c/{contractNo}/x/y": {"get": {}}}});
        let (after, reported) = applied(action, &document);
        assert_eq!(
            after["paths"][path]["get"]["operationId"], "q",
            "{path} {reported:?}"
        );
    }
    let twice = json!({"paths": {"/a/c/{n}/x": {"get": {}}, "/b/c/{n}/x": {"get": {}}}});
    assert_eq!(applied(action, &twice).0, twice);
}

#[test]
fn an_invalid_overlay_is_refused_with_its_position() {
    for (text, expected) in [
        ("{", "o.yaml:"),
        (
            "[]",
            "#/overlay: the file is not an OpenAPI Overlay of version 1",
        ),
        ("overlay: 2.0.0", "#/overlay"),
        (
            "overlay: 1.0.0\ninfo: {title: T}",
            "#/info/version: it is not a string",
        ),
        (
            "overlay: 1.0.0\ninfo: {title: T, version: '1'}\nactions: {}",
            "#/actions: it is not a list",
        ),
        (
            "overlay: 1.0.0\ninfo: {title: T, version: '1'}\naction: []",
            "#/action: an overlay has no member `action`",
        ),
    ] {
        let refused = error(text);
        assert!(refused.contains(expected), "{refused}");
    }
    for (action, expected) in [
        ("a", "#/actions/0/target: it is not a string"),
        (
            "{target: paths.x, update: {}}",
            "`paths.x` is not a JSONPath",
        ),
        ("{target: $}", "#/actions/0: the action changes nothing"),
        (
            "{target: $, remove: 'yes'}",
            "#/actions/0/remove: it is not a boolean",
        ),
        (
            "{target: $, updates: {}}",
            "no member `updates` here; it can have target",
        ),
    ] {
        let refused = error(&format!("{HEAD}- {action}\n"));
        assert!(refused.contains(expected), "{refused}");
    }
}

#[test]
fn kept_values_are_written_to_a_section_and_other_text_is_unchanged() {
    let kept = |at: &str, values| KeptValues {
        at: at.to_owned(),
        replaced: vec!["s".to_owned()],
        values,
    };
    let values = [
        kept("", json!({"s": ["https"]})),
        kept("/paths/~1a~1{b}/get/parameters/0", json!({"x": "it's"})),
    ];
    let by_hand = "  - target: $.info # mine\n    update: {title: B}\n";
    let mut overlay = overlay(by_hand);
    overlay.keep(&values).unwrap();
    let text = overlay.text();
    assert!(
        text.starts_with(&format!("{HEAD}{by_hand}  {BEGIN}\n  - {{")),
        "{text}"
    );

    let edited = text.replace("  # end\n", "  - {target: $.x, remove: true}\n  # end\n")
        + "  # more\n  - {target: $.y, remove: true}\n";
    let mut reparsed = Overlay::parse(Path::new(FILE), edited.as_bytes()).unwrap();
    assert_eq!(reparsed.kept, overlay.kept);
    reparsed.keep(&[]).unwrap();
    assert_eq!(
        reparsed.text(),
        format!(
            "{HEAD}{by_hand}  - {{target: $.x, remove: true}}\n  # more\n  - {{target: $.y, remove: true}}\n"
        )
    );
    let mut document = json!({"s": ["http"], "info": {}, "paths": {"/a/{b}": {"get": {"parameters": [{"s": 1}]}}}});
    let locations = overlay.apply(&mut document, &mut Report::default());
    let expected = json!({"s": ["https"], "info": {"title": "B"}, "paths": {"/a/{b}": {"get": {"parameters": [{"x": "it's"}]}}}});
    assert_eq!(document, expected);
    assert_eq!(
        locations,
        ["/info/title", "/s", "/paths/~1a~1{b}/get/parameters/0/x"]
    );

    let flow = "{\"overlay\": \"1.0.0\", \"info\": {\"title\": \"T\", \"version\": \"1\"}, \"actions\": []}";
    let mut flow = Overlay::parse(Path::new(FILE), flow.as_bytes()).unwrap();
    flow.keep(&[]).unwrap();
    let refused = flow.keep(&values).unwrap_err().to_string();
    assert!(refused.contains("block list"), "{refused}");
}

/// A document with a query in pages, whose bodies have an envelope.
fn envelope() -> Value {
    json!({
        "paths": {"/c/{n}": {
            "parameters": [{"name": "from", "in": "query"}, {"name": "n", "in": "path"}],
            "get": {"responses": {"200": {"schema": {"$ref": "#/definitions/List"}}, "400": {"schema": {"properties": {"why": {}}}}}},
            "post": {"responses": {"200": {"schema": {"$ref": "#/definitions/List"}}}},
        }},
        "definitions": {
            "List": {"properties": {"error": {"$ref": "#/definitions/Error"}, "next": {"type": "string"}, "rows": {"type": "array", "items": {}}}},
            "Error": {"properties": {"code": {"type": "string"}, "text": {}, "more": {"type": "object"}}},
        },
    })
}
