//! Operations of the API that the sandbox plays, as calls that succeed there.

use std::fmt::Debug;

use api_transport::{ClientInfo as _, Error};
use classifications_auth::Client;
use sales_api::types::{Correction, Sale};
use serde_json::json;

/// The contract of all calls.
pub const CONTRACT: &str = "1234567-01";

/// The debtor of the query.
pub const BUYER: &str = "B85905495";

/// The `operationId`s of a GET and of POSTs with scopes of their own.
pub const OPERATIONS: [&str; 3] = ["querySales", "notifySale", "correctSale"];

/// The status of a success, or the error, with the documented body as text.
pub type Sent = Result<u16, Error<String>>;

/// A generated client at the base URL of `client`, over its transport.
#[must_use]
pub fn sales(client: &Client) -> sales_api::Client {
    let transport = client.transport();
    let (http, sender) = (transport.http().clone(), transport.sender());
    sales_api::Client::new_with_client(client.baseurl(), http, sender)
}

/// Calls an operation.
///
/// # Errors
/// The error of the call.
pub async fn perform(client: &Client, operation: &str) -> Sent {
    let sales = sales(client);
    let status = match operation {
        "querySales" => {
            let query = sales.query_sales().contract_no(CONTRACT).client(BUYER);
            query.send().await.map_err(shown)?.status()
        }
        "notifySale" => {
            let sale = json!({"client": "C-1042", "saleDate": "2026-01-15", "amount": 1234.5});
            let sale: Sale = serde_json::from_value(sale).unwrap();
            let notify = sales.notify_sale().contract_no(CONTRACT).body(sale);
            notify.send().await.map_err(shown)?.status()
        }
        "correctSale" => {
            let correct = sales.correct_sale().contract_no(CONTRACT).sale_no(42);
            let correct = correct.body(Correction::builder().amount(1000.0));
            correct.send().await.map_err(shown)?.status()
        }
        other => panic!("there is no operation {other}"),
    };
    Ok(status.as_u16())
}

/// The error, with its documented body as text.
fn shown<E: Debug>(error: Error<E>) -> Error<String> {
    error.map_documented(|body| format!("{body:?}"))
}
