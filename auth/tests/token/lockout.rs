//! Refused credentials are not sent again, as accounts are locked after a few wrong passwords.

use std::time::Duration;

use api_transport::NotSentReason;
use classifications_auth::token::EndpointError;
use classifications_auth::{ScopeSet, TokenError, TokenPolicy};

use crate::endpoint::{Act, grant, refuse};
use crate::harness::{Setup, chain, eventually};

#[tokio::test]
async fn refused_credentials_are_not_sent_again_until_they_change() {
    for (status, code) in [
        (400, "invalid_grant"),
        (401, "invalid_client"),
        (401, "invalid_grant"),
    ] {
        let setup = Setup::new(move |_, request| {
            if request.field("password") == Some("right") {
                grant("t1", 100)
            } else {
                refuse(status, code)
            }
        })
        .await;
        let first = setup.read().await.unwrap_err();
        for scopes in [&["read"][..], &["create"], &["delete", "read"]] {
            let again = setup.text(scopes).await.unwrap_err();
            assert_eq!(
                chain(&again),
                chain(&first),
                "all callers get the same error"
            );
            assert_eq!(
                chain(&again),
                format!(
                    "the credentials were refused, they are not sent again for 900s unless they \
                     change: the token endpoint responded with {}, {code}: because",
                    if status == 400 {
                        "400 Bad Request"
                    } else {
                        "401 Unauthorized"
                    }
                )
            );
        }
        assert_eq!(setup.endpoint.count(), 1);
        setup.credentials.set("right");
        assert_eq!(setup.read().await.unwrap(), "t1");
        assert_eq!(setup.endpoint.count(), 2);
    }
}

#[tokio::test]
async fn refused_credentials_are_sent_again_after_the_stated_time() {
    assert_eq!(TokenPolicy::default().lockout, Duration::from_secs(15 * 60));
    let mut policy = TokenPolicy::default();
    policy.lockout = Duration::from_secs(60);
    let setup = Setup::with_policy(policy, |number, _| match number {
        0 => refuse(400, "invalid_grant"),
        _ => grant("t1", 100),
    })
    .await;
    setup.read().await.unwrap_err();
    setup.advance(59);
    // a change of the wall clock does not allow another request
    setup.clock.advance_wall(Duration::from_secs(86_400));
    setup.read().await.unwrap_err();
    assert_eq!(setup.endpoint.count(), 1);
    setup.advance(1);
    assert_eq!(setup.read().await.unwrap(), "t1");
}

#[tokio::test]
async fn going_back_to_refused_credentials_does_not_send_them_again() {
    let setup = Setup::new(|_, _| refuse(400, "invalid_grant")).await;
    for password in ["one", "two", "one", "two", "one"] {
        setup.credentials.set(password);
        setup.read().await.unwrap_err();
    }
    assert_eq!(setup.endpoint.count(), 2);
}

#[tokio::test]
async fn concurrent_calls_with_any_scopes_send_a_wrong_password_once() {
    let setup = Setup::new(|_, _| refuse(400, "invalid_grant")).await;
    let sets: [&[&str]; 6] = [
        &["read"],
        &["create"],
        &["update"],
        &["delete"],
        &["read", "update"],
        &[],
    ];
    let calls: Vec<_> = (0..60)
        .map(|number| {
            let (source, scopes) = (setup.source.clone(), ScopeSet::of(sets[number % 6]));
            tokio::spawn(async move { source.token(&scopes).await })
        })
        .collect();
    for task in calls {
        let error = task.await.unwrap().unwrap_err();
        assert!(
            matches!(error, TokenError::CredentialsRefused { .. }),
            "{error:?}"
        );
    }
    assert_eq!(setup.endpoint.count(), 1);
}

#[tokio::test]
async fn refused_scopes_block_that_set_only() {
    let setup = Setup::new(|_, request| match request.field("scope") {
        Some("delete") => refuse(400, "invalid_scope"),
        _ => grant("t1", 100),
    })
    .await;
    for _ in 0..5 {
        let error = setup.text(&["delete"]).await.unwrap_err();
        assert_eq!(
            chain(&error),
            "the scopes \"delete\" were refused, they are not requested again for 900s unless the \
             credentials change: the token endpoint responded with 400 Bad Request, invalid_scope: \
             because"
        );
        assert_eq!(setup.read().await.unwrap(), "t1");
    }
    assert_eq!(setup.endpoint.count(), 2);
    setup.credentials.set("of an account with more rights");
    setup.text(&["delete"]).await.unwrap_err();
    assert_eq!(setup.endpoint.count(), 3);
    setup.advance(900);
    setup.text(&["delete"]).await.unwrap_err();
    assert_eq!(setup.endpoint.count(), 4);
}

#[tokio::test]
async fn a_401_with_an_unknown_body_is_a_refusal() {
    let setup = Setup::new(|_, _| {
        Act::Json(
            401,
            r#"{"httpCode":"401","httpMessage":"Unauthorized"}"#.to_owned(),
        )
    })
    .await;
    for _ in 0..3 {
        let error = setup.read().await.unwrap_err();
        let TokenError::CredentialsRefused { refusal, .. } = error else {
            panic!("{error:?}");
        };
        assert_eq!((refusal.status().as_u16(), refusal.code()), (401, None));
    }
    assert_eq!(setup.endpoint.count(), 1);
}

#[tokio::test]
async fn a_failure_that_does_not_concern_the_credentials_backs_off() {
    let plain = |status: &str| {
        let head = format!("HTTP/1.1 {status}\r\ncontent-length: 4\r\nconnection: close\r\n\r\n");
        Act::Raw(format!("{head}busy").into_bytes())
    };
    for act in [
        refuse(500, "server_error"),
        refuse(503, "x"),
        refuse(429, "slow_down"),
        refuse(400, "temporarily_unavailable"),
        plain("408 Request Timeout"),
        plain("429 Too Many Requests"),
        plain("503 Service Unavailable"),
        plain("403 Forbidden"),
        plain("423 Locked"),
        plain("200 OK"),
        plain("302 Found\r\nlocation: /login"),
        refuse(400, "access_denied"),
        Act::Close,
    ] {
        let case = format!("{act:?}");
        let setup = Setup::new(move |number, _| match number {
            0..2 => act.clone(),
            _ => grant("t1", 100),
        })
        .await;
        for (requests, wait) in [(1, 1), (2, 2)] {
            let error = setup.read().await.unwrap_err();
            let expected = Some(Duration::from_secs(wait));
            assert_eq!(error.retry_in(), expected, "{case}: {error:?}");
            setup.clock.advance(Duration::from_millis(wait * 1000 - 1));
            // for all scopes, and for other credentials of the account
            let held = setup.text(&["create"]).await.unwrap_err();
            assert!(matches!(held, TokenError::HeldBack { .. }), "{held:?}");
            assert_eq!(held.retry_in(), Some(Duration::from_secs(1)), "{case}");
            assert_eq!(held.reason(), error.reason(), "{case}");
            assert_eq!(setup.endpoint.count(), requests, "{case}");
            setup.clock.advance(Duration::from_millis(1));
        }
        assert_eq!(setup.read().await.unwrap(), "t1", "{case}");
    }
}

#[tokio::test]
async fn a_wait_that_the_token_endpoint_requests_is_observed() {
    let plain = |status: &str, wait: &str| {
        let head = format!("HTTP/1.1 {status}\r\nretry-after: {wait}\r\ncontent-length: 0");
        Act::Raw(format!("{head}\r\nconnection: close\r\n\r\n").into_bytes())
    };
    let date = "Thu, 15 Jan 2026 00:02:00 GMT";
    for (act, wait) in [
        (plain("429 Too Many Requests", "120"), 120),
        (plain("503 Service Unavailable", date), 120),
        (plain("403 Forbidden", "120"), 120),
        (plain("302 Found", "120"), 120),
        (plain("401 Unauthorized", "1000"), 1000),
        (plain("401 Unauthorized", "120"), 900),
        (plain("503 Service Unavailable", "99999999999"), 86_400),
    ] {
        let case = format!("{act:?}");
        let setup = Setup::new(move |_, _| act.clone()).await;
        let error = setup.read().await.unwrap_err();
        assert_eq!(error.retry_in(), Some(Duration::from_secs(wait)), "{case}");
        setup.advance(wait - 1);
        setup.read().await.unwrap_err();
        assert_eq!(setup.endpoint.count(), 1, "{case}");
        setup.advance(1);
        setup.read().await.unwrap_err();
        assert_eq!(setup.endpoint.count(), 2, "{case}");
    }
}

#[tokio::test]
async fn the_wait_after_a_refusal_doubles_and_errors_state_the_remaining_wait() {
    let setup = Setup::new(|_, _| refuse(400, "invalid_grant")).await;
    let seconds = Duration::from_secs;
    for wait in [900, 1800] {
        let error = setup.read().await.unwrap_err();
        assert_eq!(error.retry_in(), Some(seconds(wait)));
        setup.advance(600);
        let error = setup.read().await.unwrap_err();
        assert_eq!(error.retry_in(), Some(seconds(wait - 600)));
        setup.advance(wait - 600);
    }
    // after three failures within an hour, the next request of the account is due after four hours
    let error = setup.read().await.unwrap_err();
    assert_eq!(error.retry_in(), Some(seconds(4 * 3600 - 2700)));
    setup.advance(3600);
    assert!(matches!(
        setup.read().await.unwrap_err(),
        TokenError::HeldBack { last: Some(_), .. }
    ));
    // other credentials do not shorten that wait
    setup.credentials.set("another");
    setup.read().await.unwrap_err();
    assert_eq!(setup.endpoint.count(), 3);
    setup.advance(3 * 3600 - 2700);
    setup.read().await.unwrap_err();
    assert_eq!(setup.endpoint.count(), 4);
}

#[tokio::test]
async fn a_refusal_counts_with_any_status_and_body() {
    let gateway =
        r#"{"httpCode":"400","httpMessage":"Bad Request","moreInformation":"invalid_grant"}"#;
    let nonconforming = r#"{"error":"invalid_grant","error_description":{"text":"why"}}"#;
    let acts = [200, 400, 403, 429, 500, 503]
        .into_iter()
        .flat_map(|status| {
            [
                refuse(status, "invalid_grant"),
                refuse(status, "invalid_client"),
                Act::Json(status, gateway.to_owned()),
                Act::Json(status, nonconforming.to_owned()),
            ]
        });
    for act in acts {
        let case = format!("{act:?}");
        let setup = Setup::new(move |_, _| act.clone()).await;
        for _ in 0..3 {
            let error = setup.read().await.unwrap_err();
            assert!(
                matches!(error, TokenError::CredentialsRefused { .. }),
                "{case}: {error:?}"
            );
        }
        assert_eq!(setup.endpoint.count(), 1, "{case}");
    }
}

#[tokio::test]
async fn a_refusal_that_concerns_neither_credentials_nor_scopes_has_a_reason() {
    let plain = |head: &str, body: &str| {
        Act::Raw(format!("HTTP/1.1 {head}\r\nconnection: close\r\n\r\n{body}").into_bytes())
    };
    for (act, reason) in [
        (plain("403 Forbidden", "no"), NotSentReason::Credentials),
        (plain("400 Bad Request", ""), NotSentReason::TokenEndpoint),
        (
            plain("400 Bad Request", &"x".repeat(70_000)),
            NotSentReason::TokenEndpoint,
        ),
        (
            plain("404 Not Found", "<html>"),
            NotSentReason::TokenEndpoint,
        ),
        (refuse(400, "access_denied"), NotSentReason::Credentials),
        (
            refuse(400, "unauthorized_client"),
            NotSentReason::Credentials,
        ),
        (refuse(500, "invalid_request"), NotSentReason::Credentials),
    ] {
        let case = format!("{act:?}");
        let setup = Setup::new(move |_, _| act.clone()).await;
        let error = setup.read().await.unwrap_err();
        assert!(
            matches!(error, TokenError::RequestRefused { .. }),
            "{case}: {error:?}"
        );
        assert_eq!(error.reason(), reason, "{case}");
    }
}

#[tokio::test]
async fn an_unexplained_refusal_after_an_accepted_password_affects_only_its_scopes() {
    let setup = Setup::new(|_, request| match request.field("scope") {
        Some("delete" | "update") => refuse(403, "access_denied"),
        _ => grant("t1", 100),
    })
    .await;
    setup.read().await.unwrap();
    for _ in 0..3 {
        setup.text(&["delete"]).await.unwrap_err();
    }
    setup.text(&["create"]).await.unwrap();
    assert_eq!(setup.endpoint.count(), 3);
    // two refusals in a row may mean that the password is no longer valid
    let error = setup.text(&["update"]).await.unwrap_err();
    assert_eq!(error.retry_in(), Some(Duration::from_secs(900)));
    setup.advance(900);
    let error = setup.text(&["delete"]).await.unwrap_err();
    assert_eq!(error.retry_in(), Some(Duration::from_secs(1)));
    for scopes in [&["update"][..], &["delete"], &["other"]] {
        setup.text(scopes).await.unwrap_err();
    }
    assert_eq!(setup.endpoint.count(), 5);
    setup.advance(1);
    setup.text(&["other"]).await.unwrap();
}

const HEAD_OF_401: &[u8] = b"HTTP/1.1 401 Unauthorized\r\ncontent-length: 100\r\n\r\n{";

#[tokio::test]
async fn a_refusal_counts_even_if_its_body_breaks_off() {
    let setup = Setup::new(|_, _| Act::Raw(HEAD_OF_401.to_vec())).await;
    for _ in 0..3 {
        let error = setup.read().await.unwrap_err();
        assert!(
            matches!(error, TokenError::CredentialsRefused { .. }),
            "{error:?}"
        );
    }
    assert_eq!(setup.endpoint.count(), 1);
}

#[tokio::test]
async fn a_refusal_counts_even_if_its_body_never_ends() {
    // the test cannot observe the arrival of the head, so each round waits longer before the timeout
    for timeout in 0..100 {
        let setup = Setup::new(|_, _| Act::Stall(HEAD_OF_401.to_vec())).await;
        let (first, ()) = tokio::join!(setup.read(), async {
            eventually(async || setup.endpoint.count() == 1).await;
            tokio::time::sleep(Duration::from_millis(timeout)).await;
            setup.advance(10);
        });
        match first.unwrap_err() {
            TokenError::CredentialsRefused { .. } => {
                setup.read().await.unwrap_err();
                assert_eq!(setup.endpoint.count(), 1);
                return;
            }
            TokenError::Endpoint {
                error: EndpointError::TimedOut { .. },
                ..
            } => {}
            other => panic!("{other:?}"),
        }
    }
    panic!("the response never counts as a refusal");
}

#[tokio::test]
async fn secrets_are_removed_from_a_description() {
    for (repeated, shown) in [
        ("no pa55 w\u{f6}rd", "no **********"),
        ("password=pa55+w%C3%B6rd", "password=**************"),
        ("secret s3cret &=", "secret *********"),
        ("insured?", "*******?"),
    ] {
        let setup = Setup::new(move |_, _| {
            Act::Json(
                400,
                format!(r#"{{"error":"invalid_grant","error_description":"{repeated}"}}"#),
            )
        })
        .await;
        let error = setup.read().await.unwrap_err();
        let TokenError::CredentialsRefused { refusal, .. } = &error else {
            panic!("{error:?}");
        };
        assert_eq!(
            (refusal.code(), refusal.description()),
            (Some("invalid_grant"), Some(shown))
        );
        assert!(!format!("{error:?}").contains(repeated), "{error:?}");
    }
    let long = Setup::new(|_, _| {
        let text = "very  long \\u0007 ".repeat(100);
        Act::Json(
            400,
            format!(r#"{{"error":"invalid_grant","error_description":"{text}"}}"#),
        )
    })
    .await;
    let error = long.read().await.unwrap_err();
    let TokenError::CredentialsRefused { refusal, .. } = error else {
        panic!("{error:?}");
    };
    let description = refusal.description().unwrap();
    assert!(description.starts_with("very long "), "{description}");
    assert_eq!(description.chars().count(), 200);
}
