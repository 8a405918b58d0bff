//! Measures the compilation of the committed document, and checks of messages.
#![allow(missing_docs, reason = "criterion's macros generate public items")]

use std::hint::black_box;

use classifications_contract::Contract;
use criterion::{Criterion, criterion_group, criterion_main};
use http::{Request, Response};
use serde_json::{Value, json};

/// A body like those of the API: nested, with a decimal number, codes and dates.
const LOAN: &str = r#"{"loanNo":700001,"deskNo":700001,"shelf":"C-1042",
"reader":{"card":"B85905495","country":"ES","name":"Muebles del Norte SL"},"fee":40000.00,
"paid":40000.00,"currency":"EUR","days":60,"state":2,"stateText":"granted",
"open":true,"asked":"2026-01-15","from":"2026-01-15","until":"2027-01-15"}"#;

/// An invented document, so that results stay comparable when the committed one changes.
fn library() -> Value {
    let reader = json!({ "type": "object", "required": ["card", "country"], "properties": {
        "card": { "type": "string", "minLength": 1 }, "name": { "type": "string" },
        "country": { "type": "string", "pattern": "^[A-Z]{2}$" } } });
    let money = json!({ "type": "number", "minimum": 0 });
    let currency = json!({ "type": "string", "pattern": "^[A-Z]{3}$" });
    let day = json!({ "type": "string", "format": "date" });
    let loan = json!({ "type": "object", "required": ["loanNo", "reader", "fee", "state"], "properties": {
        "loanNo": { "type": "integer", "format": "int64" }, "deskNo": { "type": "integer", "format": "int64" },
        "shelf": { "type": "string" }, "reader": reader, "fee": money, "paid": money, "currency": currency,
        "days": { "type": "integer", "format": "int32" }, "state": { "type": "integer", "format": "int32" },
        "stateText": { "type": "string" }, "open": { "type": "boolean" },
        "asked": day, "from": day, "until": day } });
    let new_loan = json!({ "type": "object", "required": ["reader", "fee", "currency", "days"], "properties": {
        "shelf": { "type": "string" }, "reader": reader, "fee": money, "currency": currency,
        "days": { "type": "integer", "format": "int32", "minimum": 1 } } });
    let json_of = |schema: &Value| json!({ "application/json": { "schema": schema } });
    let list =
        json!({ "type": "object", "properties": { "loans": { "type": "array", "items": loan } } });
    json!({
        "openapi": "3.0.3",
        "security": [{ "oauth2": ["read"] }],
        "paths": { "/desks/{desk}/loans": {
            "parameters": [{ "name": "desk", "in": "path", "required": true, "schema": { "type": "string" } }],
            "get": { "operationId": "queryLoans",
                "parameters": [
                    { "name": "state", "in": "query", "explode": false,
                      "schema": { "type": "array", "items": { "type": "integer", "format": "int32" } } },
                    { "name": "country", "in": "query", "schema": { "type": "string", "pattern": "^[A-Z]{2}$" } },
                    { "name": "card", "in": "query", "schema": { "type": "string" } }
                ],
                "responses": { "200": { "description": "found", "content": json_of(&list) } } },
            "post": { "operationId": "createLoan",
                "requestBody": { "required": true, "content": json_of(&new_loan) },
                "responses": { "201": { "description": "made", "content": json_of(&loan) } } }
        } },
        "components": { "securitySchemes": { "oauth2": { "type": "oauth2", "flows": {} } } }
    })
}

type AnyError = Box<dyn std::error::Error>;

fn checks(criterion: &mut Criterion) -> Result<(), AnyError> {
    let contract = Contract::from_value(library())?.at("/")?;
    let query = Request::get("/desks/123/loans?state=2,3&country=ES&card=B85905495")
        .header("authorization", "Bearer abc")
        .header("accept", "application/json")
        .body("")?;
    let create = Request::post("/desks/123/loans")
        .header("authorization", "Bearer abc")
        .header("content-type", "application/json")
        .body(
            r#"{"shelf":"C-1042","reader":{"card":"B85905495","country":"ES"},
            "fee":40000.00,"currency":"EUR","days":60}"#,
        )?;
    let broken = Request::post("/desks/123/loans?a=1")
        .header("content-type", "application/json")
        .body(r#"{"reader":{"card":1,"country":"Spain"},"fee":"40000","currency":"EURO"}"#)?;
    for (name, request) in [("query", &query), ("create", &create)] {
        let checked = contract.check_request(request);
        if !checked.is_ok() {
            return Err(format!("{name}: {checked}").into());
        }
    }
    criterion.bench_function("compile the document", |b| {
        b.iter(|| Contract::from_json(black_box(classifications_spec::DOCUMENT)));
    });
    criterion.bench_function("request: query", |b| {
        b.iter(|| contract.check_request(black_box(&query)));
    });
    criterion.bench_function("request: create", |b| {
        b.iter(|| contract.check_request(black_box(&create)));
    });
    criterion.bench_function("request: create with eight violations", |b| {
        b.iter(|| contract.check_request(black_box(&broken)));
    });
    for count in [1, 100] {
        let list = vec![LOAN; count].join(",");
        let response = Response::builder()
            .header("content-type", "application/json")
            .body(format!("{{\"loans\":[{list}]}}"))?;
        let checked = contract.check_response("queryLoans", &response);
        if !checked.is_ok() {
            return Err(checked.to_string().into());
        }
        criterion.bench_function(&format!("response: {count} rows"), |b| {
            b.iter(|| contract.check_response("queryLoans", black_box(&response)));
        });
    }
    Ok(())
}

fn bench(criterion: &mut Criterion) {
    if let Err(error) = checks(criterion) {
        eprintln!("nothing measured: {error}");
        std::process::exit(1);
    }
}

criterion_group!(benches, bench);
criterion_main!(benches);
