//! Nothing that any crate logs, and nothing that an error or a `Debug` says, shows a secret: not even the
//! start of one, and in no encoding.
//!
//! One test to a process: what is listened to is the process.

#![allow(
    clippy::unwrap_used,
    clippy::panic,
    clippy::indexing_slicing,
    reason = "tests"
)]

mod play;

use classifications_auth::{Client, Credentials, ScopeSet, http};
use contract_tests::proof::{
    BUYER, CONTRACT, OPERATIONS, Observed, Secrets, client, perform, sandbox,
};
use play::{CLIENT_SECRET, PASSWORD, Play, USERNAME};

#[tokio::test]
async fn nothing_that_is_logged_or_said_shows_a_secret() {
    let observed = Observed::everything();
    let mut play = Play::new().await;
    play.what_goes_well().await;
    play.refusals().await;
    play.faults().await;
    play.settings().await;

    let logged = observed.text();
    let secrets = play.secrets();
    for heard in [
        "classifications_auth",
        "hyper_util::client",
        "reqwest::connect",
        "resend_count",
    ] {
        assert!(logged.contains(heard), "nothing was heard of {heard}");
    }
    assert_eq!(secrets.found_in(&logged), [""; 0], "in the log");
    assert_eq!(secrets.found_in(&play.said.0), [""; 0], "in what was said");
    let mut persons = Secrets::default();
    persons.add("buyer", BUYER);
    persons.add("contract number", CONTRACT);
    assert_eq!(persons.found_in(&logged), [""; 0], "in the log");

    over_tls(observed).await;
    what_would_be_heard(&play, observed).await;
}

/// The same ear while rustls works; the tokens are asked of the client.
async fn over_tls(observed: &Observed) {
    observed.clear();
    let sandbox = sandbox().tls().start().await.unwrap();
    let good = sandbox.credentials();
    let (id, secret) = (good.client_id.as_str(), good.client_secret.as_str());
    let username = good.username.as_str();
    let credentials = Credentials::new(id, secret, username, good.password.as_str()).unwrap();
    let client = Client::builder()
        .credentials(credentials)
        .base_url(sandbox.base_url())
        .token_url(sandbox.token_url())
        .root_certificate(sandbox.certificate_pem().unwrap())
        .build()
        .unwrap();
    let mut secrets = Secrets::default();
    // the sandbox's usual credentials all begin alike, with a word that is no secret
    secrets.add("password", &good.password["sandbox-".len()..]);
    for operation in OPERATIONS {
        perform(&client, operation).await.unwrap();
    }
    for scope in [&["read"], &["create"], &["update"], &["delete"]] {
        let token = client
            .transport()
            .tokens()
            .token(&ScopeSet::of(scope))
            .await
            .unwrap();
        let token = token.authorization().to_str().unwrap()["Bearer ".len()..].to_owned();
        secrets.add("access token", token);
    }
    let logged = observed.text();
    assert!(logged.contains("rustls::"), "nothing was heard of rustls");
    assert_eq!(secrets.found_in(&logged), [""; 0], "in the log, over TLS");
    sandbox.stop().await;
}

/// The proof that the ear hears: an HTTP client that is told to log every byte gives everything away, and
/// so does a line of our own.
async fn what_would_be_heard(play: &Play, observed: &Observed) {
    observed.clear();
    tracing::trace!(target: "somebody", secret = PASSWORD, "a leak");
    let mut secrets = Secrets::default();
    secrets.add("password", PASSWORD);
    assert!(!secrets.found_in(&observed.text()).is_empty());

    observed.clear();
    let verbose = http::client_builder().no_proxy().connection_verbose(true);
    let client = client(&play.stage.sandbox, &play.stage.clock)
        .http_client(verbose)
        .build()
        .unwrap();
    perform(&client, "querySales").await.unwrap();
    let token = client
        .transport()
        .tokens()
        .token(&ScopeSet::of(&["read"]))
        .await
        .unwrap();
    let token = token.authorization().to_str().unwrap()["Bearer ".len()..].to_owned();
    secrets.add("client secret", CLIENT_SECRET);
    secrets.add("username", USERNAME);
    secrets.add("access token", token);
    let found = secrets.found_in(&observed.text());
    for name in ["password", "client secret", "username", "access token"] {
        assert!(
            found.iter().any(|found| found.starts_with(name)),
            "{name} was not heard"
        );
    }
}
