//! One `match` for all operations: `cargo run -p classifications-auth --example error_handling`.
//!
//! What a caller may do next follows from four variants, above all whether a POST may be repeated.

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
        ("the API refuses", Fault::status(403)),
        (
            "the connection breaks after each request",
            Fault::reset().after_processing(),
        ),
        ("a proxy responds, with HTML", Fault::html(502)),
        (
            "the response is not what the document says",
            Fault::malformed(),
        ),
    ];
    for (what, fault) in faults {
        sandbox.inject(fault.on("queryClassifications"));
        println!("{what}: {}", query(&client).await);
        sandbox.clear_faults();
    }

    let stranger = self::client(&sandbox, Some("a wrong password"))?;
    println!("the password is wrong: {}", query(&stranger).await);
    Ok(())
}

async fn query(client: &Client) -> String {
    let query = client.query_classifications().contract_no("11000012345");
    advice(query.send().await.map(drop))
}

/// What to do after a call of any operation, as text.
fn advice<E: Debug>(result: Result<(), Error<E>>) -> String {
    match result {
        Ok(()) => "done".to_owned(),
        // it did not happen: remove the reason, then call again
        Err(Error::NotSent(error)) if error.reason() == NotSentReason::Credentials => {
            let why = error.token_error().map(ToString::to_string);
            format!("replace the credentials: {}", why.unwrap_or_default())
        }
        Err(error @ Error::NotSent(_)) if error.is_retryable() => format!("try later: {error}"),
        Err(Error::NotSent(error)) => format!("correct the arguments: {error}"),
        // it did not happen: the response says why, and what support asks for
        Err(Error::Rejected(error)) => format!(
            "refused with {}: {:?}; transaction {:?}; challenges {:?}",
            error.status(),
            error.documented(),
            error.transaction_id(),
            error.challenges(),
        ),
        // it may have happened: query before you repeat what costs money
        Err(Error::OutcomeUnknown(error)) if error.is_safe() => format!("call again: {error}"),
        Err(Error::OutcomeUnknown(error)) => format!("query before you repeat it: {error}"),
        // it has happened, but the response is not what the document says
        Err(Error::NotUnderstood(error)) => format!(
            "do not repeat it: {error}; it begins {:?}",
            String::from_utf8_lossy(error.body_start()),
        ),
    }
}

fn client(sandbox: &Sandbox, password: Option<&str>) -> Result<Client, Box<dyn std::error::Error>> {
    let known = sandbox.credentials().clone();
    let password = password.map_or(known.password, str::to_owned);
    let account = Credentials::new(
        known.client_id,
        known.client_secret,
        known.username,
        password,
    )?;
    let client = Client::builder()
        .credentials(account)
        .base_url(sandbox.base_url())
        .token_url(sandbox.token_url())
        .build()?;
    Ok(client)
}
