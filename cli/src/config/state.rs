//! The folder of state: failed token requests, tokens, and what the commands of a portfolio remember.

use std::path::{Path, PathBuf};

use super::active;

/// The file that remembers failed token requests, so that a script does not send a wrong password with each command.
pub fn state_file() -> Option<PathBuf> {
    let from_variable = std::env::var_os("CESCE_STATE_FILE").filter(|file| !file.is_empty());
    let from_variable = from_variable.map(PathBuf::from);
    from_variable
        .or_else(|| active()?.state_file.clone())
        .or_else(|| Some(default_state_folder()?.join("token-requests.json")))
}

/// The folder of the state file, which also has other state.
pub fn state_folder() -> Option<PathBuf> {
    let file = state_file()?;
    let folder = file
        .parent()
        .filter(|folder| !folder.as_os_str().is_empty());
    Some(folder.unwrap_or(Path::new(".")).to_owned())
}

/// The folder of the platform for the state of this program; `None` if the environment names no folder.
fn default_state_folder() -> Option<PathBuf> {
    let folder = |variable: &str, below: &str| {
        let folder = std::env::var_os(variable).filter(|folder| !folder.is_empty())?;
        Some(Path::new(&folder).join(below))
    };
    let state = folder("XDG_STATE_HOME", "")
        .or_else(|| folder("LOCALAPPDATA", ""))
        .or_else(|| folder("HOME", ".local/state"));
    state.map(|state| state.join("classifications"))
}
