//! Entries about commands, rows of batches and parts of a portfolio.

use serde_json::{Value, json};

use super::*;

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
    let (after, reported) = applied(update, &document());
    assert_eq!(reported, Vec::<String>::new());
    let operation = &after["paths"]["/c/{no}"]["post"];
    for key in ["x-commands", "x-rows", "x-columns", "x-since", "x-reason"] {
        assert!(operation.get(key).is_some(), "{key}");
    }
}

#[test]
fn entries_about_other_fields_are_reported_and_removed() {
    let update = "- target: $.paths['/c/{no}'].post\n  update:\n    x-commands:\n    - {name: up, values: {action: UP}}\n    \
        - {name: off, values: {state: OFF}}\n    x-rows: /list\n    x-columns: [{title: NO, value: no}, {title: M, value: more}]\n    x-since: [more, no]\n    x-reason: text\n";
    let (after, reported) = applied(update, &document());
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
    let operation = &after["paths"]["/c/{no}"]["post"];
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
        let (after, reported) = applied(&update, &document());
        assert_eq!(reported, ["`x-since` is not a list of names"]);
        assert!(after["paths"]["/c/{no}"]["post"].get("x-since").is_none());
    }
}

#[test]
fn parts_of_a_batch_that_name_no_field_are_reported_and_removed() {
    let batch = |text: &str| {
        let update =
            format!("- target: $.paths['/c/{{no}}'].post\n  update: {{x-batch: {text}}}\n");
        let (after, reported) = applied(&update, &document());
        (
            after["paths"]["/c/{no}"]["post"].get("x-batch").cloned(),
            reported,
        )
    };
    let valid = json!({"key": ["no", "action"], "reference": "no", "other": 1});
    assert_eq!(batch(&valid.to_string()), (Some(valid), vec![]));
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
    let check = |method: &str, portfolio: &str| {
        let update = format!(
            "- target: $.paths['/c/{{n}}'].get\n  update: {{operationId: list, x-rows: /rows}}\n\
             - target: $.definitions.List.properties.rows\n  update: {row}\n\
             - target: $.paths['/c/{{n}}'].{method}\n  update: {{x-portfolio: {portfolio}}}\n"
        );
        let (after, reported) = applied(&update, &envelope());
        let left = after["paths"]["/c/{n}"][method].get("x-portfolio").cloned();
        (left, reported)
    };
    let valid = json!({"contract": "n", "key": ["kind"], "until": ["made"], "name": "kind",
        "situation": {"field": "kind", "granted": ["C"]}, "absent": ["E1"], "x-source": "assumed"});
    assert_eq!(check("get", &valid.to_string()), (Some(valid), vec![]));
    for (part, reason) in [
        ("contract: kind", "the request has no field kind"),
        ("key: [kind, gone]", "the response has no field gone"),
        ("key: kind", "\"kind\" is not a list of names"),
        ("until: []", "[] is not a list of names"),
        ("premium: gone", "the response has no field gone"),
        ("granted: 7", "7 is not the name of a field"),
        ("absent: E1", "\"E1\" is not a list of codes"),
        ("situation: kind", "\"kind\" has no `field` and no codes"),
        (
            "situation: {granted: [C]}",
            "null is not the name of a field",
        ),
        (
            "situation: {field: kind, granted: C}",
            "\"C\" is not a list of codes",
        ),
    ] {
        let (left, reported) = check("get", &format!("{{reference: kind, {part}}}"));
        let name = part.split(':').next().unwrap();
        let reason = format!("the {name} of the portfolio is left out: {reason}");
        assert_eq!(reported, [reason], "{part}");
        assert_eq!(left, Some(json!({"reference": "kind"})), "{part}");
    }
    let (_, reported) = check(
        "get",
        "{situation: {field: kind, closed: [C]}, limits: kind}",
    );
    assert!(reported[0].ends_with("not closed"), "{reported:?}");
    assert!(
        reported[1].contains("a portfolio can have contract, key"),
        "{reported:?}"
    );
    let (left, reported) = check("post", "{key: [kind]}");
    assert_eq!((left, reported.len()), (None, 1));
}

#[test]
fn a_schema_without_properties_removes_only_commands_with_values() {
    let document = json!({"paths": {"/c": {"post": {"responses": {"200": {"schema": {"type": "object"}}, "default": {}}}}}});
    let update = "- target: $.paths['/c'].post\n  update:\n    x-commands: [{name: a}, {name: b, values: {c: 1}}]\n    \
        x-rows: /rows\n    x-columns: [{title: M, value: more}]\n    x-reason: text\n";
    let (after, reported) = applied(update, &document);
    assert_eq!(reported.len(), 1, "{reported:?}");
    let operation = &after["paths"]["/c"]["post"];
    assert_eq!(operation["x-commands"], json!([{"name": "a"}]));
    assert_eq!(operation["x-reason"], "text");
}

#[test]
fn an_overlay_of_any_document_must_exist() {
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
        text.contains("n.yaml") && text.contains("does not exist"),
        "{text}"
    );
}

#[test]
fn rules_of_batches_that_do_not_fit_are_reported_and_removed() {
    let row = "{type: array, items: {properties: {kind: {}, made: {}}}}";
    let actions = |rules: &str| {
        format!(
            "- target: $.paths['/c/{{n}}'].get\n  update: {{operationId: list, x-rows: /rows}}\n\
             - target: $.definitions.List.properties.rows\n  update: {row}\n\
             - target: $.paths['/c/{{n}}'].post\n  update: {{x-batch: {{settle: {rules}}}}}\n"
        )
    };
    let check = |rules: &str| {
        let (after, reported) = applied(&actions(rules), &envelope());
        (
            after["paths"]["/c/{n}"]["post"]["x-batch"]
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
