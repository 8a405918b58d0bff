//! Errors of invalid documents, and the operations that valid ones find.
#![allow(clippy::unwrap_used, reason = "tests")]

mod common;

use classifications_contract::{Contract, ContractError, Rule};
use serde_json::{Value, json};

/// The error of the fixture after the member at `pointer` is set to `value`.
fn broken(pointer: &str, value: Value) -> String {
    let mut document = common::document();
    let (parent, name) = pointer.rsplit_once('/').unwrap();
    let members = document
        .pointer_mut(parent)
        .and_then(Value::as_object_mut)
        .unwrap();
    members.insert(name.to_owned(), value);
    Contract::from_value(document).unwrap_err().to_string()
}

const THINGS: &str = "/paths/~1contracts~1{contractNo}~1things";

#[test]
fn invalid_documents_are_reported() {
    assert!(matches!(
        Contract::from_json("{"),
        Err(ContractError::NotJson(_))
    ));
    assert!(matches!(
        Contract::from_json("[]"),
        Err(ContractError::NotOpenApi3 { .. })
    ));
    let swagger = Contract::from_json(r#"{"swagger":"2.0"}"#).unwrap_err();
    assert_eq!(
        swagger.to_string(),
        "the document is not OpenAPI 3.0: swagger is \"2.0\"; convert it first"
    );
    let empty = Contract::from_json(r#"{"openapi":"3.0.3"}"#).unwrap_err();
    assert_eq!(empty.to_string(), "/paths: expected an object of paths");
}

#[test]
fn errors_of_schemas_have_a_pointer_and_a_remedy() {
    let name = "/components/schemas/Thing/properties/name";
    for (pointer, value, expected) in [
        (
            name,
            json!({ "$ref": "#/components/schemas/No" }),
            format!("{name}/$ref: \"#/components/schemas/No\" does not exist in the document"),
        ),
        (
            name,
            json!({ "$ref": "https://example/x" }),
            format!(
                "{name}/$ref: \"https://example/x\" refers outside of the document; bundle the documents into one"
            ),
        ),
        (
            "/components/schemas/Part",
            json!({ "$ref": "#/components/schemas/Part" }),
            "refers back to itself".to_owned(),
        ),
        (
            name,
            json!({ "type": "string", "pattern": "(" }),
            format!("{name}/pattern: \"(\" is not a regular expression"),
        ),
        (
            name,
            json!({ "type": "text" }),
            format!("{name}/type: not a valid schema"),
        ),
        (
            name,
            json!({ "type": ["string", "null"] }),
            "use `nullable`".to_owned(),
        ),
        (
            name,
            json!({ "minLength": -1 }),
            format!("{name}/minLength: not a valid schema"),
        ),
        (
            name,
            json!({ "multipleOf": 0 }),
            format!("{name}/multipleOf: not a valid schema"),
        ),
        (name, json!([]), format!("{name}: expected a schema")),
    ] {
        let error = broken(pointer, value);
        assert!(error.contains(&expected), "{error}\nexpected {expected}");
    }
}

#[test]
fn errors_of_operations_have_a_pointer_and_a_remedy() {
    for (member, value, expected) in [
        (
            "operationId",
            json!("createThing"),
            "operationId \"createThing\" is used by another operation",
        ),
        (
            "security",
            json!([{ "oauth3": [] }]),
            "get/security/0/oauth3: no security scheme \"oauth3\" in components.securitySchemes",
        ),
        (
            "responses",
            json!({}),
            "get/responses: expected at least one response",
        ),
        (
            "responses",
            json!({ "OK": {} }),
            "get/responses/OK: expected a status",
        ),
        (
            "parameters",
            json!([{ "name": "a", "in": "body" }]),
            "get/parameters/0/in: expected path, query, header or cookie",
        ),
        (
            "parameters",
            json!([{ "name": "a", "in": "query" }]),
            "get/parameters/0: expected a schema, or content with one media type",
        ),
        (
            "parameters",
            json!([{ "name": "no", "in": "path", "schema": {} }]),
            "which has no \"no\"",
        ),
        (
            "parameters",
            json!([{ "name": "A", "in": "header", "schema": {} }, { "name": "a", "in": "header", "schema": {} }]),
            "get/parameters/1: expected each parameter once",
        ),
        (
            "parameters",
            json!([{ "name": "contractNo", "in": "path", "style": "matrix", "schema": {} }]),
            "parameters/0/style: style matrix at this location cannot be checked",
        ),
    ] {
        let error = broken(&format!("{THINGS}/get/{member}"), value);
        assert!(error.contains(expected), "{error}\nexpected {expected}");
    }
}

#[test]
fn errors_of_paths_and_servers_have_a_pointer_and_a_remedy() {
    let inherited = format!("{THINGS}/parameters");
    for (pointer, value, expected) in [
        (
            inherited.as_str(),
            json!([]),
            "expected a path parameter \"contractNo\" among its parameters",
        ),
        (
            "/paths/no",
            json!({}),
            "/paths/no: expected a path that begins with a slash",
        ),
        (
            "/servers",
            json!([{ "url": "a b" }]),
            "/servers/0/url: expected a base URL: ",
        ),
        (
            "/servers",
            json!([{ "url": "/{v}", "variables": { "v": {} } }]),
            "/servers/0/variables/v: expected a variable with a default",
        ),
    ] {
        let error = broken(pointer, value);
        assert!(error.contains(expected), "{error}\nexpected {expected}");
    }
}

#[test]
fn no_error_repeats_its_source() {
    let error: Box<dyn std::error::Error> = Box::new(Contract::from_json("{").unwrap_err());
    let source = error.source().unwrap().to_string();
    assert!(!error.to_string().contains(&source));
}

#[test]
fn the_base_url_can_be_replaced() {
    let mock = common::contract()
        .at("http://127.0.0.1:4010/mock/")
        .unwrap();
    let request = |url: &str| {
        http::Request::get(url)
            .header("authorization", "Bearer a")
            .body("")
            .unwrap()
    };
    let good = mock.check_request(&request("http://127.0.0.1:4010/mock/contracts/7/things"));
    assert!(good.is_ok(), "{good}");
    let checked = mock.check_request(&request("https://api.example/v1/contracts/7/things"));
    assert!(checked.violates(Rule::BaseUrl));
    assert!(matches!(
        common::contract().at("ftp"),
        Err(ContractError::InvalidBaseUrl { .. })
    ));
}

#[test]
fn variables_of_servers_take_their_defaults() {
    let mut document = common::document();
    document["servers"] = json!([{ "url": "https://{host}/{version}", "variables": {
        "host": { "default": "api.example" }, "version": { "default": "v2" } } }]);
    let contract = Contract::from_value(document).unwrap();
    let request = http::Request::get("https://api.example/v2/contracts/7/things")
        .header("authorization", "Bearer a")
        .body("")
        .unwrap();
    assert!(contract.check_request(&request).is_ok());
}

#[test]
fn operations_can_have_their_own_servers() {
    let mut document = common::document();
    document["servers"] = json!([{ "url": "/" }, { "url": "https://api.example/v1" }]);
    document["paths"]["/form"]["post"]["servers"] = json!([{ "url": "https://upload.example/v2" }]);
    let contract = Contract::from_value(document).unwrap();
    let check = |contract: &Contract, method: &str, url: &str| {
        let request = http::Request::builder().method(method).uri(url);
        let request = request
            .header("authorization", "Bearer a")
            .body("")
            .unwrap();
        let violations = contract.check_request(&request).into_violations();
        violations
            .into_iter()
            .map(|v| (v.rule, v.document_pointer))
            .collect::<Vec<_>>()
    };
    let things = "contracts/7/things";
    let wrong_base = |pointer: &str| vec![(Rule::BaseUrl, pointer.to_owned())];
    for (method, url, expected) in [
        ("POST", "https://upload.example/v2/form".to_owned(), vec![]),
        (
            "POST",
            "https://api.example/v1/form".to_owned(),
            wrong_base("/paths/~1form/post/servers"),
        ),
        ("GET", format!("https://api.example/v1/{things}"), vec![]),
        ("GET", format!("/{things}"), vec![]),
        (
            "GET",
            format!("https://upload.example/v2/{things}"),
            wrong_base("/servers"),
        ),
    ] {
        assert_eq!(check(&contract, method, &url), expected, "{url}");
    }
    let moved = contract.at("http://localhost").unwrap();
    assert_eq!(check(&moved, "POST", "http://localhost/form"), vec![]);
}

#[test]
fn the_most_concrete_path_is_chosen() {
    let ok = json!({ "responses": { "200": { "description": "" } } });
    let parameter =
        |name: &str| json!([{ "name": name, "in": "path", "schema": { "type": "string" } }]);
    let document = json!({ "openapi": "3.0.3", "paths": {
        "/{a}/mine": { "parameters": parameter("a"), "get": ok },
        "/things/{id}": { "parameters": parameter("id"), "get": ok },
        "/things/mine": { "get": ok },
    } });
    let contract = Contract::from_value(document).unwrap();
    for (url, operation) in [
        ("/things/mine", "GET /things/mine"),
        ("/things/other", "GET /things/{id}"),
        ("/other/mine", "GET /{a}/mine"),
    ] {
        let request = http::Request::get(url).body("").unwrap();
        assert_eq!(
            contract.check_request(&request).operation(),
            Some(operation)
        );
    }
    assert_eq!(contract.methods("/things/mine"), [http::Method::GET]);
    assert!(contract.methods("/a/b/c").is_empty());
}
