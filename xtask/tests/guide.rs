//! Runs each command of the guide for maintainers, and compares the output with the guide.

#![cfg(unix)]
#![allow(clippy::unwrap_used, reason = "a test fails when its setup fails")]

use std::path::Path;
use std::process::Command;

use self::console::{pattern, steps};

#[path = "../../cli/tests/console/mod.rs"]
mod console;

#[test]
fn the_guide_for_maintainers_has_the_actual_output() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("..");
    let read = |file: &str| std::fs::read_to_string(root.join(file)).unwrap();
    if !read("spec/set-aside.txt").is_empty() {
        println!("set aside: the guide is about another document");
        return;
    }
    let out = tempfile::tempdir().unwrap();
    let out = out.path().join("out");
    let mut code = 0;
    for step in steps(&read("docs/maintainer.md")) {
        let printed = if step.typed == "echo $?" {
            format!("{code}\n")
        } else {
            let typed = step.typed.strip_prefix("cargo xtask ").unwrap();
            let arguments = typed.split(' ').map(|argument| match argument {
                "OUT" => out.as_os_str(),
                argument => argument.as_ref(),
            });
            let mut xtask = Command::new(env!("CARGO_BIN_EXE_xtask"));
            let output = xtask.args(arguments).current_dir(&root).output().unwrap();
            code = output.status.code().unwrap();
            String::from_utf8([output.stdout, output.stderr].concat()).unwrap()
        };
        assert!(
            pattern(&step.printed).is_match(&printed),
            "$ {}\nprints, with exit code {code}:\n{printed}\nand the guide has:\n{}",
            step.typed,
            step.printed.join("\n")
        );
    }
}
