//! Tests of reading the configuration file.

use std::path::Path;

use super::super::rules::is_secret;
use super::{Config, Names, Reader, has_password};

/// The names of the options and fields of a document.
fn names() -> Names {
    ["shelf", "reader", "due-date"].map(str::to_owned).into()
}

fn read(text: &str) -> Result<Config, String> {
    let names = names();
    let reader = Reader::new(Path::new("/etc/app/c.toml"), text, Some(&names));
    let config = reader.and_then(|reader| reader.config());
    config.map_err(|error| error.to_string())
}

fn error_message(text: &str) -> String {
    let message = read(text).unwrap_err();
    message
        .strip_prefix("/etc/app/c.toml, ")
        .unwrap_or(&message)
        .to_owned()
}

const ALL: &str = r#"
# who uses this
default-profile = "north"

[profiles.north]
environment = "test"
root-certificate = "ca.pem"
output = "csv"
columns = ["a", "b"]
language = "es"
journal = "sub/batches.db"
state-file = "/var/state.json"
token-cache = false
values = { shelf = "A1", reader = 7 }
credentials.exec = ["vault", "read", "s3cret-path"]

[profiles.south]
sandbox-url = "http://127.0.0.1:8080"
journal = "postgres://user@host/db"
[profiles.south.credentials]
files = { client-id = "./id", client-secret = "/s/secret", username = "./u", password = "./p" }

[profiles.east.credentials]
file = "secrets.toml"
table = "east"

[profiles.west.credentials]
variables = { client-id = "W_ID", client-secret = "W_SECRET", username = "W_USER", password = "W_PASSWORD" }
"#;

#[test]
fn a_profile_is_read_with_its_lines() {
    let config = read(ALL).unwrap();
    assert_eq!(config.default, Some(("north".to_owned(), 3)));
    let names: Vec<&str> = config.profiles.iter().map(|it| it.name.as_str()).collect();
    assert_eq!(names, ["north", "south", "east", "west"]);
    let [north, south, east, west] = config.profiles.as_slice() else {
        unreachable!("{config:?}")
    };
    let setting = |key: &str| {
        let found = north
            .settings
            .iter()
            .find(|setting| setting.key == key)
            .unwrap();
        (found.line, found.values.join(" "))
    };
    assert_eq!(setting("environment"), (6, "test".to_owned()));
    assert_eq!(
        setting("root-certificate"),
        (7, "/etc/app/ca.pem".to_owned())
    );
    assert_eq!(setting("columns"), (9, "a b".to_owned()));
    assert_eq!(
        setting("journal"),
        (11, "/etc/app/sub/batches.db".to_owned())
    );
    assert!(!north.token_cache && south.token_cache);
    assert_eq!(north.values.len(), 2);
    let sources =
        [north, south, east, west].map(|it| it.credentials.as_ref().unwrap().description());
    assert_eq!(
        sources,
        [
            "the command vault",
            "files",
            "the file /etc/app/secrets.toml",
            "the variables W_ID, W_SECRET, W_USER, W_PASSWORD"
        ]
    );
}

#[test]
fn an_unknown_key_is_reported_with_its_line_and_the_nearest_name() {
    for (text, message) in [
        (
            "\nprofile = 1",
            "line 2: unknown key `profile`; did you mean `profiles`?",
        ),
        (
            "[profiles.a]\n\nenviroment = \"x\"",
            "line 3: unknown key `enviroment` of the profile `a`; did you mean `environment`?",
        ),
        (
            "[profiles.a]\nvalues = { shelff = \"A\" }",
            "line 2: unknown key `shelff` of the document; did you mean `shelf`?",
        ),
        (
            "[profiles.a.credentials]\nexecute = []",
            "line 2: unknown key `execute` of credentials; did you mean `exec`?",
        ),
        (
            "[profiles.a]\ntoken_url = \"x\"",
            "line 2: unknown key `token_url` of the profile `a`; did you mean `token-url`?",
        ),
        (
            "[profiles.a]\nzzz = 1",
            "line 2: unknown key `zzz` of the profile `a`",
        ),
    ] {
        assert_eq!(error_message(text), message, "{text}");
    }
}

#[test]
fn a_key_that_would_be_a_secret_is_rejected_and_its_value_is_not_shown() {
    for (table, key) in [
        ("[profiles.a]\n", "password"),
        ("[profiles.a]\n", "client_secret"),
        ("[profiles.a]\n", "access-token"),
        ("[profiles.a]\n", "username"),
        ("[profiles.a.values]\n", "Password"),
        ("[profiles.a.credentials]\n", "client-secret"),
        ("", "api_key"),
    ] {
        let message = error_message(&format!("{table}{key} = \"hunter2\""));
        assert!(
            message.contains(&format!("`{key}` would be a secret")),
            "{message}"
        );
        assert!(!message.contains("hunter2"), "{message}");
    }
    assert!(!is_secret("language"));
}

#[test]
fn an_invalid_value_is_rejected_and_not_shown() {
    let credentials = "[profiles.a.credentials]\n";
    let one_source =
        "line 1: `credentials` must have one of `exec`, `files`, `file` and `variables`";
    for (text, message) in [
        (
            "[profiles.a]\nenvironment = 1",
            "line 2: `environment` must be a string",
        ),
        (
            "[profiles.a]\nenvironment = \"\"",
            "line 2: `environment` is empty",
        ),
        (
            "[profiles.a]\nlanguage = \"es\\n\"",
            "line 2: `language` contains a line end or another control character",
        ),
        (
            "[profiles.a]\noutput = \"xml\"",
            "line 2: `output` must be table, json, jsonl, csv or envelope",
        ),
        (
            "[profiles.a]\ntoken-cache = \"no\"",
            "line 2: `token-cache` must be true or false",
        ),
        (
            "[profiles.a]\nbase-url = \"https://u:hunter2@host\"",
            "line 2: `base-url` has a user name and a password in its URL, which do not belong in this file",
        ),
        (
            "[profiles.a.values]\nshelf = 1.50",
            "line 2: `shelf` must be a string, in quotes",
        ),
        (
            "[profiles.\"a b\"]",
            "line 1: `a b` is not a name of a profile; use letters, digits, `-`, `_` and `.`",
        ),
        (credentials, one_source),
        (
            "[profiles.a.credentials]\nfile = \"x\"\nexec = [\"y\"]",
            one_source,
        ),
        (
            "[profiles.a.credentials]\nexec = \"vault read\"",
            "line 2: `exec` must be a list: the command and its arguments, such as [\"vault\", \"read\"]",
        ),
        (
            "[profiles.a.credentials]\nfiles = { password = \"hunter2\" }",
            "line 2: `files` has no `client-id`; it needs client-id, client-secret, username, password",
        ),
        (
            "[profiles.a.credentials]\nfiles = { client-id = \"hunter2\" }",
            "line 2: `client-id` must be the path of a file with a folder, such as ./NAME",
        ),
        (
            "[profiles.a.credentials]\nvariables = \"hunter2\"",
            "line 2: `variables` must be a name of capital letters, digits and `_`",
        ),
        (
            "[profiles.a.credentials]\nvariables = \"A_\"\ntable = \"x\"",
            "line 3: `table` requires `file`, which is missing",
        ),
    ] {
        assert_eq!(error_message(text), message, "{text}");
        assert!(!message.contains("hunter2"), "{message}");
    }
}

#[test]
fn invalid_toml_is_reported_with_its_line() {
    let message = error_message("[profiles.a]\nenvironment = \"hunter2\n");
    assert!(message.starts_with("line 2: invalid TOML: "), "{message}");
    assert!(!message.contains("hunter2"), "{message}");
}

#[test]
fn passwords_in_urls_are_found() {
    for url in ["https://u:p@host/x", "postgres://u:p@h/db"] {
        assert!(has_password(url), "{url}");
    }
    for url in [
        "https://host/a:b@c",
        "postgres://user@host/db",
        "u:p@host",
        "file.db",
    ] {
        assert!(!has_password(url), "{url}");
    }
}

#[test]
fn an_unknown_profile_is_reported_with_the_known_ones() {
    let config = read(ALL).unwrap();
    let message = config.profile("nort", Some(3)).unwrap_err().to_string();
    let expected = "/etc/app/c.toml, line 3: there is no profile `nort`; the file has north, south, east, west; did you mean `north`?";
    assert_eq!(message, expected);
}
