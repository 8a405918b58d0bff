//! The file that keeps a [`State`]. Only its owner can read it, it is replaced as a whole, and one process at a time uses it.

use std::fs::{self, File, OpenOptions, TryLockError};
use std::io::{self, ErrorKind, Write as _};
use std::path::{Path, PathBuf};

use serde::{Deserialize, Serialize};

use crate::change::hash;
use crate::state::State;

/// The version of the format of the file.
const VERSION: u32 = 1;

/// A state file that this process has locked.
#[derive(Debug)]
pub struct Store {
    path: PathBuf,
    _lock: File,
}

/// The reason why a state cannot be read or written.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum StoreError {
    /// The file cannot be read or written.
    #[error("cannot use the state file {}", path.display())]
    File {
        /// The file.
        path: PathBuf,
        /// The cause.
        #[source]
        source: io::Error,
    },
    /// Another process uses the file.
    #[error("another process uses the state file {}", .0.display())]
    Locked(PathBuf),
    /// The file contains no state of this version.
    #[error("the state file {} cannot be read: {reason}; move it away to start again", path.display())]
    Form {
        /// The file.
        path: PathBuf,
        /// The problem.
        reason: String,
    },
}

#[derive(Deserialize)]
struct Version {
    version: u32,
}

#[derive(Serialize, Deserialize)]
struct Stored<S> {
    version: u32,
    state: S,
}

impl Store {
    /// Locks the state file of a contract in a folder, and reads the state. Without a file, the state is new.
    ///
    /// # Errors
    /// [`StoreError`].
    pub fn open(folder: &Path, target: &str, contract: &str) -> Result<(Self, State), StoreError> {
        // with the length, different pairs never yield the same text
        let name = hash(&format!("{}:{target}:{contract}", target.len()));
        let path = folder.join(format!("watch-{name}.json"));
        let file_error = |source| StoreError::File {
            path: path.clone(),
            source,
        };
        fs::create_dir_all(folder).map_err(file_error)?;
        let lock = open(&path.with_extension("lock")).map_err(file_error)?;
        match lock.try_lock() {
            Ok(()) => {}
            Err(TryLockError::WouldBlock) => return Err(StoreError::Locked(path)),
            Err(TryLockError::Error(error)) => return Err(file_error(error)),
        }
        let state = match fs::read(&path) {
            Ok(bytes) => read(&path, &bytes)?,
            Err(error) if error.kind() == ErrorKind::NotFound => State::new(target, contract),
            Err(error) => return Err(file_error(error)),
        };
        Ok((Self { path, _lock: lock }, state))
    }

    /// Replaces the state in the file. After a crash, the file has the old or the new state.
    ///
    /// # Errors
    /// [`StoreError::File`].
    pub fn write(&self, state: &State) -> Result<(), StoreError> {
        let stored = Stored {
            version: VERSION,
            state,
        };
        let new = self.path.with_extension("new");
        let write = || {
            let mut file = open(&new)?;
            file.set_len(0)?;
            file.write_all(&serde_json::to_vec(&stored)?)?;
            file.sync_all()?;
            drop(file);
            fs::rename(&new, &self.path)
        };
        write().map_err(|source| StoreError::File {
            path: self.path.clone(),
            source,
        })
    }

    /// The path of the file.
    #[must_use]
    pub fn path(&self) -> &Path {
        &self.path
    }
}

fn read(path: &Path, bytes: &[u8]) -> Result<State, StoreError> {
    let invalid = |reason: String| StoreError::Form {
        path: path.to_owned(),
        reason,
    };
    let found: Version = serde_json::from_slice(bytes).map_err(|e| invalid(e.to_string()))?;
    if found.version != VERSION {
        let version = found.version;
        return Err(invalid(format!(
            "it has version {version}, and this program reads {VERSION}"
        )));
    }
    let stored: Stored<State> =
        serde_json::from_slice(bytes).map_err(|e| invalid(e.to_string()))?;
    Ok(stored.state)
}

/// Opens or creates a file for writing that only its owner can read.
fn open(path: &Path) -> io::Result<File> {
    let mut options = OpenOptions::new();
    options.write(true).create(true).truncate(false);
    #[cfg(unix)]
    std::os::unix::fs::OpenOptionsExt::mode(&mut options, 0o600);
    options.open(path)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::layout::tests::{layout, row};
    use crate::state::ObservedRows;

    #[test]
    fn a_state_is_read_back_for_its_contract_only() {
        let folder = tempfile::tempdir().unwrap();
        let open = |contract| Store::open(folder.path(), "https://api.example", contract);
        let (store, mut state) = open("7").unwrap();
        let rows = ObservedRows {
            layout: &layout(),
            rows: vec![row("no=1 code=C")],
            complete: true,
        };
        state.observe(rows, None, "2026-01-15T10:00:00Z".parse().unwrap());
        store.write(&state).unwrap();
        assert!(matches!(open("7"), Err(StoreError::Locked(_))));
        drop(store);
        assert_eq!(open("7").unwrap().1, state);
        assert!(open("8").unwrap().1.is_empty());
    }

    #[test]
    fn an_invalid_file_is_refused_and_stays_unchanged() {
        let folder = tempfile::tempdir().unwrap();
        let open = || Store::open(folder.path(), "t", "7");
        let path = open().unwrap().0.path().to_owned();
        for text in ["", "{", r#"{"version":2,"state":{}}"#, r#"{"version":1}"#] {
            fs::write(&path, text).unwrap();
            assert!(matches!(open(), Err(StoreError::Form { .. })), "{text}");
            assert_eq!(fs::read_to_string(&path).unwrap(), text);
        }
    }

    #[cfg(unix)]
    #[test]
    fn only_the_owner_can_read_it() {
        use std::os::unix::fs::PermissionsExt as _;
        let folder = tempfile::tempdir().unwrap();
        let (store, state) = Store::open(folder.path(), "t", "7").unwrap();
        store.write(&state).unwrap();
        let mode = fs::metadata(store.path()).unwrap().permissions().mode();
        assert_eq!(mode & 0o777, 0o600);
    }
}
