//! A sandbox with a document and a model of the test.

#![allow(
    clippy::unwrap_used,
    clippy::indexing_slicing,
    reason = "a test stops when its setup fails"
)]

mod caller;

use caller::{Response, http};
use classifications_contract::Tree;
use classifications_sandbox::cases::Token;
use classifications_sandbox::{Sandbox, StartError};
use reqwest::Method;
use serde_json::{Value, json};

/// Boxes with a token or a key as security, and their paint, for which there is no model.
fn document() -> String {
    let responses = |status: &str, schema: Value| {
        let content = json!({"application/json": {"schema": schema}});
        json!({status: {"description": "done", "content": content}})
    };
    let schema = |name: &str| json!({"$ref": format!("#/components/schemas/{name}")});
    let no = json!({"name": "no", "in": "path", "required": true, "schema": {"type": "integer"}});
    json!({
        "openapi": "3.0.3",
        "info": {"title": "Boxes", "version": "1"},
        "servers": [{"url": "https://boxes.example/{stage}/v2",
                     "variables": {"stage": {"default": "test"}}}],
        "security": [{"token": ["write"]}, {"key": []}],
        "paths": {
            "/boxes": {
                "get": {
                    "operationId": "listBoxes",
                    "security": [],
                    "parameters": [{"name": "size", "in": "query", "style": "form", "explode": false,
                        "schema": {"type": "array", "items": {"type": "integer"}}}],
                    "responses": responses("200", json!({"type": "object", "properties": {
                        "boxes": {"type": "array", "items": schema("Box")}}})),
                },
                "post": {
                    "operationId": "addBox",
                    "requestBody": {"required": true, "content": {"application/json": {
                        "schema": schema("NewBox")}}},
                    "responses": responses("201", schema("Box")),
                },
            },
            "/boxes/{no}": {
                "parameters": [no],
                "put": {
                    "operationId": "paintBox",
                    "requestBody": {"content": {"application/json": {"schema": schema("Paint")}}},
                    "x-reason": "why",
                    "responses": {
                        "200": responses("200", schema("Paint"))["200"],
                        "400": responses("400", schema("Problem"))["400"],
                    },
                },
                "delete": {
                    "operationId": "removeBox",
                    "responses": {"204": {"description": "gone"}},
                },
            },
        },
        "components": {
            "schemas": {
                "Problem": {"type": "object", "required": ["code", "why"], "properties": {
                    "code": {"type": "string", "maxLength": 5}, "why": {"type": "string"}}},
                "NewBox": {"type": "object", "required": ["size"], "properties": {
                    "size": {"type": "integer", "minimum": 1},
                    "weight": {"type": "number", "multipleOf": 0.01}}},
                "Box": {"type": "object", "required": ["no", "size"],
                    "additionalProperties": false, "properties": {
                    "no": {"type": "integer"}, "size": {"type": "integer"},
                    "weight": {"type": "number"}, "price": {"type": "number"}}},
                "Paint": {"type": "object", "required": ["colour", "no"], "properties": {
                    "colour": {"type": "string", "enum": ["red", "blue"]},
                    "no": {"type": "integer"}, "coats": {"type": "integer", "minimum": 1}},
                    "example": {"colour": "red", "no": 1, "coats": 2}},
            },
            "securitySchemes": {
                "token": {"type": "oauth2", "flows": {"password": {
                    "tokenUrl": "https://boxes.example/auth/token", "scopes": {"write": "w"}}}},
                "key": {"type": "apiKey", "in": "header", "name": "X-Key"},
            },
        },
    })
    .to_string()
}

const MODEL: &str = r#"
title: Boxes
notes: [each box costs 0.10 for each unit of its size]
resources:
  box: {key: no, first: 1, keep: 3}
functions: |
  fn price() { this.price = this.size * 0.10; }
operations:
  listBoxes:
    lists:
      found: {of: box, where: {size: query.size, colour: query.colour}}
    require:
      - {that: query.owner == (), otherwise: "a box has no owner"}
    response: {body: {boxes: found}}
  addBox:
    require:
      - {that: body.size < 100, status: 409, otherwise: "size ${body.size} does not fit"}
      - {that: "body.size != 66 || [1].len() == body.size.nothing()", otherwise: "never"}
      - {that: "body.size != 77 || endless()", otherwise: "never"}
    create: box
    change: |
      box.mixin(body);
      box.price();
    response: {body: box}
  removeBox:
    find:
      box: {key: path.no, otherwise: "there is no box ${path.no}", status: 404}
    delete: [box]
  sellBox:
    response: {status: 200}
seed:
  "":
    box:
      - {no: 7, size: 5, weight: 1.50, price: 0.50}
"#;

fn model() -> String {
    MODEL.replace(
        "functions: |\n",
        "functions: |\n  fn endless() { loop { } }\n",
    )
}

async fn sandbox() -> Sandbox {
    let builder = Sandbox::builder().document(document()).model(model());
    builder.start().await.unwrap()
}

async fn send(sandbox: &Sandbox, method: Method, tail: &str, body: Option<&str>) -> Response {
    let url = format!("{}{tail}", sandbox.base_url());
    let mut request = http().request(method, url).header("x-key", "k");
    if let Some(body) = body {
        request = request
            .header("content-type", "application/json")
            .body(body.to_owned());
    }
    Response::of(request.send().await.unwrap()).await
}

#[tokio::test]
async fn resources_are_created_listed_and_deleted_as_the_model_describes() {
    let sandbox = sandbox().await;
    assert!(sandbox.base_url().ends_with("/test/v2"));
    assert!(sandbox.token_url().ends_with("/auth/token"));
    let added = send(
        &sandbox,
        Method::POST,
        "/boxes",
        Some(r#"{"size":3,"weight":2.50}"#),
    )
    .await;
    assert_eq!(added.status, 201, "{}", added.text);
    assert_eq!(
        added.text,
        r#"{"size":3,"weight":2.50,"no":8,"price":0.30}"#
    );

    let all = send(&sandbox, Method::GET, "/boxes", None).await;
    assert_eq!(all.json()["boxes"].as_array().unwrap().len(), 2);
    let some = send(&sandbox, Method::GET, "/boxes?size=5,6", None).await;
    assert_eq!(
        some.text,
        r#"{"boxes":[{"size":5,"weight":1.50,"no":7,"price":0.50}]}"#
    );

    let removed = send(&sandbox, Method::DELETE, "/boxes/7", None).await;
    assert_eq!((removed.status, removed.text.as_str()), (204, ""));
    let again = send(&sandbox, Method::DELETE, "/boxes/7", None).await;
    assert_eq!(
        (again.status, again.reason().as_str()),
        (404, "there is no box 7")
    );

    for _ in 0..4 {
        send(&sandbox, Method::POST, "/boxes", Some(r#"{"size":1}"#)).await;
    }
    assert_eq!(sandbox.resources("").len(), 3, "the oldest are forgotten");
}

#[tokio::test]
async fn refusals_come_from_the_document_and_then_from_the_model() {
    let sandbox = sandbox().await;
    for (body, status, reason) in [
        (None, 400, "body is required"),
        (Some("{"), 400, "body is not valid JSON"),
        (Some("[]"), 400, "body must be an object"),
        (Some("{}"), 400, "body: /size is required"),
        (
            Some(r#"{"size":1.0}"#),
            400,
            "body: /size must be an integer",
        ),
        (
            Some(r#"{"size":0,"weight":0.001}"#),
            400,
            "body: /size must be at least 1",
        ),
        (
            Some(r#"{"size":1,"size":2}"#),
            400,
            "body: /size is given more than once",
        ),
        (
            Some(r#"{"size":1,"weight":0.001}"#),
            400,
            "body: /weight must have at most two decimals",
        ),
        (Some(r#"{"size":100}"#), 409, "size 100 does not fit"),
    ] {
        let response = send(&sandbox, Method::POST, "/boxes", body).await;
        assert_eq!(
            (response.status, response.reason().as_str()),
            (status, reason)
        );
    }
    let list = send(&sandbox, Method::GET, "/boxes?size=x", None).await;
    assert_eq!(
        list.reason(),
        "query: size must be a list of integers, separated by commas"
    );
    let paint = send(
        &sandbox,
        Method::PUT,
        "/boxes/1",
        Some(r#"{"colour":"green","no":1}"#),
    )
    .await;
    assert_eq!(paint.json()["why"], "body: /colour must be red or blue");
    let received = sandbox.received();
    assert!(
        received
            .iter()
            .all(|entry| !entry.processed && entry.reason.is_some())
    );
    assert_eq!(received.last().unwrap().violations.len(), 1);
}

#[tokio::test]
async fn a_script_that_fails_or_does_not_end_is_reported_and_changes_nothing() {
    let sandbox = sandbox().await;
    for (size, location) in [
        (66, "operations.addBox.require[1].that"),
        (77, "operations.addBox.require[2].that"),
    ] {
        let body = format!(r#"{{"size":{size}}}"#);
        let response = send(&sandbox, Method::POST, "/boxes", Some(&body)).await;
        assert_eq!(response.status, 500);
        assert!(response.reason().contains(location), "{}", response.text);
    }
    assert_eq!(sandbox.resources("").len(), 1);
    let added = send(&sandbox, Method::POST, "/boxes", Some(r#"{"size":1}"#)).await;
    assert_eq!(added.json()["no"], 8, "no number was taken");
}

#[tokio::test]
async fn security_follows_the_document() {
    let sandbox = sandbox().await;
    let url = format!("{}/boxes/1", sandbox.base_url());
    let delete = || http().delete(&url);
    let without = delete().send().await.unwrap();
    assert_eq!(without.status(), 401);
    let scopes = Token::Scopes(vec!["write".to_owned()]);
    let token = sandbox.token(&scopes).unwrap();
    let with = delete().bearer_auth(token).send().await.unwrap();
    assert_eq!(with.status(), 404, "let through to the model");
    let open = http().get(format!("{}/boxes", sandbox.base_url()));
    assert_eq!(open.send().await.unwrap().status(), 200);
    assert_eq!(sandbox.scopes(), ["write"]);
}

#[tokio::test]
async fn without_a_model_the_example_carries_the_values_of_the_request() {
    let sandbox = sandbox().await;
    let body = r#"{"colour":"blue","no":5}"#;
    let painted = send(&sandbox, Method::PUT, "/boxes/5", Some(body)).await;
    assert_eq!(painted.status, 200, "{}", painted.text);
    assert_eq!(painted.text, r#"{"no":5,"colour":"blue","coats":2}"#);
}

#[tokio::test]
async fn an_operation_without_a_success_has_the_default_response() {
    let content = r#"{"content":{"application/json":{"schema":{"type":"integer","example":7}}}}"#;
    for (responses, status, body) in [
        (format!(r#"{{"default":{content},"400":{{}}}}"#), 200, "7"),
        (format!(r#"{{"default":{content},"204":{{}}}}"#), 204, ""),
    ] {
        let document = format!(
            r#"{{"openapi":"3.0.3","info":{{"title":"N","version":"1"}},"paths":{{"/n":{{"get":{{"responses":{responses}}}}}}}}}"#
        );
        let sandbox = Sandbox::builder().document(document).start().await.unwrap();
        let url = format!("{}/n", sandbox.base_url());
        let response = Response::of(http().get(url).send().await.unwrap()).await;
        assert_eq!((response.status, response.text.as_str()), (status, body));
    }
}

#[tokio::test]
async fn numbers_of_examples_are_written_unchanged() {
    let example = r#"{"id":12345678901234567890123,"rate":0.12345678901234567890,"value":90071992547409931.10}"#;
    let rate = r#"{"type":"object","required":["rate"],"properties":{"rate":{"type":"number","example":0.12345678901234567890}}}"#;
    for (media, expected) in [
        (format!(r#"{{"example":{example}}}"#), example),
        (
            format!(r#"{{"examples":{{"one":{{"value":{example}}}}}}}"#),
            example,
        ),
        (
            format!(r#"{{"schema":{{"type":"object","example":{example}}}}}"#),
            example,
        ),
        (
            format!(r#"{{"schema":{rate}}}"#),
            r#"{"rate":0.12345678901234567890}"#,
        ),
    ] {
        let document = format!(
            r#"{{"openapi":"3.0.3","info":{{"title":"N","version":"1"}},"paths":{{"/n":{{"get":{{"operationId":"n","responses":
                {{"200":{{"description":"ok","content":{{"application/json":{media}}}}}}}}}}}}}}}"#
        );
        let sandbox = Sandbox::builder()
            .document(&*document)
            .start()
            .await
            .unwrap();
        let url = format!("{}/n", sandbox.base_url());
        let response = Response::of(http().get(url).send().await.unwrap()).await;
        assert_eq!(response.text, expected, "{media}");

        let model = format!("title: T\noperations: {{n: {{response: {{body: {example}}}}}}}");
        let builder = Sandbox::builder().document(document).model(model);
        let sandbox = builder.start().await.unwrap();
        let url = format!("{}/n", sandbox.base_url());
        let response = Response::of(http().get(url).send().await.unwrap()).await;
        let tree = |json: &str| json.parse::<Tree>().unwrap();
        assert_eq!(tree(&response.text), tree(example), "{media}");
    }
}

#[tokio::test]
async fn parts_that_do_not_fit_the_document_are_set_aside_and_reported() {
    let sandbox = sandbox().await;
    let notices = sandbox.notices();
    let expected = [
        "listBoxes: filter colour set aside, as the document has no query.colour in its request",
        "listBoxes: condition 1 set aside, as the document has no query.owner in its request",
        "sellBox: set aside, as the document has no such operation",
    ];
    assert_eq!(notices[..3], expected, "{notices:#?}");
    assert!(
        notices[3].starts_with("paintBox: no model applies"),
        "{notices:#?}"
    );
    assert_eq!(notices.len(), 4);

    // A box that the document does not allow.
    let model = model().replace("price: 0.50", "price: free");
    let builder = Sandbox::builder().document(document()).model(model);
    let notices = builder.start().await.unwrap().notices();
    let found = notices
        .iter()
        .find(|notice| notice.starts_with("listBoxes: set aside"));
    assert!(
        found.unwrap().contains("/body/boxes/0/price"),
        "{notices:#?}"
    );
}

#[tokio::test]
async fn an_unusable_model_or_document_is_an_error_with_its_reason() {
    let start = |document: String, model: String| async {
        let started = Sandbox::builder().document(document).model(model).start();
        let error = started.await.unwrap_err();
        let source = std::error::Error::source(&error);
        format!(
            "{error}: {}",
            source.map(ToString::to_string).unwrap_or_default()
        )
    };
    for (from, to, part) in [
        (
            "box.price();",
            "bax.price();",
            "operations.addBox.change cannot be compiled: ",
        ),
        ("key: path.no,", "key: ] ,", "not YAML"),
        (
            "delete: [box]",
            "delete: [lid]",
            "operations.removeBox.delete: \"lid\"",
        ),
        (
            "of: box",
            "of: lid",
            "operations.listBoxes.lists.found: \"lid\" is not a kind",
        ),
        ("no: 7,", "", "a box has no no of digits or text"),
    ] {
        let text = start(document(), model().replace(from, to)).await;
        assert!(text.contains(part), "{text}");
    }
    let text = start("swagger: '2.0'".to_owned(), model()).await;
    assert!(text.contains("OpenAPI 3.0"), "{text}");
    let outside = Sandbox::builder().address(([0, 0, 0, 0], 0).into()).start();
    assert!(matches!(outside.await, Err(StartError::NotLoopback(_))));
}

#[tokio::test]
async fn ambiguous_requests_are_refused() {
    use tokio::io::{AsyncReadExt as _, AsyncWriteExt as _};
    let sandbox = sandbox().await;
    for (headers, status) in [
        ("Host: a\r\nHost: b\r\n", "400"),
        ("Host: a\r\nTransfer-Encoding: gzip, chunked\r\n", "501"),
        ("Host: a\r\n", "200"),
    ] {
        let mut stream = tokio::net::TcpStream::connect(sandbox.address())
            .await
            .unwrap();
        let end = if headers.contains("chunked") {
            "0\r\n\r\n"
        } else {
            ""
        };
        let request =
            format!("GET /test/v2/boxes HTTP/1.1\r\n{headers}Connection: close\r\n\r\n{end}");
        stream.write_all(request.as_bytes()).await.unwrap();
        let mut response = String::new();
        stream.read_to_string(&mut response).await.unwrap();
        let found = response.split(' ').nth(1).unwrap_or_default();
        assert_eq!(found, status, "{headers}: {response}");
    }
}
