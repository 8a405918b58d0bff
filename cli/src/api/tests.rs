//! Tests of the commands and options of a small document.

use serde_json::json;

use crate::api::Api;

/// A document with valid and invalid extensions.
pub fn document() -> String {
    let shelf = json!({ "name": "shelf", "in": "path", "required": true, "x-env": "SHELF_FOR_TESTS",
                        "schema": { "type": "string" } });
    json!({
        "openapi": "3.0.3",
        "info": { "title": "Books", "version": "1" },
        "paths": { "/shelves/{shelf}/books": {
            "get": {
                "operationId": "listBooks",
                "summary": "Find books",
                "x-commands": [{ "name": "find" }, { "name": "gone", "values": { "colour": "red" } }],
                "x-columns": [{ "title": "TITLE", "value": "title" }, { "value": "author.name" }, { "title": 1 }],
                "x-rows": "/books",
                "x-since": ["lent", "back.on"],
                "x-reason": "error.message",
                "x-pages": { "parameter": "codes", "next": "/next", "end": ["0"] },
                "parameters": [
                    shelf,
                    { "name": "help", "in": "query", "schema": { "type": "boolean" } },
                    { "name": "codes", "in": "query", "schema": { "type": "array", "items": { "type": "integer" } } },
                    { "name": "sort", "in": "query", "schema": { "type": "string", "enum": ["UP", "DOWN"] } },
                    { "name": "X-Trace", "in": "header", "schema": { "type": "string" } }
                ],
                "responses": { "200": { "description": "found" } }
            },
            "post": {
                "operationId": "lendBook",
                "x-commands": [
                    { "name": "lend", "values": { "kind": "LEND" } },
                    { "name": "burn", "values": { "kind": "BURN" } },
                    { "name": "demo", "values": { "kind": "RETURN" } }
                ],
                "parameters": [shelf],
                "requestBody": { "required": true, "content": { "application/json": { "schema": {
                    "type": "object",
                    "required": ["kind", "reader"],
                    "properties": {
                        "kind": { "type": "string", "enum": ["LEND", "RETURN"] },
                        "days": { "type": "integer", "minimum": 1, "maximum": 30, "x-default": 14 },
                        "reader": { "type": "object", "required": ["name"], "properties": {
                            "name": { "type": "string", "description": "Who reads. At length.", "x-option": "reader" },
                            "born": { "type": "string", "format": "date" } } },
                        "owner": { "type": "object", "properties": { "name": { "type": "string" } } },
                        "fee": { "type": "number", "minimum": -1 },
                        "tags": { "type": "array", "items": { "type": "string" } },
                        "notes": { "type": "array", "items": { "type": "object" } },
                        "extra": { "type": "object" }
                    }
                } } } },
                "responses": { "201": { "description": "lent" } }
            },
            "delete": { "parameters": [shelf], "responses": { "204": { "description": "gone" } } }
        } }
    })
    .to_string()
}

/// The commands of [`document`].
pub fn api() -> Api {
    Api::from_document(&document(), &["demo", "help"]).unwrap()
}

fn options(command: &str) -> Vec<String> {
    let api = api();
    let options = &api.find(command).unwrap().options;
    options.iter().map(|option| option.name.clone()).collect()
}

#[test]
fn a_command_is_an_entry_of_x_commands_or_an_operation() {
    let api = api();
    let names: Vec<_> = api
        .commands
        .iter()
        .map(|c| (c.name.as_str(), c.operation.as_str()))
        .collect();
    let expected = [
        ("find", "listBooks"),
        ("lend", "lendBook"),
        ("lend-book", "lendBook"),
        (
            "delete-shelves-shelf-books",
            "DELETE /shelves/{shelf}/books",
        ),
    ];
    assert_eq!(
        names, expected,
        "entries with invalid values are ignored, and the name `demo` is taken"
    );
    let find = api.find("find").unwrap();
    assert_eq!(
        (find.summary.as_str(), find.rows.as_deref()),
        ("Find books", Some("/books"))
    );
    assert_eq!(find.reason.as_deref(), Some("error.message"));
    let columns: Vec<_> = find
        .columns
        .iter()
        .map(|c| (c.title.as_str(), c.value.as_str()))
        .collect();
    assert_eq!(
        columns,
        [("TITLE", "title"), ("author.name", "author.name")]
    );
}

#[test]
fn options_have_short_unique_names() {
    assert_eq!(
        options("find"),
        ["shelf", "codes", "query-help", "sort", "x-trace"]
    );
    assert_eq!(
        options("lend"),
        [
            "shelf",
            "days",
            "extra",
            "fee",
            "notes",
            "owner-name",
            "born",
            "reader",
            "tags"
        ],
        "the preset has no option"
    );
}

#[test]
fn defaults_and_variables_come_from_the_document() {
    let api = api();
    let lend = api.find("lend").unwrap();
    let option = |name: &str| lend.options.iter().find(|o| o.name == name).unwrap();
    assert_eq!(
        option("shelf").environment.as_deref(),
        Some("SHELF_FOR_TESTS")
    );
    assert_eq!(option("days").default.as_deref(), Some("14"));
}
