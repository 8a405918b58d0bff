//! Tests of the token cache, and of `login`, `token` and `whoami`.

use serde_json::Value;

use crate::harness::{Sample, User, stderr};

#[tokio::test]
async fn consecutive_commands_request_one_token() {
    let user = User::new().await;
    let Some(sample) = Sample::of("GET") else {
        return;
    };
    let (option, _, value) = &sample.account;
    user.configure(
        &[
            user.profile("a", ""),
            user.profile("b", "token-cache = false"),
        ]
        .concat(),
    );
    let call = |more: &str| sample.with(&[&format!("--{option}={value}"), more]);
    for _ in 0..3 {
        user.run(&call("--profile=a")).await;
    }
    assert_eq!((user.token_requests(), user.paths().len()), (1, 3));
    user.run(&sample.with(&[
        &format!("--{option}={value}"),
        "--profile=a",
        "--no-token-cache",
    ]))
    .await;
    assert_eq!(user.token_requests(), 2);
    user.run(&call("--profile=b")).await;
    assert_eq!(user.token_requests(), 3);
    // the token of the first command is still cached
    user.run(&call("--profile=a")).await;
    assert_eq!(user.token_requests(), 3);
}

#[tokio::test]
async fn login_requests_a_token_and_shows_the_granted_scopes() {
    let user = User::new().await;
    user.configure(&format!(
        "default-profile = \"a\"\n{}",
        user.profile("a", "")
    ));
    for requests in 1..=2 {
        let text = user.run_ok(&["login", "--output=json"]).await;
        let json: Value = serde_json::from_str(&text).unwrap();
        assert_eq!(json["profile"], "a");
        assert!(json["expires_in_seconds"].as_u64().unwrap() > 0, "{text}");
        assert_eq!(json["requested_scopes"], json["granted_scopes"]);
        assert_eq!(
            user.token_requests(),
            requests,
            "a cached token proves nothing"
        );
    }
    // the token is kept for the next command
    let token = user.run_ok(&["token"]).await;
    assert_eq!(user.token_requests(), 2);
    assert!(
        !token.trim().is_empty() && !token.contains("Bearer"),
        "{token}"
    );
    let output = user.run(&["token"]).await;
    assert!(
        stderr(&output).starts_with("warning: a program that has this token"),
        "{}",
        stderr(&output)
    );
    // for other scopes another token is requested
    let whoami: Value =
        serde_json::from_str(&user.run_ok(&["whoami", "--output=json"]).await).unwrap();
    let scopes = whoami["scopes"].as_str().unwrap();
    let other = user.run_ok(&["token", "--scope", scopes]).await;
    assert!(other != token || !scopes.contains(' '), "{scopes}");
    let requests = if scopes.contains(' ') { 3 } else { 2 };
    assert_eq!(user.token_requests(), requests);
}

#[tokio::test]
async fn refused_credentials_are_sent_once_by_consecutive_commands() {
    let mut user = User::new().await;
    user.configure(&format!(
        "default-profile = \"a\"\n{}",
        user.profile("a", "")
    ));
    user.variables.retain(|(name, _)| name != "CESCE_PASSWORD");
    user.variables
        .push(("CESCE_PASSWORD".to_owned(), "hunter2".to_owned()));
    for command in ["login", "login", "token", "login"] {
        let output = user.run(&[command]).await;
        let text = stderr(&output);
        assert_eq!(output.status.code(), Some(1), "{text}");
        assert!(
            text.contains("refused") && !text.contains("hunter2"),
            "{text}"
        );
        assert_eq!(user.token_requests(), 1, "{command}: {text}");
    }
}

#[tokio::test]
async fn whoami_shows_the_account_without_a_request_or_a_secret() {
    let user = User::new().await;
    user.configure(&user.profile("a", ""));
    let text = user.run_ok(&["whoami", "--profile=a"]).await;
    let credentials = user.sandbox.credentials();
    for shown in [&credentials.username, user.sandbox.token_url(), "a"] {
        assert!(text.contains(shown), "{shown} in {text}");
    }
    for secret in [
        &credentials.client_secret,
        &credentials.password,
        &credentials.client_id,
    ] {
        assert!(!text.contains(secret.as_str()), "{secret} in {text}");
    }
    assert!(user.sandbox.received().is_empty());
}
