//! Tests of errors: JSON on standard error, exit codes and colours.

#![allow(clippy::unwrap_used, reason = "a test fails by a panic")]

#[path = "../src/api/mod.rs"]
#[allow(dead_code, reason = "the command line uses the rest")]
mod api;
#[path = "program/body_file.rs"]
mod body_file;
#[path = "program/mod.rs"]
mod program;

use std::process::{Command, Output, Stdio};

use classifications_contract::SampleKind;
use classifications_sandbox::{Fault, Sandbox};
use serde_json::{Value, json};

use api::Api;

fn program(arguments: &[impl AsRef<str>], state: &tempfile::TempDir) -> Command {
    let mut command = program::command();
    command.args(arguments.iter().map(AsRef::as_ref));
    command.env("XDG_STATE_HOME", state.path());
    command.env("XDG_CONFIG_HOME", state.path());
    command
}

async fn run(arguments: &[impl AsRef<str>], environment: &[(&str, &str)]) -> Output {
    let state = tempfile::tempdir().unwrap();
    let mut command = program(arguments, &state);
    command.envs(environment.iter().copied());
    tokio::task::spawn_blocking(move || command.output().unwrap())
        .await
        .unwrap()
}

/// The error of a run, from the last line of standard error.
fn error(output: &Output) -> Value {
    let text = String::from_utf8(output.stderr.clone()).unwrap();
    let line = text.lines().last().unwrap_or_default();
    let json: Value = serde_json::from_str(line).unwrap_or_default();
    let error = json.get("error").cloned().unwrap_or_default();
    assert!(error.is_object(), "{text}");
    assert_eq!(
        error.get("exitCode"),
        Some(&json!(output.status.code())),
        "{text}"
    );
    for name in ["message", "causes", "status", "transactionId", "remedy"] {
        assert!(error.get(name).is_some(), "{name}: {text}");
    }
    error
}

/// The first command with this method, with sample values.
fn sample_call(method: &str) -> Option<(Vec<String>, String)> {
    let api = Api::from_document(classifications_spec::DOCUMENT, &["demo", "sandbox", "help"]);
    let api = api.unwrap();
    let found = api.commands.iter().find_map(|command| {
        let sample = api
            .contract
            .values_sample(&command.operation, SampleKind::Full);
        let sample = sample.filter(|sample| sample.conforms)?;
        (command.method == method).then_some((command, sample.values))
    });
    let Some((command, values)) = found else {
        println!("set aside: no operation with the method {method} has a sample");
        assert!(!classifications_spec::SET_ASIDE.is_empty());
        return None;
    };
    let mut arguments = vec![command.name.clone(), "--output=json".to_owned()];
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
    Some((arguments, command.operation.clone()))
}

#[tokio::test]
async fn wrong_usage_and_missing_values_are_json() {
    for arguments in [
        &["no-such-command", "--output", "json"][..],
        &["--output=jsonl", "no-such-command"],
        &["sandbox", "--port=x", "--output=json"],
        &["demo", "--output=json"],
    ] {
        let error = error(&run(arguments, &[]).await);
        assert_eq!(error["kind"], "usage", "{error}");
        assert_eq!(error["mayBeRepeated"], true, "{error}");
        let message = error["message"].as_str().unwrap();
        assert!(!message.starts_with("error"), "{error}");
        assert!(!message.contains("Usage:"), "{error}");
    }
    let plain = run(&["no-such-command", "--output", "table"], &[]).await;
    assert!(plain.stderr.starts_with(b"error: "), "{plain:?}");
    // help is not an error
    let help = run(&["--output=json", "--help"], &[]).await;
    assert!(help.status.success() && help.stderr.is_empty(), "{help:?}");
}

#[tokio::test]
async fn a_call_with_an_unknown_outcome_must_not_be_repeated() {
    let Some((mut call, operation)) = sample_call("POST") else {
        return;
    };
    let sandbox = Sandbox::start().await.unwrap();
    sandbox.inject(Fault::status(504).after_processing().on(operation.as_str()));
    call.push(format!("--sandbox-url={}", sandbox.origin()));
    let error = error(&run(&call, &[]).await);
    assert_eq!(error["kind"], "outcome_unknown", "{error}");
    assert_eq!(error["mayBeRepeated"], false, "{error}");
    assert_eq!(error["exitCode"], 3, "{error}");
    assert_eq!(error["status"], 504, "{error}");
    assert!(error["transactionId"].is_string(), "{error}");
    assert!(error["remedy"].is_string(), "{error}");
}

#[tokio::test]
async fn a_call_that_was_not_sent_or_was_rejected_may_be_repeated() {
    let Some((call, operation)) = sample_call("GET") else {
        return;
    };
    let sandbox = Sandbox::start().await.unwrap();
    sandbox.inject(Fault::status(404).on(operation.as_str()));
    let sandbox_option = format!("--sandbox-url={}", sandbox.origin());
    let rejected = error(&run(&[call.clone(), vec![sandbox_option]].concat(), &[]).await);
    assert_eq!(rejected["kind"], "rejected", "{rejected}");
    assert_eq!(rejected["status"], 404, "{rejected}");
    assert_eq!(rejected["mayBeRepeated"], true, "{rejected}");

    let listener = std::net::TcpListener::bind("127.0.0.1:0").unwrap();
    let closed = format!("--sandbox-url=http://{}", listener.local_addr().unwrap());
    drop(listener);
    let not_sent = error(&run(&[call.clone(), vec![closed]].concat(), &[]).await);
    assert_eq!(not_sent["kind"], "not_sent", "{not_sent}");
    assert_eq!(not_sent["status"], Value::Null, "{not_sent}");
    assert_ne!(not_sent["causes"], json!([]), "{not_sent}");

    let file = "--root-certificate=/no/such/file".to_owned();
    let setup = error(&run(&[call, vec![file]].concat(), &[]).await);
    assert_eq!(setup["kind"], "setup", "{setup}");
}

#[tokio::test]
async fn the_remedy_for_a_wrong_token_url_is_not_about_the_credentials() {
    let Some((mut call, _)) = sample_call("GET") else {
        return;
    };
    let sandbox = Sandbox::start().await.unwrap();
    call.push(format!("--base-url={}", sandbox.base_url()));
    call.push(format!("--token-url={}/elsewhere", sandbox.token_url()));
    let account = sandbox.credentials();
    let credentials = [
        ("CESCE_CLIENT_ID", account.client_id.as_str()),
        ("CESCE_CLIENT_SECRET", &account.client_secret),
        ("CESCE_USERNAME", &account.username),
        ("CESCE_PASSWORD", &account.password),
    ];
    let error = error(&run(&call, &credentials).await);
    assert_eq!(error["kind"], "not_sent", "{error}");
    let remedy = error["remedy"].as_str().unwrap();
    assert!(remedy.contains("--token-url"), "{error}");
    assert!(!remedy.contains("PASSWORD"), "{error}");
}

#[tokio::test]
async fn the_exit_codes_are_a_topic_of_the_help() {
    let topic = run(&["help", "exit-codes"], &[]).await;
    let command = run(&["exit-codes"], &[]).await;
    assert!(topic.status.success(), "{topic:?}");
    let text = String::from_utf8(command.stdout).unwrap();
    assert_eq!(String::from_utf8(topic.stdout).unwrap().trim(), text.trim());
    let long = String::from_utf8(run(&["--help"], &[]).await.stdout).unwrap();
    for code in 0..=7 {
        assert!(text.contains(&format!("\n  {code}  ")), "{text}");
        assert!(long.contains(&format!("\n  {code}  ")), "{long}");
    }
}

#[tokio::test]
async fn no_color_turns_colours_off() {
    let forced = run(&["--help"], &[("CLICOLOR_FORCE", "1")]).await;
    assert!(forced.stdout.contains(&0x1b), "{forced:?}");
    let both = [("CLICOLOR_FORCE", "1"), ("NO_COLOR", "1")];
    for arguments in ["--help", "no-such-command"] {
        let plain = run(&[arguments], &both).await;
        assert!(!plain.stdout.contains(&0x1b), "{plain:?}");
        assert!(!plain.stderr.contains(&0x1b), "{plain:?}");
    }
}

#[tokio::test]
async fn a_closed_pipe_is_not_an_error() {
    for arguments in [
        &["--help"][..],
        &["exit-codes"],
        &["help", "exit-codes"],
        &["completions", "bash"],
        &["man"],
        &["batch", "list"],
        &["batch", "--help"],
        &["check", "--help"],
    ] {
        let state = tempfile::tempdir().unwrap();
        let (reader, writer) = std::io::pipe().unwrap();
        drop(reader);
        let mut command = program(arguments, &state);
        command.stdout(writer).stderr(Stdio::piped());
        let output = tokio::task::spawn_blocking(move || command.output().unwrap());
        let output = output.await.unwrap();
        assert!(output.status.success(), "{arguments:?}: {output:?}");
        assert!(output.stderr.is_empty(), "{arguments:?}: {output:?}");
    }
}

/// The output of a command on a terminal, which the program `script` provides; `None` if it is not installed.
#[cfg(unix)]
fn on_terminal(arguments: &str, variables: &[(&str, &str)]) -> Option<String> {
    let folder = tempfile::tempdir().unwrap();
    let line = format!("'{}' {arguments}", env!("CARGO_BIN_EXE_classifications"));
    let mut command = Command::new("script");
    for (name, _) in std::env::vars().filter(|(name, _)| name.starts_with("CESCE_")) {
        command.env_remove(name);
    }
    command
        .args(["--quiet", "--command", &line, "/dev/null"])
        .stdin(Stdio::null())
        .env("XDG_STATE_HOME", folder.path())
        .env("TERM", "xterm-256color")
        .env_remove("NO_COLOR")
        .envs(variables.iter().copied());
    let Ok(output) = command.output() else {
        println!("set aside: there is no program `script`");
        return None;
    };
    Some(String::from_utf8_lossy(&output.stdout).into_owned())
}

#[cfg(unix)]
#[test]
fn no_color_turns_colours_off_on_a_terminal() {
    for arguments in ["--help", "no-such-command", "check no-such-file"] {
        let Some(coloured) = on_terminal(arguments, &[]) else {
            return;
        };
        let plain = on_terminal(arguments, &[("NO_COLOR", "1")]).unwrap();
        assert!(!plain.contains('\u{1b}'), "{arguments}: {plain:?}");
        assert!(!plain.trim().is_empty(), "{arguments}");
        let is_printed_by_clap = arguments != "check no-such-file";
        assert_eq!(
            coloured.contains('\u{1b}'),
            is_printed_by_clap,
            "{coloured:?}"
        );
    }
}

#[cfg(unix)]
#[test]
fn no_pager_is_started() {
    let folder = tempfile::tempdir().unwrap();
    let mark = folder.path().join("started");
    let pager = format!("touch {}", mark.display());
    let variables = [
        ("PAGER", pager.as_str()),
        ("MANPAGER", &pager),
        ("GIT_PAGER", &pager),
    ];
    for (arguments, end) in [
        ("--help", "NO_COLOR turns colours off."),
        ("man", "v0.1.0"),
        ("exit-codes", "7  a batch has not finished"),
    ] {
        let Some(printed) = on_terminal(arguments, &variables) else {
            return;
        };
        assert!(printed.trim_end().ends_with(end), "{arguments}: {printed}");
    }
    assert!(!mark.exists());
}
