//! Tests of `doctor` with a sandbox, over plain HTTP and TLS, and with configurations that fail.

#![allow(clippy::unwrap_used, reason = "a test fails by a panic")]

#[path = "../src/api/mod.rs"]
#[allow(dead_code, reason = "the command line uses the rest")]
mod api;
#[path = "program/mod.rs"]
mod program;

use std::process::Output;

use classifications_contract::SampleKind;
use classifications_sandbox::Sandbox;
use serde_json::Value;

use api::Api;

/// Runs `doctor` with these variables.
async fn doctor(arguments: &[String], environment: &[(String, String)]) -> Output {
    let mut command = program::command();
    command.arg("doctor").args(arguments);
    let state = tempfile::tempdir().unwrap();
    command.env("XDG_STATE_HOME", state.path());
    command.env("XDG_CONFIG_HOME", state.path());
    command.envs(environment.iter().cloned());
    let output = tokio::task::spawn_blocking(move || command.output().unwrap());
    let output = output.await.unwrap();
    drop(state);
    output
}

/// Runs `doctor --json`, and returns its exit code and the checks.
async fn checks(
    arguments: &[String],
    environment: &[(String, String)],
) -> (Option<i32>, Vec<Check>) {
    let arguments = [arguments, &["--json".to_owned()]].concat();
    let output = doctor(&arguments, environment).await;
    let text = String::from_utf8(output.stdout.clone()).unwrap();
    let report: Value = serde_json::from_str(&text).unwrap_or_default();
    let list = report.get("checks").and_then(Value::as_array);
    let member = |check: &Value, name: &str| {
        let text = check.get(name).and_then(Value::as_str);
        text.unwrap_or_default().to_owned()
    };
    let list = list.unwrap_or_else(|| unreachable!("{output:?}")).iter();
    let list: Vec<Check> = list
        .map(|check| Check {
            name: member(check, "check"),
            state: member(check, "state"),
            detail: member(check, "detail"),
            remedy: member(check, "remedy"),
        })
        .collect();
    let any_failed = list.iter().any(|check| check.state == "failed");
    assert_eq!(report.get("ok"), Some(&Value::Bool(!any_failed)), "{text}");
    (output.status.code(), list)
}

#[derive(Debug)]
struct Check {
    name: String,
    state: String,
    detail: String,
    remedy: String,
}

/// The only check that failed.
fn failed_check(list: &[Check]) -> &Check {
    let mut failed = list.iter().filter(|check| check.state == "failed");
    let first = failed.next();
    assert!(failed.next().is_none(), "{list:?}");
    first.unwrap_or_else(|| unreachable!("no check failed: {list:?}"))
}

/// The state of the first check whose name begins with this text.
fn state<'c>(list: &'c [Check], name: &str) -> &'c str {
    let found = list.iter().find(|check| check.name.starts_with(name));
    found.map_or("", |check| check.state.as_str())
}

/// Whether the first safe operation needs a token.
fn needs_token() -> bool {
    let api = Api::from_document(classifications_spec::DOCUMENT, &["help"]).unwrap();
    let mut commands = api.commands.iter();
    let first = commands.find(|command| command.method == "GET");
    let operation = first.and_then(|first| {
        let mut all = classifications_api::operations::ALL.iter();
        all.find(|operation| operation.id == first.operation)
    });
    let needs_token = operation.is_some_and(|operation| operation.oauth2_scopes.is_some());
    if !needs_token {
        println!("set aside: no operation that only reads needs a token");
        assert!(!classifications_spec::SET_ASIDE.is_empty());
    }
    needs_token
}

/// Values for the first safe operation with a sample; empty if there is none.
fn values() -> Vec<String> {
    let api = Api::from_document(classifications_spec::DOCUMENT, &["help"]).unwrap();
    let mut reads = api
        .commands
        .iter()
        .filter(|command| command.method == "GET");
    let sample = reads.find_map(|command| {
        let sample = api
            .contract
            .values_sample(&command.operation, SampleKind::Minimal)?;
        (sample.conforms && command.body.is_none()).then_some(sample.values)
    });
    let Some(sample) = sample else {
        println!("set aside: no operation that only reads has a sample");
        assert!(!classifications_spec::SET_ASIDE.is_empty());
        return Vec::new();
    };
    let text = |value: &Value| {
        value
            .as_str()
            .map_or_else(|| value.to_string(), str::to_owned)
    };
    let values = sample.iter();
    values
        .map(|(name, value)| format!("--value={name}={}", text(value)))
        .collect()
}

/// Whether the sandbox rejects the query of a sample, since its model is not for this document. All other checks must pass.
fn is_query_rejected(list: &[Check]) -> bool {
    let is_rejected = |check: &Check| check.name == "query" && check.detail.contains("rejected");
    let is_rejected = list.iter().any(is_rejected);
    if is_rejected {
        println!("set aside: the sandbox stores nothing of the sample");
        assert!(!classifications_spec::SET_ASIDE.is_empty(), "{list:?}");
        assert_eq!(failed_check(list).name, "query");
    }
    is_rejected
}

/// The variables with the credentials of a sandbox and this password.
fn credentials(sandbox: &Sandbox, password: &str) -> Vec<(String, String)> {
    let credentials = sandbox.credentials();
    let values = [
        ("CESCE_CLIENT_ID", credentials.client_id.as_str()),
        ("CESCE_CLIENT_SECRET", credentials.client_secret.as_str()),
        ("CESCE_USERNAME", credentials.username.as_str()),
        ("CESCE_PASSWORD", password),
    ];
    let values = values.map(|(name, value)| (name.to_owned(), value.to_owned()));
    values.to_vec()
}

/// The number of received requests that change something.
fn changes(sandbox: &Sandbox) -> usize {
    let received = sandbox.received();
    let changes = received.iter().filter(|received| {
        received.grant_type.is_none() && !matches!(received.method.as_str(), "GET" | "HEAD")
    });
    changes.count()
}

fn token_requests(sandbox: &Sandbox) -> usize {
    let received = sandbox.received();
    received.iter().filter(|r| r.grant_type.is_some()).count()
}

#[tokio::test]
async fn all_checks_of_a_sandbox_pass_and_nothing_is_changed() {
    let sandbox = Sandbox::start().await.unwrap();
    let sandbox_option = vec![format!("--sandbox-url={}", sandbox.origin())];
    let (code, list) = checks(&[sandbox_option.clone(), values()].concat(), &[]).await;
    let is_rejected = is_query_rejected(&list);
    assert_eq!(code, Some(i32::from(is_rejected)), "{list:?}");
    assert_eq!(changes(&sandbox), 0);
    if needs_token() {
        assert_eq!(token_requests(&sandbox), 1);
        assert_eq!(state(&list, "token"), "ok", "{list:?}");
    }
    if !values().is_empty() && !is_rejected {
        assert_eq!(state(&list, "query"), "ok", "{list:?}");
    }
    let text = doctor(&sandbox_option, &[]).await;
    let text = String::from_utf8(text.stdout).unwrap();
    assert!(
        text.lines().all(|line| !line.starts_with("failed")),
        "{text}"
    );
    assert!(text.contains("\nok "), "{text}");
}

#[tokio::test]
async fn a_query_without_its_values_is_skipped_with_the_reason() {
    let sandbox = Sandbox::start().await.unwrap();
    let sandbox_option = vec![format!("--sandbox-url={}", sandbox.origin())];
    let (code, list) = checks(&sandbox_option, &[]).await;
    assert_eq!(code, Some(0), "{list:?}");
    let api = Api::from_document(classifications_spec::DOCUMENT, &["help"]).unwrap();
    let mut reads = api
        .commands
        .iter()
        .filter(|command| command.method == "GET");
    let all_need_a_value = reads.all(|command| {
        let mut options = command.options.iter();
        options.any(|option| option.field.required && option.default.is_none())
    });
    if all_need_a_value {
        assert_eq!(state(&list, "query"), "skipped", "{list:?}");
    } else {
        println!("set aside: a query needs no value");
        assert!(!classifications_spec::SET_ASIDE.is_empty());
    }
}

#[tokio::test]
async fn the_remedy_for_an_unknown_issuer_is_the_root_certificate() {
    let sandbox = Sandbox::builder().tls().start().await.unwrap();
    let sandbox_option = vec![format!("--sandbox-url={}", sandbox.origin())];
    let (code, list) = checks(&sandbox_option, &[]).await;
    assert_eq!(code, Some(1), "{list:?}");
    let failed = failed_check(&list);
    assert!(failed.name.starts_with("TLS"), "{list:?}");
    assert!(failed.remedy.contains("--root-certificate"), "{list:?}");
    assert_eq!(state(&list, "token"), "skipped", "{list:?}");
    assert_eq!(token_requests(&sandbox), 0);

    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("root.pem");
    std::fs::write(&file, sandbox.certificate_pem().unwrap()).unwrap();
    let root = vec![format!("--root-certificate={}", file.display())];
    let (code, list) = checks(&[sandbox_option, root, values()].concat(), &[]).await;
    assert_eq!(code, Some(i32::from(is_query_rejected(&list))), "{list:?}");
    let tls = list.iter().find(|check| check.name.starts_with("TLS"));
    assert!(tls.unwrap().detail.contains("expires in"), "{list:?}");
}

#[tokio::test]
async fn the_remedy_for_a_closed_port_names_host_and_port() {
    let listener = std::net::TcpListener::bind("127.0.0.1:0").unwrap();
    let port = listener.local_addr().unwrap().port();
    drop(listener);
    let sandbox_option = vec![format!("--sandbox-url=http://127.0.0.1:{port}")];
    let (code, list) = checks(&sandbox_option, &[]).await;
    assert_eq!(code, Some(1), "{list:?}");
    let failed = failed_check(&list);
    assert!(failed.name.starts_with("connection"), "{list:?}");
    let address = format!("host 127.0.0.1 and port {port}");
    assert!(failed.remedy.contains(&address), "{list:?}");
    for name in ["TLS", "clock", "token", "query"] {
        assert_eq!(state(&list, name), "skipped", "{list:?}");
    }
}

#[tokio::test]
async fn the_remedy_for_a_wrong_path_names_the_url() {
    let sandbox = Sandbox::start().await.unwrap();
    let password = sandbox.credentials().password.clone();
    let account = credentials(&sandbox, &password);
    let wrong = format!("{}/no-such-path", sandbox.origin());
    if !values().is_empty() {
        let urls = vec![
            format!("--base-url={wrong}"),
            format!("--token-url={}", sandbox.token_url()),
        ];
        let (code, list) = checks(&[urls, values()].concat(), &account).await;
        assert_eq!(code, Some(1), "{list:?}");
        let failed = failed_check(&list);
        assert_eq!(failed.name, "query", "{list:?}");
        assert!(failed.detail.contains("404"), "{list:?}");
        assert!(failed.remedy.contains("--base-url"), "{list:?}");
        let shown = format!("{list:?}");
        assert!(!shown.contains(password.as_str()), "{shown}");
        assert!(shown.contains("CESCE_PASSWORD"), "{shown}");
    }
    if !needs_token() {
        return;
    }
    let urls = vec![
        format!("--base-url={}", sandbox.base_url()),
        format!("--token-url={wrong}"),
    ];
    let (_, list) = checks(&urls, &account).await;
    assert_eq!(failed_check(&list).name, "token", "{list:?}");
    assert!(
        failed_check(&list).remedy.contains("--token-url"),
        "{list:?}"
    );
}

#[tokio::test]
async fn refused_credentials_are_sent_once() {
    if !needs_token() {
        return;
    }
    let sandbox = Sandbox::start().await.unwrap();
    let folder = tempfile::tempdir().unwrap();
    let state_file = folder.path().join("state.json");
    let mut account = credentials(&sandbox, "not-the-password");
    account.push((
        "CESCE_STATE_FILE".to_owned(),
        state_file.display().to_string(),
    ));
    let urls = vec![
        format!("--base-url={}", sandbox.base_url()),
        format!("--token-url={}", sandbox.token_url()),
    ];
    for _ in 0..3 {
        let (code, list) = checks(&[urls.clone(), values()].concat(), &account).await;
        assert_eq!(code, Some(1), "{list:?}");
        let failed = failed_check(&list);
        assert_eq!(failed.name, "token", "{list:?}");
        assert!(failed.remedy.contains("CESCE_PASSWORD"), "{list:?}");
        assert_eq!(state(&list, "query"), "skipped", "{list:?}");
        assert!(!format!("{list:?}").contains("not-the-password"));
    }
    assert_eq!(token_requests(&sandbox), 1);
    assert_eq!(changes(&sandbox), 0);
}

#[tokio::test]
async fn missing_credentials_and_files_are_reported() {
    let sandbox = Sandbox::start().await.unwrap();
    let urls = vec![
        format!("--base-url={}", sandbox.base_url()),
        format!("--token-url={}", sandbox.token_url()),
    ];
    let (code, list) = checks(&urls, &[]).await;
    assert_eq!(code, Some(1), "{list:?}");
    assert_eq!(failed_check(&list).name, "credentials", "{list:?}");
    assert_eq!(state(&list, "token"), "skipped", "{list:?}");
    assert_eq!(token_requests(&sandbox), 0);

    let file = vec!["--root-certificate=/no/such/file".to_owned()];
    let (code, list) = checks(&file, &[]).await;
    assert_eq!(code, Some(1), "{list:?}");
    assert!(
        failed_check(&list).detail.contains("/no/such/file"),
        "{list:?}"
    );
}

/// Starts a server that grants every caller a token for this scope, and returns its origin.
fn start_token_server(scope: &'static str) -> String {
    use std::io::{Read as _, Write as _};
    let listener = std::net::TcpListener::bind("127.0.0.1:0").unwrap();
    let origin = format!("http://{}", listener.local_addr().unwrap());
    std::thread::spawn(move || {
        for mut stream in listener.incoming().map_while(Result::ok) {
            let _ = stream.read(&mut [0; 4096]);
            let body = format!(
                r#"{{"access_token":"t0ken","token_type":"bearer","expires_in":3600,"scope":"{scope}"}}"#
            );
            let head = format!(
                "HTTP/1.1 200 OK\r\ncontent-type: application/json\r\nconnection: close\r\ncontent-length: {}\r\n\r\n",
                body.len()
            );
            let _ = stream.write_all((head + body.as_str()).as_bytes());
        }
    });
    origin
}

#[tokio::test]
async fn granted_scopes_are_shown_and_the_token_is_not() {
    if !needs_token() {
        return;
    }
    let sandbox = Sandbox::start().await.unwrap();
    let account = credentials(&sandbox, "any");
    let origin = start_token_server("another-scope");
    let urls = vec![
        format!("--base-url={}", sandbox.base_url()),
        format!("--token-url={origin}/token"),
    ];
    let (_, list) = checks(&urls, &account).await;
    let token = list.iter().find(|check| check.name == "token").unwrap();
    let granted = "granted for \"another-scope\"";
    assert!(token.detail.contains(granted), "{list:?}");
    assert!(!format!("{list:?}").contains("t0ken"), "{list:?}");
}

#[tokio::test]
async fn an_unreachable_proxy_is_reported_without_its_password() {
    let sandbox = Sandbox::start().await.unwrap();
    let listener = std::net::TcpListener::bind("127.0.0.1:0").unwrap();
    let port = listener.local_addr().unwrap().port();
    drop(listener);
    let mut environment = credentials(&sandbox, "any");
    let proxy = format!("http://user:pr0xy@127.0.0.1:{port}");
    environment.push(("HTTPS_PROXY".to_owned(), proxy));
    let urls = [
        "--base-url=https://localhost:9/v1",
        "--token-url=https://localhost:9/token",
    ];
    let (code, list) = checks(&urls.map(str::to_owned), &environment).await;
    assert_eq!(code, Some(1), "{list:?}");
    let failed = failed_check(&list);
    assert!(failed.name.starts_with("connection"), "{list:?}");
    assert!(failed.remedy.contains("HTTPS_PROXY"), "{list:?}");
    assert!(failed.remedy.contains(&port.to_string()), "{list:?}");
    assert!(!format!("{list:?}").contains("pr0xy"), "{list:?}");
}
