//! The command line as people and scripts meet it: what it prints, and how it exits.

#![allow(clippy::unwrap_used, reason = "a test that cannot go on fails")]

use std::process::{Command, Output};

use classifications_sandbox::{Sandbox, cases::Condition};

/// Runs the binary, in an environment without credentials.
async fn run(arguments: &[&str], environment: &[(&str, &str)]) -> Output {
    let mut command = Command::new(env!("CARGO_BIN_EXE_classifications"));
    command.args(arguments);
    for name in std::env::vars()
        .map(|(name, _)| name)
        .filter(|name| name.starts_with("CESCE_"))
    {
        command.env_remove(name);
    }
    command.envs(environment.iter().copied());
    tokio::task::spawn_blocking(move || command.output().unwrap())
        .await
        .unwrap()
}

/// Runs the binary against a sandbox.
async fn against(sandbox: &Sandbox, arguments: &[&str]) -> Output {
    let origin = format!("http://{}", sandbox.address());
    let more = ["--sandbox-url", &origin, "--contract-no", "1234567-01"];
    run(&[arguments, &more].concat(), &[]).await
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
    for operation in classifications_api::operations::ALL {
        let call = format!("{:<4} {} ", operation.method, operation.path);
        let call = call.replace("{contractNo}", "1234567-01");
        assert!(text.contains(&call), "{call} is missing in\n{text}");
    }
    for outcome in [
        "granted (2)",
        "granted in part (3)",
        "denied (4)",
        "in process (1)",
        "(5)",
    ] {
        assert!(text.contains(outcome), "{outcome}");
    }
    assert!(text.contains("400 Bad Request") && text.contains("cannot be cancelled"));
    assert!(text.contains("carried out 12 POSTs"), "{text}");
}

#[tokio::test]
async fn a_request_lives_from_create_to_cancel() {
    let sandbox = Sandbox::start().await.unwrap();
    let limit = [
        "--requested-limit",
        "250000.10",
        "--payment-term-days",
        "60",
    ];
    let create = [
        &[
            "create",
            "--output",
            "json",
            "--tax-id",
            "B1",
            "--country",
            "ES",
        ],
        &limit[..],
    ];
    let created = against(&sandbox, &create.concat()).await;
    assert!(created.status.success(), "{}", stderr(&created));
    assert!(
        stdout(&created).contains("\"requestedLimit\": 250000.10"),
        "{}",
        stdout(&created)
    );
    let number: serde_json::Value = serde_json::from_str(&stdout(&created)).unwrap();
    let number = number["requestNo"].to_string();

    for (command, shown) in [
        ("accept-premium", "granted (2)"),
        ("deactivate", "granted (2)"),
        ("activate", "granted (2)"),
        ("cancel", "annulled (6)"),
    ] {
        let output = against(&sandbox, &[command, "--endorsement-no", &number]).await;
        assert!(output.status.success(), "{command}: {}", stderr(&output));
        assert!(
            stdout(&output).contains(shown),
            "{command}: {}",
            stdout(&output)
        );
    }
    let found = against(&sandbox, &["query", "--endorsement-no", &number]).await;
    assert!(stdout(&found).contains("annulled (6)"));
    let none = against(&sandbox, &["query", "--status-code", "41,42"]).await;
    assert_eq!(stdout(&none).trim(), "no classification found");
}

#[tokio::test]
async fn a_denied_premium_withdraws_the_request() {
    let sandbox = Sandbox::start().await.unwrap();
    let output = against(&sandbox, &["deny-premium", "--endorsement-no", "600005"]).await;
    assert!(
        stdout(&output).contains("withdrawn (7)"),
        "{}",
        stderr(&output)
    );
}

#[tokio::test]
async fn a_rejection_says_why_and_exits_with_1() {
    let sandbox = Sandbox::start().await.unwrap();
    let output = against(&sandbox, &["cancel", "--endorsement-no", "600004"]).await;
    assert_eq!(output.status.code(), Some(1));
    let text = stderr(&output);
    assert!(
        text.starts_with("error: rejected with 400 Bad Request: classification 600004"),
        "{text}"
    );
    assert!(text.contains("transaction: "), "{text}");
    assert!(stdout(&output).is_empty());
}

#[tokio::test]
async fn missing_credentials_name_the_variable() {
    let environment = [
        ("CESCE_CLIENT_ID", "id"),
        ("CESCE_CLIENT_SECRET", "top-secret"),
    ];
    let query = [
        "query",
        "--contract-no",
        "1",
        "--base-url",
        "http://127.0.0.1:9",
    ];
    let token = ["--token-url", "http://127.0.0.1:9"];
    let output = run(&[&query[..], &token].concat(), &environment).await;
    assert_eq!(output.status.code(), Some(1));
    let text = stderr(&output);
    assert!(text.contains("CESCE_USERNAME"), "{text}");
    assert!(!text.contains("top-secret"), "{text}");
}

#[tokio::test]
async fn wrong_usage_exits_with_2_and_names_the_option() {
    for (arguments, named) in [
        (&["create", "--contract-no", "1"][..], "--tax-id"),
        (
            &["query", "--contract-no", "1", "--tax-id", "B1"],
            "--country",
        ),
        (
            &["query", "--contract-no", "1", "--endorsement-no", "x"],
            "--endorsement-no",
        ),
        (&["query"], "--contract-no"),
        (&["query", "--contract-no", ""], "--contract-no"),
        (
            &[
                "query",
                "--contract-no",
                "1",
                "--tax-id",
                "B1",
                "--country",
                "Spain",
            ],
            "--country",
        ),
    ] {
        let output = run(arguments, &[]).await;
        assert_eq!(output.status.code(), Some(2), "{arguments:?}");
        assert!(
            stderr(&output).contains(named),
            "{arguments:?}: {}",
            stderr(&output)
        );
    }
}

#[tokio::test]
async fn an_unprotected_base_url_is_refused() {
    let output = run(
        &[
            "query",
            "--contract-no",
            "1",
            "--base-url",
            "http://example.com",
        ],
        &[],
    )
    .await;
    assert_eq!(output.status.code(), Some(1));
    assert!(
        stderr(&output).to_lowercase().contains("https"),
        "{}",
        stderr(&output)
    );
}

#[tokio::test]
async fn a_failing_gateway_is_told_from_a_refusal() {
    let sandbox = Sandbox::start().await.unwrap();
    sandbox.set_condition(Condition::NotSubscribed);
    let output = against(&sandbox, &["activate", "--endorsement-no", "600002"]).await;
    assert_eq!(output.status.code(), Some(1));
    assert!(
        stderr(&output).contains("403 Forbidden: Not registered to plan"),
        "{}",
        stderr(&output)
    );
}

/// A sandbox as a program, ended when it is dropped.
struct Serving(std::process::Child);

impl Drop for Serving {
    fn drop(&mut self) {
        let _ = self.0.kill();
        let _ = self.0.wait();
    }
}

/// Starts `classifications sandbox` on a port of the system's choice; gives its origin, which it
/// prints in its first line.
fn serve(options: &[&str]) -> (Serving, String) {
    let mut child = Command::new(env!("CARGO_BIN_EXE_classifications"))
        .args(["sandbox", "--port", "0"])
        .args(options)
        .stdout(std::process::Stdio::piped())
        .spawn()
        .unwrap();
    let mut line = String::new();
    std::io::BufRead::read_line(
        &mut std::io::BufReader::new(child.stdout.as_mut().unwrap()),
        &mut line,
    )
    .unwrap();
    let url = line.split_whitespace().last().unwrap();
    let (scheme, rest) = url.split_once("://").unwrap();
    let origin = format!("{scheme}://{}", rest.split('/').next().unwrap());
    (Serving(child), origin)
}

#[tokio::test]
async fn the_sandbox_serves_over_tls_and_strikes_as_a_file_says() {
    let folder = tempfile::tempdir().unwrap();
    let path = |name: &str| folder.path().join(name).to_str().unwrap().to_owned();
    let (certificate, faults) = (path("sandbox.pem"), path("faults.toml"));
    let fault = "[[fault]]\nkind = \"reset\"\noperation = \"createClassification\"\nafterProcessing = true\n";
    std::fs::write(&faults, fault).unwrap();
    let (_serving, origin) = serve(&["--tls", &certificate, "--faults", &faults]);
    assert!(origin.starts_with("https://127.0.0.1:"), "{origin}");
    let target = ["--sandbox-url", &origin, "--contract-no", "1234567-01"];

    let untrusted = run(&[&["query"], &target[..]].concat(), &[]).await;
    assert_eq!(untrusted.status.code(), Some(1), "{}", stderr(&untrusted));
    let trusting = [&target[..], &["--root-certificate", &certificate]].concat();
    let found = run(&[&["query"], &trusting[..]].concat(), &[]).await;
    assert!(found.status.success(), "{}", stderr(&found));

    let debtor = [
        "create",
        "--tax-id",
        "B1",
        "--country",
        "ES",
        "--requested-limit",
        "1",
    ];
    let create = [&debtor[..], &["--payment-term-days", "60"], &trusting[..]].concat();
    let lost = run(&create, &[]).await;
    assert_eq!(lost.status.code(), Some(3), "{}", stderr(&lost));
    assert!(
        stderr(&lost).contains("query the contract before you repeat"),
        "{}",
        stderr(&lost)
    );
}

#[tokio::test]
async fn a_faults_file_with_an_error_is_refused_with_its_line() {
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("faults.toml");
    std::fs::write(&file, "[[fault]]\nkind = \"explode\"\n").unwrap();
    let output = run(
        &["sandbox", "--port", "0", "--faults", file.to_str().unwrap()],
        &[],
    )
    .await;
    assert_eq!(output.status.code(), Some(1));
    assert!(stderr(&output).contains("line 2"), "{}", stderr(&output));
}

#[cfg(target_os = "linux")]
#[tokio::test]
async fn a_request_that_was_carried_out_but_not_printed_is_not_to_be_repeated() {
    let sandbox = Sandbox::start().await.unwrap();
    let origin = format!("http://{}", sandbox.address());
    let status = tokio::task::spawn_blocking(move || {
        Command::new(env!("CARGO_BIN_EXE_classifications"))
            .args([
                "deny-premium",
                "--endorsement-no",
                "600005",
                "--contract-no",
                "1234567-01",
            ])
            .args(["--sandbox-url", &origin])
            .stdout(
                std::fs::OpenOptions::new()
                    .write(true)
                    .open("/dev/full")
                    .unwrap(),
            )
            .stderr(std::process::Stdio::null())
            .status()
            .unwrap()
    });
    assert_eq!(status.await.unwrap().code(), Some(4));
    assert!(
        sandbox
            .received()
            .iter()
            .any(|r| r.operation.as_deref() == Some("acceptDenyPremium") && r.processed)
    );
}

#[tokio::test]
async fn a_sandbox_is_used_whatever_addresses_the_environment_holds() {
    let sandbox = Sandbox::start().await.unwrap();
    let origin = format!("http://{}", sandbox.address());
    let query = [
        "query",
        "--contract-no",
        "1234567-01",
        "--sandbox-url",
        &origin,
    ];
    let elsewhere = [
        ("CESCE_BASE_URL", "http://127.0.0.1:9"),
        ("CESCE_TOKEN_URL", "http://127.0.0.1:9"),
    ];
    let output = run(&query, &elsewhere).await;
    assert!(output.status.success(), "{}", stderr(&output));
}
