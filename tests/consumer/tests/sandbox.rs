//! A test with all parts: credentials, token, API.

use classifications_auth::{Client, Credentials};
use classifications_sandbox::Sandbox;
use consumer::classifications;

#[tokio::test]
async fn a_token_is_fetched_once_for_two_queries() {
    let sandbox = Sandbox::start().await.unwrap();
    let known = sandbox.credentials();
    let app = (known.client_id.as_str(), known.client_secret.as_str());
    let account = (known.username.as_str(), known.password.as_str());
    let client = Client::builder()
        .credentials(Credentials::new(app.0, app.1, account.0, account.1).unwrap())
        .base_url(sandbox.base_url())
        .token_url(sandbox.token_url())
        .build()
        .unwrap();
    let first = classifications(&client, "11000012345").await.unwrap();
    assert_eq!(classifications(&client, "11000012345").await.unwrap(), first);
    let received = sandbox.received();
    assert_eq!(received.len(), 3, "a token request and two queries");
    assert!(received.iter().all(|request| request.processed));
}
