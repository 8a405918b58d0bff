//! The file that keeps a [`State`]: readable by its owner alone, replaced as a whole, used by one process at a time.

use std::fs::{self, File, OpenOptions, TryLockError};
use std::io::{self, ErrorKind, Write as _};
use std::path::{Path, PathBuf};

use serde::{Deserialize, Serialize};

use crate::change::hash;
use crate::state::State;

/// The form of the file.
const VERSION: u32 = 1;

/// A file that is locked by this process.
#[derive(Debug)]
pub struct Store {
    path: PathBuf,
    _lock: File,
}

/// A state cannot be read or kept.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum StoreError {
    /// The file cannot be read or written.
    #[error("cannot use the state file {}", path.display())]
    File {
        /// The file.
        path: PathBuf,
        /// Why.
        #[source]
        source: io::Error,
    },
    /// Another process uses it.
    #[error("another process watches with the state file {}", .0.display())]
    Locked(PathBuf),
    /// It is no state of this program.
    #[error("the state file {} cannot be read: {reason}; move it away to begin anew", path.display())]
    Form {
        /// The file.
        path: PathBuf,
        /// The reason why it is invalid.
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
    /// Locks the file of a contract in a folder, and reads what it holds.
    ///
    /// # Errors
    /// [`StoreError`].
    pub fn open(folder: &Path, target: &str, contract: &str) -> Result<(Self, State), StoreError> {
        // lengths, so that no two pairs are the same text
        let name = hash(&format!("{}:{target}:{contract}", target.len()));
        let path = folder.join(format!("watch-{name}.json"));
        let failed = |source| StoreError::File {
            path: path.clone(),
            source,
        };
        fs::create_dir_all(folder).map_err(failed)?;
        let lock = open(&path.with_extension("lock")).map_err(failed)?;
        match lock.try_lock() {
            Ok(()) => {}
            Err(TryLockError::WouldBlock) => return Err(StoreError::Locked(path)),
            Err(TryLockError::Error(error)) => return Err(failed(error)),
        }
        let state = match fs::read(&path) {
            Ok(bytes) => read(&path, &bytes)?,
            Err(error) if error.kind() == ErrorKind::NotFound => State::new(target, contract),
            Err(error) => return Err(failed(error)),
        };
        Ok((Self { path, _lock: lock }, state))
    }

    /// Keeps a state in place of the one before; after a crash the file has one of the two.
    ///
    /// # Errors
    /// [`StoreError::File`].
    pub fn keep(&self, state: &State) -> Result<(), StoreError> {
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

    /// The file.
    #[must_use]
    pub fn path(&self) -> &Path {
        &self.path
    }
}

fn read(path: &Path, bytes: &[u8]) -> Result<State, StoreError> {
    let form = |reason: String| StoreError::Form {
        path: path.to_owned(),
        reason,
    };
    let found: Version = serde_json::from_slice(bytes).map_err(|e| form(e.to_string()))?;
    if found.version != VERSION {
        let version = found.version;
        return Err(form(format!(
            "it has version {version}, and this program reads {VERSION}"
        )));
    }
    let stored: Stored<State> = serde_json::from_slice(bytes).map_err(|e| form(e.to_string()))?;
    Ok(stored.state)
}

/// Opens a file for writing that only its owner may read.
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
    use crate::state::Observed;

    #[test]
    fn a_state_survives_and_belongs_to_its_contract() {
        let folder = tempfile::tempdir().unwrap();
        let open = |contract| Store::open(folder.path(), "https://api.example", contract);
        let (store, mut state) = open("7").unwrap();
        let rows = Observed {
            layout: &layout(),
            rows: vec![row("no=1 code=C")],
            complete: true,
        };
        state.observe(rows, None, "2026-01-15T10:00:00Z".parse().unwrap());
        store.keep(&state).unwrap();
        assert!(matches!(open("7"), Err(StoreError::Locked(_))));
        drop(store);
        assert_eq!(open("7").unwrap().1, state);
        assert!(open("8").unwrap().1.is_empty());
    }

    #[test]
    fn a_file_of_another_form_is_refused_and_stays() {
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
        store.keep(&state).unwrap();
        let mode = fs::metadata(store.path()).unwrap().permissions().mode();
        assert_eq!(mode & 0o777, 0o600);
    }
}
