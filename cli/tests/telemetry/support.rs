//! A sandbox and a folder, and commands with the credentials of the sandbox.

use std::path::PathBuf;
use std::process::{Command, Output};

use classifications_contract::{FieldLocation, SampleKind};
use classifications_sandbox::Sandbox;
use serde_json::Value;

use crate::api::{self, Api};

/// A sandbox and a folder.
pub struct Setup {
    pub sandbox: Sandbox,
    folder: tempfile::TempDir,
}

/// A command with sample values.
#[derive(Clone)]
pub struct Sample {
    pub operation: String,
    pub arguments: Vec<String>,
    /// The values of the arguments as text.
    pub values: Vec<String>,
}

pub fn document() -> Api {
    let taken = ["batch", "demo", "portfolio", "sandbox", "verify", "help"];
    Api::from_document(classifications_spec::DOCUMENT, &taken).unwrap()
}

impl Setup {
    pub async fn new() -> Self {
        Self {
            sandbox: Sandbox::start().await.unwrap(),
            folder: tempfile::tempdir().unwrap(),
        }
    }

    /// The first command with this method. The collection in its path exists in the sandbox.
    pub fn sample(&self, method: &str) -> Sample {
        let api = document();
        let mut commands = api.commands.iter();
        let command = commands.find(|command| command.method == method).unwrap();
        self.sample_of(&api, command)
    }

    /// A command with sample values.
    pub fn sample_of(&self, api: &Api, command: &api::Command) -> Sample {
        let kind = match command.method.as_str() {
            "GET" => SampleKind::Minimal,
            _ => SampleKind::Full,
        };
        let sample = api.contract.values_sample(&command.operation, kind);
        let values = sample.unwrap().values;
        let mut sample = Sample {
            operation: command.operation.clone(),
            arguments: vec![command.name.clone()],
            values: Vec::new(),
        };
        for option in &command.options {
            let collection = self.sandbox.collections().into_iter().next();
            let text = match (option.field.location, values.get(&option.field.name)) {
                (FieldLocation::Path, Some(_)) if collection.is_some() => collection.unwrap(),
                (_, Some(Value::String(text))) => text.clone(),
                (_, Some(other)) => other.to_string(),
                (_, None) => continue,
            };
            sample.arguments.push(format!("--{}={text}", option.name));
            sample.values.push(text);
        }
        if let Some(body) = values.get("body") {
            let file = self.path("body.json");
            std::fs::write(&file, body.to_string()).unwrap();
            sample.arguments.push(format!("--body={}", file.display()));
        }
        sample
    }

    pub fn path(&self, name: &str) -> PathBuf {
        self.folder.path().join(name)
    }

    /// The metrics, by sample.
    pub fn metrics(&self) -> crate::exposition::Samples {
        let text = std::fs::read_to_string(self.path("c.prom")).unwrap();
        crate::exposition::parse(&text).unwrap_or_else(|fault| panic!("{fault} in\n{text}"))
    }

    /// The four credentials, by variable.
    pub fn credentials(&self) -> [(&'static str, String); 4] {
        let credentials = self.sandbox.credentials();
        [
            ("CESCE_CLIENT_ID", credentials.client_id.clone()),
            ("CESCE_CLIENT_SECRET", credentials.client_secret.clone()),
            ("CESCE_USERNAME", credentials.username.clone()),
            ("CESCE_PASSWORD", credentials.password.clone()),
        ]
    }

    /// A command that calls the sandbox and writes metrics.
    pub fn program(&self, arguments: &[String], more: &[&str]) -> Command {
        let mut command = Command::new(env!("CARGO_BIN_EXE_classifications"));
        command
            .env_clear()
            .envs(self.credentials())
            .env("CESCE_BASE_URL", self.sandbox.base_url())
            .env("CESCE_TOKEN_URL", self.sandbox.token_url())
            .env("XDG_CONFIG_HOME", self.folder.path())
            .env("XDG_STATE_HOME", self.folder.path().join("state"))
            .env("CLASSIFICATIONS_METRICS_FILE", self.path("c.prom"))
            .current_dir(self.folder.path())
            .args(arguments)
            .args(more);
        command
    }

    /// Runs a command: exit code and standard error.
    pub async fn run(&self, arguments: &[String], more: &[&str]) -> (i32, String) {
        finished(self.program(arguments, more)).await
    }
}

/// Runs a command to its end: exit code and standard error.
pub async fn finished(mut command: Command) -> (i32, String) {
    let output = tokio::task::spawn_blocking(move || command.output().unwrap());
    let Output { status, stderr, .. } = output.await.unwrap();
    let error = String::from_utf8(stderr).unwrap();
    (status.code().unwrap_or(-1), error)
}

pub fn words(text: &str) -> Vec<String> {
    text.split_whitespace().map(str::to_owned).collect()
}
