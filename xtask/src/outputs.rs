//! Files that are to be: compared with what is there, or written, all or none.

use std::path::{Path, PathBuf};

use similar::TextDiff;

use crate::error::{Error, Result};

/// The files that a task makes, and the folders that hold nothing else.
#[derive(Debug, Default)]
pub struct Outputs {
    root: PathBuf,
    files: Vec<(PathBuf, String)>,
    folders: Vec<PathBuf>,
}

impl Outputs {
    /// Outputs below `root`.
    pub fn below(root: &Path) -> Self {
        Self {
            root: root.to_owned(),
            ..Self::default()
        }
    }

    /// Adds a file; `path` is relative to the root.
    pub fn add(&mut self, path: impl Into<PathBuf>, text: impl Into<String>) {
        self.files.push((path.into(), text.into()));
    }

    /// Says that everything in a folder is made: what is there and not made is left over.
    pub fn own(&mut self, folder: impl Into<PathBuf>) {
        self.folders.push(folder.into());
    }

    /// The files, relative to the root.
    pub fn files(&self) -> &[(PathBuf, String)] {
        &self.files
    }

    /// The differences between what is there and what should be, a unified diff for each file that
    /// differs, is missing or is left over; empty when there are none.
    ///
    /// # Errors
    /// [`Error::Io`] when a file that is there cannot be read.
    pub fn diff(&self) -> Result<Vec<String>> {
        let mut diffs = vec![];
        for (path, wanted) in &self.files {
            let there = self.read(path)?;
            if there.as_deref() != Some(wanted.as_bytes()) {
                let there = there.unwrap_or_default();
                diffs.push(unified(path, &String::from_utf8_lossy(&there), wanted));
            }
        }
        for path in self.left_over()? {
            let there = self.read(&path)?.unwrap_or_default();
            diffs.push(unified(&path, &String::from_utf8_lossy(&there), ""));
        }
        Ok(diffs)
    }

    /// Writes what differs; each file is replaced at once, and if one cannot be, those before it are put
    /// back. Says which files changed.
    ///
    /// # Errors
    /// [`Error::Io`] for the first file that cannot be written.
    pub fn write(&self) -> Result<Vec<PathBuf>> {
        let left_over = self.left_over()?;
        let wanted = self
            .files
            .iter()
            .map(|(p, text)| (p, Some(text.as_bytes())));
        let gone = left_over.iter().map(|p| (p, None));
        let mut changes = vec![];
        for (path, wanted) in wanted.chain(gone) {
            let before = self.read(path)?;
            if before.as_deref() != wanted {
                changes.push((path, wanted, before));
            }
        }
        for (i, (path, wanted, _)) in changes.iter().enumerate() {
            let full = self.root.join(path);
            if let Err(e) = put(&full, *wanted) {
                for (path, _, before) in changes.iter().take(i).rev() {
                    // Nothing better can be done about a failure here than to go on.
                    let _ = put(&self.root.join(path), before.as_deref());
                }
                return Err(Error::io("write", full, e));
            }
        }
        Ok(changes.into_iter().map(|(path, ..)| path.clone()).collect())
    }

    fn read(&self, path: &Path) -> Result<Option<Vec<u8>>> {
        let full = self.root.join(path);
        match std::fs::read(&full) {
            Ok(bytes) => Ok(Some(bytes)),
            Err(e) if e.kind() == std::io::ErrorKind::NotFound => Ok(None),
            Err(e) => Err(Error::io("read", full, e)),
        }
    }

    /// Files in the made folders, at any depth, that are not made.
    fn left_over(&self) -> Result<Vec<PathBuf>> {
        let mut found = vec![];
        let mut folders = self.folders.clone();
        while let Some(folder) = folders.pop() {
            let full = self.root.join(&folder);
            let entries = match std::fs::read_dir(&full) {
                Ok(entries) => entries,
                Err(e) if e.kind() == std::io::ErrorKind::NotFound => continue,
                Err(e) => return Err(Error::io("read", full, e)),
            };
            for entry in entries {
                let entry = entry.map_err(|e| Error::io("read", &full, e))?;
                let path = folder.join(entry.file_name());
                if entry.path().is_dir() {
                    folders.push(path);
                } else if !self.files.iter().any(|(p, _)| *p == path) {
                    found.push(path);
                }
            }
        }
        found.sort();
        Ok(found)
    }
}

/// Gives a file this content, or removes it.
fn put(path: &Path, content: Option<&[u8]>) -> std::io::Result<()> {
    match content {
        Some(bytes) => replace(path, bytes),
        None => std::fs::remove_file(path),
    }
}

/// Writes beside the file, then renames: nobody ever sees half a file.
fn replace(path: &Path, bytes: &[u8]) -> std::io::Result<()> {
    use std::io::Write as _;
    let folder = path.parent().unwrap_or(Path::new("."));
    std::fs::create_dir_all(folder)?;
    let mut file = tempfile::NamedTempFile::new_in(folder)?;
    file.write_all(bytes)?;
    #[cfg(unix)]
    {
        use std::os::unix::fs::PermissionsExt as _;
        let mode = std::fs::Permissions::from_mode(0o644);
        std::fs::set_permissions(file.path(), mode)?;
    }
    file.persist(path).map_err(|e| e.error)?;
    Ok(())
}

/// The header stands also where no line differs: an empty file is not the same as none.
fn unified(path: &Path, there: &str, wanted: &str) -> String {
    let path = path.display();
    let (before, after) = (format!("{path} (there)"), format!("{path} (should be)"));
    let diff = TextDiff::from_lines(there, wanted)
        .unified_diff()
        .context_radius(3)
        .header(&before, &after)
        .to_string();
    if diff.is_empty() {
        return format!("--- {before}\n+++ {after}\n");
    }
    diff
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_written_differs_no_more() {
        let folder = tempfile::tempdir().unwrap();
        std::fs::create_dir(folder.path().join("made")).unwrap();
        std::fs::write(folder.path().join("made/old.rs"), "old").unwrap();
        let mut outputs = Outputs::below(folder.path());
        outputs.own("made");
        outputs.add("made/new.rs", "a\nb\n");
        let diff = outputs.diff().unwrap().concat();
        assert!(diff.contains("+a") && diff.contains("-old"), "{diff}");
        assert_eq!(outputs.write().unwrap().len(), 2);
        assert!(outputs.diff().unwrap().is_empty());
        assert!(!folder.path().join("made/old.rs").exists());
    }

    #[test]
    fn what_is_left_over_is_found_at_any_depth_and_even_when_it_is_empty() {
        let folder = tempfile::tempdir().unwrap();
        std::fs::create_dir_all(folder.path().join("made/deep")).unwrap();
        std::fs::write(folder.path().join("made/empty.rs"), "").unwrap();
        std::fs::write(folder.path().join("made/deep/old.rs"), "old").unwrap();
        let mut outputs = Outputs::below(folder.path());
        outputs.own("made");
        let diffs = outputs.diff().unwrap();
        assert_eq!(diffs.len(), 2, "{diffs:?}");
        assert!(diffs.concat().contains("made/empty.rs"), "{diffs:?}");
    }

    #[test]
    fn a_failure_leaves_everything_as_it_was() {
        let folder = tempfile::tempdir().unwrap();
        std::fs::write(folder.path().join("a"), "before").unwrap();
        let mut outputs = Outputs::below(folder.path());
        outputs.add("a", "after");
        outputs.add(
            format!("{}/b", "c".repeat(300)),
            "cannot be: no folder has such a name",
        );
        assert!(outputs.write().is_err());
        assert_eq!(
            std::fs::read_to_string(folder.path().join("a")).unwrap(),
            "before"
        );
    }
}
