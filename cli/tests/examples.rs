//! Tests of the examples in the help: each command has some, and a shell runs each of them against a sandbox.
#![cfg(unix)]
#![allow(clippy::panic, clippy::unwrap_used, reason = "a test fails by a panic")]

use std::collections::HashSet;
use std::path::Path;
use std::process::{Command, Output};

use classifications_sandbox::Sandbox;

/// The folder in which examples run, and the variables of the sandbox.
struct Setup {
    folder: tempfile::TempDir,
    variables: Vec<(&'static str, String)>,
}

impl Setup {
    fn new(sandbox: &Sandbox) -> Self {
        let credentials = sandbox.credentials();
        let variables = [
            ("CESCE_BASE_URL", sandbox.base_url()),
            ("CESCE_TOKEN_URL", sandbox.token_url()),
            ("CESCE_CLIENT_ID", credentials.client_id.as_str()),
            ("CESCE_CLIENT_SECRET", credentials.client_secret.as_str()),
            ("CESCE_USERNAME", credentials.username.as_str()),
            ("CESCE_PASSWORD", credentials.password.as_str()),
        ];
        Self {
            folder: tempfile::tempdir().unwrap(),
            variables: variables
                .map(|(name, value)| (name, value.to_owned()))
                .into(),
        }
    }

    /// Runs a line in a shell.
    fn run(&self, line: &str) -> Output {
        let binary = Path::new(env!("CARGO_BIN_EXE_classifications"));
        let path = std::env::var_os("PATH").unwrap_or_default();
        let folders = std::iter::once(binary.parent().unwrap().to_owned());
        let folders = folders.chain(std::env::split_paths(&path));
        let mut command = Command::new("sh");
        for (name, _) in std::env::vars().filter(|(name, _)| name.starts_with("CESCE_")) {
            command.env_remove(name);
        }
        command
            .args(["-c", line])
            .current_dir(self.folder.path())
            .env("PATH", std::env::join_paths(folders).unwrap())
            .env("HOME", self.folder.path())
            .env("LC_ALL", "C")
            .env_remove("XDG_STATE_HOME")
            .envs(self.variables.iter().cloned())
            .output()
            .unwrap()
    }

    /// The standard output of a line that must succeed.
    fn output_of(&self, line: &str) -> String {
        let output = self.run(line);
        assert!(output.status.success(), "{line}: {output:?}");
        String::from_utf8(output.stdout).unwrap()
    }

    /// Collects the paths of a command and of all commands below it.
    fn collect_commands(&self, path: &str, all: &mut Vec<String>) {
        all.push(path.to_owned());
        let help = self.output_of(&format!("classifications {path} --help"));
        let Some(list) = help.split("\nCommands:\n").nth(1) else {
            return;
        };
        let names = list.lines().take_while(|line| !line.trim().is_empty());
        let names = names.filter_map(|line| {
            let name = line.strip_prefix("  ")?.split(' ').next()?;
            (!name.is_empty() && name != "help").then_some(name)
        });
        for name in names {
            self.collect_commands(format!("{path} {name}").trim(), all);
        }
    }

    /// The examples in the help of a command. Wrapped lines are joined.
    fn examples(&self, path: &str) -> Vec<String> {
        let help = if path == "exit-codes" {
            return vec!["classifications exit-codes".to_owned()];
        } else {
            self.output_of(&format!("classifications {path} --help"))
        };
        let text = help.split("\nExamples:\n").nth(1).unwrap_or_default();
        let mut examples: Vec<String> = Vec::new();
        for line in text.lines().take_while(|line| !line.trim().is_empty()) {
            let line = line.trim();
            match examples.last_mut() {
                Some(last) if !line.starts_with("classifications ") => {
                    last.push(' ');
                    last.push_str(line);
                }
                _ => examples.push(line.to_owned()),
            }
        }
        examples
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn every_command_has_examples_and_each_of_them_runs() {
    let sandbox = Sandbox::start().await.unwrap();
    let setup = Setup::new(&sandbox);
    tokio::task::spawn_blocking(move || run_all(&setup))
        .await
        .unwrap();
}

fn run_all(setup: &Setup) {
    let mut commands = Vec::new();
    setup.collect_commands("", &mut commands);
    assert!(commands.len() > 10, "{commands:?}");
    // examples that create files and a batch come first, since other examples need them
    let rank = |path: &str| match path {
        "batch template" | "profile add" => 0,
        _ if path.starts_with("batch ") || path == "profile use" => 1,
        // later examples would use the journal of the profile
        "profile remove" => 2,
        // it sends a wrong password, after which none is sent for some time
        "verify" => 4,
        _ => 3,
    };
    commands.sort_by_key(|path| rank(path));
    let (mut batch, mut succeeded) = (None, 0);
    let mut seen = HashSet::new();
    for path in &commands {
        let examples = setup.examples(path);
        // an operation of another document can lack a sample
        let have_samples = classifications_spec::SET_ASIDE.is_empty();
        assert!(
            !(examples.is_empty() && have_samples),
            "the command {path:?} has no example"
        );
        for example in examples {
            if !seen.insert(example.clone()) {
                continue;
            }
            if example.contains("BATCH") && batch.is_none() {
                batch = batch_of(setup);
            }
            let line = match &batch {
                Some(batch) => example.replace("BATCH", batch),
                None => example.clone(),
            };
            // a sandbox runs until it is interrupted
            let line = match line.strip_prefix("classifications sandbox") {
                Some(rest) => format!("timeout -s INT 2 classifications sandbox{rest}"),
                None => line.replace("~/", "./"),
            };
            let line = prepared(&line);
            let output = setup.run(&line);
            let error = String::from_utf8(output.stderr.clone()).unwrap();
            assert!(
                is_expected(path, output.status.code(), &error),
                "{line}: {output:?}"
            );
            succeeded += usize::from(output.status.success());
        }
    }
    assert!(
        succeeded > 15 || !classifications_spec::SET_ASIDE.is_empty(),
        "{succeeded}"
    );
}

/// Whether the exit code and error are expected: the sandbox may reject a call, and a finished batch cannot be resumed. The command
/// line must be valid.
fn is_expected(path: &str, code: Option<i32>, error: &str) -> bool {
    match code {
        Some(0) => true,
        // the results of samples of another document are unknown
        Some(code) if !classifications_spec::SET_ASIDE.is_empty() => {
            (1..=7).contains(&code) && !error.contains("Usage") || code == 124
        }
        Some(1) if path == "batch resolve" => error.contains("only an unknown row can be resolved"),
        Some(1) => error.contains("rejected with") || matches!(path, "verify" | "doctor"),
        // the example repeats a request of an earlier example
        Some(2) if path == "check" => {
            error.contains("rows is invalid") || error.contains("1 warning")
        }
        // there is no unfinished batch
        Some(2) => {
            path.starts_with("batch ") && error.contains("batch") && !error.contains("Usage")
        }
        Some(5..=7) => path.starts_with("batch ") || path == "verify",
        Some(124) => path == "sandbox",
        _ => false,
    }
}

/// Creates the folder of a file to which an example writes.
fn prepared(line: &str) -> String {
    match line.split_once("> ") {
        Some((_, file)) => format!("mkdir -p \"$(dirname {file})\"; {line}"),
        None => line.to_owned(),
    }
}

/// The id of a batch.
fn batch_of(setup: &Setup) -> Option<String> {
    let list = setup.output_of("classifications batch list --output jsonl");
    let first = list.lines().next()?;
    let row: serde_json::Value = serde_json::from_str(first).unwrap();
    Some(row.get("batch")?.as_str()?.to_owned())
}
