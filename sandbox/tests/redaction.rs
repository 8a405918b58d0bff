//! `Debug` of a sandbox shows no password and no token.

use classifications_sandbox::Sandbox;
use classifications_sandbox::cases::Token;

#[tokio::test]
async fn debug_shows_no_secret() {
    let sandbox = Sandbox::start().await.unwrap();
    let token = sandbox.token(&Token::Valid).unwrap();
    let shown = format!("{sandbox:?} {sandbox:#?}");
    let credentials = sandbox.credentials();
    for secret in [&token, &credentials.password, &credentials.client_secret] {
        assert!(!shown.contains(secret.as_str()), "{shown}");
    }
    assert!(shown.contains("Sandbox"));
}
