//! Many accounts in one process: `cargo run -p classifications-auth --example many_credentials`.
//!
//! A broker, for example, acts for many insured companies. Each account has its own tokens. All accounts
//! share the connections, the settings and the retry budget.

use classifications_auth::{Client, Credentials};
use classifications_sandbox::Sandbox;

#[tokio::main(flavor = "current_thread")]
pub(crate) async fn main() -> Result<(), Box<dyn std::error::Error>> {
    let sandbox = Sandbox::builder()
        .account("company-one", "password one")
        .account("company-two", "password two")
        .start()
        .await?;
    let app = sandbox.credentials().clone();
    let account = |username: &str, password: &str| {
        Credentials::new(
            app.client_id.clone(),
            app.client_secret.clone(),
            username.to_owned(),
            password.to_owned(),
        )
    };

    let first_client = Client::builder()
        .credentials(account("company-one", "password one")?)
        .base_url(sandbox.base_url())
        .token_url(sandbox.token_url())
        .build()?;
    let second_client = first_client.with_credentials(account("company-two", "password two")?);

    for (name, client) in [
        ("company one", &first_client),
        ("company two", &second_client),
        ("company one", &first_client),
    ] {
        let query = client.query_classifications().contract_no("11000012345");
        let list = query.send().await?;
        println!("{name}: {} bytes", list.body().len());
    }
    Ok(())
}
