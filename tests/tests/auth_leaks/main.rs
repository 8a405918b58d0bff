//! No log, error or `Debug` output of any crate shows a secret or its start, in any encoding.
//!
//! One test per process, because the recording is process-wide.

#![allow(
    clippy::unwrap_used,
    clippy::panic,
    clippy::indexing_slicing,
    reason = "tests"
)]

mod scenario;

use classifications_auth::{Client, Credentials, ScopeSet, http};
use contract_tests::support::{
    BUYER, CONTRACT, OPERATIONS, Observed, Secrets, client, perform, sandbox,
};
use scenario::{CLIENT_SECRET, PASSWORD, Scenario, USERNAME};

#[tokio::test]
async fn no_log_or_message_shows_a_secret() {
    let observed = Observed::everything();
    let mut scenario = Scenario::new().await;
    scenario.successes().await;
    scenario.refusals().await;
    scenario.faults().await;
    scenario.settings().await;

    let logged = observed.text();
    let secrets = scenario.secrets();
    for target in [
        "classifications_auth",
        "hyper_util::client",
        "reqwest::connect",
        "resend_count",
    ] {
        assert!(logged.contains(target), "{target} was not recorded");
    }
    assert_eq!(secrets.found_in(&logged), [""; 0], "in the log");
    assert_eq!(
        secrets.found_in(&scenario.messages.0),
        [""; 0],
        "in errors and `Debug` output"
    );
    let mut personal = Secrets::default();
    personal.add("buyer", BUYER);
    personal.add("contract number", CONTRACT);
    assert_eq!(personal.found_in(&logged), [""; 0], "in the log");

    over_tls(observed).await;
    check_recording(&scenario, observed).await;
}

/// Checks the log of calls over TLS, to which rustls adds records. The tokens are read from the
/// client.
async fn over_tls(observed: &Observed) {
    observed.clear();
    let sandbox = sandbox().tls().start().await.unwrap();
    let accepted = sandbox.credentials();
    let (id, secret) = (accepted.client_id.as_str(), accepted.client_secret.as_str());
    let username = accepted.username.as_str();
    let credentials = Credentials::new(id, secret, username, accepted.password.as_str()).unwrap();
    let client = Client::builder()
        .credentials(credentials)
        .base_url(sandbox.base_url())
        .token_url(sandbox.token_url())
        .root_certificate(sandbox.certificate_pem().unwrap())
        .build()
        .unwrap();
    let mut secrets = Secrets::default();
    // The default credentials of the sandbox start with a common word, which is not secret.
    secrets.add("password", &accepted.password["sandbox-".len()..]);
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
    assert!(logged.contains("rustls::"), "rustls was not recorded");
    assert_eq!(secrets.found_in(&logged), [""; 0], "in the log, over TLS");
    sandbox.stop().await;
}

/// Proves that the recording works: an HTTP client that logs every byte shows all secrets, and so
/// does an event of this test.
async fn check_recording(scenario: &Scenario, observed: &Observed) {
    observed.clear();
    tracing::trace!(target: "test", secret = PASSWORD, "a leak");
    let mut secrets = Secrets::default();
    secrets.add("password", PASSWORD);
    assert!(!secrets.found_in(&observed.text()).is_empty());

    observed.clear();
    let verbose = http::client_builder().no_proxy().connection_verbose(true);
    let client = client(&scenario.setup.sandbox, &scenario.setup.clock)
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
            "{name} was not recorded"
        );
    }
}
