//! Tests of `batch`: the requests, the output and the exit codes. The rows are samples of the embedded document.
#![cfg(unix)]
#![allow(
    clippy::panic,
    clippy::unwrap_used,
    clippy::indexing_slicing,
    reason = "a test fails by a panic"
)]

#[path = "../src/api/mod.rs"]
#[allow(dead_code, reason = "the command line uses the rest")]
mod api;
#[path = "program/mod.rs"]
mod program;

use std::path::{Path, PathBuf};
use std::process::{Command, Output};

use classifications_contract::{FieldLocation, SampleKind, Values};
use classifications_sandbox::{Fault, Sandbox};
use serde_json::{Value, json};

use api::Api;

/// The first unsafe command whose rows can differ in one text.
struct Subject {
    command: String,
    operation: String,
    sample: Values,
    /// The field with a different value in each row.
    varied_field: String,
}

fn subject() -> Option<Subject> {
    if !classifications_spec::SET_ASIDE.is_empty() {
        println!("set aside: the results of samples of another document are unknown");
        return None;
    }
    let taken = ["batch", "demo", "sandbox", "verify", "help"];
    let api = Api::from_document(classifications_spec::DOCUMENT, &taken).unwrap();
    let mut commands = api.commands.iter();
    let found = commands.find_map(|command| {
        if command.method == "GET" || !command.presets.is_empty() {
            return None;
        }
        let sample = api
            .contract
            .values_sample(&command.operation, SampleKind::Full)?;
        let key = key(&api, &command.operation);
        let fields = api.contract.fields(&command.operation);
        let texts = fields.iter().filter(|field| {
            let facts = &field.facts;
            field.location == FieldLocation::Property
                && facts.kind == "string"
                && facts.values.is_empty()
                && !["pattern", "format"]
                    .iter()
                    .any(|keyword| facts.keywords.contains_key(*keyword))
                && !field.extensions.contains_key("x-meaning")
                && sample
                    .values
                    .get(&field.name)
                    .is_some_and(|value| value.as_str().is_some_and(|text| text.len() > 6))
        });
        let mut texts: Vec<&str> = texts.map(|field| field.name.as_str()).collect();
        texts.sort_by_key(|name| !key.contains(&(*name).to_owned()));
        Some(Subject {
            command: command.name.clone(),
            operation: command.operation.clone(),
            varied_field: (*texts.first()?).to_owned(),
            sample: sample.values,
        })
    });
    assert!(
        found.is_some(),
        "no operation takes rows that differ in a text"
    );
    found
}

/// The fields of the key of a batch.
fn key(api: &Api, operation: &str) -> Vec<String> {
    let paths = api.contract.document()["paths"].as_object().unwrap();
    let mut operations = paths
        .values()
        .filter_map(Value::as_object)
        .flat_map(|item| item.values());
    let operation = operations
        .find(|candidate| candidate["operationId"] == operation)
        .unwrap();
    let key = operation["x-batch"]["key"]
        .as_array()
        .cloned()
        .unwrap_or_default();
    key.iter()
        .filter_map(Value::as_str)
        .map(str::to_owned)
        .collect()
}

impl Subject {
    /// Rows with these numbers, as JSON Lines.
    fn rows(&self, numbers: std::ops::Range<u32>) -> String {
        let line = |number: u32| {
            let mut values = self.sample.clone();
            let text = values[&self.varied_field].as_str().unwrap();
            let (first, digits) = (text.get(..1).unwrap(), text.len() - 1);
            values.insert(
                self.varied_field.clone(),
                json!(format!("{first}{:0digits$}", number + 1)),
            );
            values.insert("reference".to_owned(), json!(format!("R-{number}")));
            format!("{}\n", Value::Object(values))
        };
        numbers.map(line).collect()
    }
}

/// A folder with files and a journal, and a sandbox.
struct Setup {
    folder: tempfile::TempDir,
    sandbox: Sandbox,
}

impl Setup {
    async fn new() -> Self {
        Self {
            folder: tempfile::tempdir().unwrap(),
            sandbox: Sandbox::start().await.unwrap(),
        }
    }

    /// Writes a file, and returns its name.
    fn file(&self, name: &str, content: &str) -> String {
        std::fs::write(self.path(name), content).unwrap();
        name.to_owned()
    }

    fn path(&self, name: &str) -> PathBuf {
        Path::join(self.folder.path(), name)
    }

    fn program(&self, arguments: &[&str]) -> Command {
        let mut command = program::command();
        command
            .arg("batch")
            .args(arguments)
            .current_dir(self.folder.path())
            .env("CESCE_JOURNAL", "journal.db")
            .env("XDG_STATE_HOME", self.folder.path())
            .env("XDG_CONFIG_HOME", self.folder.path());
        command
    }

    /// Runs a command of `batch` against the sandbox: exit code, standard output, standard error.
    async fn run(&self, arguments: &[&str]) -> (i32, String, String) {
        let mut command = self.program(arguments);
        command.args(["--sandbox-url", self.sandbox.origin()]);
        let output = tokio::task::spawn_blocking(move || command.output().unwrap());
        result_of(&output.await.unwrap())
    }

    /// The number of unsafe requests that were carried out.
    fn carried_out(&self) -> usize {
        let received = self.sandbox.received();
        let changes = received
            .iter()
            .filter(|call| call.method != "GET" && call.grant_type.is_none());
        changes.filter(|call| call.processed).count()
    }
}

/// The exit code, standard output and standard error.
fn result_of(output: &Output) -> (i32, String, String) {
    let text = |bytes: &[u8]| String::from_utf8(bytes.to_vec()).unwrap();
    let code = output.status.code().unwrap_or(-1);
    (code, text(&output.stdout), text(&output.stderr))
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn an_invalid_row_prevents_a_batch_unless_invalid_rows_are_skipped() {
    let Some(subject) = subject() else { return };
    let setup = Setup::new().await;
    let invalid_row = "{\"no such column\":1}\n";
    let file = setup.file(
        "rows.jsonl",
        &format!("{}{invalid_row}", subject.rows(0..2)),
    );
    let run = |more: &'static [&'static str]| {
        let arguments = [&[subject.command.as_str(), &file], more].concat();
        let setup = &setup;
        async move { setup.run(&arguments).await }
    };
    let (code, _, error) = run(&[]).await;
    assert_eq!(code, 2, "{error}");
    assert!(error.contains("1 of 3 rows is invalid"), "{error}");
    assert!(error.contains("row 3, column no such column"), "{error}");
    let (code, out, _) = run(&["--output", "json", "--violations", "violations.csv"]).await;
    let found: Value = serde_json::from_str(&out).unwrap();
    assert_eq!(
        (code, &found["valid"], &found["first"][0]["row"]),
        (2, &json!(2), &json!(3))
    );
    let violations = std::fs::read_to_string(setup.path("violations.csv")).unwrap();
    assert!(
        violations.contains("\n3,,no such column,1,unknown_column,"),
        "{violations}"
    );
    assert_eq!(setup.carried_out(), 0);
    let (code, out, error) = run(&["--skip-invalid"]).await;
    assert_eq!(code, 0, "{error}");
    assert!(out.contains("2 done, 0 rejected"), "{out}");
    assert!(
        error.contains("left out: 1 of 3 rows is invalid"),
        "{error}"
    );
    assert_eq!(setup.carried_out(), 2);
    // rows that repeat earlier ones are not requested again, and an empty batch is not an error
    let (code, _, error) = run(&["--skip-invalid", "--violations", "violations.jsonl"]).await;
    assert_eq!(code, 0, "{error}");
    assert_eq!(setup.carried_out(), 2);
    let violations = std::fs::read_to_string(setup.path("violations.jsonl")).unwrap();
    let rules = violations.lines().map(|line| {
        let found: Value = serde_json::from_str(line).unwrap();
        found["rule"].as_str().unwrap().to_owned()
    });
    let rules: Vec<String> = rules.collect();
    assert_eq!(rules[..3], ["repeated", "repeated", "unknown_column"]);
    let (code, _, wrong_name) = run(&["--violations", "violations.txt"]).await;
    assert_eq!(code, 2, "{wrong_name}");
    assert!(
        wrong_name.contains("end with .csv or .jsonl"),
        "{wrong_name}"
    );
    assert!(!setup.path("violations.txt").exists());
    assert!(
        error.contains("no row is new, so that nothing is sent: 2 rows repeat earlier requests")
            && error.contains("is the same request as row 1 of batch"),
        "{error}"
    );
    assert_eq!(setup.carried_out(), 2);
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_dry_run_shows_each_request_and_sends_none() {
    let Some(subject) = subject() else { return };
    let setup = Setup::new().await;
    let file = setup.file("rows.jsonl", &subject.rows(0..3));
    let arguments = [
        subject.command.as_str(),
        &file,
        "--dry-run",
        "--output",
        "jsonl",
        "--fee",
        "2.5",
    ];
    let (code, out, error) = setup.run(&arguments).await;
    assert_eq!(code, 0, "{error}");
    assert!(
        error.starts_with("batch ") && error.contains("\n  profile "),
        "{error}"
    );
    assert!(
        error.ends_with("  requests         3\n3 requests at 2.5 each: 7.5 at most\n"),
        "{error}"
    );
    let requests: Vec<Value> = out
        .lines()
        .map(|line| serde_json::from_str(line).unwrap())
        .collect();
    assert_eq!(requests.len(), 3);
    assert!(
        requests[0]["url"]
            .as_str()
            .unwrap()
            .starts_with(setup.sandbox.base_url()),
        "{out}"
    );
    assert!(requests[0]["body"].is_object(), "{out}");
    assert_eq!(setup.sandbox.received().len(), 0);
    assert!(!setup.path("journal.db").exists());
    let costly = [
        subject.command.as_str(),
        &file,
        "--fee",
        "2.5",
        "--max-cost",
        "7",
    ];
    let (code, _, error) = setup.run(&costly).await;
    assert_eq!(code, 1);
    assert!(
        error.contains("may cost 7.5, which is more than 7"),
        "{error}"
    );
    assert_eq!(setup.carried_out(), 0);
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_batch_that_ends_early_is_resumed_and_sends_each_row_once() {
    let Some(subject) = subject() else { return };
    let setup = Setup::new().await;
    let file = setup.file("rows.jsonl", &subject.rows(0..6));
    let arguments = [
        subject.command.as_str(),
        &file,
        "--max-requests",
        "2",
        "--progress",
        "json",
    ];
    let (code, out, error) = setup.run(&arguments).await;
    assert_eq!(code, 7, "{out}{error}");
    assert!(out.contains("2 done, 0 rejected, 4 pending"), "{out}");
    assert!(
        error.contains("4 rows left") && error.contains("classifications batch resume"),
        "{error}"
    );
    let (code, out, error) = setup.run(&["work"]).await;
    assert_eq!((code, out.contains("6 done")), (0, true), "{out}{error}");
    assert_eq!(setup.carried_out(), 6);
    let (_, out, _) = setup.run(&["list", "--output", "jsonl"]).await;
    let batch: Value = serde_json::from_str(&out).unwrap();
    let id = batch["batch"].as_str().unwrap();
    assert_eq!((&batch["total"], &batch["open"]), (&json!(6), &json!(0)));
    let (code, out, _) = setup.run(&["export", id, "--format", "jsonl"]).await;
    let rows: Vec<Value> = out
        .lines()
        .map(|line| serde_json::from_str(line).unwrap())
        .collect();
    assert_eq!((code, rows.len()), (0, 6));
    for row in rows {
        assert_eq!(
            (&row["outcome"], &row["settled_by"]),
            (&json!("done"), &json!("response"))
        );
        assert!(
            row["transaction_id"].is_string() && row["reference"].is_string(),
            "{row}"
        );
    }
    let (code, _, error) = setup.run(&["export", id, "--out", "no/such.csv"]).await;
    assert_eq!(code, 1);
    assert!(error.contains("the file of --out, no/such.csv"), "{error}");
    let (code, _, error) = setup.run(&["report", id]).await;
    assert_eq!(code, 0, "{error}");
    let page = std::fs::read_to_string(setup.path(&format!("{id}.html"))).unwrap();
    assert!(page.contains("<svg") && !page.contains("http-equiv") && !page.contains("<script"));
    let (_, out, _) = setup.run(&["evidence", id, "1"]).await;
    let kinds: Vec<String> = out
        .lines()
        .map(|line| {
            serde_json::from_str::<Value>(line).unwrap()["kind"]
                .as_str()
                .unwrap()
                .to_owned()
        })
        .collect();
    assert_eq!(kinds, ["request", "claimed", "outcome"]);
}

/// Runs a command of `batch`, and sends a signal when its first request is in progress: exit code, standard output, standard error.
async fn run_and_signal(
    setup: &Setup,
    subject: &Subject,
    arguments: &[&str],
    signal: &str,
) -> (i32, String, String) {
    let slow = std::time::Duration::from_secs(2);
    setup
        .sandbox
        .inject(Fault::delay(slow).on(&subject.operation));
    let mut command = setup.program(arguments);
    command
        .args(["--sandbox-url", setup.sandbox.origin()])
        .stdout(std::process::Stdio::piped())
        .stderr(std::process::Stdio::piped());
    let child = command.spawn().unwrap();
    let process = child.id().to_string();
    let has_begun = || {
        setup
            .sandbox
            .received()
            .iter()
            .any(|call| call.operation.as_ref() == Some(&subject.operation))
    };
    while !has_begun() {
        tokio::time::sleep(std::time::Duration::from_millis(20)).await;
    }
    let kill = Command::new("sh")
        .args(["-c", &format!("kill -{signal} {process}")])
        .status();
    assert!(kill.unwrap().success());
    let output = tokio::task::spawn_blocking(move || child.wait_with_output().unwrap());
    result_of(&output.await.unwrap())
}

/// Service managers stop a program with `TERM`.
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_stopped_worker_completes_requests_in_progress() {
    let Some(subject) = subject() else { return };
    let setup = Setup::new().await;
    let file = setup.file("rows.jsonl", &subject.rows(0..6));
    let (code, _, error) = setup.run(&[&subject.command, &file, "--load-only"]).await;
    assert_eq!(code, 0, "{error}");
    let arguments = ["work", "--watch", "--concurrency", "2"];
    let (code, out, error) = run_and_signal(&setup, &subject, &arguments, "TERM").await;
    assert_eq!(code, 0, "{out}{error}");
    let done = setup.carried_out();
    assert!((1..6).contains(&done), "{done}");
    let summary = format!("{done} done, 0 rejected, {} pending", 6 - done);
    assert!(out.contains(&summary), "{out}{error}");
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn an_interrupted_batch_completes_requests_in_progress() {
    let Some(subject) = subject() else { return };
    let setup = Setup::new().await;
    let file = setup.file("rows.jsonl", &subject.rows(0..6));
    let arguments = [&subject.command, &file, "--concurrency", "2"];
    let (code, out, error) = run_and_signal(&setup, &subject, &arguments, "INT").await;
    assert_eq!(code, 7, "{out}{error}");
    assert!(
        error.contains("it was interrupted") && error.contains("batch resume"),
        "{error}"
    );
    assert!(
        !out.contains("unknown") && !out.contains("to review"),
        "{out}"
    );
    let done = setup.carried_out();
    assert!((1..6).contains(&done), "{done}");
    setup.sandbox.clear_faults();
    let (code, out, error) = setup.run(&["resume"]).await;
    assert_eq!((code, out.contains("6 done")), (0, true), "{out}{error}");
    assert_eq!(setup.carried_out(), 6);
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_template_is_a_file_that_a_dry_run_accepts() {
    let Some(subject) = subject() else { return };
    let setup = Setup::new().await;
    for format in ["csv", "jsonl"] {
        let (code, out, _) = result_of(
            &setup
                .program(&["template", &subject.command, "--format", format])
                .output()
                .unwrap(),
        );
        assert_eq!(code, 0);
        let file = setup.file("rows", &out);
        let (code, _, error) = setup.run(&[&subject.command, &file, "--dry-run"]).await;
        assert_eq!(code, 0, "{error}");
    }
}
