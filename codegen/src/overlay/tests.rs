//! The overlay of a small document: its additions, and the reports of entries that do not fit.

use serde_json::{Value, json};

use super::*;

const FILE: &str = "o.yaml";
const HEAD: &str = "# ours\noverlay: 1.0.0\ninfo: {title: T, version: '1'} # kept\nactions:\n";

fn overlay(actions: &str) -> Overlay {
    Overlay::parse(Path::new(FILE), format!("{HEAD}{actions}").as_bytes()).unwrap()
}

/// The document after the actions, and what was reported.
fn applied(actions: &str, document: &Value) -> (Value, Vec<String>) {
    let (mut document, mut report) = (document.clone(), Report::default());
    overlay(actions).apply(&mut document, &mut report);
    let texts = report.entries().iter().map(|entry| entry.text.clone());
    (document, texts.collect())
}

fn error(text: &str) -> String {
    Overlay::parse(Path::new(FILE), text.as_bytes())
        .unwrap_err()
        .to_string()
}

#[test]
fn updates_are_merged_appended_and_replaced() {
    let document = json!({"info": {"title": "A", "x": {"a": 1}}, "tags": ["a"], "v": 1});
    let (made, reported) = applied(
        "- {target: $, update: {info: {title: B, x: {b: 2}}, tags: [b], v: 2}}\n- {target: $.tags, update: c}\n",
        &document,
    );
    let expected =
        json!({"info": {"title": "B", "x": {"a": 1, "b": 2}}, "tags": ["a", "b", "c"], "v": 2});
    assert_eq!((made, reported), (expected, vec![]));
}

#[test]
fn removals_of_several_items_remove_those() {
    let document = json!({"a": [1, {"x": 1}, 2, {"x": 2}, 3], "b": {"c": 1}});
    let (made, _) = applied(
        "- {target: '$.a[?@.x]', remove: true}\n- {target: $.b.c, remove: true, update: {}}\n",
        &document,
    );
    assert_eq!(made, json!({"a": [1, 2, 3], "b": {}}));
}

#[test]
fn actions_that_do_not_apply_are_reported_and_ignored() {
    let document = json!({"a": 1, "b": {}});
    let (made, reported) = applied(
        "- {target: $.gone, update: {x: 1}}\n- {target: '$[\"a\",\"b\"]', update: {x: 1}}\n- {target: $.b, update: {y: 1}}\n",
        &document,
    );
    assert_eq!(made, json!({"a": 1, "b": {"y": 1}}));
    assert_eq!(
        reported[0],
        "the update of $.gone is ignored: the document has nothing there"
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
        let (made, reported) = applied(action, &document);
        assert_eq!(
            made["paths"][path]["get"]["operationId"], "q",
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
            "#/overlay: this is not an OpenAPI Overlay of version 1",
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
    let kept = |at: &str, values| Kept {
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
    let mut again = Overlay::parse(Path::new(FILE), edited.as_bytes()).unwrap();
    assert_eq!(again.kept, overlay.kept);
    again.keep(&[]).unwrap();
    assert_eq!(
        again.text(),
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

/// A document with one operation that takes `action` and `debtor.tax.id` and returns a list of rows
/// with `no`.
fn document() -> Value {
    json!({
        "paths": {"/c/{n}": {
            "parameters": [{"name": "n", "in": "path"}],
            "post": {
                "parameters": [{"in": "body", "name": "b", "schema": {"$ref": "#/definitions/Request"}}],
                "responses": {
                    "200": {"schema": {"properties": {"rows": {"type": "array", "items": {"$ref": "#/definitions/Row"}}}}},
                    "400": {"$ref": "#/responses/Bad"},
                },
            },
        }},
        "responses": {"Bad": {"schema": {"properties": {"why": {}}}}},
        "definitions": {
            "Request": {"allOf": [{"$ref": "#/definitions/Base"}, {"properties": {"debtor": {"properties": {"tax.id": {}}}}}]},
            "Base": {"properties": {"action": {"allOf": [{"enum": ["ON", "OFF"]}]}}},
            "Row": {"properties": {"no": {}, "self": {"$ref": "#/definitions/Row"}}},
        },
    })
}

#[test]
fn entries_about_fields_of_the_operation_stay() {
    let update = "- target: $.paths['/c/{no}'].post\n  update:\n    x-commands:\n    - {name: on, values: {action: ON, no: 1, 'debtor.tax\\.id': x}}\n    \
        x-rows: /rows\n    x-columns: [{title: NO, value: no}, {title: S, value: self.no}]\n    x-since: [no]\n    x-reason: why\n";
    let (made, reported) = applied(update, &document());
    assert_eq!(reported, Vec::<String>::new());
    let operation = &made["paths"]["/c/{no}"]["post"];
    for key in ["x-commands", "x-rows", "x-columns", "x-since", "x-reason"] {
        assert!(operation.get(key).is_some(), "{key}");
    }
}

#[test]
fn entries_about_other_fields_are_reported_and_removed() {
    let update = "- target: $.paths['/c/{no}'].post\n  update:\n    x-commands:\n    - {name: up, values: {action: UP}}\n    \
        - {name: off, values: {state: OFF}}\n    x-rows: /list\n    x-columns: [{title: NO, value: no}, {title: M, value: more}]\n    x-since: [more, no]\n    x-reason: text\n";
    let (made, reported) = applied(update, &document());
    assert_eq!(
        reported,
        [
            "the command up is left out: action cannot be \"UP\", only \"ON\", \"OFF\"",
            "the command off is left out: the request has no field state",
            "the response has no list at \"/list\"",
            "the column M is left out: the response has no field more",
            "the body of an error has no field \"text\"",
            "the date more is left out: the response has no field more",
        ]
    );
    let operation = &made["paths"]["/c/{no}"]["post"];
    assert_eq!(
        operation["x-columns"],
        json!([{"title": "NO", "value": "no"}])
    );
    assert_eq!(operation["x-since"], json!(["no"]));
    for key in ["x-commands", "x-rows", "x-reason"] {
        assert!(operation.get(key).is_none(), "{key}");
    }
    for since in ["no", "[]", "[1]"] {
        let update =
            format!("- target: $.paths['/c/{{no}}'].post\n  update: {{x-since: {since}}}\n");
        let (made, reported) = applied(&update, &document());
        assert_eq!(reported, ["this is not a list of names"]);
        assert!(made["paths"]["/c/{no}"]["post"].get("x-since").is_none());
    }
}

#[test]
fn rows_of_a_batch_are_compared_by_fields_of_the_request() {
    let batch = |text: &str| {
        let update =
            format!("- target: $.paths['/c/{{no}}'].post\n  update: {{x-batch: {text}}}\n");
        let (made, reported) = applied(&update, &document());
        (
            made["paths"]["/c/{no}"]["post"].get("x-batch").cloned(),
            reported,
        )
    };
    let right = json!({"key": ["no", "action"], "reference": "no", "other": 1});
    assert_eq!(batch(&right.to_string()), (Some(right), vec![]));
    let (left, reported) = batch("{key: [no, gone], reference: gone, other: 1}");
    assert_eq!(left, Some(json!({"other": 1})));
    assert_eq!(
        reported,
        [
            "the key of batches is left out: the request has no field gone",
            "the reference of batches is left out: the request has no field gone",
        ]
    );
    assert_eq!(batch("{key: no}").0, None);
}

#[test]
fn parts_of_a_portfolio_that_do_not_fit_are_reported_and_removed() {
    let row = "{type: array, items: {properties: {kind: {}, made: {}}}}";
    let judge = |method: &str, portfolio: &str| {
        let update = format!(
            "- target: $.paths['/c/{{n}}'].get\n  update: {{operationId: list, x-rows: /rows}}\n\
             - target: $.definitions.List.properties.rows\n  update: {row}\n\
             - target: $.paths['/c/{{n}}'].{method}\n  update: {{x-portfolio: {portfolio}}}\n"
        );
        let (made, reported) = applied(&update, &envelope());
        let left = made["paths"]["/c/{n}"][method].get("x-portfolio").cloned();
        (left, reported)
    };
    let right = json!({"contract": "n", "key": ["kind"], "until": ["made"], "name": "kind",
        "situation": {"field": "kind", "granted": ["C"]}, "absent": ["E1"], "x-source": "assumed"});
    assert_eq!(judge("get", &right.to_string()), (Some(right), vec![]));
    for (part, reason) in [
        ("contract: kind", "the request has no field kind"),
        ("key: [kind, gone]", "the response has no field gone"),
        ("key: kind", "\"kind\" is no list of names"),
        ("until: []", "[] is no list of names"),
        ("premium: gone", "the response has no field gone"),
        ("granted: 7", "7 is no name of a field"),
        ("absent: E1", "\"E1\" is no list of codes"),
        ("situation: kind", "\"kind\" has no `field` and no codes"),
        ("situation: {granted: [C]}", "null is no name of a field"),
        (
            "situation: {field: kind, granted: C}",
            "\"C\" is no list of codes",
        ),
    ] {
        let (left, reported) = judge("get", &format!("{{reference: kind, {part}}}"));
        let name = part.split(':').next().unwrap();
        let reason = format!("the {name} of the portfolio is left out: {reason}");
        assert_eq!(reported, [reason], "{part}");
        assert_eq!(left, Some(json!({"reference": "kind"})), "{part}");
    }
    let (_, reported) = judge(
        "get",
        "{situation: {field: kind, closed: [C]}, limits: kind}",
    );
    assert!(reported[0].ends_with("not closed"), "{reported:?}");
    assert!(reported[1].contains("it has contract, key"), "{reported:?}");
    let (left, reported) = judge("post", "{key: [kind]}");
    assert_eq!((left, reported.len()), (None, 1));
}

#[test]
fn a_schema_without_properties_removes_only_commands_with_values() {
    let document = json!({"paths": {"/c": {"post": {"responses": {"200": {"schema": {"type": "object"}}, "default": {}}}}}});
    let update = "- target: $.paths['/c'].post\n  update:\n    x-commands: [{name: a}, {name: b, values: {c: 1}}]\n    \
        x-rows: /rows\n    x-columns: [{title: M, value: more}]\n    x-reason: text\n";
    let (made, reported) = applied(update, &document);
    assert_eq!(reported.len(), 1, "{reported:?}");
    let operation = &made["paths"]["/c"]["post"];
    assert_eq!(operation["x-commands"], json!([{"name": "a"}]));
    assert_eq!(operation["x-reason"], "text");
}

#[test]
fn any_document_can_have_the_overlay_of_a_file_that_exists() {
    let folder = tempfile::tempdir().unwrap();
    let (document, overlay) = (folder.path().join("d.yaml"), folder.path().join("o.yaml"));
    std::fs::write(
        &document,
        "swagger: '2.0'\ninfo: {title: A, version: '1'}\n",
    )
    .unwrap();
    let text = format!(
        "{HEAD}- {{target: $.info, update: {{title: B}}}}\n- {{target: $.x, update: {{y: 1}}}}\n"
    );
    std::fs::write(&overlay, text).unwrap();
    let (source, report) = crate::workspace::with_overlay(&document, Some(&overlay)).unwrap();
    assert_eq!(source.value["info"]["title"], "B");
    assert_eq!(report.entries().len(), 1);
    let missing = crate::workspace::with_overlay(&document, Some(&folder.path().join("n.yaml")));
    let text = missing.unwrap_err().to_string();
    assert!(
        text.contains("n.yaml") && text.contains("no such file"),
        "{text}"
    );
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

/// The remaining entries of a method, and the reports.
fn entries(method: &str, entries: &str) -> (Value, Vec<String>) {
    let action = format!("- target: $.paths['/c/{{n}}'].{method}\n  update: {{{entries}}}\n");
    let (made, reported) = applied(&action, &envelope());
    (made["paths"]["/c/{n}"][method].clone(), reported)
}

#[test]
fn errors_in_bodies_and_pages_that_fit_stay() {
    let failure = "x-failure: {code: /error/code, success: ['0', 1], text: /error/text}";
    let pages = "x-pages: {parameter: from, next: /next, end: ['0']}";
    let (operation, reported) = entries("get", &format!("{failure}, {pages}"));
    assert_eq!(reported, Vec::<String>::new());
    assert!(operation.get("x-failure").is_some() && operation.get("x-pages").is_some());
    let (operation, reported) = entries("get", "x-failure: {code: /why, success: ['0']}");
    assert!(operation.get("x-failure").is_some(), "{reported:?}");
}

#[test]
fn errors_in_bodies_that_do_not_fit_are_reported_and_removed() {
    for (entry, reason) in [
        ("{success: ['0']}", "`code` is missing"),
        (
            "{code: error, success: ['0']}",
            "`code` is not a JSON pointer",
        ),
        (
            "{code: /error/code, success: []}",
            "`success` is not a list of values",
        ),
        ("{code: /error/code}", "`success` is not a list of values"),
        (
            "{code: /error/no, success: ['0']}",
            "no response has a value at /error/no",
        ),
        (
            "{code: /error, success: ['0']}",
            "the value at /error is an object or a list",
        ),
        (
            "{code: /rows, success: ['0']}",
            "the value at /rows is an object or a list",
        ),
        (
            "{code: /error/more, success: ['0']}",
            "the value at /error/more is an object or a list",
        ),
    ] {
        let (operation, reported) = entries("post", &format!("x-failure: {entry}"));
        assert_eq!(reported, [reason], "{entry}");
        assert!(operation.get("x-failure").is_none(), "{entry}");
    }
    let (operation, reported) = entries(
        "post",
        "x-failure: {code: /error/code, success: ['0'], text: /words}",
    );
    assert_eq!(reported, ["no response has a value at /words"]);
    assert_eq!(
        operation["x-failure"],
        json!({"code": "/error/code", "success": ["0"]})
    );
}

#[test]
fn pages_that_do_not_fit_are_reported_and_removed() {
    for (method, entry, reason) in [
        (
            "get",
            "{next: /next}",
            "`parameter` is not the name of a parameter",
        ),
        ("get", "{parameter: from}", "`next` is missing"),
        (
            "get",
            "{parameter: from, next: /next, end: '0'}",
            "`end` is not a list of values",
        ),
        (
            "get",
            "{parameter: n, next: /next}",
            "the query has no parameter n",
        ),
        (
            "get",
            "{parameter: from, next: /gone}",
            "no response has a value at /gone",
        ),
        (
            "get",
            "{parameter: from, next: /why}",
            "no response has a value at /why",
        ),
        (
            "post",
            "{parameter: from, next: /next}",
            "only an operation of method GET has pages",
        ),
    ] {
        let (operation, reported) = entries(method, &format!("x-pages: {entry}"));
        assert_eq!(reported, [reason], "{entry}");
        assert!(operation.get("x-pages").is_none(), "{entry}");
    }
}

#[test]
fn rules_of_batches_that_do_not_fit_are_reported_and_removed() {
    let row = "{type: array, items: {properties: {kind: {}, made: {}}}}";
    let document = |rules: &str| {
        format!(
            "- target: $.paths['/c/{{n}}'].get\n  update: {{operationId: list, x-rows: /rows}}\n\
             - target: $.definitions.List.properties.rows\n  update: {row}\n\
             - target: $.paths['/c/{{n}}'].post\n  update: {{x-batch: {{settle: {rules}}}}}\n"
        )
    };
    let check = |rules: &str| {
        let (made, reported) = applied(&document(rules), &envelope());
        (
            made["paths"]["/c/{n}"]["post"]["x-batch"]
                .get("settle")
                .is_some(),
            reported,
        )
    };
    let fits = "{query: list, values: {n: n, from: from}, equal: {kind: n}, identify: [kind], since: made, ended: {made: [x]}}";
    assert_eq!(check(fits), (true, vec![]));
    for (rules, reason) in [
        (
            "{equal: {kind: n}}",
            "no operation of method GET has the id \"\"",
        ),
        (
            "{query: list, values: {kind: n}, equal: {kind: n}}",
            "list has no field kind",
        ),
        (
            "{query: list, values: {n: kind}, equal: {kind: n}}",
            "the request has no field kind",
        ),
        ("{query: list}", "`equal` names no field"),
        (
            "{query: list, equal: {kind: kind}}",
            "the request has no field kind",
        ),
        (
            "{query: list, equal: {from: n}}",
            "a row of list has no field from",
        ),
        (
            "{query: list, equal: {kind: n}, since: n}",
            "a row of list has no field n",
        ),
        (
            "{query: list, equal: {kind: n}, ended: {gone: [x]}}",
            "a row of list has no field gone",
        ),
        (
            "{query: list, equal: {kind: n}, identify: [n]}",
            "n of `identify` is not in `equal`",
        ),
    ] {
        assert_eq!(check(rules), (false, vec![reason.to_owned()]), "{rules}");
    }
}

#[test]
fn meanings_that_do_not_fit_are_reported_and_ignored() {
    let document = json!({
        "paths": {"/a": {"get": {"parameters": [{"name": "a", "in": "query", "type": "boolean"}]}}},
        "definitions": {
            "x-meaning": {"type": "string"},
            "Row": {"type": "object", "properties": {
                "x-known-values": {"type": "string", "example": {"x-meaning": "no schema"}},
                "a": {"type": "string"}, "b": {"type": "string"}, "c": {"type": "number"},
                "d": {"$ref": "#/definitions/x-meaning"}, "e": {"type": "integer"}, "f": {"type": "string"},
                "g": {"type": "long"},
            }},
        },
    });
    let (made, reported) = applied(
        "- {target: '$..[?@.in]', update: {x-meaning: percentage-comma}}
- {target: $.definitions.Row, update: {x-meaning: date-compact}}
- {target: $..properties.a, update: {x-meaning: amount-coma}}
- {target: $..properties.b, update: {x-meaning: {kind: flag, true: S, false: no}}}
- {target: $..properties.c, update: {x-meaning: code}}
- {target: $..properties.d, update: {x-meaning: integer}}
- {target: $..properties.e, update: {x-known-values: [{value: 1, name: A}, {value: '2', name: B}, {value: 3}]}}
- {target: $..properties.f, update: {x-known-values: [{value: X, name: X}]}}
- target: $..properties.g
  update:
    x-meaning: code
    x-known-values:
    - {value: 1, name: A, words: w}
    - {value: 2, name: B, advice: [a]}
    - {value: 3, name: C, credentials: 'yes'}
    - {value: 4, name: D, description: {en: d}, advice: a, credentials: true, x-source: assumed}
",
        &document,
    );
    let expected = [
        "the meaning is ignored: a string, a number or an integer has a meaning of this kind, and this is boolean",
        "the meaning is ignored: a string, a number or an integer has a meaning of this kind, and this is object",
        "the meaning is ignored: \"amount-coma\" is not a meaning: there are ",
        "the meaning is ignored: a string or an integer has a meaning of this kind, and this is number",
        "the meaning is ignored: it is beside a $ref; move it to \"#/definitions/x-meaning\"",
        "the known value {\"value\":\"2\",\"name\":\"B\"} is ignored: its `value` is not an integer",
        "the known value {\"value\":3} is ignored: it has a `value`",
        "known values are ignored: they are a list beside the type integer, or string",
        "it has no member `words`, only value, name, description, advice, credentials",
        "its `advice` is neither a text nor texts by language",
        "its `credentials` is neither true nor false",
    ];
    assert_eq!(reported.len(), expected.len(), "{reported:#?}");
    for (said, expected) in reported.iter().zip(expected) {
        assert!(said.contains(expected), "{said} is not {expected}");
    }
    let row = &made["definitions"]["Row"]["properties"];
    assert_eq!(row["b"]["x-meaning"]["false"], "no");
    assert_eq!(
        row["e"]["x-known-values"],
        json!([{"value": 1, "name": "A"}])
    );
    assert_eq!(row["f"], json!({"type": "string"}));
    assert_eq!(row["g"]["x-known-values"].as_array().map(Vec::len), Some(1));
    assert_eq!(
        row["x-known-values"],
        document["definitions"]["Row"]["properties"]["x-known-values"]
    );
}

#[test]
fn checks_that_do_not_fit_are_reported_and_ignored() {
    let document = json!({"definitions": {"Row": {"type": "object", "properties": {
        "a": {"type": "string"}, "b": {"type": "string"}, "c": {"type": "array", "items": {"type": "string"}},
    }}}});
    let (made, reported) = applied(
        "- {target: $..properties.a, update: {x-check: land}}
- {target: $..properties.b, update: {x-check: country}}
- {target: $..properties.c, update: {x-check: country}}
",
        &document,
    );
    assert_eq!(reported.len(), 2, "{reported:#?}");
    assert!(reported[0].contains("the check is ignored: \"land\" is no check: there are country"));
    assert!(
        reported[1].contains("the check is ignored: a string, a number or an integer has a check")
    );
    let row = &made["definitions"]["Row"]["properties"];
    assert_eq!(row["a"], json!({"type": "string"}));
    assert_eq!(row["b"], json!({"type": "string", "x-check": "country"}));
    assert_eq!(row["c"].get("x-check"), None);
}
