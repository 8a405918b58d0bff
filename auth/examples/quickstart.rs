//! A first call: `cargo run -p classifications-auth --example quickstart`.
//!
//! It calls a sandbox of the API on loopback. To call the API itself, omit `base_url` and `token_url`, and
//! pass `credentials::Environment::default()`, which reads the credentials from `CESCE_CLIENT_ID`,
//! `CESCE_CLIENT_SECRET`, `CESCE_USERNAME` and `CESCE_PASSWORD`.

use classifications_auth::{Client, Credentials};
use classifications_sandbox::Sandbox;

#[tokio::main(flavor = "current_thread")]
pub(crate) async fn main() -> Result<(), Box<dyn std::error::Error>> {
    let sandbox = Sandbox::start().await?;
    let accepted = sandbox.credentials().clone();

    let client = Client::builder()
        .credentials(
            Credentials::builder()
                .client_id(accepted.client_id)
                .client_secret(accepted.client_secret)
                .username(accepted.username)
                .password(accepted.password)
                .build()?,
        )
        .base_url(sandbox.base_url())
        .token_url(sandbox.token_url())
        .build()?;

    // fetches a token with the scope `read`, and keeps it for later calls
    let list = client
        .query_classifications()
        .contract_no("11000012345")
        .send()
        .await?;
    // the response dereferences to the type of the body, and has the status, the headers and the bytes of the body
    println!("{}", list.status());
    println!("{}", String::from_utf8_lossy(list.body()));

    // other operations are called in the same way: `client.create_classification().contract_no(..).body(..)`. A POST
    // is sent again only if it certainly was not carried out
    Ok(())
}
