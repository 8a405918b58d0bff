//! Tests of `check`: findings, output and exit codes. Rows are samples of the embedded document, with changes in fields with
//! `x-check`.

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

use std::path::PathBuf;
use std::process::Command;

use classifications_contract::{SampleKind, Values};
use classifications_sandbox::Sandbox;
use serde_json::{Value, json};

use api::Api;

/// The command whose rows have the most fields with `x-check`.
struct Subject {
    command: String,
    sample: Values,
    fields: Vec<(String, Value)>,
}

fn subject() -> Option<Subject> {
    if !classifications_spec::SET_ASIDE.is_empty() {
        println!("set aside: the fields with `x-check` of another document are unknown");
        return None;
    }
    let taken = ["batch", "check", "demo", "sandbox", "verify", "help"];
    let api = Api::from_document(classifications_spec::DOCUMENT, &taken).unwrap();
    let found = api
        .commands
        .iter()
        .filter(|command| command.method != "GET");
    let found = found.filter_map(|command| {
        let fields = command.options.iter().filter_map(|option| {
            let check = option.field.extensions.get("x-check")?;
            Some((option.field.name.clone(), check.clone()))
        });
        Some(Subject {
            command: command.name.clone(),
            sample: api
                .contract
                .values_sample(&command.operation, SampleKind::Full)?
                .values,
            fields: fields.collect(),
        })
    });
    let found = found.max_by_key(|subject| subject.fields.len());
    assert!(found.as_ref().is_some_and(|found| found.fields.len() >= 5));
    found
}

impl Subject {
    /// The field with this check.
    fn field(&self, has_check: impl Fn(&Value) -> bool) -> &str {
        let field = self.fields.iter().find(|(_, check)| has_check(check));
        &field.unwrap().0
    }

    fn tax_number_field(&self) -> &str {
        self.field(|check| check == "tax-number")
    }

    fn amount_field(&self) -> &str {
        self.field(|check| check.get("above").is_some())
    }

    /// A line with the sample and these changes.
    fn line(&self, number: u32, changes: &[(&str, &str)]) -> String {
        let mut values = self.sample.clone();
        for (name, value) in changes {
            values.insert((*name).to_owned(), json!(value));
        }
        values.insert("reference".to_owned(), json!(format!("R-{number}")));
        format!("{}\n", Value::Object(values))
    }
}

struct Setup(tempfile::TempDir);

impl Setup {
    fn new() -> Self {
        Self(tempfile::tempdir().unwrap())
    }

    fn path(&self, name: &str) -> PathBuf {
        self.0.path().join(name)
    }

    /// Runs a command in the folder: exit code, standard output, standard error.
    fn run(&self, arguments: &[&str]) -> (i32, String, String) {
        let mut command = program::command();
        command
            .args(arguments)
            .current_dir(self.0.path())
            .env("XDG_STATE_HOME", self.0.path());
        let output = command.output().unwrap();
        let text = |bytes: &[u8]| String::from_utf8(bytes.to_vec()).unwrap();
        (
            output.status.code().unwrap_or(-1),
            text(&output.stdout),
            text(&output.stderr),
        )
    }

    /// Checks rows with further options: exit code, standard output, standard error.
    fn check(&self, rows: &str, more: &[&str]) -> (i32, String, String) {
        std::fs::write(self.path("rows.jsonl"), rows).unwrap();
        self.run(&[&["check", "rows.jsonl"], more].concat())
    }
}

#[test]
fn a_row_of_the_documentation_has_no_finding() {
    let Some(subject) = subject() else { return };
    let setup = Setup::new();
    let (code, out, error) = setup.check(&subject.line(1, &[]), &["--for", &subject.command]);
    assert_eq!((code, error.as_str()), (0, ""), "{out}");
    assert_eq!(out, "rows.jsonl: 0 of 1 rows are invalid\n");
    // without `--for`, the command is the first one whose requests a query can find
    let (code, again, _) = setup.check(&subject.line(1, &[]), &[]);
    assert_eq!((code, again), (0, out));
}

#[test]
fn invalid_content_is_found() {
    let Some(subject) = subject() else { return };
    let setup = Setup::new();
    for (field, value, rule) in [
        (subject.tax_number_field(), "B85905494", "tax_number"),
        (subject.tax_number_field(), "no number", "tax_number"),
        (subject.field(|check| check == "country"), "ZZ", "country"),
        (
            subject.field(|check| check == "currency"),
            "EUX",
            "currency",
        ),
        (subject.amount_field(), "0,00", "above"),
        (
            subject.field(|check| check.get("values").is_some()),
            "45",
            "one_of",
        ),
    ] {
        let rows = format!(
            "{}{}",
            subject.line(1, &[]),
            subject.line(2, &[(field, value)])
        );
        let (code, out, error) = setup.check(&rows, &[]);
        assert_eq!(code, 2, "{out}{error}");
        assert!(
            out.starts_with("rows.jsonl: 1 of 2 rows is invalid\n  row 2, column "),
            "{out}"
        );
        assert!(
            out.contains(&format!("column {field}: {value:?} ")),
            "{out}"
        );
        assert!(out.contains(&format!("[{rule}]")), "{out}");
        assert!(
            error.starts_with("error: 1 of 2 rows is invalid\n  what to do: "),
            "{error}"
        );
    }
}

#[test]
fn unusual_values_are_warnings_that_only_strict_rejects() {
    let Some(subject) = subject() else { return };
    let setup = Setup::new();
    let number = subject.sample[subject.tax_number_field()].as_str().unwrap();
    let (start, end) = number.split_at(1);
    let unusual = format!("{start}-{end}");
    let rows = subject.line(1, &[(subject.tax_number_field(), &unusual)]);
    let (code, out, error) = setup.check(&rows, &[]);
    assert_eq!((code, error.as_str()), (0, ""), "{out}");
    let expected = format!(
        "  warning: row 1, column {}: {unusual:?} ",
        subject.tax_number_field()
    );
    assert!(
        out.starts_with("rows.jsonl: 0 of 1 rows are invalid, 1 warning\n"),
        "{out}"
    );
    assert!(
        out.contains(&expected) && out.contains(&format!("write {number} ")),
        "{out}"
    );
    let (code, _, error) = setup.check(&rows, &["--strict"]);
    assert_eq!(code, 2, "{error}");
    // two forms of the tax number of one company
    let again = subject.line(2, &[(subject.tax_number_field(), &unusual)]);
    let rows = format!("{}{again}", subject.line(1, &[]));
    let (code, out, _) = setup.check(&rows, &[]);
    assert_eq!(code, 0, "{out}");
    assert!(
        out.contains("warning: row 2: is the same request as row 1"),
        "{out}"
    );
    let rows = format!("{}{}", subject.line(1, &[]), subject.line(2, &[]));
    let (code, out, _) = setup.check(&rows, &[]);
    assert_eq!(code, 2);
    assert!(
        out.contains("row 2: is the same request as row 1; delete one of them [duplicate]"),
        "{out}"
    );
}

#[test]
fn findings_are_printed_in_each_format() {
    let Some(subject) = subject() else { return };
    let setup = Setup::new();
    let rows = subject.line(1, &[(subject.tax_number_field(), "B85905494")]);
    let (code, out, error) = setup.check(&rows, &["--output", "json"]);
    let found: Value = serde_json::from_str(&out).unwrap();
    assert_eq!(
        (code, &found["invalid"], &found["warnings"]),
        (2, &json!(1), &json!(0))
    );
    assert_eq!(found["first"][0]["severity"], "error");
    let error: Value = serde_json::from_str(&error).unwrap();
    assert_eq!(error["error"]["exitCode"], 2);
    assert_eq!(error["error"]["mayBeRepeated"], true);
    let (_, out, _) = setup.check(&rows, &["--output", "jsonl"]);
    let found: Value = serde_json::from_str(&out).unwrap();
    assert_eq!(
        (&found["row"], &found["value"]),
        (&json!(1), &json!("B85905494"))
    );
    let (_, out, _) = setup.check(&rows, &["--output", "csv", "--violations", "all.csv"]);
    assert!(
        out.starts_with("row,cell,column,value,rule,text,remedy,severity\n1,,"),
        "{out}"
    );
    assert_eq!(std::fs::read_to_string(setup.path("all.csv")).unwrap(), out);
}

#[test]
fn a_workbook_of_the_template_has_no_finding_and_replaces_no_file() {
    let Some(subject) = subject() else { return };
    let setup = Setup::new();
    let template = ["batch", "template", &subject.command, "--out", "rows.xlsx"];
    assert_eq!(setup.run(&template), (0, String::new(), String::new()));
    let checked = setup.run(&["check", "rows.xlsx"]);
    assert_eq!(
        checked,
        (
            0,
            "rows.xlsx: 0 of 1 rows are invalid\n".to_owned(),
            String::new()
        )
    );
    let (code, _, error) = setup.run(&template);
    assert_eq!(code, 1, "{error}");
    assert!(error.contains("rows.xlsx"), "{error}");
    let (code, _, error) = setup.run(&["batch", "template", &subject.command, "--out", "rows.xls"]);
    assert_eq!(code, 2, "{error}");
}

#[test]
fn invalid_files_and_options_are_rejected() {
    let Some(subject) = subject() else { return };
    let setup = Setup::new();
    assert_eq!(setup.run(&["check", "none.csv"]).0, 1);
    assert_eq!(setup.check("{\"no such\":1}\n", &[]).0, 2);
    assert_eq!(
        setup.check(&subject.line(1, &[]), &["--for", "no-such"]).0,
        2
    );
    for ignored in ["--wide", "--sandbox-url=http://127.0.0.1:1"] {
        let (code, _, error) = setup.check(&subject.line(1, &[]), &[ignored]);
        assert_eq!(code, 2, "{ignored}");
        assert!(error.contains("does not take the option"), "{error}");
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn each_check_queries_the_portfolio_once_and_only_on_request() {
    let Some(subject) = subject() else { return };
    let sandbox = Sandbox::start().await.unwrap();
    let origin = sandbox.origin().to_owned();
    let folder = tempfile::tempdir().unwrap();
    let setup = Setup(folder);
    // tax numbers that no case has
    let first_number = [(subject.tax_number_field(), "B64717838")];
    let rows = |changes: &[(&str, &str)]| {
        let other = [(subject.tax_number_field(), "A28015865")];
        let first = subject.line(1, &[&first_number[..], changes].concat());
        format!("{first}{}", subject.line(2, &other))
    };
    let amount = subject.amount_field().to_owned();
    let (same, raised) = (rows(&[]), rows(&[(&amount, "123456,00")]));
    std::fs::write(setup.path("first.jsonl"), subject.line(1, &first_number)).unwrap();
    let command = subject.command.clone();
    let (before, after, after_raise) = tokio::task::spawn_blocking(move || {
        let sandbox_option = ["--sandbox-url", origin.as_str()];
        let portfolio = [&["--portfolio"], &sandbox_option[..]].concat();
        let before = setup.check(&same, &portfolio);
        assert_eq!(before.0, 0, "{before:?}");
        let batch = [
            &["batch", &command, "first.jsonl", "--journal", "j.db"],
            &sandbox_option[..],
        ]
        .concat();
        let sent = setup.run(&batch);
        assert_eq!(sent.0, 0, "{sent:?}");
        let after = setup.check(&same, &portfolio);
        let after_raise = setup.check(&raised, &portfolio);
        let offline = setup.check(&same, &[]);
        assert_eq!(offline.0, 0, "{offline:?}");
        (before, after, after_raise)
    })
    .await
    .unwrap();
    assert!(before.2.contains("compared with "), "{before:?}");
    assert_eq!(after.0, 2, "{after:?}");
    assert!(after.1.contains("1 of 2 rows is invalid"), "{after:?}");
    assert!(
        after.1.contains("row 1: ") && after.1.contains("[in_portfolio]"),
        "{after:?}"
    );
    assert_eq!(after_raise.0, 0, "{after_raise:?}");
    assert!(after_raise.1.contains("[known_debtor]"), "{after_raise:?}");
    let received = sandbox.received();
    let changes = received
        .iter()
        .filter(|call| call.method != "GET" && call.grant_type.is_none());
    assert_eq!(changes.count(), 1);
    let queries = received.iter().filter(|call| call.method == "GET");
    assert_eq!(queries.count(), 3);
}

#[test]
fn a_closed_pipe_does_not_change_the_exit_code() {
    let Some(subject) = subject() else { return };
    let setup = Setup::new();
    // the findings exceed the buffer of the output
    let rows =
        (1..400).map(|number| subject.line(number, &[(subject.tax_number_field(), "B85905494")]));
    std::fs::write(setup.path("rows.jsonl"), rows.collect::<String>()).unwrap();
    for format in ["table", "json", "jsonl", "csv"] {
        let (reader, writer) = std::io::pipe().unwrap();
        drop(reader);
        let output = Command::new(env!("CARGO_BIN_EXE_classifications"))
            .env("LC_ALL", "C")
            .args(["check", "rows.jsonl", "--output", format])
            .current_dir(setup.0.path())
            .stdout(writer)
            .stderr(std::process::Stdio::piped())
            .output()
            .unwrap();
        assert_eq!(output.status.code(), Some(2), "{format}: {output:?}");
        let error = String::from_utf8(output.stderr).unwrap();
        assert!(
            error.contains("399 of 399 rows are invalid"),
            "{format}: {error}"
        );
        assert!(!error.contains("could not be printed"), "{format}: {error}");
    }
}
