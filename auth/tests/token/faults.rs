//! A token endpoint that fails in every way: each failure has an error without content of the server, and the next call
//! succeeds.

use std::time::Duration;

use api_transport::NotSentReason;
use classifications_auth::token::EndpointError;
use classifications_auth::{BuildError, InvalidUrl, TokenEndpoint, TokenError};

use crate::endpoint::{Act, Endpoint, grant};
use crate::harness::{Setup, chain, eventually};

const SECRET: &str = "not-to-be-shown";

/// The messages of the error after `act`. Checks that the next request gets a token.
async fn error_of(act: Act) -> String {
    let act_shown = format!("{act:?}");
    let setup = Setup::new(move |number, _| {
        if number == 0 {
            act.clone()
        } else {
            grant("t1", 9)
        }
    })
    .await;
    let error = setup.read().await.expect_err(&act_shown);
    assert!(matches!(error, TokenError::Endpoint { .. }), "{error:?}");
    assert_eq!(error.reason(), NotSentReason::TokenEndpoint);
    let shown = format!("{}{error:?}", chain(&error));
    assert!(!shown.contains(SECRET), "{shown}");
    assert_eq!(error.retry_in(), Some(Duration::from_secs(1)));
    setup.advance(1);
    assert_eq!(setup.read().await.unwrap(), "t1");
    assert_eq!(setup.endpoint.count(), 2);
    chain(&error)
}

fn raw(head: &str, body: &str) -> Act {
    Act::Raw(format!("HTTP/1.1 {head}\r\nconnection: close\r\n\r\n{body}").into_bytes())
}

#[tokio::test]
async fn html_is_reported_with_its_status() {
    let html = format!("<html>{SECRET}</html>");
    assert_eq!(
        error_of(raw("200 OK\r\ncontent-type: text/html", &html)).await,
        "the token endpoint gave no token, its password is not sent again for 1s: the token endpoint responded with 200 OK, content type \
         text/html, but the body is not the JSON of RFC 6749"
    );
    assert_eq!(
        error_of(raw("502 Bad Gateway\r\ncontent-type: text/html", &html)).await,
        "the token endpoint gave no token, its password is not sent again for 1s: the token endpoint responded with 502 Bad Gateway"
    );
}

#[tokio::test]
async fn wrong_types_are_reported_with_the_field() {
    let start = "the token endpoint gave no token, its password is not sent again for 1s: the token endpoint responded with 200 OK, content type \
        application/json, but ";
    let cases = [
        (
            r#"{"access_token":["not-to-be-shown"]}"#,
            "the field access_token does not conform to RFC 6749",
        ),
        (
            r#"{"access_token":"a","token_type":{"x":"not-to-be-shown"}}"#,
            "the field token_type does not conform to RFC 6749",
        ),
        (
            r#"{"access_token":"a","refresh_token":7}"#,
            "the field refresh_token does not conform to RFC 6749",
        ),
        (
            r#"{"token":"not-to-be-shown"}"#,
            "the body is not the JSON of RFC 6749",
        ),
        (
            r#"["not-to-be-shown"]"#,
            "the body is not the JSON of RFC 6749",
        ),
        (
            r#"{"access_token":"not-to-be-shown"#,
            "the field access_token does not conform to RFC 6749",
        ),
        // the name of a field can be any text that the server echoes
        (
            r#"{"access_token":"a","not-to-be-shown":{"x":"#,
            "the body is not the JSON of RFC 6749",
        ),
        (
            r#"{"access_token":"a","not-to-be-shown":nonsense}"#,
            "the body is not the JSON of RFC 6749",
        ),
        ("", "the body is not the JSON of RFC 6749"),
        (
            r#"{"access_token":"not-to-be-shown","token_type":"mac"}"#,
            "its token_type is not Bearer",
        ),
        (
            r#"{"access_token":"not-to-be-shown\n"}"#,
            "the access_token cannot be sent in a header",
        ),
        (r#"{"access_token":""}"#, "the access_token is empty"),
    ];
    for (body, fault) in cases {
        assert_eq!(
            error_of(Act::Json(200, body.to_owned())).await,
            format!("{start}{fault}"),
            "{body}"
        );
    }
}

#[tokio::test]
async fn a_closed_or_broken_connection_is_reported() {
    let closed = error_of(Act::Close).await;
    let broken_off = "the token endpoint gave no token, its password is not sent again for 1s: the exchange with the token endpoint broke off: ";
    assert!(closed.starts_with(broken_off), "{closed}");
    let truncated = raw(
        "200 OK\r\ncontent-length: 500",
        &format!("{{\"access_token\":\"{SECRET}"),
    );
    let truncated = error_of(truncated).await;
    assert!(truncated.starts_with(broken_off), "{truncated}");
    let garbage = error_of(Act::Raw(b"\x16\x03\x01 not HTTP".to_vec())).await;
    assert!(garbage.starts_with(broken_off), "{garbage}");
}

#[tokio::test]
async fn a_response_of_ten_megabytes_is_refused() {
    let large = "the token endpoint gave no token, its password is not sent again for 1s: the token endpoint's response is larger than 65536 \
        bytes";
    let body = SECRET.repeat(10_000_000 / SECRET.len());
    assert_eq!(
        error_of(raw("200 OK\r\ncontent-type: application/json", &body)).await,
        large
    );
    let announced = format!("200 OK\r\ncontent-length: {}", body.len());
    assert_eq!(error_of(raw(&announced, &body)).await, large);
    assert_eq!(
        error_of(raw("500 Internal Server Error", &body)).await,
        large
    );
    // a response of the maximum size is read
    let padding = " ".repeat(65_536 - 20);
    let fits =
        Setup::new(move |_, _| Act::Json(200, format!(r#"{{"access_token":"a"{padding}}}"#))).await;
    assert_eq!(fits.read().await.unwrap(), "a");
}

#[tokio::test]
async fn a_redirect_is_not_followed() {
    let elsewhere = Endpoint::start(|_, _| grant("stolen", 100)).await;
    for status in [
        "301 Moved Permanently",
        "302 Found",
        "303 See Other",
        "307 Temporary Redirect",
        "308 Permanent Redirect",
    ] {
        let head = format!("{status}\r\nlocation: {}", elsewhere.url);
        assert_eq!(
            error_of(raw(&head, "")).await,
            format!(
                "the token endpoint gave no token, its password is not sent again for 1s: the token endpoint redirected ({status}), which is \
                 not followed; check the token URL"
            )
        );
    }
    assert_eq!(elsewhere.count(), 0);
}

#[tokio::test]
async fn a_missing_endpoint_is_reported() {
    let setup = Setup::new(|_, _| grant("t1", 9)).await;
    let url = setup.endpoint.url.clone();
    drop(setup.endpoint);
    let source = classifications_auth::TokenSource::new(
        crate::harness::token_endpoint(&url),
        std::sync::Arc::new(setup.credentials),
        classifications_auth::TokenPolicy::default(),
        std::sync::Arc::new(setup.clock),
    );
    eventually(async || {
        let error = source
            .token(&classifications_auth::ScopeSet::EMPTY)
            .await
            .err();
        matches!(
            error,
            Some(TokenError::Endpoint {
                error: EndpointError::Unreachable(_),
                ..
            })
        )
    })
    .await;
}

/// The error of a request that never ends, once `seconds` have passed.
async fn error_after(act: Act, seconds: u64) -> String {
    let setup = Setup::new(move |_, _| act.clone()).await;
    let (read, ()) = tokio::join!(setup.read(), async {
        eventually(async || setup.endpoint.count() == 1).await;
        setup.advance(seconds - 1);
        tokio::task::yield_now().await;
        setup.advance(1);
    });
    setup.until_settled().await;
    chain(&read.unwrap_err())
}

#[tokio::test]
async fn a_request_to_an_endpoint_that_hangs_or_drips_times_out() {
    let timeout = "the token endpoint gave no token, its password is not sent again for 1s: the token endpoint gave no complete response within 10s";
    assert_eq!(error_after(Act::Hang, 10).await, timeout);
    assert_eq!(
        error_after(Act::Drip(Duration::from_millis(2)), 10).await,
        timeout
    );
}

#[test]
fn the_password_is_only_sent_to_https_and_loopback() {
    let http = || classifications_auth::http::client_builder().no_proxy();
    let endpoint =
        |url: &str| TokenEndpoint::new(url, http()).map(|endpoint| endpoint.url().to_string());
    for allowed in [
        "https://api.cesce.es/sandbox/oauth2/v1/token",
        "http://127.0.0.1:8080/token",
        "http://127.1.2.3/token",
        "http://[::1]:1/token",
        "http://localhost/token",
        "http://token.localhost/token",
    ] {
        assert_eq!(endpoint(allowed).unwrap(), allowed);
    }
    for refused in [
        "http://api.cesce.es/token",
        "http://localhost.example.com/token",
        "http://127.0.0.1.example.com/token",
        "http://[::ffff:7f00:1]/token",
        "http://0.0.0.0/token",
        "http://10.0.0.1/token",
        "ftp://localhost/token",
    ] {
        let error = endpoint(refused).unwrap_err();
        assert!(
            matches!(error, BuildError::Url(InvalidUrl::NotHttps { .. })),
            "{refused}"
        );
    }
    assert_eq!(
        endpoint("http://api.cesce.es/token")
            .unwrap_err()
            .to_string(),
        "the token URL at api.cesce.es uses http, which would send the password in clear text; use https \
         (plain http is only for loopback hosts)"
    );
    for not_absolute in ["", "token", "/oauth2/token", "https://", "mailto:a@b"] {
        let error = endpoint(not_absolute).unwrap_err();
        assert!(
            matches!(error, BuildError::Url(InvalidUrl::NotAbsolute { .. })),
            "{not_absolute}: {error:?}"
        );
    }
    let with_password = endpoint("https://user:not-to-be-shown@example.com/token").unwrap_err();
    assert!(matches!(
        with_password,
        BuildError::Url(InvalidUrl::UserInfo { .. })
    ));
    assert!(!format!("{with_password:?}{with_password}").contains(SECRET));
}
