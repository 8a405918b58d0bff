//! A nightly job that requests a classification for each row of a file, and never pays twice for the same row:
//! `cargo run -p classifications-auth --example nightly_job`.
//!
//! It handles errors as described in the table in the documentation of the crate. A real job stores the rows
//! before and after each request, so that a killed process loses no data.

use classifications_auth::dynamic::{ErrorBody, Outcome, Values};
use classifications_auth::{Client, Credentials, Error, ResponseValue};
use classifications_sandbox::{Fault, Sandbox};
use serde_json::Value;

/// The next step for a row.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Task {
    /// Request a classification; no request was sent yet.
    Request,
    /// Query the classifications, as a request may have been carried out.
    Query,
    /// Nothing is left to do, as a classification was requested.
    Nothing,
    /// A person has to read this text.
    Review(String),
}

#[derive(Debug)]
pub(crate) struct Row {
    /// The customer's reference of the request, which the list of classifications contains.
    pub(crate) reference: String,
    /// The arguments of the operation by the names of its parameters in the document.
    pub(crate) values: Values,
    pub(crate) task: Task,
}

/// Reads the rows of a file.
pub(crate) fn rows(text: &str) -> Result<Vec<Row>, Box<dyn std::error::Error>> {
    let file: Value = serde_json::from_str(text)?;
    let reference_name = file.get("reference").and_then(Value::as_str);
    let reference_name = reference_name.ok_or("the file has no \"reference\"")?;
    let rows = file.get("rows").and_then(Value::as_array);
    let rows = rows.ok_or("the file has no \"rows\"")?;
    let row = |row: &Value| {
        let values = row.as_object().ok_or("a row is not an object")?.clone();
        let reference = values.get(reference_name).and_then(Value::as_str);
        Ok(Row {
            reference: reference.ok_or("a row has no reference")?.to_owned(),
            values,
            task: Task::Request,
        })
    };
    rows.iter().map(row).collect()
}

/// Runs the job of one night.
///
/// Rows whose outcome is unknown wait for the next night. By then, the API has processed their requests.
pub(crate) async fn night(client: &Client, contract: &str, rows: &mut [Row]) {
    if rows.iter().any(|row| row.task == Task::Query) {
        query(client, contract, rows).await;
    }
    for row in rows {
        if row.task != Task::Request {
            continue;
        }
        // the next step if the process ends during the request
        row.task = Task::Query;
        row.task = match request(client, row).await {
            // carried out, even if the response cannot be read
            Ok(_) | Err(Error::NotUnderstood(_)) => Task::Nothing,
            Err(error) if error.may_have_happened() => Task::Query,
            Err(error) if error.is_retryable() => Task::Request,
            Err(error) => Task::Review(error.to_string()),
        };
    }
}

/// Looks up all unknown outcomes in one list.
async fn query(client: &Client, contract: &str, rows: &mut [Row]) {
    let query = client.query_classifications().contract_no(contract);
    let Ok(list) = query.send().await else {
        return; // the outcomes remain unknown; the next night queries again
    };
    let list = String::from_utf8_lossy(list.text());
    for row in rows {
        if row.task == Task::Query {
            let listed = list.contains(&format!("\"{}\"", row.reference));
            // a denied request is not listed either, and to send it again could cost a second study
            row.task = if listed {
                Task::Nothing
            } else {
                Task::Review("the outcome is unknown, and the request is not listed".to_owned())
            };
        }
    }
}

async fn request(client: &Client, row: &Row) -> Result<ResponseValue<Outcome>, Error<ErrorBody>> {
    client
        .call("createClassification", row.values.clone())
        .await
}

#[tokio::main(flavor = "current_thread")]
pub(crate) async fn main() -> Result<(), Box<dyn std::error::Error>> {
    let sandbox = Sandbox::start().await?;
    let accepted = sandbox.credentials().clone();
    let account = Credentials::new(
        accepted.client_id,
        accepted.client_secret,
        accepted.username,
        accepted.password,
    )?;
    let client = Client::builder()
        .credentials(account)
        .base_url(sandbox.base_url())
        .token_url(sandbox.token_url())
        .build()?;
    // every second response is lost
    let fault = Fault::status(504).after_processing().every(2);
    sandbox.inject(fault.on("createClassification"));

    let mut rows = rows(include_str!("nightly_job.json"))?;
    for number in 1..=2 {
        night(&client, "11000012345", &mut rows).await;
        let open = rows.iter().filter(|row| row.task != Task::Nothing);
        println!(
            "night {number}: {} of {} are open",
            open.count(),
            rows.len()
        );
    }
    Ok(())
}
