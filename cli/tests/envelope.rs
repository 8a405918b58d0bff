//! `--output envelope`: what is printed about a call, whatever came of it, by the published schema.

#![allow(
    clippy::unwrap_used,
    clippy::indexing_slicing,
    reason = "a test that cannot go on fails"
)]

#[path = "../src/api/mod.rs"]
#[allow(dead_code, reason = "the command line uses the rest")]
mod api;

use std::process::{Command, Output};

use classifications_contract::SampleKind;
use classifications_sandbox::{Fault, Sandbox};
use serde_json::{Value, json};

use api::Api;

const SCHEMA: &str = include_str!("../../docs/envelope.schema.json");

/// Whether it is known what the sandbox does with the samples of the document.
fn is_known() -> bool {
    let known = classifications_spec::SET_ASIDE.is_empty();
    if !known {
        println!(
            "set aside: what the sandbox does with the samples of another document is not known"
        );
    }
    known
}

/// A command with sample values, and its operation.
fn call(method: &str) -> Option<(Vec<String>, String)> {
    let taken = ["batch", "check", "demo", "sandbox", "verify", "help"];
    let api = Api::from_document(classifications_spec::DOCUMENT, &taken).unwrap();
    let found = api.commands.iter().find_map(|command| {
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
        let wanted = command.method == method
            && command.presets.is_empty()
            && sample.conforms
            && has_options;
        wanted.then_some((command, sample.values))
    });
    let Some((command, values)) = found else {
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
    let typed = words.into_iter().chain(options).collect();
    Some((typed, command.operation.clone()))
}

async fn run(arguments: &[String], environment: &[(&str, &str)]) -> Output {
    let mut command = Command::new(env!("CARGO_BIN_EXE_classifications"));
    for name in ["LC_ALL", "LC_MESSAGES", "LANG"] {
        command.env_remove(name);
    }
    command.args(arguments);
    for (name, _) in std::env::vars().filter(|(name, _)| name.starts_with("CESCE_")) {
        command.env_remove(name);
    }
    let state = tempfile::tempdir().unwrap();
    command
        .env("XDG_STATE_HOME", state.path())
        .envs(environment.iter().copied());
    let output = tokio::task::spawn_blocking(move || command.output().unwrap());
    let output = output.await.unwrap();
    drop(state);
    output
}

/// The envelope that a run printed. It fits the schema, and its error is that of standard error.
fn envelope(output: &Output) -> Value {
    let found: Value = serde_json::from_slice(&output.stdout)
        .unwrap_or_else(|error| unreachable!("{error}: {output:?}"));
    let schema: Value = serde_json::from_str(SCHEMA).unwrap();
    let validator = jsonschema::validator_for(&schema).unwrap();
    let faults: Vec<String> = validator
        .iter_errors(&found)
        .map(|fault| fault.to_string())
        .collect();
    assert!(faults.is_empty(), "{faults:?}: {found}");
    let known = schema["properties"].as_object().unwrap();
    for name in found.as_object().unwrap().keys() {
        assert!(known.contains_key(name), "{name} is not in the schema");
    }
    let error = String::from_utf8(output.stderr.clone()).unwrap();
    let error = error
        .lines()
        .last()
        .map(|line| serde_json::from_str::<Value>(line).unwrap());
    assert_eq!(
        found["error"],
        error.map_or(Value::Null, |error| error["error"].clone())
    );
    let code = found["error"].get("exitCode").cloned().unwrap_or(json!(0));
    assert_eq!(code, json!(output.status.code()));
    found
}

#[tokio::test]
async fn a_success_has_rows_and_body_as_the_api_wrote_them() {
    if !is_known() {
        return;
    }
    let Some((mut typed, operation)) = call("GET") else {
        return;
    };
    let sandbox = Sandbox::start().await.unwrap();
    typed.push(format!("--sandbox-url={}", sandbox.origin()));
    let found = envelope(&run(&typed, &[]).await);
    assert_eq!(found["outcome"], "success");
    assert_eq!(found["operation"], operation);
    assert_eq!(
        (&found["status"], &found["pages"]),
        (&json!(200), &Value::Null)
    );
    assert!(found["transactionId"].is_string(), "{found}");
    let rows = found["rows"].as_array().unwrap();
    assert!(!rows.is_empty());
    assert!(found["body"].to_string().contains(&rows[0].to_string()));
}

#[tokio::test]
async fn digits_are_those_of_the_response() {
    if !is_known() {
        return;
    }
    let Some((mut typed, operation)) = call("GET") else {
        return;
    };
    let sandbox = Sandbox::start().await.unwrap();
    typed.push(format!("--sandbox-url={}", sandbox.origin()));
    let plain: Vec<String> = typed
        .iter()
        .map(|word| word.replace("=envelope", "=json"))
        .collect();
    let body = run(&plain, &[]).await.stdout;
    let printed = String::from_utf8(run(&typed, &[]).await.stdout).unwrap();
    let body = String::from_utf8(body).unwrap();
    // the body is the same text, with the indent of the envelope
    let indented = body.trim_end().replace('\n', "\n  ");
    assert!(
        printed.contains(&format!("\"body\": {indented}")),
        "{operation}: {printed}"
    );
}

#[tokio::test]
async fn a_business_failure_has_its_code() {
    let Some((typed, operation)) = call("GET") else {
        return;
    };
    let sandbox = Sandbox::start().await.unwrap();
    sandbox.inject(Fault::status(404).on(operation.as_str()).times(1));
    let at = format!("--sandbox-url={}", sandbox.origin());
    let found = envelope(&run(&[typed.clone(), vec![at.clone()]].concat(), &[]).await);
    assert_eq!(found["outcome"], "rejected");
    assert_eq!(
        (&found["status"], &found["rows"]),
        (&json!(404), &Value::Null)
    );
    assert_eq!(found["error"]["mayBeRepeated"], true);
    assert!(found["body"].is_object(), "{found}");
    sandbox.inject(Fault::html(403).on(operation.as_str()));
    let page = envelope(&run(&[typed.clone(), vec![at]].concat(), &[]).await);
    assert_eq!(page["outcome"], "rejected", "{page}");
    assert!(page["body"].as_str().unwrap().starts_with('<'), "{page}");
    if !is_known() {
        return;
    }
    // a contract that the sandbox does not have
    let sandbox = Sandbox::start().await.unwrap();
    let at = format!("--sandbox-url={}", sandbox.origin());
    let other = typed.iter().map(|word| {
        let variable = word.split_once('=');
        match variable {
            Some((name, value))
                if value.len() == 11 && value.chars().all(|c| c.is_ascii_digit()) =>
            {
                format!("{name}=11099999999")
            }
            _ => word.clone(),
        }
    });
    let found = envelope(&run(&other.chain([at]).collect::<Vec<_>>(), &[]).await);
    assert_eq!(found["outcome"], "rejected", "{found}");
    let code = found["error"]["code"].as_str().unwrap();
    assert!(found["body"].to_string().contains(code), "{found}");
}

#[tokio::test]
async fn a_change_whose_outcome_is_unknown_is_not_to_be_repeated() {
    let Some((mut typed, operation)) = call("POST") else {
        return;
    };
    let sandbox = Sandbox::start().await.unwrap();
    sandbox.inject(Fault::status(504).after_processing().on(operation.as_str()));
    typed.push(format!("--sandbox-url={}", sandbox.origin()));
    let found = envelope(&run(&typed, &[]).await);
    assert_eq!(found["outcome"], "outcome_unknown");
    assert_eq!(found["error"]["mayBeRepeated"], false);
    assert_eq!(found["error"]["exitCode"], 3);
}

#[tokio::test]
async fn a_call_that_is_not_sent_has_an_envelope_without_a_response() {
    let Some((typed, _)) = call("GET") else {
        return;
    };
    let file = "--root-certificate=/no/such/file".to_owned();
    let found = envelope(&run(&[typed.clone(), vec![file]].concat(), &[]).await);
    assert_eq!(
        (&found["outcome"], &found["status"]),
        (&json!("setup"), &Value::Null)
    );
    if !is_known() {
        return;
    }
    let short: Vec<String> = typed
        .iter()
        .map(|word| match word.split_once('=') {
            Some((name, _)) if name != "--output" => format!("{name}=?"),
            _ => word.clone(),
        })
        .collect();
    let found = envelope(&run(&short, &[]).await);
    assert_eq!(found["outcome"], "values");
    for own in ["doctor", "batch", "check", "demo"] {
        let refused = run(
            &[
                own.to_owned(),
                "list".to_owned(),
                "--output=envelope".to_owned(),
            ],
            &[],
        )
        .await;
        assert_eq!(refused.status.code(), Some(2), "{own}: {refused:?}");
        assert!(refused.stdout.is_empty(), "{own}: {refused:?}");
    }
}

#[tokio::test]
async fn refused_credentials_are_not_to_be_sent_again() {
    if !is_known() {
        return;
    }
    let Some((typed, _)) = call("GET") else {
        return;
    };
    let sandbox = Sandbox::start().await.unwrap();
    let known = sandbox.credentials();
    let variables = [
        ("CESCE_BASE_URL", sandbox.base_url()),
        ("CESCE_TOKEN_URL", sandbox.token_url()),
        ("CESCE_CLIENT_ID", known.client_id.as_str()),
        ("CESCE_CLIENT_SECRET", known.client_secret.as_str()),
        ("CESCE_USERNAME", known.username.as_str()),
        ("CESCE_PASSWORD", "wrong"),
    ];
    let found = envelope(&run(&typed, &variables).await);
    assert_eq!(found["outcome"], "not_sent", "{found}");
    assert_eq!(found["error"]["mayBeRepeated"], false, "{found}");
}

#[tokio::test]
async fn the_body_of_a_rejection_has_no_password() {
    let Some((typed, operation)) = call("GET") else {
        return;
    };
    let sandbox = Sandbox::start().await.unwrap();
    let known = sandbox.credentials();
    let body = json!({ "echo": known.password, "secret": known.client_secret, "kept": "text" });
    let fault = Fault::status(400).body("application/json", body.to_string());
    sandbox.inject(fault.on(operation.as_str()));
    let variables = [
        ("CESCE_BASE_URL", sandbox.base_url()),
        ("CESCE_TOKEN_URL", sandbox.token_url()),
        ("CESCE_CLIENT_ID", known.client_id.as_str()),
        ("CESCE_CLIENT_SECRET", known.client_secret.as_str()),
        ("CESCE_USERNAME", known.username.as_str()),
        ("CESCE_PASSWORD", known.password.as_str()),
    ];
    let output = run(&typed, &variables).await;
    let found = envelope(&output);
    assert_eq!(found["outcome"], "rejected", "{found}");
    assert_eq!(found["body"]["kept"], "text", "{found}");
    let printed = String::from_utf8([output.stdout, output.stderr].concat()).unwrap();
    for secret in [&known.password, &known.client_secret] {
        assert!(!printed.contains(secret), "{printed}");
    }
}

#[tokio::test]
async fn a_reader_that_goes_away_is_no_error_of_a_query() {
    let Some((typed, _)) = call("GET").filter(|_| is_known()) else {
        return;
    };
    let sandbox = Sandbox::start().await.unwrap();
    for form in ["table", "json", "jsonl", "csv", "envelope"] {
        let (reader, writer) = std::io::pipe().unwrap();
        drop(reader);
        let mut command = Command::new(env!("CARGO_BIN_EXE_classifications"));
        for name in ["LC_ALL", "LC_MESSAGES", "LANG"] {
            command.env_remove(name);
        }
        let words = typed.iter().map(|word| match word.as_str() {
            "--output=envelope" => format!("--output={form}"),
            _ => word.clone(),
        });
        command
            .args(words)
            .arg(format!("--sandbox-url={}", sandbox.origin()))
            .stdout(writer)
            .stderr(std::process::Stdio::piped());
        let output = tokio::task::spawn_blocking(move || command.output().unwrap());
        let output = output.await.unwrap();
        assert!(output.status.success(), "{form}: {output:?}");
        assert!(output.stderr.is_empty(), "{form}: {output:?}");
    }
}
