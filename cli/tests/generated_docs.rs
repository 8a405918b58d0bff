//! Tests of completions, in the shells that are installed, and of man pages.

#![allow(clippy::unwrap_used, reason = "a test fails by a panic")]

#[path = "../src/api/mod.rs"]
#[allow(dead_code, reason = "the command line uses the rest")]
mod api;
#[path = "program/mod.rs"]
mod program;

use std::process::{Command, Output};

use api::Api;

/// The variable with the user's contract.
const CONTRACT: &str = "CESCE_CONTRACT_NO";

fn run(arguments: &[&str]) -> Output {
    let mut command = program::command();
    command.args(arguments).output().unwrap()
}

fn printed(arguments: &[&str]) -> String {
    let output = run(arguments);
    assert!(output.status.success(), "{output:?}");
    assert!(output.stderr.is_empty(), "{output:?}");
    String::from_utf8(output.stdout).unwrap()
}

/// The commands that the help lists.
fn commands() -> Vec<String> {
    let help = printed(&["--help"]);
    let list = help.split("Commands:\n").nth(1).unwrap();
    let lines = list.lines().take_while(|line| !line.trim().is_empty());
    let names = lines.filter_map(|line| {
        let line = line.strip_prefix("  ")?;
        let name = line.split(' ').next()?;
        (!name.is_empty() && name != "help").then(|| name.to_owned())
    });
    names.collect()
}

#[test]
fn the_completions_of_every_shell_run_the_program() {
    for shell in ["bash", "zsh", "fish", "powershell", "elvish"] {
        let script = printed(&["completions", shell]);
        assert!(
            script.contains("CLASSIFICATIONS_COMPLETE"),
            "{shell}: {script}"
        );
    }
    assert_eq!(run(&["completions", "no-such"]).status.code(), Some(2));
}

/// A folder with the scripts of the shells and some files.
struct Shell(tempfile::TempDir);

impl Shell {
    fn new() -> Self {
        let folder = tempfile::tempdir().unwrap();
        for shell in ["bash", "zsh", "fish"] {
            let script = printed(&["completions", shell]);
            std::fs::write(folder.path().join(format!("completions.{shell}")), script).unwrap();
        }
        std::fs::write(folder.path().join("debtors.csv"), "").unwrap();
        let api = Api::from_document(classifications_spec::DOCUMENT, &["help"]).unwrap();
        let mut options = api.commands.iter().flat_map(|command| &command.options);
        if let Some(option) = options.find(|option| option.environment.as_deref() == Some(CONTRACT))
        {
            let config = folder.path().join(".config/classifications");
            std::fs::create_dir_all(&config).unwrap();
            let profile = format!("[profiles.a.values]\n{} = \"99900000002\"\n", option.name);
            std::fs::write(config.join("classifications.toml"), profile).unwrap();
        }
        Self(folder)
    }

    /// Runs a script in a shell with the program in its path; `None` if the shell is not installed.
    fn run(&self, shell: &str, options: &[&str], script: &str) -> Option<String> {
        let binary = std::path::Path::new(env!("CARGO_BIN_EXE_classifications"));
        let path = std::env::var_os("PATH").unwrap_or_default();
        let folders = std::iter::once(binary.parent().unwrap().to_owned());
        let folders = folders.chain(std::env::split_paths(&path));
        let output = Command::new(shell)
            .args(options)
            .args(["-c", script])
            .current_dir(self.0.path())
            .env("PATH", std::env::join_paths(folders).unwrap())
            .env("HOME", self.0.path())
            .env(CONTRACT, "99900000001")
            .output();
        let Ok(output) = output else {
            println!("set aside: there is no {shell}");
            return None;
        };
        let error = String::from_utf8(output.stderr).unwrap();
        assert!(error.is_empty(), "{shell}: {error}");
        Some(String::from_utf8(output.stdout).unwrap())
    }

    /// The completions of the last of these words in bash.
    fn bash(&self, words: &[&str]) -> Option<Vec<String>> {
        let script = format!(
            "source completions.bash; COMP_WORDS=(classifications {}); COMP_CWORD={}; COMP_TYPE=9; \
             _clap_complete_classifications classifications {} x; printf '%s\\n' \"${{COMPREPLY[@]}}\"",
            words.join(" "),
            words.len(),
            words.last().unwrap(),
        );
        let found = self.run("bash", &["--norc"], &script)?;
        Some(found.lines().map(str::to_owned).collect())
    }

    /// The completions of a line in fish.
    fn fish(&self, line: &str) -> Option<Vec<String>> {
        let script = format!("source completions.fish; complete -C '{line}'");
        let found = self.run("fish", &["--no-config"], &script)?;
        let words = found.lines().map(|line| line.split('\t').next().unwrap());
        Some(words.map(str::to_owned).collect())
    }
}

fn has_command(name: &str) -> bool {
    commands().iter().any(|command| command == name)
}

/// Lines to complete, with completions that each must have.
fn lines_to_complete() -> Vec<(String, Vec<String>)> {
    let api = Api::from_document(classifications_spec::DOCUMENT, &["help"]).unwrap();
    let mut lines = vec![(String::new(), commands())];
    let options = api.commands.iter().flat_map(|command| {
        let options = command.options.iter();
        options.map(move |option| (command, option))
    });
    let mut seen = Vec::new();
    for (command, option) in options {
        let check = option.field.extensions.get("x-check");
        let values = option.field.facts.values.iter();
        let values = values.filter_map(|value| value.as_str());
        let codes = match check.and_then(|check| check.as_str()) {
            Some("country") => &["ES", "DE"][..],
            Some("currency") => &["EUR", "USD"],
            _ if option.environment.as_deref() == Some(CONTRACT) => &["99900000001", "99900000002"],
            _ => &[],
        };
        let expected = codes.iter().copied().chain(values);
        let expected: Vec<String> = expected.map(str::to_owned).collect();
        if !expected.is_empty() && !seen.contains(&option.name) {
            seen.push(option.name.clone());
            lines.push((format!("{} --{} ", command.name, option.name), expected));
        }
    }
    if !has_command("check") {
        println!("set aside: the document has no rows that can be checked");
        return lines;
    }
    for (line, expected) in [
        ("check ", "debtors.csv"),
        ("check --violations ", "debtors.csv"),
        ("completions ", "zsh"),
    ] {
        lines.push((line.to_owned(), vec![expected.to_owned()]));
    }
    lines
}

#[cfg(unix)]
#[test]
fn bash_completes_commands_options_values_and_files() {
    let shell = Shell::new();
    for (line, expected) in lines_to_complete() {
        let mut words: Vec<&str> = line.split_whitespace().collect();
        words.push("''");
        let Some(found) = shell.bash(&words) else {
            return;
        };
        let all = expected.iter().all(|word| found.contains(word));
        assert!(all, "{line:?}: not {expected:?} in {found:?}");
    }
    if !has_command("check") {
        return;
    }
    let Some(options) = shell.bash(&["check", "--str"]) else {
        return;
    };
    assert_eq!(options, ["--strict"]);
}

#[cfg(unix)]
#[test]
fn fish_completes_commands_options_values_and_files() {
    let shell = Shell::new();
    for (line, expected) in lines_to_complete() {
        let Some(found) = shell.fish(&format!("classifications {line}")) else {
            return;
        };
        let all = expected.iter().all(|word| found.contains(word));
        assert!(all, "{line:?}: not {expected:?} in {found:?}");
    }
}

#[cfg(unix)]
#[test]
fn zsh_completes_commands_options_values_and_files() {
    let shell = Shell::new();
    for (line, expected) in lines_to_complete() {
        // the function of the script passes the completions to `_describe`
        let script = format!(
            "compdef() {{ }}; _describe() {{ print -l -- ${{(P)3}}; }}; source completions.zsh; \
             words=(classifications {line} ''); CURRENT=$#words; _clap_dynamic_completer_classifications"
        );
        let Some(found) = shell.run("zsh", &["--no-rcs"], &script) else {
            return;
        };
        let words = found.lines().filter_map(|line| line.split(':').next());
        let words: Vec<&str> = words.collect();
        let all = expected.iter().all(|word| words.contains(&word.as_str()));
        assert!(all, "{line:?}: not {expected:?} in {found:?}");
    }
}

#[test]
fn the_variable_of_another_program_is_ignored() {
    let mut command = program::command();
    let output = command
        .arg("exit-codes")
        .env("COMPLETE", "bash")
        .output()
        .unwrap();
    assert!(
        output.status.success() && !output.stdout.is_empty(),
        "{output:?}"
    );
}

#[test]
fn every_command_has_a_man_page() {
    let program_page = printed(&["man"]);
    assert!(
        program_page.contains(".TH classifications 1"),
        "{program_page}"
    );
    assert!(program_page.contains("Exit codes"), "{program_page}");
    let folder = tempfile::tempdir().unwrap();
    let out = folder.path().join("new/man1");
    printed(&["man", "--out", out.to_str().unwrap()]);
    for command in commands() {
        let page = std::fs::read_to_string(out.join(format!("classifications-{command}.1")));
        let page = page.unwrap();
        assert!(page.contains(".SH SYNOPSIS"), "{command}: {page}");
        let has_examples = command == "exit-codes" || page.contains("Examples:");
        assert!(has_examples, "{command}: {page}");
    }
    assert!(out.join("classifications-batch-resume.1").is_file());
    let file = folder.path().join("file");
    std::fs::write(&file, "").unwrap();
    let refused = run(&["man", "--out", file.to_str().unwrap()]);
    assert_eq!(refused.status.code(), Some(1), "{refused:?}");
}

#[test]
fn options_of_calls_are_rejected() {
    for arguments in [
        ["completions", "bash", "--output=json"],
        ["man", "--wide", "--out=x"],
    ] {
        assert_eq!(run(&arguments).status.code(), Some(2), "{arguments:?}");
    }
}
