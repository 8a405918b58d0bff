//! A user of the program, and sample commands of the document.

use std::path::PathBuf;
use std::process::Output;

use classifications_contract::SampleKind;
use classifications_sandbox::Sandbox;

use crate::api::Api;

/// A user with a configuration, a state and the credentials of a sandbox.
pub struct User {
    pub sandbox: Sandbox,
    pub home: tempfile::TempDir,
    pub variables: Vec<(String, String)>,
}

impl User {
    pub async fn new() -> Self {
        let sandbox = Sandbox::start().await.unwrap();
        let home = tempfile::tempdir().unwrap();
        std::fs::create_dir(home.path().join("classifications")).unwrap();
        let mut user = Self {
            sandbox,
            home,
            variables: Vec::new(),
        };
        user.variables = user.credentials().to_vec();
        user
    }

    /// The credentials of the sandbox by variable.
    pub fn credentials(&self) -> [(String, String); 4] {
        let credentials = self.sandbox.credentials();
        [
            ("CESCE_CLIENT_ID", &credentials.client_id),
            ("CESCE_CLIENT_SECRET", &credentials.client_secret),
            ("CESCE_USERNAME", &credentials.username),
            ("CESCE_PASSWORD", &credentials.password),
        ]
        .map(|(name, value)| (name.to_owned(), value.clone()))
    }

    /// The path of the configuration file.
    pub fn file(&self) -> PathBuf {
        self.home
            .path()
            .join("classifications/classifications.toml")
    }

    /// Writes the configuration file.
    pub fn configure(&self, text: &str) {
        std::fs::write(self.file(), text).unwrap();
    }

    /// A profile with this name for the sandbox, with further lines.
    pub fn profile(&self, name: &str, more: &str) -> String {
        format!(
            "[profiles.{name}]\nbase-url = \"{}\"\ntoken-url = \"{}\"\n{more}\n",
            self.sandbox.base_url(),
            self.sandbox.token_url()
        )
    }

    pub async fn run(&self, arguments: &[impl AsRef<str>]) -> Output {
        let mut command = crate::program::command();
        command.args(arguments.iter().map(AsRef::as_ref));
        let api = Api::from_document(classifications_spec::DOCUMENT, &[]).unwrap();
        let options = api.commands.iter().flat_map(|command| &command.options);
        for variable in options.filter_map(|option| option.environment.as_deref()) {
            command.env_remove(variable);
        }
        command.env("XDG_CONFIG_HOME", self.home.path());
        command.env("XDG_STATE_HOME", self.home.path().join("state"));
        command.envs(self.variables.iter().cloned());
        let output = tokio::task::spawn_blocking(move || command.output().unwrap());
        output.await.unwrap()
    }

    /// Runs a command that must succeed, and returns its output.
    pub async fn run_ok(&self, arguments: &[impl AsRef<str>]) -> String {
        let output = self.run(arguments).await;
        assert!(output.status.success(), "{}", stderr(&output));
        stdout(&output)
    }

    pub fn token_requests(&self) -> usize {
        let received = self.sandbox.received();
        received.iter().filter(|it| it.grant_type.is_some()).count()
    }

    /// The paths of the requests of the API.
    pub fn paths(&self) -> Vec<String> {
        let received = self.sandbox.received();
        let calls = received.iter().filter(|it| it.grant_type.is_none());
        calls.map(|call| call.path.clone()).collect()
    }
}

pub fn stdout(output: &Output) -> String {
    String::from_utf8(output.stdout.clone()).unwrap()
}

pub fn stderr(output: &Output) -> String {
    String::from_utf8(output.stderr.clone()).unwrap()
}

/// A command of the document with sample values.
pub struct Sample {
    pub name: String,
    pub options: Vec<(String, String)>,
    /// The option of the account: its name, its variable and its value.
    pub account: (String, String, String),
}

impl Sample {
    /// The first command with this method and an option of the account; `None` if the document has none.
    pub fn of(method: &str) -> Option<Self> {
        let api = Api::from_document(classifications_spec::DOCUMENT, &["demo", "sandbox", "help"]);
        let api = api.unwrap();
        let sample = api
            .commands
            .iter()
            .filter(|it| it.method == method)
            .find_map(|command| {
                let values = api
                    .contract
                    .values_sample(&command.operation, SampleKind::Full);
                let values = values.unwrap().values;
                let mut options = Vec::new();
                let mut account = None;
                for option in &command.options {
                    let Some(value) = values.get(&option.field.name) else {
                        continue;
                    };
                    let text = value
                        .as_str()
                        .map_or_else(|| value.to_string(), str::to_owned);
                    match &option.environment {
                        Some(variable) if account.is_none() && command.path.contains('{') => {
                            account = Some((option.name.clone(), variable.clone(), text));
                        }
                        _ => options.push((option.name.clone(), text)),
                    }
                }
                // a body without properties has no options
                let has_option = |name: &String| {
                    let mut options = command.options.iter();
                    options.any(|option| option.field.name == *name)
                };
                if !values.keys().all(has_option) {
                    return None;
                }
                let name = command.name.clone();
                Some(Self {
                    name,
                    options,
                    account: account?,
                })
            });
        if sample.is_none() {
            println!("set aside: no command has an option with a variable");
            assert!(!classifications_spec::SET_ASIDE.is_empty());
        }
        sample
    }

    /// The arguments without the option of the account.
    pub fn arguments(&self) -> Vec<String> {
        let options = self
            .options
            .iter()
            .map(|(name, text)| format!("--{name}={text}"));
        std::iter::once(self.name.clone()).chain(options).collect()
    }

    /// The arguments with further ones.
    pub fn with(&self, more: &[&str]) -> Vec<String> {
        let more = more.iter().map(|it| (*it).to_owned());
        self.arguments().into_iter().chain(more).collect()
    }
}
