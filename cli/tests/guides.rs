//! Tests that the commands in the guides print what the guides show.
//!
//! A code block with a file name after the language, such as `nightly.sh`, is the content of that file.
#![cfg(unix)]
#![allow(clippy::panic, clippy::unwrap_used, reason = "a test fails by a panic")]

use std::collections::BTreeMap;
use std::path::Path;
use std::process::Command;

use classifications_sandbox::Sandbox;
use regex::Regex;

use self::console::{Step, steps};

#[path = "console/mod.rs"]
mod console;

/// The address of the sandbox in the guides.
const ADDRESS: &str = "http://127.0.0.1:8080";

/// The files in code blocks of a guide.
fn files(guide: &str) -> Vec<(String, String)> {
    let block = Regex::new(r"(?ms)^```\w+ ([\w.-]+)\n(.*?)^```$").unwrap();
    let files = block.captures_iter(guide);
    files
        .map(|file| (file[1].to_owned(), file[2].to_owned()))
        .collect()
}

/// A shell in a new folder.
struct Terminal {
    folder: tempfile::TempDir,
    origin: String,
    variables: BTreeMap<String, String>,
    /// The ids of batches: those of the guide, and the actual ones.
    ids: BTreeMap<String, String>,
    code: i32,
}

impl Terminal {
    fn new(origin: &str) -> Self {
        let folder = tempfile::tempdir().unwrap();
        let program = Path::new(env!("CARGO_BIN_EXE_classifications"));
        std::os::unix::fs::symlink(program, folder.path().join("classifications")).unwrap();
        Self {
            folder,
            origin: origin.to_owned(),
            variables: BTreeMap::new(),
            ids: BTreeMap::new(),
            code: 0,
        }
    }

    /// Runs a command, and returns its output without progress.
    fn run(&mut self, typed: &str) -> Vec<String> {
        if typed == "echo $?" {
            return vec![self.code.to_string()];
        }
        if let Some((name, value)) = typed
            .strip_prefix("export ")
            .and_then(|rest| rest.split_once('='))
        {
            self.variables.insert(name.to_owned(), value.to_owned());
            return Vec::new();
        }
        let mut command = typed.replace(ADDRESS, &self.origin);
        for (guide, actual) in &self.ids {
            command = command.replace(guide, actual);
        }
        let path = std::env::var("PATH").unwrap();
        let output = Command::new("sh")
            .args(["-c", &format!("exec 2>&1\n{command}")])
            .current_dir(self.folder.path())
            .env_clear()
            .envs(&self.variables)
            .env("PATH", format!("{}:{path}", self.folder.path().display()))
            .env("HOME", self.folder.path())
            .output()
            .unwrap();
        self.code = output.status.code().unwrap_or(-1);
        let progress = Regex::new(r"^\d{8}-\w{5}: \d+ (of|de) \d+ (rows|filas)").unwrap();
        let printed = String::from_utf8(output.stdout).unwrap();
        let printed = printed.replace(&self.origin, ADDRESS);
        let lines = printed.lines().filter(|line| !progress.is_match(line));
        lines.map(str::to_owned).collect()
    }

    /// Compares the output with the guide, and remembers the ids of batches.
    fn compare(&mut self, step: &Step, printed: &[String]) {
        let id = Regex::new(r"\d{8}-[a-z0-9]{5}").unwrap();
        for (guide, actual) in step.printed.iter().zip(printed) {
            if let (Some(guide), Some(actual)) = (id.find(guide), id.find(actual)) {
                let (guide, actual) = (guide.as_str().to_owned(), actual.as_str().to_owned());
                self.ids.entry(guide).or_insert(actual);
            }
        }
        let with_actual_ids = |line: &String| {
            let ids = self.ids.iter();
            ids.fold(line.clone(), |line, (guide, actual)| {
                line.replace(guide, actual)
            })
        };
        let expected: Vec<String> = step.printed.iter().map(with_actual_ids).collect();
        let pattern = console::pattern(&expected);
        let text: String = printed.iter().flat_map(|line| [line, "\n"]).collect();
        assert!(
            pattern.is_match(&text),
            "$ {}\nprints, with exit code {}:\n{text}\nand the guide shows:\n{}",
            step.typed,
            self.code,
            expected.join("\n"),
        );
    }
}

/// A test for each guide.
macro_rules! guides {
    ($($test:ident: $guide:literal,)*) => {
        $(
            #[tokio::test(flavor = "multi_thread", worker_threads = 2)]
            async fn $test() {
                play($guide).await;
            }
        )*
    };
}

guides! {
    the_guide_for_analysts_is_correct: "analyst.md",
    the_guide_to_batches_is_correct: "batch.md",
    the_guide_to_the_configuration_is_correct: "configuration.md",
    the_guide_for_erp_integrators_is_correct: "erp-integrator.md",
    the_guide_to_portfolios_is_correct: "portfolio.md",
    the_guide_for_operators_is_correct: "operator.md",
    the_guide_to_telemetry_is_correct: "telemetry.md",
    the_spanish_guide_for_analysts_is_correct: "es/analyst.md",
    the_spanish_guide_to_batches_is_correct: "es/batch.md",
    the_spanish_guide_to_the_configuration_is_correct: "es/configuration.md",
    the_spanish_guide_to_portfolios_is_correct: "es/portfolio.md",
    the_spanish_guide_for_erp_integrators_is_correct: "es/erp-integrator.md",
    the_spanish_guide_for_operators_is_correct: "es/operator.md",
    the_spanish_guide_to_telemetry_is_correct: "es/telemetry.md",
}

#[test]
fn the_code_of_a_guide_is_the_same_in_spanish() {
    let docs = Path::new(env!("CARGO_MANIFEST_DIR")).join("../docs");
    let block = Regex::new(r"(?ms)^```.*?^```$").unwrap();
    for name in ["rust-developer.md", "maintainer.md"] {
        let blocks = |folder: &str| -> Vec<String> {
            let guide = std::fs::read_to_string(docs.join(folder).join(name)).unwrap();
            let found = block.find_iter(&guide);
            found.map(|block| block.as_str().to_owned()).collect()
        };
        assert_eq!(blocks("."), blocks("es"), "{name}");
    }
}

fn is_installed(program: &str) -> bool {
    let found = Command::new(program).arg("--version").output();
    found.is_ok_and(|output| output.status.success())
}

/// Runs each command of a guide, in the language of its folder. No request may be carried out twice.
async fn play(guide: &str) {
    if !classifications_spec::SET_ASIDE.is_empty() {
        println!("set aside: the guide is about another document");
        return;
    }
    let language = guide.split_once('/').map(|(language, _)| language);
    let docs = Path::new(env!("CARGO_MANIFEST_DIR")).join("../docs");
    let guide = std::fs::read_to_string(docs.join(guide)).unwrap();
    let mut programs = ["curl", "python3"].into_iter();
    if let Some(missing) = programs.find(|name| guide.contains(name) && !is_installed(name)) {
        println!("skipped: {missing} is not installed");
        return;
    }
    let sandbox = Sandbox::start().await.unwrap();
    let mut terminal = Terminal::new(sandbox.origin());
    if let Some(language) = language {
        terminal
            .variables
            .insert("LANG".to_owned(), language.to_owned());
    }
    for (name, text) in files(&guide) {
        let text = text.replace(ADDRESS, sandbox.origin());
        std::fs::write(terminal.folder.path().join(name), text).unwrap();
    }
    let played = tokio::task::spawn_blocking(move || {
        for step in steps(&guide) {
            let printed = terminal.run(&step.typed);
            terminal.compare(&step, &printed);
        }
    });
    played.await.unwrap();
    let twice = bodies_sent_twice(&sandbox);
    assert!(twice.is_empty(), "{twice:?}");
    sandbox.stop().await;
}

/// The bodies of requests that the sandbox carried out more than once.
fn bodies_sent_twice(sandbox: &Sandbox) -> Vec<String> {
    let mut seen = BTreeMap::<String, u32>::new();
    for received in sandbox.received() {
        if received.processed && received.method == "POST" && received.grant_type.is_none() {
            *seen
                .entry(String::from_utf8_lossy(&received.body).into_owned())
                .or_default() += 1;
        }
    }
    let twice = seen.into_iter().filter(|(_, count)| *count > 1);
    twice.map(|(body, _)| body).collect()
}
