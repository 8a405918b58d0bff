//! The token endpoint against RFC 6749 and API Connect.

mod caller;

use std::time::Duration;

use caller::{Response, bearer, http, password_form, post_form, query, token};
use classifications_sandbox::{App, Authorization, Sandbox};

#[tokio::test]
async fn the_password_grant_responds_as_api_connect_does() {
    let sandbox = caller::sandbox().await;
    let form = password_form(sandbox.credentials(), "read create read");
    let response = post_form(sandbox.token_url(), &form).await;
    assert_eq!(response.status, 200, "{}", response.text);
    assert_eq!(response.header("cache-control"), Some("no-store"));
    let token = response.json();
    assert_eq!(token["token_type"], "Bearer");
    assert_eq!(token["scope"], "read create");
    assert_eq!(token["expires_in"], 3600);
    assert_eq!(token["refresh_token_expires_in"], 31 * 24 * 3600);
    assert!(token["consented_on"].is_i64());

    let access_token = token["access_token"].as_str().unwrap();
    assert_eq!(query(&sandbox, access_token, "").await.status, 200);
    let received = sandbox.received();
    assert_eq!(received[0].operation.as_deref(), Some("token"));
    assert_eq!(received[0].grant_type.as_deref(), Some("password"));
    assert_eq!(received[0].scope.as_deref(), Some("read create read"));
    assert_eq!(received[1].authorization, Authorization::Bearer);
    let ledger = format!("{received:?}");
    let credentials = sandbox.credentials();
    for secret in [
        &credentials.client_secret,
        &credentials.password,
        access_token,
    ] {
        assert!(!ledger.contains(secret), "{ledger}");
    }
}

/// The form of the password grant with one field replaced or removed.
fn changed(sandbox: &Sandbox, name: &'static str, value: &str) -> Vec<(&'static str, String)> {
    let mut form = password_form(sandbox.credentials(), "read");
    form.retain(|(field, _)| *field != name);
    if !value.is_empty() {
        form.push((name, value.to_owned()));
    }
    form
}

#[tokio::test]
async fn every_error_of_section_5_2_has_its_status() {
    let sandbox = caller::builder()
        .app(App::new("reader", "secret").scopes(["read"]))
        .app(App::new("machine", "secret").password_grant(false))
        .start()
        .await
        .unwrap();
    for (name, value, status, error) in [
        ("grant_type", "", 400, "invalid_request"),
        ("username", "", 400, "invalid_request"),
        ("password", "", 400, "invalid_request"),
        ("client_secret", "wrong", 401, "invalid_client"),
        ("client_id", "", 401, "invalid_client"),
        ("client_id", "unknown", 401, "invalid_client"),
        ("password", "wrong", 400, "invalid_grant"),
        ("username", "unknown", 400, "invalid_grant"),
        ("scope", "read write", 400, "invalid_scope"),
        ("scope", "", 400, "invalid_scope"),
        (
            "grant_type",
            "client_credentials",
            400,
            "unauthorized_client",
        ),
        ("grant_type", "magic \"1\"", 400, "unsupported_grant_type"),
    ] {
        let response = post_form(sandbox.token_url(), &changed(&sandbox, name, value)).await;
        let found = response.json();
        assert_eq!(response.status, status, "{name}={value}: {found}");
        assert_eq!(found["error"], error, "{name}={value}: {found}");
        assert!(!found["error_description"].as_str().unwrap().contains('"'));
        assert_eq!(response.header("cache-control"), Some("no-store"));
        let challenged = response.header("www-authenticate").is_some();
        assert_eq!(challenged, status == 401, "{name}={value}");
    }
    for (client, scope, error) in [
        ("reader", "create", "invalid_scope"),
        ("machine", "read", "unauthorized_client"),
    ] {
        let mut credentials = sandbox.credentials().clone();
        credentials.client_id = client.to_owned();
        credentials.client_secret = "secret".to_owned();
        let form = password_form(&credentials, scope);
        let response = post_form(sandbox.token_url(), &form).await;
        assert_eq!(response.json()["error"], error, "{client}");
    }
}

#[tokio::test]
async fn a_request_without_a_form_or_with_a_repeated_field_is_invalid() {
    let sandbox = caller::sandbox().await;
    let post = || http().post(sandbox.token_url());
    let form = password_form(sandbox.credentials(), "read");
    let mut twice = form.clone();
    twice.push(("scope", "create".to_owned()));
    let (id, secret) = (&form[1].1, &form[2].1);
    let requests = [
        post().json(&form),
        post().query(&form),
        post().form(&twice),
        post().form(&form).basic_auth(id, Some(secret)),
    ];
    for request in requests {
        let response = Response::of(request.send().await.unwrap()).await;
        assert_eq!(response.status, 400, "{}", response.text);
        assert_eq!(
            response.json()["error"],
            "invalid_request",
            "{}",
            response.text
        );
    }
    let get = Response::of(http().get(sandbox.token_url()).send().await.unwrap()).await;
    assert_eq!((get.status, get.header("allow")), (405, Some("POST")));
    let put = http().put(sandbox.token_url()).form(&form);
    assert_eq!(put.send().await.unwrap().status(), 405);
    let received = sandbox.received();
    assert!(received.iter().all(|request| request.body.is_empty()));
}

#[tokio::test]
async fn a_client_may_authenticate_itself_by_header_with_its_parts_form_encoded() {
    let sandbox = caller::builder()
        .app(App::new("a:b", "s+%&"))
        .start()
        .await
        .unwrap();
    let mut form = password_form(sandbox.credentials(), "read");
    form.retain(|(name, _)| !name.starts_with("client"));
    let post = || http().post(sandbox.token_url()).form(&form);
    let good = post().basic_auth("a%3Ab", Some("s%2B%25%26"));
    assert_eq!(good.send().await.unwrap().status(), 200);
    for bad in [
        post().basic_auth("a%3Ab", Some("wrong")),
        post().header("authorization", "Basic ???"),
        post().header("authorization", "Bearer token"),
    ] {
        let response = Response::of(bad.send().await.unwrap()).await;
        assert_eq!(response.status, 401);
        assert_eq!(response.json()["error"], "invalid_client");
    }
}

fn refresh_form(sandbox: &Sandbox, refresh_token: &str) -> Vec<(&'static str, String)> {
    let credentials = sandbox.credentials();
    vec![
        ("grant_type", "refresh_token".to_owned()),
        ("client_id", credentials.client_id.clone()),
        ("client_secret", credentials.client_secret.clone()),
        ("refresh_token", refresh_token.to_owned()),
    ]
}

#[tokio::test]
async fn a_refresh_token_is_valid_once_and_for_no_more_than_was_granted() {
    let sandbox = caller::sandbox().await;
    let first = token(&sandbox, "read update").await;
    let form = refresh_form(&sandbox, first["refresh_token"].as_str().unwrap());

    let mut more = form.clone();
    more.push(("scope", "read delete".to_owned()));
    let refused = post_form(sandbox.token_url(), &more).await;
    assert_eq!(refused.json()["error"], "invalid_scope");

    let second = post_form(sandbox.token_url(), &form).await;
    assert_eq!(second.status, 200, "{}", second.text);
    let second = second.json();
    assert_eq!(second["scope"], "read update");
    assert_ne!(second["refresh_token"], first["refresh_token"]);
    assert_ne!(second["access_token"], first["access_token"]);

    let again = post_form(sandbox.token_url(), &form).await;
    assert_eq!(
        (again.status, &again.json()["error"]),
        (400, &"invalid_grant".into())
    );

    let mut less = refresh_form(&sandbox, second["refresh_token"].as_str().unwrap());
    less.push(("scope", "read".to_owned()));
    let third = post_form(sandbox.token_url(), &less).await.json();
    assert_eq!(third["scope"], "read");
}

#[tokio::test]
async fn tokens_expire_by_the_sandboxs_clock() {
    let sandbox = caller::builder()
        .token_lifetime(Duration::from_secs(60))
        .refresh_token_lifetime(Duration::from_secs(120))
        .start()
        .await
        .unwrap();
    sandbox
        .clock()
        .stand_at("2026-01-15T12:00:00Z".parse().unwrap());
    let issued = token(&sandbox, "read").await;
    let access_token = issued["access_token"].as_str().unwrap();
    let form = refresh_form(&sandbox, issued["refresh_token"].as_str().unwrap());

    sandbox.clock().advance(Duration::from_secs(59));
    assert_eq!(query(&sandbox, access_token, "").await.status, 200);
    sandbox.clock().advance(Duration::from_secs(1));
    let expired = query(&sandbox, access_token, "").await;
    assert_eq!(expired.status, 401);
    assert_eq!(
        expired.header("www-authenticate"),
        Some("Bearer error='invalid_token'")
    );
    sandbox.clock().advance(Duration::from_secs(60));
    let late = post_form(sandbox.token_url(), &form).await;
    assert_eq!(late.json()["error"], "invalid_grant");
}

#[tokio::test]
async fn refresh_tokens_can_be_disabled_and_the_token_type_changed() {
    let sandbox = caller::builder()
        .refresh_tokens(false)
        .token_type("bearer")
        .start()
        .await
        .unwrap();
    let issued = token(&sandbox, "read").await;
    assert_eq!(issued["token_type"], "bearer");
    assert!(issued.get("refresh_token").is_none(), "{issued}");
    assert!(issued.get("refresh_token_expires_in").is_none(), "{issued}");
}

#[tokio::test]
async fn only_its_app_can_revoke_a_token() {
    let sandbox = caller::builder()
        .app(App::new("other", "secret"))
        .start()
        .await
        .unwrap();
    let token = bearer(&sandbox).await;
    let revoke = sandbox.token_url().replace("/token", "/revoke");
    let form = |id: &str, secret: &str| {
        let pairs = [
            ("client_id", id),
            ("client_secret", secret),
            ("token", &token),
        ];
        pairs.map(|(name, value)| (name, value.to_owned()))
    };
    assert_eq!(
        post_form(&revoke, &form("other", "secret")).await.status,
        200
    );
    assert_eq!(query(&sandbox, &token, "").await.status, 200);
    let credentials = sandbox.credentials();
    let own = form(&credentials.client_id, &credentials.client_secret);
    assert_eq!(post_form(&revoke, &own).await.status, 200);
    assert_eq!(query(&sandbox, &token, "").await.status, 401);
    assert_eq!(post_form(&revoke, &own).await.status, 200);
    assert_eq!(
        post_form(&revoke, &form("other", "wrong")).await.status,
        401
    );

    let another = bearer(&sandbox).await;
    sandbox.revoke_all_tokens();
    assert_eq!(query(&sandbox, &another, "").await.status, 401);
}

#[tokio::test]
async fn an_account_is_locked_after_too_many_wrong_passwords_in_a_row() {
    let sandbox = caller::builder()
        .lockout(2, Duration::from_secs(600))
        .start()
        .await
        .unwrap();
    sandbox
        .clock()
        .stand_at("2026-01-15T12:00:00Z".parse().unwrap());
    let good = password_form(sandbox.credentials(), "read");
    let wrong = changed(&sandbox, "password", "wrong");
    let status = async |form: &[(&str, String)]| post_form(sandbox.token_url(), form).await.status;

    assert_eq!(status(&wrong).await, 400);
    assert_eq!(status(&good).await, 200, "one wrong password is forgiven");
    assert_eq!(status(&wrong).await, 400);
    assert_eq!(status(&wrong).await, 400);
    let locked = post_form(sandbox.token_url(), &good).await;
    assert_eq!(
        (locked.status, &locked.json()["error"]),
        (400, &"invalid_grant".into())
    );
    assert!(locked.text.contains("locked"), "{}", locked.text);

    sandbox.clock().advance(Duration::from_secs(600));
    assert_eq!(status(&good).await, 200);
    assert_eq!(status(&wrong).await, 400);
    assert_eq!(status(&wrong).await, 400);
    assert_eq!(status(&good).await, 400);
    sandbox.unlock(&sandbox.credentials().username);
    assert_eq!(status(&good).await, 200);
}
