//! `portfolio` against the sandbox: what is printed, written, remembered and reported, and how it exits. Properties are found by
//! what the overlay says of them.
#![cfg(unix)]
#![allow(
    clippy::panic,
    clippy::unwrap_used,
    clippy::indexing_slicing,
    reason = "a test that cannot go on fails"
)]

#[path = "../src/api/mod.rs"]
#[allow(dead_code, reason = "the command line uses the rest")]
mod api;

use std::collections::BTreeSet;
use std::path::PathBuf;
use std::process::{Command, Output};

use classifications_portfolio::Layout;
use classifications_sandbox::{App, Fault, Sandbox};
use serde_json::{Value, json};
use tokio::io::{AsyncReadExt as _, AsyncWriteExt as _};
use tokio::net::TcpListener;

use api::Api;

/// A sandbox whose first contract has rows, a folder, and what the overlay says.
struct Setup {
    folder: tempfile::TempDir,
    sandbox: Sandbox,
    layout: Layout,
    operation: String,
    contract: String,
    rows: Vec<Value>,
}

impl Setup {
    /// `None` where the embedded document is another one than the sandbox has rows for.
    async fn new() -> Option<Self> {
        if !classifications_spec::SET_ASIDE.is_empty() {
            println!("set aside: which rows the sandbox has of another document is not known");
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
        let mut command = self.program_anywhere(arguments);
        command.args(["--sandbox-url", self.sandbox.origin()]);
        command
    }

    /// The program without an address.
    fn program_anywhere(&self, arguments: &[&str]) -> Command {
        let mut command = Command::new(env!("CARGO_BIN_EXE_classifications"));
        for name in ["LC_ALL", "LC_MESSAGES", "LANG"] {
            command.env_remove(name);
        }
        for (name, _) in std::env::vars().filter(|(name, _)| name.starts_with("CESCE_")) {
            command.env_remove(name);
        }
        command
            .arg("portfolio")
            .args(arguments)
            .current_dir(self.folder.path())
            .env("CESCE_CONTRACT_NO", &self.contract)
            .env("CESCE_STATE_FILE", self.path("state/tokens.json"));
        command
    }

    /// Runs a command with addresses and credentials, as against a server.
    async fn run_with_credentials(&self, arguments: &[&str]) -> (Option<i32>, String, String) {
        let known = self.sandbox.credentials();
        let mut command = self.program_anywhere(arguments);
        command
            .arg(format!("--base-url={}", self.sandbox.base_url()))
            .arg(format!("--token-url={}", self.sandbox.token_url()))
            .env("CESCE_CLIENT_ID", &known.client_id)
            .env("CESCE_CLIENT_SECRET", &known.client_secret)
            .env("CESCE_USERNAME", &known.username)
            .env("CESCE_PASSWORD", &known.password);
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

    /// What a command prints as JSON Lines, with exit code 0.
    async fn lines(&self, arguments: &[&str]) -> Vec<Value> {
        let arguments = [arguments, &["--output", "jsonl"]].concat();
        let (code, out, err) = self.run(&arguments).await;
        assert_eq!(code, Some(0), "{arguments:?}: {err}");
        out.lines()
            .map(|line| serde_json::from_str(line).unwrap())
            .collect()
    }

    /// The rows of the contract are these from now on.
    fn set(&self, rows: &[Value]) {
        let rows = rows.iter().map(Value::to_string);
        self.sandbox.set_resources(&self.contract, rows).unwrap();
    }

    fn key(&self) -> &str {
        &self.layout.key[0]
    }

    fn granted(&self) -> &str {
        self.layout.granted.as_deref().unwrap()
    }

    /// The index of the first row with cover.
    fn covered(&self) -> usize {
        let known = self.layout.situation.as_ref().unwrap();
        let is_covered = |row: &Value| {
            let code = row[&known.field].as_str().unwrap_or_default();
            known.granted.iter().any(|granted| granted == code)
        };
        self.rows.iter().position(is_covered).unwrap()
    }

    /// A look of `watch`; what it prints, as `change key`.
    async fn look(&self, arguments: &[&str]) -> (Option<i32>, Vec<String>, String) {
        let own = ["watch", "--once", "--output", "jsonl"];
        let (code, out, err) = self.run(&[&own[..], arguments].concat()).await;
        let changes = out.lines().map(|line| {
            let change: Value = serde_json::from_str(line).unwrap();
            let text = |name: &str| change[name].as_str().unwrap_or_default().to_owned();
            format!("{} {}", text("change"), text("key"))
        });
        (code, changes.collect(), err)
    }

    /// The file that `watch` keeps.
    fn state(&self) -> PathBuf {
        let files = std::fs::read_dir(self.path("state")).unwrap();
        let mut files = files.map(|file| file.unwrap().path());
        let is_state = |path: &PathBuf| {
            let name = path.file_name().unwrap().to_string_lossy().into_owned();
            let is_json = path.extension().is_some_and(|ending| ending == "json");
            name.starts_with("watch-") && is_json
        };
        files.find(is_state).unwrap()
    }
}

#[tokio::test]
async fn an_export_holds_every_row_of_every_contract() {
    let Some(setup) = Setup::new().await else {
        return;
    };
    let all = setup.sandbox.collections();
    let count: usize = all.iter().map(|c| setup.sandbox.resources(c).len()).sum();
    assert!(all.len() > 1 && count > setup.rows.len());
    let option = api_option();
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
        .map(|row| row[setup.key()].as_str().unwrap())
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
    // amounts do not depend on the server's notation
    let granted = rows.iter().filter_map(|row| row[setup.granted()].as_str());
    let granted: Vec<&str> = granted.collect();
    assert!(!granted.is_empty() && granted.iter().all(|amount| amount.ends_with(".00")));
}

/// The option that names a contract.
fn api_option() -> String {
    let api = Api::from_document(classifications_spec::DOCUMENT, &["help"]).unwrap();
    let command = api.commands.iter().find(|c| c.portfolio.is_some()).unwrap();
    let contract = command.portfolio.as_ref().unwrap().contract.clone();
    let mut options = command.options.iter();
    let option = options.find(|o| Some(&o.field.name) == contract.as_ref());
    format!("--{}", option.unwrap().name)
}

#[tokio::test]
async fn a_file_is_written_whole_or_not_at_all() {
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
    let option = api_option();
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
    let known = setup.layout.situation.clone().unwrap();
    let count = |codes: &[String]| {
        let rows = setup.rows.iter();
        let rows = rows.filter(|row| codes.iter().any(|code| row[&known.field] == **code));
        rows.count()
    };
    let rows = setup.lines(&["pending"]).await;
    let standing = |name: &str| rows.iter().filter(|row| row["standing"] == name).count();
    assert_eq!(standing("awaiting_premium"), count(&known.awaiting_premium));
    assert_eq!(standing("in_process"), count(&known.in_process));
    assert!(standing("awaiting_premium") > 0 && standing("in_process") > 0);
    // those that wait for a decision come first, with the premium
    assert_eq!(rows[0]["standing"], "awaiting_premium");
    let premium = setup.layout.premium.as_deref().unwrap();
    assert!(rows[0][premium].is_string(), "{}", rows[0]);
}

#[tokio::test]
async fn cover_that_ends_is_listed_by_its_day() {
    let Some(setup) = Setup::new().await else {
        return;
    };
    let until = setup.layout.until[0].as_str();
    let mut rows = setup.rows.clone();
    let index = setup.covered();
    rows[index][until] = json!("20260301");
    setup.set(&rows);
    let key = rows[index][setup.key()].clone();
    let found = |today: &'static str, within: &'static str| {
        let arguments = ["expiring", "--today", today, "--within", within];
        let setup = &setup;
        let key = key.clone();
        async move {
            let rows = setup.lines(&arguments).await;
            let row = rows.into_iter().find(|row| row[setup.key()] == key);
            row.map(|row| row["days_left"].clone())
        }
    };
    assert_eq!(found("2026-01-31", "29d").await, Some(json!(29)));
    assert_eq!(found("2026-01-31", "28d").await, None);
    assert_eq!(found("2026-03-11", "1w").await, Some(json!(-10)));
    // a day that cannot be read is said, and costs no other row
    rows[index][until] = json!("soon");
    setup.set(&rows);
    let (code, out, err) = setup.run(&["expiring", "--within", "5000w"]).await;
    assert_eq!(code, Some(0), "{err}");
    assert!(
        err.contains("without a day of expiry that can be read: 1"),
        "{err}"
    );
    assert!(!out.contains("nothing found"));
}

#[tokio::test]
async fn an_erp_file_is_compared_row_by_row() {
    let Some(setup) = Setup::new().await else {
        return;
    };
    let row = &setup.rows[setup.covered()];
    let customer: Vec<&str> = setup.layout.customer.iter().map(String::as_str).collect();
    let values = |row: &Value| {
        let values = customer.iter().map(|name| row[*name].as_str().unwrap());
        values.collect::<Vec<_>>().join(";")
    };
    let header = format!("{};Balance;Phone", customer.join(";"));
    let file = [
        header.clone(),
        format!("{};99999999,00;1", values(row)),
        format!("{};40.000;1", values(row)),
        format!("{};5;1", vec!["ZZ"; customer.len()].join(";")),
        format!("{};5;1", vec![""; customer.len()].join(";")),
    ];
    setup.file("erp.csv", &file.join("\n"));
    let arguments = [
        "diff",
        "erp.csv",
        "--column",
        "exposure=Balance",
        "--output",
        "jsonl",
    ];
    let (code, out, err) = setup.run(&arguments).await;
    assert_eq!(code, Some(2), "{err}");
    assert!(err.contains("row 3, column Balance"), "{err}");
    assert!(err.contains("row 5: it names no customer"), "{err}");
    let findings: Vec<Value> = out
        .lines()
        .map(|line| serde_json::from_str(line).unwrap())
        .collect();
    let of = |kind: &str| findings.iter().find(|finding| finding["finding"] == kind);
    let over = of("over_limit").unwrap();
    assert_eq!(over["keys"], json!([row[setup.key()]]));
    assert_eq!(over["exposure"], "99999999.00");
    assert_eq!(of("no_cover").unwrap()["file_rows"], json!([4]));
    assert!(of("unused_limit").is_some());
    // a workbook is read as the same rows
    let mut workbook = rust_xlsxwriter::Workbook::new();
    let sheet = workbook.add_worksheet();
    for (row, line) in (0..).zip(&file) {
        for (column, cell) in (0..).zip(line.split(';')) {
            sheet.write_string(row, column, cell).unwrap();
        }
    }
    workbook.save(setup.path("erp.xlsx")).unwrap();
    let of_workbook = [&["diff", "erp.xlsx"], &arguments[2..]].concat();
    let (code, of_workbook, err) = setup.run(&of_workbook).await;
    assert_eq!((code, of_workbook), (Some(2), out), "{err}");
    assert!(err.contains("row 3, cell C3, column Balance"), "{err}");
    // a decimal comma is read where that is said
    let arguments = [&arguments[..], &["--decimal-comma"]].concat();
    let (_, _, err) = setup.run(&arguments).await;
    assert!(!err.contains("row 3"), "{err}");
}

#[tokio::test]
async fn a_file_that_names_no_customer_is_refused_with_what_is_missing() {
    let Some(setup) = Setup::new().await else {
        return;
    };
    setup.file("erp.csv", "Customer,Balance\n7,100\n");
    let (code, _, err) = setup.run(&["diff", "erp.csv"]).await;
    assert_eq!(code, Some(2));
    for name in &setup.layout.customer {
        assert!(err.contains(name), "{err}");
    }
    let (code, _, err) = setup
        .run(&["diff", "erp.csv", "--column", "colour=Balance"])
        .await;
    assert_eq!(code, Some(2));
    assert!(err.contains("exposure"), "{err}");
    assert_eq!(setup.sandbox.received_count(), 0, "nothing is asked for");
}

#[tokio::test]
async fn each_change_is_reported_and_survives_a_restart() {
    let Some(setup) = Setup::new().await else {
        return;
    };
    let (code, changes, err) = setup.look(&[]).await;
    assert_eq!((code, changes.len()), (Some(0), 0), "{err}");
    assert!(err.contains("watching"), "{err}");
    assert_eq!(setup.look(&[]).await, (Some(0), vec![], String::new()));
    let mut rows = setup.rows.clone();
    let index = setup.covered();
    rows[index][setup.granted()] = json!("1,00");
    let gone = usize::from(index == 0);
    let key = |row: &Value| row[setup.key()].as_str().unwrap().to_owned();
    let (lower, removed) = (key(&rows[index]), key(&rows[gone]));
    rows.remove(gone);
    setup.set(&rows);
    let (code, changes, _) = setup.look(&[]).await;
    assert_eq!(code, Some(0));
    assert_eq!(
        changes,
        [format!("changed {lower}"), format!("gone {removed}")]
    );
    assert_eq!(setup.look(&[]).await.1, Vec::<String>::new());
}

#[tokio::test]
async fn a_look_that_fails_or_is_not_whole_makes_no_row_gone() {
    let Some(setup) = Setup::new().await else {
        return;
    };
    setup.look(&[]).await;
    let state = std::fs::read(setup.state()).unwrap();
    let fault = Fault::status(500).on(&setup.operation);
    setup.sandbox.inject(fault);
    setup.set(&setup.rows[1..]);
    let (code, changes, _) = setup.look(&[]).await;
    assert_eq!((code, changes), (Some(1), vec![]));
    assert_eq!(std::fs::read(setup.state()).unwrap(), state);
    setup.sandbox.clear_faults();
    // a row that cannot be told apart may be the one that is missing
    let mut rows = setup.rows[1..].to_vec();
    rows.push(json!({setup.key(): rows[0][setup.key()]}));
    let body = json!({"error": {"errorCode": "0"}, "debtor": rows}).to_string();
    let fault = Fault::status(200)
        .on(&setup.operation)
        .body("application/json", body);
    setup.sandbox.inject(fault);
    let (_, changes, err) = setup.look(&[]).await;
    assert_eq!(changes, Vec::<String>::new(), "{err}");
    setup.sandbox.clear_faults();
    let gone = format!("gone {}", setup.rows[0][setup.key()].as_str().unwrap());
    assert_eq!(setup.look(&[]).await.1, [gone]);
}

#[tokio::test]
async fn a_change_is_reported_until_the_command_has_it() {
    let Some(setup) = Setup::new().await else {
        return;
    };
    setup.look(&[]).await;
    setup.set(&setup.rows[1..]);
    let fails = ["--exec", "cat > first.json; exit 3"];
    let (code, changes, err) = setup.look(&fails).await;
    assert_eq!((code, changes.len()), (Some(1), 1));
    assert!(err.contains("exit status: 3"), "{err}");
    // also where the API cannot be asked in between
    setup
        .sandbox
        .inject(Fault::status(500).on(&setup.operation));
    let (code, changes, _) = setup.look(&["--exec", "cat > second.json"]).await;
    assert_eq!((code, changes.len()), (Some(1), 0), "it is printed once");
    assert_eq!(setup.read("first.json"), setup.read("second.json"));
    let got: Value = serde_json::from_str(&setup.read("second.json")).unwrap();
    assert_eq!(got["contract"], *setup.contract);
    assert_eq!(got["changes"][0]["change"], "gone");
    setup.sandbox.clear_faults();
    setup.look(&["--exec", "cat > third.json"]).await;
    assert_eq!(setup.read("third.json"), "", "it was reported");
}

#[tokio::test]
async fn a_webhook_gets_changes_until_it_accepts_them() {
    let Some(setup) = Setup::new().await else {
        return;
    };
    setup.look(&[]).await;
    setup.set(&setup.rows[1..]);
    let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let url = format!("http://{}/hook-secret", listener.local_addr().unwrap());
    let server = tokio::spawn(async move {
        let mut bodies = Vec::new();
        for status in ["503 Unavailable", "204 No Content"] {
            let (mut stream, _) = listener.accept().await.unwrap();
            let mut request = Vec::new();
            let body = loop {
                let mut buffer = [0; 4096];
                let read = stream.read(&mut buffer).await.unwrap();
                request.extend_from_slice(&buffer[..read]);
                let text = String::from_utf8_lossy(&request).into_owned();
                let whole = text.split_once("\r\n\r\n").map(|(_, body)| body.to_owned());
                if let Some(body) = whole.filter(|b| serde_json::from_str::<Value>(b).is_ok()) {
                    break body;
                }
            };
            bodies.push(body);
            let response =
                format!("HTTP/1.1 {status}\r\ncontent-length: 0\r\nconnection: close\r\n\r\n");
            stream.write_all(response.as_bytes()).await.unwrap();
        }
        bodies
    });
    let (code, _, err) = setup.look(&["--webhook", &url]).await;
    assert_eq!(code, Some(1));
    assert!(err.contains("503") && !err.contains("hook-secret"), "{err}");
    let (code, _, err) = setup.look(&["--webhook", &url]).await;
    assert_eq!((code, err.as_str()), (Some(0), ""));
    let bodies = server.await.unwrap();
    assert_eq!(bodies[0], bodies[1]);
    assert!(bodies[1].contains("\"gone\""));
    let secret = setup.sandbox.credentials().password.clone();
    assert!(!bodies[1].contains(&secret));
    let plain = setup
        .look(&["--webhook", "http://198.51.100.7/hook-secret"])
        .await;
    assert_eq!(plain.0, Some(2));
    assert!(plain.2.contains("https://") && !plain.2.contains("hook-secret"));
}

#[tokio::test]
async fn a_gap_of_36_hours_is_a_warning_and_a_change() {
    let Some(setup) = Setup::new().await else {
        return;
    };
    setup.look(&[]).await;
    let path = setup.state();
    let mut kept: Value = serde_json::from_slice(&std::fs::read(&path).unwrap()).unwrap();
    let then = chrono::Utc::now() - chrono::TimeDelta::hours(37);
    kept["state"]["last_good"] = json!(then);
    std::fs::write(&path, kept.to_string()).unwrap();
    setup
        .sandbox
        .inject(Fault::status(500).on(&setup.operation));
    let (code, changes, err) = setup.look(&[]).await;
    assert_eq!((code, changes), (Some(1), vec!["overdue ".to_owned()]));
    assert!(err.contains("two days"), "{err}");
    // once for each gap; the next good look reads everything
    assert_eq!(setup.look(&[]).await.1, Vec::<String>::new());
    setup.sandbox.clear_faults();
    setup.set(&setup.rows[1..]);
    let (code, changes, err) = setup.look(&[]).await;
    assert_eq!((code, changes.len()), (Some(0), 1), "{err}");
}

#[tokio::test]
async fn an_account_without_movements_is_watched_by_the_portfolio_alone() {
    let Some(setup) = Setup::new().await else {
        return;
    };
    let document = classifications_spec::portfolio_movements::DOCUMENT;
    let movements = Api::from_document(document, &[]).unwrap();
    let operation = movements.commands[0].operation.clone();
    let asked = |setup: &Setup| {
        let received = setup.sandbox.received().into_iter();
        received
            .filter(|r| r.operation.as_deref() == Some(&*operation))
            .count()
    };
    setup.sandbox.inject(Fault::status(403).on(&operation));
    let (code, _, err) = setup.look(&[]).await;
    assert_eq!(code, Some(0), "{err}");
    assert!(err.contains("no movements"), "{err}");
    assert_eq!(asked(&setup), 1);
    setup.sandbox.clear_faults();
    setup.look(&["--no-movements"]).await;
    assert_eq!(asked(&setup), 1);
    // another failure is one of the look, and the portfolio is watched all the same
    setup.sandbox.inject(Fault::status(500).on(&operation));
    setup.set(&setup.rows[1..]);
    let (code, changes, _) = setup.look(&[]).await;
    assert_eq!((code, changes.len()), (Some(1), 1));
}

#[tokio::test]
async fn movements_are_read_at_the_address_that_is_given() {
    let Some(setup) = Setup::new().await else {
        return;
    };
    let look = async |more: &[&str]| {
        let typed = [&["watch", "--once"], more].concat();
        let (code, _, error) = setup.run_with_credentials(&typed).await;
        assert_eq!(code, Some(0), "{error}");
        error
    };
    let movements = setup.sandbox.apis().nth(1).unwrap().base_url();
    let below = movements.strip_prefix(setup.sandbox.origin()).unwrap();
    let asked = || {
        let received = setup.sandbox.received().into_iter();
        received.filter(|call| call.path.starts_with(below)).count()
    };
    let error = look(&[]).await;
    assert!(error.contains("--movements-base-url gives it"), "{error}");
    assert_eq!(asked(), 0);
    let error = look(&["--movements-base-url", &movements]).await;
    assert!(!error.contains("--movements-base-url"), "{error}");
    assert!(asked() > 0);
}

#[tokio::test]
async fn scopes_that_are_refused_are_named_and_cost_one_token_request() {
    let Some(mut setup) = Setup::new().await else {
        return;
    };
    let known = setup.sandbox.credentials();
    let app = App::new(&known.client_id, &known.client_secret).scopes(["create"]);
    setup.sandbox = Sandbox::builder().app(app).start().await.unwrap();
    let (code, _, error) = setup.run_with_credentials(&["pending"]).await;
    assert_eq!(code, Some(1), "{error}");
    assert!(
        error.contains("the scopes \"read\" were refused"),
        "{error}"
    );
    assert!(error.contains("what to do: "), "{error}");
    let received = setup.sandbox.received();
    let tokens = received.iter().filter(|call| call.grant_type.is_some());
    assert_eq!((tokens.count(), received.len()), (1, 1));
}

#[tokio::test]
async fn watching_ends_without_an_error_when_it_is_interrupted() {
    let Some(setup) = Setup::new().await else {
        return;
    };
    let mut command = tokio::process::Command::from(setup.program(&["watch", "--every", "1s"]));
    let mut child = command
        .stderr(std::process::Stdio::piped())
        .kill_on_drop(true)
        .spawn()
        .unwrap();
    let mut said = child.stderr.take().unwrap();
    let mut text = String::new();
    while !text.contains("watching") {
        let mut buffer = [0; 1024];
        let read = said.read(&mut buffer).await.unwrap();
        assert!(read > 0, "{text}");
        text.push_str(&String::from_utf8_lossy(&buffer[..read]));
    }
    let (code, _, err) = setup.look(&[]).await;
    assert_eq!(code, Some(1));
    assert!(err.contains("another process"), "{err}");
    let id = child.id().unwrap().to_string();
    let killed = Command::new("kill").args(["-INT", &id]).status().unwrap();
    assert!(killed.success());
    assert_eq!(child.wait().await.unwrap().code(), Some(0));
}
