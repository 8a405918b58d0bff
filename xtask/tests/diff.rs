//! Each rule of `cargo xtask diff`: a change that it is about, and what follows from it.
#![allow(
    clippy::unwrap_used,
    clippy::panic,
    clippy::indexing_slicing,
    clippy::needless_pass_by_value,
    clippy::too_many_lines,
    clippy::type_complexity,
    reason = "tests"
)]

use std::collections::BTreeSet;

use serde_json::{Value, json};
use xtask::diff::rules::RULES;
use xtask::diff::{Bump, Severity, bump, diff};

fn base() -> Value {
    json!({
        "swagger": "2.0", "info": {"title": "T", "version": "1.0.0", "description": "d"},
        "host": "h.example", "basePath": "/v1", "schemes": ["https", "http"],
        "consumes": ["application/json"], "produces": ["application/json"],
        "securityDefinitions": {
            "token": {"type": "oauth2", "flow": "password", "tokenUrl": "https://t.example", "scopes": {"read": "r", "write": "w"}},
            "key": {"type": "apiKey", "in": "header", "name": "X-Key"},
        },
        "paths": {"/pets/{petId}": {
            "get": {
                "operationId": "getPet", "tags": ["a"], "summary": "s", "security": [{"token": ["read"]}],
                "parameters": [
                    {"name": "petId", "in": "path", "required": true, "type": "string"},
                    {"name": "limit", "in": "query", "type": "integer", "format": "int32", "maximum": 10, "default": 5, "enum": [1, 5]},
                    {"name": "needed", "in": "query", "required": true, "type": "string", "minLength": 2},
                    {"name": "sort", "in": "query", "type": "array", "items": {"type": "string", "enum": ["a", "b"]}},
                ],
                "responses": {
                    "200": {"description": "ok", "schema": {"$ref": "#/definitions/Pet"}, "headers": {"X-A": {"type": "string"}}},
                    "404": {"description": "no", "schema": {"$ref": "#/definitions/Error"}},
                },
            },
            "put": {
                "operationId": "putPet", "deprecated": true,
                "parameters": [
                    {"name": "petId", "in": "path", "required": true, "type": "string"},
                    {"name": "body", "in": "body", "required": true, "schema": {"$ref": "#/definitions/NewPet"}},
                ],
                "responses": {"200": {"description": "ok", "schema": {"$ref": "#/definitions/Pet"}}, "202": {"description": "later", "schema": {"$ref": "#/definitions/Error"}}},
            },
            "delete": {"operationId": "deletePet", "parameters": [{"name": "petId", "in": "path", "required": true, "type": "string"}], "responses": {"204": {"description": "gone"}}},
        }},
        "definitions": {
            "Pet": {"type": "object", "required": ["id", "note"], "properties": {
                "id": {"type": "integer", "format": "int64"}, "name": {"type": "string", "maxLength": 5},
                "status": {"type": "string", "enum": ["on", "off"]}, "note": {"type": "string"}, "code": {"$ref": "#/definitions/Code"},
                "plain": {"type": "string"},
            }},
            "NewPet": {"type": "object", "required": ["name"], "properties": {
                "name": {"type": "string"}, "age": {"type": "integer", "minimum": 0}, "born": {"type": "string", "format": "date"},
                "size": {"type": "number", "format": "float"},
            }},
            "Error": {"type": "object", "properties": {"text": {"type": "string"}}, "additionalProperties": {"type": "string"}},
            "Code": {"type": "integer", "x-known-values": [{"value": 1, "name": "ONE"}]},
            "Part": {"type": "object", "allOf": [{"$ref": "#/definitions/Error"}], "properties": {"p": {"type": "string"}}},
        },
    })
}

const GET: &str = "/paths/~1pets~1{petId}/get";
const PUT: &str = "/paths/~1pets~1{petId}/put";

/// Sets the value at a pointer, or removes it.
fn change(document: &mut Value, at: &str, value: Option<Value>) {
    let (parent, key) = at.rsplit_once('/').unwrap();
    let key = key.replace("~1", "/").replace("~0", "~");
    match document
        .pointer_mut(parent)
        .unwrap_or_else(|| panic!("{parent}"))
    {
        Value::Object(members) => {
            match value {
                Some(value) => members.insert(key, value),
                None => members.remove(&key),
            };
        }
        Value::Array(items) if key == "-" => items.push(value.unwrap()),
        Value::Array(items) => match value {
            Some(value) => items[key.parse::<usize>().unwrap()] = value,
            None => {
                items.remove(key.parse::<usize>().unwrap());
            }
        },
        other => panic!("{other}"),
    }
}

/// Rule, expected severity, changes to the base document.
fn cases() -> Vec<(&'static str, Severity, Vec<(String, Option<Value>)>)> {
    use Severity::{Breaking, Compatible, Cosmetic};
    let get = |rest: &str| format!("{GET}{rest}");
    let put = |rest: &str| format!("{PUT}{rest}");
    let pet = |rest: &str| format!("/definitions/Pet{rest}");
    let new = |rest: &str| format!("/definitions/NewPet{rest}");
    let top = |at: &str| at.to_owned();
    let one = |at: String, value: Value| vec![(at, Some(value))];
    let gone = |at: String| vec![(at, None)];
    let body = json!({"name": "body", "in": "body", "schema": {"$ref": "#/definitions/NewPet"}});
    let needed_body = json!({"name": "body", "in": "body", "required": true, "schema": {"$ref": "#/definitions/NewPet"}});
    vec![
        (
            "api-version",
            Cosmetic,
            one(top("/info/version"), json!("1.0.1")),
        ),
        (
            "base-url",
            Breaking,
            one(top("/host"), json!("other.example")),
        ),
        (
            "scheme-added",
            Compatible,
            one(top("/schemes/-"), json!("ws")),
        ),
        ("scheme-removed", Breaking, gone(top("/schemes/1"))),
        (
            "security-scheme-added",
            Compatible,
            one(top("/securityDefinitions/b"), json!({"type": "basic"})),
        ),
        (
            "security-scheme-removed",
            Breaking,
            gone(top("/securityDefinitions/key")),
        ),
        (
            "security-scheme-changed",
            Breaking,
            one(top("/securityDefinitions/key/name"), json!("X-Other")),
        ),
        (
            "token-url",
            Breaking,
            one(
                top("/securityDefinitions/token/tokenUrl"),
                json!("https://u.example"),
            ),
        ),
        (
            "scope-defined",
            Compatible,
            one(top("/securityDefinitions/token/scopes/admin"), json!("a")),
        ),
        (
            "scope-undefined",
            Breaking,
            gone(top("/securityDefinitions/token/scopes/write")),
        ),
        (
            "operation-added",
            Compatible,
            one(
                top("/paths/~1pets~1{petId}/head"),
                json!({"operationId": "x", "responses": {}}),
            ),
        ),
        (
            "operation-removed",
            Breaking,
            gone(top("/paths/~1pets~1{petId}/delete")),
        ),
        (
            "operation-renamed",
            Breaking,
            one(get("/operationId"), json!("fetchPet")),
        ),
        (
            "operation-deprecated",
            Compatible,
            one(get("/deprecated"), json!(true)),
        ),
        (
            "operation-undeprecated",
            Compatible,
            gone(put("/deprecated")),
        ),
        (
            "operation-scope-added",
            Breaking,
            one(get("/security/0/token/-"), json!("write")),
        ),
        (
            "operation-scope-removed",
            Compatible,
            gone(get("/security/0/token/0")),
        ),
        (
            "operation-security",
            Breaking,
            one(get("/security"), json!([])),
        ),
        ("tags", Cosmetic, one(get("/tags"), json!(["b"]))),
        (
            "parameter-added-optional",
            Compatible,
            one(
                get("/parameters/-"),
                json!({"name": "n", "in": "query", "type": "string"}),
            ),
        ),
        (
            "parameter-added-required",
            Breaking,
            one(
                get("/parameters/-"),
                json!({"name": "n", "in": "query", "required": true, "type": "string"}),
            ),
        ),
        ("parameter-removed", Breaking, gone(get("/parameters/1"))),
        (
            "parameter-became-required",
            Breaking,
            one(get("/parameters/1/required"), json!(true)),
        ),
        (
            "parameter-became-optional",
            Compatible,
            gone(get("/parameters/2/required")),
        ),
        (
            "parameter-moved",
            Compatible,
            one(get("/parameters/1/in"), json!("header")),
        ),
        (
            "parameter-list-format",
            Compatible,
            one(get("/parameters/3/collectionFormat"), json!("multi")),
        ),
        (
            "body-added-optional",
            Compatible,
            one(get("/parameters/-"), body.clone()),
        ),
        (
            "body-added-required",
            Breaking,
            one(get("/parameters/-"), needed_body),
        ),
        ("body-removed", Breaking, gone(put("/parameters/1"))),
        ("body-became-required", Breaking, vec![]),
        (
            "body-became-optional",
            Compatible,
            one(put("/parameters/1"), body),
        ),
        (
            "body-form-changed",
            Breaking,
            one(put("/consumes"), json!(["application/xml"])),
        ),
        (
            "media-type-changed",
            Compatible,
            one(put("/consumes"), json!(["application/hal+json"])),
        ),
        (
            "response-added",
            Compatible,
            one(get("/responses/500"), json!({"description": "x"})),
        ),
        ("response-removed", Compatible, gone(get("/responses/404"))),
        (
            "answer-type-changed",
            Breaking,
            one(
                get("/responses/201"),
                json!({"description": "x", "schema": {"$ref": "#/definitions/Error"}}),
            ),
        ),
        (
            "answer-variant-added",
            Compatible,
            one(
                put("/responses/203"),
                json!({"description": "x", "schema": {"$ref": "#/definitions/Code"}}),
            ),
        ),
        (
            "response-header-added",
            Compatible,
            one(get("/responses/200/headers/X-B"), json!({"type": "string"})),
        ),
        (
            "response-header-removed",
            Compatible,
            gone(get("/responses/200/headers/X-A")),
        ),
        (
            "response-header-changed",
            Compatible,
            one(get("/responses/200/headers/X-A/type"), json!("integer")),
        ),
        (
            "definition-added",
            Compatible,
            one(top("/definitions/More"), json!({"type": "object"})),
        ),
        (
            "definition-removed",
            Breaking,
            gone(top("/definitions/Part")),
        ),
        (
            "type-changed",
            Breaking,
            one(pet("/properties/plain/type"), json!("integer")),
        ),
        (
            "format-changed",
            Breaking,
            one(new("/properties/born/format"), json!("date-time")),
        ),
        (
            "format-same-type",
            Compatible,
            one(new("/properties/size/format"), json!("double")),
        ),
        (
            "property-added-optional",
            Compatible,
            one(new("/properties/more"), json!({"type": "string"})),
        ),
        (
            "property-added-required",
            Breaking,
            vec![
                (new("/properties/more"), Some(json!({"type": "string"}))),
                (new("/required/-"), Some(json!("more"))),
            ],
        ),
        (
            "property-added-required",
            Compatible,
            vec![
                (pet("/properties/more"), Some(json!({"type": "string"}))),
                (pet("/required/-"), Some(json!("more"))),
            ],
        ),
        ("property-removed", Breaking, gone(pet("/properties/plain"))),
        (
            "property-became-required",
            Breaking,
            one(pet("/required/-"), json!("plain")),
        ),
        (
            "property-became-optional",
            Breaking,
            gone(pet("/required/1")),
        ),
        (
            "nullable-changed",
            Breaking,
            one(pet("/properties/note/x-nullable"), json!(true)),
        ),
        (
            "nullable-same-type",
            Compatible,
            one(pet("/properties/plain/x-nullable"), json!(true)),
        ),
        (
            "enum-value-added",
            Compatible,
            one(pet("/properties/status/enum/-"), json!("idle")),
        ),
        (
            "enum-value-removed",
            Breaking,
            gone(pet("/properties/status/enum/0")),
        ),
        (
            "number-enum-changed",
            Compatible,
            gone(get("/parameters/1/enum/0")),
        ),
        (
            "enum-added",
            Breaking,
            one(pet("/properties/plain/enum"), json!(["x"])),
        ),
        (
            "enum-dropped",
            Breaking,
            gone(pet("/properties/status/enum")),
        ),
        (
            "known-value-added",
            Compatible,
            one(
                top("/definitions/Code/x-known-values/-"),
                json!({"value": 2, "name": "TWO"}),
            ),
        ),
        (
            "known-value-removed",
            Breaking,
            gone(top("/definitions/Code/x-known-values/0")),
        ),
        (
            "constraint-added",
            Breaking,
            one(pet("/properties/plain/pattern"), json!("^a$")),
        ),
        (
            "constraint-dropped",
            Breaking,
            gone(pet("/properties/name/maxLength")),
        ),
        (
            "limit-tightened",
            Breaking,
            one(get("/parameters/2/minLength"), json!(3)),
        ),
        (
            "limit-tightened",
            Compatible,
            one(pet("/properties/name/maxLength"), json!(4)),
        ),
        (
            "limit-loosened",
            Compatible,
            one(get("/parameters/2/minLength"), json!(1)),
        ),
        (
            "limit-loosened",
            Breaking,
            one(pet("/properties/name/maxLength"), json!(6)),
        ),
        (
            "limit-loosened-unchecked",
            Compatible,
            gone(new("/properties/age/minimum")),
        ),
        (
            "default-changed",
            Compatible,
            one(get("/parameters/1/default"), json!(1)),
        ),
        (
            "additional-properties-added",
            Compatible,
            one(pet("/additionalProperties"), json!(true)),
        ),
        (
            "additional-properties-removed",
            Breaking,
            gone(top("/definitions/Error/additionalProperties")),
        ),
        (
            "additional-properties-changed",
            Breaking,
            one(
                top("/definitions/Error/additionalProperties"),
                json!({"type": "integer"}),
            ),
        ),
        (
            "composition-changed",
            Breaking,
            one(
                top("/definitions/Part/allOf/-"),
                json!({"$ref": "#/definitions/Code"}),
            ),
        ),
        ("words", Cosmetic, one(get("/summary"), json!("other"))),
        (
            "words",
            Cosmetic,
            one(pet("/properties/plain/description"), json!("other")),
        ),
        (
            "words",
            Cosmetic,
            one(top("/definitions/Pet/x-source"), json!("assumed")),
        ),
        (
            "order",
            Cosmetic,
            one(pet("/required"), json!(["note", "id"])),
        ),
        ("other", Breaking, one(top("/unheard-of"), json!(1))),
    ]
}

#[test]
fn every_rule_finds_its_change() {
    let old = base();
    for (rule, severity, changes) in cases() {
        let (mut a, mut b) = (old.clone(), old.clone());
        if rule == "body-became-required" {
            change(&mut a, &format!("{PUT}/parameters/1/required"), None);
        }
        for (at, value) in changes {
            change(&mut b, &at, value);
        }
        let found = diff(&a, &b);
        let matching = found
            .iter()
            .find(|c| c.rule == rule)
            .unwrap_or_else(|| panic!("{rule}: {found:#?}"));
        assert_eq!(matching.severity, severity, "{rule}: {found:#?}");
        assert!(!matching.text.is_empty());
        if ![
            "operation-security",
            "response-removed",
            "other",
            "response-added",
        ]
        .contains(&rule)
        {
            let worst = found.iter().map(|c| c.severity).max().unwrap();
            assert_eq!(worst, severity, "{rule} alone decides: {found:#?}");
        }
    }
}

#[test]
fn every_rule_has_a_case() {
    let tested: BTreeSet<_> = cases().into_iter().map(|(rule, ..)| rule).collect();
    let all: BTreeSet<_> = RULES.iter().map(|rule| rule.name).collect();
    assert_eq!(tested, all);
}

#[test]
fn nothing_changed_is_nothing() {
    assert_eq!(diff(&base(), &base()), []);
    assert_eq!(bump(&[]), Bump::None);
}

#[test]
fn any_single_removal_is_noticed() {
    let old = base();
    let mut places = vec![];
    xtask::pointer::walk("", &old, |at, _| places.push(at.to_owned()));
    for at in places.iter().filter(|at| !at.is_empty()) {
        let mut new = old.clone();
        change(&mut new, at, None);
        assert!(!diff(&old, &new).is_empty(), "{at}");
        assert!(!diff(&new, &old).is_empty(), "{at}");
    }
}
