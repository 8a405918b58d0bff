//! The suite against a live server, tried on the sandbox: plain, over TLS, and on servers that do not keep
//! to the document.

#![allow(
    clippy::unwrap_used,
    clippy::panic,
    clippy::indexing_slicing,
    reason = "a test ends where its premises do"
)]

use std::path::{Path, PathBuf};
use std::process::Output;

use classifications_auth::credentials::Environment;
use classifications_contract::Contract;
use classifications_sandbox::cases::Case;
use classifications_sandbox::{Credentials, Plan, Sandbox, Window};
use contract_tests::contract::live::{self, CannotRun, Debtor, Options, Report, Verdict};

const CONTRACT_NO: &str = "99/1 TEST";
const TAX_ID: &str = "ESX7700770T";
const NAME: &str = "Ferretería Privada SL";

fn credentials() -> Credentials {
    Credentials {
        client_id: "suite-app".to_owned(),
        client_secret: "s3cr3t-of-the-app".to_owned(),
        username: "suite-user-name".to_owned(),
        password: "pa55-of-the-user".to_owned(),
    }
}

fn environment() -> Environment {
    let known = credentials();
    Environment::default().looked_up_by(move |name| {
        let value = match name {
            "CESCE_CLIENT_ID" => &known.client_id,
            "CESCE_CLIENT_SECRET" => &known.client_secret,
            "CESCE_USERNAME" => &known.username,
            "CESCE_PASSWORD" => &known.password,
            _ => return None,
        };
        Some(value.into())
    })
}

async fn sandbox() -> Sandbox {
    let builder = Sandbox::builder().credentials(credentials()).plans([]);
    builder.collection(CONTRACT_NO, []).start().await.unwrap()
}

fn options(base_url: &str, token_url: &str) -> Options {
    Options {
        base_url: base_url.to_owned(),
        token_url: token_url.to_owned(),
        contract_no: CONTRACT_NO.to_owned(),
        allow_writes: false,
        debtor: Debtor {
            debtor_tax_id: Some(TAX_ID.to_owned()),
            debtor_country: Some("ES".to_owned()),
            debtor_name: Some(NAME.to_owned()),
        },
        most_creates: 100,
        only: vec![],
        root_certificate: None,
        junit: None,
        json: false,
        record: None,
    }
}

fn passed(report: &Report) -> usize {
    assert!(report.is_good(), "{}", report.table());
    report.count(|verdict| *verdict == Verdict::Passed)
}

#[tokio::test]
async fn reading_sends_nothing_but_get() {
    let sandbox = sandbox().await;
    let options = options(sandbox.base_url(), sandbox.token_url());
    let report = live::run(&options, environment()).await.unwrap();
    assert!(passed(&report) > 30, "{}", report.table());
    let received = sandbox.received();
    let written = received
        .iter()
        .filter(|r| r.method != "GET" && !r.path.contains("oauth2"));
    assert_eq!(written.count(), 0);
    assert!(sandbox.resources(CONTRACT_NO).is_empty());
}

#[tokio::test]
async fn writing_concerns_the_test_debtor_alone() {
    let sandbox = sandbox().await;
    let demo = sandbox
        .collections()
        .into_iter()
        .find(|no| no != CONTRACT_NO)
        .unwrap();
    let before = sandbox.resources(&demo);
    let mut options = options(sandbox.base_url(), sandbox.token_url());
    options.allow_writes = true;
    let report = live::run(&options, environment()).await.unwrap();
    assert!(passed(&report) > 130, "{}", report.table());
    let held = sandbox.resources(CONTRACT_NO);
    assert!(held.len() > 20);
    assert!(held.iter().all(|held| held.contains(TAX_ID)));
    assert_eq!(sandbox.resources(&demo), before);
}

#[tokio::test]
async fn charges_are_bounded() {
    let sandbox = sandbox().await;
    let mut options = options(sandbox.base_url(), sandbox.token_url());
    options.allow_writes = true;
    options.most_creates = 2;
    options.only = vec!["createClassification".to_owned()];
    let report = live::run(&options, environment()).await.unwrap();
    passed(&report);
    assert_eq!(sandbox.resources(CONTRACT_NO).len(), 2);
    assert!(report.table().contains("--most-creates is 2"));
}

/// A plan that is used up is nobody's fault, but what was not played is not good either.
#[tokio::test]
async fn a_plan_that_is_used_up_ends_the_run() {
    let builder = Sandbox::builder().credentials(credentials());
    let builder = builder.plans([Plan::new("default", 10, Window::Day)]);
    let sandbox = builder.collection(CONTRACT_NO, []).start().await.unwrap();
    let arguments = arguments(sandbox.base_url(), sandbox.token_url(), &[]);
    let output = suite(arguments, true).await;
    assert_eq!(output.status.code(), Some(2), "{}", text(&output));
    assert!(
        text(&output).contains("9 passed, 0 failed"),
        "{}",
        text(&output)
    );
    assert!(text(&output).contains("stopped early: the server answers 429"));
}

#[tokio::test]
async fn the_same_over_tls() {
    let builder = Sandbox::builder()
        .credentials(credentials())
        .collection(CONTRACT_NO, []);
    let sandbox = builder.tls().plans([]).start().await.unwrap();
    let folder = tempfile::tempdir().unwrap();
    let certificate = folder.path().join("sandbox.pem");
    std::fs::write(&certificate, sandbox.certificate_pem().unwrap()).unwrap();
    let mut options = options(sandbox.base_url(), sandbox.token_url());
    assert!(options.base_url.starts_with("https://"));
    let error = live::run(&options, environment()).await.unwrap_err();
    assert!(
        matches!(error, CannotRun::Token(_)),
        "a certificate that nobody trusts: {error:?}"
    );
    options.root_certificate = Some(certificate);
    let report = live::run(&options, environment()).await.unwrap();
    assert!(passed(&report) > 30, "{}", report.table());
}

#[tokio::test]
async fn recorded_cases_keep_to_the_document_and_tell_nothing() {
    let sandbox = sandbox().await;
    let folder = tempfile::tempdir().unwrap();
    let mut options = options(sandbox.base_url(), sandbox.token_url());
    options.allow_writes = true;
    options.record = Some(folder.path().to_owned());
    let report = live::run(&options, environment()).await.unwrap();
    let passed = passed(&report);
    let contract = Contract::from_json(contract_tests::contract::DOCUMENT).unwrap();
    let files = files(folder.path());
    assert_eq!(files.len(), passed, "one file for each case played");
    let secret = credentials();
    for file in &files {
        let text = std::fs::read_to_string(file).unwrap();
        let case: Case = serde_json::from_str(&text).unwrap();
        let answer = contract_tests::contract::evidence::response(&case);
        let checked = contract.check_response(&case.operation, &answer);
        assert!(checked.is_ok(), "{}: {checked}", file.display());
        for private in [
            CONTRACT_NO,
            "99%2F1",
            TAX_ID,
            NAME,
            "Bearer ey",
            &secret.password,
        ] {
            assert!(!text.contains(private), "{}: {private}", file.display());
        }
    }
}

fn files(folder: &Path) -> Vec<PathBuf> {
    let folders = std::fs::read_dir(folder).unwrap();
    let inside = folders.flat_map(|folder| std::fs::read_dir(folder.unwrap().path()).unwrap());
    inside.map(|file| file.unwrap().path()).collect()
}

/// The binary, as `cargo xtask contract` starts it.
async fn suite(arguments: Vec<String>, with_credentials: bool) -> Output {
    let mut command = tokio::process::Command::new(env!("CARGO_BIN_EXE_contract_suite"));
    command.arg("contract").args(arguments).env_clear();
    if with_credentials {
        let known = credentials();
        command.env("CESCE_CLIENT_ID", known.client_id);
        command.env("CESCE_CLIENT_SECRET", known.client_secret);
        command.env("CESCE_USERNAME", known.username);
        command.env("CESCE_PASSWORD", known.password);
    }
    command.output().await.unwrap()
}

fn arguments(base_url: &str, token_url: &str, more: &[&str]) -> Vec<String> {
    let usual = [
        "--base-url",
        base_url,
        "--token-url",
        token_url,
        "--contract-no",
        CONTRACT_NO,
    ];
    usual.iter().chain(more).map(ToString::to_string).collect()
}

fn text(output: &Output) -> String {
    let both = [output.stdout.as_slice(), output.stderr.as_slice()].concat();
    String::from_utf8(both).unwrap()
}

#[tokio::test]
async fn the_exit_code_tells_and_no_output_shows_a_secret() {
    let sandbox = sandbox().await;
    let folder = tempfile::tempdir().unwrap();
    let junit = folder.path().join("junit.xml");
    let good = arguments(
        sandbox.base_url(),
        sandbox.token_url(),
        &["--json", "--junit", junit.to_str().unwrap()],
    );
    let good = suite(good, true).await;
    assert_eq!(good.status.code(), Some(0), "{}", text(&good));
    let json: serde_json::Value = serde_json::from_slice(&good.stdout).unwrap();
    assert_eq!(json["good"], true);

    // a server that breaks the document wherever it can, and tells what it was told
    let server = httpmock::MockServer::start_async().await;
    let odd = server.mock_async(|when, then| {
        when.any_request();
        then.status(200)
            .header("content-type", "application/json")
            .body(format!(
                r#"{{"classifications":[{{"{}":1}}]}}"#,
                credentials().password
            ));
    });
    odd.await;
    let bad = arguments(&server.base_url(), sandbox.token_url(), &[]);
    let bad = suite(bad, true).await;
    assert_eq!(bad.status.code(), Some(1), "{}", text(&bad));
    assert!(
        text(&bad).contains("/body/classifications/0"),
        "{}",
        text(&bad)
    );

    let broken = arguments("http://127.0.0.1:1", sandbox.token_url(), &[]);
    let broken = suite(broken, true).await;
    assert_eq!(broken.status.code(), Some(2));
    assert!(text(&broken).starts_with("error: the server at --base-url cannot be reached"));

    let refused = Sandbox::start().await.unwrap();
    let refused = arguments(refused.base_url(), refused.token_url(), &[]);
    let refused = suite(refused, true).await;
    assert_eq!(refused.status.code(), Some(2));
    assert!(
        text(&refused).starts_with("error: no token"),
        "{}",
        text(&refused)
    );

    let junit = std::fs::read_to_string(junit).unwrap();
    assert!(junit.contains("<testsuite name=\"contract\""));
    let outputs = [
        text(&good),
        text(&bad),
        text(&broken),
        text(&refused),
        junit,
    ];
    let known = credentials();
    for output in outputs {
        for secret in [&known.client_secret, &known.username, &known.password] {
            assert!(!output.contains(secret.as_str()), "{output}");
        }
        assert!(!output.to_lowercase().contains("bearer"), "{output}");
    }
}

#[tokio::test]
async fn what_is_missing_or_wrong_is_named() {
    let url = "http://127.0.0.1:1/v1";
    let token_url = "http://127.0.0.1:1/token";
    for (more, with_credentials, expected) in [
        (
            &[][..],
            false,
            "no credentials: the environment variable CESCE_CLIENT_ID is not set",
        ),
        (&["--only", "nothing-like-it"], true, "cannot be reached"),
        (&["--allow-writes"], true, "--debtor-tax-id"),
        (
            &["--root-certificate", "/nowhere.pem"],
            true,
            "cannot read /nowhere.pem",
        ),
    ] {
        let output = suite(arguments(url, token_url, more), with_credentials).await;
        assert_eq!(output.status.code(), Some(2), "{more:?}: {}", text(&output));
        let expected = if more == ["--only", "nothing-like-it"] {
            "error: no token"
        } else {
            expected
        };
        assert!(
            text(&output).contains(expected),
            "{more:?}: {}",
            text(&output)
        );
    }
    for base_url in [
        "nonsense",
        "http://api.cesce.es/v1",
        "https://user@127.0.0.1/v1",
    ] {
        let output = suite(arguments(base_url, token_url, &[]), true).await;
        assert_eq!(output.status.code(), Some(2));
        assert!(text(&output).contains("--base-url"), "{}", text(&output));
    }
}
