//! The program under test.

use std::process::Command;

/// A command for the program, without the variables of the environment that change its behaviour.
pub fn command() -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_classifications"));
    for (name, _) in std::env::vars_os() {
        let text = name.to_string_lossy();
        let is_locale = ["LC_ALL", "LC_MESSAGES", "LANG"].contains(&text.as_ref());
        let is_setting = text.starts_with("CESCE_") || text.starts_with("CLASSIFICATIONS_");
        let is_proxy = text.to_lowercase().ends_with("_proxy");
        if is_locale || is_setting || is_proxy {
            command.env_remove(&name);
        }
    }
    command
}
