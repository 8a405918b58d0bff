//! Portfolio Movements: every case, and the pages from first to last.

use serde_json::Value;

use crate::play::Api;
use crate::{CONTRACT, PPC, at};

async fn api() -> Api {
    Api::start("portfolio-movements").await
}

#[tokio::test]
async fn every_case_of_movements_is_played_exactly() {
    let api = api().await;
    let notices = api.sandbox.notices();
    assert!(notices.is_empty(), "{notices:#?}");
    let wrong = api.play_all().await;
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[tokio::test]
async fn pages_hold_each_movement_once_and_end_with_a_zero() {
    let api = api().await;
    let (mut cursor, mut numbers, mut pages) = (String::new(), vec![], 0);
    while cursor != "0" {
        let tail = format!("?languageCode=ES&nextEndorsementNo={cursor}");
        let body = api.query(CONTRACT, &tail).await;
        assert_eq!(body["error"]["errorCode"], "0");
        let rows = body["debtor"].as_array();
        let next = body["client"]["nextEndorsementNo"].as_str().unwrap();
        assert_eq!(rows.is_none(), next == "0", "{body}");
        let rows = rows.into_iter().flatten();
        numbers.extend(rows.map(|row| row["endorsementNo"].as_str().unwrap().to_owned()));
        next.clone_into(&mut cursor);
        pages += 1;
        assert!(pages < 10, "{body}");
    }
    assert_eq!(pages, 4);
    let expected = [
        "600002", "600003", "600005", "600006", "600007", "600010", "600012",
    ];
    assert_eq!(numbers, expected);
}

#[tokio::test]
async fn movements_are_of_today_and_yesterday() {
    let api = api().await;
    api.sandbox.clock().stand_at(at("2026-03-01T12:00:00Z"));
    let body = api.query(CONTRACT, "").await;
    let dates = ["/debtor/0/effectiveDate", "/debtor/1/classificationDate"];
    let dates = dates.map(|pointer| body.pointer(pointer).and_then(Value::as_str));
    assert_eq!(dates, [Some("20260228"), Some("20260301")]);
    let text = body.to_string();
    assert!(!text.contains("_age") && !text.contains("_dates"), "{text}");

    let none = api.query(PPC, "").await;
    assert_eq!(none["client"]["nextEndorsementNo"], "0");
    assert!(none.as_object().unwrap().contains_key("debtor"), "{none}");
}
