//! Tests of `portfolio` against the sandbox. The overlay defines the roles of properties.
#![cfg(unix)]
#![allow(
    clippy::panic,
    clippy::unwrap_used,
    clippy::indexing_slicing,
    reason = "a test fails by a panic"
)]

#[path = "../../src/api/mod.rs"]
#[allow(dead_code, reason = "the command line uses the rest")]
mod api;
mod diff;
#[path = "../program/mod.rs"]
mod program;
mod watch;

use std::collections::BTreeSet;
use std::path::PathBuf;
use std::process::{Command, Output};

use classifications_portfolio::Layout;
use classifications_sandbox::{App, Fault, Sandbox};
use serde_json::{Value, json};
use tokio::io::{AsyncReadExt as _, AsyncWriteExt as _};
use tokio::net::TcpListener;

use api::Api;

/// A sandbox whose first contract has rows, a folder, and the layout of the overlay.
struct Setup {
    folder: tempfile::TempDir,
    sandbox: Sandbox,
    layout: Layout,
    operation: String,
    contract: String,
    rows: Vec<Value>,
}

impl Setup {
    /// `None` if the sandbox has no rows for the embedded document.
    async fn new() -> Option<Self> {
        if !classifications_spec::SET_ASIDE.is_empty() {
            println!("set aside: the rows of another document are unknown");
            return None;
        }
        let api = Api::from_document(classifications_spec::DOCUMENT, &["help"]).unwrap();
        let command = api.commands.iter().find(|c| c.portfolio.is_some()).unwrap();
        let sandbox = Sandbox::start().await.unwrap();
        let contract = sandbox.collections().into_iter().next().unwrap();
        let rows = sandbox.resources(&contract).into_iter();
        Some(Self {
            folder: tempfile::tempdir().unwrap(),
            layout: command.portfolio.clone().unwrap(),
            operation: command.operation.clone(),
            rows: rows
                .map(|row| serde_json::from_str(&row).unwrap())
                .collect(),
            sandbox,
            contract,
        })
    }

    fn path(&self, name: &str) -> PathBuf {
        self.folder.path().join(name)
    }

    fn file(&self, name: &str, content: &str) {
        std::fs::write(self.path(name), content).unwrap();
    }

    fn read(&self, name: &str) -> String {
        std::fs::read_to_string(self.path(name)).unwrap_or_default()
    }

    fn program(&self, arguments: &[&str]) -> Command {
        let mut command = self.program_without_address(arguments);
        command.args(["--sandbox-url", self.sandbox.origin()]);
        command
    }

    /// A command without the address of the sandbox.
    fn program_without_address(&self, arguments: &[&str]) -> Command {
        let mut command = program::command();
        command
            .arg("portfolio")
            .args(arguments)
            .current_dir(self.folder.path())
            .env("CESCE_CONTRACT_NO", &self.contract)
            .env("CESCE_STATE_FILE", self.path("state/tokens.json"));
        command
    }

    /// Runs a command with URLs and credentials.
    async fn run_with_credentials(&self, arguments: &[&str]) -> (Option<i32>, String, String) {
        let credentials = self.sandbox.credentials();
        let mut command = self.program_without_address(arguments);
        command
            .arg(format!("--base-url={}", self.sandbox.base_url()))
            .arg(format!("--token-url={}", self.sandbox.token_url()))
            .env("CESCE_CLIENT_ID", &credentials.client_id)
            .env("CESCE_CLIENT_SECRET", &credentials.client_secret)
            .env("CESCE_USERNAME", &credentials.username)
            .env("CESCE_PASSWORD", &credentials.password);
        Self::output(command).await
    }

    async fn run(&self, arguments: &[&str]) -> (Option<i32>, String, String) {
        Self::output(self.program(arguments)).await
    }

    async fn output(mut command: Command) -> (Option<i32>, String, String) {
        let output = tokio::task::spawn_blocking(move || command.output().unwrap());
        let Output {
            status,
            stdout,
            stderr,
        } = output.await.unwrap();
        let text = |bytes| String::from_utf8(bytes).unwrap();
        (status.code(), text(stdout), text(stderr))
    }

    /// The output of a command as JSON Lines. It must succeed.
    async fn lines(&self, arguments: &[&str]) -> Vec<Value> {
        let arguments = [arguments, &["--output", "jsonl"]].concat();
        let (code, out, err) = self.run(&arguments).await;
        assert_eq!(code, Some(0), "{arguments:?}: {err}");
        out.lines()
            .map(|line| serde_json::from_str(line).unwrap())
            .collect()
    }

    /// Replaces the rows of the contract.
    fn set_rows(&self, rows: &[Value]) {
        let rows = rows.iter().map(Value::to_string);
        self.sandbox.set_resources(&self.contract, rows).unwrap();
    }

    fn key_field(&self) -> &str {
        &self.layout.key[0]
    }

    fn granted_field(&self) -> &str {
        self.layout.granted.as_deref().unwrap()
    }

    /// The index of the first row with cover.
    fn covered_index(&self) -> usize {
        let situation = self.layout.situation.as_ref().unwrap();
        let is_covered = |row: &Value| {
            let code = row[&situation.field].as_str().unwrap_or_default();
            situation.granted.iter().any(|granted| granted == code)
        };
        self.rows.iter().position(is_covered).unwrap()
    }

    /// Runs `watch --once`: the exit code, the changes as `change key`, and standard error.
    async fn watch_once(&self, arguments: &[&str]) -> (Option<i32>, Vec<String>, String) {
        let watch = ["watch", "--once", "--output", "jsonl"];
        let (code, out, err) = self.run(&[&watch[..], arguments].concat()).await;
        let changes = out.lines().map(|line| {
            let change: Value = serde_json::from_str(line).unwrap();
            let text = |name: &str| change[name].as_str().unwrap_or_default().to_owned();
            format!("{} {}", text("change"), text("key"))
        });
        (code, changes.collect(), err)
    }

    /// The state file of `watch`.
    fn state_file(&self) -> PathBuf {
        let files = std::fs::read_dir(self.path("state")).unwrap();
        let mut files = files.map(|file| file.unwrap().path());
        let is_state = |path: &PathBuf| {
            let name = path.file_name().unwrap().to_string_lossy().into_owned();
            let is_json = path
                .extension()
                .is_some_and(|extension| extension == "json");
            name.starts_with("watch-") && is_json
        };
        files.find(is_state).unwrap()
    }
}

#[tokio::test]
async fn an_export_contains_every_row_of_every_contract() {
    let Some(setup) = Setup::new().await else {
        return;
    };
    let all = setup.sandbox.collections();
    let count: usize = all.iter().map(|c| setup.sandbox.resources(c).len()).sum();
    assert!(all.len() > 1 && count > setup.rows.len());
    let option = contract_option();
    let mut arguments = vec!["export"];
    for contract in &all {
        arguments.extend([option.as_str(), contract]);
    }
    for name in ["p.csv", "p.jsonl", "p.xlsx", "p.db"] {
        let (code, out, err) = setup
            .run(&[&arguments[..], &["--out", name]].concat())
            .await;
        assert_eq!((code, err.as_str()), (Some(0), ""), "{name}");
        assert_eq!(out, format!("{name}: {count} rows\n"));
    }
    assert_eq!(setup.read("p.csv").lines().count(), count + 1);
    let lines = setup.read("p.jsonl");
    let rows: Vec<Value> = lines
        .lines()
        .map(|line| serde_json::from_str(line).unwrap())
        .collect();
    let keys: BTreeSet<&str> = rows
        .iter()
        .map(|row| row[setup.key_field()].as_str().unwrap())
        .collect();
    assert_eq!((rows.len(), keys.len()), (count, count));
    assert!(
        std::fs::read(setup.path("p.xlsx"))
            .unwrap()
            .starts_with(b"PK")
    );
    assert!(
        std::fs::read(setup.path("p.db"))
            .unwrap()
            .starts_with(b"SQLite format 3")
    );
    // amounts do not depend on the form of the server
    let granted = rows
        .iter()
        .filter_map(|row| row[setup.granted_field()].as_str());
    let granted: Vec<&str> = granted.collect();
    assert!(!granted.is_empty() && granted.iter().all(|amount| amount.ends_with(".00")));
}

/// The option that names a contract.
fn contract_option() -> String {
    let api = Api::from_document(classifications_spec::DOCUMENT, &["help"]).unwrap();
    let command = api.commands.iter().find(|c| c.portfolio.is_some()).unwrap();
    let contract = command.portfolio.as_ref().unwrap().contract.clone();
    let mut options = command.options.iter();
    let option = options.find(|o| Some(&o.field.name) == contract.as_ref());
    format!("--{}", option.unwrap().name)
}

#[tokio::test]
async fn a_file_is_written_completely_or_not_at_all() {
    let Some(setup) = Setup::new().await else {
        return;
    };
    setup.file("p.csv", "precious");
    let (code, _, err) = setup.run(&["export", "--out", "p.csv"]).await;
    assert_eq!(code, Some(1));
    assert!(err.contains("--force"), "{err}");
    assert_eq!(setup.read("p.csv"), "precious");
    let (code, _, err) = setup.run(&["export", "--out", "p.xls"]).await;
    assert_eq!(code, Some(2));
    assert!(err.contains(".xlsx"), "{err}");
    // the second contract fails
    let option = contract_option();
    let both = [
        option.as_str(),
        &setup.contract,
        option.as_str(),
        "00000000000",
    ];
    let (code, _, _) = setup
        .run(&[&["export", "--out", "p.csv", "--force"][..], &both[..]].concat())
        .await;
    assert_eq!(code, Some(1));
    assert_eq!(setup.read("p.csv"), "precious");
    let (code, _, _) = setup.run(&["export", "--out", "p.csv", "--force"]).await;
    assert_eq!(code, Some(0));
    assert_ne!(setup.read("p.csv"), "precious");
}

#[tokio::test]
async fn pending_rows_are_those_without_a_decision() {
    let Some(setup) = Setup::new().await else {
        return;
    };
    let situation = setup.layout.situation.clone().unwrap();
    let count = |codes: &[String]| {
        let rows = setup.rows.iter();
        let rows = rows.filter(|row| codes.iter().any(|code| row[&situation.field] == **code));
        rows.count()
    };
    let rows = setup.lines(&["pending"]).await;
    let standing = |name: &str| rows.iter().filter(|row| row["standing"] == name).count();
    assert_eq!(
        standing("awaiting_premium"),
        count(&situation.awaiting_premium)
    );
    assert_eq!(standing("in_process"), count(&situation.in_process));
    assert!(standing("awaiting_premium") > 0 && standing("in_process") > 0);
    // rows that await a decision come first, with the premium
    assert_eq!(rows[0]["standing"], "awaiting_premium");
    let premium = setup.layout.premium.as_deref().unwrap();
    assert!(rows[0][premium].is_string(), "{}", rows[0]);
}

#[tokio::test]
async fn cover_that_ends_soon_is_listed_by_its_last_day() {
    let Some(setup) = Setup::new().await else {
        return;
    };
    let until = setup.layout.until[0].as_str();
    let mut rows = setup.rows.clone();
    let index = setup.covered_index();
    rows[index][until] = json!("20260301");
    setup.set_rows(&rows);
    let key = rows[index][setup.key_field()].clone();
    let days_left = |today: &'static str, within: &'static str| {
        let arguments = ["expiring", "--today", today, "--within", within];
        let setup = &setup;
        let key = key.clone();
        async move {
            let rows = setup.lines(&arguments).await;
            let row = rows.into_iter().find(|row| row[setup.key_field()] == key);
            row.map(|row| row["days_left"].clone())
        }
    };
    assert_eq!(days_left("2026-01-31", "29d").await, Some(json!(29)));
    assert_eq!(days_left("2026-01-31", "28d").await, None);
    assert_eq!(days_left("2026-03-11", "1w").await, Some(json!(-10)));
    // an invalid day is reported, and does not affect the other rows
    rows[index][until] = json!("soon");
    setup.set_rows(&rows);
    let (code, out, err) = setup.run(&["expiring", "--within", "5000w"]).await;
    assert_eq!(code, Some(0), "{err}");
    assert!(err.contains("without a valid day of expiry: 1"), "{err}");
    assert!(!out.contains("nothing found"));
}
