//! Tests of the language of texts for people. Output for programs is the same in all languages.

#![allow(clippy::panic, clippy::unwrap_used, reason = "a test fails by a panic")]

use std::process::{Command, Output};

use classifications_sandbox::Sandbox;

/// Runs the program with only these variables.
fn run(arguments: &[&str], variables: &[(&str, &str)]) -> Output {
    let folder = tempfile::tempdir().unwrap();
    Command::new(env!("CARGO_BIN_EXE_classifications"))
        .args(arguments)
        .env_clear()
        .env("HOME", folder.path())
        .envs(variables.iter().copied())
        .output()
        .unwrap()
}

fn text(bytes: &[u8]) -> String {
    String::from_utf8_lossy(bytes).into_owned()
}

const SPANISH: (&str, &str) = ("LANG", "es_ES.UTF-8");

#[test]
fn the_language_is_that_of_the_option_then_of_the_environment() {
    for (arguments, variables, start) in [
        (&["--help"][..], &[SPANISH][..], "Uso:"),
        (&["--help"], &[], "Usage:"),
        (&["--help"], &[("LANG", "fr_FR.UTF-8")], "Usage:"),
        (&["--help"], &[SPANISH, ("LC_ALL", "C")], "Usage:"),
        (&["--help"], &[SPANISH, ("LC_MESSAGES", "en_GB")], "Usage:"),
        (&["--help"], &[("LC_MESSAGES", "es"), ("LANG", "C")], "Uso:"),
        (&["--help", "--lang", "en"], &[SPANISH], "Usage:"),
        (&["--lang=es", "--help"], &[], "Uso:"),
    ] {
        let output = run(arguments, variables);
        let help = text(&output.stdout);
        assert!(
            help.lines().any(|line| line.starts_with(start)),
            "{arguments:?} {variables:?}: {help}"
        );
    }
}

#[test]
fn an_invalid_command_line_is_explained_in_the_language() {
    let unknown = run(&["whoam"], &[SPANISH]);
    assert_eq!(unknown.status.code(), Some(2));
    let unknown = text(&unknown.stderr);
    assert!(
        unknown.starts_with("error: orden desconocida 'whoam'") && unknown.contains("'whoami'"),
        "{unknown}"
    );
    let language = text(&run(&["whoami", "--lang", "fr"], &[SPANISH]).stderr);
    assert!(language.contains("valores posibles: en, es"), "{language}");
    let as_json = text(&run(&["whoami", "--nope", "--output", "json"], &[SPANISH]).stderr);
    let error: serde_json::Value = serde_json::from_str(&as_json).unwrap();
    assert_eq!(error["error"]["kind"], "usage");
    assert_eq!(error["error"]["message"], "argumento inesperado '--nope'");
    let config = text(&run(&["whoami", "--profile", "none"], &[SPANISH]).stderr);
    assert!(config.contains("no existe el perfil `none`"), "{config}");
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn output_for_programs_is_the_same_in_each_language() {
    let sandbox = Sandbox::start().await.unwrap();
    let origin = sandbox.origin().to_owned();
    let compared = tokio::task::spawn_blocking(move || {
        for format in ["json", "csv", "jsonl"] {
            let arguments = ["whoami", "--sandbox-url", &origin, "--output", format];
            let (english, spanish) = (run(&arguments, &[]), run(&arguments, &[SPANISH]));
            assert!(spanish.status.success(), "{}", text(&spanish.stderr));
            assert_eq!(text(&english.stdout), text(&spanish.stdout));
            let arguments = ["doctor", "--json", "--sandbox-url", &origin];
            let (english, spanish) = (run(&arguments, &[]), run(&arguments, &[SPANISH]));
            assert_eq!(text(&english.stdout), text(&spanish.stdout));
            let arguments = ["config", "show", "--origin", "--output", format];
            let (english, spanish) = (run(&arguments, &[]), run(&arguments, &[SPANISH]));
            let without_folder = |output: &Output| {
                let lines = text(&output.stdout);
                let lines = lines.lines().filter(|line| !line.contains("/."));
                lines.map(str::to_owned).collect::<Vec<_>>()
            };
            assert_eq!(without_folder(&english), without_folder(&spanish));
        }
        let table = text(&run(&["whoami", "--sandbox-url", &origin], &[SPANISH]).stdout);
        assert!(table.contains("usuario"), "{table}");
    });
    compared.await.unwrap();
    sandbox.stop().await;
}
