//! The documents and models of `spec/next`, played: every case, the life cycle on the sandbox's clock,
//! each error of the catalogue, and paging.

#![allow(
    clippy::unwrap_used,
    clippy::indexing_slicing,
    reason = "a test ends where its premises do"
)]

#[path = "../caller/mod.rs"]
mod caller;
mod movements;
mod play;

use std::collections::BTreeSet;

use chrono::{DateTime, Utc};
use play::Api;
use serde_json::{Value, json};

const CONTRACT: &str = "11000012345";
const PPC: &str = "22000067890";

async fn api() -> Api {
    Api::start("classifications").await
}

fn at(text: &str) -> DateTime<Utc> {
    text.parse().unwrap()
}

fn request(limit: &str) -> Value {
    json!({
        "countryCode": "ES", "taxCode": "A28015865", "companyName": "GRUPO LEVANTE SA", "customerReference": "R-1",
        "creditLimitRequested": limit, "currencyCode": "EUR", "paymentTermsRequested": "60",
    })
}

#[tokio::test]
async fn every_case_is_played_exactly() {
    let api = api().await;
    let notices = api.sandbox.notices();
    assert!(notices.is_empty(), "{notices:#?}");
    assert!(api.cases().len() > 200);
    let wrong = api.play_all().await;
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[tokio::test]
async fn every_error_that_the_document_lists_has_a_case() {
    let api = api().await;
    let schemas = &api.document["components"]["schemas"];
    let listed = &schemas["Error"]["properties"]["errorCode"]["x-known-values"];
    let listed = listed.as_array().unwrap().iter();
    let listed: BTreeSet<_> = listed
        .map(|known| known["value"].as_str().unwrap())
        .collect();
    let cases = api.cases();
    let bodies = cases.iter().map(|played| played.case.response.body.get());
    let codes = bodies.filter_map(|body| {
        let body: Value = serde_json::from_str(body).unwrap();
        let code = body.pointer("/error/errorCode")?.as_str()?.to_owned();
        (code != "0").then_some(code)
    });
    let codes: BTreeSet<String> = codes.collect();
    let codes: BTreeSet<&str> = codes.iter().map(String::as_str).collect();
    assert_eq!(codes, listed);
}

#[tokio::test]
async fn every_situation_has_a_case_that_leads_to_it_and_one_that_leaves_it() {
    let api = api().await;
    let (mut entered, mut left) = (BTreeSet::new(), BTreeSet::new());
    for played in api.cases() {
        let case = &played.case;
        let situations = |rows: &[Box<serde_json::value::RawValue>]| {
            let rows = rows.iter().map(|row| {
                let row: Value = serde_json::from_str(row.get()).unwrap();
                let text = |name: &str| row[name].as_str().unwrap().to_owned();
                (text("endorsementNo"), text("classificationDecisionCode"))
            });
            rows.collect::<BTreeSet<_>>()
        };
        let before = situations(&case.given);
        let after = case
            .then
            .as_ref()
            .map_or(before.clone(), |rows| situations(rows));
        entered.extend(
            after
                .difference(&before)
                .map(|(_, situation)| situation.clone()),
        );
        left.extend(
            before
                .difference(&after)
                .map(|(_, situation)| situation.clone()),
        );
    }
    let texts =
        |situations: &BTreeSet<String>| situations.iter().cloned().collect::<Vec<_>>().join(" ");
    assert_eq!(texts(&entered), "C N P PA PC PN T");
    assert_eq!(texts(&left), "C P PA PC PN T");
}

#[tokio::test]
async fn a_study_is_decided_at_the_next_of_the_daily_runs() {
    let api = api().await;
    let clock = api.sandbox.clock();
    for (asked, before, run) in [
        (
            "2026-03-02T08:14:00Z",
            "2026-03-02T08:14:59Z",
            "2026-03-02T08:15:00Z",
        ),
        (
            "2026-03-02T08:15:00Z",
            "2026-03-02T14:14:59Z",
            "2026-03-02T14:15:00Z",
        ),
        (
            "2026-03-02T16:00:00Z",
            "2026-03-02T17:14:59Z",
            "2026-03-02T17:15:00Z",
        ),
        (
            "2026-03-02T20:00:00Z",
            "2026-03-02T20:59:59Z",
            "2026-03-02T21:00:00Z",
        ),
        (
            "2026-03-02T22:00:00Z",
            "2026-03-03T08:14:59Z",
            "2026-03-03T08:15:00Z",
        ),
    ] {
        clock.stand_at(at(asked));
        let body = api.post(CONTRACT, "", &request("600000,00")).await;
        let number = body["debtor"][0]["endorsementNo"]
            .as_str()
            .unwrap()
            .to_owned();
        let situation = async || {
            let body = api
                .query(CONTRACT, &format!("?endorsementNo={number}"))
                .await;
            body["debtor"][0]["classificationDecisionCode"].clone()
        };
        clock.stand_at(at(before));
        assert_eq!(situation().await, "P", "{asked}");
        clock.stand_at(at(run));
        assert_eq!(situation().await, "C", "{asked}");
    }
}

#[tokio::test]
async fn decisions_are_of_the_day_of_the_run_and_not_of_the_query() {
    let api = api().await;
    api.sandbox.clock().stand_at(at("2026-03-02T22:00:00Z"));
    api.post(CONTRACT, "", &request("600000,00")).await;
    api.sandbox.clock().stand_at(at("2026-03-09T12:00:00Z"));
    let body = api.query(CONTRACT, "?customerReference=R-1").await;
    let row = &body["debtor"][0];
    assert_eq!(row["effectiveDate"], "20260303");
    assert_eq!(row["validityDate"], "20270303");
    assert_eq!(row["requestEntryDate"], "20260302");
    assert_eq!(row["cancellationDate"], "0");
}

#[tokio::test]
async fn a_denied_request_is_absent_from_queries() {
    let api = api().await;
    api.sandbox.clock().stand_at(at("2026-03-02T10:00:00Z"));
    api.post(CONTRACT, "", &request("1500000,00")).await;
    let pending = api.query(CONTRACT, "?customerReference=R-1").await;
    assert_eq!(pending["debtor"][0]["statusCode"], "1");
    api.sandbox.clock().stand_at(at("2026-03-02T14:15:00Z"));
    let denied = api.query(CONTRACT, "?customerReference=R-1").await;
    assert_eq!(denied["error"]["errorCode"], "RAD0001");
    assert!(denied["debtor"].is_null());
    let stored = api.sandbox.resources(CONTRACT).join("\n");
    assert!(stored.contains("\"_denied\":true"), "{stored}");
}

#[tokio::test]
async fn a_classification_of_a_ppc_contract_goes_through_its_life() {
    let api = api().await;
    let body = api.post(PPC, "", &request("250000,00")).await;
    let number = body["debtor"][0]["endorsementNo"].clone();
    assert_eq!(body["debtor"][0]["classificationDecisionCode"], "PC");
    for (tail, name, value, situation) in [
        ("/accept-deny-premium", "acceptanceInd", "S", "PA"),
        ("/activate-deactivate", "activationInd", "S", "C"),
        ("/activate-deactivate", "activationInd", "N", "PN"),
        ("/activate-deactivate", "activationInd", "S", "C"),
        ("/cancel", "customerReference", "R-1", "N"),
    ] {
        let mut body = json!({ "endorsementNo": number });
        body[name] = value.into();
        let body = api.post(PPC, tail, &body).await;
        assert_eq!(body["error"]["errorCode"], "0", "{tail} {value}: {body}");
        assert_eq!(body["debtor"][0]["classificationDecisionCode"], situation);
    }
    let again = api
        .post(PPC, "/cancel", &json!({ "endorsementNo": number }))
        .await;
    assert_eq!(again["error"]["errorCode"], "RAD0003");
    assert!(!api.sandbox.received().last().unwrap().processed);
}
