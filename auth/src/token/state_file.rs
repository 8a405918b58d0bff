//! The file in which processes share the state of failed token requests. Only its owner may read it, and it is replaced as
//! a whole. A second file beside it is locked while a password is sent.

use std::fs::{self, File, OpenOptions, TryLockError};
use std::io::{self, ErrorKind, Write as _};
use std::path::{Path, PathBuf};
use std::time::Duration;

use serde::Serialize;
use serde::de::DeserializeOwned;

use crate::clock::Clock;

/// The interval between attempts to get the lock.
const POLL: Duration = Duration::from_millis(50);

/// The file, by its path.
pub(super) struct StateFile(PathBuf);

impl StateFile {
    pub(super) fn new(path: PathBuf) -> Self {
        Self(path)
    }

    /// Waits until no other process sends a password. The lock is released when the returned file is dropped.
    pub(super) async fn lock(&self, clock: &dyn Clock) -> io::Result<File> {
        if let Some(folder) = self.0.parent() {
            fs::create_dir_all(folder)?;
        }
        let file = open(&self.sibling("lock"))?;
        loop {
            match file.try_lock() {
                Ok(()) => return Ok(file),
                Err(TryLockError::WouldBlock) => clock.sleep(POLL).await,
                Err(TryLockError::Error(error)) => return Err(error),
            }
        }
    }

    /// Reads the stored state; `None` if there is no file.
    pub(super) fn load<T: DeserializeOwned>(&self) -> io::Result<Option<T>> {
        match fs::read(&self.0) {
            Ok(bytes) => Ok(Some(serde_json::from_slice(&bytes)?)),
            Err(error) if error.kind() == ErrorKind::NotFound => Ok(None),
            Err(error) => Err(error),
        }
    }

    /// Replaces the file by one with this state.
    pub(super) fn store(&self, state: &impl Serialize) -> io::Result<()> {
        let new = self.sibling("new");
        let mut file = open(&new)?;
        file.set_len(0)?;
        file.write_all(&serde_json::to_vec(state)?)?;
        drop(file);
        fs::rename(&new, &self.0)
    }

    /// The path of the file beside it, with another extension at the end of its name.
    fn sibling(&self, extension: &str) -> PathBuf {
        let mut name = self.0.clone().into_os_string();
        name.push(".");
        name.push(extension);
        PathBuf::from(name)
    }
}

/// Opens a file for writing. A new file is only accessible to its owner.
fn open(path: &Path) -> io::Result<File> {
    let mut options = OpenOptions::new();
    options.write(true).create(true).truncate(false);
    #[cfg(unix)]
    std::os::unix::fs::OpenOptionsExt::mode(&mut options, 0o600);
    options.open(path)
}
