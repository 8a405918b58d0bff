//! A first call: `cargo run -p classifications-auth --example quickstart`.
//!
//! It plays the API on loopback. Against the real one leave `base_url` and `token_url` out, and take the
//! credentials from `CESCE_CLIENT_ID`, `CESCE_CLIENT_SECRET`, `CESCE_USERNAME` and `CESCE_PASSWORD` by
//! giving `credentials::Environment::default()`.

use classifications_auth::types::Debtor;
use classifications_auth::{Client, Credentials};
use classifications_sandbox::Sandbox;

#[tokio::main(flavor = "current_thread")]
pub(crate) async fn main() -> Result<(), Box<dyn std::error::Error>> {
    let sandbox = Sandbox::start().await?;
    let known = sandbox.credentials().clone();
    let contract = sandbox.collections().remove(0);

    let client = Client::builder()
        .credentials(Credentials::new(
            known.client_id,
            known.client_secret,
            known.username,
            known.password,
        )?)
        .base_url(sandbox.base_url())
        .token_url(sandbox.token_url())
        .build()?;

    // a token with the scope `read` is fetched, and kept for the calls to come
    let list = client
        .query_classifications()
        .contract_no(contract.as_str())
        .send()
        .await?;
    for classification in &list.classifications {
        println!(
            "request {}: status {}",
            classification.request_no, classification.status_code
        );
    }

    // a POST, which is sent again only if it provably was not processed
    let created = client
        .create_classification()
        .contract_no(contract.as_str())
        .body_map(|body| {
            body.debtor(Debtor::builder().tax_id("B85905495").country("ES"))
                .requested_limit("40000.00")
                .currency("EUR")
                .payment_term_days(60)
        })
        .send()
        .await?;
    println!("request {} is new", created.request_no);
    Ok(())
}
