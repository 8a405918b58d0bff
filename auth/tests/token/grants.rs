//! Requests to the token endpoint, and the handling of its responses.

use std::time::Duration;

use classifications_auth::token::FormCharset;
use classifications_auth::{ScopeSet, TokenError, TokenPolicy};

use crate::endpoint::{Act, grant, grant_with_refresh, refuse};
use crate::harness::{PASSWORD, Setup, chain};

#[tokio::test]
async fn the_password_grant_is_sent_as_documented() {
    let setup = Setup::new(|_, _| grant("t1", 3600)).await;
    let token = setup
        .source
        .token(&ScopeSet::of(&["update", "read"]))
        .await
        .unwrap();
    assert_eq!(token.authorization(), "Bearer t1");
    assert!(token.authorization().is_sensitive());

    let received = &setup.endpoint.received()[0];
    assert!(
        received.head.starts_with("POST /token HTTP/1.1\r\n"),
        "{}",
        received.head
    );
    assert!(
        !received.head.to_lowercase().contains("authorization:"),
        "{}",
        received.head
    );
    assert_eq!(received.field("grant_type"), Some("password"));
    assert_eq!(received.field("client_id"), Some("app"));
    assert_eq!(received.field("client_secret"), Some("s3cret &="));
    assert_eq!(received.field("username"), Some("insured"));
    assert_eq!(received.field("password"), Some(PASSWORD));
    assert_eq!(received.field("scope"), Some("read update"));
    assert_eq!(received.form.len(), 6);
}

#[tokio::test]
async fn without_scopes_no_scope_is_requested() {
    let setup = Setup::new(|_, _| grant("t1", 3600)).await;
    setup.source.token(&ScopeSet::EMPTY).await.unwrap();
    assert_eq!(setup.endpoint.received()[0].field("scope"), None);
}

#[tokio::test]
async fn a_refresh_token_is_used_once_before_the_password_and_its_successor_is_kept() {
    let setup = Setup::new(|number, _| {
        grant_with_refresh(&format!("t{number}"), 100, &format!("r{number}"))
    })
    .await;
    for round in 0..4 {
        assert_eq!(setup.read().await.unwrap(), format!("t{round}"));
        setup.advance(100);
    }
    let received = setup.endpoint.received();
    assert_eq!(
        setup.grants(),
        [
            "password",
            "refresh_token",
            "refresh_token",
            "refresh_token"
        ]
    );
    for (round, received) in received.iter().enumerate().skip(1) {
        assert_eq!(
            received.field("refresh_token"),
            Some(&*format!("r{}", round - 1))
        );
        assert_eq!(received.field("client_id"), Some("app"));
        assert_eq!(received.field("client_secret"), Some("s3cret &="));
        assert_eq!(received.field("scope"), Some("read"));
        assert_eq!(
            (received.field("username"), received.field("password")),
            (None, None)
        );
    }
}

#[tokio::test]
async fn a_refresh_token_without_a_successor_is_kept() {
    let setup = Setup::new(|number, _| match number {
        0 => grant_with_refresh("t0", 100, "r0"),
        number => grant(&format!("t{number}"), 100),
    })
    .await;
    for _ in 0..3 {
        setup.read().await.unwrap();
        setup.advance(100);
    }
    assert_eq!(
        setup.grants(),
        ["password", "refresh_token", "refresh_token"]
    );
    for received in &setup.endpoint.received()[1..] {
        assert_eq!(received.field("refresh_token"), Some("r0"));
    }
}

#[tokio::test]
async fn the_form_is_written_in_the_character_set_of_the_policy() {
    let mut policy = TokenPolicy::default();
    policy.form_charset = FormCharset::Latin1;
    let setup = Setup::with_policy(policy, |_, _| grant("t1", 100)).await;
    setup.read().await.unwrap();
    assert_eq!(setup.endpoint.received()[0].field("scope"), Some("read"));
    setup.credentials.set("\u{20ac}");
    setup.advance(100);
    for _ in 0..3 {
        let error = chain(&setup.read().await.unwrap_err());
        assert!(error.contains("Latin-1"), "{error}");
    }
    assert_eq!(
        setup.endpoint.count(),
        1,
        "nothing counts as a wrong password"
    );
}

#[tokio::test]
async fn a_refused_refresh_token_falls_back_to_the_password_once() {
    let bare = |status: &str| {
        let head = format!("HTTP/1.1 {status}\r\ncontent-length: 0\r\n\r\n");
        Act::Raw(head.into_bytes())
    };
    for refusal in [
        refuse(400, "invalid_grant"),
        refuse(401, "invalid_grant"),
        refuse(400, "invalid_request"),
        refuse(400, "unauthorized_client"),
        refuse(400, "unsupported_grant_type"),
        refuse(401, "invalid_token"),
        bare("401 Unauthorized"),
        bare("403 Forbidden"),
    ] {
        let refusal_shown = format!("{refusal:?}");
        let setup = Setup::new(move |number, _| match number {
            0 => grant_with_refresh("t0", 100, "r0"),
            1 => refusal.clone(),
            number => grant(&format!("t{number}"), 100),
        })
        .await;
        setup.read().await.unwrap();
        setup.advance(100);
        assert_eq!(setup.read().await.unwrap(), "t2", "{refusal_shown}");
        assert_eq!(
            setup.grants(),
            ["password", "refresh_token", "password"],
            "{refusal_shown}"
        );
    }
    // if the password is refused, too, it is not sent again
    let setup = Setup::new(|number, _| match number {
        0 => grant_with_refresh("t0", 100, "r0"),
        _ => refuse(400, "invalid_grant"),
    })
    .await;
    setup.read().await.unwrap();
    setup.advance(100);
    for _ in 0..3 {
        let error = setup.read().await.unwrap_err();
        assert!(
            matches!(error, TokenError::CredentialsRefused { .. }),
            "{error:?}"
        );
    }
    assert_eq!(setup.grants(), ["password", "refresh_token", "password"]);
}

#[tokio::test]
async fn an_application_that_is_refused_with_its_refresh_token_sends_no_password() {
    let setup = Setup::new(|number, _| match number {
        0 => grant_with_refresh("t0", 100, "r0"),
        _ => refuse(401, "invalid_client"),
    })
    .await;
    setup.read().await.unwrap();
    setup.advance(100);
    for _ in 0..3 {
        let error = setup.read().await.unwrap_err();
        assert!(
            matches!(error, TokenError::CredentialsRefused { .. }),
            "{error:?}"
        );
    }
    assert_eq!(setup.grants(), ["password", "refresh_token"]);
}

#[tokio::test]
async fn a_refresh_token_that_may_have_been_used_is_not_used_again() {
    let setup = Setup::new(|number, _| match number {
        0 => grant_with_refresh("t0", 100, "r0"),
        1 => Act::Close,
        number => grant(&format!("t{number}"), 100),
    })
    .await;
    setup.read().await.unwrap();
    setup.advance(100);
    assert!(matches!(
        setup.read().await.unwrap_err(),
        TokenError::Endpoint { .. }
    ));
    assert_eq!(setup.read().await.unwrap(), "t2");
    assert_eq!(setup.grants(), ["password", "refresh_token", "password"]);
}

#[tokio::test]
async fn a_refresh_token_of_other_credentials_is_not_used() {
    let setup = Setup::new(|number, _| {
        grant_with_refresh(&format!("t{number}"), 100, &format!("r{number}"))
    })
    .await;
    setup.read().await.unwrap();
    setup.credentials.set("another");
    setup.advance(100);
    setup.read().await.unwrap();
    assert_eq!(setup.grants(), ["password", "password"]);
    assert_eq!(
        setup.endpoint.received()[1].field("password"),
        Some("another")
    );
}

#[tokio::test]
async fn credentials_are_fetched_for_each_token_request_and_only_then() {
    let setup = Setup::new(|number, _| grant(&format!("t{number}"), 100)).await;
    for _ in 0..10 {
        setup.read().await.unwrap();
    }
    assert_eq!(setup.credentials.fetched(), 1);
    setup.credentials.set("rotated");
    setup.advance(100);
    assert_eq!(setup.read().await.unwrap(), "t1");
    assert_eq!(setup.credentials.fetched(), 2);
    assert_eq!(
        setup.endpoint.received()[1].field("password"),
        Some("rotated")
    );
}

#[tokio::test]
async fn unreadable_credentials_are_reported_and_fetched_again() {
    let setup = Setup::new(|_, _| grant("t1", 100)).await;
    setup.credentials.set("");
    let error = setup.read().await.unwrap_err();
    assert_eq!(
        chain(&error),
        "the credentials could not be read: the password is empty"
    );
    assert_eq!(setup.endpoint.count(), 0);
    setup.credentials.set("now");
    assert_eq!(setup.read().await.unwrap(), "t1");
}

/// The time in seconds for which a token is used whose response has `expires_in` as JSON.
async fn used_for(expires_in: Option<&'static str>) -> u64 {
    let policy = {
        let mut policy = TokenPolicy::default();
        policy.default_lifetime = Duration::from_secs(200);
        policy.refresh_window = Duration::ZERO;
        policy
    };
    let setup = Setup::with_policy(policy, move |number, _| {
        let member = expires_in.map_or(String::new(), |text| format!(r#","expires_in":{text}"#));
        Act::Json(
            200,
            format!(r#"{{"access_token":"t{number}","token_type":"BEARER"{member}}}"#),
        )
    })
    .await;
    assert_eq!(setup.read().await.unwrap(), "t0");
    let mut seconds = 0;
    while setup.read().await.unwrap() == "t0" {
        setup.advance(1);
        seconds += 1;
        assert!(seconds < 1000);
    }
    seconds
}

#[tokio::test]
async fn a_plausible_lifetime_is_used() {
    assert_eq!(used_for(Some("7")).await, 7);
    assert_eq!(used_for(Some("\"7\"")).await, 7);
}

#[tokio::test]
async fn an_implausible_lifetime_is_replaced_by_the_default() {
    for implausible in [
        None,
        Some("0"),
        Some("-1"),
        Some("\"soon\""),
        Some("1e300"),
        Some("null"),
        Some("[]"),
    ] {
        assert_eq!(used_for(implausible).await, 200, "{implausible:?}");
    }
    assert_eq!(
        TokenPolicy::default().default_lifetime,
        Duration::from_secs(300)
    );
}
