//! No output shows a secret.

use std::sync::Arc;

use classifications_auth::clock::SystemClock;
use classifications_auth::credentials::{Environment, Exec, Profile};
use classifications_auth::{Credentials, ScopeSet, TokenPolicy, TokenSource};

use crate::endpoint::{grant_with_refresh, refuse};
use crate::harness::{Setup, chain, token_endpoint};

const SECRETS: [&str; 6] = [
    "id-of-app",
    "s3cret-of-app",
    "name-of-account",
    "pa55-of-account",
    "t-of-access",
    "t-of-refresh",
];

fn assert_no_secret(shown: &str) {
    for secret in SECRETS {
        assert!(!shown.contains(secret), "{shown}");
    }
}

#[tokio::test]
async fn debug_of_everything_is_redacted() {
    let [id, secret, name, password, access, refresh] = SECRETS;
    let setup = Setup::new(move |_, _| grant_with_refresh(access, 100, refresh)).await;
    let credentials = Credentials::new(id, secret, name, password).unwrap();
    assert_no_secret(&format!("{credentials:#?}"));
    let endpoint = token_endpoint(&setup.endpoint.url);
    assert_no_secret(&format!("{endpoint:#?}"));
    let source = TokenSource::new(
        endpoint,
        Arc::new(credentials),
        TokenPolicy::default(),
        Arc::new(SystemClock),
    );
    let token = source.token(&ScopeSet::of(&["read"])).await.unwrap();
    assert_eq!(token.authorization(), format!("Bearer {access}"));
    assert_no_secret(&format!(
        "{token:#?}{:#?}{source:#?}",
        token.authorization()
    ));
    let environment = Environment::default().looked_up_by(|_| Some(SECRETS[3].into()));
    let exec = Exec::new("vault").args(SECRETS);
    let profile = Profile::new("/etc/cesce.toml").named("production");
    assert_no_secret(&format!("{environment:#?}{exec:#?}{profile:#?}"));
}

#[tokio::test]
async fn errors_show_no_secret_that_was_sent() {
    let [id, secret, name, password, ..] = SECRETS;
    for (status, code) in [
        (400, "invalid_grant"),
        (400, "invalid_scope"),
        (400, "other"),
        (500, "x"),
    ] {
        let setup = Setup::new(move |_, _| refuse(status, code)).await;
        let source = TokenSource::new(
            token_endpoint(&setup.endpoint.url),
            Arc::new(Credentials::new(id, secret, name, password).unwrap()),
            TokenPolicy::default(),
            Arc::new(SystemClock),
        );
        let error = source.token(&ScopeSet::of(&["read"])).await.unwrap_err();
        assert_no_secret(&format!("{error:#?}{}", chain(&error)));
    }
}
