//! Profiles, the account and the token cache, as people and scripts meet them. Commands, options and values are those of the
//! embedded document, whatever it holds.

#![allow(
    clippy::panic,
    clippy::unwrap_used,
    clippy::indexing_slicing,
    reason = "a test that cannot go on fails"
)]

#[path = "../src/api/mod.rs"]
#[allow(dead_code, reason = "the command line uses the rest")]
mod api;

use std::path::{Path, PathBuf};
use std::process::{Command, Output};

use classifications_contract::SampleKind;
use classifications_sandbox::Sandbox;
use serde_json::Value;

use api::Api;

/// A person with a configuration, a state and the credentials of a sandbox.
struct Person {
    sandbox: Sandbox,
    home: tempfile::TempDir,
    variables: Vec<(String, String)>,
}

impl Person {
    async fn new() -> Self {
        let sandbox = Sandbox::start().await.unwrap();
        let home = tempfile::tempdir().unwrap();
        std::fs::create_dir(home.path().join("classifications")).unwrap();
        let mut person = Self {
            sandbox,
            home,
            variables: Vec::new(),
        };
        person.variables = person.credentials().to_vec();
        person
    }

    fn credentials(&self) -> [(String, String); 4] {
        let known = self.sandbox.credentials();
        [
            ("CESCE_CLIENT_ID", &known.client_id),
            ("CESCE_CLIENT_SECRET", &known.client_secret),
            ("CESCE_USERNAME", &known.username),
            ("CESCE_PASSWORD", &known.password),
        ]
        .map(|(name, value)| (name.to_owned(), value.clone()))
    }

    fn file(&self) -> PathBuf {
        self.home
            .path()
            .join("classifications/classifications.toml")
    }

    fn configure(&self, text: &str) {
        std::fs::write(self.file(), text).unwrap();
    }

    /// A profile of this name at the sandbox, with further lines.
    fn profile(&self, name: &str, more: &str) -> String {
        format!(
            "[profiles.{name}]\nbase-url = \"{}\"\ntoken-url = \"{}\"\n{more}\n",
            self.sandbox.base_url(),
            self.sandbox.token_url()
        )
    }

    async fn run(&self, arguments: &[impl AsRef<str>]) -> Output {
        let mut command = Command::new(env!("CARGO_BIN_EXE_classifications"));
        command.args(arguments.iter().map(AsRef::as_ref));
        let api = Api::from_document(classifications_spec::DOCUMENT, &[]).unwrap();
        let options = api.commands.iter().flat_map(|command| &command.options);
        for variable in options.filter_map(|option| option.environment.as_deref()) {
            command.env_remove(variable);
        }
        for (name, _) in std::env::vars() {
            let name = name.as_str();
            if name.starts_with("CESCE_")
                || name.starts_with("CLASSIFICATIONS_")
                || name.to_lowercase().ends_with("_proxy")
            {
                command.env_remove(name);
            }
        }
        command.env("XDG_CONFIG_HOME", self.home.path());
        command.env("XDG_STATE_HOME", self.home.path().join("state"));
        command.envs(self.variables.iter().cloned());
        let output = tokio::task::spawn_blocking(move || command.output().unwrap());
        output.await.unwrap()
    }

    /// Runs a command that succeeds; gives what it prints.
    async fn done(&self, arguments: &[impl AsRef<str>]) -> String {
        let output = self.run(arguments).await;
        assert!(output.status.success(), "{}", stderr(&output));
        stdout(&output)
    }

    fn token_requests(&self) -> usize {
        let received = self.sandbox.received();
        received.iter().filter(|it| it.grant_type.is_some()).count()
    }

    /// The paths of the requests of the API.
    fn paths(&self) -> Vec<String> {
        let received = self.sandbox.received();
        let calls = received.iter().filter(|it| it.grant_type.is_none());
        calls.map(|call| call.path.clone()).collect()
    }
}

fn stdout(output: &Output) -> String {
    String::from_utf8(output.stdout.clone()).unwrap()
}

fn stderr(output: &Output) -> String {
    String::from_utf8(output.stderr.clone()).unwrap()
}

/// A command of the document with sample values: its name, and its options with the variables that stand for them.
struct Sample {
    name: String,
    options: Vec<(String, String)>,
    /// The option that has a variable: its name, its variable and its value.
    account: (String, String, String),
}

impl Sample {
    /// The first command with this method and an option of the account; nothing where the document has none.
    fn of(method: &str) -> Option<Self> {
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

    /// The command line without the option of the account.
    fn typed(&self) -> Vec<String> {
        let options = self
            .options
            .iter()
            .map(|(name, text)| format!("--{name}={text}"));
        std::iter::once(self.name.clone()).chain(options).collect()
    }

    fn with(&self, more: &[&str]) -> Vec<String> {
        let more = more.iter().map(|it| (*it).to_owned());
        self.typed().into_iter().chain(more).collect()
    }
}

#[tokio::test]
async fn flags_come_before_variables_and_these_before_the_profile() {
    let mut person = Person::new().await;
    let Some(sample) = Sample::of("GET") else {
        return;
    };
    let (option, variable, value) = sample.account.clone();
    let last = value.char_indices().next_back().unwrap().0;
    let [of_profile, of_variable, of_flag] =
        ['1', '2', '3'].map(|end| format!("{}{end}", &value[..last]));
    let more = format!("[profiles.here.values]\n{option} = \"{of_profile}\"");
    person.configure(&format!(
        "default-profile = \"here\"\n{}",
        person.profile("here", &more)
    ));
    // what the sandbox responds is another matter: it need not have what the values name
    person.run(&sample.typed()).await;
    assert!(
        person.paths()[0].contains(&of_profile),
        "{:?}",
        person.paths()
    );
    person.variables.push((variable, of_variable.clone()));
    person.run(&sample.typed()).await;
    assert!(
        person.paths()[1].contains(&of_variable),
        "{:?}",
        person.paths()
    );
    person
        .run(&sample.with(&[&format!("--{option}={of_flag}")]))
        .await;
    assert!(person.paths()[2].contains(&of_flag), "{:?}", person.paths());
}

#[tokio::test]
async fn a_profile_is_named_by_a_flag_a_variable_or_the_file() {
    let mut person = Person::new().await;
    let profiles = ["one", "two", "three"]
        .map(|name| person.profile(name, ""))
        .concat();
    person.configure(&format!("default-profile = \"one\"\n{profiles}"));
    let profile = async |person: &Person, arguments: &[&str]| {
        let text = person.done(arguments).await;
        let json: Value = serde_json::from_str(&text).unwrap();
        json["profile"].as_str().unwrap().to_owned()
    };
    let whoami = ["whoami", "--output=json"];
    assert_eq!(profile(&person, &whoami).await, "one");
    person
        .variables
        .push(("CLASSIFICATIONS_PROFILE".to_owned(), "two".to_owned()));
    assert_eq!(profile(&person, &whoami).await, "two");
    assert_eq!(
        profile(&person, &["whoami", "--output=json", "--profile", "three"]).await,
        "three"
    );
    let output = person.run(&["whoami", "--profile=thre"]).await;
    let text = stderr(&output);
    assert_eq!(output.status.code(), Some(2), "{text}");
    assert!(
        text.contains("no profile `thre`; it has one, two, three; did you mean `three`?"),
        "{text}"
    );
    assert_eq!(person.token_requests(), 0);
}

#[tokio::test]
async fn addresses_of_a_flag_replace_those_of_the_profile_as_a_group() {
    let person = Person::new().await;
    let Some(sample) = Sample::of("GET") else {
        return;
    };
    let (option, _, value) = &sample.account;
    person
        .configure("default-profile = \"a\"\n[profiles.a]\nsandbox-url = \"http://127.0.0.1:9\"\n");
    let typed = sample.with(&[
        &format!("--{option}={value}"),
        &format!("--base-url={}", person.sandbox.base_url()),
        &format!("--token-url={}", person.sandbox.token_url()),
    ]);
    person.run(&typed).await;
    assert_eq!((person.paths().len(), person.token_requests()), (1, 1));
    let typed = sample.with(&[&format!("--{option}={value}"), "--environment=no-such"]);
    let text = stderr(&person.run(&typed).await);
    assert!(
        text.contains("no-such") && !text.contains("base URL"),
        "{text}"
    );
}

#[tokio::test]
async fn a_file_that_cannot_be_used_stops_calls_and_not_help() {
    let person = Person::new().await;
    person.configure("# mine\n[profiles.a]\nenviroment = \"x\"\n");
    let output = person.run(&["whoami"]).await;
    let text = stderr(&output);
    assert_eq!(output.status.code(), Some(2), "{text}");
    let file = person.file();
    let expected = format!(
        "error: {}, line 3: unknown key `enviroment` of the profile `a`; did you mean `environment`?\n",
        file.display()
    );
    assert_eq!(text, expected);
    for works in [
        &["--help"][..],
        &["whoami", "--help"],
        &["exit-codes"],
        &["profile", "--help"],
    ] {
        assert!(person.run(works).await.status.success(), "{works:?}");
    }
    person.configure("[profiles.a]\npassword = \"hunter2\"\n");
    let text = stderr(&person.run(&["whoami"]).await);
    assert!(
        text.contains("line 2: `password` would be a secret") && !text.contains("hunter2"),
        "{text}"
    );
}

#[tokio::test]
async fn commands_change_the_file_and_keep_what_is_written_in_it() {
    let person = Person::new().await;
    let Some(sample) = Sample::of("GET") else {
        return;
    };
    let (option, _, value) = &sample.account;
    person.configure("# top\ndefault-profile = \"old\" # the default\n\n# an old one\n[profiles.old]\nenvironment = \"dev\" # slow\n");
    let given = format!("{option}={value}");
    let typed = [
        "profile",
        "add",
        "new",
        "--environment=sandbox",
        "--columns=a,b",
        "--no-token-cache",
        "--value",
        &given,
        "--",
        "cat",
        "secrets.json",
    ];
    let text = person.done(&typed).await;
    assert!(text.contains("profile use new"), "{text}");
    let expected = format!(
        "# top\ndefault-profile = \"old\" # the default\n\n# an old one\n[profiles.old]\nenvironment = \"dev\" # slow\n\n\
         [profiles.new]\nenvironment = \"sandbox\"\ncolumns = [\"a\", \"b\"]\ntoken-cache = false\n\n\
         [profiles.new.values]\n{option} = \"{value}\"\n\n\
         [profiles.new.credentials]\nexec = [\"cat\", \"secrets.json\"]\n"
    );
    assert_eq!(std::fs::read_to_string(person.file()).unwrap(), expected);

    // what is replaced stays in its place
    let replace = [
        "profile",
        "add",
        "old",
        "--replace",
        "--environment=sandbox",
    ];
    person.done(&replace).await;
    let text = std::fs::read_to_string(person.file()).unwrap();
    let expected = expected.replace("environment = \"dev\" # slow", "environment = \"sandbox\"");
    assert_eq!(text, expected);

    let again = person.run(&typed).await;
    assert!(
        stderr(&again).contains("there already is a profile `new`; --replace"),
        "{}",
        stderr(&again)
    );
    person.done(&["profile", "use", "new"]).await;
    let text = std::fs::read_to_string(person.file()).unwrap();
    assert!(
        text.contains("default-profile = \"new\" # the default\n"),
        "{text}"
    );
    let rows: Value =
        serde_json::from_str(&person.done(&["profile", "list", "--output=json"]).await).unwrap();
    let names: Vec<(&str, bool)> = rows
        .as_array()
        .unwrap()
        .iter()
        .map(|row| {
            (
                row["profile"].as_str().unwrap(),
                row["default"].as_bool().unwrap(),
            )
        })
        .collect();
    assert_eq!(names, [("old", false), ("new", true)]);

    let text = person.done(&["profile", "remove", "new"]).await;
    assert!(text.contains("there is no default profile now"), "{text}");
    let text = std::fs::read_to_string(person.file()).unwrap();
    assert!(
        text.contains("# an old one\n[profiles.old]") && !text.contains("new"),
        "{text}"
    );
    let missing = person.run(&["profile", "use", "new"]).await;
    assert!(
        stderr(&missing).contains("no profile `new`; it has old"),
        "{}",
        stderr(&missing)
    );
    let unknown = person
        .run(&["profile", "add", "x", "--value", &format!("{option}x=1")])
        .await;
    let text = stderr(&unknown);
    assert!(
        text.contains("of the document") && text.contains(&format!("did you mean `{option}`?")),
        "{text}"
    );
    assert!(
        !std::fs::read_to_string(person.file())
            .unwrap()
            .contains("profiles.x")
    );
}

#[cfg(unix)]
#[tokio::test]
async fn a_file_that_everyone_may_change_is_refused() {
    use std::os::unix::fs::PermissionsExt as _;

    let person = Person::new().await;
    person.configure(&person.profile("a", ""));
    let set = |mode| {
        std::fs::set_permissions(person.file(), std::fs::Permissions::from_mode(mode)).unwrap()
    };
    set(0o666);
    let text = stderr(&person.run(&["whoami", "--profile=a"]).await);
    assert!(text.contains("run: chmod o-w "), "{text}");
    set(0o664);
    person.done(&["whoami", "--profile=a"]).await;
    // the mode stays when the file is changed
    person.done(&["profile", "use", "a"]).await;
    let mode = std::fs::metadata(person.file())
        .unwrap()
        .permissions()
        .mode()
        & 0o777;
    assert_eq!(mode, 0o664);
}

#[tokio::test]
async fn settings_are_shown_with_their_origin_and_secrets_as_fingerprints() {
    let mut person = Person::new().await;
    let Some(sample) = Sample::of("GET") else {
        return;
    };
    let (option, variable, value) = &sample.account;
    let more = format!("language = \"es\"\n[profiles.here.values]\n{option} = \"{value}\"");
    person.configure(&person.profile("here", &more));
    let show = [
        "config",
        "show",
        "--origin",
        "--output=json",
        "--profile=here",
    ];
    let rows = async |person: &Person| {
        let text = person.done(&show).await;
        for (name, secret) in person.credentials() {
            assert!(!text.contains(&secret), "{name} in {text}");
        }
        let rows: Vec<Value> = serde_json::from_str(&text).unwrap();
        rows
    };
    let find = |rows: &[Value], name: &str| {
        let row = rows.iter().find(|row| row["setting"] == name);
        let row = row.unwrap_or_else(|| panic!("{name} in {rows:?}"));
        let text = |key: &str| row[key].as_str().unwrap().to_owned();
        (text("value"), text("origin"))
    };
    let first = rows(&person).await;
    let origin = |line: usize| format!("profile, line {line}");
    assert_eq!(find(&first, "file").0, person.file().display().to_string());
    assert_eq!(
        find(&first, "base-url"),
        (person.sandbox.base_url().to_owned(), origin(2))
    );
    assert_eq!(find(&first, "language"), ("es".to_owned(), origin(4)));
    assert_eq!(
        find(&first, "output"),
        ("json".to_owned(), "flag --output".to_owned())
    );
    assert_eq!(
        find(&first, "profile"),
        ("here".to_owned(), "flag --profile".to_owned())
    );
    assert_eq!(
        find(&first, &format!("--{option}")),
        (value.clone(), origin(6))
    );
    assert_eq!(find(&first, "journal").1, "default");
    let (password, _) = find(&first, "password");
    assert!(
        password.starts_with("set, fingerprint ") && password.len() == 21,
        "{password}"
    );

    // the same secret has the same fingerprint; a longer one has another one of the same length
    let second = rows(&person).await;
    assert_eq!(find(&second, "password").0, password);
    person
        .variables
        .push((variable.clone(), "other".to_owned()));
    person
        .variables
        .retain(|(name, _)| name != "CESCE_PASSWORD");
    person.variables.push((
        "CESCE_PASSWORD".to_owned(),
        "a much longer password".to_owned(),
    ));
    let third = rows(&person).await;
    let (changed, _) = find(&third, "password");
    assert!(
        changed != password && changed.len() == password.len(),
        "{changed}"
    );
    let expected = ("other".to_owned(), format!("variable {variable}"));
    assert_eq!(find(&third, &format!("--{option}")), expected);
    assert_eq!(person.token_requests(), 0);
    // on another machine the fingerprints are others
    let key = person
        .home
        .path()
        .join("state/classifications/fingerprint-key");
    std::fs::remove_file(key).unwrap();
    assert_ne!(
        find(&rows(&person).await, "client-secret"),
        find(&first, "client-secret")
    );
}

#[tokio::test]
async fn commands_that_follow_each_other_request_one_token() {
    let person = Person::new().await;
    let Some(sample) = Sample::of("GET") else {
        return;
    };
    let (option, _, value) = &sample.account;
    person.configure(
        &[
            person.profile("a", ""),
            person.profile("b", "token-cache = false"),
        ]
        .concat(),
    );
    let call = |more: &str| sample.with(&[&format!("--{option}={value}"), more]);
    for _ in 0..3 {
        person.run(&call("--profile=a")).await;
    }
    assert_eq!((person.token_requests(), person.paths().len()), (1, 3));
    person
        .run(&sample.with(&[
            &format!("--{option}={value}"),
            "--profile=a",
            "--no-token-cache",
        ]))
        .await;
    assert_eq!(person.token_requests(), 2);
    person.run(&call("--profile=b")).await;
    assert_eq!(person.token_requests(), 3);
    // the cached one is still the one of the first command
    person.run(&call("--profile=a")).await;
    assert_eq!(person.token_requests(), 3);
}

#[tokio::test]
async fn what_is_about_to_be_sent_is_said_first() {
    let person = Person::new().await;
    let Some(sample) = Sample::of("POST") else {
        return;
    };
    let (option, _, value) = &sample.account;
    let more = format!("[profiles.here.values]\n{option} = \"{value}\"");
    person.configure(&person.profile("here", &more));
    let output = person.run(&sample.with(&["--profile=here"])).await;
    let text = stderr(&output);
    assert!(
        text.starts_with(&format!("{} sends POST\n", sample.name)),
        "{text}"
    );
    for line in [
        "  profile          here\n".to_owned(),
        format!("  environment      {}\n", person.sandbox.base_url()),
        format!("  {option:<16} {value}\n"),
    ] {
        assert!(text.contains(&line), "{line} in {text}");
    }
    for quiet in ["--quiet", "--output=json", "--output=jsonl"] {
        let output = person.run(&sample.with(&["--profile=here", quiet])).await;
        assert!(
            !stderr(&output).contains("sends POST"),
            "{quiet}: {}",
            stderr(&output)
        );
    }
}

#[tokio::test]
async fn a_dry_run_shows_the_request_and_sends_nothing() {
    let mut person = Person::new().await;
    // not even credentials are needed
    person.variables.clear();
    let Some(sample) = Sample::of("POST") else {
        return;
    };
    let (option, _, value) = &sample.account;
    person.configure(&person.profile("here", ""));
    let given = format!("--{option}={value}");
    let text = person
        .done(&sample.with(&["--profile=here", "--dry-run", &given]))
        .await;
    let (first, body) = text.split_once('\n').unwrap();
    assert!(
        first.starts_with(&format!("POST {}", person.sandbox.base_url())),
        "{first}"
    );
    assert!(first.contains(value), "{first}");
    assert!(
        serde_json::from_str::<Value>(body).unwrap().is_object(),
        "{body}"
    );
    let text = person
        .done(&sample.with(&["--profile=here", "--dry-run", &given, "--output=jsonl"]))
        .await;
    let json: Value = serde_json::from_str(&text).unwrap();
    assert_eq!(
        (&json["method"], text.lines().count()),
        (&Value::from("POST"), 1)
    );
    assert!(json["body"].is_object());
    assert!(person.sandbox.received().is_empty());
    // what the document does not allow is refused as it would be
    let output = person
        .run(&[&sample.name, "--profile=here", "--dry-run"])
        .await;
    assert_eq!(output.status.code(), Some(2), "{}", stderr(&output));
}

#[tokio::test]
async fn amounts_are_shown_as_they_are_understood() {
    let api =
        Api::from_document(classifications_spec::DOCUMENT, &["demo", "sandbox", "help"]).unwrap();
    let person = Person::new().await;
    let found = api.commands.iter().find_map(|command| {
        let mut options = command.options.iter();
        let amount = options.find(|option| {
            let meaning = option
                .field
                .extensions
                .get("x-meaning")
                .and_then(Value::as_str);
            meaning == Some("amount-comma")
        })?;
        Some((command, amount, command.currency.clone()?))
    });
    let Some((command, amount, currency)) = found else {
        println!("set aside: no command has an amount with a currency");
        return assert!(!classifications_spec::SET_ASIDE.is_empty());
    };
    let sample = api
        .contract
        .values_sample(&command.operation, SampleKind::Full)
        .unwrap();
    let mut typed = vec![command.name.clone(), "--dry-run".to_owned()];
    typed.push(format!("--base-url={}", person.sandbox.base_url()));
    typed.push(format!("--token-url={}", person.sandbox.token_url()));
    for option in &command.options {
        let name = &option.field.name;
        let Some(value) = sample.values.get(name) else {
            continue;
        };
        let text = value
            .as_str()
            .map_or_else(|| value.to_string(), str::to_owned);
        let text = if option.name == amount.name {
            "1234567,5".to_owned()
        } else {
            text
        };
        let text = if name.ends_with(&currency) {
            "USD".to_owned()
        } else {
            text
        };
        typed.push(format!("--{}={text}", option.name));
    }
    let output = person.run(&typed).await;
    let text = stderr(&output);
    let line = format!("  {:<16} 1 234 567.50 USD\n", amount.name);
    assert!(text.contains(&line), "{line} in {text}");
    for argument in &mut typed {
        if argument.starts_with(&format!("--{}=", amount.name)) {
            *argument = format!("--{}=40.000", amount.name);
        }
    }
    let output = person.run(&typed).await;
    assert_eq!(output.status.code(), Some(2), "{}", stderr(&output));
    assert!(stderr(&output).contains("40000"), "{}", stderr(&output));
}

#[tokio::test]
async fn login_requests_a_token_and_says_what_was_granted() {
    let person = Person::new().await;
    person.configure(&format!(
        "default-profile = \"a\"\n{}",
        person.profile("a", "")
    ));
    for requests in 1..=2 {
        let text = person.done(&["login", "--output=json"]).await;
        let json: Value = serde_json::from_str(&text).unwrap();
        assert_eq!(json["profile"], "a");
        assert!(json["expires_in_seconds"].as_u64().unwrap() > 0, "{text}");
        assert_eq!(json["requested_scopes"], json["granted_scopes"]);
        assert_eq!(
            person.token_requests(),
            requests,
            "a cached token proves nothing"
        );
    }
    // the token is kept for the next command
    let token = person.done(&["token"]).await;
    assert_eq!(person.token_requests(), 2);
    assert!(
        !token.trim().is_empty() && !token.contains("Bearer"),
        "{token}"
    );
    let output = person.run(&["token"]).await;
    assert!(
        stderr(&output).starts_with("warning: whoever has this token"),
        "{}",
        stderr(&output)
    );
    // for other scopes another one is requested
    let whoami: Value =
        serde_json::from_str(&person.done(&["whoami", "--output=json"]).await).unwrap();
    let scopes = whoami["scopes"].as_str().unwrap();
    let other = person.done(&["token", "--scope", scopes]).await;
    assert!(other != token || !scopes.contains(' '), "{scopes}");
    let requests = if scopes.contains(' ') { 3 } else { 2 };
    assert_eq!(person.token_requests(), requests);
}

#[tokio::test]
async fn refused_credentials_are_sent_once_whatever_command_is_next() {
    let mut person = Person::new().await;
    person.configure(&format!(
        "default-profile = \"a\"\n{}",
        person.profile("a", "")
    ));
    person
        .variables
        .retain(|(name, _)| name != "CESCE_PASSWORD");
    person
        .variables
        .push(("CESCE_PASSWORD".to_owned(), "hunter2".to_owned()));
    for command in ["login", "login", "token", "login"] {
        let output = person.run(&[command]).await;
        let text = stderr(&output);
        assert_eq!(output.status.code(), Some(1), "{text}");
        assert!(
            text.contains("refused") && !text.contains("hunter2"),
            "{text}"
        );
        assert_eq!(person.token_requests(), 1, "{command}: {text}");
    }
}

#[tokio::test]
async fn whoami_shows_the_account_without_a_request_or_a_secret() {
    let person = Person::new().await;
    person.configure(&person.profile("a", ""));
    let text = person.done(&["whoami", "--profile=a"]).await;
    let known = person.sandbox.credentials();
    for shown in [&known.username, person.sandbox.token_url(), "a"] {
        assert!(text.contains(shown), "{shown} in {text}");
    }
    for secret in [&known.client_secret, &known.password, &known.client_id] {
        assert!(!text.contains(secret.as_str()), "{secret} in {text}");
    }
    assert!(person.sandbox.received().is_empty());
}

#[cfg(unix)]
#[tokio::test]
async fn credentials_come_from_the_source_of_the_profile_unless_variables_are_set() {
    let mut person = Person::new().await;
    let known = person.credentials().map(|(_, value)| value);
    let [id, secret, username, password] = &known;
    let json = format!(
        r#"{{"client_id":"{id}","client_secret":"{secret}","username":"{username}","password":"{password}"}}"#
    );
    let folder = person.home.path();
    let write = |name: &str, text: &str| {
        use std::os::unix::fs::PermissionsExt as _;
        std::fs::write(folder.join(name), text).unwrap();
        std::fs::set_permissions(folder.join(name), std::fs::Permissions::from_mode(0o600))
            .unwrap();
    };
    write("classifications/secrets.json", &json);
    for (name, value) in ["id", "secret", "user", "word"].iter().zip(&known) {
        write(&format!("classifications/{name}"), value);
    }
    write(
        "classifications/secrets.toml",
        &format!(
            "[t]\nclient_id = '{id}'\nclient_secret = '{secret}'\nusername = '{username}'\npassword = '{password}'\n"
        ),
    );
    let sources = [
        format!("exec = [\"cat\", \"{}\"]", folder.join("classifications/secrets.json").display()),
        "files = { client-id = \"./id\", client-secret = \"./secret\", username = \"./user\", password = \"./word\" }".to_owned(),
        "file = \"secrets.toml\"\ntable = \"t\"".to_owned(),
        "variables = \"MINE_\"".to_owned(),
    ];
    person.variables = ["CLIENT_ID", "CLIENT_SECRET", "USERNAME", "PASSWORD"]
        .iter()
        .zip(&known)
        .map(|(end, value)| (format!("MINE_{end}"), value.clone()))
        .collect();
    let profiles = sources.iter().enumerate().map(|(number, source)| {
        person.profile(
            &format!("p{number}"),
            &format!("[profiles.p{number}.credentials]\n{source}"),
        )
    });
    person.configure(&profiles.collect::<String>());
    for number in 0..sources.len() {
        let text = person
            .done(&["login", "--profile", &format!("p{number}")])
            .await;
        assert!(text.contains("granted"), "{text}");
    }
    assert_eq!(person.token_requests(), sources.len());
    // a variable of the environment comes before the profile, and counts as a whole
    person
        .variables
        .push(("CESCE_USERNAME".to_owned(), "someone".to_owned()));
    let output = person.run(&["login", "--profile=p0"]).await;
    assert!(
        stderr(&output).contains("CESCE_CLIENT_ID is not set"),
        "{}",
        stderr(&output)
    );
}

#[tokio::test]
async fn the_output_of_a_profile_is_a_default_for_errors_too() {
    let person = Person::new().await;
    person.configure(&person.profile("a", "output = \"json\""));
    let typed = ["login", "--profile=a", "--scope", "\""];
    let output = person.run(&typed).await;
    let error: Value = serde_json::from_str(stderr(&output).trim()).unwrap();
    assert_eq!(error["error"]["kind"], "setup");
    let output = person
        .run(&["login", "--profile=a", "--scope", "\"", "--output=table"])
        .await;
    assert!(
        stderr(&output).starts_with("error: "),
        "{}",
        stderr(&output)
    );
}

#[tokio::test]
async fn a_file_is_named_by_a_variable() {
    let mut person = Person::new().await;
    let elsewhere = person.home.path().join("mine.toml");
    person.variables.push((
        "CLASSIFICATIONS_CONFIG".to_owned(),
        elsewhere.display().to_string(),
    ));
    let output = person.run(&["whoami", "--profile=x"]).await;
    let text = stderr(&output);
    assert!(
        text.contains("mine.toml") && text.contains("profile add x"),
        "{text}"
    );
    person
        .done(&[
            "profile",
            "add",
            "x",
            "--sandbox-url",
            &person.sandbox.origin(),
        ])
        .await;
    person.done(&["whoami", "--profile=x"]).await;
    assert!(Path::new(&elsewhere).exists() && !person.file().exists());
}
