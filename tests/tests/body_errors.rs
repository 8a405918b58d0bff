//! Errors inside a success, and paged lists: a generated client against the sandbox.

#![allow(clippy::unwrap_used, clippy::panic, reason = "tests")]

use api_transport::Error;
use classifications_auth::ErrorDetails as _;
use contract_tests::support::{CONTRACT, Setup, sales, sandbox};
use futures_util::TryStreamExt as _;
use sales_api::types::Movement;

/// Five movements, two per page. A movement of sale 7 is an error, and one of sale 8 means a wrong
/// password.
const MODEL: &str = r#"
title: Sales
collections:
  key: path.contractNo
resources:
  movement: {key: saleNo}
functions: |
  fn page(rows, from) {
    let page = [];
    for row in rows.to_array() {
      if page.len() < 2 && (from == () || row.saleNo >= from) { page.push(row); }
    }
    page
  }
  fn next(page) { if page.is_empty() { "0" } else { (page[-1].saleNo + 1).to_string() } }
  fn code(no) { if no == 7 { "M001" } else if no == 8 { "U001" } else { "0" } }
operations:
  queryMovements:
    lists:
      found: {of: movement}
    response:
      body:
        error: {code: '"0"'}
        page: {nextSaleNo: "next(page(found, query.fromSaleNo))"}
        sales: "page(found, query.fromSaleNo)"
  moveSale:
    response:
      status: 200
      body:
        error: {code: code(body.saleNo), text: '"unknown sale"'}
seed:
  "1234567-01":
    movement:
      - {saleNo: 1, amount: 1.50}
      - {saleNo: 2}
      - {saleNo: 3}
      - {saleNo: 4}
      - {saleNo: 5}
"#;

#[tokio::test]
async fn the_rows_of_all_pages_are_read_from_the_first_one_or_from_a_cursor() {
    let setup = Setup::of(sandbox().model(MODEL)).await;
    let client = sales(&setup.client);
    let query = client.query_movements().contract_no(CONTRACT);
    let numbers = query.clone().send_rows().map_ok(|row| row.sale_no);
    assert_eq!(
        numbers.try_collect::<Vec<_>>().await.unwrap(),
        [1, 2, 3, 4, 5]
    );
    assert_eq!(setup.count("queryMovements"), 4);
    let numbers = query.from_sale_no(4).send_rows().map_ok(|row| row.sale_no);
    assert_eq!(numbers.try_collect::<Vec<_>>().await.unwrap(), [4, 5]);
    assert_eq!(setup.count("queryMovements"), 6);
}

#[tokio::test]
async fn an_error_in_a_body_is_a_rejection_for_the_caller_and_the_ledger() {
    let setup = Setup::of(sandbox().model(MODEL)).await;
    let client = sales(&setup.client);
    let send = |no: i64| {
        let body = Movement::builder().sale_no(no);
        client.move_sale().contract_no(CONTRACT).body(body).send()
    };
    send(6).await.unwrap();
    let error = send(7).await.unwrap_err();
    assert!(matches!(error, Error::Rejected(_)), "{error:?}");
    assert_eq!(
        (error.code(), error.reason()),
        (Some("M001"), Some("unknown sale"))
    );
    let error = send(8).await.unwrap_err();
    assert_eq!(error.code(), Some("U001"));
    let error = send(6).await.unwrap_err();
    assert!(error.token_error().is_some(), "{error:?}");
    let received = setup.received("moveSale");
    let entries = received.iter();
    let outcomes: Vec<_> = entries
        .map(|entry| (entry.processed, entry.reason.as_deref()))
        .collect();
    assert_eq!(
        outcomes,
        [
            (true, None),
            (false, Some("M001: unknown sale")),
            (false, Some("U001: unknown sale")),
        ]
    );
}

#[tokio::test]
async fn a_sample_of_a_success_is_not_an_error() {
    let setup = Setup::new().await;
    let client = sales(&setup.client);
    let query = client.query_movements().contract_no(CONTRACT);
    let code = query.send().await.unwrap().into_inner().error.unwrap().code;
    assert_eq!(code.as_deref(), Some("0"));
}
