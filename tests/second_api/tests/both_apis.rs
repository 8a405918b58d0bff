//! One account, two APIs: which token a call carries, what goes over the wire, and what comes back.

use std::io::{Read as _, Write as _};
use std::net::TcpListener;
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};

use chrono::NaiveDate;
use classifications_auth::{Client, Credentials, Error, ErrorDetails as _, NotSentReason};
use httpmock::{HttpMockRequest, Mock, MockServer};
use sales_api::types::{NotifySaleError, NotifySaleSuccess};
use sales_api::types::{Sale, SaleCurrency};
use second_api::Insurer;
use serde_json::{Value, json};

const SALES: &str = "/invented/sandbox/sales/v2";
const CLASSIFICATIONS: &str = "/classifications/v1";

/// A server that is the token endpoint and both APIs.
struct Stage {
    server: MockServer,
    insurer: Insurer,
}

impl Stage {
    async fn new() -> Self {
        let server = MockServer::start_async().await;
        let sales = server.url(SALES);
        let insurer = insurer(&server, &sales);
        Self { server, insurer }
    }

    /// The token endpoint, for one set of scopes, asked as this account would.
    async fn tokens(&self, scopes: &str) -> Mock<'_> {
        let form = [
            ("grant_type", "password"),
            ("client_id", "erp"),
            ("client_secret", "s3cret"),
            ("username", "user"),
            ("password", "passw0rd"),
            ("scope", scopes),
        ];
        let mock = self.server.mock_async(|when, then| {
            let when = when.method("POST").path("/token");
            form.into_iter()
                .fold(when, |when, (name, value)| when.form_urlencoded_tuple(name, value));
            then.status(200).json_body(json!({
                "token_type": "Bearer", "access_token": token(scopes), "scope": scopes, "expires_in": 3600,
            }));
        });
        mock.await
    }

    /// An operation, called with exactly this URI and the token for `scopes`.
    async fn operation(
        &self,
        call: (&'static str, &'static str, &'static str),
        (status, answer): (u16, Value),
    ) -> Mock<'_> {
        let (method, uri, scopes) = call;
        let authorization = format!("Bearer {}", token(scopes));
        let mock = self.server.mock_async(|when, then| {
            when.method(method)
                .header("authorization", authorization)
                .is_true(move |request: &HttpMockRequest| {
                    let there = request.uri();
                    there.path_and_query().is_some_and(|there| there == uri)
                });
            then.status(status).json_body(answer);
        });
        mock.await
    }
}

/// Clients of both, with tokens from `server`.
fn insurer(server: &MockServer, sales_url: &str) -> Insurer {
    let credentials = Credentials::new("erp", "s3cret", "user", "passw0rd").unwrap();
    let client = Client::builder()
        .credentials(credentials)
        .base_url(server.url(CLASSIFICATIONS))
        .token_url(server.url("/token"));
    Insurer::at(client, sales_url).unwrap()
}

/// The token that is given for these scopes, and for no others.
fn token(scopes: &str) -> String {
    format!("for-{}", scopes.replace(' ', "-and-"))
}

fn sale() -> Sale {
    let sale = Sale::builder().client("C-1042").amount(1234.5);
    let sale = sale.sale_date("2026-01-15".parse::<NaiveDate>().unwrap());
    sale.currency(SaleCurrency::Eur).try_into().unwrap()
}

const QUERY: (&str, &str, &str) = (
    "GET",
    "/invented/sandbox/sales/v2/contracts/12%2F34/sales?countries=ES%7CPT&month=1&month=12",
    "read sales.read",
);
const NOTIFY: (&str, &str, &str) = (
    "POST",
    "/invented/sandbox/sales/v2/contracts/7/sales",
    "sales.notify",
);
const WITHDRAW: (&str, &str, &str) = (
    "DELETE",
    "/invented/sandbox/sales/v2/contracts/7/sales/42",
    "sales.notify",
);
const COUNTRIES: (&str, &str, &str) = ("GET", "/invented/sandbox/sales/v2/countries", "read");
const CLASSIFIED: (&str, &str, &str) = (
    "GET",
    "/classifications/v1/contracts/7/classifications",
    "read",
);

#[tokio::test]
async fn each_call_carries_a_token_for_its_own_scopes_and_a_kept_one_is_used_again() {
    let stage = Stage::new().await;
    let read = stage.tokens("read").await;
    let query_scopes = stage.tokens("read sales.read").await;
    let notify_scopes = stage.tokens("sales.notify").await;
    let classified = stage
        .operation(CLASSIFIED, (200, json!({"classifications": []})))
        .await;
    let queried = stage.operation(QUERY, (200, json!({"sales": []}))).await;
    let withdrawn = stage.operation(WITHDRAW, (204, Value::Null)).await;
    let countries = stage.operation(COUNTRIES, (200, json!(["ES", "PT"]))).await;

    let Insurer {
        classifications,
        sales,
    } = stage.insurer.clone();
    for _ in 0..2 {
        let query = classifications.query_classifications().contract_no("7");
        assert!(query.send().await.unwrap().classifications.is_empty());
        let query = sales.query_sales().contract_no("12/34");
        let query = query
            .countries(vec!["ES".to_owned(), "PT".to_owned()])
            .month(vec![1, 12]);
        assert!(query.send().await.unwrap().sales.is_empty());
        let withdraw = sales.withdraw_sale().contract_no("7").sale_no(42);
        withdraw.send().await.unwrap();
        let listed = sales.list_countries().send().await.unwrap();
        assert_eq!(*listed, ["ES", "PT"]);
    }
    for operation in [classified, queried, withdrawn, countries] {
        operation.assert_calls_async(2).await;
    }
    for tokens in [read, query_scopes, notify_scopes] {
        tokens.assert_calls_async(1).await;
    }
}

#[tokio::test]
async fn the_wire_is_as_the_document_has_it() {
    let stage = Stage::new().await;
    stage.tokens("sales.notify").await;
    stage.tokens("read sales.read").await;
    let notified = stage
        .server
        .mock_async(|when, then| {
            when.method("POST")
                .path(NOTIFY.1)
                .header("content-type", "application/json")
                .header("accept", "application/json")
                .header("x-ibm-client-id", "erp")
                .json_body(json!({
                    "client": "C-1042", "saleDate": "2026-01-15", "amount": 1234.5, "currency": "EUR",
                }));
            then.status(202).json_body(json!({"receiptNo": "R-1"}));
        })
        .await;
    let notify = stage.insurer.sales.notify_sale().contract_no("7");
    notify.body(sale()).send().await.unwrap();
    notified.assert_async().await;

    let queried = stage
        .server
        .mock_async(|when, then| {
            when.method("GET")
                .header("x-correlation-id", "c-1")
                .header_missing("x-ibm-client-id")
                .is_true(|request: &HttpMockRequest| request.uri().query().is_none());
            then.status(200).json_body(json!({"sales": [{
                "saleNo": 9_007_199_254_740_993_i64, "client": "C", "saleDate": "2026-01-15", "amount": 0.1,
                "currency": "XTS", "unknown": true,
            }]}));
        })
        .await;
    let query = stage.insurer.sales.query_sales().contract_no("7");
    let list = query.x_correlation_id("c-1").send().await.unwrap();
    assert_eq!(list.sales[0].sale_no, 9_007_199_254_740_993);
    assert_eq!(list.sales[0].currency.as_ref().unwrap().to_string(), "XTS");
    queried.assert_async().await;
}

#[tokio::test]
async fn each_documented_answer_arrives_as_its_own_type() {
    let recorded = json!({"saleNo": 42, "client": "C", "saleDate": "2026-01-15", "amount": 1});
    let conflict = json!({"earlierSaleNo": 41});
    let senseless = json!({"httpCode": "400", "moreInformation": "saleDate lies in the future"});
    for (status, answer) in [
        (201, recorded),
        (202, json!({"receiptNo": "R-1"})),
        (400, senseless),
        (409, conflict),
        (418, json!({})),
    ] {
        let stage = Stage::new().await;
        stage.tokens("sales.notify").await;
        let notified = stage.operation(NOTIFY, (status, answer)).await;
        let notify = stage.insurer.sales.notify_sale().contract_no("7");
        let sent = notify.body(sale()).send().await;
        match (status, &sent) {
            (201 | 202, Ok(success)) => match &**success {
                NotifySaleSuccess::Created(sale) => assert_eq!((status, sale.sale_no), (201, 42)),
                NotifySaleSuccess::Accepted(receipt) => {
                    assert_eq!((status, receipt.receipt_no.as_str()), (202, "R-1"));
                }
                other => panic!("{other:?}"),
            },
            (_, Err(Error::Rejected(rejected))) => {
                assert_eq!(rejected.status(), status);
                match rejected.documented() {
                    Some(NotifySaleError::BadRequest(error)) => {
                        assert_eq!((status, error.http_code.as_deref()), (400, Some("400")));
                    }
                    Some(NotifySaleError::Conflict(conflict)) => {
                        assert_eq!((status, conflict.earlier_sale_no), (409, 41));
                    }
                    None => assert_eq!(status, 418),
                    other => panic!("{other:?}"),
                }
            }
            _ => panic!("{status}: {sent:?}"),
        }
        notified.assert_calls_async(1).await;
    }
}

#[tokio::test]
async fn a_post_is_sent_once_when_the_server_answers_503() {
    let stage = Stage::new().await;
    stage.tokens("sales.notify").await;
    let broken = stage.operation(NOTIFY, (503, json!({}))).await;
    let notify = stage.insurer.sales.notify_sale().contract_no("7");
    match notify.body(sale()).send().await {
        Err(Error::Rejected(rejected)) => assert_eq!(rejected.status(), 503),
        other => panic!("{other:?}"),
    }
    broken.assert_calls_async(1).await;
}

#[tokio::test]
async fn a_post_is_sent_once_when_the_connection_breaks_after_it() {
    let tokens = MockServer::start_async().await;
    tokens
        .mock_async(|when, then| {
            when.path("/token");
            then.status(200)
                .json_body(json!({"token_type": "Bearer", "access_token": "t"}));
        })
        .await;
    let (url, received) = breaking_server();
    let insurer = insurer(&tokens, &url);
    let notify = insurer.sales.notify_sale().contract_no("7");
    match notify.body(sale()).send().await {
        Err(Error::OutcomeUnknown(_)) => {}
        other => panic!("{other:?}"),
    }
    assert_eq!(received.load(Ordering::SeqCst), 1);
}

/// A server that reads a request to its end and hangs up; with how many it has read.
fn breaking_server() -> (String, Arc<AtomicUsize>) {
    let listener = TcpListener::bind("127.0.0.1:0").unwrap();
    let url = format!("http://{}", listener.local_addr().unwrap());
    let received = Arc::new(AtomicUsize::new(0));
    let count = Arc::clone(&received);
    std::thread::spawn(move || {
        for stream in listener.incoming() {
            let mut stream = stream.unwrap();
            let (mut text, mut buffer) = (Vec::new(), [0; 1024]);
            // the body is the last object, and holds no other
            while !text.ends_with(b"}") {
                match stream.read(&mut buffer) {
                    Ok(read @ 1..) => text.extend_from_slice(&buffer[..read]),
                    _ => return,
                }
            }
            count.fetch_add(1, Ordering::SeqCst);
            stream.flush().unwrap();
        }
    });
    (url, received)
}

#[tokio::test]
async fn a_refused_credential_is_refused_to_both_and_sent_once() {
    let stage = Stage::new().await;
    let refused = stage
        .server
        .mock_async(|when, then| {
            when.path("/token");
            then.status(400)
                .json_body(json!({"error": "invalid_grant"}));
        })
        .await;
    let query = stage.insurer.classifications.query_classifications();
    let ours = query.contract_no("7").send().await.unwrap_err();
    let theirs = stage.insurer.sales.list_countries().send().await;
    let theirs = theirs.unwrap_err();
    for (reason, token_error) in [
        (reason(&ours), ours.token_error().is_some()),
        (reason(&theirs), theirs.token_error().is_some()),
    ] {
        assert_eq!((reason, token_error), (NotSentReason::Credentials, true));
    }
    refused.assert_calls_async(1).await;
}

fn reason<E: std::fmt::Debug>(error: &Error<E>) -> NotSentReason {
    match error {
        Error::NotSent(not_sent) => not_sent.reason(),
        other => panic!("{other:?}"),
    }
}

#[test]
fn both_documents_name_the_same_token_endpoint() {
    assert_eq!(
        sales_api::operations::TOKEN_URL,
        classifications_auth::TOKEN_URL
    );
    let credentials = Credentials::new("erp", "s3cret", "user", "passw0rd").unwrap();
    let client = Client::builder().credentials(credentials);
    let insurer = Insurer::new(client).unwrap();
    let url = sales_api::ClientInfo::baseurl(&insurer.sales);
    assert_eq!(url, "https://invented.invalid/invented/sandbox/sales/v2");
}
