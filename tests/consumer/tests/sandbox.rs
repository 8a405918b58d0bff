//! The whole way: credentials, token, API.

use classifications_api::types::{ClassificationRequest, Debtor};
use classifications_auth::{Client, Credentials};
use classifications_sandbox::Sandbox;
use consumer::{Cover, cover};

#[tokio::test]
async fn a_debtor_is_requested_once() {
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
    let contract_no = sandbox.collections().remove(0);
    let held = sandbox.resources(&contract_no).len();
    let debtor = Debtor::builder().tax_id("X0000001").country("PT");
    let request = ClassificationRequest::builder()
        .debtor(debtor)
        .requested_limit("60000.00");
    let request = request.currency("EUR").payment_term_days(30);
    let request: ClassificationRequest = request.try_into().unwrap();
    for _ in 0..2 {
        let cover = cover(&client, &contract_no, request.clone()).await.unwrap();
        assert_eq!(cover, Cover::UpTo("50000.00".parse().unwrap()));
    }
    assert_eq!(sandbox.resources(&contract_no).len(), held + 1);
}
