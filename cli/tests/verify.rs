//! Tests of `verify` with sandboxes, and with a server that departs from the document.

#![allow(
    clippy::unwrap_used,
    clippy::indexing_slicing,
    reason = "a test fails by a panic"
)]

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use std::process::Output;

use classifications_contract::{Contract, FieldLocation, SampleKind, split_name};
use classifications_sandbox::{Plan, Received, Sandbox, Window};
use classifications_spec::{CASES, DOCUMENT, SET_ASIDE};
use serde_json::Value;
use tokio::io::{AsyncReadExt as _, AsyncWriteExt as _};

/// Runs `verify` with the credentials of a sandbox and the values of the account.
async fn verify(sandbox: &Sandbox, base_url: &str, more: &[&str]) -> Output {
    let credentials = sandbox.credentials();
    let mut command = tokio::process::Command::new(env!("CARGO_BIN_EXE_classifications"));
    command
        .env_clear()
        .env("CESCE_CLIENT_ID", &credentials.client_id)
        .env("CESCE_CLIENT_SECRET", &credentials.client_secret)
        .env("CESCE_USERNAME", &credentials.username)
        .env("CESCE_PASSWORD", &credentials.password)
        .envs(account())
        .args(["verify", "--base-url", base_url, "--token-url"])
        .arg(sandbox.token_url())
        .args(parameters())
        .args(more);
    command.output().await.unwrap()
}

/// Options with values of the required query and header parameters.
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

/// The environment variables of path parameters, with the values of the cases.
fn account() -> BTreeMap<String, String> {
    let contract = Contract::from_json(DOCUMENT).unwrap();
    let operations: Vec<&str> = contract.operations().collect();
    let fields = operations.iter().flat_map(|id| contract.fields(id));
    let named = fields.filter_map(|field| {
        let variable = field.extensions.get("x-env")?.as_str()?.to_owned();
        let name = field.name.trim_start_matches("path.").to_owned();
        let value = cases().find_map(|case| Some(case["request"].get(&name)?.as_str()?.to_owned()));
        Some((variable, value.unwrap_or_else(|| "1".to_owned())))
    });
    named.collect()
}

fn cases() -> impl Iterator<Item = Value> {
    let files: BTreeMap<String, Value> = serde_json::from_str(CASES).unwrap();
    let files = files.into_iter().filter(|(name, _)| name.contains('/'));
    files.map(|(_, case)| case)
}

/// The received calls, without token requests.
fn calls(sandbox: &Sandbox) -> Vec<Received> {
    let mut received = sandbox.received();
    received.retain(|call| call.grant_type.is_none());
    received
}

/// The report as JSON. No call may have failed, unless parts of `spec/` were set aside for the document.
fn report(output: &Output) -> Value {
    let report: Value = serde_json::from_slice(&output.stdout).unwrap();
    assert!(report["passed"].as_u64() > Some(0), "{}", text(output));
    if report["failed"] != 0 {
        set_aside(&text(output));
    }
    report
}

/// Reports a part of a test that does not apply to this document. If nothing of `spec/` was set aside, all parts must apply.
fn set_aside(part: &str) {
    println!("set aside: {part}");
    assert!(!SET_ASIDE.is_empty(), "{part}");
}

#[tokio::test]
async fn only_safe_methods_are_used_without_allow_writes() {
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

/// Values for `--value`: the texts of the case that differs most from the first case that creates something. Amounts and dates are
/// left out, since they affect the outcome of a request.
fn values() -> Vec<(String, String)> {
    let contract = Contract::from_json(DOCUMENT).unwrap();
    let creating_cases: Vec<_> = cases()
        .filter(|case| case["response"]["status"] == 201)
        .collect();
    let Some(first) = creating_cases.first() else {
        return vec![];
    };
    let operation = first["operation"].as_str().unwrap();
    let fields = contract.fields(operation);
    let texts = |case: &Value| -> Vec<(String, String)> {
        let plain = fields
            .iter()
            .filter(|field| !field.extensions.contains_key("x-meaning"));
        let found = plain.filter_map(|field| {
            let steps = split_name(&field.name);
            let mut steps = steps.iter();
            let text = steps.try_fold(&case["request"]["body"], |at, step| at.get(step))?;
            let text = text.as_str().filter(|text| !text.is_empty())?;
            Some((field.name.clone(), text.to_owned()))
        });
        found.collect()
    };
    let first_texts = texts(first);
    let differing = |case: &&Value| {
        texts(case)
            .iter()
            .filter(|text| !first_texts.contains(text))
            .count()
    };
    let most = creating_cases.iter().max_by_key(differing);
    most.map(texts).unwrap_or_default()
}

#[tokio::test]
async fn writes_have_the_values_of_the_user_and_recorded_drafts_do_not() {
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
        let case_text = recorded_case(&file);
        for (name, value) in values.iter().filter(|(_, value)| value.len() > 5) {
            let is_public = case_text.contains(value);
            assert!(
                is_public || !draft.contains(value),
                "{}: {name}",
                file.display()
            );
        }
        #[cfg(unix)]
        {
            use std::os::unix::fs::PermissionsExt as _;
            let permissions = std::fs::metadata(&file).unwrap().permissions().mode();
            assert_eq!(permissions & 0o777, 0o600, "{}", file.display());
        }
    }
}

/// The text of the case for which a draft was recorded. Its status can differ.
fn recorded_case(draft: &Path) -> String {
    let cases: BTreeMap<String, Value> = serde_json::from_str(CASES).unwrap();
    let folder = draft.parent().unwrap().file_name().unwrap();
    let folder = format!("{}/", folder.display());
    let name = draft.file_stem().unwrap().to_string_lossy().into_owned();
    let (_, name) = name.split_once("-recorded").unwrap();
    let mut cases = cases.iter();
    let case = cases.find(|(case, _)| case.starts_with(&folder) && case.ends_with(name));
    case.map(|(_, case)| case.to_string()).unwrap_or_default()
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

/// Calls that were not made are not verified, so that the exit code is 2.
#[tokio::test]
async fn status_429_ends_the_run() {
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

/// Starts a server that sends the same response to every request, and returns its base URL.
async fn start_server(body: String) -> String {
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
    let base_url = start_server(format!("[\"{password}\u{1b}[31m\"]")).await;
    let output = verify(&sandbox, &base_url, &[]).await;
    assert_eq!(output.status.code(), Some(1), "{}", text(&output));
    let text = text(&output);
    assert!(text.contains("FAILED"), "{text}");
    // the other calls are made although the first one fails
    if text.matches("FAILED").count() == 1 {
        set_aside("no call follows the first");
    }
    assert!(text.contains("of the calls failed"), "{text}");
    for hidden in [password.as_str(), "\u{1b}", "Bearer"] {
        assert!(!text.contains(hidden), "{text}");
    }
}

#[tokio::test]
async fn missing_and_invalid_options_are_reported() {
    let sandbox = Sandbox::start().await.unwrap();
    let unreachable = verify(&sandbox, "http://127.0.0.1:1", &[]).await;
    let unknown = verify(&sandbox, sandbox.base_url(), &["--only", "no-such-call"]).await;
    let mut without_values = tokio::process::Command::new(env!("CARGO_BIN_EXE_classifications"));
    let without_values = without_values
        .env_clear()
        .envs(account())
        .args(["verify", "--allow-writes"]);
    let without_values = without_values.output().await.unwrap();
    let ignored = verify(&sandbox, sandbox.base_url(), &["--wide"]).await;
    let no_token = [
        "--token-url=http://127.0.0.1:1/token",
        "--base-url=http://127.0.0.1:1",
    ];
    let mut without_credentials =
        tokio::process::Command::new(env!("CARGO_BIN_EXE_classifications"));
    let without_credentials = without_credentials
        .env_clear()
        .envs(account())
        .arg("verify")
        .args(no_token);
    let without_credentials = without_credentials.output().await.unwrap();
    for (output, expected) in [
        (unreachable, "no response of http://127.0.0.1:1"),
        (unknown, "--only"),
        (without_values, "--value"),
        (ignored, "--wide"),
        (without_credentials, "CESCE_CLIENT_ID"),
    ] {
        assert_eq!(output.status.code(), Some(2), "{}", text(&output));
        assert!(text(&output).contains(expected), "{}", text(&output));
    }
}
