//! Servers that echo requests: no error shows a secret of the request.

use classifications_auth::{Challenge, ScopeSet};
use classifications_auth::{Error, TokenError};

use crate::support::server::{Server, Step};
use crate::support::{QUERY, Setup, builder, query};

/// Texts with secrets of a request, in several encodings.
const ECHOES: [&str; 6] = [
    "Invalid access token: token-1",
    "Authorization: Bearer%20token%2D1",
    "<td>&#116;oken&#x2d;1</td>",
    r"\u0074oken-1",
    "Basic dGhlLWNsaWVudC1pZDp0aGUtY2xpZW50LXNlY3JldA==",
    "user the-user, password the-pass..",
];

/// The parts of [`ECHOES`] that must not be shown.
const SECRETS: [&str; 8] = [
    "token-1",
    "oken%2D1",
    "oken&#x2d;1",
    "0074oken",
    "dGhlLWNsaWVudC1p",
    "c2VjcmV0",
    "the-user",
    "the-pass",
];

fn assert_no_secret(shown: &str) {
    for secret in SECRETS {
        assert!(!shown.contains(secret), "{secret} in {shown}");
    }
}

#[tokio::test]
async fn an_error_of_the_api_shows_no_secret_that_the_server_echoes() {
    for echo in ECHOES {
        for status in [302, 400, 403, 500, 200] {
            let body = format!("<p>why: {echo}</p>");
            let step = Step::response(status, &body).header("x-echo", echo);
            let page = match step {
                Step::Response {
                    status,
                    mut headers,
                    body,
                } => {
                    headers[0].1 = "Text/HTML".to_owned();
                    Step::Response {
                        status,
                        headers,
                        body,
                    }
                }
                other => other,
            };
            let setup = Setup::with(vec![page], |builder| {
                builder.retry(classifications_auth::retry::RetryPolicy::never())
            })
            .await;
            let error = query(&setup.client).await.unwrap_err();
            let (headers, body) = match &error {
                Error::NotUnderstood(e) => (e.headers(), e.body_start()),
                other => {
                    let response = other.response().unwrap();
                    (response.headers(), response.body_start())
                }
            };
            let body = String::from_utf8_lossy(body);
            assert!(body.contains("why: "), "the rest is kept: {body}");
            assert_no_secret(&format!("{error} {error:?} {headers:?} {body}"));
        }
    }
}

#[tokio::test]
async fn a_challenge_shows_no_secret_that_the_server_echoes() {
    let challenge = "Bearer error='invalid_token', error_description='unknown token-1 and token-2'";
    let refused = Step::status(401).header("WWW-Authenticate", challenge);
    let steps = [vec![Step::ok()], vec![refused; 9]].concat();
    let setup = Setup::new(steps).await;
    setup.send(&QUERY).await.unwrap();
    let error = query(&setup.client).await.unwrap_err();
    let challenges = Challenge::of(error.response().unwrap().headers());
    let shown = format!("{} {challenges:?}", challenges[0]);
    assert!(shown.contains("unknown"), "{shown}");
    // token-2 was sent last; token-1 was dropped and is no longer secret
    assert!(!shown.contains("token-2"), "{shown}");
}

#[tokio::test]
async fn an_error_of_the_token_endpoint_shows_no_secret_that_the_server_echoes() {
    for echo in &ECHOES[4..] {
        let body = format!(r#"{{"error":"odd_{echo}","error_description":"why: {echo}"}}"#);
        let api = Server::start(vec![], Step::ok()).await;
        let tokens = Server::start(vec![], Step::response(400, &body)).await;
        let client = builder(&api, &tokens).build().unwrap();
        let scopes = ScopeSet::of(&["read"]);
        let token = client.transport().tokens().token(&scopes).await;
        let error: TokenError = token.unwrap_err();
        let shown = format!("{:#} {error:?}", anyhow::Error::from(error.clone()));
        assert!(shown.contains("why: "), "{shown}");
        assert_no_secret(&shown);
    }
}
