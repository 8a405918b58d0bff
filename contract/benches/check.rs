//! How long checks take, with the committed document and messages as they occur.
#![allow(missing_docs, reason = "criterion's macros make public items")]

use std::hint::black_box;

use classifications_contract::Contract;
use criterion::{Criterion, criterion_group, criterion_main};
use http::{Request, Response};

const CLASSIFICATION: &str = r#"{"requestNo":700001,"endorsementNo":700001,"customerReference":"C-1042",
"debtor":{"taxId":"B85905495","country":"ES","name":"Muebles del Norte SL"},"requestedLimit":40000.00,
"grantedLimit":40000.00,"currency":"EUR","paymentTermDays":60,"statusCode":2,"statusDescription":"granted",
"active":true,"requestDate":"2026-01-15","effectiveDate":"2026-01-15","expiryDate":"2027-01-15"}"#;

type Failure = Box<dyn std::error::Error>;

fn checks(criterion: &mut Criterion) -> Result<(), Failure> {
    let contract = Contract::from_json(classifications_spec::DOCUMENT)?.at("/")?;
    let query =
        Request::get("/contracts/123/classifications?statusCode=2,3&country=ES&taxId=B85905495")
            .header("authorization", "Bearer abc")
            .header("accept", "application/json")
            .body("")?;
    let create = Request::post("/contracts/123/classifications")
        .header("authorization", "Bearer abc")
        .header("content-type", "application/json")
        .body(
            r#"{"customerReference":"C-1042","debtor":{"taxId":"B85905495","country":"ES"},
            "requestedLimit":40000.00,"currency":"EUR","paymentTermDays":60}"#,
        )?;
    let broken = Request::post("/contracts/123/classifications?a=1")
        .header("content-type", "application/json")
        .body(r#"{"debtor":{"taxId":1,"country":"Spain"},"requestedLimit":"40000","currency":"EURO"}"#)?;
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
        let list = vec![CLASSIFICATION; count].join(",");
        let response = Response::builder()
            .header("content-type", "application/json")
            .body(format!("{{\"classifications\":[{list}]}}"))?;
        let checked = contract.check_response("queryClassifications", &response);
        if !checked.is_ok() {
            return Err(checked.to_string().into());
        }
        criterion.bench_function(&format!("response: {count} classifications"), |b| {
            b.iter(|| contract.check_response("queryClassifications", black_box(&response)));
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
