//! Tokens between commands, and the commands of the account.

use serde_json::Value;

use crate::harness::{Person, Sample, stderr};

#[tokio::test]
async fn commands_that_follow_each_other_request_one_token() {
    let person = Person::new().await;
    let Some(sample) = Sample::of("GET") else {
        return;
    };
    let (option, _, value) = &sample.account;
    person.configure(
        &[
            person.profile("a", ""),
            person.profile("b", "token-cache = false"),
        ]
        .concat(),
    );
    let call = |more: &str| sample.with(&[&format!("--{option}={value}"), more]);
    for _ in 0..3 {
        person.run(&call("--profile=a")).await;
    }
    assert_eq!((person.token_requests(), person.paths().len()), (1, 3));
    person
        .run(&sample.with(&[
            &format!("--{option}={value}"),
            "--profile=a",
            "--no-token-cache",
        ]))
        .await;
    assert_eq!(person.token_requests(), 2);
    person.run(&call("--profile=b")).await;
    assert_eq!(person.token_requests(), 3);
    // the cached one is still the one of the first command
    person.run(&call("--profile=a")).await;
    assert_eq!(person.token_requests(), 3);
}

#[tokio::test]
async fn login_requests_a_token_and_says_what_was_granted() {
    let person = Person::new().await;
    person.configure(&format!(
        "default-profile = \"a\"\n{}",
        person.profile("a", "")
    ));
    for requests in 1..=2 {
        let text = person.done(&["login", "--output=json"]).await;
        let json: Value = serde_json::from_str(&text).unwrap();
        assert_eq!(json["profile"], "a");
        assert!(json["expires_in_seconds"].as_u64().unwrap() > 0, "{text}");
        assert_eq!(json["requested_scopes"], json["granted_scopes"]);
        assert_eq!(
            person.token_requests(),
            requests,
            "a cached token proves nothing"
        );
    }
    // the token is kept for the next command
    let token = person.done(&["token"]).await;
    assert_eq!(person.token_requests(), 2);
    assert!(
        !token.trim().is_empty() && !token.contains("Bearer"),
        "{token}"
    );
    let output = person.run(&["token"]).await;
    assert!(
        stderr(&output).starts_with("warning: a program that has this token"),
        "{}",
        stderr(&output)
    );
    // for other scopes another one is requested
    let whoami: Value =
        serde_json::from_str(&person.done(&["whoami", "--output=json"]).await).unwrap();
    let scopes = whoami["scopes"].as_str().unwrap();
    let other = person.done(&["token", "--scope", scopes]).await;
    assert!(other != token || !scopes.contains(' '), "{scopes}");
    let requests = if scopes.contains(' ') { 3 } else { 2 };
    assert_eq!(person.token_requests(), requests);
}

#[tokio::test]
async fn refused_credentials_are_sent_once_whatever_command_is_next() {
    let mut person = Person::new().await;
    person.configure(&format!(
        "default-profile = \"a\"\n{}",
        person.profile("a", "")
    ));
    person
        .variables
        .retain(|(name, _)| name != "CESCE_PASSWORD");
    person
        .variables
        .push(("CESCE_PASSWORD".to_owned(), "hunter2".to_owned()));
    for command in ["login", "login", "token", "login"] {
        let output = person.run(&[command]).await;
        let text = stderr(&output);
        assert_eq!(output.status.code(), Some(1), "{text}");
        assert!(
            text.contains("refused") && !text.contains("hunter2"),
            "{text}"
        );
        assert_eq!(person.token_requests(), 1, "{command}: {text}");
    }
}

#[tokio::test]
async fn whoami_shows_the_account_without_a_request_or_a_secret() {
    let person = Person::new().await;
    person.configure(&person.profile("a", ""));
    let text = person.done(&["whoami", "--profile=a"]).await;
    let known = person.sandbox.credentials();
    for shown in [&known.username, person.sandbox.token_url(), "a"] {
        assert!(text.contains(shown), "{shown} in {text}");
    }
    for secret in [&known.client_secret, &known.password, &known.client_id] {
        assert!(!text.contains(secret.as_str()), "{secret} in {text}");
    }
    assert!(person.sandbox.received().is_empty());
}
