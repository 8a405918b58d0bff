//! One way to match, whatever the operation: `cargo run -p classifications-auth --example error_handling`.
//!
//! What a caller may do next differs between four endings, above all whether a POST may be repeated.

use classifications_auth::types::{ClassificationRequest, Debtor, GatewayError};
use classifications_auth::{
    Client, Credentials, Error, ErrorDetails, NotSentReason, RejectedDetails,
};
use classifications_sandbox::{Fault, Sandbox};

#[tokio::main(flavor = "current_thread")]
pub(crate) async fn main() -> Result<(), Box<dyn std::error::Error>> {
    let sandbox = Sandbox::start().await?;
    let contract = sandbox.collections().remove(0);
    let client = client(&sandbox, None)?;
    let query = client.query_classifications().contract_no("none-such");
    println!("{}", advice(query.send().await.map(drop)));

    let lost = Fault::reset().after_processing();
    let faults = [
        (
            "the answer gets lost after the request was carried out",
            lost,
        ),
        (
            "a proxy answers instead of the API, and no JSON",
            Fault::html(503),
        ),
        (
            "the answer is not what the document says",
            Fault::malformed(),
        ),
    ];
    for (what, fault) in faults {
        sandbox.inject(fault.on("createClassification").times(1));
        println!("{what}: {}", create(&client, &contract).await);
    }

    let stranger = self::client(&sandbox, Some("a wrong password"))?;
    println!(
        "the password is wrong: {}",
        create(&stranger, &contract).await
    );
    Ok(())
}

async fn create(client: &Client, contract: &str) -> String {
    let request = ClassificationRequest::builder()
        .debtor(Debtor::builder().tax_id("B85905495").country("ES"))
        .requested_limit("40000.00")
        .currency("EUR")
        .payment_term_days(60);
    let create = client.create_classification().contract_no(contract);
    advice(create.body(request).send().await.map(drop))
}

/// What to do after a call, in words.
fn advice(result: Result<(), Error<GatewayError>>) -> String {
    match result {
        Ok(()) => "done".to_owned(),
        // nothing has happened: mend the reason, then call again
        Err(Error::NotSent(error)) => match error.reason() {
            NotSentReason::Credentials => {
                let why = error.token_error().map(ToString::to_string);
                format!("mend the credentials: {}", why.unwrap_or_default())
            }
            NotSentReason::Network | NotSentReason::TokenEndpoint => format!("try later: {error}"),
            _ => format!("{error}"),
        },
        // the server refused: it says why, and what support asks for
        Err(Error::Rejected(error)) => format!(
            "refused with {}: {:?}; transaction {:?}; challenges {:?}",
            error.status(),
            error.documented().map(|body| &body.more_information),
            error.transaction_id(),
            error.challenges(),
        ),
        // it may have happened: look before you repeat what costs money
        Err(Error::OutcomeUnknown(error)) if error.is_safe() => format!("call again: {error}"),
        Err(Error::OutcomeUnknown(error)) => format!("query before you repeat it: {error}"),
        // it has happened, but the answer is not what the document says
        Err(Error::NotUnderstood(error)) => format!(
            "do not repeat it: {error}; it begins {:?}",
            String::from_utf8_lossy(error.body_start()),
        ),
        Err(error) => format!("{:#}", anyhow::Error::from(error)),
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
