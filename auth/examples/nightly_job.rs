//! A nightly job that requests a classification for each row of a file, and pays for none of them twice:
//! `cargo run -p classifications-auth --example nightly_job`.
//!
//! Each error is handled as the table in the documentation of the crate says. A real job stores the rows
//! before and after each request, so that a process that is killed loses nothing.

use classifications_auth::dynamic::{ErrorBody, Outcome, Values};
use classifications_auth::{Client, Credentials, Error, ResponseValue};
use classifications_sandbox::{Fault, Sandbox};
use serde_json::Value;

/// What is to be done for a row.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Task {
    /// Nothing was requested yet.
    Request,
    /// A request may have been carried out: query before another one.
    Query,
    /// A classification was requested.
    Nothing,
    /// A person has to read this.
    Read(String),
}

#[derive(Debug)]
pub(crate) struct Row {
    /// Our own name for the request, which the insurer's list repeats.
    pub(crate) reference: String,
    /// The values of the request by their names in the document.
    pub(crate) values: Values,
    pub(crate) task: Task,
}

/// Reads the rows of a file.
pub(crate) fn rows(text: &str) -> Result<Vec<Row>, Box<dyn std::error::Error>> {
    let file: Value = serde_json::from_str(text)?;
    let name = file.get("reference").and_then(Value::as_str);
    let name = name.ok_or("the file names no reference")?;
    let rows = file.get("rows").and_then(Value::as_array);
    let rows = rows.ok_or("the file has no rows")?;
    let row = |row: &Value| {
        let values = row.as_object().ok_or("a row is not an object")?.clone();
        let reference = values.get(name).and_then(Value::as_str);
        Ok(Row {
            reference: reference.ok_or("a row has no reference")?.to_owned(),
            values,
            task: Task::Request,
        })
    };
    rows.iter().map(row).collect()
}

/// One night. The rows whose outcome is unknown wait for the next one: by then their request is no
/// longer under way.
pub(crate) async fn night(client: &Client, contract: &str, rows: &mut [Row]) {
    if rows.iter().any(|row| row.task == Task::Query) {
        query(client, contract, rows).await;
    }
    for row in rows {
        if row.task != Task::Request {
            continue;
        }
        // holds if the process ends within the request
        row.task = Task::Query;
        row.task = match request(client, row).await {
            // carried out, even if the response cannot be read
            Ok(_) | Err(Error::NotUnderstood(_)) => Task::Nothing,
            Err(error) if error.may_have_happened() => Task::Query,
            Err(error) if error.is_retryable() => Task::Request,
            Err(error) => Task::Read(error.to_string()),
        };
    }
}

/// Looks all unknown outcomes up in one list.
async fn query(client: &Client, contract: &str, rows: &mut [Row]) {
    let query = client.query_classifications().contract_no(contract);
    let Ok(list) = query.send().await else {
        return; // nothing is known yet: the next night queries again
    };
    let list = String::from_utf8_lossy(list.text());
    for row in rows {
        if row.task == Task::Query {
            let listed = list.contains(&format!("\"{}\"", row.reference));
            // a request that was denied is not listed either: sending it again could pay for a second study
            row.task = if listed {
                Task::Nothing
            } else {
                Task::Read("the outcome is unknown, and the request is not listed".to_owned())
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
    let known = sandbox.credentials().clone();
    let account = Credentials::new(
        known.client_id,
        known.client_secret,
        known.username,
        known.password,
    )?;
    let client = Client::builder()
        .credentials(account)
        .base_url(sandbox.base_url())
        .token_url(sandbox.token_url())
        .build()?;
    // a gateway that loses every second response
    let lost = Fault::status(504).after_processing().every(2);
    sandbox.inject(lost.on("createClassification"));

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
