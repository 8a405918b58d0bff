//! Generated files: compares them with the files on disk, or writes them, all or none.

use std::path::{Path, PathBuf};

use similar::TextDiff;

use crate::error::{Error, Result};

/// The files that a task makes, and the folders that contain only such files.
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

    /// Declares that a folder contains only generated files. Other files in it are left over: `write`
    /// removes them.
    pub fn own(&mut self, folder: impl Into<PathBuf>) {
        self.folders.push(folder.into());
    }

    /// The files, relative to the root.
    pub fn files(&self) -> &[(PathBuf, String)] {
        &self.files
    }

    /// The differences between the files on disk and the generated ones: a unified diff for each
    /// file that differs, is missing or is left over; empty if there are none.
    ///
    /// # Errors
    /// [`Error::Io`] when an existing file cannot be read.
    pub fn diff(&self) -> Result<Vec<String>> {
        let mut diffs = vec![];
        for (path, wanted) in &self.files {
            let on_disk = self.read(path)?;
            if on_disk.as_deref() != Some(wanted.as_bytes()) {
                let on_disk = on_disk.unwrap_or_default();
                diffs.push(unified(path, &String::from_utf8_lossy(&on_disk), wanted));
            }
        }
        for path in self.left_over()? {
            let on_disk = self.read(&path)?.unwrap_or_default();
            diffs.push(unified(&path, &String::from_utf8_lossy(&on_disk), ""));
        }
        Ok(diffs)
    }

    /// The steps that update the files on disk: changed files, and left-over ones.
    ///
    /// # Errors
    /// [`Error::Io`] when an existing file cannot be read.
    pub fn steps(&self) -> Result<Vec<Step>> {
        let wanted = self
            .files
            .iter()
            .map(|(path, text)| (path.clone(), Some(text.as_bytes())));
        let left_over = self.left_over()?.into_iter().map(|path| (path, None));
        let mut steps = vec![];
        for (path, after) in wanted.chain(left_over) {
            let before = self.read(&path)?;
            if before.as_deref() != after {
                let after = after.map(<[u8]>::to_vec);
                steps.push(Step {
                    path,
                    before,
                    after,
                });
            }
        }
        Ok(steps)
    }

    /// Writes the changed files, all or nothing. Returns which files changed.
    ///
    /// # Errors
    /// Those of [`apply`]. After an [`Error::Io`] all files are unchanged.
    pub fn write(&self) -> Result<Vec<PathBuf>> {
        let steps = self.steps()?;
        apply(&self.root, &steps, &mut put)?;
        Ok(steps.into_iter().map(|step| step.path).collect())
    }

    fn read(&self, path: &Path) -> Result<Option<Vec<u8>>> {
        read_if_exists(&self.root.join(path))
    }

    /// Left-over files in generated folders, at any depth.
    fn left_over(&self) -> Result<Vec<PathBuf>> {
        let mut found = files_below(&self.root, &self.folders, |_| true)?;
        found.retain(|path| !self.files.iter().any(|(generated, _)| generated == path));
        Ok(found)
    }
}

/// The files below `folders` in order, relative to `root` like the folders. Missing folders are empty. A folder below
/// them is listed like a file unless `enters` returns true.
///
/// # Errors
/// [`Error::Io`] when a folder cannot be read.
pub(crate) fn files_below(
    root: &Path,
    folders: &[PathBuf],
    enters: impl Fn(&Path) -> bool,
) -> Result<Vec<PathBuf>> {
    let (mut found, mut folders) = (vec![], folders.to_vec());
    while let Some(folder) = folders.pop() {
        let full = root.join(&folder);
        let entries = match std::fs::read_dir(&full) {
            Ok(entries) => entries,
            Err(e) if e.kind() == std::io::ErrorKind::NotFound => continue,
            Err(e) => return Err(Error::io("read", full, e)),
        };
        for entry in entries {
            let entry = entry.map_err(|e| Error::io("read", &full, e))?;
            let path = folder.join(entry.file_name());
            if entry.path().is_dir() && enters(&path) {
                folders.push(path);
            } else {
                found.push(path);
            }
        }
    }
    found.sort();
    Ok(found)
}

/// A path as text, separated by `/` on every system.
pub(crate) fn slashed(path: &Path) -> String {
    path.to_string_lossy().replace('\\', "/")
}

/// A file's bytes; `None` if it does not exist.
///
/// # Errors
/// [`Error::Io`] when it exists and cannot be read.
pub(crate) fn read_if_exists(file: &Path) -> Result<Option<Vec<u8>>> {
    match std::fs::read(file) {
        Ok(bytes) => Ok(Some(bytes)),
        Err(e) if e.kind() == std::io::ErrorKind::NotFound => Ok(None),
        Err(e) => Err(Error::io("read", file, e)),
    }
}

/// One file that changes.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Step {
    /// The file, relative to the root.
    pub path: PathBuf,
    /// Its old content; `None` if it does not exist.
    pub before: Option<Vec<u8>>,
    /// Its new content; `None` to remove it.
    pub after: Option<Vec<u8>>,
}

/// The function that writes or removes a file: [`put`], except in tests of its failure.
pub(crate) type Put<'a> = &'a mut dyn FnMut(&Path, Option<&[u8]>) -> std::io::Result<()>;

/// Performs `steps` below `root`, each atomically; if one fails, those before it are undone.
///
/// # Errors
/// [`Error::Io`] for the first file that cannot be written; [`Error::File`] when another could then
/// not be restored.
pub fn apply(root: &Path, steps: &[Step], put: Put<'_>) -> Result<()> {
    let mut created = vec![];
    for (index, step) in steps.iter().enumerate() {
        let full = root.join(&step.path);
        created.splice(..0, missing_folders(&full));
        if let Err(e) = put(&full, step.after.as_deref()) {
            undo(root, steps.get(..index).unwrap_or_default(), &e)?;
            remove_empty(&created);
            return Err(Error::io("write", full, e));
        }
    }
    Ok(())
}

/// Restores the old files, last first.
fn undo(root: &Path, done: &[Step], cause: &std::io::Error) -> Result<()> {
    for step in done.iter().rev() {
        let full = root.join(&step.path);
        put(&full, step.before.as_deref()).map_err(|e| {
            let problem = format!("it cannot be restored ({e}) after another file could not be written ({cause}); restore it by hand");
            Error::file(&full, problem)
        })?;
    }
    Ok(())
}

/// The folders that must be created for a file, innermost first.
fn missing_folders(file: &Path) -> Vec<PathBuf> {
    let folders = file.ancestors().skip(1);
    folders
        .take_while(|folder| !folder.as_os_str().is_empty() && !folder.exists())
        .map(Path::to_owned)
        .collect()
}

fn remove_empty(folders: &[PathBuf]) {
    for folder in folders {
        // a folder does not exist if the failure came before it was created
        let _ = std::fs::remove_dir(folder);
    }
}

/// Writes a file, or removes it.
///
/// # Errors
/// The error of the file system.
pub fn put(path: &Path, content: Option<&[u8]>) -> std::io::Result<()> {
    match content {
        Some(bytes) => replace(path, bytes),
        None => match std::fs::remove_file(path) {
            Err(e) if e.kind() == std::io::ErrorKind::NotFound => Ok(()),
            result => result,
        },
    }
}

/// The prefix of temporary files.
pub(crate) const TEMPORARY_PREFIX: &str = ".made-";

/// Writes a temporary file and renames it, so that a reader never sees an incomplete file. A link
/// stays a link.
fn replace(path: &Path, bytes: &[u8]) -> std::io::Result<()> {
    use std::io::Write as _;
    let real = path.canonicalize().unwrap_or_else(|_| path.to_owned());
    let folder = real.parent().unwrap_or(Path::new("."));
    std::fs::create_dir_all(folder)?;
    let mut file = tempfile::Builder::new()
        .prefix(TEMPORARY_PREFIX)
        .tempfile_in(folder)?;
    file.write_all(bytes)?;
    #[cfg(unix)]
    {
        use std::os::unix::fs::PermissionsExt as _;
        let mode = std::fs::metadata(&real).map_or(0o644, |metadata| metadata.permissions().mode());
        std::fs::set_permissions(file.path(), std::fs::Permissions::from_mode(mode))?;
    }
    file.persist(&real).map_err(|e| e.error)?;
    Ok(())
}

/// A unified diff. It has a header even if no line differs, because an empty file differs from a
/// missing one.
fn unified(path: &Path, on_disk: &str, wanted: &str) -> String {
    let path = path.display();
    let (before, after) = (format!("{path} (on disk)"), format!("{path} (generated)"));
    let diff = TextDiff::from_lines(on_disk, wanted)
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
    fn written_files_no_longer_differ() {
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
    fn left_over_files_are_found_at_any_depth_even_if_empty() {
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
    #[cfg(unix)]
    fn links_and_modes_are_preserved() {
        use std::os::unix::fs::PermissionsExt as _;
        let folder = tempfile::tempdir().unwrap();
        let (real, link) = (folder.path().join("real"), folder.path().join("link"));
        std::fs::write(&real, "before").unwrap();
        std::fs::set_permissions(&real, std::fs::Permissions::from_mode(0o600)).unwrap();
        std::os::unix::fs::symlink("real", &link).unwrap();
        let mut outputs = Outputs::below(folder.path());
        outputs.add("link", "after");
        outputs.write().unwrap();
        assert!(link.is_symlink());
        assert_eq!(std::fs::read_to_string(&real).unwrap(), "after");
        let mode = std::fs::metadata(&real).unwrap().permissions().mode();
        assert_eq!(mode & 0o777, 0o600);
    }

    #[test]
    fn a_failure_removes_the_folders_that_were_created() {
        let folder = tempfile::tempdir().unwrap();
        let steps = ["a/b/c", "a/d/e", "f"].map(|path| Step {
            path: path.into(),
            before: None,
            after: Some(vec![]),
        });
        let failing = &mut |path: &Path, content: Option<&[u8]>| {
            if path.ends_with("f") {
                return Err(std::io::Error::other("no space"));
            }
            put(path, content)
        };
        let error = apply(folder.path(), &steps, failing).unwrap_err();
        assert!(error.to_string().starts_with("cannot write "), "{error}");
        assert!(!folder.path().join("a").exists());
    }

    #[test]
    fn a_failure_restores_the_old_files() {
        let folder = tempfile::tempdir().unwrap();
        std::fs::write(folder.path().join("a"), "before").unwrap();
        let mut outputs = Outputs::below(folder.path());
        outputs.add("a", "after");
        outputs.add(
            format!("{}/b", "c".repeat(300)),
            "the name of the folder is too long",
        );
        assert!(outputs.write().is_err());
        assert_eq!(
            std::fs::read_to_string(folder.path().join("a")).unwrap(),
            "before"
        );
    }
}
