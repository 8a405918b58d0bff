//! `classifications verify` on sandboxes, and on a server that does not keep to the document.

#![allow(
    clippy::unwrap_used,
    clippy::indexing_slicing,
    reason = "a test ends where its premises do"
)]

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use std::process::Output;

use classifications_contract::{Contract, FieldLocation, SampleKind, split_name};
use classifications_sandbox::{Plan, Received, Sandbox, Window};
use classifications_spec::{CASES, DOCUMENT, SET_ASIDE};
use serde_json::Value;
use tokio::io::{AsyncReadExt as _, AsyncWriteExt as _};

/// The binary, with the credentials of a sandbox and the account's values in its environment.
async fn verify(sandbox: &Sandbox, base_url: &str, more: &[&str]) -> Output {
    let known = sandbox.credentials();
    let mut command = tokio::process::Command::new(env!("CARGO_BIN_EXE_classifications"));
    command
        .env_clear()
        .env("CESCE_CLIENT_ID", &known.client_id)
        .env("CESCE_CLIENT_SECRET", &known.client_secret)
        .env("CESCE_USERNAME", &known.username)
        .env("CESCE_PASSWORD", &known.password)
        .envs(account())
        .args(["verify", "--base-url", base_url, "--token-url"])
        .arg(sandbox.token_url())
        .args(parameters())
        .args(more);
    command.output().await.unwrap()
}

/// Values of the other parameters that all calls need; a document may have none.
fn parameters() -> Vec<String> {
    let contract = Contract::from_json(DOCUMENT).unwrap();
    let mut given = BTreeMap::new();
    for id in contract.operations() {
        let sample = contract.values_sample(id, SampleKind::Minimal).unwrap();
        for field in contract.fields(id).iter().filter(|field| field.required) {
            let is_parameter =
                matches!(field.location, FieldLocation::Query | FieldLocation::Header);
            let value = sample.values.get(&field.name).filter(|_| is_parameter);
            if let Some(value) = value {
                let text = value
                    .as_str()
                    .map_or_else(|| value.to_string(), str::to_owned);
                given.insert(field.name.clone(), text);
            }
        }
    }
    let options = given.iter();
    let options = options.flat_map(|(name, text)| ["--value".to_owned(), format!("{name}={text}")]);
    options.collect()
}

fn text(output: &Output) -> String {
    let both = [output.stdout.as_slice(), output.stderr.as_slice()].concat();
    String::from_utf8(both).unwrap()
}

/// The environment variables of parameters of the path, with the values that the cases have.
fn account() -> BTreeMap<String, String> {
    let contract = Contract::from_json(DOCUMENT).unwrap();
    let operations: Vec<&str> = contract.operations().collect();
    let fields = operations.iter().flat_map(|id| contract.fields(id));
    let named = fields.filter_map(|field| {
        let variable = field.extensions.get("x-env")?.as_str()?.to_owned();
        let name = field.name.trim_start_matches("path.").to_owned();
        let own = cases().find_map(|case| Some(case["request"].get(&name)?.as_str()?.to_owned()));
        Some((variable, own.unwrap_or_else(|| "1".to_owned())))
    });
    named.collect()
}

fn cases() -> impl Iterator<Item = Value> {
    let files: BTreeMap<String, Value> = serde_json::from_str(CASES).unwrap();
    let files = files.into_iter().filter(|(name, _)| name.contains('/'));
    files.map(|(_, case)| case)
}

/// What was called, without the requests for tokens.
fn calls(sandbox: &Sandbox) -> Vec<Received> {
    let mut received = sandbox.received();
    received.retain(|call| call.grant_type.is_none());
    received
}

/// The report as JSON. No call failed, unless parts of `spec/` do not fit the document.
fn report(output: &Output) -> Value {
    let report: Value = serde_json::from_slice(&output.stdout).unwrap();
    assert!(report["passed"].as_u64() > Some(0), "{}", text(output));
    if report["failed"] != 0 {
        set_aside(&text(output));
    }
    report
}

/// Reports what does not apply to this document. Where all of `spec/` fits the document, everything does.
fn set_aside(what: &str) {
    println!("set aside: {what}");
    assert!(!SET_ASIDE.is_empty(), "{what}");
}

#[tokio::test]
async fn only_safe_methods_are_sent_without_leave_to_write() {
    let sandbox = Sandbox::start().await.unwrap();
    let folder = tempfile::tempdir().unwrap();
    let junit = folder.path().join("junit.xml");
    let more = ["--json", "--junit", junit.to_str().unwrap()];
    let output = verify(&sandbox, sandbox.base_url(), &more).await;
    report(&output);
    let calls = calls(&sandbox);
    assert!(calls.iter().all(|call| call.method.is_safe()), "{calls:?}");
    let junit = std::fs::read_to_string(junit).unwrap();
    assert!(junit.contains("<testsuite name=\"verify\""), "{junit}");
    let output = verify(&sandbox, sandbox.base_url(), &["--failed-only"]).await;
    assert!(!text(&output).contains("ok  "), "{}", text(&output));
}

/// Values for `--value`: those of a case that writes, reversed where the document allows that.
fn values() -> Vec<(String, String)> {
    let contract = Contract::from_json(DOCUMENT).unwrap();
    let mut values = vec![];
    let writes = cases().filter(|case| case["response"]["status"] == 201);
    for case in writes.take(1) {
        let operation = case["operation"].as_str().unwrap();
        for field in contract.fields(operation) {
            let steps = split_name(&field.name);
            let own = steps
                .iter()
                .try_fold(&case["request"]["body"], |at, step| at.get(step));
            let Some(own) = own.and_then(Value::as_str) else {
                continue;
            };
            let reversed: String = own.chars().rev().collect();
            let alone = [(field.name.clone(), Value::from(reversed.as_str()))];
            let found = contract.check_values(operation, &alone.into_iter().collect());
            if reversed != own && found.iter().all(|violation| violation.field != field.name) {
                values.push((field.name, reversed));
            }
        }
    }
    values
}

#[tokio::test]
async fn what_is_written_has_the_values_of_the_user_and_drafts_do_not() {
    let values = values();
    let sandbox = Sandbox::builder().plans([]).start().await.unwrap();
    let folder = tempfile::tempdir().unwrap();
    let options = values
        .iter()
        .map(|(name, value)| format!("--value={name}={value}"));
    let options: Vec<String> = options.collect();
    let mut more: Vec<&str> = options.iter().map(String::as_str).collect();
    more.extend([
        "--json",
        "--allow-writes",
        "--most-creates",
        "99",
        "--record",
    ]);
    more.push(folder.path().to_str().unwrap());
    if values.is_empty() {
        set_aside("no case writes");
        return;
    }
    let output = verify(&sandbox, sandbox.base_url(), &more).await;
    report(&output);
    let mut written = 0;
    for call in calls(&sandbox) {
        let success = call.status.is_some_and(|status| status.is_success());
        if call.method.is_safe() || !success {
            continue;
        }
        written += 1;
        let body: Value = serde_json::from_slice(&call.body).unwrap();
        for (name, value) in &values {
            let steps = split_name(name);
            let sent = steps.iter().try_fold(&body, |at, step| at.get(step));
            let sent = sent.and_then(Value::as_str).filter(|sent| !sent.is_empty());
            assert!(sent.is_none_or(|sent| sent == value), "{name}: {sent:?}");
        }
    }
    if written == 0 {
        set_aside("no case writes with success");
        return;
    }
    for file in files(folder.path()) {
        let draft = std::fs::read_to_string(&file).unwrap();
        let case = serde_json::from_str::<Value>(&draft);
        let source = case.map(|case| case["x-source"].clone());
        assert_eq!(source.ok(), Some("recorded".into()), "{draft}");
        for (name, value) in values.iter().filter(|(_, value)| value.len() > 5) {
            assert!(!draft.contains(value), "{}: {name}", file.display());
        }
        #[cfg(unix)]
        {
            use std::os::unix::fs::PermissionsExt as _;
            let bits = std::fs::metadata(&file).unwrap().permissions().mode();
            assert_eq!(bits & 0o777, 0o600, "{}", file.display());
        }
    }
}

fn files(folder: &Path) -> Vec<PathBuf> {
    let folders = std::fs::read_dir(folder).unwrap();
    let files = folders.flat_map(|folder| std::fs::read_dir(folder.unwrap().path()).unwrap());
    let files: Vec<PathBuf> = files.map(|file| file.unwrap().path()).collect();
    assert!(!files.is_empty());
    files
}

#[tokio::test]
async fn calls_that_create_are_limited() {
    let sandbox = Sandbox::start().await.unwrap();
    let values = values();
    let options = values
        .iter()
        .map(|(name, value)| format!("--value={name}={value}"));
    let options: Vec<String> = options.chain(["--value=x=x".to_owned()]).collect();
    let mut more: Vec<&str> = options.iter().map(String::as_str).collect();
    more.extend(["--allow-writes", "--most-creates", "1"]);
    let output = verify(&sandbox, sandbox.base_url(), &more).await;
    let created = |call: &&Received| call.status.is_some_and(|status| status.as_u16() == 201);
    let calls = calls(&sandbox);
    assert!(
        calls.iter().filter(created).count() <= 1,
        "{}",
        text(&output)
    );
}

/// What was not called is not known to be right.
#[tokio::test]
async fn a_plan_that_is_used_up_ends_the_run() {
    let builder = Sandbox::builder().plans([Plan::new("default", 1, Window::Day)]);
    let sandbox = builder.start().await.unwrap();
    let output = verify(&sandbox, sandbox.base_url(), &[]).await;
    if calls(&sandbox).len() < 2 {
        set_aside("no call follows the first");
        return;
    }
    assert_eq!(output.status.code(), Some(2), "{}", text(&output));
    assert!(
        text(&output).contains("stopped early: the status is 429"),
        "{}",
        text(&output)
    );
}

/// A server that sends the same response whatever it receives.
async fn server(body: String) -> String {
    let listener = tokio::net::TcpListener::bind("127.0.0.1:0").await.unwrap();
    let address = listener.local_addr().unwrap();
    let head = "HTTP/1.1 200 OK\r\ncontent-type: application/json\r\nconnection: close\r\n";
    let response = format!("{head}content-length: {}\r\n\r\n{body}", body.len());
    tokio::spawn(async move {
        while let Ok((mut stream, _)) = listener.accept().await {
            let mut request = [0; 8192];
            let _ = stream.read(&mut request).await;
            let _ = stream.write_all(response.as_bytes()).await;
            let _ = stream.shutdown().await;
        }
    });
    format!("http://{address}")
}

#[tokio::test]
async fn a_faulty_server_is_reported_without_secrets() {
    let sandbox = Sandbox::start().await.unwrap();
    let password = sandbox.credentials().password.clone();
    let base_url = server(format!("[\"{password}\u{1b}[31m\"]")).await;
    let output = verify(&sandbox, &base_url, &[]).await;
    assert_eq!(output.status.code(), Some(1), "{}", text(&output));
    let text = text(&output);
    assert!(text.contains("FAILED"), "{text}");
    // the first call fails and the others are made all the same
    if text.matches("FAILED").count() == 1 {
        set_aside("no call follows the first");
    }
    assert!(text.contains("of the calls failed"), "{text}");
    for hidden in [password.as_str(), "\u{1b}", "Bearer"] {
        assert!(!text.contains(hidden), "{text}");
    }
}

#[tokio::test]
async fn what_is_missing_or_wrong_is_named() {
    let sandbox = Sandbox::start().await.unwrap();
    let unreachable = verify(&sandbox, "http://127.0.0.1:1", &[]).await;
    let unknown = verify(&sandbox, sandbox.base_url(), &["--only", "no-such-call"]).await;
    let mut alone = tokio::process::Command::new(env!("CARGO_BIN_EXE_classifications"));
    let alone = alone
        .env_clear()
        .envs(account())
        .args(["verify", "--allow-writes"]);
    let alone = alone.output().await.unwrap();
    let ignored = verify(&sandbox, sandbox.base_url(), &["--wide"]).await;
    let no_token = [
        "--token-url=http://127.0.0.1:1/token",
        "--base-url=http://127.0.0.1:1",
    ];
    let mut refused = tokio::process::Command::new(env!("CARGO_BIN_EXE_classifications"));
    let refused = refused
        .env_clear()
        .envs(account())
        .arg("verify")
        .args(no_token);
    let refused = refused.output().await.unwrap();
    for (output, expected) in [
        (unreachable, "no response of http://127.0.0.1:1"),
        (unknown, "--only"),
        (alone, "--value"),
        (ignored, "--wide"),
        (refused, "CESCE_CLIENT_ID"),
    ] {
        assert_eq!(output.status.code(), Some(2), "{}", text(&output));
        assert!(text(&output).contains(expected), "{}", text(&output));
    }
}
