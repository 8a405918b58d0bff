//! Tests of the commands of the documents: output and exit codes. Values are samples of the embedded document.

#![allow(clippy::panic, clippy::unwrap_used, reason = "a test fails by a panic")]

#[path = "../../src/api/mod.rs"]
#[allow(dead_code, reason = "the command line uses the rest")]
mod api;
#[path = "../program/body_file.rs"]
mod body_file;
mod lost_responses;
mod movements;
mod odd_rows;
#[path = "../program/mod.rs"]
mod program;

use std::collections::BTreeMap;
use std::process::{Command, Output, Stdio};

use classifications_contract::{SampleKind, Values};
use classifications_sandbox::{Fault, Sandbox, SandboxClock, cases::Condition};
use serde_json::Value;

use api::Api;

fn document() -> Api {
    Api::from_document(classifications_spec::DOCUMENT, &["demo", "sandbox", "help"]).unwrap()
}

/// The arguments of the first command with this method, with sample values, and its operation.
fn sample_call(method: &str) -> (Vec<String>, String) {
    let api = document();
    let command = api
        .commands
        .iter()
        .find(|command| command.method == method)
        .unwrap();
    (sample_arguments(&api, command), command.operation.clone())
}

/// The arguments of a command with sample values: the required ones for a query, all for a change.
fn sample_arguments(api: &Api, command: &api::Command) -> Vec<String> {
    let kind = if command.method == "GET" {
        SampleKind::Minimal
    } else {
        SampleKind::Full
    };
    let sample = api
        .contract
        .values_sample(&command.operation, kind)
        .unwrap();
    assert!(sample.conforms, "{sample:?}");
    let mut values = sample.values;
    for (name, value) in path_values_of_cases() {
        let single_value: Values = [(name.clone(), value.clone())].into_iter().collect();
        let found = api.contract.check_values(&command.operation, &single_value);
        if values.contains_key(&name) && found.iter().all(|violation| violation.field != name) {
            values.insert(name, value);
        }
    }
    let mut arguments = vec![command.name.clone()];
    for option in &command.options {
        match values.get(&option.field.name) {
            Some(Value::String(text)) => arguments.push(format!("--{}={text}", option.name)),
            Some(other) => arguments.push(format!("--{}={other}", option.name)),
            None => {}
        }
    }
    if let Some(body) = values.get("body") {
        arguments.push(format!("--body={}", body_file::body_file(body)));
    }
    arguments
}

/// The values of path parameters in the first case, which exist in the sandbox.
fn path_values_of_cases() -> Vec<(String, Value)> {
    let cases: BTreeMap<String, Value> = serde_json::from_str(classifications_spec::CASES).unwrap();
    let mut requests = cases.values().filter_map(|case| case.get("request"));
    let first = requests.next().and_then(Value::as_object);
    let texts = first
        .into_iter()
        .flatten()
        .filter(|(_, value)| value.is_string());
    let texts = texts.map(|(name, value)| (name.clone(), value.clone()));
    texts.collect()
}

/// Reports a part of a test that does not apply to this document. If nothing of `spec/` was set aside, all parts must apply.
fn set_aside(part: &str) {
    println!("set aside: {part}");
    assert!(!classifications_spec::SET_ASIDE.is_empty(), "{part}");
}

fn program(arguments: &[impl AsRef<str>]) -> Command {
    let mut command = program::command();
    command.args(arguments.iter().map(AsRef::as_ref));
    command.env("XDG_STATE_HOME", env!("CARGO_TARGET_TMPDIR"));
    command.env("XDG_CONFIG_HOME", env!("CARGO_TARGET_TMPDIR"));
    command
}

async fn output(mut command: Command) -> Output {
    tokio::task::spawn_blocking(move || command.output().unwrap())
        .await
        .unwrap()
}

/// Runs the program without credentials, and with these variables.
async fn run(arguments: &[impl AsRef<str>], environment: &[(&str, &str)]) -> Output {
    let mut command = program(arguments);
    command.envs(environment.iter().copied());
    output(command).await
}

fn sandbox_option(sandbox: &Sandbox) -> String {
    format!("--sandbox-url=http://{}", sandbox.address())
}

/// Runs the program against a sandbox.
async fn run_against(sandbox: &Sandbox, arguments: &[String]) -> Output {
    run(&[arguments, &[sandbox_option(sandbox)]].concat(), &[]).await
}

fn stdout(output: &Output) -> String {
    String::from_utf8(output.stdout.clone()).unwrap()
}

fn stderr(output: &Output) -> String {
    String::from_utf8(output.stderr.clone()).unwrap()
}

#[tokio::test]
async fn the_demo_calls_every_operation() {
    let output = run(&["demo"], &[]).await;
    assert!(output.status.success(), "{}", stderr(&output));
    let text = stdout(&output);
    for command in document().commands {
        let start = command.path.split('{').next().unwrap();
        let call = format!("{:<4} {start}", command.method);
        assert!(text.contains(&call), "{call} is missing in\n{text}");
    }
    assert!(!text.contains("no response"), "{text}");
    let summary = text
        .lines()
        .find(|line| line.contains("API requests"))
        .unwrap();
    let calls = summary.split(' ').next().unwrap();
    assert!(
        summary.contains(&format!("received {calls} API requests")),
        "{summary}"
    );
}

#[tokio::test]
async fn every_command_calls_its_operation() {
    let api = document();
    for command in &api.commands {
        let sandbox = Sandbox::start().await.unwrap();
        let output = run_against(&sandbox, &sample_arguments(&api, command)).await;
        let (text, code) = (stderr(&output), output.status.code());
        let error = text.find("error: ").and_then(|start| text.get(start..));
        let rejected = code == Some(1)
            && error.is_some_and(|error| error.starts_with("error: rejected with "));
        assert!(
            code == Some(0) || rejected,
            "{}: {code:?} {text}",
            command.name
        );
        assert_eq!(rejected, stdout(&output).is_empty(), "{}", command.name);
        let received = sandbox.received();
        let received = received
            .iter()
            .filter(|r| r.operation.as_deref() == Some(command.operation.as_str()));
        assert_eq!(received.count(), 1, "{}", command.name);
    }
}

#[tokio::test]
async fn missing_values_exit_with_2_and_are_named() {
    let api = document();
    for command in &api.commands {
        let output = run(&[&command.name], &[]).await;
        let required = command.options.iter().filter(|option| {
            option.field.required && !option.field.in_optional_body && option.default.is_none()
        });
        let mut required = required.peekable();
        if required.peek().is_some() {
            assert_eq!(output.status.code(), Some(2), "{}", command.name);
        }
        for option in required {
            let name = format!("--{}", option.name);
            assert!(
                stderr(&output).contains(&name),
                "{name}: {}",
                stderr(&output)
            );
        }
    }
    for wrong in [
        &["no-such-command"][..],
        &["sandbox", "--port", "x"],
        &["demo", "--output=json"],
    ] {
        let output = run(wrong, &[]).await;
        assert_eq!(output.status.code(), Some(2), "{wrong:?}");
    }
}

#[tokio::test]
async fn results_have_formats_for_people_and_programs() {
    let sandbox = Sandbox::start().await.unwrap();
    let api = document();
    let mut commands = api.commands.iter();
    let Some(command) = commands.find(|command| reads_json(&api, command)) else {
        set_aside("no operation that reads has a response with JSON");
        return;
    };
    let call = sample_arguments(&api, command);
    let with_option = |option: &str| [call.clone(), vec![option.to_owned()]].concat();
    let table = run_against(&sandbox, &call).await;
    assert!(table.status.success(), "{}", stderr(&table));
    assert!(
        stdout(&table)
            .lines()
            .all(|line| line.chars().count() <= 80),
        "{}",
        stdout(&table)
    );
    let json = run_against(&sandbox, &with_option("--output=json")).await;
    serde_json::from_str::<Value>(&stdout(&json)).unwrap();
    let lines = stdout(&run_against(&sandbox, &with_option("--output=jsonl")).await);
    let rows = lines
        .lines()
        .map(|line| serde_json::from_str::<Value>(line).unwrap());
    let rows = rows.count();
    let csv = stdout(&run_against(&sandbox, &with_option("--output=csv")).await);
    assert_eq!(csv.lines().count(), rows + 1, "{csv}");
    let wide = stdout(&run_against(&sandbox, &with_option("--wide")).await);
    assert_eq!(wide.lines().count(), rows + 1, "{wide}");
}

/// Whether a command only reads, and the document has a JSON response for it.
fn reads_json(api: &Api, command: &api::Command) -> bool {
    let has_json = |status| {
        let samples = api.contract.response_samples(&command.operation, status);
        !samples.is_empty()
    };
    command.method == "GET" && (200..300).any(has_json)
}

#[tokio::test]
async fn the_error_for_missing_credentials_names_the_variable() {
    let environment = [
        ("CESCE_CLIENT_ID", "id"),
        ("CESCE_CLIENT_SECRET", "top-secret"),
    ];
    let (call, _) = sample_call("GET");
    let elsewhere = [
        "--base-url=http://127.0.0.1:9",
        "--token-url=http://127.0.0.1:9",
    ];
    let output = run(
        &[call, elsewhere.map(str::to_owned).to_vec()].concat(),
        &environment,
    )
    .await;
    assert_eq!(output.status.code(), Some(1));
    let text = stderr(&output);
    assert!(text.contains("CESCE_USERNAME"), "{text}");
    assert!(!text.contains("top-secret"), "{text}");
}

#[tokio::test]
async fn a_wrong_password_is_sent_once_by_repeated_commands() {
    let sandbox = Sandbox::start().await.unwrap();
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("state/token-requests.json");
    let credentials = sandbox.credentials();
    let (mut call, _) = sample_call("GET");
    call.push(format!("--base-url={}", sandbox.base_url()));
    call.push(format!("--token-url={}", sandbox.token_url()));
    let run_with = async |password: &str| {
        let environment = [
            ("CESCE_CLIENT_ID", credentials.client_id.as_str()),
            ("CESCE_CLIENT_SECRET", credentials.client_secret.as_str()),
            ("CESCE_USERNAME", credentials.username.as_str()),
            ("CESCE_PASSWORD", password),
            ("CESCE_STATE_FILE", file.to_str().unwrap()),
        ];
        run(&call, &environment).await
    };
    for _ in 0..3 {
        let output = run_with("not-the-password").await;
        let text = stderr(&output);
        assert_eq!(output.status.code(), Some(1), "{text}");
        assert!(text.contains("they are not sent again for"), "{text}");
        assert!(text.contains(file.to_str().unwrap()), "{text}");
        assert!(!text.contains("not-the-password"), "{text}");
    }
    let token_requests = || {
        let received = sandbox.received().into_iter();
        received.filter(|received| received.grant_type.is_some())
    };
    assert_eq!(token_requests().count(), 1);
    // another password is sent at once
    let output = run_with(&credentials.password).await;
    assert!(output.status.success(), "{}", stderr(&output));
    assert_eq!(token_requests().count(), 2);
}

#[tokio::test]
async fn a_base_url_without_tls_is_rejected() {
    let (mut call, _) = sample_call("GET");
    call.push("--base-url=http://example.com".to_owned());
    call.push("--token-url=https://example.com".to_owned());
    let output = run(&call, &[]).await;
    assert_eq!(output.status.code(), Some(1));
    let text = stderr(&output).to_lowercase();
    assert!(text.contains("https"), "{text}");
}

#[tokio::test]
async fn a_missing_certificate_file_is_named() {
    let (mut call, _) = sample_call("GET");
    call.push("--root-certificate=/no/such.pem".to_owned());
    let output = run(&call, &[]).await;
    assert_eq!(output.status.code(), Some(1));
    let text = stderr(&output);
    assert!(text.contains("--root-certificate, /no/such.pem"), "{text}");
}

#[tokio::test]
async fn a_rejection_by_the_gateway_is_shown_with_its_text() {
    let sandbox = Sandbox::start().await.unwrap();
    sandbox.set_condition(Condition::NotSubscribed);
    let output = run_against(&sandbox, &sample_call("GET").0).await;
    assert_eq!(output.status.code(), Some(1));
    let text = stderr(&output);
    assert!(
        text.contains("403 Forbidden") && text.contains("Not registered to plan"),
        "{text}"
    );
    assert!(text.contains("transaction: "), "{text}");
}

#[tokio::test]
async fn a_sandbox_url_overrides_addresses_of_the_environment() {
    let sandbox = Sandbox::start().await.unwrap();
    let (mut call, _) = sample_call("GET");
    call.push(sandbox_option(&sandbox));
    let elsewhere = [
        ("CESCE_BASE_URL", "http://127.0.0.1:9"),
        ("CESCE_TOKEN_URL", "http://127.0.0.1:9"),
    ];
    let output = run(&call, &elsewhere).await;
    assert!(output.status.success(), "{}", stderr(&output));
}

#[tokio::test]
async fn an_unknown_environment_is_rejected_with_the_known_names() {
    let (call, _) = sample_call("GET");
    let variables: Vec<_> = ["CLIENT_ID", "CLIENT_SECRET", "USERNAME", "PASSWORD"]
        .map(|name| format!("CESCE_{name}"))
        .into();
    let mut environment: Vec<_> = variables.iter().map(|name| (name.as_str(), "x")).collect();
    environment.push(("CESCE_ENVIRONMENT", "no-such-environment"));
    let output = run(&call, &environment).await;
    assert_eq!(output.status.code(), Some(1));
    let text = stderr(&output);
    let known_names = classifications_auth::ENVIRONMENTS.iter();
    let known_names: Vec<_> = known_names.map(|environment| environment.name).collect();
    let expected = format!(
        "no environment \"no-such-environment\"; use one of: {}",
        known_names.join(", ")
    );
    assert!(text.contains(&expected), "{text}");
}

#[tokio::test]
async fn a_closed_pipe_is_not_an_error() {
    let sandbox = Sandbox::start().await.unwrap();
    let (mut call, _) = sample_call("GET");
    call.push(sandbox_option(&sandbox));
    let (reader, writer) = std::io::pipe().unwrap();
    drop(reader);
    let mut command = program(&call);
    command.stdout(writer).stderr(Stdio::piped());
    let output = output(command).await;
    assert!(output.status.success(), "{}", stderr(&output));
    assert_eq!(stderr(&output), "");
}
