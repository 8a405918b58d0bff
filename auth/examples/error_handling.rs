//! One `match` for the errors of all operations: `cargo run -p classifications-auth --example error_handling`.
//!
//! The four variants of the error show what a caller does next, above all whether it repeats a POST.

use std::fmt::Debug;

use classifications_auth::{
    Client, Credentials, Error, ErrorDetails, NotSentReason, ResponseDetails,
};
use classifications_sandbox::{Fault, Sandbox};

#[tokio::main(flavor = "current_thread")]
pub(crate) async fn main() -> Result<(), Box<dyn std::error::Error>> {
    let sandbox = Sandbox::start().await?;
    let client = client(&sandbox, None)?;
    let faults = [
        ("the API rejects the request", Fault::status(403)),
        (
            "the connection breaks after each request",
            Fault::reset().after_processing(),
        ),
        ("a proxy responds with HTML", Fault::html(502)),
        (
            "the response does not conform to the document",
            Fault::malformed(),
        ),
    ];
    for (name, fault) in faults {
        sandbox.inject(fault.on("queryClassifications"));
        println!("{name}: {}", query(&client).await);
        sandbox.clear_faults();
    }

    let client = self::client(&sandbox, Some("a wrong password"))?;
    println!("the password is wrong: {}", query(&client).await);
    Ok(())
}

async fn query(client: &Client) -> String {
    let query = client.query_classifications().contract_no("11000012345");
    advice(query.send().await.map(drop))
}

/// Returns what to do after a call of any operation, as text.
fn advice<E: Debug>(result: Result<(), Error<E>>) -> String {
    match result {
        Ok(()) => "done".to_owned(),
        // not carried out: remove the cause, then call again
        Err(Error::NotSent(error)) if error.reason() == NotSentReason::Credentials => {
            let why = error.token_error().map(ToString::to_string);
            format!("replace the credentials: {}", why.unwrap_or_default())
        }
        Err(error @ Error::NotSent(_)) if error.is_retryable() => format!("try later: {error}"),
        Err(Error::NotSent(error)) => format!("correct the arguments: {error}"),
        // not carried out: the response has the reason, and the transaction ID for the support of the API
        Err(Error::Rejected(error)) => format!(
            "rejected with {}: {:?}; transaction {:?}; challenges {:?}",
            error.status(),
            error.documented(),
            error.transaction_id(),
            error.challenges(),
        ),
        // may have been carried out: query before you repeat a request that costs money
        Err(Error::OutcomeUnknown(error)) if error.is_safe() => format!("call again: {error}"),
        Err(Error::OutcomeUnknown(error)) => format!("query before you repeat it: {error}"),
        // carried out, but the response does not conform to the document
        Err(Error::NotUnderstood(error)) => format!(
            "do not repeat it: {error}; the body begins with {:?}",
            String::from_utf8_lossy(error.body_start()),
        ),
    }
}

fn client(sandbox: &Sandbox, password: Option<&str>) -> Result<Client, Box<dyn std::error::Error>> {
    let accepted = sandbox.credentials().clone();
    let password = password.map_or(accepted.password, str::to_owned);
    let account = Credentials::new(
        accepted.client_id,
        accepted.client_secret,
        accepted.username,
        password,
    )?;
    let client = Client::builder()
        .credentials(account)
        .base_url(sandbox.base_url())
        .token_url(sandbox.token_url())
        .build()?;
    Ok(client)
}
