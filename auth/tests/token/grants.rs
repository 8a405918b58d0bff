//! What is sent to the token endpoint, and what is made of its answers.

use std::sync::Arc;

use classifications_auth::clock::ManualClock;
use classifications_auth::{Credentials, ScopeSet, TokenEndpoint, TokenPolicy, TokenSource};

use crate::endpoint::{Endpoint, grant};

fn source(endpoint: &Endpoint, clock: &ManualClock) -> TokenSource {
    let http = reqwest::Client::builder()
        .redirect(reqwest::redirect::Policy::none())
        .no_proxy()
        .build()
        .unwrap();
    let credentials = Credentials::new("app", "s3cret &=", "insured", "pa55 w\u{f6}rd").unwrap();
    TokenSource::new(
        TokenEndpoint::new(&endpoint.url, http).unwrap(),
        Arc::new(credentials),
        TokenPolicy::default(),
        Arc::new(clock.clone()),
    )
}

#[tokio::test]
async fn the_password_grant_goes_out_as_the_portal_says() {
    let endpoint = Endpoint::start(|_, _| grant("t1", 3600)).await;
    let source = source(&endpoint, &ManualClock::default());
    let token = source
        .token(&ScopeSet::of(&["update", "read"]))
        .await
        .unwrap();
    assert_eq!(token.authorization(), "Bearer t1");
    assert!(token.authorization().is_sensitive());

    let seen = &endpoint.seen()[0];
    assert!(
        seen.head.starts_with("POST /token HTTP/1.1\r\n"),
        "{}",
        seen.head
    );
    assert!(
        !seen.head.to_lowercase().contains("authorization:"),
        "{}",
        seen.head
    );
    assert_eq!(seen.field("grant_type"), Some("password"));
    assert_eq!(seen.field("client_id"), Some("app"));
    assert_eq!(seen.field("client_secret"), Some("s3cret &="));
    assert_eq!(seen.field("username"), Some("insured"));
    assert_eq!(seen.field("password"), Some("pa55 w\u{f6}rd"));
    assert_eq!(seen.field("scope"), Some("read update"));
    assert_eq!(seen.form.len(), 6);
}
