//! Tests of `--output envelope`: envelopes of successful and failed calls conform to the published schema.

#![allow(
    clippy::unwrap_used,
    clippy::indexing_slicing,
    reason = "a test fails by a panic"
)]

#[path = "../src/api/mod.rs"]
#[allow(dead_code, reason = "the command line uses the rest")]
mod api;
#[path = "program/mod.rs"]
mod program;

use std::process::Output;

use classifications_contract::SampleKind;
use classifications_sandbox::{Fault, Sandbox};
use serde_json::{Value, json};

use api::Api;

const SCHEMA: &str = include_str!("../../docs/envelope.schema.json");

/// Whether the sandbox has a model for the embedded document.
fn has_model() -> bool {
    let has_model = classifications_spec::SET_ASIDE.is_empty();
    if !has_model {
        println!("set aside: the results of samples of another document are unknown");
    }
    has_model
}

/// A command with sample values, and its operation.
fn sample_call(method: &str) -> Option<(Vec<String>, String)> {
    let taken = ["batch", "check", "demo", "sandbox", "verify", "help"];
    let api = Api::from_document(classifications_spec::DOCUMENT, &taken).unwrap();
    let command = api.commands.iter().find_map(|command| {
        let kind = if method == "GET" {
            SampleKind::Minimal
        } else {
            SampleKind::Full
        };
        let sample = api.contract.values_sample(&command.operation, kind)?;
        // a body without properties has no options
        let has_options = sample.values.keys().all(|name| {
            let mut options = command.options.iter();
            options.any(|option| option.field.name == *name)
        });
        let is_wanted = command.method == method
            && command.presets.is_empty()
            && sample.conforms
            && has_options;
        is_wanted.then_some((command, sample.values))
    });
    let Some((command, values)) = command else {
        println!("set aside: no operation with the method {method} has a sample");
        assert!(!classifications_spec::SET_ASIDE.is_empty());
        return None;
    };
    let options = command.options.iter().filter_map(|option| {
        let value = values.get(&option.field.name)?;
        let text = value
            .as_str()
            .map_or_else(|| value.to_string(), str::to_owned);
        Some(format!("--{}={text}", option.name))
    });
    let words = [command.name.clone(), "--output=envelope".to_owned()];
    let arguments = words.into_iter().chain(options).collect();
    Some((arguments, command.operation.clone()))
}

async fn run(arguments: &[String], environment: &[(&str, &str)]) -> Output {
    let mut command = program::command();
    command.args(arguments);
    let state = tempfile::tempdir().unwrap();
    command
        .env("XDG_STATE_HOME", state.path())
        .envs(environment.iter().copied());
    let output = tokio::task::spawn_blocking(move || command.output().unwrap());
    let output = output.await.unwrap();
    drop(state);
    output
}

/// The environment variables with the URLs and credentials of the sandbox, and this password.
fn variables<'a>(sandbox: &'a Sandbox, password: &'a str) -> [(&'static str, &'a str); 6] {
    let credentials = sandbox.credentials();
    [
        ("CESCE_BASE_URL", sandbox.base_url()),
        ("CESCE_TOKEN_URL", sandbox.token_url()),
        ("CESCE_CLIENT_ID", credentials.client_id.as_str()),
        ("CESCE_CLIENT_SECRET", credentials.client_secret.as_str()),
        ("CESCE_USERNAME", credentials.username.as_str()),
        ("CESCE_PASSWORD", password),
    ]
}

/// The envelope of a run. It must conform to the schema, and have the error of standard error.
fn read_envelope(output: &Output) -> Value {
    let envelope: Value = serde_json::from_slice(&output.stdout)
        .unwrap_or_else(|error| unreachable!("{error}: {output:?}"));
    let schema: Value = serde_json::from_str(SCHEMA).unwrap();
    let validator = jsonschema::validator_for(&schema).unwrap();
    let violations: Vec<String> = validator
        .iter_errors(&envelope)
        .map(|violation| violation.to_string())
        .collect();
    assert!(violations.is_empty(), "{violations:?}: {envelope}");
    let properties = schema["properties"].as_object().unwrap();
    for name in envelope.as_object().unwrap().keys() {
        assert!(properties.contains_key(name), "{name} is not in the schema");
    }
    let error = String::from_utf8(output.stderr.clone()).unwrap();
    let error = error
        .lines()
        .last()
        .map(|line| serde_json::from_str::<Value>(line).unwrap());
    assert_eq!(
        envelope["error"],
        error.map_or(Value::Null, |error| error["error"].clone())
    );
    let code = envelope["error"]
        .get("exitCode")
        .cloned()
        .unwrap_or(json!(0));
    assert_eq!(code, json!(output.status.code()));
    envelope
}

#[tokio::test]
async fn a_success_has_rows_and_body_as_the_api_wrote_them() {
    if !has_model() {
        return;
    }
    let Some((mut arguments, operation)) = sample_call("GET") else {
        return;
    };
    let sandbox = Sandbox::start().await.unwrap();
    arguments.push(format!("--sandbox-url={}", sandbox.origin()));
    let envelope = read_envelope(&run(&arguments, &[]).await);
    assert_eq!(envelope["outcome"], "success");
    assert_eq!(envelope["operation"], operation);
    assert_eq!(
        (&envelope["status"], &envelope["pages"]),
        (&json!(200), &Value::Null)
    );
    assert!(envelope["transactionId"].is_string(), "{envelope}");
    let rows = envelope["rows"].as_array().unwrap();
    assert!(!rows.is_empty());
    assert!(envelope["body"].to_string().contains(&rows[0].to_string()));
}

#[tokio::test]
async fn the_body_has_the_same_text_as_in_json() {
    if !has_model() {
        return;
    }
    let Some((mut arguments, operation)) = sample_call("GET") else {
        return;
    };
    let sandbox = Sandbox::start().await.unwrap();
    arguments.push(format!("--sandbox-url={}", sandbox.origin()));
    let with_json: Vec<String> = arguments
        .iter()
        .map(|word| word.replace("=envelope", "=json"))
        .collect();
    let body = run(&with_json, &[]).await.stdout;
    let printed = String::from_utf8(run(&arguments, &[]).await.stdout).unwrap();
    let body = String::from_utf8(body).unwrap();
    // the body is the same text, with the indent of the envelope
    let indented = body.trim_end().replace('\n', "\n  ");
    assert!(
        printed.contains(&format!("\"body\": {indented}")),
        "{operation}: {printed}"
    );
}

#[tokio::test]
async fn a_rejection_has_its_code() {
    let Some((arguments, operation)) = sample_call("GET") else {
        return;
    };
    let sandbox = Sandbox::start().await.unwrap();
    sandbox.inject(Fault::status(404).on(operation.as_str()).times(1));
    let sandbox_option = format!("--sandbox-url={}", sandbox.origin());
    let envelope = read_envelope(
        &run(
            &[arguments.clone(), vec![sandbox_option.clone()]].concat(),
            &[],
        )
        .await,
    );
    assert_eq!(envelope["outcome"], "rejected");
    assert_eq!(
        (&envelope["status"], &envelope["rows"]),
        (&json!(404), &Value::Null)
    );
    assert_eq!(envelope["error"]["mayBeRepeated"], true);
    assert!(envelope["body"].is_object(), "{envelope}");
    sandbox.inject(Fault::html(403).on(operation.as_str()));
    let page = read_envelope(&run(&[arguments.clone(), vec![sandbox_option]].concat(), &[]).await);
    assert_eq!(page["outcome"], "rejected", "{page}");
    assert!(page["body"].as_str().unwrap().starts_with('<'), "{page}");
    if !has_model() {
        return;
    }
    // the sandbox does not have this contract
    let sandbox = Sandbox::start().await.unwrap();
    let sandbox_option = format!("--sandbox-url={}", sandbox.origin());
    let other_contract = arguments.iter().map(|word| {
        let option = word.split_once('=');
        match option {
            Some((name, value))
                if value.len() == 11 && value.chars().all(|c| c.is_ascii_digit()) =>
            {
                format!("{name}=11099999999")
            }
            _ => word.clone(),
        }
    });
    let envelope = read_envelope(
        &run(
            &other_contract.chain([sandbox_option]).collect::<Vec<_>>(),
            &[],
        )
        .await,
    );
    assert_eq!(envelope["outcome"], "rejected", "{envelope}");
    let code = envelope["error"]["code"].as_str().unwrap();
    assert!(envelope["body"].to_string().contains(code), "{envelope}");
}

#[tokio::test]
async fn a_call_with_an_unknown_outcome_must_not_be_repeated() {
    let Some((mut arguments, operation)) = sample_call("POST") else {
        return;
    };
    let sandbox = Sandbox::start().await.unwrap();
    sandbox.inject(Fault::status(504).after_processing().on(operation.as_str()));
    arguments.push(format!("--sandbox-url={}", sandbox.origin()));
    let envelope = read_envelope(&run(&arguments, &[]).await);
    assert_eq!(envelope["outcome"], "outcome_unknown");
    assert_eq!(envelope["error"]["mayBeRepeated"], false);
    assert_eq!(envelope["error"]["exitCode"], 3);
}

#[tokio::test]
async fn a_call_that_is_not_sent_has_an_envelope_without_a_response() {
    let Some((arguments, _)) = sample_call("GET") else {
        return;
    };
    let file = "--root-certificate=/no/such/file".to_owned();
    let envelope = read_envelope(&run(&[arguments.clone(), vec![file]].concat(), &[]).await);
    assert_eq!(
        (&envelope["outcome"], &envelope["status"]),
        (&json!("setup"), &Value::Null)
    );
    if !has_model() {
        return;
    }
    let invalid_values: Vec<String> = arguments
        .iter()
        .map(|word| match word.split_once('=') {
            Some((name, _)) if name != "--output" => format!("{name}=?"),
            _ => word.clone(),
        })
        .collect();
    let envelope = read_envelope(&run(&invalid_values, &[]).await);
    assert_eq!(envelope["outcome"], "values");
    for built_in in ["doctor", "batch", "check", "demo"] {
        let refused = run(
            &[
                built_in.to_owned(),
                "list".to_owned(),
                "--output=envelope".to_owned(),
            ],
            &[],
        )
        .await;
        assert_eq!(refused.status.code(), Some(2), "{built_in}: {refused:?}");
        assert!(refused.stdout.is_empty(), "{built_in}: {refused:?}");
    }
}

#[tokio::test]
async fn a_call_with_refused_credentials_must_not_be_repeated() {
    if !has_model() {
        return;
    }
    let Some((arguments, _)) = sample_call("GET") else {
        return;
    };
    let sandbox = Sandbox::start().await.unwrap();
    let variables = variables(&sandbox, "wrong");
    let envelope = read_envelope(&run(&arguments, &variables).await);
    assert_eq!(envelope["outcome"], "not_sent", "{envelope}");
    assert_eq!(envelope["error"]["mayBeRepeated"], false, "{envelope}");
}

#[tokio::test]
async fn the_body_of_a_rejection_has_no_password() {
    let Some((arguments, operation)) = sample_call("GET") else {
        return;
    };
    let sandbox = Sandbox::start().await.unwrap();
    let credentials = sandbox.credentials();
    let body = json!({ "echo": credentials.password, "secret": credentials.client_secret, "kept": "text" });
    let fault = Fault::status(400).body("application/json", body.to_string());
    sandbox.inject(fault.on(operation.as_str()));
    let variables = variables(&sandbox, &credentials.password);
    let output = run(&arguments, &variables).await;
    let envelope = read_envelope(&output);
    assert_eq!(envelope["outcome"], "rejected", "{envelope}");
    assert_eq!(envelope["body"]["kept"], "text", "{envelope}");
    let printed = String::from_utf8([output.stdout, output.stderr].concat()).unwrap();
    for secret in [&credentials.password, &credentials.client_secret] {
        assert!(!printed.contains(secret), "{printed}");
    }
}

#[tokio::test]
async fn a_closed_pipe_is_not_an_error_of_a_query() {
    let Some((arguments, _)) = sample_call("GET").filter(|_| has_model()) else {
        return;
    };
    let sandbox = Sandbox::start().await.unwrap();
    for format in ["table", "json", "jsonl", "csv", "envelope"] {
        let (reader, writer) = std::io::pipe().unwrap();
        drop(reader);
        let mut command = program::command();
        let words = arguments.iter().map(|word| match word.as_str() {
            "--output=envelope" => format!("--output={format}"),
            _ => word.clone(),
        });
        command
            .args(words)
            .arg(format!("--sandbox-url={}", sandbox.origin()))
            .stdout(writer)
            .stderr(std::process::Stdio::piped());
        let output = tokio::task::spawn_blocking(move || command.output().unwrap());
        let output = output.await.unwrap();
        assert!(output.status.success(), "{format}: {output:?}");
        assert!(output.stderr.is_empty(), "{format}: {output:?}");
    }
}
