//! Paged lists: each page is a separate call with its own retries.

use futures_util::TryStreamExt as _;
use sales_api::dynamic::{self, Values};

use crate::support::server::{Server, Step};
use crate::support::{Setup, sales};

fn page(next: &str, rows: &str) -> Step {
    let body =
        format!(r#"{{"error":{{"code":"0"}},"page":{{"nextSaleNo":{next}}},"sales":{rows}}}"#);
    Step::response(200, &body)
}

fn steps() -> Vec<Step> {
    vec![
        page("\"7\"", r#"[{"saleNo":1,"amount":1.50},{"saleNo":2}]"#),
        Step::status(503),
        page("\"8\"", "null"),
        page("\"0\"", r#"[{"saleNo":3}]"#),
    ]
}

fn targets(api: &Server) -> Vec<String> {
    let path = "/v1/contracts/1/movements";
    let target = |request: &crate::support::server::Received| {
        request.target.strip_prefix(path).unwrap().to_owned()
    };
    api.received().iter().map(target).collect()
}

const TARGETS: [&str; 4] = ["", "?fromSaleNo=7", "?fromSaleNo=7", "?fromSaleNo=8"];

#[tokio::test]
async fn typed_rows_of_all_pages_are_one_stream() {
    let setup = Setup::new(steps()).await;
    let client = sales(&setup.client);
    let rows = client.query_movements().contract_no("1").send_rows();
    let rows: Vec<_> = rows.map_ok(|row| row.sale_no).try_collect().await.unwrap();
    assert_eq!(rows, [1, 2, 3]);
    assert_eq!(targets(&setup.api), TARGETS);
}

#[tokio::test]
async fn pages_by_data_have_the_rows_as_received() {
    let setup = Setup::new(steps()).await;
    let client = sales(&setup.client);
    let values = Values::from_iter([("contractNo".to_owned(), "1".into())]);
    let pages = dynamic::pages(&client, "queryMovements", values);
    let pages: Vec<_> = pages.try_collect().await.unwrap();
    let rows: Vec<&str> = pages
        .iter()
        .flat_map(|page| page.rows())
        .map(serde_json::value::RawValue::get)
        .collect();
    assert_eq!(
        rows,
        [
            r#"{"saleNo":1,"amount":1.50}"#,
            r#"{"saleNo":2}"#,
            r#"{"saleNo":3}"#
        ]
    );
    assert_eq!(targets(&setup.api), TARGETS);
}

#[tokio::test]
async fn a_list_continues_from_a_cursor() {
    let setup = Setup::new(vec![page("\"8\"", "[]"), page("\"7\"", "[]")]).await;
    let client = sales(&setup.client);
    let pages = client
        .query_movements()
        .contract_no("1")
        .from_sale_no(7)
        .send_pages();
    let pages: Vec<_> = pages.try_collect().await.unwrap();
    assert_eq!(pages.len(), 2);
    assert!(pages[1].repeats_cursor());
    assert_eq!(targets(&setup.api), ["?fromSaleNo=7", "?fromSaleNo=8"]);
}

#[tokio::test]
async fn an_error_in_a_page_and_an_invalid_cursor_end_the_list() {
    for (second, sent) in [
        (Step::response(200, r#"{"error":{"code":"M001"}}"#), 2),
        (page("\"0\"", "[]"), 1),
    ] {
        let first = if sent == 2 { "\"7\"" } else { "\"seven\"" };
        let setup = Setup::new(vec![page(first, r#"[{"saleNo":1}]"#), second]).await;
        let client = sales(&setup.client);
        let mut rows = client.query_movements().contract_no("1").send_rows();
        assert_eq!(rows.try_next().await.unwrap().unwrap().sale_no, 1);
        let error = rows.try_next().await.unwrap_err();
        assert_eq!(error.code().is_some(), sent == 2, "{error:?}");
        assert!(rows.try_next().await.unwrap().is_none());
        assert_eq!(setup.api.count(), sent);
    }
}
