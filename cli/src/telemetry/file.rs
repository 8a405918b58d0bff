//! The file of metrics, which is replaced as a whole and changed by one process at a time.

use std::fs::{File, OpenOptions, TryLockError};
use std::io::{self, ErrorKind, Read as _, Write as _};
use std::path::{Path, PathBuf};
use std::time::{Duration, Instant};

use tempfile::NamedTempFile;

use super::exposition::{self, Samples, Unreadable};
use crate::tr;

/// The maximum size of a file of this program, in bytes.
const MAX_SIZE: u64 = 4 * 1024 * 1024;

/// How long a change waits for the lock.
const WAIT: Duration = Duration::from_secs(2);
/// The interval at which the lock is tried.
const POLL: Duration = Duration::from_millis(10);

/// A file of metrics.
#[derive(Debug)]
pub struct MetricsFile {
    path: PathBuf,
    /// The file that is locked during a change. The metrics file cannot be locked, since it is replaced.
    lock: PathBuf,
}

impl MetricsFile {
    /// Checks that the file can be written, and does not belong to another program.
    pub fn open(path: PathBuf) -> io::Result<Self> {
        let mut lock = path.clone().into_os_string();
        lock.push(".lock");
        let file = Self {
            path,
            lock: lock.into(),
        };
        match file.read() {
            Ok(_) | Err(Unusable::Damaged) => {}
            Err(Unusable::Other(error)) => return Err(error),
        }
        file.open_lock()?;
        file.temporary()?;
        Ok(file)
    }

    /// The path of the file.
    pub fn path(&self) -> &Path {
        &self.path
    }

    /// Changes the samples of the file. The result is `true` if the file was damaged, so that its earlier samples are lost. After
    /// an error, the file is unchanged.
    pub fn change(&self, change: impl FnOnce(&mut Samples)) -> io::Result<bool> {
        let _lock = self.lock()?;
        let (mut samples, is_damaged) = match self.read() {
            Ok(samples) => (samples, false),
            Err(Unusable::Damaged) => (Samples::new(), true),
            Err(Unusable::Other(error)) => return Err(error),
        };
        change(&mut samples);
        let mut file = self.temporary()?;
        file.write_all(exposition::render(&samples).as_bytes())?;
        #[cfg(unix)]
        {
            use std::os::unix::fs::PermissionsExt as _;
            // the collector runs as another user
            let readable = std::fs::Permissions::from_mode(0o644);
            file.as_file().set_permissions(readable)?;
        }
        // without this, a crash after the rename can lose the data
        file.as_file().sync_data()?;
        file.persist(&self.path).map_err(|error| error.error)?;
        Ok(is_damaged)
    }

    /// Waits for the lock, which is released when the returned file is dropped.
    fn lock(&self) -> io::Result<File> {
        let file = self.open_lock()?;
        let deadline = Instant::now() + WAIT;
        loop {
            match file.try_lock() {
                Ok(()) => return Ok(file),
                Err(TryLockError::WouldBlock) if Instant::now() < deadline => {
                    std::thread::sleep(POLL);
                }
                Err(TryLockError::WouldBlock) => {
                    let text = tr!(
                        "metrics-locked",
                        "another process holds {file}",
                        file = self.lock.display()
                    );
                    return Err(io::Error::new(ErrorKind::TimedOut, text));
                }
                Err(TryLockError::Error(error)) => return Err(error),
            }
        }
    }

    fn open_lock(&self) -> io::Result<File> {
        let mut options = OpenOptions::new();
        options.write(true).create(true).truncate(false);
        options.open(&self.lock)
    }

    /// A new file in the same folder. A collector does not read it, since it has no extension.
    fn temporary(&self) -> io::Result<NamedTempFile> {
        let folder = self.path.parent();
        let folder = folder.filter(|folder| !folder.as_os_str().is_empty());
        NamedTempFile::new_in(folder.unwrap_or(Path::new(".")))
    }

    /// The samples of the file; none if it does not exist.
    fn read(&self) -> Result<Samples, Unusable> {
        let file = match std::fs::metadata(&self.path) {
            // the rename would replace a device or a pipe
            Ok(metadata) if !metadata.is_file() => {
                return Err(Unusable::because(tr!(
                    "metrics-no-file",
                    "it is not a regular file"
                )));
            }
            Ok(_) => File::open(&self.path)?,
            Err(error) if error.kind() == ErrorKind::NotFound => return Ok(Samples::new()),
            Err(error) => return Err(error.into()),
        };
        let mut bytes = Vec::new();
        let read = file.take(MAX_SIZE + 1).read_to_end(&mut bytes)?;
        let is_too_large = u64::try_from(read).is_ok_and(|read| read > MAX_SIZE);
        let text = String::from_utf8_lossy(&bytes);
        exposition::parse(&text).map_err(|error| match error {
            Unreadable::Damaged if !is_too_large => Unusable::Damaged,
            _ => Unusable::because(tr!(
                "metrics-foreign",
                "it is a file of another program, which would be replaced; name a new file"
            )),
        })
    }
}

/// The reason why a file cannot be read.
enum Unusable {
    Damaged,
    Other(io::Error),
}

impl Unusable {
    fn because(reason: String) -> Self {
        Self::Other(io::Error::new(ErrorKind::InvalidData, reason))
    }
}

impl From<io::Error> for Unusable {
    fn from(error: io::Error) -> Self {
        Self::Other(error)
    }
}

#[cfg(test)]
mod tests {
    use super::super::exposition::CALLS;
    use super::*;

    fn add(file: &MetricsFile) -> io::Result<bool> {
        let sample = CALLS.sample(&[("operation", "find"), ("outcome", "ok")]);
        file.change(|samples| *samples.entry(sample).or_default() += 1)
    }

    fn count(file: &MetricsFile) -> Option<u64> {
        file.read().ok()?.into_values().next()
    }

    #[test]
    fn concurrent_changes_are_all_kept() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("c.prom");
        std::thread::scope(|scope| {
            for _ in 0..4 {
                // each thread opens the files itself, as several processes would
                let file = MetricsFile::open(path.clone()).unwrap();
                scope.spawn(move || {
                    for _ in 0..25 {
                        add(&file).unwrap();
                    }
                });
            }
        });
        let file = MetricsFile::open(path).unwrap();
        assert_eq!(count(&file), Some(100));
        let mut names: Vec<_> = std::fs::read_dir(folder.path())
            .unwrap()
            .map(|entry| entry.unwrap().file_name())
            .collect();
        names.sort();
        assert_eq!(names, ["c.prom", "c.prom.lock"]);
    }

    #[test]
    fn a_damaged_file_is_replaced_and_one_of_another_program_is_not() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("c.prom");
        let file = MetricsFile::open(path.clone()).unwrap();
        assert!(!add(&file).unwrap());
        let text = std::fs::read_to_string(&path).unwrap();
        std::fs::write(&path, &text[..text.len() - 2]).unwrap();
        assert!(MetricsFile::open(path.clone()).is_ok());
        assert!(add(&file).unwrap(), "it was damaged");
        assert_eq!(count(&file), Some(1));

        std::fs::write(&path, "a;b\n").unwrap();
        for error in [
            MetricsFile::open(path.clone()).unwrap_err(),
            add(&file).unwrap_err(),
        ] {
            assert!(
                error.to_string().contains("a file of another program"),
                "{error}"
            );
        }
        assert_eq!(std::fs::read_to_string(&path).unwrap(), "a;b\n");
        let error = MetricsFile::open(folder.path().to_owned()).unwrap_err();
        assert!(error.to_string().contains("not a regular file"), "{error}");
        let error = MetricsFile::open(folder.path().join("no/c.prom")).unwrap_err();
        assert_eq!(error.kind(), ErrorKind::NotFound);
    }

    #[cfg(unix)]
    #[test]
    fn other_users_may_read_the_file() {
        use std::os::unix::fs::PermissionsExt as _;
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("c.prom");
        add(&MetricsFile::open(path.clone()).unwrap()).unwrap();
        let mode = std::fs::metadata(path).unwrap().permissions().mode();
        assert_eq!(mode & 0o777, 0o644);
    }
}
