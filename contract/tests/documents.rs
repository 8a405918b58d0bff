//! Documents that are none, and what is made of OpenAPI's own dialect.
#![allow(clippy::unwrap_used, reason = "helpers of tests")]

mod common;

use classifications_contract::{Contract, ContractError, Direction, Rule};
use serde_json::{Value, json};

/// What is wrong with the fixture once `value` stands at `pointer`, which names an object's member.
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
fn what_is_no_document_is_told() {
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
fn errors_of_schemas_name_the_place_and_the_remedy() {
    let name = "/components/schemas/Thing/properties/name";
    for (pointer, value, expected) in [
        (
            name,
            json!({ "$ref": "#/components/schemas/No" }),
            format!("{name}/$ref: \"#/components/schemas/No\" leads nowhere in the document"),
        ),
        (
            name,
            json!({ "$ref": "https://example/x" }),
            format!(
                "{name}/$ref: \"https://example/x\" leads out of the document; bundle the documents into one"
            ),
        ),
        (
            "/components/schemas/Part",
            json!({ "$ref": "#/components/schemas/Part" }),
            "leads back to itself".to_owned(),
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
fn errors_of_operations_name_the_place_and_the_remedy() {
    for (member, value, expected) in [
        (
            "operationId",
            json!("createThing"),
            "operationId \"createThing\" is taken by another operation",
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
            "parameters/0/style: style matrix at this place cannot be checked",
        ),
    ] {
        let error = broken(&format!("{THINGS}/get/{member}"), value);
        assert!(error.contains(expected), "{error}\nexpected {expected}");
    }
}

#[test]
fn errors_of_paths_and_servers_name_the_place_and_the_remedy() {
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

/// A contract with one schema, called `S`.
fn schemas(schemas: &Value) -> Contract {
    let document = json!({ "openapi": "3.0.0", "paths": {}, "components": { "schemas": schemas } });
    Contract::from_value(document).unwrap()
}

fn found(contract: &Contract, direction: Direction, json: &str) -> Vec<(Rule, String, String)> {
    let checked = contract
        .check_value("S", direction, json.as_bytes())
        .unwrap();
    let violations = checked.into_violations().into_iter();
    violations
        .map(|v| (v.rule, v.message_pointer, v.document_pointer))
        .collect()
}

fn accepts(schema: &Value, json: &str) -> bool {
    found(&schemas(&json!({ "S": schema })), Direction::Response, json).is_empty()
}

#[test]
fn nullable_adds_null() {
    let text = json!({ "type": "string", "nullable": true, "maxLength": 1 });
    assert!(accepts(&text, "null") && accepts(&text, "\"a\""));
    assert!(!accepts(&text, "1") && !accepts(&text, "\"ab\""));
    assert!(!accepts(
        &json!({ "type": "string", "nullable": false }),
        "null"
    ));
    let listed = json!({ "type": "string", "nullable": true, "enum": ["A"] });
    assert!(!accepts(&listed, "null"), "an enum has to list null itself");
    let listed = json!({ "type": "string", "nullable": true, "enum": ["A", null] });
    assert!(accepts(&listed, "null"));
    assert!(accepts(&json!({}), "null"), "no type, any value");
}

#[test]
fn nullable_beside_composed_schemas_keeps_the_places() {
    let contract = schemas(&json!({
        "S": { "type": "object", "properties": {
            "p": { "nullable": true, "allOf": [{ "$ref": "#/components/schemas/P" }] },
        } },
        "P": { "type": "object", "required": ["a"], "properties": {
            "a": { "type": "integer", "format": "int32", "nullable": true } } },
    }));
    assert_eq!(found(&contract, Direction::Response, r#"{"p":null}"#), []);
    assert_eq!(
        found(&contract, Direction::Response, r#"{"p":{"a":null}}"#),
        []
    );
    assert_eq!(
        found(&contract, Direction::Response, r#"{"p":{"a":2147483648}}"#),
        [(
            Rule::Format,
            "/body/p/a".into(),
            "/components/schemas/P/properties/a/format".into()
        )]
    );
    assert_eq!(
        found(&contract, Direction::Response, r#"{"p":{}}"#),
        [(
            Rule::Required,
            "/body/p/a".into(),
            "/components/schemas/P/required".into()
        )]
    );
}

#[test]
fn exclusive_bounds_are_booleans() {
    let open =
        json!({ "minimum": 0, "exclusiveMinimum": true, "maximum": 1, "exclusiveMaximum": true });
    for (number, inside) in [
        ("0", false),
        ("0.0", false),
        ("1e-999", true),
        ("0.99999999999999999999", true),
        ("1", false),
    ] {
        assert_eq!(accepts(&open, number), inside, "{number}");
    }
    let closed = json!({ "minimum": 0, "exclusiveMinimum": false, "maximum": 1 });
    assert!(accepts(&closed, "0") && accepts(&closed, "1.000") && !accepts(&closed, "-1e-999"));
}

#[test]
fn integers_beyond_a_double_are_told_apart() {
    let one = json!({ "type": "integer", "enum": [9_007_199_254_740_993_i64] });
    assert!(accepts(&one, "9007199254740993") && !accepts(&one, "9007199254740992"));
    let bounded =
        json!({ "type": "integer", "format": "int64", "minimum": 9_007_199_254_740_993_i64 });
    assert!(accepts(&bounded, "9007199254740993") && !accepts(&bounded, "9007199254740992"));
    assert!(accepts(&bounded, "9223372036854775807") && !accepts(&bounded, "9223372036854775808"));
    let integer = json!({ "type": "integer" });
    assert!(accepts(&integer, "1000000000000000000000000000000"));
    assert!(!accepts(&integer, "1.0") && !accepts(&integer, "1e3"));
    assert!(accepts(&json!({ "type": "number" }), "1e999999"));
}

#[test]
fn formats_are_checked_and_unknown_ones_are_not() {
    for (format, good, bad) in [
        ("date", "2024-02-29", "2023-02-29"),
        ("date", "2026-01-15", "15/01/2026"),
        ("date-time", "2026-01-15T10:00:00Z", "2026-01-15 10:00"),
        ("uri", "https://example/a?b", "not a uri"),
        ("uuid", "123e4567-e89b-12d3-a456-426614174000", "123e4567"),
        ("email", "a@example.com", "a"),
        ("ipv4", "127.0.0.1", "127.0.0.256"),
        ("byte", "YWI=", "YW="),
    ] {
        let schema = json!({ "type": "string", "format": format });
        assert!(accepts(&schema, &format!("\"{good}\"")), "{format} {good}");
        assert!(!accepts(&schema, &format!("\"{bad}\"")), "{format} {bad}");
    }
    assert!(accepts(
        &json!({ "type": "string", "format": "password" }),
        "\"a\""
    ));
    assert!(accepts(
        &json!({ "type": "string", "format": "tax-number" }),
        "\"a\""
    ));
}

#[test]
fn read_only_properties_are_required_of_responses_only() {
    let contract = schemas(&json!({
        "S": { "required": ["id", "name"], "allOf": [
            { "$ref": "#/components/schemas/Base" },
            { "type": "object", "required": ["id"], "properties": { "name": { "type": "string" } } },
        ] },
        "Base": { "type": "object", "required": ["id"], "properties": {
            "id": { "$ref": "#/components/schemas/Id" } } },
        "Id": { "type": "integer", "readOnly": true },
    }));
    assert_eq!(found(&contract, Direction::Request, r#"{"name":"a"}"#), []);
    assert_eq!(
        found(&contract, Direction::Response, r#"{"id":1,"name":"a"}"#),
        []
    );
    let missing = found(&contract, Direction::Response, r#"{"name":"a"}"#);
    assert_eq!(
        missing.iter().map(|v| v.0).collect::<Vec<_>>(),
        [Rule::Required; 3]
    );
    let sent = found(&contract, Direction::Request, r#"{"id":1,"name":"a"}"#);
    assert_eq!(
        sent.iter().map(|v| v.0).collect::<Vec<_>>(),
        [Rule::ReadOnly]
    );
}

#[test]
fn recursive_schemas_are_followed_down() {
    let contract = common::contract();
    let nested = |depth: usize| {
        format!(
            "{}{{\"parts\":[\"x\"]}}{}",
            "{\"parts\":[".repeat(depth),
            "]}".repeat(depth)
        )
    };
    let checked = contract
        .check_value("Part", Direction::Request, nested(60).as_bytes())
        .unwrap();
    let violation = &checked.violations()[0];
    assert_eq!(violation.rule, Rule::Type);
    assert_eq!(
        violation.message_pointer,
        format!("/body{}", "/parts/0".repeat(61))
    );
    assert_eq!(violation.document_pointer, "/components/schemas/Part/type");
    assert_eq!(checked.violations().len(), 1);
}

#[test]
fn schemas_that_contain_themselves_at_the_same_place_end() {
    let contract = schemas(&json!({
        "S": { "type": "string", "allOf": [{ "$ref": "#/components/schemas/S" }] },
    }));
    assert_eq!(found(&contract, Direction::Request, "\"a\""), []);
    assert_eq!(found(&contract, Direction::Request, "1")[0].0, Rule::Type);
}

#[test]
fn annotations_and_discriminators_judge_nothing() {
    let contract = schemas(&json!({
        "S": { "oneOf": [{ "$ref": "#/components/schemas/A" }, { "$ref": "#/components/schemas/B" }],
               "discriminator": { "propertyName": "kind", "mapping": { "x": "#/nowhere" } } },
        "A": { "type": "object", "required": ["a"], "example": { "$ref": "#/nowhere" },
               "properties": { "a": {}, "$ref": { "type": "string" } }, "x-minimum": "a", "xml": {} },
        "B": { "type": "object", "required": ["b"], "default": 1, "externalDocs": {}, "deprecated": true },
    }));
    assert_eq!(found(&contract, Direction::Request, r#"{"a":1}"#), []);
    assert_eq!(
        found(&contract, Direction::Request, r#"{"a":1,"b":1}"#)[0].0,
        Rule::OneOf
    );
}

#[test]
fn keywords_beside_a_reference_are_ignored() {
    let contract = schemas(&json!({
        "S": { "$ref": "#/components/schemas/T", "maxLength": 1 },
        "T": { "type": "string" },
    }));
    assert_eq!(found(&contract, Direction::Request, "\"abc\""), []);
}

#[test]
fn a_contract_is_the_same_at_another_base_url() {
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
    assert!(checked.breaks(Rule::BaseUrl));
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
fn operations_with_servers_of_their_own_are_elsewhere() {
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
    let elsewhere = |pointer: &str| vec![(Rule::BaseUrl, pointer.to_owned())];
    for (method, url, expected) in [
        ("POST", "https://upload.example/v2/form".to_owned(), vec![]),
        (
            "POST",
            "https://api.example/v1/form".to_owned(),
            elsewhere("/paths/~1form/post/servers"),
        ),
        ("GET", format!("https://api.example/v1/{things}"), vec![]),
        ("GET", format!("/{things}"), vec![]),
        (
            "GET",
            format!("https://upload.example/v2/{things}"),
            elsewhere("/servers"),
        ),
    ] {
        assert_eq!(check(&contract, method, &url), expected, "{url}");
    }
    let moved = contract.at("http://localhost").unwrap();
    assert_eq!(check(&moved, "POST", "http://localhost/form"), vec![]);
}

#[test]
fn the_more_concrete_path_wins() {
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
