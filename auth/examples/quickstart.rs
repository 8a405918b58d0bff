//! A first call: `cargo run -p classifications-auth --example quickstart`.
//!
//! It plays the API on loopback. Against the real one leave `base_url` and `token_url` out, and take the
//! credentials from `CESCE_CLIENT_ID`, `CESCE_CLIENT_SECRET`, `CESCE_USERNAME` and `CESCE_PASSWORD` by
//! giving `credentials::Environment::default()`.

use classifications_auth::{Client, Credentials};
use classifications_sandbox::Sandbox;

#[tokio::main(flavor = "current_thread")]
pub(crate) async fn main() -> Result<(), Box<dyn std::error::Error>> {
    let sandbox = Sandbox::start().await?;
    let known = sandbox.credentials().clone();

    let client = Client::builder()
        .credentials(
            Credentials::builder()
                .client_id(known.client_id)
                .client_secret(known.client_secret)
                .username(known.username)
                .password(known.password)
                .build()?,
        )
        .base_url(sandbox.base_url())
        .token_url(sandbox.token_url())
        .build()?;

    // a token with the scope `read` is fetched, and kept for the calls to come
    let list = client
        .query_classifications()
        .contract_no("11000012345")
        .send()
        .await?;
    // the response derefs to the document's type, and has status, headers and the body as received
    println!("{}", list.status());
    println!("{}", String::from_utf8_lossy(list.body()));

    // the other operations are called alike: `client.create_classification().contract_no(..).body(..)`. A POST is sent
    // again only if it provably was not carried out
    Ok(())
}
