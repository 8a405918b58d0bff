//! Completions and man pages, of whatever commands the documents have.

#![allow(clippy::unwrap_used, reason = "a test that cannot go on fails")]

use std::process::{Command, Output};

fn run(arguments: &[&str]) -> Output {
    let mut command = Command::new(env!("CARGO_BIN_EXE_classifications"));
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
fn completions_of_every_shell_have_every_command() {
    let commands = commands();
    assert!(commands.len() > 4, "{commands:?}");
    for shell in ["bash", "zsh", "fish", "powershell"] {
        let script = printed(&["completions", shell]);
        for command in &commands {
            assert!(script.contains(command.as_str()), "{shell}: {command}");
        }
        assert!(script.contains("sandbox-url"), "{shell}");
    }
    assert_eq!(run(&["completions", "no-such"]).status.code(), Some(2));
}

#[cfg(unix)]
#[test]
fn bash_completes_the_commands() {
    let folder = tempfile::tempdir().unwrap();
    let script = folder.path().join("completions");
    std::fs::write(&script, printed(&["completions", "bash"])).unwrap();
    let completes = "source \"$0\"; COMP_WORDS=(classifications ''); COMP_CWORD=1; \
                     _classifications classifications '' classifications; echo \"${COMPREPLY[@]}\"";
    let Ok(output) = Command::new("bash")
        .args(["--norc", "-c", completes])
        .arg(&script)
        .output()
    else {
        println!("set aside: there is no bash");
        return;
    };
    let words = String::from_utf8(output.stdout).unwrap();
    let words: Vec<&str> = words.split_whitespace().collect();
    for command in commands() {
        assert!(words.contains(&command.as_str()), "{command}: {words:?}");
    }
}

#[test]
fn every_command_has_a_man_page() {
    let first = printed(&["man"]);
    assert!(first.contains(".TH classifications 1"), "{first}");
    assert!(first.contains("Exit codes"), "{first}");
    let folder = tempfile::tempdir().unwrap();
    let out = folder.path().join("new/man1");
    printed(&["man", "--out", out.to_str().unwrap()]);
    for command in commands() {
        let page = std::fs::read_to_string(out.join(format!("classifications-{command}.1")));
        let page = page.unwrap();
        assert!(page.contains(".SH SYNOPSIS"), "{command}: {page}");
    }
    assert!(out.join("classifications-batch-resume.1").is_file());
    let file = folder.path().join("file");
    std::fs::write(&file, "").unwrap();
    let refused = run(&["man", "--out", file.to_str().unwrap()]);
    assert_eq!(refused.status.code(), Some(1), "{refused:?}");
}

#[test]
fn options_of_calls_are_refused() {
    for typed in [
        ["completions", "bash", "--output=json"],
        ["man", "--wide", "--out=x"],
    ] {
        assert_eq!(run(&typed).status.code(), Some(2), "{typed:?}");
    }
}
