//! Tests of environment variables, and of a server that is not the API.

#![allow(
    clippy::expect_used,
    clippy::panic,
    clippy::unwrap_used,
    reason = "a test fails by a panic"
)]

#[path = "../src/api/mod.rs"]
#[allow(dead_code, reason = "the command line uses the rest")]
mod api;
#[path = "program/body_file.rs"]
mod body_file;
#[path = "program/mod.rs"]
mod program;

use std::process::Output;
use std::time::Duration;

use api::Api;
use classifications_contract::SampleKind;
use classifications_sandbox::Sandbox;
use serde_json::Value;

const CREDENTIALS: [(&str, &str); 4] = [
    ("CESCE_CLIENT_ID", "app"),
    ("CESCE_CLIENT_SECRET", "hunter2"),
    ("CESCE_USERNAME", "user"),
    ("CESCE_PASSWORD", "pa55word"),
];

/// The arguments of the first command with this method, with sample values. Also the variable of one of its options, and the
/// sample value of this option.
fn sample_call(method: &str) -> (Vec<String>, Option<(String, String)>) {
    let api = Api::from_document(classifications_spec::DOCUMENT, &["demo", "sandbox", "help"]);
    let api = api.unwrap();
    let mut commands = api.commands.iter();
    let command = commands.find(|command| command.method == method).unwrap();
    let sample = api
        .contract
        .values_sample(&command.operation, SampleKind::Minimal);
    let mut values = sample.unwrap().values;
    let mut arguments = vec![command.name.clone()];
    let mut variable_and_value = None;
    for option in &command.options {
        let text = match values.remove(&option.field.name) {
            Some(Value::String(text)) => text,
            Some(other) => other.to_string(),
            None => continue,
        };
        if let Some(variable) = &option.environment {
            variable_and_value = Some((variable.clone(), text.clone()));
        }
        arguments.push(format!("--{}={text}", option.name));
    }
    if let Some(body) = values.get("body") {
        arguments.push(format!("--body={}", body_file::body_file(body)));
    }
    (arguments, variable_and_value)
}

/// Runs the program with these variables. It must end within a minute.
async fn run(arguments: &[String], environment: &[(&str, &str)]) -> Output {
    let mut command = tokio::process::Command::from(program::command());
    command.args(arguments).kill_on_drop(true);
    let state = tempfile::tempdir().unwrap();
    command.env("XDG_STATE_HOME", state.path());
    command.env("XDG_CONFIG_HOME", state.path());
    command.envs(environment.iter().copied());
    let output = tokio::time::timeout(Duration::from_secs(60), command.output());
    output.await.expect("the process has not ended").unwrap()
}

fn stderr(output: &Output) -> String {
    String::from_utf8(output.stderr.clone()).unwrap()
}

#[tokio::test]
async fn an_empty_variable_counts_as_unset() {
    let sandbox = Sandbox::start().await.unwrap();
    let (mut call, _) = sample_call("GET");
    call.push(format!("--sandbox-url={}", sandbox.origin()));
    let empty = [
        ("CESCE_BASE_URL", ""),
        ("CESCE_TOKEN_URL", ""),
        ("CESCE_ENVIRONMENT", ""),
        ("CESCE_ROOT_CERTIFICATE", ""),
        ("CESCE_STATE_FILE", ""),
        ("HTTPS_PROXY", ""),
        ("ALL_PROXY", ""),
    ];
    let output = run(&call, &empty).await;
    // the response does not matter: the sandbox may not have the contract of the sample
    let received = sandbox.received();
    let mut calls = received.iter().filter(|call| call.grant_type.is_none());
    assert!(calls.next().is_some(), "{}", stderr(&output));
    // a given environment is used, although the variables are empty
    let (mut call, _) = sample_call("GET");
    call.push("--environment=no-such".to_owned());
    let output = run(&call, &[&empty[..], &CREDENTIALS].concat()).await;
    assert!(stderr(&output).contains("no-such"), "{}", stderr(&output));
}

#[tokio::test]
async fn an_option_with_an_empty_variable_is_missing() {
    let (call, variable) = sample_call("GET");
    let Some((variable, value)) = variable else {
        println!("set aside: no option has a variable");
        return assert!(!classifications_spec::SET_ASIDE.is_empty());
    };
    let without_option: Vec<String> = call
        .into_iter()
        .filter(|argument| !argument.ends_with(&format!("={value}")))
        .collect();
    let output = run(&without_option, &[(&variable, "")]).await;
    assert_eq!(output.status.code(), Some(2), "{}", stderr(&output));
    assert!(stderr(&output).contains("--"), "{}", stderr(&output));
}

#[tokio::test]
async fn a_variable_with_a_line_end_is_rejected_by_name() {
    let sandbox = Sandbox::start().await.unwrap();
    let (call, variable) = sample_call("GET");
    let Some((variable, value)) = variable else {
        println!("set aside: no option has a variable");
        return assert!(!classifications_spec::SET_ASIDE.is_empty());
    };
    let option = format!("={value}");
    let mut without_option: Vec<String> = call
        .iter()
        .filter(|argument| !argument.ends_with(&option))
        .cloned()
        .collect();
    without_option.push(format!("--sandbox-url={}", sandbox.origin()));
    let output = run(&without_option, &[(&variable, &format!("{value}\r"))]).await;
    assert_eq!(output.status.code(), Some(2), "{}", stderr(&output));
    let message = format!("the environment variable {variable} contains a line end; remove it");
    assert!(stderr(&output).contains(&message), "{}", stderr(&output));
    // a line end in an argument is rejected, too
    let mut arguments: Vec<String> = call
        .iter()
        .map(|argument| {
            let has_value = argument.ends_with(&option);
            format!("{argument}{}", if has_value { "\r" } else { "" })
        })
        .collect();
    arguments.push(format!("--sandbox-url={}", sandbox.origin()));
    let output = run(&arguments, &[]).await;
    assert!(
        matches!(output.status.code(), Some(1 | 2)),
        "{}",
        stderr(&output)
    );
    for (variable, value) in [
        ("CESCE_BASE_URL", "https://api.example/v1\r"),
        ("CESCE_STATE_FILE", "/tmp/state\r\n"),
    ] {
        let token_url = ("CESCE_TOKEN_URL", "https://api.example/token");
        let environment = [&CREDENTIALS[..], &[(variable, value), token_url]].concat();
        let output = run(&call, &environment).await;
        let message = format!("the environment variable {variable} contains a line end");
        assert!(stderr(&output).contains(&message), "{}", stderr(&output));
    }
    let sent = sandbox.received().iter().any(|r| r.operation.is_some());
    assert!(!sent, "{:?}", sandbox.received());
}

#[tokio::test]
async fn a_malformed_proxy_is_refused_before_anything_is_sent() {
    let (mut call, _) = sample_call("GET");
    call.extend([
        "--base-url=https://127.0.0.1:9".to_owned(),
        "--token-url=https://127.0.0.1:9/token".to_owned(),
    ]);
    for (proxy, problem) in [
        ("http://user:pr0xy@proxy:port", "is not a URL"),
        ("socks5h://user:pr0xy@proxy:1080", "is a SOCKS proxy"),
    ] {
        let environment = [&CREDENTIALS[..], &[("HTTPS_PROXY", proxy)]].concat();
        let output = run(&call, &environment).await;
        let text = stderr(&output);
        assert_eq!(output.status.code(), Some(1), "{text}");
        assert!(
            text.contains(&format!("the HTTPS_PROXY {problem}")),
            "{text}"
        );
        assert!(!text.contains("pr0xy"), "{text}");
    }
}

#[cfg(unix)]
#[tokio::test]
async fn a_pipe_as_a_file_of_credentials_is_an_error_and_the_process_ends() {
    let folder = tempfile::tempdir().unwrap();
    let pipe = folder.path().join("pipe");
    let mkfifo = std::process::Command::new("mkfifo").arg(&pipe).status();
    assert!(mkfifo.unwrap().success());
    let pipe = pipe.to_str().unwrap();
    let (mut call, _) = sample_call("GET");
    call.extend([
        "--base-url=http://127.0.0.1:9".to_owned(),
        "--token-url=http://127.0.0.1:9/token".to_owned(),
    ]);
    for name in ["CLIENT_ID", "CLIENT_SECRET", "USERNAME", "PASSWORD"] {
        let (variable, file) = (format!("CESCE_{name}"), format!("CESCE_{name}_FILE"));
        let mut environment = CREDENTIALS.to_vec();
        environment.retain(|(name, _)| *name != variable);
        environment.push((&file, pipe));
        let output = run(&call, &environment).await;
        let text = stderr(&output);
        assert_eq!(output.status.code(), Some(1), "{text}");
        assert!(text.contains(&file), "{text}");
        assert!(text.contains("not a regular file"), "{text}");
    }
}

/// Starts a server that grants a token to every caller, and responds to other requests with this status, media type and body.
/// Returns its origin.
fn start_server(status: u16, media_type: &'static str, body: &'static str) -> String {
    use std::io::{Read as _, Write as _};
    let listener = std::net::TcpListener::bind("127.0.0.1:0").unwrap();
    let origin = format!("http://{}", listener.local_addr().unwrap());
    std::thread::spawn(move || {
        for mut stream in listener.incoming().map_while(Result::ok) {
            let mut start = [0; 4096];
            let _ = stream.read(&mut start);
            let token = r#"{"access_token":"t","token_type":"bearer","expires_in":3600}"#;
            let (media_type, body) = if start.starts_with(b"POST /token ") {
                ("application/json", token)
            } else {
                (media_type, body)
            };
            let head = format!(
                "HTTP/1.1 {status} X\r\ncontent-type: {media_type}\r\nconnection: close\r\ncontent-length: {}\r\n\r\n",
                body.len()
            );
            let _ = stream.write_all((head + body).as_bytes());
        }
    });
    origin
}

#[tokio::test]
async fn a_success_without_the_documented_body_leaves_the_outcome_unknown() {
    let gateway = r#"{"httpCode":"500","httpMessage":"x","moreInformation":"blocked"}"#;
    for (media_type, body) in [("text/html", "<p>blocked"), ("application/json", gateway)] {
        let origin = start_server(200, media_type, body);
        let (mut call, _) = sample_call("POST");
        call.push(format!("--base-url={origin}"));
        call.push(format!("--token-url={origin}/token"));
        let output = run(&call, &CREDENTIALS).await;
        let text = stderr(&output);
        let is_json = media_type == "application/json";
        if is_json && output.status.success() && !classifications_spec::SET_ASIDE.is_empty() {
            println!("set aside: the document does not describe the body of a success");
            continue;
        }
        assert_eq!(output.status.code(), Some(3), "{text}");
        assert!(text.contains("may have been carried out"), "{text}");
        assert!(text.contains("before you repeat"), "{text}");
        assert!(!text.contains("was carried out"), "{text}");
    }
}
